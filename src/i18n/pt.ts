// What people read in Português (Brasil).
import type { Catalog } from './types.ts';

export const pt: Catalog = {
  commands: {
    names: {
      addsamples: 'adicionar',
      file: 'arquivo',
      transcript: 'transcrição',
      transcripts: 'transcrições',
      zip: 'zip',
      voice: 'voz',
      record: 'gravar',
      script: 'roteiro',
      count: 'quantidade',
      train: 'treinar',
      continue: 'continuar',
      epochs: 'épocas',
      effort: 'esforço',
      engine: 'motor',
      fresh: 'novo',
      status: 'status',
      notify: 'avisar',
      how: 'como',
      cancel: 'cancelar',
      preview: 'prévia',
      text: 'texto',
      speed: 'velocidade',
      pitch: 'tom',
      version: 'versão',
      join: 'entrar',
      say: 'falar',
      leave: 'sair',
      versions: 'versões',
      list: 'lista',
      show: 'ver',
      tag: 'nomear',
      name: 'nome',
      untag: 'tirar-nome',
      rollback: 'voltar',
      samples: 'clipes',
      listen: 'ouvir',
      clip: 'clipe',
      remove: 'remover',
      voices: 'minhas-vozes',
      rename: 'renomear',
      language: 'idioma',
      delete: 'excluir',
      pronounce: 'pronunciar',
      word: 'palavra',
      as: 'como',
      for: 'para',
      share: 'compartilhar',
      on: 'sim',
      off: 'não',
      export: 'exportar',
      forget: 'esquecer',
      settings: 'configurações',
      channel: 'canal',
      role: 'cargo',
      allowed: 'permitido',
      allow: 'permitir',
      what: 'quê',
      quiet: 'discreto',
      limits: 'limites',
      characters: 'caracteres',
      waiting: 'espera',
      block: 'bloquear',
      unblock: 'desbloquear',
      person: 'pessoa',
      verify: 'verificar',
      compare: 'comparar',
      against: 'contra',
      speak: 'falar',
      end: 'encerrar',
      of: 'de',
      admin: 'operador',
      reports: 'denúncias',
      done: 'resolvido',
      report: 'denúncia',
      pause: 'pausa',
      notice: 'aviso',
      mydata: 'meus-dados',
      readaloud: 'ler-em-voz-alta',
      import: 'importar',
      manner: 'modo',
      move: 'mover',
      to: 'para',
      help: 'ajuda',
    },
    texts: {
      'Add recordings of your own voice': 'Adicione gravações da sua própria voz',
      'A recording of yourself': 'Uma gravação sua',
      'Another recording': 'Outra gravação',
      'What you say in it, word for word (for one file)':
        'O que você diz nela, palavra por palavra (para um arquivo só)',
      'A line "file name | what is said" for each file: .txt, .csv, .tsv, metadata.csv, .list':
        'Uma linha “nome do arquivo | o que é dito” por arquivo: .txt, .csv, .tsv, metadata.csv, .list',
      'Many recordings at once, with a list of what is said in them if you have one':
        'Muitas gravações de uma vez, com a lista do que é dito nelas, se você tiver uma',
      'Which of your voices (most people have one)': 'Qual das suas vozes (a maioria das pessoas tem uma só)',
      'Record your voice in a voice channel, sentence by sentence': 'Grave sua voz em um canal de voz, frase por frase',
      'Sentences to read for your next recordings': 'Frases para ler nas suas próximas gravações',
      'How many': 'Quantas',
      'Train your voice': 'Treine sua voz',
      'Continue from the active version (or make the first one) with everything you’ve sent':
        'Continua da versão ativa (ou faz a primeira) com tudo o que você enviou',
      'How many more epochs; leave it out and I choose': 'Quantas épocas a mais; se não disser, eu escolho',
      'What to train with, if several are running; without it, the one that made the active version':
        'Com o que treinar, se houver vários; sem isso, com o que fez a versão ativa',
      'Start over from the base, as a new version; the old ones are kept':
        'Recomeça da base, como versão nova; as antigas são mantidas',
      'How much time it may take; leave it out for the usual': 'Quanto tempo pode levar; se não disser, o de sempre',
      quick: 'rápido',
      usual: 'normal',
      long: 'longo',
      'How many epochs; leave it out and I choose': 'Quantas épocas; se não disser, eu escolho',
      'How your training is going': 'Como está indo o seu treino',
      'End your training; your voice stays as it was': 'Encerra o seu treino; sua voz fica como estava',
      'How I tell you when a training is done': 'Como aviso você quando um treino termina',
      'How I tell you': 'Como aviso você',
      'Mention me where I asked': 'Me mencione onde eu pedi',
      'Direct message': 'Mensagem direta',
      'No need': 'Não precisa',
      'Hear your voice say something': 'Ouça sua voz dizer alguma coisa',
      'What to say: up to a minute of speech': 'O que dizer: até um minuto de fala',
      'How fast: 2 is twice as fast': 'A velocidade: 2 é duas vezes mais rápido',
      'How many semitones higher, or lower': 'Quantos semitons mais agudo ou mais grave',
      'Number of the version': 'Número da versão',
      'Bring me into your voice channel, to speak there': 'Me chame para o seu canal de voz, para falar lá',
      'Say something with your voice in your voice channel': 'Diga algo com a sua voz no seu canal de voz',
      'Send me out of the voice channel': 'Me mande sair do canal de voz',
      'The versions of your voice': 'As versões da sua voz',
      'All versions, as a tree': 'Todas as versões, em árvore',
      'One version: its figures, its plan, what it learnt from':
        'Uma versão: seus números, seu plano, do que ela aprendeu',
      'Name a version; a named version is always kept complete':
        'Dê um nome a uma versão; uma versão com nome é sempre mantida completa',
      'Its name': 'O nome dela',
      'Remove a version’s name': 'Tire o nome de uma versão',
      'Go back to an earlier version of your voice; nothing is lost':
        'Volte para uma versão anterior da sua voz; nada se perde',
      'Your recordings': 'Suas gravações',
      'List your clips': 'A lista dos seus clipes',
      'Hear a clip as I keep it': 'Ouça um clipe do jeito que eu guardo',
      'Which clip': 'Qual clipe',
      'Delete a clip, and every version trained on it': 'Exclua um clipe e todas as versões treinadas com ele',
      'Correct the transcript of a clip; no version is deleted':
        'Corrija a transcrição de um clipe; nenhuma versão é excluída',
      'What you say in it, word for word': 'O que você diz nele, palavra por palavra',
      'Your voices': 'Suas vozes',
      'Which voices you have': 'Quais vozes você tem',
      'Give a voice another name': 'Dê outro nome a uma voz',
      'Which of your voices': 'Qual das suas vozes',
      'Its new name': 'O novo nome dela',
      'Say which language you speak in the recordings of a voice': 'Diga que idioma você fala nas gravações de uma voz',
      'The language': 'O idioma',
      'Delete a voice for good: its recordings and its versions':
        'Exclua uma voz para sempre: as gravações e as versões dela',
      'How words are said': 'Como as palavras são ditas',
      'Say a word as you spell it out': 'Diga uma palavra do jeito que você soletra',
      'As it is written: Siobhan': 'Como se escreve: Siobhan',
      'As you would spell it for somebody who has never heard it: shivawn':
        'Como você escreveria para alguém que nunca ouviu: shivón',
      'Whose list it is on (yours unless you say otherwise)': 'Em qual lista fica (na sua, se você não disser outra)',
      'See the words of your list and of this server’s': 'Veja as palavras da sua lista e da deste servidor',
      'Go back to saying a word as it is written': 'Volte a dizer uma palavra como se escreve',
      'Which word': 'Qual palavra',
      'Whether others may start their voices from yours':
        'Se outras pessoas podem começar as vozes delas a partir da sua',
      'Let other people’s new voices start from yours': 'Deixe vozes novas de outras pessoas partirem da sua',
      'No new voice may start from yours any more': 'Nenhuma voz nova pode mais partir da sua',
      'Get everything I have of yours: recordings, transcripts, voices':
        'Receba tudo o que tenho de você: gravações, transcrições, vozes',
      'Delete everything I have of yours: recordings, voices, consent':
        'Exclua tudo o que tenho de você: gravações, vozes, consentimento',
      'What I may do in this server': 'O que posso fazer neste servidor',
      'See what was decided': 'Veja o que foi decidido',
      'Answer in this channel: once one is named, only in those':
        'Responder neste canal: quando houver algum, só nesses',
      'Which channel': 'Qual canal',
      'Whether it is on the list': 'Se está na lista',
      'Answer members of this role: once one is named, only those':
        'Responder a este cargo: quando houver algum, só a esses',
      'Which role': 'Qual cargo',
      'Allow or forbid something': 'Permita ou proíba algo',
      'What it is': 'O que é',
      'Whether it is allowed': 'Se é permitido',
      'Answer so that only the person who asked sees it': 'Responder de modo que só quem perguntou veja',
      'Whether that is on': 'Se está ativado',
      'How much one person can have me say': 'Quanto uma pessoa pode mandar dizer',
      'The most characters that a text may have': 'Máximo de caracteres de um texto',
      'The most texts of one person that may wait in a voice channel':
        'Máximo de textos de uma pessoa em espera num canal de voz',
      'Don’t let a person use me in this server': 'Não deixe uma pessoa me usar neste servidor',
      Who: 'Quem',
      'Let a person use me in this server again': 'Deixe uma pessoa me usar neste servidor de novo',
      'speaking and recording in voice channels': 'falar e gravar em canais de voz',
      'reading messages aloud': 'ler mensagens em voz alta',
      'answers as voice messages': 'respostas como mensagens de voz',
      'sharing voices': 'compartilhar vozes',
      'Find out whether a model spoke a recording here': 'Descubra se uma gravação foi feita aqui por um modelo',
      'The recording, as it was sent': 'A gravação, como foi enviada',
      'Hear two versions without knowing which is which, and say which is better':
        'Ouça duas versões sem saber qual é qual e diga qual é melhor',
      'The other version': 'A outra versão',
      'Let somebody here speak with your voice: a person, a role, or else everybody':
        'Deixe alguém daqui falar com a sua voz: uma pessoa, um cargo ou, senão, todos',
      'Nobody may speak with your voice any more; or this person or role may not':
        'Ninguém mais pode falar com a sua voz; ou esta pessoa ou este cargo não pode',
      'See who may speak with your voice': 'Veja quem pode falar com a sua voz',
      'Whose voice, if one is shared with you (yours if you leave it out)':
        'De quem é a voz, se for compartilhada com você (a sua, se omitir)',
      'For the operator of this bot': 'Para quem cuida deste bot',
      'Queue, trainers, people, disk': 'Fila, treinadores, pessoas, disco',
      'What people reported': 'O que as pessoas denunciaram',
      'Say that a report has been dealt with': 'Uma denúncia foi resolvida',
      'Its id': 'O id dela',
      'Take nothing new, during maintenance': 'Não aceitar nada novo, para manutenção',
      'Tell everybody something by direct message': 'Avise a todos por mensagem direta',
      'What to tell': 'O que dizer',
      'See what I have of yours': 'Veja o que tenho de você',
      'Say what you write here in your voice channel': 'Fale no seu canal de voz o que você escreve aqui',
      'Bring back a voice that you took along with /export': 'Traga de volta uma voz que você levou com /export',
      'An archive that /export sent you': 'Um arquivo que o /export enviou',
      'Another archive of the same voice': 'Outro arquivo da mesma voz',
      'Other than usual, if some of your recordings sound different':
        'De um modo diferente do normal, se há gravações que soam de outro jeito',
      'Give a clip to another of your voices; every version trained on it is deleted':
        'Passe um clipe para outra voz sua; as versões treinadas com ele são excluídas',
      'The voice that it belongs to': 'A voz a que ele pertence',
      'How to grow a model of your own voice': 'Como cultivar um modelo da sua própria voz',
      me: 'eu',
      'everybody on this server': 'todo mundo neste servidor',
      'Add to my voice': 'Adicionar à minha voz',
    },
  },
  duration: {
    tenths: '{{seconds, fixed1}} s',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    hours: '{{hours}} h {{minutes}} min',
  },
  moreLanguages_one: 'mais {{count}} idioma',
  moreLanguages_other: 'mais {{count}} idiomas',
  settings: {
    title: 'O que posso fazer neste servidor',
    channels: 'Canais',
    everywhere: 'Todos',
    roles: 'Cargos',
    everybody: 'Todos',
    allowed: 'Permitido',
    yes: '✅ sim · {{what}}',
    no: '❌ não · {{what}}',
    answers: 'Respostas',
    quiet: 'Só quem perguntou as vê, exceto as frases de `/record`',
    usual: 'Como sempre',
    limits: 'Limites',
    limited:
      'Texto mais longo: {{characters}} caracteres · textos de uma pessoa em espera num canal de voz: {{waiting}}',
    blocked: 'Bloqueados',
    rights: 'Não importa o que se decida aqui: cada um pode levar e excluir o que é seu: /export, /forget.',
    nowBlocked: '{{person}} não pode me usar neste servidor. `/settings unblock` desfaz isso.',
    nowUnblocked: '{{person}} pode me usar neste servidor.',
  },
  verify: {
    ours: 'Sim: um modelo falou isto aqui, em {{made}}. É sintético e não mudou desde então.',
    yours: 'Sim: a v{{number}} da sua voz falou isto aqui, em {{made}}. É sintético e não mudou desde então.',
    changed: 'Ela traz a minha marca, mas foi alterada depois: não sei dizer o que ainda é meu.',
    elsewhere:
      'Pela marca, ela foi falada por um modelo de outra instalação do Timbre. Só lá dá para saber se é verdade.',
    unmarked: 'Não encontro nela nenhuma marca minha. Isso não prova nada: a marca se perde ao converter ou regravar.',
  },
  compare: {
    comparing: 'Duas versões dirão: “{{text}}”',
    question: 'Duas versões da sua voz, sem o nome. Qual se parece mais com você?',
    same: 'Sem diferença',
    revealed: 'A era v{{first}}, B era v{{second}}.',
    liked: 'Você prefere v{{liked}}.',
    likedBoth: 'Você não ouve diferença.',
    tally: 'Até agora: v{{first}} {{wins}}, v{{second}} {{losses}}, sem diferença {{same}}.',
  },
  report: {
    button: 'Denunciar',
    title: 'Avisar quem cuida do bot',
    what: 'O que há de errado com o que foi dito?',
    thanks: 'Obrigado. Quem cuida deste bot foi avisado: suas palavras, seu id do Discord e onde foi dito.',
    notice: '📣 De quem cuida deste bot: {{text}}',
  },
  import: {
    reading: 'Lendo {{archives, archive}}…',
    back: '“{{voice}}” está de volta: {{clips, clip}} ({{seconds, duration}}) com o que é dito neles.',
    silent: 'Não havia nenhuma versão: `/train continue` cria uma.',
    speaks: 'Ela fala com a v{{number}}, como quando você a levou; `/train continue` continua daí.',
    there: 'Tudo já está aqui: sua voz “{{voice}}”.',
    in: '“{{voice}}” está aqui como uma voz nova.',
    unproven:
      'Eu não assinei este arquivo, então nada do que ele diz está provado: de quem é a voz, se a pessoa concordou, o que é dito, quão boa ela é. As gravações são recebidas e avaliadas como qualquer envio; dos pesos, olhei cada número.',
    unprovenVersion:
      'Ela fala com a v{{number}}. Aqui não se sabe do que ela aprendeu: remover um clipe não a apaga, apagar a voz sim.',
  },
  manner: {
    telephone: 'telefone',
    fuller: 'mais cheia',
    higher: 'mais aguda',
    lower: 'mais grave',
    noisier: 'com mais ruído',
    duller: 'mais abafada',
    brighter: 'mais brilhante',
    other: 'outro modo',
  },
  spokenConsent: {
    ask: '🎙️ **Mais uma coisa: eu gostaria de ouvir você aceitar.** Diga esta frase em voz alta, do jeito que está, e grave:',
    how: 'Depois envie pelo botão abaixo, ou diga a frase em um canal de voz com `/record`. A gravação fica guardada como prova até `/forget`; o que você enviou espera por ela e nada se perde. A frase vale um dia.',
    sentence:
      'Eu, {{name}}, aceito que este bot aprenda a minha voz com as minhas gravações. Hoje é {{date}}. As minhas palavras são {{words, list}}.',
    words:
      'rio, jardim, janela, montanha, amarelo, manteiga, verão, lápis, floresta, mercado, prata, trovão, cozinha, coelho, ilha, vela, inverno, laranja, ponte, aldeia',
    send: 'Enviar a gravação',
    formTitle: 'Você aceita, com a sua voz',
    formFile: 'A sua gravação da frase',
    taken: {
      heard: 'Obrigado, ouvi você aceitar. `/train continue` pode começar.',
      length:
        'Obrigado, a sua gravação fica guardada como consentimento. Ninguém aqui entende este idioma, então só conferi que você falou mais ou menos o tempo da frase. `/train continue` pode começar.',
    },
  },
  consent: {
    title: 'Antes de começar: sua voz, sua decisão',
    stored:
      '**O que é guardado**: as gravações que você envia, ou fala enquanto `/record` escuta você (ninguém mais é ouvido), as transcrições, medidas delas, os modelos de voz treinados com elas, as prévias faladas e o seu ID do Discord com a hora desta resposta.',
    why: '**Para quê**: só para treinar o *seu* modelo de voz e fazê-lo falar, na máquina que roda este bot. Nada é repassado, a não ser o que eu posto aqui.',
    deletion:
      '**Como excluir**: `/samples remove` tira um clipe ou todos; cada versão treinada com um clipe removido é excluída junto. `/forget` exclui tudo o que é seu, este consentimento também.',
    own: '**Só a sua própria voz**: ao aceitar, você confirma que é você quem fala em cada gravação que envia. O que o modelo diz é sintético; não use para enganar ninguém.',
    version: 'Texto de consentimento, versão {{version}}',
    agree: 'Aceito',
    decline: 'Não, obrigado',
    declined: 'Tudo bem, nada foi guardado. Você pode mudar de ideia quando quiser.',
    tooLate:
      'Obrigado! Mas o comando com que você começou expirou, então nada foi guardado. Envie de novo e eu pergunto outra vez.',
    outdated: 'Esta pergunta está desatualizada. Envie o comando de novo, por favor.',
  },
  length: '{{seconds, duration}}',
  andMore: '… e mais {{number}}',
  count: {
    archive_one: '{{count}} arquivo zip',
    archive_other: '{{count}} arquivos zip',
    clip_one: '{{count}} clipe',
    clip_other: '{{count}} clipes',
    file_one: '{{count}} arquivo',
    file_other: '{{count}} arquivos',
    preview_one: '{{count}} prévia',
    preview_other: '{{count}} prévias',
    sentence_one: '{{count}} frase',
    sentence_other: '{{count}} frases',
    text_one: '{{count}} texto',
    text_other: '{{count}} textos',
    training_one: '{{count}} treino',
    training_other: '{{count}} treinos',
    transcript_one: '{{count}} transcrição',
    transcript_other: '{{count}} transcrições',
    upload_one: '{{count}} envio',
    upload_other: '{{count}} envios',
    version_one: '{{count}} versão',
    version_other: '{{count}} versões',
    voice_one: '{{count}} voz',
    voice_other: '{{count}} vozes',
    recording_one: '{{count}} gravação',
    recording_other: '{{count}} gravações',
    epoch_one: '{{count}} época',
    epoch_other: '{{count}} épocas',
    step_one: '{{count}} passo',
    step_other: '{{count}} passos',
    testClip_one: '{{count}} clipe de teste',
    testClip_other: '{{count}} clipes de teste',
    semitone_one: '{{count}} semitom',
    semitone_other: '{{count}} semitons',
    line_one: '{{count}} linha',
    line_other: '{{count}} linhas',
  },
  button: { keep: 'Manter' },
  error: {
    apology:
      'Desculpe, algo deu errado do meu lado; nada seu se perdeu. Tente de novo em um minuto. Se acontecer outra vez, passe esta referência para quem cuida do bot: {{reference}}.',
    reference: 'Se continuar, passe isto para quem cuida do bot: {{reference}}.',
  },
  outage: {
    'disk-full':
      'Não há mais espaço no disco deste bot. Quem cuida dele já foi avisado; volta a funcionar quando houver espaço.',
    'read-only':
      'Este bot não consegue gravar no próprio disco. Quem cuida dele já foi avisado; volta a funcionar quando for resolvido.',
    forbidden:
      'Este bot não tem permissão para gravar nos próprios arquivos. Quem cuida dele já foi avisado; volta a funcionar quando for resolvido.',
    misplaced:
      'Algo está no lugar dos arquivos deste bot. Quem cuida dele já foi avisado; volta a funcionar quando for resolvido.',
    'disk-broken':
      'O disco deste bot está com defeito. Quem cuida dele já foi avisado; volta a funcionar quando for resolvido.',
    'database-damaged':
      'O banco de dados deste bot está danificado. Quem cuida dele já foi avisado; volta a funcionar quando for restaurado.',
    'database-locked':
      'Meu banco de dados está ocupado com outra coisa. Nada se perdeu; tente de novo em alguns minutos.',
    'database-away':
      'Este bot não consegue acessar o banco de dados. Quem cuida dele já foi avisado; volta a funcionar quando o banco voltar.',
    'store-away':
      'Este bot não consegue acessar o lugar onde as gravações são guardadas. Quem cuida dele já foi avisado; volta a funcionar quando voltar.',
  },
  gone: {
    files: 'Os arquivos saíram do meu disco.',
    filesButSome: 'Os arquivos saíram do meu disco, exceto {{files, file}} de segundos atrás: somem em até duas horas.',
    inDiscord: 'O que postei no Discord fica lá até alguém excluir.',
  },
  export: {
    nothing: 'Não tenho nada seu.',
    packing: 'Juntando tudo o que tenho de você…',
    done: 'Aqui está tudo o que tenho de você, em {{archives, archive}}: as gravações com o que é dito nelas (dá para mandar de volta com `/addsamples zip:`), a versão que fala de cada voz e o que sei sobre você.',
    cutByTime: 'Não é tudo: há mais do que o Discord me deixa enviar de uma vez. Peça o resto a quem cuida do bot.',
    cutByPlace:
      'Não é tudo: o Discord não me deixa enviar mais aqui. Use `/export` em uma mensagem direta comigo ou em um servidor onde eu esteja.',
    tooLarge_one: 'Grande demais para uma mensagem; peça a quem cuida do bot: {{names}}.',
    tooLarge_other: 'Grandes demais para uma mensagem; peça a quem cuida do bot: {{names}}.',
    damaged: 'Danificado aqui, por isso ficou de fora: {{names}}. Quem cuida do bot já foi avisado.',
    forget: '`/import` traz uma voz de volta; `/forget` exclui tudo aqui.',
  },
  forget: {
    kept: '**Isto é o que tenho de você:**',
    agreed:
      'Você concordou em {{date}}. `/export` envia tudo a você, `/share list` diz quem pode falar com uma voz sua, `/forget` exclui tudo.',
    nothing: 'Não tenho nada seu.',
    question: '**Isto exclui tudo o que tenho de você:**',
    clips: '{{clips, clip}} ({{seconds, duration}}) e {{transcripts, transcript}}',
    voices: '{{voices, voice}} com {{versions, version}}',
    versionsOfOthers: '{{versions, version}} de vozes de outras pessoas que partiram da sua',
    records:
      'os registros de {{uploads, upload}}, {{trainings, training}} e {{previews, preview}}, e as próprias prévias',
    spokenConsents: '{{recordings, recording}} em que você aceita',
    grants_one: '{{count}} permissão para falar com a voz de outra pessoa',
    grants_other: '{{count}} permissões para falar com vozes de outras pessoas',
    reports_one: '{{count}} denúncia, sua ou sobre você, a quem cuida deste bot',
    reports_other: '{{count}} denúncias, suas ou sobre você, a quem cuida deste bot',
    consent: 'o seu consentimento e, com ele, o seu ID do Discord',
    stops: 'Se eu estiver trabalhando em algo para você agora, eu paro. Nada disso pode ser recuperado.',
    everything: 'Excluir tudo',
    done: '**Excluído para sempre:**',
    computed: 'O que eu tinha calculado a partir disso para o treino também some em poucos minutos.',
  },
  pronounce: {
    title: 'Como as palavras são ditas',
    yours: 'As suas',
    here: 'Neste servidor',
    none: 'Nada ainda: `/pronounce word` adiciona uma.',
    order: 'A sua palavra vale antes da do servidor.',
    set: {
      yours: 'Vou dizer “{{word}}” como “{{spoken}}”{{before}}. Ouça com `/preview`.',
      server: 'As vozes de todo mundo aqui vão dizer “{{word}}” como “{{spoken}}”{{before}}. Ouça com `/preview`.',
    },
    before: ' (antes: “{{before}}”)',
    removed: {
      yours: 'Volto a dizer “{{word}}” como se escreve.',
      server: '“{{word}}” não está mais na lista deste servidor.',
    },
  },
  version: {
    manners: 'Ela também pode falar de outros modos ({{names, list}}): `manner:` do `/preview` e do `/say`.',
    active: 'Ativa: v{{number}}.',
    noneActive: 'Nenhuma versão está ativa agora.',
    closer: 'mais perto de você que v{{number}}',
    same: 'tão perto de você quanto v{{number}}',
    further: 'mais longe de você que v{{number}}',
    activeChoice: '(ativa)',
    isActive: 'ativa',
    importedFrom: 'importada de “{{name}}”',
    imported: 'importada',
    importedUnknown: 'Importada de “{{name}}”; não sei com quais gravações ela aprendeu.',
    fromParent: 'de v{{number}}',
    fromBase: 'da base',
    fromOther: 'de outra voz',
    theBase: 'a base',
    ofAnotherVoice: 'uma versão de outra voz',
    aside: 'deixada de lado',
    weights: 'só os pesos',
    otherWords: '{{clips, clip}} aprendidos com outras palavras',
    deletedBecause: 'excluída: um clipe que ela tinha aprendido foi removido',
    speech: '{{seconds, duration}} de fala',
    state: {
      active: 'ativa',
      aside: 'deixada de lado',
      weights: 'só os pesos',
      purged: 'excluída',
    },
    tree: 'Árvore de {{versions, version}}: {{nodes}}',
    listTitle: 'Versões de “{{voice}}”',
    listFooter: '/rollback volta para uma versão, /versions show conta mais sobre uma.',
    clipIn: '{{clip}} em {{versions}}',
    clipOtherwise: ' (aprendido com outras palavras: {{versions}})',
    moreClips_one: '… e mais {{count}} clipe',
    moreClips_other: '… e mais {{count}} clipes',
    clipsOfAnother: '… e {{clips, clip}} de outra voz',
    made: 'Feita em {{date}} com {{seconds, duration}} de fala.',
    madeWith: 'Feita em {{date}} com {{engine, engine}} e {{seconds, duration}} de fala.',
    itIsActive: 'Ela está ativa.',
    wasAside: 'Ela foi deixada de lado quando foi feita.',
    wasDeleted: 'Ela foi excluída: um clipe que ela tinha aprendido foi removido.',
    comesFrom: 'De onde ela vem',
    plan: 'O plano e o porquê',
    learntFrom: 'Aprendida com {{clips, clip}}',
    pruned: 'O histórico do treino dela foi limpo: `/train continue` continua dos pesos dela, com um otimizador novo.',
    importedWeights:
      'Ela foi importada sem o histórico do treino: `/train continue` continua dos pesos dela, com um otimizador novo.',
    tagged: 'v{{number}} agora se chama “{{tag}}”.',
    weightsStay: 'Os pesos, tudo o que sobrou dela, ficam.',
    staysComplete: 'Ela fica completa, não importa quantas versões venham depois.',
    untagged: 'v{{number}} não tem mais nome.',
    untaggedFrom: 'v{{number}} não tem mais nome; ela se chamava “{{tag}}”.',
    speaksAgain: 'v{{number}} volta a falar',
    previousKept: 'v{{number}} é mantida: `/rollback version:{{number}}` traz de volta.',
    nextGoesOn: 'O próximo `/train continue` continua de v{{number}}.',
    previewFollows: 'A prévia dela vem a seguir: fala sintética.',
    keptActive: 'v{{active}} continua ativa. v{{aside}} não se perde: `/rollback version:{{aside}}` traz de volta.',
    alreadyActive: 'v{{number}} já está ativa.',
    playPreview: 'Ouvir a prévia dela',
    likedBetter_one: 'preferida {{wins}} de {{count}} vez',
    likedBetter_other: 'preferida {{wins}} de {{count}} vezes',
  },
  share: {
    speakers:
      'Além de você, aqui podem falar com “{{voice}}”: {{who}}. O que é dito é marcado como sintético e diz de quem é a voz. `/share end` encerra na hora.',
    speakersNone: 'Aqui ninguém além de você fala com “{{voice}}”.',
    speakersElsewhere: 'Em outros servidores também é compartilhada; `/share end` encerra isso também.',
    speakersAll: 'todos neste servidor',
    borrowed: 'Com a voz de {{owner}}, sintética.',
    everybody: 'Deixar todos neste servidor falarem com “{{voice}}”?',
    orSome: 'Para uma só pessoa ou cargo, diga qual: `/share speak person:` ou `role:`.',
    yesEverybody: 'Sim, todos aqui',
    question: 'Deixar outras pessoas partirem de “{{voice}}”?',
    meaning:
      '**O que significa**: quando outra pessoa começar aqui uma voz parecida com a sua, o treino dela pode partir da sua versão ativa em vez da base. Assim ela soa como gente mais cedo.',
    given:
      '**O que recebem**: uma versão própria que contém o que a sua aprendeu com as suas gravações, treinada depois na direção da voz delas. Ninguém recebe suas gravações, suas versões ou seu nome, e você não fica sabendo quem são.',
    ending:
      '**Como encerrar**: `/share off`, quando quiser: nenhuma voz nova parte da sua. As que já partiram ficam com os donos até você remover uma gravação de onde elas vêm (`/samples remove`) ou tudo (`/forget`): aí elas também são excluídas.',
    yes: 'Sim, outros podem partir dela',
    no: 'Não',
    on: 'Obrigado! Outras pessoas agora podem partir de “{{voice}}”. `/share off` encerra isso.',
    not: 'Tudo bem, nada muda.',
    already: 'Outras pessoas podem partir de “{{voice}}” desde {{date}}. `/share off` encerra isso.',
    off: 'Nenhuma voz nova parte de “{{voice}}”. As versões que já partiram ficam com os donos; `/samples remove` e `/forget` também excluem essas.',
    gone_one:
      '{{versions}} da sua voz “{{voice}}” foi excluída: ela partiu de outra voz que teve gravações removidas. As suas próprias gravações continuam todas aqui. {{now}}',
    gone_other:
      '{{versions}} da sua voz “{{voice}}” foram excluídas: elas partiram de outra voz que teve gravações removidas. As suas próprias gravações continuam todas aqui. {{now}}',
    noneActive:
      'Nenhuma versão está ativa agora: escolha outra com `/rollback` ou faça uma nova com `/train continue`.',
  },
  voices: {
    idle: 'Ninguém usa a sua voz “{{voice}}” desde {{used}}. Vou excluí-la, com as gravações, em {{erased}}. Para ficar com ela, use-a antes disso, com `/preview` por exemplo; `/export` envia tudo para você.',
    none: 'Você ainda não tem nenhuma voz. Envie gravações suas com `/addsamples`.',
    title: 'Suas vozes',
    footer: 'Todo comando aceita voice: para escolher uma. /addsamples voice: com um nome novo começa outra.',
    held: '{{clips, clip}} ({{seconds, duration}}) e {{versions, version}}',
    silent: 'ainda não consegue falar',
    shared: 'compartilhada',
    speaks:
      'Idioma de “{{voice}}”: {{language, language}}. O próximo treino, e o que eu ouvir em gravações novas, seguem isso.',
    renamed: '“{{before}}” agora se chama “{{name}}”.',
    elsewhere: ', e {{versions, version}} de outras vozes que partiram dela',
    question:
      'Isto exclui a sua voz “{{voice}}” para sempre: {{held}}, com as prévias e os envios dela{{elsewhere}}. Se eu estiver trabalhando nela agora, eu paro. Não dá para desfazer.',
    delete: 'Excluir esta voz',
    kept: 'Nada foi excluído: “{{voice}}” continua como estava.',
    removed: 'Excluída para sempre: “{{voice}}”, {{held}}{{elsewhere}}.',
  },
  help: {
    together: 'Juntos',
    togetherHow:
      '`/compare` deixa você ouvir duas versões sem saber qual é qual · `/share speak` deixa outros falarem aqui com a sua voz, `/share end` encerra · `/readaloud` fala o que você escreve · `/verify` diz se uma gravação é daqui · `/mydata` mostra o que tenho de você · `/settings` é para quem gerencia o servidor',
    title: 'Cultive um modelo da sua própria voz',
    send: '`/addsamples`: envie gravações suas, de 2 a 12 segundos cada, em um lugar silencioso, com o que você diz (`transcript:` para um arquivo, `transcripts:` para muitos).',
    train: '`/train continue`: faz uma versão da sua voz e fala com você.',
    more: 'Mais gravações, `/train continue` de novo: cada versão continua da anterior e guarda o que aprendeu.',
    calls: 'Em um canal de voz',
    callsHow:
      '`/record` mostra frases, ouve só você e guarda o que você lê · `/say text:…` fala lá com a sua voz · `/join` e `/leave` · `/script` dá as frases para você gravar em outro lugar',
    listen: 'Ouvir',
    listenHow:
      '`/preview text:…` fala qualquer texto · `/pronounce word` ensina como se diz um nome · `/versions list` desenha o que existe · `/versions show` conta tudo de uma · `/versions tag` dá um nome a uma e a mantém completa · `/rollback` volta para uma',
    training: 'Treino',
    trainingHow:
      '`/train continue epochs:20` treina mais 20 épocas · `/train fresh` recomeça da base (como versão nova) · `/train status` · `/train cancel`',
    data: 'Seus dados',
    dataHow:
      '`/samples list` · `/samples transcript` corrige o que é dito em um clipe · `/samples remove` exclui um clipe e cada versão treinada com ele · `/voices` lista, renomeia ou exclui vozes inteiras, ou diz que idioma uma fala · `/share on` deixa outras pessoas começarem as vozes delas a partir da sua (desligado se você não disser nada) · `/export` envia tudo para você · `/import` traz uma voz de volta daí · `/forget` exclui',
    also: 'Este bot também',
    hears:
      'entende o que você diz em gravações sem transcrição ({{languages, languages}}) e confere as transcrições que você envia',
    brings: {
      speakers: 'percebe quem fala: deixa em espera os clipes de outra pessoa e diz o quanto uma versão soa como você',
      source: 'traz uma voz de partida natural em vários idiomas',
    },
    synthetic: 'Tudo o que o modelo diz é sintético. Envie só gravações da sua própria voz.',
  },
  call: {
    reads:
      'Vou falar com a sua voz o que você escrever em {{channel}} enquanto eu estiver no seu canal de voz. Nada disso é guardado por mais tempo que o texto de uma prévia.',
    readsNoMore: 'Não leio mais suas mensagens em voz alta.',
    neverSilent:
      'Ouço algo o tempo todo e não sei onde a frase termina. Use o apertar para falar ou ligue a supressão de ruído; depois, mais uma vez.',
    coveredAll: {
      sounds: 'Sua voz tem todos os {{all}} sons do idioma.',
      letters: 'Sua voz tem todas as {{all}} letras do idioma.',
    },
    covered: {
      sounds: 'Sua voz tem {{heard}} de {{all}} sons até agora.',
      letters: 'Sua voz tem {{heard}} de {{all}} letras até agora.',
    },
    kept: 'Peguei.',
    onHold: 'A última ficou em espera: {{reason}}. Ela volta.',
    refused: 'A última não serviu, ela volta.',
    lost: 'Uma parte se perdeu no caminho. Mais uma vez, por favor.',
    cutOff: 'Ficou cortado: só ouvi uma parte da frase. Mais uma vez, por favor.',
    again: 'Mais uma vez, então.',
    lastOne: 'Essa era a última. Ouvindo…',
    recording: 'Gravando “{{voice}}” em {{channel}}: só você é ouvido.',
    readThis: 'Leia isto em voz alta; a próxima vem quando você fizer silêncio:',
    read: '{{sentences, sentence}} até agora.',
    buttonAgain: 'De novo',
    buttonSkip: 'Pular',
    buttonStop: 'Parar',
    coming: 'Indo para {{channel}}…',
    end: {
      stopped: 'Gravação encerrada.',
      'all-read': 'Você leu tudo o que eu tenho. Uau!',
      idle: 'Não ouvi nada por dois minutos, então parei de gravar.',
      alone: 'Você saiu do canal de voz, então parei de gravar.',
      'thrown-out': 'Fui desconectado do canal de voz, então a gravação acabou.',
      lost: 'Perdi a conexão com o canal de voz, então a gravação acabou.',
      deleted: 'A voz para a qual era isto foi excluída, então parei de gravar.',
      forbidden: 'Quem gerencia este servidor encerrou isso, então parei de gravar.',
      refused: 'Não consigo receber mais agora.',
      restart: 'Preciso reiniciar, então a gravação acabou. O que você disse está guardado; `/record` continua.',
    },
    nothingRecorded: 'Nada foi gravado.',
    listeningToRest: 'Ouvindo o restante…',
    restartedBefore: 'Tive que reiniciar antes de você ler alguma coisa. `/record` começa de novo.',
    restarted:
      'Tive que reiniciar enquanto você gravava. O que você leu até ali está guardado; `/record` continua dali.',
    script:
      'Leia estas frases em voz alta, uma gravação para cada, em um lugar silencioso; depois envie com `/addsamples` e `transcripts:`, o arquivo anexado aqui. São o que mais falta na sua voz ({{language, language}}).',
    scriptRecord: 'Em um canal de voz, `/record` mostra uma por uma e não precisa de arquivos.',
    scriptFile: 'Uma linha por gravação: chame seus arquivos de 1.wav, 2.wav e assim por diante',
    joined: 'Estou em {{channel}}. `/say` fala lá com a sua própria voz; `/leave` me manda embora.',
    left: 'Tchau.',
    ahead: 'Antes vem: {{texts, text}}.',
  },
  words: {
    check: 'Conferir o que eu ouvi',
    checkWaiting: 'Conferir as palavras de {{clips, clip}}',
    place: 'nº {{number}}, a conferir: {{clips, clip}}',
    youWrote: 'Você escreveu: “{{words}}”',
    iHeard: 'Eu ouvi: “{{words}}”',
    notSure: 'Não tenho certeza do que é dito: “{{words}}”',
    mine: 'O meu está certo',
    yours: 'O que você ouviu está certo',
    correct: 'Corrigir',
    next: 'Próximo',
    right: 'Está certo',
    refuse: 'Não aprender estas palavras',
    done: 'Esse era o último. A sua palavra vale: `/train continue` ensina estas palavras à sua voz.',
    left: 'Esse era o último; ficam para depois: {{clips, clip}}. `/samples list` mostra as palavras de todos os clipes.',
    formTitle: 'O que é dito nele',
    formLabel: 'Palavra por palavra',
  },
  training: {
    asBefore: 'Sua voz continua como estava.',
    useShifted: 'Usar deslocadas',
    growAnew: 'Criar de novo',
    growNot: 'Agora não',
    notGrown: 'Tudo bem. `/train fresh` faz isso quando você quiser.',
    cancel: 'Cancelar',
    stopping: 'Parando…',
    waits:
      'Seu treino está esperando: não há nenhum treinador com {{engine, engine}} rodando agora. Ele começa assim que houver um.',
    orWith: 'Ou encerre, e `/train continue engine:{{id}}` começa de novo com {{engine, engine}}.',
    previewWaits:
      'Sua prévia está esperando: não há nenhum treinador com {{engine, engine}} rodando agora. Ela começa assim que houver um.',
    queued: 'Na fila: começa já já.',
    queuedBehind: 'Na fila, antes do seu: {{trainings, training}}.',
    restarted: 'O treinador foi reiniciado e continua do último ponto salvo já já.',
    starting: 'Começando…',
    phase: {
      preparing: 'Analisando os clipes',
      training: 'Treinando',
      evaluating: 'Medindo nos clipes de teste',
      publishing: 'Salvando a versão',
      speaking: 'Falando a prévia',
    },
    epoch: 'época {{epoch}} de {{epochs}}',
    loss: 'perda {{loss, fixed3}}',
    testLoss: 'clipes de teste {{loss, fixed3}}',
    atMostLeft: 'no máximo {{time}} até o fim desta etapa',
    aboutLeft: 'cerca de {{time}} até o fim desta etapa',
    left: 'faltam cerca de {{seconds, roughly}}',
    doneIn: 'Pronto em cerca de {{seconds, roughly}}.',
    notify: {
      question: 'Como devo avisar quando um treino terminar? Só pergunto desta vez; `/train notify` muda isso.',
      mention: 'Me mencione aqui',
      direct: 'Mensagem direta',
      none: 'Não precisa',
      fine: 'Certo.',
      chosen: {
        mention: 'Quando um treino termina, menciono você onde o pediu.',
        direct: 'Quando um treino termina, também envio uma mensagem direta.',
        none: 'Quando um treino termina, publico o resultado sem mencionar você.',
      },
      ready: '“{{voice}}” foi treinada: a v{{number}} já está aí. {{link}}',
      failed: 'O treino de “{{voice}}” terminou sem uma nova versão. {{link}}',
      closed: 'Você não recebe mensagens diretas minhas, então menciono você aqui.',
    },
    after: ' após {{seconds, duration}}',
    finished: 'Treino concluído{{time}}.',
    cancelled: 'Treino cancelado{{time}}.',
    cancelledNow: 'Cancelado.',
    stopped: 'Treino interrompido{{time}}.',
    from: {
      version: 'Continuada de v{{parent}} com {{speech}}.',
      base: 'Treinada da base com {{speech}}.',
      other: 'Começada de outra voz parecida com a sua, com {{speech}}.',
    },
    speech: '{{seconds, duration}} de fala',
    speechSomeNew: '{{seconds, duration}} de fala, sendo {{fresh, duration}} novos',
    leftOut: 'Não deu para usar: {{clips, clip}}; veja *Números*.',
    whyPlan: 'Por que este plano?',
    figures: 'Números',
    ready: 'A versão {{number}} está pronta e ativa',
    aside: 'A versão {{number}} ficou de lado; v{{rival}} continua ativa',
    previewBelow: 'A prévia abaixo é fala sintética.',
    previewOfBelow: 'A prévia de v{{number}} abaixo é fala sintética.',
    previewsBelow: 'Ouça as duas prévias abaixo, primeiro v{{number}}, e escolha. As duas são fala sintética.',
    playAgain: 'Ouvir a prévia de novo',
    rollBack: 'Voltar para v{{rival}}',
    useAnyway: 'Usar v{{number}} mesmo assim',
    keep: 'Manter v{{rival}}',
    play: 'Ouvir v{{rival}}',
    planOf: 'v{{number}}: o plano e o porquê',
    inFigures: 'v{{number}} em números',
    training: 'Treino',
    steps: '{{epochs, epoch}}, {{steps, step}}; a melhor época foi a {{bestEpoch}}.',
    time: 'Tempo',
    notUsed: 'Não usados',
    plan: '{{epochs, epoch}}, taxa de aprendizado {{rate}}, lotes de {{batch}}.',
    notMeasured: 'não medido',
    showCurve: 'Curva até agora',
    curveOf: 'Curva de perda das épocas {{from}} a {{to}}.',
    curveTrain: 'Clipes de treino: {{first, fixed3}} no início, agora {{last, fixed3}}.',
    curveTest: 'Clipes de teste: {{first, fixed3}} no início, agora {{last, fixed3}}.',
    curveMeans:
      'Quanto mais baixa a curva, mais perto de você. O que conta são os clipes de teste: nada é aprendido com eles.',
    curve: 'Curva de perda: treino da versão {{number}}',
    voiceTaken: 'Usei a sua voz “{{voice}}”. Para usar outra, adicione `voice:`: {{others}}.',
    learntAll: 'v{{number}} já aprendeu todos os clipes desta voz.',
    learntUsable:
      'v{{number}} já aprendeu todos os clipes que podia usar. Não pôde usar {{clips, clip}}, porque as palavras não batem ou não podem ser ditas: {{names, list}}{{more}}. Corrija o que é dito neles com `/samples transcript`.',
    newHelpsMore:
      'Gravações novas ajudariam mais do que treinar de novo: `/addsamples`. Para treinar mesmo assim, diga por quanto tempo: `/train continue epochs:20`.',
    anyway: 'Treinar mesmo assim',
    never: 'Você ainda não treinou. Comece com `/train continue`.',
    keptFollows: 'Não consegui fazer isto chegar até você, então aqui está, só para você:',
    stillTrying: 'O Discord ainda não me deixou trazer isto; continuo tentando:',
    undelivered: {
      training: 'o resultado do treino de “{{voice}}”',
      preview: 'o que você pediu que “{{voice}}” dissesse',
      upload: 'o que foi feito das suas gravações para “{{voice}}”',
      notice: 'um aviso',
    },
    cancelledBefore: 'Cancelado antes de começar.',
    stops: 'Parando, leva alguns segundos.',
    byEar: 'De ouvido, sem os nomes',
    byEarLine: 'v{{number}} {{wins}} · v{{other}} {{losses}} · sem diferença {{same}}',
  },
  errors: {
    'clip-there': {
      message: '“{{voice}}” já tem este clipe.',
      hint: 'Escolha outra voz com to:; /voices list mostra as suas.',
    },
    'no-curve': {
      message: 'Ainda não há nada para desenhar.',
      hint: 'A curva começa quando o treino tiver passado uma vez pelos seus clipes.',
    },
    'no-curve/ended': {
      message: 'Este treino terminou e não ficou nenhuma curva dele.',
      hint: '/versions show diz de cada versão o quanto ela se aproximou.',
    },
    'no-manner': {
      message: 'v{{number}} não conhece esse modo.',
      hint: 'Escolha {{names, either}} ou deixe manner: de fora.',
    },
    'no-manner/none': {
      message: 'Até onde sei, v{{number}} fala só de um modo.',
      hint: 'Deixe manner: de fora. Com dez segundos de gravações que soem diferente, como mais agudas ou por telefone, o próximo treino encontra outro.',
    },
    'import-under-way': {
      message: 'Ainda estou lendo o que você enviou.',
      hint: 'Espere eu terminar.',
    },
    'bad-takeout/foreign': {
      message: 'Este arquivo não tem a minha assinatura: não é de uma voz que eu exportei.',
      hint: 'Envie os arquivos de uma voz como o /export os enviou. O que outra instalação exportou só quem cuida do bot pode trazer; gravações podem ser enviadas com /addsamples zip:.',
    },
    'bad-takeout/changed': {
      message: 'Este arquivo não está como eu o fiz: foi alterado ou está danificado.',
      hint: 'Envie-o como o /export o enviou. Gravações também podem ser enviadas com /addsamples zip:.',
    },
    'bad-takeout/other-owner': {
      message: 'Este arquivo não foi assinado aqui e diz que é a voz de {{owner}}.',
      hint: 'Por mensagem você só pode trazer a sua. A de outra pessoa, que precisa ter concordado aqui: `npm run cli -- voice import {{owner}} FILES --trust`, onde eu rodo.',
    },
    'bad-takeout/engine': {
      message: 'A versão foi feita com {{engine, engine}}, e aqui não roda nenhum treinador disso.',
      hint: 'Inicie um, ou envie só os arquivos com gravações; depois /train continue faz uma versão nova.',
    },
    'bad-takeout/format': {
      message: 'Os pesos são de um tipo que pode conter mais que números ({{file}}): esses eu não aceito por mensagem.',
      hint: 'Traga-os onde eu rodo: `npm run cli -- voice import USER FILES --trust`.',
    },
    'bad-takeout/state': {
      message: 'Os pesos não servem: {{file}} está danificado ou não tem só números.',
      hint: 'Exporte a voz de novo de onde ela vem, ou envie só os arquivos com gravações.',
    },
    'bad-takeout/several': {
      message: 'Estes arquivos não são todos de uma mesma voz ou exportação.',
      hint: 'Traga as vozes de volta uma por uma.',
    },
    'bad-takeout/incomplete': {
      message:
        'Falta a estes arquivos algo de que a versão precisa: {{clips, clip}} com que ela aprendeu, ou parte dos pesos.',
      hint: 'Envie todos os arquivos da voz em um só comando, também os das gravações.',
    },
    'bad-takeout/not-yours': {
      message: 'Este arquivo é da voz de outra pessoa.',
      hint: 'Só o dono pode trazê-la de volta.',
    },
    'bad-takeout/ground': {
      message: 'A versão partiu de outra voz que foi excluída aqui ou não é mais compartilhada.',
      hint: 'Envie só os arquivos com gravações; depois /train continue cria uma nova versão.',
    },
    busy: {
      message: 'Estou ocupado com outra coisa agora.',
      hint: 'Aperte o botão de novo em alguns segundos.',
    },
    'nothing-to-say': {
      message: 'Não há nada neste texto que eu consiga dizer.',
      hint: 'Escreva algumas palavras.',
    },
    'unspeakable-script': {
      message: 'Não consigo dizer este texto: eu leio inglês, não {{scripts, scripts}}.',
      hint: 'Escreva algumas palavras em inglês.',
    },
    'text-too-long': {
      message: 'Levaria cerca de {{needed, duration}} para dizer; o limite é {{most, duration}}.',
      hint: 'Encurte ou envie em partes.',
    },
    'language-addable': {
      message: 'As vozes deste bot falam {{spoken, languagesAll}}, não {{language, language}}.',
      hint: 'Quem cuida deste bot pode adicionar com {{commands, list}}.',
    },
    'only-english': {
      message: 'As vozes deste bot falam {{spoken, languagesAll}}, não {{language, language}}.',
      hint: 'Grave em inglês para esta voz.',
    },
    'language-not-spoken': {
      message: 'As vozes deste bot falam {{spoken, languagesAll}}, não {{language, language}}.',
      hint: 'Grave um destes idiomas para esta voz.',
    },
    'not-in-voice': {
      message: 'Você não está em nenhum canal de voz deste servidor.',
      hint: 'Entre em um e use o comando de novo.',
    },
    'stage-channel': {
      message: 'Não posso ficar em canais Palco: eles não têm criptografia de ponta a ponta.',
      hint: 'Vá para um canal de voz comum e use o comando de novo.',
    },
    'voice-permission': {
      message: 'Não tenho permissão para entrar neste canal de voz: faltam {{missing, permissions}}.',
      hint: 'Quem pode gerenciar este canal pode conceder: Editar canal, Permissões, me adicionar.',
    },
    'voice-full': {
      message: 'Este canal de voz está cheio.',
      hint: 'Aumente o limite de usuários dele ou vá para outro.',
    },
    'voice-busy/recording': {
      message: 'Estou em {{channel}} agora, gravando alguém.',
      hint: 'Só posso ficar em um canal de voz por servidor de cada vez: tente quando isso acabar.',
    },
    'voice-busy/speaking': {
      message: 'Estou em {{channel}} agora, falando.',
      hint: 'Só posso ficar em um canal de voz por servidor de cada vez: /leave me tira do seu; se não for o seu, tente mais tarde.',
    },
    'voice-away': {
      message: 'Não consegui entrar no canal de voz.',
      hint: 'Tente de novo daqui a pouco; se continuar assim, mude a região do canal.',
    },
    'recording-over': {
      message: 'Esta gravação acabou.',
      hint: '/record começa outra.',
    },
    'not-yours/recording': {
      message: 'Esta gravação não é sua.',
      hint: 'Grave a sua própria voz com /record.',
    },
    'already-recording': {
      message: 'Já estou gravando você.',
      hint: 'Aperte Parar lá primeiro.',
    },
    'nothing-to-read/record': {
      message: 'Não tenho nada para ler neste idioma ({{language, language}}), só em {{readable, languageNames}}.',
      hint: 'Em vez disso, envie gravações com /addsamples.',
    },
    'all-read/record': {
      message: 'Você leu tudo o que eu tenho.',
      hint: 'Envie mais com /addsamples.',
    },
    'elsewhere/join': {
      message: 'Estou em {{channel}}, e você não.',
      hint: 'Vá para lá primeiro.',
    },
    'elsewhere/leave': {
      message: 'Estou em {{channel}}, e você não.',
      hint: 'Quem estiver lá pode me mandar embora.',
    },
    'too-many-texts': {
      message: 'Você já tem {{texts, text}} na espera.',
      hint: 'Espere até um ser dito.',
    },
    'not-yours/text': {
      message: 'Este texto não é seu.',
      hint: 'Quem escreveu pode pular.',
    },
    'nothing-to-skip': {
      message: 'Isto já foi dito.',
      hint: 'Escreva outro texto com /say.',
    },
    'not-there': {
      message: 'Não estou em nenhum canal de voz aqui.',
      hint: '/join me leva para o seu.',
    },
    'nothing-heard': {
      message: 'Este envio não está mais aqui.',
      hint: 'Veja seus clipes com /samples list.',
    },
    'no-such-clip/taken-out': {
      message: 'Este clipe foi retirado.',
      hint: 'Veja os que você tem com /samples list.',
    },
    'words-changed': {
      message: 'As palavras deste clipe já foram definidas ou mudadas.',
      hint: 'Veja com /samples list; /samples transcript corrige.',
    },
    'no-words': {
      message: 'Não há palavras aqui.',
      hint: 'Escreva o que é dito no clipe, palavra por palavra.',
    },
    'which-voice': {
      message: 'Você tem várias vozes, e uma mensagem não diz para qual ela é.',
      hint: 'Envie primeiro uma gravação com /addsamples e voice:; depois as mensagens vão para a mesma voz.',
    },
    'consent-not-spoken': {
      message: 'Ainda não ouvi você aceitar.',
      hint: 'Diga a frase que acabei de mostrar e treine de novo. O que você enviou espera e nada se perde.',
    },
    'consent-not-spoken/first': {
      message: 'Ainda não ouvi você aceitar.',
      hint: 'Diga a frase primeiro: /train continue a mostra. Depois aperte de novo.',
    },
    'consent-not-awaited': {
      message: 'Não estou esperando nenhuma frase sua.',
      hint: 'Se for preciso uma, /train continue mostra.',
    },
    'consent-other-length': {
      message: 'Está curto ou longo demais para a frase.',
      hint: 'Diga a frase inteira, uma vez, e envie de novo.',
    },
    'consent-other-words': {
      message: 'Ouvi outra coisa: “{{heard}}”.',
      hint: 'Diga a frase palavra por palavra em um lugar silencioso e envie de novo. As outras gravações vão com /addsamples.',
    },
    'consent-somebody-else': {
      message: 'Isto não soa como a pessoa das suas outras gravações.',
      hint: 'Diga você mesmo. Se houver gravações de outra pessoa, tire-as antes com /samples remove.',
    },
    'consent-somebody-else/held': {
      message: 'Estes clipes não soam como a pessoa que aceitou em voz alta, e só um botão não os torna seus.',
      hint: 'Grave de novo, falando como quando aceitou, ou tire-os com /samples remove.',
    },
    'consent-somebody-else/several': {
      message: 'Várias pessoas falam nesta gravação.',
      hint: 'Diga a frase sozinho e envie de novo.',
    },
    'not-your-message': {
      message: 'Esta mensagem é de outra pessoa.',
      hint: 'Só gravações suas podem ser adicionadas à sua voz.',
    },
    'nothing-sent/message': {
      message: 'Não há gravação nesta mensagem.',
      hint: 'Use em uma mensagem de voz ou arquivo de áudio que você enviou.',
    },
    'lines-for-files/too-long': {
      message: 'Uma das linhas tem mais de {{most}} caracteres.',
      hint: 'Escreva uma linha por arquivo na ordem em que escolheu, ou linhas como: minha tomada.wav | O que eu digo nela.',
    },
    'lines-for-files': {
      message: 'Você enviou {{files, file}} e escreveu {{lines, line}}.',
      hint: 'Escreva uma linha por arquivo na ordem em que escolheu, ou linhas como: minha tomada.wav | O que eu digo nela.',
    },
    'engine-unknown': {
      message: 'Não há nenhum motor chamado “{{typed}}” aqui.',
      hint: 'Use {{engines, either}}, ou deixe de fora.',
    },
    'unknown-button': {
      message: 'Este botão está desatualizado.',
      hint: 'Use o comando: /help.',
    },
    'unknown-form': {
      message: 'Este formulário está desatualizado.',
      hint: 'Use o comando: /help.',
    },
    'unknown-command': {
      message: 'Não conheço mais {{command}}.',
      hint: 'Recarregue o Discord; se continuar lá, peça a quem cuida do bot para registrar os comandos de novo.',
    },
    'not-yours/voice': {
      message: 'Esta voz não é sua.',
      hint: 'Cultive a sua: /addsamples.',
    },
    'not-yours/training': {
      message: 'Este treino não é seu.',
      hint: 'Só quem começou pode cancelar.',
    },
    'not-yours/question': {
      message: 'Esta pergunta não é para você.',
      hint: 'Use você mesmo um comando: /help mostra quais são.',
    },
    'no-voice': {
      message: 'Você ainda não tem nenhuma voz.',
      hint: 'Envie primeiro gravações suas com /addsamples.',
    },
    'no-voice/which': {
      message: 'Você tem várias vozes: diga qual com voice:.',
      hint: 'As suas: {{yours}}.',
    },
    'no-voice/named': {
      message: 'Você não tem nenhuma voz chamada “{{name}}”.',
      hint: 'As suas: {{yours}}.',
    },
    'no-version/training': {
      message: 'A primeira versão desta voz ainda está sendo feita.',
      hint: '/train status diz como ela vai.',
    },
    'no-version/speaking': {
      message: 'Esta voz ainda não tem nenhuma versão que possa falar.',
      hint: 'Faça uma com /train continue.',
    },
    'no-version/numbered': {
      message: 'Não existe a versão {{number}}.',
      hint: '/versions list mostra as que existem.',
    },
    'version-purged/numbered': {
      message: 'v{{number}} foi excluída: um clipe que ela tinha aprendido foi removido.',
      hint: '/versions list mostra as que existem.',
    },
    'text-too-long-here': {
      message: 'Este texto tem {{characters}} caracteres, e {{most}} é o máximo neste servidor.',
      hint: 'Diga menos de uma vez, ou me use em mensagens diretas.',
    },
    'delivery-unknown': {
      message: 'v{{number}} foi feita por um motor que não aceita dizer como falar.',
      hint: 'Deixe speed:, pitch: e manner: de fora.',
    },
    'feature-forbidden/voice-channels': {
      message: 'Este servidor não me quer nos canais de voz dele.',
      hint: 'Quem o gerencia pode mudar isso com /settings.',
    },
    'feature-forbidden/voice-messages': {
      message: 'Este servidor não quer mensagens de voz minhas.',
      hint: 'Quem o gerencia pode mudar isso com /settings.',
    },
    'feature-forbidden/read-aloud': {
      message: 'Este servidor não quer que mensagens sejam lidas em voz alta.',
      hint: 'Quem o gerencia pode mudar isso com /settings.',
    },
    'read-aloud-off': {
      message: 'Quem cuida deste bot não ativou a leitura em voz alta.',
      hint: 'Use /say text: em vez disso.',
    },
    'feature-forbidden/sharing': {
      message: 'Este servidor não quer que vozes sejam compartilhadas.',
      hint: 'Quem o gerencia pode mudar isso com /settings.',
    },
    'blocked-here': {
      message: 'Quem gerencia este servidor bloqueou você de me usar aqui.',
      hint: 'Pergunte o motivo. Você pode me usar em mensagens diretas.',
    },
    'wrong-channel': {
      message: 'Não respondo neste canal.',
      hint: 'Vá para {{channels}}.',
    },
    'wrong-role': {
      message: 'Neste servidor eu sou só para certos cargos.',
      hint: 'Para {{roles}}. Você pode me usar em mensagens diretas.',
    },
    banned: {
      message: 'Quem cuida deste bot bloqueou você de usá-lo.',
      hint: 'Pergunte o motivo. Você ainda pode levar tudo o que é seu com /export e excluir com /forget.',
    },
    'too-many-grants': {
      message: 'Esta voz já está compartilhada com {{most}} pessoas e cargos.',
      hint: 'Encerre algum compartilhamento antes com `/share end`.',
    },
    'too-many-named': {
      message: 'Já há {{most}} nesta lista.',
      hint: 'Tire um primeiro.',
    },
    'may-not-manage': {
      message: 'Só quem pode gerenciar este servidor pode fazer isso.',
      hint: 'Peça a uma dessas pessoas.',
    },
    'not-in-a-server': {
      message: 'Isto não é um servidor.',
      hint: 'Use onde os outros estão, ou deixe for: de fora.',
    },
    'may-not-manage/words': {
      message: 'Só quem pode gerenciar este servidor pode mudar a lista dele.',
      hint: 'Peça a uma dessas pessoas, ou deixe for: de fora para mudar a sua.',
    },
    'no-such-word': {
      message: '“{{word}}” não está na lista.',
      hint: 'Veja o que está com /pronounce list.',
    },
    'nothing-to-say/word': {
      message: 'Não há letras aqui.',
      hint: 'Escreva a palavra como se escreve, e em as: como ela soa, por exemplo Siobhan e shivón.',
    },
    'nothing-to-compare': {
      message: 'Para comparar são precisas duas versões diferentes.',
      hint: 'Faça outra com /train continue, ou diga duas com version: e against:.',
    },
    'engines-differ': {
      message: 'v{{one}} e v{{other}} foram feitas por motores diferentes, então você saberia qual é qual.',
      hint: 'Compare duas de um mesmo motor; /preview toca qualquer uma delas.',
    },
    'comparison-gone': {
      message: 'Esta comparação é antiga demais.',
      hint: 'Ouça as duas de novo com /compare.',
    },
    'no-version/yet': {
      message: 'Esta voz ainda não tem versões.',
      hint: 'Faça a primeira com /train continue.',
    },
    'version-purged/meanwhile': {
      message: 'v{{number}} foi excluída nesse meio-tempo.',
      hint: 'Veja /versions list.',
    },
    'no-server': {
      message: 'Isto só funciona em um servidor.',
      hint: 'Use em um em que eu esteja.',
    },
    'no-such-clip': {
      message: 'Você não tem esse clipe.',
      hint: 'Escolha um da lista que aparece enquanto você digita.',
    },
    'no-samples/list': {
      message: 'Esta voz não tem clipes.',
      hint: 'Envie alguns com /addsamples.',
    },
    'no-samples/train': {
      message: 'A sua voz “{{voice}}” ainda não tem gravações.',
      hint: 'Envie algumas primeiro com /addsamples.',
    },
    'no-usable-clips/held': {
      message: 'Todos os clipes desta voz estão em espera ou são clipes de teste para medir o progresso.',
      hint: 'Veja com /samples list e envie mais com /addsamples.',
    },
    'no-transcripts': {
      message: 'Nenhum dos seus clipes tem transcrição, então não há palavras para aprender.',
      hint: 'Envie gravações com transcript: (um arquivo) ou transcripts: (um .txt para muitos) para /addsamples.',
    },
    'unspeakable-transcripts/english': {
      message: 'Não consigo dizer nada das transcrições dos seus clipes, então não há palavras para aprender.',
      hint: 'Escreva em inglês o que é dito neles: /samples transcript.',
    },
    'unspeakable-transcripts/words': {
      message: 'Não consigo dizer nada das transcrições dos seus clipes, então não há palavras para aprender.',
      hint: 'Escreva com palavras o que é dito neles: /samples transcript.',
    },
    'transcripts-changed': {
      message: 'Estas transcrições mudaram desde que eu olhei.',
      hint: 'Veja /samples list e depois /train continue.',
    },
    'nothing-to-cancel': {
      message: 'Você não tem nenhum treino rodando.',
      hint: 'Comece um com /train continue.',
    },
    'transcript-for-zip': {
      message: 'O que é dito nas gravações de um zip precisa estar no zip.',
      hint: 'Coloque junto das gravações um .txt com uma linha “nome do arquivo | o que é dito” para cada uma.',
    },
    'transcript-for-many': {
      message: 'Uma transcrição só não serve para vários arquivos.',
      hint: 'Envie um arquivo com transcript:, ou coloque todas as transcrições em um .txt e envie como transcripts:.',
    },
    'nothing-sent': {
      message: 'Não há gravação aqui.',
      hint: 'Escolha uma com file:, ou muitas com zip:.',
    },
    'no-words-to-move': {
      message: 'Estas transcrições já foram mudadas ou acertadas.',
      hint: 'Veja com /samples list; /samples transcript corrige.',
    },
    'no-upload': {
      message: 'Este envio não está mais aqui.',
      hint: 'Veja seus clipes com /samples list.',
    },
    'nothing-held-back': {
      message: 'Não há mais nada em espera aqui.',
      hint: 'Veja seus clipes com /samples list.',
    },
    'no-words-to-give-back': {
      message: 'Não há mais palavras antigas para onde voltar.',
      hint: 'Escreva o que é dito em um clipe com /samples transcript.',
    },
    'export-under-way': {
      message: 'Ainda estou enviando.',
      hint: 'Espere o anterior terminar.',
    },
    'nothing-to-read/script': {
      message: 'Não tenho nada para ler neste idioma ({{language, language}}), só em {{readable, languageNames}}.',
      hint: 'Leia o que quiser e anote o que diz.',
    },
    'all-read/script': {
      message: 'Você leu tudo o que eu tenho.',
      hint: 'Leia o que quiser e envie.',
    },
    'no-parent': {
      message: 'v{{number}} está ativa e não continua nenhuma versão anterior.',
      hint: 'Diga qual versão você quer; /versions list mostra quais são.',
    },
    'active-changed': {
      message: 'Outra versão ficou ativa nesse meio-tempo.',
      hint: 'Veja /versions list e peça de novo se ainda quiser.',
    },
    'voice-name-taken': {
      message: 'Você já tem uma voz chamada “{{name}}”.',
      hint: 'Escolha outro nome; /voices list mostra as suas.',
    },
    'too-many-bytes': {
      message: 'Isso daria mais de {{megabytes}} MB em 24 horas, que é o limite por pessoa.',
      hint: 'Volta a funcionar em {{wait, duration}}.',
    },
    'too-many-bytes/never': {
      message: 'Isso daria mais de {{megabytes}} MB em 24 horas, que é o limite por pessoa.',
      hint: 'Envie menos arquivos de uma vez, ou em FLAC, MP3 ou Ogg em vez de WAV.',
    },
    'too-much-training': {
      message: 'Seus treinos levaram {{minutes}} min das últimas 24 horas, que é o limite por pessoa.',
      hint: 'Volta a funcionar em {{wait, duration}}.',
    },
    'too-much-training/never': {
      message: 'Seus treinos levaram {{minutes}} min das últimas 24 horas, que é o limite por pessoa.',
      hint: 'Volta a funcionar amanhã.',
    },
    'too-many-previews-today': {
      message: 'Você pediu {{previews, preview}} em 24 horas, o limite por pessoa.',
      hint: 'Volta a funcionar em {{wait, duration}}.',
    },
    'too-many-previews-today/never': {
      message: 'Você pediu {{previews, preview}} em 24 horas, o limite por pessoa.',
      hint: 'Volta a funcionar amanhã.',
    },
    'disk-low': {
      message: 'O disco deste bot está quase cheio, então não posso receber nada novo.',
      hint: 'Quem cuida dele já foi avisado; volta a funcionar quando houver espaço.',
    },
    'too-many-runs': {
      message: 'Estou lotado: {{open}} treinos e prévias estão rodando ou esperando.',
      hint: 'Tente quando um deles acabar, em geral em minutos.',
    },
    'too-many-clips': {
      message: 'Você tem aqui {{clips, clip}}, e {{most}} é o limite por pessoa.',
      hint: 'Volta a funcionar quando você remover alguns: /samples remove.',
    },
    'too-many-minutes': {
      message: 'Você tem aqui {{seconds, duration}} de gravações, e {{most}} min é o limite por pessoa.',
      hint: 'Volta a funcionar quando você remover algumas: /samples remove.',
    },
    'too-many-clips/more': {
      message: 'Com esta gravação você teria aqui {{clips, clip}}, e {{most}} é o limite por pessoa.',
      hint: 'Funciona quando você remover alguns: /samples remove.',
    },
    'too-many-minutes/archive': {
      message: 'De um só zip escuto no máximo o que uma pessoa pode ter aqui: {{most}} min.',
      hint: 'Envie o resto em outro.',
    },
    'too-many-minutes/more': {
      message: 'Com esta gravação você teria aqui {{seconds, duration}}, e {{most}} min é o limite por pessoa.',
      hint: 'Funciona quando você remover algumas: /samples remove.',
    },
    'too-many-open-uploads/at-once': {
      message: 'Você ainda tem {{open, file}} na espera, e {{most}} de uma vez é o limite.',
      hint: 'Envie menos arquivos de uma vez.',
    },
    'too-many-open-uploads': {
      message: 'Você ainda tem {{open, file}} na espera, e {{most}} de uma vez é o limite.',
      hint: 'Volta a funcionar assim que alguns terminarem.',
    },
    'too-many-voices': {
      message: 'Você tem {{voices, voice}}, e {{most}} é o limite por pessoa.',
      hint: 'Adicione a uma delas com voice:, ou exclua uma primeiro.',
    },
    'too-slow/looking': {
      message: 'Examinar esta gravação demorou demais, então foi deixado de lado.',
      hint: 'Envie em partes de poucos minutos.',
    },
    'host-not-allowed': {
      message: 'Este arquivo está em um servidor de onde não posso baixar.',
      hint: 'Anexe a gravação ao próprio comando em vez de dar um link.',
    },
    'file-too-big': {
      message: 'O arquivo é maior que {{most}}.',
      hint: 'Envie em várias partes, ou em FLAC, MP3 ou Ogg em vez de WAV.',
    },
    'link-expired': {
      message: 'O link para este arquivo expirou (o servidor respondeu {{status}}).',
      hint: 'Anexe o arquivo de novo: links de anexos só valem por algumas horas.',
    },
    'download-failed/status': {
      message: 'O servidor que tem este arquivo respondeu {{status}}.',
      hint: 'Tente de novo em alguns minutos.',
    },
    'download-failed/redirects': {
      message: 'O link redireciona vezes demais.',
      hint: 'Anexe o arquivo de novo.',
    },
    'download-timeout': {
      message: 'O arquivo não chegou em {{seconds}} s.',
      hint: 'Tente de novo; se acontecer outra vez, envie um arquivo menor.',
    },
    'download-failed': {
      message: 'A conexão caiu{{code}}.',
      hint: 'Tente de novo em alguns minutos.',
    },
    'empty-file': {
      message: 'O arquivo está vazio (0 bytes).',
      hint: 'Exporte a gravação de novo e envie outra vez.',
    },
    'not-audio/unnamed': {
      message: 'Este arquivo não contém áudio, e sim: {{holds, content}}.',
      hint: 'Envie uma gravação em um destes formatos: {{formats, either}}.',
    },
    'not-audio/misnamed': {
      message: 'O nome deste arquivo termina em {{ending}}, mas não contém áudio, e sim: {{holds, content}}.',
      hint: 'Envie uma gravação em um destes formatos: {{formats, either}}.',
    },
    'broken-samples': {
      message: 'Muitas das amostras deste arquivo não são números, então a maior parte não dá para ouvir.',
      hint: 'Exporte de novo em WAV de 16 ou 24 bits e ouça antes de enviar.',
    },
    'too-many-channels': {
      message: 'A gravação tem {{channels}} canais de {{rate}} Hz.',
      hint: 'Exporte em mono ou estéreo a 48000 Hz; são aceitos até {{mostChannels}} canais de {{highestRate}} Hz.',
    },
    'too-slow': {
      message: 'Decodificar esta gravação demorou demais, então desisti.',
      hint: 'Envie em WAV ou FLAC com um ou dois canais, em partes de poucos minutos.',
    },
    'no-sound': {
      message: 'Este arquivo não tem áudio.',
      hint: 'Envie uma gravação de fala.',
    },
    'codec-not-supported': {
      message: 'O áudio deste arquivo está em um formato que não consigo ler.',
      hint: 'Converta para WAV ou FLAC e envie.',
    },
    'broken-file': {
      message: 'Não dá para decodificar este arquivo: ele está danificado ou cortado.',
      hint: 'Confira se ele toca no seu aparelho, exporte de novo e envie outra vez.',
    },
    'too-long': {
      message: 'A gravação tem mais de {{minutes}} minutos.',
      hint: 'Corte em partes menores e envie.',
    },
    'broken-file/silent': {
      message: 'Não há som neste arquivo: ele está danificado ou cortado.',
      hint: 'Confira se ele toca no seu aparelho, exporte de novo e envie outra vez.',
    },
    'silent-recording': {
      message: 'A gravação está em silêncio do começo ao fim ({{seconds, duration}}).',
      hint: 'Confira se o microfone certo está escolhido e sem mudo, e grave de novo.',
    },
    'no-speech': {
      message: 'Ninguém fala nesta gravação: há só um som constante, como ruído, zumbido ou um tom.',
      hint: 'Confira se o microfone capta a sua voz e grave de novo.',
    },
    'bad-zip': {
      message: 'Este arquivo zip está danificado.',
      hint: 'Faça de novo, ou envie as próprias gravações.',
    },
    'bad-zip/files': {
      message: 'Este zip contém mais de {{most}} arquivos.',
      hint: 'Divida em vários e envie um depois do outro.',
    },
    'bad-zip/recordings': {
      message: 'Este zip contém mais de {{most}} gravações.',
      hint: 'Divida em vários e envie um depois do outro.',
    },
    'bad-zip/large-recording': {
      message: 'Este zip contém uma gravação de mais de {{megabytes}} MB.',
      hint: 'Divida em vários e envie um depois do outro.',
    },
    'bad-zip/bytes': {
      message: 'Este zip contém mais de {{gigabytes}} GB de gravações.',
      hint: 'Divida em vários e envie um depois do outro.',
    },
    'bad-zip/list': {
      message: 'Este zip contém uma lista de mais de {{kilobytes}} kB.',
      hint: 'Divida em vários e envie um depois do outro.',
    },
    'bad-zip/password': {
      message: 'Este zip tem senha.',
      hint: 'Faça de novo sem ela.',
    },
    'bad-zip/method': {
      message: 'Este zip está compactado com {{method}}, que não consigo ler.',
      hint: 'Faça de novo com o método comum (Deflate), ou envie as gravações soltas.',
    },
    'bad-zip/no-recordings': {
      message: 'Não há gravações neste zip.',
      hint: 'Coloque nele arquivos que terminem em {{endings}}…',
    },
    'bad-zip/lists': {
      message: 'Neste zip há {{lists}} listas de transcrições: {{names}}.',
      hint: 'Deixe a que diz o que é dito em cada arquivo.',
    },
    'bad-zip/swells': {
      message: '“{{name}}” neste zip incha até {{megabytes}} MB: isso não é uma gravação.',
      hint: 'Tire do zip e envie de novo.',
    },
    'bad-transcripts/quote': {
      message: 'A linha {{line}} das transcrições abre aspas que nunca fecham.',
      hint: 'Coloque outras no fim do texto, ou tire as duas.',
    },
    'bad-transcripts/too-many': {
      message: 'A linha {{line}} das transcrições está sobrando: são lidas no máximo {{most}}.',
      hint: 'Envie menos de uma vez.',
    },
    'bad-transcripts/undivided': {
      message: 'A linha {{line}} das transcrições não tem nada que separe o nome do arquivo do texto.',
      hint: 'Coloque um | ou uma tabulação entre eles, por exemplo: minha tomada.wav | O que eu digo nela.',
    },
    'bad-transcripts/no-field': {
      message: 'A linha {{line}} das transcrições não tem campo para o texto.',
      hint: 'Coloque um | ou uma tabulação entre eles, por exemplo: minha tomada.wav | O que eu digo nela.',
    },
    'bad-transcripts/columns': {
      message:
        'A linha {{line}} das transcrições tem mais que um nome de arquivo e um texto, e não sei qual parte é o texto.',
      hint: 'Deixe só o nome do arquivo e o texto, ou coloque o texto entre aspas.',
    },
    'bad-transcripts/nameless': {
      message: 'A linha {{line}} das transcrições não diz o nome de um arquivo.',
      hint: 'Escreva o nome da gravação antes do texto dela.',
    },
    'bad-transcripts/no-text': {
      message: 'A linha {{line}} das transcrições não tem texto.',
      hint: 'Escreva o que é dito depois do nome do arquivo, ou tire a linha.',
    },
    'bad-transcripts/too-long': {
      message: 'A linha {{line}} das transcrições tem mais de {{most}} caracteres.',
      hint: 'Corte a gravação em frases, com uma linha para cada; os clipes têm no máximo 12 segundos.',
    },
    'bad-transcripts': {
      message: 'As transcrições não são um arquivo de texto.',
      hint: 'Salve como texto simples (.txt), ou de uma planilha como CSV.',
    },
    'bad-transcripts/empty': {
      message: 'As transcrições estão vazias.',
      hint: 'Escreva uma linha por gravação, por exemplo: minha tomada.wav | O que eu digo nela.',
    },
    'bad-transcripts/heading': {
      message: 'As transcrições são só um cabeçalho.',
      hint: 'Escreva uma linha por gravação, por exemplo: minha tomada.wav | O que eu digo nela.',
    },
    'no-transcript-fits': {
      message: 'Nenhum dos nomes nas transcrições é o de um arquivo que você enviou.',
      hint: 'Os seus: {{yours}}.',
    },
    'ambiguous-transcripts': {
      message: 'As {{where, lineNumbers}} das transcrições são todas de “{{name}}”, com palavras diferentes.',
      hint: 'Deixe só a certa.',
    },
    'ambiguous-transcripts/names': {
      message: 'Você enviou {{files}} arquivos que “{{name}}” pode indicar nas transcrições ({{where, lineNumbers}}).',
      hint: 'Escreva os nomes completos, com pastas e extensões, com uma linha para cada um.',
    },
    'ambiguous-transcripts/one-line': {
      message:
        'Você enviou {{files}} arquivos que as transcrições chamam de “{{name}}”, com uma linha só para eles ({{where, lineNumbers}}).',
      hint: 'Escreva uma linha com esse nome para cada um, na ordem em que enviou os arquivos, ou envie um de cada vez com transcript:.',
    },
    'ambiguous-transcripts/lines': {
      message:
        'Você enviou {{files}} arquivos que as transcrições chamam de “{{name}}”, com {{lines}} linhas para eles ({{where, lineNumbers}}).',
      hint: 'Escreva uma linha com esse nome para cada um, na ordem em que enviou os arquivos, ou envie um de cada vez com transcript:.',
    },
    'too-many-pronunciations': {
      message: 'Já há {{most}} palavras nesta lista, e não cabem mais.',
      hint: 'Tire algumas com /pronounce remove.',
    },
    'too-many-previews': {
      message: '{{most}} prévias suas ainda estão sendo feitas.',
      hint: 'Espere uma delas e peça de novo.',
    },
    'run-active': {
      message: 'Você já tem um treino rodando.',
      hint: 'Espere terminar, ou pare com /train cancel.',
    },
    'erased-meanwhile': {
      message: 'Aquilo de que se tratava foi excluído nesse meio-tempo.',
      hint: 'Comece de novo com /addsamples.',
    },
    'version-purged': {
      message: 'Esta versão não existe mais: ela tinha aprendido gravações que foram excluídas.',
      hint: 'Escolha outra em /versions list.',
    },
    'no-step': {
      message: 'O treino terminou sem um único passo, então nada foi aprendido.',
      hint: 'Adicione algumas gravações com transcrição e tente de novo.',
    },
    'parent-missing': {
      message: 'A versão ativa não tem estado guardado, então não dá para continuar dela.',
      hint: 'Volte para outra versão com /rollback, ou use /train fresh.',
    },
    'voice-unknown': {
      message: 'Esta voz não existe mais.',
      hint: 'Comece uma nova com /addsamples.',
    },
    'no-usable-clips': {
      message: 'Esta voz ainda não tem gravações que sirvam.',
      hint: 'Envie algumas com /addsamples: um minuto de fala clara é um bom começo.',
    },
    'no-usable-clips/unmatched': {
      message: 'Não há nada para treinar: nenhuma gravação tem uma transcrição que combine com ela.',
      hint: 'Adicione gravações com o que é dito nelas: /addsamples com uma transcrição.',
    },
    'pilot-failed': {
      message:
        'Os clipes novos pioram a voz: no que ela já sabia, ficou {{worse, percent}} mais longe de você em um teste, e também piorou em outro, feito com mais cuidado, então o treino foi interrompido.',
      hint: 'Ouça os clipes novos e tire com /samples remove os que não são você ou não estão claros; ou diga um número, /train continue epochs:10, e compare você mesmo as duas vozes.',
    },
    'clips-missing': {
      message: '{{number}} de {{total}} gravações faltam ou estão danificadas no disco: {{names}}.',
      hint: 'Remova com /samples remove e envie de novo com /addsamples.',
    },
    'clips-missing/more': {
      message: '{{number}} de {{total}} gravações faltam ou estão danificadas no disco: {{names}} e mais {{more}}.',
      hint: 'Remova com /samples remove e envie de novo com /addsamples.',
    },
    'transcripts-misfit': {
      message: 'As transcrições de {{number}} de {{total}} clipes novos não batem com o que é dito neles: {{names}}.',
      hint: 'Corrija com /samples transcript, ou remova os clipes com /samples remove; depois treine de novo.',
    },
    'transcripts-misfit/more': {
      message:
        'As transcrições de {{number}} de {{total}} clipes novos não batem com o que é dito neles: {{names}} e mais {{more}}.',
      hint: 'Corrija com /samples transcript, ou remova os clipes com /samples remove; depois treine de novo.',
    },
    'unspeakable-transcripts': {
      message: 'Não consigo dizer nada das transcrições dos seus clipes, então não há palavras para aprender.',
      hint: 'Escreva em {{language, language}} o que é dito neles: /samples transcript.',
    },
    'optimizer-lost': {
      message: 'Do treino anterior só restam os pesos.',
      hint: 'O treino continua deles, com um otimizador novo.',
    },
    'nothing-to-do': {
      message: 'Um treino de {{epochs, epoch}} não faria nada.',
      hint: 'Peça pelo menos uma época.',
    },
    'language-not-supported': {
      message: 'O motor integrado fala inglês; esta voz tem gravações em {{languages, languagesAll}}.',
      hint: 'Use gravações em inglês para esta voz.',
    },
    'not-enough-memory': {
      message:
        'Treinar em lotes de {{batch}} precisa de {{needed}} MB de memória, e {{free}} MB estão livres; lotes de {{fitting}} caberiam.',
      hint: 'Tente quando a máquina tiver menos a fazer, ou remova gravações com /samples remove.',
    },
    'not-enough-memory/none': {
      message:
        'Treinar em lotes de {{batch}} precisa de {{needed}} MB de memória, e {{free}} MB estão livres; nenhum tamanho de lote caberia.',
      hint: 'Tente quando a máquina tiver menos a fazer, ou remova gravações com /samples remove.',
    },
    'memory-short': {
      message: 'A memória não bastou nem para uma única gravação.',
      hint: 'Tente quando a máquina tiver menos a fazer, ou remova as gravações mais longas com /samples remove.',
    },
    'not-enough-disk': {
      message: 'O treino precisa de {{needed}} MB no disco, e {{free}} MB estão livres.',
      hint: 'Peça a quem cuida do bot para liberar espaço e tente de novo.',
    },
    'timbre-takes-longer': {
      message:
        'Este pode levar alguns minutos a mais do que o normal: o timbre vai ser aprendido, e então tudo o que é repassado é dito nele.',
      hint: 'Os próximos raramente fazem isso.',
    },
    'clips-without-transcript': {
      message: '{{number}} de {{total}} gravações não têm uma transcrição que eu consiga dizer.',
      hint: 'Elas só ensinam como a voz soa; acrescente o que é dito nelas e eu aprendo mais.',
    },
    'transcripts-shifted/before': {
      message:
        'As transcrições de {{misfits}} de {{clips}} clipes novos não correspondem ao que é dito neles. Parecem deslocadas uma linha: cada uma serve ao clipe depois do seu.',
      hint: 'Usar deslocadas? Ou corrija com /samples transcript.',
    },
    'transcripts-shifted/after': {
      message:
        'As transcrições de {{misfits}} de {{clips}} clipes novos não correspondem ao que é dito neles. Parecem deslocadas uma linha: cada uma serve ao clipe antes do seu.',
      hint: 'Usar deslocadas? Ou corrija com /samples transcript.',
    },
    'model-foreign': {
      message: 'Esta voz cresceu com outra versão da voz de partida natural, diferente da que está nesta máquina.',
      hint: 'Recomece com /train fresh, ou peça a quem cuida do bot para trazer aquela versão de volta.',
    },
    'models-missing': {
      message: 'Esta voz fala com a voz de partida natural, cujo modelo não está nesta máquina.',
      hint: 'Peça a quem cuida do bot para executar npm run models e reiniciar o treinador; depois tente de novo.',
    },
    'state-damaged': {
      message: 'Esta versão está danificada no meu disco.',
      hint: 'Volte para outra versão com /rollback, ou use /train fresh; suas gravações estão todas aqui.',
    },
    'state-foreign': {
      message: 'Esta versão foi feita por outro motor, diferente do que está rodando aqui agora.',
      hint: 'Use /train fresh para começar uma versão com este, ou fale com quem cuida do bot; suas gravações estão todas aqui.',
    },
    'training-stopped': {
      message: 'O treino anterior não foi retomado, então este foi parado antes de recomeçar do zero.',
      hint: 'Nada mudou. Tente de novo; se acontecer outra vez, volte para outra versão com /rollback ou use /train fresh.',
    },
    'training-diverged': {
      message: 'O treino saiu do controle: a perda é infinita.',
      hint: 'Nada mudou. Tente com menos épocas, ou use /train fresh.',
    },
    'speech-failed': {
      message: 'Não consegui dizer isto.',
      hint: 'Tente mais tarde ou com outro texto; se continuar, quem cuida do bot encontra o motivo: npm run cli -- doctor.',
    },
    'nothing-to-speak': {
      message: 'Não há nada neste texto que eu consiga dizer.',
      hint: 'Envie palavras.',
    },
    'engine-trouble': {
      message: 'Há um problema que só quem cuida do bot pode resolver: {{what}}',
      hint: 'Avise; npm run cli -- doctor diz mais.',
    },
    'engine-incomplete': {
      message: 'Falta ou está danificado algo sem o qual {{engine, engine}} não funciona aqui.',
      hint: 'Avise quem cuida do bot: npm run cli -- doctor diz o que é.',
    },
    'engine-broke-off': {
      message: 'O treino foi interrompido por um erro do motor ({{engine, engine}}).',
      hint: 'Suas gravações e versões estão seguras. Tente de novo; se acontecer outra vez, avise quem cuida do bot: npm run cli -- doctor procura o motivo.',
    },
    'graphics-card-lost': {
      message: 'A placa de vídeo que treina aqui não está mais lá.',
      hint: 'Avise quem cuida do bot e tente de novo quando ela voltar.',
    },
    'graphics-memory': {
      message: 'A placa de vídeo tem {{free, fixed1}} GB de memória livres; treinar precisa de {{needed, fixed1}} GB.',
      hint: 'Tente mais tarde, ou pergunte a quem cuida do bot o que mais a usa.',
    },
    'graphics-memory/little': {
      message: 'A placa de vídeo tem só {{free, fixed1}} GB de memória livres, então só cabem lotes pequenos.',
      hint: 'O treino continua mesmo assim, mas demora mais.',
    },
    'no-graphics-card': {
      message: 'Aqui {{engine, engine}} treina no processador: não há placa de vídeo que dê para usar.',
      hint: 'Isso leva horas.',
    },
    'shared-memory': {
      message: 'A máquina deste bot empresta pouca memória compartilhada para carregar as gravações.',
      hint: 'Avise quem cuida do bot: npm run cli -- doctor diz como aumentar.',
    },
    'no-usable-clips/lengths': {
      message:
        'Nenhuma das gravações com transcrição tem uma duração que o GPT-SoVITS aceite: de {{shortest, fixed1}} a {{longest}} s.',
      hint: 'Adicione algumas de uma frase cada com /addsamples.',
    },
    'language-not-supported/sovits': {
      message: 'O GPT-SoVITS fala {{spoken, languagesAll}}; esta voz tem gravações em {{languages, languagesAll}}.',
      hint: 'Use para esta voz gravações em um desses idiomas.',
    },
    'clips-without-transcript/left-out': {
      message: '{{number}} de {{total}} gravações não têm transcrição, então ficam de fora.',
      hint: 'Acrescente o que é dito nelas e eu também aprendo com elas.',
    },
    'engine-note': {
      message: 'Para quem cuida do bot: {{what}}',
      hint: 'O treino continua mesmo assim.',
    },
    'voice-permission/one': {
      message: 'Não tenho permissão para entrar neste canal de voz: falta {{missing, permissions}}.',
      hint: 'Quem pode gerenciar este canal pode conceder: Editar canal, Permissões, me adicionar.',
    },
    'too-many-texts/one': {
      message: 'Você já tem {{texts, text}} na espera.',
      hint: 'Espere até ser dito.',
    },
    'samples-removed': {
      message: 'Um clipe que este treino estava usando foi removido.',
      hint: 'Comece o treino de novo: ele usa os clipes que existem agora.',
    },
    'no-longer-shared': {
      message: 'A voz compartilhada de onde este treino partiu não está mais compartilhada.',
      hint: 'Comece o treino de novo: ele parte de outra voz, ou da base.',
    },
    internal: {
      message: 'Algo quebrou dentro do Timbre enquanto ele trabalhava nisto.',
      hint: 'Suas gravações e versões estão seguras. Tente de novo; se acontecer outra vez, passe esta referência para quem cuida do bot: {{reference}}.',
    },
    'outage/run': {
      message: '{{what, outage}}',
      hint: 'Suas gravações e versões estão seguras. Se continuar, passe isto para quem cuida do bot: {{reference}}.',
    },
    'outage/upload': {
      message: '{{what, outage}}',
      hint: 'Se continuar, passe isto para quem cuida do bot: {{reference}}.',
    },
    'not-shared/any-more': {
      message: 'A voz com que isto seria dito não está mais compartilhada com você aqui.',
      hint: 'Use a sua: /say sem of:.',
    },
    'not-shared': {
      message: 'Essa pessoa não compartilha essa voz com você aqui.',
      hint: 'Ela pode fazer isso com /share speak.',
    },
    'not-shared/which': {
      message: 'Várias vozes estão compartilhadas com você: diga qual com voice:.',
      hint: 'Compartilhadas: {{names}}.',
    },
    'not-shared/named': {
      message: 'Essa pessoa não compartilha essa voz com você aqui.',
      hint: 'Compartilhadas: {{names}}.',
    },
    paused: {
      message: 'Estou em manutenção e não recebo nada novo.',
      hint: 'O que você pediu antes continua; tente um pouco mais tarde.',
    },
    'person-or-role': {
      message: 'Você indicou uma pessoa e um cargo ao mesmo tempo.',
      hint: 'Faça um de cada vez.',
    },
    'too-many-reports': {
      message: 'Você já denunciou {{most}} coisas hoje.',
      hint: 'Amanhã você pode continuar.',
    },
    'not-the-operator': {
      message: 'Isto é para quem cuida deste bot.',
      hint: '/help mostra o que é para você.',
    },
  },
  inBrackets: ' ({{text}})',
  heldBack: {
    'other-speaker': 'não parece a pessoa dos seus outros clipes',
    stranger: 'outra pessoa fala nele',
    'cut-off': 'parece cortado, então a transcrição talvez diga mais do que se ouve',
    'doubt-other': 'a transcrição não é o que eu ouço',
    'doubt-more': 'a transcrição diz mais do que eu ouço',
    'doubt-less': 'eu ouço mais do que a transcrição diz',
  },
  notes: {
    'little-speech':
      'Só {{seconds, fixed1}} s de fala: fale pelo menos 2 s em uma gravação, de preferência de 5 a 10 s.',
    'no-voice': 'Não ouço voz, só ruído ou sussurro: fale em voz alta.',
    music: 'Parece mais música ou bipes do que fala: grave você falando.',
    'too-noisy':
      'Ruído demais: a voz está só {{db}} dB acima do fundo. Grave em um lugar silencioso, perto do microfone.',
    'some-noise':
      'Um pouco de ruído de fundo: a voz está {{db}} dB acima. A partir de 20 dB é melhor: chegue mais perto do microfone.',
    'badly-clipped': 'Muito estourado: foi gravado alto demais. Abaixe o microfone e grave de novo.',
    clipped: 'Alguns sons altos estouraram: abaixe um pouco o microfone da próxima vez.',
    muffled: 'Abafado: nada acima de {{khz, fixed1}} kHz. Grave com outro microfone ou aplicativo.',
    telephone:
      'Parece telefone: nada acima de {{khz, fixed1}} kHz. Uma gravação de 16 kHz ou mais preserva as consoantes.',
    'very-quiet': 'Muito baixo: aumente o microfone ou chegue mais perto.',
    'only-left': 'Só o canal esquerdo tem som, então usei esse.',
    'only-right': 'Só o canal direito tem som, então usei esse.',
    opposite: 'Os dois canais se anulavam (um estava com a polaridade invertida); eu corrigi isso.',
    'broken-samples': 'Algumas amostras não eram números; tratei como silêncio.',
    'cut-off':
      'O arquivo diz durar {{claimed, duration}}, mas só deu para ler {{read, duration}}: pode estar cortado. Envie de novo se faltar algo.',
    'no-usable-speech': 'Não há fala aproveitável nele.',
    unheard: 'Ninguém aqui entende {{language, language}}, então só a sua transcrição diz o que você fala.',
    'other-conditions': 'Gravado em condições diferentes dos seus outros clipes: {{what, notes}}.',
    'other-manner': 'Falado de um jeito diferente dos seus outros clipes: {{what, notes}}.',
    'other-band': 'som até {{now, fixed1}} em vez de {{usual, fixed1}} kHz',
    'more-noise': '{{db}} dB a mais de ruído',
    quieter: '{{db}} dB mais baixo',
    louder: '{{db}} dB mais alto',
    lower: '{{semitones, semitone}} mais grave',
    higher: '{{semitones, semitone}} mais agudo',
    livelier: 'mais expressivo',
    'more-evenly': 'mais monótono',
    faster: 'mais rápido',
    slower: 'mais devagar',
    stretch: '{{from}}–{{to}}',
    'more-stretches': 'mais {{number}}',
    'several-people':
      '{{people}} pessoas falam nesta gravação: o que outra pessoa diz ({{stretches, notes}}) fica em espera.',
    'several-people-unknown':
      '{{people}} pessoas falam nesta gravação, e eu considero que quem mais fala é você: o que outra pessoa diz ({{stretches, notes}}) fica em espera.',
    'plan-from-base': 'Começa da voz base com {{fresh, fixed0}} s de fala.',
    'plan-from-other':
      'Começa, com {{fresh, fixed0}} s de fala, de outra voz, que chega mais perto da sua do que a base.',
    'plan-from-version':
      'Continua de v{{parent}}: {{fresh, fixed0}} s de fala nova além dos {{known, fixed0}} s que ela já conhece.',
    'plan-brings': 'A fala nova traz {{what, notes}}.',
    'new-words_one': '{{count}} palavra nova',
    'new-words_other': '{{count}} palavras novas',
    'wider-range': '{{semitones, semitone}} a mais de extensão',
    'plan-nothing-new': 'Nada de novo desde v{{parent}}: o treino continua de onde o último parou.',
    'plan-unlike': 'A fala nova não é como a antiga: {{what, notes}}.',
    'odd-speaker': '{{share, percent}} parecem outra pessoa',
    'odd-conditions': '{{share, percent}} foram gravados de outra forma',
    'odd-conditions-noise': '{{share, percent}} foram gravados de outra forma ({{db}} dB a mais de ruído)',
    'odd-manner': '{{share, percent}} são falados de outro jeito',
    'plan-replay': 'Repassa {{replayed, fixed0}} s da fala antiga em cada época, para que o aprendido não se perca.',
    'plan-replay-all':
      'Repassa todos os {{replayed, fixed0}} s da fala antiga em cada época, para que o aprendido não se perca.',
    'plan-batches': 'Lotes de {{batch}}: mais não cabe na memória livre.',
    'plan-epochs': '{{epochs, epoch}}: cerca de {{steps, step}} de otimização.',
    'plan-epochs-young': '{{epochs, epoch}}: cerca de {{steps, step}} de otimização, o bastante para uma voz jovem.',
    'plan-epochs-new': '{{epochs, epoch}}: cerca de {{steps, step}} de otimização; {{share, percent}} da fala é nova.',
    'plan-epochs-asked_one': '{{count}} época, como você pediu.',
    'plan-epochs-asked_other': '{{count}} épocas, como você pediu.',
    'plan-epochs-more-asked_one': 'Mais {{count}} época, como você pediu.',
    'plan-epochs-more-asked_other': 'Mais {{count}} épocas, como você pediu.',
    'plan-few-epochs_one':
      '{{count}} época é pouco para {{fresh, fixed0}} s de fala, que mal será aprendida: eu teria usado {{fitting}}.',
    'plan-few-epochs_other':
      '{{count}} épocas é pouco para {{fresh, fixed0}} s de fala, que mal será aprendida: eu teria usado {{fitting}}.',
    'plan-many-epochs':
      '{{epochs, epoch}} em {{fresh, fixed0}} s de fala: vai decorar. Eu teria usado {{fitting}}; das suas, fica a melhor.',
    'plan-many-epochs-untested':
      '{{epochs, epoch}} em {{fresh, fixed0}} s de fala: vai decorar. Eu teria usado {{fitting}}; ainda não há clipe de teste para dizer qual é a melhor.',
    'plan-rate-young': 'Taxa de aprendizado {{rate}}, depois de um aquecimento de {{steps, step}}.',
    'plan-rate':
      'Taxa de aprendizado {{rate}}: menor que a partir da base ({{base}}) depois de {{steps, step}} de treino, para preservar o aprendido.',
    'plan-rate-halved':
      'Taxa de aprendizado {{rate}}: menor que a partir da base ({{base}}) depois de {{steps, step}} de treino, e reduzida à metade porque a fala nova é diferente da antiga, para preservar o aprendido.',
    'plan-inner':
      'As camadas internas aprendem a {{share, percent}} disso: o que elas sabem da fala em geral fica guardado enquanto só há {{seconds, fixed0}} s seus.',
    'plan-untested':
      'Ainda não há clipe de teste, então cada época fica como vier; a partir de quatro clipes com transcrição, um é separado para teste.',
    'plan-best': 'Fica a época que for melhor em {{clips, testClip}}.',
    'plan-best-stops':
      'Fica a época que for melhor em {{clips, testClip}}, e o treino para depois de {{patience, epoch}} sem uma melhor.',
    'timbre-near':
      'O timbre é uma mistura das vozes de partida naturais que é {{likeness, percent}} parecida com você: aprendê-lo não traria mais nada.',
    'timbre-gone':
      'O que tinha sido aprendido do timbre se foi com as gravações que foram retiradas: ele é de novo uma mistura das vozes de partida naturais.',
    'timbre-little-memory': 'O timbre não foi aprendido: há pouca memória livre para isso.',
    'timbre-little-speech': 'O timbre não foi aprendido: há muito pouca fala que eu pude seguir palavra por palavra.',
    'timbre-no-nearer': 'O que foi aprendido do timbre não foi mantido: não se aproximou de você nos clipes de teste.',
    'timbre-less-like':
      'O que foi aprendido do timbre não foi mantido: se aproximou das suas gravações, mas não soava claramente mais como você.',
    'timbre-less-like-in-some':
      'Em alguns modos não foi mantido, porque o que foi aprendido não soava claramente mais como você.',
    'timbre-fewer-steps':
      'Menos passos do que o normal, para não demorar muito nesta máquina; um treino longo com algo novo dá quantos ajudarem.',
    'timbre-learnt':
      'O timbre foi aprendido através da voz de partida natural: {{seconds, fixed0}} s da sua fala, {{steps, step}}.',
    'timbre-learnt-tested':
      'O timbre foi aprendido através da voz de partida natural: {{seconds, fixed0}} s da sua fala, {{steps, step}}, {{nearer, percent}} mais perto de você nos clipes de teste.',
    'plan-quick': 'Rápido, como você pediu: cerca de um quarto das passadas normais.',
    'plan-long':
      'Longo, como você pediu: até {{times}} vezes as passadas normais, enquanto os clipes de teste melhorarem.',
    'plan-long-untested':
      'Longo, como você pediu: {{times}} vezes as passadas normais; ainda não há clipe de teste que diga quando basta.',
    'timbre-put-off':
      'O timbre não foi aprendido, porque era para ser rápido: o próximo treino normal com algo novo pode fazer isso, e então demora mais.',
    'plan-pilot': 'Primeiro vem um ensaio ({{epochs, epoch}}): só continua se o aprendido não piorar.',
    'engine-changed':
      'v{{number}} foi feita com {{made, engine}}, e {{engine, engine}} não consegue continuar dela: este treino começa da base.',
    'sovits-from-base': 'Começa dos modelos pré-treinados com {{fresh, fixed0}} s de fala.',
    'sovits-epochs-asked_one': 'Mais {{count}} época dos dois modelos, como você pediu.',
    'sovits-epochs-asked_other': 'Mais {{count}} épocas dos dois modelos, como você pediu.',
    'sovits-many-epochs':
      '{{epochs, epoch}} é muito para o GPT-SoVITS: acima de {{most}} ele costuma engolir palavras.',
    'sovits-quick': 'Rápido, como você pediu: o mínimo de épocas cujo efeito ainda dá para ouvir.',
    'sovits-long':
      'Longo, como você pediu: metade a mais de épocas; com muitas mais, o GPT-SoVITS costuma engolir palavras.',
    'sovits-epochs-first':
      '{{epochs, epoch}} para o som (S2) e {{second}} para o jeito de falar (S1), como os autores recomendam.',
    'sovits-epochs':
      '{{epochs, epoch}} para o som (S2) e {{second}} para o jeito de falar (S1): {{share, percent}} da fala é nova.',
    'sovits-rate-first': 'Taxa de aprendizado {{rate}} para S2, sempre a mesma; S1 define a sua.',
    'sovits-rate':
      'Taxa de aprendizado {{rate}} para S2, menor que no começo, para preservar o aprendido; S1 define a sua.',
    'sovits-replay-all': 'Repassa também os {{replayed, fixed0}} s que já conhece, para não esquecer nada.',
    'sovits-replay':
      'Repassa também {{replayed, fixed0}} s do que já conhece, outra seleção a cada vez, para não esquecer nada.',
    'sovits-batches': 'Lotes de no máximo {{batch}}: não se sabe quanta memória está livre.',
    'sovits-batches-card':
      'Lotes de no máximo {{batch}}: {{free, fixed1}} GB de memória estão livres na placa de vídeo.',
    'sovits-batches-cpu': 'Lotes de no máximo {{batch}}: {{free, fixed1}} GB de memória estão livres no processador.',
    'sovits-no-card': 'Não há placa de vídeo, então uma época leva muitos minutos em vez de segundos.',
    'sovits-last-epoch': 'O GPT-SoVITS não olha os clipes de teste enquanto treina: fica a última época.',
    'sovits-memory': 'A memória não bastou para lotes de {{planned}} em {{model}}: continuou com {{batch}}.',
    'spoken-on-cpu':
      'Isto foi falado no processador, que demora mais: havia {{free, fixed1}} GB de memória livres na placa de vídeo, e falar precisa de {{needed, fixed1}} GB.',
    'smaller-batches': 'Não havia memória para lotes de {{planned}}, então o treino foi em lotes de {{batch}}.',
    'tried-again':
      'No começo os clipes novos pioraram a voz no que ela já sabia, então o treino recomeçou com metade da taxa de aprendizado e mais repasse.',
    'lowest-pitch': 'Esta voz não desce mais do que {{semitones, semitone}} abaixo do seu tom habitual; deixei-a aí.',
    'grow-anew':
      'Agora há uma voz de partida natural: /train fresh cria esta voz de novo com ela, a partir de todas as gravações, como uma versão nova ao lado desta.',
    'manners-found_one':
      '{{found, notes}} da fala soam diferente do resto: são aprendidos como um modo à parte, para que o resto fique como está. A voz fala no modo mais frequente.',
    'manners-found_other':
      '{{found, notes}} da fala soam diferente do resto: são aprendidos como {{count}} modos à parte, para que o resto fique como está. A voz fala no modo mais frequente.',
    manner: '{{seconds, fixed0}} s',
    'manner-higher': '{{seconds, fixed0}} s ({{semitones, semitone}} mais agudo)',
    'manner-lower': '{{seconds, fixed0}} s ({{semitones, semitone}} mais grave)',
    misfit: 'A transcrição não corresponde ao que é dito nele.',
    unspeakable: 'Não consigo dizer nada da transcrição dele.',
    unreadable: 'Não dá para ler: {{why}}',
    'no-speech-in-it': 'Ninguém fala nele.',
    'no-recognition': 'Ele não tem transcrição, e o GPT-SoVITS não tem reconhecimento de fala que funcione.',
    'nothing-understood': 'Ele não tem transcrição, e nada foi entendido nele.',
    'language-not-spoken': 'O GPT-SoVITS não fala o idioma dele ({{language}}).',
    'too-short': 'É curto demais: o GPT-SoVITS precisa de pelo menos 0,7 s.',
    'too-long': 'Passa de {{longest}} s: corte em frases.',
    'misfit-sounds': 'A transcrição não corresponde: {{sounds}} sons em {{seconds, fixed1}} s.',
    'no-sounds': 'Não deu para transformar a transcrição em sons{{why, inBrackets}}.',
    'not-understood': 'Não deu para entender a transcrição{{why, inBrackets}}.',
    'not-analysed': 'Não deu para analisar{{why, inBrackets}}.',
    'no-speech-found': 'Nenhuma fala foi encontrada nele{{why, inBrackets}}.',
    peaks: 'os picos chegam a {{times, fixed1}} vezes o máximo',
    'no-numbers': 'o modelo não encontra números para ele',
    said: '{{words}}',
    forgot: 'Ela esqueceu alguma coisa: no que v{{rival}} já sabia, v{{rival}} está mais perto de você.',
    'worse-on-new': 'Nas gravações novas, v{{rival}} está mais perto de você.',
    unmeasured:
      'Ainda não há clipe de teste para medir as duas, então não sei se ela está mais perto de você que v{{rival}}.',
    closer: 'Mais perto de você que v{{rival}}.',
    same: 'Tão perto de você quanto v{{rival}}.',
    'closer-nothing-forgotten': 'Mais perto de você que v{{rival}}, e não esqueceu nada.',
    'same-nothing-forgotten': 'Tão perto de você quanto v{{rival}}, e não esqueceu nada.',
    'on-old-clips': 'Em {{clips, testClip}} que já mediam v{{rival}}: {{how, notes}}.',
    'on-new-clips': 'Em {{clips, testClip}} que vieram depois: {{how, notes}}.',
    'further-db': '{{by, fixed2}} dB mais longe de você que v{{rival}}',
    'closer-db': '{{by, fixed2}} dB mais perto de você que v{{rival}}',
    'same-db':
      'tão perto de você quanto v{{rival}} (dentro dos {{tolerance, fixed2}} dB que tão poucos clipes conseguem distinguir)',
    'less-like': 'soa {{by, fixed1}}% menos como você',
    'more-like': 'soa {{by, fixed1}}% mais como você',
    'as-like': 'soa tanto como você quanto antes',
    'chosen-meanwhile': 'Você escolheu v{{number}} durante este treino, então v{{number}} continua. {{why, notes}}',
    'other-engine':
      'v{{number}} foi feita com {{engine, engine}}, então não dá para medir uma contra a outra. Ouça as duas e escolha.',
    'listen-and-choose': 'Ouça as duas e escolha.',
  },
  picture: {
    time: 'tempo, s',
    frequency: 'frequência, kHz',
    level: 'nível, dBFS',
    peak: 'pico',
    fullScale: 'no máximo',
    noSound: 'sem som',
    epoch: 'época',
    loss: 'perda',
    kept: 'fica',
    noLoss: 'nenhuma perda medida',
    trainingClips: 'clipes de treino',
    testClips: 'clipes de teste',
    active: 'ativa',
    purged: 'excluída',
    aside: 'de lado',
    weights: 'só pesos',
    imported: 'importada',
    otherVoice: 'de outra voz',
    minutes: '{{minutes}} min',
    locale: 'pt-BR',
    trainingSoFar: 'Treino: época {{epoch}} de {{epochs}}',
    training: 'Treino da versão {{number}}',
    versions: 'Versões de “{{voice}}”',
  },
  percent: '{{number}}%',
  percentOf: '{{share, percent}}',
  quoted: '“{{text}}”',
  engine: '{{engine, engine}}',
  builtinEngine: 'o motor embutido',
  content: {
    text: 'texto',
    picture: 'uma imagem',
    pdf: 'um documento PDF',
    zip: 'um arquivo zip',
    archive: 'um arquivo compactado',
    midi: 'notas MIDI',
    unknown: 'um formato que não conheço',
  },
  script: {
    cyrillic: 'cirílico',
    greek: 'grego',
    japanese: 'japonês',
    korean: 'coreano',
    chinese: 'caracteres chineses',
    arabic: 'árabe',
    hebrew: 'hebraico',
    thai: 'tailandês',
    devanagari: 'devanágari',
    other: 'letras de outra escrita',
  },
  phase: {
    preparing: 'preparação',
    training: 'treino',
    evaluating: 'medição',
    publishing: 'salvamento',
    speaking: 'fala',
  },
  preview: {
    says: 'v{{number}} diz: “{{text}}” (voz sintética)',
    leftOut: 'Só leio inglês, então deixei de fora o que está em: {{scripts, scripts}}.',
    damaged: 'A prévia de v{{number}} está danificada no meu disco. `/preview` faz uma nova.',
  },
  figures: {
    title: 'O quanto ela se parece com você',
    over: 'Em todos estes clipes:',
    none: 'Não medido: ainda não há clipe de teste. Assim que você tiver quatro clipes com transcrição, um deles é separado para isso.',
    whole: '{{value, fixed0}}',
    tenths: '{{value, fixed1}}',
    hundredths: '{{value, fixed2}}',
    before: ' (v{{number}}: {{figure}})',
    untrained: ' (antes do treino: {{db, fixed2}})',
    own: '; as suas próprias gravações entre si: {{share, percent}}',
    voice: '**Voz**: {{share, percent}} parecida com você{{before}}{{own}}',
    sound: '**Som**: {{db, fixed2}} dB de distorção mel-cepstral{{before}}',
    melody: '**Melodia**: {{cents, fixed0}} cents de erro de altura{{before}}; 100 cents são um semitom',
    voicing: '**Vozeamento**: {{percent, fixed1}}% dos trechos errados{{before}}',
    lower: 'Quanto menor, mais perto de você.',
    othersLower: 'Nos outros, quanto menor, mais perto de você.',
    measured: 'Medido em {{clips, clip}} ({{seconds, duration}}) que nunca entraram no treino.',
  },
  sample: {
    moved: 'O clipe agora pertence a “{{voice}}” e é novo para ela.',
    moveThis:
      'Passar este clipe para “{{voice}}” exclui {{versions}}{{elsewhere}}: foram treinadas com ele. Não dá para desfazer.',
    moveAndDelete: 'Mover e excluir {{versions, version}}',
    noTranscript: 'sem transcrição',
    words: {
      typed: '“{{words}}” (digitado)',
      heard: '“{{words}}” (ouvido)',
      corrected: '“{{words}}” (corrigido)',
      confirmed: '“{{words}}” (ouvido, confirmado por você)',
    },
    notSure: '“{{words}}”? (ouvido, sem certeza: não é aprendido)',
    test: 'clipe de teste',
    onHold: '**em espera**: {{reason}}',
    title: 'Clipes de “{{voice}}”',
    titleOfPage: 'Clipes de “{{voice}}”, página {{page}} de {{pages}}',
    together: 'No total',
    footer:
      '/samples listen toca um clipe, /samples transcript corrige as palavras, /samples remove exclui o clipe e cada versão treinada com ele.',
    back: 'Voltar',
    more: 'Mais',
    allOfVoice: 'Todos os {{clips}} clipes desta voz',
    elsewhere: ' e {{versions, version}} de outras vozes que partiram desta',
    removeThis:
      'Remover este clipe também exclui {{versions}}{{elsewhere}}: foram treinadas com ele. Não dá para desfazer.',
    removeAll:
      'Remover {{clips, clip}}, ou seja, todos, também exclui {{versions}}{{elsewhere}}: foram treinadas com eles. Não dá para desfazer.',
    removeAndDelete: 'Remover e excluir {{versions, version}}',
    sameTranscript: '{{clip}} já tem esta transcrição.',
    transcriptNow: 'A transcrição de {{clip}} agora é “{{words}}”.',
    noneBefore: 'Antes não tinha nenhuma.',
    before: 'Antes: “{{words}}”',
    learntOld: 'Aprendido com as palavras antigas: {{versions}}; o próximo `/train continue` aprende as novas.',
    but: 'Mas {{note}}.',
    nothingRemoved: 'Nada foi removido.',
    removed: 'Removido: {{clips, clip}}.',
    noVersion: 'Nenhuma versão foi treinada com isso.',
    deletedWithIt: 'Excluído junto: {{versions}}{{elsewhere}}.',
    trainingStopped: 'O seu treino estava usando isso, então eu parei; `/train continue` começa de novo sem isso.',
  },
  intake: {
    got: 'Recebi {{files, file}}, ouvindo…',
    filesDone: '{{done}} de {{files}} prontos.',
    done: 'Pronto: {{recordings, recording}}.',
    unheard:
      'Não entendo este idioma ({{language, language}}), então estas gravações só me ensinam a sua altura e o seu timbre, não como você diz as palavras. Para adicionar as palavras, envie de novo com `transcript:` (um arquivo) ou `transcripts:` (muitos).',
    forgotten: 'Este envio foi excluído antes de eu terminar.',
    notYet: 'ainda não visto',
    inIt: 'contém {{recordings, recording}}',
    leftInIt: '{{recordings, recording}} de fora: {{why}}',
    noRecordings_one: '{{count}} arquivo de fora, que não é gravação',
    noRecordings_other: '{{count}} arquivos de fora, que não são gravações',
    known: 'sua voz já tem esta gravação',
    knownAs: 'sua voz já tem esta gravação: “{{name}}”',
    knownTranscribed: 'sua voz já tem esta gravação; agora ela tem a transcrição também',
    knownKeeps: 'sua voz já tem esta gravação, e ela mantém as palavras que tinha: “{{before}}”',
    othersReworded: 'palavras novas para {{clips, clip}} que sua voz já tem. Antes: “{{before}}”. Agora: “{{now}}”',
    unclearLines: 'Linhas de fora',
    knownReworded: 'sua voz já tem esta gravação, com outras palavras. Antes: “{{before}}”. Agora: “{{now}}”',
    takenOut: 'retirada depois',
    unspeakable: 'não consigo dizer nada da transcrição',
    unspeakableIn: 'não consigo dizer nada da transcrição: eu leio inglês, não {{scripts, scripts}}',
    partlyUnspeakable: 'não consigo dizer uma parte da transcrição: eu leio inglês, não {{scripts, scripts}}',
    secondsIn: '{{seconds, duration}} em {{clips}} clipes',
    unusable_one: '{{count}} clipe inutilizável de fora',
    unusable_other: '{{count}} clipes inutilizáveis de fora',
    copies: '{{clips, clip}} de fora, que sua voz já tem',
    transcriptUnused: 'transcrição não usada (ela vale para a gravação inteira, que precisou ser cortada em clipes)',
    transcript: 'com transcrição',
    heard: 'ouvido: “{{words}}”',
    notSure: 'sem certeza, então não é aprendido: “{{words}}”',
    colonHeard: ': “{{words}}”',
    onHold: '**em espera**: {{reason}}{{heard}}',
    partOnHold: '**em espera**, {{part}} de {{clips}} clipes: {{reason}}{{heard}}',
    addTo: 'Adicionar a “{{voice}}”',
    formLines: 'O que você diz: uma linha por arquivo',
    formFiles: 'Gravações suas',
    putRight: 'Acertar as palavras',
    itsMe: 'Sou eu: usar',
    myWords: 'Minhas palavras estão certas',
    oldWords: 'Voltar às palavras antigas',
    showPicture: 'Mostrar a imagem',
    addMore: 'Adicionar mais gravações',
    whatIsNew: 'O que há de novo',
    voice: 'Voz “{{voice}}”',
    held: 'Em espera',
    heldHelp:
      'Ouço outra voz nestes clipes, então a sua não aprende com eles. Se mesmo assim é você, aperte “Sou eu: usar”; se não, remova com `/samples remove`.',
    mixedUp: 'Trocado',
    misplaced: 'O que eu ouço em {{file}} é a transcrição de {{line}}.',
    otherLanguage: 'Outro idioma?',
    looksLike:
      'Estas palavras parecem de outro idioma ({{other, language}}), mas esta voz fala {{own, language}}: lidas em {{own, language}}, elas ensinam sons errados.',
    ifYouSpeak: 'Se você fala {{other, language}} nas gravações desta voz, me diga com `/voices language`.',
    cantSpeakYet: 'Ainda não sei falar {{other, language}}, então use gravações em {{own, language}}, por favor.',
    newWords: 'Palavras novas',
    newWordsHelp:
      'Estas gravações tinham outras transcrições antes. As versões que aprenderam as antigas ficam; `/versions list` marca quais são.',
    heardTitle: 'Ouvido',
    heardHelp:
      'Quando uma gravação veio sem transcrição, eu ouvi. Aperte “Conferir…” para confirmar ou corrigir o que eu ouvi: a sua palavra vale, e o que eu não tinha certeza não é aprendido antes.',
    next: 'Próximo passo',
    added: 'Adicionado: {{recordings, recording}}',
    addedSome: 'Adicionadas {{kept}} de {{files}} gravações',
    nothingAdded: 'Nada foi adicionado',
    tookTranscripts_one: 'Transcrição nova para {{count}} gravação',
    tookTranscripts_other: 'Transcrições novas para {{count}} gravações',
    addedAndTook_one: 'Adicionadas {{kept}} de {{files}} gravações, transcrição nova para {{count}} gravação',
    addedAndTook_other: 'Adicionadas {{kept}} de {{files}} gravações, transcrições novas para {{count}} gravações',
    picture: 'Espectrograma e forma de onda do melhor clipe de {{names}}',
    gain: '{{seconds, duration}} a mais (+{{share, percent}}).',
    gainWider:
      '{{seconds, duration}} a mais (+{{share, percent}}); uma extensão de tom mais ampla, {{now}} em vez de {{was}}.',
    hertz: '{{low}} a {{high}} Hz',
    totals:
      '{{seconds, duration}} em {{clips, clip}}; {{transcribed}} com transcrição, {{test, testClip}} para medir o progresso (nunca entram no treino).',
    totalsOnHold:
      '{{seconds, duration}} em {{clips, clip}}; {{transcribed}} com transcrição, {{test, testClip}} para medir o progresso (nunca entram no treino); mais {{held}} em espera.',
    step: {
      record:
        'Grave em um lugar silencioso, uma ou duas frases por arquivo (2 a 12 segundos), e envie com `/addsamples`.',
      sendMore:
        'Envie mais gravações com `/addsamples`: o que você enviou até agora está separado para medir o progresso.',
      allHeld:
        'Ainda não há nada para treinar. Se os clipes em espera são seus, use-os; se não, envie outras gravações com `/addsamples`.',
      transcripts:
        'Clipes sem transcrição só ensinam altura e timbre; para aprender como você fala, preciso das palavras. Para adicionar, envie as gravações de novo com `transcript:` (um arquivo) ou `transcripts:` (um .txt com uma linha `nome do arquivo | o que é dito` para cada uma).',
      unspoken:
        'Não consigo dizer nenhuma das transcrições, então ainda não há palavras para aprender. Envie estas gravações de novo com o que é dito nelas em `transcripts:` ou corrija as palavras com `/samples transcript`.',
      nothingNew: 'Nada de novo para treinar. Envie outras gravações com `/addsamples`.',
      first: '`/train continue` faz a primeira versão.',
      train: '`/train continue` ensina à sua voz o que há de novo.',
    },
    doubtedHelp:
      'Eu guardo estes clipes, mas a sua voz só aprende com eles quando as palavras estiverem certas: aperte “Conferir as palavras…” e me diga quais estão, ou “Minhas palavras estão certas” para ficar com as suas.',
    cutOffHelp:
      'Estes clipes parecem terminar cedo demais. Se dá para ouvir tudo, aperte “Minhas palavras estão certas”; se não, envie a gravação inteira.',
  },
  lines_one: 'linha {{numbers, list}}',
  lines_other: 'linhas {{numbers, list}}',
  permission: {
    ViewChannel: 'Ver canal',
    Connect: 'Conectar',
    Speak: 'Falar',
  },
};
