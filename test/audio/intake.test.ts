// The whole way of an upload: every format that people have, every fault that recordings have, every trick that files play.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { clipMeasures, clipVerdict } from '../../src/audio/clip.ts';
import { decodePcm, readSamples } from '../../src/audio/decode.ts';
import { encodeFlac } from '../../src/audio/flac.ts';
import type { RecordingClip, RecordingReport } from '../../src/audio/intake.ts';
import { processRecording } from '../../src/audio/intake.ts';
import { integratedLoudness, truePeakDb } from '../../src/audio/loudness.ts';
import { ffmpegHere, make, promptInput, promptSpeech, promptWav, scratch, take, wavOf } from './material.ts';
import { UserError } from '../../src/errors.ts';
import { noteOf } from '../../src/i18n/notes.ts';
import { inEnglish } from '../support/told.ts';

const refused = (code: string, message?: RegExp) => (error: Error) => {
  assert.ok(error instanceof UserError, error.stack);
  assert.equal(error.code, code, error.message);
  assert.ok(error.hint.length > 10);
  // What fills in the texts of any language is names and keys, and no English.
  for (const param of Object.values(error.texts?.params ?? {}).flat()) assert.doesNotMatch(String(param), / /);
  if (message) assert.match(error.message, message);
  return true;
};

function only(report: RecordingReport): RecordingClip {
  assert.equal(report.clips.length, 1);
  return report.clips[0];
}

/** Sampling rate, channels and bits out of the first block of a FLAC file, as its format defines it. */
async function flacFacts(file: string): Promise<string> {
  const bytes = await readFile(file);
  assert.equal(bytes.toString('latin1', 0, 4), 'fLaC');
  const packed = bytes.readBigUInt64BE(18);
  return `${packed >> 44n} Hz, ${((packed >> 41n) & 7n) + 1n} channel, ${((packed >> 36n) & 31n) + 1n} bit`;
}

/** Name of the file, and the arguments of ffmpeg that make it out of speech. */
const formats: readonly (readonly [name: string, ...args: string[]])[] = [
  ['speech.wav', '-c:a', 'pcm_s16le'],
  ['24-bit at 96 kHz.wav', '-c:a', 'pcm_s24le', '-ar', '96000'],
  ['float stereo.wav', '-c:a', 'pcm_f32le', '-ar', '44100', '-ac', '2'],
  ['telephone.wav', '-c:a', 'pcm_mulaw', '-ar', '8000'],
  ['surround.wav', '-c:a', 'pcm_s16le', '-af', 'pan=5.1|c2=c0', '-ar', '48000'],
  ['8 bit.wav', '-c:a', 'pcm_u8', '-ar', '22050'],
  ['speech.flac', '-c:a', 'flac', '-ar', '44100'],
  ['speech.aiff', '-ar', '44100'],
  ['speech.caf', '-c:a', 'pcm_s16be', '-ar', '44100'],
  ['speech.mp3', '-c:a', 'libmp3lame', '-b:a', '96k', '-ar', '44100'],
  ['speech.m4a', '-c:a', 'aac', '-b:a', '96k', '-ar', '44100'],
  ['speech.aac', '-c:a', 'aac', '-b:a', '64k', '-ar', '32000', '-f', 'adts'],
  ['voice-message.ogg', '-c:a', 'libopus', '-b:a', '32k', '-ar', '48000'],
  ['vorbis.ogg', '-c:a', 'libvorbis', '-ar', '44100'],
  ['speech.webm', '-c:a', 'libopus', '-b:a', '48k', '-f', 'webm'],
];

