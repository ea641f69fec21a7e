// Reading HTTP bodies of the bot: JSON, and multipart with its files.
import type { IncomingMessage } from 'node:http';
import { invalidForm, refusal } from './errors.ts';

/** Largest request that Discord reads. */
const maxRequestBytes = 25 * 1024 * 1024;

/** A file of a multipart request. */
export interface Part {
  /** The n of `files[n]`. */
  readonly index: number;
  readonly name: string;
  /** As declared by the part's own header. */
  readonly contentType: string;
  readonly data: Buffer;
}

interface RequestBody {
  /** The JSON body, or the `payload_json` of a multipart one; undefined: none. */
  readonly json: unknown;
  readonly parts: readonly Part[];
}

/** @throws ApiError 40005 above 25 MiB, 50109 for broken JSON, 50035 for another content type */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // The rest is read and dropped: a reset connection would hide the refusal from the bot.
    if (bytes <= maxRequestBytes) chunks.push(chunk);
  }
  if (bytes > maxRequestBytes) throw refusal('tooLarge');
  const raw = Buffer.concat(chunks);
  const contentType = request.headers['content-type'] ?? '';
  if (raw.length === 0) return { json: undefined, parts: [] };
  if (contentType.startsWith('application/json')) return { json: parseJson(raw.toString('utf8')), parts: [] };
  if (!contentType.startsWith('multipart/form-data')) {
    throw invalidForm([], 'CONTENT_TYPE', `Unsupported content type "${contentType}".`);
  }
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } }).formData();
  let json: unknown;
  const parts: Part[] = [];
  for (const [field, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(field)?.[1];
    if (field === 'payload_json' && typeof value === 'string') json = parseJson(value);
    else if (index !== undefined && typeof value !== 'string') {
      const data = Buffer.from(await value.arrayBuffer());
      parts.push({ index: Number(index), name: value.name, contentType: value.type, data });
    } else throw invalidForm([field], 'UNKNOWN_FIELD', `Unexpected form field "${field}".`);
  }
  return { json, parts };
}

function parseJson(text: string): unknown {
  try {
    // Half of a surrogate pair is no text to whoever reads it strictly.
    return JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string' && !value.isWellFormed()) throw new SyntaxError('lone surrogate');
      return value;
    });
  } catch {
    throw refusal('invalidJson');
  }
}
