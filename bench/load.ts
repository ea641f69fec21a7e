// `npm run bench -- load PEOPLE CLIPS TRAININGS`: the real processes under load, through the stand-in of Discord. So many
// people send so many clips each while so many trainings wait or go on; then somebody sends 20 recordings of 30 minutes, and
// somebody else a clip of 2 seconds. Prints how soon what was asked is acknowledged and answered, files a second beside bare
// ffmpeg (high-pass, loudnorm, FLAC; one file after the other), peak memory of each process, and what was lost or told twice.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { consent } from '../src/bot/replies/consent.ts';
import { openStorage } from '../src/storage/storage.ts';
import type { Interaction } from '../test/discord/interaction.ts';
import type { Person, Upload } from '../test/discord/person.ts';
import { type Discord, startDiscord } from '../test/discord/standin.ts';
import { answersUpload, fileOptions, recordingsOf, shortPrompts } from '../test/support/conversation.ts';
import { recordedPrompts } from '../test/support/speech.ts';
import { registerCommands } from '../test/support/timbre.ts';
import { seedVoices } from '../test/support/voices.ts';
import { Peaks, start, stop } from './load/processes.ts';

const wholeNumber = z.coerce.number().int().nonnegative();
const execute = promisify(execFile);
const patience = { timeoutMs: 30 * 60_000 };
/** Files that bare ffmpeg makes before and after. */
const bareFiles = 20;
const longRecordings = { files: 20, minutes: 30 };
/** Pause between two people who send, ms. */
const pauseMs = 10;

/** Files a second of bare ffmpeg, one after the other. */
async function bareFfmpeg(ffmpeg: string, files: readonly Upload[], folder: string): Promise<number> {
  const source = path.join(folder, 'bare');
  const began = performance.now();
  for (let n = 0; n < bareFiles; n++) {
    await writeFile(source, files[n % files.length]?.data ?? Buffer.alloc(0));
    const filters = ['-af', 'highpass=f=50,loudnorm=I=-20:TP=-2', '-ar', '32000', '-ac', '1'];
    await execute(ffmpeg, [
      '-v',
      'error',
      '-y',
      '-i',
      source,
      ...filters,
      '-c:a',
      'flac',
      '-f',
      'flac',
      `${source}.flac`,
    ]);
  }
  return bareFiles / ((performance.now() - began) / 1000);
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.5, 0.99, 1].map((share) => at(sorted, share).toFixed(digits)).join(' · ');
}

/** One recording of so many minutes, small enough to be sent. */
async function longRecording(ffmpeg: string, folder: string): Promise<Buffer> {
  const file = path.join(folder, 'long.ogg');
  const [prompt] = recordedPrompts().toSorted((a, b) => b.seconds - a.seconds);
  if (prompt === undefined) throw new Error('no recorded speech');
  const input = ['-stream_loop', '-1', '-f', 'g722', '-i', prompt.path, '-t', String(longRecordings.minutes * 60 - 1)];
  await execute(ffmpeg, ['-v', 'error', '-y', ...input, '-c:a', 'libopus', '-b:a', '24k', file]);
  return await readFile(file);
}

/** Somebody sends many long recordings, somebody else a short one. @returns seconds until the short one is answered */
async function shortAmongLong(
  discord: Discord,
  [sender, other]: readonly [Person, Person],
  long: Buffer,
  short: Upload,
): Promise<number> {
  const channel = discord.guild('Long').channel('long');
  for (let first = 0; first < longRecordings.files; first += 10) {
    const files = Array.from({ length: 10 }, (_, n) => ({ name: `long-${first + n}.ogg`, data: long }));
    await sender.slash(channel, 'addsamples', fileOptions(files)).acknowledged();
  }
  await discord.waitForDownload((download) => download.file.name === 'long-0.ogg', patience);
  await setTimeout(5_000);
  const began = performance.now();
  await other.slash(channel, 'addsamples', { file: short }).answer(answersUpload, patience);
  return (performance.now() - began) / 1000;
}

