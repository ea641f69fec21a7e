// A process whose threads do things over and over until it is told to stop, as the bot and the trainer are:
// `node busy.ts FOLDER drawing listening`. Says “busy” when each has been done once.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { analyseRecording } from '../../src/audio/analysis.ts';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import { type Ears, createEars } from '../../src/ears/ears.ts';
import { Random } from '../../src/learning/random.ts';
import { drawPicture } from '../../src/pictures/studio.ts';
import { stopOnce } from '../../src/process.ts';
import { closeThreads } from '../../src/threads.ts';
import { unlessAborted } from '../../src/unless-aborted.ts';
import { compareInThread } from '../../src/trainer/engines/measuring/comparison.ts';
import { encodeWav } from '../../src/trainer/engines/gpt-sovits/wav.ts';
import { smallShape, writeSmallWhisper } from '../ears/small-whisper.ts';

const sampleRate = 16_000;
const seconds = 4;
const [folder = '', ...kinds] = process.argv.slice(2);
const random = Random.seeded(1);
const samples = Float32Array.from({ length: seconds * sampleRate }, (_, i) => {
  const speaks = Math.floor(i / 8000) % 4 !== 3;
  return speaks ? 0.3 * Math.sin((2 * Math.PI * 180 * i) / sampleRate) + 0.02 * random.uniform() : 0;
});
const stopping = new AbortController();
let ears: Ears | undefined;

const works: Readonly<Record<string, () => Promise<(signal: AbortSignal) => Promise<unknown>>>> = {
  drawing: async () => (signal) => drawPicture({ kind: 'recording', title: '', samples, sampleRate }, signal),
  analysing: async () => {
    const pcmPath = path.join(folder, 'recording.f32');
    writeFileSync(
      pcmPath,
      Float32Array.from({ length: 2 * samples.length }, (_, i) => samples[i >> 1] ?? 0),
    );
    const task = {
      pcmPath,
      sampleRate,
      uploadChannels: 2,
      uploadSampleRate: sampleRate,
      clippedPerFrame: [],
      changes: [],
      folder,
    };
    return (signal) => analyseRecording(task, signal);
  },
  comparing: async () => {
    const task = { clip: { id: '1', durationSeconds: seconds }, ours: samples, theirs: samples };
    return (signal) => compareInThread(task, signal);
  },
  listening: async () => {
    // Wide enough that most of the time goes into the network.
    await writeSmallWhisper(path.join(folder, 'model'), { ...smallShape, width: 128 });
    const clip = path.join(folder, 'clip.wav');
    writeFileSync(clip, encodeWav({ samples, sampleRate }));
    const model = { folder: path.join(folder, 'model'), name: 'small', languages: ['en'] };
    const hearing = createEars([model], await locateFfmpeg(), pino({ level: 'silent' }));
    ears = hearing;
    return (signal) => unlessAborted(signal, hearing.hear(clip, 'en'));
  },
};

const log = pino({ level: 'fatal' }, pino.destination({ dest: 2, sync: true }));
const whenBusy = await Promise.all(kinds.map((kind) => works[kind]()));
stopOnce(log, async () => {
  stopping.abort(new Error('stopped'));
  await ears?.close();
  await closeThreads();
});
const endless = async (work: (signal: AbortSignal) => Promise<unknown>): Promise<void> => {
  try {
    for (;;) await work(stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
};
await Promise.all(whenBusy.map((work) => work(stopping.signal)));
console.log('busy');
await Promise.all(whenBusy.flatMap((work) => [endless(work), endless(work)]));
