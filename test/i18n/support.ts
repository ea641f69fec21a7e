// Texts of a catalogue for the tests of it.

/** Texts by their path. */
export function flat(texts: object, at = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      at === '' && key === 'commands'
        ? []
        : typeof value === 'string'
          ? [[`${at}${key}`, value] as const]
          : [...flat(value as object, `${at}${key}.`)],
    ),
  );
}

/** A key without what makes it a plural. */
export const stemOf = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');
