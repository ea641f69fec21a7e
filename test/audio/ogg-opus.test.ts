// Opus packets in Ogg: what two other readers make of the files.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { decodePcm } from '../../src/audio/decode.ts';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import { concealed, oggOpus, opusSamples, opusSilence } from '../../src/audio/ogg-opus.ts';
import { encodeOpus, packetsOf } from '../discord/voice/opus.ts';
import { opusSeconds } from '../discord/voice-message.ts';
import { recordedPrompts } from '../support/speech.ts';

let folder: string;
let packets: Buffer[];
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timbre-ogg-'));
  packets = await encodeOpus('-f', 'g722', '-i', recordedPrompts()[0].path);
});
after(() => rm(folder, { recursive: true }));

async function heard(from: readonly Buffer[]): Promise<Float32Array> {
  const file = path.join(folder, `${randomBytes(4).toString('hex')}.ogg`);
  await writeFile(file, oggOpus(from));
  return await decodePcm(await locateFfmpeg(), file, { sampleRate: 48_000 });
}

/** How far `b` is from `a`, dB below it. */
function fidelity(a: Float32Array, b: Float32Array): number {
  const power = (of: (n: number) => number): number => a.reduce((sum, _, n) => sum + of(n) ** 2, 0);
  return 10 * Math.log10(power((n) => a[n]) / power((n) => a[n] - b[n]));
}

const isLost = (index: number): boolean => index % 20 === 7;

describe('Opus in Ogg', () => {
  it('comes out again packet by packet, however large', async () => {
    assert.deepEqual(await packetsOf(oggOpus(packets)), packets);
    const large = [254, 255, 256, 510, 1275].map((size) => Buffer.concat([Buffer.from([0xfc]), randomBytes(size - 1)]));
    assert.deepEqual(await packetsOf(oggOpus(large)), large);
    assert.ok(Math.abs((opusSeconds(oggOpus(packets)) ?? 0) - packets.length * 0.02) < 1e-9);
    assert.equal((await heard(packets)).length, packets.length * 960);
  });

  it('knows how long a packet plays', () => {
    const lengths: [number[], number][] = [
      [[...opusSilence], 960],
      [[0x08], 960],
      [[0x18], 2880],
      [[0x80], 120],
      [[0xf9, 0], 1920],
      [[0xfb, 3], 2880],
      [[0x1b, 3], 0],
      [[0xfb], 0],
      [[], 0],
    ];
    for (const [bytes, samples] of lengths) assert.equal(opusSamples(Buffer.from(bytes)), samples, bytes.join(' '));
    assert.throws(() => oggOpus([Buffer.alloc(0)]), RangeError);
  });

  it('has what was lost made up, better than by silence and in the right time', async () => {
    const whole = await heard(packets);
    const filled = await heard(
      packets.map((packet, index) => (isLost(index) ? concealed(packets[index - 1]) : packet)),
    );
    const holes = await heard(packets.map((packet, index) => (isLost(index) ? opusSilence : packet)));
    assert.equal(filled.length, whole.length);
    assert.ok(fidelity(whole, filled) > fidelity(whole, holes) + 1, `${fidelity(whole, filled)} dB`);
  });
});
