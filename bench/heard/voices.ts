// A voice from what was heard beside one from what was typed: the same clips, seed and epochs, measured on the same held-out
// clips. Where it is not sure a clip has no words, as in the bot.
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Ffmpeg } from '../../src/audio/ffmpeg.ts';
import { type Hearing, isSure } from '../../src/ears/hearing.ts';
import { createBuiltinEngine } from '../../src/trainer/engines/builtin/engine.ts';
import { secondsOf } from '../../src/audio/clip.ts';
import type { EngineClip, EngineContext } from '../../src/trainer/engines/engine.ts';
import { toMetrics } from '../../src/trainer/engines/measuring/figures.ts';
import type { VoiceMetrics } from '../../src/storage/records.ts';
import { decodePcm } from '../../src/audio/decode.ts';
import { centroid, similarity, vectorOf } from '../../src/speakers/embedding.ts';
import { encodedRate, openEncoder } from '../../src/speakers/encoder.ts';
import { mean } from '../../src/statistics.ts';
import { type Speaker, type Split, splitsOf } from '../voice/speakers.ts';

const epochs = 20;

interface Amounts {
  readonly minutes: number;
  readonly seeds: number;
  /** Of the encoder that tells how like the speaker a voice sounds. */
  readonly encoderFolder: string;
}

/** Train and measure both, and tell of each seed. */
export async function compareVoices(
  ffmpeg: Ffmpeg,
  folder: string,
  speaker: Speaker,
  hear: (clip: EngineClip) => Promise<Hearing>,
  { minutes, seeds, encoderFolder }: Amounts,
): Promise<void> {
  const engine = createBuiltinEngine({ ffmpeg, checkpointSeconds: 3600, encoder: encoderFolder });
  const encoder = await openEncoder(encoderFolder);
  const context: EngineContext = {
    signal: new AbortController().signal,
    onEvent: () => Promise.resolve(),
    cacheDir: path.join(folder, 'features'),
  };
  const measure = async ({ train, test }: Split, voiceId: string): Promise<VoiceMetrics> => {
    const stateDir = await mkdtemp(path.join(folder, 'state-'));
    const device = await engine.device();
    const amounts = { newSeconds: secondsOf(train), oldSeconds: 0, heldOutClips: 0 };
    const plan = engine.plan({ mode: 'fresh', epochs, ...amounts, news: null, device, parent: null, voiceId });
    const newClipIds = new Set(train.map(({ id }) => id));
    const request = { stateDir, start: 'base', plan, trainClips: train, heldOutClips: [], newClipIds } as const;
    await engine.train({ ...request, earlierLosses: [] }, context);
    const figures = await engine.evaluate(stateDir, test, context);
    await rm(stateDir, { recursive: true });
    const recorded: Float32Array[] = [];
    for (const { path: file } of train) {
      const embedding = await encoder.embed(await decodePcm(ffmpeg, file, { sampleRate: encodedRate }));
      if (embedding !== null) recorded.push(embedding);
    }
    const reference = centroid(recorded);
    const similarities = figures.flatMap(({ embedding }) => {
      const vector = vectorOf(embedding, encoder.id);
      return reference === null || vector === null ? [] : [similarity(vector, reference)];
    });
    return toMetrics(figures, { similarity: mean(similarities), ownSimilarity: null });
  };
  try {
    for (let seed = 1; seed <= seeds; seed++) {
      for (const [fold, split] of splitsOf(speaker, { minutes, seed }).entries()) {
        const heard: EngineClip[] = [];
        for (const clip of split.train) {
          const hearing = await hear(clip);
          heard.push({ ...clip, transcript: isSure(hearing) ? hearing.text : null });
        }
        await engine.prepare([...split.train, ...heard, ...split.test], context);
        const voiceId = `${speaker.name}-${seed}-${fold}`;
        const both = [await measure(split, voiceId), await measure({ ...split, train: heard }, voiceId)];
        const [typed, ours] = both.map(
          ({ mcdDb, f0RmseCents, similarity: like }) =>
            `${mcdDb?.toFixed(3)} dB, similarity ${like?.toFixed(3)}, F0 ${f0RmseCents?.toFixed(0)} cents`,
        );
        const silent = heard.filter(({ transcript }) => transcript === null).length;
        console.log(
          `${speaker.name}, ${(secondsOf(split.train) / 60).toFixed(1)} min, seed ${seed}: typed ${typed}; heard ${ours} (${silent} of ${heard.length} clips without words)`,
        );
      }
    }
  } finally {
    await engine.close();
    await encoder.close();
  }
}
