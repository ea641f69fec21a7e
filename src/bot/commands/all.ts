// The commands, in the order in which help tells of them. A command that is not listed here does not exist.
import type { Command } from '../interactions/command.ts';
import { addsamples } from './addsamples.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { preview } from './preview.ts';
import { rollback } from './rollback.ts';
import { samples } from './samples.ts';
import { share } from './share.ts';
import { train } from './train.ts';
import { versions } from './versions.ts';
import { voices } from './voices.ts';

export const allCommands: readonly Command[] = [
  addsamples,
  train,
  preview,
  versions,
  rollback,
  samples,
  voices,
  share,
  forget,
  help,
];