test('every format that people upload becomes one clean clip', async (t) => {
  const folder = await scratch(t);
  await make(
    ...promptInput(3, 5),
    ...formats.flatMap(([name, ...args]) => ['-t', '4', ...args, path.join(folder, name)]),
  );
  const made = formats.map(async ([name]) => {
    const file = path.join(folder, name);
    const out = path.join(folder, `out ${name}`);
    await mkdir(out);
    return { name, clip: only(await take(file, out)), left: await readdir(out, { recursive: true }) };
  });
  for (const { name, clip, left } of await Promise.all(made)) {
    assert.notEqual(clip.verdict.grade, 'rejected', `${name}: ${inEnglish(clip.verdict.remarks)}`);
    assert.equal(await flacFacts(clip.path), '32000 Hz, 1 channel, 16 bit', name);
    assert.equal(
      clip.sha256,
      createHash('sha256')
        .update(await readFile(clip.path))
        .digest('hex'),
    );
    clipMeasures.parse(clip.measures);
    clipVerdict.parse(clip.verdict);
    assert.ok(clip.measures.durationSeconds > 2 && clip.measures.durationSeconds <= 4.1, name);
    assert.ok(clip.measures.f0 && clip.measures.f0.medianHz > 150 && clip.measures.f0.medianHz < 250, name);
    assert.equal(
      clip.verdict.grade,
      name === 'telephone.wav' ? 'fair' : 'good',
      `${name} ${inEnglish(clip.verdict.remarks)}`,
    );
    // One folder with one clip, and what is listened to: nothing else is left behind.
    assert.equal(left.length, 3, left.join());
  }
});

test('clips have -20 LUFS, or as much as their peaks allow', async (t) => {
  const folder = await scratch(t);
  for (const peakDb of [0, 12]) {
    const file = path.join(folder, 'speech.wav');
    const speech = (await promptSpeech(4)).map((sample) => sample * 0.2);
    // One loud click makes the peak high without making the speech louder.
    speech[20_000] += 0.2 * 10 ** (peakDb / 20);
    await writeFile(file, wavOf([speech], 'floats'));
    const samples = await decodePcm(await ffmpegHere(), only(await take(file, folder)).path, { sampleRate: 32_000 });
    const loudness = integratedLoudness(samples, 32_000) ?? 0;
    const peak = truePeakDb(samples) ?? 0;
    assert.ok(peak < -1.8 && loudness < -19.5, `${loudness} LUFS, ${peak} dBTP`);
    assert.ok(loudness > -20.5 || peak > -2.2, `could be louder: ${loudness} LUFS, ${peak} dBTP`);
  }
});

test('a video gives its sound; cover art is no trouble', async (t) => {
  const folder = await scratch(t);
  const [video, song, mute] = ['clip.mp4', 'cover.mp3', 'mute.mp4'].map((name) => path.join(folder, name));
  const picture = ['-f', 'lavfi', '-i', 'color=s=64x64:d=4'];
  await make(
    ...promptInput(4),
    ...picture,
    '-map',
    '0:a',
    '-map',
    '1:v',
    '-t',
    '4',
    '-c:v',
    'mpeg4',
    '-c:a',
    'aac',
    video,
    '-map',
    '0:a',
    '-map',
    '1:v',
    '-t',
    '4',
    '-frames:v',
    '1',
    '-c:v',
    'mjpeg',
    song,
    '-map',
    '1:v',
    '-c:v',
    'mpeg4',
    mute,
  );
  assert.notEqual(only(await take(video, folder)).verdict.grade, 'rejected');
  assert.notEqual(only(await take(song, folder)).verdict.grade, 'rejected');
  await assert.rejects(take(mute, folder), refused('no-sound'));
});

test('the same upload gives the same bits', async (t) => {
  const folder = await scratch(t);
  const file = path.join(folder, 'speech.ogg');
  await make(...promptInput(5), '-c:a', 'libopus', file);
  const [first, second] = await Promise.all([take(file, folder), take(file, folder)]);
  const paths = { path: '', listenedPath: '' };
  assert.deepEqual(
    first.clips.map((clip) => ({ ...clip, ...paths })),
    second.clips.map((clip) => ({ ...clip, ...paths })),
  );
  const { path: clip, listenedPath } = only(first);
  assert.deepEqual(await readSamples(listenedPath), await decodePcm(await ffmpegHere(), clip, { sampleRate: 16_000 }));
});

