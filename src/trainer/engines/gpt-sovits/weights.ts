// Looks into a file of PyTorch without loading it: an archive whose pickle only asks for what weights need (see pickle.ts), and
// whose storages hold what the pickle says of them. Stricter than PyTorch in every way, so that what is judged here is what
// PyTorch will read: one archive form, no member more than it writes itself, no byte of theirs that it would not write.
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { UserError } from '../../../errors.ts';
import { type Member, contentOf, membersOf } from './archive.ts';
import type { GptSovitsVersion } from './checkout.ts';
import { Refused, refuse, runPickle } from './pickle.ts';

/** A hundred times what real files need. */
const mostPickleBytes = 2 ** 24;

/**
 * The first two bytes of weights of S2 that GPT-SoVITS exports, by their version (process_ckpt.py, savee): it puts them right
 * before it loads such a file. Every other file it gives to torch.load as it is, which takes it for a zip only with PyTorch's own.
 */
export const exportedHeads = { v2: 'PK', v3: '03', v4: '04', v2Pro: '05', v2ProPlus: '06' } as const;

/** What a file of weights asks for. */
export interface WeightsReport {
  /** Names that it refers to, as `module name`, in the order of their first appearance. */
  readonly globals: readonly string[];
  /** Why it must not be loaded; null: nothing speaks against it. */
  readonly refused: string | null;
}

/** What torch.save writes beside the pickle and the storages, by its name below one folder. */
const records: Readonly<Record<string, RegExp>> = {
  version: /^\d{1,3}\n$/,
  byteorder: /^little$/,
  '.format_version': /^1$/,
  '.storage_alignment': /^64$/,
  '.data/serialization_id': /^\d{40}$/,
};
const storageNames = /^data\/\d{1,9}$/;
/** The folder has the file's name, or none that matters. */
const folderNames = /^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u;

/**
 * Look into a file of weights or a checkpoint: an archive as PyTorch writes it.
 *
 * The forms from before PyTorch 1.6 are refused: Python reads a file as tar more readily than any
 * check can tell, and GPT-SoVITS never writes them (at its commit 48b1a01 no call of torch.save asks for them).
 * @param exported the version whose exported weights of S2 it is, which is in place of its first two bytes; null: no such file
 */
export async function inspectWeights(path: string, exported: GptSovitsVersion | null): Promise<WeightsReport> {
  const globals = new Set<string>();
  const file = await open(path);
  try {
    await inspect(file, exportedHeads[exported ?? 'v2'], globals);
    return { globals: [...globals], refused: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { globals: [...globals], refused: error.message };
  } finally {
    await file.close();
  }
}

/**
 * @param exported as in {@link inspectWeights}
 * @throws UserError `weights-unsafe` with the reason why a file must not be loaded
 */
export async function checkWeights(path: string, name: string, exported: GptSovitsVersion | null): Promise<void> {
  const { refused } = await inspectWeights(path, exported);
  if (refused === null) return;
  throw new UserError(
    'weights-unsafe',
    `${name} is not loaded: ${refused}.`,
    'Only use weights from people you trust, exported by GPT-SoVITS itself.',
  );
}

async function inspect(file: FileHandle, head: string, globals: Set<string>): Promise<void> {
  const members = membersByName(await membersOf(file, head));
  const pickle = members.get('data.pkl') ?? refuse('its archive holds no data.pkl');
  if (!members.has('version')) refuse('its archive holds no version');
  for (const [name, content] of Object.entries(records)) {
    const member = members.get(name);
    if (member === undefined) continue;
    const text = member.size > 64 ? '' : (await contentOf(file, member)).toString('latin1');
    if (!content.test(text)) refuse(`its ${name} is not one that PyTorch would write`);
  }
  if (pickle.size > mostPickleBytes) refuse('its pickle is too large');
  const storages = runPickle(await contentOf(file, pickle), globals);
  for (const [key, bytes] of storages) {
    if (members.get(`data/${key}`)?.size !== bytes)
      refuse(`its storage ${key} is not of the size that its pickle says`);
  }
  const held = [...members.keys()].filter((name) => name.startsWith('data/')).length;
  if (held !== storages.size) refuse('its archive holds a storage that its pickle does not know');
}

/** @returns by their names without the common folder */
function membersByName(members: readonly Member[]): Map<string, Member> {
  const [folder = '', first] = members[0]?.name.split('/', 2) ?? [];
  if (first !== 'data.pkl') refuse('its archive does not begin with a data.pkl');
  if (!folderNames.test(folder)) refuse('its archive has no folder that PyTorch would name so');
  const byName = new Map<string, Member>();
  for (const member of members) {
    const name = member.name.slice(folder.length + 1);
    const isKnown = name === 'data.pkl' || Object.hasOwn(records, name) || storageNames.test(name);
    if (!member.name.startsWith(`${folder}/`) || !isKnown) {
      refuse(
        `its archive holds ${JSON.stringify(member.name.slice(0, 80))}, which PyTorch does not write into weights`,
      );
    }
    if (byName.has(name)) refuse('its archive holds a name twice');
    byName.set(name, member);
  }
  return byName;
}
