// The engine that the settings name: for the trainer, and for operator commands that read and write its states.
import path from 'node:path';
import type { Ffmpeg } from '../../audio/ffmpeg.ts';
import type { Config } from '../../config.ts';
import { createBuiltinEngine } from './builtin/engine.ts';
import type { VoiceEngine } from './engine.ts';
import { openCheckout } from './gpt-sovits/checkout.ts';
import { createGptSovitsEngine } from './gpt-sovits/engine.ts';

/** @throws UserError when what the engine needs is not there at all; the rest is for its `installation` to tell */
export async function createEngine(ffmpeg: Ffmpeg, settings: Config['engine']): Promise<VoiceEngine> {
  if (settings.name === 'builtin') return createBuiltinEngine({ ffmpeg, compute: settings.compute });
  // Its scripts call ffmpeg by its name.
  const search = [path.dirname(ffmpeg.ffmpeg), process.env['PATH'] ?? ''].join(path.delimiter);
  const checkout = await openCheckout(settings, { ...process.env, PATH: search });
  return createGptSovitsEngine({ checkout, ffmpeg });
}
