// Looks into a file of PyTorch without loading it: an archive whose pickle only asks for what weights need (see pickle.ts), and
// whose storages hold what the pickle says of them. Stricter than PyTorch in every way, so that what is judged here is what
// PyTorch will read: one archive form, nothing compressed, no member more than it writes itself, no byte between them.
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { UserError } from '../../../errors.ts';
import { type Member, contentOf, membersOf } from './archive.ts';
import { Refused, refuse, runPickle } from './pickle.ts';

/** A hundred times what real files need. */
const mostPickleBytes = 2 ** 24;

/** What a file of weights asks for. */
export interface WeightsReport {
  /** Names that it refers to, as `module name`, in the order of their first appearance. */
  readonly globals: readonly string[];
  /** Why it must not be loaded; null: nothing speaks against it. */
  readonly refused: string | null;
}

/** The members that torch.save writes, below one folder. */
const memberNames =
  /^(?:data\.pkl|data\/\d{1,9}|version|byteorder|\.format_version|\.storage_alignment|\.data\/serialization_id)$/;
/** The folder has the file's name, or none that matters. */
const folderNames = /^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u;

/**
 * Look into a file of weights or a checkpoint: an archive as PyTorch writes it, also with the version of GPT-SoVITS in place
 * of its first two bytes. The forms from before PyTorch 1.6 are refused: Python reads a file as tar more readily than any
 * check can tell, and GPT-SoVITS never writes them (at its commit 48b1a01 no call of torch.save asks for them).
 */
export async function inspectWeights(path: string): Promise<WeightsReport> {
  const globals = new Set<string>();
  const file = await open(path);
  try {
    await inspect(file, globals);
    return { globals: [...globals], refused: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { globals: [...globals], refused: error.message };
  } finally {
    await file.close();
  }
}

/** @throws UserError `weights-unsafe` with the reason why a file must not be loaded */
export async function checkWeights(path: string, name: string): Promise<void> {
  const { refused } = await inspectWeights(path);
  if (refused === null) return;
  throw new UserError(
    'weights-unsafe',
    `${name} is not loaded: ${refused}.`,
    'Only use weights from people you trust, exported by GPT-SoVITS itself.',
  );
}

async function inspect(file: FileHandle, globals: Set<string>): Promise<void> {
  const members = membersByName(await membersOf(file));
  const mustHold = async (name: string, content: RegExp): Promise<void> => {
    const member = members.get(name);
    const text = member === undefined || member.size > 16 ? '' : (await contentOf(file, member)).toString('latin1');
    if (!content.test(text)) refuse(`its ${name} is not one that PyTorch would write`);
  };
  const pickle = members.get('data.pkl') ?? refuse('its archive holds no data.pkl');
  await mustHold('version', /^\d{1,3}\n?$/);
  if (members.has('byteorder')) await mustHold('byteorder', /^little$/);
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
  const folder = members[0]?.name.split('/', 1)[0] ?? '';
  if (!folderNames.test(folder)) refuse('its archive has no folder that PyTorch would name so');
  const byName = new Map<string, Member>();
  for (const member of members) {
    const name = member.name.slice(folder.length + 1);
    if (!member.name.startsWith(`${folder}/`) || !memberNames.test(name)) {
      refuse(
        `its archive holds ${JSON.stringify(member.name.slice(0, 80))}, which PyTorch does not write into weights`,
      );
    }
    if (byName.has(name)) refuse('its archive holds a name twice');
    byName.set(name, member);
  }
  return byName;
}
