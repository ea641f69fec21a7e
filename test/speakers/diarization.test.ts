// Who speaks when: people told apart by the windows of a recording, whose parts are kept, and where it is cut.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { chooseClips } from '../../src/audio/slicing.ts';
import { createRecordings } from '../../src/intake/recordings.ts';
import { Random } from '../../src/learning/random.ts';
import { type EmbeddedWindow, changesOf, peopleIn, speakerOf, strangersAmong } from '../../src/speakers/diarization.ts';
import { centroid, keep } from '../../src/speakers/embedding.ts';
import { ffmpegHere, promptSpeech, scratch, wavOf } from '../audio/material.ts';
import { newSample, someVoice, temporaryStorage } from '../storage/support.ts';
import { decodeWav } from '../../src/trainer/engines/gpt-sovits/wav.ts';
import { spokenByOther } from '../support/other-speaker.ts';
import { byPitch } from './by-pitch.ts';
import { inEnglish } from '../support/told.ts';

/** Windows of 1.6 s, one every 0.8 s, in which these people speak, each around an axis of their own. */
function spokenBy(...who: readonly number[]): EmbeddedWindow[] {
  const random = Random.seeded(5);
  return who.map((person, i) => {
    const noisy = Float32Array.from(
      { length: 32 },
      (_, axis) => Number(axis === person) + 0.25 * (random.uniform() - 0.5),
    );
    return { start: 0.8 * i, end: 0.8 * i + 1.6, embedding: centroid([noisy]) ?? noisy };
  });
}
const often = (person: number, times: number): number[] => Array.from({ length: times }, () => person);

/** The one and half of the other: two such are as alike as 0.82. */
function mixed(own: Float32Array, theirs: Float32Array): Float32Array {
  const sum = own.map((value, i) => 19 * value + 10 * theirs[i]);
  return centroid([sum]) ?? sum;
}

/** Two who sound alike, so many windows of each. */
function soundingAlike(times: number): EmbeddedWindow[] {
  const [one, other] = spokenBy(0, 1).map(({ embedding }) => embedding);
  const both = [mixed(one, other), mixed(other, one)];
  return spokenBy(...often(0, 2 * times)).map((window, i) => ({ ...window, embedding: both[Number(i >= times)] }));
}

test('people are told apart, whoever speaks most first; one person is one', () => {
  assert.deepEqual(peopleIn([]), []);
  assert.equal(peopleIn(spokenBy(...often(0, 40))).length, 1);
  assert.equal(peopleIn(spokenBy(...often(0, 5))).length, 1, 'too short to tell');
  assert.equal(peopleIn(spokenBy(...often(0, 20), 1, 1, ...often(0, 9))).length, 1, 'a word or two are no person');

  assert.equal(peopleIn(soundingAlike(12)).length, 2);
  assert.equal(peopleIn(soundingAlike(8)).length, 1, 'too little is heard of them to tell');

  const turns = spokenBy(...often(1, 4), ...often(0, 9), ...often(1, 3), ...often(0, 6));
  const people = peopleIn(turns);
  assert.deepEqual(
    people.map((person) => person.turns.map(({ start, end }) => [start, end].map((value) => Math.round(10 * value)))),
    [
      [
        [36, 108],
        [132, 184],
      ],
      [
        [0, 36],
        [108, 132],
      ],
    ],
  );
  assert.deepEqual(
    changesOf(people).map((value) => Math.round(10 * value)),
    [36, 108, 132],
  );
  assert.equal(speakerOf(people, { start: 0, end: 5 }), people[1]);
  assert.equal(speakerOf(people, { start: 3, end: 8 }), people[0]);

  const three = peopleIn(spokenBy(...often(0, 14), ...often(1, 11), ...often(2, 16)));
  assert.deepEqual(
    three.map((person) => Math.round(person.turns[0].start)),
    [20, 0, 12],
  );
});

