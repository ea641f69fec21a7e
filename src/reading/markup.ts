// What is written for the eye only: Discord's and Markdown's signs, tags, links, emoticons and emoji.

type Rules = readonly (readonly [RegExp, string])[];

/** Names of the signs that HTML and SSML spell out. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** What Discord writes into a message for things it draws, tags, and Markdown around words. */
const markup: Rules = [
  [/```[a-z]*\n?|```/gi, ' '],
  [/<a?:\w+:\d+>/g, ' '],
  [/<@[!&]?\d+>/g, ' someone '],
  [/<#\d+>/g, ' a channel '],
  [/<id:\w+>/g, ' a channel '],
  [/<\/([\w -]+):\d+>/g, ' slash $1 '],
  [/<t:-?\d+(?::[a-zA-Z])?>/g, ' some time '],
  [/@(?=(?:everyone|here)\b)/g, ''],
  [/\[([^\]]+)\]\((?:https?:\/\/|<)[^)]*\)/g, '$1'],
  [
    /<?\b(?:https?:\/\/(?:www\.)?|www\.)([^\s/>?#,;:!"')]*[^\s/>?#,;:!"').])[^\s>"')]*?>?(?=[.,;:!?"')]*(?:\s|$))/gi,
    ' a link to $1 ',
  ],
  // Not further than that: many that are open would be looked through to the end again and again.
  [/<!--[^]{0,500}?-->/g, ' '],
  [/<(?:script|style)\b[^<>]*>[^<]*<\/(?:script|style)>/gi, ' '],
  // Words between two signs are none of a tag's: “x<y and y>z”.
  [/<\/?[a-z][\w:-]*(?:\s+[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*\s*\/?>/gi, ' '],
  [/(?:^|(?<=\s)):[a-z0-9_+-]{2,32}:(?=\s|$|[.,!?])/gi, ' '],
  [/^[^\S\n\r\u2028\u2029]*(?:>{1,3}|#{1,3}|-#|[-*])\s+/gm, ''],
  [/\\(?=[*_~`|>#\\[\]()<@:-])/g, ''],
  [/\|\||~~|\*\*|__|`/g, ''],
  [/(?<![\w*])\*(?=\S)([^*\n]+)\*(?![\w*])/g, '$1'],
  [/(?<!\w)_(?=\S)([^_\n]+)_(?!\w)/g, '$1'],
];

/** Emoticons are faces, not speech; emoji with their skin tones, joiners, flags and keycap rings neither. */
const faces: readonly RegExp[] = [
  /(?:^|(?<=\s))(?:[:;=8xX]['-]?[)(DPpOo3/\\|]|<\/?3|\^[_.]?\^|[oO]_[oO])(?=\s|$|[.,!?])/g,
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u{E0020}-\u{E007F}]|\u200D|\u20E3|\uFE0E|\uFE0F/gu,
];

/** The same without the English words that stand for what Discord draws. */
const withoutWords: Rules = markup.map(([pattern, reading]) => [pattern, reading.replaceAll(/[a-z]+/g, '')]);

/**
 * A message without anything that is only looked at. Line breaks stay.
 * @param isEnglish whether English words may stand for what Discord draws: "someone", "a channel"
 */
export function withoutMarkup(text: string, isEnglish = true): string {
  let words = text;
  for (const [pattern, reading] of isEnglish ? markup : withoutWords) words = words.replace(pattern, reading);
  words = words.replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_entity, name: string) => entities[name] ?? ' ');
  for (const pattern of faces) words = words.replace(pattern, ' ');
  return words;
}
