// What the worker threads behind studio.ts do: draw one picture.
import { drawLossCurve } from './curve.ts';
import { drawRecording } from './recording.ts';
import type { Picture } from './studio.ts';
import { drawTree } from './tree.ts';

export default function draw(picture: Picture): Buffer {
  if (picture.kind === 'loss-curve') return drawLossCurve(picture.points, picture);
  if (picture.kind === 'tree') return drawTree(picture.versions, picture);
  return drawRecording(picture.samples, picture.sampleRate, picture);
}
