// Preparation: what the four scripts make of each clip, kept in the feature cache, and put together as the data set of a
// training. The scripts end well whatever happens to a clip, so every row and file that they owe is looked for.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodePcm } from '../../../audio/decode.ts';
import type { Ffmpeg } from '../../../audio/ffmpeg.ts';
import { clipProgress } from '../clips.ts';
import { type Note, noteOf } from '../../../i18n/notes.ts';
import type { EngineClip, EngineContext, PrepareReport } from '../engine.ts';
import { isWholeArchive } from './archive.ts';
import type { Checkout } from './checkout.ts';
import { featureFile, readFeatures, wordsKey, writeFeatures } from './feature-cache.ts';
import type { FeatureKind, Features } from './feature-cache.ts';
import { toGptSovitsLanguage } from './languages.ts';
import { parseS1Settings } from './s1-settings.ts';
import { installedRecognizer, recognize } from './recognition.ts';
import { makeWorkingFolder, runScript, ScriptFailed } from './scripts.ts';
import { sampleRate } from './state.ts';
import { passedOver } from './steps.ts';
import type { ClipSize } from './steps.ts';
import { encodeWav } from './wav.ts';

const scriptsFolder = 'GPT_SoVITS/prepare_datasets';
const scripts = {
  text: `${scriptsFolder}/1-get-text.py`,
  hubert: `${scriptsFolder}/2-get-hubert-wav32k.py`,
  speaker: `${scriptsFolder}/2-get-sv.py`,
  semantic: `${scriptsFolder}/3-get-semantic.py`,
} as const;
/** Beside them, what turns text into sounds. */
const textFolder = 'GPT_SoVITS/text';
/** Of a data set and of what the scripts make. */
const folders = { bert: '3-bert', hubert: '4-cnhubert', wav: '5-wav32k', speaker: '7-sv_cn' } as const;
const rowsOfText = '2-name2text';
const rowsOfTokens = '6-name2semantic';
const pollMs = 500;

/** What prepares clips. */
export interface Tools {
  readonly checkout: Checkout;
  readonly ffmpeg: Ffmpeg;
}

interface WordedClip extends EngineClip {
  /** Its words are what was heard in it. */
  readonly isRecognized?: true;
}

/** A clip with all its features. */
interface Prepared {
  readonly audio: Features;
  readonly text: Features;
}

/** Reads and writes the features of clips; what it finds depends on the models and programs that make them. */
class FeatureStore {
  readonly #cacheDir: string;
  readonly #madeBy: readonly string[];

  private constructor(cacheDir: string, madeBy: readonly string[]) {
    this.#cacheDir = cacheDir;
    this.#madeBy = madeBy;
  }

  static async open({ home, version, isHalf, pretrained }: Checkout, cacheDir: string): Promise<FeatureStore> {
    const programs = (await readdir(path.join(home, textFolder))).filter((name) => name.endsWith('.py')).sort();
    const sources = [...Object.values(scripts), ...programs.map((name) => path.join(textFolder, name))];
    const hash = createHash('sha256');
    for (const source of sources) hash.update(await readFile(path.join(home, source)));
    for (const model of [pretrained.s2G, pretrained.bert, pretrained.hubert, pretrained.sv]) {
      const size = model === null ? 0 : (await stat(model)).size;
      hash.update(`${path.basename(model ?? '')} ${size}\n`);
    }
    return new FeatureStore(cacheDir, [version, isHalf ? 'half' : 'full', hash.digest('hex')]);
  }

