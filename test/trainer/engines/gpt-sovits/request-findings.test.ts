// What of a training's clips stands in its way is told to whoever wants it, in their language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translate } from '../../../../src/i18n/i18n.ts';
import { toldIn } from '../../../../src/i18n/notes.ts';
import type { EngineClip } from '../../../../src/trainer/engines/engine.ts';
import { requestFindings } from '../../../../src/trainer/engines/gpt-sovits/request-findings.ts';
import { trainRequest } from '../builtin/fixtures.ts';

const one: EngineClip = {
  id: 'clip',
  path: '/nowhere.flac',
  sha256: '0'.repeat(64),
  durationSeconds: 3,
  transcript: 'Hello there.',
  language: 'en',
};
const found = (...clips: readonly Partial<EngineClip>[]) =>
  requestFindings(
    trainRequest({ stateDir: '/nowhere', trainClips: clips.map((clip) => ({ ...one, ...clip })) }),
    'v2Pro',
    false,
  );

test('clips that GPT-SoVITS can’t use', async () => {
  const cases: readonly (readonly [clips: readonly Partial<EngineClip>[], german: RegExp])[] = [
    [[], /noch keine brauchbaren Aufnahmen/],
    [[{ transcript: '!!!' }], /Schreib in Wörtern/],
    [[{ durationSeconds: 60 }], /0,7 bis 38 s/],
    [[{ language: 'de' }], /spricht Chinesisch, Japanisch, Englisch, Koreanisch und Kantonesisch.*: Deutsch\./],
    [[{}, { transcript: null }], /1 von 2 Aufnahmen haben kein Transkript/],
  ];
  for (const [clips, german] of cases) {
    const [first] = await found(...clips);
    assert.match(first === undefined ? '' : toldIn(first, translate('de')), german);
  }
});
