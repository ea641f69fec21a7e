// `npm run bench -- messages [COUNT]`: one person sends so many voice messages (ten by default) without a transcript, twice, to
// the real processes with the models that are there. Prints how soon each upload is answered, the processor time that the
// intake worker and its ffmpegs took, and what was heard.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { consent } from '../src/bot/replies/consent.ts';
import { loadEnvFile } from '../src/config.ts';
import { openStorage } from '../src/storage/storage.ts';
import type { Upload } from '../test/discord/person.ts';
import { startDiscord } from '../test/discord/standin.ts';
import { answersUpload, fileOptions, shortPrompts } from '../test/support/conversation.ts';
import type { Prompt } from '../test/support/speech.ts';
import { registerCommands } from '../test/support/timbre.ts';
import { peakMb, processorSeconds, start, stop } from './load/processes.ts';

const patience = { timeoutMs: 10 * 60_000 };
const execute = promisify(execFile);

/** Prompts as Discord's apps record voice messages. */
async function voiceMessages(ffmpeg: string, prompts: readonly Prompt[], folder: string): Promise<Upload[]> {
  const uploads: Upload[] = [];
  for (const [index, prompt] of prompts.entries()) {
    const file = path.join(folder, 'message.ogg');
    const coded = ['-ar', '48000', '-ac', '1', '-c:a', 'libopus', '-b:a', '32k', file];
    await execute(ffmpeg, ['-v', 'error', '-y', '-f', 'g722', '-i', prompt.path, ...coded]);
    uploads.push({ name: `voice-message-${index + 1}.ogg`, data: await readFile(file) });
  }
  return uploads;
}

/** Prints the figures. */
export async function run(args: string[]): Promise<void> {
  const [many = 10] = args.map((text) => z.coerce.number().int().min(1).max(10).parse(text));
  loadEnvFile();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'timbre-messages-'));
  const dataDir = path.join(folder, 'data');
  const discord = await startDiscord();
  const channel = discord.guild('Messages').channel('messages');
  const ann = discord.person('ann');
  const { ffmpeg } = await locateFfmpeg(process.env['FFMPEG_PATH']);
  await registerCommands(discord);
  const storage = await openStorage({ dataDir });
  await storage.users.ensure(ann.id, ann.locale);
  await storage.users.giveConsent(ann.id, consent.version);
  const { supervisor, pids } = await start(discord, dataDir);
  const intake = pids.get('intake') ?? 0;
  try {
    for (const [nth, name] of ['the first, which starts what listens', 'the second'].entries()) {
      const prompts = shortPrompts(nth * many, many);
      const files = await voiceMessages(ffmpeg, prompts, folder);
      const [began, before] = [performance.now(), processorSeconds(intake)];
      const answer = await ann.slash(channel, 'addsamples', fileOptions(files)).answer(answersUpload, patience);
      const seconds = (performance.now() - began) / 1000;
      const busy = processorSeconds(intake) - before;
      const speech = prompts.reduce((sum, prompt) => sum + prompt.seconds, 0);
      console.log(
        `${name}: ${many} messages, ${speech.toFixed(1)} s of speech: answered in ${seconds.toFixed(1)} s, ` +
          `${busy.toFixed(1)} processor seconds; load ${os.loadavg()[0]?.toFixed(1)}`,
      );
      console.log(answer.text.split('\n').slice(0, 3).join('\n'));
    }
    console.log(`Memory of the intake worker at its largest: ${peakMb(intake).toFixed(0)} MB`);
  } finally {
    await stop(supervisor);
    await storage.close();
    await discord.close();
    await rm(folder, { recursive: true, force: true });
  }
}
