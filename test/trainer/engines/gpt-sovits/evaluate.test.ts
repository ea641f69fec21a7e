// What is measured of speech against the recordings, and which recording is chosen to speak after.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { decodePcm } from '../../../../src/audio/decode.ts';
import { locateFfmpeg, runFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import type { Ffmpeg } from '../../../../src/audio/ffmpeg.ts';
import { UserError } from '../../../../src/errors.ts';
import { hashFile } from '../../../../src/files.ts';
import type { EngineClip } from '../../../../src/trainer/engines/engine.ts';
import { measureSpeech } from '../../../../src/trainer/engines/gpt-sovits/evaluate.ts';
import { readReference, scoreOf, writeReference } from '../../../../src/trainer/engines/gpt-sovits/reference.ts';
import { decodeWav } from '../../../../src/trainer/engines/gpt-sovits/wav.ts';
import { toMetrics } from '../../../../src/trainer/engines/measuring/figures.ts';
import { recordedPrompts } from '../../../support/speech.ts';

const { signal } = new AbortController();
let folder: string;
let ffmpeg: Ffmpeg;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timbre-evaluate-test-'));
  ffmpeg = await locateFfmpeg();
});
after(() => rm(folder, { recursive: true }));

/** Files of {@link clip} that are made already, by index and filter. */
const made = new Map<string, Promise<Pick<EngineClip, 'sha256' | 'path' | 'durationSeconds'>>>();

/** Recorded prompt `index` as a file of ours, through a filter; its samples come out of the same run, and tell its length. */
async function fileOf(index: number, filter: string): Promise<Pick<EngineClip, 'sha256' | 'path' | 'durationSeconds'>> {
  const file = path.join(folder, `${index}-${createHash('md5').update(filter).digest('hex')}.flac`);
  const input = ['-nostdin', '-v', 'error', '-y', '-f', 'g722', '-i', recordedPrompts()[index].path];
  const through = ['-af', filter, '-ar', '32000'];
  await runFfmpeg(ffmpeg.ffmpeg, [...input, ...through, file, ...through, '-f', 's16le', `${file}.s16`], {
    timeoutMs: 20_000,
  });
  const { size } = await stat(`${file}.s16`);
  return { sha256: await hashFile(file), path: file, durationSeconds: size / 2 / 32_000 };
}

/** A clip of ours from a recorded prompt, through a filter. */
async function clip(index: number, filter = 'anull', transcript?: string | null): Promise<EngineClip> {
  const prompt = recordedPrompts()[index];
  const name = `${index}-${filter}`;
  const file = made.get(name) ?? fileOf(index, filter);
  made.set(name, file);
  return {
    ...(await file),
    id: `clip-${name}`,
    transcript: transcript === undefined ? prompt.text : transcript,
    language: 'en-US',
  };
}

/** Indices of prompts whose duration lies in a range. */
const lasting = (from: number, to: number): number[] =>
  recordedPrompts().flatMap(({ seconds }, index) => (seconds >= from && seconds <= to ? [index] : []));

/** Choose among clips and read what was chosen. */
const write = async (clips: readonly EngineClip[]): ReturnType<typeof readReference> => {
  await writeReference(clips, folder, { ffmpeg, signal });
  return readReference(folder);
};
const secondsOf = async (file: string): Promise<number> => {
  const speech = decodeWav(await readFile(file));
  return (speech?.samples.length ?? 0) / (speech?.sampleRate ?? 1);
};

const failing = (code: string) => async (): Promise<never> => {
  throw new UserError(code, 'No.', 'None.');
};