/** Prints the figures. */
export async function run(args: string[]): Promise<void> {
  const [people = 200, clips = 2, trainings = 3] = args.map((text) => wholeNumber.parse(text));
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-load-'));
  const dataDir = path.join(folder, 'data');
  const discord = await startDiscord();
  const { ffmpeg } = await locateFfmpeg(process.env['FFMPEG_PATH']);
  const guild = discord.guild('Load');
  // What trainings tell is public: it must not be taken for an answer to an upload.
  const [channel, studio] = [guild.channel('load'), guild.channel('trainings')];
  const [senders, trainers] = [people + 2, trainings].map((count, kind) =>
    Array.from({ length: count }, (_, n) => discord.person(`${kind === 0 ? 'sender' : 'trainer'} ${n}`)),
  ) as [Person[], Person[]];
  const { uploads } = await recordingsOf(shortPrompts(4, 40));
  const long = await longRecording(ffmpeg, folder);
  await Promise.all([registerCommands(discord), seedVoices(dataDir, trainers, shortPrompts(0, 4))]);
  const storage = await openStorage({ dataDir });
  for (const person of senders) {
    await storage.users.ensure(person.id, person.locale);
    await storage.users.giveConsent(person.id, consent.version);
  }
  const { supervisor, pids } = await start(discord, dataDir);
  const peaks = new Peaks(pids);
  try {
    for (const person of trainers) await person.slash(studio, 'train continue', { epochs: 1000 }).answer();
    const bare = [await bareFfmpeg(ffmpeg, uploads, folder)];

    let unacknowledged = 0;
    /** How long it took, ms; none where Discord gave up before. */
    const acknowledgedAfter = async (interaction: Interaction): Promise<number[]> => {
      const askedAt = performance.now();
      try {
        await interaction.acknowledged();
        return [performance.now() - askedAt];
      } catch {
        unacknowledged++;
        return [];
      }
    };
    const began = performance.now();
    const asked: {
      person: Person;
      upload: Interaction;
      acknowledged: Promise<number[]>;
      seconds: Promise<number[]>;
    }[] = [];
    for (const [n, person] of senders.slice(0, people).entries()) {
      const files = Array.from({ length: clips }, (_, k) => uploads[(n * clips + k) % uploads.length]);
      const sentAt = performance.now();
      const upload = person.slash(channel, 'addsamples', fileOptions(files));
      const seconds = upload.answer(answersUpload, patience).then(
        () => [(performance.now() - sentAt) / 1000],
        (): number[] => [],
      );
      asked.push({ person, upload, acknowledged: acknowledgedAfter(upload), seconds });
      await setTimeout(pauseMs);
    }
    // Others go on asking meanwhile.
    const helped: number[] = [];
    const done = Promise.all(asked.map(({ seconds }) => seconds));
    for (let over = false; !over;) {
      helped.push(...(await acknowledgedAfter((senders.at(-1) as Person).slash(channel, 'help'))));
      over = await Promise.race([done.then(() => true), setTimeout(500, false)]);
    }
    const verdicts = (await done).flat();
    const seconds = (performance.now() - began) / 1000;
    const acknowledged = (await Promise.all(asked.map((one) => one.acknowledged))).flat();
    bare.push(await bareFfmpeg(ffmpeg, uploads, folder));
    const bareFilesASecond = bare.reduce((sum, one) => sum + one, 0) / bare.length;
    const filesASecond = (people * clips) / seconds;

    let [lost, twice] = [0, 0];
    for (const { person, upload } of asked) {
      const told = channel.messagesSeenBy(person).filter(({ id }) => id !== upload.message?.id);
      twice += told.length + upload.followUps.length + person.dm.messagesSeenBy(person).length;
      const [voice] = await storage.voices.list(person.id);
      const kept = voice === undefined ? [] : await storage.samples.list(voice.id);
      lost += clips - new Set(kept.map(({ sourceSha256 }) => sourceSha256)).size;
    }
    lost += (await storage.intakes.unfinished()).length;
    const peaksBefore = String(peaks);
    const [sender, other] = senders.slice(-2) as [Person, Person];
    const [short] = (await recordingsOf(shortPrompts(50, 1))).uploads;
    const shortSeconds = await shortAmongLong(discord, [sender, other], long, short);

    console.log(`${people} people × ${clips} clips, ${trainings} trainings

| | p50 · p99 · most |
|---|---|
| acknowledged, ms: uploads | ${spread(acknowledged, 0)} |
| acknowledged, ms: /help meanwhile | ${spread(helped, 0)} |
| not acknowledged within 3 s | ${unacknowledged} |
| answered, s | ${spread(verdicts, 1)} |

| | |
|---|---|
| files a second | ${filesASecond.toFixed(2)} |
| of bare ffmpeg | ${bareFilesASecond.toFixed(2)} (${bare.map((one) => one.toFixed(2)).join(', ')}) |
| ratio | ${(filesASecond / bareFilesASecond).toFixed(2)} |
| peak memory, MB (with pages of files) | ${peaksBefore} |
| lost | ${lost} |
| told twice | ${twice} |
| a short clip beside ${longRecordings.files} × ${longRecordings.minutes} min, s | ${shortSeconds.toFixed(1)} |
| peak memory after that, MB | ${String(peaks)} |
| rules of Discord broken | ${discord.violations.length} |`);
  } finally {
    peaks.close();
    await stop(supervisor);
    await storage.close();
    await discord.close();
    await rm(folder, { recursive: true, force: true });
  }
}
