// The form behind "Add more recordings": files, and what is said in them, without typing a command again.
import { audioEndings } from '../../audio/format.ts';
import { isList } from '../../audio/transcript-rows.ts';
import {
  type Transcripts,
  cleanTranscript,
  maxTranscriptLength,
  nothingSaid,
  readTranscripts,
} from '../../audio/transcripts.ts';
import { UserError } from '../../errors.ts';
import type { Filled, FormHandler } from '../interactions/command.ts';
import { pressedVoice } from '../interactions/ownership.ts';
import { addMoreForm } from '../replies/intake.ts';
import { namesOf, receive } from './receive.ts';

/** Endings of Discord's own group `audio`; whatever else can be read is named beside it. Ten entries are allowed. */
const discordsAudio = ['.mp3', '.m4a', '.wav', '.ogg', '.opus', '.flac'];
/** What a field for recordings lets people pick. */
export const audioTypes = ['audio', ...audioEndings.filter((ending) => !discordsAudio.includes(ending))] as const;

/**
 * What is said in each file: a line for each in their order, or lines that name them.
 * @throws UserError `lines-for-files`, or what is wrong with lines that name files
 */
function transcriptsOf({ text, files }: Filled): Transcripts {
  const lines = text.split(/\r\n|\r|\n/).flatMap((line) => cleanTranscript(line) || []);
  if (lines.length === 0) return nothingSaid;
  if (isList(text)) return readTranscripts(Buffer.from(text), files.map(namesOf));
  // Of one recording, all that was typed is what is said in it.
  const said = files.length === 1 ? [lines.join(' ')] : lines;
  if (said.length === files.length && said.every((line) => line.length <= maxTranscriptLength)) {
    return { transcripts: said, unclear: [] };
  }
  throw said.length === files.length
    ? new UserError('lines-for-files/too-long', { most: maxTranscriptLength })
    : new UserError('lines-for-files', { files: files.length, lines: lines.length });
}

export const moreRecordings: FormHandler = {
  answersAnew: true,
  async open(voiceId, userId, { storage }) {
    return addMoreForm(await pressedVoice(storage, userId, voiceId), audioTypes);
  },
  async submit(voiceId, filled, reply, services) {
    const voice = await pressedVoice(services.storage, reply.answerTo.userId, voiceId);
    await receive(filled.files, transcriptsOf(filled), voice.name, reply, services);
  },
};
