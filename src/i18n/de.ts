// What people read in Deutsch.
import type { Catalog } from './types.ts';

export const de: Catalog = {
  commands: {
    names: {
      addsamples: 'aufnahmen-senden',
      file: 'datei',
      transcript: 'transkript',
      transcripts: 'transkripte',
      zip: 'zip',
      voice: 'stimme',
      record: 'aufnehmen',
      script: 'lesesätze',
      count: 'anzahl',
      train: 'training',
      continue: 'fortsetzen',
      epochs: 'epochen',
      effort: 'aufwand',
      engine: 'engine',
      fresh: 'neu',
      status: 'status',
      notify: 'benachrichtigen',
      how: 'wie',
      cancel: 'abbrechen',
      preview: 'vorschau',
      text: 'text',
      speed: 'tempo',
      pitch: 'tonhöhe',
      version: 'version',
      join: 'beitreten',
      say: 'sag',
      leave: 'verlassen',
      versions: 'versionen',
      list: 'liste',
      show: 'zeigen',
      tag: 'benennen',
      name: 'name',
      untag: 'name-entfernen',
      rollback: 'zurück',
      samples: 'aufnahmen',
      listen: 'anhören',
      clip: 'clip',
      remove: 'entfernen',
      voices: 'stimmen',
      rename: 'umbenennen',
      language: 'sprache',
      delete: 'löschen',
      pronounce: 'aussprache',
      word: 'wort',
      as: 'als',
      for: 'für',
      share: 'teilen',
      on: 'an',
      off: 'aus',
      export: 'export',
      forget: 'vergessen',
      settings: 'einstellungen',
      channel: 'kanal',
      role: 'rolle',
      allowed: 'erlaubt',
      allow: 'erlauben',
      what: 'was',
      quiet: 'diskret',
      limits: 'grenzen',
      characters: 'zeichen',
      waiting: 'wartend',
      block: 'sperren',
      unblock: 'entsperren',
      person: 'person',
      verify: 'prüfen',
      compare: 'vergleichen',
      against: 'gegen',
      speak: 'sprechen',
      end: 'beenden',
      of: 'von',
      admin: 'betreiber',
      reports: 'meldungen',
      done: 'erledigt',
      report: 'meldung',
      pause: 'pause',
      notice: 'hinweis',
      mydata: 'meine-daten',
      readaloud: 'vorlesen',
      import: 'importieren',
      manner: 'art',
      move: 'verschieben',
      to: 'nach',
      help: 'hilfe',
    },
    texts: {
      'Add recordings of your own voice': 'Füge Aufnahmen deiner eigenen Stimme hinzu',
      'A recording of yourself': 'Eine Aufnahme von dir',
      'Another recording': 'Noch eine Aufnahme',
      'What you say in it, word for word (for one file)': 'Was du darin sagst, Wort für Wort (für eine Datei)',
      'A line "file name | what is said" for each file: .txt, .csv, .tsv, metadata.csv, .list':
        'Je Datei eine Zeile „Dateiname | was gesagt wird“: .txt, .csv, .tsv, metadata.csv, .list',
      'Many recordings at once, with a list of what is said in them if you have one':
        'Viele Aufnahmen auf einmal, mit einer Liste dessen, was darin gesagt wird, falls du eine hast',
      'Which of your voices (most people have one)': 'Welche deiner Stimmen (die meisten haben nur eine)',
      'Record your voice in a voice channel, sentence by sentence':
        'Nimm deine Stimme in einem Sprachkanal auf, Satz für Satz',
      'Sentences to read for your next recordings': 'Sätze zum Vorlesen für deine nächsten Aufnahmen',
      'How many': 'Wie viele',
      'Train your voice': 'Trainiere deine Stimme',
      'Continue from the active version (or make the first one) with everything you’ve sent':
        'Mit allem, was du geschickt hast, an der aktiven Version weitertrainieren (oder die erste machen)',
      'How many more epochs; leave it out and I choose': 'Wie viele weitere Epochen; ohne Angabe wähle ich',
      'What to train with, if several are running; without it, the one that made the active version':
        'Womit trainiert wird, falls mehrere laufen; ohne Angabe das, was die aktive Version gemacht hat',
      'Start over from the base, as a new version; the old ones are kept':
        'Ganz von vorn beginnen, als neue Version; die alten bleiben erhalten',
      'How much time it may take; leave it out for the usual': 'Wie lange es dauern darf; ohne Angabe wie üblich',
      quick: 'schnell',
      usual: 'üblich',
      long: 'lang',
      'How many epochs; leave it out and I choose': 'Wie viele Epochen; ohne Angabe wähle ich',
      'How your training is going': 'Wie dein Training läuft',
      'End your training; your voice stays as it was': 'Beende dein Training; deine Stimme bleibt, wie sie war',
      'How I tell you when a training is done': 'Wie ich dir sage, dass ein Training fertig ist',
      'How I tell you': 'Wie ich es dir sage',
      'Mention me where I asked': 'Erwähne mich, wo ich darum bat',
      'Direct message': 'Direktnachricht',
      'No need': 'Nicht nötig',
      'Hear your voice say something': 'Hör deine Stimme etwas sagen',
      'What to say: up to a minute of speech': 'Was gesagt werden soll: gesprochen bis zu einer Minute',
      'How fast: 2 is twice as fast': 'Wie schnell: 2 ist doppelt so schnell',
      'How many semitones higher, or lower': 'Wie viele Halbtöne höher oder tiefer',
      'Number of the version': 'Nummer der Version',
      'Bring me into your voice channel, to speak there': 'Hol mich in deinen Sprachkanal, damit ich dort spreche',
      'Say something with your voice in your voice channel': 'Sag etwas mit deiner Stimme in deinem Sprachkanal',
      'Send me out of the voice channel': 'Schick mich aus dem Sprachkanal',
      'The versions of your voice': 'Die Versionen deiner Stimme',
      'All versions, as a tree': 'Alle Versionen, als Baum',
      'One version: its figures, its plan, what it learnt from':
        'Eine Version: ihre Werte, ihr Plan, woraus sie gelernt hat',
      'Name a version; a named version is always kept complete':
        'Gib einer Version einen Namen; eine benannte Version bleibt immer vollständig',
      'Its name': 'Ihr Name',
      'Remove a version’s name': 'Nimm einer Version ihren Namen',
      'Go back to an earlier version of your voice; nothing is lost':
        'Zurück zu einer früheren Version deiner Stimme; nichts geht verloren',
      'Your recordings': 'Deine Aufnahmen',
      'List your clips': 'Liste deiner Clips',
      'Hear a clip as I keep it': 'Hör einen Clip, wie ich ihn aufbewahre',
      'Which clip': 'Welcher Clip',
      'Delete a clip, and every version trained on it':
        'Lösche einen Clip und jede Version, die mit ihm trainiert wurde',
      'Correct the transcript of a clip; no version is deleted':
        'Korrigiere das Transkript eines Clips; keine Version wird gelöscht',
      'What you say in it, word for word': 'Was du darin sagst, Wort für Wort',
      'Your voices': 'Deine Stimmen',
      'Which voices you have': 'Welche Stimmen du hast',
      'Give a voice another name': 'Gib einer Stimme einen anderen Namen',
      'Which of your voices': 'Welche deiner Stimmen',
      'Its new name': 'Ihr neuer Name',
      'Say which language you speak in the recordings of a voice':
        'Sag, welche Sprache du in den Aufnahmen einer Stimme sprichst',
      'The language': 'Die Sprache',
      'Delete a voice for good: its recordings and its versions':
        'Lösche eine Stimme endgültig: ihre Aufnahmen und ihre Versionen',
      'How words are said': 'Wie Wörter ausgesprochen werden',
      'Say a word as you spell it out': 'Sprich ein Wort so, wie du es vorschreibst',
      'As it is written: Siobhan': 'Wie es geschrieben wird: Siobhan',
      'As you would spell it for somebody who has never heard it: shivawn':
        'Wie du es für jemanden schreiben würdest, der es nie gehört hat: schiwohn',
      'Whose list it is on (yours unless you say otherwise)':
        'Auf wessen Liste es steht (deiner, wenn du nichts anderes sagst)',
      'See the words of your list and of this server’s': 'Sieh die Wörter deiner Liste und der Liste dieses Servers',
      'Go back to saying a word as it is written': 'Sprich ein Wort wieder so, wie es geschrieben wird',
      'Which word': 'Welches Wort',
      'Whether others may start their voices from yours': 'Ob andere ihre Stimmen von deiner aus beginnen dürfen',
      'Let other people’s new voices start from yours': 'Lass neue Stimmen anderer von deiner aus beginnen',
      'No new voice may start from yours any more': 'Keine neue Stimme darf mehr von deiner aus beginnen',
      'Get everything I have of yours: recordings, transcripts, voices':
        'Hol dir alles, was ich von dir habe: Aufnahmen, Transkripte, Stimmen',
      'Delete everything I have of yours: recordings, voices, consent':
        'Lösche alles, was ich von dir habe: Aufnahmen, Stimmen, Einwilligung',
      'What I may do in this server': 'Was ich auf diesem Server darf',
      'See what was decided': 'Sieh, was entschieden wurde',
      'Answer in this channel: once one is named, only in those':
        'Antworte in diesem Kanal: Sobald einer genannt ist, nur dort',
      'Which channel': 'Welcher Kanal',
      'Whether it is on the list': 'Ob er auf der Liste steht',
      'Answer members of this role: once one is named, only those':
        'Antworte dieser Rolle: Sobald eine genannt ist, nur ihr',
      'Which role': 'Welche Rolle',
      'Allow or forbid something': 'Erlaube oder verbiete etwas',
      'What it is': 'Was es ist',
      'Whether it is allowed': 'Ob es erlaubt ist',
      'Answer so that only the person who asked sees it': 'Antworte so, dass es nur sieht, wer gefragt hat',
      'Whether that is on': 'Ob das an ist',
      'How much one person can have me say': 'Wie viel eine Person sagen lassen kann',
      'The most characters that a text may have': 'Höchstens so viele Zeichen hat ein Text',
      'The most texts of one person that may wait in a voice channel':
        'So viele Texte einer Person dürfen in einem Sprachkanal warten',
      'Don’t let a person use me in this server': 'Lass eine Person mich auf diesem Server nicht benutzen',
      Who: 'Wen',
      'Let a person use me in this server again': 'Lass eine Person mich auf diesem Server wieder benutzen',
      'speaking and recording in voice channels': 'Sprechen und Aufnehmen in Sprachkanälen',
      'reading messages aloud': 'Nachrichten vorlesen',
      'answers as voice messages': 'Antworten als Sprachnachrichten',
      'sharing voices': 'Stimmen teilen',
      'Find out whether a model spoke a recording here': 'Finde heraus, ob eine Aufnahme hier von einem Modell stammt',
      'The recording, as it was sent': 'Die Aufnahme, wie sie geschickt wurde',
      'Hear two versions without knowing which is which, and say which is better':
        'Hör zwei Versionen, ohne zu wissen, welche welche ist, und sag, welche besser ist',
      'The other version': 'Die andere Version',
      'Let somebody here speak with your voice: a person, a role, or else everybody':
        'Lass hier jemanden mit deiner Stimme sprechen: eine Person, eine Rolle, sonst alle',
      'Nobody may speak with your voice any more; or this person or role may not':
        'Niemand darf mehr mit deiner Stimme sprechen; oder diese Person oder Rolle nicht',
      'See who may speak with your voice': 'Sieh, wer mit deiner Stimme sprechen darf',
      'Whose voice, if one is shared with you (yours if you leave it out)':
        'Wessen Stimme, wenn sie mit dir geteilt ist (sonst deine)',
      'For the operator of this bot': 'Für den Betreiber dieses Bots',
      'Queue, trainers, people, disk': 'Warteschlange, Trainer, Leute, Festplatte',
      'What people reported': 'Was Leute gemeldet haben',
      'Say that a report has been dealt with': 'Eine Meldung ist erledigt',
      'Its id': 'Ihre ID',
      'Take nothing new, during maintenance': 'Nimm nichts Neues an, wegen Wartung',
      'Tell everybody something by direct message': 'Teile allen etwas per Direktnachricht mit',
      'What to tell': 'Was mitzuteilen ist',
      'See what I have of yours': 'Sieh, was ich von dir habe',
      'Say what you write here in your voice channel': 'Sag in deinem Sprachkanal, was du hier schreibst',
      'Bring back a voice that you took along with /export':
        'Bring eine Stimme zurück, die du mit /export mitgenommen hast',
      'An archive that /export sent you': 'Ein Archiv, das dir /export geschickt hat',
      'Another archive of the same voice': 'Noch ein Archiv derselben Stimme',
      'Other than usual, if some of your recordings sound different':
        'Anders als sonst, wenn du Aufnahmen hast, die anders klingen',
      'Give a clip to another of your voices; every version trained on it is deleted':
        'Gib einen Clip einer anderen deiner Stimmen; Versionen, die ihn gelernt haben, werden gelöscht',
      'The voice that it belongs to': 'Die Stimme, zu der er gehört',
      'How to grow a model of your own voice': 'Wie du ein Modell deiner eigenen Stimme wachsen lässt',
      me: 'ich',
      'everybody on this server': 'alle auf diesem Server',
      'Add to my voice': 'Zu meiner Stimme hinzufügen',
    },
  },
  duration: {
    tenths: '{{seconds, fixed1}} s',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    hours: '{{hours}} h {{minutes}} min',
  },
  moreLanguages_one: '{{count}} weitere Sprache',
  moreLanguages_other: '{{count}} weitere Sprachen',
  settings: {
    title: 'Was ich auf diesem Server darf',
    channels: 'Kanäle',
    everywhere: 'Alle',
    roles: 'Rollen',
    everybody: 'Alle',
    allowed: 'Erlaubt',
    yes: '✅ ja · {{what}}',
    no: '❌ nein · {{what}}',
    answers: 'Antworten',
    quiet: 'Nur wer gefragt hat, sieht sie, außer den Sätzen von `/record`',
    usual: 'Wie üblich',
    limits: 'Grenzen',
    limited: 'Längster Text: {{characters}} Zeichen · wartende Texte einer Person in einem Sprachkanal: {{waiting}}',
    blocked: 'Gesperrt',
    rights: 'Was hier auch eingestellt ist: Alle können mitnehmen und löschen, was ihnen gehört: /export, /forget.',
    nowBlocked: '{{person}} kann mich auf diesem Server nicht mehr benutzen. `/settings unblock` hebt das auf.',
    nowUnblocked: '{{person}} kann mich auf diesem Server benutzen.',
  },
  verify: {
    ours: 'Ja: Das hat hier ein Modell gesprochen, am {{made}}. Es ist synthetisch und seitdem unverändert.',
    yours:
      'Ja: Das hat v{{number}} deiner Stimme hier gesprochen, am {{made}}. Es ist synthetisch und seitdem unverändert.',
    changed: 'Es trägt mein Zeichen, wurde aber seitdem geändert: Was davon noch von mir ist, kann ich nicht sagen.',
    elsewhere:
      'Es behauptet, von einem Modell einer anderen Installation von Timbre zu sein. Ob das stimmt, weiß nur die.',
    unmarked:
      'Ich finde kein Zeichen von mir darin. Das beweist nichts: Beim Umwandeln oder erneuten Aufnehmen geht es verloren.',
  },
  compare: {
    comparing: 'Zwei Versionen sagen gleich: „{{text}}“',
    question: 'Zwei Versionen deiner Stimme, ohne ihre Namen. Welche klingt mehr nach dir?',
    same: 'Kein Unterschied',
    revealed: 'A war v{{first}}, B war v{{second}}.',
    liked: 'Dir gefällt v{{liked}} besser.',
    likedBoth: 'Du hörst keinen Unterschied.',
    tally: 'Bisher: v{{first}} {{wins}}, v{{second}} {{losses}}, kein Unterschied {{same}}.',
  },
  report: {
    button: 'Melden',
    title: 'Dem Betreiber melden',
    what: 'Was stimmt nicht mit dem, was gesagt wurde?',
    thanks: 'Danke. Der Betreiber dieses Bots weiß es jetzt: deine Worte, deine Discord-ID und wo es gesagt wurde.',
    notice: '📣 Vom Betreiber dieses Bots: {{text}}',
  },
  import: {
    reading: 'Ich lese {{archives, archive}}…',
    back: '„{{voice}}“ ist wieder da: {{clips, clip}} ({{seconds, duration}}) mit dem, was darin gesagt wird.',
    silent: 'Es war keine Version dabei: `/train continue` macht eine.',
    speaks:
      'Sie spricht mit v{{number}}, wie damals, als du sie mitgenommen hast; `/train continue` macht dort weiter.',
    there: 'Alles davon ist schon da: deine Stimme „{{voice}}“.',
    in: '„{{voice}}“ ist als neue Stimme hier.',
    unproven:
      'Dieses Archiv habe ich nicht signiert, also ist nichts bewiesen, was es sagt: wessen Stimme es ist, ob diese Person zugestimmt hat, was gesagt wird, wie gut sie ist. Die Aufnahmen werden angenommen und geprüft wie jeder Upload; von den Gewichten habe ich jede Zahl angesehen.',
    unprovenVersion:
      'Sie spricht mit v{{number}}. Woraus diese gelernt hat, ist hier nicht bekannt: Einen Clip zu entfernen löscht sie nicht, die Stimme zu löschen schon.',
  },
  manner: {
    telephone: 'Telefon',
    fuller: 'voller',
    higher: 'höher',
    lower: 'tiefer',
    noisier: 'verrauschter',
    duller: 'dumpfer',
    brighter: 'heller',
    other: 'eine andere Art',
  },
  spokenConsent: {
    ask: '🎙️ **Noch etwas: Ich möchte deine Zustimmung hören.** Sprich diesen Satz genau so und nimm dich dabei auf:',
    how: 'Schick ihn dann mit dem Knopf unten, oder sprich ihn mit `/record` in einem Sprachkanal. Die Aufnahme bleibt als Nachweis bis `/forget`; was du geschickt hast, wartet darauf, und nichts geht verloren. Der Satz gilt einen Tag.',
    sentence:
      'Ich, {{name}}, bin einverstanden, dass dieser Bot meine Stimme aus meinen Aufnahmen lernt. Heute ist der {{date}}. Meine Wörter sind {{words, list}}.',
    words:
      'Fluss, Garten, Fenster, Berg, gelb, Butter, Sommer, Bleistift, Wald, Markt, Silber, Donner, Küche, Hase, Insel, Kerze, Winter, Brücke, Dorf, Himmel',
    send: 'Aufnahme schicken',
    formTitle: 'Du stimmst zu, mit deiner Stimme',
    formFile: 'Deine Aufnahme des Satzes',
    taken: {
      heard: 'Danke, ich habe deine Zustimmung gehört. `/train continue` kann beginnen.',
      length:
        'Danke, deine Aufnahme ist als Einwilligung aufbewahrt. Diese Sprache versteht hier niemand; geprüft ist nur, dass du etwa so lange gesprochen hast, wie der Satz dauert. `/train continue` kann beginnen.',
    },
  },
  consent: {
    title: 'Bevor es losgeht: deine Stimme, deine Entscheidung',
    stored:
      '**Was gespeichert wird**: die Aufnahmen, die du schickst oder sprichst, während `/record` dir zuhört (sonst wird niemand gehört), ihre Transkripte, Messwerte davon, die damit trainierten Stimmmodelle, gesprochene Vorschauen und deine Discord-ID mit dem Zeitpunkt dieser Antwort.',
    why: '**Wozu**: nur um *dein* Stimmmodell zu trainieren und sprechen zu lassen, auf dem Rechner, auf dem dieser Bot läuft. Nichts wird weitergegeben, außer dem, was ich hier poste.',
    deletion:
      '**Wie du löschst**: `/samples remove` nimmt einen Clip oder alle heraus; jede Version, die mit einem entfernten Clip trainiert wurde, wird mit gelöscht. `/forget` löscht alles von dir, auch diese Einwilligung.',
    own: '**Nur deine eigene Stimme**: Mit deiner Zustimmung bestätigst du, dass auf jeder Aufnahme, die du schickst, du selbst sprichst. Was das Modell sagt, ist synthetisch; täusche damit niemanden.',
    version: 'Einwilligungstext, Version {{version}}',
    agree: 'Ich stimme zu',
    decline: 'Nein, danke',
    declined: 'In Ordnung, nichts wurde gespeichert. Du kannst es dir jederzeit anders überlegen.',
    tooLate:
      'Danke! Aber der Befehl, mit dem du angefangen hast, ist abgelaufen, also wurde nichts gespeichert. Bitte schick ihn noch einmal, dann frage ich wieder.',
    outdated: 'Diese Frage ist nicht mehr aktuell. Bitte schick den Befehl noch einmal.',
  },
  length: '{{seconds, duration}}',
  andMore: '… und {{number}} weitere',
  count: {
    archive_one: '{{count}} Archiv',
    archive_other: '{{count}} Archive',
    clip_one: '{{count}} Clip',
    clip_other: '{{count}} Clips',
    file_one: '{{count}} Datei',
    file_other: '{{count}} Dateien',
    preview_one: '{{count}} Vorschau',
    preview_other: '{{count}} Vorschauen',
    sentence_one: '{{count}} Satz',
    sentence_other: '{{count}} Sätze',
    text_one: '{{count}} Text',
    text_other: '{{count}} Texte',
    training_one: '{{count}} Training',
    training_other: '{{count}} Trainings',
    transcript_one: '{{count}} Transkript',
    transcript_other: '{{count}} Transkripte',
    upload_one: '{{count}} Upload',
    upload_other: '{{count}} Uploads',
    version_one: '{{count}} Version',
    version_other: '{{count}} Versionen',
    voice_one: '{{count}} Stimme',
    voice_other: '{{count}} Stimmen',
    recording_one: '{{count}} Aufnahme',
    recording_other: '{{count}} Aufnahmen',
    epoch_one: '{{count}} Epoche',
    epoch_other: '{{count}} Epochen',
    step_one: '{{count}} Schritt',
    step_other: '{{count}} Schritte',
    testClip_one: '{{count}} Testclip',
    testClip_other: '{{count}} Testclips',
    semitone_one: '{{count}} Halbton',
    semitone_other: '{{count}} Halbtöne',
    line_one: '{{count}} Zeile',
    line_other: '{{count}} Zeilen',
  },
  button: { keep: 'Behalten' },
  error: {
    apology:
      'Entschuldige, bei mir ist etwas schiefgegangen; von dir ist nichts verloren. Bitte versuch es in einer Minute noch einmal. Wenn es wieder passiert, nenn dem Betreiber diese Referenz: {{reference}}.',
    reference: 'Wenn es so bleibt, gib das dem Betreiber: {{reference}}.',
  },
  outage: {
    'disk-full':
      'Auf der Festplatte dieses Bots ist kein Platz mehr. Der Betreiber weiß Bescheid; sobald Platz ist, geht es weiter.',
    'read-only':
      'Dieser Bot kann nicht auf seine Festplatte schreiben. Der Betreiber weiß Bescheid; sobald das behoben ist, geht es weiter.',
    forbidden:
      'Dieser Bot darf seine eigenen Dateien nicht schreiben. Der Betreiber weiß Bescheid; sobald das behoben ist, geht es weiter.',
    misplaced:
      'Den eigenen Dateien dieses Bots ist etwas im Weg. Der Betreiber weiß Bescheid; sobald das behoben ist, geht es weiter.',
    'disk-broken':
      'Die Festplatte dieses Bots hat einen Fehler. Der Betreiber weiß Bescheid; sobald das behoben ist, geht es weiter.',
    'database-damaged':
      'Die Datenbank dieses Bots ist beschädigt. Der Betreiber weiß Bescheid; sobald sie wiederhergestellt ist, geht es weiter.',
    'database-locked':
      'Meine Datenbank ist gerade anderweitig beschäftigt. Nichts ist verloren; versuch es in ein paar Minuten noch einmal.',
    'database-away':
      'Dieser Bot erreicht seine Datenbank nicht. Der Betreiber weiß Bescheid; sobald sie wieder da ist, geht es weiter.',
    'store-away':
      'Dieser Bot erreicht den Ort nicht, an dem die Aufnahmen liegen. Der Betreiber weiß Bescheid; sobald er wieder da ist, geht es weiter.',
  },
  gone: {
    files: 'Die Dateien sind von meiner Festplatte gelöscht.',
    filesButSome:
      'Die Dateien sind von meiner Festplatte gelöscht, bis auf {{files, file}} von vor wenigen Sekunden: in spätestens zwei Stunden auch weg.',
    inDiscord: 'Was ich in Discord gepostet habe, bleibt dort, bis es jemand löscht.',
  },
  export: {
    nothing: 'Ich habe nichts von dir.',
    packing: 'Ich packe alles zusammen, was ich von dir habe …',
    done: 'Hier ist alles, was ich von dir habe, in {{archives, archive}}: Aufnahmen mit dem, was darin gesagt wird (mit `/addsamples zip:` kannst du sie wieder schicken), von jeder Stimme die Version, die spricht, und was ich über dich weiß.',
    cutByTime:
      'Das ist nicht alles: Es gibt mehr, als Discord mich auf einmal schicken lässt. Frag den Betreiber nach dem Rest.',
    cutByPlace:
      'Das ist nicht alles: Hier lässt Discord mich nicht mehr schicken. Benutze `/export` in einer Direktnachricht an mich oder auf einem Server, auf dem ich bin.',
    tooLarge_one: 'Zu groß für eine Nachricht, frag also den Betreiber danach: {{names}}.',
    tooLarge_other: 'Zu groß für eine Nachricht, frag also den Betreiber danach: {{names}}.',
    damaged: 'Bei mir beschädigt, deshalb nicht dabei: {{names}}. Der Betreiber weiß Bescheid.',
    forget: '`/import` bringt eine Stimme zurück, `/forget` löscht hier alles.',
  },
  forget: {
    kept: '**Das habe ich von dir:**',
    agreed:
      'Du hast am {{date}} zugestimmt. `/export` schickt dir alles, `/share list` sagt, wer mit einer Stimme von dir sprechen darf, `/forget` löscht alles.',
    nothing: 'Ich habe nichts von dir.',
    question: '**Das löscht alles, was ich von dir habe:**',
    clips: '{{clips, clip}} ({{seconds, duration}}) und {{transcripts, transcript}}',
    voices: '{{voices, voice}} mit {{versions, version}}',
    versionsOfOthers: '{{versions, version}} von Stimmen anderer, die von deiner aus begonnen haben',
    records:
      'was zu {{uploads, upload}}, {{trainings, training}} und {{previews, preview}} festgehalten ist, und die Vorschauen selbst',
    spokenConsents: '{{recordings, recording}}, in denen du zustimmst',
    grants_one: '{{count}} Erlaubnis, mit der Stimme von jemand anderem zu sprechen',
    grants_other: '{{count}} Erlaubnisse, mit den Stimmen anderer zu sprechen',
    reports_one: '{{count}} Meldung an den Betreiber, von dir oder über dich',
    reports_other: '{{count}} Meldungen an den Betreiber, von dir oder über dich',
    consent: 'deine Einwilligung und mit ihr deine Discord-ID',
    stops: 'Wenn ich gerade an etwas für dich arbeite, höre ich auf. Nichts davon lässt sich zurückholen.',
    everything: 'Alles löschen',
    done: '**Endgültig gelöscht:**',
    computed: 'Auch was ich daraus fürs Training berechnet hatte, ist in wenigen Minuten weg.',
  },
  pronounce: {
    title: 'Wie Wörter ausgesprochen werden',
    yours: 'Deine',
    here: 'Auf diesem Server',
    none: 'Noch nichts: `/pronounce word` fügt eins hinzu.',
    order: 'Dein eigenes Wort gilt vor dem des Servers.',
    set: {
      yours: 'Ich sage „{{word}}“ jetzt wie „{{spoken}}“{{before}}. Hör es dir mit `/preview` an.',
      server: 'Alle Stimmen hier sagen „{{word}}“ jetzt wie „{{spoken}}“{{before}}. Hör es dir mit `/preview` an.',
    },
    before: ' (vorher: „{{before}}“)',
    removed: {
      yours: 'Ich sage „{{word}}“ wieder so, wie es geschrieben wird.',
      server: '„{{word}}“ steht nicht mehr auf der Liste dieses Servers.',
    },
  },
  version: {
    manners: 'Sie kann auch auf andere Art sprechen ({{names, list}}): `manner:` von `/preview` und `/say`.',
    active: 'Aktiv: v{{number}}.',
    noneActive: 'Gerade ist keine Version aktiv.',
    closer: 'näher an dir als v{{number}}',
    same: 'so nah an dir wie v{{number}}',
    further: 'weiter weg von dir als v{{number}}',
    activeChoice: '(aktiv)',
    isActive: 'aktiv',
    importedFrom: 'importiert aus „{{name}}“',
    imported: 'importiert',
    importedUnknown: 'Importiert aus „{{name}}“; ich weiß nicht, aus welchen Aufnahmen sie gelernt hat.',
    fromParent: 'von v{{number}}',
    fromBase: 'von der Basis',
    fromOther: 'von einer anderen Stimme',
    theBase: 'die Basis',
    ofAnotherVoice: 'eine Version einer anderen Stimme',
    aside: 'beiseitegelegt',
    weights: 'nur Gewichte',
    otherWords: 'mit anderen Wörtern gelernt: {{clips, clip}}',
    deletedBecause: 'gelöscht: ein Clip, den sie gelernt hatte, wurde entfernt',
    speech: '{{seconds, duration}} Sprache',
    state: {
      active: 'aktiv',
      aside: 'beiseitegelegt',
      weights: 'nur Gewichte',
      purged: 'gelöscht',
    },
    tree: 'Baum ({{versions, version}}): {{nodes}}',
    listTitle: 'Versionen von „{{voice}}“',
    listFooter: '/rollback kehrt zu einer Version zurück, /versions show erzählt dir mehr über eine.',
    clipIn: '{{clip}} in {{versions}}',
    clipOtherwise: ' (mit anderen Wörtern gelernt: {{versions}})',
    moreClips_one: '… und {{count}} weiterer Clip',
    moreClips_other: '… und {{count}} weitere Clips',
    clipsOfAnother: '… und {{clips, clip}} einer anderen Stimme',
    made: 'Gemacht am {{date}} aus {{seconds, duration}} Sprache.',
    madeWith: 'Gemacht am {{date}} aus {{seconds, duration}} Sprache ({{engine, engine}}).',
    itIsActive: 'Sie ist aktiv.',
    wasAside: 'Sie wurde beiseitegelegt, als sie gemacht wurde.',
    wasDeleted: 'Sie wurde gelöscht: Ein Clip, den sie gelernt hatte, wurde entfernt.',
    comesFrom: 'Woher sie kommt',
    plan: 'Der Plan und warum',
    learntFrom: 'Gelernt aus: {{clips, clip}}',
    pruned:
      'Die Geschichte ihres Trainings wurde aufgeräumt: `/train continue` macht bei ihren Gewichten weiter, mit einem neuen Optimierer.',
    importedWeights:
      'Sie wurde ohne die Geschichte ihres Trainings importiert: `/train continue` macht bei ihren Gewichten weiter, mit einem neuen Optimierer.',
    tagged: 'v{{number}} heißt jetzt „{{tag}}“.',
    weightsStay: 'Ihre Gewichte, alles, was von ihr übrig ist, bleiben.',
    staysComplete: 'Sie bleibt vollständig, egal wie viele Versionen nach ihr kommen.',
    untagged: 'v{{number}} hat keinen Namen mehr.',
    untaggedFrom: 'v{{number}} hat keinen Namen mehr; sie hieß „{{tag}}“.',
    speaksAgain: 'v{{number}} spricht wieder',
    previousKept: 'v{{number}} bleibt erhalten: `/rollback version:{{number}}` bringt sie zurück.',
    nextGoesOn: 'Das nächste `/train continue` macht bei v{{number}} weiter.',
    previewFollows: 'Ihre Vorschau folgt: synthetische Sprache.',
    keptActive:
      'v{{active}} bleibt aktiv. v{{aside}} ist nicht verloren: `/rollback version:{{aside}}` bringt sie zurück.',
    alreadyActive: 'v{{number}} ist schon aktiv.',
    playPreview: 'Ihre Vorschau abspielen',
    likedBetter_one: 'gefiel {{wins}} von {{count}} Mal besser',
    likedBetter_other: 'gefiel {{wins}} von {{count}} Mal besser',
  },
  share: {
    speakers:
      'Außer dir dürfen hier mit „{{voice}}“ sprechen: {{who}}. Was gesagt wird, ist als synthetisch gekennzeichnet und sagt, wessen Stimme es ist. `/share end` beendet das sofort.',
    speakersNone: 'Hier spricht niemand außer dir mit „{{voice}}“.',
    speakersElsewhere: 'Auch auf anderen Servern ist sie geteilt; `/share end` beendet auch das.',
    speakersAll: 'alle auf diesem Server',
    borrowed: 'Mit der Stimme von {{owner}}, synthetisch.',
    everybody: 'Sollen alle auf diesem Server mit „{{voice}}“ sprechen dürfen?',
    orSome: 'Für eine Person oder Rolle nenn sie: `/share speak person:` oder `role:`.',
    yesEverybody: 'Ja, alle hier',
    question: 'Dürfen andere von „{{voice}}“ aus beginnen?',
    meaning:
      '**Was das heißt**: Wenn hier jemand eine Stimme beginnt, die ähnlich klingt wie deine, darf deren Training bei deiner aktiven Version anfangen statt bei der Basis. So klingt sie schneller nach einem Menschen.',
    given:
      '**Was die anderen bekommen**: eine eigene Version, in der steckt, was deine aus deinen Aufnahmen gelernt hat, weitertrainiert auf ihre Stimme. Niemand bekommt deine Aufnahmen, deine Versionen oder deinen Namen, und du erfährst nicht, wer sie sind.',
    ending:
      '**Wie du es beendest**: jederzeit mit `/share off`: Dann beginnt keine neue Stimme mehr von deiner aus. Stimmen, die es schon getan haben, bleiben bei den anderen, bis du eine Aufnahme entfernst, aus der sie stammen (`/samples remove`), oder alles (`/forget`): Dann werden sie mit gelöscht.',
    yes: 'Ja, andere dürfen von ihr aus beginnen',
    no: 'Nein',
    on: 'Danke! Andere dürfen jetzt von „{{voice}}“ aus beginnen. `/share off` beendet es.',
    not: 'In Ordnung, alles bleibt, wie es ist.',
    already: 'Seit {{date}} dürfen andere von „{{voice}}“ aus beginnen. `/share off` beendet es.',
    off: 'Keine neue Stimme beginnt mehr von „{{voice}}“ aus. Versionen, die es schon getan haben, bleiben bei den anderen; `/samples remove` und `/forget` löschen auch diese.',
    gone_one:
      '{{versions}} deiner Stimme „{{voice}}“ ist gelöscht: Sie hatte von einer anderen Stimme aus begonnen, aus der Aufnahmen entfernt wurden. Deine eigenen Aufnahmen sind alle noch da. {{now}}',
    gone_other:
      '{{versions}} deiner Stimme „{{voice}}“ sind gelöscht: Sie hatten von einer anderen Stimme aus begonnen, aus der Aufnahmen entfernt wurden. Deine eigenen Aufnahmen sind alle noch da. {{now}}',
    noneActive:
      'Gerade ist keine Version aktiv: Wähl mit `/rollback` eine andere, oder mach mit `/train continue` eine neue.',
  },
  voices: {
    idle: 'Seit {{used}} hat niemand deine Stimme „{{voice}}“ benutzt. Am {{erased}} lösche ich sie mit ihren Aufnahmen. Damit sie bleibt, benutze sie vorher, zum Beispiel mit `/preview`; `/export` schickt dir alles.',
    none: 'Du hast noch keine Stimme. Schick mit `/addsamples` Aufnahmen von dir.',
    title: 'Deine Stimmen',
    footer:
      'Jeder Befehl nimmt voice:, um eine auszuwählen. /addsamples voice: mit einem neuen Namen beginnt eine weitere.',
    held: '{{clips, clip}} ({{seconds, duration}}) und {{versions, version}}',
    silent: 'kann noch nicht sprechen',
    shared: 'geteilt',
    speaks:
      '„{{voice}}“ spricht {{language, language}}. Danach richten sich das nächste Training und was ich in neuen Aufnahmen höre.',
    renamed: '„{{before}}“ heißt jetzt „{{name}}“.',
    elsewhere: ', und {{versions, version}} anderer Stimmen, die von ihr aus begonnen haben',
    question:
      'Das löscht deine Stimme „{{voice}}“ endgültig: {{held}}, mit ihren Vorschauen und Uploads{{elsewhere}}. Wenn ich gerade an ihr arbeite, höre ich auf. Das lässt sich nicht rückgängig machen.',
    delete: 'Diese Stimme löschen',
    kept: 'Nichts wurde gelöscht: „{{voice}}“ ist, wie sie war.',
    removed: 'Endgültig gelöscht: „{{voice}}“, {{held}}{{elsewhere}}.',
  },
  help: {
    together: 'Zusammen',
    togetherHow:
      '`/compare` lässt dich zwei Versionen hören, ohne dass du weißt, welche welche ist · `/share speak` lässt andere hier mit deiner Stimme sprechen, `/share end` beendet es · `/readaloud` sagt, was du schreibst · `/verify` sagt, ob eine Aufnahme von hier ist · `/mydata` zeigt, was ich von dir habe · `/settings` ist für alle, die den Server verwalten',
    title: 'Lass ein Modell deiner eigenen Stimme wachsen',
    send: '`/addsamples`: Schick Aufnahmen von dir, je 2 bis 12 Sekunden, in einem ruhigen Raum, mit dem, was du sagst (`transcript:` für eine Datei, `transcripts:` für viele).',
    train: '`/train continue`: macht eine Version deiner Stimme und spricht mit dir.',
    more: 'Mehr Aufnahmen, wieder `/train continue`: Jede Version macht bei der vorigen weiter und behält, was sie gelernt hat.',
    calls: 'Im Sprachkanal',
    callsHow:
      '`/record` zeigt dir Sätze, hört nur dich und behält, was du vorliest · `/say text:…` spricht dort mit deiner Stimme · `/join` und `/leave` · `/script` gibt dir die Sätze, wenn du woanders aufnimmst',
    listen: 'Anhören',
    listenHow:
      '`/preview text:…` spricht jeden Text · `/pronounce word` bringt bei, wie ein Name ausgesprochen wird · `/versions list` zeichnet, was es gibt · `/versions show` erzählt alles über eine · `/versions tag` gibt einer einen Namen und hält sie vollständig · `/rollback` kehrt zu einer zurück',
    training: 'Training',
    trainingHow:
      '`/train continue epochs:20` trainiert 20 weitere Epochen · `/train fresh` beginnt von der Basis neu (als neue Version) · `/train status` · `/train cancel`',
    data: 'Deine Daten',
    dataHow:
      '`/samples list` · `/samples transcript` korrigiert, was in einem Clip gesagt wird · `/samples remove` löscht einen Clip und jede Version, die mit ihm trainiert wurde · `/voices` listet ganze Stimmen auf, benennt sie um, löscht sie oder sagt, welche Sprache eine spricht · `/share on` lässt andere ihre Stimmen von deiner aus beginnen (aus, solange du nichts sagst) · `/export` schickt dir alles · `/import` bringt daraus eine Stimme zurück · `/forget` löscht es',
    also: 'Dieser Bot …',
    hears:
      'versteht, was du in Aufnahmen ohne Transkript sagst ({{languages, languages}}), und prüft die Transkripte, die du schickst',
    brings: {
      speakers:
        'erkennt, wer spricht: Clips von anderen werden zurückgestellt, und du erfährst, wie sehr eine Version nach dir klingt',
      source: 'bringt eine natürliche Ausgangsstimme in mehreren Sprachen mit',
    },
    synthetic: 'Alles, was das Modell sagt, ist synthetisch. Schick nur Aufnahmen deiner eigenen Stimme.',
  },
  call: {
    reads:
      'Ich sage mit deiner Stimme, was du in {{channel}} schreibst, solange ich in deinem Sprachkanal bin. Nichts davon wird länger aufbewahrt als der Text einer Vorschau.',
    readsNoMore: 'Ich lese deine Nachrichten nicht mehr vor.',
    neverSilent:
      'Ich höre die ganze Zeit etwas und weiß nicht, wo der Satz endet. Nimm Push-to-Talk oder schalte die Rauschunterdrückung ein; dann noch einmal.',
    coveredAll: {
      sounds: 'Deine Stimme hat alle {{all}} Laute der Sprache.',
      letters: 'Deine Stimme hat alle {{all}} Buchstaben der Sprache.',
    },
    covered: {
      sounds: 'Deine Stimme hat bisher {{heard}} von {{all}} Lauten.',
      letters: 'Deine Stimme hat bisher {{heard}} von {{all}} Buchstaben.',
    },
    kept: 'Hab ich.',
    onHold: 'Der letzte ist zurückgestellt: {{reason}}. Er kommt noch einmal.',
    refused: 'Der letzte taugt nicht, er kommt noch einmal.',
    lost: 'Davon ging auf dem Weg zu mir etwas verloren. Bitte noch einmal.',
    cutOff: 'Das war abgeschnitten: Ich habe nur einen Teil des Satzes gehört. Bitte noch einmal.',
    again: 'Also noch einmal.',
    lastOne: 'Das war der letzte. Ich höre ihn mir an …',
    recording: 'Aufnahme für „{{voice}}“ in {{channel}}: Nur du wirst gehört.',
    readThis: 'Lies das vor; der nächste Satz kommt, wenn du still bist:',
    read: '{{sentences, sentence}} gelesen.',
    buttonAgain: 'Noch einmal',
    buttonSkip: 'Überspringen',
    buttonStop: 'Stopp',
    coming: 'Ich komme zu {{channel}} …',
    end: {
      stopped: 'Aufnahme beendet.',
      'all-read': 'Du hast alles gelesen, was ich habe. Wow!',
      idle: 'Ich habe zwei Minuten lang nichts gehört und die Aufnahme deshalb beendet.',
      alone: 'Du hast den Sprachkanal verlassen, deshalb habe ich die Aufnahme beendet.',
      'thrown-out': 'Ich wurde aus dem Sprachkanal geworfen, damit ist die Aufnahme vorbei.',
      lost: 'Ich habe die Verbindung zum Sprachkanal verloren, damit ist die Aufnahme vorbei.',
      deleted: 'Die Stimme, für die das war, wurde gelöscht; deshalb habe ich die Aufnahme beendet.',
      forbidden: 'Wer diesen Server verwaltet, hat es beendet; deshalb habe ich die Aufnahme gestoppt.',
      refused: 'Mehr kann ich gerade nicht annehmen.',
      restart:
        'Ich muss neu starten, damit ist die Aufnahme vorbei. Was du gesagt hast, bleibt; `/record` macht weiter.',
    },
    nothingRecorded: 'Nichts wurde aufgenommen.',
    listeningToRest: 'Ich höre mir den Rest an …',
    restartedBefore: 'Ich musste neu starten, bevor du etwas gelesen hattest. `/record` beginnt von vorn.',
    restarted:
      'Ich musste während der Aufnahme neu starten. Was du bis dahin gelesen hattest, bleibt; `/record` macht dort weiter.',
    script:
      'Lies diese Sätze vor, je eine Aufnahme, in einem ruhigen Raum; dann schick sie mit `/addsamples` und `transcripts:`, der hier angehängten Datei. Sie sind das, was deiner Stimme am meisten fehlt ({{language, language}}).',
    scriptRecord: 'In einem Sprachkanal zeigt `/record` sie einzeln und braucht keine Dateien.',
    scriptFile: 'Eine Zeile für jede Aufnahme: Nenn deine Dateien 1.wav, 2.wav und so weiter',
    joined: 'Ich bin in {{channel}}. `/say` spricht dort mit deiner eigenen Stimme; `/leave` schickt mich weg.',
    left: 'Tschüss.',
    ahead: 'Davor kommt noch: {{texts, text}}.',
  },
  words: {
    check: 'Prüfen, was ich gehört habe',
    checkWaiting: 'Wörter prüfen: {{clips, clip}}',
    place: 'Nummer {{number}}, zu prüfen: {{clips, clip}}',
    youWrote: 'Du hast geschrieben: „{{words}}“',
    iHeard: 'Ich habe gehört: „{{words}}“',
    notSure: 'Ich bin nicht sicher, was darin gesagt wird: „{{words}}“',
    mine: 'Meins stimmt',
    yours: 'Was du gehört hast, stimmt',
    correct: 'Korrigieren',
    next: 'Weiter',
    right: 'Stimmt',
    refuse: 'Diese Wörter nicht lernen',
    done: 'Das war der letzte. Dein Wort gilt: `/train continue` bringt deiner Stimme diese Wörter bei.',
    left: 'Das war der letzte; für später bleibt: {{clips, clip}}. `/samples list` zeigt die Wörter aller Clips.',
    formTitle: 'Was darin gesagt wird',
    formLabel: 'Wort für Wort',
  },
  training: {
    asBefore: 'Deine Stimme ist, wie sie vorher war.',
    useShifted: 'Verschoben verwenden',
    growAnew: 'Neu wachsen lassen',
    growNot: 'Jetzt nicht',
    notGrown: 'In Ordnung. `/train fresh` macht das, wann immer du magst.',
    cancel: 'Abbrechen',
    stopping: 'Ich höre auf …',
    waits: 'Dein Training wartet: Für {{engine, engine}} läuft gerade kein Trainer. Es beginnt, sobald einer da ist.',
    orWith: 'Oder brich es ab und beginn von vorn ({{engine, engine}}): `/train continue engine:{{id}}`.',
    previewWaits:
      'Deine Vorschau wartet: Für {{engine, engine}} läuft gerade kein Trainer. Sie beginnt, sobald einer da ist.',
    queued: 'In der Warteschlange: Es geht gleich los.',
    queuedBehind: 'In der Warteschlange, vor deinem: {{trainings, training}}.',
    restarted: 'Der Trainer wurde neu gestartet und macht gleich beim letzten Zwischenstand weiter.',
    starting: 'Es geht los …',
    phase: {
      preparing: 'Clips werden untersucht',
      training: 'Training',
      evaluating: 'Messung an Testclips',
      publishing: 'Version wird gespeichert',
      speaking: 'Vorschau wird gesprochen',
    },
    epoch: 'Epoche {{epoch}} von {{epochs}}',
    loss: 'Verlust {{loss, fixed3}}',
    testLoss: 'Testclips {{loss, fixed3}}',
    atMostLeft: 'dieser Schritt dauert noch höchstens {{time}}',
    aboutLeft: 'dieser Schritt dauert noch etwa {{time}}',
    left: 'noch etwa {{seconds, roughly}}',
    doneIn: 'Fertig in etwa {{seconds, roughly}}.',
    notify: {
      question:
        'Wie soll ich dir sagen, wenn ein Training fertig ist? Ich frage nur dieses eine Mal; `/train notify` ändert es.',
      mention: 'Erwähne mich hier',
      direct: 'Direktnachricht',
      none: 'Nicht nötig',
      fine: 'In Ordnung.',
      chosen: {
        mention: 'Wenn ein Training fertig ist, erwähne ich dich dort, wo du darum gebeten hast.',
        direct: 'Wenn ein Training fertig ist, schreibe ich dir auch eine Direktnachricht.',
        none: 'Wenn ein Training fertig ist, zeige ich das Ergebnis, ohne dich zu erwähnen.',
      },
      ready: '„{{voice}}“ ist trainiert: v{{number}} ist da. {{link}}',
      failed: 'Das Training von „{{voice}}“ endete ohne neue Version. {{link}}',
      closed: 'Du nimmst keine Direktnachrichten von mir an, deshalb erwähne ich dich hier.',
    },
    after: ' nach {{seconds, duration}}',
    finished: 'Training fertig{{time}}.',
    cancelled: 'Training abgebrochen{{time}}.',
    cancelledNow: 'Abgebrochen.',
    stopped: 'Training beendet{{time}}.',
    from: {
      version: 'Von v{{parent}} aus weitertrainiert, mit {{speech}}.',
      base: 'Von der Basis aus trainiert, mit {{speech}}.',
      other: 'Von einer anderen Stimme aus begonnen, die deiner ähnelt, mit {{speech}}.',
    },
    speech: '{{seconds, duration}} Sprache',
    speechSomeNew: '{{seconds, duration}} Sprache, davon {{fresh, duration}} neu',
    leftOut: 'Nicht verwendbar: {{clips, clip}}, siehe *Werte*.',
    whyPlan: 'Warum dieser Plan?',
    figures: 'Werte',
    ready: 'Version {{number}} ist fertig und aktiv',
    aside: 'Version {{number}} ist beiseitegelegt; v{{rival}} bleibt aktiv',
    previewBelow: 'Die Vorschau unten ist synthetische Sprache.',
    previewOfBelow: 'Die Vorschau von v{{number}} unten ist synthetische Sprache.',
    previewsBelow: 'Hör dir beide Vorschauen unten an, zuerst v{{number}}, und wähle. Beide sind synthetische Sprache.',
    playAgain: 'Vorschau noch einmal abspielen',
    rollBack: 'Zurück zu v{{rival}}',
    useAnyway: 'v{{number}} trotzdem nehmen',
    keep: 'v{{rival}} behalten',
    play: 'v{{rival}} abspielen',
    planOf: 'v{{number}}: der Plan und warum',
    inFigures: 'v{{number}}: Werte',
    training: 'Training',
    steps: '{{epochs, epoch}}, {{steps, step}}; die beste Epoche war {{bestEpoch}}.',
    time: 'Zeit',
    notUsed: 'Nicht verwendet',
    plan: '{{epochs, epoch}}, Lernrate {{rate}}, Stapel zu {{batch}}.',
    notMeasured: 'nicht gemessen',
    showCurve: 'Kurve bis jetzt',
    curveOf: 'Verlustkurve der Epochen {{from}} bis {{to}}.',
    curveTrain: 'Trainingsclips: anfangs {{first, fixed3}}, jetzt {{last, fixed3}}.',
    curveTest: 'Testclips: anfangs {{first, fixed3}}, jetzt {{last, fixed3}}.',
    curveMeans: 'Je tiefer die Kurve, desto näher an dir. Es zählen die Testclips: Von ihnen wird nichts gelernt.',
    curve: 'Verlustkurve: Training von Version {{number}}',
    voiceTaken: 'Ich habe deine Stimme „{{voice}}“ genommen. Für eine andere füg `voice:` hinzu: {{others}}.',
    learntAll: 'v{{number}} hat schon jeden Clip dieser Stimme gelernt.',
    learntUsable:
      'v{{number}} hat schon jeden Clip gelernt, den sie verwenden konnte. Nicht verwenden konnte sie {{clips, clip}}, weil die Wörter nicht passen oder sich nicht sprechen lassen: {{names, list}}{{more}}. Korrigiere mit `/samples transcript`, was darin gesagt wird.',
    newHelpsMore:
      'Neue Aufnahmen würden mehr helfen als noch ein Training: `/addsamples`. Wenn du trotzdem trainieren willst, sag, wie lange: `/train continue epochs:20`.',
    anyway: 'Trotzdem trainieren',
    never: 'Du hast noch nicht trainiert. Fang mit `/train continue` an.',
    keptFollows: 'Hiermit habe ich dich nicht erreicht, deshalb kommt es hier, nur für dich:',
    stillTrying: 'Das hier hat Discord noch nicht durchgelassen; ich versuche es weiter:',
    undelivered: {
      training: 'das Ergebnis des Trainings von „{{voice}}“',
      preview: 'was „{{voice}}“ für dich sagen sollte',
      upload: 'was aus deinen Aufnahmen für „{{voice}}“ wurde',
      notice: 'eine Mitteilung',
    },
    cancelledBefore: 'Abgebrochen, bevor es losging.',
    stops: 'Ich höre auf, das dauert ein paar Sekunden.',
    byEar: 'Nach Gehör, ohne ihre Namen',
    byEarLine: 'v{{number}} {{wins}} · v{{other}} {{losses}} · kein Unterschied {{same}}',
  },
  errors: {
    'clip-there': {
      message: '„{{voice}}“ hat diesen Clip schon.',
      hint: 'Wähl mit to: eine andere Stimme; /voices list zeigt deine.',
    },
    'no-curve': {
      message: 'Noch gibt es nichts zu zeichnen.',
      hint: 'Die Kurve beginnt, sobald das Training deine Clips einmal durchgegangen ist.',
    },
    'no-curve/ended': {
      message: 'Dieses Training ist beendet, und es gibt keine Kurve davon.',
      hint: '/versions show sagt von jeder Version, wie nah sie gekommen ist.',
    },
    'no-manner': {
      message: 'v{{number}} kennt diese Art nicht.',
      hint: 'Nimm {{names, either}}, oder lass manner: weg.',
    },
    'no-manner/none': {
      message: 'v{{number}} spricht, soweit ich weiß, nur auf eine Art.',
      hint: 'Lass manner: weg. Mit zehn Sekunden Aufnahmen, die anders klingen, etwa höher oder am Telefon, findet das nächste Training eine zweite.',
    },
    'import-under-way': {
      message: 'Ich lese noch, was du geschickt hast.',
      hint: 'Warte, bis ich damit fertig bin.',
    },
    'bad-takeout/foreign': {
      message: 'Dieses Archiv trägt keine Unterschrift von mir: Es ist von keiner Stimme, die ich exportiert habe.',
      hint: 'Schick die Archive einer Stimme so, wie /export sie geschickt hat. Was eine andere Installation exportiert hat, kann nur der Betreiber hereinholen; Aufnahmen gehen mit /addsamples zip:.',
    },
    'bad-takeout/changed': {
      message: 'Dieses Archiv ist nicht so, wie ich es gemacht habe: Es wurde verändert oder ist beschädigt.',
      hint: 'Schick es so, wie /export es geschickt hat. Aufnahmen gehen auch mit /addsamples zip:.',
    },
    'bad-takeout/other-owner': {
      message: 'Dieses Archiv ist nicht hier signiert und sagt, es sei die Stimme von {{owner}}.',
      hint: 'In einer Nachricht kannst du nur deine eigene hereinbringen. Die von jemand anderem, der hier zugestimmt haben muss: `npm run cli -- voice import {{owner}} FILES --trust`, dort, wo ich laufe.',
    },
    'bad-takeout/engine': {
      message: 'Die Version wurde mit {{engine, engine}} gemacht, und dafür läuft hier kein Trainer.',
      hint: 'Starte einen, oder schick nur die Archive mit Aufnahmen; /train continue macht dann eine neue Version.',
    },
    'bad-takeout/format': {
      message:
        'Die Gewichte sind von einer Art, die mehr als Zahlen enthalten kann ({{file}}): Die nehme ich nicht aus einer Nachricht.',
      hint: 'Bring sie dort herein, wo ich laufe: `npm run cli -- voice import USER FILES --trust`.',
    },
    'bad-takeout/state': {
      message: 'Die Gewichte sind nicht zu gebrauchen: {{file}} ist beschädigt oder enthält mehr als Zahlen.',
      hint: 'Exportiere die Stimme dort, woher sie kommt, noch einmal, oder schick nur die Archive mit Aufnahmen.',
    },
    'bad-takeout/several': {
      message: 'Diese Archive sind nicht alle von einer Stimme oder von einem Export.',
      hint: 'Bring die Stimmen nacheinander zurück.',
    },
    'bad-takeout/incomplete': {
      message:
        'Diesen Archiven fehlt etwas, was die Version braucht: {{clips, clip}}, aus denen sie gelernt hat, oder ein Teil ihrer Gewichte.',
      hint: 'Schick alle Archive der Stimme in einem Befehl, auch die mit Aufnahmen.',
    },
    'bad-takeout/not-yours': {
      message: 'Das ist ein Archiv der Stimme von jemand anderem.',
      hint: 'Nur wem sie gehört, kann sie zurückbringen.',
    },
    'bad-takeout/ground': {
      message:
        'Die Version darin begann mit einer anderen Stimme, die hier gelöscht wurde oder nicht mehr geteilt wird.',
      hint: 'Schick nur die Archive mit Aufnahmen; /train continue macht dann eine neue Version.',
    },
    busy: {
      message: 'Ich bin gerade mit etwas anderem beschäftigt.',
      hint: 'Drück den Knopf in ein paar Sekunden noch einmal.',
    },
    'nothing-to-say': {
      message: 'In diesem Text ist nichts, was ich sagen kann.',
      hint: 'Schreib ein paar Wörter.',
    },
    'unspeakable-script': {
      message: 'Diesen Text kann ich nicht sagen: Ich lese Englisch, nicht {{scripts, scripts}}.',
      hint: 'Schreib ein paar Wörter auf Englisch.',
    },
    'text-too-long': {
      message: 'Das würde etwa {{needed, duration}} dauern; höchstens {{most, duration}} sind erlaubt.',
      hint: 'Kürze ihn, oder schick ihn in Teilen.',
    },
    'language-addable': {
      message: 'Die Stimmen dieses Bots sprechen {{spoken, languagesAll}}, nicht {{language, language}}.',
      hint: 'Wer diesen Bot betreibt, kann es mit {{commands, list}} hinzufügen.',
    },
    'only-english': {
      message: 'Die Stimmen dieses Bots sprechen {{spoken, languagesAll}}, nicht {{language, language}}.',
      hint: 'Nimm für diese Stimme Englisch auf.',
    },
    'language-not-spoken': {
      message: 'Die Stimmen dieses Bots sprechen {{spoken, languagesAll}}, nicht {{language, language}}.',
      hint: 'Nimm für diese Stimme eine dieser Sprachen auf.',
    },
    'not-in-voice': {
      message: 'Du bist in keinem Sprachkanal dieses Servers.',
      hint: 'Tritt einem bei und benutz den Befehl dann noch einmal.',
    },
    'stage-channel': {
      message: 'In Stage-Kanälen kann ich nicht sein: Sie haben keine Ende-zu-Ende-Verschlüsselung.',
      hint: 'Geh in einen gewöhnlichen Sprachkanal und benutz den Befehl dann noch einmal.',
    },
    'voice-permission': {
      message: 'Ich darf nicht in diesen Sprachkanal: Es fehlen {{missing, permissions}}.',
      hint: 'Wer diesen Kanal verwalten darf, kann es erlauben: Kanal bearbeiten → Berechtigungen → mich hinzufügen.',
    },
    'voice-full': {
      message: 'Dieser Sprachkanal ist voll.',
      hint: 'Erhöh sein Nutzerlimit, oder geh in einen anderen.',
    },
    'voice-busy/recording': {
      message: 'Ich bin gerade in {{channel}} und nehme jemanden auf.',
      hint: 'Ich kann je Server nur in einem Sprachkanal sein: Versuch es, wenn das vorbei ist.',
    },
    'voice-busy/speaking': {
      message: 'Ich bin gerade in {{channel}} und spreche.',
      hint: 'Ich kann je Server nur in einem Sprachkanal sein: /leave schickt mich aus deinem hinaus, sonst versuch es später noch einmal.',
    },
    'voice-away': {
      message: 'Ich bin nicht in den Sprachkanal gekommen.',
      hint: 'Versuch es gleich noch einmal; wenn es so bleibt, ändere die Region des Kanals.',
    },
    'recording-over': {
      message: 'Diese Aufnahme ist vorbei.',
      hint: '/record beginnt eine neue.',
    },
    'not-yours/recording': {
      message: 'Diese Aufnahme gehört dir nicht.',
      hint: 'Nimm mit /record deine eigene Stimme auf.',
    },
    'already-recording': {
      message: 'Ich nehme dich schon auf.',
      hint: 'Drück dort zuerst auf Stopp.',
    },
    'nothing-to-read/record': {
      message: 'Auf {{language, language}} habe ich nichts zum Vorlesen, nur auf {{readable, languageNames}}.',
      hint: 'Schick stattdessen Aufnahmen mit /addsamples.',
    },
    'all-read/record': {
      message: 'Du hast alles gelesen, was ich habe.',
      hint: 'Schick mit /addsamples mehr.',
    },
    'elsewhere/join': {
      message: 'Ich bin in {{channel}}, und du nicht.',
      hint: 'Geh zuerst dorthin.',
    },
    'elsewhere/leave': {
      message: 'Ich bin in {{channel}}, und du nicht.',
      hint: 'Wer dort ist, kann mich wegschicken.',
    },
    'too-many-texts': {
      message: 'Von dir warten schon {{texts, text}}.',
      hint: 'Warte, bis einer gesagt ist.',
    },
    'not-yours/text': {
      message: 'Dieser Text ist nicht von dir.',
      hint: 'Wer ihn geschrieben hat, kann ihn überspringen.',
    },
    'nothing-to-skip': {
      message: 'Das wurde schon gesagt.',
      hint: 'Schreib mit /say einen anderen Text.',
    },
    'not-there': {
      message: 'Ich bin hier in keinem Sprachkanal.',
      hint: '/join holt mich in deinen.',
    },
    'nothing-heard': {
      message: 'Dieser Upload ist nicht mehr da.',
      hint: 'Deine Clips zeigt dir /samples list.',
    },
    'no-such-clip/taken-out': {
      message: 'Dieser Clip wurde herausgenommen.',
      hint: 'Welche du hast, zeigt dir /samples list.',
    },
    'words-changed': {
      message: 'Die Wörter dieses Clips wurden inzwischen festgelegt oder geändert.',
      hint: '/samples list zeigt sie; /samples transcript stellt sie richtig.',
    },
    'no-words': {
      message: 'Darin sind keine Wörter.',
      hint: 'Schreib Wort für Wort, was in dem Clip gesagt wird.',
    },
    'which-voice': {
      message: 'Du hast mehrere Stimmen, und eine Nachricht kann nicht sagen, für welche sie ist.',
      hint: 'Schick zuerst eine Aufnahme mit /addsamples und voice:, dann gehen Nachrichten an dieselbe Stimme.',
    },
    'consent-not-spoken': {
      message: 'Ich habe deine Zustimmung noch nicht gehört.',
      hint: 'Sprich den Satz, den ich dir gerade gezeigt habe, und trainiere dann noch einmal. Was du geschickt hast, wartet, und nichts geht verloren.',
    },
    'consent-not-spoken/first': {
      message: 'Ich habe deine Zustimmung noch nicht gehört.',
      hint: 'Sprich zuerst den Satz: /train continue zeigt ihn. Drück dann noch einmal.',
    },
    'consent-not-awaited': {
      message: 'Ich warte auf keinen Satz von dir.',
      hint: 'Wenn einer nötig ist, zeigt ihn dir /train continue.',
    },
    'consent-other-length': {
      message: 'Das ist zu kurz oder zu lang für den Satz.',
      hint: 'Sprich den ganzen Satz, einmal, und schick ihn noch einmal.',
    },
    'consent-other-words': {
      message: 'Ich habe etwas anderes gehört: „{{heard}}“.',
      hint: 'Sprich den Satz Wort für Wort, wo es ruhig ist, und schick ihn noch einmal. Andere Aufnahmen nimmt /addsamples.',
    },
    'consent-somebody-else': {
      message: 'Das klingt nicht nach der Person in deinen anderen Aufnahmen.',
      hint: 'Sprich den Satz selbst. Wenn Aufnahmen von jemand anderem dabei sind, nimm sie vorher mit /samples remove heraus.',
    },
    'consent-somebody-else/held': {
      message:
        'Diese Clips klingen nicht nach der Person, die laut zugestimmt hat, und ein Druck allein macht sie nicht zu deinen.',
      hint: 'Nimm sie noch einmal so auf, wie du beim Zustimmen gesprochen hast, oder nimm sie mit /samples remove heraus.',
    },
    'consent-somebody-else/several': {
      message: 'In dieser Aufnahme sprechen mehrere Personen.',
      hint: 'Sprich den Satz allein und schick ihn noch einmal.',
    },
    'not-your-message': {
      message: 'Das ist die Nachricht von jemand anderem.',
      hint: 'Zu deiner Stimme können nur deine eigenen Aufnahmen.',
    },
    'nothing-sent/message': {
      message: 'In dieser Nachricht ist keine Aufnahme.',
      hint: 'Benutz es bei einer Sprachnachricht oder Audiodatei, die du geschickt hast.',
    },
    'lines-for-files/too-long': {
      message: 'Eine der Zeilen ist länger als {{most}} Zeichen.',
      hint: 'Schreib für jede Datei eine Zeile in der Reihenfolge, in der du sie ausgewählt hast, oder Zeilen wie: mein Take.wav | Was ich darin sage.',
    },
    'lines-for-files': {
      message: 'Du hast {{files, file}} geschickt und {{lines, line}} geschrieben.',
      hint: 'Schreib für jede Datei eine Zeile in der Reihenfolge, in der du sie ausgewählt hast, oder Zeilen wie: mein Take.wav | Was ich darin sage.',
    },
    'engine-unknown': {
      message: 'Eine Engine namens „{{typed}}“ gibt es hier nicht.',
      hint: 'Nimm {{engines, either}}, oder lass es weg.',
    },
    'unknown-button': {
      message: 'Dieser Knopf ist nicht mehr aktuell.',
      hint: 'Benutz stattdessen den Befehl: /help.',
    },
    'unknown-form': {
      message: 'Dieses Formular ist nicht mehr aktuell.',
      hint: 'Benutz stattdessen den Befehl: /help.',
    },
    'unknown-command': {
      message: '{{command}} kenne ich nicht mehr.',
      hint: 'Lade Discord neu; wenn es noch da ist, bitte den Betreiber, die Befehle neu zu registrieren.',
    },
    'not-yours/voice': {
      message: 'Diese Stimme gehört dir nicht.',
      hint: 'Lass eine eigene wachsen: /addsamples.',
    },
    'not-yours/training': {
      message: 'Dieses Training gehört dir nicht.',
      hint: 'Nur wer es gestartet hat, kann es abbrechen.',
    },
    'not-yours/question': {
      message: 'Diese Frage ist nicht für dich.',
      hint: 'Benutz selbst einen Befehl: /help zeigt sie.',
    },
    'no-voice': {
      message: 'Du hast noch keine Stimme.',
      hint: 'Schick zuerst mit /addsamples Aufnahmen von dir.',
    },
    'no-voice/which': {
      message: 'Du hast mehrere Stimmen: Sag mit voice:, welche.',
      hint: 'Deine: {{yours}}.',
    },
    'no-voice/named': {
      message: 'Du hast keine Stimme namens „{{name}}“.',
      hint: 'Deine: {{yours}}.',
    },
    'no-version/training': {
      message: 'Die erste Version dieser Stimme entsteht gerade noch.',
      hint: '/train status sagt, wie weit sie ist.',
    },
    'no-version/speaking': {
      message: 'Diese Stimme hat noch keine Version, die sprechen kann.',
      hint: 'Mach eine mit /train continue.',
    },
    'no-version/numbered': {
      message: 'Es gibt keine Version {{number}}.',
      hint: '/versions list zeigt, welche es gibt.',
    },
    'version-purged/numbered': {
      message: 'v{{number}} wurde gelöscht: Ein Clip, den sie gelernt hatte, wurde entfernt.',
      hint: '/versions list zeigt, welche es gibt.',
    },
    'text-too-long-here': {
      message: 'Dieser Text hat {{characters}} Zeichen, und höchstens {{most}} sind auf diesem Server erlaubt.',
      hint: 'Sag weniger auf einmal, oder benutz mich in Direktnachrichten.',
    },
    'delivery-unknown': {
      message: 'v{{number}} stammt von einer Engine, der man nicht sagen kann, wie sie sprechen soll.',
      hint: 'Lass speed:, pitch: und manner: weg.',
    },
    'feature-forbidden/voice-channels': {
      message: 'Dieser Server will mich nicht in seinen Sprachkanälen.',
      hint: 'Wer ihn verwaltet, kann das mit /settings ändern.',
    },
    'feature-forbidden/voice-messages': {
      message: 'Dieser Server will keine Sprachnachrichten von mir.',
      hint: 'Wer ihn verwaltet, kann das mit /settings ändern.',
    },
    'feature-forbidden/read-aloud': {
      message: 'Dieser Server will nicht, dass Nachrichten vorgelesen werden.',
      hint: 'Wer ihn verwaltet, kann das mit /settings ändern.',
    },
    'read-aloud-off': {
      message: 'Der Betreiber dieses Bots hat das Vorlesen nicht eingeschaltet.',
      hint: 'Nimm stattdessen /say text:.',
    },
    'feature-forbidden/sharing': {
      message: 'Dieser Server will nicht, dass Stimmen geteilt werden.',
      hint: 'Wer ihn verwaltet, kann das mit /settings ändern.',
    },
    'blocked-here': {
      message: 'Wer diesen Server verwaltet, hat dich hier für mich gesperrt.',
      hint: 'Frag nach, warum. In Direktnachrichten kannst du mich benutzen.',
    },
    'wrong-channel': {
      message: 'In diesem Kanal antworte ich nicht.',
      hint: 'Geh zu {{channels}}.',
    },
    'wrong-role': {
      message: 'Auf diesem Server bin ich nur für bestimmte Rollen da.',
      hint: 'Für {{roles}}. In Direktnachrichten kannst du mich benutzen.',
    },
    banned: {
      message: 'Der Betreiber dieses Bots hat dich gesperrt.',
      hint: 'Frag nach, warum. Du kannst trotzdem mit /export alles von dir mitnehmen und es mit /forget löschen.',
    },
    'too-many-grants': {
      message: 'Diese Stimme ist schon mit {{most}} Personen und Rollen geteilt.',
      hint: 'Beende zuerst etwas davon mit `/share end`.',
    },
    'too-many-named': {
      message: 'Auf dieser Liste stehen schon {{most}}.',
      hint: 'Nimm zuerst etwas herunter.',
    },
    'may-not-manage': {
      message: 'Das können nur Leute, die diesen Server verwalten dürfen.',
      hint: 'Frag jemanden von ihnen.',
    },
    'not-in-a-server': {
      message: 'Das ist kein Server.',
      hint: 'Benutz es dort, wo die anderen sind, oder lass for: weg.',
    },
    'may-not-manage/words': {
      message: 'Nur wer diesen Server verwalten darf, kann seine Liste ändern.',
      hint: 'Frag jemanden von ihnen, oder lass for: weg, um deine zu ändern.',
    },
    'no-such-word': {
      message: '„{{word}}“ steht nicht auf der Liste.',
      hint: 'Was darauf steht, zeigt /pronounce list.',
    },
    'nothing-to-say/word': {
      message: 'Darin sind keine Buchstaben.',
      hint: 'Schreib das Wort, wie es geschrieben wird, und bei as: wie es klingt, etwa Siobhan und schiwohn.',
    },
    'nothing-to-compare': {
      message: 'Zum Vergleichen braucht es zwei verschiedene Versionen.',
      hint: 'Mach mit /train continue noch eine, oder nenn zwei mit version: und against:.',
    },
    'engines-differ': {
      message:
        'v{{one}} und v{{other}} wurden von verschiedenen Engines gemacht; du würdest also merken, welche welche ist.',
      hint: 'Vergleich zwei von einer Engine; /preview spielt jede von ihnen.',
    },
    'comparison-gone': {
      message: 'Dieser Vergleich ist zu alt.',
      hint: 'Hör dir beide mit /compare noch einmal an.',
    },
    'no-version/yet': {
      message: 'Diese Stimme hat noch keine Versionen.',
      hint: 'Mach die erste mit /train continue.',
    },
    'version-purged/meanwhile': {
      message: 'v{{number}} wurde inzwischen gelöscht.',
      hint: 'Schau in /versions list nach.',
    },
    'no-server': {
      message: 'Das geht nur auf einem Server.',
      hint: 'Benutz es auf einem, auf dem ich bin.',
    },
    'no-such-clip': {
      message: 'So einen Clip hast du nicht.',
      hint: 'Wähl einen aus der Liste, die beim Tippen erscheint.',
    },
    'no-samples/list': {
      message: 'Diese Stimme hat keine Clips.',
      hint: 'Schick welche mit /addsamples.',
    },
    'no-samples/train': {
      message: 'Deine Stimme „{{voice}}“ hat noch keine Aufnahmen.',
      hint: 'Schick zuerst welche mit /addsamples.',
    },
    'no-usable-clips/held': {
      message: 'Alle Clips dieser Stimme sind entweder zurückgestellt oder Testclips, die den Fortschritt messen.',
      hint: '/samples list zeigt sie; mit /addsamples kannst du mehr schicken.',
    },
    'no-transcripts': {
      message: 'Keiner deiner Clips hat ein Transkript, es gibt also keine Wörter zum Lernen.',
      hint: 'Schick Aufnahmen mit transcript: (eine Datei) oder transcripts: (eine .txt für viele) an /addsamples.',
    },
    'unspeakable-transcripts/english': {
      message: 'In den Transkripten deiner Clips ist nichts, was ich sagen kann, es gibt also keine Wörter zum Lernen.',
      hint: 'Schreib auf Englisch, was darin gesagt wird: /samples transcript.',
    },
    'unspeakable-transcripts/words': {
      message: 'In den Transkripten deiner Clips ist nichts, was ich sagen kann, es gibt also keine Wörter zum Lernen.',
      hint: 'Schreib in Wörtern, was darin gesagt wird: /samples transcript.',
    },
    'transcripts-changed': {
      message: 'Diese Transkripte haben sich geändert, seit ich sie angesehen habe.',
      hint: 'Sieh dir /samples list an, dann /train continue.',
    },
    'nothing-to-cancel': {
      message: 'Bei dir läuft kein Training.',
      hint: 'Starte eins mit /train continue.',
    },
    'transcript-for-zip': {
      message: 'Was in den Aufnahmen eines Zip-Archivs gesagt wird, muss im Archiv stehen.',
      hint: 'Leg eine .txt mit einer Zeile „Dateiname | was gesagt wird“ für jede neben die Aufnahmen.',
    },
    'transcript-for-many': {
      message: 'Ein Transkript kann nicht für mehrere Dateien gelten.',
      hint: 'Schick eine Datei mit transcript:, oder schreib alle Transkripte in eine .txt und schick sie als transcripts:.',
    },
    'nothing-sent': {
      message: 'Da ist keine Aufnahme dabei.',
      hint: 'Wähl eine mit file:, oder viele mit zip:.',
    },
    'no-words-to-move': {
      message: 'Diese Transkripte wurden inzwischen geändert oder schon richtiggestellt.',
      hint: '/samples list zeigt sie; /samples transcript stellt sie richtig.',
    },
    'no-upload': {
      message: 'Dieser Upload ist nicht mehr da.',
      hint: 'Deine Clips zeigt dir /samples list.',
    },
    'nothing-held-back': {
      message: 'Hier ist nichts mehr zurückgestellt.',
      hint: 'Deine Clips zeigt dir /samples list.',
    },
    'no-words-to-give-back': {
      message: 'Es gibt keine früheren Wörter mehr, zu denen man zurückkehren könnte.',
      hint: 'Schreib mit /samples transcript, was in einem Clip gesagt wird.',
    },
    'export-under-way': {
      message: 'Ich bin noch beim Schicken.',
      hint: 'Warte, bis das vorige zu Ende ist.',
    },
    'nothing-to-read/script': {
      message: 'Auf {{language, language}} habe ich nichts zum Vorlesen, nur auf {{readable, languageNames}}.',
      hint: 'Lies vor, was du magst, und schreib auf, was du sagst.',
    },
    'all-read/script': {
      message: 'Du hast alles gelesen, was ich habe.',
      hint: 'Lies vor, was du magst, und schick das.',
    },
    'no-parent': {
      message: 'v{{number}} ist aktiv und setzt keine frühere Version fort.',
      hint: 'Sag, welche Version du willst; /versions list zeigt sie.',
    },
    'active-changed': {
      message: 'Inzwischen ist eine andere Version aktiv geworden.',
      hint: 'Sieh dir /versions list an und frag dann noch einmal, wenn du es noch willst.',
    },
    'voice-name-taken': {
      message: 'Du hast schon eine Stimme namens „{{name}}“.',
      hint: 'Wähl einen anderen Namen; /voices list zeigt deine.',
    },
    'too-many-bytes': {
      message: 'Das wären mehr als {{megabytes}} MB in 24 Stunden, und das ist die Grenze pro Person.',
      hint: 'In {{wait, duration}} geht es wieder.',
    },
    'too-many-bytes/never': {
      message: 'Das wären mehr als {{megabytes}} MB in 24 Stunden, und das ist die Grenze pro Person.',
      hint: 'Schick weniger Dateien auf einmal, oder als FLAC, MP3 oder Ogg statt WAV.',
    },
    'too-much-training': {
      message:
        'Deine Trainings haben in den letzten 24 Stunden {{minutes}} min gedauert, und das ist die Grenze pro Person.',
      hint: 'In {{wait, duration}} geht es wieder.',
    },
    'too-much-training/never': {
      message:
        'Deine Trainings haben in den letzten 24 Stunden {{minutes}} min gedauert, und das ist die Grenze pro Person.',
      hint: 'Morgen geht es wieder.',
    },
    'too-many-previews-today': {
      message: 'Du hast in 24 Stunden {{previews, preview}} verlangt, das ist die Grenze pro Person.',
      hint: 'In {{wait, duration}} geht es wieder.',
    },
    'too-many-previews-today/never': {
      message: 'Du hast in 24 Stunden {{previews, preview}} verlangt, das ist die Grenze pro Person.',
      hint: 'Morgen geht es wieder.',
    },
    'disk-low': {
      message: 'Die Festplatte dieses Bots ist fast voll, deshalb kann ich nichts Neues annehmen.',
      hint: 'Der Betreiber weiß Bescheid; sobald Platz ist, geht es weiter.',
    },
    'too-many-runs': {
      message: 'Ich bin ausgebucht: {{open}} Trainings und Vorschauen laufen oder warten.',
      hint: 'Versuch es, wenn etwas davon fertig ist, meist binnen Minuten.',
    },
    'too-many-clips': {
      message: 'Du hast hier {{clips, clip}}, und {{most}} ist die Grenze pro Person.',
      hint: 'Es geht wieder, sobald du welche entfernt hast: /samples remove.',
    },
    'too-many-minutes': {
      message: 'Du hast hier {{seconds, duration}} an Aufnahmen, und {{most}} min ist die Grenze pro Person.',
      hint: 'Es geht wieder, sobald du welche entfernt hast: /samples remove.',
    },
    'too-many-clips/more': {
      message: 'Mit dieser Aufnahme hättest du hier {{clips, clip}}, und {{most}} ist die Grenze pro Person.',
      hint: 'Es geht, sobald du welche entfernt hast: /samples remove.',
    },
    'too-many-minutes/archive': {
      message: 'Von einem Archiv höre ich nicht mehr an, als jemand hier haben darf: {{most}} min.',
      hint: 'Schick den Rest in einem weiteren.',
    },
    'too-many-minutes/more': {
      message: 'Mit dieser Aufnahme hättest du hier {{seconds, duration}}, und {{most}} min ist die Grenze pro Person.',
      hint: 'Es geht, sobald du welche entfernt hast: /samples remove.',
    },
    'too-many-open-uploads/at-once': {
      message: 'Von dir warten noch: {{open, file}}. Mehr als {{most}} auf einmal gehen nicht.',
      hint: 'Schick weniger Dateien auf einmal.',
    },
    'too-many-open-uploads': {
      message: 'Von dir warten noch: {{open, file}}. Mehr als {{most}} auf einmal gehen nicht.',
      hint: 'Es geht wieder, sobald einige davon fertig sind.',
    },
    'too-many-voices': {
      message: 'Du hast {{voices, voice}}, und {{most}} ist die Grenze pro Person.',
      hint: 'Füg mit voice: zu einer davon hinzu, oder lösch zuerst eine.',
    },
    'too-slow/looking': {
      message: 'Diese Aufnahme zu untersuchen hat zu lange gedauert, deshalb habe ich aufgegeben.',
      hint: 'Lade sie in Teilen von wenigen Minuten hoch.',
    },
    'host-not-allowed': {
      message: 'Diese Datei liegt auf einem Server, von dem ich nicht herunterladen darf.',
      hint: 'Häng die Aufnahme an den Befehl selbst an, statt einen Link zu geben.',
    },
    'file-too-big': {
      message: 'Die Datei ist größer als {{most}}.',
      hint: 'Lade sie in mehreren Teilen hoch, oder als FLAC, MP3 oder Ogg statt WAV.',
    },
    'link-expired': {
      message: 'Der Link zu dieser Datei ist abgelaufen (der Server antwortete {{status}}).',
      hint: 'Häng die Datei noch einmal an: Links zu Anhängen gelten nur ein paar Stunden.',
    },
    'download-failed/status': {
      message: 'Der Server, auf dem diese Datei liegt, antwortete {{status}}.',
      hint: 'Versuch es in ein paar Minuten noch einmal.',
    },
    'download-failed/redirects': {
      message: 'Der Link leitet zu oft weiter.',
      hint: 'Häng die Datei noch einmal an.',
    },
    'download-timeout': {
      message: 'Die Datei kam nicht innerhalb von {{seconds}} s an.',
      hint: 'Versuch es noch einmal; wenn es wieder passiert, lade eine kleinere Datei hoch.',
    },
    'download-failed': {
      message: 'Die Verbindung ging verloren{{code}}.',
      hint: 'Versuch es in ein paar Minuten noch einmal.',
    },
    'empty-file': {
      message: 'Die Datei ist leer (0 Byte).',
      hint: 'Exportier die Aufnahme noch einmal und schick sie erneut.',
    },
    'not-audio/unnamed': {
      message: 'Das in dieser Datei ist kein Audio, sondern: {{holds, content}}.',
      hint: 'Lade eine Aufnahme in einem dieser Formate hoch: {{formats, either}}.',
    },
    'not-audio/misnamed': {
      message:
        'Der Name dieser Datei endet auf {{ending}}, aber das darin ist kein Audio, sondern: {{holds, content}}.',
      hint: 'Lade eine Aufnahme in einem dieser Formate hoch: {{formats, either}}.',
    },
    'broken-samples': {
      message: 'Viele Abtastwerte in dieser Datei sind keine Zahlen, deshalb ist das meiste davon nicht zu hören.',
      hint: 'Exportier sie noch einmal als WAV mit 16 oder 24 Bit, und hör sie dir an, bevor du sie hochlädst.',
    },
    'too-many-channels': {
      message: 'Die Aufnahme hat {{channels}} Kanäle mit {{rate}} Hz.',
      hint: 'Exportier sie als Mono oder Stereo mit 48000 Hz; bis zu {{mostChannels}} Kanäle mit {{highestRate}} Hz werden angenommen.',
    },
    'too-slow': {
      message: 'Diese Aufnahme zu dekodieren hat zu lange gedauert, deshalb habe ich aufgegeben.',
      hint: 'Lade sie als WAV oder FLAC mit einem oder zwei Kanälen hoch, in Teilen von wenigen Minuten.',
    },
    'no-sound': {
      message: 'In dieser Datei ist kein Ton.',
      hint: 'Lade eine Sprachaufnahme hoch.',
    },
    'codec-not-supported': {
      message: 'Der Ton in dieser Datei hat ein Format, das ich nicht lesen kann.',
      hint: 'Wandle ihn in WAV oder FLAC um und schick das.',
    },
    'broken-file': {
      message: 'Diese Datei lässt sich nicht dekodieren: Sie ist beschädigt oder abgeschnitten.',
      hint: 'Prüf, ob sie auf deinem Gerät läuft, exportier sie noch einmal und schick sie erneut.',
    },
    'too-long': {
      message: 'Die Aufnahme ist länger als {{minutes}} Minuten.',
      hint: 'Schneid sie in kürzere Teile und lade die hoch.',
    },
    'broken-file/silent': {
      message: 'In dieser Datei ist nichts zu hören: Sie ist beschädigt oder abgeschnitten.',
      hint: 'Prüf, ob sie auf deinem Gerät läuft, exportier sie noch einmal und schick sie erneut.',
    },
    'silent-recording': {
      message: 'Die Aufnahme ist von Anfang bis Ende still ({{seconds, duration}}).',
      hint: 'Prüf, ob das richtige Mikrofon gewählt und nicht stumm ist, dann nimm noch einmal auf.',
    },
    'no-speech': {
      message:
        'In dieser Aufnahme spricht niemand: Da ist nur ein gleichmäßiges Geräusch wie Rauschen, Brummen oder ein Ton.',
      hint: 'Prüf, ob das Mikrofon deine Stimme aufnimmt, dann nimm noch einmal auf.',
    },
    'bad-zip': {
      message: 'Dieses Zip-Archiv ist beschädigt.',
      hint: 'Mach es noch einmal, oder schick die Aufnahmen selbst.',
    },
    'bad-zip/files': {
      message: 'Dieses Zip-Archiv enthält mehr als {{most}} Dateien.',
      hint: 'Teil es in mehrere und schick sie nacheinander.',
    },
    'bad-zip/recordings': {
      message: 'Dieses Zip-Archiv enthält mehr als {{most}} Aufnahmen.',
      hint: 'Teil es in mehrere und schick sie nacheinander.',
    },
    'bad-zip/large-recording': {
      message: 'Dieses Zip-Archiv enthält eine Aufnahme von mehr als {{megabytes}} MB.',
      hint: 'Teil es in mehrere und schick sie nacheinander.',
    },
    'bad-zip/bytes': {
      message: 'Dieses Zip-Archiv enthält mehr als {{gigabytes}} GB Aufnahmen.',
      hint: 'Teil es in mehrere und schick sie nacheinander.',
    },
    'bad-zip/list': {
      message: 'Dieses Zip-Archiv enthält eine Liste von mehr als {{kilobytes}} kB.',
      hint: 'Teil es in mehrere und schick sie nacheinander.',
    },
    'bad-zip/password': {
      message: 'Dieses Zip-Archiv hat ein Passwort.',
      hint: 'Mach es noch einmal ohne.',
    },
    'bad-zip/method': {
      message: 'Dieses Zip-Archiv ist mit {{method}} gepackt, was ich nicht lesen kann.',
      hint: 'Mach es noch einmal mit dem üblichen Verfahren (Deflate), oder schick die Aufnahmen selbst.',
    },
    'bad-zip/no-recordings': {
      message: 'In diesem Zip-Archiv sind keine Aufnahmen.',
      hint: 'Leg Dateien hinein, die auf {{endings}} enden …',
    },
    'bad-zip/lists': {
      message: 'In diesem Zip-Archiv sind {{lists}} Listen mit Transkripten: {{names}}.',
      hint: 'Lass nur die darin, die sagt, was in welcher Datei gesagt wird.',
    },
    'bad-zip/swells': {
      message: '„{{name}}“ in diesem Zip-Archiv schwillt auf {{megabytes}} MB an: Das ist keine Aufnahme.',
      hint: 'Nimm sie heraus und schick das Archiv noch einmal.',
    },
    'bad-transcripts/quote': {
      message: 'Zeile {{line}} der Transkripte öffnet ein Anführungszeichen, das nie geschlossen wird.',
      hint: 'Setz ein zweites ans Ende des Textes, oder lass beide weg.',
    },
    'bad-transcripts/too-many': {
      message: 'Zeile {{line}} der Transkripte ist eine zu viel: Höchstens {{most}} werden gelesen.',
      hint: 'Schick weniger auf einmal.',
    },
    'bad-transcripts/undivided': {
      message: 'Zeile {{line}} der Transkripte hat nichts, was den Dateinamen vom Text trennt.',
      hint: 'Setz ein | oder einen Tabulator dazwischen, etwa: mein Take.wav | Was ich darin sage.',
    },
    'bad-transcripts/no-field': {
      message: 'Zeile {{line}} der Transkripte hat kein Feld für den Text.',
      hint: 'Setz ein | oder einen Tabulator dazwischen, etwa: mein Take.wav | Was ich darin sage.',
    },
    'bad-transcripts/columns': {
      message:
        'Zeile {{line}} der Transkripte hat mehr als einen Dateinamen und einen Text, und ich weiß nicht, welcher Teil der Text ist.',
      hint: 'Lass nur den Dateinamen und den Text stehen, oder setz den Text in Anführungszeichen.',
    },
    'bad-transcripts/nameless': {
      message: 'Zeile {{line}} der Transkripte nennt keine Datei.',
      hint: 'Schreib den Namen der Aufnahme vor ihren Text.',
    },
    'bad-transcripts/no-text': {
      message: 'Zeile {{line}} der Transkripte hat keinen Text.',
      hint: 'Schreib hinter den Dateinamen, was gesagt wird, oder nimm die Zeile heraus.',
    },
    'bad-transcripts/too-long': {
      message: 'Zeile {{line}} der Transkripte ist länger als {{most}} Zeichen.',
      hint: 'Schneid die Aufnahme in Sätze, mit einer Zeile für jeden; Clips dauern höchstens 12 Sekunden.',
    },
    'bad-transcripts': {
      message: 'Die Transkripte sind keine Textdatei.',
      hint: 'Speicher sie als reinen Text (.txt), oder aus einer Tabelle als CSV.',
    },
    'bad-transcripts/empty': {
      message: 'Die Transkripte sind leer.',
      hint: 'Schreib eine Zeile für jede Aufnahme, etwa: mein Take.wav | Was ich darin sage.',
    },
    'bad-transcripts/heading': {
      message: 'Die Transkripte bestehen nur aus einer Überschrift.',
      hint: 'Schreib eine Zeile für jede Aufnahme, etwa: mein Take.wav | Was ich darin sage.',
    },
    'no-transcript-fits': {
      message: 'Keiner der Namen in den Transkripten gehört zu einer Datei, die du geschickt hast.',
      hint: 'Deine: {{yours}}.',
    },
    'ambiguous-transcripts': {
      message: 'Die {{where, lineNumbers}} der Transkripte gehören alle zu „{{name}}“, mit verschiedenen Wörtern.',
      hint: 'Lass nur die richtige stehen.',
    },
    'ambiguous-transcripts/names': {
      message:
        'Du hast {{files}} Dateien geschickt, die in den Transkripten mit „{{name}}“ gemeint sein können ({{where, lineNumbers}}).',
      hint: 'Schreib ihre Namen ganz aus, mit Ordnern und Endungen, mit einer Zeile für jede.',
    },
    'ambiguous-transcripts/one-line': {
      message:
        'Du hast {{files}} Dateien geschickt, die in den Transkripten „{{name}}“ heißen, mit nur einer Zeile dafür ({{where, lineNumbers}}).',
      hint: 'Schreib für jede eine Zeile mit diesem Namen, in der Reihenfolge, in der du die Dateien geschickt hast, oder schick sie einzeln mit transcript:.',
    },
    'ambiguous-transcripts/lines': {
      message:
        'Du hast {{files}} Dateien geschickt, die in den Transkripten „{{name}}“ heißen, mit {{lines}} Zeilen dafür ({{where, lineNumbers}}).',
      hint: 'Schreib für jede eine Zeile mit diesem Namen, in der Reihenfolge, in der du die Dateien geschickt hast, oder schick sie einzeln mit transcript:.',
    },
    'too-many-pronunciations': {
      message: 'Auf dieser Liste stehen schon {{most}} Wörter, mehr passen nicht darauf.',
      hint: 'Nimm mit /pronounce remove einige heraus.',
    },
    'too-many-previews': {
      message: '{{most}} Vorschauen von dir werden noch gemacht.',
      hint: 'Warte auf eine davon und frag dann noch einmal.',
    },
    'run-active': {
      message: 'Bei dir läuft schon ein Training.',
      hint: 'Warte, bis es fertig ist, oder beende es mit /train cancel.',
    },
    'erased-meanwhile': {
      message: 'Worum es hier ging, wurde inzwischen gelöscht.',
      hint: 'Fang mit /addsamples neu an.',
    },
    'version-purged': {
      message: 'Diese Version ist weg: Sie hatte Aufnahmen gelernt, die gelöscht wurden.',
      hint: 'Wähl eine andere aus /versions list.',
    },
    'no-step': {
      message: 'Das Training endete ohne einen einzigen Schritt, es wurde also nichts gelernt.',
      hint: 'Füg ein paar Aufnahmen mit Transkript hinzu und versuch es noch einmal.',
    },
    'parent-missing': {
      message: 'Von der aktiven Version ist kein Zustand gespeichert, sie lässt sich also nicht fortsetzen.',
      hint: 'Kehr mit /rollback zu einer anderen Version zurück, oder benutz /train fresh.',
    },
    'voice-unknown': {
      message: 'Diese Stimme gibt es nicht mehr.',
      hint: 'Beginn mit /addsamples eine neue.',
    },
    'no-usable-clips': {
      message: 'Diese Stimme hat noch keine brauchbaren Aufnahmen.',
      hint: 'Schick welche mit /addsamples: Eine Minute deutlicher Sprache ist ein guter Anfang.',
    },
    'no-usable-clips/unmatched': {
      message: 'Es gibt nichts zum Trainieren: Keine Aufnahme hat ein Transkript, das zu ihr passt.',
      hint: 'Füg Aufnahmen mit dem hinzu, was darin gesagt wird: /addsamples mit einem Transkript.',
    },
    'pilot-failed': {
      message:
        'Die neuen Clips machen die Stimme schlechter: Bei dem, was sie schon konnte, lag sie in einem Versuch {{worse, percent}} weiter von dir weg, und auch in einem zweiten, vorsichtigeren wurde sie schlechter; deshalb wurde das Training beendet.',
      hint: 'Hör dir die neuen Clips an und nimm mit /samples remove die heraus, die nicht du oder nicht deutlich sind; oder nenn eine Zahl, /train continue epochs:10, und vergleich beide Stimmen selbst.',
    },
    'clips-missing': {
      message: '{{number}} von {{total}} Aufnahmen fehlen auf der Festplatte oder sind beschädigt: {{names}}.',
      hint: 'Entfern sie mit /samples remove und schick sie mit /addsamples noch einmal.',
    },
    'clips-missing/more': {
      message:
        '{{number}} von {{total}} Aufnahmen fehlen auf der Festplatte oder sind beschädigt: {{names}} und {{more}} weitere.',
      hint: 'Entfern sie mit /samples remove und schick sie mit /addsamples noch einmal.',
    },
    'transcripts-misfit': {
      message:
        'Die Transkripte von {{number}} von {{total}} neuen Clips passen nicht zu dem, was darin gesagt wird: {{names}}.',
      hint: 'Korrigier sie mit /samples transcript, oder entfern die Clips mit /samples remove; dann trainier noch einmal.',
    },
    'transcripts-misfit/more': {
      message:
        'Die Transkripte von {{number}} von {{total}} neuen Clips passen nicht zu dem, was darin gesagt wird: {{names}} und {{more}} weitere.',
      hint: 'Korrigier sie mit /samples transcript, oder entfern die Clips mit /samples remove; dann trainier noch einmal.',
    },
    'unspeakable-transcripts': {
      message: 'Von den Transkripten deiner Clips kann ich nichts sprechen, es gibt also keine Wörter zu lernen.',
      hint: 'Schreib auf {{language, language}}, was darin gesagt wird: /samples transcript.',
    },
    'optimizer-lost': {
      message: 'Vom früheren Training sind nur die Gewichte übrig.',
      hint: 'Das Training macht bei ihnen weiter, mit einem neuen Optimierer.',
    },
    'nothing-to-do': {
      message: 'Ein Training von {{epochs, epoch}} würde nichts tun.',
      hint: 'Verlang mindestens eine Epoche.',
    },
    'language-not-supported': {
      message:
        'Die eingebaute Engine spricht Englisch; diese Stimme hat Aufnahmen in anderen Sprachen: {{languages, languagesAll}}.',
      hint: 'Nimm für diese Stimme englische Aufnahmen.',
    },
    'not-enough-memory': {
      message:
        'Training in Stapeln von {{batch}} braucht {{needed}} MB Speicher, frei sind {{free}} MB; Stapel von {{fitting}} würden passen.',
      hint: 'Versuch es, wenn der Rechner weniger zu tun hat, oder entfern Aufnahmen mit /samples remove.',
    },
    'not-enough-memory/none': {
      message:
        'Training in Stapeln von {{batch}} braucht {{needed}} MB Speicher, frei sind {{free}} MB; auch kleinere Stapel würden nicht passen.',
      hint: 'Versuch es, wenn der Rechner weniger zu tun hat, oder entfern Aufnahmen mit /samples remove.',
    },
    'memory-short': {
      message: 'Der Speicher reichte nicht einmal für eine einzelne Aufnahme.',
      hint: 'Versuch es, wenn der Rechner weniger zu tun hat, oder entfern die längsten Aufnahmen mit /samples remove.',
    },
    'not-enough-disk': {
      message: 'Das Training braucht {{needed}} MB auf der Festplatte, frei sind {{free}} MB.',
      hint: 'Bitte den Betreiber, Platz zu schaffen, und versuch es dann noch einmal.',
    },
    'timbre-takes-longer': {
      message:
        'Das kann um Minuten länger dauern als sonst: Die Klangfarbe soll gelernt werden, und dann wird alles, was wiederholt wird, in ihr gesprochen.',
      hint: 'Spätere Trainings tun das selten.',
    },
    'clips-without-transcript': {
      message: '{{number}} von {{total}} Aufnahmen haben kein Transkript, das ich sprechen kann.',
      hint: 'Sie zeigen nur, wie die Stimme klingt; mit dem, was darin gesagt wird, lerne ich mehr.',
    },
    'transcripts-shifted/before': {
      message:
        'Die Transkripte von {{misfits}} von {{clips}} neuen Clips passen nicht zu dem, was gesagt wird. Sie scheinen um eine Zeile verrutscht: Jedes passt zum Clip nach seinem.',
      hint: 'Verschoben verwenden? Oder berichtige sie mit /samples transcript.',
    },
    'transcripts-shifted/after': {
      message:
        'Die Transkripte von {{misfits}} von {{clips}} neuen Clips passen nicht zu dem, was gesagt wird. Sie scheinen um eine Zeile verrutscht: Jedes passt zum Clip vor seinem.',
      hint: 'Verschoben verwenden? Oder berichtige sie mit /samples transcript.',
    },
    'model-foreign': {
      message:
        'Diese Stimme ist mit einer anderen Fassung der natürlichen Ausgangsstimme gewachsen als der auf diesem Rechner.',
      hint: 'Beginn mit /train fresh neu, oder bitte den Betreiber, jene Fassung zurückzuholen.',
    },
    'models-missing': {
      message: 'Diese Stimme spricht mit der natürlichen Ausgangsstimme, deren Modell auf diesem Rechner fehlt.',
      hint: 'Bitte den Betreiber, npm run models auszuführen und den Trainer neu zu starten; versuch es dann noch einmal.',
    },
    'state-damaged': {
      message: 'Diese Version ist auf meiner Festplatte beschädigt.',
      hint: 'Kehr mit /rollback zu einer anderen Version zurück, oder benutz /train fresh; deine Aufnahmen sind alle noch da.',
    },
    'state-foreign': {
      message: 'Diese Version hat eine andere Engine gemacht als die, die hier jetzt läuft.',
      hint: 'Beginn mit /train fresh eine Version mit dieser, oder frag den Betreiber; deine Aufnahmen sind alle noch da.',
    },
    'training-stopped': {
      message:
        'An das frühere Training wurde nicht angeknüpft; dieses wurde gestoppt, bevor es von vorn beginnen konnte.',
      hint: 'Geändert hat sich nichts. Versuch es noch einmal; passiert es wieder, kehr mit /rollback zu einer anderen Version zurück oder benutz /train fresh.',
    },
    'training-diverged': {
      message: 'Das Training ist entgleist: Sein Verlust ist unendlich.',
      hint: 'Geändert hat sich nichts. Versuch es mit weniger Epochen, oder benutz /train fresh.',
    },
    'speech-failed': {
      message: 'Das konnte ich nicht sprechen.',
      hint: 'Versuch es später oder mit einem anderen Text; hält es an, findet der Betreiber den Grund: npm run cli -- doctor.',
    },
    'nothing-to-speak': {
      message: 'In diesem Text ist nichts, was ich sprechen kann.',
      hint: 'Schick Wörter.',
    },
    'engine-trouble': {
      message: 'Es gibt ein Problem, das nur der Betreiber beheben kann: {{what}}',
      hint: 'Sag ihm Bescheid; npm run cli -- doctor verrät mehr.',
    },
    'engine-incomplete': {
      message: 'Hier fehlt etwas oder ist beschädigt, ohne das nicht trainiert werden kann ({{engine, engine}}).',
      hint: 'Sag dem Betreiber Bescheid: npm run cli -- doctor verrät, was es ist.',
    },
    'engine-broke-off': {
      message: 'Das Training brach mit einem Fehler der Engine ab ({{engine, engine}}).',
      hint: 'Deine Aufnahmen und Versionen sind sicher. Versuch es noch einmal; passiert es wieder, sag dem Betreiber Bescheid: npm run cli -- doctor sucht den Grund.',
    },
    'graphics-card-lost': {
      message: 'Die Grafikkarte, die hier trainiert, ist nicht mehr da.',
      hint: 'Sag dem Betreiber Bescheid und versuch es noch einmal, wenn sie wieder da ist.',
    },
    'graphics-memory': {
      message:
        'Auf der Grafikkarte sind {{free, fixed1}} GB Speicher frei; das Training braucht {{needed, fixed1}} GB.',
      hint: 'Versuch es später, oder frag den Betreiber, was sie sonst belegt.',
    },
    'graphics-memory/little': {
      message:
        'Auf der Grafikkarte sind nur {{free, fixed1}} GB Speicher frei, deshalb passen nur kleine Stapel hinein.',
      hint: 'Das Training läuft trotzdem, dauert aber länger.',
    },
    'no-graphics-card': {
      message:
        'Hier trainiert der Prozessor: Es gibt keine Grafikkarte, die sich verwenden lässt ({{engine, engine}}).',
      hint: 'Das dauert Stunden.',
    },
    'shared-memory': {
      message: 'Der Rechner dieses Bots hat zu wenig gemeinsamen Speicher, um die Aufnahmen zu laden.',
      hint: 'Sag dem Betreiber Bescheid: npm run cli -- doctor verrät, wie er mehr davon bekommt.',
    },
    'no-usable-clips/lengths': {
      message:
        'Keine der Aufnahmen mit Transkript hat eine Länge, mit der GPT-SoVITS umgehen kann: {{shortest, fixed1}} bis {{longest}} s.',
      hint: 'Füg mit /addsamples welche von je einem Satz hinzu.',
    },
    'language-not-supported/sovits': {
      message:
        'GPT-SoVITS spricht {{spoken, languagesAll}}; diese Stimme hat Aufnahmen in anderen Sprachen: {{languages, languagesAll}}.',
      hint: 'Nimm für diese Stimme Aufnahmen in einer dieser Sprachen.',
    },
    'clips-without-transcript/left-out': {
      message: '{{number}} von {{total}} Aufnahmen haben kein Transkript und werden deshalb ausgelassen.',
      hint: 'Füg hinzu, was darin gesagt wird, dann lerne ich auch daraus.',
    },
    'engine-note': {
      message: 'Für den Betreiber: {{what}}',
      hint: 'Das Training geht trotzdem weiter.',
    },
    'voice-permission/one': {
      message: 'Ich darf nicht in diesen Sprachkanal: Es fehlt {{missing, permissions}}.',
      hint: 'Wer diesen Kanal verwalten darf, kann es erlauben: Kanal bearbeiten → Berechtigungen → mich hinzufügen.',
    },
    'too-many-texts/one': {
      message: 'Von dir wartet schon {{texts, text}}.',
      hint: 'Warte, bis einer gesagt ist.',
    },
    'samples-removed': {
      message: 'Ein Clip, den dieses Training benutzt hat, wurde entfernt.',
      hint: 'Starte das Training noch einmal: Es nimmt die Clips, die jetzt da sind.',
    },
    'no-longer-shared': {
      message: 'Die geteilte Stimme, von der aus dieses Training begonnen hat, wird nicht mehr geteilt.',
      hint: 'Starte das Training noch einmal: Es beginnt von einer anderen Stimme aus oder von der Basis.',
    },
    internal: {
      message: 'In Timbre ist etwas kaputtgegangen, während es daran gearbeitet hat.',
      hint: 'Deine Aufnahmen und Versionen sind sicher. Versuch es noch einmal; wenn es wieder passiert, nenn dem Betreiber diese Referenz: {{reference}}.',
    },
    'outage/run': {
      message: '{{what, outage}}',
      hint: 'Deine Aufnahmen und Versionen sind sicher. Wenn es so bleibt, gib das dem Betreiber: {{reference}}.',
    },
    'outage/upload': {
      message: '{{what, outage}}',
      hint: 'Wenn es so bleibt, gib das dem Betreiber: {{reference}}.',
    },
    'not-shared/any-more': {
      message: 'Die Stimme, mit der das gesagt werden sollte, ist hier nicht mehr mit dir geteilt.',
      hint: 'Nimm deine eigene: /say ohne of:.',
    },
    'not-shared': {
      message: 'So eine Stimme teilt diese Person hier nicht mit dir.',
      hint: 'Sie könnte es mit /share speak tun.',
    },
    'not-shared/which': {
      message: 'Mehrere Stimmen sind hier mit dir geteilt: Sag mit voice:, welche.',
      hint: 'Geteilt: {{names}}.',
    },
    'not-shared/named': {
      message: 'So eine Stimme teilt diese Person hier nicht mit dir.',
      hint: 'Geteilt: {{names}}.',
    },
    paused: {
      message: 'Ich werde gerade gewartet und nehme nichts Neues an.',
      hint: 'Was du vorher verlangt hast, läuft weiter; versuch es etwas später noch einmal.',
    },
    'person-or-role': {
      message: 'Du hast eine Person und eine Rolle angegeben.',
      hint: 'Mach es nacheinander.',
    },
    'too-many-reports': {
      message: 'Du hast heute schon {{most}} Dinge gemeldet.',
      hint: 'Morgen kannst du weitermachen.',
    },
    'not-the-operator': {
      message: 'Das ist für den Betreiber dieses Bots.',
      hint: '/help zeigt, was für dich da ist.',
    },
  },
  inBrackets: ' ({{text}})',
  heldBack: {
    'other-speaker': 'das klingt nicht nach der Person in deinen anderen Clips',
    stranger: 'darin spricht jemand anderes',
    'cut-off': 'er wirkt abgeschnitten, das Transkript sagt also vielleicht mehr, als zu hören ist',
    'doubt-other': 'sein Transkript ist nicht das, was ich höre',
    'doubt-more': 'sein Transkript sagt mehr, als ich höre',
    'doubt-less': 'ich höre mehr, als sein Transkript sagt',
  },
  notes: {
    'little-speech':
      'Nur {{seconds, fixed1}} s Sprache: Sprich in einer Aufnahme mindestens 2 s, am besten 5 bis 10 s.',
    'no-voice': 'Ich höre keine Stimme, nur Rauschen oder Flüstern: Sprich laut.',
    music: 'Das klingt eher nach Musik oder Pieptönen als nach Sprache: Nimm auf, wie du sprichst.',
    'too-noisy':
      'Zu viel Rauschen: Die Stimme liegt nur {{db}} dB über dem Hintergrund. Nimm in einem ruhigen Raum auf, nah am Mikrofon.',
    'some-noise':
      'Etwas Hintergrundrauschen: Die Stimme liegt {{db}} dB darüber. Ab 20 dB ist es besser: Geh näher ans Mikrofon.',
    'badly-clipped': 'Stark übersteuert: viel zu laut aufgenommen. Stell das Mikrofon leiser und nimm noch einmal auf.',
    clipped: 'Einige laute Stellen sind übersteuert: Stell das Mikrofon nächstes Mal etwas leiser.',
    muffled: 'Dumpf: nichts über {{khz, fixed1}} kHz. Nimm mit einem anderen Mikrofon oder einer anderen App auf.',
    telephone:
      'Klingt wie am Telefon: nichts über {{khz, fixed1}} kHz. Mit 16 kHz oder mehr bleiben die Konsonanten erhalten.',
    'very-quiet': 'Sehr leise: Stell das Mikrofon lauter oder geh näher heran.',
    'only-left': 'Nur der linke Kanal hat Ton, also habe ich den genommen.',
    'only-right': 'Nur der rechte Kanal hat Ton, also habe ich den genommen.',
    opposite: 'Die beiden Kanäle haben sich gegenseitig ausgelöscht (einer war verpolt); das habe ich behoben.',
    'broken-samples': 'Einige Abtastwerte waren keine Zahlen; ich habe sie als Stille behandelt.',
    'cut-off':
      'Laut der Datei dauert sie {{claimed, duration}}, lesen ließen sich aber nur {{read, duration}}: Sie ist vielleicht abgeschnitten. Schick sie noch einmal, wenn etwas fehlt.',
    'no-usable-speech': 'Darin ist keine brauchbare Sprache.',
    unheard: '{{language, language}} versteht hier niemand, deshalb sagt nur dein Transkript, was du sprichst.',
    'other-conditions': 'Anders aufgenommen als deine anderen Clips: {{what, notes}}.',
    'other-manner': 'Anders gesprochen als in deinen anderen Clips: {{what, notes}}.',
    'other-band': 'Klang bis {{now, fixed1}} statt {{usual, fixed1}} kHz',
    'more-noise': '{{db}} dB mehr Rauschen',
    quieter: '{{db}} dB leiser',
    louder: '{{db}} dB lauter',
    lower: '{{semitones, semitone}} tiefer',
    higher: '{{semitones, semitone}} höher',
    livelier: 'lebhafter',
    'more-evenly': 'gleichmäßiger',
    faster: 'schneller',
    slower: 'langsamer',
    stretch: '{{from}}–{{to}}',
    'more-stretches': '{{number}} weitere',
    'several-people':
      'In dieser Aufnahme sprechen {{people}} Personen: Was jemand anderes sagt ({{stretches, notes}}), ist zurückgestellt.',
    'several-people-unknown':
      'In dieser Aufnahme sprechen {{people}} Personen, und wer am meisten spricht, den halte ich für dich: Was jemand anderes sagt ({{stretches, notes}}), ist zurückgestellt.',
    'plan-from-base': 'Beginnt bei der Basisstimme, mit {{fresh, fixed0}} s Sprache.',
    'plan-from-other':
      'Beginnt mit {{fresh, fixed0}} s Sprache bei einer anderen Stimme, die deiner näher kommt als die Basis.',
    'plan-from-version':
      'Macht bei v{{parent}} weiter: {{fresh, fixed0}} s neue Sprache zu den {{known, fixed0}} s, die sie schon kennt.',
    'plan-brings': 'Die neue Sprache bringt {{what, notes}}.',
    'new-words_one': '{{count}} neues Wort',
    'new-words_other': '{{count}} neue Wörter',
    'wider-range': '{{semitones, semitone}} mehr Umfang',
    'plan-nothing-new':
      'Seit v{{parent}} gibt es nichts Neues: Das Training geht da weiter, wo das letzte aufgehört hat.',
    'plan-unlike': 'Die neue Sprache ist anders als die alte: {{what, notes}}.',
    'odd-speaker': '{{share, percent}} davon klingen nach jemand anderem',
    'odd-conditions': '{{share, percent}} sind anders aufgenommen',
    'odd-conditions-noise': '{{share, percent}} sind anders aufgenommen ({{db}} dB mehr Rauschen)',
    'odd-manner': '{{share, percent}} sind anders gesprochen',
    'plan-replay':
      'Wiederholt in jeder Epoche {{replayed, fixed0}} s der früheren Sprache, damit nichts Gelerntes verloren geht.',
    'plan-replay-all':
      'Wiederholt in jeder Epoche alle {{replayed, fixed0}} s der früheren Sprache, damit nichts Gelerntes verloren geht.',
    'plan-batches': 'Stapel von {{batch}}: Mehr passt nicht in den freien Speicher.',
    'plan-epochs': '{{epochs, epoch}}: etwa {{steps, step}} des Optimierers.',
    'plan-epochs-young': '{{epochs, epoch}}: etwa {{steps, step}} des Optimierers, genug für eine junge Stimme.',
    'plan-epochs-new':
      '{{epochs, epoch}}: etwa {{steps, step}} des Optimierers; {{share, percent}} der Sprache sind neu.',
    'plan-epochs-asked_one': '{{count}} Epoche, wie du wolltest.',
    'plan-epochs-asked_other': '{{count}} Epochen, wie du wolltest.',
    'plan-epochs-more-asked_one': 'Noch {{count}} Epoche, wie du wolltest.',
    'plan-epochs-more-asked_other': 'Noch {{count}} Epochen, wie du wolltest.',
    'plan-few-epochs_one':
      '{{count}} Epoche ist wenig für {{fresh, fixed0}} s Sprache, da wird kaum etwas gelernt: Ich hätte {{fitting}} genommen.',
    'plan-few-epochs_other':
      '{{count}} Epochen sind wenig für {{fresh, fixed0}} s Sprache, da wird kaum etwas gelernt: Ich hätte {{fitting}} genommen.',
    'plan-many-epochs':
      '{{epochs, epoch}} für {{fresh, fixed0}} s Sprache: Die werden auswendig gelernt. Ich hätte {{fitting}} genommen; von deinen bleibt die beste.',
    'plan-many-epochs-untested':
      '{{epochs, epoch}} für {{fresh, fixed0}} s Sprache: Die werden auswendig gelernt. Ich hätte {{fitting}} genommen; noch sagt kein Testclip, welche die beste ist.',
    'plan-rate-young': 'Lernrate {{rate}}, nach {{steps, step}} zum Aufwärmen.',
    'plan-rate':
      'Lernrate {{rate}}: niedriger als von der Basis aus ({{base}}), nach bisher {{steps, step}}, damit Gelerntes erhalten bleibt.',
    'plan-rate-halved':
      'Lernrate {{rate}}: niedriger als von der Basis aus ({{base}}), nach bisher {{steps, step}}, und halbiert, weil die neue Sprache anders ist als die alte; so bleibt Gelerntes erhalten.',
    'plan-inner':
      'Die inneren Schichten lernen mit {{share, percent}} davon: Was sie über Sprache im Allgemeinen wissen, bleibt, solange es nur {{seconds, fixed0}} s von dir gibt.',
    'plan-untested':
      'Noch gibt es keinen Testclip, deshalb bleibt jede Epoche, wie sie kommt; ab vier Clips mit Transkript wird einer zum Testen zurückgelegt.',
    'plan-best': 'Es bleibt die Epoche, die bei {{clips, testClip}} am besten abschneidet.',
    'plan-best-stops':
      'Es bleibt die Epoche, die bei {{clips, testClip}} am besten abschneidet; das Training endet, wenn nach {{patience, epoch}} keine bessere kommt.',
    'timbre-near':
      'Die Klangfarbe ist eine Mischung natürlicher Ausgangsstimmen, die dir zu {{likeness, percent}} gleicht: Sie zu lernen brächte nicht mehr.',
    'timbre-gone':
      'Was von der Klangfarbe gelernt war, ging mit den Aufnahmen, die entfernt wurden: Sie ist wieder eine Mischung natürlicher Ausgangsstimmen.',
    'timbre-little-memory': 'Die Klangfarbe wurde nicht gelernt: Dafür ist zu wenig Speicher frei.',
    'timbre-little-speech':
      'Die Klangfarbe wurde nicht gelernt: Zu wenig Gesprochenem konnte ich Wort für Wort folgen.',
    'timbre-no-nearer':
      'Was von der Klangfarbe gelernt wurde, wurde verworfen: Auf den Testclips kam es dir nicht näher.',
    'timbre-less-like':
      'Was von der Klangfarbe gelernt wurde, wurde verworfen: Es kam deinen Aufnahmen näher, klang aber nicht deutlich mehr nach dir.',
    'timbre-less-like-in-some':
      'In manchen Sprechweisen wurde es verworfen, weil das Gelernte dort nicht deutlich mehr nach dir klang.',
    'timbre-fewer-steps':
      'Weniger Schritte als üblich, damit es auf diesem Rechner nicht lange dauerte; wenn es lang sein darf und etwas Neues da ist, sind es so viele, wie helfen.',
    'timbre-learnt':
      'Die Klangfarbe wurde durch die natürliche Ausgangsstimme gelernt: {{seconds, fixed0}} s von dir Gesprochenes, {{steps, step}}.',
    'timbre-learnt-tested':
      'Die Klangfarbe wurde durch die natürliche Ausgangsstimme gelernt: {{seconds, fixed0}} s von dir Gesprochenes, {{steps, step}}, auf den Testclips {{nearer, percent}} näher an dir.',
    'plan-quick': 'Schnell, wie du wolltest: etwa ein Viertel der üblichen Durchgänge.',
    'plan-long':
      'Lang, wie du wolltest: bis zu {{times}}-mal so viele Durchgänge wie üblich, solange die Testclips besser werden.',
    'plan-long-untested':
      'Lang, wie du wolltest: {{times}}-mal so viele Durchgänge wie üblich; noch sagt kein Testclip, wann es reicht.',
    'timbre-put-off':
      'Die Klangfarbe wurde nicht gelernt, denn es sollte schnell gehen: Das nächste übliche Training mit etwas Neuem kann das tun und dauert dann länger.',
    'plan-pilot': 'Zuerst ein Probelauf ({{epochs, epoch}}): Es geht nur weiter, wenn das Gelernte nicht leidet.',
    'engine-changed':
      'v{{number}} stammt von einer anderen Engine ({{made, engine}}), und {{engine, engine}} kann da nicht weitermachen: Dieses Training beginnt bei der Basis.',
    'sovits-from-base': 'Beginnt bei den vortrainierten Modellen, mit {{fresh, fixed0}} s Sprache.',
    'sovits-epochs-asked_one': 'Noch {{count}} Epoche für beide Modelle, wie du wolltest.',
    'sovits-epochs-asked_other': 'Noch {{count}} Epochen für beide Modelle, wie du wolltest.',
    'sovits-many-epochs': '{{epochs, epoch}} sind viel für GPT-SoVITS: Ab {{most}} verschluckt es gern Wörter.',
    'sovits-quick': 'Schnell, wie du wolltest: so wenige Epochen, dass man gerade noch einen Unterschied hört.',
    'sovits-long': 'Lang, wie du wolltest: die Hälfte mehr Epochen; bei viel mehr verschluckt GPT-SoVITS gern Wörter.',
    'sovits-epochs-first':
      '{{epochs, epoch}} für den Klang (S2) und {{second}} für die Sprechweise (S1), wie es die Autoren empfehlen.',
    'sovits-epochs':
      '{{epochs, epoch}} für den Klang (S2) und {{second}} für die Sprechweise (S1): {{share, percent}} der Sprache sind neu.',
    'sovits-rate-first': 'Lernrate {{rate}} für S2, durchgehend gleich; S1 bestimmt seine selbst.',
    'sovits-rate':
      'Lernrate {{rate}} für S2, niedriger als am Anfang, damit Gelerntes erhalten bleibt; S1 bestimmt seine selbst.',
    'sovits-replay-all':
      'Nimmt auch die {{replayed, fixed0}} s durch, die es schon kennt, damit nichts vergessen wird.',
    'sovits-replay':
      'Nimmt auch {{replayed, fixed0}} s von dem durch, was es schon kennt, jedes Mal eine andere Auswahl, damit nichts vergessen wird.',
    'sovits-batches': 'Stapel von höchstens {{batch}}: Wie viel Speicher frei ist, ist nicht bekannt.',
    'sovits-batches-card':
      'Stapel von höchstens {{batch}}: Auf der Grafikkarte sind {{free, fixed1}} GB Speicher frei.',
    'sovits-batches-cpu': 'Stapel von höchstens {{batch}}: Am Prozessor sind {{free, fixed1}} GB Speicher frei.',
    'sovits-no-card': 'Es gibt keine Grafikkarte, deshalb dauert eine Epoche viele Minuten statt Sekunden.',
    'sovits-last-epoch': 'GPT-SoVITS sieht beim Training nicht auf die Testclips: Es bleibt die letzte Epoche.',
    'sovits-memory':
      'Für Stapel von {{planned}} in {{model}} reichte der Speicher nicht: Es ging mit {{batch}} weiter.',
    'spoken-on-cpu':
      'Das hat der Prozessor gesprochen, was länger dauert: Auf der Grafikkarte waren {{free, fixed1}} GB Speicher frei, zum Sprechen braucht es {{needed, fixed1}} GB.',
    'smaller-batches':
      'Für Stapel von {{planned}} reichte der Speicher nicht, also wurde in Stapeln von {{batch}} trainiert.',
    'tried-again':
      'Zuerst wurde die Stimme durch die neuen Clips schlechter bei dem, was sie schon konnte; das Training begann deshalb noch einmal, mit halber Lernrate und mehr Wiederholung.',
    'lowest-pitch':
      'Tiefer als {{semitones, semitone}} unter ihre übliche Höhe kommt diese Stimme nicht; dort habe ich es gelassen.',
    'grow-anew':
      'Es gibt jetzt eine natürliche Ausgangsstimme: /train fresh lässt diese Stimme damit aus allen Aufnahmen neu wachsen, als neue Version neben dieser.',
    'manners-found_one':
      '{{found, notes}} der Sprache klingen anders als der Rest: Sie werden als eigene Sprechweise gelernt, damit der Rest bleibt, wie er ist. Die Stimme spricht in der Sprechweise, von der es am meisten gibt.',
    'manners-found_other':
      '{{found, notes}} der Sprache klingen anders als der Rest: Sie werden als {{count}} eigene Sprechweisen gelernt, damit der Rest bleibt, wie er ist. Die Stimme spricht in der Sprechweise, von der es am meisten gibt.',
    manner: '{{seconds, fixed0}} s',
    'manner-higher': '{{seconds, fixed0}} s ({{semitones, semitone}} höher)',
    'manner-lower': '{{seconds, fixed0}} s ({{semitones, semitone}} tiefer)',
    misfit: 'Das Transkript passt nicht zu dem, was gesagt wird.',
    unspeakable: 'Von seinem Transkript kann ich nichts sprechen.',
    unreadable: 'Der Clip lässt sich nicht lesen: {{why}}',
    'no-speech-in-it': 'Darin wird nicht gesprochen.',
    'no-recognition': 'Er hat kein Transkript, und GPT-SoVITS hat keine Spracherkennung, die läuft.',
    'nothing-understood': 'Er hat kein Transkript, und es war nichts darin zu verstehen.',
    'language-not-spoken': 'GPT-SoVITS spricht seine Sprache nicht ({{language}}).',
    'too-short': 'Er ist zu kurz: GPT-SoVITS braucht mindestens 0,7 s.',
    'too-long': 'Er ist länger als {{longest}} s: Schneide ihn in Sätze.',
    'misfit-sounds': 'Das Transkript passt nicht: {{sounds}} Laute in {{seconds, fixed1}} s.',
    'no-sounds': 'Aus dem Transkript ließen sich keine Laute machen{{why, inBrackets}}.',
    'not-understood': 'Das Transkript war nicht zu verstehen{{why, inBrackets}}.',
    'not-analysed': 'Der Clip ließ sich nicht analysieren{{why, inBrackets}}.',
    'no-speech-found': 'Darin war keine Sprache zu finden{{why, inBrackets}}.',
    peaks: 'die Spitzen reichen bis zum {{times, fixed1}}-Fachen der Vollaussteuerung',
    'no-numbers': 'das Modell findet keine Zahlen dafür',
    said: '{{words}}',
    forgot: 'Sie hat etwas vergessen: Bei dem, was v{{rival}} schon konnte, ist v{{rival}} näher an dir.',
    'worse-on-new': 'Bei den neuen Aufnahmen ist v{{rival}} näher an dir.',
    unmeasured:
      'Es gibt noch keinen Testclip, um beide zu messen; ob sie näher an dir ist als v{{rival}}, kann ich also nicht sagen.',
    closer: 'Näher an dir als v{{rival}}.',
    same: 'So nah an dir wie v{{rival}}.',
    'closer-nothing-forgotten': 'Näher an dir als v{{rival}}, und vergessen hat sie nichts.',
    'same-nothing-forgotten': 'So nah an dir wie v{{rival}}, und vergessen hat sie nichts.',
    'on-old-clips': '{{clips, testClip}}, auch bei v{{rival}} schon gemessen: {{how, notes}}.',
    'on-new-clips': '{{clips, testClip}}, später dazugekommen: {{how, notes}}.',
    'further-db': '{{by, fixed2}} dB weiter weg von dir als v{{rival}}',
    'closer-db': '{{by, fixed2}} dB näher an dir als v{{rival}}',
    'same-db':
      'so nah an dir wie v{{rival}} (innerhalb der {{tolerance, fixed2}} dB, die sich an so wenigen Clips unterscheiden lassen)',
    'less-like': 'klingt {{by, fixed1}} % weniger nach dir',
    'more-like': 'klingt {{by, fixed1}} % mehr nach dir',
    'as-like': 'klingt genauso nach dir',
    'chosen-meanwhile': 'Du hast während des Trainings v{{number}} gewählt, also bleibt v{{number}}. {{why, notes}}',
    'other-engine':
      'v{{number}} stammt von einer anderen Engine ({{engine, engine}}), die beiden lassen sich also nicht aneinander messen. Hör dir beide an und wähle.',
    'listen-and-choose': 'Hör dir beide an und wähle.',
  },
  picture: {
    time: 'Zeit, s',
    frequency: 'Frequenz, kHz',
    level: 'Pegel, dBFS',
    peak: 'Spitze',
    fullScale: 'voll ausgesteuert',
    noSound: 'kein Ton',
    epoch: 'Epoche',
    loss: 'Verlust',
    kept: 'behalten',
    noLoss: 'kein Verlust gemessen',
    trainingClips: 'Trainingsclips',
    testClips: 'Testclips',
    active: 'aktiv',
    purged: 'gelöscht',
    aside: 'beiseitegelegt',
    weights: 'nur Gewichte',
    imported: 'importiert',
    otherVoice: 'von einer anderen Stimme',
    minutes: '{{minutes}} min',
    locale: 'de',
    trainingSoFar: 'Training: Epoche {{epoch}} von {{epochs}}',
    training: 'Training von Version {{number}}',
    versions: 'Versionen von „{{voice}}“',
  },
  percent: '{{number}} %',
  percentOf: '{{share, percent}}',
  quoted: '„{{text}}“',
  engine: '{{engine, engine}}',
  builtinEngine: 'die eingebaute Engine',
  content: {
    text: 'Text',
    picture: 'ein Bild',
    pdf: 'ein PDF-Dokument',
    zip: 'ein ZIP-Archiv',
    archive: 'ein Archiv',
    midi: 'MIDI-Noten',
    unknown: 'ein Format, das ich nicht kenne',
  },
  script: {
    cyrillic: 'Kyrillisch',
    greek: 'Griechisch',
    japanese: 'Japanisch',
    korean: 'Koreanisch',
    chinese: 'chinesische Schriftzeichen',
    arabic: 'Arabisch',
    hebrew: 'Hebräisch',
    thai: 'Thailändisch',
    devanagari: 'Devanagari',
    other: 'Buchstaben einer anderen Schrift',
  },
  phase: {
    preparing: 'Vorbereitung',
    training: 'Training',
    evaluating: 'Messung',
    publishing: 'Speichern',
    speaking: 'Sprechen',
  },
  preview: {
    says: 'v{{number}} sagt: „{{text}}“ (synthetische Stimme)',
    leftOut: 'Ich lese nur Englisch; das hier habe ich ausgelassen: {{scripts, scripts}}.',
    damaged: 'Die Vorschau von v{{number}} ist auf meiner Festplatte beschädigt. `/preview` macht eine neue.',
  },
  figures: {
    title: 'Wie nah sie an dir ist',
    over: 'Über alle diese Clips:',
    none: 'Nicht gemessen: Es gibt noch keinen Testclip. Sobald du vier Clips mit Transkript hast, wird einer davon dafür zurückgelegt.',
    whole: '{{value, fixed0}}',
    tenths: '{{value, fixed1}}',
    hundredths: '{{value, fixed2}}',
    before: ' (v{{number}}: {{figure}})',
    untrained: ' (vor dem Training: {{db, fixed2}})',
    own: '; deine eigenen Aufnahmen untereinander: {{share, percent}}',
    voice: '**Stimme**: klingt zu {{share, percent}} wie du{{before}}{{own}}',
    sound: '**Klang**: {{db, fixed2}} dB mel-cepstrale Verzerrung{{before}}',
    melody: '**Melodie**: {{cents, fixed0}} Cent Tonhöhenfehler{{before}}; 100 Cent sind ein Halbton',
    voicing: '**Stimmhaftigkeit**: {{percent, fixed1}} % der Abschnitte falsch{{before}}',
    lower: 'Niedriger ist näher.',
    othersLower: 'Bei den anderen ist niedriger näher.',
    measured: 'Gemessen an {{clips, clip}} ({{seconds, duration}}), nie zum Training benutzt.',
  },
  sample: {
    moved: 'Der Clip gehört jetzt zu „{{voice}}“ und ist für sie neu.',
    moveThis:
      'Wenn dieser Clip zu „{{voice}}“ kommt, werden {{versions}}{{elsewhere}} gelöscht: Sie haben ihn gelernt. Das lässt sich nicht rückgängig machen.',
    moveAndDelete: 'Verschieben und {{versions, version}} löschen',
    noTranscript: 'kein Transkript',
    words: {
      typed: '„{{words}}“ (getippt)',
      heard: '„{{words}}“ (gehört)',
      corrected: '„{{words}}“ (korrigiert)',
      confirmed: '„{{words}}“ (gehört, von dir bestätigt)',
    },
    notSure: '„{{words}}“? (gehört, nicht sicher: daraus wird nicht gelernt)',
    test: 'Testclip',
    onHold: '**zurückgestellt**: {{reason}}',
    title: 'Clips von „{{voice}}“',
    titleOfPage: 'Clips von „{{voice}}“, Seite {{page}} von {{pages}}',
    together: 'Zusammen',
    footer:
      '/samples listen spielt einen Clip ab, /samples transcript korrigiert seine Wörter, /samples remove löscht ihn und jede Version, die mit ihm trainiert wurde.',
    back: 'Zurück',
    more: 'Mehr',
    allOfVoice: 'Alle {{clips}} Clips dieser Stimme',
    elsewhere: ' und {{versions, version}} anderer Stimmen, die von dieser aus begonnen haben',
    removeThis:
      'Wenn du diesen Clip entfernst, wird auch gelöscht: {{versions}}{{elsewhere}}, weil damit trainiert wurde. Das lässt sich nicht rückgängig machen.',
    removeAll:
      'Wenn du {{clips, clip}} entfernst, also alle, wird auch gelöscht: {{versions}}{{elsewhere}}, weil damit trainiert wurde. Das lässt sich nicht rückgängig machen.',
    removeAndDelete: 'Entfernen und löschen: {{versions, version}}',
    sameTranscript: '{{clip}} hat dieses Transkript schon.',
    transcriptNow: 'Das Transkript von {{clip}} ist jetzt „{{words}}“.',
    noneBefore: 'Vorher hatte der Clip keins.',
    before: 'Vorher: „{{words}}“',
    learntOld: 'Mit den alten Wörtern gelernt: {{versions}}; das nächste `/train continue` lernt die neuen.',
    but: 'Aber {{note}}.',
    nothingRemoved: 'Nichts wurde entfernt.',
    removed: 'Entfernt: {{clips, clip}}.',
    noVersion: 'Keine Version war damit trainiert.',
    deletedWithIt: 'Mit gelöscht: {{versions}}{{elsewhere}}.',
    trainingStopped:
      'Dein Training hat das gerade benutzt, deshalb habe ich es beendet; `/train continue` beginnt ohne neu.',
  },
  intake: {
    got: '{{files, file}} bekommen, ich höre zu …',
    filesDone: '{{done}} von {{files}} fertig.',
    done: '{{recordings, recording}} fertig.',
    unheard:
      'Ich verstehe {{language, language}} nicht, deshalb lerne ich aus diesen Aufnahmen nur deine Tonhöhe und deinen Klang, nicht, wie du Wörter sagst. Um die Wörter hinzuzufügen, schick sie noch einmal mit `transcript:` (eine Datei) oder `transcripts:` (viele).',
    forgotten: 'Dieser Upload wurde gelöscht, bevor ich damit fertig war.',
    notYet: 'noch nicht angesehen',
    inIt: 'darin: {{recordings, recording}}',
    leftInIt: '{{recordings, recording}} ausgelassen: {{why}}',
    noRecordings_one: '{{count}} Datei ausgelassen, die keine Aufnahme ist',
    noRecordings_other: '{{count}} Dateien ausgelassen, die keine Aufnahmen sind',
    known: 'deine Stimme hat diese Aufnahme schon',
    knownAs: 'deine Stimme hat diese Aufnahme schon: „{{name}}“',
    knownTranscribed: 'deine Stimme hat diese Aufnahme schon; jetzt hat sie auch ihr Transkript',
    knownKeeps: 'deine Stimme hat diese Aufnahme schon, und sie behält die Wörter, die sie hatte: „{{before}}“',
    othersReworded: 'neue Wörter für {{clips, clip}}, schon in deiner Stimme. Vorher: „{{before}}“. Jetzt: „{{now}}“',
    unclearLines: 'Ausgelassene Zeilen',
    knownReworded: 'deine Stimme hat diese Aufnahme schon, mit anderen Wörtern. Vorher: „{{before}}“. Jetzt: „{{now}}“',
    takenOut: 'wieder herausgenommen',
    unspeakable: 'ich kann nichts von dem Transkript sagen',
    unspeakableIn: 'ich kann nichts von dem Transkript sagen: Ich lese Englisch, nicht {{scripts, scripts}}',
    partlyUnspeakable: 'ich kann einen Teil des Transkripts nicht sagen: Ich lese Englisch, nicht {{scripts, scripts}}',
    secondsIn: '{{seconds, duration}} in {{clips}} Clips',
    unusable_one: '{{count}} unbrauchbarer Clip ausgelassen',
    unusable_other: '{{count}} unbrauchbare Clips ausgelassen',
    copies: '{{clips, clip}} ausgelassen, schon in deiner Stimme',
    transcriptUnused:
      'Transkript nicht verwendet (es gilt für die ganze Aufnahme, die in Clips geschnitten werden musste)',
    transcript: 'mit Transkript',
    heard: 'gehört: „{{words}}“',
    notSure: 'nicht sicher, daraus wird also nicht gelernt: „{{words}}“',
    colonHeard: ': „{{words}}“',
    onHold: '**zurückgestellt**: {{reason}}{{heard}}',
    partOnHold: '**zurückgestellt**, {{part}} von {{clips}} Clips: {{reason}}{{heard}}',
    addTo: 'Zu „{{voice}}“ hinzufügen',
    formLines: 'Was du sagst: je Datei eine Zeile',
    formFiles: 'Aufnahmen von dir',
    putRight: 'Wörter richtig zuordnen',
    itsMe: 'Das bin ich: verwenden',
    myWords: 'Meine Wörter stimmen',
    oldWords: 'Zurück zu den alten Wörtern',
    showPicture: 'Bild zeigen',
    addMore: 'Mehr Aufnahmen hinzufügen',
    whatIsNew: 'Was neu ist',
    voice: 'Stimme „{{voice}}“',
    held: 'Zurückgestellt',
    heldHelp:
      'In diesen Clips höre ich eine andere Stimme, also lernt deine nicht aus ihnen. Wenn du es trotzdem bist, drück „Das bin ich: verwenden“; wenn nicht, entferne sie mit `/samples remove`.',
    mixedUp: 'Vertauscht',
    misplaced: 'Was ich in {{file}} höre, ist das Transkript von {{line}}.',
    otherLanguage: 'Eine andere Sprache?',
    looksLike:
      'Diese Wörter sehen nach {{other, language}} aus, aber diese Stimme spricht {{own, language}}: Als {{own, language}} gelesen, bringen sie ihr falsche Laute bei.',
    ifYouSpeak:
      'Wenn du in den Aufnahmen dieser Stimme {{other, language}} sprichst, sag es mir mit `/voices language`.',
    cantSpeakYet: '{{other, language}} kann ich noch nicht, nimm also bitte Aufnahmen auf {{own, language}}.',
    newWords: 'Neue Wörter',
    newWordsHelp:
      'Diese Aufnahmen hatten vorher andere Transkripte. Versionen, die die alten gelernt haben, bleiben; `/versions list` markiert sie.',
    heardTitle: 'Gehört',
    heardHelp:
      'Wo kein Transkript dabei war, habe ich hingehört. Drück „Prüfen …“, um zu bestätigen oder zu korrigieren, was ich gehört habe: Dein Wort gilt, und was ich nicht sicher wusste, wird vorher nicht gelernt.',
    next: 'Wie es weitergeht',
    added: 'Hinzugefügt: {{recordings, recording}}',
    addedSome: '{{kept}} von {{files}} Aufnahmen hinzugefügt',
    nothingAdded: 'Nichts wurde hinzugefügt',
    tookTranscripts_one: 'Neues Transkript für {{count}} Aufnahme übernommen',
    tookTranscripts_other: 'Neue Transkripte für {{count}} Aufnahmen übernommen',
    addedAndTook_one:
      '{{kept}} von {{files}} Aufnahmen hinzugefügt, neues Transkript für {{count}} Aufnahme übernommen',
    addedAndTook_other:
      '{{kept}} von {{files}} Aufnahmen hinzugefügt, neue Transkripte für {{count}} Aufnahmen übernommen',
    picture: 'Spektrogramm und Wellenform des besten Clips von {{names}}',
    gain: '{{seconds, duration}} mehr (+{{share, percent}}).',
    gainWider: '{{seconds, duration}} mehr (+{{share, percent}}); ein größerer Tonumfang, {{now}} statt {{was}}.',
    hertz: '{{low}} bis {{high}} Hz',
    totals:
      '{{seconds, duration}} in {{clips, clip}}; {{transcribed}} mit Transkript, {{test, testClip}}, um den Fortschritt zu messen (nie zum Training benutzt).',
    totalsOnHold:
      '{{seconds, duration}} in {{clips, clip}}; {{transcribed}} mit Transkript, {{test, testClip}}, um den Fortschritt zu messen (nie zum Training benutzt); {{held}} weitere zurückgestellt.',
    step: {
      record:
        'Nimm dich in einem ruhigen Raum auf, ein oder zwei Sätze je Datei (2 bis 12 Sekunden), und schick sie mit `/addsamples`.',
      sendMore:
        'Schick mit `/addsamples` mehr Aufnahmen: Was du bisher geschickt hast, ist zurückgelegt, um den Fortschritt zu messen.',
      allHeld:
        'Noch nichts zum Trainieren. Wenn die zurückgestellten Clips von dir sind, verwende sie; sonst schick mit `/addsamples` andere Aufnahmen.',
      transcripts:
        'Clips ohne Transkript lehren nur Tonhöhe und Klang; um zu lernen, wie du sprichst, brauche ich die Wörter. Schick die Aufnahmen dafür noch einmal mit `transcript:` (eine Datei) oder `transcripts:` (eine .txt mit einer Zeile `Dateiname | was gesagt wird` für jede).',
      unspoken:
        'Ich kann keins der Transkripte sagen, es gibt also noch keine Wörter zum Lernen. Schick diese Aufnahmen noch einmal, mit dem, was darin gesagt wird, in `transcripts:`, oder korrigiere die Wörter mit `/samples transcript`.',
      nothingNew: 'Nichts Neues zum Trainieren. Schick mit `/addsamples` andere Aufnahmen.',
      first: '`/train continue` macht die erste Version.',
      train: '`/train continue` bringt deiner Stimme das Neue bei.',
    },
    doubtedHelp:
      'Diese Clips bewahre ich auf, aber deine Stimme lernt erst aus ihnen, wenn die Wörter stimmen: Drück „Wörter prüfen …“ und sag mir, welche richtig sind, oder „Meine Wörter stimmen“, damit deine bleiben.',
    cutOffHelp:
      'Diese Clips scheinen zu früh aufzuhören. Wenn alles zu hören ist, drück „Meine Wörter stimmen“; wenn nicht, schick die ganze Aufnahme.',
  },
  lines_one: 'Zeile {{numbers, list}}',
  lines_other: 'Zeilen {{numbers, list}}',
  permission: {
    ViewChannel: 'Kanal anzeigen',
    Connect: 'Verbinden',
    Speak: 'Sprechen',
  },
};
