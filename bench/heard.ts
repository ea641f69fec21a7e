// How well the fetched Whisper hears: words wrong of three speakers, how sure it was of them, its share of real time on one
// core, and the memory of a process that only listens. `npm run bench -- heard [FOLDER]` (FOLDER: VCTK's p225, p226).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { decodePcm } from '../src/audio/decode.ts';
import { loadEnvFile, readConfig } from '../src/config.ts';
import { whisperSampleRate } from '../src/dsp/log-mel.ts';
import { modelName } from '../src/ears/ears.ts';
import { isSure } from '../src/ears/hearing.ts';
import { openWhisper } from '../src/ears/whisper.ts';
import { wordErrors } from '../test/support/word-errors.ts';
import { allison, speakersIn } from './voice/speakers.ts';

/** Of a speaker with more clips so many are taken, evenly. */
const mostClips = 100;
/** Seconds; what is longer is cut before anybody listens. */
const longestClip = 12;

export async function run([vctk]: readonly string[]): Promise<void> {
  loadEnvFile();
  const { modelsDir } = readConfig(process.env);
  const ffmpeg = await locateFfmpeg();
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-heard-'));
  const listener = await openWhisper(path.join(modelsDir, modelName));
  try {
    console.log('speaker   clips  words  wrong %  sure clips  wrong % of these  of real time');
    const speakers = [
      await allison(ffmpeg, folder),
      ...(vctk === undefined ? [] : await speakersIn(ffmpeg, folder, vctk)),
    ];
    for (const { name, clips } of speakers) {
      const short = clips.filter(({ durationSeconds }) => durationSeconds <= longestClip);
      const step = Math.max(1, short.length / mostClips);
      const chosen = Array.from({ length: Math.min(mostClips, short.length) }, (_, i) => short[Math.floor(i * step)]);
      const all = { wrong: 0, words: 0 };
      const sure = { clips: 0, wrong: 0, words: 0 };
      let [seconds, busy] = [0, 0];
      for (const clip of chosen) {
        const samples = await decodePcm(ffmpeg, clip.path, { sampleRate: whisperSampleRate });
        const before = process.cpuUsage();
        const heard = await listener.hear(samples, 'en');
        const { user, system } = process.cpuUsage(before);
        busy += (user + system) / 1e6;
        seconds += clip.durationSeconds;
        const found = wordErrors(clip.transcript ?? '', heard.text);
        all.wrong += found.wrong;
        all.words += found.words;
        if (!isSure(heard)) continue;
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
    }
    console.log(`Memory of this process at its largest: ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`);
  } finally {
    await listener.close();
    await rm(folder, { recursive: true });
  }
}
