// The commands, in the order in which help tells of them. A command that is not listed here does not exist.
import type { Config } from '../../config.ts';
import type { Command, MessageCommand } from '../interactions/command.ts';
import { addMessage } from './add-message.ts';
import { addsamples } from './addsamples.ts';
import { admin } from './admin.ts';
import { compare } from './compare.ts';
import { exportAll } from './export.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { importAll } from './import.ts';
import { mydata } from './mydata.ts';
import { preview } from './preview.ts';
import { pronounce } from './pronounce.ts';
import { readaloud } from './readaloud.ts';
import { record } from './record.ts';
import { rollback } from './rollback.ts';
import { samples } from './samples.ts';
import { join, leave, say } from './say.ts';
import { script } from './script.ts';
import { settings } from './settings.ts';
import { share } from './share.ts';
import { train } from './train.ts';
import { verify } from './verify.ts';
import { versions } from './versions.ts';
import { voices } from './voices.ts';

export const allCommands: readonly Command[] = [
  addsamples,
  record,
  script,
  train,
  preview,
  compare,
  join,
  say,
  readaloud,
  leave,
  versions,
  rollback,
  samples,
  voices,
  pronounce,
  share,
  settings,
  verify,
  mydata,
  exportAll,
  importAll,
  forget,
  help,
  admin,
];

/** The commands in the menu of a message. */
export const messageCommands = ({ messageSamples }: Pick<Config, 'messageSamples'>): readonly MessageCommand[] =>
  messageSamples ? [addMessage] : [];
