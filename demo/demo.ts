// `npm run demo`: the main job from end to end. The real bot and trainer processes talk to a local stand-in of Discord;
// a person sends recordings, trains, adds more, trains on, insists on a friend's recordings, goes back, starts over hastily,
// and makes mistakes. Models are fetched where that takes a minute at most, and all that are there are used; `npm run demo --
// --embedded` does without. `--language de` makes all of it in German, and so on.
// Everything that came of it is left in demo/out: recordings, pictures, previews, and the conversation as one page.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { loadEnvFile, readConfig } from '../src/config.ts';
import { findListeningModels } from '../src/ears/listening-models.ts';
import { createLog } from '../src/log.ts';
import type { Channel, Message } from '../test/discord/world.ts';
import { type Discord, startDiscord } from '../test/discord/standin.ts';
import type { Person, Upload } from '../test/discord/person.ts';
import { soundIn } from '../test/support/bytes.ts';
import { asked } from './command-line.ts';
import { locale, pageTexts, t } from './language.ts';
import { measureVersions } from './measure.ts';
import { fetchModels } from './models.ts';
import { conversationPage, type Table } from './page.ts';
import {
  badUploads,
  chooseRecordings,
  encodeUploads,
  friendUploads,
  transcriptsFile,
  writeSentences,
} from './recordings.ts';
import { bold, dim, printConversation } from './terminal.ts';
import { inVoiceChannel } from './voice-channel.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = path.join(root, 'demo', 'out');
const dataDir = path.join(out, 'data');
const sentencesDir = path.join(out, 'sentences');
/** The last resort against waiting for ever: a natural voice learns for minutes. */
const patience = { timeoutMs: 1_800_000 };
if (asked.isEmbedded) process.env.MODELS_DIR = path.join(out, 'no-models');