test('a long recording is cut into clips, and the event loop does not wait meanwhile', async (t) => {
  const folder = await scratch(t);
  const file = path.join(folder, 'long.flac');
  await make(...promptInput(60), '-t', '60', '-ar', '44100', '-ac', '2', file);
  const [ours, everybodys] = [process.threadCpuUsage(), process.cpuUsage()];
  const { clips, remarks } = await take(file, folder);
  const here = process.threadCpuUsage(ours).user;
  const elsewhere = process.cpuUsage(everybodys).user - here;
  assert.ok(clips.length >= 5 && clips.length <= 30, `${clips.length} clips`);
  for (const [index, clip] of clips.entries()) {
    assert.equal(clip.index, index);
    assert.ok(clip.measures.durationSeconds <= 12.05);
    const next = clips[index + 1]?.startSeconds ?? 60.1;
    assert.ok(clip.startSeconds + clip.measures.durationSeconds <= next + 0.001);
  }
  const kept = clips.reduce((sum, { measures }) => sum + measures.durationSeconds, 0);
  assert.ok(kept > 45, `${kept} s kept`);
  assert.deepEqual(remarks, []);
  assert.ok(here < elsewhere / 2, `${here / 1e3} ms of work on the event loop, ${elsewhere / 1e3} ms in other threads`);
});

const loudness = ({ clips }: RecordingReport) => clips[0].measures.loudnessLufs ?? 0;

test('channels: a dead one, one turned over', async (t) => {
  const folder = await scratch(t);
  const speech = await promptSpeech(4);
  /** What becomes of the speech in channels of these gains. */
  const taken = async (...gains: readonly number[]) => {
    const file = path.join(folder, `${gains.join()}.wav`);
    await writeFile(file, wavOf(gains.map((gain) => speech.map((sample) => gain * sample))));
    return take(file, folder);
  };
  const both = await taken(1, 1);
  assert.ok(Math.abs(loudness(await taken(1)) - loudness(both)) < 0.1);
  const dead = await taken(0, 1);
  const turned = await taken(1, -1);
  assert.deepEqual(dead.remarks, [noteOf('only-right')]);
  assert.match(inEnglish(turned.remarks), /polarity/);
  assert.deepEqual(both.remarks, []);
  assert.ok(Math.abs(loudness(dead) - loudness(both)) < 0.1);
  assert.ok(Math.abs(loudness(turned) - loudness(both)) < 0.1);
});

test('DC and rumble are gone, silence at the edges too', async (t) => {
  const folder = await scratch(t);
  const file = path.join(folder, 'rumble.wav');
  const speech = await promptSpeech(3);
  const rumble = Float32Array.from(
    { length: 3 * speech.length },
    (_, i) => (speech[i - speech.length] ?? 0) * 0.5 + 0.2 + 0.1 * Math.sin((2 * Math.PI * 12 * i) / 16_000),
  );
  await writeFile(file, wavOf([rumble], 'floats'));
  const clip = only(await take(file, folder));
  assert.ok(clip.startSeconds > 2.7 && clip.measures.durationSeconds < 3.5, `${clip.measures.durationSeconds} s`);
  const samples = await decodePcm(await ffmpegHere(), clip.path, { sampleRate: 32_000 });
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  assert.ok(Math.abs(mean) < 1e-3, `DC of ${mean}`);
  assert.notEqual(clip.verdict.grade, 'rejected', inEnglish(clip.verdict.remarks));
});

/** Faults made on purpose, with what must come of them. */
const faults: readonly (readonly [fault: string, filter: string, grade: string, remark: RegExp])[] = [
  ['nothing', 'anull', 'good', /^$/],
  ['driven 3 dB over full scale', 'volume=6dB', 'fair', /clipped/],
  ['driven 20 dB over full scale', 'volume=23dB', 'rejected', /^Badly clipped/],
  ['telephone', 'aresample=8000', 'fair', /telephone/],
  ['muffled', 'aresample=4000', 'rejected', /^Muffled/],
  [
    'reverberation',
    'aecho=0.8:0.9:37|61|97|131|173:0.6|0.5|0.4|0.35|0.3',
    '(good|fair)',
    /^(Some background noise.*)?$/,
  ],
  ['very quiet', 'volume=-42dB', 'fair', /^Very quiet/],
  ['noise at 15 dB', 'NOISE:0.05', 'fair', /^Some background noise/],
  ['noise at 3 dB', 'NOISE:0.2', 'rejected', /^Too noisy/],
  ['only a word', 'atrim=end=0.9', 'rejected', /^Only 0\.\d s of speech/],
];

