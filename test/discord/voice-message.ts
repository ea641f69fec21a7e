// Discord's rules for voice messages, and a look into the Ogg file whether its length is what the bot says it is.
import { invalidForm, refusal } from './errors.ts';
import type { MessageBody } from './payloads.ts';
import type { Part } from './http.ts';

/**
 * Refuse what Discord refuses in a message with IS_VOICE_MESSAGE.
 * @returns a complaint about something that Discord would accept but people would notice, or null
 */
export function checkVoiceMessage(body: MessageBody, parts: readonly Part[]): string | null {
  const extra = body.content || body.embeds?.length || body.components?.length || body.sticker_ids?.length || body.poll;
  if (extra) throw refusal('voiceExtraContent');
  const [part] = parts;
  if (parts.length !== 1 || !part || !part.contentType.startsWith('audio/')) throw refusal('voiceSingleAudio');
  const metadata = body.attachments?.[0];
  const duration = metadata?.duration_secs;
  if (!metadata || !metadata.waveform || !duration) throw refusal('voiceMetadata');
  const points = Buffer.from(metadata.waveform, 'base64');
  if (points.toString('base64') !== metadata.waveform) {
    throw invalidForm(['attachments', 0, 'waveform'], 'BASE64', 'The waveform is not base64.');
  }
  if (points.length > 256) {
    throw invalidForm(['attachments', 0, 'waveform'], 'BASE_TYPE_MAX_LENGTH', 'At most 256 points.');
  }
  if (points.length > Math.max(1, Math.ceil(duration * 10))) {
    return `the waveform has ${points.length} points for ${duration} s: at most one per 100 ms`;
  }
  const length = opusSeconds(part.data);
  if (length === null) return 'the file is not Opus in Ogg, which the clients record and play everywhere';
  if (Math.abs(length - duration) > 0.25) return `duration_secs is ${duration}, the file plays ${length.toFixed(2)} s`;
  return null;
}

/**
 * Playing time of an Ogg Opus file: granule position of the last page less the pre-skip, at 48 kHz (RFC 7845 §4).
 * @returns seconds, or null if it is no Ogg Opus file
 */
export function opusSeconds(file: Buffer): number | null {
  const head = file.indexOf('OpusHead');
  if (file.toString('latin1', 0, 4) !== 'OggS' || head < 0 || head > 64) return null;
  const preSkip = file.readUInt16LE(head + 10);
  let granule = 0n;
  for (let page = 0; page + 27 <= file.length && file.toString('latin1', page, page + 4) === 'OggS';) {
    const position = file.readBigInt64LE(page + 6);
    if (position >= 0n) granule = position;
    const segments = file.readUInt8(page + 26);
    let size = 27 + segments;
    for (let s = 0; s < segments; s++) size += file[page + 27 + s] ?? 0;
    page += size;
  }
  return Math.max(0, Number(granule) - preSkip) / 48_000;
}
