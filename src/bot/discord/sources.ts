// What somebody asked for as Discord sent it, so that another bot can go on with it: discord.js keeps only what it made of it.
import {
  ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  Message,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  ApplicationCommandType,
  InteractionType,
} from 'discord.js';
import { z } from 'zod';

const packet = z.object({ t: z.enum(['INTERACTION_CREATE', 'MESSAGE_CREATE']), d: z.looseObject({ id: z.string() }) });

const source = z.union([
  z.object({ kind: z.literal('message'), data: z.looseObject({}) }),
  z.object({
    kind: z.literal('interaction'),
    data: z.discriminatedUnion('type', [
      z.looseObject({
        type: z.literal(InteractionType.ApplicationCommand),
        data: z.looseObject({ type: z.enum(ApplicationCommandType) }),
      }),
      z.looseObject({ type: z.literal(InteractionType.ModalSubmit) }),
    ]),
  }),
]);

/** More than ever wait between two events of one client. */
const mostComing = 100;

export interface Sources {
  /** JSON of what an interaction or a message was made of, without its token; null for those that nobody goes on with. */
  of(event: Interaction | Message): string | null;
  /** Make it again. */
  revive(
    text: string,
  ): ChatInputCommandInteraction | MessageContextMenuCommandInteraction | ModalSubmitInteraction | Message;
}

/** Keep, for as long as it is at work with it, what the client's events were made of. */
export function keepSources(client: Client): Sources {
  const coming = new Map<string, string>();
  const kept = new WeakMap<object, string>();
  client.on(Events.Raw as never, (raw: unknown) => {
    const { success, data: found } = packet.safeParse(raw);
    if (!success) return;
    const { token: _, ...data } = found.d;
    const kind = found.t === 'MESSAGE_CREATE' ? 'message' : 'interaction';
    const parsed = source.safeParse({ kind, data });
    if (!parsed.success) return;
    coming.set(found.d.id, JSON.stringify(parsed.data));
    const [oldest] = coming.keys();
    if (coming.size > mostComing && oldest !== undefined) coming.delete(oldest);
  });
  const keep = (event: Interaction | Message): void => {
    const text = coming.get(event.id);
    if (text !== undefined) kept.set(event, text);
    coming.delete(event.id);
  };
  client.on(Events.InteractionCreate, keep);
  client.on(Events.MessageCreate, keep);
  return {
    of: (event) => kept.get(event) ?? null,
    revive(text) {
      const { kind, data } = source.parse(JSON.parse(text));
      // Their constructors are called by discord.js alone, with just this.
      const made = <T>(like: { readonly prototype: T }): T =>
        Reflect.construct(like as unknown as new (...given: object[]) => T, [client, { ...data, token: '' }]);
      if (kind === 'message') return made(Message);
      if (data.type === InteractionType.ModalSubmit) return made(ModalSubmitInteraction);
      return data.data.type === ApplicationCommandType.Message
        ? made(MessageContextMenuCommandInteraction)
        : made(ChatInputCommandInteraction);
    },
  };
}
