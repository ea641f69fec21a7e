// `npm run bench -- speak`: how soon a voice from the natural source is heard, and how fast it speaks: a short and a long text, as
// /say has them made, piece after piece up to the file that is played. Once with the model still to be opened, then warm.
//   --times 3 (warm; the median counts)
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { encodeVoiceMessage } from '../src/audio/voice-message.ts';
import { loadEnvFile, readConfig } from '../src/config.ts';
import { heardSooner } from '../src/reading/sentences.ts';
import { speakableSentences } from '../src/reading/speakable.ts';
import { Voices } from './continuation/voices.ts';
import { childrenOf, peakMb, processorSeconds } from './load/processes.ts';
import { clipsOf, noClips, promptsByHash } from './planner/material.ts';

const texts = {
  short: 'Okay, I will be there in a minute.',
  'without a pause': 'I walked along the river yesterday because the weather was finally warm enough to go outside.',
  long: 'Yesterday I walked along the river, and although it had been raining all morning, the sun came out just when I reached the old bridge. I stayed for an hour. Then I went home and made some tea.',
} as const;

interface Said {
  /** Seconds by the clock until the first piece could be played, and until all could. */
  readonly first: number;
  readonly all: number;
  /** Seconds that are heard: of the first piece, and of all. */
  readonly firstHeard: number;
  readonly heard: number;
  /** Longest that one waits between two pieces, seconds. */
  readonly gap: number;
  /** Processor seconds here and in the process of the model. */
  readonly here: number;
  readonly there: number;
}

/** Processor seconds of the children; one that was not there yet had none. */
const spentThere = (): number => childrenOf(process.pid).reduce((sum, pid) => sum + processorSeconds(pid), 0);
const spentHere = (): number => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;

async function say({ engine, context, ffmpeg }: Voices, stateDir: string, text: string): Promise<Said> {
  const [here, there, started] = [spentHere(), spentThere(), performance.now()];
  const seconds = (): number => (performance.now() - started) / 1000;
  let [first, firstHeard, heard, gap] = [0, 0, 0, 0];
  for (const { text: piece, rest } of heardSooner(speakableSentences(text), 'en')) {
    const speech = await engine.synthesize(stateDir, piece, context, { rest });
    const { durationSeconds } = await encodeVoiceMessage(ffmpeg, speech);
    if (heard === 0) [first, firstHeard] = [seconds(), durationSeconds];
    else gap = Math.max(gap, seconds() - first - heard);
    heard += durationSeconds;
  }
  return { first, firstHeard, heard, gap, all: seconds(), here: spentHere() - here, there: spentThere() - there };
}

/** Print a line for each text, cold and warm, and what memory it took. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { times: { type: 'string', default: '3' } } });
  const times = z.coerce.number().int().positive().parse(values.times);
  loadEnvFile();
  const { modelsDir } = readConfig(process.env);
  const trained = await Voices.open(modelsDir);
  const speaking = await Voices.open(modelsDir);
  try {
    const clips = await clipsOf(trained.ffmpeg, trained.clipDir, promptsByHash(), 16);
    const known = { train: clips, heldOut: [] };
    const plan = { ...(await trained.plan(null, noClips, known, 'speak')), epochs: 2 };
    const { stateDir } = await trained.train(null, plan, noClips, known);
    await trained.engine.close();
    console.log(
      '| text | | first sound s | of it heard | all s | heard | of real time | longest gap s | processor s, trainer | model |',
    );
    console.log(`|${'---|'.repeat(10)}`);
    const row = (name: string, state: string, said: Said): void => {
      const { first, firstHeard, heard, all, gap, here, there } = said;
      const cells = [first, firstHeard, all, heard, all / heard, gap, here, there].map((value) => value.toFixed(2));
      console.log(`| ${name} | ${state} | ${cells.join(' | ')} |`);
    };
    row('short', 'cold', await say(speaking, stateDir, texts.short));
    for (const [name, text] of Object.entries(texts)) {
      const said: Said[] = [];
      for (let time = 0; time < times; time++) said.push(await say(speaking, stateDir, text));
      row(name, 'warm', said.toSorted((a, b) => a.first - b.first)[(times - 1) >> 1]);
    }
    const models = childrenOf(process.pid).map((pid) => `${peakMb(pid).toFixed(0)} MB`);
    console.log(
      `\nResident memory at most: ${peakMb(process.pid).toFixed(0)} MB here (a training before it), the model ${models.join(', ')}.`,
    );
  } finally {
    await speaking.close();
    await trained.close();
  }
}
