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
const texts = (sentences: string[], language: string | null = 'en'): string[] =>
  heardSooner(sentences, language).map(({ text }) => text);

test('a long first sentence is cut at pauses into pieces that grow', () => {
  const long = 'Please enter your password, followed by the pound key, and wait for the tone before you speak.';
  const other = 'Then, and only then, and only if you have to, say what you want to say, please.';
  assert.deepEqual(heardSooner([long, other], 'en'), [
    {
      text: 'Please enter your password,',
      rest: 'followed by the pound key, and wait for the tone before you speak.',
      isRest: false,
    },
    { text: 'followed by the pound key,', rest: 'and wait for the tone before you speak.', isRest: true },
    { text: 'and wait for the tone before you speak.', rest: '', isRest: true },
    { text: other, rest: '', isRest: false },
  ]);
  // While a piece is heard a longer one can be made, so no pause is taken that need not be.
  assert.deepEqual(
    texts(['Some time ago, in a far land, by the sea, there was a queen, as they say, who never slept.']),
    ['Some time ago,', 'in a far land,', 'by the sea, there was a queen,', 'as they say, who never slept.'],
  );
  const whole = ['Well, this is short.', 'It is 12:30 o’clock now.'];
  for (const sentence of whole) assert.deepEqual(texts([sentence]), [sentence]);
  assert.deepEqual(heardSooner([], 'en'), []);
});

test('where it has no pause soon enough it is cut before a word that begins a part of it, in its language', () => {
  const cut: [string, string][] = [
    ['en', 'I walked along the river yesterday | because the weather was finally warm enough to go outside.'],
    ['en-GB', 'There were more people waiting | in front of the station than I had ever seen on a Sunday.'],
    // Joining clauses comes first, and what follows is cut only where it is too long to be made meanwhile.
    ['en', 'The dog in the garden barks | when it hears somebody coming | and nobody in the house seems to care.'],
    ['en', 'We left the old house with the children, | and came back late.'],
    ['es', 'Ayer caminé junto al río | porque el tiempo por fin era bueno.'],
    ['fr', 'Hier il était resté à la maison | parce qu’il faisait enfin assez chaud pour sortir.'],
    ['it', 'Ieri ho camminato lungo il fiume | perché il tempo era finalmente bello.'],
    ['pt', 'Ontem caminhei ao longo do rio | porque o tempo estava finalmente bom.'],
    ['hi', 'कल मैं नदी के किनारे चला | क्योंकि मौसम आखिरकार काफी अच्छा था.'],
    ['ru', 'Вчера я гулял вдоль реки | потому что погода стала тёплой.'],
  ];
  for (const [language, marked] of cut) {
    const pieces = marked.split(' | ');
    assert.deepEqual(texts([pieces.join(' ')], language), pieces);
  }
  // Nothing is known of the words, or nothing begins there, or whoever says it can't go on.
  const [[, said]] = cut;
  for (const [language, sentence] of [
    [null, said.replace(' | ', ' ')],
    ['de', 'Gestern ging ich am Fluss entlang weil das Wetter endlich warm genug war'],
    // Soon enough as it is.
    ['en', 'Okay, I will be there in a minute.'],
    ['en', 'Those extremely talented young musicians surprised practically everybody present yesterday'],
  ] as const) {
    assert.deepEqual(heardSooner([sentence], language), [{ text: sentence, rest: '', isRest: false }]);
  }
});
