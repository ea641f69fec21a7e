// Which held-out clips a run is measured on.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { chooseHeldOut, mostOld } from '../../src/trainer/held-out.ts';

const clips = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => {
    const id = `${from + i}`;
    return { id, sha256: createHash('sha256').update(id).digest('hex'), since: from };
  });
const ids = (chosen: readonly { readonly id: string }[]): Set<string> => new Set(chosen.map(({ id }) => id));

describe('held-out clips', () => {
  it('are all chosen while they are few or new', () => {
    assert.equal(chooseHeldOut(clips(0, mostOld), () => false).length, mostOld);
    assert.equal(chooseHeldOut(clips(0, 2 * mostOld), () => true).length, 2 * mostOld);
  });

  it('of the old ones the same are chosen again, in whatever order they come; only later ones take their place', () => {
    const voice = clips(0, 3 * mostOld);
    const first = ids(chooseHeldOut(voice, () => false));
    assert.equal(first.size, mostOld);
    assert.deepEqual(ids(chooseHeldOut(voice.toReversed(), () => false)), first);
    const grown = [...voice, ...clips(1000, mostOld)];
    assert.equal(chooseHeldOut(grown, ({ since }) => since === 1000).length, 2 * mostOld);
    const later = chooseHeldOut(grown, () => false);
    assert.equal(later.length, mostOld);
    assert.ok(later.every(({ id, since }) => since === 1000 || first.has(id)));
    assert.ok(
      later.some(({ since }) => since === 1000),
      'the choice grows with the voice',
    );
  });

  it('are those of the parent when nothing is new', () => {
    const voice = clips(0, 2 * mostOld);
    assert.deepEqual(
      chooseHeldOut(voice, () => false, ids(voice)),
      voice,
    );
    const later = [...voice, ...clips(1000, 1)];
    assert.equal(chooseHeldOut(later, ({ since }) => since === 1000, ids(voice)).length, mostOld + 1);
  });
});
