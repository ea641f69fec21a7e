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
  verify: {
    ours: 'Yes: a model spoke this here, on {{made}}. It is synthetic, and it sounds as it did then.',
    yours:
      'Yes: v{{number}} of your voice spoke this here, on {{made}}. It is synthetic, and it sounds as it did then.',
    changed: 'It carries my mark, but it was changed since: I can’t say what is still mine in it.',
    elsewhere:
      'It says that it was spoken by a model of another installation of Timbre. Only that one can tell whether it’s true.',
    unmarked:
      'I find no mark of mine in it. That proves nothing: a mark is lost when a recording is converted or recorded again.',
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
  length: '{{seconds, duration}}',
  andMore: '… and {{number}} more',
  count: {
    archive_one: '{{count}} archive',
    archive_other: '{{count}} archives',
    clip_one: '{{count}} clip',
    clip_other: '{{count}} clips',
    file_one: '{{count}} file',
    file_other: '{{count}} files',
    preview_one: '{{count}} preview',
    preview_other: '{{count}} previews',
    sentence_one: '{{count}} sentence',
    sentence_other: '{{count}} sentences',
    text_one: '{{count}} text',
    text_other: '{{count}} texts',
    training_one: '{{count}} training',
    training_other: '{{count}} trainings',
    transcript_one: '{{count}} transcript',
    transcript_other: '{{count}} transcripts',
    upload_one: '{{count}} upload',
    upload_other: '{{count}} uploads',
    version_one: '{{count}} version',
    version_other: '{{count}} versions',
    voice_one: '{{count}} voice',
    voice_other: '{{count}} voices',
  },
  button: { keep: 'Keep' },
  error: {
    apology:
      'Sorry, something went wrong on my side; nothing of yours was lost. Please try again in a minute. If it happens again, tell the operator this reference: {{reference}}.',
    reference: 'If it goes on, give this to the operator: {{reference}}.',
  },
  outage: {
    'disk-full':
      'There is no room left on this bot’s disk. The operator has been told; it works again once there is room.',
    'read-only': 'This bot can’t write to its disk. The operator has been told; it works again once that is fixed.',
    forbidden:
      'This bot may not write to its own files. The operator has been told; it works again once that is fixed.',
    'disk-broken': 'This bot’s disk has a fault. The operator has been told; it works again once that is fixed.',
    'database-locked': 'My database is busy with something else. Nothing was lost; try again in a few minutes.',
    'database-away':
      'This bot can’t reach its database. The operator has been told; it works again once the database is back.',
    'store-away':
      'This bot can’t reach where recordings are kept. The operator has been told; it works again once that is back.',
  },
  gone: {
    files: 'The files are off my disk.',
    filesButSome: 'The files are off my disk, except {{files, file}} written seconds ago: gone within two hours.',
    inDiscord: 'What I posted in Discord stays there until somebody deletes it.',
  },
  export: {
    nothing: 'I have nothing of yours.',
    packing: 'Packing everything I have of yours…',
    done: 'Here is everything I have of yours, in {{archives, archive}}: recordings with what is said in them (send them back with `/addsamples zip:`), the version that speaks of each voice, and what I know of you.',
    cutByTime: 'That is not all: there is more than Discord lets me send at once. Ask the operator for the rest.',
    cutByPlace:
      'That is not all: Discord lets me send no more here. Use `/export` in a direct message to me, or on a server that I am on.',
    tooLarge_one: 'Too large for a message, so ask the operator for it: {{names}}.',
    tooLarge_other: 'Too large for a message, so ask the operator for them: {{names}}.',
    damaged: 'Damaged here, so not in it: {{names}}. The operator has been told.',
    forget: '`/forget` deletes it all here.',
  },
  forget: {
    nothing: 'I have nothing of yours.',
    question: '**This deletes everything I have of yours:**',
    clips: '{{clips, clip}} ({{seconds, duration}}) and {{transcripts, transcript}}',
    voices: '{{voices, voice}} with {{versions, version}}',
    versionsOfOthers: '{{versions, version}} of other people’s voices that started from yours',
    records:
      'the records of {{uploads, upload}}, {{trainings, training}} and {{previews, preview}}, and the previews themselves',
    consent: 'your consent, and your Discord id with it',
    stops: 'If I’m working on something for you right now, I stop. None of it can be brought back.',
    everything: 'Delete everything',
    done: '**Deleted for good:**',
    computed: 'What I had computed from them for training is gone within two hours too.',
  },
  pronounce: {
    title: 'How words are said',
    yours: 'Yours',
    here: 'On this server',
    none: 'Nothing yet: `/pronounce word` adds one.',
    order: 'Your own word counts before the server’s.',
    set: {
      yours: 'I’ll say “{{word}}” as “{{spoken}}”{{before}}. Hear it with `/preview`.',
      server: 'Everybody’s voices here will say “{{word}}” as “{{spoken}}”{{before}}. Hear it with `/preview`.',
    },
    before: ' (before: “{{before}}”)',
    removed: {
      yours: 'I say “{{word}}” as it is written again.',
      server: '“{{word}}” is not on this server’s list any more.',
    },
  },
  version: { active: 'Active: v{{number}}.' },
  share: {
    question: 'Let others start from “{{voice}}”?',
    meaning:
      '**What it means**: when somebody else here starts a voice that sounds like yours, its training may begin with your active version instead of the base. It sounds like a person sooner.',
    given:
      '**What they get**: a version of their own that contains what yours learnt from your recordings, trained further towards their voice. Nobody gets your recordings, your versions or your name, and you aren’t told who they are.',
    ending:
      '**How to end it**: `/share off`, at any time: no new voice starts from yours. Voices that already did stay with their owners until you remove a recording they come from (`/samples remove`) or everything (`/forget`): then they are deleted too.',
    yes: 'Yes, others may start from it',
    no: 'No',
    on: 'Thank you! Others may now start from “{{voice}}”. `/share off` ends it.',
    not: 'All right, nobody starts from your voice.',
    already: 'Others may start from “{{voice}}” since {{date}}. `/share off` ends it.',
    off: 'No new voice starts from “{{voice}}”. Versions that already did stay with their owners; `/samples remove` and `/forget` delete those too.',
    gone_one:
      '{{versions}} of your voice “{{voice}}” is deleted: it started from another voice whose owner has removed recordings. Your own recordings are all still here. {{now}}',
    gone_other:
      '{{versions}} of your voice “{{voice}}” are deleted: they started from another voice whose owner has removed recordings. Your own recordings are all still here. {{now}}',
    noneActive: 'No version is active now: pick another with `/rollback`, or make a new one with `/train continue`.',
  },
  voices: {
    none: 'You have no voice yet. Send recordings of yourself with `/addsamples`.',
    title: 'Your voices',
    footer: 'Every command takes voice: to pick one. /addsamples voice: with a new name starts another.',
    held: '{{clips, clip}} ({{seconds, duration}}) and {{versions, version}}',
    silent: 'can’t speak yet',
    shared: 'shared',
    speaks:
      '“{{voice}}” speaks {{language, language}}. The next training, and what I hear in new recordings, go by that.',
    renamed: '“{{before}}” is now called “{{name}}”.',
    elsewhere: ', and {{versions, version}} of other voices that started from it',
    question:
      'This deletes your voice “{{voice}}” for good: {{held}}, with its previews and uploads{{elsewhere}}. If I’m working on it right now, I stop. This can’t be undone.',
    delete: 'Delete this voice',
    kept: 'Nothing was deleted: “{{voice}}” is as it was.',
    removed: 'Deleted for good: “{{voice}}”, {{held}}{{elsewhere}}.',
  },
  help: {
    title: 'Grow a model of your own voice',
    send: '`/addsamples`: send recordings of yourself, 2 to 12 seconds each, in a quiet room, with what you say (`transcript:` for one file, `transcripts:` for many).',
    train: '`/train continue`: makes a version of your voice, and speaks to you.',
    more: 'More recordings, `/train continue` again: each version goes on from the one before and keeps what it learnt.',
    calls: 'In a voice channel',
    callsHow:
      '`/record` shows you sentences, hears only you and keeps what you read · `/say text:…` speaks there with your voice · `/join` and `/leave` · `/script` gives you the sentences to record elsewhere',
    listen: 'Listen',
    listenHow:
      '`/preview text:…` speaks any text · `/pronounce word` teaches it how a name is said · `/versions list` draws what there is · `/versions show` tells all of one · `/versions tag` gives one a name and keeps it complete · `/rollback` goes back to one',
    training: 'Training',
    trainingHow:
      '`/train continue epochs:20` trains 20 more epochs · `/train fresh` starts over from the base (as a new version) · `/train status` · `/train cancel`',
    data: 'Your data',
    dataHow:
      '`/samples list` · `/samples transcript` corrects what is said in one · `/samples remove` deletes a clip and every version trained on it · `/voices` lists, renames or deletes whole voices, or says what language one speaks · `/share on` lets others start their voices from yours (off unless you say so) · `/export` sends you everything · `/forget` deletes it',
    also: 'This bot also',
    hears:
      'hears what you say in recordings without a transcript ({{languages, languages}}) and compares those you send',
    brings: {
      speakers: 'tells who speaks: holds back somebody else’s clips, and says how much a version sounds like its owner',
      source: 'a natural source voice in several languages',
    },
    synthetic: 'Everything the model says is synthetic. Send recordings of your own voice only.',
  },
  call: {
    coveredAll: {
      sounds: 'Your voice has all {{all}} sounds of the language.',
      letters: 'Your voice has all {{all}} letters of the language.',
    },
    covered: {
      sounds: 'Your voice has {{heard}} of {{all}} sounds so far.',
      letters: 'Your voice has {{heard}} of {{all}} letters so far.',
    },
    kept: 'Got it.',
    onHold: 'The last one is on hold: {{reason}}. It comes again.',
    refused: 'The last one is no good, it comes again.',
    lost: 'Some of that got lost on the way to me. Once more, please.',
    cutOff: 'That was cut off: I heard only part of the sentence. Once more, please.',
    again: 'Once more, then.',
    lastOne: 'That was the last one. Listening…',
    recording: 'Recording “{{voice}}” in {{channel}}: only you are heard.',
    readThis: 'Read this aloud; the next one comes when you fall silent:',
    read: '{{sentences, sentence}} read.',
    buttonAgain: 'Again',
    buttonSkip: 'Skip',
    buttonStop: 'Stop',
    coming: 'Coming to {{channel}}…',
    end: {
      stopped: 'Recording stopped.',
      'all-read': 'You have read everything I have. Wow!',
      idle: 'I heard nothing for two minutes, so I stopped recording.',
      alone: 'You left the voice channel, so I stopped recording.',
      'thrown-out': 'I was disconnected from the voice channel, so recording is over.',
      lost: 'I lost the connection to the voice channel, so recording is over.',
      deleted: 'The voice that this was for was deleted, so I stopped recording.',
      forbidden: 'The people who manage this server ended it, so I stopped recording.',
      refused: 'I can’t take any more just now.',
      restart: 'I have to restart, so recording is over. What you said is kept; `/record` goes on.',
    },
    nothingRecorded: 'Nothing was recorded.',
    listeningToRest: 'Listening to the last of it…',
    restartedBefore: 'I had to restart before you had read anything. `/record` begins again.',
    restarted:
      'I had to restart while you were recording. What you had read until then is kept; `/record` goes on from there.',
    script:
      'Read these aloud, one recording each, in a quiet room; then send them with `/addsamples` and `transcripts:`, the file attached here. They are what your voice lacks most ({{language, language}}).',
    scriptRecord: 'In a voice channel, `/record` shows them one by one and needs no files.',
    scriptFile: 'A line for each recording: name your files 1.wav, 2.wav and so on',
    joined: 'I’m in {{channel}}. `/say` speaks there with your own voice; `/leave` sends me away.',
    left: 'Bye.',
    ahead: '{{texts, text}} before it.',
  },
  words: {
    check: 'Check what I heard',
    checkWaiting: 'Check the words of {{clips, clip}}',
    place: '{{number}} of {{clips, clip}} to check',
    youWrote: 'You wrote: “{{words}}”',
    iHeard: 'I heard: “{{words}}”',
    notSure: 'I am not sure what is said in it: “{{words}}”',
    mine: 'Mine is right',
    yours: 'What you heard is right',
    correct: 'Correct',
    next: 'Next',
    right: 'That’s right',
    refuse: 'Don’t learn these words',
    done: 'That was the last one. Your word counts: `/train continue` teaches your voice these words.',
    left: 'That was the last one; {{clips, clip}} left for later. `/samples list` shows the words of all clips.',
    formTitle: 'What is said in it',
    formLabel: 'Word for word',
  },
  training: {
    asBefore: 'Your voice is as it was before.',
    useShifted: 'Use them shifted',
  },
  errors: {
    busy: {
      message: 'I’m busy with something else right now.',
      hint: 'Press the button again in a few seconds.',
    },
  },
} as const;
