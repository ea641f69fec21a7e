// The language that the demo speaks (`npm run demo -- --language de`), and what its page says around the conversation.
import { Locale } from 'discord-api-types/v10';
import { translate, translations } from '../src/i18n/i18n.ts';
import type { Language } from '../src/i18n/languages.ts';
import { renamed } from '../src/i18n/mentions.ts';
import { asked } from './command-line.ts';

/** What the page says itself. */
export interface PageTexts {
  readonly title: string;
  readonly clicks: string;
  readonly onlyFor: (name: string) => string;
  readonly edited: (times: number) => string;
  readonly times: readonly [title: string, upload: string, training: string];
  readonly rows: readonly [first: string, second: string, friend: string, back: string, fresh: string, bad: string];
  readonly distances: (sentences: number) => readonly [title: string, distance: string, speech: string];
  readonly raw: string;
  readonly untrained: string;
}

const texts: Readonly<Record<Language, PageTexts>> = {
  en: {
    title: 'Timbre: one voice, from first recording to rollback',
    clicks: 'clicks',
    onlyFor: (name) => `Only ${name} can see this`,
    edited: (times) => `edited ${times} times: how it looked before`,
    times: ['Seconds from the command to its answer', '10 recordings', 'training + preview'],
    rows: [
      'v1 (20 epochs)',
      'v2 (continued)',
      'v3 (a friend’s recordings)',
      'rollback to v2, with preview',
      'v4 (from the base, 1 epoch)',
      'three bad files',
    ],
    distances: (sentences) => [
      `Distance to the speaker, ${sentences} unseen sentences (mel-cepstral distortion, lower is closer)`,
      'distance',
      'speech learnt from',
    ],
    raw: 'the raw synthesizer',
    untrained: 'before the first step',
  },
  de: {
    title: 'Timbre: eine Stimme, von der ersten Aufnahme bis zurück zu einer früheren Version',
    clicks: 'drückt',
    onlyFor: (name) => `Nur ${name} kann das sehen`,
    edited: (times) => `${times}-mal geändert: wie es vorher aussah`,
    times: ['Sekunden vom Befehl bis zur Antwort', '10 Aufnahmen', 'Training + Vorschau'],
    rows: [
      'v1 (20 Epochen)',
      'v2 (fortgesetzt)',
      'v3 (Aufnahmen einer Freundin)',
      'zurück zu v2, mit Vorschau',
      'v4 (von der Basis, 1 Epoche)',
      'drei schlechte Dateien',
    ],
    distances: (sentences) => [
      `Abstand zur Sprecherin, ${sentences} unbekannte Sätze (mel-cepstrale Verzerrung, weniger ist näher)`,
      'Abstand',
      'gelernte Sprache',
    ],
    raw: 'nur das Sprachprogramm',
    untrained: 'vor dem ersten Schritt',
  },
  es: {
    title: 'Timbre: una voz, de la primera grabación a la vuelta atrás',
    clicks: 'pulsa',
    onlyFor: (name) => `Solo ${name} puede ver esto`,
    edited: (times) => `editado ${times} veces: cómo se veía antes`,
    times: ['Segundos desde el comando hasta la respuesta', '10 grabaciones', 'entrenamiento + vista previa'],
    rows: [
      'v1 (20 épocas)',
      'v2 (continuada)',
      'v3 (grabaciones de una amiga)',
      'vuelta a v2, con vista previa',
      'v4 (desde la base, 1 época)',
      'tres archivos malos',
    ],
    distances: (sentences) => [
      `Distancia a quien habla, ${sentences} frases no vistas (distorsión mel-cepstral, menos es más cerca)`,
      'distancia',
      'voz aprendida',
    ],
    raw: 'el sintetizador solo',
    untrained: 'antes del primer paso',
  },
  fr: {
    title: 'Timbre : une voix, du premier enregistrement au retour en arrière',
    clicks: 'appuie sur',
    onlyFor: (name) => `Seule ${name} peut voir ceci`,
    edited: (times) => `modifié ${times} fois : à quoi ça ressemblait avant`,
    times: ['Secondes de la commande à la réponse', '10 enregistrements', 'entraînement + aperçu'],
    rows: [
      'v1 (20 époques)',
      'v2 (continuée)',
      'v3 (enregistrements d’une amie)',
      'retour à v2, avec aperçu',
      'v4 (depuis la base, 1 époque)',
      'trois mauvais fichiers',
    ],
    distances: (sentences) => [
      `Distance à la personne, ${sentences} phrases inconnues (distorsion mel-cepstrale, moins c’est plus proche)`,
      'distance',
      'parole apprise',
    ],
    raw: 'le synthétiseur seul',
    untrained: 'avant le premier pas',
  },
  pt: {
    title: 'Timbre: uma voz, da primeira gravação à volta a uma versão anterior',
    clicks: 'aperta',
    onlyFor: (name) => `Só ${name} pode ver isto`,
    edited: (times) => `editada ${times} vezes: como era antes`,
    times: ['Segundos do comando até a resposta', '10 gravações', 'treino + prévia'],
    rows: [
      'v1 (20 épocas)',
      'v2 (continuada)',
      'v3 (gravações de uma amiga)',
      'volta para v2, com prévia',
      'v4 (da base, 1 época)',
      'três arquivos ruins',
    ],
    distances: (sentences) => [
      `Distância até quem fala, ${sentences} frases não vistas (distorção mel-cepstral, menos é mais perto)`,
      'distância',
      'fala aprendida',
    ],
    raw: 'só o sintetizador',
    untrained: 'antes do primeiro passo',
  },
  ja: {
    title: 'Timbre：1 つの声、最初の録音から前のバージョンに戻すまで',
    clicks: 'クリック',
    onlyFor: (name) => `${name} だけに見えます`,
    edited: (times) => `${times} 回編集：以前の表示`,
    times: ['コマンドから返事までの秒数', '録音 10 件', 'トレーニングとプレビュー'],
    rows: [
      'v1（20 エポック）',
      'v2（続き）',
      'v3（友人の録音）',
      'v2 に戻す（プレビュー付き）',
      'v4（ベースから 1 エポック）',
      '使えないファイル 3 件',
    ],
    distances: (sentences) => [
      `話者との距離、未知の ${sentences} 文（メルケプストラム歪み、小さいほど近い）`,
      '距離',
      '学んだ話し声',
    ],
    raw: '合成音声そのまま',
    untrained: '最初のステップの前',
  },
  ko: {
    title: 'Timbre: 한 목소리, 첫 녹음에서 이전 버전으로 되돌리기까지',
    clicks: '누름',
    onlyFor: (name) => `${name} 님만 볼 수 있어요`,
    edited: (times) => `${times}번 수정됨: 이전 모습`,
    times: ['명령에서 답까지 걸린 초', '녹음 10개', '학습 + 미리듣기'],
    rows: [
      'v1(에포크 20번)',
      'v2(이어서)',
      'v3(친구의 녹음)',
      'v2로 되돌리기, 미리듣기 포함',
      'v4(기본 모델에서 에포크 1번)',
      '쓸 수 없는 파일 세 개',
    ],
    distances: (sentences) => [
      `말하는 사람과의 거리, 처음 보는 문장 ${sentences}개(멜 켑스트럼 왜곡, 작을수록 가까움)`,
      '거리',
      '배운 말소리',
    ],
    raw: '합성기 그대로',
    untrained: '첫 단계 전',
  },
  zh: {
    title: 'Timbre：一个声音，从第一段录音到回退',
    clicks: '点击',
    onlyFor: (name) => `只有 ${name} 能看到`,
    edited: (times) => `编辑了 ${times} 次：之前的样子`,
    times: ['从命令到回答的秒数', '10 段录音', '训练 + 试听'],
    rows: [
      'v1（20 轮）',
      'v2（继续）',
      'v3（朋友的录音）',
      '回退到 v2，含试听',
      'v4（从基础模型，1 轮）',
      '三个坏文件',
    ],
    distances: (sentences) => [
      `与说话人的距离，${sentences} 个没见过的句子（梅尔倒谱失真，越小越近）`,
      '距离',
      '学过的人声',
    ],
    raw: '原始合成器',
    untrained: '第一步之前',
  },
};

const locales: Readonly<Record<Language, Locale>> = {
  en: Locale.EnglishUS,
  zh: Locale.ChineseCN,
  ja: Locale.Japanese,
  ko: Locale.Korean,
  es: Locale.SpanishES,
  de: Locale.German,
  fr: Locale.French,
  pt: Locale.PortugueseBR,
};

/** Of everybody in the demo. */
export const language: Language = asked.language;
export const locale = locales[language];
export const pageTexts = texts[language];
export const t = translate(language);

/** A command as it is typed in that language. */
export const asTyped = (command: string): string =>
  language === 'en' ? command : renamed(command, translations[language].commands);
