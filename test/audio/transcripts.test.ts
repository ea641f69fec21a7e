// The transcripts file: everything that editors, spreadsheets and data sets do to it, words for what is wrong, and which
// line is of which recording.
import assert from 'node:assert/strict';
import test from 'node:test';
import { matchTranscripts, parseTranscripts } from '../../src/audio/transcripts.ts';
import { UserError } from '../../src/errors.ts';

const read = (text: string | Uint8Array): [file: string, transcript: string][] =>
  parseTranscripts(typeof text === 'string' ? Buffer.from(text) : text).map(({ file, transcript }) => [
    file,
    transcript,
  ]);

const fails = (text: string | Uint8Array, message: RegExp, hint: RegExp): void =>
  assert.throws(
    () => read(text),
    (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, message);
      assert.match(error.hint, hint);
      return true;
    },
  );

test('file name and text, divided by a tab or a bar', () => {
  const both = '\uFEFFOne.wav\tHello there.\r\n\r\n# a remark\nsub/Two.OGG | Good   bye!  \n';
  const expected = [
    ['One.wav', 'Hello there.'],
    ['sub/Two.OGG', 'Good bye!'],
  ];
  assert.deepEqual(read(both), expected);
  assert.deepEqual(read('One.wav | Hello there.\nsub/Two.OGG\tGood bye!'), expected);
  assert.deepEqual(read('Hello, take 1.wav | Well, hello; there.'), [['Hello, take 1.wav', 'Well, hello; there.']]);
});

test('whatever encoding an editor chose', () => {
  const text = 'caf\u00e9.wav | It\u2019s d\u00e9j\u00e0 vu.\n';
  const expected = [['caf\u00e9.wav', 'It\u2019s d\u00e9j\u00e0 vu.']];
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
  assert.deepEqual(read(text), expected);
  assert.deepEqual(read(`\uFEFF${text}`), expected);
  assert.deepEqual(read(little), expected);
  assert.deepEqual(read(Buffer.from(little).swap16()), expected);
  assert.deepEqual(read(Buffer.from(text.replace('\u2019', '\x92'), 'latin1')), expected, 'Windows-1252');
  fails('PK\x03\x04\0\0', /not a text file/, /\.txt.*CSV/);
});

/** Two rows as a spreadsheet saves them. */
const rows = (by: string) => `a.wav${by}"Well, he said “hi” and ""bye""."\r\nb.wav${by}"One\n two."\r\n`;

test('CSV as a spreadsheet saves it', () => {
  const expected = [
    ['a.wav', 'Well, he said “hi” and "bye".'],
    ['b.wav', 'One two.'],
  ];
  for (const by of [',', ';', '\t']) {
    assert.deepEqual(read(rows(by)), expected, by);
    assert.deepEqual(read(`file${by}text\r\n${rows(by)}`), expected, `${by} with a heading`);
  }
  assert.deepEqual(read('client_id\tpath\tsentence\tage\nx1\tclip_1.mp3\tHello there.\t30'), [
    ['clip_1.mp3', 'Hello there.'],
  ]);
  assert.deepEqual(read('a.wav\t"Stop!" she said\nb.wav\tand "no" again'), [
    ['a.wav', '"Stop!" she said'],
    ['b.wav', 'and "no" again'],
  ]);
  fails(
    'file,text\na.wav,"fine"\nb.wav,"not closed\nc.wav,more\n',
    /^Line 3 .*quotation mark/,
    /second one at the end/,
  );
});

test('metadata of data sets: the words alone', () => {
  const coqui = 'audio_file|text|speaker_name\nwavs/a.wav|That is on.|coqui\nwavs/b.wav|"He said ""no""."|coqui\n';
  assert.deepEqual(read(coqui), [
    ['wavs/a.wav', 'That is on.'],
    ['wavs/b.wav', 'He said "no".'],
  ]);
  assert.deepEqual(read('wavs/a.wav|That is on.|ada\nwavs/b.wav|Hello there.|ada\n').at(-1), [
    'wavs/b.wav',
    'Hello there.',
  ]);
  const spoken = [
    ['LJ001-0001', 'I paid five dollars.'],
    ['LJ001-0002', 'Yes, Doctor Smith, I did.'],
  ];
  assert.deepEqual(
    read('LJ001-0001|I paid $5.|I paid five dollars.\nLJ001-0002|Yes, Dr. Smith, I did.|Yes, Doctor Smith, I did.'),
    spoken,
  );
  assert.deepEqual(
    read('a|0|One thing here.\nb|0|And another.\n')[1],
    ['b', 'And another.'],
    'a speaker before the words',
  );
});

