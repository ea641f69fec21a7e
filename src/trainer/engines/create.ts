// The engine that the settings name: for the trainer, and for operator commands that read and write its states.
import path from 'node:path';
import type { Ffmpeg } from '../../audio/ffmpeg.ts';
import type { Config } from '../../config.ts';
import type { Speakers } from '../../speakers/speakers.ts';
import { createBuiltinEngine, usualCheckpointSeconds } from './builtin/engine.ts';
import type { BuiltinEngineOptions } from './builtin/engine.ts';
import type { VoiceEngine } from './engine.ts';
import { openCheckout } from './gpt-sovits/checkout.ts';
import { createGptSovitsEngine } from './gpt-sovits/engine.ts';

interface EngineParts {
  readonly leaseMs?: number;
  readonly speakers?: Speakers | null;
  readonly kokoro?: BuiltinEngineOptions['kokoro'];
}

/**
 * @param options.leaseMs how long a trainer that died keeps its run: no more than half of that is trained once more
 * @param options.speakers who tells whom one hears in what a voice says; absent: nobody
 * @param options.kokoro the natural source; absent: all voices are made from flite
 * @throws UserError when what the engine needs is not there at all; the rest is for its `installation` to tell
 */
export async function createEngine(
  ffmpeg: Ffmpeg,
  settings: Config['engine'],
  { leaseMs = Infinity, speakers = null, kokoro = null }: EngineParts = {},
): Promise<VoiceEngine> {
  if (settings.name === 'builtin') {
    const checkpointSeconds = Math.min(usualCheckpointSeconds, leaseMs / 2000);
    const encoder = speakers?.folder ?? null;
    const { compute, learnsTimbre } = settings;
    return createBuiltinEngine({ ffmpeg, compute, learnsTimbre, checkpointSeconds, encoder, kokoro });
  }
  // Its scripts call ffmpeg by its name.
  const search = [path.dirname(ffmpeg.ffmpeg), process.env['PATH'] ?? ''].join(path.delimiter);
  const checkout = await openCheckout(settings, { ...process.env, PATH: search });
  return createGptSovitsEngine({ checkout, ffmpeg, speakers });
}
