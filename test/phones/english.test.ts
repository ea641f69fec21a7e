// How English is said: known words, words in parts, words beside each other, numbers, spelled and guessed words.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { lookUp } from '../../src/phones/english/dictionary.ts';
import { numberWords, timeWords } from '../../src/phones/english/numbers.ts';
import { type LettersToSound, toPhones } from '../../src/phones/phones.ts';
import { toSentences } from '../../src/reading/english.ts';
import { compileFlite, Flite } from '../../src/trainer/engines/builtin/source/flite.ts';
import { Random } from '../../src/learning/random.ts';

let folder: string;
let lettersToSound: LettersToSound;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timbre-phones-'));
  const flite = new Flite(await compileFlite(), folder);
  lettersToSound = async (word) => flite.speak('slt', word).spans.map(({ phone }) => phone);
});
after(() => rm(folder, { recursive: true }));

const nothing: LettersToSound = async () => [];
/** Whoever asks for the spelling of a word that should be known gets a failure. */
const nothingGuessed: LettersToSound = (word) => Promise.reject(new Error(`“${word}” should be known`));
const guess: LettersToSound = async (word) => (word.length % 2 ? ['pau', 'k', 'ax', 'ih', 't', 'pau'] : []);
const said = async (text: string): Promise<string> => (await toPhones(text, 'en', nothingGuessed)).ipa;

/** What Kokoro knows, but for signs that English does not need. */
const alphabet = /^[ ;:,.!?—…()“”AIOTWYbdfhijklmnpstuvwzæðŋɐɑɔəɛɜɡɪɹʃʊʌʒʤʧˈˌθᵊᵻ]*$/;

