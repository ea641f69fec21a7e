// Pictures: what is drawn is where it belongs, and odd input is no trouble.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Image } from '@napi-rs/canvas';
import { drawLossCurve } from '../../src/pictures/curve.ts';
import { drawRecording } from '../../src/pictures/recording.ts';
import { drawSpectrogram } from '../../src/pictures/spectrogram.ts';
import { drawPicture } from '../../src/pictures/studio.ts';
import { niceStep, tickLabel, ticksBetween, toPng } from '../../src/pictures/theme.ts';
import { drawTree, foldTree, trainedFor, type TreeRow, type TreeVersion } from '../../src/pictures/tree.ts';
import { drawWaveform } from '../../src/pictures/waveform.ts';
import { type PictureWords, englishWords, pictureWords } from '../../src/pictures/words.ts';
import { translate } from '../../src/i18n/i18n.ts';

const rate = 16_000;
const tone = (hz: number, seconds: number, amplitude = 0.5) =>
  Float32Array.from({ length: seconds * rate }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate));

interface Pixels {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): readonly [red: number, green: number, blue: number];
  /** How many pixels are within 12 steps of `colour` in every channel. */
  count(colour: string): number;
}

async function pixels(png: Buffer): Promise<Pixels> {
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  const image: Image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const at = (x: number, y: number) => {
    const i = (Math.round(y) * image.width + Math.round(x)) * 4;
    return [data[i], data[i + 1], data[i + 2]] as const;
  };
  return {
    width: image.width,
    height: image.height,
    at,
    count: (colour) => {
      const wanted = [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
      let found = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (wanted.every((value, channel) => Math.abs(data[i + channel] - value) <= 12)) found++;
      }
      return found;
    },
  };
}

const brightness = ([red, green, blue]: readonly [number, number, number]) => red + green + blue;

test('a spectrogram shows a tone at its frequency and nowhere else', async () => {
  const picture = await pixels(toPng(drawSpectrogram(tone(1000, 2), rate, { title: 'a tone' })));
  // The plot lies between the axes: 86 to 688 and 76 to 344. 1 kHz on the mel scale to 8 kHz:
  const share = Math.log(1 + 1000 / 700) / Math.log(1 + 8000 / 700);
  const y = 76 + 268 * (1 - share);
  for (const x of [150, 350, 600]) {
    assert.ok(brightness(picture.at(x, y + 1)) > 400, 'bright at 1 kHz');
    assert.ok(brightness(picture.at(x, y - 60)) < 150, 'dark above');
    assert.ok(brightness(picture.at(x, y + 60)) < 150, 'dark below');
  }
});

test('a waveform marks full scale, and only that', async () => {
  const alert = '#ff5c6c';
  const clean = await pixels(toPng(drawWaveform(tone(200, 2, 0.9), rate, { title: 'clean' })));
  assert.equal(clean.count(alert), 0);
  const hot = tone(200, 2, 1.4).map((sample, i) => (i < rate ? sample * 0.3 : Math.max(-1, Math.min(1, sample))));
  const clipped = await pixels(toPng(drawWaveform(hot, rate, { title: 'clipped' })));
  assert.ok(clipped.count(alert) > 500);
  assert.notDeepEqual(clipped.at(550, 78), clipped.at(250, 78), 'only its second half');
});

const points = (epochs: number, heldOut: boolean) =>
  Array.from({ length: epochs + 1 }, (_, epoch) => ({
    epoch,
    train: epoch === 0 ? null : 1 / (epoch + 1),
    heldOut: heldOut ? 0.5 + 1 / (epoch + 1) : null,
  }));

test('loss curves of any length, with and without held-out clips', async () => {
  const [train, heldOut] = ['#5fb0ff', '#ffb454'];
  for (const epochs of [1, 20, 200]) {
    const both = await pixels(drawLossCurve(points(epochs, true), { title: `${epochs}`, bestEpoch: epochs }));
    assert.ok(both.count(train) > 100 && both.count(heldOut) > 100);
    const one = await pixels(drawLossCurve(points(epochs, false), { title: `${epochs}`, bestEpoch: null }));
    assert.ok(one.count(train) > 50);
    assert.equal(one.count(heldOut), 0);
  }
});

const versionAt = (number: number, parent: number | null, changes: Partial<TreeVersion> = {}): TreeVersion => ({
  number,
  parent,
  state: 'complete',
  trainedSeconds: 75,
  createdAt: 1_700_000_000_000,
  tag: null,
  origin: null,
  ...changes,
});
const shownAs = (rows: readonly TreeRow[]): string[] =>
  rows.map(({ versions }) => versions.map(({ number }) => number).join('+'));

test('a tree shows few versions one by one, children before parents', () => {
  const branches = [versionAt(1, null), versionAt(2, 1), versionAt(3, 2), versionAt(4, 1), versionAt(5, null)];
  const rows = foldTree(branches);
  assert.deepEqual(shownAs(rows), ['5', '4', '3', '2', '1']);
  assert.deepEqual(
    rows.map(({ parent }) => parent && parent.versions[0]?.number),
    [null, 1, 2, 1, null],
  );
  assert.deepEqual(shownAs(foldTree([versionAt(7, 3)])), ['7'], 'a parent that is not there is none');
});

