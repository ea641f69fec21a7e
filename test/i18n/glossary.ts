// What the things of Timbre are called in each language, for whoever translates: one word a thing. Where an English text speaks of
// one of them, its translation has that word, as a test checks: several stand where grammar bends it, or where a language has two.
import type { Translated } from '../../src/i18n/languages.ts';

export interface Term {
  /** In English texts. */
  readonly english: RegExp;
  readonly is: Readonly<Record<Translated, RegExp>>;
}

export const glossary: Readonly<Record<string, Term>> = {
  /** Of one person, grown from recordings; not the sound of speech. */
  voice: {
    english: /\b(?:your|this|another|which|new) voices?\b(?! channel| message)/i,
    is: {
      zh: /声音/,
      ja: /ボイス|声/,
      ko: /목소리/,
      es: /\bvo(?:z|ces)\b/i,
      de: /stimme/i,
      fr: /voix/i,
      pt: /\bvo(?:z|zes)\b/i,
    },
  },
  /** A piece of a recording that a voice learns from. */
  clip: {
    english: /\bclips?\b/i,
    is: { zh: /片段/, ja: /クリップ/, ko: /클립/, es: /\bclips?\b/i, de: /clips?/i, fr: /\bclips?\b/i, pt: /clipes?/i },
  },
  /** Never trained on: by them progress is measured. */
  'test clip': {
    english: /\btest clips?\b/i,
    is: {
      zh: /测试片段/,
      ja: /テスト用クリップ/,
      ko: /테스트 클립/,
      es: /clips? de prueba/i,
      de: /Testclip/,
      fr: /clips? de test/i,
      pt: /clipes? de teste/i,
    },
  },
  /** Of clips: kept, but not learnt from until the person says so. */
  'on hold': {
    english: /\bon hold\b/i,
    is: {
      zh: /搁置/,
      ja: /保留/,
      ko: /보류/,
      es: /en espera/i,
      de: /zurückgestellt/i,
      fr: /en attente/i,
      pt: /em espera/i,
    },
  },
  /** Of versions: made, but another one stays active. */
  'kept aside': {
    english: /\bkept aside\b/i,
    is: {
      zh: /备用/,
      ja: /控え/,
      ko: /따로 보관/,
      es: /apart/i,
      de: /beiseitegelegt/,
      fr: /mise de côté/,
      pt: /de lado/,
    },
  },
  transcript: {
    english: /\btranscripts?\b(?!:)/i,
    is: {
      zh: /文本/,
      ja: /テキスト/,
      ko: /대본/,
      es: /transcripci/i,
      de: /transkript/i,
      fr: /transcription/i,
      pt: /transcriç/i,
    },
  },
  preview: {
    english: /\bpreviews?\b/i,
    is: {
      zh: /试听/,
      ja: /プレビュー/,
      ko: /미리듣기/,
      es: /vistas? previas?/i,
      de: /Vorschau/,
      fr: /aperçu/i,
      pt: /prévia/i,
    },
  },
  version: {
    english: /\bversions?\b/i,
    is: {
      zh: /版|\bv\{/,
      ja: /バージョン|版/,
      ko: /버전|판/,
      es: /versi|la v\{/i,
      de: /version|fassung/i,
      fr: /version|la v\{/i,
      pt: /vers|a v\{/i,
    },
  },
  epoch: {
    english: /\bepochs?\b/i,
    is: { zh: /轮/, ja: /エポック/, ko: /에포크/, es: /época/i, de: /epoche/i, fr: /époque/i, pt: /época/i },
  },
  'voice channel': {
    english: /\bvoice channels?\b/i,
    is: {
      zh: /语音频道/,
      ja: /ボイスチャンネル/,
      ko: /음성 채널/,
      es: /canal(?:es)? de voz/,
      de: /Sprachkan[aä]l/,
      fr: /salons? voca/,
      pt: /cana(?:l|is) de voz/,
    },
  },
  /** A way of speaking that a version knows apart from the usual one. */
  'source voice': {
    english: /\bnatural source/i,
    is: {
      zh: /自然源声音/,
      ja: /自然な元の声/,
      ko: /자연스러운 바탕 목소리/,
      es: /voz de partida natural|voces de partida naturales/,
      de: /natürlichen? Ausgangsstimme|natürlicher Ausgangsstimmen/,
      fr: /voix sources? naturelles?/,
      pt: /vo(?:z|zes) de partida natura(?:l|is)/,
    },
  },
  operator: {
    english: /\boperator\b/i,
    is: { zh: /运营者/, ja: /運営者/, ko: /운영자/, es: /administra/, de: /Betreiber/, fr: /gère/, pt: /cuida/ },
  },
  synthetic: {
    english: /\bsynthetic\b/i,
    is: { zh: /合成/, ja: /合成/, ko: /합성/, es: /sintétic/, de: /synthetisch/, fr: /synthétique/, pt: /sintétic/ },
  },
};
