// How well the fetched Whisper hears: words wrong of three speakers, how sure it was of them, its share of real time on one
// core, the memory of a process that only listens, and which transcripts are doubted by what it hears.
// `npm run bench -- heard [FOLDER]` (FOLDER: VCTK's p225, p226).
//   --voices          also trains a voice from heard words and one from typed ones: --minutes 1 of speech, --seeds 1
//   --speakers Allison,p225
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { decodePcm } from '../src/audio/decode.ts';
import { loadEnvFile, readConfig } from '../src/config.ts';
import { whisperSampleRate } from '../src/dsp/log-mel.ts';
import { modelName } from '../src/ears/listening-models.ts';
import { type Hearing, isSure } from '../src/ears/hearing.ts';
import { openWhisper } from '../src/ears/whisper.ts';
import { encoderName } from '../src/speakers/speakers.ts';
import type { EngineClip } from '../src/trainer/engines/engine.ts';
import { wordErrors } from '../test/support/word-errors.ts';
import { type HeardClip, doubts } from './heard/transcripts.ts';
import { compareVoices } from './heard/voices.ts';
import { prompted, speakersIn } from './voice/speakers.ts';

/** Of a speaker with more clips so many are taken, evenly. */
const mostClips = 100;
/** Seconds; what is longer is cut before anybody listens. */
const longestClip = 12;

const options = {
  voices: { type: 'boolean', default: false },
  minutes: { type: 'string', default: '1' },
  seeds: { type: 'string', default: '1' },
  speakers: { type: 'string' },
} as const;

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  loadEnvFile();
  const { modelsDir } = readConfig(process.env);
  const ffmpeg = await locateFfmpeg();
  const kept = path.join(tmpdir(), 'timbre-bench-voice');
  await mkdir(kept, { recursive: true });
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-heard-'));
  const listener = await openWhisper(path.join(modelsDir, modelName));
  const read = ({ path: file }: EngineClip): Promise<Float32Array> =>
    decodePcm(ffmpeg, file, { sampleRate: whisperSampleRate });
  const hearings = new Map<string, Hearing>();
  const hear = async (clip: EngineClip): Promise<Hearing> => {
    const hearing = hearings.get(clip.id) ?? (await listener.hear(await read(clip), 'en'));
    hearings.set(clip.id, hearing);
    return hearing;
  };
  try {
    const [others] = positionals;
    const speakers = [
      await prompted(ffmpeg, kept, 'en'),
      ...(others === undefined ? [] : await speakersIn(ffmpeg, kept, others)),
    ].filter(({ name }) => values.speakers?.split(',').includes(name) ?? true);
    console.log('speaker   clips  words  wrong %  sure clips  wrong % of these  of real time');
    const told: string[] = [];
    for (const { name, clips } of speakers) {
      const short = clips.filter(({ durationSeconds }) => durationSeconds <= longestClip);
      const step = Math.max(1, short.length / mostClips);
      const chosen = Array.from({ length: Math.min(mostClips, short.length) }, (_, i) => short[Math.floor(i * step)]);
      const all = { wrong: 0, words: 0 };
      const sure = { clips: 0, wrong: 0, words: 0 };
      let [seconds, busy] = [0, 0];
      const heardClips: HeardClip[] = [];
      for (const clip of chosen) {
        const samples = await read(clip);
        const before = process.cpuUsage();
        const hearing = await listener.hear(samples, 'en');
        const { user, system } = process.cpuUsage(before);
        hearings.set(clip.id, hearing);
        busy += (user + system) / 1e6;
        seconds += clip.durationSeconds;
        const transcript = clip.transcript ?? '';
        heardClips.push({
          transcript,
          hearing,
          half: await listener.hear(samples.subarray(0, samples.length >> 1), 'en'),
        });
        const found = wordErrors(transcript, hearing.text);
        all.wrong += found.wrong;
        all.words += found.words;
        if (!isSure(hearing)) continue;
        sure.clips++;
        sure.wrong += found.wrong;
        sure.words += found.words;
      }
      const share = ({ wrong, words }: typeof all): string => ((100 * wrong) / words).toFixed(1);
      console.log(
        [name.padEnd(8), String(chosen.length).padStart(6), String(all.words).padStart(6), share(all).padStart(8)]
          .concat([String(sure.clips).padStart(11), share(sure).padStart(17), (busy / seconds).toFixed(2).padStart(13)])
          .join(' '),
      );
      told.push(...doubts(name, heardClips));
    }
    console.log(`Memory of this process at its largest: ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`);
    console.log('\nspeaker  transcripts      clips     sure  doubted');
    for (const line of told) console.log(line);
    if (!values.voices) return;
    console.log('');
    const amounts = {
      minutes: z.coerce.number().positive().parse(values.minutes),
      seeds: z.coerce.number().int().positive().parse(values.seeds),
      encoderFolder: path.join(modelsDir, encoderName),
    };
    for (const speaker of speakers) await compareVoices(ffmpeg, folder, speaker, hear, amounts);
  } finally {
    await listener.close();
    await rm(folder, { recursive: true });
  }
}
