// The transcripts file: everything that editors, spreadsheets and data sets do to it, words for what is wrong, and which
// line is of which recording.
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseTranscripts, readTranscripts } from '../../src/audio/transcripts.ts';
import { UserError } from '../../src/errors.ts';

/** Throws the first thing that is wrong with a line. */
const read = (text: string | Uint8Array): [file: string, transcript: string][] =>
  parseTranscripts(typeof text === 'string' ? Buffer.from(text) : text).map(({ file, transcript, wrong }) => {
    if (transcript === null) throw wrong;
    return [file, transcript];
  });

/** The words of each line, or the key of what is wrong with it. */
const told = (...lines: string[]): (string | undefined)[] =>
  parseTranscripts(Buffer.from(lines.join('\n'))).map(
    ({ transcript, wrong }) => transcript ?? wrong?.texts?.key.replace('bad-transcripts/', '!'),
  );

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

test('a comma in a text without quotes is of the text; where it may as well be a column, the line is told', () => {
  for (const by of [',', ';']) {
    const prose = [`a.wav${by}Hello${by} how are you`, `b.wav${by}Fine`];
    assert.deepEqual(told(...prose), [`Hello${by} how are you`, 'Fine'], by);
    assert.deepEqual(told(`file${by}text`, ...prose), [`Hello${by} how are you`, 'Fine'], `${by} with a heading`);
    const named = [`a.wav${by}Hello${by} how are you${by}Ada`, `b.wav${by}"Fine${by}you"${by}Ada`, `c.wav${by}Fine`];
    const expected = [`Hello${by} how are you`, `Fine${by}you`, 'Fine'];
    assert.deepEqual(told(`file${by}text${by}speaker`, ...named), expected, `${by} with a speaker in the heading`);
    assert.deepEqual(told(...named), expected, `${by} with a speaker`);
  }
  assert.deepEqual(told('a.wav,Well, well'), ['Well, well']);
  assert.deepEqual(told('a.wav, Hello, how are you', 'b.wav, Yes, I do'), ['Hello, how are you', 'Yes, I do']);
  assert.deepEqual(told('a.wav,"Hello", he said, "you"', 'b.wav,Ho,,'), ['"Hello", he said, "you"', 'Ho']);
  assert.deepEqual(told('file,text,speaker', 'a.wav,Hello, you', 'b.wav,Ho,Ada'), ['!columns', 'Ho']);
  assert.deepEqual(told('file,text,speaker', 'a.wav,One,two,three,Ada', 'b.wav,Ho,Ada'), ['!columns', 'Ho']);
  assert.deepEqual(told('a.wav, Hello there, Ada', 'b.wav, And you, Ada'), ['!columns', '!columns']);
  assert.deepEqual(told('a.wav,Ada,Hello there'), ['!columns']);
  assert.deepEqual(told('text,audio,note', '"Hi, you",a.wav,x'), ['Hi, you']);
  assert.deepEqual(match('1,a.wav,"Hi, you"\n2,b.wav,Ho', 'b.wav', 'a.wav'), ['Ho', 'Hi, you'], 'numbered rows');
  assert.deepEqual(told('a;Hallo, du', 'b;Ja, gern'), ['Hallo, du', 'Ja, gern'], 'names without an ending');
});

test('columns are those of most rows, and a row that has others is told by its number', () => {
  assert.deepEqual(told('a|$5|five dollars', 'b|Hello|Hello', 'c|No. 3|'), ['five dollars', 'Hello', 'No. 3']);
  assert.deepEqual(told('a|Hello you|Hello you', 'b|Good bye'), ['Hello you', 'Good bye']);
  const same = ['a|Hello you|Hello you', 'b|How are you|How are you', 'c|Go on|Go on'];
  assert.deepEqual(told(...same, 'd|This one|and another'), ['Hello you', 'How are you', 'Go on', '!columns']);
  const both = ['a|Hello there|Hello there|Ada L', 'b|I pay $5|I pay five dollars|Ada L'];
  assert.deepEqual(told(...both), ['Hello there', 'I pay five dollars']);
  for (const by of ['|', '\t']) {
    const spoken = [
      ['a', 'Hello there you', 'Allison Smith'],
      ['b', 'How are you', 'Allison Smith'],
      ['c', 'So', 'what'],
    ];
    const [before, after] = [
      [0, 2, 1],
      [0, 1, 2],
    ].map((order) => told(...spoken.map((row) => order.map((column) => row[column]).join(by))));
    assert.deepEqual(after, ['Hello there you', 'How are you', '!columns'], by);
    assert.deepEqual(before, ['Hello there you', 'How are you', '!columns'], by);
  }
  assert.deepEqual(told('a\tHello there\tAda L', 'b\tFine'), ['!columns', 'Fine']);
  assert.deepEqual(told('a|x y|z w', 'b|v u|t s'), ['!columns', '!columns'], 'two columns, and nothing tells which');
  assert.deepEqual(told('id|text|normalized_text', 'a|$5|five dollars', 'b|No. 3|'), ['five dollars', 'No. 3']);
  assert.deepEqual(
    told('a.wav|ada|EN|Hi | you', 'b.wav|ada||Ho', 'c.wav|ada|Japanese|So', 'd.wav|Yes|well now|so it is'),
    ['Hi | you', 'Ho', 'So', '!columns'],
  );
  assert.deepEqual(told('a.wav|ada||Hi you', 'b.wav|ada||Ho'), ['Hi you', 'Ho'], 'no language at all');
  assert.deepEqual(told('My lines, of today', 'a.wav|Hi', 'b.wav|Ho'), ['!undivided', 'Hi', 'Ho'], 'a title');
});

