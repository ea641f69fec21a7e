// One interaction: what a person did, and how the bot answered. Tests hold it as the handle of what they started.
import { randomBytes } from 'node:crypto';
import {
  InteractionContextType,
  InteractionResponseType as Response,
  InteractionType,
  PermissionFlagsBits as Permission,
} from 'discord-api-types/v10';
import type {
  APIApplicationCommandOptionChoice,
  APIAuthorizingIntegrationOwnersMap,
  APIMessageInteractionMetadata,
  RESTPostAPIInteractionCallbackWithResponseResult,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { invalidForm, parseForm, refusal } from './errors.ts';
import type { Part } from './http.ts';
import { checkFlags, createMessage, editMessage, type Origin } from './messages.ts';
import { autocompleteBody, messageBody, type ModalBody, modalBody } from './payloads.ts';
import type { Person } from './person.ts';
import type { Channel, Message, WaitOptions, World } from './world.ts';

const acknowledgementMs = 3000;
const tokenMs = 15 * 60 * 1000;
const maxUserInstallFollowUps = 5;

const callbackBody = z.object({ type: z.enum(Response), data: z.unknown().optional() });

/** How the bot answered first. */
export interface Acknowledgement {
  readonly type: Response;
  readonly ephemeral: boolean;
}

export class Interaction {
  readonly world: World;
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly person: Person;
  readonly channel: Channel;
  readonly createdAt: number;
  /** The message whose button or menu was used; for a modal the one it was opened from. */
  readonly source: Message | null;
  /** Of a form that was sent: the interaction that it was opened by. */
  readonly opener: Interaction | null;
  /** Type of the options that autocomplete; null for other interactions. */
  readonly choiceType: 'string' | 'number' | null;
  readonly context: InteractionContextType;
  readonly owners: APIAuthorizingIntegrationOwnersMap;
  /** Fixed when it was created, as in the payload that the bot got. */
  readonly appPermissions: bigint;

  acknowledgement: Acknowledgement | null = null;
  /** True after 3 s without an acknowledgement: the client shows that the application did not respond. */
  failed = false;
  /** The answer, or for answers that update: the message that was updated. */
  message: Message | null = null;
  readonly followUps: Message[] = [];
  /** The form that the bot showed, if it did. */
  modal: ModalBody | null = null;
  choices: APIApplicationCommandOptionChoice[] | null = null;
  #followUpsSent = 0;

  constructor(from: {
    type: InteractionType;
    person: Person;
    channel: Channel;
    source?: Message | null;
    opener?: Interaction;
    choiceType?: 'string' | 'number';
  }) {
    const { world } = from.person;
    this.world = world;
    this.id = world.ids.next();
    this.token = `aW50ZXJhY3Rpb246${randomBytes(64).toString('base64url')}`;
    this.type = from.type;
    this.person = from.person;
    this.channel = from.channel;
    this.createdAt = world.clock.now();
    this.source = from.source ?? null;
    this.opener = from.opener ?? null;
    this.choiceType = from.choiceType ?? null;
    const { guild } = from.channel;
    this.context = guild ? InteractionContextType.Guild : InteractionContextType.BotDM;
    this.owners = {
      ...(guild === null ? { 0: '0' } : guild.installed ? { 0: guild.id } : {}),
      ...(from.person.installedApp ? { 1: from.person.id } : {}),
    };
    this.appPermissions = guild?.installed
      ? from.channel.botPermissions
      : Permission.AttachFiles | Permission.EmbedLinks | Permission.MentionEveryone;
    world.interactions.set(this.id, this);
    world.clock.after(acknowledgementMs, () => {
      if (this.acknowledgement) return;
      this.failed = true;
      world.act({
        kind: 'no-answer',
        person: this.person,
        channel: this.channel,
        text: 'The application did not respond',
        files: [],
      });
    });
  }

  get isCommand(): boolean {
    return this.type === InteractionType.ApplicationCommand;
  }

  /** Whether the token still edits and follows up (15 minutes). */
  get tokenAlive(): boolean {
    return this.world.clock.now() < this.createdAt + tokenMs;
  }

  /** Part of the messages that answer this. */
  metadata(): APIMessageInteractionMetadata {
    return {
      id: this.id,
      type: this.type,
      user: this.person.toApi(),
      authorizing_integration_owners: this.owners,
      ...(this.type === InteractionType.MessageComponent && this.source
        ? { interacted_message_id: this.source.id }
        : {}),
      ...(this.opener ? { triggering_interaction_metadata: this.opener.metadata() } : {}),
    } as APIMessageInteractionMetadata;
  }

  /** The first answer of the bot, in whatever form. @throws Error after 3 s of the world's clock without one */
  acknowledged(options?: WaitOptions): Promise<Acknowledgement> {
    return this.world.waitFor(
      `an acknowledgement of ${this.person.name}'s interaction`,
      () => {
        if (this.failed) throw new Error(`The application did not respond within 3 s.\n${this.world.recent()}`);
        return this.acknowledgement ?? undefined;
      },
      options,
    );
  }

  /** The answer once it is more than "thinking" and satisfies `predicate`; it stays live afterwards. */
  async answer(predicate: (message: Message) => boolean = () => true, options?: WaitOptions): Promise<Message> {
    await this.acknowledged(options);
    return this.world.waitFor(
      `an answer to ${this.person.name}'s interaction`,
      () => (this.message && !this.message.loading && predicate(this.message) ? this.message : undefined),
      options,
    );
  }

  /** The first follow-up, present or future, that satisfies `predicate`. */
  followUp(predicate: (message: Message) => boolean = () => true, options?: WaitOptions): Promise<Message> {
    return this.world.waitFor(
      `a follow-up to ${this.person.name}'s interaction`,
      () => this.followUps.find(predicate),
      options,
    );
  }

  /** The form that the bot shows. */
  async shownModal(options?: WaitOptions): Promise<ModalBody> {
    await this.acknowledged(options);
    if (!this.modal) throw new Error('The bot answered, but not with a modal.');
    return this.modal;
  }

  /** POST …/callback. @returns what `with_response=true` gets */
  callback(raw: unknown, parts: readonly Part[], route: string): RESTPostAPIInteractionCallbackWithResponseResult {
    if (this.acknowledgement) throw refusal('acknowledgedBefore');
    if (this.failed) throw refusal('unknownInteraction');
    const { type, data } = parseForm(callbackBody, raw);
    const acknowledge = (ephemeral: boolean): void => {
      this.acknowledgement = { type, ephemeral };
      this.world.changed();
    };
    const only = (...types: Response[]): void => {
      if (types.includes(type)) return;
      throw invalidForm(
        ['type'],
        'INTERACTION_CALLBACK_TYPE',
        `Callback type ${type} does not answer this interaction.`,
      );
    };
    if (this.type === InteractionType.ApplicationCommandAutocomplete)
      only(Response.ApplicationCommandAutocompleteResult);
    else {
      only(
        Response.ChannelMessageWithSource,
        Response.DeferredChannelMessageWithSource,
        ...(this.source ? [Response.DeferredMessageUpdate, Response.UpdateMessage] : []),
        ...(this.type === InteractionType.ModalSubmit ? [] : [Response.Modal]),
      );
    }
    if (parts.length > 0) only(Response.ChannelMessageWithSource, Response.UpdateMessage);
    const origin = (): Origin => ({
      world: this.world,
      route,
      channel: this.channel,
      interaction: this,
      body: parseForm(messageBody, data ?? {}, ['data']),
      parts,
    });
    switch (type) {
      case Response.ApplicationCommandAutocompleteResult: {
        const { choices } = parseForm(autocompleteBody, data, ['data']);
        const wrong = choices.findIndex((c) => typeof c.value !== this.choiceType);
        if (wrong >= 0) throw invalidForm(['data', 'choices', wrong, 'value'], 'TYPE', `Must be a ${this.choiceType}.`);
        this.choices = choices;
        acknowledge(false);
        break;
      }
      case Response.Modal:
        this.modal = parseForm(modalBody, data, ['data']);
        acknowledge(false);
        break;
      case Response.ChannelMessageWithSource:
        this.message = createMessage(origin(), 'callback');
        acknowledge(this.message.ephemeral);
        break;
      case Response.DeferredChannelMessageWithSource:
        this.message = createMessage(origin(), 'callback', 'loading');
        acknowledge(this.message.ephemeral);
        break;
      case Response.UpdateMessage:
        if (!this.source) throw refusal('unknownMessage');
        editMessage(origin(), this.source);
        this.message = this.source;
        acknowledge(this.source.ephemeral);
        break;
      default:
        checkFlags(parseForm(messageBody, data ?? {}, ['data']).flags, 'defer');
        this.message = this.source;
        acknowledge(this.source?.ephemeral ?? false);
    }
    return {
      interaction: {
        id: this.id,
        type: this.type,
        ...(this.message
          ? {
              response_message_id: this.message.id,
              response_message_loading: this.message.loading,
              response_message_ephemeral: this.message.ephemeral,
            }
          : {}),
      },
      ...(this.message ? { resource: { type, message: this.message.toApi() } } : {}),
    };
  }

  /** POST /webhooks/:application/:token. */
  createFollowUp(raw: unknown, parts: readonly Part[], route: string): Message {
    const origin: Origin = {
      world: this.world,
      route,
      channel: this.channel,
      interaction: this,
      body: parseForm(messageBody, raw),
      parts,
    };
    const isDeferred = this.acknowledgement?.type === Response.DeferredChannelMessageWithSource;
    if (isDeferred && this.message?.loading && this.message.deletedAt === null) {
      this.world.violations.push({
        rule: 'deprecated',
        route,
        path: '',
        message: 'the first follow-up after a defer edits the deferred answer: edit @original first',
      });
      const { flags: _ignored, ...body } = origin.body;
      editMessage({ ...origin, body }, this.message);
      return this.message;
    }
    if (this.channel.state === 'locked') throw refusal('archivedThread');
    if (!(0 in this.owners) && this.#followUpsSent >= maxUserInstallFollowUps) throw refusal('tooManyFollowUps');
    const message = createMessage(origin, 'followUp');
    this.#followUpsSent++;
    this.followUps.push(message);
    this.world.changed();
    return message;
  }

  /** A message that this token may see and change: `@original` or the id of a follow-up. */
  ownMessage(id: string): Message {
    const message = id === '@original' ? this.message : [this.message, ...this.followUps].find((m) => m?.id === id);
    if (!message || message.deletedAt !== null) throw refusal('unknownMessage');
    return message;
  }

  /** PATCH /webhooks/:application/:token/messages/:message. */
  editOwn(id: string, raw: unknown, parts: readonly Part[], route: string): Message {
    const message = this.ownMessage(id);
    if (this.channel.state !== 'open') throw refusal('archivedThread');
    editMessage(
      {
        world: this.world,
        route,
        channel: this.channel,
        interaction: this,
        body: parseForm(messageBody, raw),
        parts,
      },
      message,
    );
    return message;
  }
}
