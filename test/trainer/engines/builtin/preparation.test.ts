// What is done before the network learns is one progress, whose time falls and comes to nothing only at its end.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Part, Paces, Preparation } from '../../../../src/trainer/engines/builtin/preparation.ts';

/** What is told while each part takes so many seconds, with how much is really left. */
async function toldOf(
  parts: readonly { readonly part: Part; readonly amount: number; readonly seconds: number }[],
  paces = new Paces(),
) {
  let now = 0;
  const all = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  const preparation = new Preparation(paces, () => now);
  for (const { part, amount } of parts) preparation.is(part, amount);
  const told: { readonly share: number; readonly left: number; readonly really: number }[] = [];
  for (const { part, amount, seconds } of parts) {
    await preparation.during(part, () => {
      for (let tenth = 1; tenth <= 10; tenth++) {
        now += seconds / 10;
        preparation.reached(part, (amount * tenth) / 10);
        const event = preparation.event();
        assert.ok(event.type === 'progress' && event.progress.secondsLeft !== null);
        const { done, total, secondsLeft } = event.progress;
        told.push({ share: done / total, left: secondsLeft, really: all - now });
      }
      return Promise.resolve();
    });
  }
  return { told, preparation };
}

const learning = [
  { part: 'follow', amount: 60, seconds: 60 },
  { part: 'learn', amount: 96, seconds: 60 },
  { part: 'say', amount: 90, seconds: 60 },
] as const;

describe('what is prepared in a training', () => {
  it('is not over before the last of it is', async () => {
    const { told } = await toldOf(learning);
    const shares = told.map(({ share }) => share);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    for (const { left, really } of told) {
      assert.ok(left >= 0.5 * really && left <= 2 * really, `${left} s, and really ${really} s`);
    }
    assert.equal(told.at(-1)?.left, 0);
  });

  it('is longer on a machine that is slower than expected, and shorter on a quicker one', async () => {
    for (const times of [0.25, 4]) {
      const { told } = await toldOf(learning.map((part) => ({ ...part, seconds: times * part.seconds })));
      const later = told.filter(({ share }) => share > 0.3);
      for (const { left, really } of later) {
        assert.ok(left >= 0.5 * really && left <= 2 * really, `${left} s, and really ${really} s`);
      }
    }
  });

  it('goes by what each part took here before', async () => {
    const paces = new Paces();
    const slow = [
      { part: 'follow', amount: 30, seconds: 20 },
      { part: 'learn', amount: 24, seconds: 240 },
      { part: 'say', amount: 30, seconds: 10 },
    ] as const;
    await toldOf(slow, paces);
    const { told } = await toldOf(slow, paces);
    for (const { left, really } of told) assert.ok(Math.abs(left - really) < 1e-6, `${left} s, and really ${really} s`);
  });

  it('learns no pace from what was in the cache, nor from steps that were not made', async () => {
    const paces = new Paces();
    const usual = paces.of('follow');
    await toldOf([{ part: 'follow', amount: 60, seconds: 0.1 }], paces);
    assert.equal(paces.of('follow'), usual);
    const preparation = new Preparation(paces, () => performance.now());
    preparation.is('learn', 96);
    await preparation.during('learn', () => Promise.resolve());
    assert.equal(paces.of('learn'), new Paces().of('learn'));
  });

  it('is less when it turns out that there is less to do', async () => {
    const { preparation } = await toldOf(learning.slice(0, 2));
    preparation.is('say', 90);
    const before = preparation.event();
    preparation.is('say', 0);
    const after = preparation.event();
    assert.ok(before.type === 'progress' && after.type === 'progress');
    assert.ok(before.progress.secondsLeft! > 30);
    assert.equal(after.progress.secondsLeft, 0);
  });
});