// oxfmt-ignore
const words: Readonly<Record<string, string>> = {
  hello: 'həlˈO',  water: 'wˈɔTəɹ',  little: 'lˈɪTᵊl',  button: 'bˈʌtn',  party: 'pˈɑɹTi',  city: 'sˈɪTi',  better: 'bˈɛTəɹ',  bottle: 'bˈɑTᵊl',  certain: 'sˈɜɹtn',  mountain: 'mˈWntᵊn',  wanted: 'wˈɔntᵻd',  needed: 'nˈidᵻd',  arches: 'ˈɑɹʧᵻz',  houses: 'hˈWsᵻz',  asked: 'ˈæskt',  begged: 'bˈɛɡd',  stopped: 'stˈɑpt',  going: 'ɡˈOɪŋ',  happier: 'hˈæpiəɹ',  running: 'ɹˈʌnɪŋ',  nation: 'nˈAʃən',  vision: 'vˈɪʒᵊn',  reason: 'ɹˈizᵊn',  sudden: 'sˈʌdᵊn',  London: 'lˈʌndən',  soda: 'sˈOdə',  sodas: 'sˈOdəz',  ability: 'əbˈɪləTi',  electric: 'ɪlˈɛktɹɪk',  electricity: 'ɪlˌɛktɹˈɪsəTi',  photograph: 'fˈOTəɡɹˌæf',  photography: 'fətˈɑɡɹəfi',  people: 'pˈipᵊl',  because: 'bəkˈʌz',  question: 'kwˈɛsʧən',  answer: 'ˈænsəɹ',  different: 'dˈɪfəɹənt',  favorite: 'fˈAvəɹət',  comfortable: 'kˈʌmfəɹTəbᵊl',  February: 'fˈɛbjəwˌɛɹi',  Wednesday: 'wˈɛnzdˌA',  vegetable: 'vˈɛʤtəbᵊl',  chocolate: 'ʧˈɔklət',  library: 'lˈIbɹˌɛɹi',  nuclear: 'nˈukliəɹ',  world: 'wˈɜɹld',  girl: 'ɡˈɜɹl',  bird: 'bˈɜɹd',  fire: 'fˈIəɹ',  power: 'pˈWəɹ',  flower: 'flˈWəɹ',  hour: 'ˈWəɹ',  idea: 'Idˈiə',  create: 'kɹiˈAt',  museum: 'mjuzˈiəm',  real: 'ɹˈiᵊl',  cruel: 'kɹˈuᵊl',  being: 'bˈiɪŋ',  theater: 'θˈiəTəɹ',  beautiful: 'bjˈuTəfᵊl',  measure: 'mˈɛʒəɹ',  garage: 'ɡəɹˈɑʒ',  church: 'ʧˈɜɹʧ',  judge: 'ʤˈʌʤ',  young: 'jˈʌŋ',  finger: 'fˈɪŋɡəɹ',  singer: 'sˈɪŋəɹ',  thing: 'θˈɪŋ',  think: 'θˈɪŋk',  breathe: 'bɹˈið',  breath: 'bɹˈɛθ',  through: 'θɹˈu',  thorough: 'θˈɜɹO',  though: 'ðˌO',  thought: 'θˈɔt',  enough: 'ɪnˈʌf',  cough: 'kˈɑf',  island: 'ˈIlənd',  knight: 'nˈIt',  psychology: 'sIkˈɑləʤi',  rhythm: 'ɹˈɪðəm',  queue: 'kjˈu',  quay: 'kˈi',  choir: 'kwˈIəɹ',  colonel: 'kˈɜɹnᵊl',  yacht: 'jˈɑt',  recipe: 'ɹˈɛsəpi',  anemone: 'ˈænəmˌOn',  epitome: 'ɪpˈɪTəmi',  hyperbole: 'hIpˈɜɹbəli',  Discord: 'dˈɪskˌɔɹd',  Timbre: 'tˈæmbəɹ',  emoji: 'ɪmˈOʤi',  meme: 'mˈim',  selfie: 'sˈɛlfi',  podcast: 'pˈɑdkˌæst',  YouTube: 'jˈutˌub',  TikTok: 'tˈɪktˌɑk',  Reddit: 'ɹˈɛdət',  Google: 'ɡˈuɡᵊl',  Minecraft: 'mˈInkɹˌæft',  PlayStation: 'plˈAstˌAʃən',  Linux: 'lˈɪnəks',  iPhone: 'ˈIfˌOn',  WiFi: 'wˈIfˌI',  chatbot: 'ʧˈætbˌɑt',  livestream: 'lˈIvstɹˌim',  speedrun: 'spˈidɹˌʌn',  gameplay: 'ɡˈAmplˌA',  teammate: 'tˈimˌAt',  unfollow: 'ˌʌnfˈɑlO',  restream: 'ɹˌistɹˈim',  matchmaking: 'mˈæʧmˌAkɪŋ',  subreddit: 'sˈʌbɹˌɛdət',  USB: 'jˌuˌɛsbˈi',  NASA: 'nˈæsə',  FBI: 'ˌɛfbˌiˈI',  HTML: 'ˌAʧtˌiˌɛmˈɛl',  CPU: 'sˌipˌijˈu',  LOL: 'lˈɑl',  dogs: 'dˈɑɡz',  cats: 'kˈæts',  bushes: 'bˈʊʃᵻz',  "Chris's": 'kɹˈɪsᵻz',  "dogs'": 'dˈɔɡz',  "rock'n'roll": 'ɹˈɑkənɹˈOl',  "don't": 'dˈOnt',  "shouldn't": 'ʃˈʊdᵊnt',  "we'd": 'wˈid',  "Jessica's": 'ʤˈɛsəkəz',  "she'll": 'ʃˈil',  "y'all": 'jˌɔl',  unhappy: 'ˌʌnhˈæpi',  until: 'ˌʌntˈɪl',  under: 'ˈʌndəɹ',  unable: 'ˌʌnˈAbᵊl',  undo: 'ˌʌndˈu',  rewrite: 'ɹiɹˈIt',  prebuilt: 'pɹˌibˈɪlt',  multiplayer: 'mˈʌltiplˌAəɹ',  overpowered: 'ˌOvəɹpˈWəɹd',  glitchy: 'ɡlˈɪʧi',  laggier: 'lˈæɡiəɹ',  unmuted: 'ˌʌnmjˈuTᵻd',  muting: 'mjˈuTɪŋ',  pinged: 'pˈɪŋd',  modded: 'mˈɑdᵻd',  nerfed: 'nˈɜɹft',  buffed: 'bˈʌft',  yeeted: 'jˈiTᵻd',
};

