// From what people write in a chat to what can be read out: markup, links, emoji and signs become words or go away, and a
// text becomes sentences. Plain numbers, dollars, dates and "Dr." are left to flite, which reads them well.

/** Longest piece that is spoken in one go, characters. */
const longestSentence = 240;

/** What Discord writes into a message for things it draws, and Markdown around words. */
const markup: readonly (readonly [RegExp, string])[] = [
  [/```[a-z]*\n?|```/gi, ' '],
  [/<a?:\w+:\d+>/g, ' '],
  [/<@[!&]?\d+>/g, ' someone '],
  [/<#\d+>/g, ' a channel '],
  [/<\/([\w -]+):\d+>/g, ' slash $1 '],
  [/<t:-?\d+(?::[a-zA-Z])?>/g, ' some time '],
  [/\[([^\]]+)\]\((?:https?:\/\/|<)[^)]*\)/g, '$1'],
  [/<?https?:\/\/(?:www\.)?([^\s/>?#]+)[^\s>]*>?/gi, ' a link to $1 '],
  [/(?:^|(?<=\s)):[a-z0-9_+-]{2,32}:(?=\s|$|[.,!?])/gi, ' '],
  [/^\s*(?:>{1,3}|#{1,3}|[-*])\s+/gm, ''],
  [/\|\||~~|\*\*|__|`/g, ''],
  [/(?<![\w*])\*(?=\S)([^*\n]+)\*(?![\w*])/g, '$1'],
  [/(?<!\w)_(?=\S)([^_\n]+)_(?!\w)/g, '$1'],
];

/** Emoticons are faces, not speech; emoji with their skin tones, joiners, flags and keycap rings neither. */
const faces: readonly RegExp[] = [
  /(?:^|(?<=\s))(?:[:;=8xX]['-]?[)(DPpOo3/\\|]|<\/?3|\^[_.]?\^|[oO]_[oO])(?=\s|$|[.,!?])/g,
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200D|\u20E3|\uFE0E|\uFE0F/gu,
];

/** Signs and short forms, applied in this order. */
const readings: readonly (readonly [RegExp, string])[] = [
  [/(\d)\s*°\s*C\b/g, '$1 degrees Celsius'],
  [/(\d)\s*°\s*F\b/g, '$1 degrees Fahrenheit'],
  [/°/g, ' degrees '],
  [/£\s?(\d[\d,]*(?:\.\d+)?)(\s(?:thousand|million|billion))?/g, '$1$2 pounds'],
  [/€\s?(\d[\d,]*(?:\.\d+)?)(\s(?:thousand|million|billion))?/g, '$1$2 euros'],
  [/¥\s?(\d[\d,]*(?:\.\d+)?)(\s(?:thousand|million|billion))?/g, '$1$2 yen'],
  [/(\d[\d,]*(?:\.\d+)?)\s?€/g, '$1 euros'],
  [/([A-Z][a-z]+) St\.(?=\s|$|,)/g, '$1 Street'],
  [/\bSt\.(?= [A-Z])/g, 'Saint'],
  [/\bDr\.(?= [A-Z])/g, 'Doctor'],
  [/\bMr\.(?= )/g, 'Mister'],
  [/\bMrs\.(?= )/g, 'Missus'],
  [/\bMs\.(?= )/g, 'Miz'],
  [/\bProf\.(?= )/g, 'Professor'],
  [/\b[Nn]o\. ?(?=\d)/g, 'number '],
  [/\be\.g\.,?/gi, 'for example,'],
  [/\bi\.e\.,?/gi, 'that is,'],
  [/\betc\.(?=\s+[A-Z]|\s*$)/g, 'et cetera.'],
  [/\betc\.?/g, 'et cetera'],
  [/\bapprox\./gi, 'approximately'],
  [/\bvs\.?(?=\s)/gi, 'versus'],
  [/\bw\/o\b/gi, 'without'],
  [/\bw\/(?=\s)/gi, 'with'],
  [/\b([ap])\.m\./gi, '$1m'],
  [/\bhm+\b/gi, 'hum'],
  [/\b(\d{1,2}):(\d{2}):(\d{2})\b/g, '$1 hours $2 minutes $3 seconds'],
  [/\b(0?[1-9]|1[0-2]):00(?=\s*[ap]m\b)/gi, '$1'],
  [/\b0?(\d):00\b(?!\s*[ap]m)/gi, "$1 o'clock"],
  [/\b([1-9]\d):00\b(?!\s*[ap]m)/gi, '$1 hundred'],
  [/(\d)\s*[–—]\s*(\d)/g, '$1 to $2'],
  [/\s*(?:[–—]|--+)\s*/g, ', '],
  [/(\d)\s*[x×]\s*(\d)/g, '$1 times $2'],
  [/\s*[÷]\s*/g, ' divided by '],
  [/\s*≈\s*/g, ' about '],
  [/(\w)@(\w)/g, '$1 at $2'],
  [/@/g, ' at '],
  [/(?<=\w)\.(?=(?:com|org|net|io|gg|de|fr|uk|dev|app)\b)/gi, ' dot '],
  [/#(?=\d)/g, 'number '],
  [/#(?=\w)/g, 'hashtag '],
  [/(?<=\d)\s*\+\s*(?=\d)/g, ' plus '],
  [/\s=\s|(?<=\w)=(?=\w)/g, ' equals '],
  [/(?<=[A-Za-z])\/(?=[A-Za-z])/g, ' or '],
  [/\*(?=\s|$)/g, 'star '],
  [/#(?=\s|$)/g, 'hash '],
];

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  ł: 'l',
  Ł: 'L',
};

/** "1234567" as "1,234,567": flite reads digit by digit what is longer than five digits and has no commas. */
function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/**
 * The words of a chat message in plain ASCII, ready for flite; empty when nothing in it can be spoken.
 * @param text anything a person can type; English is assumed
 */
export function normalizeText(text: string): string {
  let words = text
    .normalize('NFKC')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/…/g, '...');
  for (const [pattern, reading] of markup) words = words.replace(pattern, reading);
  for (const pattern of faces) words = words.replace(pattern, ' ');
  words = words.replace(/[\r\n]+/g, (_breaks, at: number) => (/[.!?,;:]\s*$/.test(words.slice(0, at)) ? ' ' : '. '));
  for (const [pattern, reading] of readings) words = words.replace(pattern, reading);
  words = words
    .replace(/[ßæÆøØœłŁ]/g, (letter) => letters[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/(?<![\d.,-])[1-9]\d{5,11}(?![\d-])/g, groupDigits)
    .replace(/([a-z])\1{2,}/gi, '$1$1')
    .replace(/[^\x20-\x7e]|[\\<>^_{}[\]|~=*/](?!\d)/g, ' ')
    .replace(/([!?])[!?]+/g, '$1')
    .replace(/\s+(?=[.,;:!?](?:\s|$))/g, '')
    .replace(/(?:[.,;:]\s)+(?=[.,;:!?])/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,;:!?-]+/, '')
    .trim();
  return /[a-z0-9]/i.test(words) ? words : '';
}

/** Cut at the last boundary that leaves both parts speakable, the strongest kind of boundary first. */
function cut(sentence: string): string[] {
  if (sentence.length <= longestSentence) return [sentence];
  const head = sentence.slice(0, longestSentence);
  const at = Math.max(
    ...[
      /[;:,](?=\s)(?!.*[;:,]\s)/,
      /\s(?:and|or|but|because|which|that)\s(?!.*\s(?:and|or|but|because|which|that)\s)/,
    ].map((pattern) => head.search(pattern)),
  );
  const end = at > longestSentence / 4 ? at + 1 : head.lastIndexOf(' ') > 0 ? head.lastIndexOf(' ') : longestSentence;
  return [sentence.slice(0, end).trim(), ...cut(sentence.slice(end).trim())];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Sentences to be spoken one after the other, each normalized and at most 240 characters.
 * @param text what a person wrote, or a transcript
 */
export function toSentences(text: string): string[] {
  return [...segmenter.segment(normalizeText(text))]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => /[a-z0-9]/i.test(sentence))
    .flatMap(cut);
}
