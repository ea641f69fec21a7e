// The natural source learns a timbre by gradients: with a model of a few random numbers, from recordings of somebody who is
// that model in another style, and slower.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Note, noteOf } from '../../../../src/i18n/notes.ts';
import type { Effort } from '../../../../src/storage/records.ts';
import { hashFile } from '../../../../src/files.ts';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { joinFloats } from '../../../../src/trainer/engines/builtin/source/floats.ts';
import { compileFlite, Flite } from '../../../../src/trainer/engines/builtin/source/flite.ts';
import { kokoroFiles, openMouth } from '../../../../src/trainer/engines/builtin/source/kokoro-mouth.ts';
import type { AskKokoro } from '../../../../src/trainer/engines/builtin/source/kokoro/process.ts';
import { KokoroProcess } from '../../../../src/trainer/engines/builtin/source/kokoro/process.ts';
import type { Direction } from '../../../../src/trainer/engines/builtin/source/kokoro-source.ts';
import { openKokoro } from '../../../../src/trainer/engines/builtin/source/sources.ts';
import { isNatural, unlearnt } from '../../../../src/trainer/engines/builtin/source/source-choice.ts';
import type { KokoroVoice } from '../../../../src/trainer/engines/builtin/source/source-choice.ts';
import { readState } from '../../../../src/trainer/engines/builtin/speaker/state.ts';
import { readSummary } from '../../../../src/trainer/engines/builtin/speaker/corpus.ts';
import { choose, gather } from '../../../../src/trainer/engines/builtin/training/material.ts';
import { reasonsFor } from '../../../../src/trainer/engines/builtin/tuning/reasons.ts';
import { readParallel } from '../../../../src/trainer/engines/builtin/tuning/parallel.ts';
import { dueManners } from '../../../../src/trainer/engines/builtin/tuning/due.ts';
import { tune as tuneByTheClock } from '../../../../src/trainer/engines/builtin/tuning/tune.ts';
import type { Stretch, TuneOptions, Tuned } from '../../../../src/trainer/engines/builtin/tuning/tune.ts';
import { createBuiltinEngine } from '../../../../src/trainer/engines/builtin/engine.ts';
import { firstOfEach } from '../../../../src/trainer/engines/clips.ts';
import type { EngineClip, EngineContext, EngineEvent, TrainRequest } from '../../../../src/trainer/engines/engine.ts';
import { encodeWav } from '../../../../src/trainer/engines/gpt-sovits/wav.ts';
import { engineContext, plan, trainRequest } from './fixtures.ts';
import { hungryDecoder, smallVoices, writeSmallKokoro } from './small-kokoro.ts';

const lasting = (clip: EngineClip, durationSeconds: number): EngineClip => ({ ...clip, durationSeconds });

const texts = [
  'The boat drifts past the harbour wall.',
  'Choose a warm coat for the journey.',
  'A jar of honey, please.',
];

/** What became of it, but for the clock. */
const tune = async (...given: Parameters<typeof tuneByTheClock>): Promise<Tuned> => ({
  ...(await tuneByTheClock(...given)),
  stepSeconds: null,
});

/** Hears the person in all but these sounds, which have such a cosine to them. */
const deafTo = (others: readonly Float32Array[], cosine = 0.8): Pick<TuneOptions, 'encoder'> => ({
  encoder: async () => ({
    id: others.reduce((hash, other) => hash.update(other), createHash('sha256').update(`${cosine}`)).digest('hex'),
    embed: async (samples) =>
      others.some((other) => Buffer.from(other.buffer).equals(Buffer.from(samples.buffer)))
        ? Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2))
        : Float32Array.of(1, 0),
  }),
});

