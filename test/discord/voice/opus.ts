// Opus packets for people who talk: taken out of Ogg, and made of speech.
import { execFile } from 'node:child_process';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import prism from 'prism-media';

/** The packets of an Ogg Opus file, without its headers. */
export async function packetsOf(ogg: Buffer): Promise<Buffer[]> {
  const packets: Buffer[] = [];
  for await (const packet of Readable.from([ogg]).pipe(new prism.opus.OggDemuxer())) packets.push(packet as Buffer);
  return packets;
}

/** 20 ms packets as a client sends them. @param input arguments of ffmpeg that name the sound */
export async function encodeOpus(...input: readonly string[]): Promise<Buffer[]> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    [
      ['-v', 'error', ...input, '-ac', '2', '-ar', '48000', '-c:a', 'libopus', '-b:a', '64k', '-application', 'voip'],
      ['-f', 'ogg', 'pipe:1'],
    ].flat(),
    { encoding: 'buffer', maxBuffer: 1 << 24 },
  );
  return await packetsOf(stdout);
}
