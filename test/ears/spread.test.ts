// A long recording's transcript finds its way to the pieces.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spreadTranscript } from '../../src/ears/spread.ts';

test('words go to the piece in which they are heard', () => {
  const given = 'Good morning, Ada. How are you today? I am fine, thanks.';
  const pieces = spreadTranscript(given, ['good morning aida', 'how are you to day', 'I am fine thanks']);
  assert.deepEqual(pieces, ['Good morning, Ada.', 'How are you today?', 'I am fine, thanks.']);
});

test('a piece in which nothing is heard gets no words, and words that nobody heard go with the next ones', () => {
  assert.deepEqual(spreadTranscript('one two three four', ['one two', '', 'four']), ['one two', '', 'three four']);
});

test('words of another recording are not believed', () => {
  assert.equal(spreadTranscript('the quick brown fox jumps over it', ['please enter', 'your password now']), null);
});
