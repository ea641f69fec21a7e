// Shapes and limits of what a bot sends, as Discord checks them: messages, components, modals, autocomplete choices.
import { ButtonStyle, ComponentType, EmbedType, MessageFlags } from 'discord-api-types/v10';
import type { APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { z } from 'zod';
import { invalidForm } from './errors.ts';

const snowflake = z.string().regex(/^\d{17,20}$/, 'Value is not snowflake.');
const customId = z.string().min(1).max(100);
const emoji = z.object({ id: snowflake.nullish(), name: z.string().nullish(), animated: z.boolean().optional() });
const mediaReference = z.object({ url: z.string().max(2048) });
const webUrl = z.url().max(512);

const button = z
  .object({
    type: z.literal(ComponentType.Button),
    style: z.union([
      z.literal(ButtonStyle.Primary),
      z.literal(ButtonStyle.Secondary),
      z.literal(ButtonStyle.Success),
      z.literal(ButtonStyle.Danger),
      z.literal(ButtonStyle.Link),
    ]),
    label: z.string().max(80).optional(),
    emoji: emoji.optional(),
    custom_id: customId.optional(),
    url: webUrl.optional(),
    disabled: z.boolean().optional(),
  })
  .refine((b) => (b.label ?? '') !== '' || b.emoji, 'A button needs a label or an emoji.')
  .refine(
    (b) => (b.style === ButtonStyle.Link ? b.url && !b.custom_id : b.custom_id && !b.url),
    'A link button has a url, every other button a custom_id.',
  );

const selectRange = { min_values: z.int().min(0).max(25).optional(), max_values: z.int().min(1).max(25).optional() };
const stringSelect = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    custom_id: customId,
    placeholder: z.string().max(150).optional(),
    options: z
      .array(
        z.object({
          label: z.string().min(1).max(100),
          value: z.string().min(1).max(100),
          description: z.string().max(100).optional(),
          emoji: emoji.optional(),
          default: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(25),
    ...selectRange,
    required: z.boolean().optional(),
    disabled: z.boolean().optional(),
  })
  .refine((s) => new Set(s.options.map((o) => o.value)).size === s.options.length, 'Option values must be unique.')
  .refine((s) => (s.min_values ?? 1) <= (s.max_values ?? 1), 'min_values is above max_values.')
  .refine((s) => (s.max_values ?? 1) <= s.options.length, 'max_values is above the number of options.');

const entitySelect = z.object({
  type: z.union([
    z.literal(ComponentType.UserSelect),
    z.literal(ComponentType.RoleSelect),
    z.literal(ComponentType.MentionableSelect),
    z.literal(ComponentType.ChannelSelect),
  ]),
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  ...selectRange,
  required: z.boolean().optional(),
  disabled: z.boolean().optional(),
});

const actionRow = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    components: z
      .array(z.union([button, stringSelect, entitySelect]))
      .min(1)
      .max(5),
  })
  .refine(
    (row) => row.components.length === 1 || row.components.every((c) => c.type === ComponentType.Button),
    'A select menu needs a row of its own.',
  );