describe('a natural source that learns a timbre', () => {
  let folder: string;
  let child: KokoroProcess;
  let voice: KokoroVoice;
  /** What became of it. */
  let learnt: Tuned;
  /** Where all of that is kept. */
  let learntIn: string;
  let clips: EngineClip[];
  /** The person says something. */
  let recorded: (transcript: string) => Promise<EngineClip>;
  let options: Omit<TuneOptions, 'cacheDir'>;
  const stretch = (given: Partial<Stretch> = {}): Stretch => ({
    clips: clips.slice(0, 2).map((clip) => ({ clip, manner: 0 })),
    heldOut: clips.slice(2).map((clip) => ({ clip, manner: 0 })),
    manners: 1,
    seed: 3,
    effort: 'usual',
    seconds: 5,
    ...given,
  });
  const cache = (): Promise<string> => mkdtemp(path.join(folder, 'cache-'));

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-tuning-'));
    await writeSmallKokoro(path.join(folder, 'kokoro'));
    const files = await kokoroFiles(path.join(folder, 'kokoro'), path.join(folder, 'parts'));
    child = new KokoroProcess(files);
    const flite = new Flite(await compileFlite(), folder);
    const kokoro = openMouth(files, flite, child.ask as AskKokoro);
    options = {
      flite,
      kokoro,
      ffmpeg: await locateFfmpeg(),
      signal: new AbortController().signal,
      provider: 'cpu',
      checkpointSeconds: 0,
      emit: () => Promise.resolve(),
    };
    const [name] = smallVoices;
    voice = { model: files.sha256, language: 'en', timbre: [[name, 1]], melody: name, raised: 0, pace: 1 };
    const person = openKokoro(options, {
      ...voice,
      timbre: [
        ['am_liam', 1.4],
        ['bf_emma', -0.4],
      ],
    });
    recorded = async (transcript) => {
      const slower: Direction = {
        lengths: (_, starts) => Array.from(starts.subarray(1), (end, segment) => 1.3 * (end - starts[segment])),
        sing: () => null,
      };
      const said: Float32Array[] = [];
      for await (const { samples } of person.utter([transcript], slower)) said.push(samples);
      const samples = joinFloats(said);
      const bytes = encodeWav({ samples, sampleRate: 24_000 });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = path.join(folder, `${sha256}.wav`);
      await writeFile(file, bytes);
      return { id: sha256, sha256, path: file, durationSeconds: samples.length / 24_000, transcript, language: 'en' };
    };
    clips = [];
    for (const text of texts) clips.push(await recorded(text));
    learntIn = await cache();
    learnt = await tune(voice, stretch(), { ...options, cacheDir: learntIn });
  });
  after(async () => {
    await child.close();
    await rm(folder, { recursive: true });
  });

  test('says a recording’s words in its rhythm, once', async () => {
    const cacheDir = await cache();
    const source = openKokoro(options, voice);
    const pieces = await readParallel({ ...options, cacheDir }, source, clips[0]);
    const units = pieces!.reduce((sum, { durations }) => sum + durations.reduce((all, own) => all + own, 0), 0);
    const spoken = clips[0].durationSeconds / 0.025;
    assert.ok(Math.abs(units - spoken) <= 2, `${units} ${spoken}`);
    for (const { durations, f0, mels, weights } of pieces!) {
      const own = durations.reduce((all, value) => all + value, 0);
      assert.equal(f0.length, 2 * own);
      assert.equal(weights.length, 5 * own + 1);
      assert.ok(mels.every((mel) => mel.length % weights.length === 0 && mel.every(Number.isFinite)));
      assert.ok(weights.every((weight) => weight > 0 && weight <= 1));
    }
    const names = (await readdir(cacheDir)).filter((name) => name.endsWith('.parallel'));
    assert.ok(names.length === 1 && names[0].startsWith(clips[0].sha256));
    assert.deepEqual(await readParallel({ ...options, cacheDir }, source, { ...clips[0], path: '/nowhere' }), pieces);
  });

  test('comes closer on what it never heard; stopped and begun again it comes to the same bits', async () => {
    assert.ok(learnt.loss! < 0.995 * learnt.lossBefore!, `${learnt.lossBefore} ${learnt.loss}`);
    assert.equal(learnt.voice.learnt?.timbres.length, 1);
    const cacheDir = await cache();
    const stop = new AbortController();
    const stopping = async (): Promise<void> => stop.abort(new Error('stop'));
    const { signal } = stop;
    await assert.rejects(tune(voice, stretch(), { ...options, cacheDir, signal, emit: stopping }), /stop/);
    let laps = 0;
    const emit = async (): Promise<void> => void laps++;
    assert.deepEqual(await tune(voice, stretch(), { ...options, cacheDir, emit }), learnt);
    const left = laps;
    // What is done already is not done again.
    assert.deepEqual(await tune(voice, stretch(), { ...options, cacheDir, emit }), learnt);
    assert.deepEqual([left, laps], [1, 1]);
  });

  test('makes no more steps than there is time for, and says so', async () => {
    const hurried = await tune(voice, stretch({ most: 23 }), { ...options, cacheDir: learntIn });
    assert.deepEqual([hurried.steps, hurried.isShort, learnt.steps, learnt.isShort], [12, true, 24, false]);
    assert.ok(reasonsFor(hurried, false).some(({ note }) => note === 'timbre-fewer-steps'));
  });

  test('what does not sound clearly more like the person is not kept, however near it came; in each manner', async () => {
    const saying = async (cacheDir: string, timbre: KokoroVoice, { transcript }: EngineClip): Promise<Float32Array> =>
      joinFloats([...(await openKokoro(options, timbre).sound(cacheDir, transcript ?? ''))!]);
    const again = { ...options, cacheDir: learntIn };
    const [mix, own] = [await saying(learntIn, voice, clips[2]), await saying(learntIn, learnt.voice, clips[2])];
    assert.deepEqual(await tune(voice, stretch(), { ...again, ...deafTo([mix]) }), learnt);
    const refused = await tune(voice, stretch(), { ...again, ...deafTo([own]) });
    assert.deepEqual(refused, {
      ...learnt,
      voice: { ...voice, learnt: { timbres: [], seconds: 5 } },
      steps: 0,
      unlike: [0],
    });
    assert.deepEqual(reasonsFor(refused, false), [noteOf('timbre-less-like')]);
    // After a deletion it is not what it was; what was kept needs no word of what it was.
    assert.deepEqual(reasonsFor(refused, true), [noteOf('timbre-gone'), noteOf('timbre-less-like')]);
    assert.deepEqual(reasonsFor(learnt, true), reasonsFor(learnt, false));
    assert.deepEqual(await tune(voice, stretch(), { ...again, ...deafTo([mix], 0.985) }), refused);

    // In the second of two manners, of which no test clip is: words that it was learnt from tell.
    const two = stretch({ clips: clips.slice(0, 2).map((clip, manner) => ({ clip, manner })), manners: 2, most: 12 });
    const inBoth = { ...options, cacheDir: await cache() };
    const both = await tune(voice, two, inBoth);
    const [first, second] = both.voice.learnt!.timbres;
    const alone = { ...voice, learnt: { timbres: [second], seconds: 5 } };
    const inSecond = await saying(inBoth.cacheDir, alone, clips[1]);
    const half = await tune(voice, two, { ...inBoth, ...deafTo([mix, inSecond]) });
    assert.deepEqual(half.voice.learnt?.timbres, [first, voice.timbre]);
    // Of one that came later, too, and it is not tried again with every top-up.
    const later = stretch({ clips: [{ clip: clips[1], manner: 1 }], heldOut: [], manners: 2, most: 12 });
    const in2 = { ...options, cacheDir: await cache() };
    const taken = (await tune(learnt.voice, later, in2)).voice.learnt!.timbres;
    const asTaken = { ...voice, learnt: { timbres: [taken[1]], seconds: 5 } };
    const said = await saying(in2.cacheDir, asTaken, clips[1]);
    const inVain = (await tune(learnt.voice, later, { ...in2, ...deafTo([said]) })).voice;
    const [one] = learnt.voice.learnt!.timbres;
    assert.deepEqual(inVain.learnt?.timbres, [one, one]);
    assert.deepEqual(dueManners(inVain, 5, 2), []);
    assert.deepEqual(
      reasonsFor(half, false).map(({ note }) => note),
      ['timbre-learnt-tested', 'timbre-fewer-steps', 'timbre-less-like-in-some'],
    );
  });

  test('where it may take long, it goes on while the test clips gain, and comes to the same bits when stopped meanwhile', async () => {
    const cacheDir = await cache();
    // Drawn so, they gain for as long again as is usual, and then no more.
    const long = stretch({ effort: 'long', seed: 7 });
    let laps = 0;
    let moment: { readonly file: string; readonly bytes: Buffer } | undefined;
    const emit = async (): Promise<void> => {
      if (++laps < 2) return;
      const name = (await readdir(cacheDir)).find((entry) => entry.endsWith('.tuning.of-several'));
      const file = path.join(cacheDir, name!);
      moment = { file, bytes: await readFile(file) };
    };
    const longer = await tune(voice, long, { ...options, cacheDir, emit });
    assert.ok(longer.loss! < learnt.loss! && longer.steps > learnt.steps, `${longer.steps} ${longer.loss}`);
    // What brought nothing for so long is not gone on with.
    assert.equal(12 * laps, Math.min(288, longer.steps + 72));
    const [clips] = moment!.bytes.toString('latin1').split('\n', 1);
    const from = [...long.clips, ...long.heldOut].map(({ clip }) => clip.sha256);
    assert.equal(clips, from.join(''), 'it goes away with any of them');
    const straight = laps;
    // As if it had been killed in its last lap, long after the best.
    await writeFile(moment!.file, moment!.bytes);
    assert.deepEqual(await tune(voice, long, { ...options, cacheDir, emit }), longer);
    assert.equal(laps, straight + 1);
  });

  test('another manner gets a style of its own, and the first keeps the one it has', async () => {
    const first = learnt.voice;
    const inSecond = [{ clip: clips[0], manner: 1 }];
    const given = { clips: inSecond, heldOut: [], manners: 2, most: 12 };
    const both = await tune(first, stretch(given), { ...options, cacheDir: await cache() });
    const [one, two] = both.voice.learnt!.timbres;
    assert.deepEqual(one, first.learnt?.timbres[0]);
    assert.notDeepEqual(two, one);
    const keys = [0, 1].map((manner) => openKokoro(options, both.voice, manner).spokenKey(['Yes.']));
    assert.equal(keys[0], openKokoro(options, first).spokenKey(['Yes.']));
    assert.notEqual(keys[1], keys[0]);
    // One that was never learnt is spoken as the first.
    assert.equal(openKokoro(options, both.voice, 2).spokenKey(['Yes.']), keys[0]);
  });

  test('it is learnt once, and again with twice the speech or for a new manner', () => {
    assert.deepEqual(dueManners(voice, 5, 2), [0, 1]);
    const { voice: same } = learnt;
    assert.deepEqual([dueManners(same, 9.9, 1), dueManners(same, 10, 2), dueManners(same, 5, 2)], [[], [0, 1], [1]]);
    const stayed = { ...voice, learnt: { timbres: [], seconds: 5 } };
    assert.deepEqual([dueManners(stayed, 9.9, 2), dueManners(stayed, 10, 2)], [[], [0, 1]]);
    // From a minute it has learnt what it can, and what is replayed in a large voice need not be said anew.
    const grown = { ...same, learnt: { ...same.learnt!, seconds: 60 } };
    assert.deepEqual([dueManners(grown, 1000, 1), dueManners(grown, 1000, 2)], [[], [1]]);
  });

  test('a manner that had nothing to learn from is spoken as the first that had, and is due again', async () => {
    const tuned = async (from: KokoroVoice, manner: number, given: Partial<TuneOptions> = {}) => {
      const some = stretch({ clips: [{ clip: clips[0], manner }], heldOut: [], manners: 3, most: 12 });
      return (await tune(from, some, { ...options, cacheDir: await cache(), ...given })).voice;
    };
    const second = await tuned(voice, 1);
    const [filled, own] = second.learnt!.timbres;
    assert.deepEqual([filled, second.learnt!.timbres.length, second.learnt!.untried], [own, 2, [0, 2]]);
    assert.notDeepEqual(own, voice.timbre);
    assert.deepEqual(dueManners(second, 5, 3), [0, 2]);
    const key = (from: KokoroVoice, manner: number): string => openKokoro(options, from, manner).spokenKey(['Yes.']);
    assert.equal(new Set([0, 1, 2].map((manner) => key(second, manner))).size, 1);
    // When it learns, the others keep theirs.
    const first = await tuned(second, 0);
    assert.notDeepEqual(first.learnt!.timbres[0], own);
    assert.deepEqual([first.learnt!.timbres[1], first.learnt!.untried], [own, [2]]);
    const last = await tuned(first, 2);
    assert.equal(last.learnt!.timbres.length, 3);
    assert.ok(!('untried' in last.learnt!));
    assert.deepEqual(dueManners(last, 5, 3), []);
    // In vain, it is no other: those that were not tried are due still.
    const inMix = { ...options, cacheDir: learntIn };
    const mix = joinFloats([...(await openKokoro(options, second, 1).sound(learntIn, clips[0].transcript ?? ''))!]);
    const inVain = await tuned(voice, 1, { ...inMix, ...deafTo([mix]) });
    assert.deepEqual(inVain.learnt, { timbres: [], seconds: 5, untried: [0, 2] });
    assert.deepEqual(dueManners(inVain, 5, 4), [0, 2]);
  });

  test('where the memory does not suffice, it is left out and said', async () => {
    const decoder = hungryDecoder(await options.kokoro!.decoder());
    const kokoro = { ...options.kokoro!, decoder: async () => decoder };
    const tuned = await tune(learnt.voice, stretch(), { ...options, kokoro, cacheDir: await cache() });
    assert.equal(tuned.voice, learnt.voice);
    assert.deepEqual(reasonsFor(tuned, false), [noteOf('timbre-little-memory')]);
  });

  test('all manners that are to learn have a share of the minute', async () => {
    const [one, two, three] = clips;
    const some = [lasting(one, 40), lasting(two, 40), lasting(three, 40)];
    const manner = (clip: EngineClip): number => (clip.sha256 === three.sha256 ? 1 : 0);
    assert.deepEqual(firstOfEach(some, 60, manner), [some[0], some[2]]);
    // What one has no recordings for goes to the other.
    const short = [...some.slice(0, 2), lasting(three, 5)];
    assert.deepEqual(firstOfEach(short, 90, manner), short);
    assert.deepEqual(
      firstOfEach(some, 60, () => 0),
      [some[0]],
    );
  });

  test('a voice keeps what it has learnt, but for what a recording took away, and leaves nothing of it in the cache', async () => {
    const cacheDir = await cache();
    const kokoro = { folder: path.join(folder, 'kokoro'), partsDir: path.join(folder, 'parts') };
    const engine = createBuiltinEngine({ ffmpeg: options.ffmpeg, threads: 1, kokoro, learnsTimbre: true });
    const stateDir = path.join(folder, 'state');
    let reasons: readonly Note[] | undefined;
    let events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent): Promise<void> => Promise.resolve(void events.push(event));
    /** Whether it was said that a timbre is learnt, and how far all that is done before the network learns was, each time. */
    const prepared = () => ({
      learns: events.flatMap((event) => (event.type === 'chosen' ? [event.learnsTimbre] : [])),
      shares: events.flatMap((event) =>
        event.type === 'progress' && event.progress.phase === 'preparing'
          ? [event.progress.total > 0 ? event.progress.done / event.progress.total : 1]
          : [],
      ),
    });
    const train = async (
      trainClips: EngineClip[],
      start: TrainRequest['start'],
      isNew: readonly EngineClip[],
      effort?: Effort,
    ) => {
      const newClipIds = new Set(isNew.map(({ id }) => id));
      const short = { ...plan, epochs: 1, effort, timbreSteps: 12 };
      events = [];
      ({ reasons } = await engine.train(
        trainRequest({ stateDir, trainClips, start, plan: short, newClipIds }),
        engineContext(cacheDir, { onEvent }),
      ));
      const { voice: state } = await readState(stateDir);
      assert.ok(isNatural(state.sourceVoice));
      return state.sourceVoice;
    };
    try {
      const [one, two, three] = clips;
      const quick = await train([one], 'base', [one], 'quick');
      assert.deepEqual([quick.learnt, reasons], [undefined, [noteOf('timbre-put-off')]]);
      assert.ok(!('stepSeconds' in (await engine.device())));
      assert.deepEqual(prepared(), { learns: [false], shares: [1] });
      const first = await train([one, two], 'continue', [two]);
      assert.equal(first.learnt?.timbres.length, 1);
      assert.ok((await engine.device()).stepSeconds! > 0);
      // Two clips are followed, a lap is learnt, and both are said in what was learnt: one after the other, and yet one progress.
      const { learns, shares } = prepared();
      assert.deepEqual([learns, shares.length], [[true], 5]);
      assert.deepEqual(
        shares,
        shares.toSorted((a, b) => a - b),
      );
      assert.deepEqual([shares.indexOf(1), shares.at(-1)], [4, 1]);
      assert.deepEqual(await train([one, two], 'continue', []), first);
      const grown = await train(clips, 'continue', [three]);
      // Little is new: the source stays as it is, mix and all. What is replayed has been said.
      assert.deepEqual(grown, first);
      assert.deepEqual(prepared().learns, [false]);
      // Of a manner that is new, it is learnt from that alone.
      const { voice: known, ...state } = await readState(stateDir);
      const odd = await readSummary({ ...options, cacheDir }, three);
      const manners = [known.manners[0], { cepstrum: odd.cepstrum!, pitch: odd.pitch!, spokenDeviation: null }];
      const request = trainRequest({ stateDir, trainClips: clips, start: 'continue', newClipIds: new Set([three.id]) });
      const chosen = await choose(request, { ...state, voice: { ...known, manners } }, { ...options, cacheDir });
      assert.deepEqual(new Set(chosen.said.map(({ manner }) => manner)), new Set([0, 1]));
      assert.deepEqual(new Set(chosen.stretch?.clips.map(({ manner }) => manner)), new Set([1]));
      assert.equal(chosen.stretch?.seconds, first.learnt?.seconds);
      // Where all are to learn it, each has a share of what there is time for, however much another one has that is new.
      const long = [one, two, three].map((clip) => lasting(clip, 40));
      const owed = await choose(
        { ...request, trainClips: long, newClipIds: new Set([one.id, two.id]) },
        { ...state, voice: { ...known, manners, sourceVoice: unlearnt(first) } },
        { ...options, cacheDir },
      );
      assert.deepEqual(owed.stretch?.clips.map(({ manner }) => manner).sort(), [0, 1]);
      // What is heard in it changes nothing of the terms in which the manner that there was is heard.
      const [own] = first.learnt.timbres;
      const termsWith = async (timbres: KokoroVoice['timbre'][]) => {
        const tools = { ...options, cacheDir, chosen: { ...first, learnt: { timbres, seconds: 9 } } };
        return (await gather(request, { ...state, voice: known }, tools)).frame.source;
      };
      assert.deepEqual(await termsWith([own, first.timbre]), known.source);
      assert.notDeepEqual(await termsWith([first.timbre]), known.source);
      // What a recording taught goes with it: it is learnt anew from the mix of what is left.
      const less = await train([two, three], 'continue', []);
      assert.notDeepEqual(less.learnt, grown.learnt);
      assert.notDeepEqual(less.timbre, grown.timbre);
      assert.deepEqual(
        (await readdir(cacheDir)).filter((name) => name.includes('.tuning')),
        [],
      );
    } finally {
      await engine.close();
    }
  });

  test('a run that was killed ends with the same files and says the same of the timbre; so do two of half as many epochs', async () => {
    const cacheDir = await cache();
    const kokoro = { folder: path.join(folder, 'kokoro'), partsDir: path.join(folder, 'parts') };
    const own = { ffmpeg: options.ffmpeg, threads: 1, kokoro, checkpointSeconds: 0, learnsTimbre: true };
    const engine = createBuiltinEngine(own);
    const train = async (state: string, given: Partial<TrainRequest>, context: Partial<EngineContext> = {}) =>
      engine.train(
        trainRequest({ stateDir: path.join(folder, state), trainClips: clips.slice(0, 2), ...given }),
        engineContext(cacheDir, context),
      );
    const filesOf = async (state: string): Promise<Record<string, string>> => {
      const names = (await readdir(path.join(folder, state))).sort();
      const hashes = names.map(async (name) => [name, await hashFile(path.join(folder, state, name))] as const);
      return Object.fromEntries(await Promise.all(hashes));
    };
    const long = { plan: { ...plan, epochs: 2 } };
    const short = { plan: { ...plan, epochs: 1 } };
    try {
      const { reasons } = await train('straight', long);
      assert.equal(reasons?.[0].note, 'timbre-learnt');
      const stop = new AbortController();
      const onEvent = async (event: EngineEvent): Promise<void> => {
        if (event.type === 'checkpoint') stop.abort(new Error('killed'));
      };
      await assert.rejects(train('killed', long, { signal: stop.signal, onEvent }), /killed/);
      const resumed = await train('killed', { ...long, start: 'resume' });
      assert.deepEqual(resumed.reasons, reasons);
      assert.deepEqual(await filesOf('killed'), await filesOf('straight'));
      const half = await train('halves', short);
      const other = await train('halves', { ...short, start: 'continue', newClipIds: new Set() });
      assert.deepEqual([half.reasons, other.reasons], [reasons, []]);
      assert.deepEqual(await filesOf('halves'), await filesOf('straight'));
      // That it takes longer is told beforehand, where it does.
      const [one, two, three] = clips;
      const stateDir = path.join(folder, 'halves');
      const told = async (trainClips: EngineClip[], fresh: EngineClip[], effort?: Effort): Promise<string[]> => {
        const newClipIds = new Set(fresh.map(({ id }) => id));
        const given = { stateDir, trainClips, newClipIds, plan: { ...plan, effort } };
        return (await engine.preflight(trainRequest({ ...given, start: 'continue' }))).map(({ code }) => code);
      };
      const longer = ['timbre-takes-longer'];
      assert.deepEqual([await told([one, two], []), await told([one, two], [], 'long')], [[], []]);
      assert.deepEqual([await told(clips, [three]), await told(clips, [three], 'long')], [[], longer]);
      assert.deepEqual(await told([one, two, lasting(three, 40)], [three]), longer);
      assert.deepEqual([await told([one], []), await told([one], [], 'quick')], [longer, []]);
      // What was learnt goes with a recording, and is not said to stay.
      const less = {
        ...short,
        trainClips: clips.slice(0, 1),
        start: 'continue' as const,
        newClipIds: new Set<string>(),
      };
      const quick = await train('halves', { ...less, plan: { ...short.plan, effort: 'quick' } });
      assert.deepEqual(quick.reasons, [noteOf('timbre-gone'), noteOf('timbre-put-off')]);
      // Whether it is to learn at all nobody knows before.
      assert.deepEqual(await told([one, two], [two]), []);
    } finally {
      await engine.close();
    }
  });

  test('what is too short for a segment is not learnt from', async () => {
    const short = [{ clip: await recorded('Yes.'), manner: 0 }];
    const { voice: same, steps } = await tune(voice, stretch({ clips: short }), {
      ...options,
      cacheDir: await cache(),
    });
    assert.equal(same, voice);
    assert.equal(steps, 0);
  });
});
