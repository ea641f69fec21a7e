// The child process of process.ts: `node process-main.ts MODEL-FOLDER PARTS-FOLDER`. Ends with its parent.
import PQueue from 'p-queue';
import { Kokoro } from './kokoro.ts';
import type { Controls, SpeechPlan } from './kokoro.ts';
import type { KokoroAnswers, KokoroReply, KokoroRequest } from './process.ts';

/** Of one operator: twice as fast as one on two cores, and the same bits on any machine with this setting. */
const threads = 2;
/** Sentences that are said at once: each takes some 30 MB for a second of speech. */
const atOnce = 2;

const [folder, partsDir] = process.argv.slice(2);
// Whoever stops the trainer by a signal to all its processes stops this one through it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());

let opened: Promise<Kokoro> | undefined;
const speaking = new PQueue({ concurrency: atOnce });

async function kokoro(): Promise<Kokoro> {
  opened ??= Kokoro.open(folder, partsDir, { threads });
  try {
    return await opened;
  } catch (error) {
    // Tried again next time.
    opened = undefined;
    throw error;
  }
}

const controlsOf = ({ speed, durations, f0, energy }: SpeechPlan & { readonly speed: number }): Controls => ({
  speed,
  durations: () => durations,
  f0: () => f0,
  energy: () => energy,
});

const answers: {
  readonly [Name in keyof KokoroAnswers]: (
    asked: KokoroAnswers[Name]['asked'],
  ) => Promise<KokoroAnswers[Name]['answer']>;
} = {
  names: async () => (await kokoro()).voices.names,
  style: async ({ tokens, timbre, melody }) => (await kokoro()).voices.style(tokens, timbre, melody),
  timbres: async ({ tokens }) => (await kokoro()).voices.timbres(tokens),
  plan: async ({ ipa, style, speed, durations }) =>
    (await kokoro()).plan(ipa, style, { speed, ...(durations && { durations: () => durations }) }),
  speak: ({ ipa, style, ...told }) => speaking.add(async () => (await kokoro()).speak(ipa, style, controlsOf(told))),
  excite: ({ ipa, style, ...told }) => speaking.add(async () => (await kokoro()).excite(ipa, style, controlsOf(told))),
};

async function reply({ id, name, asked }: KokoroRequest): Promise<void> {
  let said: KokoroReply;
  try {
    said = { id, answer: await answers[name](asked as never) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    said = { id, error: { name: error.name, message: error.message } };
  }
  process.send?.(said);
}

process.on('message', (request: KokoroRequest) => void reply(request));
