// What the manners of a version are called.
import type { Translate } from '../../i18n/i18n.ts';
import type { VersionManner } from '../../storage/records.ts';

/** The name of each, by how it sounds beside the usual one; those that sound alike are numbered. */
export function mannerNames(manners: readonly VersionManner[], t: Translate): string[] {
  const names = manners.map(({ traits }) =>
    traits.length === 0 ? t('manner.other') : traits.map((trait) => t(`manner.${trait}`)).join(', '),
  );
  return names.map((name, at) => {
    const before = names.slice(0, at).filter((one) => one === name).length;
    return before === 0 ? name : `${name} ${before + 1}`;
  });
}
