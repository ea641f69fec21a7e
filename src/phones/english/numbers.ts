// Plain numbers in English words: cardinals, ordinals, years, decimals, digits one by one. What stands beside numbers (money,
// dates, units) is words already when it comes here.

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = ' ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales = ['', 'thousand', 'million', 'billion', 'trillion'];

/** Longest number that is read as one; longer ones are read digit by digit. */
const mostDigits = 15;

const belowHundred = (n: number): string[] =>
  n < 20 ? [ones[n]] : n % 10 === 0 ? [tens[n / 10]] : [tens[Math.floor(n / 10)], ones[n % 10]];

const belowThousand = (n: number): string[] => [
  ...(n < 100 ? [] : [ones[Math.floor(n / 100)], 'hundred']),
  ...(n % 100 === 0 ? [] : belowHundred(n % 100)),
];

/** Words of a whole number. @param digits without separators */
function cardinal(digits: string): string[] {
  if (/^0+$/.test(digits)) return ['zero'];
  const words: string[] = [];
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  for (const [index, group] of groups.entries()) {
    if (group === '000') continue;
    words.push(...belowThousand(Number(group)), scales[groups.length - 1 - index]);
  }
  return words.filter((word) => word !== '');
}

const digitByDigit = (digits: string): string[] => digits.split('').map((digit) => ones[Number(digit)]);

/** A year as people say it, in pairs of digits: 1999, 2024, 1900, 1805. */
function year(digits: string): string[] {
  const [century, rest] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (rest === 0) return [...belowHundred(century), 'hundred'];
  return [...belowHundred(century), ...(rest < 10 ? ['oh'] : []), ...belowHundred(rest)];
}

const isYear = (digits: string): boolean => /^(?:1[1-9]|20)\d\d$/.test(digits) && !/^200\d$/.test(digits);

function whole(digits: string): string[] {
  if (digits.length > mostDigits || /^0\d/.test(digits)) return digitByDigit(digits);
  return isYear(digits) ? year(digits) : cardinal(digits);
}

const irregular: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

const ordinalWord = (word: string): string =>
  irregular[word] ?? (word.endsWith('y') ? `${word.slice(0, -1)}ieth` : `${word}th`);
const pluralWord = (word: string): string => (word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`);
const changeLast = (words: string[], change: (word: string) => string): string[] => [
  ...words.slice(0, -1),
  change(words.at(-1) ?? ''),
];

/**
 * Words of a number as it is written: `1,234`, `3.14`, `21st`, `1990s`, `007`.
 * @param written digits with separators, a decimal point, or an ending `st nd rd th s`
 */
export function numberWords(written: string): string[] {
  const [, number = '', ending = ''] = /^([\d.,]*)(st|nd|rd|th|'?s)?$/i.exec(written) ?? [];
  const [integer = '', ...fractions] = number.split('.');
  const digits = integer.replaceAll(',', '');
  const words = digits === '' ? [] : integer.includes(',') ? cardinalOrDigits(digits) : whole(digits);
  for (const fraction of fractions) {
    const after = fraction.replaceAll(',', '');
    if (after !== '') words.push('point', ...digitByDigit(after));
  }
  if (words.length === 0 || ending === '') return words;
  if (/s$/i.test(ending)) return changeLast(words, pluralWord);
  return changeLast(digits.length > mostDigits ? words : cardinal(digits), ordinalWord);
}

const cardinalOrDigits = (digits: string): string[] =>
  digits.length > mostDigits ? digitByDigit(digits) : cardinal(digits);

/** Words of a time of day: `9:30`, `12:05`, `8:00`. */
export function timeWords(written: string): string[] {
  const [hours = '', minutes = ''] = written.split(':');
  const past =
    Number(minutes) === 0 ? [] : [...(Number(minutes) < 10 ? ['oh'] : []), ...cardinal(`${Number(minutes)}`)];
  return [...cardinal(`${Number(hours)}`), ...past];
}
