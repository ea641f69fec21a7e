// What was asked for a person or a voice that is erased in the same moment: an answer, not a broken reference.
import { UserError } from '../errors.ts';

/** SQLite's extended code of a foreign key that leads nowhere. */
const foreignKeyFailed = 787;

/**
 * Write rows that belong to a person or a voice.
 * @throws UserError `erased-meanwhile` when it was erased after the writer had looked
 */
export async function unlessErased<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error && error.errcode === foreignKeyFailed)) throw error;
    throw new UserError(
      'erased-meanwhile',
      'What this was about has been deleted in the meantime.',
      'Start again with /addsamples.',
      {
        cause: error,
      },
    );
  }
}