describe('figures of speech', () => {
  test('are near nothing for the recording itself, and tell another pitch and other words', async () => {
    const [index = 0, other = 0] = lasting(3, 4);
    const real = await clip(index);
    const measured = async (said: EngineClip): Promise<ReturnType<typeof toMetrics>> => {
      let ticks = 0;
      const figures = await measureSpeech(
        [real],
        async () => ({ samples: await decodePcm(ffmpeg, said.path, { sampleRate: 32_000 }), sampleRate: 32_000 }),
        { ffmpeg, speakers: null, signal, afterClip: async () => void ticks++ },
      );
      assert.equal(ticks, 1);
      return toMetrics(figures);
    };
    const same = await measured(real);
    assert.ok((same.mcdDb ?? 9) < 0.5 && (same.f0RmseCents ?? 99) < 20 && (same.voicingErrorPercent ?? 9) < 2);
    assert.deepEqual([same.mcdSourceDb, same.mcdStepZeroDb, same.heldOutClips], [null, null, 1]);
    // A fifth faster as a tape is: higher by 316 cents.
    const faster = await measured(await clip(index, 'asetrate=19200,aresample=16000'));
    assert.ok(Math.abs((faster.f0RmseCents ?? 0) - 316) < 60, `${faster.f0RmseCents} cents`);
    const elsewhere = await measured(await clip(other));
    assert.ok((elsewhere.mcdDb ?? 0) > 5, `${elsewhere.mcdDb} dB`);
  });

  test('leave out what cannot be spoken, and no other failure', async () => {
    const clips = [await clip(0), await clip(1, 'anull', null)];
    const options = { ffmpeg, speakers: null, signal, afterClip: async () => {} };
    assert.deepEqual(await measureSpeech(clips, failing('nothing-to-speak'), options), []);
    await assert.rejects(measureSpeech(clips, failing('speech-failed'), options), { code: 'speech-failed' });
  });
});

describe('the reference', () => {
  test('is the clip that measures best, whatever the order', async () => {
    const [a = 0, b = 0] = lasting(5, 6.5);
    const clean = await clip(a);
    const noisy = await clip(b, 'aeval=val(0)+0.05*(random(0)-0.5):c=same');
    const quiet = await clip(b, 'volume=-30dB');
    const silent = await clip(a, 'apad=pad_dur=3');
    const first = await write([noisy, clean, quiet, silent]);
    assert.deepEqual([first.text, first.language], [clean.transcript, 'en']);
    const bytes = await readFile(first.path);
    const again = await write([silent, quiet, clean, noisy]);
    assert.ok((await readFile(again.path)).equals(bytes));
    assert.ok(Math.abs((await secondsOf(again.path)) - clean.durationSeconds) < 0.01);
  });

  test('has a transcript, and 3 to 10 seconds', async () => {
    const [untold = 0] = lasting(5, 6.5);
    const [long = 0] = lasting(10, 12);
    const [short = 0, brief = 0] = lasting(2, 2.4);
    const fitting = await clip(lasting(3.1, 3.5)[0] ?? 0);
    const rest = [await clip(untold, 'anull', null), await clip(long), await clip(short)];
    assert.equal((await write([...rest, fitting])).text, fitting.transcript);
    // Short ones are joined with what is said in them; the middle of a long one has no words.
    const parts = [await clip(short), await clip(brief)];
    const joined = await write([...parts, await clip(long)]);
    const orders = [parts, parts.toReversed()].map((order) => order.map(({ transcript }) => transcript).join(' '));
    assert.ok(orders.includes(joined.text), joined.text);
    assert.ok((await secondsOf(joined.path)) > 3.05);
    const middle = await write([await clip(long)]);
    assert.equal(middle.text, '');
    assert.ok((await secondsOf(middle.path)) < 10);
    const tiny = await write([await clip(short, 'atrim=end=1')]);
    assert.ok((await secondsOf(tiny.path)) > 3);
  });

  test('cannot be chosen from clips without words, and is missed where there is none', async () => {
    await assert.rejects(write([await clip(0, 'anull', null)]), { code: 'no-reference' });
    await assert.rejects(write([{ ...(await clip(0)), language: 'de' }]), { code: 'no-reference' });
    await writeFile(path.join(folder, 'reference.json'), '{"text":"a","language":"de"}');
    await assert.rejects(readReference(folder), { code: 'state-damaged' });
  });

  test('counts noise, silence, level and length in a fixed proportion', () => {
    const good = { snrDb: 40, speechShare: 1, loudnessLufs: -20, seconds: 6 };
    assert.equal(scoreOf(good), 70);
    assert.equal(scoreOf({ ...good, snrDb: 60 }), 70);
    assert.equal(scoreOf({ ...good, snrDb: 30 }), 60);
    assert.equal(scoreOf({ ...good, speechShare: 0.9 }), 67);
    assert.equal(scoreOf({ ...good, loudnessLufs: -26 }), 67);
    assert.equal(scoreOf({ ...good, seconds: 9 }), 67);
    assert.equal(scoreOf({ ...good, snrDb: null, loudnessLufs: null }), 20);
  });
});
