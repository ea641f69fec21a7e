// What the people of a random walk do: a step is data (who, what, and numbers drawn beforehand), so that a sequence can be
// told, repeated and made shorter. What the numbers choose is decided when the step is taken.
import { efforts } from '../../src/storage/records.ts';
import type { Random } from '../../src/learning/random.ts';
import type { Interaction } from '../discord/interaction.ts';
import type { Options, Person, Upload } from '../discord/person.ts';
import type { Channel, Message, Role } from '../discord/world.ts';

/** How often each thing is done, beside the others. */
const weights = {
  addsamples: 14,
  'train continue': 12,
  'train fresh': 3,
  'train status': 3,
  'train notify': 2,
  'train cancel': 4,
  preview: 8,
  rollback: 5,
  'versions list': 3,
  'versions show': 3,
  'versions tag': 4,
  'versions untag': 2,
  'samples list': 2,
  'samples remove': 4,
  'samples transcript': 5,
  'samples move': 2,
  'samples listen': 2,
  'pronounce word': 3,
  'pronounce list': 1,
  'pronounce remove': 1,
  script: 1,
  export: 1,
  import: 1,
  'voices list': 1,
  'voices rename': 2,
  'voices language': 1,
  'voices delete': 2,
  'share on': 3,
  'share off': 2,
  'share speak': 2,
  'share end': 1,
  'share list': 1,
  compare: 3,
  verify: 1,
  mydata: 1,
  join: 2,
  say: 5,
  leave: 2,
  record: 2,
  readaloud: 2,
  'write a message': 2,
  'enter the voice channel': 4,
  'go out of it': 2,
  'settings show': 1,
  'settings channel': 1,
  'settings role': 1,
  'settings allow': 2,
  'settings quiet': 1,
  'settings limits': 1,
  'settings block': 1,
  'settings unblock': 3,
  'admin status': 1,
  'admin reports': 1,
  'admin done': 1,
  'admin pause': 2,
  'admin notice': 1,
  forget: 2,
  help: 1,
  click: 30,
  'click an old button': 8,
  autocomplete: 4,
  settle: 12,
  'hold the training': 3,
  'restart the trainer': 2,
  'restart the bot': 1,
} as const;

export type What = keyof typeof weights;
export const whats = Object.keys(weights) as What[];

export interface Step {
  readonly who: 0 | 1;
  readonly what: What;
  /** Each 0 to 1; what they choose depends on the step. */
  readonly draws: readonly number[];
}

const drawsOfAStep = 6;

/** `count` steps, the same for the same random numbers. */
export function randomSteps(random: Random, count: number): Step[] {
  const total = whats.reduce((sum, name) => sum + weights[name], 0);
  return Array.from({ length: count }, () => {
    let at = random.uniform() * total;
    const what = whats.find((name) => (at -= weights[name]) < 0) ?? 'help';
    return {
      who: random.uniform() < 0.6 ? 0 : 1,
      what,
      draws: Array.from({ length: drawsOfAStep }, () => random.uniform()),
    };
  });
}

export const told = ({ who, what, draws }: Step): string =>
  `${['ann', 'ben'][who]}: ${what} (${draws.map((draw) => draw.toFixed(3)).join(' ')})`;

/** A person of the walk, and the word that stands in everything that is theirs. */
export interface Walker {
  readonly person: Person;
  readonly mark: string;
  /** Where they talk to the bot. */
  readonly channels: readonly Channel[];
  /** Long enough to be the sentence of consent. */
  readonly consent: Upload;
  readonly uploads: readonly (Upload & { readonly text: string })[];
  /** Files that are no recording of speech. */
  readonly junk: readonly Upload[];
  /** Who manages the server, and runs the bot. */
  readonly manager: Person;
  /** That a server can name. */
  readonly role: Role;
}

const pick = <T>(list: readonly T[], draw: number): T =>
  list[Math.min(list.length - 1, Math.floor(draw * list.length))];

