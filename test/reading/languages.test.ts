// Which language words are in, and which ones an engine speaks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languagesOfEngine, otherLanguage, taughtLanguages } from '../../src/reading/languages.ts';

test('words of another language than the voice’s are told, where it is clear', () => {
  const told: readonly (readonly [text: string, expected: string, other: string | null])[] = [
    ['The meeting starts at nine, and all of you are invited.', 'en', null],
    ['La reunión empieza a las nueve, y todos los que están en la lista son para él muy importantes.', 'en', 'es'],
    ['Vous êtes maintenant en ligne. Composez le nouveau numéro pour le service, c’est très simple.', 'en', 'fr'],
    ['Questo è il numero che non è più attivo, ma può chiamare anche il servizio della città.', 'en', 'it'],
    ['Você não tem mais mensagens, mas eu também não estou em casa com ele.', 'en', 'pt'],
    ['Das ist nicht der Weg, den wir mit dem Auto nach Hause nehmen.', 'en', 'de'],
    ['The meeting starts at nine, and all of you are invited to it.', 'es', 'en'],
    ['Пожалуйста, введите номер оператора.', 'en', 'ru'],
    ['नमस्ते, आप कैसे हैं?', 'en', 'hi'],
    ['今日はいい天気ですね。', 'zh', 'ja'],
    ['今天天气很好', 'yue', null],
    ['La reunión empieza a las nueve, y todos los que están en la lista son para él muy importantes.', 'es-MX', null],
    // Not clear: names, single words, a quotation
    ['Juan Carlos de la Cruz', 'en', null],
    ['Berlin Paris Roma Madrid', 'en', null],
    ['I like the song “Despacito” and the film “El laberinto del fauno”.', 'en', null],
    ['Hola', 'en', null],
    ['', 'en', null],
    ['12 345', 'en', null],
  ];
  for (const [text, expected, other] of told) assert.equal(otherLanguage(text, expected), other, text);
});

test('what an engine speaks', () => {
  assert.deepEqual(languagesOfEngine('builtin', false), ['en']);
  assert.ok(languagesOfEngine('builtin', true).includes('es'));
  assert.ok(languagesOfEngine('gpt-sovits', false).includes('ja'));
  for (const engine of ['builtin', 'gpt-sovits'])
    for (const language of languagesOfEngine(engine, true)) assert.ok(taughtLanguages.includes(language));
});
