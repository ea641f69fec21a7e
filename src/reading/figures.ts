// Numbers with what stands beside them (money, dates, times, units, fractions, phone numbers) as flite reads them rightly.
// Plain numbers, ordinals, percentages and years it reads well by itself.

/** How a match is read: as in `String.replace`. */
type Reading = string | ((match: string, ...groups: string[]) => string);

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** One and many of what follows a number. */
const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'km/h': ['kilometer per hour', 'kilometers per hour'],
  kph: ['kilometer per hour', 'kilometers per hour'],
  mph: ['mile per hour', 'miles per hour'],
  'm/s': ['meter per second', 'meters per second'],
  km: ['kilometer', 'kilometers'],
  cm: ['centimeter', 'centimeters'],
  mm: ['millimeter', 'millimeters'],
  mi: ['mile', 'miles'],
  ft: ['foot', 'feet'],
  kg: ['kilogram', 'kilograms'],
  mg: ['milligram', 'milligrams'],
  lb: ['pound', 'pounds'],
  lbs: ['pound', 'pounds'],
  oz: ['ounce', 'ounces'],
  ml: ['milliliter', 'milliliters'],
  kHz: ['kilohertz', 'kilohertz'],
  MHz: ['megahertz', 'megahertz'],
  GHz: ['gigahertz', 'gigahertz'],
  Hz: ['hertz', 'hertz'],
  kB: ['kilobyte', 'kilobytes'],
  KB: ['kilobyte', 'kilobytes'],
  MB: ['megabyte', 'megabytes'],
  GB: ['gigabyte', 'gigabytes'],
  TB: ['terabyte', 'terabytes'],
  kWh: ['kilowatt hour', 'kilowatt hours'],
  kW: ['kilowatt', 'kilowatts'],
  ms: ['millisecond', 'milliseconds'],
  sec: ['second', 'seconds'],
  min: ['minute', 'minutes'],
  hr: ['hour', 'hours'],
  hrs: ['hour', 'hours'],
  dB: ['decibel', 'decibels'],
  '°C': ['degree Celsius', 'degrees Celsius'],
  '°F': ['degree Fahrenheit', 'degrees Fahrenheit'],
  '°': ['degree', 'degrees'],
};
/** Those of one letter, which mean something else without a space before them (5G, 3D). */
const letterUnits: typeof units = {
  m: ['meter', 'meters'],
  g: ['gram', 'grams'],
  s: ['second', 'seconds'],
  h: ['hour', 'hours'],
  L: ['liter', 'liters'],
  l: ['liter', 'liters'],
  W: ['watt', 'watts'],
  V: ['volt', 'volts'],
};

const currencies: Readonly<Record<string, readonly [one: string, many: string]>> = {
  $: ['dollar', 'dollars'],
  '£': ['pound', 'pounds'],
  '€': ['euro', 'euros'],
  '¥': ['yen', 'yen'],
  '₹': ['rupee', 'rupees'],
};
const scales: Readonly<Record<string, string>> = {
  k: ' thousand',
  m: ' million',
  mn: ' million',
  bn: ' billion',
  b: ' billion',
  t: ' trillion',
};

const fractions: Readonly<Record<string, string>> = {
  '1/2': 'one half',
  '1/3': 'one third',
  '2/3': 'two thirds',
  '1/4': 'one quarter',
  '3/4': 'three quarters',
  '1/8': 'one eighth',
};

const escaped = (keys: object): string =>
  Object.keys(keys)
    .join('|')
    .replaceAll(/[$]/g, String.raw`\$&`);
const number = String.raw`(?<![\d,])\d[\d,]*(?:\.\d+)?`;
const monthNames = months.map((month) => (month.length > 4 ? `${month.slice(0, 3)}(?:${month.slice(3)}|\\.)?` : month));
const month = `(${monthNames.join('|').replace('Sep(?:tember|\\.)?', 'Sept?(?:ember|\\.)?')})`;

