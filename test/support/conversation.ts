// What people do with the bot in whole-process tests: send recordings, train, listen.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeUploads, transcriptsFile } from '../../demo/recordings.ts';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import type { Person, Upload } from '../discord/person.ts';
import type { Channel, Message } from '../discord/world.ts';
import { patienceMs } from './patience.ts';
import { type Prompt, recordedPrompts } from './speech.ts';

/** What the bot answers with may take on a busy machine, not until the next attempt of a test. */
export const patience = { timeoutMs: patienceMs };

/** Short sentences of the recorded speaker, the same for the same arguments; no two ranges share one. */
export function shortPrompts(from: number, count: number): Prompt[] {
  return recordedPrompts()
    .filter(({ seconds }) => seconds >= 2.5 && seconds <= 4.5)
    .slice(from, from + count);
}

export interface Recordings {
  readonly uploads: readonly Upload[];
  readonly transcripts: Upload;
}

/** Prompts as a person would have them: wav, mp3, m4a, ogg, flac in turn, and the file with their transcripts. */
export async function recordingsOf(prompts: readonly Prompt[]): Promise<Recordings> {
  const { ffmpeg } = await locateFfmpeg(process.env['FFMPEG_PATH']);
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-recordings-'));
  try {
    const uploads = await encodeUploads(ffmpeg, prompts, folder);
    return { uploads, transcripts: transcriptsFile(prompts, uploads) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The options of `/addsamples` for up to ten files. */
export function fileOptions(uploads: readonly Upload[], transcripts?: Upload): Record<string, Upload> {
  return {
    ...Object.fromEntries(uploads.map((upload, index) => [index === 0 ? 'file' : `file${index + 1}`, upload])),
    ...(transcripts === undefined ? {} : { transcripts }),
  };
}

/** The bot's final answer to an upload. */
export const answersUpload = (message: Message): boolean => message.embeds.length > 0;

/** A person's first `/addsamples`, with the consent that it asks for. @returns the bot's answer */
export async function firstUpload(person: Person, channel: Channel, recordings: Recordings): Promise<Message> {
  const options = fileOptions(recordings.uploads, recordings.transcripts);
  const question = await person.slash(channel, 'addsamples', options).answer(undefined, patience);
  person.click(question, 'I agree');
  return person.world.waitFor(
    'the answer to the upload',
    () => channel.messagesSeenBy(person).find((message) => message.text.includes('Added ')),
    patience,
  );
}
