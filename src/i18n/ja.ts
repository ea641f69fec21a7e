// What people read in 日本語.
import type { Catalog } from './types.ts';

export const ja: Catalog = {
  commands: {
    names: {
      addsamples: '録音を追加',
      file: 'ファイル',
      transcript: 'テキスト',
      transcripts: 'テキスト一覧',
      zip: 'zip',
      voice: 'ボイス',
      record: '収録',
      script: '台本',
      count: '件数',
      train: 'トレーニング',
      continue: '続きから',
      epochs: 'エポック',
      effort: 'かける時間',
      engine: 'エンジン',
      fresh: '最初から',
      status: '状況',
      notify: '通知',
      how: '方法',
      cancel: 'キャンセル',
      preview: 'プレビュー',
      text: '文章',
      speed: '速さ',
      pitch: '高さ',
      version: 'バージョン',
      join: '参加',
      say: '話す',
      leave: '退出',
      versions: 'バージョン',
      list: '一覧',
      show: '表示',
      tag: '名付け',
      name: '名前',
      untag: '名前を外す',
      rollback: '戻す',
      samples: '録音',
      listen: '聞く',
      clip: 'クリップ',
      remove: '削除',
      voices: 'マイボイス',
      rename: '名前変更',
      language: '言語',
      delete: '消去',
      pronounce: '読み方',
      word: '単語',
      as: '読み',
      for: '対象',
      share: '共有',
      on: 'オン',
      off: 'オフ',
      export: 'エクスポート',
      forget: 'データ削除',
      settings: '設定',
      channel: 'チャンネル',
      role: 'ロール',
      allowed: '許可',
      allow: '可否',
      what: '何を',
      quiet: '静か',
      limits: '上限',
      characters: '文字数',
      waiting: '待ち',
      block: 'ブロック',
      unblock: 'ブロック解除',
      person: '相手',
      verify: '検証',
      compare: '比較',
      against: '比較相手',
      speak: '話させる',
      end: '終了',
      of: '誰の',
      admin: '運営',
      reports: '報告一覧',
      done: '対応済み',
      report: '報告',
      pause: '一時停止',
      notice: 'お知らせ',
      mydata: 'マイデータ',
      readaloud: '読み上げ',
      import: 'インポート',
      manner: '話し方',
      move: '移動',
      to: '移動先',
      help: 'ヘルプ',
    },
    texts: {
      'Add recordings of your own voice': '自分の声の録音を追加します',
      'A recording of yourself': 'あなたの録音',
      'Another recording': 'もう 1 つの録音',
      'What you say in it, word for word (for one file)': 'その中で話している言葉をそのまま（ファイルが 1 つのとき）',
      'A line "file name | what is said" for each file: .txt, .csv, .tsv, metadata.csv, .list':
        'ファイルごとに「ファイル名 | 話している言葉」を 1 行ずつ：.txt、.csv、.tsv、metadata.csv、.list',
      'Many recordings at once, with a list of what is said in them if you have one':
        'たくさんの録音をまとめて。話している言葉の一覧があれば一緒に',
      'Which of your voices (most people have one)': 'どのボイスか（たいていの人は 1 つだけです）',
      'Record your voice in a voice channel, sentence by sentence': 'ボイスチャンネルで 1 文ずつ自分の声を録音します',
      'Sentences to read for your next recordings': '次の録音で読む文を出します',
      'How many': 'いくつ',
      'Train your voice': 'ボイスをトレーニングします',
      'Continue from the active version (or make the first one) with everything you’ve sent':
        '送った録音すべてを使って、現在のバージョンの続きから（なければ最初のものを）作ります',
      'How many more epochs; leave it out and I choose': 'あと何エポックか。省略するとこちらで決めます',
      'What to train with, if several are running; without it, the one that made the active version':
        '複数動いているときに何でトレーニングするか。省略すると現在のバージョンを作ったもの',
      'Start over from the base, as a new version; the old ones are kept':
        'ベースからやり直して新しいバージョンを作ります。古いものは残ります',
      'How much time it may take; leave it out for the usual': 'どのくらい時間をかけるか。省略すると普通です',
      quick: '速く',
      usual: '普通',
      long: 'じっくり',
      'How many epochs; leave it out and I choose': '何エポックか。省略するとこちらで決めます',
      'How your training is going': 'トレーニングの進み具合',
      'End your training; your voice stays as it was': 'トレーニングを終わらせます。ボイスは元のままです',
      'How I tell you when a training is done': 'トレーニングが終わったときのお知らせの方法',
      'How I tell you': 'お知らせの方法',
      'Mention me where I asked': '頼んだ場所でメンション',
      'Direct message': 'DM',
      'No need': '不要です',
      'Hear your voice say something': '自分のボイスが話すのを聞きます',
      'What to say: up to a minute of speech': '話す内容：話して 1 分まで',
      'How fast: 2 is twice as fast': '速さ：2 で 2 倍速',
      'How many semitones higher, or lower': '何半音高く（低く）するか',
      'Number of the version': 'バージョンの番号',
      'Bring me into your voice channel, to speak there':
        'あなたのボイスチャンネルに私を呼んで、そこで話せるようにします',
      'Say something with your voice in your voice channel': 'ボイスチャンネルで自分のボイスに話させます',
      'Send me out of the voice channel': '私をボイスチャンネルから退出させます',
      'The versions of your voice': 'あなたのボイスのバージョン',
      'All versions, as a tree': 'すべてのバージョンをツリーで表示します',
      'One version: its figures, its plan, what it learnt from': '1 つのバージョンの数値、計画、何から学んだか',
      'Name a version; a named version is always kept complete':
        'バージョンに名前を付けます。名前付きのものはいつも完全なまま残ります',
      'Its name': 'その名前',
      'Remove a version’s name': 'バージョンの名前を外します',
      'Go back to an earlier version of your voice; nothing is lost':
        'ボイスを以前のバージョンに戻します。何も失われません',
      'Your recordings': 'あなたの録音',
      'List your clips': 'クリップの一覧',
      'Hear a clip as I keep it': '保存されているクリップを聞きます',
      'Which clip': 'どのクリップか',
      'Delete a clip, and every version trained on it':
        'クリップと、それでトレーニングしたすべてのバージョンを削除します',
      'Correct the transcript of a clip; no version is deleted':
        'クリップのテキストを直します。バージョンは削除されません',
      'What you say in it, word for word': 'その中で話している言葉をそのまま',
      'Your voices': 'あなたのボイス',
      'Which voices you have': 'どんなボイスがあるか',
      'Give a voice another name': 'ボイスに別の名前を付けます',
      'Which of your voices': 'どのボイスか',
      'Its new name': '新しい名前',
      'Say which language you speak in the recordings of a voice': 'そのボイスの録音で話している言語を指定します',
      'The language': '言語',
      'Delete a voice for good: its recordings and its versions': 'ボイスを録音もバージョンも含めて完全に削除します',
      'How words are said': '単語の読み方',
      'Say a word as you spell it out': '単語を、あなたが書いたとおりに読みます',
      'As it is written: Siobhan': '書くときの形：Siobhan',
      'As you would spell it for somebody who has never heard it: shivawn':
        '聞いたことのない人のために書くなら：shivawn',
      'Whose list it is on (yours unless you say otherwise)': '誰のリストに載せるか（省略するとあなたのもの）',
      'See the words of your list and of this server’s': 'あなたのリストとこのサーバーのリストの単語を見ます',
      'Go back to saying a word as it is written': '単語をまた書いてあるとおりに読みます',
      'Which word': 'どの単語か',
      'Whether others may start their voices from yours': 'ほかの人があなたのボイスから始められるかどうか',
      'Let other people’s new voices start from yours':
        'ほかの人の新しいボイスがあなたのボイスから始められるようにします',
      'No new voice may start from yours any more': '新しいボイスがあなたのボイスから始められないようにします',
      'Get everything I have of yours: recordings, transcripts, voices':
        '保存されているあなたのものをすべて受け取ります：録音、テキスト、ボイス',
      'Delete everything I have of yours: recordings, voices, consent':
        '保存されているあなたのものをすべて削除します：録音、ボイス、同意',
      'What I may do in this server': 'このサーバーで私ができること',
      'See what was decided': '決めたことを見ます',
      'Answer in this channel: once one is named, only in those':
        'このチャンネルで答えます。指定すると、指定した所だけになります',
      'Which channel': 'どのチャンネルか',
      'Whether it is on the list': '一覧に入れるか',
      'Answer members of this role: once one is named, only those':
        'このロールの人に答えます。指定すると、その人たちだけになります',
      'Which role': 'どのロールか',
      'Allow or forbid something': '何かを許可または禁止します',
      'What it is': '何か',
      'Whether it is allowed': '許可するか',
      'Answer so that only the person who asked sees it': '聞いた人だけに見えるように答えます',
      'Whether that is on': 'オンにするか',
      'How much one person can have me say': '1 人が話させられる量',
      'The most characters that a text may have': '1 つの文章の最大文字数',
      'The most texts of one person that may wait in a voice channel': 'ボイスチャンネルで待てる 1 人の文章の数',
      'Don’t let a person use me in this server': 'ある人がこのサーバーで私を使えないようにします',
      Who: '誰を',
      'Let a person use me in this server again': 'ある人がこのサーバーでまた私を使えるようにします',
      'speaking and recording in voice channels': 'ボイスチャンネルで話すこと、録音すること',
      'reading messages aloud': 'メッセージの読み上げ',
      'answers as voice messages': 'ボイスメッセージでの返事',
      'sharing voices': 'ボイスの共有',
      'Find out whether a model spoke a recording here': '録音がここのモデルの話したものか調べます',
      'The recording, as it was sent': '送られてきたままの録音',
      'Hear two versions without knowing which is which, and say which is better':
        'どちらか知らずに 2 つのバージョンを聞き、良いほうを選びます',
      'The other version': 'もう一方のバージョン',
      'Let somebody here speak with your voice: a person, a role, or else everybody':
        'ここの誰かにあなたのボイスで話させます：人、ロール、指定なしなら全員',
      'Nobody may speak with your voice any more; or this person or role may not':
        'もう誰にもあなたのボイスで話させません。または、この人かロールだけやめます',
      'See who may speak with your voice': '誰があなたのボイスで話せるか見ます',
      'Whose voice, if one is shared with you (yours if you leave it out)':
        '誰のボイスか（共有されたもの）。省略すると自分のもの',
      'For the operator of this bot': 'このボットの運営者用',
      'Queue, trainers, people, disk': '待ち行列、トレーナー、人、ディスク',
      'What people reported': '報告されたもの',
      'Say that a report has been dealt with': '報告に対応しました',
      'Its id': 'その ID',
      'Take nothing new, during maintenance': 'メンテナンスのため新しいものを受け付けません',
      'Tell everybody something by direct message': '全員に DM で知らせます',
      'What to tell': '知らせる内容',
      'See what I have of yours': 'あなたについて何を保存しているか見ます',
      'Say what you write here in your voice channel': 'ここに書いたことをボイスチャンネルで話します',
      'Bring back a voice that you took along with /export': '/export で持ち出したボイスを戻します',
      'An archive that /export sent you': '/export が送ったアーカイブ',
      'Another archive of the same voice': '同じボイスの別のアーカイブ',
      'Other than usual, if some of your recordings sound different':
        'いつもと違う話し方で（違って聞こえる録音がある場合）',
      'Give a clip to another of your voices; every version trained on it is deleted':
        'クリップを別のボイスに移します。それで学んだバージョンは削除されます',
      'The voice that it belongs to': '移動先のボイス',
      'How to grow a model of your own voice': '自分の声のモデルの育て方',
      me: '自分',
      'everybody on this server': 'このサーバーの全員',
      'Add to my voice': '自分のボイスに追加',
    },
  },
  duration: {
    tenths: '{{seconds, fixed1}} 秒',
    seconds: '{{seconds}} 秒',
    minutes: '{{minutes}} 分 {{seconds}} 秒',
    hours: '{{hours}} 時間 {{minutes}} 分',
  },
  moreLanguages_other: 'ほか {{count}} 言語',
  settings: {
    title: 'このサーバーで私ができること',
    channels: 'チャンネル',
    everywhere: 'すべて',
    roles: 'ロール',
    everybody: '全員',
    allowed: '許可',
    yes: '✅ はい · {{what}}',
    no: '❌ いいえ · {{what}}',
    answers: '返事',
    quiet: '聞いた人だけに見えます（`/record` の文を除く）',
    usual: 'いつもどおり',
    limits: '上限',
    limited: '最長の文章：{{characters}} 文字 · ボイスチャンネルで待てる 1 人の文章：{{waiting}}',
    blocked: 'ブロック中',
    rights: 'ここで何を決めても、自分のものは誰でも持ち出して消せます：/export、/forget。',
    nowBlocked: '{{person}} はこのサーバーで私を使えません。`/settings unblock` で解除できます。',
    nowUnblocked: '{{person}} はこのサーバーで私を使えます。',
  },
  verify: {
    ours: 'はい。これはここのモデルが {{made}} に話したものです。合成音声で、その後変えられていません。',
    yours:
      'はい。これはあなたのボイスの v{{number}} が {{made}} に話したものです。合成音声で、その後変えられていません。',
    changed: '私の印がありますが、その後変えられています。どこまでが私のものか分かりません。',
    elsewhere: '別の Timbre のモデルが話したものだと書かれています。本当かどうかは、そこにしか分かりません。',
    unmarked: '私の印は見つかりません。ただし何の証明にもなりません。変換や録り直しで印は消えます。',
  },
  compare: {
    comparing: '2 つのバージョンが話します：「{{text}}」',
    question: 'あなたのボイスの 2 つのバージョンです。名前は伏せています。どちらがあなたに似ていますか？',
    same: '違いなし',
    revealed: 'A は v{{first}}、B は v{{second}} でした。',
    liked: 'v{{liked}} のほうが気に入ったとのことです。',
    likedBoth: '違いは聞こえないとのことです。',
    tally: 'これまで：v{{first}} {{wins}} 回、v{{second}} {{losses}} 回、違いなし {{same}} 回。',
  },
  report: {
    button: '報告',
    title: '運営者に知らせる',
    what: '話された内容の何が問題ですか？',
    thanks: 'ありがとうございます。あなたの言葉、Discord ID、話された場所を運営者に伝えました。',
    notice: '📣 ボットの運営者から：{{text}}',
  },
  import: {
    reading: '{{archives, archive}}を読んでいます…',
    back: '「{{voice}}」が戻りました：{{clips, clip}}（{{seconds, duration}}）とその内容です。',
    silent: 'バージョンは入っていませんでした：`/train continue` で作れます。',
    speaks: '持ち出したときと同じように v{{number}} で話します。続きは `/train continue` で。',
    there: 'すべてすでにあります：あなたのボイス「{{voice}}」です。',
    in: '「{{voice}}」を新しいボイスとして取り込みました。',
    unproven:
      'このアーカイブには私の署名がないため、書かれていることは何も証明されていません。誰のボイスか、本人が同意したか、何を話しているか、どれほどの出来かは分かりません。録音は通常のアップロードと同じように受け取って確認します。重みは数値をすべて確認しました。',
    unprovenVersion:
      '今は v{{number}} で話します。この版が何から学んだかはここでは分かりません。クリップを取り除いても消えず、ボイスを削除すると消えます。',
  },
  manner: {
    telephone: '電話',
    fuller: '豊か',
    higher: '高い',
    lower: '低い',
    noisier: '雑音あり',
    duller: 'こもる',
    brighter: '明るい',
    other: '別の話し方',
  },
  spokenConsent: {
    ask: '🎙️ **もう一つ：同意を声で聞かせてください。** この文をそのまま声に出して読み、録音してください：',
    how: '下のボタンで送るか、ボイスチャンネルで `/record` を使って話してください。録音は `/forget` まで証拠として保存します。送ってくれたものはそれまで待っていて、何も失われません。この文は 1 日有効です。',
    sentence:
      '私、{{name}}は、このボットが私の録音から声を学ぶことに同意します。今日は{{date}}です。私の言葉は、{{words, list}}です。',
    words:
      '川、庭園、窓、高山、黄色、バター、夏、鉛筆、森林、市場、銀色、雷、台所、うさぎ、島、ろうそく、冬、みかん、橋、村',
    send: '録音を送る',
    formTitle: '自分の声で同意する',
    formFile: 'この文の録音',
    taken: {
      heard: 'ありがとうございます。同意を聞きました。`/train continue` を始められます。',
      length:
        'ありがとうございます。録音を同意として保存しました。ここではこの言語を聞き取れないため、文と同じくらいの長さで話していることだけを確かめました。`/train continue` を始められます。',
    },
  },
  consent: {
    title: 'はじめる前に：あなたの声は、あなたが決めます',
    stored:
      '**保存するもの**：あなたが送った録音、または `/record` が聞いているあいだに話した声（ほかの人の声は聞きません）、そのテキスト、測定値、それでトレーニングしたボイスモデル、プレビューの音声、そしてあなたの Discord ID とこの回答の時刻です。',
    why: '**目的**：*あなたの*ボイスモデルをトレーニングして話させるためだけに、このボットが動いているマシンで使います。ここに投稿するもの以外は、どこにも渡しません。',
    deletion:
      '**削除するには**：`/samples remove` でクリップを 1 つまたは全部取り除けます。取り除いたクリップでトレーニングしたバージョンも一緒に削除されます。`/forget` は、この同意も含めてあなたのものをすべて削除します。',
    own: '**自分の声だけ**：同意することで、送る録音で話しているのがすべてあなた自身であることを確認したことになります。モデルが話す声は合成です。誰かをだますために使わないでください。',
    version: '同意文、バージョン {{version}}',
    agree: '同意します',
    decline: 'やめておきます',
    declined: 'わかりました。何も保存していません。気が変わったら、いつでも始められます。',
    tooLate:
      'ありがとうございます！ただ、最初のコマンドの期限が切れたので、何も保存していません。もう一度送ってください。あらためてお聞きします。',
    outdated: 'この質問は古くなっています。もう一度コマンドを送ってください。',
  },
  length: '{{seconds, duration}}',
  andMore: '…ほか {{number}} 件',
  count: {
    archive_other: 'アーカイブ {{count}} 個',
    clip_other: 'クリップ {{count}} 個',
    file_other: 'ファイル {{count}} 個',
    preview_other: 'プレビュー {{count}} 件',
    sentence_other: '{{count}} 文',
    text_other: '文章 {{count}} 件',
    training_other: 'トレーニング {{count}} 件',
    transcript_other: 'テキスト {{count}} 件',
    upload_other: 'アップロード {{count}} 件',
    version_other: 'バージョン {{count}} 個',
    voice_other: 'ボイス {{count}} 個',
    recording_other: '録音 {{count}} 件',
    epoch_other: '{{count}} エポック',
    step_other: '{{count}} ステップ',
    testClip_other: 'テスト用クリップ {{count}} 個',
    semitone_other: '{{count}} 半音',
    line_other: '{{count}} 行',
  },
  button: { keep: '残す' },
  error: {
    apology:
      'すみません、こちらで問題が起きました。あなたのものは何も失われていません。1 分ほどしてからもう一度試してください。また起きたら、この番号を運営者に伝えてください：{{reference}}',
    reference: '続くようなら、これを運営者に伝えてください：{{reference}}',
  },
  outage: {
    'disk-full': 'このボットのディスクに空きがありません。運営者には知らせてあります。空きができればまた動きます。',
    'read-only': 'このボットはディスクに書き込めません。運営者には知らせてあります。直ればまた動きます。',
    forbidden: 'このボットは自分のファイルに書き込む権限がありません。運営者には知らせてあります。直ればまた動きます。',
    misplaced: 'このボットのファイルの場所を別のものがふさいでいます。運営者には知らせてあります。直ればまた動きます。',
    'disk-broken': 'このボットのディスクに不具合があります。運営者には知らせてあります。直ればまた動きます。',
    'database-damaged':
      'このボットのデータベースが壊れています。運営者には知らせてあります。復元されればまた動きます。',
    'database-locked':
      'データベースが別の処理で忙しくなっています。何も失われていません。数分後にもう一度試してください。',
    'database-away': 'このボットはデータベースにつながりません。運営者には知らせてあります。復旧すればまた動きます。',
    'store-away': 'このボットは録音の保存先につながりません。運営者には知らせてあります。復旧すればまた動きます。',
  },
  gone: {
    files: 'ファイルはディスクから消えました。',
    filesButSome: 'ファイルはディスクから消えました。ただし数秒前に書かれた{{files, file}}は、2 時間以内に消えます。',
    inDiscord: 'Discord に投稿したものは、誰かが削除するまで残ります。',
  },
  export: {
    nothing: 'あなたのものは何も持っていません。',
    packing: 'あなたのものをすべてまとめています…',
    done: 'あなたのものはこれで全部です（{{archives, archive}}）：録音と話している言葉（`/addsamples zip:` で送り返せます）、各ボイスの話しているバージョン、そしてあなたについて知っていることです。',
    cutByTime: 'これで全部ではありません。Discord で一度に送れる量を超えています。残りは運営者に頼んでください。',
    cutByPlace:
      'これで全部ではありません。ここではこれ以上送れません。私との DM か、私がいるサーバーで `/export` を使ってください。',
    tooLarge_other: '大きすぎてメッセージで送れないので、運営者に頼んでください：{{names}}',
    damaged: 'こちらで壊れているため含まれていません：{{names}}。運営者には知らせてあります。',
    forget: '`/import` でボイスを戻せます。`/forget` はここにあるものをすべて削除します。',
  },
  forget: {
    kept: '**保存しているもの：**',
    agreed:
      '{{date}} に同意しました。`/export` ですべて受け取れ、`/share list` で誰があなたのボイスで話せるか分かり、`/forget` ですべて消えます。',
    nothing: 'あなたのものは何も持っていません。',
    question: '**あなたのものをすべて削除します：**',
    clips: '{{clips, clip}}（{{seconds, duration}}）と{{transcripts, transcript}}',
    voices: '{{voices, voice}}と{{versions, version}}',
    versionsOfOthers: 'あなたのボイスから始まった、ほかの人のボイスの{{versions, version}}',
    records: '{{uploads, upload}}、{{trainings, training}}、{{previews, preview}}の記録と、プレビューそのもの',
    spokenConsents: '同意を話した録音 {{recordings, recording}}',
    consent: 'あなたの同意と Discord ID',
    stops: 'いまあなたのために作業していれば中止します。どれも元に戻せません。',
    everything: 'すべて削除',
    done: '**完全に削除しました：**',
    computed: 'トレーニングのために計算したものも数分以内に消えます。',
  },
  pronounce: {
    title: '単語の読み方',
    yours: 'あなたの単語',
    here: 'このサーバー',
    none: 'まだありません。`/pronounce word` で追加できます。',
    order: 'あなた自身の単語がサーバーのものより優先されます。',
    set: {
      yours: '「{{word}}」を「{{spoken}}」と読みます{{before}}。`/preview` で聞いてみてください。',
      server:
        'ここではみんなのボイスが「{{word}}」を「{{spoken}}」と読みます{{before}}。`/preview` で聞いてみてください。',
    },
    before: '（以前：「{{before}}」）',
    removed: {
      yours: '「{{word}}」をまた書いてあるとおりに読みます。',
      server: '「{{word}}」はこのサーバーのリストから外れました。',
    },
  },
  version: {
    manners: 'ほかの話し方もできます（{{names, list}}）：`/preview` と `/say` の `manner:` で選べます。',
    active: '現在のバージョン：v{{number}}。',
    noneActive: 'いまは現在のバージョンがありません。',
    closer: 'v{{number}} よりあなたに近い',
    same: 'v{{number}} と同じくらいあなたに近い',
    further: 'v{{number}} よりあなたから遠い',
    activeChoice: '（現在）',
    isActive: '現在のバージョン',
    importedFrom: '「{{name}}」からインポート',
    imported: 'インポート',
    importedUnknown: '「{{name}}」からインポートしました。どの録音から学んだかはわかりません。',
    fromParent: 'v{{number}} から',
    fromBase: 'ベースから',
    fromOther: '別のボイスから',
    theBase: 'ベース',
    ofAnotherVoice: '別のボイスのバージョン',
    aside: '控え',
    weights: '重みのみ',
    otherWords: '別の言葉で学んだ{{clips, clip}}',
    deletedBecause: '削除済み：学んだクリップが取り除かれました',
    speech: '{{seconds, duration}}の話し声',
    state: {
      active: '現在',
      aside: '控え',
      weights: '重みのみ',
      purged: '削除済み',
    },
    tree: '{{versions, version}}のツリー：{{nodes}}',
    listTitle: '「{{voice}}」のバージョン',
    listFooter: '/rollback で以前のバージョンに戻し、/versions show で詳しく見られます。',
    clipIn: '{{clip}}：{{versions}}',
    clipOtherwise: '（別の言葉で学んだもの：{{versions}}）',
    moreClips_other: '…ほかにクリップ {{count}} 個',
    clipsOfAnother: '…別のボイスの{{clips, clip}}',
    made: '{{date}} に、{{seconds, duration}}の話し声から作りました。',
    madeWith: '{{date}} に、{{engine, engine}}を使って {{seconds, duration}}の話し声から作りました。',
    itIsActive: '現在のバージョンです。',
    wasAside: '作られたときに控えに回されました。',
    wasDeleted: '削除済みです。学んだクリップが取り除かれました。',
    comesFrom: 'どこから来たか',
    plan: '計画とその理由',
    learntFrom: '{{clips, clip}}から学びました',
    pruned: 'トレーニングの履歴は整理されました。`/train continue` は重みから、新しいオプティマイザーで続けます。',
    importedWeights:
      'トレーニングの履歴なしでインポートされました。`/train continue` は重みから、新しいオプティマイザーで続けます。',
    tagged: 'v{{number}} の名前は「{{tag}}」になりました。',
    weightsStay: '残っている重みはそのまま残ります。',
    staysComplete: 'あとにどれだけバージョンが増えても、完全なまま残ります。',
    untagged: 'v{{number}} の名前はなくなりました。',
    untaggedFrom: 'v{{number}} の名前はなくなりました（以前は「{{tag}}」）。',
    speaksAgain: 'v{{number}} がまた話します',
    previousKept: 'v{{number}} は残っています。`/rollback version:{{number}}` で戻せます。',
    nextGoesOn: '次の `/train continue` は v{{number}} の続きからです。',
    previewFollows: '続いてプレビューです（合成音声）。',
    keptActive:
      '現在のバージョンは v{{active}} のままです。v{{aside}} も失われません。`/rollback version:{{aside}}` で戻せます。',
    alreadyActive: 'v{{number}} はすでに現在のバージョンです。',
    playPreview: 'プレビューを再生',
    likedBetter_other: '{{count}} 回中 {{wins}} 回好まれました',
  },
  share: {
    speakers:
      'あなたのほかに、ここで「{{voice}}」で話せるのは {{who}} です。話したものには合成の印が付き、誰のボイスかも示されます。`/share end` ですぐに終わります。',
    speakersNone: 'ここで「{{voice}}」で話せるのはあなただけです。',
    speakersElsewhere: 'ほかのサーバーでも共有されています。`/share end` でそれも終わります。',
    speakersAll: 'このサーバーの全員',
    borrowed: '{{owner}} のボイスです（合成）。',
    everybody: 'このサーバーの全員に「{{voice}}」で話すことを許しますか？',
    orSome: '特定の人やロールだけなら、指定してください：`/share speak person:` または `role:`。',
    yesEverybody: 'はい、ここの全員に',
    question: '「{{voice}}」からほかの人が始められるようにしますか？',
    meaning:
      '**どういうことか**：ここでほかの人があなたに似た声のボイスを始めるとき、ベースではなくあなたの現在のバージョンからトレーニングを始めることがあります。そのほうが早く人らしい声になります。',
    given:
      '**相手が受け取るもの**：あなたのバージョンが録音から学んだことを含み、相手の声に向けてさらにトレーニングした、相手自身のバージョンです。あなたの録音、バージョン、名前は誰にも渡りません。相手が誰かもお知らせしません。',
    ending:
      '**やめるには**：いつでも `/share off` を使えば、新しいボイスはあなたのものから始まらなくなります。すでに始まったボイスは、元になった録音を取り除く（`/samples remove`）か、すべて削除する（`/forget`）まで相手のもとに残り、そのときに一緒に削除されます。',
    yes: 'はい、ここから始めてかまいません',
    no: 'いいえ',
    on: 'ありがとうございます！ほかの人が「{{voice}}」から始められるようになりました。`/share off` でやめられます。',
    not: 'わかりました。何も変わりません。',
    already: '{{date}} から、ほかの人が「{{voice}}」から始められます。`/share off` でやめられます。',
    off: '新しいボイスは「{{voice}}」から始まりません。すでに始まったバージョンは相手のもとに残ります。`/samples remove` と `/forget` はそれらも削除します。',
    gone_other:
      'あなたのボイス「{{voice}}」の {{versions}} が削除されました。元になった別のボイスの持ち主が録音を取り除いたためです。あなた自身の録音はすべて残っています。{{now}}',
    noneActive:
      'いまは現在のバージョンがありません。`/rollback` で別のものを選ぶか、`/train continue` で新しく作ってください。',
  },
  voices: {
    idle: 'あなたのボイス「{{voice}}」は {{used}} から使われていません。{{erased}} に録音ごと削除します。残すには、それまでに `/preview` などで使ってください。`/export` ですべて受け取れます。',
    none: 'まだボイスがありません。`/addsamples` で自分の録音を送ってください。',
    title: 'あなたのボイス',
    footer: 'どのコマンドも voice: でボイスを選べます。/addsamples voice: に新しい名前を入れると別のボイスを始めます。',
    held: '{{clips, clip}}（{{seconds, duration}}）と{{versions, version}}',
    silent: 'まだ話せません',
    shared: '共有中',
    speaks:
      '「{{voice}}」は{{language, language}}を話します。次のトレーニングと、新しい録音の聞き取りはこれに合わせます。',
    renamed: '「{{before}}」の名前は「{{name}}」になりました。',
    elsewhere: '、それにここから始まったほかのボイスの{{versions, version}}',
    question:
      'あなたのボイス「{{voice}}」を完全に削除します：{{held}}、プレビューとアップロードも一緒です{{elsewhere}}。いま作業していれば中止します。元には戻せません。',
    delete: 'このボイスを削除',
    kept: '何も削除していません。「{{voice}}」は元のままです。',
    removed: '完全に削除しました：「{{voice}}」、{{held}}{{elsewhere}}。',
  },
  help: {
    together: 'みんなで',
    togetherHow:
      '`/compare` は 2 つのバージョンを伏せて聞かせます · `/share speak` でここの人があなたのボイスで話せ、`/share end` で終わります · `/readaloud` は書いたことを話します · `/verify` は録音がここのものか調べます · `/mydata` は保存しているものを見せます · `/settings` はサーバーの管理者用です',
    title: '自分の声のモデルを育てましょう',
    send: '`/addsamples`：静かな部屋で録った自分の声を、1 つ 2〜12 秒で、話している言葉と一緒に送ります（ファイル 1 つなら `transcript:`、たくさんなら `transcripts:`）。',
    train: '`/train continue`：ボイスのバージョンを作り、話しかけます。',
    more: '録音を足して、また `/train continue`：どのバージョンも前のものの続きで、学んだことを覚えています。',
    calls: 'ボイスチャンネルで',
    callsHow:
      '`/record` は文を見せ、あなただけの声を聞き、読んだものを残します · `/say text:…` はそこであなたのボイスで話します · `/join` と `/leave` · `/script` はほかの場所で録るための文を出します',
    listen: '聞く',
    listenHow:
      '`/preview text:…` は好きな文章を話します · `/pronounce word` は名前の読み方を教えます · `/versions list` は全体を図にします · `/versions show` は 1 つを詳しく見せます · `/versions tag` は名前を付けて完全なまま残します · `/rollback` は前のものに戻します',
    training: 'トレーニング',
    trainingHow:
      '`/train continue epochs:20` はあと 20 エポックトレーニングします · `/train fresh` はベースからやり直します（新しいバージョンとして） · `/train status` · `/train cancel`',
    data: 'あなたのデータ',
    dataHow:
      '`/samples list` · `/samples transcript` は話している言葉を直します · `/samples remove` はクリップと、それでトレーニングしたすべてのバージョンを削除します · `/voices` はボイスの一覧、名前変更、削除、言語の指定をします · `/share on` はほかの人があなたのボイスから始められるようにします（指定しなければオフ） · `/export` はすべてを送ります · `/import` はそこからボイスを戻します · `/forget` はすべて削除します',
    also: 'このボットはほかにも',
    hears: 'テキストのない録音を聞き取り（{{languages, languages}}）、送られたテキストと比べます',
    brings: {
      speakers:
        '誰が話しているかを聞き分けます：ほかの人のクリップを保留し、バージョンがどれだけ本人らしいかを伝えます',
      source: '複数の言語の自然な元の声を使えます',
    },
    synthetic: 'モデルが話す声はすべて合成です。自分の声の録音だけを送ってください。',
  },
  call: {
    reads:
      'あなたのボイスチャンネルにいる間、{{channel}} に書かれたことをあなたのボイスで話します。プレビューの文章より長く保存されることはありません。',
    readsNoMore: 'もうあなたのメッセージを読み上げません。',
    neverSilent:
      'ずっと何か聞こえていて、文の終わりが分かりません。プッシュトゥトークかノイズ抑制を使って、もう一度お願いします。',
    coveredAll: {
      sounds: 'あなたのボイスには、この言語の {{all}} 個の音がすべてあります。',
      letters: 'あなたのボイスには、この言語の {{all}} 個の文字がすべてあります。',
    },
    covered: {
      sounds: 'あなたのボイスには、これまでに {{all}} 個の音のうち {{heard}} 個があります。',
      letters: 'あなたのボイスには、これまでに {{all}} 個の文字のうち {{heard}} 個があります。',
    },
    kept: '録れました。',
    onHold: '前の文は保留です：{{reason}}。もう一度出てきます。',
    refused: '前の文は使えません。もう一度出てきます。',
    lost: '届くまでに一部が失われました。もう一度お願いします。',
    cutOff: '途中で切れました。文の一部しか聞こえませんでした。もう一度お願いします。',
    again: 'では、もう一度。',
    lastOne: 'これで最後でした。聞いています…',
    recording: '{{channel}} で「{{voice}}」を録音中です。聞いているのはあなたの声だけです。',
    readThis: 'これを声に出して読んでください。話し終わると次の文が出ます：',
    read: '{{sentences, sentence}}読みました。',
    buttonAgain: 'もう一度',
    buttonSkip: 'スキップ',
    buttonStop: '停止',
    coming: '{{channel}} に向かっています…',
    end: {
      stopped: '録音を止めました。',
      'all-read': '用意した文をすべて読み終えました。すごい！',
      idle: '2 分間何も聞こえなかったので、録音を止めました。',
      alone: 'ボイスチャンネルから退出したので、録音を止めました。',
      'thrown-out': 'ボイスチャンネルから切断されたので、録音は終わりです。',
      lost: 'ボイスチャンネルとの接続が切れたので、録音は終わりです。',
      deleted: '対象のボイスが削除されたので、録音を止めました。',
      forbidden: 'サーバーの管理者が終わらせたので、録音を止めました。',
      refused: 'いまはこれ以上受け取れません。',
      restart: '再起動が必要なので、録音は終わりです。話した分は残っています。`/record` で続けられます。',
    },
    nothingRecorded: '何も録音されませんでした。',
    listeningToRest: '残りを聞いています…',
    restartedBefore: '何も読まないうちに再起動しました。`/record` でもう一度始められます。',
    restarted: '録音中に再起動しました。それまでに読んだ分は残っています。`/record` で続きからどうぞ。',
    script:
      '静かな部屋で、1 文につき 1 つずつ録音しながら読んでください。そのあと `/addsamples` で送り、`transcripts:` にここに添付したファイルを付けてください。あなたのボイスにいちばん足りない文です（{{language, language}}）。',
    scriptRecord: 'ボイスチャンネルなら、`/record` が 1 文ずつ見せるので、ファイルはいりません。',
    scriptFile: '録音ごとに 1 行：ファイル名は 1.wav、2.wav のようにしてください',
    joined: '{{channel}} に来ました。`/say` であなた自身のボイスで話します。`/leave` で退出します。',
    left: 'では、また。',
    ahead: 'その前に{{texts, text}}があります。',
  },
  words: {
    check: '聞き取った内容を確認',
    checkWaiting: '言葉を確認（{{clips, clip}}）',
    place: '確認する{{clips, clip}}のうち {{number}} 番目',
    youWrote: 'あなたが書いたもの：「{{words}}」',
    iHeard: '聞こえたもの：「{{words}}」',
    notSure: '何と言っているか自信がありません：「{{words}}」',
    mine: '自分のが正しい',
    yours: '聞こえたほうが正しい',
    correct: '直す',
    next: '次へ',
    right: '合っています',
    refuse: 'この言葉は学ばない',
    done: 'これで最後でした。あなたの言葉を優先します。`/train continue` でこの言葉をボイスに教えます。',
    left: 'これで最後でした。{{clips, clip}}があとで確認するものとして残っています。`/samples list` ですべてのクリップの言葉が見られます。',
    formTitle: '話している言葉',
    formLabel: 'そのままの言葉で',
  },
  training: {
    asBefore: 'あなたのボイスは元のままです。',
    useShifted: 'ずらして使う',
    growAnew: '育て直す',
    growNot: '今はしない',
    notGrown: 'わかりました。`/train fresh` でいつでもできます。',
    cancel: 'キャンセル',
    stopping: '止めています…',
    waits: 'トレーニングは待機中です。{{engine, engine}}のトレーナーが動いていません。動きしだい始まります。',
    orWith: 'または一度終わらせて、{{engine, engine}}で最初から始めることもできます：`/train continue engine:{{id}}`',
    previewWaits: 'プレビューは待機中です。{{engine, engine}}のトレーナーが動いていません。動きしだい始まります。',
    queued: '順番待ちです。まもなく始まります。',
    queuedBehind: '順番待ちです。前に{{trainings, training}}あります。',
    restarted: 'トレーナーが再起動しました。まもなく最後のチェックポイントから続けます。',
    starting: '開始しています…',
    phase: {
      preparing: 'クリップを調べています',
      training: 'トレーニング中',
      evaluating: 'テスト用クリップで測定中',
      publishing: 'バージョンを保存中',
      speaking: 'プレビューを作成中',
    },
    epoch: 'エポック {{epoch}}/{{epochs}}',
    loss: '損失 {{loss, fixed3}}',
    testLoss: 'テスト用クリップ {{loss, fixed3}}',
    atMostLeft: 'この段階は残り最大 {{time}}',
    aboutLeft: 'この段階は残り約 {{time}}',
    left: '残り約 {{seconds, roughly}}',
    doneIn: 'あと約 {{seconds, roughly}}で終わります。',
    notify: {
      question:
        'トレーニングが終わったら、どうお知らせしましょうか？ お聞きするのは今回だけです。`/train notify` で変えられます。',
      mention: 'ここでメンション',
      direct: 'DM',
      none: '不要です',
      fine: 'わかりました。',
      chosen: {
        mention: 'トレーニングが終わったら、頼まれた場所でメンションします。',
        direct: 'トレーニングが終わったら、DM も送ります。',
        none: 'トレーニングが終わったら、メンションせずに結果を投稿します。',
      },
      ready: '「{{voice}}」のトレーニングが終わり、v{{number}} ができました。{{link}}',
      failed: '「{{voice}}」のトレーニングは新しいバージョンなしで終わりました。{{link}}',
      closed: 'DM を受け取っていただけないので、ここでメンションします。',
    },
    after: '（{{seconds, duration}}）',
    finished: 'トレーニングが終わりました{{time}}。',
    cancelled: 'トレーニングをキャンセルしました{{time}}。',
    cancelledNow: 'キャンセルしました。',
    stopped: 'トレーニングが止まりました{{time}}。',
    from: {
      version: 'v{{parent}} の続きから、{{speech}}で作りました。',
      base: 'ベースから、{{speech}}でトレーニングしました。',
      other: 'あなたに似た別のボイスから、{{speech}}で始めました。',
    },
    speech: '{{seconds, duration}}の話し声',
    speechSomeNew: '{{seconds, duration}}の話し声（うち {{fresh, duration}}が新しいもの）',
    leftOut: '{{clips, clip}}は使えませんでした。*数値*を見てください。',
    whyPlan: 'この計画の理由は？',
    figures: '数値',
    ready: 'バージョン {{number}} ができて、現在のバージョンになりました',
    aside: 'バージョン {{number}} は控えです。現在のバージョンは v{{rival}} のままです',
    previewBelow: '下のプレビューは合成音声です。',
    previewOfBelow: '下の v{{number}} のプレビューは合成音声です。',
    previewsBelow: '下の 2 つのプレビューを聞いて（先が v{{number}}）選んでください。どちらも合成音声です。',
    playAgain: 'プレビューをもう一度再生',
    rollBack: 'v{{rival}} に戻す',
    useAnyway: 'それでも v{{number}} を使う',
    keep: 'v{{rival}} のままにする',
    play: 'v{{rival}} を再生',
    planOf: 'v{{number}}：計画とその理由',
    inFigures: 'v{{number}} の数値',
    training: 'トレーニング',
    steps: '{{epochs, epoch}}、{{steps, step}}。いちばん良かったのは {{bestEpoch}} エポック目です。',
    time: '時間',
    notUsed: '使わなかったもの',
    plan: '{{epochs, epoch}}、学習率 {{rate}}、バッチサイズ {{batch}}。',
    notMeasured: '未測定',
    showCurve: 'ここまでの曲線',
    curveOf: 'エポック {{from}} から {{to}} までの損失曲線。',
    curveTrain: 'トレーニング用クリップ：最初 {{first, fixed3}}、現在 {{last, fixed3}}。',
    curveTest: 'テスト用クリップ：最初 {{first, fixed3}}、現在 {{last, fixed3}}。',
    curveMeans: '曲線が低いほど、あなたに近づいています。目安になるのは、学習に使わないテスト用クリップのほうです。',
    curve: '損失曲線：バージョン {{number}} のトレーニング',
    voiceTaken: 'あなたのボイス「{{voice}}」を使いました。ほかを使うには `voice:` を付けてください：{{others}}',
    learntAll: 'v{{number}} はこのボイスのクリップをすべて学んでいます。',
    learntUsable:
      'v{{number}} は使えるクリップをすべて学んでいます。{{clips, clip}}は、言葉が合わないか話せないため使えませんでした：{{names, list}}{{more}}。話している言葉を `/samples transcript` で直してください。',
    newHelpsMore:
      'もう一度トレーニングするより、新しい録音のほうが役に立ちます：`/addsamples`。それでもトレーニングするなら、長さを指定してください：`/train continue epochs:20`',
    anyway: 'それでもトレーニング',
    never: 'まだトレーニングしていません。`/train continue` で始めましょう。',
    keptFollows: '次のものはお届けできなかったので、ここであなただけに送ります：',
    stillTrying: '次のものは Discord でまだお届けできていません。引き続き試します：',
    undelivered: {
      training: '「{{voice}}」のトレーニング結果',
      preview: '「{{voice}}」に話してもらった音声',
      upload: '「{{voice}}」用に送った録音の結果',
      notice: 'お知らせ',
    },
    cancelledBefore: '始まる前にキャンセルしました。',
    stops: '止めています。数秒かかります。',
    byEar: '名前を伏せた聞き比べ',
    byEarLine: 'v{{number}} {{wins}} · v{{other}} {{losses}} · 違いなし {{same}}',
  },
  errors: {
    'clip-there': {
      message: '「{{voice}}」にはこのクリップがすでにあります。',
      hint: 'to: で別のボイスを選んでください。/voices list で確認できます。',
    },
    'no-curve': {
      message: 'まだ描けるものがありません。',
      hint: 'クリップをひととおり学習すると、曲線が現れます。',
    },
    'no-curve/ended': {
      message: 'このトレーニングは終了していて、曲線は残っていません。',
      hint: 'どこまで近づいたかは、バージョンごとに /versions show で確認できます。',
    },
    'no-manner': {
      message: 'v{{number}} はその話し方を知りません。',
      hint: '{{names, either}}にするか、manner: を省略してください。',
    },
    'no-manner/none': {
      message: '私の知る限り、v{{number}} の話し方は 1 つだけです。',
      hint: 'manner: を省略してください。響きの違う録音（高い声や電話など）が 10 秒あれば、次のトレーニングで見つかります。',
    },
    'import-under-way': {
      message: '送られたものをまだ読んでいます。',
      hint: '終わるまで待ってください。',
    },
    'bad-takeout/foreign': {
      message: 'このアーカイブには私の署名がありません。私がエクスポートしたボイスではありません。',
      hint: '/export が送ったままのアーカイブを送ってください。ほかのボットがエクスポートしたものを取り込めるのは運営者だけです。録音は /addsamples zip: で送れます。',
    },
    'bad-takeout/changed': {
      message: 'このアーカイブは私が作ったときのままではありません。変更されたか、壊れています。',
      hint: '/export が送ったまま送ってください。録音は /addsamples zip: でも送れます。',
    },
    'bad-takeout/other-owner': {
      message: 'このアーカイブには私の署名がなく、{{owner}} のボイスと書かれています。',
      hint: 'メッセージで取り込めるのは自分のものだけです。ほかの人（ここで同意済みであること）のものは、私が動いている場所で `npm run cli -- voice import {{owner}} FILES --trust` を使ってください。',
    },
    'bad-takeout/engine': {
      message: 'この版は{{engine, engine}}で作られましたが、対応するトレーナーがここで動いていません。',
      hint: 'トレーナーを起動するか、録音のアーカイブだけを送ってください。そのあと /train continue で新しいバージョンができます。',
    },
    'bad-takeout/format': {
      message: '重みが数値以外も含められる形式（{{file}}）です。この形式はメッセージからは受け取りません。',
      hint: '私が動いている場所で取り込んでください：`npm run cli -- voice import USER FILES --trust`',
    },
    'bad-takeout/state': {
      message: '重みを使えません。{{file}} が壊れているか、単なる数値ではありません。',
      hint: '元の場所でもう一度書き出すか、録音のアーカイブだけを送ってください。',
    },
    'bad-takeout/several': {
      message: 'これらのアーカイブは、1 つのボイス、または 1 回のエクスポートのものではありません。',
      hint: 'ボイスを 1 つずつ戻してください。',
    },
    'bad-takeout/incomplete': {
      message: 'このバージョンに必要なものがそろっていません：学んだ{{clips, clip}}、または重みの一部が足りません。',
      hint: 'ボイスのアーカイブを録音も含めてすべて 1 つのコマンドで送ってください。',
    },
    'bad-takeout/not-yours': {
      message: 'これはほかの人のボイスのアーカイブです。',
      hint: '戻せるのは持ち主だけです。',
    },
    'bad-takeout/ground': {
      message: 'このバージョンの元になった別のボイスは削除されたか、もう共有されていません。',
      hint: '録音のアーカイブだけを送り、/train continue で新しいバージョンを作ってください。',
    },
    busy: {
      message: 'いまは別のことで手いっぱいです。',
      hint: '数秒後にもう一度ボタンを押してください。',
    },
    'nothing-to-say': {
      message: 'この文章には、話せるものがありません。',
      hint: '何か言葉を書いてください。',
    },
    'unspeakable-script': {
      message: 'この文章は話せません。読めるのは英語で、{{scripts, scripts}}は読めません。',
      hint: '英語の単語を書いてください。',
    },
    'text-too-long': {
      message: '話すのに約 {{needed, duration}}かかります。上限は {{most, duration}}です。',
      hint: '短くするか、分けて送ってください。',
    },
    'language-addable': {
      message: 'このボットのボイスが話せるのは{{spoken, languagesAll}}で、{{language, language}}は話せません。',
      hint: 'このボットの運営者が {{commands, list}} で追加できます。',
    },
    'only-english': {
      message: 'このボットのボイスが話せるのは{{spoken, languagesAll}}で、{{language, language}}は話せません。',
      hint: 'このボイスには英語を録音してください。',
    },
    'language-not-spoken': {
      message: 'このボットのボイスが話せるのは{{spoken, languagesAll}}で、{{language, language}}は話せません。',
      hint: 'このボイスにはそのどれかを録音してください。',
    },
    'not-in-voice': {
      message: 'このサーバーのボイスチャンネルに参加していません。',
      hint: 'どれかに参加してから、もう一度コマンドを使ってください。',
    },
    'stage-channel': {
      message: 'ステージチャンネルには入れません。エンドツーエンド暗号化がないためです。',
      hint: '通常のボイスチャンネルに移ってから、もう一度コマンドを使ってください。',
    },
    'voice-permission': {
      message: 'このボイスチャンネルに入る権限がありません。足りないもの：{{missing, permissions}}。',
      hint: 'チャンネルを管理できる人が許可できます：チャンネルの編集、権限、私を追加。',
    },
    'voice-full': {
      message: 'このボイスチャンネルは満員です。',
      hint: '人数の上限を上げるか、別のチャンネルに移ってください。',
    },
    'voice-busy/recording': {
      message: 'いま {{channel}} でほかの人を録音しています。',
      hint: '1 つのサーバーで同時に入れるボイスチャンネルは 1 つです。終わったらもう一度試してください。',
    },
    'voice-busy/speaking': {
      message: 'いま {{channel}} で話しています。',
      hint: '1 つのサーバーで同時に入れるボイスチャンネルは 1 つです。あなたのチャンネルなら /leave で退出させられます。そうでなければ、あとでもう一度試してください。',
    },
    'voice-away': {
      message: 'ボイスチャンネルに入れませんでした。',
      hint: '少ししてからもう一度試してください。続くようなら、チャンネルの地域を変えてください。',
    },
    'recording-over': {
      message: 'この録音は終わっています。',
      hint: '/record で新しく始められます。',
    },
    'not-yours/recording': {
      message: 'この録音はあなたのものではありません。',
      hint: '/record で自分の声を録音してください。',
    },
    'already-recording': {
      message: 'すでにあなたを録音しています。',
      hint: '先にそこで「停止」を押してください。',
    },
    'nothing-to-read/record': {
      message: '{{language, language}}の読む文はありません。あるのは{{readable, languageNames}}だけです。',
      hint: 'かわりに /addsamples で録音を送ってください。',
    },
    'all-read/record': {
      message: '用意した文をすべて読み終えました。',
      hint: '/addsamples でもっと送ってください。',
    },
    'elsewhere/join': {
      message: '私は {{channel}} にいますが、あなたはいません。',
      hint: '先にそこへ行ってください。',
    },
    'elsewhere/leave': {
      message: '私は {{channel}} にいますが、あなたはいません。',
      hint: 'そこにいる人が私を退出させられます。',
    },
    'too-many-texts': {
      message: 'あなたの{{texts, text}}がすでに待っています。',
      hint: 'どれかが話し終わるまで待ってください。',
    },
    'not-yours/text': {
      message: 'この文章はあなたのものではありません。',
      hint: '入力した人だけがスキップできます。',
    },
    'nothing-to-skip': {
      message: 'これはもう話しました。',
      hint: '/say で別の文章を入力してください。',
    },
    'not-there': {
      message: 'ここではどのボイスチャンネルにも入っていません。',
      hint: '/join であなたのチャンネルに呼べます。',
    },
    'nothing-heard': {
      message: 'このアップロードはもうありません。',
      hint: '/samples list でクリップを見てください。',
    },
    'no-such-clip/taken-out': {
      message: 'このクリップは取り除かれました。',
      hint: '/samples list でいまあるものを見てください。',
    },
    'words-changed': {
      message: 'このクリップの言葉は、その後決まったか変わりました。',
      hint: '/samples list で見られます。/samples transcript で直せます。',
    },
    'no-words': {
      message: '言葉がありません。',
      hint: 'クリップで話している言葉をそのまま書いてください。',
    },
    'which-voice': {
      message: 'ボイスが複数ありますが、メッセージではどれのためのものかわかりません。',
      hint: '先に /addsamples と voice: で録音を 1 つ送ってください。そのあとのメッセージは同じボイスに入ります。',
    },
    'consent-not-spoken': {
      message: 'まだ同意を声で聞いていません。',
      hint: 'いま表示した文を話してから、もう一度トレーニングしてください。送ってくれたものは待っていて、何も失われません。',
    },
    'consent-not-spoken/first': {
      message: 'まだ同意を声で聞いていません。',
      hint: '先に文を話してください。/train continue で表示されます。そのあともう一度押してください。',
    },
    'consent-not-awaited': {
      message: 'いま待っている文はありません。',
      hint: '必要なときは /train continue で表示します。',
    },
    'consent-other-length': {
      message: 'この文にしては短すぎるか長すぎます。',
      hint: '文全体を 1 回話して、もう一度送ってください。',
    },
    'consent-other-words': {
      message: '別の言葉に聞こえました：「{{heard}}」。',
      hint: '静かな場所で文をそのまま話して、もう一度送ってください。ほかの録音は /addsamples で送れます。',
    },
    'consent-somebody-else': {
      message: 'ほかの録音の人とは違う声に聞こえます。',
      hint: '自分で話してください。ほかの人の録音があるなら、先に /samples remove で取り除いてください。',
    },
    'consent-somebody-else/held': {
      message: 'これらのクリップは、声で同意した人とは違う声に聞こえます。ボタンだけではあなたのものになりません。',
      hint: '同意したときと同じように話して録音し直すか、/samples remove で取り除いてください。',
    },
    'consent-somebody-else/several': {
      message: 'この録音では何人かが話しています。',
      hint: '文を一人で話して、もう一度送ってください。',
    },
    'not-your-message': {
      message: 'これはほかの人のメッセージです。',
      hint: 'ボイスに追加できるのは自分の録音だけです。',
    },
    'nothing-sent/message': {
      message: 'このメッセージには録音がありません。',
      hint: '自分が送ったボイスメッセージか音声ファイルで使ってください。',
    },
    'lines-for-files/too-long': {
      message: '{{most}} 文字より長い行があります。',
      hint: '選んだ順にファイルごとに 1 行書くか、次のように書いてください：録音.wav | 話している言葉',
    },
    'lines-for-files': {
      message: '{{files, file}}に対して、{{lines, line}}書かれています。',
      hint: '選んだ順にファイルごとに 1 行書くか、次のように書いてください：録音.wav | 話している言葉',
    },
    'engine-unknown': {
      message: '「{{typed}}」というエンジンはここにありません。',
      hint: '{{engines, either}}にするか、省略してください。',
    },
    'unknown-button': {
      message: 'このボタンは古くなっています。',
      hint: 'かわりにコマンドを使ってください：/help',
    },
    'unknown-form': {
      message: 'このフォームは古くなっています。',
      hint: 'かわりにコマンドを使ってください：/help',
    },
    'unknown-command': {
      message: '{{command}} はもうわかりません。',
      hint: 'Discord を再読み込みしてください。まだ残っていたら、運営者にコマンドの再登録を頼んでください。',
    },
    'not-yours/voice': {
      message: 'このボイスはあなたのものではありません。',
      hint: '自分のボイスを育てましょう：/addsamples',
    },
    'not-yours/training': {
      message: 'このトレーニングはあなたのものではありません。',
      hint: 'キャンセルできるのは始めた人だけです。',
    },
    'not-yours/question': {
      message: 'この質問はあなた宛てではありません。',
      hint: '自分でコマンドを使ってください。/help で見られます。',
    },
    'no-voice': {
      message: 'まだボイスがありません。',
      hint: '先に /addsamples で自分の録音を送ってください。',
    },
    'no-voice/which': {
      message: 'ボイスが複数あります。voice: でどれかを指定してください。',
      hint: 'あなたのボイス：{{yours}}。',
    },
    'no-voice/named': {
      message: '「{{name}}」というボイスはありません。',
      hint: 'あなたのボイス：{{yours}}。',
    },
    'no-version/training': {
      message: 'このボイスの最初のバージョンは、いま作っているところです。',
      hint: '進み具合は /train status で確認できます。',
    },
    'no-version/speaking': {
      message: 'このボイスには、まだ話せるバージョンがありません。',
      hint: '/train continue で作ってください。',
    },
    'no-version/numbered': {
      message: 'バージョン {{number}} はありません。',
      hint: '/versions list であるものが見られます。',
    },
    'version-purged/numbered': {
      message: 'v{{number}} は削除されました。学んだクリップが取り除かれたためです。',
      hint: '/versions list であるものが見られます。',
    },
    'text-too-long-here': {
      message: 'この文章は {{characters}} 文字です。このサーバーの上限は {{most}} 文字です。',
      hint: '一度に話す量を減らすか、DM で使ってください。',
    },
    'delivery-unknown': {
      message: 'v{{number}} を作ったエンジンは、話し方を指定できません。',
      hint: 'speed: と pitch: と manner: を省略してください。',
    },
    'feature-forbidden/voice-channels': {
      message: 'このサーバーでは、私はボイスチャンネルに入れません。',
      hint: 'サーバーの管理者が /settings で変えられます。',
    },
    'feature-forbidden/voice-messages': {
      message: 'このサーバーでは、私はボイスメッセージを送れません。',
      hint: 'サーバーの管理者が /settings で変えられます。',
    },
    'feature-forbidden/read-aloud': {
      message: 'このサーバーでは、メッセージを読み上げられません。',
      hint: 'サーバーの管理者が /settings で変えられます。',
    },
    'read-aloud-off': {
      message: 'このボットの運営者は、読み上げを有効にしていません。',
      hint: '代わりに /say text: を使ってください。',
    },
    'feature-forbidden/sharing': {
      message: 'このサーバーでは、ボイスを共有できません。',
      hint: 'サーバーの管理者が /settings で変えられます。',
    },
    'blocked-here': {
      message: 'サーバーの管理者が、ここであなたが私を使うことをブロックしています。',
      hint: '理由を聞いてみてください。DM では使えます。',
    },
    'wrong-channel': {
      message: 'このチャンネルでは答えません。',
      hint: '{{channels}} へ行ってください。',
    },
    'wrong-role': {
      message: 'このサーバーでは、特定のロールの人だけが使えます。',
      hint: '対象：{{roles}}。DM では使えます。',
    },
    banned: {
      message: 'このボットの運営者が、あなたの使用をブロックしています。',
      hint: '理由を聞いてみてください。それでも /export ですべてを受け取り、/forget で削除できます。',
    },
    'too-many-grants': {
      message: 'このボイスはすでに {{most}} 件の人やロールに共有されています。',
      hint: '先に `/share end` で一部の共有を終了してください。',
    },
    'too-many-named': {
      message: 'このリストにはすでに {{most}} 個あります。',
      hint: '先に 1 つ外してください。',
    },
    'may-not-manage': {
      message: 'これができるのは、このサーバーを管理できる人だけです。',
      hint: 'その人に頼んでください。',
    },
    'not-in-a-server': {
      message: 'ここはサーバーではありません。',
      hint: 'みんなのいる場所で使うか、for: を省略してください。',
    },
    'may-not-manage/words': {
      message: 'リストを変えられるのは、このサーバーを管理できる人だけです。',
      hint: 'その人に頼むか、for: を省略して自分のリストを変えてください。',
    },
    'no-such-word': {
      message: '「{{word}}」はリストにありません。',
      hint: '/pronounce list でリストが見られます。',
    },
    'nothing-to-say/word': {
      message: '文字がありません。',
      hint: '単語は書くときの形で、as: には聞こえるとおりに書いてください。例：Siobhan と shivawn',
    },
    'nothing-to-compare': {
      message: '比べるには、違うバージョンが 2 つ必要です。',
      hint: '/train continue でもう 1 つ作るか、version: と against: で 2 つ指定してください。',
    },
    'engines-differ': {
      message: 'v{{one}} と v{{other}} は別々のエンジンで作られたので、どちらかわかってしまいます。',
      hint: '同じエンジンの 2 つを比べてください。/preview ならどれでも再生できます。',
    },
    'comparison-gone': {
      message: 'この聞き比べは古すぎます。',
      hint: '/compare でもう一度両方を聞いてください。',
    },
    'no-version/yet': {
      message: 'このボイスにはまだバージョンがありません。',
      hint: '/train continue で最初のものを作ってください。',
    },
    'version-purged/meanwhile': {
      message: 'v{{number}} はそのあいだに削除されました。',
      hint: '/versions list を見てください。',
    },
    'no-server': {
      message: 'これはサーバーでしか使えません。',
      hint: '私がいるサーバーで使ってください。',
    },
    'no-such-clip': {
      message: 'そのクリップはありません。',
      hint: '入力中に出るリストから選んでください。',
    },
    'no-samples/list': {
      message: 'このボイスにはクリップがありません。',
      hint: '/addsamples で送ってください。',
    },
    'no-samples/train': {
      message: 'あなたのボイス「{{voice}}」にはまだ録音がありません。',
      hint: '先に /addsamples で送ってください。',
    },
    'no-usable-clips/held': {
      message: 'このボイスのクリップは、保留か、上達を測るためのテスト用クリップだけです。',
      hint: '/samples list で見て、/addsamples でもっと送ってください。',
    },
    'no-transcripts': {
      message: 'どのクリップにもテキストがないので、学べる言葉がありません。',
      hint: 'transcript:（ファイル 1 つ）か transcripts:（たくさんなら .txt）を付けて、/addsamples で録音を送ってください。',
    },
    'unspeakable-transcripts/english': {
      message: 'クリップのテキストはどれも話せないので、学べる言葉がありません。',
      hint: '話している内容を英語で書いてください：/samples transcript',
    },
    'unspeakable-transcripts/words': {
      message: 'クリップのテキストはどれも話せないので、学べる言葉がありません。',
      hint: '話している内容を言葉で書いてください：/samples transcript',
    },
    'transcripts-changed': {
      message: '確認したあとで、これらのテキストが変わりました。',
      hint: '/samples list を見てから /train continue を使ってください。',
    },
    'nothing-to-cancel': {
      message: '進行中のトレーニングはありません。',
      hint: '/train continue で始めてください。',
    },
    'transcript-for-zip': {
      message: 'zip の中の録音の言葉は、zip の中に入れる必要があります。',
      hint: '録音と一緒に、それぞれ 1 行「ファイル名 | 話している言葉」を書いた .txt を入れてください。',
    },
    'transcript-for-many': {
      message: '1 つのテキストを複数のファイルには使えません。',
      hint: 'transcript: でファイルを 1 つ送るか、すべてのテキストを .txt に入れて transcripts: で送ってください。',
    },
    'nothing-sent': {
      message: '録音がありません。',
      hint: 'file: で 1 つ、zip: でたくさん選べます。',
    },
    'no-words-to-move': {
      message: 'これらのテキストは、その後変わったか、すでに直されています。',
      hint: '/samples list で見られます。/samples transcript で直せます。',
    },
    'no-upload': {
      message: 'このアップロードはもうありません。',
      hint: '/samples list でクリップを見てください。',
    },
    'nothing-held-back': {
      message: 'ここには保留のものがもうありません。',
      hint: '/samples list でクリップを見てください。',
    },
    'no-words-to-give-back': {
      message: '戻せる前の言葉がもうありません。',
      hint: '/samples transcript でクリップの言葉を書いてください。',
    },
    'export-under-way': {
      message: 'まだ送っています。',
      hint: '前のものが終わるまで待ってください。',
    },
    'nothing-to-read/script': {
      message: '{{language, language}}の読む文はありません。あるのは{{readable, languageNames}}だけです。',
      hint: '好きなものを読んで、話した言葉を書き留めてください。',
    },
    'all-read/script': {
      message: '用意した文をすべて読み終えました。',
      hint: '好きなものを読んで送ってください。',
    },
    'no-parent': {
      message: '現在のバージョンは v{{number}} で、前のバージョンの続きではありません。',
      hint: 'どのバージョンにするか指定してください。/versions list で見られます。',
    },
    'active-changed': {
      message: 'そのあいだに別のバージョンが現在のものになりました。',
      hint: '/versions list を見て、まだ必要ならもう一度どうぞ。',
    },
    'voice-name-taken': {
      message: '「{{name}}」というボイスはすでにあります。',
      hint: '別の名前にしてください。/voices list で見られます。',
    },
    'too-many-bytes': {
      message: '24 時間で {{megabytes}} MB を超えます。これが 1 人あたりの上限です。',
      hint: 'あと {{wait, duration}}で使えます。',
    },
    'too-many-bytes/never': {
      message: '24 時間で {{megabytes}} MB を超えます。これが 1 人あたりの上限です。',
      hint: '一度に送るファイルを減らすか、WAV のかわりに FLAC、MP3、Ogg にしてください。',
    },
    'too-much-training': {
      message: 'この 24 時間のトレーニングが {{minutes}} 分になりました。これが 1 人あたりの上限です。',
      hint: 'あと {{wait, duration}}で使えます。',
    },
    'too-much-training/never': {
      message: 'この 24 時間のトレーニングが {{minutes}} 分になりました。これが 1 人あたりの上限です。',
      hint: '明日また使えます。',
    },
    'too-many-previews-today': {
      message: '24 時間で{{previews, preview}}になりました。これが 1 人あたりの上限です。',
      hint: 'あと {{wait, duration}}で使えます。',
    },
    'too-many-previews-today/never': {
      message: '24 時間で{{previews, preview}}になりました。これが 1 人あたりの上限です。',
      hint: '明日また使えます。',
    },
    'disk-low': {
      message: 'このボットのディスクはほぼいっぱいで、新しいものを受け取れません。',
      hint: '運営者には知らせてあります。空きができればまた動きます。',
    },
    'too-many-runs': {
      message: 'いまは手いっぱいです。{{open}} 件のトレーニングとプレビューが進行中か待機中です。',
      hint: 'どれかが終わったらもう一度試してください。たいてい数分です。',
    },
    'too-many-clips': {
      message: 'ここに{{clips, clip}}があります。1 人あたりの上限は {{most}} です。',
      hint: 'いくつか取り除けばまた使えます：/samples remove',
    },
    'too-many-minutes': {
      message: 'ここに {{seconds, duration}}の録音があります。1 人あたりの上限は {{most}} 分です。',
      hint: 'いくつか取り除けばまた使えます：/samples remove',
    },
    'too-many-clips/more': {
      message: 'この録音を加えると{{clips, clip}}になります。1 人あたりの上限は {{most}} です。',
      hint: 'いくつか取り除けば使えます：/samples remove',
    },
    'too-many-minutes/archive': {
      message: '1 つの zip から聞くのは、1 人が置ける長さ（{{most}} 分）までです。',
      hint: '残りは別の zip で送ってください。',
    },
    'too-many-minutes/more': {
      message: 'この録音を加えると {{seconds, duration}}になります。1 人あたりの上限は {{most}} 分です。',
      hint: 'いくつか取り除けば使えます：/samples remove',
    },
    'too-many-open-uploads/at-once': {
      message: 'あなたの{{open, file}}がまだ待っています。一度に {{most}} 個までです。',
      hint: '一度に送るファイルを減らしてください。',
    },
    'too-many-open-uploads': {
      message: 'あなたの{{open, file}}がまだ待っています。一度に {{most}} 個までです。',
      hint: 'いくつか終わればまた使えます。',
    },
    'too-many-voices': {
      message: '{{voices, voice}}があります。1 人あたりの上限は {{most}} です。',
      hint: 'voice: でそのどれかに追加するか、先に 1 つ削除してください。',
    },
    'too-slow/looking': {
      message: 'この録音を調べるのに時間がかかりすぎたので、中止しました。',
      hint: '数分ずつに分けてアップロードしてください。',
    },
    'host-not-allowed': {
      message: 'このファイルは、ダウンロードできないサーバーにあります。',
      hint: 'リンクではなく、録音をコマンドに直接添付してください。',
    },
    'file-too-big': {
      message: 'ファイルが {{most}} より大きいです。',
      hint: 'いくつかに分けるか、WAV のかわりに FLAC、MP3、Ogg でアップロードしてください。',
    },
    'link-expired': {
      message: 'このファイルへのリンクは期限切れです（サーバーの応答：{{status}}）。',
      hint: 'もう一度添付してください。添付へのリンクは数時間しか使えません。',
    },
    'download-failed/status': {
      message: 'このファイルのあるサーバーの応答は {{status}} でした。',
      hint: '数分後にもう一度試してください。',
    },
    'download-failed/redirects': {
      message: 'リンクの転送が多すぎます。',
      hint: 'もう一度添付してください。',
    },
    'download-timeout': {
      message: 'ファイルが {{seconds}} 秒以内に届きませんでした。',
      hint: 'もう一度試してください。また起きたら、小さなファイルにしてください。',
    },
    'download-failed': {
      message: '接続が切れました{{code}}。',
      hint: '数分後にもう一度試してください。',
    },
    'empty-file': {
      message: 'ファイルが空です（0 バイト）。',
      hint: '録音を書き出し直して、もう一度送ってください。',
    },
    'not-audio/unnamed': {
      message: 'このファイルは音声ではありません。中身：{{holds, content}}。',
      hint: '次の形式の録音をアップロードしてください：{{formats, either}}。',
    },
    'not-audio/misnamed': {
      message: 'このファイルの名前は {{ending}} で終わりますが、音声ではありません。中身：{{holds, content}}。',
      hint: '次の形式の録音をアップロードしてください：{{formats, either}}。',
    },
    'broken-samples': {
      message: 'このファイルのサンプルの多くが数値でないため、ほとんど聞こえません。',
      hint: '16 か 24 ビットの WAV で書き出し直し、アップロードの前に聞いてみてください。',
    },
    'too-many-channels': {
      message: 'この録音は {{rate}} Hz の {{channels}} チャンネルです。',
      hint: '48000 Hz のモノラルかステレオで書き出してください。{{highestRate}} Hz の {{mostChannels}} チャンネルまで受け取れます。',
    },
    'too-slow': {
      message: 'この録音のデコードに時間がかかりすぎたので、中止しました。',
      hint: '1〜2 チャンネルの WAV か FLAC で、数分ずつに分けてアップロードしてください。',
    },
    'no-sound': {
      message: 'このファイルには音声がありません。',
      hint: '話し声の録音をアップロードしてください。',
    },
    'codec-not-supported': {
      message: 'このファイルの音声は、読めない形式です。',
      hint: 'WAV か FLAC に変換して送ってください。',
    },
    'broken-file': {
      message: 'このファイルはデコードできません。壊れているか、途中で切れています。',
      hint: '自分の端末で再生できるか確かめ、書き出し直してもう一度送ってください。',
    },
    'too-long': {
      message: '録音が {{minutes}} 分より長いです。',
      hint: '短く分けてアップロードしてください。',
    },
    'broken-file/silent': {
      message: 'このファイルには音がありません。壊れているか、途中で切れています。',
      hint: '自分の端末で再生できるか確かめ、書き出し直してもう一度送ってください。',
    },
    'silent-recording': {
      message: '録音が最初から最後まで無音です（{{seconds, duration}}）。',
      hint: '正しいマイクが選ばれ、ミュートになっていないか確かめて、もう一度録音してください。',
    },
    'no-speech': {
      message: 'この録音では誰も話していません。雑音、ハム音、単音のような一定の音だけです。',
      hint: 'マイクが声を拾っているか確かめて、もう一度録音してください。',
    },
    'bad-zip': {
      message: 'この zip は壊れています。',
      hint: '作り直すか、録音をそのまま送ってください。',
    },
    'bad-zip/files': {
      message: 'この zip には {{most}} 個を超えるファイルが入っています。',
      hint: 'いくつかに分けて、1 つずつ送ってください。',
    },
    'bad-zip/recordings': {
      message: 'この zip には {{most}} 件を超える録音が入っています。',
      hint: 'いくつかに分けて、1 つずつ送ってください。',
    },
    'bad-zip/large-recording': {
      message: 'この zip には {{megabytes}} MB を超える録音が入っています。',
      hint: 'いくつかに分けて、1 つずつ送ってください。',
    },
    'bad-zip/bytes': {
      message: 'この zip には {{gigabytes}} GB を超える録音が入っています。',
      hint: 'いくつかに分けて、1 つずつ送ってください。',
    },
    'bad-zip/list': {
      message: 'この zip には {{kilobytes}} kB を超える一覧が入っています。',
      hint: 'いくつかに分けて、1 つずつ送ってください。',
    },
    'bad-zip/password': {
      message: 'この zip にはパスワードがかかっています。',
      hint: 'パスワードなしで作り直してください。',
    },
    'bad-zip/method': {
      message: 'この zip は {{method}} で圧縮されていて、読めません。',
      hint: '通常の方式（Deflate）で作り直すか、録音をそのまま送ってください。',
    },
    'bad-zip/no-recordings': {
      message: 'この zip には録音がありません。',
      hint: '{{endings}} などで終わるファイルを入れてください。',
    },
    'bad-zip/lists': {
      message: 'この zip にはテキストの一覧が {{lists}} 個あります：{{names}}。',
      hint: 'どのファイルで何を話しているかを書いたものだけ残してください。',
    },
    'bad-zip/swells': {
      message: 'この zip の「{{name}}」は {{megabytes}} MB にふくらみます。これは録音ではありません。',
      hint: '取り出して、もう一度送ってください。',
    },
    'bad-transcripts/quote': {
      message: 'テキストの {{line}} 行目の引用符が閉じていません。',
      hint: '文の終わりにもう 1 つ付けるか、両方外してください。',
    },
    'bad-transcripts/too-many': {
      message: 'テキストの {{line}} 行目は多すぎます。読むのは {{most}} 行までです。',
      hint: '一度に送る量を減らしてください。',
    },
    'bad-transcripts/undivided': {
      message: 'テキストの {{line}} 行目に、ファイル名と言葉を分けるものがありません。',
      hint: 'あいだに | かタブを入れてください。例：録音.wav | 話している言葉',
    },
    'bad-transcripts/no-field': {
      message: 'テキストの {{line}} 行目に、言葉の欄がありません。',
      hint: 'あいだに | かタブを入れてください。例：録音.wav | 話している言葉',
    },
    'bad-transcripts/columns': {
      message: 'テキストの {{line}} 行目にはファイル名と言葉のほかにも何かがあり、どれが言葉かわかりません。',
      hint: 'ファイル名と言葉だけにするか、言葉を引用符で囲んでください。',
    },
    'bad-transcripts/nameless': {
      message: 'テキストの {{line}} 行目にファイル名がありません。',
      hint: '言葉の前に録音の名前を書いてください。',
    },
    'bad-transcripts/no-text': {
      message: 'テキストの {{line}} 行目に言葉がありません。',
      hint: 'ファイル名のあとに話している言葉を書くか、その行を消してください。',
    },
    'bad-transcripts/too-long': {
      message: 'テキストの {{line}} 行目が {{most}} 文字より長いです。',
      hint: '録音を文ごとに切って、1 文に 1 行書いてください。クリップは 12 秒までです。',
    },
    'bad-transcripts': {
      message: '送られたテキストの一覧が、テキストファイルではありません。',
      hint: 'プレーンテキスト（.txt）か、表計算から CSV で保存してください。',
    },
    'bad-transcripts/empty': {
      message: 'テキストの一覧が空です。',
      hint: '録音ごとに 1 行書いてください。例：録音.wav | 話している言葉',
    },
    'bad-transcripts/heading': {
      message: 'テキストの一覧が見出しだけです。',
      hint: '録音ごとに 1 行書いてください。例：録音.wav | 話している言葉',
    },
    'no-transcript-fits': {
      message: 'テキストの名前に、送ったファイルの名前がありません。',
      hint: 'あなたのファイル：{{yours}}。',
    },
    'ambiguous-transcripts': {
      message: 'テキストの {{where, lineNumbers}}はどれも「{{name}}」のもので、言葉が違います。',
      hint: '正しいものだけ残してください。',
    },
    'ambiguous-transcripts/names': {
      message: 'テキストの「{{name}}」にあたるファイルが {{files}} 個あります（{{where, lineNumbers}}）。',
      hint: 'フォルダーと拡張子も含めた名前で、それぞれ 1 行ずつ書いてください。',
    },
    'ambiguous-transcripts/one-line': {
      message:
        'テキストで「{{name}}」と呼ばれるファイルが {{files}} 個ありますが、行は 1 つだけです（{{where, lineNumbers}}）。',
      hint: '送った順にその名前で 1 行ずつ書くか、transcript: で 1 つずつ送ってください。',
    },
    'ambiguous-transcripts/lines': {
      message:
        'テキストで「{{name}}」と呼ばれるファイルが {{files}} 個ありますが、行は {{lines}} 行あります（{{where, lineNumbers}}）。',
      hint: '送った順にその名前で 1 行ずつ書くか、transcript: で 1 つずつ送ってください。',
    },
    'too-many-pronunciations': {
      message: 'このリストにはすでに {{most}} 語あり、これ以上入りません。',
      hint: '/pronounce remove でいくつか外してください。',
    },
    'too-many-previews': {
      message: 'あなたのプレビューがまだ {{most}} 件作成中です。',
      hint: 'どれかが終わってから、もう一度どうぞ。',
    },
    'run-active': {
      message: 'すでにトレーニングが進行中です。',
      hint: '終わるまで待つか、/train cancel で止めてください。',
    },
    'erased-meanwhile': {
      message: '対象のものは、そのあいだに削除されました。',
      hint: '/addsamples で始め直してください。',
    },
    'version-purged': {
      message: 'このバージョンはもうありません。学んだ録音が削除されたためです。',
      hint: '/versions list から別のものを選んでください。',
    },
    'no-step': {
      message: 'トレーニングが 1 ステップも進まずに終わったので、何も学んでいません。',
      hint: 'テキスト付きの録音をいくつか足して、もう一度試してください。',
    },
    'parent-missing': {
      message: '現在のバージョンには保存された状態がないので、続けられません。',
      hint: '/rollback で別のバージョンに戻すか、/train fresh を使ってください。',
    },
    'voice-unknown': {
      message: 'このボイスはもうありません。',
      hint: '/addsamples で新しく始めてください。',
    },
    'no-usable-clips': {
      message: 'このボイスには、まだ使える録音がありません。',
      hint: '/addsamples で送ってください。はっきりした話し声が 1 分あればよい始まりです。',
    },
    'no-usable-clips/unmatched': {
      message: 'トレーニングできるものがありません。テキストと合う録音が 1 つもありませんでした。',
      hint: '話している言葉と一緒に録音を足してください：テキストを付けて /addsamples',
    },
    'pilot-failed': {
      message:
        '新しいクリップでボイスが悪くなります。試したところ、これまでできていたことで {{worse, percent}} あなたから遠くなり、よりゆるやかにした 2 回目でも悪くなったので、トレーニングを止めました。',
      hint: '新しいクリップを聞いて、あなたでないものや聞き取りにくいものを /samples remove で取り除いてください。または /train continue epochs:10 のように数を指定して、自分で両方の声を比べてください。',
    },
    'clips-missing': {
      message: '{{total}} 件中 {{number}} 件の録音が、ディスクにないか壊れています：{{names}}。',
      hint: '/samples remove で取り除き、/addsamples でもう一度送ってください。',
    },
    'clips-missing/more': {
      message: '{{total}} 件中 {{number}} 件の録音が、ディスクにないか壊れています：{{names}}、ほか {{more}} 件。',
      hint: '/samples remove で取り除き、/addsamples でもう一度送ってください。',
    },
    'transcripts-misfit': {
      message: '新しいクリップ {{total}} 個中 {{number}} 個のテキストが、話している言葉と合いません：{{names}}。',
      hint: '/samples transcript で直すか、/samples remove でクリップを取り除いてから、もう一度トレーニングしてください。',
    },
    'transcripts-misfit/more': {
      message:
        '新しいクリップ {{total}} 個中 {{number}} 個のテキストが、話している言葉と合いません：{{names}}、ほか {{more}} 個。',
      hint: '/samples transcript で直すか、/samples remove でクリップを取り除いてから、もう一度トレーニングしてください。',
    },
    'unspeakable-transcripts': {
      message: 'クリップのテキストに読めるところがないので、学べる言葉がありません。',
      hint: '話している内容を{{language, language}}で書いてください：/samples transcript。',
    },
    'optimizer-lost': {
      message: '以前のトレーニングは重みしか残っていません。',
      hint: '重みから、新しいオプティマイザーで続けます。',
    },
    'nothing-to-do': {
      message: '{{epochs, epoch}}のトレーニングでは何も起きません。',
      hint: '1 エポック以上にしてください。',
    },
    'language-not-supported': {
      message: '内蔵エンジンは英語を話します。このボイスの録音の言語：{{languages, languagesAll}}。',
      hint: 'このボイスには英語の録音を使ってください。',
    },
    'not-enough-memory': {
      message:
        'バッチ {{batch}} のトレーニングには {{needed}} MB のメモリが必要ですが、空きは {{free}} MB です。バッチ {{fitting}} なら入ります。',
      hint: 'マシンが空いているときに試すか、/samples remove で録音を減らしてください。',
    },
    'not-enough-memory/none': {
      message:
        'バッチ {{batch}} のトレーニングには {{needed}} MB のメモリが必要ですが、空きは {{free}} MB です。どのバッチでも入りません。',
      hint: 'マシンが空いているときに試すか、/samples remove で録音を減らしてください。',
    },
    'memory-short': {
      message: '録音 1 件分のメモリも足りませんでした。',
      hint: 'マシンが空いているときに試すか、/samples remove で長い録音から減らしてください。',
    },
    'not-enough-disk': {
      message: 'トレーニングには {{needed}} MB のディスクが必要ですが、空きは {{free}} MB です。',
      hint: '運営者に空きを作ってもらってから、もう一度試してください。',
    },
    'timbre-takes-longer': {
      message:
        '今回は普段より数分長くかかることがあります。音色を学習し、復習する言葉をすべてその音色で言い直すためです。',
      hint: '次回からは、めったにありません。',
    },
    'clips-without-transcript': {
      message: '{{total}} 件中 {{number}} 件の録音に、読めるテキストがありません。',
      hint: '声の音しか学べません。話している内容を足すと、もっと学べます。',
    },
    'transcripts-shifted/before': {
      message:
        '新しいクリップ {{clips}} 個中 {{misfits}} 個で、テキストが話している内容と合いません。1 行ずれているようです。どれも次のクリップの内容です。',
      hint: 'ずらして使いますか？ または /samples transcript で直してください。',
    },
    'transcripts-shifted/after': {
      message:
        '新しいクリップ {{clips}} 個中 {{misfits}} 個で、テキストが話している内容と合いません。1 行ずれているようです。どれも前のクリップの内容です。',
      hint: 'ずらして使いますか？ または /samples transcript で直してください。',
    },
    'model-foreign': {
      message: 'このボイスは、このマシンにあるものとは別の版の自然な元の声で育ちました。',
      hint: '/train fresh でやり直すか、運営者にその版を戻してもらってください。',
    },
    'models-missing': {
      message: 'このボイスは自然な元の声で話しますが、そのモデルがこのマシンにありません。',
      hint: '運営者に npm run models を実行してトレーナーを再起動してもらい、もう一度試してください。',
    },
    'state-damaged': {
      message: 'このバージョンはディスク上で壊れています。',
      hint: '/rollback で別のバージョンに戻すか、/train fresh を使ってください。録音はすべて残っています。',
    },
    'state-foreign': {
      message: 'このバージョンは、今ここで動いているものとは別のエンジンで作られました。',
      hint: '/train fresh で今のエンジンのバージョンを作るか、運営者に聞いてください。録音はすべて残っています。',
    },
    'training-stopped': {
      message: '以前のトレーニングを引き継げなかったので、最初からになる前に止めました。',
      hint: '何も変わっていません。もう一度試し、また起きたら /rollback で別のバージョンに戻すか /train fresh を使ってください。',
    },
    'training-diverged': {
      message: 'トレーニングの計算が発散しました。損失が無限大です。',
      hint: '何も変わっていません。エポックを減らして試すか、/train fresh を使ってください。',
    },
    'speech-failed': {
      message: 'これは話せませんでした。',
      hint: '後で試すか、別の文章にしてください。続くようなら、運営者が原因を調べられます：npm run cli -- doctor。',
    },
    'nothing-to-speak': {
      message: 'この文章には読めるところがありません。',
      hint: '言葉を送ってください。',
    },
    'engine-trouble': {
      message: '運営者にしか直せない問題があります：{{what}}',
      hint: '運営者に知らせてください。npm run cli -- doctor で詳しく分かります。',
    },
    'engine-incomplete': {
      message: '{{engine, engine}}に必要なものが、ここで足りないか壊れています。',
      hint: '運営者に知らせてください。何かは npm run cli -- doctor で分かります。',
    },
    'engine-broke-off': {
      message: '{{engine, engine}}がエラーで中断しました。',
      hint: '録音とバージョンは無事です。もう一度試し、また起きたら運営者に知らせてください。npm run cli -- doctor で原因を調べられます。',
    },
    'graphics-card-lost': {
      message: 'ここでトレーニングするグラフィックカードがなくなりました。',
      hint: '運営者に知らせ、戻ってからもう一度試してください。',
    },
    'graphics-memory': {
      message:
        'グラフィックカードの空きメモリは {{free, fixed1}} GB ですが、トレーニングには {{needed, fixed1}} GB 必要です。',
      hint: '後で試すか、ほかに何が使っているか運営者に聞いてください。',
    },
    'graphics-memory/little': {
      message: 'グラフィックカードの空きメモリが {{free, fixed1}} GB しかないので、小さなバッチしか入りません。',
      hint: 'トレーニングはこのまま続きますが、時間がかかります。',
    },
    'no-graphics-card': {
      message: 'ここでは{{engine, engine}}はプロセッサーでトレーニングします。使えるグラフィックカードがありません。',
      hint: '数時間かかります。',
    },
    'shared-memory': {
      message: 'このボットのマシンの共有メモリが少なく、録音を読み込めません。',
      hint: '運営者に知らせてください。増やし方は npm run cli -- doctor で分かります。',
    },
    'no-usable-clips/lengths': {
      message:
        'テキスト付きの録音に、GPT-SoVITS が使える長さ（{{shortest, fixed1}}〜{{longest}} 秒）のものがありません。',
      hint: '1 つ 1 文くらいの録音を /addsamples で足してください。',
    },
    'language-not-supported/sovits': {
      message:
        'GPT-SoVITS が話せるのは{{spoken, languagesAll}}です。このボイスの録音の言語：{{languages, languagesAll}}。',
      hint: 'このボイスには、そのどれかの言語の録音を使ってください。',
    },
    'clips-without-transcript/left-out': {
      message: '{{total}} 件中 {{number}} 件の録音にテキストがないので、使いません。',
      hint: '話している内容を足せば、そこからも学べます。',
    },
    'engine-note': {
      message: '運営者へ：{{what}}',
      hint: 'トレーニングはこのまま続きます。',
    },
    'voice-permission/one': {
      message: 'このボイスチャンネルに入る権限がありません。足りないもの：{{missing, permissions}}。',
      hint: 'チャンネルを管理できる人が許可できます：チャンネルの編集、権限、私を追加。',
    },
    'too-many-texts/one': {
      message: 'あなたの{{texts, text}}がすでに待っています。',
      hint: '話し終わるまで待ってください。',
    },
    'samples-removed': {
      message: 'このトレーニングで使っていたクリップが取り除かれました。',
      hint: 'トレーニングを始め直してください。いまあるクリップを使います。',
    },
    'no-longer-shared': {
      message: 'このトレーニングの元になった共有ボイスは、もう共有されていません。',
      hint: 'トレーニングを始め直してください。別のボイスかベースから始まります。',
    },
    internal: {
      message: '作業中に Timbre の内部で問題が起きました。',
      hint: '録音とバージョンは無事です。もう一度試してください。また起きたら、この番号を運営者に伝えてください：{{reference}}',
    },
    'outage/run': {
      message: '{{what, outage}}',
      hint: '録音とバージョンは無事です。続くようなら、これを運営者に伝えてください：{{reference}}',
    },
    'outage/upload': {
      message: '{{what, outage}}',
      hint: '続くようなら、これを運営者に伝えてください：{{reference}}',
    },
    'not-shared/any-more': {
      message: '話すはずだったボイスは、ここではもうあなたに共有されていません。',
      hint: '自分のものを使ってください：of: なしの /say',
    },
    'not-shared': {
      message: 'その人は、ここではそのようなボイスをあなたに共有していません。',
      hint: '相手が /share speak で共有できます。',
    },
    'not-shared/which': {
      message: 'その人は複数のボイスを共有しています。voice: でどれかを指定してください。',
      hint: '共有中：{{names}}。',
    },
    'not-shared/named': {
      message: 'その人は、ここではそのようなボイスをあなたに共有していません。',
      hint: '共有中：{{names}}。',
    },
    paused: {
      message: 'いまはメンテナンス中で、新しいものを受け取れません。',
      hint: '前に頼まれたものは続いています。少ししてからもう一度試してください。',
    },
    'person-or-role': {
      message: '人とロールの両方が指定されています。',
      hint: '1 つずつ指定してください。',
    },
    'too-many-reports': {
      message: '今日はすでに {{most}} 件報告しています。',
      hint: '続きは明日どうぞ。',
    },
    'not-the-operator': {
      message: 'これはこのボットの運営者用です。',
      hint: 'あなたが使えるものは /help で見られます。',
    },
  },
  inBrackets: '（{{text}}）',
  heldBack: {
    'other-speaker': 'ほかのクリップの人の声に聞こえません',
    stranger: '別の人が話しています',
    'cut-off': '途中で切れているようで、テキストが聞こえる内容より多いかもしれません',
    'doubt-other': 'テキストが聞こえる内容と違います',
    'doubt-more': 'テキストが聞こえる内容より多いです',
    'doubt-less': '聞こえる内容がテキストより多いです',
  },
  notes: {
    'little-speech':
      '話し声が {{seconds, fixed1}} 秒しかありません。1 つの録音で 2 秒以上、できれば 5〜10 秒話してください。',
    'no-voice': '声が聞こえず、雑音かささやきだけです。声を出して話してください。',
    music: '話し声というより音楽か電子音のようです。話している声を録音してください。',
    'too-noisy':
      '雑音が多すぎます。声が背景より {{db}} dB しか大きくありません。静かな部屋で、マイクの近くで録音してください。',
    'some-noise':
      '少し雑音があります。声は背景より {{db}} dB 大きいです。20 dB 以上あるとよいので、マイクに近づいてください。',
    'badly-clipped': 'ひどく音割れしています。音が大きすぎます。マイクの音量を下げて録り直してください。',
    clipped: '大きな音が一部割れています。次はマイクの音量を少し下げてください。',
    muffled: 'こもっています。{{khz, fixed1}} kHz より上の音がありません。別のマイクかアプリで録音してください。',
    telephone:
      '電話のような音です。{{khz, fixed1}} kHz より上の音がありません。16 kHz 以上で録音すると子音が残ります。',
    'very-quiet': '音がとても小さいです。マイクの音量を上げるか、近づいてください。',
    'only-left': '左チャンネルにしか音がないので、それを使いました。',
    'only-right': '右チャンネルにしか音がないので、それを使いました。',
    opposite: '2 つのチャンネルが打ち消し合っていました（片方の極性が逆でした）。直しておきました。',
    'broken-samples': '数値でないサンプルがあったので、無音として扱いました。',
    'cut-off':
      'ファイルの長さは {{claimed, duration}} のはずですが、{{read, duration}} しか読めませんでした。途中で切れているかもしれません。足りないところがあれば、もう一度送ってください。',
    'no-usable-speech': '使える話し声がありません。',
    unheard: '{{language, language}}が分かるモデルがここにないので、話している内容はあなたのテキストだけが頼りです。',
    'other-conditions': 'ほかのクリップと録音の条件が違います：{{what, notes}}。',
    'other-manner': 'ほかのクリップと話し方が違います：{{what, notes}}。',
    'other-band': '音域が {{usual, fixed1}} kHz ではなく {{now, fixed1}} kHz まで',
    'more-noise': '雑音が {{db}} dB 多い',
    quieter: '{{db}} dB 小さい',
    louder: '{{db}} dB 大きい',
    lower: '{{semitones, semitone}}低い',
    higher: '{{semitones, semitone}}高い',
    livelier: '抑揚が大きい',
    'more-evenly': '抑揚が小さい',
    faster: '速い',
    slower: '遅い',
    stretch: '{{from}}〜{{to}}',
    'more-stretches': 'ほか {{number}} か所',
    'several-people':
      'この録音では {{people}} 人が話しています。別の人の部分（{{stretches, notes}}）は保留にしました。',
    'several-people-unknown':
      'この録音では {{people}} 人が話しています。いちばん長く話している人をあなたとみなし、別の人の部分（{{stretches, notes}}）は保留にしました。',
    'plan-from-base': '{{fresh, fixed0}} 秒の話し声で、ベースのボイスから始めます。',
    'plan-from-other': '{{fresh, fixed0}} 秒の話し声で、ベースよりあなたに近い別のボイスから始めます。',
    'plan-from-version':
      'v{{parent}} の続きです。学習済みの {{known, fixed0}} 秒に、新しい {{fresh, fixed0}} 秒を加えます。',
    'plan-brings': '新しい話し声で増えるもの：{{what, notes}}。',
    'new-words_other': '新しい単語 {{count}} 個',
    'wider-range': '音域が {{semitones, semitone}}広がる',
    'plan-nothing-new': 'v{{parent}} から新しいものがないので、前回の終わりから続けます。',
    'plan-unlike': '新しい話し声はこれまでと違います：{{what, notes}}。',
    'odd-speaker': '{{share, percent}} は別の人の声に聞こえます',
    'odd-conditions': '{{share, percent}} は録音の条件が違います',
    'odd-conditions-noise': '{{share, percent}} は録音の条件が違います（雑音が {{db}} dB 多い）',
    'odd-manner': '{{share, percent}} は話し方が違います',
    'plan-replay': '学んだことを失わないように、毎エポック、以前の話し声を {{replayed, fixed0}} 秒復習します。',
    'plan-replay-all':
      '学んだことを失わないように、毎エポック、以前の話し声 {{replayed, fixed0}} 秒をすべて復習します。',
    'plan-batches': 'バッチは {{batch}} です。空きメモリにはこれ以上入りません。',
    'plan-epochs': '{{epochs, epoch}}（最適化は約 {{steps, step}}）。',
    'plan-epochs-young': '{{epochs, epoch}}（最適化は約 {{steps, step}}）。若いボイスには十分です。',
    'plan-epochs-new':
      '{{epochs, epoch}}（最適化は約 {{steps, step}}）。話し声の {{share, percent}} が新しいものです。',
    'plan-epochs-asked_other': 'ご希望どおり {{count}} エポックです。',
    'plan-epochs-more-asked_other': 'ご希望どおり、あと {{count}} エポックです。',
    'plan-few-epochs_other':
      '{{fresh, fixed0}} 秒の話し声に {{count}} エポックは少なく、ほとんど学べません。こちらで決めるなら {{fitting}} です。',
    'plan-many-epochs':
      '{{fresh, fixed0}} 秒の話し声に {{epochs, epoch}}では丸暗記になります。こちらで決めるなら {{fitting}} です。そのうち最もよいものを残します。',
    'plan-many-epochs-untested':
      '{{fresh, fixed0}} 秒の話し声に {{epochs, epoch}}では丸暗記になります。こちらで決めるなら {{fitting}} です。どれが最もよいかを調べるテスト用クリップがまだありません。',
    'plan-rate-young': '学習率は {{rate}} です（ウォームアップ {{steps, step}}のあと）。',
    'plan-rate':
      '学習率は {{rate}} です。すでに {{steps, step}}トレーニングしたので、学んだことが残るように、ベースから始めるとき（{{base}}）より低くします。',
    'plan-rate-halved':
      '学習率は {{rate}} です。すでに {{steps, step}}トレーニングしたので、学んだことが残るように、ベースから始めるとき（{{base}}）より低くし、新しい話し声がこれまでと違うのでさらに半分にします。',
    'plan-inner':
      '内側の層はその {{share, percent}} で学びます。あなたの声が {{seconds, fixed0}} 秒しかない間は、話し声全般の知識を保ちます。',
    'plan-untested':
      'テスト用クリップがまだないので、どのエポックもそのまま残します。テキスト付きのクリップが 4 個になると、1 個をテスト用に取り分けます。',
    'plan-best': '{{clips, testClip}}で最もよかったエポックを残します。',
    'plan-best-stops':
      '{{clips, testClip}}で最もよかったエポックを残し、{{patience, epoch}}続けてよくならなければトレーニングを終えます。',
    'timbre-near':
      '音色は自然な元の声を混ぜたもので、すでに {{likeness, percent}} あなたに似ています。学習してもこれ以上よくなりません。',
    'timbre-gone':
      '学習した音色は、取り除かれた録音とともになくなりました。音色は自然な元の声を混ぜたものに戻っています。',
    'timbre-little-memory': '音色は学習しませんでした。空きメモリが足りません。',
    'timbre-little-speech': '音色は学習しませんでした。単語ごとにたどれた話し声が少なすぎます。',
    'timbre-no-nearer': '学習した音色は使いませんでした。テスト用クリップであなたに近づきませんでした。',
    'timbre-less-like':
      '学習した音色は使いませんでした。録音には近づきましたが、はっきりあなたらしくはなりませんでした。',
    'timbre-less-like-in-some': '学習した音色がはっきりあなたらしくはならなかった話し方では、それを使いませんでした。',
    'timbre-fewer-steps':
      'このマシンで時間がかからないように、ステップを普段より減らしました。新しい録音を加えた長い学習では、役に立つ間は続けます。',
    'timbre-learnt': '音色を自然な元の声を通して学習しました：あなたの話し声 {{seconds, fixed0}} 秒、{{steps, step}}。',
    'timbre-learnt-tested':
      '音色を自然な元の声を通して学習しました：あなたの話し声 {{seconds, fixed0}} 秒、{{steps, step}}。テスト用クリップで {{nearer, percent}} 近づきました。',
    'plan-quick': 'ご希望どおり手早く：繰り返しは普段のおよそ 4 分の 1 です。',
    'plan-long': 'ご希望どおりじっくり：テスト用クリップがよくなる間、普段の最大 {{times}} 倍まで繰り返します。',
    'plan-long-untested':
      'ご希望どおりじっくり：普段の {{times}} 倍繰り返します。いつ十分かを示すテスト用クリップはまだありません。',
    'timbre-put-off':
      '手早くとのことなので、音色は学習しませんでした。新しい録音を加えた次の普通のトレーニングで学習でき、その分時間がかかります。',
    'plan-pilot': '最初に{{epochs, epoch}}だけ試します。学んだことが悪くならなければ先へ進みます。',
    'engine-changed':
      'v{{number}} は{{made, engine}}で作られたもので、{{engine, engine}}では続けられません。ベースから始めます。',
    'sovits-from-base': '{{fresh, fixed0}} 秒の話し声で、事前学習済みのモデルから始めます。',
    'sovits-epochs-asked_other': 'ご希望どおり、両方のモデルをあと {{count}} エポックです。',
    'sovits-many-epochs': 'GPT-SoVITS に {{epochs, epoch}}は多すぎます。{{most}} を超えると言葉を飛ばしがちです。',
    'sovits-quick': 'ご希望どおり手早く：聞いてわかる最小限のエポックです。',
    'sovits-long':
      'ご希望どおりじっくり：エポックを 1.5 倍にします。それより大幅に増やすと、GPT-SoVITS は言葉を飛ばしがちです。',
    'sovits-epochs-first': '開発者の勧めに従い、音（S2）は {{epochs, epoch}}、話し方（S1）は {{second}} です。',
    'sovits-epochs':
      '音（S2）は {{epochs, epoch}}、話し方（S1）は {{second}} です。話し声の {{share, percent}} が新しいものです。',
    'sovits-rate-first': 'S2 の学習率はずっと {{rate}} です。S1 は自分で決めます。',
    'sovits-rate': 'S2 の学習率は {{rate}} です。学んだことが残るように最初より低くします。S1 は自分で決めます。',
    'sovits-replay-all': '何も忘れないように、学習済みの {{replayed, fixed0}} 秒も復習します。',
    'sovits-replay': '何も忘れないように、学習済みのものも {{replayed, fixed0}} 秒、毎回選び直して復習します。',
    'sovits-batches': 'バッチは最大 {{batch}} です。空きメモリの量は分かりません。',
    'sovits-batches-card': 'バッチは最大 {{batch}} です。グラフィックカードの空きメモリは {{free, fixed1}} GB です。',
    'sovits-batches-cpu': 'バッチは最大 {{batch}} です。プロセッサーの空きメモリは {{free, fixed1}} GB です。',
    'sovits-no-card': 'グラフィックカードがないので、1 エポックに数秒ではなく何分もかかります。',
    'sovits-last-epoch': 'GPT-SoVITS はトレーニング中にテスト用クリップを見ないので、最後のエポックを残します。',
    'sovits-memory': '{{model}} でバッチ {{planned}} にはメモリが足りず、{{batch}} で続けました。',
    'spoken-on-cpu':
      'プロセッサーで話したので時間がかかりました。グラフィックカードの空きメモリは {{free, fixed1}} GB で、話すには {{needed, fixed1}} GB 必要です。',
    'smaller-batches': 'バッチ {{planned}} にはメモリが足りなかったので、バッチ {{batch}} でトレーニングしました。',
    'tried-again':
      '新しいクリップで、はじめは学習済みのことが悪くなったので、学習率を半分にし、復習を増やしてやり直しました。',
    'lowest-pitch':
      'この声は普段の高さより{{semitones, semitone}}低いところまでしか下げられないので、そこまでにしました。',
    'grow-anew':
      '自然な元の声が使えるようになりました。/train fresh で、すべての録音からこのボイスを育て直し、今のものとは別の新しいバージョンにできます。',
    'manners-found_other':
      '話し声のうち {{found, notes}}はほかと違って聞こえます。ほかの部分が変わらないように、{{count}} つの別の話し方として学びました。ボイスは、いちばん多い話し方で話します。',
    manner: '{{seconds, fixed0}} 秒',
    'manner-higher': '{{seconds, fixed0}} 秒（{{semitones, semitone}}高い）',
    'manner-lower': '{{seconds, fixed0}} 秒（{{semitones, semitone}}低い）',
    misfit: 'テキストが話している内容と合いません。',
    unspeakable: 'テキストに読めるところがありません。',
    unreadable: '読み込めません：{{why}}',
    'no-speech-in-it': '話し声がありません。',
    'no-recognition': 'テキストがなく、GPT-SoVITS で使える音声認識もありません。',
    'nothing-understood': 'テキストがなく、何も聞き取れませんでした。',
    'language-not-spoken': 'GPT-SoVITS はこの言語（{{language}}）を話せません。',
    'too-short': '短すぎます。GPT-SoVITS には 0.7 秒以上必要です。',
    'too-long': '{{longest}} 秒を超えています。文ごとに切ってください。',
    'misfit-sounds': 'テキストが合いません：{{seconds, fixed1}} 秒に {{sounds}} 音。',
    'no-sounds': 'テキストを音にできませんでした{{why, inBrackets}}。',
    'not-understood': 'テキストを理解できませんでした{{why, inBrackets}}。',
    'not-analysed': '解析できませんでした{{why, inBrackets}}。',
    'no-speech-found': '話し声が見つかりませんでした{{why, inBrackets}}。',
    peaks: 'ピークが上限の {{times, fixed1}} 倍',
    'no-numbers': 'モデルが数値を出せない',
    said: '{{words}}',
    forgot: '一部を忘れています。v{{rival}} がすでに学んだところでは、v{{rival}} のほうがあなたに近いです。',
    'worse-on-new': '新しい録音では v{{rival}} のほうがあなたに近いです。',
    unmeasured: '両方を測るテスト用クリップがまだないので、v{{rival}} よりあなたに近いかは分かりません。',
    closer: 'v{{rival}} よりあなたに近いです。',
    same: 'v{{rival}} と同じくらいあなたに近いです。',
    'closer-nothing-forgotten': 'v{{rival}} よりあなたに近く、学んだことも忘れていません。',
    'same-nothing-forgotten': 'v{{rival}} と同じくらいあなたに近く、学んだことも忘れていません。',
    'on-old-clips': 'v{{rival}} も測った{{clips, testClip}}：{{how, notes}}。',
    'on-new-clips': 'その後に加わった{{clips, testClip}}：{{how, notes}}。',
    'further-db': 'v{{rival}} よりあなたから {{by, fixed2}} dB 遠い',
    'closer-db': 'v{{rival}} よりあなたに {{by, fixed2}} dB 近い',
    'same-db':
      'v{{rival}} と同じくらいあなたに近い（この数のクリップでは {{tolerance, fixed2}} dB 以内の差は区別できません）',
    'less-like': 'あなたらしさが {{by, fixed1}}% 減った',
    'more-like': 'あなたらしさが {{by, fixed1}}% 増えた',
    'as-like': 'あなたらしさは同じ',
    'chosen-meanwhile': 'トレーニング中に v{{number}} を選んだので、v{{number}} のままにします。{{why, notes}}',
    'other-engine':
      'v{{number}} は{{engine, engine}}で作られたもので、2 つを数値で比べられません。両方を聞いて選んでください。',
    'listen-and-choose': '両方を聞いて選んでください。',
  },
  picture: {
    time: '時間（秒）',
    frequency: '周波数（kHz）',
    level: 'レベル（dBFS）',
    peak: 'ピーク',
    fullScale: '最大値に到達',
    noSound: '音なし',
    epoch: 'エポック',
    loss: '損失',
    kept: '採用',
    noLoss: '損失は測られていません',
    trainingClips: 'トレーニング用クリップ',
    testClips: 'テスト用クリップ',
    active: '現在',
    purged: '削除済み',
    aside: '控え',
    weights: '重みのみ',
    imported: 'インポート',
    otherVoice: '別のボイスから',
    minutes: '{{minutes}} 分',
    locale: 'ja',
    trainingSoFar: 'トレーニング · エポック {{epoch}} / {{epochs}}',
    training: 'バージョン {{number}} のトレーニング',
    versions: '「{{voice}}」のバージョン',
  },
  percent: '{{number}}%',
  percentOf: '{{share, percent}}',
  quoted: '「{{text}}」',
  engine: '{{engine, engine}}',
  builtinEngine: '内蔵エンジン',
  content: {
    text: 'テキスト',
    picture: '画像',
    pdf: 'PDF 文書',
    zip: 'zip アーカイブ',
    archive: 'アーカイブ',
    midi: 'MIDI の音符',
    unknown: 'わからない形式のデータ',
  },
  script: {
    cyrillic: 'キリル文字',
    greek: 'ギリシャ文字',
    japanese: '日本語',
    korean: '韓国語',
    chinese: '漢字',
    arabic: 'アラビア文字',
    hebrew: 'ヘブライ文字',
    thai: 'タイ文字',
    devanagari: 'デーヴァナーガリー',
    other: 'ほかの文字',
  },
  phase: {
    preparing: '準備',
    training: 'トレーニング',
    evaluating: '測定',
    publishing: '保存',
    speaking: '発話',
  },
  preview: {
    says: 'v{{number}} の言葉：「{{text}}」（合成音声）',
    leftOut: '英語しか読めないので、{{scripts, scripts}}の部分は省きました。',
    damaged: 'v{{number}} のプレビューがディスク上で壊れています。`/preview` で作り直せます。',
  },
  figures: {
    title: 'どれだけあなたに近いか',
    over: 'これらのクリップ全体では：',
    none: '未測定です。テスト用クリップがまだありません。テキスト付きのクリップが 4 個になると、1 個がこのために取り分けられます。',
    whole: '{{value, fixed0}}',
    tenths: '{{value, fixed1}}',
    hundredths: '{{value, fixed2}}',
    before: '（v{{number}}：{{figure}}）',
    untrained: '（トレーニング前：{{db, fixed2}}）',
    own: '。あなた自身の録音どうしでは {{share, percent}}',
    voice: '**声**：{{share, percent}} あなたらしく聞こえます{{before}}{{own}}',
    sound: '**音**：メルケプストラム歪み {{db, fixed2}} dB{{before}}',
    melody: '**抑揚**：音の高さの誤差 {{cents, fixed0}} セント{{before}}。100 セントで半音です',
    voicing: '**有声・無声**：{{percent, fixed1}}% のフレームが誤り{{before}}',
    lower: '低いほど近いです。',
    othersLower: 'ほかは低いほど近いです。',
    measured: 'トレーニングに使ったことのない{{clips, clip}}（{{seconds, duration}}）で測りました。',
  },
  sample: {
    moved: 'クリップは「{{voice}}」のものになり、そこでは新しい扱いです。',
    moveThis:
      'このクリップを「{{voice}}」に移すと、それで学んだ {{versions}}{{elsewhere}}も削除されます。元には戻せません。',
    moveAndDelete: '移動して{{versions, version}}を削除',
    noTranscript: 'テキストなし',
    words: {
      typed: '「{{words}}」（入力）',
      heard: '「{{words}}」（聞き取り）',
      corrected: '「{{words}}」（修正済み）',
      confirmed: '「{{words}}」（聞き取り、あなたが確認済み）',
    },
    notSure: '「{{words}}」？（聞き取り、自信なし：学びません）',
    test: 'テスト用クリップ',
    onHold: '**保留**：{{reason}}',
    title: '「{{voice}}」のクリップ',
    titleOfPage: '「{{voice}}」のクリップ、{{pages}} ページ中 {{page}} ページ',
    together: '合計',
    footer:
      '/samples listen はクリップを再生し、/samples transcript は言葉を直し、/samples remove はそれでトレーニングしたすべてのバージョンと一緒に削除します。',
    back: '戻る',
    more: '次へ',
    allOfVoice: 'このボイスのクリップ {{clips}} 個すべて',
    elsewhere: '、それにここから始まったほかのボイスの{{versions, version}}',
    removeThis:
      'このクリップを取り除くと、{{versions}}{{elsewhere}}も削除されます。これでトレーニングしたからです。元には戻せません。',
    removeAll:
      '{{clips, clip}}すべてを取り除くと、{{versions}}{{elsewhere}}も削除されます。これでトレーニングしたからです。元には戻せません。',
    removeAndDelete: '取り除いて{{versions, version}}を削除',
    sameTranscript: '{{clip}} はすでにこのテキストです。',
    transcriptNow: '{{clip}} のテキストは「{{words}}」になりました。',
    noneBefore: '以前はテキストがありませんでした。',
    before: '以前：「{{words}}」',
    learntOld: '{{versions}} は前の言葉で学びました。次の `/train continue` が新しい言葉を学びます。',
    but: 'ただし、{{note}}。',
    nothingRemoved: '何も取り除いていません。',
    removed: '{{clips, clip}}を取り除きました。',
    noVersion: 'これでトレーニングしたバージョンはありません。',
    deletedWithIt: '一緒に削除：{{versions}}{{elsewhere}}。',
    trainingStopped: 'トレーニングで使っていたので止めました。`/train continue` でこれなしに始め直せます。',
  },
  intake: {
    got: '{{files, file}}を受け取りました。聞いています…',
    filesDone: '{{files}} 個中 {{done}} 個が完了。',
    done: '{{recordings, recording}}が完了。',
    unheard:
      '{{language, language}}は聞き取れないので、この録音から学べるのは声の高さと音色だけで、言葉の話し方は学べません。言葉を加えるには、`transcript:`（ファイル 1 つ）か `transcripts:`（たくさん）を付けてもう一度送ってください。',
    forgotten: '処理が終わる前に、このアップロードは削除されました。',
    notYet: 'まだ見ていません',
    inIt: '{{recordings, recording}}が入っています',
    leftInIt: '{{recordings, recording}}を除きました：{{why}}',
    noRecordings_other: '録音でないファイル {{count}} 個を除きました',
    known: 'この録音はすでにボイスにあります',
    knownAs: 'この録音はすでにボイスにあります：「{{name}}」',
    knownTranscribed: 'この録音はすでにボイスにあります。テキストも加わりました',
    knownKeeps: 'この録音はすでにボイスにあり、元の言葉のままです：「{{before}}」',
    othersReworded:
      'ボイスにすでにある{{clips, clip}}の言葉が新しくなりました。以前：「{{before}}」。いま：「{{now}}」',
    unclearLines: '使わなかった行',
    knownReworded: 'この録音はすでに別の言葉でボイスにあります。以前：「{{before}}」。いま：「{{now}}」',
    takenOut: 'その後取り除かれました',
    unspeakable: 'テキストがまったく話せません',
    unspeakableIn: 'テキストがまったく話せません。読めるのは英語で、{{scripts, scripts}}は読めません',
    partlyUnspeakable: 'テキストの一部が話せません。読めるのは英語で、{{scripts, scripts}}は読めません',
    secondsIn: 'クリップ {{clips}} 個で {{seconds, duration}}',
    unusable_other: '使えないクリップ {{count}} 個を除きました',
    copies: 'ボイスにすでにある{{clips, clip}}を除きました',
    transcriptUnused: 'テキストは使いませんでした（録音全体のもので、録音をクリップに切る必要があったため）',
    transcript: 'テキスト付き',
    heard: '聞き取り：「{{words}}」',
    notSure: '自信がないので学びません：「{{words}}」',
    colonHeard: '：「{{words}}」',
    onHold: '**保留**：{{reason}}{{heard}}',
    partOnHold: '**保留** クリップ {{clips}} 個中 {{part}} 個：{{reason}}{{heard}}',
    addTo: '「{{voice}}」に追加',
    formLines: '話している言葉：ファイルごとに 1 行',
    formFiles: 'あなたの録音',
    putRight: '言葉を正しく並べる',
    itsMe: '自分の声なので使う',
    myWords: '言葉は合っている',
    oldWords: '前の言葉に戻す',
    showPicture: '画像を表示',
    addMore: '録音をさらに追加',
    whatIsNew: '新しい内容',
    voice: 'ボイス「{{voice}}」',
    held: '保留',
    heldHelp:
      'これらのクリップから別の人の声が聞こえるので、ボイスはここから学びません。それでもあなたの声なら「自分の声なので使う」を、違うなら `/samples remove` で取り除いてください。',
    mixedUp: '入れ違い',
    misplaced: '{{file}} で聞こえるのは {{line}} のテキストです。',
    otherLanguage: '別の言語ですか？',
    looksLike:
      'これらの言葉は{{other, language}}のようですが、このボイスは{{own, language}}を話します。{{own, language}}として読むと、間違った音を教えてしまいます。',
    ifYouSpeak: 'このボイスの録音で{{other, language}}を話しているなら、`/voices language` で教えてください。',
    cantSpeakYet: '{{other, language}}はまだ話せないので、{{own, language}}の録音を使ってください。',
    newWords: '新しい言葉',
    newWordsHelp:
      'これらの録音には以前別のテキストがありました。前のテキストで学んだバージョンは残ります。`/versions list` に印が付きます。',
    heardTitle: '聞き取り',
    heardHelp:
      'テキストのない録音は聞き取りました。「確認…」のボタンで、聞き取った内容を確認したり直したりできます。あなたの言葉を優先し、自信のないものはそれまで学びません。',
    next: '次にすること',
    added: '{{recordings, recording}}を追加しました',
    addedSome: '録音 {{files}} 件中 {{kept}} 件を追加しました',
    nothingAdded: '何も追加しませんでした',
    tookTranscripts_other: '録音 {{count}} 件に新しいテキストを付けました',
    addedAndTook_other: '録音 {{files}} 件中 {{kept}} 件を追加し、{{count}} 件に新しいテキストを付けました',
    picture: '{{names}} のいちばん良いクリップのスペクトログラムと波形',
    gain: '{{seconds, duration}}増えました（+{{share, percent}}）。',
    gainWider:
      '{{seconds, duration}}増えました（+{{share, percent}}）。声の高さの幅も {{was}} から {{now}} に広がりました。',
    hertz: '{{low}}〜{{high}} Hz',
    totals:
      '{{clips, clip}}で {{seconds, duration}}。テキスト付き {{transcribed}} 個、上達を測る{{test, testClip}}（トレーニングには使いません）。',
    totalsOnHold:
      '{{clips, clip}}で {{seconds, duration}}。テキスト付き {{transcribed}} 個、上達を測る{{test, testClip}}（トレーニングには使いません）。ほかに {{held}} 個が保留です。',
    step: {
      record: '静かな部屋で、1 ファイルに 1〜2 文ずつ（2〜12 秒）録音して、`/addsamples` で送ってください。',
      sendMore:
        '`/addsamples` で録音をもっと送ってください。これまでに送られたものは、上達を測るために取り分けてあります。',
      allHeld:
        'まだトレーニングできるものがありません。保留のクリップがあなたのものなら使い、そうでなければ `/addsamples` で別の録音を送ってください。',
      transcripts:
        'テキストのないクリップからは、声の高さと音色しか学べません。話し方を学ぶには言葉が必要です。`transcript:`（ファイル 1 つ）か `transcripts:`（ファイルごとに 1 行 `ファイル名 | 話している言葉` を書いた .txt）を付けて、録音をもう一度送ってください。',
      unspoken:
        'どのテキストも話せないので、まだ学べる言葉がありません。話している内容を `transcripts:` に付けてこれらの録音をもう一度送るか、`/samples transcript` で言葉を直してください。',
      nothingNew: '新しくトレーニングするものがありません。`/addsamples` で別の録音を送ってください。',
      first: '`/train continue` で最初のバージョンを作ります。',
      train: '`/train continue` で新しい内容をボイスに教えます。',
    },
    doubtedHelp:
      'これらのクリップは残しますが、言葉が正しくなるまでボイスは学びません。「言葉を確認…」のボタンで、どれが正しいか教えてください。「言葉は合っている」を押すと、あなたの言葉のまま使います。',
    cutOffHelp:
      'これらのクリップは途中で終わっているようです。全部聞こえるなら「言葉は合っている」を押し、そうでなければ録音全体を送ってください。',
  },
  lines_other: '{{numbers, list}} 行目',
  permission: {
    ViewChannel: 'チャンネルを見る',
    Connect: '接続',
    Speak: '発言',
  },
};