/** "1st", "2nd", "13th". */
export function ordinal(n: number): string {
  const ending = n % 100 > 10 && n % 100 < 14 ? undefined : ['th', 'st', 'nd', 'rd'][n % 10];
  return `${n}${ending ?? 'th'}`;
}

const fullMonth = (name: string): string => months.find((full) => full.startsWith(name.slice(0, 3))) ?? name;

/** Month, day and year as numbers; the match itself where that is no date. */
function date(match: string, monthNumber: string, day: string, year: string): string {
  const name = months[Number(monthNumber) - 1];
  if (name === undefined || Number(day) < 1 || Number(day) > 31) return match;
  return `${name} ${ordinal(Number(day))}, ${year}`;
}

function unit(match: string, amount: string, name: string): string {
  const words = units[name] ?? letterUnits[name];
  return words ? `${amount} ${words[amount === '1' ? 0 : 1]}` : match;
}

/** An amount of money; the hundredths as a number of their own, as people say it. */
function money(sign: string, amount: string, scale = ''): string {
  const currency = currencies[sign];
  const short = scales[scale.toLowerCase()];
  const [whole, hundredths] = amount.split('.');
  if (scale !== '') return `${amount}${short ?? ` ${scale}`} ${currency[1]}`;
  const named = `${whole} ${currency[Number(whole.replaceAll(',', '')) === 1 ? 0 : 1]}`;
  if (hundredths === undefined || Number(hundredths) === 0) return named;
  if (hundredths.length !== 2) return `${amount} ${currency[1]}`;
  return sign === '$'
    ? `${named} ${Number(hundredths)} ${hundredths === '01' ? 'cent' : 'cents'}`
    : `${named} ${Number(hundredths)}`;
}

/** Digit by digit, with a pause between the groups. */
function digitByDigit(groups: string): string {
  return groups
    .split(/[\s().-]+/)
    .filter((group) => group !== '')
    .map((group) => group.split('').join(' '))
    .join(', ');
}

