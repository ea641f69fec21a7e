// Making and editing the bot's messages, with everything that Discord refuses on the way.
import { MessageFlags as Flag, MessageType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { invalidForm, refusal } from './errors.ts';
import type { Part } from './http.ts';
import type { Interaction } from './interaction.ts';
import { type MessageBody, storedComponents, storedEmbeds } from './payloads.ts';
import { checkVoiceMessage } from './voice-message.ts';
import {
  type Channel,
  Message,
  type Revision,
  type StoredFile,
  tenMebibytes,
  uploadedName,
  type Violation,
  type World,
} from './world.ts';

const anyMessage = Flag.SuppressEmbeds | Flag.SuppressNotifications | Flag.IsVoiceMessage | Flag.IsComponentsV2;
/** The flags a bot may set on each kind of request. */
const settableFlags = {
  channel: anyMessage,
  callback: anyMessage | Flag.Ephemeral,
  followUp: anyMessage | Flag.Ephemeral,
  edit: Flag.SuppressEmbeds | Flag.IsComponentsV2,
  defer: Flag.Ephemeral,
} as const;

/** @throws ApiError 50035 if `flags` has a bit that this kind of request cannot set */
export function checkFlags(flags: number | null | undefined, kind: keyof typeof settableFlags): number {
  const extra = (flags ?? 0) & ~settableFlags[kind];
  if (extra !== 0) {
    const names = Object.entries(Flag).flatMap(([name, bit]) => (Number(bit) & extra ? [name] : []));
    throw invalidForm(['flags'], 'FLAGS_NOT_SETTABLE', `These flags cannot be set here: ${names.join(', ')}.`);
  }
  return flags ?? 0;
}

/** Where a message request came from, and what it may do. */
export interface Origin {
  readonly world: World;
  /** For violations. */
  readonly route: string;
  readonly channel: Channel;
  readonly interaction: Interaction | null;
  readonly body: MessageBody;
  readonly parts: readonly Part[];
}

/** Make a message by the bot. @param kind decides the flags that may be set */
export function createMessage(
  origin: Origin,
  kind: 'channel' | 'callback' | 'followUp',
  loading: 'loading' | 'complete' = 'complete',
): Message {
  const { world, channel, interaction, body, parts } = origin;
  const flags = checkFlags(body.flags, loading === 'loading' ? 'defer' : kind);
  if (kind === 'channel' && body.enforce_nonce && body.nonce) {
    const same = channel.messages.find((m) => m.nonce === body.nonce && m.author.id === world.botUser.id);
    if (same) return same;
  }
  const make = (all: number): Message =>
    new Message(world, {
      id: world.ids.next(),
      channel,
      author: world.botUser,
      type: interaction?.isCommand && kind === 'callback' ? MessageType.ChatInputCommand : MessageType.Default,
      interaction,
      visibleTo: interaction && all & Flag.Ephemeral ? interaction.person : null,
      nonce: body.nonce ?? null,
      flags: all,
    });
  if (loading === 'loading') {
    const message = make(flags | Flag.Loading);
    message.publish();
    return message;
  }
  const message = make(flags);
  if (flags & Flag.IsVoiceMessage) {
    checkVoicePermission(origin);
    const complaint = checkVoiceMessage(body, parts);
    if (complaint) report(origin, 'voice-message', '', complaint);
  } else if (parts.length > 0) {
    checkPermission(origin, Permission.AttachFiles);
  }
  const revision = nextRevision(origin, message, { content: '', embeds: [], components: [], files: [] });
  message.pinged = pingedBy(origin);
  if (body.message_reference) {
    const target = world.messages.get(body.message_reference.message_id);
    if (target?.channel === channel) message.repliesTo = target.id;
    else if (body.message_reference.fail_if_not_exists !== false) {
      throw invalidForm(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
    }
  }
  message.revisions.push({ ...revision, at: world.clock.now() });
  message.publish();
  return message;
}

/** Change a message of the bot, or fill a deferred one. Absent properties stay as they are. */
export function editMessage(origin: Origin, message: Message): void {
  const { body, parts } = origin;
  if (message.deletedAt !== null) throw refusal('unknownMessage');
  if (message.isVoiceMessage) throw refusal('voiceNoEdit');
  const flags = checkFlags(body.flags, 'edit');
  const version2 = message.flags & Flag.IsComponentsV2;
  if (version2 && body.flags !== undefined && body.flags !== null && !(flags & Flag.IsComponentsV2)) {
    throw invalidForm(['flags'], 'COMPONENTS_V2_FLAG', 'IS_COMPONENTS_V2 cannot be removed.');
  }
  if (parts.length > 0) checkPermission(origin, Permission.AttachFiles);
  const before = {
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    files: message.files,
  };
  const kept =
    message.flags & ~(Flag.Loading | (body.flags === undefined || body.flags === null ? 0 : Flag.SuppressEmbeds));
  const revision = nextRevision(origin, { flags: kept | flags, ephemeral: message.ephemeral }, before);
  message.flags = kept | flags;
  message.revise(revision);
}

function nextRevision(
  origin: Origin,
  message: Pick<Message, 'flags' | 'ephemeral'>,
  before: Omit<Revision, 'at'>,
): Omit<Revision, 'at'> {
  const { body } = origin;
  const version2 = (message.flags & Flag.IsComponentsV2) !== 0;
  if (version2 && (body.content || body.embeds?.length || body.poll || body.sticker_ids?.length)) {
    throw invalidForm(
      ['content'],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      'Not allowed with components V2.',
    );
  }
  const files = nextFiles(origin, before.files, message.ephemeral);
  const revision = {
    content: body.content === undefined ? before.content : (body.content ?? ''),
    embeds: body.embeds === undefined ? before.embeds : storedEmbeds(body.embeds),
    components: body.components === undefined ? before.components : storedComponents(body.components, message.flags),
    files,
  };
  const empty =
    revision.content.trim() === '' &&
    revision.embeds.length === 0 &&
    files.length === 0 &&
    (!version2 || revision.components.length === 0) &&
    !body.poll &&
    !body.sticker_ids?.length;
  if (empty) throw refusal('emptyMessage');
  checkReferences(origin, revision, version2);
  return revision;
}

/** `attachment://name` must name a file of the message; in version 2 every file must be shown by a component. */
function checkReferences(origin: Origin, revision: Omit<Revision, 'at'>, version2: boolean): void {
  const used = JSON.stringify([revision.embeds, revision.components]).matchAll(/"attachment:\/\/([^"]+)"/g);
  const names = new Set([...used].map(([, name]) => name ?? ''));
  for (const name of names) {
    if (revision.files.some((f) => f.name === name)) continue;
    report(origin, 'lost-file', '', `attachment://${name} is shown, but the message has no such file`);
  }
  const hidden = revision.files.find((f) => !names.has(f.name));
  if (version2 && hidden) report(origin, 'lost-file', '', `${hidden.name} is attached, but no component shows it`);
}

function nextFiles(origin: Origin, before: readonly StoredFile[], ephemeral: boolean): StoredFile[] {
  const { world, body, parts, channel, interaction } = origin;
  const limit = interaction?.person.fileSizeLimit ?? tenMebibytes;
  if (parts.some((part) => part.data.length > limit)) throw refusal('tooLarge');
  if (new Set(parts.map((part) => part.index)).size !== parts.length) {
    throw invalidForm(['files'], 'DUPLICATE', 'Two files have the same index.');
  }
  const listed = body.attachments ?? (body.attachments === null ? [] : undefined);
  const kept = listed === undefined ? before : before.filter((file) => listed.some((entry) => entry.id === file.id));
  for (const [index, entry] of (listed ?? []).entries()) {
    const known = before.some((file) => file.id === entry.id) || parts.some((part) => String(part.index) === entry.id);
    if (!known) throw invalidForm(['attachments', index, 'id'], 'ATTACHMENT_NOT_FOUND', `No file ${entry.id}.`);
  }
  const added = [...parts]
    .sort((a, b) => a.index - b.index)
    .map((part): StoredFile => {
      const entry = listed?.find((one) => one.id === String(part.index));
      const { name, title } = uploadedName(entry?.filename ?? part.name);
      return {
        id: world.ids.next(),
        name,
        contentType: part.contentType,
        data: part.data,
        title: entry?.title ?? title,
        description: entry?.description ?? undefined,
        durationSecs: entry?.duration_secs ?? undefined,
        waveform: entry?.waveform ?? undefined,
        folder: ephemeral ? `ephemeral-attachments/${world.applicationId}` : `attachments/${channel.id}`,
        ephemeral,
      };
    });
  const files = [...kept, ...added];
  if (files.length > 10) throw invalidForm(['attachments'], 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  for (const file of added) world.files.set(file.id, file);
  return files;
}

function checkPermission({ channel, interaction }: Origin, permission: bigint): void {
  const granted = interaction?.appPermissions ?? channel.botPermissions;
  if (!(granted & permission)) throw refusal('missingPermissions');
}

function checkVoicePermission({ channel, interaction }: Origin): void {
  const granted = interaction?.appPermissions ?? channel.botPermissions;
  if (!(granted & Permission.SendVoiceMessages)) throw refusal('voiceForbidden');
}

/** Whom the content's mentions notify; without `allowed_mentions` everybody who is mentioned. */
function pingedBy(origin: Origin): string[] {
  const { body } = origin;
  const rules = body.allowed_mentions;
  const mentioned = [...(body.content ?? '').matchAll(/<@!?(\d{17,20})>/g)].map(([, id]) => id ?? '');
  const everyone = /@(everyone|here)\b/.test(body.content ?? '');
  if (everyone && (!rules || rules.parse?.includes('everyone'))) {
    report(
      origin,
      'allowed-mentions',
      '/content',
      'the text notifies everyone: nothing in allowed_mentions forbids it',
    );
  }
  if (!rules || rules.parse?.includes('users')) return mentioned;
  return mentioned.filter((id) => rules.users?.includes(id));
}

function report(origin: Origin, rule: Violation['rule'], path: string, message: string): void {
  origin.world.violations.push({ rule, route: origin.route, path, message });
}
