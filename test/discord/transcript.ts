// The conversation as data, for printing and for rendering the way Discord would show it.
import type { APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { type Action, Message, type Revision, type StoredFile } from './world.ts';

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

/** One entry of a world's history. */
export function entryOf(item: Message | Action): Entry {
  if (item instanceof Message) {
    return {
      kind: 'message',
      at: item.createdAt,
      author: { id: item.author.id, name: item.author.username, bot: item.author.bot ?? false },
      channel: item.channel.name,
      text: item.content,
      embeds: item.embeds,
      components: item.components,
      files: item.files,
      onlyFor: item.visibleTo?.name ?? null,
      voiceMessage: item.isVoiceMessage,
      deleted: item.deletedAt !== null,
      loading: item.loading,
      earlier: item.revisions.slice(0, -1),
    };
  }
  return {
    kind: item.kind,
    at: item.at,
    author: { id: item.person.id, name: item.person.name, bot: false },
    channel: item.channel.name,
    text: item.text,
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
