// What an operator's command works with.
import type { Config } from '../config.ts';
import type { Storage } from '../storage/storage.ts';
import type { VoiceEngine } from '../trainer/engines/engine.ts';

export interface CliParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** The engine in place of the one that the settings name. */
  readonly engine?: VoiceEngine;
}

/** What the commands work with. */
export interface CliContext {
  readonly config: Config;
  readonly storage: Storage;
  /** The engine, of which there is one. @throws UserError when what it needs is not there */
  readonly openEngine: () => Promise<VoiceEngine>;
  readonly out: (line: string) => void;
}
