// Compares speech with a recording in a worker thread; see comparison.ts.
import { compareSpeech, hear } from './compare.ts';
import type { CompareTask } from './comparison.ts';
import { type ClipFigures, noFigures } from './figures.ts';

export default function compare({ clip, ours, theirs }: CompareTask): ClipFigures {
  const figures = noFigures(clip);
  compareSpeech(hear(ours), hear(theirs), figures);
  return figures;
}