// oxfmt-ignore
const sentences: Readonly<Record<string, string>> = {
  'at 9:30, on foo.bar in the U.S.A.': 'æt nˈIn θˈɜɹTi, ˌɔn fˈu dˈɑt bˈɑɹ ɪn ðə jˌuˌɛsˈA',
  'The apple and the pear are in a box of the old house.': 'ði ˈæpᵊl ænd ðə pˈɛɹ ɑɹ ɪn ɐ bˈɑks ʌv ði ˈOld hˈWs.',
  'To eat, to go, where to?': 'tʊ ˈit, tə ɡˈO, wˌɛɹ tˈu?',
  'What are you looking at?': 'wˌʌt ɑɹ ju lˈʊkɪŋ ˈæt?',
  'I have read it, but I will read it again.': 'ˌI hæv ɹˈɛd ɪt, bˌʌt ˌI wɪl ɹˈid ɪt əɡˈɛn.',
  'We live here, and the live stream is on.': 'wi lˈɪv hˈiɹ, ænd ðə lˈIv stɹˈim ɪz ˈɔn.',
  'Close the door; the shop is close to my house.': 'klˈOz ðə dˈɔɹ; ðə ʃˈɑp ɪz klˈOs tə mI hˈWs.',
  'I use it, it has no use, and I used to use it.': 'ˌI jˈuz ɪt, ɪt hæz nˈO jˈus, ænd ˌI jˈust tə jˈuz ɪt.',
  "Don't record this record!": 'dˈOnt ɹəkˈɔɹd ðɪs ɹˈɛkəɹd!',
  'They object to the object.': 'ðA əbʤˈɛkt tə ði ˈɑbʤɛkt.',
  'He will present a present.': 'hi wɪl pɹizˈɛnt ɐ pɹˈɛzᵊnt.',
  'I can do what you can.': 'ˌI kæn dˈu wˌʌt ju kˈæn.',
  'A well-known, state-of-the-art bot.': 'ɐ wˌɛl nˈOn, stˌAt ʌv ði ˈɑɹt bˈɑt.',
  '"Hello," she said (quietly).': '“həlˈO,” ʃi sˈɛd (kwˈIətli).',
  'Wait... what?!': 'wˈAt… wˌʌt?!',
  "I'd say it's 100% fine & good.": 'ˌId sˈA ɪts wˈʌn hˈʌndɹəd pəɹsˈɛnt fˈIn ænd ɡˈʊd.',
  'U S B and F B I': 'jˌuˌɛsbˈi ænd ˌɛfbˌiˈI',
  'the U S and an M P': 'ðə jˌuˈɛs ænd ɐn ˌɛmpˈi',
  'It is 1,234,567 or 0.05.': 'ɪt ɪz wˈʌn mˈɪljən tˈu hˈʌndɹəd θˈɜɹTi fˈɔɹ θˈWzᵊnd fˈIv hˈʌndɹəd sˈɪksti sˈɛvən ɔɹ zˈɪɹO pˈYnt zˈɪɹO fˈIv.',
  'In 1999, 2005, 2024 and 1800.': 'ɪn nˈIntˈin nˈInti nˈIn, tˈu θˈWzᵊnd fˈIv, twˈɛnti twˈɛnti fˈɔɹ ænd Atˈin hˈʌndɹəd.',
  'the 1990s, 21st and 100th': 'ðə nˈIntˈin nˈIntiz, twˈɛnti fˈɜɹst ænd wˈʌn hˈʌndɹədθ',
  'call 0 0 7': 'kˈɔl zˈɪɹO zˈɪɹO sˈɛvən',
  'at 5 am I am up': 'æt fˈIv ˌAˌɛmˈI æm ˈʌp',
  'ok lol brb, ty': 'ˌOkˈA lˈɑl bi ɹˈIt bˈæk, θˈæŋk ju',
  'The 3D game runs at 60fps on a 4K screen.': 'ðə θɹˈi dˈi ɡˈAm ɹˈʌnz æt sˈɪksti ˌɛfpˌiˈɛs ˌɔn ɐ fˈɔɹ kˈA skɹˈin.',
};

/** Microseconds of the processor for a text of so many characters. */
const work = async (part: string, length: number): Promise<number> => {
  const start = process.threadCpuUsage();
  await toPhones(part.repeat(length / part.length), 'en', nothing);
  const { user, system } = process.threadCpuUsage(start);
  return user + system;
};

