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
    quiet: 'Only the person who asked sees them (except the sentences of `/record`)',
    usual: 'As usual',
    limits: 'Limits',
    limited:
      'Up to {{characters}} characters in a text · up to {{waiting}} of one person’s texts waiting in a voice channel',
    blocked: 'Blocked',
    rights: 'Whatever is set here, everybody can take along and delete what is theirs: /export, /forget.',
    nowBlocked: '{{person}} can’t use me in this server. `/settings unblock` lifts that.',
    nowUnblocked: '{{person}} can use me in this server.',
  },
  verify: {
    ours: 'Yes: a model spoke this here, on {{made}}. It is synthetic, and hasn’t been changed since.',
    yours:
      'Yes: v{{number}} of your voice spoke this here, on {{made}}. It is synthetic, and hasn’t been changed since.',
    changed: 'It carries my mark, but it has been changed since: I can’t say what in it is still mine.',
    elsewhere:
      'Its mark says that a model of another installation of Timbre spoke it. Only that one can tell whether it’s true.',
    unmarked:
      'I find no mark of mine in it. That proves nothing: a mark is lost when a recording is converted or recorded again.',
  },
  compare: {
    comparing: 'Two versions will say: “{{text}}”',
    question: 'Two versions of your voice, without their names. Which one sounds more like you?',
    same: 'No difference',
    revealed: 'A was v{{first}}, B was v{{second}}.',
    liked: 'You like v{{liked}} better.',
    likedBoth: 'You hear no difference.',
    tally: 'So far: v{{first}} {{wins}}, v{{second}} {{losses}}, no difference {{same}}.',
  },
  report: {
    button: 'Report',
    title: 'Tell the operator',
    what: 'What is wrong with what was said?',
    thanks: 'Thank you. The operator of this bot has been told: your words, your Discord id, and where it was said.',
    notice: '📣 From the operator of this bot: {{text}}',
  },
  import: {
    reading: 'Reading {{archives, archive}}…',
    back: '“{{voice}}” is here again: {{clips, clip}} ({{seconds, duration}}) with what is said in them.',
    silent: 'There was no version in it: `/train continue` makes one.',
    speaks: 'It speaks with v{{number}}, as it did when you took it along; `/train continue` goes on from there.',
    there: 'It’s all here already: your voice “{{voice}}”.',
    in: '“{{voice}}” is here as a new voice.',
    unproven:
      'I did not sign this archive, so nothing it says is proven: whose voice it is, that its owner agreed, what was said, how good it is. Its recordings are taken in and judged like any upload; of its weights I looked at every number.',
    unprovenVersion:
      'It speaks with v{{number}}. What that learnt from is not known here: removing a clip doesn’t delete it, deleting the voice does.',
  },
  manner: {
    telephone: 'telephone',
    fuller: 'fuller',
    higher: 'higher',
    lower: 'lower',
    noisier: 'noisier',
    duller: 'duller',
    brighter: 'brighter',
    other: 'another way',
  },
  spokenConsent: {
    ask: '🎙️ **One more thing: I’d like to hear you agree.** Say this sentence aloud, as it stands, and record yourself:',
    how: 'Then send it with the button below, or say it in a voice channel with `/record`. The recording is kept as proof until `/forget`; what you’ve sent waits for it, and nothing is lost. The sentence counts for a day.',
    sentence:
      'I, {{name}}, agree that this bot learns my voice from my recordings. Today is {{date}}. My words are {{words, list}}.',
    words:
      'river, garden, window, mountain, yellow, butter, summer, pencil, forest, market, silver, thunder, kitchen, rabbit, island, candle, winter, orange, bridge, village',
    send: 'Send the recording',
    formTitle: 'You agree, in your own voice',
    formFile: 'Your recording of the sentence',
    taken: {
      heard: 'Thank you, I’ve heard you agree. `/train continue` can begin.',
      length:
        'Thank you, your recording is kept as your consent. Nobody here understands this language, so I only checked that you spoke for about as long as the sentence takes. `/train continue` can begin.',
    },
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
    line_one: '{{count}} line',
    line_other: '{{count}} lines',
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
    recording_one: '{{count}} recording',
    recording_other: '{{count}} recordings',
    epoch_one: '{{count}} epoch',
    epoch_other: '{{count}} epochs',
    step_one: '{{count}} step',
    step_other: '{{count}} steps',
    testClip_one: '{{count}} test clip',
    testClip_other: '{{count}} test clips',
    semitone_one: '{{count}} semitone',
    semitone_other: '{{count}} semitones',
  },
  lines_one: 'line {{numbers, list}}',
  lines_other: 'lines {{numbers, list}}',
  permission: { ViewChannel: 'View Channel', Connect: 'Connect', Speak: 'Speak' },
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
    misplaced:
      'Something is in the way of this bot’s own files. The operator has been told; it works again once that is fixed.',
    'disk-broken': 'This bot’s disk has a fault. The operator has been told; it works again once that is fixed.',
    'database-damaged':
      'This bot’s database is damaged. The operator has been told; it works again once it is restored.',
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
    forget: '`/import` brings a voice back, `/forget` deletes it all here.',
  },
  forget: {
    kept: '**This is what I have of yours:**',
    agreed:
      'You agreed on {{date}}. `/export` sends you all of it, `/share list` says who may speak with a voice of yours, `/forget` deletes everything.',
    nothing: 'I have nothing of yours.',
    question: '**This deletes everything I have of yours:**',
    clips: '{{clips, clip}} ({{seconds, duration}}) and {{transcripts, transcript}}',
    voices: '{{voices, voice}} with {{versions, version}}',
    versionsOfOthers: '{{versions, version}} of other people’s voices that started from yours',
    records:
      'the records of {{uploads, upload}}, {{trainings, training}} and {{previews, preview}}, and the previews themselves',
    spokenConsents: '{{recordings, recording}} in which you agree',
    grants_one: '{{count}} permission to speak with somebody else’s voice',
    grants_other: '{{count}} permissions to speak with other people’s voices',
    reports_one: '{{count}} report to the operator, by you or about you',
    reports_other: '{{count}} reports to the operator, by you or about you',
    consent: 'your consent, and your Discord id with it',
    stops: 'If I’m working on something for you right now, I stop. None of it can be brought back.',
    everything: 'Delete everything',
    done: '**Deleted for good:**',
    computed: 'What I had computed from them for training goes too, within minutes.',
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
  version: {
    manners: 'It can also speak in other manners ({{names, list}}): `manner:` of `/preview` and `/say`.',
    active: 'Active: v{{number}}.',
    noneActive: 'No version is active now.',
    closer: 'closer to you than v{{number}}',
    same: 'as close to you as v{{number}}',
    further: 'further from you than v{{number}}',
    activeChoice: '(active)',
    isActive: 'active',
    importedFrom: 'imported from “{{name}}”',
    imported: 'imported',
    importedUnknown: 'Imported from “{{name}}”; I don’t know which recordings it learnt from.',
    fromParent: 'from v{{number}}',
    fromBase: 'from the base',
    fromOther: 'from another voice',
    theBase: 'the base',
    ofAnotherVoice: 'a version of another voice',
    aside: 'kept aside',
    weights: 'weights only',
    otherWords: '{{clips, clip}} learnt with other words',
    deletedBecause: 'deleted: a clip it had learnt was removed',
    speech: '{{seconds, duration}} of speech',
    state: { active: 'active', aside: 'kept aside', weights: 'weights only', purged: 'deleted' },
    tree: 'Tree of {{versions, version}}: {{nodes}}',
    listTitle: 'Versions of “{{voice}}”',
    listFooter: '/rollback goes back to a version, /versions show tells you more about one.',
    clipIn: '{{clip}} in {{versions}}',
    clipOtherwise: ' (learnt with other words: {{versions}})',
    moreClips_one: '… and {{count}} more clip',
    moreClips_other: '… and {{count}} more clips',
    clipsOfAnother: '… and {{clips, clip}} of another voice',
    made: 'Made {{date}} from {{seconds, duration}} of speech.',
    madeWith: 'Made {{date}} with {{engine, engine}} from {{seconds, duration}} of speech.',
    itIsActive: 'It is active.',
    wasAside: 'It was kept aside when it was made.',
    wasDeleted: 'It was deleted: a clip it had learnt was removed.',
    comesFrom: 'Comes from',
    plan: 'The plan, and why',
    learntFrom: 'Learnt from {{clips, clip}}',
    pruned:
      'The history of its training was pruned: `/train continue` goes on from its weights, with a fresh optimizer.',
    importedWeights:
      'It was imported without the history of its training: `/train continue` goes on from its weights, with a fresh optimizer.',
    tagged: 'v{{number}} is now called “{{tag}}”.',
    weightsStay: 'Its weights, all that is left of it, stay.',
    staysComplete: 'It stays complete, however many versions come after it.',
    untagged: 'v{{number}} no longer has a name.',
    untaggedFrom: 'v{{number}} no longer has a name; it was called “{{tag}}”.',
    speaksAgain: 'v{{number}} speaks again',
    previousKept: 'v{{number}} is kept: `/rollback version:{{number}}` brings it back.',
    nextGoesOn: 'The next `/train continue` goes on from v{{number}}.',
    previewFollows: 'Its preview follows: synthetic speech.',
    keptActive: 'v{{active}} stays active. v{{aside}} isn’t lost: `/rollback version:{{aside}}` brings it back.',
    alreadyActive: 'v{{number}} is already active.',
    playPreview: 'Play its preview',
    likedBetter_one: 'liked better {{wins}} of {{count}} time',
    likedBetter_other: 'liked better {{wins}} of {{count}} times',
  },
  share: {
    speakers:
      'Besides you, these may speak here with “{{voice}}”: {{who}}. What is said is marked as synthetic, and says whose voice it is. `/share end` ends it at once.',
    speakersNone: 'Nobody but you can speak with “{{voice}}” here.',
    speakersElsewhere: 'It is shared in other servers too; `/share end` ends that as well.',
    speakersAll: 'everybody in this server',
    borrowed: 'With the voice of {{owner}}, synthetic.',
    everybody: 'Let everybody in this server speak with “{{voice}}”?',
    orSome: 'To let one person or role, name them: `/share speak person:` or `role:`.',
    yesEverybody: 'Yes, everybody here',
    question: 'Let others start from “{{voice}}”?',
    meaning:
      '**What it means**: when somebody else here starts a voice that sounds like yours, its training may begin with your active version instead of the base. That way it sounds like a person sooner.',
    given:
      '**What they get**: a version of their own that contains what yours learnt from your recordings, trained further towards their voice. Nobody gets your recordings, your versions or your name, and you aren’t told who they are.',
    ending:
      '**How to end it**: `/share off`, at any time: no new voice starts from yours. Voices that already did stay with their owners until you remove a recording they come from (`/samples remove`) or everything (`/forget`): then they are deleted too.',
    yes: 'Yes, others may start from it',
    no: 'No',
    on: 'Thank you! Others may now start from “{{voice}}”. `/share off` ends it.',
    not: 'All right, nothing changes.',
    already: 'Others have been able to start from “{{voice}}” since {{date}}. `/share off` ends it.',
    off: 'No new voice starts from “{{voice}}”. Versions that already did stay with their owners; `/samples remove` and `/forget` delete those too.',
    gone_one:
      '{{versions}} of your voice “{{voice}}” is deleted: it started from another voice whose owner has removed recordings. Your own recordings are all still here. {{now}}',
    gone_other:
      '{{versions}} of your voice “{{voice}}” are deleted: they started from another voice whose owner has removed recordings. Your own recordings are all still here. {{now}}',
    noneActive: 'No version is active now: pick another with `/rollback`, or make a new one with `/train continue`.',
  },
  voices: {
    idle: 'Nobody has used your voice “{{voice}}” since {{used}}. I’ll delete it, with its recordings, on {{erased}}. To keep it, use it before then, with `/preview` for example; `/export` sends you all of it.',
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
    together: 'Together',
    togetherHow:
      '`/compare` lets you hear two versions without knowing which is which · `/share speak` lets others speak with your voice here, `/share end` ends it · `/readaloud` says what you write · `/verify` tells whether a recording was spoken here · `/mydata` shows what I have of yours · `/settings` is for those who manage the server',
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
      '`/samples list` · `/samples transcript` corrects what is said in one · `/samples remove` deletes a clip and every version trained on it · `/voices` lists, renames or deletes whole voices, or says what language one speaks · `/share on` lets others start their voices from yours (off unless you say so) · `/export` sends you everything · `/import` brings a voice back from that · `/forget` deletes it',
    also: 'This bot also',
    hears:
      'understands what you say in recordings without a transcript ({{languages, languages}}) and checks the transcripts you send',
    brings: {
      speakers:
        'tells who speaks: puts somebody else’s clips on hold, and says how much a version sounds like its owner',
      source: 'a natural source voice in several languages',
    },
    synthetic: 'Everything the model says is synthetic. Send recordings of your own voice only.',
  },
  call: {
    reads:
      'I’ll say what you write in {{channel}} with your voice, as long as I’m in your voice channel. Nothing of it is kept longer than a preview’s text.',
    readsNoMore: 'I don’t read your messages aloud any more.',
    neverSilent:
      'I hear something all the time, so I can’t tell where the sentence ends. Use push-to-talk, or turn on noise suppression; then once more.',
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
    notSure: 'I’m not sure what is said in it: “{{words}}”',
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
    growAnew: 'Grow it again',
    growNot: 'Not now',
    notGrown: 'All right. `/train fresh` does it whenever you like.',
    cancel: 'Cancel',
    stopping: 'Stopping…',
    waits: 'Your training waits: no trainer for {{engine, engine}} is running. It begins as soon as one is.',
    orWith: 'Or cancel it and start over with {{engine, engine}}: `/train continue engine:{{id}}`.',
    previewWaits: 'Your preview waits: no trainer for {{engine, engine}} is running. It begins as soon as one is.',
    queued: 'Queued: starting in a moment.',
    queuedBehind: 'Queued: {{trainings, training}} before yours.',
    restarted: 'The trainer was restarted and continues from the last checkpoint in a moment.',
    starting: 'Starting…',
    phase: {
      preparing: 'Analysing the clips',
      training: 'Training',
      evaluating: 'Measuring on test clips',
      publishing: 'Saving the version',
      speaking: 'Speaking the preview',
    },
    epoch: 'epoch {{epoch}} of {{epochs}}',
    loss: 'loss {{loss, fixed3}}',
    testLoss: 'test clips {{loss, fixed3}}',
    atMostLeft: 'at most {{time}} left of this step',
    aboutLeft: 'about {{time}} left of this step',
    left: 'about {{seconds, roughly}} left',
    doneIn: 'Done in about {{seconds, roughly}}.',
    notify: {
      question: 'How shall I tell you when a training is done? I ask only this once; `/train notify` changes it.',
      mention: 'Mention me here',
      direct: 'Direct message',
      none: 'No need',
      fine: 'All right.',
      chosen: {
        mention: 'When a training is done, I mention you where you asked for it.',
        direct: 'When a training is done, I also write you a direct message.',
        none: 'When a training is done, I post the result without mentioning you.',
      },
      ready: '“{{voice}}” is trained: v{{number}} is ready. {{link}}',
      failed: 'The training of “{{voice}}” ended without a new version. {{link}}',
      closed: 'You take no direct messages from me, so I mention you here.',
    },
    after: ' after {{seconds, duration}}',
    finished: 'Training finished{{time}}.',
    cancelled: 'Training cancelled{{time}}.',
    cancelledNow: 'Cancelled.',
    stopped: 'Training stopped{{time}}.',
    from: {
      version: 'Continued from v{{parent}} with {{speech}}.',
      base: 'Trained from the base with {{speech}}.',
      other: 'Started from another voice that is like yours with {{speech}}.',
    },
    speech: '{{seconds, duration}} of speech',
    speechSomeNew: '{{seconds, duration}} of speech, {{fresh, duration}} of it new',
    leftOut: '{{clips, clip}} could not be used: see *Figures*.',
    whyPlan: 'Why this plan?',
    figures: 'Figures',
    ready: 'Version {{number}} is ready and active',
    aside: 'Version {{number}} is kept aside; v{{rival}} stays active',
    previewBelow: 'The preview below is synthetic speech.',
    previewOfBelow: 'The preview of v{{number}} below is synthetic speech.',
    previewsBelow: 'Listen to both previews below, v{{number}} first, and choose. Both are synthetic speech.',
    playAgain: 'Play the preview again',
    rollBack: 'Roll back to v{{rival}}',
    useAnyway: 'Use v{{number}} anyway',
    keep: 'Keep v{{rival}}',
    play: 'Play v{{rival}}',
    planOf: 'v{{number}}: the plan, and why',
    inFigures: 'v{{number}} in figures',
    training: 'Training',
    steps: '{{epochs, epoch}}, {{steps, step}}; the best epoch was {{bestEpoch}}.',
    time: 'Time',
    notUsed: 'Not used',
    plan: '{{epochs, epoch}}, learning rate {{rate}}, batches of {{batch}}.',
    notMeasured: 'not measured',
    showCurve: 'Curve so far',
    curveOf: 'Loss curve of epochs {{from}} to {{to}}.',
    curveTrain: 'Training clips: {{first, fixed3}} at first, now {{last, fixed3}}.',
    curveTest: 'Test clips: {{first, fixed3}} at first, now {{last, fixed3}}.',
    curveMeans:
      'The lower the curve, the closer to you. The test clips tell most, because nothing is learnt from them.',
    curve: 'Loss curve: Training of version {{number}}',
    voiceTaken: 'I used your voice “{{voice}}”. To use another one, add `voice:`: {{others}}.',
    learntAll: 'v{{number}} has already learnt every clip of this voice.',
    learntUsable:
      'v{{number}} has already learnt every clip that it could use. {{clips, clip}} it could not, because the words don’t fit or can’t be spoken: {{names, list}}{{more}}. Correct what is said in them with `/samples transcript`.',
    newHelpsMore:
      'New recordings would help more than training again: `/addsamples`. To train anyway, say for how long: `/train continue epochs:20`.',
    anyway: 'Train anyway',
    never: 'You haven’t trained yet. Start with `/train continue`.',
    keptFollows: 'I couldn’t reach you with this earlier. It follows here, only for you:',
    stillTrying: 'Discord hasn’t let me bring you this yet; I keep trying:',
    undelivered: {
      training: 'the result of training “{{voice}}”',
      preview: 'what you had “{{voice}}” say',
      upload: 'what became of your recordings for “{{voice}}”',
      notice: 'a notice',
    },
    cancelledBefore: 'Cancelled before it started.',
    stops: 'Stopping, this takes a few seconds.',
    byEar: 'By ear, without their names',
    byEarLine: 'v{{number}} {{wins}} · v{{other}} {{losses}} · no difference {{same}}',
  },
  errors: {
    'clip-there': {
      message: '“{{voice}}” has this clip already.',
      hint: 'Pick another voice with to:; /voices list shows yours.',
    },
    'no-curve': {
      message: 'There is nothing to draw yet.',
      hint: 'The curve begins once this training has been through your clips.',
    },
    'no-curve/ended': {
      message: 'This training has ended, and there is no curve of it.',
      hint: '/versions show tells of each version how close it came.',
    },
    'no-manner': {
      message: 'v{{number}} knows no such manner.',
      hint: 'Choose {{names, either}}, or leave manner: out.',
    },
    'no-manner/none': {
      message: 'v{{number}} speaks in one manner only, as far as I know.',
      hint: 'Leave manner: out. With ten seconds of recordings that sound different, such as higher or on the telephone, the next training finds another manner.',
    },
    'import-under-way': {
      message: 'I’m still reading what you sent.',
      hint: 'Wait until I’m done with it.',
    },
    'bad-takeout/foreign': {
      message: 'This archive carries no signature of mine: it isn’t one of a voice that I exported.',
      hint: 'Send the archives of a voice as /export sent them. Only the operator can bring in what another installation exported; recordings can be sent with /addsamples zip:.',
    },
    'bad-takeout/changed': {
      message: 'This archive isn’t as I made it: it was changed or damaged.',
      hint: 'Send it as /export sent it. Recordings can be sent with /addsamples zip: too.',
    },
    'bad-takeout/other-owner': {
      message: 'This archive isn’t signed here, and says that it is the voice of {{owner}}.',
      hint: 'In a message you can only bring in your own voice. To bring in somebody else’s, who must have agreed here, use `npm run cli -- voice import {{owner}} FILES --trust` where I run.',
    },
    'bad-takeout/engine': {
      message: 'Its version was made by {{engine, engine}}, and no trainer for that is running here.',
      hint: 'Start one, or send only the archives with recordings; /train continue then makes a new version.',
    },
    'bad-takeout/format': {
      message:
        'Its weights are of a kind that can hold more than numbers ({{file}}): I don’t take those from a message.',
      hint: 'Bring them in where I run: `npm run cli -- voice import USER FILES --trust`.',
    },
    'bad-takeout/state': {
      message: 'Its weights can’t be used: {{file}} is damaged, or no plain numbers.',
      hint: 'Export the voice again where it comes from, or send only the archives with recordings.',
    },
    'bad-takeout/several': {
      message: 'These archives aren’t all of one voice, or of one export.',
      hint: 'Bring the voices back one after the other.',
    },
    'bad-takeout/incomplete': {
      message: 'These archives lack {{clips, clip}} that the version learnt from, or part of its weights.',
      hint: 'Send all archives of the voice in one command, those with recordings too.',
    },
    'bad-takeout/not-yours': {
      message: 'This is an archive of somebody else’s voice.',
      hint: 'Only its owner can bring it back.',
    },
    'bad-takeout/ground': {
      message: 'The version in it started from another voice that was deleted here, or isn’t shared any more.',
      hint: 'Send only the archives with recordings; /train continue then makes a new version.',
    },
    'nothing-to-say': {
      message: 'There is nothing in this text that I can say.',
      hint: 'Write some words.',
    },
    'unspeakable-script': {
      message: 'I can’t say this text: I read English, not {{scripts, scripts}}.',
      hint: 'Write some words in English.',
    },
    'text-too-long': {
      message: 'That would take about {{needed, duration}} to say; {{most, duration}} is the limit.',
      hint: 'Shorten it, or send it in parts.',
    },
    'language-addable': {
      message: 'This bot’s voices speak {{spoken, languagesAll}}, not {{language, language}}.',
      hint: 'Whoever runs this bot can add it with {{commands, list}}.',
    },
    'only-english': {
      message: 'This bot’s voices speak {{spoken, languagesAll}}, not {{language, language}}.',
      hint: 'Record English for this voice.',
    },
    'language-not-spoken': {
      message: 'This bot’s voices speak {{spoken, languagesAll}}, not {{language, language}}.',
      hint: 'Record one of these for this voice.',
    },
    busy: {
      message: 'I’m busy with something else right now.',
      hint: 'Press the button again in a few seconds.',
    },
    'not-in-voice': {
      message: 'You aren’t in a voice channel of this server.',
      hint: 'Join one, then use the command again.',
    },
    'stage-channel': {
      message: 'I can’t be in stage channels: they have no end-to-end encryption.',
      hint: 'Go to an ordinary voice channel, then use the command again.',
    },
    'voice-permission': {
      message: 'I’m not allowed into this voice channel: {{missing, permissions}} are missing.',
      hint: 'Anyone who may manage this channel can grant it: Edit Channel → Permissions → add me.',
    },
    'voice-full': {
      message: 'This voice channel is full.',
      hint: 'Raise its user limit, or go to another one.',
    },
    'voice-busy/recording': {
      message: 'I’m in {{channel}} right now, recording somebody.',
      hint: 'I can be in one voice channel of a server at a time: try again when that is over.',
    },
    'voice-busy/speaking': {
      message: 'I’m in {{channel}} right now, speaking.',
      hint: 'I can be in one voice channel of a server at a time: /leave sends me out of yours, else try again later.',
    },
    'voice-away': {
      message: 'I couldn’t get into the voice channel.',
      hint: 'Try again in a moment; if it stays like this, change the channel’s region.',
    },
    'recording-over': {
      message: 'This recording is over.',
      hint: '/record begins another one.',
    },
    'not-yours/recording': {
      message: 'This recording isn’t yours.',
      hint: 'Record your own voice with /record.',
    },
    'already-recording': {
      message: 'I’m recording you already.',
      hint: 'Press Stop there first.',
    },
    'nothing-to-read/record': {
      message: 'I have nothing to read in {{language, language}}, only in {{readable, languageNames}}.',
      hint: 'Send recordings with /addsamples instead.',
    },
    'all-read/record': {
      message: 'You have read everything I have.',
      hint: 'Send more with /addsamples.',
    },
    'elsewhere/join': {
      message: 'I’m in {{channel}}, and you aren’t.',
      hint: 'Go there first.',
    },
    'elsewhere/leave': {
      message: 'I’m in {{channel}}, and you aren’t.',
      hint: 'Whoever is there can send me away.',
    },
    'too-many-texts': {
      message: '{{texts, text}} of yours are waiting.',
      hint: 'Wait until one of them has been spoken.',
    },
    'not-yours/text': {
      message: 'This text isn’t yours.',
      hint: 'Only the person who typed it can skip it.',
    },
    'nothing-to-skip': {
      message: 'This was said already.',
      hint: 'Type another text with /say.',
    },
    'not-there': {
      message: 'I’m in no voice channel here.',
      hint: '/join brings me into yours.',
    },
    'nothing-heard': {
      message: 'This upload is not here any more.',
      hint: 'See your clips with /samples list.',
    },
    'no-such-clip/taken-out': {
      message: 'This clip was taken out.',
      hint: 'See those you have with /samples list.',
    },
    'words-changed': {
      message: 'The words of this clip have been settled or changed since.',
      hint: 'See them with /samples list; /samples transcript sets them right.',
    },
    'no-words': {
      message: 'There are no words in this.',
      hint: 'Write what is said in the clip, word for word.',
    },
    'which-voice': {
      message: 'You have several voices, and a message can’t say which one it is for.',
      hint: 'Send one recording with /addsamples and voice: first; messages then go to the same voice.',
    },
    'consent-not-spoken': {
      message: 'I haven’t heard you agree yet.',
      hint: 'Say the sentence I’ve just shown you, then train again. What you’ve sent waits, and nothing is lost.',
    },
    'consent-not-spoken/first': {
      message: 'I haven’t heard you agree yet.',
      hint: 'Say the sentence first: /train continue shows it. Then press again.',
    },
    'consent-not-awaited': {
      message: 'I’m not waiting for a sentence from you.',
      hint: 'If one is needed, /train continue shows it to you.',
    },
    'consent-other-length': {
      message: 'This is too short or too long for the sentence.',
      hint: 'Say the whole sentence, once, and send it again.',
    },
    'consent-other-words': {
      message: 'I heard something else: “{{heard}}”.',
      hint: 'Say the sentence word for word where it is quiet, and send it again. Other recordings go with /addsamples.',
    },
    'consent-somebody-else': {
      message: 'This doesn’t sound like the person in your other recordings.',
      hint: 'Say it yourself. If recordings of yours are of somebody else, take them out with /samples remove first.',
    },
    'consent-somebody-else/held': {
      message: 'These clips don’t sound like the person who agreed aloud, and a press alone doesn’t make them yours.',
      hint: 'Record them again, as you spoke when you agreed, or take them out with /samples remove.',
    },
    'consent-somebody-else/several': {
      message: 'Several people speak in this recording.',
      hint: 'Say the sentence alone, and send it again.',
    },
    'not-your-message': {
      message: 'This is somebody else’s message.',
      hint: 'Only recordings of your own can be added to your voice.',
    },
    'nothing-sent/message': {
      message: 'There is no recording in this message.',
      hint: 'Use it on a voice message or an audio file that you sent.',
    },
    'lines-for-files/too-long': {
      message: 'One of the lines is longer than {{most}} characters.',
      hint: 'Write a line for each file in the order in which you picked them, or lines like: my take.wav | What I say in it.',
    },
    'lines-for-files': {
      message: 'You sent {{files, file}} and typed {{lines, line}}.',
      hint: 'Write a line for each file in the order in which you picked them, or lines like: my take.wav | What I say in it.',
    },
    'engine-unknown': {
      message: 'No engine called “{{typed}}” is running here.',
      hint: 'Choose {{engines, either}}, or leave it out.',
    },
    'unknown-button': {
      message: 'This button is out of date.',
      hint: 'Use the command instead: /help.',
    },
    'unknown-form': {
      message: 'This form is out of date.',
      hint: 'Use the command instead: /help.',
    },
    'unknown-command': {
      message: 'I don’t know {{command}} any more.',
      hint: 'Reload Discord; if it is still there, ask the operator to register the commands again.',
    },
    'not-yours/voice': {
      message: 'This voice isn’t yours.',
      hint: 'Grow one of your own: /addsamples.',
    },
    'not-yours/training': {
      message: 'This training isn’t yours.',
      hint: 'Only the person who started it can cancel it.',
    },
    'not-yours/question': {
      message: 'This question isn’t for you.',
      hint: 'Use a command yourself: /help shows them.',
    },
    'no-voice': {
      message: 'You have no voice yet.',
      hint: 'Send recordings of yourself with /addsamples first.',
    },
    'no-voice/which': {
      message: 'You have several voices: say which one with voice:.',
      hint: 'Yours: {{yours}}.',
    },
    'no-voice/named': {
      message: 'You have no voice called “{{name}}”.',
      hint: 'Yours: {{yours}}.',
    },
    'no-version/training': {
      message: 'The first version of this voice is still being made.',
      hint: '/train status says how far it is.',
    },
    'no-version/speaking': {
      message: 'This voice has no version that can speak yet.',
      hint: 'Make one with /train continue.',
    },
    'no-version/numbered': {
      message: 'There is no version {{number}}.',
      hint: '/versions list shows the ones there are.',
    },
    'version-purged/numbered': {
      message: 'v{{number}} was deleted: a clip it had learnt was removed.',
      hint: '/versions list shows the ones there are.',
    },
    'text-too-long-here': {
      message: 'This text has {{characters}} characters, and {{most}} is the most in this server.',
      hint: 'Say less at once, or use me in direct messages.',
    },
    'delivery-unknown': {
      message: 'v{{number}} was made by an engine that can’t be told how to speak.',
      hint: 'Leave speed:, pitch: and manner: out.',
    },
    'feature-forbidden/voice-channels': {
      message: 'This server doesn’t want me in its voice channels.',
      hint: 'Whoever manages it can change that with /settings.',
    },
    'feature-forbidden/voice-messages': {
      message: 'This server doesn’t want voice messages of mine.',
      hint: 'Whoever manages it can change that with /settings.',
    },
    'feature-forbidden/read-aloud': {
      message: 'This server doesn’t want messages read aloud.',
      hint: 'Whoever manages it can change that with /settings.',
    },
    'read-aloud-off': {
      message: 'The operator of this bot has not turned reading aloud on.',
      hint: 'Use /say text: instead.',
    },
    'feature-forbidden/sharing': {
      message: 'This server doesn’t want voices to be shared.',
      hint: 'Whoever manages it can change that with /settings.',
    },
    'blocked-here': {
      message: 'The people who manage this server have blocked you from using me here.',
      hint: 'Ask them why. You can use me in direct messages.',
    },
    'wrong-channel': {
      message: 'I don’t answer in this channel.',
      hint: 'Go to {{channels}}.',
    },
    'wrong-role': {
      message: 'In this server I’m for certain roles only.',
      hint: 'For {{roles}}. You can use me in direct messages.',
    },
    banned: {
      message: 'The operator of this bot has blocked you from using it.',
      hint: 'Ask them why. You can still take along everything of yours with /export, and delete it with /forget.',
    },
    'too-many-grants': {
      message: 'This voice is shared with {{most}} people and roles already.',
      hint: 'End some of it with `/share end`.',
    },
    'too-many-named': {
      message: 'There are {{most}} on this list already.',
      hint: 'Take one of them off first.',
    },
    'may-not-manage': {
      message: 'Only people who may manage this server can do that.',
      hint: 'Ask one of them.',
    },
    'not-in-a-server': {
      message: 'This is not a server.',
      hint: 'Use it where the others are, or leave for: out.',
    },
    'may-not-manage/words': {
      message: 'Only people who may manage this server can change its list.',
      hint: 'Ask one of them, or leave for: out to change yours.',
    },
    'no-such-word': {
      message: '“{{word}}” is not on the list.',
      hint: 'See what is with /pronounce list.',
    },
    'nothing-to-say/word': {
      message: 'There are no letters in this.',
      hint: 'Write the word as it is written, and in as: as it sounds, like Siobhan and shivawn.',
    },
    'nothing-to-compare': {
      message: 'It takes two different versions to compare.',
      hint: 'Make another one with /train continue, or name two with version: and against:.',
    },
    'engines-differ': {
      message: 'v{{one}} and v{{other}} were made by different engines, so that you would know which is which.',
      hint: 'Compare two of one engine; /preview plays any of them.',
    },
    'comparison-gone': {
      message: 'This comparison is too old.',
      hint: 'Hear both again with /compare.',
    },
    'no-version/yet': {
      message: 'This voice has no versions yet.',
      hint: 'Make the first one with /train continue.',
    },
    'version-purged/meanwhile': {
      message: 'v{{number}} has been deleted in the meantime.',
      hint: 'See /versions list.',
    },
    'no-server': {
      message: 'This works in a server only.',
      hint: 'Use it in one that I’m in.',
    },
    'no-such-clip': {
      message: 'You have no such clip.',
      hint: 'Pick one from the list that appears while you type.',
    },
    'no-samples/list': {
      message: 'This voice has no clips.',
      hint: 'Send some with /addsamples.',
    },
    'no-samples/train': {
      message: 'Your voice “{{voice}}” has no recordings yet.',
      hint: 'Send some with /addsamples first.',
    },
    'no-usable-clips/held': {
      message: 'All clips of this voice are either on hold or test clips for measuring progress.',
      hint: 'See them with /samples list, and send more with /addsamples.',
    },
    'no-transcripts': {
      message: 'None of your clips has a transcript, so there are no words to learn from.',
      hint: 'Send recordings with transcript: (one file) or transcripts: (a .txt for many) to /addsamples.',
    },
    'unspeakable-transcripts/english': {
      message: 'I can’t say anything in the transcripts of your clips, so there are no words to learn from.',
      hint: 'Write in English what is said in them: /samples transcript.',
    },
    'unspeakable-transcripts/words': {
      message: 'I can’t say anything in the transcripts of your clips, so there are no words to learn from.',
      hint: 'Write in words what is said in them: /samples transcript.',
    },
    'transcripts-changed': {
      message: 'These transcripts have changed since I looked at them.',
      hint: 'See /samples list, then /train continue.',
    },
    'nothing-to-cancel': {
      message: 'You have no training running.',
      hint: 'Start one with /train continue.',
    },
    'transcript-for-zip': {
      message: 'What is said in the recordings of a zip archive must be in the archive.',
      hint: 'Put a .txt with a line "file name | what is said" for each beside the recordings.',
    },
    'transcript-for-many': {
      message: 'One transcript can’t cover several files.',
      hint: 'Send one file with transcript:, or put all transcripts into a .txt and send it as transcripts:.',
    },
    'nothing-sent': {
      message: 'There is no recording in this.',
      hint: 'Pick one with file:, or many with zip:.',
    },
    'no-words-to-move': {
      message: 'These transcripts have been changed since, or put right already.',
      hint: 'See them with /samples list; /samples transcript sets them right.',
    },
    'no-upload': {
      message: 'This upload is not here any more.',
      hint: 'See your clips with /samples list.',
    },
    'nothing-held-back': {
      message: 'There is nothing on hold here any more.',
      hint: 'See your clips with /samples list.',
    },
    'no-words-to-give-back': {
      message: 'There are no earlier words to go back to any more.',
      hint: 'Write what is said in a clip with /samples transcript.',
    },
    'export-under-way': {
      message: 'I’m still sending it.',
      hint: 'Wait for the end of the one before.',
    },
    'nothing-to-read/script': {
      message: 'I have nothing to read in {{language, language}}, only in {{readable, languageNames}}.',
      hint: 'Read whatever you like, and write down what you say.',
    },
    'all-read/script': {
      message: 'You have read everything I have.',
      hint: 'Read whatever you like, and send that.',
    },
    'no-parent': {
      message: 'v{{number}} is active and doesn’t continue from an earlier version.',
      hint: 'Say which version you want; /versions list shows them.',
    },
    'active-changed': {
      message: 'Another version became active in the meantime.',
      hint: 'Look at /versions list, then ask again if you still want to.',
    },
    'voice-name-taken': {
      message: 'You already have a voice called “{{name}}”.',
      hint: 'Choose another name; /voices list shows yours.',
    },
    'too-many-bytes': {
      message: 'That would be more than {{megabytes}} MB within 24 hours, which is the limit per person.',
      hint: 'Try again in {{wait, duration}}.',
    },
    'too-many-bytes/never': {
      message: 'That would be more than {{megabytes}} MB within 24 hours, which is the limit per person.',
      hint: 'Send fewer files at once, or as FLAC, MP3 or Ogg instead of WAV.',
    },
    'too-much-training': {
      message: 'Your trainings took {{minutes}} min of the last 24 hours, which is the limit per person.',
      hint: 'Try again in {{wait, duration}}.',
    },
    'too-much-training/never': {
      message: 'Your trainings took {{minutes}} min of the last 24 hours, which is the limit per person.',
      hint: 'Try again tomorrow.',
    },
    'too-many-previews-today': {
      message: 'You have asked for {{previews, preview}} within 24 hours, the limit per person.',
      hint: 'Try again in {{wait, duration}}.',
    },
    'too-many-previews-today/never': {
      message: 'You have asked for {{previews, preview}} within 24 hours, the limit per person.',
      hint: 'Try again tomorrow.',
    },
    'disk-low': {
      message: 'This bot’s disk is nearly full, so I can’t take anything new.',
      hint: 'The operator has been told; it works again once there is room.',
    },
    'too-many-runs': {
      message: 'I’m fully booked: {{open}} trainings and previews are running or waiting.',
      hint: 'Try again when one of them is done, usually within minutes.',
    },
    'too-many-clips': {
      message: 'You have {{clips, clip}} here, and {{most}} is the limit per person.',
      hint: 'You can add more once you have removed some: /samples remove.',
    },
    'too-many-minutes': {
      message: 'You have {{seconds, duration}} of recordings here, and {{most}} min is the limit per person.',
      hint: 'You can add more once you have removed some: /samples remove.',
    },
    'too-many-clips/more': {
      message: 'With this recording you would have {{clips, clip}} here, and {{most}} is the limit per person.',
      hint: 'You can add it once you have removed some: /samples remove.',
    },
    'too-many-minutes/archive': {
      message: 'Of one archive I listen to no more than a person may have here, which is {{most}} min.',
      hint: 'Send the rest in another one.',
    },
    'too-many-minutes/more': {
      message:
        'With this recording you would have {{seconds, duration}} here, and {{most}} min is the limit per person.',
      hint: 'You can add it once you have removed some: /samples remove.',
    },
    'too-many-open-uploads/at-once': {
      message: '{{open, file}} of yours are still waiting, and {{most}} at a time is the limit.',
      hint: 'Send fewer files at once.',
    },
    'too-many-open-uploads': {
      message: '{{open, file}} of yours are still waiting, and {{most}} at a time is the limit.',
      hint: 'You can send more as soon as some of them are done.',
    },
    'too-many-voices': {
      message: 'You have {{voices, voice}}, and {{most}} is the limit per person.',
      hint: 'Add to one of them with voice:, or delete one first.',
    },
    'too-slow/looking': {
      message: 'Looking through this recording took too long, so it was given up.',
      hint: 'Upload it in parts of a few minutes.',
    },
    'host-not-allowed': {
      message: 'This file is on a server that I may not download from.',
      hint: 'Attach the recording to the command itself instead of giving a link.',
    },
    'file-too-big': {
      message: 'The file is larger than {{most}}.',
      hint: 'Upload it in several parts, or as FLAC, MP3 or Ogg instead of WAV.',
    },
    'link-expired': {
      message: 'The link to this file has expired (the server answered {{status}}).',
      hint: 'Attach the file again: links to attachments only work for a few hours.',
    },
    'download-failed/status': {
      message: 'The server that has this file answered {{status}}.',
      hint: 'Try again in a few minutes.',
    },
    'download-failed/redirects': {
      message: 'The link redirects too many times.',
      hint: 'Attach the file again.',
    },
    'download-timeout': {
      message: 'The file did not arrive within {{seconds}} s.',
      hint: 'Try again; if it happens again, upload a smaller file.',
    },
    'download-failed': {
      message: 'The connection was lost{{code}}.',
      hint: 'Try again in a few minutes.',
    },
    'empty-file': {
      message: 'The file is empty (0 bytes).',
      hint: 'Export the recording again and send it once more.',
    },
    'not-audio/unnamed': {
      message: 'This file holds {{holds, content}}, not audio.',
      hint: 'Upload a recording as {{formats, either}}.',
    },
    'not-audio/misnamed': {
      message: 'The name of this file ends in {{ending}}, but it holds {{holds, content}}, not audio.',
      hint: 'Upload a recording as {{formats, either}}.',
    },
    'broken-samples': {
      message: 'Many of the samples in this file are not numbers, so most of it can’t be heard.',
      hint: 'Export it again as WAV with 16 or 24 bits, and listen to it before you upload it.',
    },
    'too-many-channels': {
      message: 'The recording has {{channels}} channels of {{rate}} Hz.',
      hint: 'Export it as mono or stereo with 48000 Hz; up to {{mostChannels}} channels of {{highestRate}} Hz are taken.',
    },
    'too-slow': {
      message: 'Decoding this recording took too long, so I gave up.',
      hint: 'Upload it as WAV or FLAC with one or two channels, in parts of a few minutes.',
    },
    'no-sound': {
      message: 'This file has no audio in it.',
      hint: 'Upload a recording of speech.',
    },
    'codec-not-supported': {
      message: 'The audio in this file is in a format I can’t read.',
      hint: 'Convert it to WAV or FLAC and send that.',
    },
    'broken-file': {
      message: 'This file can’t be decoded: it is damaged or cut off.',
      hint: 'Check that it plays on your own device, export it again and send it once more.',
    },
    'too-long': {
      message: 'The recording is longer than {{minutes}} minutes.',
      hint: 'Cut it into shorter parts and upload those.',
    },
    'broken-file/silent': {
      message: 'There is no sound in this file: it is damaged or cut off.',
      hint: 'Check that it plays on your own device, export it again and send it once more.',
    },
    'silent-recording': {
      message: 'The recording is silent from beginning to end ({{seconds, duration}}).',
      hint: 'Check that the right microphone is selected and not muted, then record again.',
    },
    'no-speech': {
      message: 'Nobody speaks in this recording: there is only a steady sound, such as noise, hum or a tone.',
      hint: 'Check that the microphone picks up your voice, then record again.',
    },
    'bad-zip': {
      message: 'This zip archive is damaged.',
      hint: 'Make it again, or send the recordings themselves.',
    },
    'bad-zip/files': {
      message: 'This zip archive holds more than {{most}} files.',
      hint: 'Split it into several and send them one after the other.',
    },
    'bad-zip/recordings': {
      message: 'This zip archive holds more than {{most}} recordings.',
      hint: 'Split it into several and send them one after the other.',
    },
    'bad-zip/large-recording': {
      message: 'This zip archive holds a recording of more than {{megabytes}} MB.',
      hint: 'Split it into several and send them one after the other.',
    },
    'bad-zip/bytes': {
      message: 'This zip archive holds more than {{gigabytes}} GB of recordings.',
      hint: 'Split it into several and send them one after the other.',
    },
    'bad-zip/list': {
      message: 'This zip archive holds a list of more than {{kilobytes}} kB.',
      hint: 'Split it into several and send them one after the other.',
    },
    'bad-zip/password': {
      message: 'This zip archive has a password.',
      hint: 'Make it again without one.',
    },
    'bad-zip/method': {
      message: 'This zip archive is packed with {{method}}, which I can’t read.',
      hint: 'Make it again with the usual method (Deflate), or send the recordings themselves.',
    },
    'bad-zip/no-recordings': {
      message: 'There are no recordings in this zip archive.',
      hint: 'Put files into it that end in {{endings}}…',
    },
    'bad-zip/lists': {
      message: 'There are {{lists}} lists of transcripts in this zip archive: {{names}}.',
      hint: 'Leave the one that says what is said in which file.',
    },
    'bad-zip/swells': {
      message: '“{{name}}” in this zip archive swells to {{megabytes}} MB: that is no recording.',
      hint: 'Take it out and send the archive again.',
    },
    'bad-transcripts/quote': {
      message: 'Line {{line}} of the transcripts opens a quotation mark that is never closed.',
      hint: 'Put a second one at the end of the text, or leave both out.',
    },
    'bad-transcripts/too-many': {
      message: 'Line {{line}} of the transcripts is one too many: at most {{most}} are read.',
      hint: 'Send fewer at once.',
    },
    'bad-transcripts/undivided': {
      message: 'Line {{line}} of the transcripts has nothing that divides the file name from the text.',
      hint: 'Put a | or a tab between the file name and the text, such as: my take.wav | What I say in it.',
    },
    'bad-transcripts/no-field': {
      message: 'Line {{line}} of the transcripts has no field for the text.',
      hint: 'Put a | or a tab between the file name and the text, such as: my take.wav | What I say in it.',
    },
    'bad-transcripts/columns': {
      message:
        'Line {{line}} of the transcripts has more than a file name and a text, and I can’t tell which part is the text.',
      hint: 'Keep only the file name and the text, or put the text in quotation marks.',
    },
    'bad-transcripts/nameless': {
      message: 'Line {{line}} of the transcripts does not name a file.',
      hint: 'Write the name of the recording before its text.',
    },
    'bad-transcripts/no-text': {
      message: 'Line {{line}} of the transcripts has no text.',
      hint: 'Write what is said after the file name, or take the line out.',
    },
    'bad-transcripts/too-long': {
      message: 'Line {{line}} of the transcripts is longer than {{most}} characters.',
      hint: 'Cut the recording into sentences, with a line for each; clips are of 12 seconds at most.',
    },
    'bad-transcripts': {
      message: 'The transcripts are not a text file.',
      hint: 'Save them as plain text (.txt), or from a spreadsheet as CSV.',
    },
    'bad-transcripts/empty': {
      message: 'The transcripts are empty.',
      hint: 'Write one line for each recording, such as: my take.wav | What I say in it.',
    },
    'bad-transcripts/heading': {
      message: 'The transcripts are only a heading.',
      hint: 'Write one line for each recording, such as: my take.wav | What I say in it.',
    },
    'no-transcript-fits': {
      message: 'None of the names in the transcripts is the name of a file you sent.',
      hint: 'Yours: {{yours}}.',
    },
    'ambiguous-transcripts': {
      message: 'The {{where, lineNumbers}} of the transcripts are all of “{{name}}”, with different words.',
      hint: 'Leave only the one that is right.',
    },
    'ambiguous-transcripts/names': {
      message: 'You sent {{files}} files that “{{name}}” in the transcripts may mean ({{where, lineNumbers}}).',
      hint: 'Write their names in full, with folders and endings, with a line for each.',
    },
    'ambiguous-transcripts/one-line': {
      message:
        'You sent {{files}} files that the transcripts call “{{name}}”, with only one line for them ({{where, lineNumbers}}).',
      hint: 'Write a line of that name for each, in the order in which you sent the files, or send them one at a time with transcript:.',
    },
    'ambiguous-transcripts/lines': {
      message:
        'You sent {{files}} files that the transcripts call “{{name}}”, with {{lines}} lines for them ({{where, lineNumbers}}).',
      hint: 'Write a line of that name for each, in the order in which you sent the files, or send them one at a time with transcript:.',
    },
    'too-many-pronunciations': {
      message: 'This list already has {{most}} words, the most it can hold.',
      hint: 'Take some out with /pronounce remove.',
    },
    'too-many-previews': {
      message: '{{most}} previews of yours are still being made.',
      hint: 'Wait for one of them, then ask again.',
    },
    'run-active': {
      message: 'You already have a training running.',
      hint: 'Wait until it is done, or stop it with /train cancel.',
    },
    'erased-meanwhile': {
      message: 'What this was about has been deleted in the meantime.',
      hint: 'Start again with /addsamples.',
    },
    'version-purged': {
      message: 'This version is gone: it had learnt recordings that were deleted.',
      hint: 'Pick another one from /versions list.',
    },
    'no-step': {
      message: 'The training ended without a single step, so nothing was learnt.',
      hint: 'Add a few recordings with transcripts and try again.',
    },
    'parent-missing': {
      message: 'The active version has no stored state, so it can’t be continued.',
      hint: 'Go back to another version with /rollback, or use /train fresh.',
    },
    'voice-unknown': {
      message: 'This voice no longer exists.',
      hint: 'Start a new one with /addsamples.',
    },
    'no-usable-clips': {
      message: 'This voice has no usable recordings yet.',
      hint: 'Send some with /addsamples: a minute of clear speech is a good start.',
    },
    'no-usable-clips/unmatched': {
      message: 'There is nothing to train on: no recording has a transcript that could be matched to it.',
      hint: 'Add recordings with what is said in them: /addsamples with a transcript.',
    },
    'pilot-failed': {
      message:
        'The new clips make the voice worse: on what it knew it came out {{worse, percent}} further from you in a trial, and it got worse in a second, gentler one too, so training was stopped.',
      hint: 'Listen to the new clips and take out with /samples remove those that are not you or not clear; or name a number, /train continue epochs:10, and compare both voices yourself.',
    },
    'clips-missing': {
      message: '{{number}} of {{total}} recordings are missing or damaged on disk: {{names}}.',
      hint: 'Remove them with /samples remove and send them again with /addsamples.',
    },
    'clips-missing/more': {
      message: '{{number}} of {{total}} recordings are missing or damaged on disk: {{names}} and {{more}} more.',
      hint: 'Remove them with /samples remove and send them again with /addsamples.',
    },
    'transcripts-misfit': {
      message: 'The transcripts of {{number}} of {{total}} new clips don’t fit what is said in them: {{names}}.',
      hint: 'Correct them with /samples transcript, or remove the clips with /samples remove; then train again.',
    },
    'transcripts-misfit/more': {
      message:
        'The transcripts of {{number}} of {{total}} new clips don’t fit what is said in them: {{names}} and {{more}} more.',
      hint: 'Correct them with /samples transcript, or remove the clips with /samples remove; then train again.',
    },
    'unspeakable-transcripts': {
      message: 'I can’t say anything in the transcripts of your clips, so there are no words to learn from.',
      hint: 'Write in {{language, language}} what is said in them: /samples transcript.',
    },
    'optimizer-lost': {
      message: 'Only the weights of the earlier training are left.',
      hint: 'Training goes on from them, with a fresh optimizer.',
    },
    'nothing-to-do': {
      message: 'A training of {{epochs, epoch}} would do nothing.',
      hint: 'Ask for at least one epoch.',
    },
    'language-not-supported': {
      message: 'The built-in engine speaks English; this voice has recordings in {{languages, languagesAll}}.',
      hint: 'Use English recordings for this voice.',
    },
    'not-enough-memory': {
      message:
        'Training in batches of {{batch}} needs {{needed}} MB of memory, {{free}} MB are free; batches of {{fitting}} would fit.',
      hint: 'Try again when the machine has less to do, or remove recordings with /samples remove.',
    },
    'not-enough-memory/none': {
      message:
        'Training in batches of {{batch}} needs {{needed}} MB of memory, {{free}} MB are free; no batch size would fit.',
      hint: 'Try again when the machine has less to do, or remove recordings with /samples remove.',
    },
    'memory-short': {
      message: 'There wasn’t enough memory, not even for one recording at a time.',
      hint: 'Try again when the machine has less to do, or remove the longest recordings with /samples remove.',
    },
    'not-enough-disk': {
      message: 'Training needs {{needed}} MB on disk, {{free}} MB are free.',
      hint: 'Ask the operator to make room, then try again.',
    },
    'timbre-takes-longer': {
      message:
        'This one may take minutes longer than a top-up: the timbre is to be learnt, and then all that is replayed is said in it.',
      hint: 'Top-ups after it rarely do so.',
    },
    'clips-without-transcript': {
      message: '{{number}} of {{total}} recordings have no transcript that I can say.',
      hint: 'They only teach how the voice sounds; add what is said in them and I learn more.',
    },
    'transcripts-shifted/before': {
      message:
        'The transcripts of {{misfits}} of {{clips}} new clips don’t fit what is said in them. They look shifted by one line: each fits the clip after its own.',
      hint: 'Use them shifted? Or correct them with /samples transcript.',
    },
    'transcripts-shifted/after': {
      message:
        'The transcripts of {{misfits}} of {{clips}} new clips don’t fit what is said in them. They look shifted by one line: each fits the clip before its own.',
      hint: 'Use them shifted? Or correct them with /samples transcript.',
    },
    'model-foreign': {
      message: 'This voice was grown with another version of the natural source voice than the one on this machine.',
      hint: 'Start again with /train fresh, or ask the operator to bring that version back.',
    },
    'models-missing': {
      message: 'This voice speaks with the natural source voice, whose model is not on this machine.',
      hint: 'Ask the operator to run npm run models and to start the trainer again, then try again.',
    },
    'state-damaged': {
      message: 'This version is damaged on my disk.',
      hint: 'Go back to another version with /rollback, or use /train fresh; your recordings are all still here.',
    },
    'state-foreign': {
      message: 'This version was made by another engine than the one that is running here now.',
      hint: 'Use /train fresh to begin a version with this one, or ask the operator; your recordings are all still here.',
    },
    'training-stopped': {
      message: 'The earlier training could not be picked up, so this one was stopped before it could start over.',
      hint: 'Nothing was changed. Try again; if it happens again, go back to another version with /rollback or use /train fresh.',
    },
    'training-diverged': {
      message: 'The training went off the rails: its loss is infinite.',
      hint: 'Nothing was changed. Try again with fewer epochs, or use /train fresh.',
    },
    'speech-failed': {
      message: 'I couldn’t say this.',
      hint: 'Try again later or with another text; if it keeps happening, the operator can find out why: npm run cli -- doctor.',
    },
    'nothing-to-speak': {
      message: 'There is nothing in this text that I can say.',
      hint: 'Send words.',
    },
    'engine-trouble': {
      message: 'There is a problem that only the operator can fix: {{what}}',
      hint: 'Tell them; npm run cli -- doctor says more.',
    },
    'engine-incomplete': {
      message: 'Something is missing or damaged without which {{engine, engine}} can’t work here.',
      hint: 'Tell the operator: npm run cli -- doctor says what it is.',
    },
    'engine-broke-off': {
      message: '{{engine, engine}} broke off with an error of its own.',
      hint: 'Your recordings and versions are safe. Try again; if it happens again, tell the operator: npm run cli -- doctor looks for the reason.',
    },
    'graphics-card-lost': {
      message: 'The graphics card that trains here is not there any more.',
      hint: 'Tell the operator, and try again once it is back.',
    },
    'graphics-memory': {
      message: 'The graphics card has {{free, fixed1}} GB of memory free; training needs {{needed, fixed1}} GB.',
      hint: 'Try again later, or ask the operator what else uses it.',
    },
    'graphics-memory/little': {
      message: 'The graphics card has only {{free, fixed1}} GB of memory free, so only small batches fit.',
      hint: 'Training goes on all the same, but takes longer.',
    },
    'no-graphics-card': {
      message: '{{engine, engine}} trains on the processor here: there is no graphics card that it can use.',
      hint: 'That takes hours.',
    },
    'shared-memory': {
      message: 'This bot’s machine lends too little shared memory to load the recordings.',
      hint: 'Tell the operator: npm run cli -- doctor says how to raise it.',
    },
    'no-usable-clips/lengths': {
      message:
        'None of the recordings with a transcript has a length that GPT-SoVITS takes: {{shortest, fixed1}} to {{longest}} s.',
      hint: 'Add some of a sentence each with /addsamples.',
    },
    'language-not-supported/sovits': {
      message: 'GPT-SoVITS speaks {{spoken, languagesAll}}; this voice has recordings in {{languages, languagesAll}}.',
      hint: 'Use recordings in one of these languages for this voice.',
    },
    'clips-without-transcript/left-out': {
      message: '{{number}} of {{total}} recordings have no transcript, so they are left out.',
      hint: 'Add what is said in them, and I learn from them too.',
    },
    'engine-note': {
      message: 'The operator may want to know: {{what}}',
      hint: 'Training goes on all the same.',
    },
    'voice-permission/one': {
      message: 'I’m not allowed into this voice channel: {{missing, permissions}} is missing.',
      hint: 'Anyone who may manage this channel can grant it: Edit Channel → Permissions → add me.',
    },
    'too-many-texts/one': {
      message: '{{texts, text}} of yours is waiting.',
      hint: 'Wait until it has been spoken.',
    },
    'samples-removed': {
      message: 'A clip that this training was using has been removed.',
      hint: 'Start the training again: it uses the clips that are there now.',
    },
    'no-longer-shared': {
      message: 'The shared voice that this training started from is no longer shared.',
      hint: 'Start the training again: it starts from another voice, or from the base.',
    },
    internal: {
      message: 'Something broke inside Timbre while it worked on this.',
      hint: 'Your recordings and versions are safe. Try again; if it happens again, tell the operator this reference: {{reference}}.',
    },
    'outage/run': {
      message: '{{what, outage}}',
      hint: 'Your recordings and versions are safe. If it goes on, give this to the operator: {{reference}}.',
    },
    'outage/upload': {
      message: '{{what, outage}}',
      hint: 'If it goes on, give this to the operator: {{reference}}.',
    },
    'not-shared/any-more': {
      message: 'The voice you wanted to use isn’t shared with you here any more.',
      hint: 'Use your own: /say without of:.',
    },
    'not-shared': {
      message: 'They don’t share a voice like that with you here.',
      hint: 'They can, with /share speak.',
    },
    'not-shared/which': {
      message: 'They share several voices with you: say which one with voice:.',
      hint: 'Shared: {{names}}.',
    },
    'not-shared/named': {
      message: 'They don’t share a voice like that with you here.',
      hint: 'Shared: {{names}}.',
    },
    paused: {
      message: 'I’m under maintenance right now, and can’t take anything new.',
      hint: 'What you asked for before goes on; try again a little later.',
    },
    'person-or-role': {
      message: 'You named both a person and a role.',
      hint: 'Do one after the other.',
    },
    'too-many-reports': {
      message: 'You have reported {{most}} things today.',
      hint: 'You can go on tomorrow.',
    },
    'not-the-operator': {
      message: 'This is for the operator of this bot.',
      hint: '/help shows what is for you.',
    },
  },
  inBrackets: ' ({{text}})',
  heldBack: {
    'other-speaker': 'it doesn’t sound like the person in your other clips',
    stranger: 'somebody else speaks in it',
    'cut-off': 'it seems to be cut off, so its transcript may say more than is heard',
    'doubt-other': 'its transcript is not what I hear',
    'doubt-more': 'its transcript says more than I hear',
    'doubt-less': 'I hear more than its transcript says',
  },
  notes: {
    'little-speech':
      'Only {{seconds, fixed1}} s of speech: speak for at least 2 s in one recording, 5 to 10 s is best.',
    'no-voice': 'I hear no voice, only noise or whispering: speak out loud.',
    music: 'It sounds like music or beeps rather than speech: record yourself speaking.',
    'too-noisy':
      'Too noisy: the voice is only {{db}} dB above the background. Record in a quiet room, close to the microphone.',
    'some-noise':
      'Some background noise: the voice is {{db}} dB above the background. 20 dB and more is better: come closer to the microphone.',
    'badly-clipped': 'Badly clipped: it was recorded far too loud. Turn the microphone down and record it again.',
    clipped: 'Some loud sounds are clipped: turn the microphone down a little next time.',
    muffled: 'Muffled: nothing above {{khz, fixed1}} kHz. Record with another microphone or app.',
    telephone:
      'Sounds like a telephone: nothing above {{khz, fixed1}} kHz. A recording of 16 kHz or more keeps the consonants.',
    'very-quiet': 'Very quiet: turn the microphone up or come closer.',
    'only-left': 'Only the left channel has sound, so I used that one.',
    'only-right': 'Only the right channel has sound, so I used that one.',
    opposite: 'The two channels cancelled each other out (one had the wrong polarity); I fixed that.',
    'broken-samples': 'Some samples were not numbers; I treated them as silence.',
    'cut-off':
      'The file claims to last {{claimed, duration}}, but only {{read, duration}} could be read: it may be cut off. Send it again if something is missing.',
    'no-usable-speech': 'There is no usable speech in it.',
    unheard: 'Nobody here understands {{language, language}}, so only your transcript tells what you say.',
    'other-conditions': 'Recorded under different conditions than your other clips: {{what, notes}}.',
    'other-manner': 'Spoken differently from your other clips: {{what, notes}}.',
    'other-band': 'sound up to {{now, fixed1}} instead of {{usual, fixed1}} kHz',
    'more-noise': '{{db}} dB more noise',
    quieter: '{{db}} dB quieter',
    louder: '{{db}} dB louder',
    lower: '{{semitones, semitone}} lower',
    higher: '{{semitones, semitone}} higher',
    livelier: 'livelier',
    'more-evenly': 'more evenly',
    faster: 'faster',
    slower: 'slower',
    stretch: '{{from}}–{{to}}',
    'more-stretches': '{{number}} more',
    'several-people':
      '{{people}} people speak in this recording: what somebody else says ({{stretches, notes}}) is on hold.',
    'several-people-unknown':
      '{{people}} people speak in this recording, and I take whoever speaks most for you: what somebody else says ({{stretches, notes}}) is on hold.',
    'plan-from-base': 'Starts from the base voice with {{fresh, fixed0}} s of speech.',
    'plan-from-other':
      'Starts with {{fresh, fixed0}} s of speech from another voice, which comes closer to yours than the base does.',
    'plan-from-version':
      'Continues from v{{parent}}: {{fresh, fixed0}} s of new speech on top of {{known, fixed0}} s it already knows.',
    'plan-brings': 'The new speech brings {{what, notes}}.',
    'new-words_one': '{{count}} new word',
    'new-words_other': '{{count}} new words',
    'wider-range': '{{semitones, semitone}} more range',
    'plan-nothing-new': 'Nothing is new since v{{parent}}: training goes on where the last one stopped.',
    'plan-unlike': 'The new speech is not like the old: {{what, notes}}.',
    'odd-speaker': '{{share, percent}} of it sounds like somebody else',
    'odd-conditions': '{{share, percent}} was recorded in another way',
    'odd-conditions-noise': '{{share, percent}} was recorded in another way ({{db}} dB more noise)',
    'odd-manner': '{{share, percent}} is spoken in another way',
    'plan-replay':
      'Replays {{replayed, fixed0}} s of the earlier speech in each epoch, so that what was learnt is not lost.',
    'plan-replay-all':
      'Replays all {{replayed, fixed0}} s of earlier speech in each epoch, so that what was learnt is not lost.',
    'plan-batches': 'Batches of {{batch}}: more does not fit into the memory that is free.',
    'plan-epochs': '{{epochs, epoch}}: about {{steps, step}} of optimizing.',
    'plan-epochs-young': '{{epochs, epoch}}: about {{steps, step}} of optimizing, enough for a young voice.',
    'plan-epochs-new':
      '{{epochs, epoch}}: about {{steps, step}} of optimizing; {{share, percent}} of the speech is new.',
    'plan-epochs-asked_one': '{{count}} epoch, as you asked.',
    'plan-epochs-asked_other': '{{count}} epochs, as you asked.',
    'plan-epochs-more-asked_one': '{{count}} more epoch, as you asked.',
    'plan-epochs-more-asked_other': '{{count}} more epochs, as you asked.',
    'plan-few-epochs_one':
      '{{count}} epoch is little for {{fresh, fixed0}} s of speech, which will hardly be learnt: I would have taken {{fitting}}.',
    'plan-few-epochs_other':
      '{{count}} epochs are little for {{fresh, fixed0}} s of speech, which will hardly be learnt: I would have taken {{fitting}}.',
    'plan-many-epochs':
      '{{epochs, epoch}} on {{fresh, fixed0}} s of speech: it will be learnt by heart. I would have taken {{fitting}}; of yours the best one is kept.',
    'plan-many-epochs-untested':
      '{{epochs, epoch}} on {{fresh, fixed0}} s of speech: it will be learnt by heart. I would have taken {{fitting}}; there is no test clip yet to tell the best one.',
    'plan-rate-young': 'Learning rate {{rate}}, after a warm-up of {{steps, step}}.',
    'plan-rate':
      'Learning rate {{rate}}: lower than from the base ({{base}}) after {{steps, step}} of training, so that learnt features survive.',
    'plan-rate-halved':
      'Learning rate {{rate}}: lower than from the base ({{base}}) after {{steps, step}} of training, and halved because the new speech is unlike the old, so that learnt features survive.',
    'plan-inner':
      'The inner layers learn at {{share, percent}} of that: what they know of speech in general is kept while there is only {{seconds, fixed0}} s of yours.',
    'plan-untested':
      'There is no test clip yet, so every epoch is kept as it comes; from four transcribed clips on, one is set aside as a test.',
    'plan-best': 'The epoch that is best on {{clips, testClip}} is kept.',
    'plan-best-stops':
      'The epoch that is best on {{clips, testClip}} is kept, and training stops after {{patience, epoch}} without a better one.',
    'timbre-near':
      'The timbre is a mix of the natural source’s voices that is {{likeness, percent}} like you: learning it would bring no more.',
    'timbre-gone':
      'What had been learnt of the timbre went with the recordings that were taken away: it is a mix of the natural source’s voices again.',
    'timbre-little-memory': 'The timbre was not learnt: there is too little free memory for it.',
    'timbre-little-speech': 'The timbre was not learnt: there is too little speech that I could follow word by word.',
    'timbre-no-nearer': 'What was learnt of the timbre was not kept: it came no nearer to you on the test clips.',
    'timbre-less-like':
      'What was learnt of the timbre was not kept: it came nearer to your recordings, but did not sound clearly more like you.',
    'timbre-less-like-in-some':
      'In some manners it was not kept, where what was learnt did not sound clearly more like you.',
    'timbre-fewer-steps':
      'Fewer steps than usual, so that this top-up did not take long on this machine; a long one with something new takes as many as help.',
    'timbre-learnt':
      'The timbre was learnt through the natural source: {{seconds, fixed0}} s of your speech, {{steps, step}}.',
    'timbre-learnt-tested':
      'The timbre was learnt through the natural source: {{seconds, fixed0}} s of your speech, {{steps, step}}, {{nearer, percent}} nearer to you on the test clips.',
    'plan-quick': 'Quick, as you asked: about a quarter of the usual passes.',
    'plan-long': 'Long, as you asked: up to {{times}} times the usual passes, for as long as the test clips gain.',
    'plan-long-untested':
      'Long, as you asked: {{times}} times the usual passes; no test clip tells yet when it is enough.',
    'timbre-put-off':
      'The timbre was not learnt, as this was to be quick: the next usual training with something new can do so, and then takes longer.',
    'plan-pilot': 'A pilot of {{epochs, epoch}} comes first: it goes on only if what was learnt does not suffer.',
    'engine-changed':
      'v{{number}} was made with {{made, engine}}, and {{engine, engine}} can’t go on from it: this begins from the base.',
    'sovits-from-base': 'Starts from the pretrained models with {{fresh, fixed0}} s of speech.',
    'sovits-epochs-asked_one': '{{count}} more epoch of both models, as you asked.',
    'sovits-epochs-asked_other': '{{count}} more epochs of both models, as you asked.',
    'sovits-many-epochs': '{{epochs, epoch}} are many for GPT-SoVITS: beyond {{most}} it tends to swallow words.',
    'sovits-quick': 'Quick, as you asked: as few epochs as can be heard.',
    'sovits-long': 'Long, as you asked: half as many epochs again; with many more, GPT-SoVITS tends to swallow words.',
    'sovits-epochs-first':
      '{{epochs, epoch}} for the sound (S2) and {{second}} for the manner of speaking (S1), as its authors advise.',
    'sovits-epochs':
      '{{epochs, epoch}} for the sound (S2) and {{second}} for the manner of speaking (S1): {{share, percent}} of the speech is new.',
    'sovits-rate-first': 'Learning rate {{rate}} for S2, the same throughout; S1 sets its own.',
    'sovits-rate':
      'Learning rate {{rate}} for S2, lower than at first, so that learnt features survive; S1 sets its own.',
    'sovits-replay-all': 'Goes over the {{replayed, fixed0}} s that it knows, too, so that nothing is forgotten.',
    'sovits-replay':
      'Goes over {{replayed, fixed0}} s of what it knows, too, another choice in each run, so that nothing is forgotten.',
    'sovits-batches': 'Batches of {{batch}} at most: how much memory is free is not known.',
    'sovits-batches-card': 'Batches of {{batch}} at most: {{free, fixed1}} GB memory is free on the graphics card.',
    'sovits-batches-cpu': 'Batches of {{batch}} at most: {{free, fixed1}} GB memory is free on the processor.',
    'sovits-no-card': 'There is no graphics card, so an epoch takes many minutes, not seconds.',
    'sovits-last-epoch': 'GPT-SoVITS does not look at test clips while it trains: the last epoch is kept.',
    'sovits-memory': 'There was not enough memory for batches of {{planned}} in {{model}}: it went on with {{batch}}.',
    'spoken-on-cpu':
      'This was spoken on the processor, which takes longer: {{free, fixed1}} GB of memory were free on the graphics card, and speaking takes {{needed, fixed1}} GB.',
    'smaller-batches': 'There was not enough memory for batches of {{planned}}, so it trained in batches of {{batch}}.',
    'tried-again':
      'At first the new clips made the voice worse at what it knew, so training began once more with half the learning rate and more replay.',
    'lowest-pitch': 'This voice goes no lower than {{semitones, semitone}} below its usual pitch, so I left it there.',
    'grow-anew':
      'There is a natural source voice now: /train fresh grows this voice again with it, from all your recordings, as a new version beside this one.',
    'manners-found_one':
      '{{found, notes}} of the speech sound unlike the rest: they are learnt as a manner of their own, so that the rest stays as it is. The voice speaks in the manner of which there is most.',
    'manners-found_other':
      '{{found, notes}} of the speech sound unlike the rest: they are learnt as {{count}} manners of their own, so that the rest stays as it is. The voice speaks in the manner of which there is most.',
    manner: '{{seconds, fixed0}} s',
    'manner-higher': '{{seconds, fixed0}} s ({{semitones, semitone}} higher)',
    'manner-lower': '{{seconds, fixed0}} s ({{semitones, semitone}} lower)',
    misfit: 'Its transcript does not fit what is said in it.',
    unspeakable: 'I can’t say anything in its transcript.',
    unreadable: 'It can’t be read: {{why}}',
    'no-speech-in-it': 'There is no speech in it.',
    'no-recognition': 'It has no transcript, and GPT-SoVITS has no speech recognition that works.',
    'nothing-understood': 'It has no transcript, and nothing was understood in it.',
    'language-not-spoken': 'GPT-SoVITS does not speak its language ({{language}}).',
    'too-short': 'It is too short: GPT-SoVITS needs at least 0.7 s.',
    'too-long': 'It is longer than {{longest}} s: cut it into sentences.',
    'misfit-sounds': 'Its transcript does not fit: {{sounds}} sounds in {{seconds, fixed1}} s.',
    'no-sounds': 'Its transcript could not be turned into sounds{{why, inBrackets}}.',
    'not-understood': 'Its transcript could not be understood{{why, inBrackets}}.',
    'not-analysed': 'It could not be analysed{{why, inBrackets}}.',
    'no-speech-found': 'No speech was found in it{{why, inBrackets}}.',
    peaks: 'its peaks reach {{times, fixed1}} times full scale',
    'no-numbers': 'the model finds no numbers for it',
    said: '{{words}}',
    forgot: 'It forgot something: on what v{{rival}} already knew, v{{rival}} is closer to you.',
    'worse-on-new': 'On the new recordings v{{rival}} is closer to you.',
    unmeasured:
      'There is no test clip yet to measure both on, so I can’t say whether it is closer to you than v{{rival}}.',
    closer: 'Closer to you than v{{rival}}.',
    same: 'As close to you as v{{rival}}.',
    'closer-nothing-forgotten': 'Closer to you than v{{rival}}, and it forgot nothing.',
    'same-nothing-forgotten': 'As close to you as v{{rival}}, and it forgot nothing.',
    'on-old-clips': 'On {{clips, testClip}} that v{{rival}} was measured on: {{how, notes}}.',
    'on-new-clips': 'On {{clips, testClip}} that came later: {{how, notes}}.',
    'further-db': '{{by, fixed2}} dB further from you than v{{rival}}',
    'closer-db': '{{by, fixed2}} dB closer to you than v{{rival}}',
    'same-db': 'as close to you as v{{rival}} (within the {{tolerance, fixed2}} dB that so few clips can tell apart)',
    'less-like': 'sounds {{by, fixed1}} % less like you',
    'more-like': 'sounds {{by, fixed1}} % more like you',
    'as-like': 'sounds as much like you',
    'chosen-meanwhile': 'You chose v{{number}} while this was training, so v{{number}} stays. {{why, notes}}',
    'other-engine':
      'v{{number}} was made with {{engine, engine}}, so the two can’t be measured against each other. Listen to both and choose.',
    'listen-and-choose': 'Listen to both and choose.',
  },
  picture: {
    time: 'time, s',
    frequency: 'frequency, kHz',
    level: 'level, dBFS',
    peak: 'peak',
    fullScale: 'at full scale',
    noSound: 'no sound',
    epoch: 'epoch',
    loss: 'loss',
    kept: 'kept',
    noLoss: 'no loss was measured',
    trainingClips: 'training clips',
    testClips: 'test clips',
    active: 'active',
    purged: 'deleted',
    aside: 'kept aside',
    weights: 'weights only',
    imported: 'imported',
    otherVoice: 'from another voice',
    minutes: '{{minutes}} min',
    locale: 'en-GB',
    trainingSoFar: 'Training: epoch {{epoch}} of {{epochs}}',
    training: 'Training of version {{number}}',
    versions: 'Versions of “{{voice}}”',
  },
  percent: '{{number}} %',
  percentOf: '{{share, percent}}',
  quoted: '“{{text}}”',
  engine: '{{engine, engine}}',
  builtinEngine: 'the built-in engine',
  content: {
    text: 'text',
    picture: 'a picture',
    pdf: 'a PDF document',
    zip: 'a zip archive',
    archive: 'an archive',
    midi: 'MIDI notes',
    unknown: 'a format I don’t know',
  },
  script: {
    cyrillic: 'Cyrillic',
    greek: 'Greek',
    japanese: 'Japanese',
    korean: 'Korean',
    chinese: 'Chinese characters',
    arabic: 'Arabic',
    hebrew: 'Hebrew',
    thai: 'Thai',
    devanagari: 'Devanagari',
    other: 'letters of another script',
  },
  phase: {
    preparing: 'preparing',
    training: 'training',
    evaluating: 'evaluating',
    publishing: 'publishing',
    speaking: 'speaking',
  },
  preview: {
    says: 'v{{number}} says: “{{text}}” (synthetic voice)',
    leftOut: 'I only read English, so I left out what is in {{scripts, scripts}}.',
    damaged: 'The preview of v{{number}} is damaged on my disk. `/preview` makes a new one.',
  },
  figures: {
    title: 'How close it is to you',
    over: 'Over all of these clips:',
    none: 'Not measured: there is no test clip yet. Once you have four clips with transcripts, one of them is set aside for this.',
    whole: '{{value, fixed0}}',
    tenths: '{{value, fixed1}}',
    hundredths: '{{value, fixed2}}',
    before: ' (v{{number}}: {{figure}})',
    untrained: ' (before its training: {{db, fixed2}})',
    own: '; your own recordings among each other: {{share, percent}}',
    voice: '**Voice**: sounds {{share, percent}} like you{{before}}{{own}}',
    sound: '**Sound**: {{db, fixed2}} dB mel-cepstral distortion{{before}}',
    melody: '**Melody**: {{cents, fixed0}} cents pitch error{{before}}; 100 cents are a semitone',
    voicing: '**Voicing**: {{percent, fixed1}} % of frames wrong{{before}}',
    lower: 'Lower is closer.',
    othersLower: 'For the others, lower is closer.',
    measured: 'Measured on {{clips, clip}} ({{seconds, duration}}), never trained on.',
  },
  sample: {
    moved: 'The clip belongs to “{{voice}}” now and is new to it.',
    moveThis:
      'Moving this clip to “{{voice}}” deletes {{versions}}{{elsewhere}}: they were trained on it. This can’t be undone.',
    moveAndDelete: 'Move and delete {{versions, version}}',
    noTranscript: 'no transcript',
    words: {
      typed: '“{{words}}” (typed)',
      heard: '“{{words}}” (heard)',
      corrected: '“{{words}}” (corrected)',
      confirmed: '“{{words}}” (heard, confirmed by you)',
    },
    notSure: '“{{words}}”? (heard, not sure: not learnt from)',
    test: 'test clip',
    onHold: '**on hold**: {{reason}}',
    title: 'Clips of “{{voice}}”',
    titleOfPage: 'Clips of “{{voice}}”, page {{page}} of {{pages}}',
    together: 'Together',
    footer:
      '/samples listen plays a clip, /samples transcript corrects its words, /samples remove deletes it and every version trained on it.',
    back: 'Back',
    more: 'More',
    allOfVoice: 'All {{clips}} clips of this voice',
    elsewhere: ' and {{versions, version}} of other voices that started from this one',
    removeThis: 'Removing this clip also deletes {{versions}}{{elsewhere}}, trained on it. This can’t be undone.',
    removeAll:
      'Removing all {{clips, clip}} also deletes {{versions}}{{elsewhere}}, trained on them. This can’t be undone.',
    removeAndDelete: 'Remove and delete {{versions, version}}',
    sameTranscript: '{{clip}} already has this transcript.',
    transcriptNow: 'The transcript of {{clip}} is now “{{words}}”.',
    noneBefore: 'It had none before.',
    before: 'Before: “{{words}}”',
    learntOld: '{{versions}} learnt it with the old words; the next `/train continue` learns the new ones.',
    but: 'But {{note}}.',
    nothingRemoved: 'Nothing was removed.',
    removed: 'Removed {{clips, clip}}.',
    noVersion: 'No version is affected.',
    deletedWithIt: 'Deleted with it: {{versions}}{{elsewhere}}.',
    trainingStopped: 'That stopped your training; `/train continue` starts it again with what is left.',
  },
  intake: {
    got: 'Got {{files, file}}, listening…',
    filesDone: '{{done}} of {{files}} done.',
    done: '{{recordings, recording}} done.',
    unheard:
      'I don’t understand {{language, language}}, so these recordings only teach me your pitch and tone, not how you say words. To add the words, send them again with `transcript:` (one file) or `transcripts:` (many).',
    forgotten: 'This upload was deleted before I had finished with it.',
    notYet: 'not looked at yet',
    inIt: '{{recordings, recording}} in it',
    leftInIt: '{{recordings, recording}} left out: {{why}}',
    noRecordings_one: '{{count}} file left out that is no recording',
    noRecordings_other: '{{count}} files left out that are no recording',
    known: 'your voice already has this recording',
    knownAs: 'your voice already has this recording: “{{name}}”',
    knownTranscribed: 'your voice already has this recording; now it has its transcript too',
    knownKeeps: 'your voice already has this recording, and it keeps the words it had: “{{before}}”',
    othersReworded: '{{clips, clip}} that your voice already has got new words. Before: “{{before}}”. Now: “{{now}}”',
    unclearLines: 'Lines left out',
    knownReworded: 'your voice already has this recording, with other words. Before: “{{before}}”. Now: “{{now}}”',
    takenOut: 'taken out again',
    unspeakable: 'I can’t say anything in its transcript',
    unspeakableIn: 'I can’t say anything in its transcript: I read English, not {{scripts, scripts}}',
    partlyUnspeakable: 'I can’t say some of its transcript: I read English, not {{scripts, scripts}}',
    secondsIn: '{{seconds, duration}} in {{clips}} clips',
    unusable_one: '{{count}} unusable clip left out',
    unusable_other: '{{count}} unusable clips left out',
    copies: '{{clips, clip}} left out that your voice already has',
    transcriptUnused: 'transcript not used (it covers the whole recording, which had to be cut into clips)',
    transcript: 'with transcript',
    heard: 'heard: “{{words}}”',
    notSure: 'not sure, so not learnt from: “{{words}}”',
    colonHeard: ': “{{words}}”',
    onHold: '**on hold**: {{reason}}{{heard}}',
    partOnHold: '**on hold** {{part}} of {{clips}} clips: {{reason}}{{heard}}',
    addTo: 'Add to “{{voice}}”',
    formLines: 'What you say: a line for each file',
    formFiles: 'Recordings of yourself',
    putRight: 'Put the words right',
    itsMe: 'That’s me: use them',
    myWords: 'My words are right',
    oldWords: 'Back to the old words',
    showPicture: 'Show the picture',
    addMore: 'Add more recordings',
    whatIsNew: 'What is new',
    voice: 'Voice “{{voice}}”',
    held: 'On hold',
    heldHelp:
      'I hear another voice than yours in these clips, so your voice doesn’t learn from them. If it’s you all the same, press “That’s me: use them”; if not, remove them with `/samples remove`.',
    mixedUp: 'Mixed up',
    misplaced: 'What I hear in {{file}} is the transcript of {{line}}.',
    otherLanguage: 'Another language?',
    looksLike:
      'These words look like {{other, language}}, but this voice speaks {{own, language}}: read as {{own, language}}, they teach it wrong sounds.',
    ifYouSpeak: 'If you speak {{other, language}} in this voice’s recordings, tell me with `/voices language`.',
    cantSpeakYet: 'I can’t speak {{other, language}} yet, so please use recordings in {{own, language}}.',
    newWords: 'New words',
    newWordsHelp:
      'These recordings had different transcripts before. Versions that learnt the old ones stay; `/versions list` marks them.',
    heardTitle: 'Heard',
    heardHelp:
      'Where no transcript came with a recording, I listened. Press “Check…” to confirm or correct what I heard: your word counts, and what I was not sure of is not learnt before.',
    next: 'Next',
    added: 'Added {{recordings, recording}}',
    addedSome: 'Added {{kept}} of {{files}} recordings',
    nothingAdded: 'Nothing was added',
    tookTranscripts_one: 'Took a new transcript for {{count}} recording',
    tookTranscripts_other: 'Took new transcripts for {{count}} recordings',
    addedAndTook_one: 'Added {{kept}} of {{files}} recordings, took a new transcript for {{count}} recording',
    addedAndTook_other: 'Added {{kept}} of {{files}} recordings, took new transcripts for {{count}} recordings',
    picture: 'Spectrogram and waveform of the best clip of {{names}}',
    gain: '{{seconds, duration}} more (+{{share, percent}}).',
    gainWider: '{{seconds, duration}} more (+{{share, percent}}); a wider pitch, {{now}} instead of {{was}}.',
    hertz: '{{low}} to {{high}} Hz',
    totals:
      '{{seconds, duration}} in {{clips, clip}}; {{transcribed}} with transcript, {{test, testClip}} to measure progress (never trained on).',
    totalsOnHold:
      '{{seconds, duration}} in {{clips, clip}}; {{transcribed}} with transcript, {{test, testClip}} to measure progress (never trained on); {{held}} more on hold.',
    step: {
      record:
        'Record yourself in a quiet room, a sentence or two in each file (2 to 12 seconds), and send it with `/addsamples`.',
      sendMore: 'Send more recordings with `/addsamples`: what you’ve sent so far is set aside to measure progress.',
      allHeld:
        'Nothing to train on yet. If the clips on hold are yours, use them; otherwise send other recordings with `/addsamples`.',
      transcripts:
        'Clips without a transcript only teach pitch and tone; to learn how you speak, I need the words. To add them, send the recordings again with `transcript:` (one file) or `transcripts:` (a .txt with a line `file name | what is said` for each).',
      unspoken:
        'I can’t say any of the transcripts, so there are no words to learn from yet. Send these recordings again with what is said in them in `transcripts:`, or correct the words with `/samples transcript`.',
      nothingNew: 'Nothing new to train on. Send other recordings with `/addsamples`.',
      first: '`/train continue` makes the first version.',
      train: '`/train continue` teaches your voice what is new.',
    },
    doubtedHelp:
      'I keep these clips, but your voice doesn’t learn from them until their words are right: press “Check the words…” and tell me which are, or “My words are right” to keep yours.',
    cutOffHelp:
      'These clips seem to end too early. If everything can be heard, press “My words are right”; if not, send the whole recording.',
  },
} as const;
