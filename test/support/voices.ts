// Voices that are ready to be trained, put into a DATA_DIR before any process runs there: as /addsamples would leave them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import { processRecording } from '../../src/audio/intake.ts';
import { consent } from '../../src/bot/replies/consent.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { recordingsOf } from './conversation.ts';
import type { Prompt } from './speech.ts';

/** Give each of these people, who agreed to it, a voice with these recordings. */
export async function seedVoices(
  dataDir: string,
  people: readonly { readonly id: string; readonly locale: string }[],
  prompts: readonly Prompt[],
): Promise<void> {
  const ffmpeg = await locateFfmpeg(process.env['FFMPEG_PATH']);
  const { uploads } = await recordingsOf(prompts);
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-seed-'));
  const storage = await openStorage({ dataDir });
  try {
    const samples = await Promise.all(
      uploads.map(async ({ name, data }, index) => {
        const own = path.join(folder, String(index));
        await mkdir(own);
        const file = { path: path.join(own, name), fileName: name, sha256: sha256(data) };
        await writeFile(file.path, data);
        const { clips } = await processRecording(ffmpeg, file, { folder: own, signal: new AbortController().signal });
        const [clip, ...others] = clips;
        assert.ok(clip !== undefined && others.length === 0 && clip.verdict.grade !== 'rejected', name);
        await storage.blobs.put(clip.path);
        return {
          sha256: clip.sha256,
          sourceSha256: file.sha256,
          originalName: name,
          clipIndex: 0,
          transcript: prompts[index]?.text ?? null,
          measures: clip.measures,
          verdict: clip.verdict,
          descriptor: clip.descriptor,
          heard: null,
          heldBack: null,
          durationSeconds: clip.measures.durationSeconds,
        };
      }),
    );
    for (const person of people) {
      await storage.users.ensure(person.id, person.locale);
      await storage.users.giveConsent(person.id, consent.version);
      const voice = await storage.voices.ensure(person.id);
      await storage.samples.add(voice.id, samples);
    }
  } finally {
    await storage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const sha256 = (data: Buffer | Uint8Array): string => createHash('sha256').update(data).digest('hex');