describe('English as sounds', () => {
  test('words, in Kokoro’s alphabet', async () => {
    for (const [word, ipa] of Object.entries(words)) assert.equal(await said(word), ipa, word);
  });

  test('words beside each other, numbers and marks', async () => {
    for (const [sentence, ipa] of Object.entries(sentences)) assert.equal(await said(sentence), ipa, sentence);
  });

  test('every word of the dictionary that is looked for is found, with its other pronunciations', () => {
    assert.deepEqual(lookUp('record'), [
      ['R', 'AH0', 'K', 'AO1', 'R', 'D'],
      ['R', 'EH1', 'K', 'ER0', 'D'],
      ['R', 'IH0', 'K', 'AO1', 'R', 'D'],
    ]);
    for (const word of ['a', "'bout", 'zywicki', 'zulu', "y'all", 'middle']) assert.ok(lookUp(word).length > 0, word);
    for (const word of ['', 'zzzz', 'tymbrielle', "'", '}', 'a(2)', '"', '\u0000'])
      assert.deepEqual(lookUp(word), [], word);
  });

  test('a word that nobody knows is guessed from its spelling, with a stress, and named', async () => {
    assert.deepEqual(await toPhones('Kubernetes and Zorblax!', 'en', lettersToSound), {
      ipa: 'kəbˈɜɹnits ænd zˈɔɹblæks!',
      unknown: ['kubernetes', 'zorblax'],
    });
    assert.equal((await toPhones('anthropic', 'en', lettersToSound)).ipa, 'ænθɹˈɑpɪk');
  });

  test('numbers in words', () => {
    const readings: Readonly<Record<string, string>> = {
      '0': 'zero',
      '12': 'twelve',
      '101': 'one hundred one',
      '1000': 'one thousand',
      '2000': 'two thousand',
      '1066': 'one thousand sixty six',
      '1805': 'eighteen oh five',
      '2024': 'twenty twenty four',
      '2,024': 'two thousand twenty four',
      '1000000': 'one million',
      '007': 'zero zero seven',
      '3.14': 'three point one four',
      '1.2.3': 'one point two point three',
      '22nd': 'twenty second',
      '13th': 'thirteenth',
      '1980s': 'nineteen eighties',
      '20s': 'twenties',
      '': '',
      '.': '',
      '1234567890123456': 'one two three four five six seven eight nine zero one two three four five six',
    };
    assert.deepEqual(
      ['9:30', '12:05', '8:00', '0:00'].map((time) => timeWords(time).join(' ')),
      ['nine thirty', 'twelve oh five', 'eight', 'zero'],
    );
    for (const [written, words] of Object.entries(readings)) {
      assert.equal(numberWords(written).join(' '), words, written);
    }
  });

  test('whatever is written: only known signs, the same each time, nothing where there is nothing to say', async () => {
    const random = Random.seeded(7);
    const parts = [
      ...Array.from('aeiotsrnBZ\'’-.,!?“”()"0123456789%$&+= \n\t€ß日😀\u0301\u0000{}[]'),
      'the',
      "n't",
      'ing',
      'qzx',
      '1,000',
      '’s',
    ];
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: 1 + (round % 40) }, () => parts[random.below(parts.length)]).join('');
      const { ipa } = await toPhones(text, 'en', guess);
      assert.match(ipa, alphabet, JSON.stringify(text));
      assert.equal((await toPhones(text, 'en', guess)).ipa, ipa);
      assert.ok(!/^ | $| {2}/.test(ipa), JSON.stringify([text, ipa]));
    }
    for (const text of ['', ' ', '日本', '-', "'"]) assert.equal(await said(text), '', text);
  });

  test('what a hostile text costs grows with its length only', async () => {
    for (const part of ['a', "'", '1', '1,', '"', "s's", 'aaB', 'a.', '1.1', '(']) {
      await work(part, 1000);
      const [short, long] = [await work(part, 1000), await work(part, 8000)];
      assert.ok(long < 20 * short + 100_000, `${JSON.stringify(part)}: ${short} → ${long} µs`);
    }
  });

  test('most that is spoken can be said without guessing', async () => {
    const sentences = toSentences(
      'I just pushed the new build to the server, can somebody restart it? Thanks! The raid starts at 9:30 pm, so be there or be square. Dr. Smith paid $5.50.',
    );
    for (const sentence of sentences) assert.notEqual(await said(sentence), '');
  });
});