test('a quotation mark that goes astray joins no lines', () => {
  assert.deepEqual(told('a.wav\tHi', 'b.wav\t"Stop.', 'c.wav\tGo on.', 'd.wav\tThe end."'), [
    'Hi',
    '"Stop.',
    'Go on.',
    'The end."',
  ]);
  for (const name of ['', '.wav']) {
    const lines = [`a${name},Hi`, `b${name},"Stop.`, `c${name},Go on.`, `d${name},The end."`];
    assert.deepEqual(told(...lines), ['Hi', '!quote', 'Go on.', 'The end."'], name);
  }
  assert.deepEqual(told('a.wav,"Stop, he said,', 'well, now."', 'b.wav,Hi'), ['Stop, he said, well, now.', 'Hi']);
  assert.deepEqual(told('a.wav,"Stop he said', 'then "no" again', 'b.wav,Hi'), ['!quote', '!undivided', 'Hi']);
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

const match = (text: string, ...names: (string | string[])[]): readonly (string | null)[] =>
  readTranscripts(
    Buffer.from(text),
    names.map((name) => [name].flat()),
  ).transcripts;

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

test('by their folders, before their names alone; and by all of a name', () => {
  const days = 'day1/001.wav|one\nday2/001.wav|two';
  assert.deepEqual(match(days, 'day2/001.wav', 'day1/001.wav'), ['two', 'one']);
  assert.deepEqual(
    match(days, 'take/day2/001.m4a', 'take/day1/001.m4a'),
    ['two', 'one'],
    'encoded anew, one folder up',
  );
  assert.deepEqual(match('C:\\x\\day2\\001.wav|two', 'day1/001.wav', 'DAY2/001.wav'), [null, 'two']);
  assert.deepEqual(match('001.wav|none\nday1/001.wav|one', 'day1/001.wav', '001.wav'), ['one', 'none']);
  assert.deepEqual(match('day1/001.wav|one', '001.wav', '002.wav'), ['one', null], 'attachments have no folders');
  assert.deepEqual(match('rec.01|one\nrec.02|two\nrec|none', 'rec.02.wav', 'rec.01.wav', 'rec.wav'), [
    'two',
    'one',
    'none',
  ]);
  assert.throws(() => match('rec.01|one', 'rec.wav'), { code: 'no-transcript-fits' });
  assert.deepEqual(match('2024.05.12|one', '2024.05.12.wav'), ['one']);
  assert.deepEqual(match('a.wav|one', 'a.wav.ogg'), ['one']);
  assert.deepEqual(match('a.wav|small\nA.wav|large', 'A.wav', 'a.wav'), ['large', 'small'], 'case, where it counts');
  assert.deepEqual(match('οδος.wav|one\nSTRASSE|two', 'ΟΔΟΣ.WAV', 'straße.wav'), ['one', 'two']);
});

test('a file may be called as a remark begins', () => {
  assert.deepEqual(match('#1.wav|one\n# file | text\n#a.wav|old\na.wav|new', '#1.wav', 'a.wav'), ['one', 'new']);
  assert.deepEqual(match('"#1.wav","one"\n2.wav,two', '#1.wav', '2.wav'), ['one', 'two']);
  fails('# a.wav has no line\n#', /are empty/, /my take\.wav/);
});

test('what is unclear is told, and the other lines count', () => {
  const { transcripts, unclear } = readTranscripts(
    Buffer.from('a.wav|one\nb.wav|\njust words\nother.wav|\nv.ogg|1\nv.ogg|\nv.ogg|3\nw.ogg|x\nw.ogg|y'),
    [['a.wav'], ['b.wav'], ['v.ogg'], ['v.ogg'], ['v.ogg'], ['w.ogg']],
  );
  assert.deepEqual(transcripts, ['one', null, '1', null, '3', null]);
  assert.deepEqual(unclear, [
    { key: 'bad-transcripts/no-text', params: { line: 2 } },
    { key: 'bad-transcripts/no-text', params: { line: 6 } },
    { key: 'ambiguous-transcripts', params: { name: 'w.ogg', where: ['8', '9'] } },
    { key: 'bad-transcripts/undivided', params: { line: 3 } },
  ]);
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
  assert.throws(
    () => match('1.wav|one\n1.wav|two', 'x/1.wav', 'y/1.wav'),
    refused(/2 files .*“1\.wav”.*lines 1 and 2/),
  );
});
