// Voices that are ready to be trained, put into a DATA_DIR before any process runs there: as /addsamples would leave them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import { processRecording } from '../../src/audio/intake.ts';
import { consent } from '../../src/bot/replies/consent.ts';
import type { StoragePlace } from '../../src/storage/places.ts';
import { type NewSample, openStorage } from '../../src/storage/storage.ts';
import { createBuiltinEngine } from '../../src/trainer/engines/builtin/engine.ts';
import { recordingsOf } from './conversation.ts';
import { copyFeatures, sharedFolder } from './shared.ts';
import type { Prompt } from './speech.ts';

/** A clip as the intake makes it, and where it lies. */
interface SeededClip {
  readonly file: string;
  readonly sample: NewSample;
}

/**
 * Recordings that have come through the intake, in `clips.json`; and in `cache` what the engine computes of them alone, so
 * that not every test waits for that.
 */
function seededClips(prompts: readonly Prompt[]): Promise<string> {
  return sharedFolder(['seeded clips', prompts.map(({ name }) => name)], async (folder) => {
    const ffmpeg = await locateFfmpeg(process.env['FFMPEG_PATH']);
    const { uploads } = await recordingsOf(prompts);
    const clips = await Promise.all(
      uploads.map(async ({ name, data }, index): Promise<SeededClip> => {
        const own = path.join(folder, String(index));
        await mkdir(own);
        const file = { path: path.join(own, name), fileName: name, sha256: sha256(data) };
        await writeFile(file.path, data);
        const { clips } = await processRecording(ffmpeg, file, { folder: own, signal: new AbortController().signal });
        const [clip, ...others] = clips;
        assert.ok(clip !== undefined && others.length === 0 && clip.verdict.grade !== 'rejected', name);
        const { sha256: bits, measures, verdict, descriptor } = clip;
        const sample: NewSample = {
          sha256: bits,
          sourceSha256: file.sha256,
          originalName: name,
          clipIndex: 0,
          transcript: prompts[index]?.text ?? null,
          measures,
          verdict,
          descriptor,
          heard: null,
          heldBack: null,
          durationSeconds: measures.durationSeconds,
        };
        return { file: path.relative(folder, clip.path), sample };
      }),
    );
    await writeFile(path.join(folder, 'clips.json'), JSON.stringify(clips));
    const engine = createBuiltinEngine({ ffmpeg, compute: 'cpu' });
    try {
      const given = clips.map(({ file, sample }) => ({
        ...sample,
        id: sample.sha256,
        path: path.join(folder, file),
        language: 'en',
      }));
      const cacheDir = path.join(folder, 'prepared');
      const report = await engine.prepare(given, {
        cacheDir,
        signal: new AbortController().signal,
        onEvent: () => Promise.resolve(),
      });
      assert.deepEqual(report.failed, []);
      await copyFeatures(cacheDir, path.join(folder, 'cache'));
    } finally {
      await engine.close();
    }
  });
}

/**
 * Give each of these people, who agreed to it, a voice with these recordings. What the engine computes of the recordings
 * alone is there already.
 * @param place where rows and recordings go, when not into `dataDir`
 */
export async function seedVoices(
  dataDir: string,
  people: readonly { readonly id: string; readonly locale: string }[],
  prompts: readonly Prompt[],
  place: StoragePlace = { dataDir },
): Promise<void> {
  const seeded = await seededClips(prompts);
  const clips = JSON.parse(await readFile(path.join(seeded, 'clips.json'), 'utf8')) as SeededClip[];
  const storage = await openStorage(place);
  try {
    for (const { file } of clips) await storage.blobs.put(path.join(seeded, file));
    const samples = clips.map(({ sample }) => sample);
    for (const person of people) {
      await storage.users.ensure(person.id, person.locale);
      await storage.users.giveConsent(person.id, consent.version);
      const voice = await storage.voices.ensure(person.id);
      await storage.samples.add(voice.id, samples);
    }
  } finally {
    await storage.close();
  }
  await cp(path.join(seeded, 'cache'), path.join(dataDir, 'cache'), { recursive: true });
}

const sha256 = (data: Buffer | Uint8Array): string => createHash('sha256').update(data).digest('hex');