test('faults of recordings are seen and put into words', async (t) => {
  const folder = await scratch(t);
  const fileOf = (index: number): string => path.join(folder, `${index}.wav`);
  const mixes = faults.map(([, filter], index) => {
    const noise = /^NOISE:(.*)$/.exec(filter)?.[1];
    if (noise === undefined) return `[speech${index}]${filter}[out${index}]`;
    return `anoisesrc=c=white:a=${noise}:seed=4:r=16000[noise${index}];[speech${index}][noise${index}]amix=duration=first:normalize=0[out${index}]`;
  });
  const split = `[0:a]asplit=${faults.length}${faults.map((_, index) => `[speech${index}]`).join('')}`;
  await make(
    ...promptInput(5, 10),
    '-filter_complex',
    [split, ...mixes].join(';'),
    ...faults.flatMap((_, index) => ['-map', `[out${index}]`, '-t', '5', fileOf(index)]),
  );
  await Promise.all(
    faults.map(async ([fault, , grade, remark], index) => {
      const report = await take(fileOf(index), folder);
      const words = report.clips.map(({ verdict }) => inEnglish(verdict.remarks)).join(' ');
      const about = `${fault}: ${report.clips[0].verdict.grade}, ${words} (SNR ${report.clips[0].measures.snrDb})`;
      assert.match(report.clips[0].verdict.grade, new RegExp(`^${grade}$`), about);
      assert.match(inEnglish(report.clips[0].verdict.remarks), remark, about);
    }),
  );
});

test('what is no speech at all is refused with its reason', async (t) => {
  const folder = await scratch(t);
  const notes = '220*pow(2,floor(mod(t*3,8))/6)';
  const melody = [1, 2, 3].map((partial) => `sin(2*PI*${partial}*${notes}*t)/${partial}`).join('+');
  const sounds = {
    'no-speech': ['sine=440', 'anoisesrc=c=white:a=0.2:seed=1', 'anoisesrc=c=brown:a=0.5:seed=2'],
    'silent-recording': ['anullsrc', 'anoisesrc=c=white:a=0.0003:seed=3'],
    music: [`aevalsrc='0.2*(${melody})*exp(-4*mod(t,1/3))'`],
  };
  const all = Object.values(sounds).flat();
  const fileOf = (source: string): string => path.join(folder, `${all.indexOf(source)}.wav`);
  await make(
    ...all.flatMap((source) => ['-f', 'lavfi', '-i', source]),
    ...all.flatMap((source, index) => ['-map', `${index}:a`, '-t', '5', fileOf(source)]),
  );
  for (const [outcome, sources] of Object.entries(sounds)) {
    for (const source of sources) {
      const file = fileOf(source);
      if (outcome === 'music') {
        const { verdict } = only(await take(file, folder));
        assert.equal(verdict.grade, 'rejected');
        assert.match(inEnglish(verdict.remarks), /music or beeps/);
      } else await assert.rejects(take(file, folder), refused(outcome), source);
    }
  }
});