/** The real processes, as `npm start` runs them; what they log goes to a file. */
function startTimbre(discord: Discord): ChildProcess {
  const log = createWriteStream(path.join(out, 'timbre.log'));
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: { ...process.env, ...discord.env, DATA_DIR: dataDir, REDIS_URL: '', SENTENCES_DIR: sentencesDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

async function registerCommands(discord: Discord): Promise<void> {
  const child = spawn(process.execPath, ['src/bot/discord/register.ts'], {
    cwd: root,
    env: { ...process.env, ...discord.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('the commands could not be registered');
}

/** `/addsamples` with up to ten files. */
const asFileOptions = (uploads: readonly Upload[]): Record<string, Upload> =>
  Object.fromEntries(uploads.map((upload, index) => [index === 0 ? 'file' : `file${index + 1}`, upload]));

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, (performance.now() - started) / 1000];
}

/** The next voice message after what is in the channel now, while `act` goes on. */
async function spokenAfter(channel: Channel, act: () => Promise<unknown>): Promise<Message> {
  const before = new Set(channel.messages);
  await act();
  return channel.waitForMessage((message) => message.isVoiceMessage && !before.has(message), patience);
}

/** Voice messages and pictures of the bot, by what they are, into the folder. */
async function keepFiles(discord: Discord): Promise<number> {
  let kept = 0;
  for (const entry of discord.transcript()) {
    if (!entry.author.bot) continue;
    for (const file of entry.files) {
      kept++;
      await writeFile(path.join(out, `${String(kept).padStart(2, '0')}-${file.name}`), file.data);
    }
  }
  return kept;
}

const answered = (message: Message): boolean => message.embeds.length > 0;
const bytes = (message: Message): Buffer => soundIn(message.files[0]?.data);
const decibel = (value: number | null): string => (value === null ? 'n/a' : `${value.toFixed(2)} dB`);
const seconds = (value: number): string => `${value.toFixed(1)} s`;

function printTable(table: Table): void {
  console.log(`\n${bold(table.title)}`);
  const first = Math.max(...table.rows.map((row) => row.name.length));
  const widths = table.columns.map((column, index) =>
    Math.max(column.length, ...table.rows.map((row) => row.values[index]?.length ?? 0)),
  );
  const line = (name: string, cells: readonly string[]): string =>
    `  ${name.padEnd(first)}  ${cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('  ')}`;
  console.log(dim(line('', table.columns)));
  for (const row of table.rows) console.log(line(row.name, row.values));
}

/** Half of the recordings come without a transcript where there is a model that listens. */
async function linesFor(): Promise<number> {
  const { modelsDir } = readConfig(process.env);
  const models = await findListeningModels(modelsDir, createLog('timbre', 'error'));
  return models.some(({ languages }) => languages.includes('en')) ? 2 : 1;
}

async function conversation(discord: Discord, ada: Person, channel: Channel): Promise<Table> {
  const ffmpeg = await locateFfmpeg(process.env.FFMPEG_PATH);
  const recordings = chooseRecordings();
  const every = await linesFor();
  if (every === 1)
    console.log(dim('Nobody listens: every recording has its transcript (npm run models fetches ears).'));
  const [first, second, friend, bad] = await Promise.all([
    encodeUploads(ffmpeg.ffmpeg, recordings.first, path.join(out, 'recordings', 'first')),
    encodeUploads(ffmpeg.ffmpeg, recordings.second, path.join(out, 'recordings', 'second')),
    friendUploads(recordings.friend),
    badUploads(ffmpeg.ffmpeg, recordings.unseen[0] ?? never(), path.join(out, 'recordings', 'bad')),
  ]);
  const send = (uploads: readonly Upload[], transcripts: Upload | null) =>
    ada.slash(channel, 'addsamples', {
      ...asFileOptions(uploads),
      ...(transcripts === null ? {} : { transcripts }),
    });

  // The first upload asks for consent, and goes on by itself once it is given.
  const [, firstUpload] = await timed(async () => {
    const question = await send(first, transcriptsFile(recordings.first, first, every)).answer(undefined, patience);
    const agreed = ada.click(question, t('consent.agree'));
    await agreed.acknowledged(patience);
    await discord.world.waitFor(
      'the answer to the upload',
      () => channel.messages.find((message) => isAdded(message) && !message.loading),
      patience,
    );
  });
  const [spoken1, firstTraining] = await timed(() =>
    spokenAfter(channel, () => ada.slash(channel, 'train continue', { epochs: 20 }).acknowledged(patience)),
  );
  const [, secondUpload] = await timed(() =>
    send(second, transcriptsFile(recordings.second, second, every)).answer(answered, patience),
  );
  const [spoken2, secondTraining] = await timed(() =>
    spokenAfter(channel, () => ada.slash(channel, 'train continue').acknowledged(patience)),
  );
  const [, insisting] = await timed(() =>
    insistOn(friend, transcriptsFile(recordings.friend, friend), send, ada, channel),
  );
  const [spokenBack, rollback] = await timed(() =>
    spokenAfter(channel, () => ada.slash(channel, 'rollback', { version: 2 }).acknowledged(patience)),
  );
  const [, hasty] = await timed(() => startOverHastily(ada, channel));
  await ada.slash(channel, 'versions list').answer(undefined, patience);
  const [, badUpload] = await timed(() => send(bad, null).answer(answered, patience));

  const heard = await inVoiceChannel(discord, ada, channel, {
    prompts: recordings.read,
    text: 'Hello everybody. This is my voice, and I am in the channel.',
    patience,
  });
  console.log(
    `\n✓ In the voice channel: ${recordings.read.length} sentences were recorded, and the voice was heard for ${seconds(heard.spoken)}, ${seconds(heard.firstSound)} after /say.`,
  );

  const same = bytes(spoken2).equals(bytes(spokenBack));
  console.log(
    `\n${same ? '✓' : '✗'} After the rollback v2 says the same, byte for byte (${bytes(spoken2).length} bytes); v1's preview ${bytes(spoken1).equals(bytes(spoken2)) ? 'is the same too!' : 'differs'}.`,
  );
  if (!same) process.exitCode = 1;
  return {
    title: pageTexts.times[0],
    columns: pageTexts.times.slice(1),
    rows: [
      { name: pageTexts.rows[0], values: [seconds(firstUpload), seconds(firstTraining)] },
      { name: pageTexts.rows[1], values: [seconds(secondUpload), seconds(secondTraining)] },
      { name: pageTexts.rows[2], values: ['', seconds(insisting)] },
      { name: pageTexts.rows[3], values: ['', seconds(rollback)] },
      { name: pageTexts.rows[4], values: ['', seconds(hasty)] },
      { name: pageTexts.rows[5], values: [seconds(badUpload), ''] },
    ],
  };
}

const offers =
  (label: string) =>
  (message: Message): boolean =>
    message.buttons.some((button) => button.label === label);
const isAdded = offers(t('intake.addMore'));
const isOnHold = offers(t('intake.itsMe'));

/** Somebody else's recordings are held back; forced in, they are learnt as a manner of their own. */
async function insistOn(
  uploads: readonly Upload[],
  transcripts: Upload,
  send: (uploads: readonly Upload[], transcripts: Upload) => ReturnType<Person['slash']>,
  ada: Person,
  channel: Channel,
): Promise<void> {
  const heldBack = await send(uploads, transcripts).answer(answered, patience);
  ada.click(heldBack, t('intake.itsMe'));
  await heldBack.until((message) => !isOnHold(message) && !message.loading, patience);
  await spokenAfter(channel, () => ada.slash(channel, 'train continue').acknowledged(patience));
}

const isActive = (message: Message): boolean => message.text.startsWith(t('training.ready', { number: 4 }));
const isAside = offers(t('training.keep', { rival: 2 }));

/**
 * A new start with a single epoch. From the embedded source it ends further away than the voice was: the gate keeps it aside, and
 * both are heard. The natural source is so near from the start, and its mix knows more speech by now, that it may become active.
 */
async function startOverHastily(ada: Person, channel: Channel): Promise<void> {
  const before = new Set(channel.messages);
  const spoken = (): Message[] => channel.messages.filter((message) => message.isVoiceMessage && !before.has(message));
  await ada.slash(channel, 'train fresh', { epochs: 1 }).acknowledged(patience);
  const result = await channel.waitForMessage((message) => isAside(message) || isActive(message), patience);
  const voices = isActive(result) ? 1 : 2;
  await channel.waitForMessage(() => spoken().length === voices, patience);
  if (isActive(result)) return;
  ada.click(result, t('training.keep', { rival: 2 }));
  const kept = t('version.keptActive', { active: 2, aside: 4 });
  await channel.waitForMessage(({ content }) => content === kept, patience);
}

function never(): never {
  throw new Error('the speech package is not what it was: too few prompts');
}

const started = performance.now();
await rm(out, { recursive: true, force: true });
await writeSentences(chooseRecordings().read, sentencesDir);
console.log(
  `${bold('Timbre, from the first recording to a rollback.')} Real bot and trainer processes, a local stand-in of Discord.`,
);
loadEnvFile();
if (!asked.isEmbedded) await fetchModels(readConfig(process.env).modelsDir);
const discord = await startDiscord();
const channel = discord.guild('Demo server', { locale }).channel('voices');
const ada = discord.person('Ada', { locale });
const stopPrinting = printConversation(discord);
await registerCommands(discord);
const timbre = startTimbre(discord);
const early = once(timbre, 'exit').then(([code]) => {
  throw new Error(`Timbre ended early (code ${String(code)}); its log: ${path.join(out, 'timbre.log')}`);
});
try {
  await Promise.race([discord.ready(patience), early]);
  const times = await Promise.race([conversation(discord, ada, channel), early]);
  stopPrinting();
  early.catch(() => {});
  timbre.kill('SIGTERM');
  await once(timbre, 'exit');

  console.log(dim('\nMeasuring all versions on recordings that the bot has never seen …'));
  const { unseen } = chooseRecordings();
  const measured = await measureVersions(
    await locateFfmpeg(process.env.FFMPEG_PATH),
    dataDir,
    ada.id,
    unseen,
    readConfig(process.env).modelsDir,
  );
  const base = measured[0]?.metrics;
  const [title, ...columns] = pageTexts.distances(base?.heldOutClips ?? 0);
  const distances: Table = {
    title,
    columns,
    rows: [
      { name: pageTexts.raw, values: [decibel(base?.mcdSourceDb ?? null), ''] },
      { name: pageTexts.untrained, values: [decibel(base?.mcdStepZeroDb ?? null), ''] },
      ...measured.map(({ version, metrics }) => ({
        name: `v${version.number}`,
        values: [decibel(metrics.mcdDb), seconds(version.trainedSeconds)],
      })),
    ],
  };
  const files = await keepFiles(discord);
  const page = path.join(out, 'conversation.html');
  await writeFile(page, conversationPage(pageTexts.title, discord.transcript(), [times, distances]));
  printTable(times);
  printTable(distances);
  for (const violation of discord.violations) console.log(`✗ ${violation.route}: ${violation.message}`);
  if (discord.violations.length > 0) process.exitCode = 1;
  console.log(
    `\nWhole demo: ${seconds((performance.now() - started) / 1000)}. ${files} recordings and pictures, the log and the page are in demo/out:`,
  );
  console.log(`  ${bold(page)}`);
} finally {
  stopPrinting();
  early.catch(() => {});
  timbre.kill('SIGTERM');
  await discord.close();
}