/** Read in this order. */
const readings: readonly (readonly [RegExp, Reading])[] = [
  // Telephone, post code, addresses of machines
  [/(?<![\w.-])\+(\d[\d ().-]{6,18}\d)(?![\w-])/g, (_match, digits) => `plus ${digitByDigit(digits)}`],
  [/(?<![\w.+-])(?:1[ -])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])/g, (match) => digitByDigit(match)],
  [/(?<=\b[A-Z]{2} )\d{5}(?:-\d{4})?\b/g, (match) => digitByDigit(match)],
  [/(?<![\d.])\d+(?:\.\d+){3,}(?![\d.])/g, (match) => match.replaceAll('.', ' dot ')],

  // Dates
  [/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, (match, year, at, day) => date(match, at, day, year)],
  [/\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g, (match, day, at, year) => date(match, at, day, year)],
  [
    /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g,
    (match, first, second, year) =>
      Number(first) > 12 ? date(match, second, first, year) : date(match, first, second, year),
  ],
  [
    new RegExp(String.raw`\b${month} (\d{1,2})(?!\d|:|[.,]\d|st|nd|rd|th)`, 'g'),
    (_match, name, day) => `${fullMonth(name)} ${ordinal(Number(day))}`,
  ],
  [
    new RegExp(String.raw`(?<![\w:.,/-])(\d{1,2})(?:st|nd|rd|th)? (?:of )?${month}(?= \d|[,;!?]|\s|$)`, 'g'),
    (_match, day, name) => `${ordinal(Number(day))} of ${fullMonth(name)}`,
  ],

  // Versions
  [/(?<![\d.])\d+(?:\.\d+){2,}(?![\d.])/g, (match) => match.replaceAll('.', ' dot ')],

  // Times
  [/\b([ap])\.m\.(?=\s+[A-Z]|\s*$)/g, '$1m.'],
  [/\b([ap])\.m\./gi, '$1m'],
  [
    /\b(\d{1,2}):(\d{2}):(\d{2})\b/g,
    (_match, ...parts) =>
      ['hour', 'minute', 'second']
        .map((name, i) => `${Number(parts[i])} ${name}${Number(parts[i]) === 1 ? '' : 's'}`)
        .join(' '),
  ],
  [/\b(0?[1-9]|1[0-2]):00(?=\s*[ap]m\b)/gi, '$1'],
  [/\b0?(\d):00\b(?!\s*[ap]m)/gi, "$1 o'clock"],
  [/\b([1-9]\d):00\b(?!\s*[ap]m)/gi, '$1 hundred'],
  [/(?<![\d:])(\d+):(\d)(?![\d:])/g, '$1 to $2'],
  [/\b24\/7\b/g, 'twenty four seven'],

  // Money
  [
    new RegExp(
      `([${Object.keys(currencies).join('')}])\\s?(${number})(?: (thousand|million|billion|trillion)\\b|(mn|bn|[kmbt])\\b)?`,
      'gi',
    ),
    (_match, sign, amount, word, letter) => money(sign, amount, word ?? letter),
  ],
  [
    new RegExp(`(${number})\\s?([${Object.keys(currencies).join('')}])`, 'g'),
    (_match, amount, sign) => money(sign, amount),
  ],
  [/(\d)\s?¢/g, '$1 cents'],

  // Fractions and units
  [
    new RegExp(String.raw`(\d) (${escaped(fractions)})(?![\d/])`, 'g'),
    (_match, whole, part) => `${whole} and ${part === '1/2' ? 'a half' : fractions[part]}`,
  ],
  [new RegExp(String.raw`(?<![\d/.])(${escaped(fractions)})(?![\d/])`, 'g'), (_match, part) => fractions[part]],
  [/\b(\d)'\s?(\d{1,2})(?:"|'')/g, '$1 foot $2'],
  [new RegExp(String.raw`(${number})\s?(${escaped(units)})(?![\w/°])`, 'g'), unit],
  [new RegExp(String.raw`(${number}) (${escaped(letterUnits)})(?![\w/'°])`, 'g'), unit],
  [
    /(?<=\d )((?:kilo|centi|milli)?meters|feet|miles) (squared|cubed)/g,
    (_match, name, power) => `${power === 'cubed' ? 'cubic' : 'square'} ${name}`,
  ],
  [/°/g, ' degrees '],
  [
    /(?<=(?:dollar|pound|euro|gram|liter|meter|mile|byte)s?|\d)\/(?=(?:second|minute|hour|day|week|month|year|person|night|kg|piece)\b)/g,
    ' per ',
  ],

  // Signs between and before numbers
  [/\b[Nn]o\. ?(?=\d)/g, 'number '],
  [/#(?=\d)/g, 'number '],
  [/(\d)\s*[–—]\s*(\d)/g, '$1 to $2'],
  [/(?<![\w.-])(\d{1,3})-(\d{1,3})(?![\w-]|\.\d)/g, '$1 to $2'],
  [/(\d)\s*[x×]\s*(\d)/g, '$1 times $2'],
  [/(?<=\d)\s*\+\s*(?=\d)/g, ' plus '],
  [/(?<=\d)\s+[-−]\s+(?=\d)/g, ' minus '],
  [/(?<![\w.,)\]-])[-−](?=\.?\d)/g, 'minus '],
  [/[~≈]\s?(?=\d)/g, 'about '],
  [/±\s?(?=\d)/g, 'plus or minus '],
  [/<(?=\d)/g, 'less than '],
  [/>(?=\d)/g, 'more than '],
  [/(?<![\d.])\.(?=\d)/g, '0.'],
  [/(?<![\d.,-])[1-9]\d{4,11}(?![\d-])/g, (digits) => digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')],
];

/** Numbers and the signs beside them in words, where flite would read them otherwise than people do. */
export function readFigures(text: string): string {
  return readings.reduce(
    (words, [pattern, reading]) =>
      typeof reading === 'string' ? words.replace(pattern, reading) : words.replace(pattern, reading),
    text,
  );
}
