// Other languages as sounds, by eSpeak NG where it is there.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/errors.ts';
import { espeakVersion, fromEspeak } from '../../src/phones/espeak.ts';
import { type LettersToSound, toPhones } from '../../src/phones/phones.ts';
import { heardSooner, sentencesOf } from '../../src/reading/sentences.ts';

const nothing: LettersToSound = async () => [];
const said = async (text: string, language: string): Promise<string> => (await toPhones(text, language, nothing)).ipa;

const isThere = (await espeakVersion()) !== null;
const skip = isThere ? false : 'espeak-ng is not there: sudo apt-get install -y espeak-ng';

describe('other languages as sounds', () => {
  test('what eSpeak writes becomes what Kokoro reads', () => {
    const readings: Readonly<Record<string, string>> = {
      't^ʃˈao': 'ʧˈao',
      'lə- (^e^n)wiːkˈɛnd(^f^r)': 'lə wiːkˈɛnd',
      'βˌe^ɪntiθˈinko': 'βˌAntiθˈinko',
      'pˈʌr.hənˌaː': 'pˈʌɽhənˌaː',
      kɪtˈaːbẽː: 'kɪtˈaːbẽː',
      'kɔmɑ̃sa çɛ\u0327': 'kɔmɑ̃sa çɛ',
      'dʲˈeɭa\n': 'dʲˈela',
      '♥ʘ': '',
    };
    for (const [ipa, kokoro] of Object.entries(readings))
      assert.equal(fromEspeak(ipa), kokoro.normalize('NFD').replaceAll('c\u0327', 'ç'));
  });

  test('without it, what is missing is said, and how it is mended', async () => {
    const { PATH } = process.env;
    process.env.PATH = '/nowhere';
    try {
      assert.equal(await espeakVersion(), null);
      await assert.rejects(said('Hola.', 'es'), (error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, /Spanish needs the program espeak-ng/);
        assert.match(error.hint, /apt-get install -y espeak-ng/);
        return true;
      });
    } finally {
      process.env.PATH = PATH;
    }
  });

  test('five languages, with numbers and pauses', { skip }, async () => {
    const readings: Readonly<Record<string, readonly [language: string, sounds: RegExp]>> = {
      'Hola, ¿qué tal? Tengo 25 años': ['es', /^ˈola, kˈe tˈal\? tˈɛnɡo|^ˈola, kˈe tˈal\? tˈɛŋɡo .+ˈaɲos$/],
      'Bonjour ! J’ai 21 ans…': ['fr', /^bɔ̃ʒˈuʁ! ʒe vɛ̃t.*ˈɑ̃…$/],
      'Gli gnocchi (caldi) costano 12 euro.': ['it', /ɲˈɔ?o?kːɪ, kˈaldɪ, kˈɔstano dˈodiʧɪ .*\.$/],
      'O coração, amanhã': ['pt', /kˌoɾasˈɐ̃ʊ̃, /],
      'पढ़ना, 25': ['hi', /^pˈʌɽhənˌaː, pˈʌcːis$/],
      'Сегодня 25': ['ru', /^s.*dvˈɑtʦatʲ/],
    };
    for (const [text, [language, sounds]] of Object.entries(readings))
      assert.match((await said(text, language)).normalize('NFD'), new RegExp(sounds.source.normalize('NFD')), text);
  });

  test('whatever is written is text, not an option or eSpeak’s own phones', { skip }, async () => {
    for (const text of ['--version', '-w /tmp/x', "[[h@l'oU]]", '<speak>', '$(id)', "';", '\u0000a', '«a» (b)', 'a\nb'])
      assert.doesNotMatch(await said(text, 'es'), /eSpeak|^[,.]/, text);
    for (const text of ['', '…', '😀', '()']) assert.equal(await said(text, 'es'), '', text);
    assert.equal(await said("[[h@l'oU]]", 'es'), await said("h@l'oU", 'es'));
  });
});

test('a text of another language becomes sentences without what is only looked at', () => {
  assert.deepEqual(sentencesOf('**Hola** <@123>, ¿qué tal? Mira https://example.com/x 😀\nAdiós — ya', 'es'), [
    'Hola , ¿qué tal?',
    'Mira example.com.',
    'Adiós, ya',
  ]);
  assert.deepEqual(sentencesOf('नमस्ते। मैं ठीक हूँ।', 'hi'), ['नमस्ते.', 'मैं ठीक हूँ.']);
  assert.deepEqual(sentencesOf('At 5 pm.', 'en-GB'), ['At 5 pm.']);
  assert.deepEqual(sentencesOf('😀 ...', 'fr'), []);
  const long = sentencesOf('palabras y más palabras, '.repeat(50), 'es');
  assert.ok(long.length > 4 && long.every((sentence) => sentence.length <= 240));
});
test('a long first sentence is cut at pauses into pieces that grow', () => {
  const long = 'Please enter your password, followed by the pound key, and wait for the tone before you speak.';
  assert.deepEqual(
    heardSooner([long, 'Then, and only then, and only if you have to, say what you want to say, please.']),
    [
      'Please enter your password,',
      'followed by the pound key,',
      'and wait for the tone before you speak.',
      'Then, and only then, and only if you have to, say what you want to say, please.',
    ],
  );
  // While a piece is heard a longer one can be made, so no pause is taken that need not be.
  assert.deepEqual(
    heardSooner(['Some time ago, in a far land, by the sea, there was a queen, as they say, who never slept.']),
    ['Some time ago,', 'in a far land,', 'by the sea, there was a queen,', 'as they say, who never slept.'],
  );
  const whole = [
    'Well, this is short.',
    'A sentence that has no pause at all takes as long as it takes to be said from end to end',
    'It is 12:30 and costs 1,000 and this has no other pause whatsoever until its very end, no.',
  ];
  for (const sentence of whole) assert.deepEqual(heardSooner([sentence]), [sentence]);
  assert.deepEqual(heardSooner([]), []);
});
