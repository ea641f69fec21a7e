// A small file that came with a command, as a whole.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Attachment } from 'discord.js';
import { download } from '../../audio/download.ts';
import type { Config } from '../../config.ts';

/** @throws UserError as {@link download} */
export async function attached(
  { url }: Pick<Attachment, 'url'>,
  { attachmentHosts }: Pick<Config, 'attachmentHosts'>,
  maxBytes: number,
): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-attached-'));
  try {
    const local = await download(url, { allowedHosts: attachmentHosts, maxBytes, timeoutMs: 30_000, folder });
    return await readFile(local.path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
