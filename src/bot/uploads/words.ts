// The buttons with which a person looks through what was heard in the clips of an upload: confirm, correct, refuse, go on.
import { cleanTranscript } from '../../audio/transcripts.ts';
import { UserError } from '../../errors.ts';
import type { HeardWords } from '../../storage/records.ts';
import type { Sample, Storage } from '../../storage/storage.ts';
import type { ButtonHandler, Command, FormHandler, Reply } from '../interactions/command.ts';
import { askWords, correctWords, openClips, wordsArgument, wordsChecked } from '../replies/words.ts';

/** The clips of a user's upload whose words can be looked through. @throws UserError `nothing-heard` */
async function clipsToCheck(storage: Storage, userId: string, intakeId: string): Promise<Sample[]> {
  const intake = await storage.intakes.get(intakeId);
  if (intake !== null && intake.userId === userId) {
    const order = intake.items.flatMap(({ outcome }) => outcome?.sampleIds ?? []);
    const samples = new Map((await storage.samples.list(intake.voiceId)).map((sample) => [sample.id, sample]));
    return openClips(order.flatMap((id) => samples.get(id) ?? []));
  }
  throw new UserError('nothing-heard');
}

interface Place {
  readonly intakeId: string;
  readonly clips: readonly Sample[];
  /** The one of them that the button is about. */
  readonly sample: Sample;
}

/** @throws UserError `no-such-clip`, `words-changed` when it is not any more as it was shown */
async function placeOf(storage: Storage, userId: string, argument: string): Promise<Place> {
  const [intakeId = '', id = ''] = argument.split('/');
  const clips = await clipsToCheck(storage, userId, intakeId);
  const sample = clips.find((clip) => clip.id === id);
  if (sample !== undefined && wordsArgument(intakeId, sample) === argument) return { intakeId, clips, sample };
  const now = await storage.samples.get(id);
  const voice = now === null ? null : await storage.voices.get(now.voiceId);
  if (voice?.ownerId !== userId) {
    throw new UserError('no-such-clip/taken-out');
  }
  throw wordsChanged();
}

const wordsChanged = (): UserError => new UserError('words-changed');

/** Show the clip after this one; `left` are open still. */
async function showNext({ intakeId, clips, sample }: Place, left: readonly Sample[], reply: Reply): Promise<void> {
  const next = clips.slice(clips.indexOf(sample) + 1).find((clip) => left.includes(clip));
  await reply.edit(next === undefined ? wordsChecked(left.length) : askWords(intakeId, next, left));
}

/** Write down what the owner says, and go on. @throws UserError `words-changed` when somebody was faster */
async function settle(
  storage: Storage,
  place: Place,
  transcript: string | null,
  owner: NonNullable<HeardWords['owner']>,
  reply: Reply,
): Promise<void> {
  const { sample, clips } = place;
  if (!(await storage.samples.settle(sample.id, sample.transcript, transcript, owner))) throw wordsChanged();
  const left = clips.filter((clip) => clip !== sample);
  await showNext(place, left, reply);
}

/** A button that says what is right of what is shown. */
const says =
  (what: (sample: Sample) => string | null, owner: NonNullable<HeardWords['owner']>): ButtonHandler =>
  async (argument, reply, { storage }) => {
    const place = await placeOf(storage, reply.answerTo.userId, argument);
    await settle(storage, place, what(place.sample), owner, reply);
  };

const heardText = ({ heard }: Sample): string | null => heard?.text ?? null;

export const wordsButtons: NonNullable<Command['buttons']> = {
  async 'check-words'(intakeId, reply, { storage }) {
    const clips = await clipsToCheck(storage, reply.answerTo.userId, intakeId);
    await reply.whisper(clips.length === 0 ? wordsChecked(0) : askWords(intakeId, clips[0], clips));
  },
  'words-right': says((sample) => sample.transcript ?? heardText(sample), 'confirmed'),
  'words-heard': says(heardText, 'confirmed'),
  'words-refuse': says(() => null, 'refused'),
  async 'words-next'(argument, reply, { storage }) {
    const place = await placeOf(storage, reply.answerTo.userId, argument);
    await showNext(place, place.clips, reply);
  },
};

const correct: FormHandler = {
  async open(argument, userId, { storage }) {
    const { intakeId, sample } = await placeOf(storage, userId, argument);
    return correctWords(intakeId, sample);
  },
  async submit(argument, { text }, reply, { storage }) {
    const place = await placeOf(storage, reply.answerTo.userId, argument);
    const transcript = cleanTranscript(text);
    if (transcript === '') {
      throw new UserError('no-words');
    }
    const owner = transcript === heardText(place.sample) ? 'confirmed' : 'corrected';
    await settle(storage, place, transcript, owner, reply);
  },
};

export const wordsForms: NonNullable<Command['forms']> = { 'words-correct': correct };