test('a list of GPT-SoVITS, with paths of either kind and languages of every kind', () => {
  const list = [
    'D:\\voices\\Ä1.wav|anna|EN|It costs 3 | 4 dollars.',
    '/data/a2.wav|anna|ja|こんにちは。',
    'a3.wav|ada|en_us|Hello.',
    'a4.wav|ada|all_zh|你好',
    'a5.wav|ada|auto|Hi.',
  ];
  assert.deepEqual(read(list.join('\n')), [
    ['D:\\voices\\Ä1.wav', 'It costs 3 | 4 dollars.'],
    ['/data/a2.wav', 'こんにちは。'],
    ['a3.wav', 'Hello.'],
    ['a4.wav', '你好'],
    ['a5.wav', 'Hi.'],
  ]);
});

test('a bar within the text does not make columns of it', () => {
  assert.deepEqual(read('a.wav|yes|no'), [['a.wav', 'yes|no']]);
  assert.deepEqual(read('a.wav\tone|two|en|three'), [['a.wav', 'one|two|en|three']]);
  assert.deepEqual(read('a.wav|this here|and that there\nb.wav|no bar'), [
    ['a.wav', 'this here|and that there'],
    ['b.wav', 'no bar'],
  ]);
});

test('nonsense is refused with the number of the line, and a hint for just that', () => {
  fails('a.wav\tfine\njust words\n', /^Line 2 .*divides the file name from the text/, /Put a \| or a tab/);
  fails('a.wav\tfine\nb.wav|  \n', /^Line 2 .*has no text/, /take the line out/);
  fails('\tno file', /^Line 1 .*does not name a file/, /name of the recording before/);
  fails('a.wav | fine\n\nsub/ | no file', /^Line 3 .*does not name a file/, /name of the recording before/);
  fails(`a.wav\t${'x'.repeat(1001)}`, /^Line 1 .*longer than 1000/, /Cut the recording/);
  fails('file,text\na.wav\n', /^Line 2 .*no field for the text/, /between the file name and the text/);
  fails('\n\n', /are empty/, /my take\.wav \|/);
  fails('file,text\n', /only a heading/, /my take\.wav \|/);
  fails('a.wav|x\n'.repeat(10_000), /^Line 10001 .*too many/, /fewer/);
});

const match = (text: string, ...names: (string | string[])[]): (string | null)[] =>
  matchTranscripts(
    parseTranscripts(Buffer.from(text)),
    names.map((name) => [name].flat()),
  );

test('a recording and its line find each other with or without folder, ending and case', () => {
  assert.deepEqual(match('wavs/A.WAV|one\nb|two', 'a.wav', 'B.ogg', 'c.wav'), ['one', 'two', null]);
  assert.deepEqual(match('a.wav|one', 'a.m4a'), ['one'], 'it was encoded anew');
  assert.deepEqual(match('a.wav|one\na.ogg|two', 'a.ogg', 'a.wav'), ['two', 'one'], 'the very name goes first');
  assert.deepEqual(match('U\u0308ber.wav\tover', '\u00fcber.wav'), ['over'], 'a Mac and a PC agree');
  assert.deepEqual(match('my take (2).wav|two', ['my take (2).wav', 'my_take_2.wav']), ['two']);
  assert.deepEqual(match('my_take_2.wav|two', ['my take (2).wav', 'my_take_2.wav']), ['two']);
  assert.deepEqual(match('v1.2 take|x', 'v1.2 take.wav'), ['x']);
  assert.throws(() => match('other.wav|x', 'a.wav'), { code: 'no-transcript-fits', hint: 'Yours: a.wav.' });
});

const refused = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UserError && error.code === 'ambiguous-transcripts');
  assert.match(error.message, message);
  return true;
};

test('files of one name take the lines of that name in order, or it is said that nobody can know', () => {
  const [one, two] = ['voice-message.ogg|one', 'voice-message.ogg|two'];
  assert.deepEqual(match(`${one}\nx.ogg|x\n${two}`, 'voice-message.ogg', 'x.ogg', 'voice-message.ogg'), [
    'one',
    'x',
    'two',
  ]);
  assert.deepEqual(match(`${one}\n${one}`, 'voice-message.ogg'), ['one'], 'said twice');
  assert.throws(
    () => match(one, 'voice-message.ogg', 'voice-message.ogg'),
    refused(/2 files .*“voice-message\.ogg”, with only one line .*line 1/),
  );
  assert.throws(() => match(`${one}\n${two}\n${two}`, 'voice-message.ogg', 'voice-message.ogg'), refused(/3 lines/));
  assert.throws(() => match(`${one}\n${two}`, 'voice-message.ogg'), refused(/lines 1 and 2 .*different words/));
  assert.throws(() => match('a|one', 'a.wav', 'a.ogg'), refused(/2 files/));
});
