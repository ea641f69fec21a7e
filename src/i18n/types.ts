// Types of what can be said: the keys of the English catalogue, and what each text is filled in with.
import type { en } from './en.ts';
import type { Language } from './languages.ts';

type English = typeof en;

/** What commands are called in a language. English is in their definitions. */
export interface CommandTexts {
  /** By the English name: of commands, subcommands and options. */
  readonly names: Readonly<Record<string, string>>;
  /** By the English text: descriptions, and names of choices. */
  readonly texts: Readonly<Record<string, string>>;
}

/** A key without what makes it a plural. */
export type Plural<K extends string> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K;

type Keys<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${Plural<K>}` : Keys<T[K], `${Path}${K}.`>;
}[keyof T & string];

/** What names a text. */
export type Key = Keys<English>;

type At<T, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : `${K}_other` extends keyof T
      ? T[`${K}_other`]
      : never;

type Placeholders<S> = S extends `${string}{{${infer P}}}${infer Rest}` ? P | Placeholders<Rest> : never;

/** What a process found, kept to be read later in whatever language: the key of a text, and what fills it in. */
export interface Note {
  readonly note: string;
  readonly params?: NoteParams | undefined;
}
/** Notes within a note are listed. */
type NoteParams = Readonly<Record<string, string | number | readonly string[] | readonly Note[]>>;

/** What a format takes; without one, and of counts, a number or a text. */
type Taken<Format extends string> = Format extends
  | 'list'
  | 'either'
  | 'languages'
  | 'languagesAll'
  | 'languageNames'
  | 'lineNumbers'
  | 'permissions'
  | 'engines'
  | 'scripts'
  ? readonly string[]
  : Format extends 'notes' | 'inBrackets'
    ? readonly Note[]
    : Format extends 'language' | 'engine' | 'outage' | 'content'
      ? string
      : number;

type Filled<P extends string> = {
  [One in P as One extends `${infer Name}, ${string}` ? Name : One]: One extends `${string}, ${infer Format}`
    ? Taken<Format>
    : string | number;
};

/** What a text is filled in with. */
export type FilledIn<S> = Filled<Placeholders<S>>;

type IsPlural<T, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? IsPlural<T[Head], Rest>
    : false
  : `${K}_other` extends keyof T
    ? true
    : false;

type ParamsOf<K extends string> = Filled<Exclude<Placeholders<At<English, K>>, 'count'>> &
  (IsPlural<English, K> extends true ? { readonly count: number } : unknown);

/** What the text of a key is filled in with: nothing, or one object. */
export type Params<K extends string> =
  unknown extends ParamsOf<K> ? [] : keyof ParamsOf<K> extends never ? [] : [ParamsOf<K>];

/** Says the text of a key in one language. Counts take the plural that the language has for them. */
export interface Translate {
  readonly language: Language;
  <K extends Key>(key: K, ...params: Params<K>): string;
}

type Translated<T> = {
  readonly [K in keyof T]?: T[K] extends string ? string : Translated<T[K]>;
};

/** A language's own texts. What it lacks is English. */
export type Catalog = Translated<English> & { readonly commands: CommandTexts };
