// The engine that the settings name: for the trainer, and for operator commands that read and write its states.
import type { Ffmpeg } from '../../audio/ffmpeg.ts';
import { createBuiltinEngine } from './builtin/engine.ts';
import type { VoiceEngine } from './engine.ts';

export function createEngine(ffmpeg: Ffmpeg): VoiceEngine {
  return createBuiltinEngine({ ffmpeg });
}
