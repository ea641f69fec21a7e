// What people read in Español.
import type { Catalog } from './types.ts';

export const es: Catalog = {
  commands: {
    names: {
      addsamples: 'añadir',
      file: 'archivo',
      transcript: 'transcripción',
      transcripts: 'transcripciones',
      zip: 'zip',
      voice: 'voz',
      record: 'grabar',
      script: 'guion',
      count: 'cantidad',
      train: 'entrenar',
      continue: 'continuar',
      epochs: 'épocas',
      effort: 'esfuerzo',
      engine: 'motor',
      fresh: 'nuevo',
      status: 'estado',
      notify: 'avisar',
      how: 'cómo',
      cancel: 'cancelar',
      preview: 'vista-previa',
      text: 'texto',
      speed: 'velocidad',
      pitch: 'tono',
      version: 'versión',
      join: 'entrar',
      say: 'decir',
      leave: 'salir',
      versions: 'versiones',
      list: 'lista',
      show: 'ver',
      tag: 'nombrar',
      name: 'nombre',
      untag: 'quitar-nombre',
      rollback: 'volver',
      samples: 'clips',
      listen: 'escuchar',
      clip: 'clip',
      remove: 'quitar',
      voices: 'mis-voces',
      rename: 'renombrar',
      language: 'idioma',
      delete: 'borrar',
      pronounce: 'pronunciar',
      word: 'palabra',
      as: 'como',
      for: 'para',
      share: 'compartir',
      on: 'sí',
      off: 'no',
      export: 'exportar',
      forget: 'olvidar',
      settings: 'ajustes',
      channel: 'canal',
      role: 'rol',
      allowed: 'permitido',
      allow: 'permitir',
      what: 'qué',
      quiet: 'discreto',
      limits: 'límites',
      characters: 'caracteres',
      waiting: 'espera',
      block: 'bloquear',
      unblock: 'desbloquear',
      person: 'persona',
      verify: 'verificar',
      compare: 'comparar',
      against: 'contra',
      speak: 'hablar',
      end: 'terminar',
      of: 'de',
      admin: 'operador',
      reports: 'denuncias',
      done: 'resuelto',
      report: 'denuncia',
      pause: 'pausa',
      notice: 'aviso',
      mydata: 'mis-datos',
      readaloud: 'leer-en-voz-alta',
      import: 'importar',
      manner: 'manera',
      move: 'mover',
      to: 'a',
      help: 'ayuda',
    },
    texts: {
      'Add recordings of your own voice': 'Añade grabaciones de tu propia voz',
      'A recording of yourself': 'Una grabación tuya',
      'Another recording': 'Otra grabación',
      'What you say in it, word for word (for one file)':
        'Lo que dices en ella, palabra por palabra (para un solo archivo)',
      'A line "file name | what is said" for each file: .txt, .csv, .tsv, metadata.csv, .list':
        'Una línea «nombre del archivo | lo que se dice» por archivo: .txt, .csv, .tsv, metadata.csv, .list',
      'Many recordings at once, with a list of what is said in them if you have one':
        'Muchas grabaciones de una vez, con la lista de lo que se dice en ellas si la tienes',
      'Which of your voices (most people have one)': 'Cuál de tus voces (casi todo el mundo tiene una)',
      'Record your voice in a voice channel, sentence by sentence': 'Graba tu voz en un canal de voz, frase por frase',
      'Sentences to read for your next recordings': 'Frases para leer en tus próximas grabaciones',
      'How many': 'Cuántas',
      'Train your voice': 'Entrena tu voz',
      'Continue from the active version (or make the first one) with everything you’ve sent':
        'Continúa desde la versión activa (o crea la primera) con todo lo que has enviado',
      'How many more epochs; leave it out and I choose': 'Cuántas épocas más; si no lo dices, elijo yo',
      'What to train with, if several are running; without it, the one that made the active version':
        'Con qué entrenar, si hay varios; si no lo dices, con el que hizo la versión activa',
      'Start over from the base, as a new version; the old ones are kept':
        'Empieza de cero desde la base, como versión nueva; las anteriores se conservan',
      'How much time it may take; leave it out for the usual':
        'Cuánto tiempo puede llevar; si no lo dices, lo habitual',
      quick: 'rápido',
      usual: 'habitual',
      long: 'largo',
      'How many epochs; leave it out and I choose': 'Cuántas épocas; si no lo dices, elijo yo',
      'How your training is going': 'Cómo va tu entrenamiento',
      'End your training; your voice stays as it was': 'Termina tu entrenamiento; tu voz queda como estaba',
      'How I tell you when a training is done': 'Cómo te aviso cuando termina un entrenamiento',
      'How I tell you': 'Cómo te aviso',
      'Mention me where I asked': 'Mencióname donde lo pedí',
      'Direct message': 'Mensaje directo',
      'No need': 'No hace falta',
      'Hear your voice say something': 'Escucha a tu voz decir algo',
      'What to say: up to a minute of speech': 'Qué decir: hasta un minuto hablado',
      'How fast: 2 is twice as fast': 'A qué velocidad: 2 es el doble de rápido',
      'How many semitones higher, or lower': 'Cuántos semitonos más agudo o más grave',
      'Number of the version': 'Número de la versión',
      'Bring me into your voice channel, to speak there': 'Hazme entrar en tu canal de voz para hablar allí',
      'Say something with your voice in your voice channel': 'Di algo con tu voz en tu canal de voz',
      'Send me out of the voice channel': 'Hazme salir del canal de voz',
      'The versions of your voice': 'Las versiones de tu voz',
      'All versions, as a tree': 'Todas las versiones, en forma de árbol',
      'One version: its figures, its plan, what it learnt from': 'Una versión: sus cifras, su plan y de qué aprendió',
      'Name a version; a named version is always kept complete':
        'Ponle nombre a una versión; una versión con nombre siempre se conserva completa',
      'Its name': 'Su nombre',
      'Remove a version’s name': 'Quítale el nombre a una versión',
      'Go back to an earlier version of your voice; nothing is lost':
        'Vuelve a una versión anterior de tu voz; no se pierde nada',
      'Your recordings': 'Tus grabaciones',
      'List your clips': 'La lista de tus clips',
      'Hear a clip as I keep it': 'Escucha un clip tal como lo guardo',
      'Which clip': 'Qué clip',
      'Delete a clip, and every version trained on it': 'Borra un clip y todas las versiones entrenadas con él',
      'Correct the transcript of a clip; no version is deleted':
        'Corrige la transcripción de un clip; no se borra ninguna versión',
      'What you say in it, word for word': 'Lo que dices en él, palabra por palabra',
      'Your voices': 'Tus voces',
      'Which voices you have': 'Qué voces tienes',
      'Give a voice another name': 'Ponle otro nombre a una voz',
      'Which of your voices': 'Cuál de tus voces',
      'Its new name': 'Su nuevo nombre',
      'Say which language you speak in the recordings of a voice': 'Di qué idioma hablas en las grabaciones de una voz',
      'The language': 'El idioma',
      'Delete a voice for good: its recordings and its versions':
        'Borra una voz para siempre: sus grabaciones y sus versiones',
      'How words are said': 'Cómo se dicen las palabras',
      'Say a word as you spell it out': 'Di una palabra como tú la deletreas',
      'As it is written: Siobhan': 'Como se escribe: Siobhan',
      'As you would spell it for somebody who has never heard it: shivawn':
        'Como la escribirías para alguien que nunca la ha oído: shivón',
      'Whose list it is on (yours unless you say otherwise)': 'En qué lista va (en la tuya, si no dices otra cosa)',
      'See the words of your list and of this server’s': 'Mira las palabras de tu lista y de la de este servidor',
      'Go back to saying a word as it is written': 'Vuelve a decir una palabra como se escribe',
      'Which word': 'Qué palabra',
      'Whether others may start their voices from yours': 'Si otros pueden empezar sus voces a partir de la tuya',
      'Let other people’s new voices start from yours': 'Deja que las voces nuevas de otras personas partan de la tuya',
      'No new voice may start from yours any more': 'Ninguna voz nueva podrá partir ya de la tuya',
      'Get everything I have of yours: recordings, transcripts, voices':
        'Recibe todo lo que tengo de ti: grabaciones, transcripciones y voces',
      'Delete everything I have of yours: recordings, voices, consent':
        'Borra todo lo que tengo de ti: grabaciones, voces y consentimiento',
      'What I may do in this server': 'Qué puedo hacer en este servidor',
      'See what was decided': 'Mira lo que se decidió',
      'Answer in this channel: once one is named, only in those':
        'Responder en este canal: cuando hay alguno, solo en esos',
      'Which channel': 'Qué canal',
      'Whether it is on the list': 'Si está en la lista',
      'Answer members of this role: once one is named, only those':
        'Responder a este rol: cuando hay alguno, solo a esos',
      'Which role': 'Qué rol',
      'Allow or forbid something': 'Permite o prohíbe algo',
      'What it is': 'Qué es',
      'Whether it is allowed': 'Si está permitido',
      'Answer so that only the person who asked sees it': 'Responder de modo que solo lo vea quien pregunta',
      'Whether that is on': 'Si está activado',
      'How much one person can have me say': 'Cuánto puede hacer decir una persona',
      'The most characters that a text may have': 'Máximo de caracteres de un texto',
      'The most texts of one person that may wait in a voice channel':
        'Máximo de textos de una persona en espera en un canal de voz',
      'Don’t let a person use me in this server': 'No dejes que una persona me use en este servidor',
      Who: 'A quién',
      'Let a person use me in this server again': 'Deja que una persona me use de nuevo en este servidor',
      'speaking and recording in voice channels': 'hablar y grabar en canales de voz',
      'reading messages aloud': 'leer mensajes en voz alta',
      'answers as voice messages': 'respuestas como mensajes de voz',
      'sharing voices': 'compartir voces',
      'Find out whether a model spoke a recording here': 'Averigua si una grabación la hizo aquí un modelo',
      'The recording, as it was sent': 'La grabación, tal como se envió',
      'Hear two versions without knowing which is which, and say which is better':
        'Escucha dos versiones sin saber cuál es cuál y di cuál es mejor',
      'The other version': 'La otra versión',
      'Let somebody here speak with your voice: a person, a role, or else everybody':
        'Deja que alguien hable aquí con tu voz: una persona, un rol o, si no dices nada, todos',
      'Nobody may speak with your voice any more; or this person or role may not':
        'Nadie puede hablar ya con tu voz; o esta persona o este rol ya no',
      'See who may speak with your voice': 'Mira quién puede hablar con tu voz',
      'Whose voice, if one is shared with you (yours if you leave it out)':
        'De quién es la voz, si te la comparten (la tuya si lo omites)',
      'For the operator of this bot': 'Para quien administra este bot',
      'Queue, trainers, people, disk': 'Cola, entrenadores, personas, disco',
      'What people reported': 'Lo que la gente denunció',
      'Say that a report has been dealt with': 'Una denuncia quedó resuelta',
      'Its id': 'Su id',
      'Take nothing new, during maintenance': 'No aceptar nada nuevo, por mantenimiento',
      'Tell everybody something by direct message': 'Avisa a todos por mensaje directo',
      'What to tell': 'Qué decir',
      'See what I have of yours': 'Mira qué tengo de ti',
      'Say what you write here in your voice channel': 'Di en tu canal de voz lo que escribes aquí',
      'Bring back a voice that you took along with /export': 'Recupera una voz que te llevaste con /export',
      'An archive that /export sent you': 'Un archivo que te envió /export',
      'Another archive of the same voice': 'Otro archivo de la misma voz',
      'Other than usual, if some of your recordings sound different':
        'De otra manera, si tienes grabaciones que suenan distinto',
      'Give a clip to another of your voices; every version trained on it is deleted':
        'Pasa un clip a otra de tus voces; se borran las versiones entrenadas con él',
      'The voice that it belongs to': 'La voz a la que pertenece',
      'How to grow a model of your own voice': 'Cómo hacer crecer un modelo de tu propia voz',
      me: 'yo',
      'everybody on this server': 'todos en este servidor',
      'Add to my voice': 'Añadir a mi voz',
    },
  },
  duration: {
    tenths: '{{seconds, fixed1}} s',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    hours: '{{hours}} h {{minutes}} min',
  },
  moreLanguages_one: '{{count}} idioma más',
  moreLanguages_other: '{{count}} idiomas más',
  settings: {
    title: 'Qué puedo hacer en este servidor',
    channels: 'Canales',
    everywhere: 'Todos',
    roles: 'Roles',
    everybody: 'Todos',
    allowed: 'Permitido',
    yes: '✅ sí · {{what}}',
    no: '❌ no · {{what}}',
    answers: 'Respuestas',
    quiet: 'Solo las ve quien pregunta, salvo las frases de `/record`',
    usual: 'Como siempre',
    limits: 'Límites',
    limited:
      'Texto más largo: {{characters}} caracteres · textos de una persona en espera en un canal de voz: {{waiting}}',
    blocked: 'Bloqueados',
    rights: 'Se decida lo que se decida, cada cual puede llevarse y borrar lo suyo: /export, /forget.',
    nowBlocked: '{{person}} no puede usarme en este servidor. `/settings unblock` lo deshace.',
    nowUnblocked: '{{person}} puede usarme en este servidor.',
  },
  verify: {
    ours: 'Sí: lo dijo aquí un modelo el {{made}}. Es sintético y no ha cambiado desde entonces.',
    yours: 'Sí: lo dijo aquí la v{{number}} de tu voz el {{made}}. Es sintético y no ha cambiado desde entonces.',
    changed: 'Lleva mi marca, pero se cambió después: no puedo decir qué sigue siendo mío.',
    elsewhere: 'Según su marca, lo dijo un modelo de otra instalación de Timbre. Solo allí pueden saber si es verdad.',
    unmarked: 'No encuentro ninguna marca mía. Eso no prueba nada: la marca se pierde al convertir o volver a grabar.',
  },
  compare: {
    comparing: 'Dos versiones dirán: «{{text}}»',
    question: 'Dos versiones de tu voz, sin su nombre. ¿Cuál se parece más a ti?',
    same: 'Sin diferencia',
    revealed: 'A era v{{first}}, B era v{{second}}.',
    liked: 'Te gusta más v{{liked}}.',
    likedBoth: 'No oyes diferencia.',
    tally: 'Hasta ahora: v{{first}} {{wins}}, v{{second}} {{losses}}, sin diferencia {{same}}.',
  },
  report: {
    button: 'Denunciar',
    title: 'Avisar a quien administra el bot',
    what: '¿Qué tiene de malo lo que se dijo?',
    thanks: 'Gracias. Quien administra este bot ya lo sabe: tus palabras, tu id de Discord y dónde se dijo.',
    notice: '📣 De quien administra este bot: {{text}}',
  },
  import: {
    reading: 'Leyendo {{archives, archive}}…',
    back: '«{{voice}}» está aquí de nuevo: {{clips, clip}} ({{seconds, duration}}) con lo que se dice en ellos.',
    silent: 'No traía ninguna versión: `/train continue` crea una.',
    speaks: 'Habla con la v{{number}}, como cuando te la llevaste; `/train continue` sigue desde ahí.',
    there: 'Todo está aquí ya: tu voz «{{voice}}».',
    in: '«{{voice}}» está aquí como una voz nueva.',
    unproven:
      'No he firmado este archivo, así que nada de lo que dice está probado: de quién es la voz, si esa persona estuvo de acuerdo, qué se dice, lo buena que es. Las grabaciones se reciben y se revisan como cualquier envío; de los pesos he mirado cada número.',
    unprovenVersion:
      'Habla con la v{{number}}. Aquí no se sabe de qué aprendió: quitar un clip no la borra, borrar la voz sí.',
  },
  manner: {
    telephone: 'teléfono',
    fuller: 'más llena',
    higher: 'más aguda',
    lower: 'más grave',
    noisier: 'más ruido',
    duller: 'más apagada',
    brighter: 'más brillante',
    other: 'otra manera',
  },
  spokenConsent: {
    ask: '🎙️ **Una cosa más: me gustaría oír que aceptas.** Di esta frase en voz alta, tal como está, y grábate:',
    how: 'Envíala luego con el botón de abajo, o dila en un canal de voz con `/record`. La grabación se guarda como prueba hasta `/forget`; lo que has enviado la espera y no se pierde nada. La frase vale un día.',
    sentence:
      'Yo, {{name}}, acepto que este bot aprenda mi voz con mis grabaciones. Hoy es {{date}}. Mis palabras son {{words, list}}.',
    words:
      'río, jardín, ventana, montaña, amarillo, mantequilla, verano, lápiz, bosque, mercado, plata, trueno, cocina, conejo, isla, vela, invierno, naranja, puente, pueblo',
    send: 'Enviar la grabación',
    formTitle: 'Aceptas, con tu propia voz',
    formFile: 'Tu grabación de la frase',
    taken: {
      heard: 'Gracias, he oído que aceptas. `/train continue` puede empezar.',
      length:
        'Gracias, tu grabación queda guardada como consentimiento. Aquí nadie entiende este idioma, así que solo he comprobado que hablas más o menos lo que dura la frase. `/train continue` puede empezar.',
    },
  },
  consent: {
    title: 'Antes de empezar: tu voz, tu decisión',
    stored:
      '**Qué se guarda**: las grabaciones que envías, o que dices mientras `/record` te escucha (no se oye a nadie más), sus transcripciones, mediciones de ellas, los modelos de voz entrenados con ellas, las vistas previas habladas y tu ID de Discord con la hora de esta respuesta.',
    why: '**Para qué**: solo para entrenar *tu* modelo de voz y hacerlo hablar, en el equipo donde funciona este bot. No se comparte nada, salvo lo que publico aquí.',
    deletion:
      '**Cómo borrar**: `/samples remove` quita un clip o todos; con un clip quitado se borran todas las versiones entrenadas con él. `/forget` borra todo lo tuyo, también este consentimiento.',
    own: '**Solo tu propia voz**: al aceptar confirmas que en cada grabación que envías hablas tú. Lo que dice el modelo es sintético; no lo uses para engañar a nadie.',
    version: 'Texto de consentimiento, versión {{version}}',
    agree: 'Acepto',
    decline: 'No, gracias',
    declined: 'De acuerdo, no se ha guardado nada. Puedes cambiar de idea cuando quieras.',
    tooLate:
      '¡Gracias! Pero el comando con el que empezaste ha caducado, así que no se ha guardado nada. Envíalo otra vez y te volveré a preguntar.',
    outdated: 'Esta pregunta ha caducado. Envía el comando otra vez, por favor.',
  },
  length: '{{seconds, duration}}',
  andMore: '… y {{number}} más',
  count: {
    archive_one: '{{count}} archivo zip',
    archive_other: '{{count}} archivos zip',
    clip_one: '{{count}} clip',
    clip_other: '{{count}} clips',
    file_one: '{{count}} archivo',
    file_other: '{{count}} archivos',
    preview_one: '{{count}} vista previa',
    preview_other: '{{count}} vistas previas',
    sentence_one: '{{count}} frase',
    sentence_other: '{{count}} frases',
    text_one: '{{count}} texto',
    text_other: '{{count}} textos',
    training_one: '{{count}} entrenamiento',
    training_other: '{{count}} entrenamientos',
    transcript_one: '{{count}} transcripción',
    transcript_other: '{{count}} transcripciones',
    upload_one: '{{count}} envío',
    upload_other: '{{count}} envíos',
    version_one: '{{count}} versión',
    version_other: '{{count}} versiones',
    voice_one: '{{count}} voz',
    voice_other: '{{count}} voces',
    recording_one: '{{count}} grabación',
    recording_other: '{{count}} grabaciones',
    epoch_one: '{{count}} época',
    epoch_other: '{{count}} épocas',
    step_one: '{{count}} paso',
    step_other: '{{count}} pasos',
    testClip_one: '{{count}} clip de prueba',
    testClip_other: '{{count}} clips de prueba',
    semitone_one: '{{count}} semitono',
    semitone_other: '{{count}} semitonos',
    line_one: '{{count}} línea',
    line_other: '{{count}} líneas',
  },
  button: { keep: 'Conservar' },
  error: {
    apology:
      'Perdona, algo ha fallado por mi parte; no se ha perdido nada tuyo. Inténtalo otra vez en un minuto. Si vuelve a pasar, dale esta referencia a quien administra el bot: {{reference}}.',
    reference: 'Si sigue así, dale esto a quien administra el bot: {{reference}}.',
  },
  outage: {
    'disk-full':
      'No queda espacio en el disco de este bot. Quien lo administra está avisado; volverá a funcionar cuando haya espacio.',
    'read-only':
      'Este bot no puede escribir en su disco. Quien lo administra está avisado; volverá a funcionar cuando se arregle.',
    forbidden:
      'Este bot no tiene permiso para escribir en sus propios archivos. Quien lo administra está avisado; volverá a funcionar cuando se arregle.',
    misplaced:
      'Algo ocupa el lugar de los archivos de este bot. Quien lo administra está avisado; volverá a funcionar cuando se arregle.',
    'disk-broken':
      'El disco de este bot tiene una avería. Quien lo administra está avisado; volverá a funcionar cuando se arregle.',
    'database-damaged':
      'La base de datos de este bot está dañada. Quien lo administra está avisado; volverá a funcionar cuando se restaure.',
    'database-locked':
      'Mi base de datos está ocupada con otra cosa. No se ha perdido nada; inténtalo otra vez en unos minutos.',
    'database-away':
      'Este bot no llega a su base de datos. Quien lo administra está avisado; volverá a funcionar cuando la base vuelva.',
    'store-away':
      'Este bot no llega al lugar donde se guardan las grabaciones. Quien lo administra está avisado; volverá a funcionar cuando vuelva.',
  },
  gone: {
    files: 'Los archivos ya no están en mi disco.',
    filesButSome:
      'Los archivos ya no están en mi disco, salvo {{files, file}} de hace unos segundos: desaparecerán en menos de dos horas.',
    inDiscord: 'Lo que publiqué en Discord se queda ahí hasta que alguien lo borre.',
  },
  export: {
    nothing: 'No tengo nada tuyo.',
    packing: 'Preparando todo lo que tengo de ti…',
    done: 'Aquí está todo lo que tengo de ti, en {{archives, archive}}: las grabaciones con lo que se dice en ellas (puedes volver a enviarlas con `/addsamples zip:`), la versión que habla de cada voz y lo que sé de ti.',
    cutByTime:
      'No es todo: hay más de lo que Discord me deja enviar de una vez. Pide el resto a quien administra el bot.',
    cutByPlace:
      'No es todo: Discord no me deja enviar más aquí. Usa `/export` en un mensaje directo conmigo o en un servidor donde yo esté.',
    tooLarge_one: 'Demasiado grande para un mensaje; pídeselo a quien administra el bot: {{names}}.',
    tooLarge_other: 'Demasiado grandes para un mensaje; pídeselos a quien administra el bot: {{names}}.',
    damaged: 'Dañado aquí, así que no va incluido: {{names}}. Quien administra el bot está avisado.',
    forget: '`/import` trae de vuelta una voz; `/forget` lo borra todo aquí.',
  },
  forget: {
    kept: '**Esto es lo que tengo de ti:**',
    agreed:
      'Aceptaste el {{date}}. `/export` te lo envía todo, `/share list` dice quién puede hablar con una voz tuya, `/forget` lo borra todo.',
    nothing: 'No tengo nada tuyo.',
    question: '**Esto borra todo lo que tengo de ti:**',
    clips: '{{clips, clip}} ({{seconds, duration}}) y {{transcripts, transcript}}',
    voices: '{{voices, voice}} con {{versions, version}}',
    versionsOfOthers: '{{versions, version}} de voces de otras personas que partieron de la tuya',
    records:
      'los registros de {{uploads, upload}}, {{trainings, training}} y {{previews, preview}}, y las propias vistas previas',
    spokenConsents: '{{recordings, recording}} en que aceptas',
    grants_one: '{{count}} permiso para hablar con la voz de otra persona',
    grants_other: '{{count}} permisos para hablar con voces de otras personas',
    reports_one: '{{count}} denuncia, tuya o sobre ti, a quien administra este bot',
    reports_other: '{{count}} denuncias, tuyas o sobre ti, a quien administra este bot',
    consent: 'tu consentimiento y, con él, tu ID de Discord',
    stops: 'Si ahora mismo estoy trabajando en algo para ti, lo dejo. Nada de esto se puede recuperar.',
    everything: 'Borrar todo',
    done: '**Borrado para siempre:**',
    computed: 'Lo que había calculado con ello para el entrenamiento también desaparece en unos minutos.',
  },
  pronounce: {
    title: 'Cómo se dicen las palabras',
    yours: 'Las tuyas',
    here: 'En este servidor',
    none: 'Todavía nada: `/pronounce word` añade una.',
    order: 'Tu propia palabra cuenta antes que la del servidor.',
    set: {
      yours: 'Diré «{{word}}» como «{{spoken}}»{{before}}. Escúchalo con `/preview`.',
      server: 'Las voces de todos aquí dirán «{{word}}» como «{{spoken}}»{{before}}. Escúchalo con `/preview`.',
    },
    before: ' (antes: «{{before}}»)',
    removed: {
      yours: 'Vuelvo a decir «{{word}}» como se escribe.',
      server: '«{{word}}» ya no está en la lista de este servidor.',
    },
  },
  version: {
    manners: 'También puede hablar de otras maneras ({{names, list}}): `manner:` de `/preview` y `/say`.',
    active: 'Activa: v{{number}}.',
    noneActive: 'Ahora no hay ninguna versión activa.',
    closer: 'más cerca de ti que v{{number}}',
    same: 'tan cerca de ti como v{{number}}',
    further: 'más lejos de ti que v{{number}}',
    activeChoice: '(activa)',
    isActive: 'activa',
    importedFrom: 'importada de «{{name}}»',
    imported: 'importada',
    importedUnknown: 'Importada de «{{name}}»; no sé de qué grabaciones aprendió.',
    fromParent: 'desde v{{number}}',
    fromBase: 'desde la base',
    fromOther: 'desde otra voz',
    theBase: 'la base',
    ofAnotherVoice: 'una versión de otra voz',
    aside: 'apartada',
    weights: 'solo pesos',
    otherWords: '{{clips, clip}} aprendidos con otras palabras',
    deletedBecause: 'borrada: se quitó un clip que había aprendido',
    speech: '{{seconds, duration}} de habla',
    state: {
      active: 'activa',
      aside: 'apartada',
      weights: 'solo pesos',
      purged: 'borrada',
    },
    tree: 'Árbol de {{versions, version}}: {{nodes}}',
    listTitle: 'Versiones de «{{voice}}»',
    listFooter: '/rollback vuelve a una versión, /versions show te cuenta más de una.',
    clipIn: '{{clip}} en {{versions}}',
    clipOtherwise: ' (aprendido con otras palabras: {{versions}})',
    moreClips_one: '… y {{count}} clip más',
    moreClips_other: '… y {{count}} clips más',
    clipsOfAnother: '… y {{clips, clip}} de otra voz',
    made: 'Hecha el {{date}} con {{seconds, duration}} de habla.',
    madeWith: 'Hecha el {{date}} con {{engine, engine}} y {{seconds, duration}} de habla.',
    itIsActive: 'Está activa.',
    wasAside: 'Se apartó cuando se hizo.',
    wasDeleted: 'Se borró: se quitó un clip que había aprendido.',
    comesFrom: 'De dónde viene',
    plan: 'El plan y por qué',
    learntFrom: 'Aprendió de {{clips, clip}}',
    pruned:
      'El historial de su entrenamiento se limpió: `/train continue` sigue desde sus pesos, con un optimizador nuevo.',
    importedWeights:
      'Se importó sin el historial de su entrenamiento: `/train continue` sigue desde sus pesos, con un optimizador nuevo.',
    tagged: 'v{{number}} ahora se llama «{{tag}}».',
    weightsStay: 'Sus pesos, lo único que queda de ella, se conservan.',
    staysComplete: 'Se conserva completa, por muchas versiones que vengan después.',
    untagged: 'v{{number}} ya no tiene nombre.',
    untaggedFrom: 'v{{number}} ya no tiene nombre; se llamaba «{{tag}}».',
    speaksAgain: 'v{{number}} vuelve a hablar',
    previousKept: 'v{{number}} se conserva: `/rollback version:{{number}}` la recupera.',
    nextGoesOn: 'El próximo `/train continue` sigue desde v{{number}}.',
    previewFollows: 'Ahora viene su vista previa: habla sintética.',
    keptActive: 'v{{active}} sigue activa. v{{aside}} no se pierde: `/rollback version:{{aside}}` la recupera.',
    alreadyActive: 'v{{number}} ya está activa.',
    playPreview: 'Escuchar su vista previa',
    likedBetter_one: 'gustó más {{wins}} de {{count}} vez',
    likedBetter_other: 'gustó más {{wins}} de {{count}} veces',
  },
  share: {
    speakers:
      'Además de ti, aquí pueden hablar con «{{voice}}»: {{who}}. Lo que se diga va marcado como sintético y dice de quién es la voz. `/share end` le pone fin enseguida.',
    speakersNone: 'Aquí nadie más que tú habla con «{{voice}}».',
    speakersElsewhere: 'También se comparte en otros servidores; `/share end` también le pone fin allí.',
    speakersAll: 'todos en este servidor',
    borrowed: 'Con la voz de {{owner}}, sintética.',
    everybody: '¿Dejar que todos en este servidor hablen con «{{voice}}»?',
    orSome: 'Para una sola persona o un rol, nómbralo: `/share speak person:` o `role:`.',
    yesEverybody: 'Sí, todos aquí',
    question: '¿Dejas que otros partan de «{{voice}}»?',
    meaning:
      '**Qué significa**: cuando otra persona empiece aquí una voz parecida a la tuya, su entrenamiento podrá partir de tu versión activa en lugar de la base. Así suena antes a persona.',
    given:
      '**Qué reciben**: una versión propia que contiene lo que la tuya aprendió de tus grabaciones, entrenada después hacia su voz. Nadie recibe tus grabaciones, tus versiones ni tu nombre, y no sabrás quiénes son.',
    ending:
      '**Cómo dejarlo**: con `/share off`, cuando quieras: ninguna voz nueva partirá de la tuya. Las que ya lo hicieron se quedan con sus dueños hasta que quites una grabación de la que vienen (`/samples remove`) o todo (`/forget`): entonces también se borran.',
    yes: 'Sí, otros pueden partir de ella',
    no: 'No',
    on: '¡Gracias! Otros ya pueden partir de «{{voice}}». `/share off` le pone fin.',
    not: 'De acuerdo, nada cambia.',
    already: 'Otros pueden partir de «{{voice}}» desde el {{date}}. `/share off` le pone fin.',
    off: 'Ninguna voz nueva partirá de «{{voice}}». Las versiones que ya lo hicieron se quedan con sus dueños; `/samples remove` y `/forget` también borran esas.',
    gone_one:
      '{{versions}} de tu voz «{{voice}}» se ha borrado: partía de otra voz de la que se han quitado grabaciones. Tus propias grabaciones siguen todas aquí. {{now}}',
    gone_other:
      '{{versions}} de tu voz «{{voice}}» se han borrado: partían de otra voz de la que se han quitado grabaciones. Tus propias grabaciones siguen todas aquí. {{now}}',
    noneActive:
      'Ahora no hay ninguna versión activa: elige otra con `/rollback` o haz una nueva con `/train continue`.',
  },
  voices: {
    idle: 'Nadie ha usado tu voz «{{voice}}» desde el {{used}}. La borraré con sus grabaciones el {{erased}}. Para conservarla, úsala antes, por ejemplo con `/preview`; `/export` te lo envía todo.',
    none: 'Todavía no tienes ninguna voz. Envía grabaciones tuyas con `/addsamples`.',
    title: 'Tus voces',
    footer: 'Todos los comandos aceptan voice: para elegir una. /addsamples voice: con un nombre nuevo empieza otra.',
    held: '{{clips, clip}} ({{seconds, duration}}) y {{versions, version}}',
    silent: 'todavía no puede hablar',
    shared: 'compartida',
    speaks:
      'Idioma de «{{voice}}»: {{language, language}}. El próximo entrenamiento, y lo que oiga en grabaciones nuevas, se guiarán por eso.',
    renamed: '«{{before}}» ahora se llama «{{name}}».',
    elsewhere: ', y {{versions, version}} de otras voces que partieron de ella',
    question:
      'Esto borra tu voz «{{voice}}» para siempre: {{held}}, con sus vistas previas y envíos{{elsewhere}}. Si ahora mismo estoy trabajando en ella, lo dejo. No se puede deshacer.',
    delete: 'Borrar esta voz',
    kept: 'No se ha borrado nada: «{{voice}}» sigue como estaba.',
    removed: 'Borrada para siempre: «{{voice}}», {{held}}{{elsewhere}}.',
  },
  help: {
    together: 'Juntos',
    togetherHow:
      '`/compare` te deja oír dos versiones sin saber cuál es cuál · `/share speak` deja que otros hablen aquí con tu voz, `/share end` le pone fin · `/readaloud` dice lo que escribes · `/verify` dice si una grabación salió de aquí · `/mydata` muestra qué tengo de ti · `/settings` es para quienes gestionan el servidor',
    title: 'Haz crecer un modelo de tu propia voz',
    send: '`/addsamples`: envía grabaciones tuyas, de 2 a 12 segundos, en una habitación tranquila, con lo que dices (`transcript:` para un archivo, `transcripts:` para muchos).',
    train: '`/train continue`: hace una versión de tu voz y te habla.',
    more: 'Más grabaciones y otra vez `/train continue`: cada versión sigue desde la anterior y conserva lo que aprendió.',
    calls: 'En un canal de voz',
    callsHow:
      '`/record` te muestra frases, solo te oye a ti y guarda lo que lees · `/say text:…` habla allí con tu voz · `/join` y `/leave` · `/script` te da las frases para grabar en otra parte',
    listen: 'Escuchar',
    listenHow:
      '`/preview text:…` dice cualquier texto · `/pronounce word` enseña cómo se dice un nombre · `/versions list` dibuja lo que hay · `/versions show` lo cuenta todo de una · `/versions tag` le pone nombre y la conserva completa · `/rollback` vuelve a una',
    training: 'Entrenamiento',
    trainingHow:
      '`/train continue epochs:20` entrena 20 épocas más · `/train fresh` empieza de cero desde la base (como versión nueva) · `/train status` · `/train cancel`',
    data: 'Tus datos',
    dataHow:
      '`/samples list` · `/samples transcript` corrige lo que se dice en un clip · `/samples remove` borra un clip y todas las versiones entrenadas con él · `/voices` lista, renombra o borra voces enteras, o dice qué idioma habla una · `/share on` deja que otros empiecen sus voces desde la tuya (desactivado si no dices nada) · `/export` te envía todo · `/import` recupera una voz de ahí · `/forget` lo borra',
    also: 'Este bot también',
    hears:
      'entiende lo que dices en grabaciones sin transcripción ({{languages, languages}}) y revisa las transcripciones que envías',
    brings: {
      speakers:
        'distingue quién habla: deja en espera los clips de otra persona y dice cuánto se parece una versión a ti',
      source: 'trae una voz de partida natural en varios idiomas',
    },
    synthetic: 'Todo lo que dice el modelo es sintético. Envía solo grabaciones de tu propia voz.',
  },
  call: {
    reads:
      'Diré con tu voz lo que escribas en {{channel}} mientras esté en tu canal de voz. Nada se guarda más tiempo que el texto de una vista previa.',
    readsNoMore: 'Ya no leo tus mensajes en voz alta.',
    neverSilent:
      'Oigo algo todo el tiempo y no sé dónde acaba la frase. Usa «pulsar para hablar» o activa la supresión de ruido; luego, otra vez.',
    coveredAll: {
      sounds: 'Tu voz tiene los {{all}} sonidos del idioma.',
      letters: 'Tu voz tiene las {{all}} letras del idioma.',
    },
    covered: {
      sounds: 'Tu voz tiene {{heard}} de {{all}} sonidos por ahora.',
      letters: 'Tu voz tiene {{heard}} de {{all}} letras por ahora.',
    },
    kept: 'Hecho.',
    onHold: 'La última queda en espera: {{reason}}. Vuelve a salir.',
    refused: 'La última no vale, vuelve a salir.',
    lost: 'Una parte se perdió por el camino. Otra vez, por favor.',
    cutOff: 'Se ha cortado: solo oí una parte de la frase. Otra vez, por favor.',
    again: 'Otra vez, entonces.',
    lastOne: 'Esa era la última. Escuchando…',
    recording: 'Grabando «{{voice}}» en {{channel}}: solo se te oye a ti.',
    readThis: 'Lee esto en voz alta; la siguiente llega cuando te quedes en silencio:',
    read: 'Llevas {{sentences, sentence}}.',
    buttonAgain: 'Otra vez',
    buttonSkip: 'Saltar',
    buttonStop: 'Parar',
    coming: 'Voy a {{channel}}…',
    end: {
      stopped: 'Grabación terminada.',
      'all-read': 'Has leído todo lo que tengo. ¡Genial!',
      idle: 'No he oído nada en dos minutos, así que he parado la grabación.',
      alone: 'Has salido del canal de voz, así que he parado la grabación.',
      'thrown-out': 'Me han desconectado del canal de voz, así que la grabación ha terminado.',
      lost: 'He perdido la conexión con el canal de voz, así que la grabación ha terminado.',
      deleted: 'La voz para la que era se ha borrado, así que he parado la grabación.',
      forbidden: 'Quienes gestionan este servidor le han puesto fin, así que he parado la grabación.',
      refused: 'Ahora mismo no puedo aceptar más.',
      restart:
        'Tengo que reiniciarme, así que la grabación ha terminado. Lo que has dicho se conserva; `/record` sigue.',
    },
    nothingRecorded: 'No se ha grabado nada.',
    listeningToRest: 'Escuchando lo último…',
    restartedBefore: 'Tuve que reiniciarme antes de que leyeras nada. `/record` empieza otra vez.',
    restarted:
      'Tuve que reiniciarme mientras grababas. Lo que habías leído hasta entonces se conserva; `/record` sigue desde ahí.',
    script:
      'Lee estas frases en voz alta, una grabación para cada una, en una habitación tranquila; luego envíalas con `/addsamples` y `transcripts:`, el archivo adjunto. Son lo que más le falta a tu voz ({{language, language}}).',
    scriptRecord: 'En un canal de voz, `/record` las muestra una a una y no hacen falta archivos.',
    scriptFile: 'Una línea por grabación: llama a tus archivos 1.wav, 2.wav, etc.',
    joined: 'Estoy en {{channel}}. `/say` habla allí con tu propia voz; `/leave` me hace salir.',
    left: 'Adiós.',
    ahead: 'Antes va: {{texts, text}}.',
  },
  words: {
    check: 'Revisar lo que he oído',
    checkWaiting: 'Revisar las palabras de {{clips, clip}}',
    place: 'n.º {{number}}, por revisar: {{clips, clip}}',
    youWrote: 'Escribiste: «{{words}}»',
    iHeard: 'He oído: «{{words}}»',
    notSure: 'No estoy seguro de lo que se dice: «{{words}}»',
    mine: 'Lo mío está bien',
    yours: 'Lo que oíste está bien',
    correct: 'Corregir',
    next: 'Siguiente',
    right: 'Está bien',
    refuse: 'No aprender estas palabras',
    done: 'Ese era el último. Tu palabra manda: `/train continue` le enseña estas palabras a tu voz.',
    left: 'Ese era el último; quedan para luego: {{clips, clip}}. `/samples list` muestra las palabras de todos los clips.',
    formTitle: 'Qué se dice en él',
    formLabel: 'Palabra por palabra',
  },
  training: {
    asBefore: 'Tu voz sigue como estaba.',
    useShifted: 'Usarlas desplazadas',
    growAnew: 'Rehacerla desde cero',
    growNot: 'Ahora no',
    notGrown: 'De acuerdo. `/train fresh` lo hace cuando quieras.',
    cancel: 'Cancelar',
    stopping: 'Parando…',
    waits:
      'Tu entrenamiento espera: no hay ningún entrenador en marcha con {{engine, engine}}. Empieza en cuanto haya uno.',
    orWith: 'O termínalo, y `/train continue engine:{{id}}` empieza de nuevo con {{engine, engine}}.',
    previewWaits:
      'Tu vista previa espera: no hay ningún entrenador en marcha con {{engine, engine}}. Empieza en cuanto haya uno.',
    queued: 'En cola: empieza enseguida.',
    queuedBehind: 'En cola, antes del tuyo: {{trainings, training}}.',
    restarted: 'El entrenador se reinició y sigue desde el último punto guardado enseguida.',
    starting: 'Empezando…',
    phase: {
      preparing: 'Analizando los clips',
      training: 'Entrenando',
      evaluating: 'Midiendo con los clips de prueba',
      publishing: 'Guardando la versión',
      speaking: 'Diciendo la vista previa',
    },
    epoch: 'época {{epoch}} de {{epochs}}',
    loss: 'pérdida {{loss, fixed3}}',
    testLoss: 'clips de prueba {{loss, fixed3}}',
    atMostLeft: 'queda como mucho {{time}} de este paso',
    aboutLeft: 'queda cerca de {{time}} de este paso',
    left: 'falta cerca de {{seconds, roughly}}',
    doneIn: 'Estará listo en cerca de {{seconds, roughly}}.',
    notify: {
      question:
        '¿Cómo te aviso cuando termine un entrenamiento? Solo lo pregunto esta vez; con `/train notify` se cambia.',
      mention: 'Mencióname aquí',
      direct: 'Mensaje directo',
      none: 'No hace falta',
      fine: 'De acuerdo.',
      chosen: {
        mention: 'Cuando termina un entrenamiento, te menciono donde lo pediste.',
        direct: 'Cuando termina un entrenamiento, te escribo además un mensaje directo.',
        none: 'Cuando termina un entrenamiento, publico el resultado sin mencionarte.',
      },
      ready: '«{{voice}}» está entrenada: ya está la v{{number}}. {{link}}',
      failed: 'El entrenamiento de «{{voice}}» terminó sin una versión nueva. {{link}}',
      closed: 'No recibes mensajes directos míos, así que te menciono aquí.',
    },
    after: ' tras {{seconds, duration}}',
    finished: 'Entrenamiento terminado{{time}}.',
    cancelled: 'Entrenamiento cancelado{{time}}.',
    cancelledNow: 'Cancelado.',
    stopped: 'Entrenamiento detenido{{time}}.',
    from: {
      version: 'Continuada desde v{{parent}} con {{speech}}.',
      base: 'Entrenada desde la base con {{speech}}.',
      other: 'Empezada desde otra voz parecida a la tuya, con {{speech}}.',
    },
    speech: '{{seconds, duration}} de habla',
    speechSomeNew: '{{seconds, duration}} de habla, de ellos {{fresh, duration}} nuevos',
    leftOut: 'No se pudo usar: {{clips, clip}}; mira *Cifras*.',
    whyPlan: '¿Por qué este plan?',
    figures: 'Cifras',
    ready: 'La versión {{number}} está lista y activa',
    aside: 'La versión {{number}} queda apartada; v{{rival}} sigue activa',
    previewBelow: 'La vista previa de abajo es habla sintética.',
    previewOfBelow: 'La vista previa de v{{number}} de abajo es habla sintética.',
    previewsBelow:
      'Escucha las dos vistas previas de abajo, primero v{{number}}, y elige. Las dos son habla sintética.',
    playAgain: 'Volver a escuchar la vista previa',
    rollBack: 'Volver a v{{rival}}',
    useAnyway: 'Usar v{{number}} de todos modos',
    keep: 'Conservar v{{rival}}',
    play: 'Escuchar v{{rival}}',
    planOf: 'v{{number}}: el plan y por qué',
    inFigures: 'v{{number}} en cifras',
    training: 'Entrenamiento',
    steps: '{{epochs, epoch}}, {{steps, step}}; la mejor época fue la {{bestEpoch}}.',
    time: 'Tiempo',
    notUsed: 'Sin usar',
    plan: '{{epochs, epoch}}, tasa de aprendizaje {{rate}}, lotes de {{batch}}.',
    notMeasured: 'sin medir',
    showCurve: 'Curva hasta ahora',
    curveOf: 'Curva de pérdida de las épocas {{from}} a {{to}}.',
    curveTrain: 'Clips de entrenamiento: {{first, fixed3}} al principio, ahora {{last, fixed3}}.',
    curveTest: 'Clips de prueba: {{first, fixed3}} al principio, ahora {{last, fixed3}}.',
    curveMeans:
      'Cuanto más baja la curva, más se parece a ti. Los que cuentan son los clips de prueba: de ellos no se aprende nada.',
    curve: 'Curva de pérdida: entrenamiento de la versión {{number}}',
    voiceTaken: 'He usado tu voz «{{voice}}». Para usar otra, añade `voice:`: {{others}}.',
    learntAll: 'v{{number}} ya ha aprendido todos los clips de esta voz.',
    learntUsable:
      'v{{number}} ya ha aprendido todos los clips que podía usar. No pudo usar {{clips, clip}}, porque las palabras no encajan o no se pueden decir: {{names, list}}{{more}}. Corrige lo que se dice en ellos con `/samples transcript`.',
    newHelpsMore:
      'Unas grabaciones nuevas ayudarían más que volver a entrenar: `/addsamples`. Para entrenar de todos modos, di cuánto: `/train continue epochs:20`.',
    anyway: 'Entrenar de todos modos',
    never: 'Todavía no has entrenado. Empieza con `/train continue`.',
    keptFollows: 'Esto no pude hacértelo llegar, así que va aquí, solo para ti:',
    stillTrying: 'Discord todavía no me ha dejado entregarte esto; sigo intentándolo:',
    undelivered: {
      training: 'el resultado de entrenar «{{voice}}»',
      preview: 'lo que le pediste decir a «{{voice}}»',
      upload: 'lo que pasó con tus grabaciones para «{{voice}}»',
      notice: 'un aviso',
    },
    cancelledBefore: 'Cancelado antes de empezar.',
    stops: 'Parando, tarda unos segundos.',
    byEar: 'De oído, sin sus nombres',
    byEarLine: 'v{{number}} {{wins}} · v{{other}} {{losses}} · sin diferencia {{same}}',
  },
  errors: {
    'clip-there': {
      message: '«{{voice}}» ya tiene este clip.',
      hint: 'Elige otra voz con to:; /voices list muestra las tuyas.',
    },
    'no-curve': {
      message: 'Todavía no hay nada que dibujar.',
      hint: 'La curva empieza cuando el entrenamiento ha pasado una vez por tus clips.',
    },
    'no-curve/ended': {
      message: 'Este entrenamiento ha terminado y no queda ninguna curva suya.',
      hint: '/versions show dice de cada versión cuánto se acercó.',
    },
    'no-manner': {
      message: 'v{{number}} no conoce esa manera.',
      hint: 'Elige {{names, either}}, o no pongas manner:.',
    },
    'no-manner/none': {
      message: 'Que yo sepa, v{{number}} habla de una sola manera.',
      hint: 'No pongas manner:. Con diez segundos de grabaciones que suenen distinto, como más agudas o por teléfono, el próximo entrenamiento encuentra otra.',
    },
    'import-under-way': {
      message: 'Todavía estoy leyendo lo que enviaste.',
      hint: 'Espera a que termine.',
    },
    'bad-takeout/foreign': {
      message: 'Este archivo no lleva mi firma: no es de una voz que yo haya exportado.',
      hint: 'Envía los archivos de una voz tal como los envió /export. Lo que exportó otra instalación solo puede traerlo quien administra el bot; las grabaciones se envían con /addsamples zip:.',
    },
    'bad-takeout/changed': {
      message: 'Este archivo no está como lo hice: fue cambiado o está dañado.',
      hint: 'Envíalo tal como lo envió /export. Las grabaciones también se pueden enviar con /addsamples zip:.',
    },
    'bad-takeout/other-owner': {
      message: 'Este archivo no está firmado aquí y dice que es la voz de {{owner}}.',
      hint: 'Por mensaje solo puedes traer la tuya. La de otra persona, que debe haber aceptado aquí: `npm run cli -- voice import {{owner}} FILES --trust`, donde funciono.',
    },
    'bad-takeout/engine': {
      message: 'Su versión se hizo con {{engine, engine}}, y aquí no funciona ningún entrenador de ese tipo.',
      hint: 'Inicia uno, o envía solo los archivos con grabaciones; después /train continue hace una versión nueva.',
    },
    'bad-takeout/format': {
      message:
        'Sus pesos son de un tipo que puede contener más que números ({{file}}): esos no los acepto por mensaje.',
      hint: 'Impórtalos donde funciono: `npm run cli -- voice import USER FILES --trust`.',
    },
    'bad-takeout/state': {
      message: 'Sus pesos no sirven: {{file}} está dañado o no son solo números.',
      hint: 'Exporta la voz otra vez donde viene, o envía solo los archivos con grabaciones.',
    },
    'bad-takeout/several': {
      message: 'Estos archivos no son todos de una misma voz o exportación.',
      hint: 'Recupera las voces una por una.',
    },
    'bad-takeout/incomplete': {
      message:
        'A estos archivos les falta algo que la versión necesita: {{clips, clip}} de los que aprendió, o parte de sus pesos.',
      hint: 'Envía todos los archivos de la voz en un solo comando, también los de las grabaciones.',
    },
    'bad-takeout/not-yours': {
      message: 'Este archivo es de la voz de otra persona.',
      hint: 'Solo su dueño puede recuperarla.',
    },
    'bad-takeout/ground': {
      message: 'La versión partió de otra voz que fue borrada aquí o que ya no se comparte.',
      hint: 'Envía solo los archivos con grabaciones; después /train continue crea una versión nueva.',
    },
    busy: {
      message: 'Ahora mismo estoy ocupado con otra cosa.',
      hint: 'Pulsa el botón otra vez en unos segundos.',
    },
    'nothing-to-say': {
      message: 'En este texto no hay nada que yo pueda decir.',
      hint: 'Escribe unas palabras.',
    },
    'unspeakable-script': {
      message: 'No puedo decir este texto: leo inglés, no {{scripts, scripts}}.',
      hint: 'Escribe unas palabras en inglés.',
    },
    'text-too-long': {
      message: 'Tardaría unos {{needed, duration}} en decirse; el límite es {{most, duration}}.',
      hint: 'Acórtalo o envíalo por partes.',
    },
    'language-addable': {
      message: 'Las voces de este bot hablan {{spoken, languagesAll}}, no {{language, language}}.',
      hint: 'Quien administra este bot puede añadirlo con {{commands, list}}.',
    },
    'only-english': {
      message: 'Las voces de este bot hablan {{spoken, languagesAll}}, no {{language, language}}.',
      hint: 'Graba en inglés para esta voz.',
    },
    'language-not-spoken': {
      message: 'Las voces de este bot hablan {{spoken, languagesAll}}, no {{language, language}}.',
      hint: 'Graba uno de estos idiomas para esta voz.',
    },
    'not-in-voice': {
      message: 'No estás en ningún canal de voz de este servidor.',
      hint: 'Entra en uno y usa el comando otra vez.',
    },
    'stage-channel': {
      message: 'No puedo estar en canales de escenario: no tienen cifrado de extremo a extremo.',
      hint: 'Ve a un canal de voz normal y usa el comando otra vez.',
    },
    'voice-permission': {
      message: 'No puedo entrar en este canal de voz: faltan {{missing, permissions}}.',
      hint: 'Quien pueda gestionar este canal puede concederlo: Editar canal, Permisos, añadirme.',
    },
    'voice-full': {
      message: 'Este canal de voz está lleno.',
      hint: 'Sube su límite de usuarios o ve a otro.',
    },
    'voice-busy/recording': {
      message: 'Ahora mismo estoy en {{channel}}, grabando a alguien.',
      hint: 'Solo puedo estar en un canal de voz por servidor a la vez: inténtalo cuando termine.',
    },
    'voice-busy/speaking': {
      message: 'Ahora mismo estoy en {{channel}}, hablando.',
      hint: 'Solo puedo estar en un canal de voz por servidor a la vez: /leave me saca del tuyo; si no es el tuyo, inténtalo más tarde.',
    },
    'voice-away': {
      message: 'No he podido entrar en el canal de voz.',
      hint: 'Inténtalo otra vez en un momento; si sigue así, cambia la región del canal.',
    },
    'recording-over': {
      message: 'Esta grabación ha terminado.',
      hint: '/record empieza otra.',
    },
    'not-yours/recording': {
      message: 'Esta grabación no es tuya.',
      hint: 'Graba tu propia voz con /record.',
    },
    'already-recording': {
      message: 'Ya te estoy grabando.',
      hint: 'Pulsa primero Parar allí.',
    },
    'nothing-to-read/record': {
      message: 'No tengo nada que leer en este idioma ({{language, language}}), solo en {{readable, languageNames}}.',
      hint: 'Envía grabaciones con /addsamples en su lugar.',
    },
    'all-read/record': {
      message: 'Has leído todo lo que tengo.',
      hint: 'Envía más con /addsamples.',
    },
    'elsewhere/join': {
      message: 'Estoy en {{channel}} y tú no.',
      hint: 'Ve allí primero.',
    },
    'elsewhere/leave': {
      message: 'Estoy en {{channel}} y tú no.',
      hint: 'Quien esté allí puede hacerme salir.',
    },
    'too-many-texts': {
      message: 'Ya tienes {{texts, text}} en espera.',
      hint: 'Espera a que se diga uno.',
    },
    'not-yours/text': {
      message: 'Este texto no es tuyo.',
      hint: 'Quien lo escribió puede saltarlo.',
    },
    'nothing-to-skip': {
      message: 'Esto ya se ha dicho.',
      hint: 'Escribe otro texto con /say.',
    },
    'not-there': {
      message: 'No estoy en ningún canal de voz aquí.',
      hint: '/join me lleva al tuyo.',
    },
    'nothing-heard': {
      message: 'Este envío ya no está aquí.',
      hint: 'Mira tus clips con /samples list.',
    },
    'no-such-clip/taken-out': {
      message: 'Este clip se ha quitado.',
      hint: 'Mira los que tienes con /samples list.',
    },
    'words-changed': {
      message: 'Las palabras de este clip ya se fijaron o cambiaron.',
      hint: 'Míralas con /samples list; /samples transcript las corrige.',
    },
    'no-words': {
      message: 'Aquí no hay palabras.',
      hint: 'Escribe lo que se dice en el clip, palabra por palabra.',
    },
    'which-voice': {
      message: 'Tienes varias voces, y un mensaje no puede decir para cuál es.',
      hint: 'Envía primero una grabación con /addsamples y voice:; después los mensajes van a la misma voz.',
    },
    'consent-not-spoken': {
      message: 'Todavía no he oído que aceptas.',
      hint: 'Di la frase que te acabo de mostrar y entrena otra vez. Lo que has enviado espera y no se pierde nada.',
    },
    'consent-not-spoken/first': {
      message: 'Todavía no he oído que aceptas.',
      hint: 'Di primero la frase: /train continue la muestra. Luego pulsa otra vez.',
    },
    'consent-not-awaited': {
      message: 'No espero ninguna frase tuya.',
      hint: 'Si hace falta una, /train continue te la muestra.',
    },
    'consent-other-length': {
      message: 'Es demasiado corto o demasiado largo para la frase.',
      hint: 'Di la frase entera, una vez, y envíala de nuevo.',
    },
    'consent-other-words': {
      message: 'He oído otra cosa: «{{heard}}».',
      hint: 'Di la frase palabra por palabra en un sitio tranquilo y envíala de nuevo. Las demás grabaciones van con /addsamples.',
    },
    'consent-somebody-else': {
      message: 'No suena como la persona de tus otras grabaciones.',
      hint: 'Dila tú. Si entre tus grabaciones hay de otra persona, quítalas antes con /samples remove.',
    },
    'consent-somebody-else/held': {
      message: 'Estos clips no suenan como la persona que aceptó de viva voz, y pulsar un botón no los hace tuyos.',
      hint: 'Grábalos de nuevo, hablando como cuando aceptaste, o quítalos con /samples remove.',
    },
    'consent-somebody-else/several': {
      message: 'En esta grabación hablan varias personas.',
      hint: 'Di la frase a solas y envíala de nuevo.',
    },
    'not-your-message': {
      message: 'Este mensaje es de otra persona.',
      hint: 'A tu voz solo se pueden añadir grabaciones tuyas.',
    },
    'nothing-sent/message': {
      message: 'En este mensaje no hay ninguna grabación.',
      hint: 'Úsalo en un mensaje de voz o un archivo de audio que hayas enviado.',
    },
    'lines-for-files/too-long': {
      message: 'Una de las líneas tiene más de {{most}} caracteres.',
      hint: 'Escribe una línea por archivo en el orden en que los elegiste, o líneas como: mi toma.wav | Lo que digo en ella.',
    },
    'lines-for-files': {
      message: 'Has enviado {{files, file}} y escrito {{lines, line}}.',
      hint: 'Escribe una línea por archivo en el orden en que los elegiste, o líneas como: mi toma.wav | Lo que digo en ella.',
    },
    'engine-unknown': {
      message: 'Aquí no hay ningún motor llamado «{{typed}}».',
      hint: 'Elige {{engines, either}}, o déjalo sin poner.',
    },
    'unknown-button': {
      message: 'Este botón ha caducado.',
      hint: 'Usa el comando en su lugar: /help.',
    },
    'unknown-form': {
      message: 'Este formulario ha caducado.',
      hint: 'Usa el comando en su lugar: /help.',
    },
    'unknown-command': {
      message: 'Ya no conozco {{command}}.',
      hint: 'Recarga Discord; si sigue ahí, pide a quien administra el bot que registre los comandos de nuevo.',
    },
    'not-yours/voice': {
      message: 'Esta voz no es tuya.',
      hint: 'Haz crecer la tuya: /addsamples.',
    },
    'not-yours/training': {
      message: 'Este entrenamiento no es tuyo.',
      hint: 'Solo quien lo empezó puede cancelarlo.',
    },
    'not-yours/question': {
      message: 'Esta pregunta no es para ti.',
      hint: 'Usa tú un comando: /help los muestra.',
    },
    'no-voice': {
      message: 'Todavía no tienes ninguna voz.',
      hint: 'Envía primero grabaciones tuyas con /addsamples.',
    },
    'no-voice/which': {
      message: 'Tienes varias voces: di cuál con voice:.',
      hint: 'Las tuyas: {{yours}}.',
    },
    'no-voice/named': {
      message: 'No tienes ninguna voz llamada «{{name}}».',
      hint: 'Las tuyas: {{yours}}.',
    },
    'no-version/training': {
      message: 'La primera versión de esta voz todavía se está haciendo.',
      hint: '/train status dice cómo va.',
    },
    'no-version/speaking': {
      message: 'Esta voz todavía no tiene ninguna versión que pueda hablar.',
      hint: 'Haz una con /train continue.',
    },
    'no-version/numbered': {
      message: 'No hay ninguna versión {{number}}.',
      hint: '/versions list muestra las que hay.',
    },
    'version-purged/numbered': {
      message: 'v{{number}} se borró: se quitó un clip que había aprendido.',
      hint: '/versions list muestra las que hay.',
    },
    'text-too-long-here': {
      message: 'Este texto tiene {{characters}} caracteres, y {{most}} es el máximo en este servidor.',
      hint: 'Di menos de una vez, o úsame en mensajes directos.',
    },
    'delivery-unknown': {
      message: 'v{{number}} la hizo un motor al que no se le puede decir cómo hablar.',
      hint: 'No pongas speed:, pitch: ni manner:.',
    },
    'feature-forbidden/voice-channels': {
      message: 'Este servidor no me quiere en sus canales de voz.',
      hint: 'Quien lo gestione puede cambiarlo con /settings.',
    },
    'feature-forbidden/voice-messages': {
      message: 'Este servidor no quiere mensajes de voz míos.',
      hint: 'Quien lo gestione puede cambiarlo con /settings.',
    },
    'feature-forbidden/read-aloud': {
      message: 'Este servidor no quiere que se lean mensajes en voz alta.',
      hint: 'Quien lo gestione puede cambiarlo con /settings.',
    },
    'read-aloud-off': {
      message: 'Quien administra este bot no ha activado la lectura en voz alta.',
      hint: 'Usa /say text: en su lugar.',
    },
    'feature-forbidden/sharing': {
      message: 'Este servidor no quiere que se compartan voces.',
      hint: 'Quien lo gestione puede cambiarlo con /settings.',
    },
    'blocked-here': {
      message: 'Quienes gestionan este servidor te han bloqueado para usarme aquí.',
      hint: 'Pregúntales por qué. Puedes usarme en mensajes directos.',
    },
    'wrong-channel': {
      message: 'No respondo en este canal.',
      hint: 'Ve a {{channels}}.',
    },
    'wrong-role': {
      message: 'En este servidor solo estoy para ciertos roles.',
      hint: 'Para {{roles}}. Puedes usarme en mensajes directos.',
    },
    banned: {
      message: 'Quien administra este bot te ha bloqueado para usarlo.',
      hint: 'Pregúntale por qué. Aun así puedes llevarte todo lo tuyo con /export y borrarlo con /forget.',
    },
    'too-many-grants': {
      message: 'Esta voz ya está compartida con {{most}} personas y roles.',
      hint: 'Termina algo de eso primero con `/share end`.',
    },
    'too-many-named': {
      message: 'Ya hay {{most}} en esta lista.',
      hint: 'Quita uno primero.',
    },
    'may-not-manage': {
      message: 'Eso solo pueden hacerlo quienes pueden gestionar este servidor.',
      hint: 'Pídeselo a alguna de esas personas.',
    },
    'not-in-a-server': {
      message: 'Esto no es un servidor.',
      hint: 'Úsalo donde están los demás, o no pongas for:.',
    },
    'may-not-manage/words': {
      message: 'Solo quienes pueden gestionar este servidor pueden cambiar su lista.',
      hint: 'Pídeselo a alguna de esas personas, o no pongas for: para cambiar la tuya.',
    },
    'no-such-word': {
      message: '«{{word}}» no está en la lista.',
      hint: 'Mira lo que hay con /pronounce list.',
    },
    'nothing-to-say/word': {
      message: 'Aquí no hay letras.',
      hint: 'Escribe la palabra como se escribe, y en as: como suena, por ejemplo Siobhan y shivón.',
    },
    'nothing-to-compare': {
      message: 'Para comparar hacen falta dos versiones distintas.',
      hint: 'Haz otra con /train continue, o nombra dos con version: y against:.',
    },
    'engines-differ': {
      message: 'v{{one}} y v{{other}} las hicieron motores distintos, así que sabrías cuál es cuál.',
      hint: 'Compara dos del mismo motor; /preview reproduce cualquiera de ellas.',
    },
    'comparison-gone': {
      message: 'Esta comparación es demasiado antigua.',
      hint: 'Escucha las dos otra vez con /compare.',
    },
    'no-version/yet': {
      message: 'Esta voz todavía no tiene versiones.',
      hint: 'Haz la primera con /train continue.',
    },
    'version-purged/meanwhile': {
      message: 'v{{number}} se ha borrado entretanto.',
      hint: 'Mira /versions list.',
    },
    'no-server': {
      message: 'Esto solo funciona en un servidor.',
      hint: 'Úsalo en uno donde yo esté.',
    },
    'no-such-clip': {
      message: 'No tienes ese clip.',
      hint: 'Elige uno de la lista que aparece mientras escribes.',
    },
    'no-samples/list': {
      message: 'Esta voz no tiene clips.',
      hint: 'Envía algunos con /addsamples.',
    },
    'no-samples/train': {
      message: 'Tu voz «{{voice}}» todavía no tiene grabaciones.',
      hint: 'Envía primero algunas con /addsamples.',
    },
    'no-usable-clips/held': {
      message: 'Todos los clips de esta voz están en espera o son clips de prueba para medir el progreso.',
      hint: 'Míralos con /samples list y envía más con /addsamples.',
    },
    'no-transcripts': {
      message: 'Ninguno de tus clips tiene transcripción, así que no hay palabras que aprender.',
      hint: 'Envía grabaciones con transcript: (un archivo) o transcripts: (un .txt para muchos) a /addsamples.',
    },
    'unspeakable-transcripts/english': {
      message: 'No puedo decir nada de las transcripciones de tus clips, así que no hay palabras que aprender.',
      hint: 'Escribe en inglés lo que se dice en ellos: /samples transcript.',
    },
    'unspeakable-transcripts/words': {
      message: 'No puedo decir nada de las transcripciones de tus clips, así que no hay palabras que aprender.',
      hint: 'Escribe con palabras lo que se dice en ellos: /samples transcript.',
    },
    'transcripts-changed': {
      message: 'Estas transcripciones han cambiado desde que las miré.',
      hint: 'Mira /samples list y luego /train continue.',
    },
    'nothing-to-cancel': {
      message: 'No tienes ningún entrenamiento en marcha.',
      hint: 'Empieza uno con /train continue.',
    },
    'transcript-for-zip': {
      message: 'Lo que se dice en las grabaciones de un zip debe estar en el zip.',
      hint: 'Pon junto a las grabaciones un .txt con una línea «nombre del archivo | lo que se dice» para cada una.',
    },
    'transcript-for-many': {
      message: 'Una sola transcripción no puede servir para varios archivos.',
      hint: 'Envía un archivo con transcript:, o pon todas las transcripciones en un .txt y envíalo como transcripts:.',
    },
    'nothing-sent': {
      message: 'Aquí no hay ninguna grabación.',
      hint: 'Elige una con file:, o muchas con zip:.',
    },
    'no-words-to-move': {
      message: 'Estas transcripciones ya se cambiaron o se pusieron bien.',
      hint: 'Míralas con /samples list; /samples transcript las corrige.',
    },
    'no-upload': {
      message: 'Este envío ya no está aquí.',
      hint: 'Mira tus clips con /samples list.',
    },
    'nothing-held-back': {
      message: 'Aquí ya no hay nada en espera.',
      hint: 'Mira tus clips con /samples list.',
    },
    'no-words-to-give-back': {
      message: 'Ya no hay palabras anteriores a las que volver.',
      hint: 'Escribe lo que se dice en un clip con /samples transcript.',
    },
    'export-under-way': {
      message: 'Todavía lo estoy enviando.',
      hint: 'Espera a que termine el anterior.',
    },
    'nothing-to-read/script': {
      message: 'No tengo nada que leer en este idioma ({{language, language}}), solo en {{readable, languageNames}}.',
      hint: 'Lee lo que quieras y apunta lo que dices.',
    },
    'all-read/script': {
      message: 'Has leído todo lo que tengo.',
      hint: 'Lee lo que quieras y envíalo.',
    },
    'no-parent': {
      message: 'v{{number}} está activa y no sigue a ninguna versión anterior.',
      hint: 'Di qué versión quieres; /versions list las muestra.',
    },
    'active-changed': {
      message: 'Entretanto se activó otra versión.',
      hint: 'Mira /versions list y pídelo otra vez si aún quieres.',
    },
    'voice-name-taken': {
      message: 'Ya tienes una voz llamada «{{name}}».',
      hint: 'Elige otro nombre; /voices list muestra las tuyas.',
    },
    'too-many-bytes': {
      message: 'Serían más de {{megabytes}} MB en 24 horas, que es el límite por persona.',
      hint: 'Inténtalo otra vez dentro de {{wait, duration}}.',
    },
    'too-many-bytes/never': {
      message: 'Serían más de {{megabytes}} MB en 24 horas, que es el límite por persona.',
      hint: 'Envía menos archivos a la vez, o en FLAC, MP3 u Ogg en vez de WAV.',
    },
    'too-much-training': {
      message: 'Tus entrenamientos han ocupado {{minutes}} min de las últimas 24 horas, que es el límite por persona.',
      hint: 'Inténtalo otra vez dentro de {{wait, duration}}.',
    },
    'too-much-training/never': {
      message: 'Tus entrenamientos han ocupado {{minutes}} min de las últimas 24 horas, que es el límite por persona.',
      hint: 'Inténtalo otra vez mañana.',
    },
    'too-many-previews-today': {
      message: 'Has pedido {{previews, preview}} en 24 horas, el límite por persona.',
      hint: 'Inténtalo otra vez dentro de {{wait, duration}}.',
    },
    'too-many-previews-today/never': {
      message: 'Has pedido {{previews, preview}} en 24 horas, el límite por persona.',
      hint: 'Inténtalo otra vez mañana.',
    },
    'disk-low': {
      message: 'El disco de este bot está casi lleno, así que no puedo aceptar nada nuevo.',
      hint: 'Quien lo administra está avisado; volverá a funcionar cuando haya espacio.',
    },
    'too-many-runs': {
      message: 'Estoy a tope: {{open}} entrenamientos y vistas previas están en marcha o en espera.',
      hint: 'Inténtalo cuando termine alguno, normalmente en unos minutos.',
    },
    'too-many-clips': {
      message: 'Tienes aquí {{clips, clip}}, y {{most}} es el límite por persona.',
      hint: 'Vuelve a funcionar cuando hayas quitado algunos: /samples remove.',
    },
    'too-many-minutes': {
      message: 'Tienes aquí {{seconds, duration}} de grabaciones, y {{most}} min es el límite por persona.',
      hint: 'Vuelve a funcionar cuando hayas quitado algunas: /samples remove.',
    },
    'too-many-clips/more': {
      message: 'Con esta grabación tendrías aquí {{clips, clip}}, y {{most}} es el límite por persona.',
      hint: 'Funciona cuando hayas quitado algunos: /samples remove.',
    },
    'too-many-minutes/archive': {
      message: 'De un solo zip escucho como mucho lo que una persona puede tener aquí: {{most}} min.',
      hint: 'Envía el resto en otro.',
    },
    'too-many-minutes/more': {
      message: 'Con esta grabación tendrías aquí {{seconds, duration}}, y {{most}} min es el límite por persona.',
      hint: 'Funciona cuando hayas quitado algunas: /samples remove.',
    },
    'too-many-open-uploads/at-once': {
      message: 'Todavía tienes {{open, file}} en espera, y {{most}} a la vez es el límite.',
      hint: 'Envía menos archivos a la vez.',
    },
    'too-many-open-uploads': {
      message: 'Todavía tienes {{open, file}} en espera, y {{most}} a la vez es el límite.',
      hint: 'Vuelve a funcionar en cuanto terminen algunos.',
    },
    'too-many-voices': {
      message: 'Tienes {{voices, voice}}, y {{most}} es el límite por persona.',
      hint: 'Añade a una de ellas con voice:, o borra una primero.',
    },
    'too-slow/looking': {
      message: 'Examinar esta grabación tardaba demasiado, así que se dejó.',
      hint: 'Súbela en partes de pocos minutos.',
    },
    'host-not-allowed': {
      message: 'Este archivo está en un servidor del que no puedo descargar.',
      hint: 'Adjunta la grabación al propio comando en vez de dar un enlace.',
    },
    'file-too-big': {
      message: 'El archivo es mayor de {{most}}.',
      hint: 'Súbelo en varias partes, o en FLAC, MP3 u Ogg en vez de WAV.',
    },
    'link-expired': {
      message: 'El enlace a este archivo ha caducado (el servidor respondió {{status}}).',
      hint: 'Adjunta el archivo otra vez: los enlaces a adjuntos solo duran unas horas.',
    },
    'download-failed/status': {
      message: 'El servidor que tiene este archivo respondió {{status}}.',
      hint: 'Inténtalo otra vez en unos minutos.',
    },
    'download-failed/redirects': {
      message: 'El enlace redirige demasiadas veces.',
      hint: 'Adjunta el archivo otra vez.',
    },
    'download-timeout': {
      message: 'El archivo no llegó en {{seconds}} s.',
      hint: 'Inténtalo otra vez; si vuelve a pasar, sube un archivo más pequeño.',
    },
    'download-failed': {
      message: 'Se perdió la conexión{{code}}.',
      hint: 'Inténtalo otra vez en unos minutos.',
    },
    'empty-file': {
      message: 'El archivo está vacío (0 bytes).',
      hint: 'Exporta la grabación de nuevo y envíala otra vez.',
    },
    'not-audio/unnamed': {
      message: 'Este archivo no contiene audio, sino: {{holds, content}}.',
      hint: 'Sube una grabación en uno de estos formatos: {{formats, either}}.',
    },
    'not-audio/misnamed': {
      message: 'El nombre de este archivo acaba en {{ending}}, pero no contiene audio, sino: {{holds, content}}.',
      hint: 'Sube una grabación en uno de estos formatos: {{formats, either}}.',
    },
    'broken-samples': {
      message: 'Muchas de las muestras de este archivo no son números, así que la mayor parte no se oye.',
      hint: 'Expórtalo de nuevo en WAV de 16 o 24 bits y escúchalo antes de subirlo.',
    },
    'too-many-channels': {
      message: 'La grabación tiene {{channels}} canales de {{rate}} Hz.',
      hint: 'Expórtala en mono o estéreo a 48000 Hz; se aceptan hasta {{mostChannels}} canales de {{highestRate}} Hz.',
    },
    'too-slow': {
      message: 'Descodificar esta grabación tardaba demasiado, así que lo he dejado.',
      hint: 'Súbela en WAV o FLAC con uno o dos canales, en partes de pocos minutos.',
    },
    'no-sound': {
      message: 'Este archivo no tiene audio.',
      hint: 'Sube una grabación de voz.',
    },
    'codec-not-supported': {
      message: 'El audio de este archivo está en un formato que no puedo leer.',
      hint: 'Conviértelo a WAV o FLAC y envía eso.',
    },
    'broken-file': {
      message: 'Este archivo no se puede descodificar: está dañado o cortado.',
      hint: 'Comprueba que se reproduce en tu dispositivo, expórtalo de nuevo y envíalo otra vez.',
    },
    'too-long': {
      message: 'La grabación dura más de {{minutes}} minutos.',
      hint: 'Córtala en partes más cortas y súbelas.',
    },
    'broken-file/silent': {
      message: 'En este archivo no hay sonido: está dañado o cortado.',
      hint: 'Comprueba que se reproduce en tu dispositivo, expórtalo de nuevo y envíalo otra vez.',
    },
    'silent-recording': {
      message: 'La grabación está en silencio de principio a fin ({{seconds, duration}}).',
      hint: 'Comprueba que el micrófono correcto está elegido y no silenciado, y graba otra vez.',
    },
    'no-speech': {
      message: 'En esta grabación no habla nadie: solo hay un sonido constante, como ruido, zumbido o un tono.',
      hint: 'Comprueba que el micrófono recoge tu voz y graba otra vez.',
    },
    'bad-zip': {
      message: 'Este archivo zip está dañado.',
      hint: 'Hazlo de nuevo, o envía las grabaciones mismas.',
    },
    'bad-zip/files': {
      message: 'Este zip contiene más de {{most}} archivos.',
      hint: 'Divídelo en varios y envíalos uno tras otro.',
    },
    'bad-zip/recordings': {
      message: 'Este zip contiene más de {{most}} grabaciones.',
      hint: 'Divídelo en varios y envíalos uno tras otro.',
    },
    'bad-zip/large-recording': {
      message: 'Este zip contiene una grabación de más de {{megabytes}} MB.',
      hint: 'Divídelo en varios y envíalos uno tras otro.',
    },
    'bad-zip/bytes': {
      message: 'Este zip contiene más de {{gigabytes}} GB de grabaciones.',
      hint: 'Divídelo en varios y envíalos uno tras otro.',
    },
    'bad-zip/list': {
      message: 'Este zip contiene una lista de más de {{kilobytes}} kB.',
      hint: 'Divídelo en varios y envíalos uno tras otro.',
    },
    'bad-zip/password': {
      message: 'Este zip tiene contraseña.',
      hint: 'Hazlo de nuevo sin ella.',
    },
    'bad-zip/method': {
      message: 'Este zip está comprimido con {{method}}, que no puedo leer.',
      hint: 'Hazlo de nuevo con el método habitual (Deflate), o envía las grabaciones sueltas.',
    },
    'bad-zip/no-recordings': {
      message: 'En este zip no hay grabaciones.',
      hint: 'Pon en él archivos que terminen en {{endings}}…',
    },
    'bad-zip/lists': {
      message: 'En este zip hay {{lists}} listas de transcripciones: {{names}}.',
      hint: 'Deja la que dice qué se dice en cada archivo.',
    },
    'bad-zip/swells': {
      message: '«{{name}}» en este zip se hincha hasta {{megabytes}} MB: eso no es una grabación.',
      hint: 'Quítalo y envía el zip otra vez.',
    },
    'bad-transcripts/quote': {
      message: 'La línea {{line}} de las transcripciones abre unas comillas que nunca se cierran.',
      hint: 'Pon otras al final del texto, o quita las dos.',
    },
    'bad-transcripts/too-many': {
      message: 'La línea {{line}} de las transcripciones sobra: se leen como mucho {{most}}.',
      hint: 'Envía menos a la vez.',
    },
    'bad-transcripts/undivided': {
      message: 'La línea {{line}} de las transcripciones no tiene nada que separe el nombre del archivo del texto.',
      hint: 'Pon un | o un tabulador entre ambos, por ejemplo: mi toma.wav | Lo que digo en ella.',
    },
    'bad-transcripts/no-field': {
      message: 'La línea {{line}} de las transcripciones no tiene campo para el texto.',
      hint: 'Pon un | o un tabulador entre ambos, por ejemplo: mi toma.wav | Lo que digo en ella.',
    },
    'bad-transcripts/columns': {
      message:
        'La línea {{line}} de las transcripciones tiene más que un nombre de archivo y un texto, y no sé qué parte es el texto.',
      hint: 'Deja solo el nombre del archivo y el texto, o pon el texto entre comillas.',
    },
    'bad-transcripts/nameless': {
      message: 'La línea {{line}} de las transcripciones no nombra ningún archivo.',
      hint: 'Escribe el nombre de la grabación antes de su texto.',
    },
    'bad-transcripts/no-text': {
      message: 'La línea {{line}} de las transcripciones no tiene texto.',
      hint: 'Escribe lo que se dice después del nombre del archivo, o quita la línea.',
    },
    'bad-transcripts/too-long': {
      message: 'La línea {{line}} de las transcripciones tiene más de {{most}} caracteres.',
      hint: 'Corta la grabación en frases, con una línea para cada una; los clips duran 12 segundos como mucho.',
    },
    'bad-transcripts': {
      message: 'Las transcripciones no son un archivo de texto.',
      hint: 'Guárdalas como texto sin formato (.txt), o desde una hoja de cálculo como CSV.',
    },
    'bad-transcripts/empty': {
      message: 'Las transcripciones están vacías.',
      hint: 'Escribe una línea por grabación, por ejemplo: mi toma.wav | Lo que digo en ella.',
    },
    'bad-transcripts/heading': {
      message: 'Las transcripciones son solo un encabezado.',
      hint: 'Escribe una línea por grabación, por ejemplo: mi toma.wav | Lo que digo en ella.',
    },
    'no-transcript-fits': {
      message: 'Ninguno de los nombres de las transcripciones es el de un archivo que hayas enviado.',
      hint: 'Los tuyos: {{yours}}.',
    },
    'ambiguous-transcripts': {
      message: 'Las {{where, lineNumbers}} de las transcripciones son todas de «{{name}}», con palabras distintas.',
      hint: 'Deja solo la correcta.',
    },
    'ambiguous-transcripts/names': {
      message:
        'Has enviado {{files}} archivos a los que puede referirse «{{name}}» en las transcripciones ({{where, lineNumbers}}).',
      hint: 'Escribe sus nombres completos, con carpetas y extensiones, con una línea para cada uno.',
    },
    'ambiguous-transcripts/one-line': {
      message:
        'Has enviado {{files}} archivos que las transcripciones llaman «{{name}}», con una sola línea para ellos ({{where, lineNumbers}}).',
      hint: 'Escribe una línea con ese nombre para cada uno, en el orden en que enviaste los archivos, o envíalos de uno en uno con transcript:.',
    },
    'ambiguous-transcripts/lines': {
      message:
        'Has enviado {{files}} archivos que las transcripciones llaman «{{name}}», con {{lines}} líneas para ellos ({{where, lineNumbers}}).',
      hint: 'Escribe una línea con ese nombre para cada uno, en el orden en que enviaste los archivos, o envíalos de uno en uno con transcript:.',
    },
    'too-many-pronunciations': {
      message: 'Ya hay {{most}} palabras en esta lista, y no caben más.',
      hint: 'Quita algunas con /pronounce remove.',
    },
    'too-many-previews': {
      message: 'Todavía se están haciendo {{most}} vistas previas tuyas.',
      hint: 'Espera a una de ellas y pídelo otra vez.',
    },
    'run-active': {
      message: 'Ya tienes un entrenamiento en marcha.',
      hint: 'Espera a que termine, o páralo con /train cancel.',
    },
    'erased-meanwhile': {
      message: 'Aquello de lo que se trataba se ha borrado entretanto.',
      hint: 'Empieza otra vez con /addsamples.',
    },
    'version-purged': {
      message: 'Esta versión ya no existe: había aprendido grabaciones que se borraron.',
      hint: 'Elige otra de /versions list.',
    },
    'no-step': {
      message: 'El entrenamiento terminó sin un solo paso, así que no se aprendió nada.',
      hint: 'Añade unas cuantas grabaciones con transcripción e inténtalo otra vez.',
    },
    'parent-missing': {
      message: 'La versión activa no tiene ningún estado guardado, así que no se puede continuar.',
      hint: 'Vuelve a otra versión con /rollback, o usa /train fresh.',
    },
    'voice-unknown': {
      message: 'Esta voz ya no existe.',
      hint: 'Empieza una nueva con /addsamples.',
    },
    'no-usable-clips': {
      message: 'Esta voz todavía no tiene grabaciones utilizables.',
      hint: 'Envía algunas con /addsamples: un minuto de habla clara es un buen comienzo.',
    },
    'no-usable-clips/unmatched': {
      message: 'No hay nada con que entrenar: ninguna grabación tiene una transcripción que le corresponda.',
      hint: 'Añade grabaciones con lo que se dice en ellas: /addsamples con una transcripción.',
    },
    'pilot-failed': {
      message:
        'Los clips nuevos empeoran la voz: en lo que ya sabía, quedó un {{worse, percent}} más lejos de ti en una prueba, y también empeoró en otra hecha con más cuidado, así que se detuvo el entrenamiento.',
      hint: 'Escucha los clips nuevos y quita con /samples remove los que no seas tú o no estén claros; o di un número, /train continue epochs:10, y compara tú las dos voces.',
    },
    'clips-missing': {
      message: '{{number}} de {{total}} grabaciones faltan o están dañadas en el disco: {{names}}.',
      hint: 'Quítalas con /samples remove y envíalas otra vez con /addsamples.',
    },
    'clips-missing/more': {
      message: '{{number}} de {{total}} grabaciones faltan o están dañadas en el disco: {{names}} y {{more}} más.',
      hint: 'Quítalas con /samples remove y envíalas otra vez con /addsamples.',
    },
    'transcripts-misfit': {
      message:
        'Las transcripciones de {{number}} de {{total}} clips nuevos no encajan con lo que se dice en ellos: {{names}}.',
      hint: 'Corrígelas con /samples transcript, o quita los clips con /samples remove; luego entrena otra vez.',
    },
    'transcripts-misfit/more': {
      message:
        'Las transcripciones de {{number}} de {{total}} clips nuevos no encajan con lo que se dice en ellos: {{names}} y {{more}} más.',
      hint: 'Corrígelas con /samples transcript, o quita los clips con /samples remove; luego entrena otra vez.',
    },
    'unspeakable-transcripts': {
      message: 'No puedo decir nada de las transcripciones de tus clips, así que no hay palabras de las que aprender.',
      hint: 'Escribe en {{language, language}} lo que se dice en ellos: /samples transcript.',
    },
    'optimizer-lost': {
      message: 'Del entrenamiento anterior solo quedan los pesos.',
      hint: 'El entrenamiento sigue desde ellos, con un optimizador nuevo.',
    },
    'nothing-to-do': {
      message: 'Un entrenamiento de {{epochs, epoch}} no haría nada.',
      hint: 'Pide al menos una época.',
    },
    'language-not-supported': {
      message: 'El motor integrado habla inglés; esta voz tiene grabaciones en {{languages, languagesAll}}.',
      hint: 'Usa grabaciones en inglés para esta voz.',
    },
    'not-enough-memory': {
      message:
        'Entrenar en lotes de {{batch}} necesita {{needed}} MB de memoria y hay {{free}} MB libres; cabrían lotes de {{fitting}}.',
      hint: 'Inténtalo cuando la máquina tenga menos que hacer, o quita grabaciones con /samples remove.',
    },
    'not-enough-memory/none': {
      message:
        'Entrenar en lotes de {{batch}} necesita {{needed}} MB de memoria y hay {{free}} MB libres; no cabría ningún tamaño de lote.',
      hint: 'Inténtalo cuando la máquina tenga menos que hacer, o quita grabaciones con /samples remove.',
    },
    'memory-short': {
      message: 'La memoria no bastó ni para una sola grabación.',
      hint: 'Inténtalo cuando la máquina tenga menos que hacer, o quita las grabaciones más largas con /samples remove.',
    },
    'not-enough-disk': {
      message: 'El entrenamiento necesita {{needed}} MB de disco y hay {{free}} MB libres.',
      hint: 'Pide a quien administra el bot que haga sitio e inténtalo otra vez.',
    },
    'timbre-takes-longer': {
      message:
        'Este puede tardar unos minutos más de lo habitual: hay que aprender el timbre, y luego todo lo que se repasa se dice con él.',
      hint: 'Los siguientes rara vez lo hacen.',
    },
    'clips-without-transcript': {
      message: '{{number}} de {{total}} grabaciones no tienen una transcripción que yo pueda decir.',
      hint: 'Solo enseñan cómo suena la voz; añade lo que se dice en ellas y aprenderé más.',
    },
    'transcripts-shifted/before': {
      message:
        'Las transcripciones de {{misfits}} de {{clips}} clips nuevos no encajan con lo que se dice en ellos. Parecen corridas una línea: cada una encaja con el clip siguiente al suyo.',
      hint: '¿Usarlas corridas? O corrígelas con /samples transcript.',
    },
    'transcripts-shifted/after': {
      message:
        'Las transcripciones de {{misfits}} de {{clips}} clips nuevos no encajan con lo que se dice en ellos. Parecen corridas una línea: cada una encaja con el clip anterior al suyo.',
      hint: '¿Usarlas corridas? O corrígelas con /samples transcript.',
    },
    'model-foreign': {
      message: 'Esta voz creció con otra versión de la voz de partida natural que la de esta máquina.',
      hint: 'Empieza de nuevo con /train fresh, o pide a quien administra el bot que recupere aquella versión.',
    },
    'models-missing': {
      message: 'Esta voz habla con la voz de partida natural, cuyo modelo no está en esta máquina.',
      hint: 'Pide a quien administra el bot que ejecute npm run models y reinicie el entrenador; luego inténtalo otra vez.',
    },
    'state-damaged': {
      message: 'Esta versión está dañada en mi disco.',
      hint: 'Vuelve a otra versión con /rollback, o usa /train fresh; tus grabaciones siguen todas aquí.',
    },
    'state-foreign': {
      message: 'Esta versión la hizo otro motor que el que funciona aquí ahora.',
      hint: 'Usa /train fresh para empezar una versión con este, o pregunta a quien administra el bot; tus grabaciones siguen todas aquí.',
    },
    'training-stopped': {
      message: 'El entrenamiento anterior no se retomó, así que este se detuvo antes de que pudiera empezar de cero.',
      hint: 'No ha cambiado nada. Inténtalo otra vez; si se repite, vuelve a otra versión con /rollback o usa /train fresh.',
    },
    'training-diverged': {
      message: 'El entrenamiento se descontroló: su pérdida es infinita.',
      hint: 'No ha cambiado nada. Inténtalo con menos épocas, o usa /train fresh.',
    },
    'speech-failed': {
      message: 'No he podido decir esto.',
      hint: 'Inténtalo más tarde o con otro texto; si sigue así, quien administra el bot encontrará el motivo: npm run cli -- doctor.',
    },
    'nothing-to-speak': {
      message: 'En este texto no hay nada que yo pueda decir.',
      hint: 'Envía palabras.',
    },
    'engine-trouble': {
      message: 'Hay un problema que solo puede arreglar quien administra el bot: {{what}}',
      hint: 'Avísale; npm run cli -- doctor dice más.',
    },
    'engine-incomplete': {
      message: 'Falta o está dañado algo sin lo que {{engine, engine}} no puede funcionar aquí.',
      hint: 'Avisa a quien administra el bot: npm run cli -- doctor dice qué es.',
    },
    'engine-broke-off': {
      message: 'El entrenamiento se interrumpió por un error de {{engine, engine}}.',
      hint: 'Tus grabaciones y versiones están a salvo. Inténtalo otra vez; si vuelve a pasar, avisa a quien administra el bot: npm run cli -- doctor busca el motivo.',
    },
    'graphics-card-lost': {
      message: 'La tarjeta gráfica que entrena aquí ya no está.',
      hint: 'Avisa a quien administra el bot e inténtalo otra vez cuando vuelva.',
    },
    'graphics-memory': {
      message:
        'La tarjeta gráfica tiene {{free, fixed1}} GB de memoria libres; entrenar necesita {{needed, fixed1}} GB.',
      hint: 'Inténtalo más tarde, o pregunta a quien administra el bot qué más la usa.',
    },
    'graphics-memory/little': {
      message:
        'La tarjeta gráfica tiene solo {{free, fixed1}} GB de memoria libres, así que solo caben lotes pequeños.',
      hint: 'El entrenamiento sigue de todos modos, pero tarda más.',
    },
    'no-graphics-card': {
      message: 'Aquí {{engine, engine}} entrena con el procesador: no hay ninguna tarjeta gráfica que pueda usar.',
      hint: 'Eso tarda horas.',
    },
    'shared-memory': {
      message: 'La máquina de este bot presta muy poca memoria compartida para cargar las grabaciones.',
      hint: 'Avisa a quien administra el bot: npm run cli -- doctor dice cómo aumentarla.',
    },
    'no-usable-clips/lengths': {
      message:
        'Ninguna de las grabaciones con transcripción tiene una duración que GPT-SoVITS acepte: de {{shortest, fixed1}} a {{longest}} s.',
      hint: 'Añade algunas de una frase cada una con /addsamples.',
    },
    'language-not-supported/sovits': {
      message: 'GPT-SoVITS habla {{spoken, languagesAll}}; esta voz tiene grabaciones en {{languages, languagesAll}}.',
      hint: 'Usa para esta voz grabaciones en uno de esos idiomas.',
    },
    'clips-without-transcript/left-out': {
      message: '{{number}} de {{total}} grabaciones no tienen transcripción, así que quedan fuera.',
      hint: 'Añade lo que se dice en ellas y también aprenderé de ellas.',
    },
    'engine-note': {
      message: 'Para quien administra el bot: {{what}}',
      hint: 'El entrenamiento sigue de todos modos.',
    },
    'voice-permission/one': {
      message: 'No puedo entrar en este canal de voz: falta {{missing, permissions}}.',
      hint: 'Quien pueda gestionar este canal puede concederlo: Editar canal, Permisos, añadirme.',
    },
    'too-many-texts/one': {
      message: 'Ya tienes {{texts, text}} en espera.',
      hint: 'Espera a que se diga.',
    },
    'samples-removed': {
      message: 'Se ha quitado un clip que este entrenamiento estaba usando.',
      hint: 'Empieza el entrenamiento otra vez: usa los clips que hay ahora.',
    },
    'no-longer-shared': {
      message: 'La voz compartida de la que partió este entrenamiento ya no está compartida.',
      hint: 'Empieza el entrenamiento otra vez: partirá de otra voz o de la base.',
    },
    internal: {
      message: 'Algo se rompió dentro de Timbre mientras trabajaba en esto.',
      hint: 'Tus grabaciones y versiones están a salvo. Inténtalo otra vez; si vuelve a pasar, dale esta referencia a quien administra el bot: {{reference}}.',
    },
    'outage/run': {
      message: '{{what, outage}}',
      hint: 'Tus grabaciones y versiones están a salvo. Si sigue así, dale esto a quien administra el bot: {{reference}}.',
    },
    'outage/upload': {
      message: '{{what, outage}}',
      hint: 'Si sigue así, dale esto a quien administra el bot: {{reference}}.',
    },
    'not-shared/any-more': {
      message: 'La voz con la que se iba a decir ya no está compartida contigo aquí.',
      hint: 'Usa la tuya: /say sin of:.',
    },
    'not-shared': {
      message: 'Esa persona no comparte contigo aquí una voz así.',
      hint: 'Puede hacerlo con /share speak.',
    },
    'not-shared/which': {
      message: 'Esa persona comparte varias voces contigo: di cuál con voice:.',
      hint: 'Compartidas: {{names}}.',
    },
    'not-shared/named': {
      message: 'Esa persona no comparte contigo aquí una voz así.',
      hint: 'Compartidas: {{names}}.',
    },
    paused: {
      message: 'Estoy en mantenimiento y no acepto nada nuevo.',
      hint: 'Lo que pediste antes sigue; inténtalo un poco más tarde.',
    },
    'person-or-role': {
      message: 'Has indicado una persona y un rol a la vez.',
      hint: 'Hazlo de uno en uno.',
    },
    'too-many-reports': {
      message: 'Hoy ya has denunciado {{most}} cosas.',
      hint: 'Mañana podrás seguir.',
    },
    'not-the-operator': {
      message: 'Esto es para quien administra este bot.',
      hint: '/help muestra lo que es para ti.',
    },
  },
  inBrackets: ' ({{text}})',
  heldBack: {
    'other-speaker': 'no suena como la persona de tus otros clips',
    stranger: 'habla otra persona',
    'cut-off': 'parece cortado, así que su transcripción quizá diga más de lo que se oye',
    'doubt-other': 'su transcripción no es lo que oigo',
    'doubt-more': 'su transcripción dice más de lo que oigo',
    'doubt-less': 'oigo más de lo que dice su transcripción',
  },
  notes: {
    'little-speech': 'Solo {{seconds, fixed1}} s de voz: habla al menos 2 s en una grabación, mejor entre 5 y 10 s.',
    'no-voice': 'No oigo ninguna voz, solo ruido o susurros: habla en voz alta.',
    music: 'Suena más a música o a pitidos que a habla: grábate hablando.',
    'too-noisy':
      'Demasiado ruido: la voz está solo {{db}} dB por encima del fondo. Graba en una habitación tranquila, cerca del micrófono.',
    'some-noise':
      'Algo de ruido de fondo: la voz está {{db}} dB por encima. A partir de 20 dB es mejor: acércate al micrófono.',
    'badly-clipped': 'Muy saturado: se grabó demasiado alto. Baja el micrófono y graba otra vez.',
    clipped: 'Algunos sonidos fuertes están saturados: baja un poco el micrófono la próxima vez.',
    muffled: 'Apagado: nada por encima de {{khz, fixed1}} kHz. Graba con otro micrófono o con otra aplicación.',
    telephone:
      'Suena a teléfono: nada por encima de {{khz, fixed1}} kHz. Una grabación de 16 kHz o más conserva las consonantes.',
    'very-quiet': 'Muy bajo: sube el micrófono o acércate.',
    'only-left': 'Solo el canal izquierdo tiene sonido, así que he usado ese.',
    'only-right': 'Solo el canal derecho tiene sonido, así que he usado ese.',
    opposite: 'Los dos canales se anulaban entre sí (uno tenía la polaridad invertida); lo he arreglado.',
    'broken-samples': 'Algunas muestras no eran números; las he tratado como silencio.',
    'cut-off':
      'El archivo dice durar {{claimed, duration}}, pero solo se pudieron leer {{read, duration}}: puede estar cortado. Envíalo otra vez si falta algo.',
    'no-usable-speech': 'No hay voz que se pueda usar.',
    unheard:
      'Aquí nadie entiende este idioma ({{language, language}}), así que solo tu transcripción dice lo que hablas.',
    'other-conditions': 'Grabado en otras condiciones que tus otros clips: {{what, notes}}.',
    'other-manner': 'Dicho de otra manera que en tus otros clips: {{what, notes}}.',
    'other-band': 'sonido hasta {{now, fixed1}} en vez de {{usual, fixed1}} kHz',
    'more-noise': '{{db}} dB más de ruido',
    quieter: '{{db}} dB más bajo',
    louder: '{{db}} dB más alto',
    lower: '{{semitones, semitone}} más grave',
    higher: '{{semitones, semitone}} más agudo',
    livelier: 'más expresivo',
    'more-evenly': 'más monótono',
    faster: 'más rápido',
    slower: 'más lento',
    stretch: '{{from}}–{{to}}',
    'more-stretches': '{{number}} más',
    'several-people':
      'En esta grabación hablan {{people}} personas: lo que dice otra persona ({{stretches, notes}}) queda en espera.',
    'several-people-unknown':
      'En esta grabación hablan {{people}} personas, y doy por hecho que quien más habla eres tú: lo que dice otra persona ({{stretches, notes}}) queda en espera.',
    'plan-from-base': 'Empieza desde la voz base con {{fresh, fixed0}} s de voz.',
    'plan-from-other':
      'Empieza con {{fresh, fixed0}} s de voz desde la voz de otra persona, que se parece a la tuya más que la base.',
    'plan-from-version':
      'Continúa desde v{{parent}}: {{fresh, fixed0}} s de voz nueva además de los {{known, fixed0}} s que ya conoce.',
    'plan-brings': 'Lo nuevo aporta {{what, notes}}.',
    'new-words_one': '{{count}} palabra nueva',
    'new-words_other': '{{count}} palabras nuevas',
    'wider-range': '{{semitones, semitone}} más de rango',
    'plan-nothing-new': 'No hay nada nuevo desde v{{parent}}: el entrenamiento sigue donde se detuvo el último.',
    'plan-unlike': 'Lo nuevo no es como lo anterior: {{what, notes}}.',
    'odd-speaker': 'el {{share, percent}} suena a otra persona',
    'odd-conditions': 'el {{share, percent}} se grabó de otra forma',
    'odd-conditions-noise': 'el {{share, percent}} se grabó de otra forma ({{db}} dB más de ruido)',
    'odd-manner': 'el {{share, percent}} está dicho de otra manera',
    'plan-replay': 'Repasa {{replayed, fixed0}} s de lo anterior en cada época, para que no se pierda lo aprendido.',
    'plan-replay-all':
      'Repasa los {{replayed, fixed0}} s de lo anterior en cada época, para que no se pierda lo aprendido.',
    'plan-batches': 'Lotes de {{batch}}: en la memoria libre no caben más.',
    'plan-epochs': '{{epochs, epoch}}: unos {{steps, step}} de optimización.',
    'plan-epochs-young': '{{epochs, epoch}}: unos {{steps, step}} de optimización, suficientes para una voz joven.',
    'plan-epochs-new':
      '{{epochs, epoch}}: unos {{steps, step}} de optimización; el {{share, percent}} de la voz es nuevo.',
    'plan-epochs-asked_one': '{{count}} época, como pediste.',
    'plan-epochs-asked_other': '{{count}} épocas, como pediste.',
    'plan-epochs-more-asked_one': '{{count}} época más, como pediste.',
    'plan-epochs-more-asked_other': '{{count}} épocas más, como pediste.',
    'plan-few-epochs_one':
      '{{count}} época es poco para {{fresh, fixed0}} s de voz, que apenas se aprenderán: yo habría elegido {{fitting}}.',
    'plan-few-epochs_other':
      '{{count}} épocas son pocas para {{fresh, fixed0}} s de voz, que apenas se aprenderán: yo habría elegido {{fitting}}.',
    'plan-many-epochs':
      '{{epochs, epoch}} con {{fresh, fixed0}} s de voz: se aprenderá de memoria. Yo habría elegido {{fitting}}; de las tuyas queda la mejor.',
    'plan-many-epochs-untested':
      '{{epochs, epoch}} con {{fresh, fixed0}} s de voz: se aprenderá de memoria. Yo habría elegido {{fitting}}; todavía no hay ningún clip de prueba que diga cuál es la mejor.',
    'plan-rate-young': 'Tasa de aprendizaje {{rate}}, tras un calentamiento de {{steps, step}}.',
    'plan-rate':
      'Tasa de aprendizaje {{rate}}: más baja que desde la base ({{base}}) tras {{steps, step}} de entrenamiento, para conservar lo aprendido.',
    'plan-rate-halved':
      'Tasa de aprendizaje {{rate}}: más baja que desde la base ({{base}}) tras {{steps, step}} de entrenamiento, y reducida a la mitad porque lo nuevo no se parece a lo anterior, para conservar lo aprendido.',
    'plan-inner':
      'Las capas internas aprenden al {{share, percent}} de esa tasa: lo que saben del habla en general se conserva mientras solo haya {{seconds, fixed0}} s tuyos.',
    'plan-untested':
      'Todavía no hay ningún clip de prueba, así que cada época queda como sale; a partir de cuatro clips con transcripción, uno se aparta como prueba.',
    'plan-best': 'Queda la época que mejor sale en {{clips, testClip}}.',
    'plan-best-stops':
      'Queda la época que mejor sale en {{clips, testClip}}, y el entrenamiento se detiene tras {{patience, epoch}} sin otra mejor.',
    'timbre-near':
      'El timbre es una mezcla de las voces de partida naturales que se parece a ti en un {{likeness, percent}}: aprenderlo no aportaría más.',
    'timbre-gone':
      'Lo que se había aprendido del timbre se fue con las grabaciones que se quitaron: vuelve a ser una mezcla de las voces de partida naturales.',
    'timbre-little-memory': 'El timbre no se aprendió: no hay bastante memoria libre para ello.',
    'timbre-little-speech': 'El timbre no se aprendió: hay muy poca habla que pudiera seguir palabra por palabra.',
    'timbre-no-nearer': 'Lo aprendido del timbre no se conservó: no se acercó más a ti en los clips de prueba.',
    'timbre-less-like':
      'Lo aprendido del timbre no se conservó: se acercó más a tus grabaciones, pero no sonaba claramente más a ti.',
    'timbre-less-like-in-some': 'En algunas maneras no se conservó, porque lo aprendido no sonaba claramente más a ti.',
    'timbre-fewer-steps':
      'Menos pasos de lo habitual, para que no tardara mucho en este equipo; uno largo con algo nuevo da tantos como ayuden.',
    'timbre-learnt':
      'El timbre se aprendió a través de la voz de partida natural: {{seconds, fixed0}} s de tu habla, {{steps, step}}.',
    'timbre-learnt-tested':
      'El timbre se aprendió a través de la voz de partida natural: {{seconds, fixed0}} s de tu habla, {{steps, step}}, un {{nearer, percent}} más cerca de ti en los clips de prueba.',
    'plan-quick': 'Rápido, como pediste: más o menos un cuarto de las pasadas habituales.',
    'plan-long':
      'Largo, como pediste: hasta {{times}} veces las pasadas habituales, mientras los clips de prueba mejoren.',
    'plan-long-untested':
      'Largo, como pediste: {{times}} veces las pasadas habituales; aún no hay clip de prueba que diga cuándo basta.',
    'timbre-put-off':
      'El timbre no se aprendió, porque tenía que ser rápido: el próximo entrenamiento habitual con algo nuevo puede hacerlo, y entonces tarda más.',
    'plan-pilot': 'Primero va un ensayo ({{epochs, epoch}}): solo sigue si lo aprendido no se resiente.',
    'engine-changed':
      'v{{number}} se hizo con {{made, engine}}, y {{engine, engine}} no puede seguir desde ahí: esto empieza desde la base.',
    'sovits-from-base': 'Empieza desde los modelos preentrenados con {{fresh, fixed0}} s de voz.',
    'sovits-epochs-asked_one': '{{count}} época más de los dos modelos, como pediste.',
    'sovits-epochs-asked_other': '{{count}} épocas más de los dos modelos, como pediste.',
    'sovits-many-epochs':
      '{{epochs, epoch}} son muchas para GPT-SoVITS: a partir de {{most}} tiende a comerse palabras.',
    'sovits-quick': 'Rápido, como pediste: las mínimas épocas que se notan.',
    'sovits-long': 'Largo, como pediste: la mitad más de épocas; con muchas más, GPT-SoVITS tiende a comerse palabras.',
    'sovits-epochs-first':
      '{{epochs, epoch}} para el sonido (S2) y {{second}} para la manera de hablar (S1), como aconsejan sus autores.',
    'sovits-epochs':
      '{{epochs, epoch}} para el sonido (S2) y {{second}} para la manera de hablar (S1): el {{share, percent}} de la voz es nuevo.',
    'sovits-rate-first': 'Tasa de aprendizaje {{rate}} para S2, siempre la misma; S1 elige la suya.',
    'sovits-rate':
      'Tasa de aprendizaje {{rate}} para S2, más baja que al principio, para conservar lo aprendido; S1 elige la suya.',
    'sovits-replay-all': 'Repasa también los {{replayed, fixed0}} s que ya conoce, para no olvidar nada.',
    'sovits-replay':
      'Repasa también {{replayed, fixed0}} s de lo que ya conoce, otra selección cada vez, para no olvidar nada.',
    'sovits-batches': 'Lotes de {{batch}} como mucho: no se sabe cuánta memoria hay libre.',
    'sovits-batches-card':
      'Lotes de {{batch}} como mucho: hay {{free, fixed1}} GB de memoria libres en la tarjeta gráfica.',
    'sovits-batches-cpu': 'Lotes de {{batch}} como mucho: hay {{free, fixed1}} GB de memoria libres en el procesador.',
    'sovits-no-card': 'No hay tarjeta gráfica, así que una época tarda muchos minutos en vez de segundos.',
    'sovits-last-epoch': 'GPT-SoVITS no mira los clips de prueba mientras entrena: queda la última época.',
    'sovits-memory': 'La memoria no bastó para lotes de {{planned}} en {{model}}: siguió con {{batch}}.',
    'spoken-on-cpu':
      'Esto lo dijo el procesador, que tarda más: en la tarjeta gráfica había {{free, fixed1}} GB de memoria libres, y hablar necesita {{needed, fixed1}} GB.',
    'smaller-batches': 'No había memoria para lotes de {{planned}}, así que entrenó en lotes de {{batch}}.',
    'tried-again':
      'Al principio los clips nuevos empeoraron la voz en lo que ya sabía, así que el entrenamiento empezó otra vez con la mitad de la tasa de aprendizaje y más repaso.',
    'lowest-pitch': 'Esta voz no baja más de {{semitones, semitone}} por debajo de su tono habitual; ahí la he dejado.',
    'grow-anew':
      'Ahora hay una voz de partida natural: /train fresh rehace esta voz con ella a partir de todas las grabaciones, como una versión nueva junto a esta.',
    'manners-found_one':
      '{{found, notes}} de habla suenan distinto al resto: se aprenden como una manera propia, para que el resto siga como está. La voz habla de la manera más frecuente.',
    'manners-found_other':
      '{{found, notes}} de habla suenan distinto al resto: se aprenden como {{count}} maneras propias, para que el resto siga como está. La voz habla de la manera más frecuente.',
    manner: '{{seconds, fixed0}} s',
    'manner-higher': '{{seconds, fixed0}} s ({{semitones, semitone}} más agudo)',
    'manner-lower': '{{seconds, fixed0}} s ({{semitones, semitone}} más grave)',
    misfit: 'Su transcripción no encaja con lo que se dice en él.',
    unspeakable: 'No puedo decir nada de su transcripción.',
    unreadable: 'No se puede leer: {{why}}',
    'no-speech-in-it': 'Nadie habla en él.',
    'no-recognition': 'No tiene transcripción, y GPT-SoVITS no tiene un reconocimiento de voz que funcione.',
    'nothing-understood': 'No tiene transcripción, y no se entendió nada.',
    'language-not-spoken': 'GPT-SoVITS no habla su idioma ({{language}}).',
    'too-short': 'Es demasiado corto: GPT-SoVITS necesita al menos 0,7 s.',
    'too-long': 'Dura más de {{longest}} s: córtalo en frases.',
    'misfit-sounds': 'Su transcripción no encaja: {{sounds}} sonidos en {{seconds, fixed1}} s.',
    'no-sounds': 'Su transcripción no se pudo convertir en sonidos{{why, inBrackets}}.',
    'not-understood': 'Su transcripción no se pudo entender{{why, inBrackets}}.',
    'not-analysed': 'No se pudo analizar{{why, inBrackets}}.',
    'no-speech-found': 'No se encontró habla en él{{why, inBrackets}}.',
    peaks: 'sus picos llegan a {{times, fixed1}} veces el máximo',
    'no-numbers': 'el modelo no encuentra números para él',
    said: '{{words}}',
    forgot: 'Ha olvidado algo: en lo que v{{rival}} ya sabía, v{{rival}} está más cerca de ti.',
    'worse-on-new': 'En las grabaciones nuevas v{{rival}} está más cerca de ti.',
    unmeasured:
      'Todavía no hay ningún clip de prueba con el que medir las dos, así que no sé si está más cerca de ti que v{{rival}}.',
    closer: 'Más cerca de ti que v{{rival}}.',
    same: 'Tan cerca de ti como v{{rival}}.',
    'closer-nothing-forgotten': 'Más cerca de ti que v{{rival}}, y no ha olvidado nada.',
    'same-nothing-forgotten': 'Tan cerca de ti como v{{rival}}, y no ha olvidado nada.',
    'on-old-clips': 'En {{clips, testClip}} con los que ya se midió v{{rival}}: {{how, notes}}.',
    'on-new-clips': 'En {{clips, testClip}} que llegaron después: {{how, notes}}.',
    'further-db': '{{by, fixed2}} dB más lejos de ti que v{{rival}}',
    'closer-db': '{{by, fixed2}} dB más cerca de ti que v{{rival}}',
    'same-db':
      'tan cerca de ti como v{{rival}} (dentro de los {{tolerance, fixed2}} dB que se distinguen con tan pocos clips)',
    'less-like': 'suena un {{by, fixed1}} % menos a ti',
    'more-like': 'suena un {{by, fixed1}} % más a ti',
    'as-like': 'suena igual de parecido a ti',
    'chosen-meanwhile': 'Elegiste v{{number}} mientras esto entrenaba, así que v{{number}} se queda. {{why, notes}}',
    'other-engine':
      'v{{number}} se hizo con {{engine, engine}}, así que no se pueden medir una contra otra. Escucha las dos y elige.',
    'listen-and-choose': 'Escucha las dos y elige.',
  },
  picture: {
    time: 'tiempo, s',
    frequency: 'frecuencia, kHz',
    level: 'nivel, dBFS',
    peak: 'pico',
    fullScale: 'al máximo',
    noSound: 'sin sonido',
    epoch: 'época',
    loss: 'pérdida',
    kept: 'queda',
    noLoss: 'no se midió la pérdida',
    trainingClips: 'clips de entrenamiento',
    testClips: 'clips de prueba',
    active: 'activa',
    purged: 'borrada',
    aside: 'apartada',
    weights: 'solo pesos',
    imported: 'importada',
    otherVoice: 'de otra voz',
    minutes: '{{minutes}} min',
    locale: 'es',
    trainingSoFar: 'Entrenamiento: época {{epoch}} de {{epochs}}',
    training: 'Entrenamiento de la versión {{number}}',
    versions: 'Versiones de «{{voice}}»',
  },
  percent: '{{number}} %',
  percentOf: '{{share, percent}}',
  quoted: '«{{text}}»',
  engine: '{{engine, engine}}',
  builtinEngine: 'el motor integrado',
  content: {
    text: 'texto',
    picture: 'una imagen',
    pdf: 'un documento PDF',
    zip: 'un archivo zip',
    archive: 'un archivo comprimido',
    midi: 'notas MIDI',
    unknown: 'un formato que no conozco',
  },
  script: {
    cyrillic: 'cirílico',
    greek: 'griego',
    japanese: 'japonés',
    korean: 'coreano',
    chinese: 'caracteres chinos',
    arabic: 'árabe',
    hebrew: 'hebreo',
    thai: 'tailandés',
    devanagari: 'devanagari',
    other: 'letras de otro alfabeto',
  },
  phase: {
    preparing: 'preparación',
    training: 'entrenamiento',
    evaluating: 'medición',
    publishing: 'guardado',
    speaking: 'habla',
  },
  preview: {
    says: 'v{{number}} dice: «{{text}}» (voz sintética)',
    leftOut: 'Solo leo inglés, así que he dejado fuera lo que está en: {{scripts, scripts}}.',
    damaged: 'La vista previa de v{{number}} está dañada en mi disco. `/preview` hace una nueva.',
  },
  figures: {
    title: 'Cuánto se parece a ti',
    over: 'En el conjunto de estos clips:',
    none: 'Sin medir: todavía no hay ningún clip de prueba. Cuando tengas cuatro clips con transcripción, uno se aparta para esto.',
    whole: '{{value, fixed0}}',
    tenths: '{{value, fixed1}}',
    hundredths: '{{value, fixed2}}',
    before: ' (v{{number}}: {{figure}})',
    untrained: ' (antes de su entrenamiento: {{db, fixed2}})',
    own: '; tus propias grabaciones entre sí: {{share, percent}}',
    voice: '**Voz**: se parece a ti un {{share, percent}}{{before}}{{own}}',
    sound: '**Sonido**: {{db, fixed2}} dB de distorsión mel-cepstral{{before}}',
    melody: '**Melodía**: {{cents, fixed0}} cents de error de tono{{before}}; 100 cents son un semitono',
    voicing: '**Sonoridad**: {{percent, fixed1}} % de tramos con error{{before}}',
    lower: 'Cuanto más bajo, más cerca de ti.',
    othersLower: 'En los demás, cuanto más bajo, más cerca de ti.',
    measured: 'Medido con {{clips, clip}} ({{seconds, duration}}) que nunca se usaron para entrenar.',
  },
  sample: {
    moved: 'El clip pertenece ahora a «{{voice}}» y es nuevo para ella.',
    moveThis:
      'Pasar este clip a «{{voice}}» borra {{versions}}{{elsewhere}}: se entrenaron con él. No se puede deshacer.',
    moveAndDelete: 'Mover y borrar {{versions, version}}',
    noTranscript: 'sin transcripción',
    words: {
      typed: '«{{words}}» (escrito)',
      heard: '«{{words}}» (oído)',
      corrected: '«{{words}}» (corregido)',
      confirmed: '«{{words}}» (oído, confirmado por ti)',
    },
    notSure: '¿«{{words}}»? (oído, no es seguro: no se aprende de ello)',
    test: 'clip de prueba',
    onHold: '**en espera**: {{reason}}',
    title: 'Clips de «{{voice}}»',
    titleOfPage: 'Clips de «{{voice}}», página {{page}} de {{pages}}',
    together: 'En total',
    footer:
      '/samples listen reproduce un clip, /samples transcript corrige sus palabras, /samples remove lo borra con todas las versiones entrenadas con él.',
    back: 'Atrás',
    more: 'Más',
    allOfVoice: 'Los {{clips}} clips de esta voz',
    elsewhere: ' y {{versions, version}} de otras voces que partieron de esta',
    removeThis: 'Quitar este clip borra también {{versions}}{{elsewhere}}: se entrenaron con él. No se puede deshacer.',
    removeAll:
      'Quitar {{clips, clip}}, es decir, todos, borra también {{versions}}{{elsewhere}}: se entrenaron con ellos. No se puede deshacer.',
    removeAndDelete: 'Quitar y borrar {{versions, version}}',
    sameTranscript: '{{clip}} ya tiene esta transcripción.',
    transcriptNow: 'La transcripción de {{clip}} ahora es «{{words}}».',
    noneBefore: 'Antes no tenía ninguna.',
    before: 'Antes: «{{words}}»',
    learntOld: 'Aprendido con las palabras anteriores: {{versions}}; el próximo `/train continue` aprende las nuevas.',
    but: 'Pero {{note}}.',
    nothingRemoved: 'No se ha quitado nada.',
    removed: 'Quitado: {{clips, clip}}.',
    noVersion: 'Ninguna versión se entrenó con ello.',
    deletedWithIt: 'Borrado también: {{versions}}{{elsewhere}}.',
    trainingStopped:
      'Tu entrenamiento lo estaba usando, así que lo he parado; `/train continue` empieza otra vez sin ello.',
  },
  intake: {
    got: 'Recibido: {{files, file}}, escuchando…',
    filesDone: '{{done}} de {{files}} listos.',
    done: 'Listo: {{recordings, recording}}.',
    unheard:
      'No entiendo este idioma ({{language, language}}), así que estas grabaciones solo me enseñan tu tono y tu timbre, no cómo dices las palabras. Para añadir las palabras, envíalas otra vez con `transcript:` (un archivo) o `transcripts:` (muchos).',
    forgotten: 'Este envío se borró antes de que terminara con él.',
    notYet: 'aún sin mirar',
    inIt: 'contiene {{recordings, recording}}',
    leftInIt: '{{recordings, recording}} fuera: {{why}}',
    noRecordings_one: '{{count}} archivo fuera, que no es una grabación',
    noRecordings_other: '{{count}} archivos fuera, que no son grabaciones',
    known: 'tu voz ya tiene esta grabación',
    knownAs: 'tu voz ya tiene esta grabación: «{{name}}»',
    knownTranscribed: 'tu voz ya tiene esta grabación; ahora también tiene su transcripción',
    knownKeeps: 'tu voz ya tiene esta grabación, y conserva las palabras que tenía: «{{before}}»',
    othersReworded: 'palabras nuevas para {{clips, clip}} que tu voz ya tiene. Antes: «{{before}}». Ahora: «{{now}}»',
    unclearLines: 'Líneas sin usar',
    knownReworded: 'tu voz ya tiene esta grabación, con otras palabras. Antes: «{{before}}». Ahora: «{{now}}»',
    takenOut: 'quitada después',
    unspeakable: 'no puedo decir nada de su transcripción',
    unspeakableIn: 'no puedo decir nada de su transcripción: leo inglés, no {{scripts, scripts}}',
    partlyUnspeakable: 'no puedo decir una parte de su transcripción: leo inglés, no {{scripts, scripts}}',
    secondsIn: '{{seconds, duration}} en {{clips}} clips',
    unusable_one: '{{count}} clip inservible fuera',
    unusable_other: '{{count}} clips inservibles fuera',
    copies: '{{clips, clip}} fuera, que tu voz ya tiene',
    transcriptUnused: 'transcripción sin usar (es de toda la grabación, que hubo que cortar en clips)',
    transcript: 'con transcripción',
    heard: 'oído: «{{words}}»',
    notSure: 'no es seguro, así que no se aprende: «{{words}}»',
    colonHeard: ': «{{words}}»',
    onHold: '**en espera**: {{reason}}{{heard}}',
    partOnHold: '**en espera**, {{part}} de {{clips}} clips: {{reason}}{{heard}}',
    addTo: 'Añadir a «{{voice}}»',
    formLines: 'Lo que dices: una línea por archivo',
    formFiles: 'Grabaciones tuyas',
    putRight: 'Poner bien las palabras',
    itsMe: 'Soy yo: usarlos',
    myWords: 'Mis palabras están bien',
    oldWords: 'Volver a las palabras anteriores',
    showPicture: 'Mostrar la imagen',
    addMore: 'Añadir más grabaciones',
    whatIsNew: 'Qué hay de nuevo',
    voice: 'Voz «{{voice}}»',
    held: 'En espera',
    heldHelp:
      'En estos clips oigo otra voz, así que la tuya no aprende de ellos. Si aun así eres tú, pulsa «Soy yo: usarlos»; si no, quítalos con `/samples remove`.',
    mixedUp: 'Mezclado',
    misplaced: 'Lo que oigo en {{file}} es la transcripción de {{line}}.',
    otherLanguage: '¿Otro idioma?',
    looksLike:
      'Estas palabras parecen de otro idioma ({{other, language}}), pero esta voz habla {{own, language}}: leídas en {{own, language}}, le enseñan sonidos equivocados.',
    ifYouSpeak: 'Si hablas {{other, language}} en las grabaciones de esta voz, dímelo con `/voices language`.',
    cantSpeakYet: 'Todavía no sé hablar {{other, language}}, así que usa grabaciones en {{own, language}}, por favor.',
    newWords: 'Palabras nuevas',
    newWordsHelp:
      'Estas grabaciones tenían antes otras transcripciones. Las versiones que aprendieron las anteriores se quedan; `/versions list` las marca.',
    heardTitle: 'Oído',
    heardHelp:
      'Donde no venía transcripción, he escuchado yo. Pulsa «Revisar…» para confirmar o corregir lo que oí: tu palabra manda, y lo que no tenía claro no se aprende antes.',
    next: 'Siguiente paso',
    added: 'Añadido: {{recordings, recording}}',
    addedSome: 'Añadidas {{kept}} de {{files}} grabaciones',
    nothingAdded: 'No se ha añadido nada',
    tookTranscripts_one: 'Transcripción nueva para {{count}} grabación',
    tookTranscripts_other: 'Transcripciones nuevas para {{count}} grabaciones',
    addedAndTook_one: 'Añadidas {{kept}} de {{files}} grabaciones, transcripción nueva para {{count}} grabación',
    addedAndTook_other: 'Añadidas {{kept}} de {{files}} grabaciones, transcripciones nuevas para {{count}} grabaciones',
    picture: 'Espectrograma y forma de onda del mejor clip de {{names}}',
    gain: '{{seconds, duration}} más (+{{share, percent}}).',
    gainWider:
      '{{seconds, duration}} más (+{{share, percent}}); un rango de tono más amplio, {{now}} en vez de {{was}}.',
    hertz: '{{low}} a {{high}} Hz',
    totals:
      '{{seconds, duration}} en {{clips, clip}}; {{transcribed}} con transcripción, {{test, testClip}} para medir el progreso (nunca se entrena con ellos).',
    totalsOnHold:
      '{{seconds, duration}} en {{clips, clip}}; {{transcribed}} con transcripción, {{test, testClip}} para medir el progreso (nunca se entrena con ellos); {{held}} más en espera.',
    step: {
      record:
        'Grábate en una habitación tranquila, una o dos frases por archivo (de 2 a 12 segundos), y envíalo con `/addsamples`.',
      sendMore:
        'Envía más grabaciones con `/addsamples`: lo que has enviado hasta ahora está apartado para medir el progreso.',
      allHeld:
        'Todavía no hay nada con que entrenar. Si los clips en espera son tuyos, úsalos; si no, envía otras grabaciones con `/addsamples`.',
      transcripts:
        'Los clips sin transcripción solo enseñan tono y timbre; para aprender cómo hablas necesito las palabras. Para añadirlas, envía las grabaciones otra vez con `transcript:` (un archivo) o `transcripts:` (un .txt con una línea `nombre del archivo | lo que se dice` para cada una).',
      unspoken:
        'No puedo decir ninguna de las transcripciones, así que todavía no hay palabras que aprender. Envía estas grabaciones otra vez con lo que se dice en ellas en `transcripts:` o corrige las palabras con `/samples transcript`.',
      nothingNew: 'Nada nuevo con que entrenar. Envía otras grabaciones con `/addsamples`.',
      first: '`/train continue` hace la primera versión.',
      train: '`/train continue` le enseña a tu voz lo nuevo.',
    },
    doubtedHelp:
      'Guardo estos clips, pero tu voz no aprende de ellos hasta que sus palabras estén bien: pulsa «Revisar las palabras…» y dime cuáles lo están, o «Mis palabras están bien» para dejar las tuyas.',
    cutOffHelp:
      'Estos clips parecen terminar antes de tiempo. Si se oye todo, pulsa «Mis palabras están bien»; si no, envía la grabación entera.',
  },
  lines_one: 'línea {{numbers, list}}',
  lines_other: 'líneas {{numbers, list}}',
  permission: {
    ViewChannel: 'Ver canal',
    Connect: 'Conectar',
    Speak: 'Hablar',
  },
};
