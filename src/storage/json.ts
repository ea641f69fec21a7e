// JSON in text columns: parsed with zod on every read, so that a row which does not fit its shape is named at once.
import type { z } from 'zod';

/**
 * Parse a JSON column.
 * @param where table, column and id, for the error
 * @throws Error naming `where` when the text is no JSON or has another shape
 */
export function readJson<T extends z.ZodType>(schema: T, text: string, where: string): z.infer<T> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${where} does not hold what it should`, { cause: error });
  }
}

/** The same for a column that may be null. */
export function readJsonOrNull<T extends z.ZodType>(schema: T, text: string | null, where: string): z.infer<T> | null {
  return text === null ? null : readJson(schema, text, where);
}

/** The same for work that must go on whatever somebody else's row holds: null when the text does not fit. */
export function readJsonIfGood<T extends z.ZodType>(schema: T, text: string): z.infer<T> | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