const textDisplay = z.object({ type: z.literal(ComponentType.TextDisplay), content: z.string().min(1).max(4000) });
const thumbnail = z.object({
  type: z.literal(ComponentType.Thumbnail),
  media: mediaReference,
  description: z.string().max(1024).nullable().default(null),
  spoiler: z.boolean().default(false),
});
const section = z.object({
  type: z.literal(ComponentType.Section),
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.union([button, thumbnail]),
});
const gallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  items: z
    .array(
      z.object({
        media: mediaReference,
        description: z.string().max(1024).nullable().default(null),
        spoiler: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(10),
});
const file = z.object({
  type: z.literal(ComponentType.File),
  file: z.object({ url: z.string().startsWith('attachment://') }),
  spoiler: z.boolean().default(false),
});
const separator = z.object({
  type: z.literal(ComponentType.Separator),
  divider: z.boolean().default(true),
  spacing: z.union([z.literal(1), z.literal(2)]).default(1),
});
const container = z.object({
  type: z.literal(ComponentType.Container),
  components: z.array(z.union([actionRow, textDisplay, section, gallery, file, separator])).min(1),
  accent_color: z.int().min(0).max(0xff_ff_ff).nullable().default(null),
  spoiler: z.boolean().default(false),
});
const topLevel = z.union([actionRow, textDisplay, section, gallery, file, separator, container]);

const embed = z.object({
  title: z.string().max(256).optional(),
  description: z.string().max(4096).optional(),
  url: z.string().max(2048).optional(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  color: z.int().min(0).max(0xff_ff_ff).optional(),
  footer: z.object({ text: z.string().min(1).max(2048), icon_url: z.string().max(2048).optional() }).optional(),
  image: mediaReference.optional(),
  thumbnail: mediaReference.optional(),
  author: z
    .object({
      name: z.string().min(1).max(256),
      url: z.string().max(2048).optional(),
      icon_url: z.string().max(2048).optional(),
    })
    .optional(),
  fields: z
    .array(
      z.object({
        name: z.string().min(1).max(256),
        value: z.string().min(1).max(1024),
        inline: z.boolean().default(false),
      }),
    )
    .max(25)
    .optional(),
});

const allowedMentions = z
  .object({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
    roles: z.array(snowflake).max(100).optional(),
    users: z.array(snowflake).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .refine(
    (m) => !(m.parse?.includes('users') && m.users?.length) && !(m.parse?.includes('roles') && m.roles?.length),
    'parse and a list of the same kind are mutually exclusive.',
  );

const attachmentRequest = z.object({
  id: z.union([z.string().regex(/^\d+$/), z.int().transform(String)]),
  filename: z.string().min(1).max(1024).nullish(),
  title: z.string().max(1024).nullish(),
  description: z.string().max(1024).nullish(),
  duration_secs: z.number().min(0).nullish(),
  waveform: z.string().max(400).nullish(),
});

/** Body of every route that makes or edits a message; unknown properties are ignored, as Discord does. */
export const messageBody = z.object({
  content: z.string().max(2000).nullish(),
  tts: z.boolean().nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  embeds: z
    .array(embed)
    .max(10)
    .refine((embeds) => embedCharacters(embeds) <= 6000, 'Embed size exceeds maximum size of 6000')
    .nullish(),
  components: z.array(topLevel).max(40).nullish(),
  attachments: z
    .array(attachmentRequest)
    .max(10)
    .refine((list) => new Set(list.map((a) => a.id)).size === list.length, 'Attachment ids must be unique.')
    .nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.int().min(0).nullish(),
  message_reference: z.object({ message_id: snowflake, fail_if_not_exists: z.boolean().optional() }).nullish(),
  sticker_ids: z.array(snowflake).max(3).nullish(),
  poll: z.looseObject({}).nullish(),
});
export type MessageBody = z.infer<typeof messageBody>;

function embedCharacters(embeds: z.infer<typeof embed>[]): number {
  let sum = 0;
  for (const e of embeds) {
    sum += (e.title?.length ?? 0) + (e.description?.length ?? 0) + (e.footer?.text.length ?? 0);
    sum += e.author?.name.length ?? 0;
    for (const field of e.fields ?? []) sum += field.name.length + field.value.length;
  }
  return sum;
}

/** Embeds as they come back from Discord (`type` is always set). */
export function storedEmbeds(embeds: MessageBody['embeds']): APIEmbed[] {
  return (embeds ?? []).map((e) => ({ ...e, type: EmbedType.Rich }));
}

/** Every component of a tree, parents before children. */
export function flatComponents(components: readonly unknown[]): Record<string, unknown>[] {
  return components.flatMap((component) => {
    const node = component as Record<string, unknown>;
    const children = [
      ...((node['components'] as unknown[] | undefined) ?? []),
      ...(node['accessory'] ? [node['accessory']] : []),
      ...(node['component'] ? [node['component']] : []),
    ];
    return [node, ...flatComponents(children)];
  });
}

/**
 * Rules that span components: at most 5 rows (or 40 components in the second version), unique custom ids, and which
 * kinds may stand at the top.
 * @param flags the message's flags after this request
 * @returns the components with the numeric ids that Discord gives them
 */
export function storedComponents(components: MessageBody['components'], flags: number): APIMessageTopLevelComponent[] {
  const list = components ?? [];
  const all = flatComponents(list);
  const version2 = (flags & MessageFlags.IsComponentsV2) !== 0;
  if (!version2) {
    if (list.length > 5) throw invalidForm(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be 5 or fewer in length.');
    if (list.some((c) => c.type !== ComponentType.ActionRow)) {
      throw invalidForm(['components'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).');
    }
  } else {
    if (all.length > 40) throw invalidForm(['components'], 'COMPONENT_MAX_TOTAL', 'At most 40 components in total.');
    const text = all.reduce(
      (sum, c) => sum + (c['type'] === ComponentType.TextDisplay ? String(c['content']).length : 0),
      0,
    );
    if (text > 4000)
      throw invalidForm(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', 'At most 4000 characters.');
  }
  const ids = all.flatMap((c) => (typeof c['custom_id'] === 'string' ? [c['custom_id']] : []));
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) {
    throw invalidForm(
      ['components'],
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      `Component custom id cannot be duplicated: ${twice}`,
    );
  }
  let nextId = 1;
  for (const component of all) component['id'] = nextId++;
  return list as unknown as APIMessageTopLevelComponent[];
}

const modalInput = z.union([
  z.object({
    type: z.literal(ComponentType.TextInput),
    custom_id: customId,
    style: z.union([z.literal(1), z.literal(2)]),
    label: z.string().min(1).max(45).nullish(),
    min_length: z.int().min(0).max(4000).nullish(),
    max_length: z.int().min(1).max(4000).nullish(),
    required: z.boolean().nullish(),
    value: z.string().max(4000).nullish(),
    placeholder: z.string().max(100).nullish(),
  }),
  z.object({
    type: z.literal(ComponentType.FileUpload),
    custom_id: customId,
    min_values: z.int().min(0).max(10).nullish(),
    max_values: z.int().min(1).max(10).nullish(),
    required: z.boolean().nullish(),
    file_types: z.lazy(() => fileTypes).nullish(),
  }),
  stringSelect,
  entitySelect,
]);
export type ModalInput = z.infer<typeof modalInput>;

/** `data` of a callback of type 9. */
export const modalBody = z.object({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(
      z.union([
        z.object({
          type: z.literal(ComponentType.Label),
          label: z.string().min(1).max(45),
          description: z.string().max(100).nullish(),
          component: modalInput,
        }),
        z.object({ type: z.literal(ComponentType.ActionRow), components: z.array(modalInput).length(1) }),
        textDisplay,
      ]),
    )
    .min(1)
    .max(5),
});
export type ModalBody = z.infer<typeof modalBody>;

/** File filters of attachment options and upload fields: a group or an extension with its dot. */
export const fileTypes = z
  .array(z.union([z.enum(['audio', 'image', 'video']), z.string().regex(/^\.[a-z0-9]{1,15}$/i)]))
  .min(1)
  .max(10);

// What the groups mean in the client today. Discord tells bots not to rely on the lists: only the extension is looked at.
const extensions: Record<string, readonly string[]> = {
  audio: ['.mp3', '.m4a', '.wav', '.ogg', '.opus', '.flac'],
  image: ['.png', '.jpg', '.jpeg', '.gif', '.webp'],
  video: ['.mp4', '.mov', '.webm'],
};

/** Whether the client's file picker lets this name through. */
export function matchesFileTypes(name: string, types: readonly string[] | null | undefined): boolean {
  if (!types || types.length === 0) return true;
  const extension = /\.[^.]*$/.exec(name)?.[0].toLowerCase() ?? '';
  return types.some((type) => (extensions[type] ?? [type.toLowerCase()]).includes(extension));
}

const localizations = z.record(z.string(), z.string().min(1).max(100)).nullish();
/** One choice of an option or of an autocomplete answer. */
export const choice = z.object({
  name: z.string().min(1).max(100),
  name_localizations: localizations,
  value: z.union([
    z.string().max(100),
    z
      .number()
      .min(-(2 ** 53))
      .max(2 ** 53),
  ]),
});
export const autocompleteBody = z.object({ choices: z.array(choice).max(25) });