test('the owner is who is most like the voice, or speaks most where nothing is known of it', () => {
  const people = peopleIn(spokenBy(...often(0, 14), ...often(1, 11), ...often(2, 16)));
  const voices = people.map(({ embedding }) => embedding);
  const strangers = (voice: readonly Float32Array[]): number[] =>
    strangersAmong(people, voice)
      .map((person) => people.indexOf(person))
      .sort((a, b) => a - b);
  assert.deepEqual(strangers([]), [1, 2]);
  assert.deepEqual(strangers([voices[2]]), [0, 1]);
  const close = { ...people[1], embedding: centroid([voices[0], voices[0], voices[0], voices[1]]) ?? voices[0] };
  assert.deepEqual(strangersAmong([people[0], close], [voices[0]]), []);
  const alike = {
    ...people[1],
    embedding: centroid([voices[0], voices[0], voices[1], voices[1], voices[0]]) ?? voices[0],
  };
  assert.deepEqual(strangersAmong([people[0], alike], [voices[0]]), [alike]);
});

test('no clip goes across a change of speakers: cut in the longest pause nearby, or where it is quietest', () => {
  const speech = new Uint8Array(1000).fill(1);
  const levels = new Float32Array(1000).fill(-20);
  speech.fill(0, 430, 440);
  speech.fill(0, 480, 520);
  assert.deepEqual(chooseClips(speech, levels, [440]), [
    { start: 0, end: 490 },
    { start: 10 + 500, end: 1000 },
  ]);
  speech.fill(1);
  levels[470] = -50;
  assert.deepEqual(chooseClips(speech, levels, [440]), [
    { start: 0, end: 470 },
    { start: 470, end: 1000 },
  ]);
});

/** A recording in which the speaker of the prompts is interrupted by a man, on disk. */
async function interrupted(t: TestContext) {
  const folder = await scratch(t);
  const man = decodeWav(
    await spokenByOther('rms', 'The old boat drifts slowly past the harbour wall, and nobody on the shore looks up.'),
  );
  assert.equal(man?.sampleRate, 16_000);
  const parts = [await promptSpeech(5), man.samples, await promptSpeech(5, 20)];
  const whole = path.join(folder, 'whole.wav');
  await writeFile(whole, wavOf([Float32Array.from(parts.flatMap((part) => [...part]))]));
  return { folder, whole };
}

test('somebody else in a recording waits, and the answer says where; the owner’s parts are taken', async (t) => {
  const { folder, whole } = await interrupted(t);
  const storage = await temporaryStorage(t);
  const ffmpeg = await ffmpegHere();
  const recordings = createRecordings({ storage, ffmpeg, ears: null, speakers: byPitch(ffmpeg) });
  const add = async (voiceId: string, file: string) => {
    const recording = {
      path: file,
      sha256: path.basename(file).padEnd(64, '0'),
      fileName: path.basename(file),
      transcript: null,
    };
    const outcome = await recordings.add(voiceId, recording, { folder });
    assert.equal(outcome.kind, 'added');
    const samples = await Promise.all(outcome.sampleIds.map((id) => storage.samples.get(id)));
    return {
      remarks: 'remarks' in outcome ? outcome.remarks : [],
      clips: samples.map((sample) => ({
        low: (sample?.measures.f0?.medianHz ?? 0) < 150,
        onHold: sample?.heldBack,
      })),
    };
  };
  const reason = 'stranger';

  const first = await add((await someVoice(storage)).id, whole);
  assert.match(
    inEnglish(first.remarks),
    /^2 people speak in this recording, and I take whoever speaks most for you: what somebody else says \(0:(?:0[5-9]|1[01])–0:1[0-7]\) is on hold\.$/,
  );
  assert.ok(first.clips.length >= 3, `${first.clips.length} clips`);
  for (const { low, onHold } of first.clips) assert.equal(onHold, low ? reason : null);

  const his = await someVoice(storage, 'ben');
  const descriptor = { voice: null, fingerprint: '', embedding: keep('by pitch', Float32Array.of(0, 1)) };
  await storage.samples.add(his.id, [newSample(0, { descriptor })]);
  const second = await add(his.id, whole);
  assert.match(
    inEnglish(second.remarks),
    /^2 people speak in this recording: what somebody else says \(0:00–.* and 0:1.*\) is on hold\.$/,
  );
  for (const { low, onHold } of second.clips) assert.equal(onHold, low ? null : reason);
});
