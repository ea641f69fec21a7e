// What flite's voices say for the pre-training: made of short lists of words, so that every phone stands beside many others.
import { Random } from '../../../../learning/random.ts';

const words = (list: string): string[] => list.trim().split(/\s+/);

const nouns =
  words(`garden measure thunder bridge kitchen poison jacket feather leather window island shadow orange pillow
  vision chapel judge choice coin voyage treasure mouth path cloth youth valley zebra wolf queen squirrel lizard farm giraffe
  singer finger engine doctor lawyer farmer neighbour cousin uncle babe teacher pilot captain tower cloud hour flower powder
  crowd beard ear year chair square stair book cook wood sugar moon school shoe juice bird nurse world turtle`);
const adjectives =
  words(`yellow huge gentle rough smooth quiet noisy thirsty hungry curious precious ancient modern shallow
  thick thin clever foolish bright dusty frozen purple golden wooden broken hollow loud shy proud weary cheap rich strange
  useful ugly early average usual careful joyful`);
const verbs =
  words(`watched followed carried painted found lost bought sold touched reached pushed pulled washed threw caught
  taught heard saw drew knew borrowed measured imagined avoided enjoyed destroyed surrounded encouraged questioned believed
  discovered remembered forgot praised judged changed chose used moved proved`);
const places = [
  'behind the old garage',
  'near the southern beach',
  'under the bathroom ceiling',
  'beyond the northern forest',
  'above the village square',
  'beside a narrow path',
  'at the edge of the city',
  'inside the royal castle',
  'outside the bus station',
  'among the fruit trees',
  'across the wide river',
  'on top of the mountain',
  'along the railway',
  'in front of the theatre',
  'below the frozen lake',
  'between two oak trees',
];
const times = [
  'this morning',
  'last Thursday',
  'in the month of July',
  'every other week',
  'after the long voyage',
  'before they could argue',
  "around eleven o'clock",
  'without much pleasure',
  'for thirty five years',
  'with both hands',
  'during the first hour',
  'just for fun',
  'as usual',
  'to our great joy',
  'one evening in January',
  'while nobody was looking',
];
const openings = [
  'Yes,',
  'Well, you should know that',
  'I think that',
  'Why do you suppose',
  'Please tell them that',
  'Maybe',
  'It is true that',
  'Oh no,',
  'Of course',
  'She said',
];
const numbers = words('two three four five six seven eight nine ten eleven twelve thirteen twenty fifty sixty ninety');
const plain = [
  'Thank you very much for calling.',
  'How are you today?',
  'What would you like to hear next?',
  'Could you show us the way to the airport?',
  "I don't know whether we should go there together.",
  "There's nothing here that they haven't thought of.",
  'Where were you when it began to rain?',
  "You're welcome to stay with us as long as you wish.",
  "He'd rather have a cup of coffee than a glass of juice.",
  'Who put the keys where the books were?',
  "Let's meet at half past four by the fountain.",
  'Are these the shoes that she was looking for?',
  "We'll never agree about that, will we?",
  'Both of them laughed, though neither found it funny.',
  'Push the button again, and then wait for the signal.',
  'Something must be wrong with the heating.',
];

/** So many sentences, always the same; more begin with those of fewer. */
export function pretrainingSentences(count: number): string[] {
  const random = Random.seeded(20);
  // Every word of a list once before any comes again.
  const draw = (list: readonly string[]): (() => string) => {
    let left: number[] = [];
    return () => {
      if (left.length === 0) left = [...random.shuffle(Int32Array.from(list, (_, i) => i))];
      return list[left.pop() ?? 0];
    };
  };
  const noun = draw(nouns);
  const adjective = draw(adjectives);
  const verb = draw(verbs);
  const place = draw(places);
  const time = draw(times);
  const opening = draw(openings);
  const number = draw(numbers);
  const made = [
    () => `The ${adjective()} ${noun()} ${verb()} the ${noun()} ${place()}.`,
    () => `${opening()} the ${noun()} ${verb()} ${number()} ${noun()}s ${time()}.`,
    () => `My ${noun()} and your ${noun()} ${verb()} each other ${place()}.`,
    () => `Did their ${noun()} look ${adjective()}, or was the ${noun()} too ${adjective()}?`,
    () => `We ${verb()} the ${adjective()} ${noun()}, but nobody ${verb()} the ${noun()} ${time()}.`,
    () => `These ${number()} ${adjective()} ${noun()}s were ${adjective()} ${time()}.`,
  ];
  return Array.from({ length: count }, (_, i) => plain[i] ?? made[i % made.length]());
}
