// In which language words are written, as far as their script and their most common small words tell.

/** What GPT-SoVITS can be taught, BCP 47. */
const ofGptSovits = ['en', 'zh', 'yue', 'ja', 'ko'];
/** What the built-in engine can be taught with a natural source voice and eSpeak NG. */
export const ofSourceVoices = ['en', 'es', 'fr', 'it', 'pt', 'hi', 'ru'];

/** Those that some engine can be taught, BCP 47. */
export const taughtLanguages: readonly string[] = [...new Set([...ofSourceVoices, ...ofGptSovits])];

/**
 * What an engine can be taught here, BCP 47.
 * @param hasSource whether the natural source voice and eSpeak NG are there
 */
export const languagesOfEngine = (engine: string, hasSource: boolean): readonly string[] =>
  engine !== 'builtin' ? ofGptSovits : hasSource ? ofSourceVoices : ['en'];

/** Small words that are common in one language and rare or unknown in the others, in lower case. */
const smallWords: Readonly<Record<string, string>> = {
  en: 'the and of is it you that was for are with they this have from not what were when your there can said which their will about would them these then she been has had who our i my we he but be at on his her an or if do so up out just how now its than more some could here please all by to',
  es: 'el los las una y es que en del por con para está pero muy más como su sus lo le se al este esta son hay también porque cuando todo mi tu él ella nosotros ser tiene puede marque número favor',
  fr: "le les des est et une dans pour que qui pas vous nous je il elle sur avec ce cette sont mais plus très c'est j'ai au aux du votre notre être avoir fait tout comme bien où n'est d'un qu'il veuillez numéro",
  it: "il gli di che è per non una sono con del della dei delle nel alla questo questa ma più anche come mi ti ci lo ho hai suo sua molto perché quando essere dell' un' l'ho c'è al sul premere numero",
  pt: 'os uma não é em para com que do da dos das no na por mais muito mas você ele ela eu seu sua isso está são foi ser como também quando porque já ao aos um pelo tem obrigado',
  de: 'der die das und ist nicht ich du wir ihr sie ein eine einen zu mit auf für von dem den des im auch es er sind war aber wie wenn noch nur haben hat wird bitte nach bei oder dass kann',
  nl: 'de het een en van is niet ik je wij zij dat op te met voor zijn was er maar om hebben ook als bij nog wel naar aan heeft wordt deze dit kan',
};
const languagesOf = new Map<string, string[]>();
for (const [language, words] of Object.entries(smallWords)) {
  for (const word of new Set(words.split(' '))) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
}

/** Scripts that tell the language, or the few that it may be; the first is the most likely. */
const scripts: readonly (readonly [RegExp, readonly string[]])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, ['ja']],
  [/\p{Script=Han}/gu, ['zh', 'yue', 'ja']],
  [/\p{Script=Hangul}/gu, ['ko']],
  [/\p{Script=Devanagari}/gu, ['hi']],
  [/\p{Script=Cyrillic}/gu, ['ru', 'uk', 'bg']],
  [/\p{Script=Greek}/gu, ['el']],
  [/\p{Script=Arabic}/gu, ['ar', 'fa', 'ur']],
  [/\p{Script=Hebrew}/gu, ['he']],
  [/\p{Script=Thai}/gu, ['th']],
];

/** Fewest small words that tell a language, and the share of all words that they must be. */
const least = { words: 4, share: 0.15 };

/**
 * The language that words are of, where it is another than was expected and that is clear.
 * @param text one or many transcripts
 * @param expected BCP 47
 * @returns two letters; null: they fit, or it can't be told
 */
export function otherLanguage(text: string, expected: string): string | null {
  const [own] = expected.toLowerCase().split('-');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, languages] of scripts) {
    if ((text.match(script)?.length ?? 0) > letters / 2) return languages.includes(own) ? null : languages[0];
  }
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}']+/gu) ?? [];
  const found = new Map<string, number>();
  for (const word of words) {
    const languages = languagesOf.get(word) ?? [];
    for (const language of languages) found.set(language, (found.get(language) ?? 0) + 1 / languages.length);
  }
  const [best, second] = [...found].sort(([, a], [, b]) => b - a);
  if (best === undefined || best[0] === own) return null;
  const [language, count] = best;
  const isClear = count >= least.words && count >= least.share * words.length;
  return isClear && count > 2 * (found.get(own) ?? 0) && count > 1.2 * (second?.[1] ?? 0) ? language : null;
}
