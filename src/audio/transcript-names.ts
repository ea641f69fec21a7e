// Which line of a list is of which recording, by their names: with folders or without, with the same ending or another one,
// as a Mac or a PC writes them.
import path from 'node:path';
import { audioEndings } from './format.ts';

/** A name as it is compared: the folders from the innermost on, and without what tells the format. */
interface Name {
  readonly name: string;
  readonly stem: string;
  readonly folders: readonly string[];
}

/** Without case, also where a language has several small letters for a large one. */
const folded = (text: string): string => text.toUpperCase().normalize('NFC');

function nameOf(written: string): Name {
  const parts = written
    .normalize('NFC')
    .split(/[/\\]/)
    .map((part) => part.trim());
  const name = parts.pop() ?? '';
  const ending = path.posix.extname(name);
  const isFormat = audioEndings.some((one) => one === ending.toLowerCase());
  const stem = isFormat ? name.slice(0, -ending.length) : name;
  return { name, stem, folders: parts.filter((part) => part !== '' && part !== '.').toReversed() };
}

/** How well two names fit; 0: not at all. What comes first counts for more than all that follows. */
function fit(a: Name, b: Name): number {
  const pairs = [
    [a.name, b.name],
    [a.name, b.stem],
    [a.stem, b.name],
    [a.stem, b.stem],
  ] as const;
  const found = pairs.findIndex(([one, other]) => folded(one) === folded(other));
  if (found < 0) return 0;
  const isExact = pairs[found][0] === pairs[found][1];
  const [shorter, longer] = [a.folders, b.folders].toSorted((one, other) => one.length - other.length);
  const differs = shorter.findIndex((folder, depth) => folded(folder) !== folded(longer[depth]));
  const shared = differs < 0 ? shorter.length : differs;
  const isWhole = shared === longer.length;
  return (((pairs.length - found) * 2 + Number(isExact)) * 1000 + Math.min(shared, 499)) * 2 + Number(isWhole);
}

/** Lines and recordings that are of each other by their names, in their order. */
export interface Fitting {
  /** Indexes. */
  readonly lines: readonly number[];
  readonly recordings: readonly number[];
}

/**
 * Who goes with whom: a line and a recording that both have none that fits better.
 * @param lines the name in each
 * @param recordings the names that each goes by, the best one first; each goes by the first one that a line has
 */
export function fittingNames(lines: readonly string[], recordings: readonly (readonly string[])[]): Fitting[] {
  const named = lines.map(nameOf);
  const byKey = new Map<string, number[]>();
  for (const [line, { name, stem }] of named.entries()) {
    if (name === '') continue;
    for (const key of new Set([folded(name), folded(stem)])) {
      const those = byKey.get(key);
      if (those === undefined) byKey.set(key, [line]);
      else those.push(line);
    }
  }
  const best = new Map<number, number>();
  const alike = [...Map.groupBy(recordings.keys(), (recording) => recordings[recording].join('\n')).values()];
  const candidates = alike.map(([recording]) => {
    const names = recordings[recording];
    for (const one of names.map(nameOf)) {
      const keys = [folded(one.name), folded(one.stem)];
      const those = [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))];
      const fits = those.map((line) => ({ line, fit: fit(one, named[line]) }));
      for (const { line, fit: value } of fits) best.set(line, Math.max(best.get(line) ?? 0, value));
      if (fits.length > 0) return fits;
    }
    return [];
  });
  const taken = candidates.map((fits) => {
    const most = Math.max(...fits.map(({ fit: value }) => value));
    const mine = fits.filter(({ line, fit: value }) => value === most && value === best.get(line));
    return mine.map(({ line }) => line).toSorted((a, b) => a - b);
  });
  const together = Map.groupBy(alike.keys(), (group) => taken[group].join());
  together.delete('');
  return [...together.values()].map((groups) => ({
    lines: taken[groups[0]],
    recordings: groups.flatMap((group) => alike[group]).toSorted((a, b) => a - b),
  }));
}
