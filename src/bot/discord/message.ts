// A message as the bot thinks of it, independent of where it goes: an interaction's token, a channel or a DM take the
// same JSON body and files.
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { type InAnyLanguage, type Translate, inLanguage, translate } from '../../i18n/i18n.ts';
import type { AnswerTo } from '../../storage/records.ts';

export interface OutgoingFile {
  /** File name as people see it; made by the bot, never taken from a person. */
  readonly name: string;
  readonly data: Buffer;
  /** Sent with the file; a voice message's must begin with `audio/`, or Discord forgets what it is. */
  readonly contentType: string;
  /** Alternative text of a picture. */
  readonly description?: string;
}

export interface OutgoingMessage {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  readonly files?: readonly OutgoingFile[];
}

/** A message in the language of whoever reads it: of a person where only they see it, else of the server. */
export type Answer = InAnyLanguage<OutgoingMessage>;

/** The language of those who see an answer that is given there: the person alone, or everybody on the server. */
export const tongueOf = ({
  ephemeral,
  locale,
  guildLocale,
}: Pick<AnswerTo, 'ephemeral' | 'locale' | 'guildLocale'>): Translate =>
  translate(ephemeral ? locale : (guildLocale ?? locale));

/** What they read. */
export const inTongueOf = (way: Parameters<typeof tongueOf>[0], answer: Answer): OutgoingMessage =>
  inLanguage(answer, tongueOf(way));

/** A form with a text field, a field for files, or both. */
export interface Form {
  /** A custom id, as a button has. */
  readonly id: string;
  readonly title: string;
  readonly text?: {
    readonly label: string;
    /** What stands in the field. */
    readonly value: string;
    readonly maxLength: number;
    /** Whether the text may be left out. */
    readonly isOptional?: boolean;
  };
  readonly files?: {
    readonly label: string;
    /** Of files; one at least. */
    readonly most: number;
    readonly types: readonly (`.${string}` | 'audio')[];
  };
}

/** The fields' own ids. */
export const formFields = { text: 'text', files: 'files' } as const;

/** The JSON body of a form. */
export function formBody({ id, title, text: field, files }: Form): APIModalInteractionResponseCallbackData {
  const text = field && {
    type: ComponentType.TextInput as const,
    custom_id: formFields.text,
    style: TextInputStyle.Paragraph,
    min_length: field.isOptional === true ? 0 : 1,
    max_length: field.maxLength,
    required: field.isOptional !== true,
    value: field.value,
  };
  const upload = files && {
    type: ComponentType.FileUpload as const,
    custom_id: formFields.files,
    min_values: 1,
    max_values: files.most,
    file_types: [...files.types],
    required: true,
  };
  return {
    custom_id: id,
    title,
    components: [
      ...(files && upload ? [{ type: ComponentType.Label as const, label: files.label, component: upload }] : []),
      ...(field && text ? [{ type: ComponentType.Label as const, label: field.label, component: text }] : []),
    ],
  };
}

/** An Ogg Opus recording that goes out as a Discord voice message: with nothing beside it. */
export interface VoiceMessage {
  readonly file: OutgoingFile;
  readonly durationSeconds: number;
  /** Base64, one byte a point, at most 256 points. */
  readonly waveform: string;
}

export interface Button {
  readonly id: string;
  readonly label: string;
  readonly style?: APIButtonComponentWithCustomId['style'];
}

/** One row of buttons (at most five). */
export function buttons(...row: readonly Button[]): OutgoingMessage['components'] {
  return [
    {
      type: ComponentType.ActionRow,
      components: row.map(({ id, label, style = ButtonStyle.Secondary }) => ({
        type: ComponentType.Button,
        custom_id: id,
        label,
        style,
      })),
    },
  ];
}

/** The JSON body of a message. Whatever is absent is empty, so that an edit replaces the whole message. */
export function messageBody(message: OutgoingMessage, mention: string | null) {
  return {
    content: mention === null ? (message.content ?? '') : `<@${mention}> ${message.content ?? ''}`.trim(),
    embeds: [...(message.embeds ?? [])],
    components: [...(message.components ?? [])],
    attachments: (message.files ?? []).map((file, index) => ({
      id: String(index),
      filename: file.name,
      ...(file.description === undefined ? {} : { description: file.description }),
    })),
    allowed_mentions: { parse: [], users: mention === null ? [] : [mention] },
  };
}

/** The JSON body of a voice message, sent with IS_VOICE_MESSAGE: the one attachment; Discord allows nothing else. */
export function voiceBody(voice: VoiceMessage) {
  return {
    attachments: [
      { id: '0', filename: voice.file.name, duration_secs: voice.durationSeconds, waveform: voice.waveform },
    ],
    allowed_mentions: { parse: [] },
  };
}
