// Why a saved voice can't be used: what every engine says of a state that is missing, damaged or another engine's.
import { z } from 'zod';
import { UserError, toldAs } from '../../errors.ts';

const waysOut = 'Start again with /train fresh, or go back to another version with /rollback.';

/** @param reason after the file's name: “is damaged” */
export const stateDamaged = (file: string, reason: string, cause?: unknown): UserError =>
  new UserError('state-damaged', `The saved voice can't be used: ${file} ${reason}.`, waysOut, {
    cause,
    told: toldAs('state-damaged'),
  });

export const stateMissing = (file: string): UserError =>
  new UserError('state-missing', `The saved voice can't be used: ${file} is missing.`, waysOut, {
    told: toldAs('state-damaged'),
  });

const maker = z.object({ engine: z.string(), engineVersion: z.string() });

/**
 * @param json of the state's first file
 * @throws UserError `state-foreign` where it says that another engine, or another version of this one, made it
 */
export function mustBeOf(json: unknown, engine: string, engineVersion: string): void {
  const { data: claimed } = maker.safeParse(json);
  if (claimed === undefined || (claimed.engine === engine && claimed.engineVersion === engineVersion)) return;
  throw new UserError(
    'state-foreign',
    `The saved voice was made by engine ${claimed.engine} ${claimed.engineVersion}; this is ${engine} ${engineVersion}.`,
    waysOut,
    { told: toldAs('state-foreign') },
  );
}
