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

export function transcript(world: World): Entry[] {
  return world.history.map((entry): Entry => {
    if (entry instanceof Message) {
      return {
        kind: 'message',
        at: entry.createdAt,
        author: { id: entry.author.id, name: entry.author.username, bot: entry.author.bot ?? false },
        channel: entry.channel.name,
        text: entry.content,
        embeds: entry.embeds,
        components: entry.components,
        files: entry.files,
        onlyFor: entry.visibleTo?.name ?? null,
        voiceMessage: entry.isVoiceMessage,
        deleted: entry.deletedAt !== null,
        loading: entry.loading,
        earlier: entry.revisions.slice(0, -1),
      };
    }
    return {
      kind: entry.kind,
      at: entry.at,
      author: { id: entry.person.id, name: entry.person.name, bot: false },
      channel: entry.channel.name,
      text: entry.text,
      embeds: [],
      components: [],
      files: entry.files,
      onlyFor: entry.kind === 'no-answer' ? entry.person.name : null,
      voiceMessage: false,
      deleted: false,
      loading: false,
      earlier: [],
    };
  });
}
