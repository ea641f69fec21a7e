// The fetched speaker encoder on real speech; skipped where `npm run models` has not fetched it.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import pino from 'pino';
import { loadEnvFile, readConfig } from '../../src/config.ts';
import { centroid, similarity, vectorOf } from '../../src/speakers/embedding.ts';
import { openSpeakers } from '../../src/speakers/speakers.ts';
import { ffmpegHere, make, scratch } from '../audio/material.ts';
import { spokenByOther } from '../support/other-speaker.ts';
import { recordedPrompts } from '../support/speech.ts';

loadEnvFile();
const { modelsDir } = readConfig(process.env);

test('the fetched encoder tells a voice from others, whatever it came through', async (t) => {
  const speakers = await openSpeakers(modelsDir, await ffmpegHere(), pino({ level: 'silent' }));
  if (speakers === null) return t.skip(`no model in ${modelsDir}: npm run models fetches it`);
  t.after(() => speakers.close());
  const folder = await scratch(t);
  const embed = async (file: string): Promise<Float32Array> => {
    const kept = await speakers.embed(file);
    const vector = vectorOf(kept, kept?.model ?? '');
    assert.ok(vector, file);
    return vector;
  };
  const prompts = recordedPrompts(3).filter((_, index) => index % 9 === 0);
  const own: Float32Array[] = [];
  for (const [index, { path: prompt }] of prompts.entries()) {
    const clip = path.join(folder, `${index}.${index % 2 === 0 ? 'wav' : 'm4a'}`);
    await make('-f', 'g722', '-i', prompt, clip);
    own.push(await embed(clip));
  }
  const voice = centroid(own.filter((_, index) => index % 3 === 0));
  assert.ok(voice);
  const others = own.filter((_, index) => index % 3 !== 0).map((vector) => similarity(vector, voice));
  const strange = others.filter((value) => value < 0.77).length;
  assert.ok(strange / others.length <= 0.02, `${strange} of ${others.length} own clips are strange`);
  for (const who of ['slt', 'rms'] as const) {
    const file = path.join(folder, `${who}.wav`);
    await writeFile(file, await spokenByOther(who, 'The old boat drifts slowly past the harbour wall.'));
    const likeness = similarity(await embed(file), voice);
    assert.ok(likeness < 0.77, `${who}: ${likeness}`);
  }
});
