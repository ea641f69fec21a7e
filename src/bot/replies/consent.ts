// The consent that is asked for before anything of a person is stored: a versioned record. Change a word of it, and the
// version must go up: everybody is then asked again.
import { ButtonStyle } from 'discord.js';
import { type OutgoingMessage, buttons } from '../discord/message.ts';

export const consent = {
  version: 3,
  title: 'Before we start: your voice, your say',
  text: [
    '**What is stored**: the recordings you send, or speak while `/record` listens to you (nobody else is heard), their transcripts, measurements of them, the voice models trained on them, spoken previews, and your Discord id with the time of this answer.',
    '**Why**: only to train *your* voice model and to let it speak, on the machine that runs this bot. Nothing is passed on, except what I post here.',
    '**How to delete**: `/samples remove` takes out one clip or all of them; every version trained on a removed clip is deleted with it. `/forget` deletes everything of you, this consent too.',
    '**Your own voice only**: by agreeing you confirm that every recording you send is of you speaking. What the model says is synthetic; don’t use it to deceive anyone.',
  ].join('\n'),
} as const;

/** The question, with its two buttons. `agree` and `decline` are custom ids. */
export function consentQuestion(agree: string, decline: string): OutgoingMessage {
  return {
    embeds: [
      { title: consent.title, description: consent.text, footer: { text: `Consent text, version ${consent.version}` } },
    ],
    components: buttons(
      { id: agree, label: 'I agree', style: ButtonStyle.Success },
      { id: decline, label: 'No, thanks', style: ButtonStyle.Secondary },
    ),
  };
}

export const consentDeclined: OutgoingMessage = {
  content: 'All right, nothing was stored. You can change your mind at any time.',
};

/** The command that the question was about does not wait any more. */
export const consentTooLate: OutgoingMessage = {
  content:
    'Thanks! But the command you started with has expired, so nothing was stored. Please send it again and I’ll ask once more.',
};

export const consentOutdated: OutgoingMessage = {
  content: 'This question is out of date. Please send the command again.',
};
