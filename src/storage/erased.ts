// What was asked for a person or a voice that is erased in the same moment: an answer, not a broken reference.
import { UserError } from '../errors.ts';

/** What SQLite (its extended code) and Postgres say of a foreign key that leads nowhere. */
const foreignKeyFailed = { errcode: 787, code: '23503' };

/**
 * Write rows that belong to a person or a voice.
 * @throws UserError `erased-meanwhile` when it was erased after the writer had looked
 */
export async function unlessErased<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isOfNobody(error)) throw error;
    throw new UserError('erased-meanwhile', undefined, { cause: error });
  }
}

/** Whether a row could not be written because whom it belongs to was erased. */
export const isOfNobody = (error: unknown): boolean =>
  error instanceof Error &&
  (('errcode' in error && error.errcode === foreignKeyFailed.errcode) ||
    ('code' in error && error.code === foreignKeyFailed.code));
