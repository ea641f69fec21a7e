// The part of the demo in a voice channel: a sentence is recorded by reading it aloud, and the voice says one itself.
import { setTimeout } from 'node:timers/promises';
import { encodeOpus } from '../test/discord/voice/opus.ts';
import type { Discord } from '../test/discord/standin.ts';
import type { Person } from '../test/discord/person.ts';
import type { Channel, Message, WaitOptions } from '../test/discord/world.ts';
import type { Prompt } from '../test/support/speech.ts';

/** Packets are sent as fast as they are spoken, ms. */
const packetMs = 20;

/** The sentence that is to be read. */
const sentenceOf = ({ content }: Message): string | null => /^# (.+)$/m.exec(content)?.[1] ?? null;

/** What was heard in the channel. */
export interface Heard {
  /** From the command to the first sound, seconds. */
  readonly firstSound: number;
  /** How much of the voice was heard, seconds. */
  readonly spoken: number;
}

/**
 * @param prompts recordings of all sentences that there are to read: the person says what is shown to them
 * @param text what the voice is to say
 */
export async function inVoiceChannel(
  discord: Discord,
  person: Person,
  channel: Channel,
  {
    prompts,
    text,
    patience,
  }: { readonly prompts: readonly Prompt[]; readonly text: string; readonly patience: WaitOptions },
): Promise<Heard> {
  const { guild } = channel;
  if (guild === null) throw new TypeError('voice channels are on servers');
  const lounge = guild.voiceChannel('lounge');
  const seat = discord.voice.join(person, lounge);
  const panel = await person.slash(channel, 'record').answer((message) => sentenceOf(message) !== null, patience);
  await discord.voice.ready(lounge);
  for (let shown = sentenceOf(panel); shown !== null; shown = sentenceOf(panel)) {
    const prompt = prompts.find((one) => one.text === shown);
    if (prompt === undefined) throw new Error(`nobody recorded “${shown}”`);
    await seat.speak(await encodeOpus('-f', 'g722', '-i', prompt.path), packetMs);
    await panel.until((message) => sentenceOf(message) !== shown, patience);
  }
  await panel.until(({ embeds }) => embeds.length > 0, patience);

  const heardBefore = seat.heard.length;
  await person.slash(channel, 'join').answer(undefined, patience);
  await discord.voice.ready(lounge);
  const asked = performance.now();
  await person.slash(channel, 'say', { text }).answer(undefined, patience);
  await discord.world.waitFor('the first sound', () => seat.heard.length > heardBefore || undefined, patience);
  const firstSound = (performance.now() - asked) / 1000;
  for (let heard = -1; heard < seat.heard.length;) {
    heard = seat.heard.length;
    await setTimeout(1000);
  }
  await person.slash(channel, 'leave').answer(undefined, patience);
  return { firstSound, spoken: ((seat.heard.length - heardBefore) * packetMs) / 1000 };
}
