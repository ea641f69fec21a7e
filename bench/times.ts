// `npm run bench -- times 6 20+5 10+10 40`: how wrong the time is that people read of a training. Voices of so many clips are
// trained one after the other by a real trainer (after a `+`: once more with so many further clips); what is said when one is
// asked for, when half of its time has passed, and all the while, is held against when it ended. Prints a line for each run.
//   --language it   what a speaker of it says (`sh scripts/setup.sh languages`), from the natural source (MODELS_DIR), whose timbre is learnt
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { processRecording } from '../src/audio/intake.ts';
import { waitOf } from '../src/bot/answers/progress.ts';
import { median } from '../src/statistics.ts';
import type { TrainingWork } from '../src/storage/records.ts';
import type { Sample, Storage, Voice } from '../src/storage/storage.ts';
import { recordingsOf } from '../test/support/conversation.ts';
import { Machine, answerTo } from '../test/support/machine.ts';
import { type Prompt, recordedPrompts } from '../test/support/speech.ts';

const lookMs = 200;
const sha256 = (data: Buffer | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Give a voice recordings, as the intake would. */
async function give(storage: Storage, voice: Voice, prompts: readonly Prompt[], folder: string): Promise<void> {
  const ffmpeg = await locateFfmpeg();
  const { uploads } = await recordingsOf(prompts);
  for (const [index, { name, data }] of uploads.entries()) {
    const file = { path: path.join(folder, name), fileName: name, sha256: sha256(data) };
    await writeFile(file.path, data);
    const { clips } = await processRecording(ffmpeg, file, { folder, signal: new AbortController().signal });
    for (const [clipIndex, clip] of clips.entries()) {
      await storage.blobs.put(clip.path);
      const { measures, verdict, descriptor } = clip;
      const { durationSeconds } = measures;
      const transcript = clips.length === 1 ? (prompts[index]?.text ?? null) : null;
      const of = { sha256: clip.sha256, sourceSha256: file.sha256, originalName: name, clipIndex, transcript };
      await storage.samples.add(voice.id, [
        { ...of, measures, verdict, descriptor, durationSeconds, heard: null, heldBack: null },
      ]);
    }
  }
}

const secondsOf = (samples: readonly Sample[]): number =>
  samples.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);

/** Train once. @returns seconds: what was said before it began and when half of it was over, and what it took and had left then */
async function timed(machine: Machine, voice: Voice, fresh: readonly Sample[]) {
  const { storage } = machine;
  const samples = await storage.samples.list(voice.id);
  const work: TrainingWork = {
    seconds: secondsOf(samples),
    newSeconds: secondsOf(fresh),
    testClips: samples.filter(({ split }) => split === 'held-out').length,
    hasRival: voice.activeVersionId !== null,
    epochSeconds: null,
  };
  const userId = voice.ownerId;
  const active = voice.activeVersionId === null ? null : await storage.versions.get(voice.activeVersionId);
  const source = active?.runId == null ? null : await storage.pastRuns.sourceOf(active.runId);
  const request = { kind: 'train', mode: 'continue', epochs: null, work, source } as const;
  const wanted = { voiceId: voice.id, userId, request, engine: 'builtin', answerTo: answerTo(userId) };
  const run = await storage.runs.request(wanted);
  const before = (await waitOf(storage, run)).seconds;
  const said: { readonly at: number; readonly seconds: number | null }[] = [];
  for (;;) {
    const now = await storage.runs.get(run.id);
    if (now === null || now.state === 'failed') throw new Error(`the run failed: ${JSON.stringify(now?.failure)}`);
    if (now.endedAt !== null) {
      const took = (now.endedAt - run.createdAt) / 1000;
      const middle = run.createdAt + 500 * took;
      const half = said.findLast(({ at }) => at <= middle) ?? null;
      return {
        took,
        before,
        half: half?.seconds ?? null,
        leftThen: half === null ? NaN : (now.endedAt - half.at) / 1000,
        ...onTheWay(said, now.endedAt),
      };
    }
    said.push({ at: await storage.usage.now(), seconds: (await waitOf(storage, now)).seconds });
    await setTimeout(lookMs);
  }
}

/** Of the looks on the way at which a time was told: how many, as a share, how far off it was, s, and how often it was at least 10 s more than before. */
function onTheWay(said: readonly { readonly at: number; readonly seconds: number | null }[], endedAt: number) {
  const looks = said.flatMap(({ at, seconds }) => (seconds === null ? [] : [{ at, seconds }]));
  return {
    toldFor: looks.length / said.length,
    off: median(looks.map(({ at, seconds }) => Math.abs(seconds - (endedAt - at) / 1000))),
    longer: looks.filter(({ seconds }, i) => i > 0 && seconds >= looks[i - 1].seconds + 10).length,
  };
}

const told = (seconds: number | null): string => (seconds === null ? 'nothing' : seconds.toFixed(0));

const percent = (list: readonly number[]): string =>
  `${(100 * (median(list) ?? NaN)).toFixed(0)} % (median), ${(100 * Math.max(...list)).toFixed(0)} % (most)`;

/** Prints what was said, and how far it was from what came. */
export async function run(args: string[]): Promise<void> {
  const options = { language: { type: 'string', default: 'en' } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const { language } = values;
  const sizes = z
    .array(z.string().regex(/^\d+(\+\d+)*$/))
    .parse(positionals.length > 0 ? positionals : ['6', '20+5', '10+10', '40']);
  const prompts = recordedPrompts(2, 12, language);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'timbre-bench-'));
  const errors: { readonly before: number[]; readonly half: number[] } = { before: [], half: [] };
  const machine = await Machine.open(dataDir);
  try {
    machine.startTrainer();
    await machine.ready();
    let taken = 0;
    console.log('| clips | took, s | said before | said at half | left then | told for | off on the way | longer |');
    console.log('|---|---|---|---|---|---|---|---|');
    for (const [index, size] of sizes.entries()) {
      const userId = String(100_000_000_000_000_001n + BigInt(index));
      await machine.storage.users.ensure(userId, 'en-US');
      for (const clips of size.split('+').map(Number)) {
        const { id } = await machine.storage.voices.ensure(userId, undefined, language);
        const had = await machine.storage.samples.list(id);
        const folder = path.join(dataDir, `recordings-${taken}`);
        await mkdir(folder);
        const voice = await machine.storage.voices.get(id);
        if (voice === null) throw new Error('the voice is gone');
        await give(machine.storage, voice, prompts.slice(taken, taken + clips), folder);
        taken += clips;
        const known = new Set(had.map((sample) => sample.id));
        const fresh = (await machine.storage.samples.list(id)).filter((sample) => !known.has(sample.id));
        const { took, before, half, leftThen, toldFor, off, longer } = await timed(machine, voice, fresh);
        const seconds = [took, before, half, leftThen].map((one) => told(one)).join(' | ');
        console.log(`| ${size}: +${clips} | ${seconds} | ${(100 * toldFor).toFixed(0)} % | ${told(off)} | ${longer} |`);
        if (before !== null) errors.before.push(Math.abs(before - took) / took);
        if (half !== null) errors.half.push(Math.abs(half - leftThen) / took);
      }
    }
    console.log(`\nOf the whole time it was off by ${percent(errors.before)} before, ${percent(errors.half)} at half.`);
  } finally {
    await machine.close();
    await rm(dataDir, { recursive: true });
  }
}
