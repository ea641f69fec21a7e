// New clips against those a voice has: copies in other formats, other speakers, other conditions and manners.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type ComparedClip, findCopy, judgeConsistency, speakerDistance } from '../../src/audio/consistency.ts';
import { keep } from '../../src/speakers/embedding.ts';
import { spokenByOther } from '../support/other-speaker.ts';
import { recordedPrompts } from '../support/speech.ts';
import { make, take } from './material.ts';
import { inEnglish } from '../support/told.ts';

const somebodyElse = 'other-speaker';

const unchanged = (clip: ComparedClip): ComparedClip => clip;
const raised = (clip: ComparedClip): ComparedClip => {
  const { f0 } = clip.measures;
  const higher = f0 && { lowHz: f0.lowHz * 1.26, medianHz: f0.medianHz * 1.26, highHz: f0.highHz * 1.26 };
  return { ...clip, measures: { ...clip.measures, f0: higher } };
};
const whispered = (clip: ComparedClip): ComparedClip => ({ ...clip, descriptor: { ...clip.descriptor, voice: null } });
const telephoned = (clip: ComparedClip): ComparedClip => ({
  ...clip,
  measures: { ...clip.measures, bandwidthHz: 3500 },
});
/** A clip whose embedding is this similar to one of (1, 0). */
const alike = (clip: ComparedClip, cosine: number, model = 'a'): ComparedClip => ({
  ...clip,
  descriptor: { ...clip.descriptor, embedding: keep(model, Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2))) },
});

