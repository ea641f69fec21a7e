// The operator's commands: what they are called, what they take, and how their mistakes are told. A command that needs the
// engine or Discord loads them when it is asked for; the others answer sooner without.
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { explain, wrongOption } from '../process.ts';
import { examineDataFolder } from '../storage/data-folder.ts';
import { examinePostgres } from '../storage/postgres.ts';
import { openStorage } from '../storage/storage.ts';
import type { VoiceEngine } from '../trainer/engines/engine.ts';
import type { CliContext, CliParts } from './context.ts';
import { listRuns, listVersions, listVoices, showVersion } from './lists.ts';
import { ban, erase, listBans, unban } from './people.ts';
import { findVoice } from './voice.ts';

const usage = `Usage: npm run cli -- COMMAND

  doctor                                          Is everything there that Timbre needs? Exit code 1 when it is not.
  voices                                          Every voice: owner, clips, versions.
  runs                                            The newest trainings and previews, and how they are going.
  versions VOICE [--version N]                    The versions of a voice; or all of one: ancestors, clips.
  samples import VOICE FILE… [--transcripts FILE] Add recordings, or folders of them, to a voice, which may be new.
  ban USER · unban USER · bans                    Keep a person from using the bot; let them again; see who is banned.
  erase USER                                      Delete everything that is kept of a person, as /forget does.
  prune                                           Keep only the weights of older versions, and delete files that nothing needs.
  backup DIR                                      Copy everything into a folder, while everything runs. Again: what is new.
  restore DIR                                     Put a backup where the settings say, which must be empty.
  move --to FILE                                  Move everything where the settings in FILE say (docs/growing.md).
  weights export VOICE [--version N] --to DIR     Write the weights of a version (the active one) to a new folder.
  weights import VOICE --from DIR [--activate]    Make weights from such a folder the next version of a voice.
  voice import USER FILE… [--trust]               Bring back a voice from the archives that /export sent; also ones not signed here.

VOICE is an id, or OWNER/NAME; OWNER alone is OWNER/default. OWNER and USER are Discord ids.`;

/** The line of the command that was meant, where there is one; else everything. */
function usageOf(args: readonly string[]): string {
  const words = args.filter((word) => !word.startsWith('-'));
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find(isCommand);
  const line = usage.split('\n').find((one) => one.split(' · ').some((part) => part.trim().startsWith(`${name} `)));
  if (line === undefined) return usage;
  return `Usage: npm run cli -- ${line.trim().replace(/ {2,}/, '   ')}\nAll commands: npm run cli -- help`;
}

/** The command line was not understood. */
class UsageError extends Error {}

/**
 * Run one command.
 * @param args without the program
 * @returns the exit code: 0; 1 when something is wrong; 2 when the command line or the settings are
 */
export async function runCli(args: readonly string[], parts: CliParts): Promise<number> {
  const { out, err } = parts;
  try {
    const { command, options } = parse(args[0] === 'help' ? ['--help'] : args);
    if (command === undefined) {
      out(usage);
      return options.help ? 0 : 2;
    }
    if (command.name === 'doctor') {
      const { doctor } = await import('./doctor.ts');
      return (await doctor(parts)) ? 0 : 1;
    }
    const config = readConfig(parts.env);
    const whole = await runOnEverything(command, options, config, parts);
    if (whole !== null) return whole ? 0 : 1;
    await withStorage(config, parts, (context) => run(command, options, context));
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      err(`${error.message}\n\n${usageOf(args)}`);
      return 2;
    }
    const known = explain(error);
    if (known === null) throw error;
    err(known.text);
    return error instanceof UserError ? 1 : known.code;
  }
}

interface Options {
  readonly version?: number;
  readonly to?: string;
  readonly from?: string;
  readonly transcripts?: string;
  readonly activate: boolean;
  readonly trust: boolean;
  readonly help: boolean;
}

/** The commands, with the options that each takes; `voice`, `user`, `folder`: it is about one; `files`: with files behind it. */
const commands = {
  doctor: { voice: false, options: [] },
  voices: { voice: false, options: [] },
  runs: { voice: false, options: [] },
  versions: { voice: true, options: ['version'] },
  'samples import': { voice: true, files: true, options: ['transcripts'] },
  ban: { voice: false, user: true, options: [] },
  unban: { voice: false, user: true, options: [] },
  bans: { voice: false, options: [] },
  erase: { voice: false, user: true, options: [] },
  prune: { voice: false, options: [] },
  backup: { voice: false, folder: true, options: [] },
  restore: { voice: false, folder: true, options: [] },
  move: { voice: false, options: ['to'] },
  'weights export': { voice: true, options: ['version', 'to'] },
  'weights import': { voice: true, options: ['from', 'activate'] },
  'voice import': { voice: false, user: true, files: true, options: ['trust'] },
} as const satisfies Record<
  string,
  { voice: boolean; user?: true; folder?: true; files?: true; options: readonly (keyof Options)[] }
>;

interface Command {
  readonly name: keyof typeof commands;
  /** The voice as it was typed, the user's id, or the folder; empty for a command that is about none. */
  readonly subject: string;
  readonly files: readonly string[];
}