  file(clip: WordedClip, kind: FeatureKind): string {
    const { sha256, language, transcript, isRecognized = false } = clip;
    const spoken = { audio: [], text: [language, transcript ?? ''], words: [language] }[kind];
    const of = kind === 'text' && !isRecognized ? wordsKey(sha256, transcript) : sha256;
    return featureFile(this.#cacheDir, of, kind, [...this.#madeBy, ...spoken]);
  }

  /** The clip with what was recognized in it, where it came without a transcript. */
  async withWords(clip: EngineClip): Promise<WordedClip> {
    if (clip.transcript !== null) return clip;
    const words = await readFeatures(this.file(clip, 'words'));
    return { ...clip, transcript: words?.get('text')?.toString('utf8') ?? null, isRecognized: true };
  }

  /** @returns null when something of it is not there */
  async read(clip: WordedClip): Promise<Prepared | null> {
    const audio = await readFeatures(this.file(clip, 'audio'));
    const text = audio && (await readFeatures(this.file(clip, 'text')));
    return text && { audio, text };
  }
}

/** The longest clip of S1, seconds. */
async function maxSecondsOf(checkout: Checkout): Promise<number> {
  const settings = parseS1Settings(await readFile(checkout.s1Template, 'utf8'));
  return Number(settings.get('data')?.get('max_sec') ?? '54');
}

const columns = (row: string): string[] => row.split('\t');

function sizeOf({ audio, text }: Prepared): ClipSize {
  return {
    wavBytes: audio.get('wav')?.length ?? 0,
    sounds: (columns(text.get('row')?.toString('utf8') ?? '')[0] ?? '').split(' ').length,
    tokens: (audio.get('tokens')?.toString('utf8') ?? '').split(' ').length,
  };
}

/** Why a clip cannot be prepared at all; null: it can. */
function unfit({ transcript, language }: EngineClip): Note | null {
  if (transcript === null) return noteOf('no-recognition');
  if (transcript === '') return noteOf('nothing-understood');
  if (!/[\p{L}\p{N}]/u.test(transcript)) return noteOf('unspeakable');
  if (toGptSovitsLanguage(language) === null) return noteOf('language-not-spoken', { language });
  return null;
}

/**
 * Prepare clips that are not in the cache.
 * @throws ScriptFailed when a script fails as a whole; `signal.reason` when aborted
 */
export async function prepare(
  clips: readonly EngineClip[],
  tools: Tools,
  context: EngineContext,
): Promise<PrepareReport> {
  const { checkout } = tools;
  const store = await FeatureStore.open(checkout, context.cacheDir);
  await recognizeUnknown(clips, tools, store, context);
  const worded = await Promise.all(clips.map((clip) => store.withWords(clip)));
  const failures = new Map<string, Note>();
  const needs = { audio: [] as EngineClip[], text: [] as WordedClip[] };
  for (const clip of worded) {
    context.signal.throwIfAborted();
    const reason = unfit(clip);
    if (reason !== null) failures.set(clip.id, reason);
    else {
      for (const kind of ['audio', 'text'] as const) {
        if ((await readFeatures(store.file(clip, kind))) === null) needs[kind].push(clip);
      }
    }
  }
  if (needs.audio.length + needs.text.length > 0) {
    await inWorkingFolder(checkout, async (folder) => {
      const scripted = new Preparation(tools, store, context, folder);
      for (const [clipId, reason] of await scripted.run(needs.audio, needs.text)) failures.set(clipId, reason);
    });
  }
  const maxSeconds = await maxSecondsOf(checkout);
  for (const clip of worded) {
    const prepared = failures.has(clip.id) ? null : await store.read(clip);
    const reason = prepared && passedOver(sizeOf(prepared), maxSeconds);
    if (reason !== null) failures.set(clip.id, reason);
  }
  return {
    prepared: clips.length - failures.size,
    failed: [...failures].map(([clipId, reason]) => ({ clipId, reason })),
  };
}

async function inWorkingFolder(checkout: Checkout, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-gpt-sovits-'));
  try {
    await makeWorkingFolder(checkout, folder);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Find out what is said in clips without a transcript, where the checkout can. */
async function recognizeUnknown(
  clips: readonly EngineClip[],
  { checkout, ffmpeg }: Tools,
  store: FeatureStore,
  context: EngineContext,
): Promise<void> {
  const unknown: EngineClip[] = [];
  for (const clip of clips) {
    if (clip.transcript === null && (await readFeatures(store.file(clip, 'words'))) === null) unknown.push(clip);
  }
  const recognizer = unknown.length === 0 ? null : await installedRecognizer(checkout);
  if (recognizer === null) return;
  await inWorkingFolder(checkout, async (folder) => {
    let heard: ReadonlyMap<string, string>;
    try {
      heard = await recognize(unknown, recognizer, { checkout, folder, signal: context.signal }, (clip, target) =>
        writeWav(clip, target, ffmpeg, context),
      );
    } catch (error) {
      // It may miss packages of its own, or the network; the clips are left out then.
      if (error instanceof ScriptFailed) return;
      throw error;
    }
    for (const clip of unknown) {
      const text = new Map([['text', Buffer.from(heard.get(clip.sha256) ?? '')]]);
      await writeFeatures(store.file(clip, 'words'), text);
    }
  });
}

/** @returns why the clip could not be read; null: it was */
async function writeWav(
  clip: EngineClip,
  target: string,
  ffmpeg: Ffmpeg,
  { signal, fetch }: EngineContext,
): Promise<Note | null> {
  await fetch?.(clip);
  try {
    const samples = await decodePcm(ffmpeg, clip.path, { sampleRate, signal });
    await writeFile(target, encodeWav({ samples, sampleRate }));
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return noteOf('unreadable', { why: error instanceof Error ? error.message : String(error) });
  }
}

/** One go of the scripts over the clips that need it, in a folder of its own. */
class Preparation {
  readonly #tools: Tools;
  readonly #store: FeatureStore;
  readonly #context: EngineContext;
  readonly #folder: string;
  readonly #started = performance.now();
  /** What a script said of a file, by the file's name. */
  readonly #complaints = new Map<string, Note>();
  readonly #failures = new Map<string, Note>();
  #done = 0;
  #total = 0;

  constructor(tools: Tools, store: FeatureStore, context: EngineContext, folder: string) {
    this.#tools = tools;
    this.#store = store;
    this.#context = context;
    this.#folder = folder;
  }

  /** @returns reasons of the clips that failed, by their ids */
  async run(audio: readonly EngineClip[], text: readonly WordedClip[]): Promise<ReadonlyMap<string, Note>> {
    const { checkout } = this.#tools;
    const stages = checkout.pretrained.sv === null ? 2 : 3;
    this.#total = audio.length * stages + text.length;
    await mkdir(this.#at('timbre/wav'), { recursive: true });
    if (text.length > 0) await this.#makeText(text);
    if (audio.length > 0) await this.#makeAudio(audio);
    return this.#failures;
  }

  #at(name: string): string {
    return path.join(this.#folder, name);
  }

  async #makeText(clips: readonly WordedClip[]): Promise<void> {
    // The same recording may be there with two transcripts, and this script never opens it.
    const named = clips.map((clip) => ({ clip, name: path.basename(this.#store.file(clip, 'text')) }));
    await this.#script(scripts.text, named, 'timbre/text', { done: named.length });
    const rows = await this.#rows('timbre/text', rowsOfText);
    for (const { clip, name } of named) {
      const row = rows.get(name);
      const bert = this.#at(`timbre/text/${folders.bert}/${name}.pt`);
      const needsBert = toGptSovitsLanguage(clip.language) === 'zh';
      if (row === undefined || columns(row).length !== 3 || row.startsWith('\t')) {
        this.#failures.set(clip.id, noteOf('no-sounds', this.#why(name)));
      } else if (needsBert && !(await isWholeArchive(bert))) {
        this.#failures.set(clip.id, noteOf('not-understood', this.#why(name)));
      } else {
        const features = new Map([['row', Buffer.from(row)]]);
        if (needsBert) features.set('bert', await readFile(bert));
        await writeFeatures(this.#store.file(clip, 'text'), features);
      }
    }
  }

  async #makeAudio(wanted: readonly EngineClip[]): Promise<void> {
    const { checkout } = this.#tools;
    /** By the SHA-256 of a recording. */
    const failed = new Map<string, Note>();
    const clips = [...new Map(wanted.map((clip) => [clip.sha256, clip])).values()];
    const named = clips.map((clip) => ({ clip, name: `${clip.sha256}.wav` }));
    await Promise.all(
      named.map(async ({ clip, name }) => {
        const { ffmpeg } = this.#tools;
        const reason = await writeWav(clip, this.#at(`timbre/wav/${name}`), ffmpeg, this.#context);
        if (reason !== null) failed.set(clip.sha256, reason);
      }),
    );
    const readable = named.filter(({ clip }) => !failed.has(clip.sha256));
    const folder = 'timbre/audio';
    if (readable.length > 0) {
      await this.#script(scripts.hubert, readable, folder, { watch: folders.hubert });
      if (checkout.pretrained.sv !== null) {
        await this.#script(scripts.speaker, readable, folder, { watch: folders.speaker });
      }
      await this.#script(scripts.semantic, readable, folder, { done: readable.length });
    }
    const tokens = await this.#rows(folder, rowsOfTokens);
    for (const { clip, name } of readable) {
      const archives = {
        hubert: this.#at(`${folder}/${folders.hubert}/${name}.pt`),
        ...(checkout.pretrained.sv !== null && { speaker: this.#at(`${folder}/${folders.speaker}/${name}.pt`) }),
      };
      const whole = await Promise.all(Object.values(archives).map((file) => isWholeArchive(file)));
      const row = tokens.get(name);
      if (whole.includes(false)) failed.set(clip.sha256, noteOf('not-analysed', this.#why(name)));
      else if (row === undefined || !/^\d+( \d+)*$/.test(row)) {
        failed.set(clip.sha256, noteOf('no-speech-found', this.#why(name)));
      } else {
        const features = new Map([
          ['tokens', Buffer.from(row)],
          ['wav', await readFile(this.#at(`${folder}/${folders.wav}/${name}`))],
        ]);
        for (const [kind, file] of Object.entries(archives)) features.set(kind, await readFile(file));
        await writeFeatures(this.#store.file(clip, 'audio'), features);
      }
    }
    for (const { id, sha256 } of wanted) {
      const reason = failed.get(sha256);
      if (reason !== undefined && !this.#failures.has(id)) this.#failures.set(id, reason);
    }
  }

  #why(name: string): { readonly why: readonly Note[] } {
    return { why: [this.#complaints.get(name) ?? []].flat() };
  }

  /**
   * Run a script over clips.
   * @param progress folder whose files say how far it is, or the number of clips that are done when it has ended
   */
  async #script(
    script: string,
    clips: readonly { readonly clip: EngineClip; readonly name: string }[],
    folder: string,
    progress: { readonly watch: string } | { readonly done: number },
  ): Promise<void> {
    const { checkout } = this.#tools;
    const list = this.#at(`${folder}.list`);
    await writeFile(list, clips.map(({ clip, name }) => listLine(clip, name)).join(''));
    await mkdir(this.#at(folder), { recursive: true });
    const before = this.#done;
    const look = async (): Promise<void> => {
      if (!('watch' in progress)) return;
      const files = await readdir(this.#at(`${folder}/${progress.watch}`)).catch(() => []);
      this.#done = before + files.length;
      await this.#report();
    };
    let looking = Promise.resolve();
    const timer = setInterval(() => void (looking = looking.then(look, look)), pollMs);
    let current: string | undefined;
    const names = new Set(clips.map(({ name }) => name));
    const onLine = (line: string): void => {
      current = nameIn(line, names) ?? current;
      const complaint = complaintIn(line);
      // What later scripts say follows from the first complaint.
      if (complaint !== null && current !== undefined && !this.#complaints.has(current)) {
        this.#complaints.set(current, complaint);
      }
    };
    try {
      const env = this.#environment(folder, list);
      await runScript(checkout, script, [], { cwd: this.#folder, env, signal: this.#context.signal, onLine });
    } finally {
      clearInterval(timer);
      await looking.catch(() => {});
    }
    this.#done = before + clips.length;
    await this.#report();
  }

  #environment(folder: string, list: string): Record<string, string> {
    const { pretrained, s2Template } = this.#tools.checkout;
    return {
      inp_text: path.relative(this.#folder, list),
      inp_wav_dir: 'timbre/wav',
      exp_name: 'timbre',
      i_part: '0',
      all_parts: '1',
      opt_dir: folder,
      bert_pretrained_dir: pretrained.bert,
      cnhubert_base_dir: pretrained.hubert,
      ...(pretrained.sv !== null && { sv_path: pretrained.sv }),
      pretrained_s2G: pretrained.s2G,
      s2config_path: s2Template,
    };
  }

  async #rows(folder: string, name: string): Promise<Map<string, string>> {
    const [file] = (await readdir(this.#at(folder)).catch(() => [])).filter((entry) => entry.startsWith(`${name}-0.`));
    const text = file === undefined ? '' : await readFile(this.#at(`${folder}/${file}`), 'utf8');
    return new Map(
      text.split('\n').flatMap((row) => {
        const [key = '', ...rest] = columns(row);
        return rest.length > 0 ? [[key, rest.join('\t')] as const] : [];
      }),
    );
  }

  async #report(): Promise<void> {
    const done = Math.min(this.#done, this.#total);
    await this.#context.onEvent(clipProgress('preparing', this.#started, done, this.#total));
  }
}

/** A line of a list file; what is between its bars must hold neither bars nor ends of lines. */
function listLine(clip: EngineClip, name: string): string {
  const text = (clip.transcript ?? '').replace(/[|\s]+/g, ' ').trim();
  return `${name}|timbre|${toGptSovitsLanguage(clip.language)?.toUpperCase()}|${text}\n`;
}

function nameIn(line: string, names: ReadonlySet<string>): string | undefined {
  for (const [word] of line.matchAll(/[0-9a-f]{64}[\w.-]*/g)) if (names.has(word)) return word;
  // “<name>-filtered,2.4”
  return [...line.matchAll(/([0-9a-f]{64}\.wav)/g)].map(([word]) => word).find((word) => names.has(word));
}

/** What a line says against a clip; null: nothing. */
function complaintIn(line: string): Note | null {
  const peak = /-filtered,([\d.]+)/.exec(line)?.[1];
  if (peak !== undefined) return noteOf('peaks', { times: Number(peak) });
  if (line.includes('nan filtered:')) return noteOf('no-numbers');
  const [, said] = /^([\w.]*(?:Error|Exception)\b.*)$/.exec(line) ?? [];
  return said === undefined ? null : noteOf('said', { words: said.slice(0, 200) });
}

const part = (features: Features, key: string): Buffer => features.get(key) ?? Buffer.alloc(0);

/** The data set of a training. */
export interface Dataset {
  /** With the transcripts that were recognized. */
  readonly clips: readonly EngineClip[];
  readonly sizes: readonly ClipSize[];
}

/**
 * Put the prepared clips together as a data set; nothing of any other clip is in it.
 * @param folder is made
 * @returns the clips that are in it: those that were prepared, and that training will not pass over
 */
export async function composeDataset(
  folder: string,
  clips: readonly EngineClip[],
  checkout: Checkout,
  cacheDir: string,
): Promise<Dataset> {
  const store = await FeatureStore.open(checkout, cacheDir);
  const maxSeconds = await maxSecondsOf(checkout);
  for (const name of Object.values(folders)) await mkdir(path.join(folder, name), { recursive: true });
  const used: EngineClip[] = [];
  const sizes: ClipSize[] = [];
  const texts: string[] = [];
  const tokens = ['item_name\tsemantic_audio'];
  for (const given of clips) {
    const clip = await store.withWords(given);
    const prepared = unfit(clip) === null ? await store.read(clip) : null;
    if (prepared === null || passedOver(sizeOf(prepared), maxSeconds) !== null) continue;
    const name = `${clip.sha256}.wav`;
    const put = async (target: string, content: Buffer): Promise<void> => writeFile(path.join(folder, target), content);
    await put(`${folders.wav}/${name}`, part(prepared.audio, 'wav'));
    await put(`${folders.hubert}/${name}.pt`, part(prepared.audio, 'hubert'));
    if (prepared.audio.has('speaker')) await put(`${folders.speaker}/${name}.pt`, part(prepared.audio, 'speaker'));
    if (prepared.text.has('bert')) await put(`${folders.bert}/${name}.pt`, part(prepared.text, 'bert'));
    texts.push(`${name}\t${part(prepared.text, 'row').toString('utf8')}`);
    tokens.push(`${name}\t${part(prepared.audio, 'tokens').toString('utf8')}`);
    used.push(clip);
    sizes.push(sizeOf(prepared));
  }
  await writeFile(path.join(folder, `${rowsOfText}.txt`), `${texts.join('\n')}\n`);
  await writeFile(path.join(folder, `${rowsOfTokens}.tsv`), `${tokens.join('\n')}\n`);
  return { clips: used, sizes };
}