describe('a new clip', () => {
  let folder: string;
  let known: ComparedClip[];
  /** Prompts that the voice does not have. */
  let more: ComparedClip[];

  const prompts = recordedPrompts().filter(({ seconds }) => seconds > 3.5 && seconds < 6);
  const fileOf = (index: number): string => {
    const prompt = prompts[index];
    assert.ok(prompt);
    return prompt.path;
  };

  /** The only clip of a recording, as the intake makes it. */
  const clipOf = async (file: string, transcript: string | null = null): Promise<ComparedClip> => {
    const { clips } = await take(file, folder);
    const [clip] = clips;
    assert.ok(clip && clips.length === 1, file);
    return { measures: clip.measures, descriptor: clip.descriptor, transcript };
  };

  const telephone = ['-af', 'highpass=f=300,lowpass=f=3400', '-ar', '8000'];
  const copies: readonly (readonly [how: string, name: string, ...change: readonly string[]])[] = [
    ['as quieter MP3', 'copy.mp3', '-af', 'volume=-6dB', '-b:a', '64k'],
    ['as louder M4A', 'copy.m4a', '-af', 'volume=4dB', '-b:a', '96k'],
    ['as Opus, trimmed at both ends', 'copy.ogg', '-ss', '0.25', '-t', '2.9', '-c:a', 'libopus', '-b:a', '32k'],
    ['over the telephone', 'phone.wav', ...telephone],
    ['through an equalizer', 'equalized.flac', '-af', 'bass=g=6,treble=g=-6'],
  ];

  /** Whether a new clip is held back whose embedding is this similar to those of the voice. */
  const isHeld = (likeness: number, changes: (clip: ComparedClip) => ComparedClip, model = 'a'): boolean => {
    const [clip] = more;
    assert.ok(clip);
    const voice = known.map((other) => alike(other, 1));
    return judgeConsistency(changes(alike(clip, likeness, model)), voice).heldBack !== null;
  };

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'timbre-consistency-'));
    const files = Array.from({ length: 12 }, (_, index) => path.join(folder, `prompt-${index}.wav`));
    await make(
      ...files.flatMap((_, index) => ['-f', 'g722', '-i', fileOf(index)]),
      '-f',
      'lavfi',
      '-i',
      'anoisesrc=color=pink:amplitude=0.1:seed=1:duration=10',
      '-filter_complex',
      `[10:a][${files.length}:a]amix=inputs=2:duration=first:normalize=0[noisy]`,
      ...files.flatMap((file, index) => ['-map', `${index}:a`, file]),
      ...copies.flatMap(([, name, ...change]) => ['-map', '5:a', ...change, path.join(folder, name)]),
      '-map',
      '10:a',
      ...telephone,
      path.join(folder, 'phone-call.wav'),
      '-map',
      '[noisy]',
      path.join(folder, 'noisy.wav'),
    );
    const all: ComparedClip[] = [];
    for (const file of files) all.push(await clipOf(file));
    known = all.slice(0, 8);
    more = all.slice(8);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  describe('is a copy', () => {
    for (const [how, name] of copies) {
      it(how, async () => {
        assert.equal(findCopy(await clipOf(path.join(folder, name)), known), 5);
      });
    }

    it('not when the same person says something else', () => {
      for (const [index, clip] of [...known, ...more].entries()) {
        const others = [...known, ...more].filter((_, other) => other !== index);
        assert.equal(findCopy(clip, others), null, `prompt ${index}`);
      }
    });
  });

  describe('of the same person', () => {
    it('passes without a remark', () => {
      for (const clip of more) assert.deepEqual(judgeConsistency(clip, known), { heldBack: null, remarks: [] });
    });

    it('passes with a remark on its conditions', async () => {
      const phone = await clipOf(path.join(folder, 'phone-call.wav'));
      const { heldBack, remarks } = judgeConsistency(phone, known);
      assert.equal(heldBack, null);
      assert.match(
        inEnglish(remarks),
        /^Recorded under different conditions than your other clips: sound up to [34]\.\d instead of 7\.\d kHz\.$/,
      );
      const noisy = judgeConsistency(await clipOf(path.join(folder, 'noisy.wav')), known);
      assert.equal(noisy.heldBack, null);
      assert.match(inEnglish(noisy.remarks), /different conditions.* \d+ dB more noise/);
    });

    it('passes with a remark on its manner', async () => {
      const [clip] = more;
      assert.ok(clip?.measures.f0);
      const { lowHz, medianHz, highHz } = clip.measures.f0;
      const higher = {
        ...clip.measures,
        f0: { lowHz: lowHz * 1.26, medianHz: medianHz * 1.26, highHz: highHz * 1.26 },
      };
      const judged = judgeConsistency({ ...clip, measures: higher }, known);
      assert.equal(judged.heldBack, null);
      assert.match(inEnglish(judged.remarks), /^Spoken differently from your other clips: \d semitones higher\.$/);

      const spoken = known.map((other) => ({
        ...other,
        transcript: 'x'.repeat(Math.round(other.measures.durationSeconds * 12)),
      }));
      const hasty = { ...clip, transcript: 'x'.repeat(Math.round(clip.measures.durationSeconds * 25)) };
      assert.match(inEnglish(judgeConsistency(hasty, spoken).remarks), /differently.*: faster\.$/);
    });
  });

  describe('of somebody else', () => {
    const sentence = 'The old boat drifts slowly past the harbour wall while the children play.';
    for (const voice of ['slt', 'rms'] as const) {
      it(`is held back (${voice})`, async () => {
        const file = path.join(folder, `${voice}.wav`);
        await writeFile(file, await spokenByOther(voice, sentence));
        const clip = await clipOf(file);
        assert.equal(judgeConsistency(clip, known).heldBack, somebodyElse);
        // Three clips tell too little of a voice.
        assert.deepEqual(judgeConsistency(clip, known.slice(0, 3)), { heldBack: null, remarks: [] });
      });
    }

    describe('by its embedding', () => {
      it('is held back, however close its spectrum', () => {
        assert.deepEqual([isHeld(0.75, unchanged), isHeld(0.8, unchanged)], [true, false]);
        assert.equal(isHeld(0.3, unchanged, 'b'), false, 'of another model nothing is known');
      });

      it('is not taken for a stranger in a raised voice, whispering or on the telephone', () => {
        assert.deepEqual([isHeld(0.72, raised), isHeld(0.65, raised)], [false, true]);
        assert.deepEqual([isHeld(0.65, whispered), isHeld(0.5, whispered)], [false, true]);
        // The spectrum within the telephone's band says that it is the same person.
        assert.deepEqual([isHeld(0.65, telephoned), isHeld(0.5, telephoned)], [false, true]);
      });
    });

    it('is not judged where there is hardly a voice in it', () => {
      const [clip] = more;
      assert.ok(clip);
      assert.equal(speakerDistance({ ...clip, descriptor: { ...clip.descriptor, voice: null } }, known), null);
    });
  });
});
