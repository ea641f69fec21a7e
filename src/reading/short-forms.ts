// Short forms of words as they are said: abbreviations with and without dots, initials, Roman numerals, addresses.
import { ordinal } from './figures.ts';

type Reading = string | ((match: string, ...groups: string[]) => string);

/** Before a name. */
const titles: Readonly<Record<string, string>> = {
  Dr: 'Doctor',
  Mr: 'Mister',
  Mrs: 'Missus',
  Ms: 'Miz',
  Prof: 'Professor',
  Gen: 'General',
  Capt: 'Captain',
  Sgt: 'Sergeant',
  Lt: 'Lieutenant',
  Col: 'Colonel',
  Gov: 'Governor',
  Sen: 'Senator',
  Rep: 'Representative',
  Rev: 'Reverend',
  St: 'Saint',
};

/** After a name. */
const afterNames: Readonly<Record<string, string>> = {
  St: 'Street',
  Ave: 'Avenue',
  Blvd: 'Boulevard',
  Rd: 'Road',
  Jr: 'Junior',
  Sr: 'Senior',
  Inc: 'Incorporated',
  Ltd: 'Limited',
};

/** With a dot, whatever stands around them. */
const shortened: Readonly<Record<string, string>> = {
  apt: 'apartment',
  dept: 'department',
  approx: 'approximately',
  est: 'established',
  tel: 'telephone',
  govt: 'government',
};
/** With a dot and before a number. */
const beforeNumbers: Readonly<Record<string, string>> = {
  vol: 'volume',
  fig: 'figure',
  ch: 'chapter',
  sec: 'section',
  pp: 'pages',
  p: 'page',
  min: 'at least',
  max: 'at most',
};

/** Said letter by letter, though flite would find a word in them. */
const initials = new Set(
  'UN EU US AI API APIs CEO CEOs CFO CTO DIY FAQ FAQs FYI ID IDs IMO LOL OMG RIP URL URLs CIA UI UX IRL AMA ETA ADHD AFK IQ VR AR IP IPs UFO UFOs USD EUR OS'.split(
    ' ',
  ),
);

const kings =
  'Henry|Louis|George|Edward|Charles|James|Elizabeth|William|Richard|Philip|Frederick|Paul|Pius|Benedict|Gregory|Nicholas|Peter|Catherine|Alexander|Napoleon|Francis|Leo|John|Ramses|Ferdinand|Mary';
const romanDigits: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };
const roman = '(X{0,3}(?:IX|IV|V?I{1,3}|V)|X{2,3})';

function romanNumber(numeral: string): number {
  const values = numeral.split('').map((letter) => romanDigits[letter]);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}

const names = (table: object): string => Object.keys(table).join('|');
const spelled = (word: string): string => word.replace(/s$/, '').split('').join(' ') + (word.endsWith('s') ? "'s" : '');

/** Endings of names on the net, and of files. */
const endings =
  'com|org|net|io|gg|de|fr|uk|dev|app|edu|gov|co|tv|me|ai|eu|us|ca|au|info|txt|pdf|png|jpe?g|gif|mp3|mp4|wav|ogg|zip|exe|js|ts|py|json|html?|csv|md';
const signsOfAddresses: Readonly<Record<string, string>> = { '.': 'dot', _: 'underscore', '-': 'dash', '+': 'plus' };
const saidAddress = (part: string): string => part.replace(/[._+-]/g, (sign) => ` ${signsOfAddresses[sign]} `);

/** Read in this order. */
const readings: readonly (readonly [RegExp, Reading])[] = [
  [
    /(?<![\w.+-])([\w.+-]{0,63}\w)@(\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){0,8})/g,
    (_match, user, host) => `${saidAddress(user)} at ${saidAddress(host)}`,
  ],
  [/@/g, ' at '],
  [
    new RegExp(String.raw`(?<![\w.-])(?:\w[\w-]{0,62}\.){1,8}(?:${endings})\b(?!\.\w)`, 'gi'),
    (match) => match.replaceAll('.', ' dot '),
  ],

  [
    new RegExp(String.raw`([A-Z][a-z]+),? (${names(afterNames)})\.(?=\s+[A-Z]|\s*$)`, 'g'),
    (_match, name, after) => `${name} ${afterNames[after]}.`,
  ],
  [
    new RegExp(String.raw`([A-Z][a-z]+),? (${names(afterNames)})\.`, 'g'),
    (_match, name, after) => `${name} ${afterNames[after]}`,
  ],
  [new RegExp(String.raw`\b(${names(titles)})\.(?= [A-Z])`, 'g'), (_match, title) => titles[title]],
  [/\bM(r|rs|s)\.(?= )/g, (match) => titles[match.slice(0, -1)]],
  [new RegExp(String.raw`\b(${names(shortened)})\.`, 'gi'), (_match, word) => shortened[word.toLowerCase()]],
  [
    new RegExp(String.raw`\b(${names(beforeNumbers)})\. ?(?=\d)`, 'gi'),
    (_match, word) => `${beforeNumbers[word.toLowerCase()]} `,
  ],
  [/\be\.g\.,?/gi, 'for example,'],
  [/\bi\.e\.,?/gi, 'that is,'],
  [/\betc\.(?=\s+[A-Z]|\s*$)/g, 'et cetera.'],
  [/\betc\.?(?!\w)/g, 'et cetera'],
  [/\bvs\.?(?=\s)/gi, 'versus'],
  [/\bw\/o\b/gi, 'without'],
  [/\bw\/(?=\s)/gi, 'with'],
  [/\band\/or\b/gi, 'and or'],
  [/\bC\+\+/g, 'C plus plus'],
  [/\bC#/g, 'C sharp'],
  [/\bhm+\b/gi, 'hum'],

  [
    new RegExp(String.raw`\b(${kings}) ${roman}\b`, 'g'),
    (match, name, numeral) =>
      numeral === 'I' && name === 'John' ? match : `${name} the ${ordinal(romanNumber(numeral))}`,
  ],
  [
    new RegExp(String.raw`(?<=\b(?!The|An?|My|Your|This|On)[A-Z][a-z]+ )(?!I\b|V\b)${roman}\b`, 'g'),
    (numeral) => String(romanNumber(numeral)),
  ],
];

/** Short forms in words, where flite would read them otherwise than people do. */
export function readShortForms(text: string): string {
  const words = readings.reduce(
    (read, [pattern, reading]) =>
      typeof reading === 'string' ? read.replace(pattern, reading) : read.replace(pattern, reading),
    text,
  );
  // Who shouts everything means "us", not "U S".
  return /[a-z]/.test(words) || !/\s/.test(words.trim())
    ? words.replace(/\b[A-Z]{2,4}s?\b/g, (word) => (initials.has(word) ? spelled(word) : word))
    : words;
}