test('of many versions a tree shows those that matter and folds the others together', () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    versionAt(index + 1, index === 0 ? null : index === 39 ? 20 : index, {
      state: index === 49 ? 'active' : 'complete',
      tag: index === 9 ? 'before the cold' : null,
    }),
  );
  const rows = foldTree(many, 14);
  assert.equal(rows.length, 14);
  assert.deepEqual(
    rows.flatMap(({ versions }) => versions.map(({ number }) => number)).toSorted((a, b) => a - b),
    many.map(({ number }) => number),
    'each is somewhere, once',
  );
  const alone = rows.filter(({ versions }) => versions.length === 1).map(({ versions }) => versions[0]?.number);
  for (const number of [60, 59, 58, 57, 56, 50, 49, 10, 20]) assert.ok(alone.includes(number), `v${number}`);
  for (const [index, row] of rows.entries()) {
    assert.ok(row.parent === null || rows.indexOf(row.parent) > index, 'the parent is below');
  }
  const bush = [versionAt(1, null), ...Array.from({ length: 59 }, (_, index) => versionAt(index + 2, 1))];
  for (const versions of [bush, bush.with(0, versionAt(1, null, { state: 'active' })), bush.slice(1)]) {
    assert.ok(foldTree(versions, 14).length <= 14, 'also where nothing continues from each other');
  }
});

test('a tree tells the active version, one that was kept aside and a purged one apart', async () => {
  const [active, aside, tag] = ['#5fb0ff', '#ffb454', '#4a3f6b'];
  const line = [versionAt(1, null), versionAt(2, 1), versionAt(3, 2)];
  const plain = await pixels(drawTree(line, { title: 'plain' }));
  assert.deepEqual([plain.count(active), plain.count(aside), plain.count(tag)], [0, 0, 0]);
  const changed = line
    .with(0, versionAt(1, null, { state: 'active', tag: 'mine' }))
    .with(2, versionAt(3, 2, { state: 'aside' }));
  const marked = await pixels(drawTree(changed, { title: 'marked' }));
  assert.ok(marked.count(active) > 500 && marked.count(aside) > 200 && marked.count(tag) > 500);
  const purged = await pixels(drawTree(line.with(2, versionAt(3, 2, { state: 'purged' })), { title: 'purged' }));
  assert.notDeepEqual(purged.at(52, 134), plain.at(52, 134), 'its node is no dot');
});

test('odd input gives a picture too', async () => {
  const title = `${'long '.repeat(100)}\u202e\x1b[31m\n`;
  for (const samples of [new Float32Array(0), new Float32Array(1), new Float32Array(rate), tone(50, 600)]) {
    await pixels(toPng(drawSpectrogram(samples, rate, { title })));
    await pixels(toPng(drawWaveform(samples, rate, { title })));
  }
  await pixels(drawLossCurve([], { title, bestEpoch: 3 }));
  await pixels(drawTree([versionAt(1, 9, { tag: title, origin: 'imported', trainedSeconds: 0 })], { title }));
  await pixels(drawLossCurve([{ epoch: 5, train: 0.25, heldOut: Number.NaN }], { title: '', bestEpoch: 5 }));
  const flat = [0, 1, 2].map((epoch) => ({ epoch, train: 0, heldOut: 0 }));
  await pixels(drawLossCurve(flat, { title: 'flat', bestEpoch: 0 }));
});

test('drawing leaves the event loop alone, in two threads at the most', async (t) => {
  const samples = tone(440, 12);
  let threads = 0;
  const onWorker = () => threads++;
  process.on('worker', onWorker);
  t.after(() => process.off('worker', onWorker));
  let turns = 0;
  let drawing = true;
  const turn = () => {
    turns++;
    if (drawing) setImmediate(turn);
  };
  turn();
  const picture = { kind: 'recording', samples, sampleRate: rate, title: 'twelve seconds' } as const;
  const pictures = await Promise.all(Array.from({ length: 5 }, () => drawPicture(picture)));
  drawing = false;
  assert.ok(turns > 20, `${turns} turns of the event loop`);
  assert.ok(threads > 0 && threads <= 2, `${threads} threads`);
  const expected = drawRecording(samples, rate, { title: 'twelve seconds' });
  assert.ok(expected.length < 120_000);
  for (const png of pictures) assert.ok(png.equals(expected));
  const reason = new Error('stopped');
  const curve = { kind: 'loss-curve', title: '', points: [], bestEpoch: null } as const;
  await assert.rejects(drawPicture(curve, AbortSignal.abort(reason)), reason);
});

test('ticks are round numbers', () => {
  assert.equal(niceStep(12, 8), 2);
  assert.equal(niceStep(0.37, 6), 0.1);
  assert.deepEqual(
    ticksBetween(-0.1, 0.5, 0.2).map((value) => tickLabel(value, 0.2, englishWords)),
    ['0.0', '0.2', '0.4'],
  );
  assert.equal(tickLabel(-12, 6, englishWords), '−12');
});

const said = (language: string): PictureWords => pictureWords(translate(language));
const curveWith = (words: PictureWords): string =>
  drawLossCurve([{ epoch: 1, train: 1, heldOut: 2 }], { title: '', bestEpoch: 1, words }).toString('base64');

test('words stand in the language of who sees them', () => {
  assert.deepEqual([said('de').epoch, said('fr').epoch, said('ja').epoch], ['Epoche', 'époque', 'エポック']);
  assert.notEqual(curveWith(said('de')), curveWith(englishWords));
  assert.deepEqual(
    ['en', 'de', 'fr', 'pt', 'ja', 'ko', 'zh'].map((language) => trainedFor(102, said(language))),
    ['1.7 min', '1,7 min', '1,7 min', '1,7 min', '1.7 分', '1.7분', '1.7 分'],
  );
  assert.deepEqual([trainedFor(48, said('de')), trainedFor(48, said('ja'))], ['48 s', '48 秒']);
  assert.deepEqual([tickLabel(-0.25, 0.05, said('de')), tickLabel(1500, 500, said('fr'))], ['−0,25', '1500']);
});