const epochs = [undefined, 1, 2, 3] as const;

/** The options of a slash command. */
function optionsOf({ what, draws }: Step, { person, mark, uploads, junk, channels, role }: Walker): Options {
  const [first, second, third] = draws;
  const version: Options = second < 0.5 ? {} : { version: 1 + Math.floor(third * 4) };
  switch (what) {
    case 'addsamples': {
      const files =
        first < 0.15
          ? [pick(junk, second)]
          : uploads.slice(Math.floor(second * uploads.length)).slice(0, 1 + Math.floor(third * 3));
      const texts = files
        .map((file) => `${file.name}|${'text' in file ? String(file.text) : 'Hello'} ${mark}`)
        .join('\n');
      return {
        ...Object.fromEntries(files.map((file, i) => [i === 0 ? 'file' : `file${i + 1}`, file])),
        ...(draws[3] < 0.7 ? { transcripts: { name: 'words.txt', data: Buffer.from(texts) } } : {}),
        ...voiceOf(draws[4], mark),
      };
    }
    case 'train continue':
    case 'train fresh': {
      const chosen = pick(epochs, first);
      const effort = pick([undefined, undefined, ...efforts], second);
      return {
        ...(chosen === undefined ? {} : { epochs: chosen }),
        ...(effort === undefined ? {} : { effort }),
        ...voiceOf(draws[4], mark),
      };
    }
    case 'pronounce word':
      return { word: pick(['Hello', 'привет', '…', '$&'], first), as: pick([mark, 'x', '!'], second) };
    case 'pronounce remove':
      return { word: pick(['Hello', 'привет', 'nonsense'], first) };
    case 'voices language':
      return { language: pick(['en', 'ja'], second), ...namedVoice(first, mark) };
    case 'train notify':
      return { how: pick(['mention', 'direct', 'none'], first) };
    case 'compare':
      return { text: pick([`Compare ${mark}.`, '…'], first), ...version };
    case 'verify':
      return { file: pick([...uploads, ...junk], first) };
    case 'import':
      return { zip: { name: `${mark}.zip`, data: pick([...uploads, ...junk], first).data } };
    case 'say':
      return { text: pick([`Hello from ${mark}.`, `One of ${mark}. Two of ${mark}.`, '…'], first) };
    case 'readaloud':
      return { on: first < 0.7 };
    case 'settings channel':
      return { channel: channels[0], allowed: first < 0.3 };
    case 'settings role':
      return { role, allowed: first < 0.3 };
    case 'settings allow':
      return {
        what: pick(['voice-channels', 'voice-messages', 'read-aloud', 'sharing'], first),
        allowed: second < 0.7,
      };
    case 'settings quiet':
    case 'admin pause':
      return { on: first < 0.3 };
    case 'settings limits':
      return { characters: 20 + Math.floor(first * 500), waiting: 1 + Math.floor(second * 3) };
    case 'settings block':
    case 'settings unblock':
      return { person };
    case 'admin done':
      return { report: 'nonsense' };
    case 'admin notice':
      return { text: pick(['It rains.', '*'.repeat(900)], first) };
    case 'settings show':
    case 'admin status':
    case 'admin reports':
    case 'join':
    case 'leave':
    case 'record':
    case 'mydata':
    case 'pronounce list':
    case 'export':
    case 'train cancel':
    case 'forget':
    case 'help':
      return {};
    case 'preview':
      return {
        text: pick([`Hello from ${mark}.`, '1234567', '…', `привет ${mark}`, '7'.repeat(500)], first),
        ...version,
      };
    case 'versions show':
    case 'versions untag':
      return { version: 1 + Math.floor(third * 4) };
    case 'versions tag':
      return { version: 1 + Math.floor(third * 4), name: pick([`${mark} one`, `${mark} two`, '*', 'ﬁ ‮x'], first) };
    case 'rollback':
      return version;
    case 'voices list':
      return {};
    case 'voices rename':
      return { ...namedVoice(first, mark), name: pick(['default', `${mark} two`, `${mark} three`, ' ', '‮ab'], second) };
    case 'voices delete':
      return namedVoice(first, mark);
    default:
      return voiceOf(draws[4], mark);
  }
}

