// The engines that there are, and what people call them.

/** As settings, rows and states name them. */
export const engineIds = ['builtin', 'gpt-sovits'] as const;
export type EngineId = (typeof engineIds)[number];

const names: Readonly<Record<string, string>> = { builtin: 'the built-in engine', 'gpt-sovits': 'GPT-SoVITS' };

/** The name of an engine within a sentence. */
export const engineName = (id: string): string => names[id] ?? id;