test('files that are not what they say', async (t) => {
  const folder = await scratch(t);
  const secret = path.join(folder, 'secret.wav');
  const wav = await promptWav(3);
  await writeFile(secret, wav);
  const tricks: readonly (readonly [name: string, content: string | Buffer, code: string, message?: RegExp])[] = [
    ['notes.wav', 'Dear diary,\n', 'not-audio', /ends in \.wav, but it holds text/],
    ['empty.mp3', '', 'empty-file'],
    ['photo.mp3', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), 'not-audio', /a picture/],
    ['list.wav', `ffconcat version 1.0\nfile '${secret}'\n`, 'not-audio'],
    ['list.mp3', `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:3,\n${secret}\n#EXT-X-ENDLIST\n`, 'not-audio'],
    ['tagged.mp3', `ID3\x04\0\0\0\0\0\0#EXTM3U\n#EXTINF:3,\n${secret}\n#EXT-X-ENDLIST\n`, 'broken-file'],
    ['session.m4a', 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n', 'not-audio'],
    ['dash.webm', '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>', 'not-audio'],
    ['header.wav', wav.subarray(0, 44), 'broken-file'],
    ['box.m4a', Buffer.from('\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0', 'latin1'), 'broken-file'],
    ['\x1b[31m../../etc/passwd.\x1b[0m', 'root', 'not-audio', /^This file holds text, not audio\.$/],
  ];
  for (const [name, content, code, message] of tricks) {
    const file = path.join(folder, 'upload');
    await writeFile(file, content);
    await assert.rejects(take(file, folder, name), refused(code, message), JSON.stringify(name));
  }
  assert.deepEqual((await readdir(folder)).sort(), ['secret.wav', 'upload']);
});

test('tags of any kind are neither kept nor repeated', async (t) => {
  const folder = await scratch(t);
  const file = path.join(folder, 'tagged.mp3');
  const hostile = '\x1b]0;owned\x07 @everyone `rm -rf` <script>alert(1)</script> Duration: 99:00:00.00';
  await make(...promptInput(3), '-t', '4', '-metadata', `title=${hostile}`, '-metadata', `artist=${hostile}`, file);
  const report = await take(file, folder, '../../\x1b[31mevil\n@everyone.mp3');
  assert.doesNotMatch(JSON.stringify(report.remarks), /owned|everyone|script|99|\\u001b/);
  assert.equal(path.dirname(path.dirname(report.clips[0].path)), folder);
  assert.doesNotMatch((await readFile(report.clips[0].path)).toString('latin1'), /owned|Lavf/);
});

test('a recording that is cut off, or claims to be longer than it is', async (t) => {
  const folder = await scratch(t);
  const wav = path.join(folder, 'speech.wav');
  const whole = await promptWav(4);
  await writeFile(wav, whole);
  const [flac, w64, caf, aiff, mp4] = ['flac', 'w64', 'caf', 'aiff', 'm4a'].map((end) =>
    path.join(folder, `speech.${end}`),
  );
  await make('-i', wav, flac, w64, '-c:a', 'pcm_s16be', caf, aiff, mp4);
  const packed = await readFile(flac);
  const cutOff = path.join(folder, 'cut off.flac');
  await writeFile(cutOff, packed.subarray(0, packed.length / 2));
  assert.match(
    inEnglish((await take(cutOff, folder)).remarks),
    /claims to last 4\.0 s, but only [12]\.\d s could be read/,
  );
  // Files of chunks, whose claim ffmpeg shortens to what is there.
  for (const file of [wav, w64, caf, aiff]) {
    const name = path.basename(file);
    assert.deepEqual((await take(file, folder)).remarks, [], name);
    const bytes = await readFile(file);
    const half = path.join(folder, `half ${name}`);
    await writeFile(half, bytes.subarray(0, bytes.length / 2));
    const report = await take(half, folder);
    assert.match(inEnglish(report.remarks), /claims to last 4\.0 s, but only 2\.0 s could be read/, name);
    assert.ok(report.isCutOff);
    // What counts its samples misses every word.
    const most = path.join(folder, `most ${name}`);
    await writeFile(most, bytes.subarray(0, Math.round(0.9 * bytes.length)));
    assert.ok((await take(most, folder)).isCutOff, name);
    const all = path.join(folder, `nearly all ${name}`);
    await writeFile(all, bytes.subarray(0, Math.round(0.99 * bytes.length)));
    assert.ok(!(await take(all, folder)).isCutOff, name);
  }
  // What recorders write into a WAV header that do not know yet how long it gets, and are interrupted, is no claim.
  for (const size of [0, 0x7ffff000, 0xfffffff0, 0xffffffff]) {
    const lying = Buffer.from(whole);
    lying.writeUInt32LE(size, 4);
    lying.writeUInt32LE(size, lying.indexOf('data') + 4);
    const liar = path.join(folder, 'liar.wav');
    await writeFile(liar, lying);
    const report = await take(liar, folder);
    assert.ok(report.clips.length >= 1 && report.clips[0].verdict.grade !== 'rejected');
    assert.deepEqual(report.remarks, []);
  }
  const stump = path.join(folder, 'stump.m4a');
  await writeFile(stump, (await readFile(mp4)).subarray(0, 20_000));
  await assert.rejects(take(stump, folder), refused('broken-file'));
});

