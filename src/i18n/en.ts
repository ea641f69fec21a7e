// What people read in English: the source of every other language, and what is said where one lacks a text. What commands are
// called in English stands in their definitions.

export const en = {
  duration: {
    tenths: '{{seconds, fixed1}} s',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    hours: '{{hours}} h {{minutes}} min',
  },
  moreLanguages_one: '{{count}} more language',
  moreLanguages_other: '{{count}} more languages',
  settings: {
    title: 'What I may do in this server',
    channels: 'Channels',
    everywhere: 'All of them',
    roles: 'Roles',
    everybody: 'Everybody',
    allowed: 'Allowed',
    yes: '✅ yes · {{what}}',
    no: '❌ no · {{what}}',
    answers: 'Answers',
    quiet: 'Only who asked sees them, except the sentences of `/record`',
    usual: 'As usual',
    limits: 'Limits',
    limited:
      'Up to {{characters}} characters in a text · up to {{waiting}} of one person’s texts waiting in a voice channel',
    blocked: 'Blocked',
    rights: 'Whatever is decided here, everybody can take along and delete what is theirs: /export, /forget.',
    nowBlocked: '{{person}} can’t use me in this server. `/settings unblock` ends it.',
    nowUnblocked: '{{person}} can use me in this server.',
  },
  consent: {
    title: 'Before we start: your voice, your say',
    stored:
      '**What is stored**: the recordings you send, or speak while `/record` listens to you (nobody else is heard), their transcripts, measurements of them, the voice models trained on them, spoken previews, and your Discord id with the time of this answer.',
    why: '**Why**: only to train *your* voice model and to let it speak, on the machine that runs this bot. Nothing is passed on, except what I post here.',
    deletion:
      '**How to delete**: `/samples remove` takes out one clip or all of them; every version trained on a removed clip is deleted with it. `/forget` deletes everything of you, this consent too.',
    own: '**Your own voice only**: by agreeing you confirm that every recording you send is of you speaking. What the model says is synthetic; don’t use it to deceive anyone.',
    version: 'Consent text, version {{version}}',
    agree: 'I agree',
    decline: 'No, thanks',
    declined: 'All right, nothing was stored. You can change your mind at any time.',
    tooLate:
      'Thanks! But the command you started with has expired, so nothing was stored. Please send it again and I’ll ask once more.',
    outdated: 'This question is out of date. Please send the command again.',
  },
} as const;
