// The conversation as data, for printing and for rendering the way Discord would show it.
import type { APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { type Action, Message, type Revision, type StoredFile, type World } from './world.ts';

export interface Entry {
  readonly kind: Action['kind'] | 'message';
  /** UTC ms. */
  readonly at: number;
  readonly author: { readonly id: string; readonly name: string; readonly bot: boolean };
  readonly channel: string;
  /** What was typed or clicked, or the message's content. */
  readonly text: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly files: readonly StoredFile[];
  /** Name of the only person who sees it; null: everybody. */
  readonly onlyFor: string | null;
  readonly voiceMessage: boolean;
  readonly deleted: boolean;
  /** Still "thinking". */
  readonly loading: boolean;
  /** Earlier states of the message, oldest first. */
  readonly earlier: readonly Revision[];
}

/** The same with the names of whom and what it mentions, as a client shows them. */
function withNames<T>(said: T, { channels, people, guilds, botUser }: World): T {
  const nameOf = (kind: string, id: string): string | undefined => {
    if (kind === '#') return channels.get(id)?.name;
    if (kind === '@') return id === botUser.id ? botUser.username : people.get(id)?.name;
    return [...guilds.values()].flatMap(({ roles }) => roles).find((role) => role.id === id)?.name;
  };
  const named = JSON.stringify(said).replaceAll(/<(#|@&?)(\d+)>/g, (mention, kind: string, id: string) => {
    const name = nameOf(kind, id);
    return name === undefined ? mention : JSON.stringify(kind[0] + name).slice(1, -1);
  });
  return JSON.parse(named) as T;
}

/** One entry of a world's history. */
export function entryOf(item: Message | Action): Entry {
  const { world } = item.channel;
  if (item instanceof Message) {
    return {
      kind: 'message',
      at: item.createdAt,
      author: { id: item.author.id, name: item.author.username, bot: item.author.bot ?? false },
      channel: item.channel.name,
      text: withNames(item.content, world),
      embeds: withNames(item.embeds, world),
      components: item.components,
      files: item.files,
      onlyFor: item.visibleTo?.name ?? null,
      voiceMessage: item.isVoiceMessage,
      deleted: item.deletedAt !== null,
      loading: item.loading,
      earlier: item.revisions.slice(0, -1).map((revision) => ({
        ...revision,
        content: withNames(revision.content, world),
        embeds: withNames(revision.embeds, world),
      })),
    };
  }
  return {
    kind: item.kind,
    at: item.at,
    author: { id: item.person.id, name: item.person.name, bot: false },
    channel: item.channel.name,
    text: withNames(item.text, world),
    embeds: [],
    components: [],
    files: item.files,
    onlyFor: item.kind === 'no-answer' ? item.person.name : null,
    voiceMessage: false,
    deleted: false,
    loading: false,
    earlier: [],
  };
}
