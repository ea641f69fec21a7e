// The transcripts file: both formats, everything that editors do to text files, and words for what is wrong.
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseTranscripts } from '../../src/audio/transcripts.ts';

const wrong = (line: number) => (error: unknown) => {
  assert.ok(error instanceof Error && error.name === 'UserError');
  assert.match(error.message, new RegExp(`^Line ${line} `));
  return true;
};

test('file name and text, divided by a tab or a bar', () => {
  const transcripts = parseTranscripts('\uFEFFOne.wav\tHello there.\r\n\r\n# a remark\nsub/Two.OGG | Good   bye!  \n');
  assert.deepEqual(
    [...transcripts],
    [
      ['one.wav', 'Hello there.'],
      ['two.ogg', 'Good bye!'],
    ],
  );
});

test('a list of GPT-SoVITS, with paths of either kind', () => {
  const list = 'D:\\voices\\Ä1.wav|anna|EN|It costs 3 | 4 dollars.\n/data/a2.wav|anna|ja|こんにちは。\n';
  assert.deepEqual(
    [...parseTranscripts(list)],
    [
      ['ä1.wav', 'It costs 3 | 4 dollars.'],
      ['a2.wav', 'こんにちは。'],
    ],
  );
});

test('a bar within the text does not make a list of it', () => {
  assert.equal(parseTranscripts('a.wav|yes|no').get('a.wav'), 'yes|no');
  assert.equal(parseTranscripts('a.wav\tone|two|en|three').get('a.wav'), 'one|two|en|three');
});

test('file names are compared in composed form, so that a Mac and a PC agree', () => {
  assert.equal(parseTranscripts('U\u0308ber.wav\tover').get('\u00fcber.wav'), 'over');
});

test('nonsense is refused with the number of the line', () => {
  assert.throws(() => parseTranscripts('a.wav\tfine\njust words\n'), wrong(2));
  assert.throws(() => parseTranscripts('a.wav\tfine\nb.wav|  \n'), wrong(2));
  assert.throws(() => parseTranscripts('\tno file'), wrong(1));
  assert.throws(() => parseTranscripts('a.wav\tone\nA.wav\ttwo'), wrong(2));
  assert.throws(() => parseTranscripts(Buffer.from('a.wav\tf\xfcr', 'latin1').toString('utf8')), wrong(1));
  assert.throws(() => parseTranscripts('a.wav\t' + 'x'.repeat(1001)), wrong(1));
  assert.throws(() => parseTranscripts('\n\n'), wrong(1));
  assert.equal(parseTranscripts('a.wav\tone\nA.wav\tone').size, 1);
});
