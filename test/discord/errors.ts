// The refusals of Discord's REST API: HTTP status, JSON error code, text.
import { RESTJSONErrorCodes as Code } from 'discord-api-types/v10';
import type { z } from 'zod';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: number;
  /** Discord's nested form errors: `{field: {_errors: [{code, message}]}}`. */
  readonly errors: Record<string, unknown> | undefined;

  constructor(status: number, code: number, message: string, errors?: Record<string, unknown>) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** Something that only a person at a real client could not do: unknown command, missing option, hidden button. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
}

const known = {
  unknownChannel: [404, Code.UnknownChannel, 'Unknown Channel'],
  unknownMessage: [404, Code.UnknownMessage, 'Unknown Message'],
  unknownUser: [404, Code.UnknownUser, 'Unknown User'],
  unknownMember: [404, Code.UnknownMember, 'Unknown Member'],
  unknownGuild: [404, Code.UnknownGuild, 'Unknown Guild'],
  unknownWebhook: [404, Code.UnknownWebhook, 'Unknown Webhook'],
  unknownApplication: [404, Code.UnknownApplication, 'Unknown Application'],
  unknownInteraction: [404, Code.UnknownInteraction, 'Unknown interaction'],
  unknownCommand: [404, Code.UnknownApplicationCommand, 'Unknown application command'],
  tooLarge: [413, Code.RequestEntityTooLarge, 'Request entity too large'],
  acknowledgedBefore: [400, Code.InteractionHasAlreadyBeenAcknowledged, 'Interaction has already been acknowledged.'],
  tooManyFollowUps: [
    400,
    Code.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages,
    'This interaction has hit the maximum number of follow-up messages',
  ],
  missingAccess: [403, Code.MissingAccess, 'Missing Access'],
  notYourMessage: [403, Code.CannotEditMessageAuthoredByAnotherUser, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, Code.CannotSendAnEmptyMessage, 'Cannot send an empty message'],
  closedDms: [403, Code.CannotSendMessagesToThisUser, 'Cannot send messages to this user'],
  missingPermissions: [403, Code.MissingPermissions, 'Missing Permissions'],
  invalidWebhookToken: [401, Code.InvalidWebhookToken, 'Invalid Webhook Token'],
  invalidJson: [400, Code.RequestBodyContainsInvalidJSON, 'The request body contains invalid JSON.'],
  archivedThread: [400, Code.InvalidActionOnArchivedThread, 'Thread is archived'],
  voiceExtraContent: [
    400,
    Code.VoiceMessagesDoNotSupportAdditionalContent,
    'Voice messages do not support additional content.',
  ],
  voiceSingleAudio: [
    400,
    Code.VoiceMessagesMustHaveASingleAudioAttachment,
    'Voice messages must have a single audio attachment.',
  ],
  voiceMetadata: [400, Code.VoiceMessagesMustHaveSupportingMetadata, 'Voice messages must have supporting metadata.'],
  voiceNoEdit: [400, Code.VoiceMessagesCannotBeEdited, 'Voice messages cannot be edited.'],
  voiceForbidden: [
    403,
    Code.YouCannotSendVoiceMessagesInThisChannel,
    'You cannot send voice messages in this channel.',
  ],
} as const satisfies Record<string, readonly [number, number, string]>;

/** One of Discord's well-known refusals. */
export function refusal(name: keyof typeof known): ApiError {
  const [status, code, message] = known[name];
  return new ApiError(status, code, message);
}

/** 50035 with one complaint at a path such as `['data', 'flags']`. */
export function invalidForm(path: readonly PropertyKey[], code: string, message: string): ApiError {
  return formErrors([{ path, code, message }]);
}

/** Parse a request body, or refuse it with 50035 and every complaint, as Discord does. */
export function parseForm<T extends z.ZodType>(
  schema: T,
  body: unknown,
  prefix: readonly PropertyKey[] = [],
): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw formErrors(
    parsed.error.issues.map((issue) => ({
      path: [...prefix, ...issue.path],
      code: issue.code.toUpperCase(),
      message: issue.message,
    })),
  );
}

function formErrors(complaints: { path: readonly PropertyKey[]; code: string; message: string }[]): ApiError {
  const tree: Record<string, unknown> = {};
  for (const { path, code, message } of complaints) {
    let node = tree;
    for (const step of path) node = (node[String(step)] ??= {}) as Record<string, unknown>;
    ((node['_errors'] ??= []) as unknown[]).push({ code, message });
  }
  return new ApiError(400, Code.InvalidFormBodyOrContentType, 'Invalid Form Body', tree);
}
