// `samples import`: recordings from this machine's disk into a voice, by the same way that uploads take.
import { secondsOf } from '../audio/clip.ts';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { locateFfmpeg } from '../audio/ffmpeg.ts';
import { nothingSaid, readTranscripts } from '../audio/transcripts.ts';
import { UserError } from '../errors.ts';
import { openEars } from '../ears/ears.ts';
import { openSpeakers } from '../speakers/speakers.ts';
import { hashFile } from '../files.ts';
import { translate } from '../i18n/i18n.ts';
import { type Told, toldIn } from '../i18n/notes.ts';
import { createRecordings } from '../intake/recordings.ts';
import { createLog } from '../log.ts';
import type { RecordingOutcome } from '../storage/records.ts';
import { keptVoiceName } from '../storage/voices.ts';
import type { Sample, Storage, Voice } from '../storage/storage.ts';
import { count, duration, plain } from '../words.ts';
import type { CliContext } from './context.ts';
import { minutes } from './table.ts';
import { findVoice, nameOf } from './voice.ts';

/** The voice that is meant, made when its owner has none of that name. @throws UserError `no-voice` */
async function voiceFor(storage: Storage, typed: string): Promise<Voice> {
  const [owner = '', ...rest] = typed.split('/');
  if (!/^\d{1,20}$/.test(owner)) return await findVoice(storage, typed);
  await storage.users.ensure(owner, 'en-US');
  return await storage.voices.ensure(owner, keptVoiceName(rest.join('/').trim() || 'default'));
}

/** The files that are meant: those named, and those in folders that are named. @throws UserError `no-file` */
async function filesOf(named: readonly string[], except: string | null): Promise<string[]> {
  const files: string[] = [];
  for (const name of named) {
    const found = await stat(name).catch(() => null);
    if (found === null)
      throw new UserError('no-file', `There is no file “${name}”.`, 'Name recordings, or folders of them.');
    if (!found.isDirectory()) files.push(name);
    else {
      const entries = await readdir(name, { withFileTypes: true });
      const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => entry.name);
      files.push(...names.sort((a, b) => a.localeCompare(b)).map((entry) => path.join(name, entry)));
    }
  }
  return files.filter((file) => except === null || path.resolve(file) !== path.resolve(except));
}

/** @throws UserError `no-file` */
async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UserError(
      'no-file',
      `“${file}” can’t be read.`,
      'Name a file that says what is said in which recording.',
      {
        cause: error,
      },
    );
  }
}

const inEnglish = (what: Told): string => toldIn(what, translate('en'));

/** What became of a file, in words for the operator. */
function told(outcome: RecordingOutcome, samples: readonly Sample[]): string {
  switch (outcome.kind) {
    case 'added': {
      const seconds = secondsOf(samples);
      const heldBack = samples.flatMap((sample) => sample.heldBack ?? []);
      return [
        `${duration(seconds)} in ${count(samples.length, 'clip')}`,
        samples.some((sample) => sample.transcript !== null) ? 'with transcript' : 'no transcript',
        ...(outcome.transcriptUnused ? [translate('en')('intake.transcriptUnused')] : []),
        ...(outcome.words.length === 0 ? [] : [`new words for ${count(outcome.words.length, 'clip')} that it had`]),
        ...new Set([...samples.flatMap((sample) => sample.verdict.remarks), ...outcome.remarks].map(inEnglish)),
        ...(heldBack[0] === undefined ? [] : [`on hold: ${translate('en')(`heldBack.${heldBack[0]}`)}`]),
      ].join(' · ');
    }
    case 'duplicate': {
      if (outcome.words.length === 0) {
        return `it is there already${outcome.transcriptUnused ? `; ${translate('en')('intake.transcriptUnused')}` : ''}`;
      }
      const before = outcome.words.flatMap((words) => words.before ?? []);
      return before.length === 0
        ? 'it is there already; now it has its transcript too'
        : `it is there already, with other words, which were replaced: “${plain(before.join(' / '), 200)}”`;
    }
    default:
      return inEnglish(outcome.message);
  }
}

/**
 * Add recordings to a voice.
 * @param typed VOICE; one that does not exist is made
 * @param named files, and folders whose files are meant
 * @param transcriptsFile what is said in which file, as for /addsamples
 * @throws UserError `no-voice`, `no-file`, `bad-transcripts`; `nothing-added` when not one of them could be used
 */
export async function importSamples(
  { storage, config, out }: CliContext,
  typed: string,
  named: readonly string[],
  transcriptsFile: string | null,
): Promise<void> {
  const files = await filesOf(named, transcriptsFile);
  const { transcripts, unclear } =
    transcriptsFile === null
      ? nothingSaid
      : readTranscripts(
          await read(transcriptsFile),
          files.map((file) => [file]),
        );
  for (const texts of unclear) out(inEnglish({ message: '', hint: '', texts }));
  const voice = await voiceFor(storage, typed);
  const ffmpeg = await locateFfmpeg(config.ffmpegPath);
  const log = createLog('timbre', config.logLevel);
  const ears = await openEars(config.modelsDir, ffmpeg, log);
  const speakers = await openSpeakers(config.modelsDir, ffmpeg, log);
  const recordings = createRecordings({ storage, ffmpeg, ears, speakers });
  let kept = 0;
  for (const [index, file] of files.entries()) {
    const fileName = path.basename(file);
    const transcript = transcripts[index] ?? null;
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-import-'));
    try {
      const recording = { path: file, sha256: await hashFile(file), fileName, transcript };
      const outcome = await recordings.add(voice.id, recording, { folder });
      if (outcome.kind === 'added' || outcome.kind === 'duplicate') kept += 1;
      const samples = await Promise.all(outcome.sampleIds.map((id) => storage.samples.get(id)));
      out(
        `${outcome.kind.padEnd(9)}  ${fileName}: ${told(
          outcome,
          samples.filter((sample) => sample !== null),
        )}`,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const clips = await storage.samples.list(voice.id);
  const seconds = secondsOf(clips);
  out(
    `${kept} of ${count(files.length, 'recording')} taken; ${nameOf(voice)} has ${count(clips.length, 'clip')}, ${minutes(seconds)}.`,
  );
  if (kept === 0)
    throw new UserError('nothing-added', 'Not one recording could be used.', 'Name recordings of speech.');
}