/** Mostly the one that the bot takes by itself. */
const voiceOf = (draw: number, mark: string): Options =>
  draw < 0.8 ? {} : { voice: draw < 0.95 ? `${mark} two` : 'nobody has this' };

const namedVoice = (draw: number, mark: string): Options => ({
  voice: pick(['default', `${mark} two`, `${mark} three`, 'nobody has this'], draw),
});

/** Messages with buttons that a person sees, the newest last. */
function withButtons({ person, channels }: Walker): Message[] {
  return channels
    .flatMap((channel) => channel.messagesSeenBy(person))
    .filter(
      (message) => !message.loading && message.deletedAt === null && message.buttons.some((button) => !button.disabled),
    )
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** What is written into a form, by the ids of its fields. */
function filled(
  { modal }: Interaction,
  { draws }: Step,
  { mark, uploads, consent }: Walker,
): Record<string, string | Upload[]> {
  const fields = JSON.stringify(modal?.components);
  const text = pick([`Form words of ${mark}.`, `One of ${mark}.\nTwo of ${mark}.`, '…'], draws[2]);
  if (!fields.includes('"custom_id":"files"')) return { text };
  if (!fields.includes('"custom_id":"text"')) return { files: [pick([consent, consent, uploads[0]], draws[3])] };
  return { text, files: uploads.slice(0, 1 + Math.floor(draws[3] * 2)) };
}

/**
 * Do what a step says.
 * @returns what was sent to the bot; nothing where there was nothing to click
 */
export async function take(step: Step, walker: Walker): Promise<Interaction[]> {
  const { person, channels } = walker;
  const [first, second] = step.draws;
  const channel = pick(channels, step.draws[5]);
  switch (step.what) {
    case 'click':
    case 'click an old button': {
      const all = withButtons(walker);
      const message = pick(step.what === 'click' ? all.slice(-3) : all, first);
      if (message === undefined) return [];
      const button = pick(
        message.buttons.filter((one) => !one.disabled),
        second,
      );
      const clicked = person.click(message, button.custom_id);
      await clicked.acknowledged();
      return clicked.modal === null ? [clicked] : [clicked, person.submitModal(clicked, filled(clicked, step, walker))];
    }
    case 'autocomplete': {
      await person.autocomplete(channel, 'versions show', first < 0.5 ? 'version' : 'voice', '');
      return [];
    }
    case 'samples remove':
    case 'samples listen':
    case 'samples move':
    case 'samples transcript': {
      const choices = await person.autocomplete(channel, step.what, 'clip', '');
      const clip = String(choices.length === 0 || first < 0.1 ? 'nonsense' : pick(choices, second).value);
      const words = pick(
        [`Other words of ${walker.mark}.`, `The same again, ${walker.mark}.`, '…', ' '],
        step.draws[2],
      );
      const to = pick(['default', `${walker.mark} two`], step.draws[3]);
      const more: Options =
        step.what === 'samples transcript' ? { text: words } : step.what === 'samples move' ? { to } : {};
      return [person.slash(channel, step.what, { clip, ...more })];
    }
    case 'write a message':
      person.say(channel, `Written by ${walker.mark}.`);
      return [];
    default: {
      if (step.what.startsWith('admin ')) {
        return [walker.manager.slash(walker.manager.dm, step.what, optionsOf(step, walker))];
      }
      const who = step.what.startsWith('settings ') ? walker.manager : person;
      // Elsewhere there is no such command.
      const where = who !== person || /^(?:join|leave|say|record|readaloud)$/.test(step.what) ? channels[0] : channel;
      return [who.slash(where, step.what, optionsOf(step, walker))];
    }
  }
}
