// What people read in Français.
import type { Catalog } from './types.ts';

export const fr: Catalog = {
  commands: {
    names: {
      addsamples: 'ajouter',
      file: 'fichier',
      transcript: 'transcription',
      transcripts: 'transcriptions',
      zip: 'zip',
      voice: 'voix',
      record: 'enregistrer',
      script: 'lecture',
      count: 'nombre',
      train: 'entraîner',
      continue: 'continuer',
      epochs: 'époques',
      effort: 'effort',
      engine: 'moteur',
      fresh: 'nouveau',
      status: 'état',
      notify: 'prévenir',
      how: 'comment',
      cancel: 'annuler',
      preview: 'aperçu',
      text: 'texte',
      speed: 'vitesse',
      pitch: 'hauteur',
      version: 'version',
      join: 'rejoindre',
      say: 'dire',
      leave: 'quitter',
      versions: 'versions',
      list: 'liste',
      show: 'afficher',
      tag: 'nommer',
      name: 'nom',
      untag: 'retirer-nom',
      rollback: 'revenir',
      samples: 'clips',
      listen: 'écouter',
      clip: 'clip',
      remove: 'supprimer',
      voices: 'mes-voix',
      rename: 'renommer',
      language: 'langue',
      delete: 'effacer',
      pronounce: 'prononcer',
      word: 'mot',
      as: 'comme',
      for: 'pour',
      share: 'partager',
      on: 'oui',
      off: 'non',
      export: 'exporter',
      forget: 'oublier',
      settings: 'paramètres',
      channel: 'salon',
      role: 'rôle',
      allowed: 'permis',
      allow: 'autoriser',
      what: 'quoi',
      quiet: 'discret',
      limits: 'limites',
      characters: 'caractères',
      waiting: 'attente',
      block: 'bloquer',
      unblock: 'débloquer',
      person: 'personne',
      verify: 'vérifier',
      compare: 'comparer',
      against: 'contre',
      speak: 'parler',
      end: 'terminer',
      of: 'de',
      admin: 'gestion',
      reports: 'signalements',
      done: 'traité',
      report: 'signalement',
      pause: 'pause',
      notice: 'avis',
      mydata: 'mes-données',
      readaloud: 'lire-à-voix-haute',
      import: 'importer',
      manner: 'manière',
      move: 'déplacer',
      to: 'vers',
      help: 'aide',
    },
    texts: {
      'Add recordings of your own voice': 'Ajoute des enregistrements de ta propre voix',
      'A recording of yourself': 'Un enregistrement de toi',
      'Another recording': 'Un autre enregistrement',
      'What you say in it, word for word (for one file)': 'Ce que tu y dis, mot pour mot (pour un seul fichier)',
      'A line "file name | what is said" for each file: .txt, .csv, .tsv, metadata.csv, .list':
        'Une ligne « nom du fichier | ce qui est dit » par fichier : .txt, .csv, .tsv, metadata.csv, .list',
      'Many recordings at once, with a list of what is said in them if you have one':
        'Plusieurs enregistrements d’un coup, avec la liste de ce qui y est dit si tu en as une',
      'Which of your voices (most people have one)': 'Laquelle de tes voix (la plupart des gens en ont une seule)',
      'Record your voice in a voice channel, sentence by sentence':
        'Enregistre ta voix dans un salon vocal, phrase par phrase',
      'Sentences to read for your next recordings': 'Des phrases à lire pour tes prochains enregistrements',
      'How many': 'Combien',
      'Train your voice': 'Entraîne ta voix',
      'Continue from the active version (or make the first one) with everything you’ve sent':
        'Continuer depuis la version active (ou créer la première) avec tout ce que tu as envoyé',
      'How many more epochs; leave it out and I choose': 'Combien d’époques de plus ; sans ça, je choisis',
      'What to train with, if several are running; without it, the one that made the active version':
        'Avec quoi entraîner, s’il y en a plusieurs ; sinon, celui qui a créé la version active',
      'Start over from the base, as a new version; the old ones are kept':
        'Repartir de la base, en nouvelle version ; les anciennes sont gardées',
      'How much time it may take; leave it out for the usual':
        'Combien de temps ça peut prendre ; sans ça, comme d’habitude',
      quick: 'rapide',
      usual: 'habituel',
      long: 'long',
      'How many epochs; leave it out and I choose': 'Combien d’époques ; sans ça, je choisis',
      'How your training is going': 'Où en est ton entraînement',
      'End your training; your voice stays as it was': 'Arrête ton entraînement ; ta voix reste comme elle était',
      'How I tell you when a training is done': 'Comment je te préviens quand un entraînement est terminé',
      'How I tell you': 'Comment je te préviens',
      'Mention me where I asked': 'Mentionne-moi là où je l’ai demandé',
      'Direct message': 'Message privé',
      'No need': 'Pas besoin',
      'Hear your voice say something': 'Écoute ta voix dire quelque chose',
      'What to say: up to a minute of speech': 'Ce qu’il faut dire : jusqu’à une minute de parole',
      'How fast: 2 is twice as fast': 'À quelle vitesse : 2, c’est deux fois plus vite',
      'How many semitones higher, or lower': 'De combien de demi-tons plus haut, ou plus bas',
      'Number of the version': 'Numéro de la version',
      'Bring me into your voice channel, to speak there': 'Fais-moi venir dans ton salon vocal pour y parler',
      'Say something with your voice in your voice channel': 'Dis quelque chose avec ta voix dans ton salon vocal',
      'Send me out of the voice channel': 'Fais-moi sortir du salon vocal',
      'The versions of your voice': 'Les versions de ta voix',
      'All versions, as a tree': 'Toutes les versions, en arbre',
      'One version: its figures, its plan, what it learnt from':
        'Une version : ses chiffres, son plan, ce dont elle a appris',
      'Name a version; a named version is always kept complete':
        'Nomme une version ; une version nommée est toujours gardée complète',
      'Its name': 'Son nom',
      'Remove a version’s name': 'Retire le nom d’une version',
      'Go back to an earlier version of your voice; nothing is lost':
        'Reviens à une version précédente de ta voix ; rien n’est perdu',
      'Your recordings': 'Tes enregistrements',
      'List your clips': 'La liste de tes clips',
      'Hear a clip as I keep it': 'Écoute un clip tel que je le garde',
      'Which clip': 'Quel clip',
      'Delete a clip, and every version trained on it': 'Supprime un clip et toutes les versions entraînées avec lui',
      'Correct the transcript of a clip; no version is deleted':
        'Corrige la transcription d’un clip ; aucune version n’est supprimée',
      'What you say in it, word for word': 'Ce que tu y dis, mot pour mot',
      'Your voices': 'Tes voix',
      'Which voices you have': 'Quelles voix tu as',
      'Give a voice another name': 'Donne un autre nom à une voix',
      'Which of your voices': 'Laquelle de tes voix',
      'Its new name': 'Son nouveau nom',
      'Say which language you speak in the recordings of a voice':
        'Indique quelle langue tu parles dans les enregistrements d’une voix',
      'The language': 'La langue',
      'Delete a voice for good: its recordings and its versions':
        'Supprime une voix pour de bon : ses enregistrements et ses versions',
      'How words are said': 'Comment les mots se prononcent',
      'Say a word as you spell it out': 'Prononce un mot comme tu l’épelles',
      'As it is written: Siobhan': 'Comme il s’écrit : Siobhan',
      'As you would spell it for somebody who has never heard it: shivawn':
        'Comme tu l’écrirais pour quelqu’un qui ne l’a jamais entendu : chivonne',
      'Whose list it is on (yours unless you say otherwise)': 'Sur quelle liste (la tienne, sauf indication contraire)',
      'See the words of your list and of this server’s': 'Voir les mots de ta liste et de celle de ce serveur',
      'Go back to saying a word as it is written': 'Prononce de nouveau un mot comme il s’écrit',
      'Which word': 'Quel mot',
      'Whether others may start their voices from yours': 'Si d’autres peuvent faire partir leurs voix de la tienne',
      'Let other people’s new voices start from yours':
        'Laisse les nouvelles voix d’autres personnes partir de la tienne',
      'No new voice may start from yours any more': 'Plus aucune nouvelle voix ne peut partir de la tienne',
      'Get everything I have of yours: recordings, transcripts, voices':
        'Reçois tout ce que j’ai de toi : enregistrements, transcriptions, voix',
      'Delete everything I have of yours: recordings, voices, consent':
        'Supprime tout ce que j’ai de toi : enregistrements, voix, consentement',
      'What I may do in this server': 'Ce que je peux faire sur ce serveur',
      'See what was decided': 'Vois ce qui a été décidé',
      'Answer in this channel: once one is named, only in those':
        'Répondre dans ce salon : dès qu’il y en a un, seulement là',
      'Which channel': 'Quel salon',
      'Whether it is on the list': 'S’il est sur la liste',
      'Answer members of this role: once one is named, only those':
        'Répondre à ce rôle : dès qu’il y en a un, seulement à ceux-là',
      'Which role': 'Quel rôle',
      'Allow or forbid something': 'Autorise ou interdis quelque chose',
      'What it is': 'De quoi il s’agit',
      'Whether it is allowed': 'Si c’est permis',
      'Answer so that only the person who asked sees it': 'Répondre de sorte que seule la personne qui demande le voie',
      'Whether that is on': 'Si c’est activé',
      'How much one person can have me say': 'Combien une personne peut faire dire',
      'The most characters that a text may have': 'Nombre maximal de caractères d’un texte',
      'The most texts of one person that may wait in a voice channel':
        'Nombre maximal de textes d’une personne en attente dans un salon vocal',
      'Don’t let a person use me in this server': 'Empêche une personne de m’utiliser sur ce serveur',
      Who: 'Qui',
      'Let a person use me in this server again': 'Permets à nouveau à une personne de m’utiliser sur ce serveur',
      'speaking and recording in voice channels': 'parler et enregistrer dans les salons vocaux',
      'reading messages aloud': 'lire des messages à voix haute',
      'answers as voice messages': 'réponses en messages vocaux',
      'sharing voices': 'partager des voix',
      'Find out whether a model spoke a recording here': 'Découvre si un enregistrement vient d’un modèle d’ici',
      'The recording, as it was sent': 'L’enregistrement, tel qu’il a été envoyé',
      'Hear two versions without knowing which is which, and say which is better':
        'Écoute deux versions sans savoir laquelle est laquelle, et dis laquelle est meilleure',
      'The other version': 'L’autre version',
      'Let somebody here speak with your voice: a person, a role, or else everybody':
        'Laisse quelqu’un parler ici avec ta voix : une personne, un rôle, sinon tout le monde',
      'Nobody may speak with your voice any more; or this person or role may not':
        'Plus personne ne peut parler avec ta voix ; ou plus cette personne ou ce rôle',
      'See who may speak with your voice': 'Vois qui peut parler avec ta voix',
      'Whose voice, if one is shared with you (yours if you leave it out)':
        'La voix de qui, si elle est partagée avec toi (sinon la tienne)',
      'For the operator of this bot': 'Pour la personne qui gère ce bot',
      'Queue, trainers, people, disk': 'File, entraîneurs, personnes, disque',
      'What people reported': 'Ce que les gens ont signalé',
      'Say that a report has been dealt with': 'Un signalement a été traité',
      'Its id': 'Son identifiant',
      'Take nothing new, during maintenance': 'Ne rien accepter de nouveau, pour maintenance',
      'Tell everybody something by direct message': 'Dis quelque chose à tout le monde par message privé',
      'What to tell': 'Quoi dire',
      'See what I have of yours': 'Vois ce que j’ai de toi',
      'Say what you write here in your voice channel': 'Dis dans ton salon vocal ce que tu écris ici',
      'Bring back a voice that you took along with /export': 'Ramène une voix que tu as emportée avec /export',
      'An archive that /export sent you': 'Une archive que /export t’a envoyée',
      'Another archive of the same voice': 'Une autre archive de la même voix',
      'Other than usual, if some of your recordings sound different':
        'Autrement que d’habitude, si des enregistrements sonnent différemment',
      'Give a clip to another of your voices; every version trained on it is deleted':
        'Donne un clip à une autre de tes voix ; les versions entraînées dessus sont supprimées',
      'The voice that it belongs to': 'La voix à laquelle il appartient',
      'How to grow a model of your own voice': 'Comment faire grandir un modèle de ta propre voix',
      me: 'moi',
      'everybody on this server': 'tout le monde sur ce serveur',
      'Add to my voice': 'Ajouter à ma voix',
    },
  },
  duration: {
    tenths: '{{seconds, fixed1}} s',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    hours: '{{hours}} h {{minutes}} min',
  },
  moreLanguages_one: '{{count}} autre langue',
  moreLanguages_other: '{{count}} autres langues',
  settings: {
    title: 'Ce que je peux faire sur ce serveur',
    channels: 'Salons',
    everywhere: 'Tous',
    roles: 'Rôles',
    everybody: 'Tout le monde',
    allowed: 'Autorisé',
    yes: '✅ oui · {{what}}',
    no: '❌ non · {{what}}',
    answers: 'Réponses',
    quiet: 'Seule la personne qui demande les voit, sauf les phrases de `/record`',
    usual: 'Comme d’habitude',
    limits: 'Limites',
    limited:
      'Texte le plus long : {{characters}} caractères · textes d’une personne en attente dans un salon vocal : {{waiting}}',
    blocked: 'Bloqués',
    rights: 'Quoi qu’on décide ici, chacun peut emporter et supprimer ce qui est à lui : /export, /forget.',
    nowBlocked: '{{person}} ne peut pas m’utiliser sur ce serveur. `/settings unblock` annule ça.',
    nowUnblocked: '{{person}} peut m’utiliser sur ce serveur.',
  },
  verify: {
    ours: 'Oui : un modèle l’a dit ici, le {{made}}. C’est synthétique, et rien n’y a changé depuis.',
    yours: 'Oui : la v{{number}} de ta voix l’a dit ici, le {{made}}. C’est synthétique, et rien n’y a changé depuis.',
    changed: 'Il porte ma marque, mais il a été modifié depuis : je ne peux pas dire ce qui est encore de moi.',
    elsewhere:
      'D’après sa marque, il vient d’un modèle d’une autre installation de Timbre. Elle seule peut savoir si c’est vrai.',
    unmarked:
      'Je n’y trouve aucune marque à moi. Cela ne prouve rien : elle se perd quand on convertit ou réenregistre.',
  },
  compare: {
    comparing: 'Deux versions vont dire : « {{text}} »',
    question: 'Deux versions de ta voix, sans leur nom. Laquelle te ressemble le plus ?',
    same: 'Aucune différence',
    revealed: 'A était v{{first}}, B était v{{second}}.',
    liked: 'Tu préfères v{{liked}}.',
    likedBoth: 'Tu n’entends aucune différence.',
    tally: 'Jusqu’ici : v{{first}} {{wins}}, v{{second}} {{losses}}, aucune différence {{same}}.',
  },
  report: {
    button: 'Signaler',
    title: 'Prévenir la personne qui gère le bot',
    what: 'Qu’est-ce qui ne va pas là-dedans ?',
    thanks:
      'Merci. La personne qui gère ce bot est prévenue : tes mots, ton identifiant Discord et l’endroit où cela a été dit.',
    notice: '📣 De la personne qui gère ce bot : {{text}}',
  },
  import: {
    reading: 'Lecture de {{archives, archive}}…',
    back: '« {{voice}} » est de retour : {{clips, clip}} ({{seconds, duration}}) avec ce qui y est dit.',
    silent: 'Il n’y avait pas de version : `/train continue` en crée une.',
    speaks: 'Elle parle avec la v{{number}}, comme quand tu l’as emportée ; `/train continue` reprend à partir de là.',
    there: 'Tout est déjà là : ta voix « {{voice}} ».',
    in: '« {{voice}} » est ici comme nouvelle voix.',
    unproven:
      'Je n’ai pas signé cette archive, donc rien de ce qu’elle dit n’est prouvé : à qui est la voix, si cette personne était d’accord, ce qui est dit, ce que ça vaut. Les enregistrements sont reçus et vérifiés comme tout envoi ; des poids, j’ai regardé chaque nombre.',
    unprovenVersion:
      'Elle parle avec la v{{number}}. On ne sait pas ici de quoi celle-ci a appris : retirer un clip ne la supprime pas, supprimer la voix si.',
  },
  manner: {
    telephone: 'téléphone',
    fuller: 'plus pleine',
    higher: 'plus haute',
    lower: 'plus basse',
    noisier: 'plus bruitée',
    duller: 'plus sourde',
    brighter: 'plus claire',
    other: 'une autre manière',
  },
  spokenConsent: {
    ask: '🎙️ **Encore une chose : j’aimerais t’entendre accepter.** Dis cette phrase à voix haute, telle quelle, et enregistre-toi :',
    how: 'Envoie-la ensuite avec le bouton ci-dessous, ou dis-la dans un salon vocal avec `/record`. L’enregistrement est gardé comme preuve jusqu’à `/forget` ; ce que tu as envoyé l’attend et rien n’est perdu. La phrase vaut un jour.',
    sentence:
      'Moi, {{name}}, j’accepte que ce bot apprenne ma voix avec mes enregistrements. Nous sommes le {{date}}. Mes mots sont {{words, list}}.',
    words:
      'rivière, jardin, fenêtre, montagne, jaune, beurre, été, crayon, forêt, marché, argent, tonnerre, cuisine, lapin, île, bougie, hiver, orange, pont, village',
    send: 'Envoyer l’enregistrement',
    formTitle: 'Tu acceptes, de ta propre voix',
    formFile: 'Ton enregistrement de la phrase',
    taken: {
      heard: 'Merci, je t’ai entendu accepter. `/train continue` peut commencer.',
      length:
        'Merci, ton enregistrement est gardé comme consentement. Personne ici ne comprend cette langue : j’ai seulement vérifié que tu parles à peu près le temps de la phrase. `/train continue` peut commencer.',
    },
  },
  consent: {
    title: 'Avant de commencer : ta voix, ton choix',
    stored:
      '**Ce qui est conservé** : les enregistrements que tu envoies, ou que tu dis pendant que `/record` t’écoute (personne d’autre n’est entendu), leurs transcriptions, des mesures de ceux-ci, les modèles de voix entraînés avec, les aperçus parlés, et ton identifiant Discord avec l’heure de cette réponse.',
    why: '**Pourquoi** : uniquement pour entraîner *ton* modèle de voix et le faire parler, sur la machine qui fait tourner ce bot. Rien n’est transmis, sauf ce que je poste ici.',
    deletion:
      '**Comment supprimer** : `/samples remove` retire un clip ou tous ; chaque version entraînée avec un clip retiré est supprimée avec lui. `/forget` supprime tout ce qui te concerne, ce consentement aussi.',
    own: '**Ta propre voix seulement** : en acceptant, tu confirmes que c’est toi qui parles dans chaque enregistrement que tu envoies. Ce que dit le modèle est synthétique ; ne t’en sers pas pour tromper qui que ce soit.',
    version: 'Texte de consentement, version {{version}}',
    agree: 'J’accepte',
    decline: 'Non merci',
    declined: 'D’accord, rien n’a été conservé. Tu peux changer d’avis quand tu veux.',
    tooLate:
      'Merci ! Mais la commande de départ a expiré, donc rien n’a été conservé. Renvoie-la et je te reposerai la question.',
    outdated: 'Cette question n’est plus à jour. Renvoie la commande, s’il te plaît.',
  },
  length: '{{seconds, duration}}',
  andMore: '… et {{number}} de plus',
  count: {
    archive_one: '{{count}} archive',
    archive_other: '{{count}} archives',
    clip_one: '{{count}} clip',
    clip_other: '{{count}} clips',
    file_one: '{{count}} fichier',
    file_other: '{{count}} fichiers',
    preview_one: '{{count}} aperçu',
    preview_other: '{{count}} aperçus',
    sentence_one: '{{count}} phrase',
    sentence_other: '{{count}} phrases',
    text_one: '{{count}} texte',
    text_other: '{{count}} textes',
    training_one: '{{count}} entraînement',
    training_other: '{{count}} entraînements',
    transcript_one: '{{count}} transcription',
    transcript_other: '{{count}} transcriptions',
    upload_one: '{{count}} envoi',
    upload_other: '{{count}} envois',
    version_one: '{{count}} version',
    version_other: '{{count}} versions',
    voice_one: '{{count}} voix',
    voice_other: '{{count}} voix',
    recording_one: '{{count}} enregistrement',
    recording_other: '{{count}} enregistrements',
    epoch_one: '{{count}} époque',
    epoch_other: '{{count}} époques',
    step_one: '{{count}} pas',
    step_other: '{{count}} pas',
    testClip_one: '{{count}} clip de test',
    testClip_other: '{{count}} clips de test',
    semitone_one: '{{count}} demi-ton',
    semitone_other: '{{count}} demi-tons',
    line_one: '{{count}} ligne',
    line_other: '{{count}} lignes',
  },
  button: { keep: 'Garder' },
  error: {
    apology:
      'Désolé, quelque chose s’est mal passé de mon côté ; rien de ce qui est à toi n’est perdu. Réessaie dans une minute. Si ça recommence, donne cette référence à la personne qui gère le bot : {{reference}}.',
    reference: 'Si ça continue, donne ceci à la personne qui gère le bot : {{reference}}.',
  },
  outage: {
    'disk-full':
      'Il n’y a plus de place sur le disque de ce bot. La personne qui le gère est prévenue ; ça remarchera dès qu’il y aura de la place.',
    'read-only':
      'Ce bot ne peut pas écrire sur son disque. La personne qui le gère est prévenue ; ça remarchera une fois réparé.',
    forbidden:
      'Ce bot n’a pas le droit d’écrire dans ses propres fichiers. La personne qui le gère est prévenue ; ça remarchera une fois réparé.',
    misplaced:
      'Quelque chose occupe la place des fichiers de ce bot. La personne qui le gère est prévenue ; ça remarchera une fois réparé.',
    'disk-broken':
      'Le disque de ce bot a une panne. La personne qui le gère est prévenue ; ça remarchera une fois réparé.',
    'database-damaged':
      'La base de données de ce bot est abîmée. La personne qui le gère est prévenue ; ça remarchera dès qu’elle sera restaurée.',
    'database-locked':
      'Ma base de données est occupée à autre chose. Rien n’est perdu ; réessaie dans quelques minutes.',
    'database-away':
      'Ce bot n’arrive pas à joindre sa base de données. La personne qui le gère est prévenue ; ça remarchera dès qu’elle sera revenue.',
    'store-away':
      'Ce bot n’arrive pas à joindre l’endroit où sont gardés les enregistrements. La personne qui le gère est prévenue ; ça remarchera dès qu’il sera revenu.',
  },
  gone: {
    files: 'Les fichiers ne sont plus sur mon disque.',
    filesButSome:
      'Les fichiers ne sont plus sur mon disque, sauf {{files, file}} d’il y a quelques secondes : plus rien dans deux heures au plus.',
    inDiscord: 'Ce que j’ai posté dans Discord y reste jusqu’à ce que quelqu’un le supprime.',
  },
  export: {
    nothing: 'Je n’ai rien de toi.',
    packing: 'Je rassemble tout ce que j’ai de toi…',
    done: 'Voici tout ce que j’ai de toi, en {{archives, archive}} : les enregistrements avec ce qui y est dit (renvoie-les avec `/addsamples zip:`), la version qui parle de chaque voix, et ce que je sais de toi.',
    cutByTime:
      'Ce n’est pas tout : il y en a plus que ce que Discord me laisse envoyer d’un coup. Demande le reste à la personne qui gère le bot.',
    cutByPlace:
      'Ce n’est pas tout : Discord ne me laisse pas en envoyer plus ici. Utilise `/export` en message privé avec moi, ou sur un serveur où je suis.',
    tooLarge_one: 'Trop gros pour un message, à demander à la personne qui gère le bot : {{names}}.',
    tooLarge_other: 'Trop gros pour un message, à demander à la personne qui gère le bot : {{names}}.',
    damaged: 'Abîmé chez moi, donc absent : {{names}}. La personne qui gère le bot est prévenue.',
    forget: '`/import` ramène une voix, `/forget` supprime tout ici.',
  },
  forget: {
    kept: '**Voici ce que j’ai de toi :**',
    agreed:
      'Tu as accepté le {{date}}. `/export` t’envoie tout, `/share list` dit qui peut parler avec une voix à toi, `/forget` supprime tout.',
    nothing: 'Je n’ai rien de toi.',
    question: '**Ça supprime tout ce que j’ai de toi :**',
    clips: '{{clips, clip}} ({{seconds, duration}}) et {{transcripts, transcript}}',
    voices: '{{voices, voice}} avec {{versions, version}}',
    versionsOfOthers: '{{versions, version}} de voix d’autres personnes parties de la tienne',
    records:
      'les traces de {{uploads, upload}}, {{trainings, training}} et {{previews, preview}}, et les aperçus eux-mêmes',
    spokenConsents: '{{recordings, recording}} où tu acceptes',
    grants_one: '{{count}} autorisation de parler avec la voix de quelqu’un d’autre',
    grants_other: '{{count}} autorisations de parler avec les voix d’autres personnes',
    reports_one: '{{count}} signalement à la personne qui gère ce bot, de toi ou à ton sujet',
    reports_other: '{{count}} signalements à la personne qui gère ce bot, de toi ou à ton sujet',
    consent: 'ton consentement, et ton identifiant Discord avec',
    stops: 'Si je travaille sur quelque chose pour toi en ce moment, j’arrête. Rien ne pourra être récupéré.',
    everything: 'Tout supprimer',
    done: '**Supprimé pour de bon :**',
    computed: 'Ce que j’en avais calculé pour l’entraînement disparaît aussi en quelques minutes.',
  },
  pronounce: {
    title: 'Comment les mots se prononcent',
    yours: 'Les tiens',
    here: 'Sur ce serveur',
    none: 'Rien pour l’instant : `/pronounce word` en ajoute un.',
    order: 'Ton propre mot passe avant celui du serveur.',
    set: {
      yours: 'Je dirai « {{word}} » comme « {{spoken}} »{{before}}. Écoute avec `/preview`.',
      server: 'Toutes les voix ici diront « {{word}} » comme « {{spoken}} »{{before}}. Écoute avec `/preview`.',
    },
    before: ' (avant : « {{before}} »)',
    removed: {
      yours: 'Je dis de nouveau « {{word}} » comme il s’écrit.',
      server: '« {{word}} » n’est plus sur la liste de ce serveur.',
    },
  },
  version: {
    manners: 'Elle peut aussi parler autrement ({{names, list}}) : `manner:` de `/preview` et `/say`.',
    active: 'Active : v{{number}}.',
    noneActive: 'Aucune version n’est active maintenant.',
    closer: 'plus proche de toi que v{{number}}',
    same: 'aussi proche de toi que v{{number}}',
    further: 'plus loin de toi que v{{number}}',
    activeChoice: '(active)',
    isActive: 'active',
    importedFrom: 'importée de « {{name}} »',
    imported: 'importée',
    importedUnknown: 'Importée de « {{name}} » ; je ne sais pas de quels enregistrements elle a appris.',
    fromParent: 'de v{{number}}',
    fromBase: 'de la base',
    fromOther: 'd’une autre voix',
    theBase: 'la base',
    ofAnotherVoice: 'une version d’une autre voix',
    aside: 'mise de côté',
    weights: 'poids seulement',
    otherWords: 'apprise avec d’autres mots : {{clips, clip}}',
    deletedBecause: 'supprimée : un clip qu’elle avait appris a été retiré',
    speech: '{{seconds, duration}} de parole',
    state: {
      active: 'active',
      aside: 'mise de côté',
      weights: 'poids seulement',
      purged: 'supprimée',
    },
    tree: 'Arbre ({{versions, version}}) : {{nodes}}',
    listTitle: 'Versions de « {{voice}} »',
    listFooter: '/rollback revient à une version, /versions show t’en dit plus sur une version.',
    clipIn: '{{clip}} dans {{versions}}',
    clipOtherwise: ' (appris avec d’autres mots : {{versions}})',
    moreClips_one: '… et {{count}} autre clip',
    moreClips_other: '… et {{count}} autres clips',
    clipsOfAnother: '… et {{clips, clip}} d’une autre voix',
    made: 'Créée le {{date}} avec {{seconds, duration}} de parole.',
    madeWith: 'Créée le {{date}} par {{engine, engine}} avec {{seconds, duration}} de parole.',
    itIsActive: 'Elle est active.',
    wasAside: 'Elle a été mise de côté à sa création.',
    wasDeleted: 'Elle a été supprimée : un clip qu’elle avait appris a été retiré.',
    comesFrom: 'D’où elle vient',
    plan: 'Le plan, et pourquoi',
    learntFrom: 'Apprise de : {{clips, clip}}',
    pruned:
      'L’historique de son entraînement a été nettoyé : `/train continue` repart de ses poids, avec un optimiseur neuf.',
    importedWeights:
      'Elle a été importée sans l’historique de son entraînement : `/train continue` repart de ses poids, avec un optimiseur neuf.',
    tagged: 'v{{number}} s’appelle maintenant « {{tag}} ».',
    weightsStay: 'Ses poids, tout ce qu’il en reste, sont gardés.',
    staysComplete: 'Elle reste complète, quel que soit le nombre de versions après elle.',
    untagged: 'v{{number}} n’a plus de nom.',
    untaggedFrom: 'v{{number}} n’a plus de nom ; elle s’appelait « {{tag}} ».',
    speaksAgain: 'v{{number}} parle de nouveau',
    previousKept: 'v{{number}} est gardée : `/rollback version:{{number}}` la ramène.',
    nextGoesOn: 'Le prochain `/train continue` repart de v{{number}}.',
    previewFollows: 'Son aperçu suit : voix synthétique.',
    keptActive: 'v{{active}} reste active. v{{aside}} n’est pas perdue : `/rollback version:{{aside}}` la ramène.',
    alreadyActive: 'v{{number}} est déjà active.',
    playPreview: 'Écouter son aperçu',
    likedBetter_one: 'préférée {{wins}} fois sur {{count}}',
    likedBetter_other: 'préférée {{wins}} fois sur {{count}}',
  },
  share: {
    speakers:
      'En plus de toi, peuvent parler ici avec « {{voice}} » : {{who}}. Ce qui est dit est marqué comme synthétique et indique à qui est la voix. `/share end` y met fin aussitôt.',
    speakersNone: 'Ici, personne d’autre que toi ne parle avec « {{voice}} ».',
    speakersElsewhere: 'Elle est aussi partagée sur d’autres serveurs ; `/share end` y met fin aussi.',
    speakersAll: 'tout le monde sur ce serveur',
    borrowed: 'Avec la voix de {{owner}}, synthétique.',
    everybody: 'Laisser tout le monde sur ce serveur parler avec « {{voice}} » ?',
    orSome: 'Pour une personne ou un rôle, nomme-les : `/share speak person:` ou `role:`.',
    yesEverybody: 'Oui, tout le monde ici',
    question: 'Laisser d’autres partir de « {{voice}} » ?',
    meaning:
      '**Ce que ça veut dire** : quand quelqu’un d’autre commence ici une voix qui ressemble à la tienne, son entraînement peut partir de ta version active plutôt que de la base. Elle ressemble plus vite à une vraie personne.',
    given:
      '**Ce que l’autre reçoit** : sa propre version, qui contient ce que la tienne a appris de tes enregistrements, entraînée ensuite vers sa voix. Personne ne reçoit tes enregistrements, tes versions ou ton nom, et tu ne sais pas de qui il s’agit.',
    ending:
      '**Comment y mettre fin** : `/share off`, à tout moment : aucune nouvelle voix ne part de la tienne. Celles qui l’ont déjà fait restent à leurs propriétaires jusqu’à ce que tu retires un enregistrement dont elles viennent (`/samples remove`) ou tout (`/forget`) : elles sont alors supprimées aussi.',
    yes: 'Oui, d’autres peuvent en partir',
    no: 'Non',
    on: 'Merci ! D’autres peuvent maintenant partir de « {{voice}} ». `/share off` y met fin.',
    not: 'D’accord, rien ne change.',
    already: 'D’autres peuvent partir de « {{voice}} » depuis le {{date}}. `/share off` y met fin.',
    off: 'Plus aucune nouvelle voix ne part de « {{voice}} ». Les versions qui l’ont déjà fait restent à leurs propriétaires ; `/samples remove` et `/forget` les suppriment aussi.',
    gone_one:
      '{{versions}} de ta voix « {{voice}} » est supprimée : elle partait d’une autre voix dont des enregistrements ont été retirés. Tes propres enregistrements sont tous là. {{now}}',
    gone_other:
      '{{versions}} de ta voix « {{voice}} » sont supprimées : elles partaient d’une autre voix dont des enregistrements ont été retirés. Tes propres enregistrements sont tous là. {{now}}',
    noneActive:
      'Aucune version n’est active maintenant : choisis-en une autre avec `/rollback`, ou fais-en une nouvelle avec `/train continue`.',
  },
  voices: {
    idle: 'Personne n’a utilisé ta voix « {{voice}} » depuis le {{used}}. Je la supprimerai avec ses enregistrements le {{erased}}. Pour la garder, utilise-la avant, avec `/preview` par exemple ; `/export` t’envoie tout.',
    none: 'Tu n’as pas encore de voix. Envoie des enregistrements de toi avec `/addsamples`.',
    title: 'Tes voix',
    footer:
      'Chaque commande prend voice: pour en choisir une. /addsamples voice: avec un nouveau nom en commence une autre.',
    held: '{{clips, clip}} ({{seconds, duration}}) et {{versions, version}}',
    silent: 'ne peut pas encore parler',
    shared: 'partagée',
    speaks:
      'Langue de « {{voice}} » : {{language, language}}. Le prochain entraînement, et ce que j’entends dans les nouveaux enregistrements, en tiennent compte.',
    renamed: '« {{before}} » s’appelle maintenant « {{name}} ».',
    elsewhere: ', et {{versions, version}} d’autres voix qui en sont parties',
    question:
      'Ça supprime ta voix « {{voice}} » pour de bon : {{held}}, avec ses aperçus et ses envois{{elsewhere}}. Si je travaille dessus en ce moment, j’arrête. On ne peut pas revenir en arrière.',
    delete: 'Supprimer cette voix',
    kept: 'Rien n’a été supprimé : « {{voice}} » est comme avant.',
    removed: 'Supprimé pour de bon : « {{voice}} », {{held}}{{elsewhere}}.',
  },
  help: {
    together: 'Ensemble',
    togetherHow:
      '`/compare` te fait entendre deux versions sans dire laquelle est laquelle · `/share speak` laisse d’autres parler ici avec ta voix, `/share end` y met fin · `/readaloud` dit ce que tu écris · `/verify` dit si un enregistrement vient d’ici · `/mydata` montre ce que j’ai de toi · `/settings` est pour ceux qui gèrent le serveur',
    title: 'Fais grandir un modèle de ta propre voix',
    send: '`/addsamples` : envoie des enregistrements de toi, de 2 à 12 secondes, dans une pièce calme, avec ce que tu dis (`transcript:` pour un fichier, `transcripts:` pour plusieurs).',
    train: '`/train continue` : crée une version de ta voix, et te parle.',
    more: 'D’autres enregistrements, encore `/train continue` : chaque version continue la précédente et garde ce qu’elle a appris.',
    calls: 'Dans un salon vocal',
    callsHow:
      '`/record` te montre des phrases, n’entend que toi et garde ce que tu lis · `/say text:…` y parle avec ta voix · `/join` et `/leave` · `/script` te donne les phrases pour enregistrer ailleurs',
    listen: 'Écouter',
    listenHow:
      '`/preview text:…` dit n’importe quel texte · `/pronounce word` apprend comment un nom se dit · `/versions list` dessine ce qu’il y a · `/versions show` dit tout d’une version · `/versions tag` lui donne un nom et la garde complète · `/rollback` y revient',
    training: 'Entraînement',
    trainingHow:
      '`/train continue epochs:20` entraîne 20 époques de plus · `/train fresh` repart de la base (en nouvelle version) · `/train status` · `/train cancel`',
    data: 'Tes données',
    dataHow:
      '`/samples list` · `/samples transcript` corrige ce qui est dit dans un clip · `/samples remove` supprime un clip et toutes les versions entraînées avec · `/voices` liste, renomme ou supprime des voix entières, ou dit quelle langue une voix parle · `/share on` laisse d’autres partir de ta voix (désactivé par défaut) · `/export` t’envoie tout · `/import` en ramène une voix · `/forget` le supprime',
    also: 'Ce bot aussi',
    hears:
      'comprend ce que tu dis dans les enregistrements sans transcription ({{languages, languages}}) et vérifie les transcriptions que tu envoies',
    brings: {
      speakers:
        'reconnaît qui parle : met en attente les clips de quelqu’un d’autre, et dit à quel point une version te ressemble',
      source: 'offre une voix source naturelle en plusieurs langues',
    },
    synthetic: 'Tout ce que dit le modèle est synthétique. N’envoie que des enregistrements de ta propre voix.',
  },
  call: {
    reads:
      'Je dirai avec ta voix ce que tu écris dans {{channel}} tant que je suis dans ton salon vocal. Rien n’en est gardé plus longtemps que le texte d’un aperçu.',
    readsNoMore: 'Je ne lis plus tes messages à voix haute.',
    neverSilent:
      'J’entends quelque chose en permanence et ne sais pas où finit la phrase. Utilise l’appui pour parler ou la suppression du bruit, puis recommence.',
    coveredAll: {
      sounds: 'Ta voix a les {{all}} sons de la langue.',
      letters: 'Ta voix a les {{all}} lettres de la langue.',
    },
    covered: {
      sounds: 'Ta voix a {{heard}} sons sur {{all}} pour l’instant.',
      letters: 'Ta voix a {{heard}} lettres sur {{all}} pour l’instant.',
    },
    kept: 'C’est dans la boîte.',
    onHold: 'La dernière est en attente : {{reason}}. Elle revient.',
    refused: 'La dernière ne va pas, elle revient.',
    lost: 'Une partie s’est perdue en route. Encore une fois, s’il te plaît.',
    cutOff: 'C’était coupé : je n’ai entendu qu’une partie de la phrase. Encore une fois, s’il te plaît.',
    again: 'Encore une fois, alors.',
    lastOne: 'C’était la dernière. J’écoute…',
    recording: 'Enregistrement de « {{voice}} » dans {{channel}} : je n’entends que toi.',
    readThis: 'Lis ceci à voix haute ; la suivante vient quand tu te tais :',
    read: '{{sentences, sentence}} au compteur.',
    buttonAgain: 'Encore',
    buttonSkip: 'Passer',
    buttonStop: 'Arrêter',
    coming: 'J’arrive dans {{channel}}…',
    end: {
      stopped: 'Enregistrement arrêté.',
      'all-read': 'Tu as lu tout ce que j’ai. Bravo !',
      idle: 'Je n’ai rien entendu pendant deux minutes, alors j’ai arrêté l’enregistrement.',
      alone: 'Tu as quitté le salon vocal, alors j’ai arrêté l’enregistrement.',
      'thrown-out': 'On m’a déconnecté du salon vocal, l’enregistrement est donc fini.',
      lost: 'J’ai perdu la connexion au salon vocal, l’enregistrement est donc fini.',
      deleted: 'La voix concernée a été supprimée, alors j’ai arrêté l’enregistrement.',
      forbidden: 'Les personnes qui gèrent ce serveur y ont mis fin, alors j’ai arrêté l’enregistrement.',
      refused: 'Je ne peux rien prendre de plus pour l’instant.',
      restart: 'Je dois redémarrer, l’enregistrement est donc fini. Ce que tu as dit est gardé ; `/record` reprend.',
    },
    nothingRecorded: 'Rien n’a été enregistré.',
    listeningToRest: 'J’écoute la fin…',
    restartedBefore: 'J’ai dû redémarrer avant que tu aies lu quoi que ce soit. `/record` recommence.',
    restarted:
      'J’ai dû redémarrer pendant que tu enregistrais. Ce que tu avais lu jusque-là est gardé ; `/record` reprend de là.',
    script:
      'Lis ces phrases à voix haute, une par enregistrement, dans une pièce calme ; puis envoie-les avec `/addsamples` et `transcripts:`, le fichier joint ici. C’est ce qui manque le plus à ta voix ({{language, language}}).',
    scriptRecord: 'Dans un salon vocal, `/record` les montre une à une, sans fichier.',
    scriptFile: 'Une ligne par enregistrement : nomme tes fichiers 1.wav, 2.wav et ainsi de suite',
    joined: 'Je suis dans {{channel}}. `/say` y parle avec ta propre voix ; `/leave` me fait partir.',
    left: 'À plus.',
    ahead: 'Avant : {{texts, text}}.',
  },
  words: {
    check: 'Vérifier ce que j’ai entendu',
    checkWaiting: 'Vérifier les mots : {{clips, clip}}',
    place: 'n° {{number}}, à vérifier : {{clips, clip}}',
    youWrote: 'Tu as écrit : « {{words}} »',
    iHeard: 'J’ai entendu : « {{words}} »',
    notSure: 'Je ne suis pas sûr de ce qui y est dit : « {{words}} »',
    mine: 'Ma version est juste',
    yours: 'Ce que tu as entendu est juste',
    correct: 'Corriger',
    next: 'Suivant',
    right: 'C’est juste',
    refuse: 'Ne pas apprendre ces mots',
    done: 'C’était le dernier. C’est toi qui décides : `/train continue` apprend ces mots à ta voix.',
    left: 'C’était le dernier ; il reste pour plus tard : {{clips, clip}}. `/samples list` montre les mots de tous les clips.',
    formTitle: 'Ce qui y est dit',
    formLabel: 'Mot pour mot',
  },
  training: {
    asBefore: 'Ta voix est comme avant.',
    useShifted: 'Les utiliser décalées',
    growAnew: 'La recréer',
    growNot: 'Pas maintenant',
    notGrown: 'D’accord. `/train fresh` le fait quand tu veux.',
    cancel: 'Annuler',
    stopping: 'J’arrête…',
    waits:
      'Ton entraînement attend : aucun entraîneur ne tourne avec {{engine, engine}} en ce moment. Il commence dès qu’il y en a un.',
    orWith: 'Ou arrête-le, et `/train continue engine:{{id}}` recommence avec {{engine, engine}}.',
    previewWaits:
      'Ton aperçu attend : aucun entraîneur ne tourne avec {{engine, engine}} en ce moment. Il commence dès qu’il y en a un.',
    queued: 'En file d’attente : ça commence dans un instant.',
    queuedBehind: 'En file d’attente, avant le tien : {{trainings, training}}.',
    restarted: 'L’entraîneur a redémarré et reprend du dernier point de sauvegarde dans un instant.',
    starting: 'Ça commence…',
    phase: {
      preparing: 'Analyse des clips',
      training: 'Entraînement',
      evaluating: 'Mesure sur les clips de test',
      publishing: 'Enregistrement de la version',
      speaking: 'Synthèse de l’aperçu',
    },
    epoch: 'époque {{epoch}} sur {{epochs}}',
    loss: 'perte {{loss, fixed3}}',
    testLoss: 'clips de test {{loss, fixed3}}',
    atMostLeft: 'encore {{time}} au plus pour cette étape',
    aboutLeft: 'encore {{time}} environ pour cette étape',
    left: 'encore {{seconds, roughly}} environ',
    doneIn: 'Prêt dans {{seconds, roughly}} environ.',
    notify: {
      question:
        'Comment te prévenir quand un entraînement est terminé ? Je ne le demande que cette fois ; `/train notify` le change.',
      mention: 'Mentionne-moi ici',
      direct: 'Message privé',
      none: 'Pas besoin',
      fine: 'D’accord.',
      chosen: {
        mention: 'Quand un entraînement est terminé, je te mentionne là où tu l’as demandé.',
        direct: 'Quand un entraînement est terminé, je t’écris aussi un message privé.',
        none: 'Quand un entraînement est terminé, je publie le résultat sans te mentionner.',
      },
      ready: '« {{voice}} » est entraînée : la v{{number}} est là. {{link}}',
      failed: 'L’entraînement de « {{voice}} » s’est terminé sans nouvelle version. {{link}}',
      closed: 'Tu ne reçois pas mes messages privés, alors je te mentionne ici.',
    },
    after: ' après {{seconds, duration}}',
    finished: 'Entraînement terminé{{time}}.',
    cancelled: 'Entraînement annulé{{time}}.',
    cancelledNow: 'Annulé.',
    stopped: 'Entraînement arrêté{{time}}.',
    from: {
      version: 'Continuée depuis v{{parent}} avec {{speech}}.',
      base: 'Entraînée depuis la base avec {{speech}}.',
      other: 'Partie d’une autre voix qui ressemble à la tienne, avec {{speech}}.',
    },
    speech: '{{seconds, duration}} de parole',
    speechSomeNew: '{{seconds, duration}} de parole, dont {{fresh, duration}} de nouveau',
    leftOut: 'Inutilisable : {{clips, clip}}, voir *Chiffres*.',
    whyPlan: 'Pourquoi ce plan ?',
    figures: 'Chiffres',
    ready: 'La version {{number}} est prête et active',
    aside: 'La version {{number}} est mise de côté ; v{{rival}} reste active',
    previewBelow: 'L’aperçu ci-dessous est une voix synthétique.',
    previewOfBelow: 'L’aperçu de v{{number}} ci-dessous est une voix synthétique.',
    previewsBelow:
      'Écoute les deux aperçus ci-dessous, d’abord v{{number}}, et choisis. Les deux sont des voix synthétiques.',
    playAgain: 'Réécouter l’aperçu',
    rollBack: 'Revenir à v{{rival}}',
    useAnyway: 'Utiliser v{{number}} quand même',
    keep: 'Garder v{{rival}}',
    play: 'Écouter v{{rival}}',
    planOf: 'v{{number}} : le plan, et pourquoi',
    inFigures: 'v{{number}} en chiffres',
    training: 'Entraînement',
    steps: '{{epochs, epoch}}, {{steps, step}} ; la meilleure époque était la {{bestEpoch}}.',
    time: 'Durée',
    notUsed: 'Non utilisés',
    plan: '{{epochs, epoch}}, taux d’apprentissage {{rate}}, lots de {{batch}}.',
    notMeasured: 'non mesuré',
    showCurve: 'Courbe actuelle',
    curveOf: 'Courbe de perte des époques {{from}} à {{to}}.',
    curveTrain: 'Clips d’entraînement : {{first, fixed3}} au début, {{last, fixed3}} maintenant.',
    curveTest: 'Clips de test : {{first, fixed3}} au début, {{last, fixed3}} maintenant.',
    curveMeans:
      'Plus la courbe est basse, plus c’est proche de toi. Ce sont les clips de test qui comptent : rien n’est appris d’eux.',
    curve: 'Courbe de perte : entraînement de la version {{number}}',
    voiceTaken: 'J’ai pris ta voix « {{voice}} ». Pour en utiliser une autre, ajoute `voice:` : {{others}}.',
    learntAll: 'v{{number}} a déjà appris tous les clips de cette voix.',
    learntUsable:
      'v{{number}} a déjà appris tous les clips qu’elle pouvait utiliser. Elle n’a pas pu utiliser {{clips, clip}}, parce que les mots ne correspondent pas ou ne peuvent pas être dits : {{names, list}}{{more}}. Corrige ce qui y est dit avec `/samples transcript`.',
    newHelpsMore:
      'De nouveaux enregistrements aideraient plus qu’un nouvel entraînement : `/addsamples`. Pour entraîner quand même, dis combien de temps : `/train continue epochs:20`.',
    anyway: 'Entraîner quand même',
    never: 'Tu n’as encore rien entraîné. Commence avec `/train continue`.',
    keptFollows: 'Je n’ai pas pu te faire parvenir ceci, alors le voici, rien que pour toi :',
    stillTrying: 'Discord ne m’a pas encore laissé te remettre ceci ; je continue d’essayer :',
    undelivered: {
      training: 'le résultat de l’entraînement de « {{voice}} »',
      preview: 'ce que tu as fait dire à « {{voice}} »',
      upload: 'ce que sont devenus tes enregistrements pour « {{voice}} »',
      notice: 'un avis',
    },
    cancelledBefore: 'Annulé avant d’avoir commencé.',
    stops: 'J’arrête, ça prend quelques secondes.',
    byEar: 'À l’oreille, sans leurs noms',
    byEarLine: 'v{{number}} {{wins}} · v{{other}} {{losses}} · pas de différence {{same}}',
  },
  errors: {
    'clip-there': {
      message: '« {{voice}} » a déjà ce clip.',
      hint: 'Choisis une autre voix avec to: ; /voices list montre les tiennes.',
    },
    'no-curve': {
      message: 'Il n’y a encore rien à dessiner.',
      hint: 'La courbe commence dès que l’entraînement a parcouru tes clips une fois.',
    },
    'no-curve/ended': {
      message: 'Cet entraînement est terminé et il n’en reste aucune courbe.',
      hint: '/versions show dit de chaque version à quel point elle s’est rapprochée.',
    },
    'no-manner': {
      message: 'v{{number}} ne connaît pas cette manière.',
      hint: 'Prends {{names, either}}, ou laisse manner: de côté.',
    },
    'no-manner/none': {
      message: 'Autant que je sache, v{{number}} ne parle que d’une manière.',
      hint: 'Laisse manner: de côté. Avec dix secondes d’enregistrements qui sonnent autrement, plus haut ou au téléphone par exemple, le prochain entraînement en trouve une autre.',
    },
    'import-under-way': {
      message: 'Je lis encore ce que tu as envoyé.',
      hint: 'Attends que j’aie fini.',
    },
    'bad-takeout/foreign': {
      message: 'Cette archive ne porte pas ma signature : ce n’est pas une voix que j’ai exportée.',
      hint: 'Envoie les archives d’une voix telles que /export les a envoyées. Ce qu’une autre installation a exporté, seule la personne qui gère le bot peut l’importer ; les enregistrements s’envoient avec /addsamples zip:.',
    },
    'bad-takeout/changed': {
      message: 'Cette archive n’est plus telle que je l’ai faite : elle a été modifiée ou endommagée.',
      hint: 'Envoie-la telle que /export l’a envoyée. Les enregistrements peuvent aussi s’envoyer avec /addsamples zip:.',
    },
    'bad-takeout/other-owner': {
      message: 'Cette archive n’est pas signée ici et dit que c’est la voix de {{owner}}.',
      hint: 'Par message, tu ne peux importer que la tienne. Celle de quelqu’un d’autre, qui doit avoir donné son accord ici : `npm run cli -- voice import {{owner}} FILES --trust`, là où je tourne.',
    },
    'bad-takeout/engine': {
      message: 'Sa version a été faite avec {{engine, engine}}, et aucun entraîneur de ce type ne tourne ici.',
      hint: 'Démarres-en un, ou envoie seulement les archives avec des enregistrements ; ensuite, /train continue fait une nouvelle version.',
    },
    'bad-takeout/format': {
      message:
        'Ses poids sont d’un type qui peut contenir plus que des nombres ({{file}}) : je ne les prends pas par message.',
      hint: 'Importe-les là où je tourne : `npm run cli -- voice import USER FILES --trust`.',
    },
    'bad-takeout/state': {
      message: 'Ses poids sont inutilisables : {{file}} est abîmé ou n’est pas fait que de nombres.',
      hint: 'Exporte la voix à nouveau là d’où elle vient, ou envoie seulement les archives avec des enregistrements.',
    },
    'bad-takeout/several': {
      message: 'Ces archives ne viennent pas toutes d’une même voix ou d’un même export.',
      hint: 'Ramène les voix l’une après l’autre.',
    },
    'bad-takeout/incomplete': {
      message:
        'Il manque à ces archives ce dont la version a besoin : {{clips, clip}} dont elle a appris, ou une partie de ses poids.',
      hint: 'Envoie toutes les archives de la voix en une seule commande, celles des enregistrements aussi.',
    },
    'bad-takeout/not-yours': {
      message: 'Cette archive est celle de la voix de quelqu’un d’autre.',
      hint: 'Seul son propriétaire peut la ramener.',
    },
    'bad-takeout/ground': {
      message: 'La version était partie d’une autre voix qui a été supprimée ici ou n’est plus partagée.',
      hint: 'Envoie seulement les archives des enregistrements ; /train continue crée ensuite une nouvelle version.',
    },
    busy: {
      message: 'Je suis occupé à autre chose pour le moment.',
      hint: 'Appuie de nouveau sur le bouton dans quelques secondes.',
    },
    'nothing-to-say': {
      message: 'Il n’y a rien dans ce texte que je puisse dire.',
      hint: 'Écris quelques mots.',
    },
    'unspeakable-script': {
      message: 'Je ne peux pas dire ce texte : je ne lis que l’anglais, pas ceci : {{scripts, scripts}}.',
      hint: 'Écris quelques mots en anglais.',
    },
    'text-too-long': {
      message: 'Ça prendrait environ {{needed, duration}} à dire ; la limite est de {{most, duration}}.',
      hint: 'Raccourcis-le, ou envoie-le en plusieurs fois.',
    },
    'language-addable': {
      message: 'Les voix de ce bot parlent {{spoken, languagesAll}}, pas {{language, language}}.',
      hint: 'La personne qui gère ce bot peut l’ajouter avec {{commands, list}}.',
    },
    'only-english': {
      message: 'Les voix de ce bot parlent {{spoken, languagesAll}}, pas {{language, language}}.',
      hint: 'Enregistre de l’anglais pour cette voix.',
    },
    'language-not-spoken': {
      message: 'Les voix de ce bot parlent {{spoken, languagesAll}}, pas {{language, language}}.',
      hint: 'Enregistre une de ces langues pour cette voix.',
    },
    'not-in-voice': {
      message: 'Tu n’es dans aucun salon vocal de ce serveur.',
      hint: 'Rejoins-en un, puis réutilise la commande.',
    },
    'stage-channel': {
      message: 'Je ne peux pas être dans un salon de conférence : il n’y a pas de chiffrement de bout en bout.',
      hint: 'Va dans un salon vocal ordinaire, puis réutilise la commande.',
    },
    'voice-permission': {
      message: 'Je n’ai pas le droit d’entrer dans ce salon vocal : il manque {{missing, permissions}}.',
      hint: 'Toute personne qui peut gérer ce salon peut me l’accorder : Modifier le salon → Permissions → m’ajouter.',
    },
    'voice-full': {
      message: 'Ce salon vocal est plein.',
      hint: 'Augmente sa limite d’utilisateurs, ou va dans un autre.',
    },
    'voice-busy/recording': {
      message: 'Je suis dans {{channel}} en ce moment, j’enregistre quelqu’un.',
      hint: 'Je ne peux être que dans un salon vocal à la fois par serveur : réessaie quand ce sera fini.',
    },
    'voice-busy/speaking': {
      message: 'Je suis dans {{channel}} en ce moment, je parle.',
      hint: 'Je ne peux être que dans un salon vocal à la fois par serveur : /leave me fait sortir du tien, sinon réessaie plus tard.',
    },
    'voice-away': {
      message: 'Je n’ai pas réussi à entrer dans le salon vocal.',
      hint: 'Réessaie dans un instant ; si ça continue, change la région du salon.',
    },
    'recording-over': {
      message: 'Cet enregistrement est terminé.',
      hint: '/record en commence un autre.',
    },
    'not-yours/recording': {
      message: 'Cet enregistrement n’est pas le tien.',
      hint: 'Enregistre ta propre voix avec /record.',
    },
    'already-recording': {
      message: 'Je t’enregistre déjà.',
      hint: 'Appuie d’abord sur Arrêter là-bas.',
    },
    'nothing-to-read/record': {
      message:
        'Je n’ai rien à lire dans cette langue ({{language, language}}), seulement en {{readable, languageNames}}.',
      hint: 'Envoie plutôt des enregistrements avec /addsamples.',
    },
    'all-read/record': {
      message: 'Tu as lu tout ce que j’ai.',
      hint: 'Envoies-en plus avec /addsamples.',
    },
    'elsewhere/join': {
      message: 'Je suis dans {{channel}}, et pas toi.',
      hint: 'Vas-y d’abord.',
    },
    'elsewhere/leave': {
      message: 'Je suis dans {{channel}}, et pas toi.',
      hint: 'Quelqu’un qui y est peut me faire partir.',
    },
    'too-many-texts': {
      message: 'Tu as déjà {{texts, text}} en attente.',
      hint: 'Attends que l’un d’eux soit dit.',
    },
    'not-yours/text': {
      message: 'Ce texte n’est pas de toi.',
      hint: 'Seule la personne qui l’a écrit peut le passer.',
    },
    'nothing-to-skip': {
      message: 'C’est déjà dit.',
      hint: 'Écris un autre texte avec /say.',
    },
    'not-there': {
      message: 'Je ne suis dans aucun salon vocal ici.',
      hint: '/join m’amène dans le tien.',
    },
    'nothing-heard': {
      message: 'Cet envoi n’est plus là.',
      hint: 'Vois tes clips avec /samples list.',
    },
    'no-such-clip/taken-out': {
      message: 'Ce clip a été retiré.',
      hint: 'Vois ceux que tu as avec /samples list.',
    },
    'words-changed': {
      message: 'Les mots de ce clip ont été fixés ou changés depuis.',
      hint: 'Vois-les avec /samples list ; /samples transcript les corrige.',
    },
    'no-words': {
      message: 'Il n’y a pas de mots là-dedans.',
      hint: 'Écris ce qui est dit dans le clip, mot pour mot.',
    },
    'which-voice': {
      message: 'Tu as plusieurs voix, et un message ne peut pas dire pour laquelle il est.',
      hint: 'Envoie d’abord un enregistrement avec /addsamples et voice:, les messages iront ensuite à la même voix.',
    },
    'consent-not-spoken': {
      message: 'Je ne t’ai pas encore entendu accepter.',
      hint: 'Dis la phrase que je viens de te montrer, puis entraîne à nouveau. Ce que tu as envoyé attend et rien n’est perdu.',
    },
    'consent-not-spoken/first': {
      message: 'Je ne t’ai pas encore entendu accepter.',
      hint: 'Dis d’abord la phrase : /train continue la montre. Puis appuie de nouveau.',
    },
    'consent-not-awaited': {
      message: 'Je n’attends aucune phrase de toi.',
      hint: 'S’il en faut une, /train continue te la montre.',
    },
    'consent-other-length': {
      message: 'C’est trop court ou trop long pour la phrase.',
      hint: 'Dis la phrase entière, une fois, et renvoie-la.',
    },
    'consent-other-words': {
      message: 'J’ai entendu autre chose : « {{heard}} ».',
      hint: 'Dis la phrase mot pour mot, au calme, et renvoie-la. Les autres enregistrements passent par /addsamples.',
    },
    'consent-somebody-else': {
      message: 'Cela ne ressemble pas à la personne de tes autres enregistrements.',
      hint: 'Dis-la toi-même. Si des enregistrements sont de quelqu’un d’autre, retire-les d’abord avec /samples remove.',
    },
    'consent-somebody-else/held': {
      message:
        'Ces clips ne ressemblent pas à la personne qui a accepté de vive voix, et un bouton ne suffit pas à en faire les tiens.',
      hint: 'Enregistre-les de nouveau, en parlant comme pour accepter, ou retire-les avec /samples remove.',
    },
    'consent-somebody-else/several': {
      message: 'Plusieurs personnes parlent dans cet enregistrement.',
      hint: 'Dis la phrase seul et renvoie-la.',
    },
    'not-your-message': {
      message: 'C’est le message de quelqu’un d’autre.',
      hint: 'Seuls tes propres enregistrements peuvent être ajoutés à ta voix.',
    },
    'nothing-sent/message': {
      message: 'Il n’y a pas d’enregistrement dans ce message.',
      hint: 'Utilise-le sur un message vocal ou un fichier audio que tu as envoyé.',
    },
    'lines-for-files/too-long': {
      message: 'Une des lignes dépasse {{most}} caractères.',
      hint: 'Écris une ligne par fichier dans l’ordre où tu les as choisis, ou des lignes comme : ma prise.wav | Ce que j’y dis.',
    },
    'lines-for-files': {
      message: 'Tu as envoyé {{files, file}} et écrit {{lines, line}}.',
      hint: 'Écris une ligne par fichier dans l’ordre où tu les as choisis, ou des lignes comme : ma prise.wav | Ce que j’y dis.',
    },
    'engine-unknown': {
      message: 'Il n’y a pas ici de moteur appelé « {{typed}} ».',
      hint: 'Prends {{engines, either}}, ou ne mets rien.',
    },
    'unknown-button': {
      message: 'Ce bouton n’est plus à jour.',
      hint: 'Utilise plutôt la commande : /help.',
    },
    'unknown-form': {
      message: 'Ce formulaire n’est plus à jour.',
      hint: 'Utilise plutôt la commande : /help.',
    },
    'unknown-command': {
      message: 'Je ne connais plus {{command}}.',
      hint: 'Recharge Discord ; si elle est toujours là, demande à la personne qui gère le bot de réenregistrer les commandes.',
    },
    'not-yours/voice': {
      message: 'Cette voix n’est pas la tienne.',
      hint: 'Fais grandir la tienne : /addsamples.',
    },
    'not-yours/training': {
      message: 'Cet entraînement n’est pas le tien.',
      hint: 'Seule la personne qui l’a lancé peut l’annuler.',
    },
    'not-yours/question': {
      message: 'Cette question n’est pas pour toi.',
      hint: 'Utilise toi-même une commande : /help les montre.',
    },
    'no-voice': {
      message: 'Tu n’as pas encore de voix.',
      hint: 'Envoie d’abord des enregistrements de toi avec /addsamples.',
    },
    'no-voice/which': {
      message: 'Tu as plusieurs voix : dis laquelle avec voice:.',
      hint: 'Les tiennes : {{yours}}.',
    },
    'no-voice/named': {
      message: 'Tu n’as pas de voix appelée « {{name}} ».',
      hint: 'Les tiennes : {{yours}}.',
    },
    'no-version/training': {
      message: 'La première version de cette voix est encore en préparation.',
      hint: '/train status dit où elle en est.',
    },
    'no-version/speaking': {
      message: 'Cette voix n’a pas encore de version qui puisse parler.',
      hint: 'Fais-en une avec /train continue.',
    },
    'no-version/numbered': {
      message: 'Il n’y a pas de version {{number}}.',
      hint: '/versions list montre celles qu’il y a.',
    },
    'version-purged/numbered': {
      message: 'v{{number}} a été supprimée : un clip qu’elle avait appris a été retiré.',
      hint: '/versions list montre celles qu’il y a.',
    },
    'text-too-long-here': {
      message: 'Ce texte fait {{characters}} caractères, et {{most}} est le maximum sur ce serveur.',
      hint: 'Dis-en moins à la fois, ou utilise-moi en message privé.',
    },
    'delivery-unknown': {
      message: 'v{{number}} vient d’un moteur à qui on ne peut pas dire comment parler.',
      hint: 'Laisse de côté speed:, pitch: et manner:.',
    },
    'feature-forbidden/voice-channels': {
      message: 'Ce serveur ne veut pas de moi dans ses salons vocaux.',
      hint: 'Les personnes qui le gèrent peuvent changer ça avec /settings.',
    },
    'feature-forbidden/voice-messages': {
      message: 'Ce serveur ne veut pas de messages vocaux de ma part.',
      hint: 'Les personnes qui le gèrent peuvent changer ça avec /settings.',
    },
    'feature-forbidden/read-aloud': {
      message: 'Ce serveur ne veut pas que des messages soient lus à voix haute.',
      hint: 'Les personnes qui le gèrent peuvent changer ça avec /settings.',
    },
    'read-aloud-off': {
      message: 'La personne qui gère ce bot n’a pas activé la lecture à voix haute.',
      hint: 'Utilise plutôt /say text:.',
    },
    'feature-forbidden/sharing': {
      message: 'Ce serveur ne veut pas que des voix soient partagées.',
      hint: 'Les personnes qui le gèrent peuvent changer ça avec /settings.',
    },
    'blocked-here': {
      message: 'Les personnes qui gèrent ce serveur ne te laissent pas m’utiliser ici.',
      hint: 'Demande-leur pourquoi. Tu peux m’utiliser en message privé.',
    },
    'wrong-channel': {
      message: 'Je ne réponds pas dans ce salon.',
      hint: 'Va dans {{channels}}.',
    },
    'wrong-role': {
      message: 'Sur ce serveur, je ne suis là que pour certains rôles.',
      hint: 'Pour {{roles}}. Tu peux m’utiliser en message privé.',
    },
    banned: {
      message: 'La personne qui gère ce bot ne te laisse plus l’utiliser.',
      hint: 'Demande-lui pourquoi. Tu peux toujours récupérer tout ce qui est à toi avec /export, et le supprimer avec /forget.',
    },
    'too-many-grants': {
      message: 'Cette voix est déjà partagée avec {{most}} personnes et rôles.',
      hint: 'Mets d’abord fin à un partage avec `/share end`.',
    },
    'too-many-named': {
      message: 'Il y en a déjà {{most}} sur cette liste.',
      hint: 'Retires-en d’abord un.',
    },
    'may-not-manage': {
      message: 'Seules les personnes qui peuvent gérer ce serveur peuvent faire ça.',
      hint: 'Demande à l’une d’elles.',
    },
    'not-in-a-server': {
      message: 'Ce n’est pas un serveur.',
      hint: 'Utilise-le là où sont les autres, ou laisse for: de côté.',
    },
    'may-not-manage/words': {
      message: 'Seules les personnes qui peuvent gérer ce serveur peuvent changer sa liste.',
      hint: 'Demande à l’une d’elles, ou laisse for: de côté pour changer la tienne.',
    },
    'no-such-word': {
      message: '« {{word}} » n’est pas sur la liste.',
      hint: 'Vois ce qui y est avec /pronounce list.',
    },
    'nothing-to-say/word': {
      message: 'Il n’y a pas de lettres là-dedans.',
      hint: 'Écris le mot comme il s’écrit, et dans as: comme il sonne, par exemple Siobhan et chivonne.',
    },
    'nothing-to-compare': {
      message: 'Il faut deux versions différentes pour comparer.',
      hint: 'Fais-en une autre avec /train continue, ou nommes-en deux avec version: et against:.',
    },
    'engines-differ': {
      message: 'v{{one}} et v{{other}} viennent de moteurs différents, tu saurais donc laquelle est laquelle.',
      hint: 'Compares-en deux du même moteur ; /preview fait entendre n’importe laquelle.',
    },
    'comparison-gone': {
      message: 'Cette comparaison est trop ancienne.',
      hint: 'Réécoute les deux avec /compare.',
    },
    'no-version/yet': {
      message: 'Cette voix n’a pas encore de version.',
      hint: 'Fais la première avec /train continue.',
    },
    'version-purged/meanwhile': {
      message: 'v{{number}} a été supprimée entre-temps.',
      hint: 'Vois /versions list.',
    },
    'no-server': {
      message: 'Ça ne marche que sur un serveur.',
      hint: 'Utilise-le sur un serveur où je suis.',
    },
    'no-such-clip': {
      message: 'Tu n’as pas ce clip.',
      hint: 'Choisis-en un dans la liste qui apparaît quand tu écris.',
    },
    'no-samples/list': {
      message: 'Cette voix n’a pas de clips.',
      hint: 'Envoies-en avec /addsamples.',
    },
    'no-samples/train': {
      message: 'Ta voix « {{voice}} » n’a pas encore d’enregistrements.',
      hint: 'Envoies-en d’abord avec /addsamples.',
    },
    'no-usable-clips/held': {
      message: 'Tous les clips de cette voix sont soit en attente, soit des clips de test qui mesurent les progrès.',
      hint: 'Vois-les avec /samples list, et envoies-en plus avec /addsamples.',
    },
    'no-transcripts': {
      message: 'Aucun de tes clips n’a de transcription, il n’y a donc pas de mots à apprendre.',
      hint: 'Envoie des enregistrements avec transcript: (un fichier) ou transcripts: (un .txt pour plusieurs) à /addsamples.',
    },
    'unspeakable-transcripts/english': {
      message:
        'Je ne peux rien dire de ce qui est dans les transcriptions de tes clips, il n’y a donc pas de mots à apprendre.',
      hint: 'Écris en anglais ce qui y est dit : /samples transcript.',
    },
    'unspeakable-transcripts/words': {
      message:
        'Je ne peux rien dire de ce qui est dans les transcriptions de tes clips, il n’y a donc pas de mots à apprendre.',
      hint: 'Écris avec des mots ce qui y est dit : /samples transcript.',
    },
    'transcripts-changed': {
      message: 'Ces transcriptions ont changé depuis que je les ai regardées.',
      hint: 'Vois /samples list, puis /train continue.',
    },
    'nothing-to-cancel': {
      message: 'Tu n’as aucun entraînement en cours.',
      hint: 'Lances-en un avec /train continue.',
    },
    'transcript-for-zip': {
      message: 'Ce qui est dit dans les enregistrements d’une archive zip doit être dans l’archive.',
      hint: 'Mets à côté des enregistrements un .txt avec une ligne « nom du fichier | ce qui est dit » pour chacun.',
    },
    'transcript-for-many': {
      message: 'Une seule transcription ne peut pas couvrir plusieurs fichiers.',
      hint: 'Envoie un fichier avec transcript:, ou mets toutes les transcriptions dans un .txt et envoie-le comme transcripts:.',
    },
    'nothing-sent': {
      message: 'Il n’y a pas d’enregistrement là-dedans.',
      hint: 'Choisis-en un avec file:, ou plusieurs avec zip:.',
    },
    'no-words-to-move': {
      message: 'Ces transcriptions ont été changées depuis, ou déjà corrigées.',
      hint: 'Vois-les avec /samples list ; /samples transcript les corrige.',
    },
    'no-upload': {
      message: 'Cet envoi n’est plus là.',
      hint: 'Vois tes clips avec /samples list.',
    },
    'nothing-held-back': {
      message: 'Il n’y a plus rien en attente ici.',
      hint: 'Vois tes clips avec /samples list.',
    },
    'no-words-to-give-back': {
      message: 'Il n’y a plus d’anciens mots auxquels revenir.',
      hint: 'Écris ce qui est dit dans un clip avec /samples transcript.',
    },
    'export-under-way': {
      message: 'Je suis encore en train de l’envoyer.',
      hint: 'Attends la fin du précédent.',
    },
    'nothing-to-read/script': {
      message:
        'Je n’ai rien à lire dans cette langue ({{language, language}}), seulement en {{readable, languageNames}}.',
      hint: 'Lis ce que tu veux, et note ce que tu dis.',
    },
    'all-read/script': {
      message: 'Tu as lu tout ce que j’ai.',
      hint: 'Lis ce que tu veux, et envoie-le.',
    },
    'no-parent': {
      message: 'v{{number}} est active et ne continue aucune version précédente.',
      hint: 'Dis quelle version tu veux ; /versions list les montre.',
    },
    'active-changed': {
      message: 'Une autre version est devenue active entre-temps.',
      hint: 'Regarde /versions list, puis redemande si tu le veux toujours.',
    },
    'voice-name-taken': {
      message: 'Tu as déjà une voix appelée « {{name}} ».',
      hint: 'Choisis un autre nom ; /voices list montre les tiennes.',
    },
    'too-many-bytes': {
      message: 'Ça ferait plus de {{megabytes}} Mo en 24 heures, la limite par personne.',
      hint: 'Ça remarche dans {{wait, duration}}.',
    },
    'too-many-bytes/never': {
      message: 'Ça ferait plus de {{megabytes}} Mo en 24 heures, la limite par personne.',
      hint: 'Envoie moins de fichiers à la fois, ou en FLAC, MP3 ou Ogg plutôt qu’en WAV.',
    },
    'too-much-training': {
      message: 'Tes entraînements ont pris {{minutes}} min des dernières 24 heures, la limite par personne.',
      hint: 'Ça remarche dans {{wait, duration}}.',
    },
    'too-much-training/never': {
      message: 'Tes entraînements ont pris {{minutes}} min des dernières 24 heures, la limite par personne.',
      hint: 'Ça remarche demain.',
    },
    'too-many-previews-today': {
      message: 'Tu as demandé {{previews, preview}} en 24 heures, la limite par personne.',
      hint: 'Ça remarche dans {{wait, duration}}.',
    },
    'too-many-previews-today/never': {
      message: 'Tu as demandé {{previews, preview}} en 24 heures, la limite par personne.',
      hint: 'Ça remarche demain.',
    },
    'disk-low': {
      message: 'Le disque de ce bot est presque plein, je ne peux donc rien prendre de nouveau.',
      hint: 'La personne qui le gère est prévenue ; ça remarchera dès qu’il y aura de la place.',
    },
    'too-many-runs': {
      message: 'Je suis complet : {{open}} entraînements et aperçus sont en cours ou en attente.',
      hint: 'Réessaie quand l’un d’eux sera fini, en général en quelques minutes.',
    },
    'too-many-clips': {
      message: 'Tu as ici {{clips, clip}}, et {{most}} est la limite par personne.',
      hint: 'Ça remarche dès que tu en as retiré : /samples remove.',
    },
    'too-many-minutes': {
      message: 'Tu as ici {{seconds, duration}} d’enregistrements, et {{most}} min est la limite par personne.',
      hint: 'Ça remarche dès que tu en as retiré : /samples remove.',
    },
    'too-many-clips/more': {
      message: 'Avec cet enregistrement, tu aurais ici {{clips, clip}}, et {{most}} est la limite par personne.',
      hint: 'Ça marche dès que tu en as retiré : /samples remove.',
    },
    'too-many-minutes/archive': {
      message: 'D’une archive, je n’écoute pas plus que ce qu’une personne peut avoir ici : {{most}} min.',
      hint: 'Envoie le reste dans une autre.',
    },
    'too-many-minutes/more': {
      message:
        'Avec cet enregistrement, tu aurais ici {{seconds, duration}}, et {{most}} min est la limite par personne.',
      hint: 'Ça marche dès que tu en as retiré : /samples remove.',
    },
    'too-many-open-uploads/at-once': {
      message: 'Tu as encore {{open, file}} en attente, et {{most}} à la fois est la limite.',
      hint: 'Envoie moins de fichiers à la fois.',
    },
    'too-many-open-uploads': {
      message: 'Tu as encore {{open, file}} en attente, et {{most}} à la fois est la limite.',
      hint: 'Ça remarche dès que certains sont finis.',
    },
    'too-many-voices': {
      message: 'Tu as {{voices, voice}}, et {{most}} est la limite par personne.',
      hint: 'Ajoute à l’une d’elles avec voice:, ou supprimes-en d’abord une.',
    },
    'too-slow/looking': {
      message: 'Examiner cet enregistrement prenait trop de temps, alors j’ai abandonné.',
      hint: 'Envoie-le en parties de quelques minutes.',
    },
    'host-not-allowed': {
      message: 'Ce fichier est sur un serveur d’où je n’ai pas le droit de télécharger.',
      hint: 'Joins l’enregistrement à la commande elle-même plutôt que de donner un lien.',
    },
    'file-too-big': {
      message: 'Le fichier dépasse {{most}}.',
      hint: 'Envoie-le en plusieurs parties, ou en FLAC, MP3 ou Ogg plutôt qu’en WAV.',
    },
    'link-expired': {
      message: 'Le lien vers ce fichier a expiré (le serveur a répondu {{status}}).',
      hint: 'Joins le fichier de nouveau : les liens vers les pièces jointes ne durent que quelques heures.',
    },
    'download-failed/status': {
      message: 'Le serveur qui a ce fichier a répondu {{status}}.',
      hint: 'Réessaie dans quelques minutes.',
    },
    'download-failed/redirects': {
      message: 'Le lien redirige trop de fois.',
      hint: 'Joins le fichier de nouveau.',
    },
    'download-timeout': {
      message: 'Le fichier n’est pas arrivé en {{seconds}} s.',
      hint: 'Réessaie ; si ça recommence, envoie un fichier plus petit.',
    },
    'download-failed': {
      message: 'La connexion a été perdue{{code}}.',
      hint: 'Réessaie dans quelques minutes.',
    },
    'empty-file': {
      message: 'Le fichier est vide (0 octet).',
      hint: 'Exporte de nouveau l’enregistrement et renvoie-le.',
    },
    'not-audio/unnamed': {
      message: 'Ce fichier ne contient pas d’audio, mais : {{holds, content}}.',
      hint: 'Envoie un enregistrement dans un de ces formats : {{formats, either}}.',
    },
    'not-audio/misnamed': {
      message:
        'Le nom de ce fichier finit par {{ending}}, mais il ne contient pas d’audio ; il contient : {{holds, content}}.',
      hint: 'Envoie un enregistrement dans un de ces formats : {{formats, either}}.',
    },
    'broken-samples': {
      message:
        'Beaucoup d’échantillons de ce fichier ne sont pas des nombres, la plus grande partie est donc inaudible.',
      hint: 'Exporte-le de nouveau en WAV 16 ou 24 bits, et écoute-le avant de l’envoyer.',
    },
    'too-many-channels': {
      message: 'L’enregistrement a {{channels}} canaux de {{rate}} Hz.',
      hint: 'Exporte-le en mono ou stéréo à 48000 Hz ; jusqu’à {{mostChannels}} canaux de {{highestRate}} Hz sont acceptés.',
    },
    'too-slow': {
      message: 'Décoder cet enregistrement prenait trop de temps, alors j’ai abandonné.',
      hint: 'Envoie-le en WAV ou FLAC avec un ou deux canaux, en parties de quelques minutes.',
    },
    'no-sound': {
      message: 'Ce fichier ne contient pas de son.',
      hint: 'Envoie un enregistrement de parole.',
    },
    'codec-not-supported': {
      message: 'L’audio de ce fichier est dans un format que je ne sais pas lire.',
      hint: 'Convertis-le en WAV ou FLAC et envoie ça.',
    },
    'broken-file': {
      message: 'Ce fichier ne peut pas être décodé : il est endommagé ou coupé.',
      hint: 'Vérifie qu’il se lit sur ton appareil, exporte-le de nouveau et renvoie-le.',
    },
    'too-long': {
      message: 'L’enregistrement dépasse {{minutes}} minutes.',
      hint: 'Coupe-le en parties plus courtes et envoie-les.',
    },
    'broken-file/silent': {
      message: 'Il n’y a pas de son dans ce fichier : il est endommagé ou coupé.',
      hint: 'Vérifie qu’il se lit sur ton appareil, exporte-le de nouveau et renvoie-le.',
    },
    'silent-recording': {
      message: 'L’enregistrement est silencieux du début à la fin ({{seconds, duration}}).',
      hint: 'Vérifie que le bon micro est choisi et pas coupé, puis enregistre de nouveau.',
    },
    'no-speech': {
      message:
        'Personne ne parle dans cet enregistrement : il n’y a qu’un son constant, comme du bruit, un ronflement ou une tonalité.',
      hint: 'Vérifie que le micro capte ta voix, puis enregistre de nouveau.',
    },
    'bad-zip': {
      message: 'Cette archive zip est endommagée.',
      hint: 'Refais-la, ou envoie les enregistrements eux-mêmes.',
    },
    'bad-zip/files': {
      message: 'Cette archive zip contient plus de {{most}} fichiers.',
      hint: 'Divise-la en plusieurs et envoie-les l’une après l’autre.',
    },
    'bad-zip/recordings': {
      message: 'Cette archive zip contient plus de {{most}} enregistrements.',
      hint: 'Divise-la en plusieurs et envoie-les l’une après l’autre.',
    },
    'bad-zip/large-recording': {
      message: 'Cette archive zip contient un enregistrement de plus de {{megabytes}} Mo.',
      hint: 'Divise-la en plusieurs et envoie-les l’une après l’autre.',
    },
    'bad-zip/bytes': {
      message: 'Cette archive zip contient plus de {{gigabytes}} Go d’enregistrements.',
      hint: 'Divise-la en plusieurs et envoie-les l’une après l’autre.',
    },
    'bad-zip/list': {
      message: 'Cette archive zip contient une liste de plus de {{kilobytes}} ko.',
      hint: 'Divise-la en plusieurs et envoie-les l’une après l’autre.',
    },
    'bad-zip/password': {
      message: 'Cette archive zip a un mot de passe.',
      hint: 'Refais-la sans.',
    },
    'bad-zip/method': {
      message: 'Cette archive zip est compressée avec {{method}}, que je ne sais pas lire.',
      hint: 'Refais-la avec la méthode habituelle (Deflate), ou envoie les enregistrements eux-mêmes.',
    },
    'bad-zip/no-recordings': {
      message: 'Il n’y a pas d’enregistrements dans cette archive zip.',
      hint: 'Mets-y des fichiers qui finissent par {{endings}}…',
    },
    'bad-zip/lists': {
      message: 'Il y a {{lists}} listes de transcriptions dans cette archive zip : {{names}}.',
      hint: 'Ne laisse que celle qui dit ce qui est dit dans quel fichier.',
    },
    'bad-zip/swells': {
      message: '« {{name}} » dans cette archive zip gonfle jusqu’à {{megabytes}} Mo : ce n’est pas un enregistrement.',
      hint: 'Retire-le et renvoie l’archive.',
    },
    'bad-transcripts/quote': {
      message: 'La ligne {{line}} des transcriptions ouvre un guillemet qui n’est jamais fermé.',
      hint: 'Mets-en un second à la fin du texte, ou enlève les deux.',
    },
    'bad-transcripts/too-many': {
      message: 'La ligne {{line}} des transcriptions est de trop : on en lit {{most}} au plus.',
      hint: 'Envoies-en moins à la fois.',
    },
    'bad-transcripts/undivided': {
      message: 'La ligne {{line}} des transcriptions n’a rien qui sépare le nom du fichier du texte.',
      hint: 'Mets un | ou une tabulation entre les deux, comme : ma prise.wav | Ce que j’y dis.',
    },
    'bad-transcripts/no-field': {
      message: 'La ligne {{line}} des transcriptions n’a pas de champ pour le texte.',
      hint: 'Mets un | ou une tabulation entre les deux, comme : ma prise.wav | Ce que j’y dis.',
    },
    'bad-transcripts/columns': {
      message:
        'La ligne {{line}} des transcriptions contient plus qu’un nom de fichier et un texte, et je ne sais pas quelle partie est le texte.',
      hint: 'Ne laisse que le nom du fichier et le texte, ou mets le texte entre guillemets.',
    },
    'bad-transcripts/nameless': {
      message: 'La ligne {{line}} des transcriptions ne nomme pas de fichier.',
      hint: 'Écris le nom de l’enregistrement avant son texte.',
    },
    'bad-transcripts/no-text': {
      message: 'La ligne {{line}} des transcriptions n’a pas de texte.',
      hint: 'Écris ce qui est dit après le nom du fichier, ou enlève la ligne.',
    },
    'bad-transcripts/too-long': {
      message: 'La ligne {{line}} des transcriptions dépasse {{most}} caractères.',
      hint: 'Coupe l’enregistrement en phrases, avec une ligne pour chacune ; les clips font 12 secondes au plus.',
    },
    'bad-transcripts': {
      message: 'Les transcriptions ne sont pas un fichier texte.',
      hint: 'Enregistre-les en texte brut (.txt), ou depuis un tableur en CSV.',
    },
    'bad-transcripts/empty': {
      message: 'Les transcriptions sont vides.',
      hint: 'Écris une ligne par enregistrement, comme : ma prise.wav | Ce que j’y dis.',
    },
    'bad-transcripts/heading': {
      message: 'Les transcriptions ne contiennent qu’un en-tête.',
      hint: 'Écris une ligne par enregistrement, comme : ma prise.wav | Ce que j’y dis.',
    },
    'no-transcript-fits': {
      message: 'Aucun des noms dans les transcriptions n’est celui d’un fichier que tu as envoyé.',
      hint: 'Les tiens : {{yours}}.',
    },
    'ambiguous-transcripts': {
      message:
        'Les {{where, lineNumbers}} des transcriptions concernent toutes « {{name}} », avec des mots différents.',
      hint: 'Ne laisse que la bonne.',
    },
    'ambiguous-transcripts/names': {
      message:
        'Tu as envoyé {{files}} fichiers que « {{name}} » peut désigner dans les transcriptions ({{where, lineNumbers}}).',
      hint: 'Écris leurs noms en entier, avec dossiers et extensions, avec une ligne pour chacun.',
    },
    'ambiguous-transcripts/one-line': {
      message:
        'Tu as envoyé {{files}} fichiers que les transcriptions appellent « {{name}} », avec une seule ligne pour eux ({{where, lineNumbers}}).',
      hint: 'Écris une ligne de ce nom pour chacun, dans l’ordre où tu as envoyé les fichiers, ou envoie-les un par un avec transcript:.',
    },
    'ambiguous-transcripts/lines': {
      message:
        'Tu as envoyé {{files}} fichiers que les transcriptions appellent « {{name}} », avec {{lines}} lignes pour eux ({{where, lineNumbers}}).',
      hint: 'Écris une ligne de ce nom pour chacun, dans l’ordre où tu as envoyé les fichiers, ou envoie-les un par un avec transcript:.',
    },
    'too-many-pronunciations': {
      message: 'Il y a déjà {{most}} mots sur cette liste, elle ne peut pas en contenir plus.',
      hint: 'Retires-en avec /pronounce remove.',
    },
    'too-many-previews': {
      message: '{{most}} de tes aperçus sont encore en préparation.',
      hint: 'Attends l’un d’eux, puis redemande.',
    },
    'run-active': {
      message: 'Tu as déjà un entraînement en cours.',
      hint: 'Attends qu’il soit fini, ou arrête-le avec /train cancel.',
    },
    'erased-meanwhile': {
      message: 'Ce dont il s’agissait a été supprimé entre-temps.',
      hint: 'Recommence avec /addsamples.',
    },
    'version-purged': {
      message: 'Cette version n’existe plus : elle avait appris des enregistrements qui ont été supprimés.',
      hint: 'Choisis-en une autre dans /versions list.',
    },
    'no-step': {
      message: 'L’entraînement s’est terminé sans un seul pas, rien n’a donc été appris.',
      hint: 'Ajoute quelques enregistrements avec transcription et réessaie.',
    },
    'parent-missing': {
      message: 'La version active n’a pas d’état conservé, on ne peut donc pas la continuer.',
      hint: 'Reviens à une autre version avec /rollback, ou utilise /train fresh.',
    },
    'voice-unknown': {
      message: 'Cette voix n’existe plus.',
      hint: 'Commences-en une nouvelle avec /addsamples.',
    },
    'no-usable-clips': {
      message: 'Cette voix n’a pas encore d’enregistrements utilisables.',
      hint: 'Envoies-en avec /addsamples : une minute de parole claire est un bon début.',
    },
    'no-usable-clips/unmatched': {
      message: 'Il n’y a rien à entraîner : aucun enregistrement n’a une transcription qui lui corresponde.',
      hint: 'Ajoute des enregistrements avec ce qui y est dit : /addsamples avec une transcription.',
    },
    'pilot-failed': {
      message:
        'Les nouveaux clips rendent la voix moins bonne : sur ce qu’elle savait, elle s’est éloignée de toi de {{worse, percent}} lors d’un essai, et elle a aussi empiré lors d’un second, plus doux ; l’entraînement a donc été arrêté.',
      hint: 'Écoute les nouveaux clips et retire avec /samples remove ceux qui ne sont pas toi ou pas clairs ; ou donne un nombre, /train continue epochs:10, et compare toi-même les deux voix.',
    },
    'clips-missing': {
      message: '{{number}} enregistrements sur {{total}} manquent ou sont endommagés sur le disque : {{names}}.',
      hint: 'Retire-les avec /samples remove et renvoie-les avec /addsamples.',
    },
    'clips-missing/more': {
      message:
        '{{number}} enregistrements sur {{total}} manquent ou sont endommagés sur le disque : {{names}} et {{more}} de plus.',
      hint: 'Retire-les avec /samples remove et renvoie-les avec /addsamples.',
    },
    'transcripts-misfit': {
      message:
        'Les transcriptions de {{number}} nouveaux clips sur {{total}} ne correspondent pas à ce qui y est dit : {{names}}.',
      hint: 'Corrige-les avec /samples transcript, ou retire les clips avec /samples remove ; puis entraîne de nouveau.',
    },
    'transcripts-misfit/more': {
      message:
        'Les transcriptions de {{number}} nouveaux clips sur {{total}} ne correspondent pas à ce qui y est dit : {{names}} et {{more}} de plus.',
      hint: 'Corrige-les avec /samples transcript, ou retire les clips avec /samples remove ; puis entraîne de nouveau.',
    },
    'unspeakable-transcripts': {
      message: 'Je ne peux rien dire des transcriptions de tes clips, il n’y a donc pas de mots à apprendre.',
      hint: 'Écris dans cette langue ({{language, language}}) ce qui y est dit : /samples transcript.',
    },
    'optimizer-lost': {
      message: 'Il ne reste que les poids de l’entraînement précédent.',
      hint: 'L’entraînement en repart, avec un optimiseur neuf.',
    },
    'nothing-to-do': {
      message: 'Un entraînement de {{epochs, epoch}} ne ferait rien.',
      hint: 'Demande au moins une époque.',
    },
    'language-not-supported': {
      message:
        'Le moteur intégré parle anglais ; cette voix a des enregistrements en d’autres langues : {{languages, languagesAll}}.',
      hint: 'Prends des enregistrements en anglais pour cette voix.',
    },
    'not-enough-memory': {
      message:
        'L’entraînement par lots de {{batch}} demande {{needed}} Mo de mémoire, {{free}} Mo sont libres ; des lots de {{fitting}} tiendraient.',
      hint: 'Réessaie quand la machine aura moins à faire, ou retire des enregistrements avec /samples remove.',
    },
    'not-enough-memory/none': {
      message:
        'L’entraînement par lots de {{batch}} demande {{needed}} Mo de mémoire, {{free}} Mo sont libres ; aucune taille de lot ne tiendrait.',
      hint: 'Réessaie quand la machine aura moins à faire, ou retire des enregistrements avec /samples remove.',
    },
    'memory-short': {
      message: 'La mémoire n’a pas suffi, même pour un seul enregistrement.',
      hint: 'Réessaie quand la machine aura moins à faire, ou retire les enregistrements les plus longs avec /samples remove.',
    },
    'not-enough-disk': {
      message: 'L’entraînement demande {{needed}} Mo sur le disque, {{free}} Mo sont libres.',
      hint: 'Demande à la personne qui gère le bot de faire de la place, puis réessaie.',
    },
    'timbre-takes-longer': {
      message:
        'Celui-ci peut durer des minutes de plus que d’habitude : le timbre doit être appris, et tout ce qui est repris est alors dit avec lui.',
      hint: 'Les suivants le font rarement.',
    },
    'clips-without-transcript': {
      message: '{{number}} enregistrements sur {{total}} n’ont pas de transcription que je puisse dire.',
      hint: 'Ils n’apprennent que le son de la voix ; ajoute ce qui y est dit et j’apprendrai plus.',
    },
    'transcripts-shifted/before': {
      message:
        'Les transcriptions de {{misfits}} des {{clips}} nouveaux clips ne correspondent pas à ce qui y est dit. Elles semblent décalées d’une ligne : chacune va au clip suivant le sien.',
      hint: 'Les utiliser décalées ? Ou corrige-les avec /samples transcript.',
    },
    'transcripts-shifted/after': {
      message:
        'Les transcriptions de {{misfits}} des {{clips}} nouveaux clips ne correspondent pas à ce qui y est dit. Elles semblent décalées d’une ligne : chacune va au clip précédant le sien.',
      hint: 'Les utiliser décalées ? Ou corrige-les avec /samples transcript.',
    },
    'model-foreign': {
      message: 'Cette voix a grandi avec une autre version de la voix source naturelle que celle de cette machine.',
      hint: 'Recommence avec /train fresh, ou demande à la personne qui gère le bot de remettre cette version.',
    },
    'models-missing': {
      message: 'Cette voix parle avec la voix source naturelle, dont le modèle n’est pas sur cette machine.',
      hint: 'Demande à la personne qui gère le bot de lancer npm run models et de redémarrer l’entraîneur, puis réessaie.',
    },
    'state-damaged': {
      message: 'Cette version est endommagée sur mon disque.',
      hint: 'Reviens à une autre version avec /rollback, ou utilise /train fresh ; tes enregistrements sont tous encore là.',
    },
    'state-foreign': {
      message: 'Cette version a été faite par un autre moteur que celui qui tourne ici maintenant.',
      hint: 'Utilise /train fresh pour commencer une version avec celui-ci, ou demande à la personne qui gère le bot ; tes enregistrements sont tous encore là.',
    },
    'training-stopped': {
      message: 'L’entraînement précédent n’a pas été repris ; celui-ci a donc été arrêté avant de repartir de zéro.',
      hint: 'Rien n’a changé. Réessaie ; si ça se répète, reviens à une autre version avec /rollback ou utilise /train fresh.',
    },
    'training-diverged': {
      message: 'L’entraînement a déraillé : sa perte est infinie.',
      hint: 'Rien n’a changé. Réessaie avec moins d’époques, ou utilise /train fresh.',
    },
    'speech-failed': {
      message: 'Je n’ai pas pu dire ça.',
      hint: 'Réessaie plus tard ou avec un autre texte ; si ça continue, la personne qui gère le bot trouvera pourquoi : npm run cli -- doctor.',
    },
    'nothing-to-speak': {
      message: 'Il n’y a rien dans ce texte que je puisse dire.',
      hint: 'Envoie des mots.',
    },
    'engine-trouble': {
      message: 'Il y a un problème que seule la personne qui gère le bot peut régler : {{what}}',
      hint: 'Préviens-la ; npm run cli -- doctor en dit plus.',
    },
    'engine-incomplete': {
      message: 'Il manque ici, ou est endommagé, quelque chose sans quoi {{engine, engine}} ne peut pas marcher.',
      hint: 'Préviens la personne qui gère le bot : npm run cli -- doctor dit quoi.',
    },
    'engine-broke-off': {
      message: 'L’entraînement s’est interrompu sur une erreur du moteur ({{engine, engine}}).',
      hint: 'Tes enregistrements et tes versions sont en sécurité. Réessaie ; si ça recommence, préviens la personne qui gère le bot : npm run cli -- doctor cherche pourquoi.',
    },
    'graphics-card-lost': {
      message: 'La carte graphique qui entraîne ici n’est plus là.',
      hint: 'Préviens la personne qui gère le bot, et réessaie quand elle sera revenue.',
    },
    'graphics-memory': {
      message:
        'La carte graphique a {{free, fixed1}} Go de mémoire libres ; l’entraînement en demande {{needed, fixed1}} Go.',
      hint: 'Réessaie plus tard, ou demande à la personne qui gère le bot ce qui l’occupe.',
    },
    'graphics-memory/little': {
      message: 'La carte graphique n’a que {{free, fixed1}} Go de mémoire libres, seuls de petits lots tiennent donc.',
      hint: 'L’entraînement continue quand même, mais prend plus de temps.',
    },
    'no-graphics-card': {
      message: 'Ici, {{engine, engine}} entraîne sur le processeur : il n’y a pas de carte graphique utilisable.',
      hint: 'Ça prend des heures.',
    },
    'shared-memory': {
      message: 'La machine de ce bot prête trop peu de mémoire partagée pour charger les enregistrements.',
      hint: 'Préviens la personne qui gère le bot : npm run cli -- doctor dit comment l’augmenter.',
    },
    'no-usable-clips/lengths': {
      message:
        'Aucun des enregistrements avec transcription n’a une durée que GPT-SoVITS accepte : de {{shortest, fixed1}} à {{longest}} s.',
      hint: 'Ajoutes-en d’une phrase chacun avec /addsamples.',
    },
    'language-not-supported/sovits': {
      message:
        'Langues de GPT-SoVITS : {{spoken, languagesAll}}. Cette voix a des enregistrements en : {{languages, languagesAll}}.',
      hint: 'Prends des enregistrements dans une de ces langues pour cette voix.',
    },
    'clips-without-transcript/left-out': {
      message: '{{number}} enregistrements sur {{total}} n’ont pas de transcription, ils sont donc laissés de côté.',
      hint: 'Ajoute ce qui y est dit et j’apprendrai d’eux aussi.',
    },
    'engine-note': {
      message: 'Pour la personne qui gère le bot : {{what}}',
      hint: 'L’entraînement continue quand même.',
    },
    'voice-permission/one': {
      message: 'Je n’ai pas le droit d’entrer dans ce salon vocal : il manque {{missing, permissions}}.',
      hint: 'Toute personne qui peut gérer ce salon peut me l’accorder : Modifier le salon → Permissions → m’ajouter.',
    },
    'too-many-texts/one': {
      message: 'Tu as déjà {{texts, text}} en attente.',
      hint: 'Attends qu’il soit dit.',
    },
    'samples-removed': {
      message: 'Un clip que cet entraînement utilisait a été retiré.',
      hint: 'Relance l’entraînement : il prend les clips qui sont là maintenant.',
    },
    'no-longer-shared': {
      message: 'La voix partagée dont cet entraînement est parti n’est plus partagée.',
      hint: 'Relance l’entraînement : il partira d’une autre voix, ou de la base.',
    },
    internal: {
      message: 'Quelque chose s’est cassé dans Timbre pendant ce travail.',
      hint: 'Tes enregistrements et tes versions sont en sécurité. Réessaie ; si ça recommence, donne cette référence à la personne qui gère le bot : {{reference}}.',
    },
    'outage/run': {
      message: '{{what, outage}}',
      hint: 'Tes enregistrements et tes versions sont en sécurité. Si ça continue, donne ceci à la personne qui gère le bot : {{reference}}.',
    },
    'outage/upload': {
      message: '{{what, outage}}',
      hint: 'Si ça continue, donne ceci à la personne qui gère le bot : {{reference}}.',
    },
    'not-shared/any-more': {
      message: 'La voix avec laquelle ça devait être dit n’est plus partagée avec toi ici.',
      hint: 'Prends la tienne : /say sans of:.',
    },
    'not-shared': {
      message: 'Cette personne ne partage pas de voix de ce nom avec toi ici.',
      hint: 'Elle peut le faire avec /share speak.',
    },
    'not-shared/which': {
      message: 'Plusieurs voix sont partagées avec toi : dis laquelle avec voice:.',
      hint: 'Partagées : {{names}}.',
    },
    'not-shared/named': {
      message: 'Cette personne ne partage pas de voix de ce nom avec toi ici.',
      hint: 'Partagées : {{names}}.',
    },
    paused: {
      message: 'Je suis en maintenance et ne prends rien de nouveau.',
      hint: 'Ce que tu as demandé avant continue ; réessaie un peu plus tard.',
    },
    'person-or-role': {
      message: 'Tu as indiqué à la fois une personne et un rôle.',
      hint: 'Fais-le l’un après l’autre.',
    },
    'too-many-reports': {
      message: 'Tu as déjà signalé {{most}} choses aujourd’hui.',
      hint: 'Tu pourras continuer demain.',
    },
    'not-the-operator': {
      message: 'C’est réservé à la personne qui gère ce bot.',
      hint: '/help montre ce qui est pour toi.',
    },
  },
  inBrackets: ' ({{text}})',
  heldBack: {
    'other-speaker': 'ça ne ressemble pas à la personne de tes autres clips',
    stranger: 'quelqu’un d’autre y parle',
    'cut-off': 'il semble coupé, sa transcription en dit donc peut-être plus qu’on n’entend',
    'doubt-other': 'sa transcription n’est pas ce que j’entends',
    'doubt-more': 'sa transcription en dit plus que ce que j’entends',
    'doubt-less': 'j’en entends plus que n’en dit sa transcription',
  },
  notes: {
    'little-speech':
      'Seulement {{seconds, fixed1}} s de parole : parle au moins 2 s par enregistrement, 5 à 10 s de préférence.',
    'no-voice': 'Je n’entends pas de voix, seulement du bruit ou des chuchotements : parle à voix haute.',
    music: 'On dirait de la musique ou des bips plutôt que de la parole : enregistre-toi en train de parler.',
    'too-noisy':
      'Trop de bruit : la voix n’est qu’à {{db}} dB au-dessus du fond. Enregistre dans une pièce calme, près du micro.',
    'some-noise':
      'Un peu de bruit de fond : la voix est {{db}} dB au-dessus. À partir de 20 dB, c’est mieux : approche-toi du micro.',
    'badly-clipped': 'Très saturé : c’est enregistré bien trop fort. Baisse le micro et recommence.',
    clipped: 'Certains sons forts sont saturés : baisse un peu le micro la prochaine fois.',
    muffled: 'Étouffé : rien au-dessus de {{khz, fixed1}} kHz. Enregistre avec un autre micro ou une autre appli.',
    telephone:
      'On dirait un téléphone : rien au-dessus de {{khz, fixed1}} kHz. À 16 kHz ou plus, les consonnes restent.',
    'very-quiet': 'Très faible : monte le micro ou approche-toi.',
    'only-left': 'Seul le canal gauche a du son, j’ai donc pris celui-là.',
    'only-right': 'Seul le canal droit a du son, j’ai donc pris celui-là.',
    opposite: 'Les deux canaux s’annulaient (l’un avait la polarité inversée) ; j’ai corrigé ça.',
    'broken-samples': 'Certains échantillons n’étaient pas des nombres ; je les ai pris pour du silence.',
    'cut-off':
      'Le fichier dit durer {{claimed, duration}}, mais seules {{read, duration}} ont pu être lues : il est peut-être coupé. Renvoie-le s’il manque quelque chose.',
    'no-usable-speech': 'Il n’y a pas de parole utilisable.',
    unheard:
      'Personne ici ne comprend cette langue ({{language, language}}), seule ta transcription dit donc ce que tu dis.',
    'other-conditions': 'Enregistré dans d’autres conditions que tes autres clips : {{what, notes}}.',
    'other-manner': 'Dit autrement que tes autres clips : {{what, notes}}.',
    'other-band': 'du son jusqu’à {{now, fixed1}} au lieu de {{usual, fixed1}} kHz',
    'more-noise': '{{db}} dB de bruit en plus',
    quieter: '{{db}} dB plus faible',
    louder: '{{db}} dB plus fort',
    lower: '{{semitones, semitone}} plus grave',
    higher: '{{semitones, semitone}} plus aigu',
    livelier: 'plus vivant',
    'more-evenly': 'plus monotone',
    faster: 'plus rapide',
    slower: 'plus lent',
    stretch: '{{from}}–{{to}}',
    'more-stretches': '{{number}} de plus',
    'several-people':
      '{{people}} personnes parlent dans cet enregistrement : ce que dit quelqu’un d’autre ({{stretches, notes}}) est en attente.',
    'several-people-unknown':
      '{{people}} personnes parlent dans cet enregistrement, et je prends celle qui parle le plus pour toi : ce que dit quelqu’un d’autre ({{stretches, notes}}) est en attente.',
    'plan-from-base': 'Part de la voix de base avec {{fresh, fixed0}} s de parole.',
    'plan-from-other':
      'Part, avec {{fresh, fixed0}} s de parole, d’une autre voix, plus proche de la tienne que la base.',
    'plan-from-version':
      'Continue v{{parent}} : {{fresh, fixed0}} s de parole nouvelle en plus des {{known, fixed0}} s qu’elle connaît déjà.',
    'plan-brings': 'La nouveauté apporte {{what, notes}}.',
    'new-words_one': '{{count}} mot nouveau',
    'new-words_other': '{{count}} mots nouveaux',
    'wider-range': '{{semitones, semitone}} d’étendue en plus',
    'plan-nothing-new': 'Rien de nouveau depuis v{{parent}} : l’entraînement reprend là où le dernier s’est arrêté.',
    'plan-unlike': 'La nouvelle parole n’est pas comme l’ancienne : {{what, notes}}.',
    'odd-speaker': '{{share, percent}} ressemblent à quelqu’un d’autre',
    'odd-conditions': '{{share, percent}} sont enregistrés autrement',
    'odd-conditions-noise': '{{share, percent}} sont enregistrés autrement ({{db}} dB de bruit en plus)',
    'odd-manner': '{{share, percent}} sont dits autrement',
    'plan-replay':
      'Reprend {{replayed, fixed0}} s de l’ancienne parole à chaque époque, pour que rien d’appris ne se perde.',
    'plan-replay-all':
      'Reprend les {{replayed, fixed0}} s de l’ancienne parole à chaque époque, pour que rien d’appris ne se perde.',
    'plan-batches': 'Lots de {{batch}} : il n’y a pas de place pour plus dans la mémoire libre.',
    'plan-epochs': '{{epochs, epoch}} : environ {{steps, step}} d’optimisation.',
    'plan-epochs-young': '{{epochs, epoch}} : environ {{steps, step}} d’optimisation, assez pour une voix jeune.',
    'plan-epochs-new':
      '{{epochs, epoch}} : environ {{steps, step}} d’optimisation ; {{share, percent}} de la parole est nouvelle.',
    'plan-epochs-asked_one': '{{count}} époque, comme tu l’as demandé.',
    'plan-epochs-asked_other': '{{count}} époques, comme tu l’as demandé.',
    'plan-epochs-more-asked_one': '{{count}} époque de plus, comme tu l’as demandé.',
    'plan-epochs-more-asked_other': '{{count}} époques de plus, comme tu l’as demandé.',
    'plan-few-epochs_one':
      '{{count}} époque, c’est peu pour {{fresh, fixed0}} s de parole, qui seront à peine apprises : j’en aurais pris {{fitting}}.',
    'plan-few-epochs_other':
      '{{count}} époques, c’est peu pour {{fresh, fixed0}} s de parole, qui seront à peine apprises : j’en aurais pris {{fitting}}.',
    'plan-many-epochs':
      '{{epochs, epoch}} pour {{fresh, fixed0}} s de parole : elles seront apprises par cœur. J’en aurais pris {{fitting}} ; des tiennes, la meilleure est gardée.',
    'plan-many-epochs-untested':
      '{{epochs, epoch}} pour {{fresh, fixed0}} s de parole : elles seront apprises par cœur. J’en aurais pris {{fitting}} ; aucun clip de test ne dit encore quelle est la meilleure.',
    'plan-rate-young': 'Taux d’apprentissage {{rate}}, après {{steps, step}} d’échauffement.',
    'plan-rate':
      'Taux d’apprentissage {{rate}} : plus bas que depuis la base ({{base}}) après {{steps, step}} d’entraînement, pour garder ce qui est appris.',
    'plan-rate-halved':
      'Taux d’apprentissage {{rate}} : plus bas que depuis la base ({{base}}) après {{steps, step}} d’entraînement, et divisé par deux car la nouvelle parole diffère de l’ancienne, pour garder ce qui est appris.',
    'plan-inner':
      'Les couches internes apprennent à {{share, percent}} de ce taux : ce qu’elles savent de la parole en général est gardé tant qu’il n’y a que {{seconds, fixed0}} s de toi.',
    'plan-untested':
      'Il n’y a pas encore de clip de test, chaque époque est donc gardée telle quelle ; à partir de quatre clips avec transcription, l’un est mis de côté comme test.',
    'plan-best': 'L’époque la meilleure sur {{clips, testClip}} est gardée.',
    'plan-best-stops':
      'L’époque la meilleure sur {{clips, testClip}} est gardée, et l’entraînement s’arrête après {{patience, epoch}} sans mieux.',
    'timbre-near':
      'Le timbre est un mélange des voix sources naturelles qui te ressemble à {{likeness, percent}} : l’apprendre n’apporterait rien de plus.',
    'timbre-gone':
      'Ce qui avait été appris du timbre est parti avec les enregistrements retirés : il est de nouveau un mélange des voix sources naturelles.',
    'timbre-little-memory': 'Le timbre n’a pas été appris : il n’y a pas assez de mémoire libre pour cela.',
    'timbre-little-speech': 'Le timbre n’a pas été appris : il y a trop peu de parole que j’ai pu suivre mot à mot.',
    'timbre-no-nearer':
      'Ce qui a été appris du timbre n’a pas été gardé : il ne s’est pas rapproché de toi sur les clips de test.',
    'timbre-less-like':
      'Ce qui a été appris du timbre n’a pas été gardé : il se rapprochait de tes enregistrements, mais ne te ressemblait pas nettement plus.',
    'timbre-less-like-in-some':
      'Dans certaines manières, il n’a pas été gardé, car ce qui a été appris ne te ressemblait pas nettement plus.',
    'timbre-fewer-steps':
      'Moins d’étapes que d’habitude, pour que cela ne dure pas longtemps sur cette machine ; un long, avec du nouveau, en fait autant que cela aide.',
    'timbre-learnt':
      'Le timbre a été appris à travers la voix source naturelle : {{seconds, fixed0}} s de ta parole, {{steps, step}}.',
    'timbre-learnt-tested':
      'Le timbre a été appris à travers la voix source naturelle : {{seconds, fixed0}} s de ta parole, {{steps, step}}, {{nearer, percent}} plus près de toi sur les clips de test.',
    'plan-quick': 'Rapide, comme tu l’as demandé : environ un quart des passages habituels.',
    'plan-long':
      'Long, comme tu l’as demandé : jusqu’à {{times}} fois les passages habituels, tant que les clips de test y gagnent.',
    'plan-long-untested':
      'Long, comme tu l’as demandé : {{times}} fois les passages habituels ; aucun clip de test ne dit encore quand ça suffit.',
    'timbre-put-off':
      'Le timbre n’a pas été appris, car ça devait être rapide : le prochain entraînement habituel avec du nouveau pourra le faire, et durera alors plus longtemps.',
    'plan-pilot': 'Un essai d’abord ({{epochs, epoch}}) : ça ne continue que si ce qui est appris n’en souffre pas.',
    'engine-changed':
      'v{{number}} a été faite avec {{made, engine}}, et {{engine, engine}} ne peut pas en repartir : ceci part de la base.',
    'sovits-from-base': 'Part des modèles préentraînés avec {{fresh, fixed0}} s de parole.',
    'sovits-epochs-asked_one': '{{count}} époque de plus pour les deux modèles, comme tu l’as demandé.',
    'sovits-epochs-asked_other': '{{count}} époques de plus pour les deux modèles, comme tu l’as demandé.',
    'sovits-many-epochs':
      '{{epochs, epoch}}, c’est beaucoup pour GPT-SoVITS : au-delà de {{most}}, il a tendance à avaler des mots.',
    'sovits-quick': 'Rapide, comme tu l’as demandé : le moins d’époques dont on entende encore l’effet.',
    'sovits-long':
      'Long, comme tu l’as demandé : moitié plus d’époques ; avec beaucoup plus, GPT-SoVITS a tendance à avaler des mots.',
    'sovits-epochs-first':
      '{{epochs, epoch}} pour le son (S2) et {{second}} pour la manière de parler (S1), comme le conseillent ses auteurs.',
    'sovits-epochs':
      '{{epochs, epoch}} pour le son (S2) et {{second}} pour la manière de parler (S1) : {{share, percent}} de la parole est nouvelle.',
    'sovits-rate-first': 'Taux d’apprentissage {{rate}} pour S2, toujours le même ; S1 fixe le sien.',
    'sovits-rate':
      'Taux d’apprentissage {{rate}} pour S2, plus bas qu’au début, pour garder ce qui est appris ; S1 fixe le sien.',
    'sovits-replay-all': 'Reprend aussi les {{replayed, fixed0}} s déjà connues, pour ne rien oublier.',
    'sovits-replay':
      'Reprend aussi {{replayed, fixed0}} s de ce qui est déjà connu, un autre choix à chaque fois, pour ne rien oublier.',
    'sovits-batches': 'Lots de {{batch}} au plus : on ne sait pas combien de mémoire est libre.',
    'sovits-batches-card':
      'Lots de {{batch}} au plus : {{free, fixed1}} Go de mémoire sont libres sur la carte graphique.',
    'sovits-batches-cpu': 'Lots de {{batch}} au plus : {{free, fixed1}} Go de mémoire sont libres sur le processeur.',
    'sovits-no-card': 'Il n’y a pas de carte graphique, une époque prend donc de longues minutes au lieu de secondes.',
    'sovits-last-epoch':
      'GPT-SoVITS ne regarde pas les clips de test pendant l’entraînement : la dernière époque est gardée.',
    'sovits-memory':
      'La mémoire n’a pas suffi pour des lots de {{planned}} dans {{model}} : ça a continué avec {{batch}}.',
    'spoken-on-cpu':
      'C’est le processeur qui a parlé, ce qui prend plus de temps : {{free, fixed1}} Go de mémoire étaient libres sur la carte graphique, et il en faut {{needed, fixed1}} Go.',
    'smaller-batches':
      'Il n’y avait pas assez de mémoire pour des lots de {{planned}}, l’entraînement s’est donc fait par lots de {{batch}}.',
    'tried-again':
      'Au début, les nouveaux clips ont rendu la voix moins bonne sur ce qu’elle savait ; l’entraînement a donc recommencé avec un taux d’apprentissage moitié moindre et plus de reprises.',
    'lowest-pitch':
      'Cette voix ne descend pas à plus de {{semitones, semitone}} sous sa hauteur habituelle : je m’en suis tenu là.',
    'grow-anew':
      'Il y a maintenant une voix source naturelle : /train fresh recrée cette voix avec elle, à partir de tous les enregistrements, comme une nouvelle version à côté de celle-ci.',
    'manners-found_one':
      '{{found, notes}} de parole ne ressemblent pas au reste : elles sont apprises comme une manière à part, pour que le reste reste tel quel. La voix parle dans la manière la plus fréquente.',
    'manners-found_other':
      '{{found, notes}} de parole ne ressemblent pas au reste : elles sont apprises comme {{count}} manières à part, pour que le reste reste tel quel. La voix parle dans la manière la plus fréquente.',
    manner: '{{seconds, fixed0}} s',
    'manner-higher': '{{seconds, fixed0}} s ({{semitones, semitone}} plus aigu)',
    'manner-lower': '{{seconds, fixed0}} s ({{semitones, semitone}} plus grave)',
    misfit: 'Sa transcription ne correspond pas à ce qui y est dit.',
    unspeakable: 'Je ne peux rien dire de sa transcription.',
    unreadable: 'Impossible de le lire : {{why}}',
    'no-speech-in-it': 'Personne n’y parle.',
    'no-recognition': 'Il n’a pas de transcription, et GPT-SoVITS n’a pas de reconnaissance vocale qui marche.',
    'nothing-understood': 'Il n’a pas de transcription, et rien n’y a été compris.',
    'language-not-spoken': 'GPT-SoVITS ne parle pas sa langue ({{language}}).',
    'too-short': 'Il est trop court : il faut au moins 0,7 s à GPT-SoVITS.',
    'too-long': 'Il dure plus de {{longest}} s : découpe-le en phrases.',
    'misfit-sounds': 'Sa transcription ne correspond pas : {{sounds}} sons en {{seconds, fixed1}} s.',
    'no-sounds': 'Sa transcription n’a pas pu être changée en sons{{why, inBrackets}}.',
    'not-understood': 'Sa transcription n’a pas pu être comprise{{why, inBrackets}}.',
    'not-analysed': 'Il n’a pas pu être analysé{{why, inBrackets}}.',
    'no-speech-found': 'Aucune parole n’y a été trouvée{{why, inBrackets}}.',
    peaks: 'ses crêtes atteignent {{times, fixed1}} fois le maximum',
    'no-numbers': 'le modèle ne trouve pas de nombres pour lui',
    said: '{{words}}',
    forgot: 'Elle a oublié quelque chose : sur ce que v{{rival}} savait déjà, v{{rival}} est plus proche de toi.',
    'worse-on-new': 'Sur les nouveaux enregistrements, v{{rival}} est plus proche de toi.',
    unmeasured:
      'Il n’y a pas encore de clip de test pour mesurer les deux, je ne peux donc pas dire si elle est plus proche de toi que v{{rival}}.',
    closer: 'Plus proche de toi que v{{rival}}.',
    same: 'Aussi proche de toi que v{{rival}}.',
    'closer-nothing-forgotten': 'Plus proche de toi que v{{rival}}, et elle n’a rien oublié.',
    'same-nothing-forgotten': 'Aussi proche de toi que v{{rival}}, et elle n’a rien oublié.',
    'on-old-clips': 'Sur {{clips, testClip}} qui ont déjà mesuré v{{rival}} : {{how, notes}}.',
    'on-new-clips': 'Sur {{clips, testClip}} venus après : {{how, notes}}.',
    'further-db': '{{by, fixed2}} dB plus loin de toi que v{{rival}}',
    'closer-db': '{{by, fixed2}} dB plus proche de toi que v{{rival}}',
    'same-db':
      'aussi proche de toi que v{{rival}} (dans les {{tolerance, fixed2}} dB que si peu de clips peuvent distinguer)',
    'less-like': 'te ressemble {{by, fixed1}} % de moins',
    'more-like': 'te ressemble {{by, fixed1}} % de plus',
    'as-like': 'te ressemble tout autant',
    'chosen-meanwhile': 'Tu as choisi v{{number}} pendant cet entraînement, v{{number}} reste donc. {{why, notes}}',
    'other-engine':
      'v{{number}} a été faite avec {{engine, engine}}, on ne peut donc pas mesurer les deux l’une contre l’autre. Écoute les deux et choisis.',
    'listen-and-choose': 'Écoute les deux et choisis.',
  },
  picture: {
    time: 'temps, s',
    frequency: 'fréquence, kHz',
    level: 'niveau, dBFS',
    peak: 'crête',
    fullScale: 'au maximum',
    noSound: 'pas de son',
    epoch: 'époque',
    loss: 'perte',
    kept: 'gardée',
    noLoss: 'aucune perte mesurée',
    trainingClips: 'clips d’entraînement',
    testClips: 'clips de test',
    active: 'active',
    purged: 'supprimée',
    aside: 'mise de côté',
    weights: 'poids seulement',
    imported: 'importée',
    otherVoice: 'd’une autre voix',
    minutes: '{{minutes}} min',
    locale: 'fr',
    trainingSoFar: 'Entraînement : époque {{epoch}} sur {{epochs}}',
    training: 'Entraînement de la version {{number}}',
    versions: 'Versions de « {{voice}} »',
  },
  percent: '{{number}} %',
  percentOf: '{{share, percent}}',
  quoted: '« {{text}} »',
  engine: '{{engine, engine}}',
  builtinEngine: 'le moteur intégré',
  content: {
    text: 'du texte',
    picture: 'une image',
    pdf: 'un document PDF',
    zip: 'une archive zip',
    archive: 'une archive',
    midi: 'des notes MIDI',
    unknown: 'un format que je ne connais pas',
  },
  script: {
    cyrillic: 'cyrillique',
    greek: 'grec',
    japanese: 'japonais',
    korean: 'coréen',
    chinese: 'caractères chinois',
    arabic: 'arabe',
    hebrew: 'hébreu',
    thai: 'thaï',
    devanagari: 'devanagari',
    other: 'lettres d’une autre écriture',
  },
  phase: {
    preparing: 'préparation',
    training: 'entraînement',
    evaluating: 'mesure',
    publishing: 'sauvegarde',
    speaking: 'synthèse',
  },
  preview: {
    says: 'v{{number}} dit : « {{text}} » (voix synthétique)',
    leftOut: 'Je ne lis que l’anglais, alors j’ai laissé de côté ce qui est en : {{scripts, scripts}}.',
    damaged: 'L’aperçu de v{{number}} est endommagé sur mon disque. `/preview` en fait un nouveau.',
  },
  figures: {
    title: 'À quel point elle te ressemble',
    over: 'Sur l’ensemble de ces clips :',
    none: 'Non mesuré : il n’y a pas encore de clip de test. Dès que tu auras quatre clips avec transcription, l’un d’eux sera mis de côté pour ça.',
    whole: '{{value, fixed0}}',
    tenths: '{{value, fixed1}}',
    hundredths: '{{value, fixed2}}',
    before: ' (v{{number}} : {{figure}})',
    untrained: ' (avant son entraînement : {{db, fixed2}})',
    own: ' ; tes propres enregistrements entre eux : {{share, percent}}',
    voice: '**Voix** : te ressemble à {{share, percent}}{{before}}{{own}}',
    sound: '**Son** : {{db, fixed2}} dB de distorsion mel-cepstrale{{before}}',
    melody: '**Mélodie** : {{cents, fixed0}} cents d’erreur de hauteur{{before}} ; 100 cents font un demi-ton',
    voicing: '**Voisement** : {{percent, fixed1}} % des trames fausses{{before}}',
    lower: 'Plus bas, c’est plus proche.',
    othersLower: 'Pour les autres, plus bas, c’est plus proche.',
    measured: 'Mesuré sur {{clips, clip}} ({{seconds, duration}}), jamais utilisés pour l’entraînement.',
  },
  sample: {
    moved: 'Le clip appartient maintenant à « {{voice}} » et est nouveau pour elle.',
    moveThis:
      'Passer ce clip à « {{voice}} » supprime {{versions}}{{elsewhere}} : elles ont été entraînées dessus. C’est irréversible.',
    moveAndDelete: 'Déplacer et supprimer {{versions, version}}',
    noTranscript: 'pas de transcription',
    words: {
      typed: '« {{words}} » (tapé)',
      heard: '« {{words}} » (entendu)',
      corrected: '« {{words}} » (corrigé)',
      confirmed: '« {{words}} » (entendu, confirmé par toi)',
    },
    notSure: '« {{words}} » ? (entendu, pas sûr : pas appris)',
    test: 'clip de test',
    onHold: '**en attente** : {{reason}}',
    title: 'Clips de « {{voice}} »',
    titleOfPage: 'Clips de « {{voice}} », page {{page}} sur {{pages}}',
    together: 'En tout',
    footer:
      '/samples listen joue un clip, /samples transcript corrige ses mots, /samples remove le supprime avec toutes les versions entraînées dessus.',
    back: 'Retour',
    more: 'Plus',
    allOfVoice: 'Tous les {{clips}} clips de cette voix',
    elsewhere: ' et {{versions, version}} d’autres voix parties de celle-ci',
    removeThis:
      'Retirer ce clip supprime aussi {{versions}}{{elsewhere}} : l’entraînement l’a utilisé. On ne peut pas revenir en arrière.',
    removeAll:
      'Tout retirer ({{clips, clip}}) supprime aussi {{versions}}{{elsewhere}} : l’entraînement les a utilisés. On ne peut pas revenir en arrière.',
    removeAndDelete: 'Retirer et supprimer {{versions, version}}',
    sameTranscript: '{{clip}} a déjà cette transcription.',
    transcriptNow: 'La transcription de {{clip}} est maintenant « {{words}} ».',
    noneBefore: 'Il n’en avait pas avant.',
    before: 'Avant : « {{words}} »',
    learntOld: 'Appris avec les anciens mots : {{versions}} ; le prochain `/train continue` apprend les nouveaux.',
    but: 'Mais {{note}}.',
    nothingRemoved: 'Rien n’a été retiré.',
    removed: 'Retiré : {{clips, clip}}.',
    noVersion: 'Aucune version n’était entraînée dessus.',
    deletedWithIt: 'Supprimé avec : {{versions}}{{elsewhere}}.',
    trainingStopped: 'Ton entraînement s’en servait, alors je l’ai arrêté ; `/train continue` recommence sans.',
  },
  intake: {
    got: 'Reçu : {{files, file}}, j’écoute…',
    filesDone: '{{done}} sur {{files}} faits.',
    done: 'Fait : {{recordings, recording}}.',
    unheard:
      'Je ne comprends pas cette langue ({{language, language}}), donc ces enregistrements ne m’apprennent que ta hauteur et ton timbre, pas comment tu dis les mots. Pour ajouter les mots, renvoie-les avec `transcript:` (un fichier) ou `transcripts:` (plusieurs).',
    forgotten: 'Cet envoi a été supprimé avant que j’aie fini.',
    notYet: 'pas encore regardé',
    inIt: 'contient : {{recordings, recording}}',
    leftInIt: '{{recordings, recording}} de côté : {{why}}',
    noRecordings_one: '{{count}} fichier laissé de côté, qui n’est pas un enregistrement',
    noRecordings_other: '{{count}} fichiers laissés de côté, qui ne sont pas des enregistrements',
    known: 'ta voix a déjà cet enregistrement',
    knownAs: 'ta voix a déjà cet enregistrement : « {{name}} »',
    knownTranscribed: 'ta voix a déjà cet enregistrement ; il a maintenant aussi sa transcription',
    knownKeeps: 'ta voix a déjà cet enregistrement, et il garde les mots qu’il avait : « {{before}} »',
    othersReworded:
      'nouveaux mots pour {{clips, clip}} que ta voix a déjà. Avant : « {{before}} ». Maintenant : « {{now}} »',
    unclearLines: 'Lignes laissées de côté',
    knownReworded:
      'ta voix a déjà cet enregistrement, avec d’autres mots. Avant : « {{before}} ». Maintenant : « {{now}} »',
    takenOut: 'retiré depuis',
    unspeakable: 'je ne peux rien dire de sa transcription',
    unspeakableIn: 'je ne peux rien dire de sa transcription : je lis l’anglais, pas ceci : {{scripts, scripts}}',
    partlyUnspeakable:
      'je ne peux pas dire une partie de sa transcription : je lis l’anglais, pas ceci : {{scripts, scripts}}',
    secondsIn: '{{seconds, duration}} en {{clips}} clips',
    unusable_one: '{{count}} clip inutilisable laissé de côté',
    unusable_other: '{{count}} clips inutilisables laissés de côté',
    copies: '{{clips, clip}} de moins, que ta voix a déjà',
    transcriptUnused: 'transcription non utilisée (elle couvre tout l’enregistrement, qu’il a fallu découper en clips)',
    transcript: 'avec transcription',
    heard: 'entendu : « {{words}} »',
    notSure: 'pas sûr, donc pas appris : « {{words}} »',
    colonHeard: ' : « {{words}} »',
    onHold: '**en attente** : {{reason}}{{heard}}',
    partOnHold: '**en attente**, {{part}} clips sur {{clips}} : {{reason}}{{heard}}',
    addTo: 'Ajouter à « {{voice}} »',
    formLines: 'Ce que tu dis : une ligne par fichier',
    formFiles: 'Enregistrements de toi',
    putRight: 'Remettre les mots en ordre',
    itsMe: 'C’est moi : les utiliser',
    myWords: 'Mes mots sont justes',
    oldWords: 'Revenir aux anciens mots',
    showPicture: 'Montrer l’image',
    addMore: 'Ajouter d’autres enregistrements',
    whatIsNew: 'Du nouveau',
    voice: 'Voix « {{voice}} »',
    held: 'En attente',
    heldHelp:
      'J’entends une autre voix dans ces clips, alors la tienne n’apprend pas avec eux. Si c’est quand même toi, appuie sur « C’est moi : les utiliser » ; sinon, retire-les avec `/samples remove`.',
    mixedUp: 'Mélangé',
    misplaced: 'Ce que j’entends dans {{file}} est la transcription de {{line}}.',
    otherLanguage: 'Une autre langue ?',
    looksLike:
      'Ces mots ressemblent à une autre langue ({{other, language}}), mais celle de cette voix est : {{own, language}}. Lus en {{own, language}}, ils lui apprennent de faux sons.',
    ifYouSpeak:
      'Si la langue des enregistrements de cette voix est bien : {{other, language}}, dis-le-moi avec `/voices language`.',
    cantSpeakYet:
      'Je ne parle pas encore {{other, language}}, alors utilise des enregistrements en {{own, language}}, s’il te plaît.',
    newWords: 'Nouveaux mots',
    newWordsHelp:
      'Ces enregistrements avaient d’autres transcriptions avant. Les versions qui ont appris les anciennes restent ; `/versions list` les signale.',
    heardTitle: 'Entendu',
    heardHelp:
      'Quand un enregistrement n’avait pas de transcription, j’ai écouté. Appuie sur « Vérifier… » pour confirmer ou corriger ce que j’ai entendu : c’est toi qui décides, et ce dont je n’étais pas sûr n’est pas appris avant.',
    next: 'La suite',
    added: 'Ajouté : {{recordings, recording}}',
    addedSome: '{{kept}} enregistrements ajoutés sur {{files}}',
    nothingAdded: 'Rien n’a été ajouté',
    tookTranscripts_one: 'Nouvelle transcription reprise pour {{count}} enregistrement',
    tookTranscripts_other: 'Nouvelles transcriptions reprises pour {{count}} enregistrements',
    addedAndTook_one:
      '{{kept}} enregistrements ajoutés sur {{files}}, nouvelle transcription reprise pour {{count}} enregistrement',
    addedAndTook_other:
      '{{kept}} enregistrements ajoutés sur {{files}}, nouvelles transcriptions reprises pour {{count}} enregistrements',
    picture: 'Spectrogramme et forme d’onde du meilleur clip de {{names}}',
    gain: '{{seconds, duration}} de plus (+{{share, percent}}).',
    gainWider:
      '{{seconds, duration}} de plus (+{{share, percent}}) ; une étendue plus large, {{now}} au lieu de {{was}}.',
    hertz: '{{low}} à {{high}} Hz',
    totals:
      '{{seconds, duration}} en {{clips, clip}} ; {{transcribed}} avec transcription, {{test, testClip}} pour mesurer les progrès (jamais utilisés pour l’entraînement).',
    totalsOnHold:
      '{{seconds, duration}} en {{clips, clip}} ; {{transcribed}} avec transcription, {{test, testClip}} pour mesurer les progrès (jamais utilisés pour l’entraînement) ; {{held}} de plus en attente.',
    step: {
      record:
        'Enregistre-toi dans une pièce calme, une phrase ou deux par fichier (2 à 12 secondes), et envoie le tout avec `/addsamples`.',
      sendMore:
        'Envoie d’autres enregistrements avec `/addsamples` : ce que tu as envoyé jusqu’ici est mis de côté pour mesurer les progrès.',
      allHeld:
        'Rien à entraîner pour l’instant. Si les clips en attente sont de toi, utilise-les ; sinon, envoie d’autres enregistrements avec `/addsamples`.',
      transcripts:
        'Les clips sans transcription n’apprennent que la hauteur et le timbre ; pour apprendre comment tu parles, il me faut les mots. Pour les ajouter, renvoie les enregistrements avec `transcript:` (un fichier) ou `transcripts:` (un .txt avec une ligne `nom du fichier | ce qui est dit` pour chacun).',
      unspoken:
        'Je ne peux dire aucune des transcriptions, il n’y a donc pas encore de mots à apprendre. Renvoie ces enregistrements avec ce qui y est dit dans `transcripts:`, ou corrige les mots avec `/samples transcript`.',
      nothingNew: 'Rien de nouveau à entraîner. Envoie d’autres enregistrements avec `/addsamples`.',
      first: '`/train continue` crée la première version.',
      train: '`/train continue` apprend à ta voix ce qui est nouveau.',
    },
    doubtedHelp:
      'Je garde ces clips, mais ta voix n’apprend pas avec eux tant que leurs mots ne sont pas justes : appuie sur « Vérifier les mots… » et dis-moi lesquels le sont, ou sur « Mes mots sont justes » pour garder les tiens.',
    cutOffHelp:
      'Ces clips semblent s’arrêter trop tôt. Si on y entend tout, appuie sur « Mes mots sont justes » ; sinon, envoie l’enregistrement entier.',
  },
  lines_one: 'ligne {{numbers, list}}',
  lines_other: 'lignes {{numbers, list}}',
  permission: {
    ViewChannel: 'Voir le salon',
    Connect: 'Se connecter',
    Speak: 'Parler',
  },
};
