// `node scripts/measure-kokoro.ts [FILE]`: measure Kokoro's voices again (weights/README.md). Needs the models `kokoro` and
// `speaker-encoder`; takes some five minutes on one core. The same processor makes the same bytes.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { loadEnvFile, readConfig } from '../src/config.ts';
import { usableModel } from '../src/models/usable.ts';
import { openEncoder } from '../src/speakers/encoder.ts';
import { encoderName } from '../src/speakers/speakers.ts';
import { Kokoro, kokoroName } from '../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { measureVoice } from '../src/trainer/engines/builtin/source/kokoro/measure-voice.ts';
import { type VoiceAverages, voiceTableFile } from '../src/trainer/engines/builtin/source/kokoro/voice-table.ts';

const [target = voiceTableFile] = process.argv.slice(2);
loadEnvFile();
const { modelsDir } = readConfig(process.env);
const folders: string[] = [];
for (const name of [kokoroName, encoderName]) {
  const folder = await usableModel(modelsDir, name, pino());
  if (folder === null) {
    console.error(`There is no ${name} in ${modelsDir}: npm run models -- ${name} fetches it.`);
    process.exit(1);
  }
  folders.push(folder);
}
const [kokoroFolder, encoderFolder] = folders;
const cache = await mkdtemp(path.join(tmpdir(), 'timbre-kokoro-'));
const encoder = await openEncoder(encoderFolder);
const kokoro = await Kokoro.open(kokoroFolder, cache, { threads: 1 });
try {
  const table: Record<string, VoiceAverages> = {};
  for (const name of kokoro.voices.names) {
    table[name] = await measureVoice(name, kokoro, encoder);
    console.log(`${name}: ${Math.exp(table[name].pitch).toFixed(0)} Hz`);
  }
  // One line a voice.
  const lines = Object.entries(table).map(([name, voice]) => `${JSON.stringify(name)}:${JSON.stringify(voice)}`);
  await writeFile(target, `{\n${lines.join(',\n')}\n}\n`);
} finally {
  await kokoro.close();
  await encoder.close();
  await rm(cache, { recursive: true });
}