test('samples that are no numbers are taken as silence and told of; a recording full of them is refused', async (t) => {
  const folder = await scratch(t);
  const speech = await promptSpeech(4);
  const nothing = new Float32Array(speech.length);
  for (const [layout, all] of Object.entries({
    mono: [speech],
    stereo: [speech, speech],
    // The middle is the third.
    '5.1': [nothing, nothing, speech, nothing, nothing, nothing],
  })) {
    const channels = all.length;
    const clean = path.join(folder, `${layout}.wav`);
    const bytes = wavOf(all, 'floats');
    await writeFile(clean, bytes);
    const expected = only(await take(clean, folder));
    const first = bytes.indexOf('data') + 8;
    /** One value after the other, in every so manieth sample of the first channel. */
    const damaged = (values: readonly number[], everyNth: number) => {
      const copy = Buffer.from(bytes);
      const step = 4 * channels * everyNth;
      for (let at = first + 4 * 1000 * channels, i = 0; at + 4 <= copy.length; at += step, i++) {
        copy.writeFloatLE(values[i % values.length], at);
      }
      return copy;
    };
    const broken = path.join(folder, `broken ${layout}.wav`);
    // Any one of them that were let through would stay in the filters and make the rest inaudible or too loud.
    await writeFile(broken, damaged([NaN, Infinity, -Infinity, 1e30], 12_000));
    const report = await take(broken, folder);
    assert.match(inEnglish(report.remarks), /samples were not numbers/, layout);
    const clip = only(report);
    assert.equal(clip.verdict.grade, expected.verdict.grade, layout);
    assert.ok(Math.abs((clip.measures.loudnessLufs ?? 0) - (expected.measures.loudnessLufs ?? 0)) < 0.1);
    assert.equal(clip.measures.clippedSamples, expected.measures.clippedSamples);
    await writeFile(broken, damaged([NaN], 5));
    await assert.rejects(take(broken, folder), refused('broken-samples'));
  }
});

test('more than half an hour is too long, however small the file', async (t) => {
  const folder = await scratch(t);
  const bomb = path.join(folder, 'bomb.flac');
  await writeFile(bomb, encodeFlac(new Int16Array(1900 * 8000), 8000));
  await assert.rejects(take(bomb, folder), refused('too-long'));
  assert.deepEqual(await readdir(folder), ['bomb.flac']);
});

test('giving up leaves nothing behind, wherever it happens', async (t) => {
  const folder = await scratch(t);
  const out = path.join(folder, 'out');
  await mkdir(out);
  const file = path.join(folder, 'speech.wav');
  await writeFile(file, await promptWav(20));
  const reason = new Error('shutting down');
  for (const afterMs of [0, 60, 150, 300, 600]) {
    const upload = { path: file, fileName: 'speech.wav', sha256: '' };
    const controller = new AbortController();
    const running = processRecording(await ffmpegHere(), upload, { folder: out, signal: controller.signal });
    const timer = setTimeout(() => controller.abort(reason), afterMs);
    const outcome = await running.then(
      () => 'done',
      (error: unknown) => error,
    );
    clearTimeout(timer);
    if (outcome === 'done') continue;
    assert.equal(outcome, reason);
    assert.deepEqual(await readdir(out), []);
  }
});