/** @throws UsageError */
function parse(args: readonly string[]): { command: Command | undefined; options: Options } {
  const { values, positionals } = parseOptions(args);
  const { version, ...others } = values;
  if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version)) throw new UsageError('--version takes a number.');
  const options = { ...others, ...(version === undefined ? {} : { version: Number(version) }) };
  // Whoever asks for help need not know yet what a command takes.
  if (positionals.length === 0 || options.help) return { command: undefined, options };
  const words = Object.keys(commands).some((one) => one.startsWith(`${positionals[0]} `)) ? 2 : 1;
  const name = positionals.slice(0, words).join(' ');
  if (!isCommand(name)) {
    const longer = Object.keys(commands).filter((one) => one.startsWith(`${positionals[0]} `));
    throw new UsageError(
      longer.length > 0
        ? `“${positionals[0]}” needs one word more: ${longer.join(', or ')}.`
        : `There is no command “${name}”.`,
    );
  }
  const { voice, options: known } = commands[name];
  const rest = positionals.slice(words);
  const files = 'files' in commands[name] ? rest.splice(1) : null;
  if (files?.length === 0) {
    throw new UsageError(
      `“${name}” takes one ${voice ? 'VOICE' : 'USER'}, and the FILEs ${voice ? 'or folders ' : ''}for it.`,
    );
  }
  const user = 'user' in commands[name];
  if (user && (rest.length !== 1 || !/^\d{1,20}$/.test(rest[0] ?? ''))) {
    throw new UsageError(`“${name}” takes one USER: a Discord id, which is a number.`);
  }
  const folder = 'folder' in commands[name];
  if (folder && rest.length !== 1) throw new UsageError(`“${name}” takes one DIR.`);
  if (!user && !folder && rest.length !== (voice ? 1 : 0)) {
    throw new UsageError(voice ? `“${name}” takes one VOICE.` : `“${name}” takes nothing.`);
  }
  const given = Object.entries(values).flatMap(([option, value]) =>
    value === undefined || value === false ? [] : option,
  );
  const strange = given.find((option) => option !== 'help' && !(known as readonly string[]).includes(option));
  if (strange !== undefined) throw new UsageError(`“${name}” knows no --${strange}.`);
  return { command: { name, subject: rest[0] ?? '', files: files ?? [] }, options };
}

const isCommand = (name: string): name is Command['name'] => Object.hasOwn(commands, name);

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        version: { type: 'string' },
        to: { type: 'string' },
        from: { type: 'string' },
        transcripts: { type: 'string' },
        activate: { type: 'boolean', default: false },
        trust: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${wrongOption(error)}.`, { cause: error });
  }
}

async function withStorage(
  config: Config,
  parts: CliParts,
  use: (context: CliContext) => Promise<void>,
): Promise<void> {
  await examineDataFolder(config.dataDir);
  if (config.databaseUrl !== undefined) await examinePostgres(config.databaseUrl);
  const storage = await openStorage(config);
  let opened: Promise<VoiceEngine> | undefined;
  const openEngine = (): Promise<VoiceEngine> => (opened ??= engineOf(config, parts));
  try {
    await use({ config, storage, openEngine, out: parts.out });
  } finally {
    // One that could not be opened was told already.
    await opened?.then(
      (one) => one.close(),
      () => {},
    );
    await storage.close();
  }
}

async function engineOf(config: Config, parts: CliParts): Promise<VoiceEngine> {
  if (parts.engine !== undefined) return parts.engine;
  const { locateFfmpeg } = await import('../audio/ffmpeg.ts');
  const { createEngine } = await import('../trainer/engines/create.ts');
  return await createEngine(await locateFfmpeg(config.ffmpegPath), config.engine);
}

/** Commands that open storage in their own way. @returns whether all went well; null: it is none of these */
async function runOnEverything(
  { name, subject }: Command,
  { to }: Options,
  config: Config,
  { env, out }: CliParts,
): Promise<boolean | null> {
  switch (name) {
    case 'backup':
      return await (await import('./backup.ts')).writeBackup(config, subject, out);
    case 'restore':
      return await (await import('./backup.ts')).restoreBackup(config, subject, out);
    case 'move':
      if (to === undefined) throw new UsageError('Where to? Say --to FILE.');
      return await (await import('./move.ts')).move(config, to, env, out);
    default:
      return null;
  }
}

async function run(command: Command, options: Options, context: CliContext): Promise<void> {
  const { storage } = context;
  const { version } = options;
  switch (command.name) {
    case 'voices':
      return await listVoices(context);
    case 'runs':
      return await listRuns(context);
    case 'prune': {
      const { prune } = await import('./prune.ts');
      return await prune(context);
    }
    case 'ban':
      return await ban(context, command.subject);
    case 'unban':
      return await unban(context, command.subject);
    case 'bans':
      return await listBans(context);
    case 'erase':
      return await erase(context, command.subject);
    case 'samples import': {
      const { importSamples } = await import('./samples.ts');
      return await importSamples(context, command.subject, command.files, options.transcripts ?? null);
    }
    case 'voice import': {
      const { importTakeout } = await import('./takeout.ts');
      return await importTakeout(context, command.subject, command.files, options.trust);
    }
    case 'versions': {
      const voice = await findVoice(storage, command.subject);
      return version === undefined ? await listVersions(context, voice) : await showVersion(context, voice, version);
    }
    case 'weights export': {
      const voice = await findVoice(storage, command.subject);
      if (options.to === undefined) throw new UsageError('Where to? Say --to DIR.');
      const { exportWeights } = await import('./weights.ts');
      return await exportWeights(context, voice, version ?? null, options.to);
    }
    case 'weights import': {
      const voice = await findVoice(storage, command.subject);
      if (options.from === undefined) throw new UsageError('Where from? Say --from DIR.');
      const { importWeights } = await import('./weights.ts');
      return await importWeights(context, voice, options.from, options.activate);
    }
    default:
      throw new Error(`“${command.name}” opens nothing of this`);
  }
}
