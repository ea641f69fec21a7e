// The settings file of S1: YAML of two levels. Values are carried over as they are written, since YAML's numbers are not
// JavaScript's: what we would write as 1e-5 it reads as text.

/** Values as they are written in YAML, by section and name; section '' holds what stands outside of all sections. */
export type S1Settings = Map<string, Map<string, string>>;

/**
 * Read a template.
 * @throws Error when it is anything but sections of names and values
 */
export function parseS1Settings(text: string): S1Settings {
  const settings: S1Settings = new Map([['', new Map<string, string>()]]);
  let section = '';
  for (const line of text.split('\n')) {
    const content = line.replace(/(^|\s)#.*$/, '').trimEnd();
    if (content === '') continue;
    const [, indent = '', name, value = ''] = /^( *)([A-Za-z_]\w*):(?: +(.*))?$/.exec(content) ?? [];
    if (name === undefined) throw new Error(`S1 settings are of a form that is not known: ${content}`);
    if (indent === '' && value === '') {
      section = name;
      settings.set(section, new Map());
    } else settings.get(indent === '' ? '' : section)?.set(name, value);
  }
  return settings;
}

/** Write settings with `changes` over them: numbers, truth values and text, by section and name. */
export function formatS1Settings(
  settings: S1Settings,
  changes: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>,
): string {
  const merged: S1Settings = new Map([...settings].map(([name, values]) => [name, new Map(values)]));
  for (const [section, values] of Object.entries(changes)) {
    const target = merged.get(section) ?? new Map<string, string>();
    // JSON's text and whole numbers are YAML's, too.
    for (const [name, value] of Object.entries(values)) target.set(name, JSON.stringify(value));
    merged.set(section, target);
  }
  const lines: string[] = [];
  for (const [section, values] of merged) {
    if (section !== '' && values.size > 0) lines.push(`${section}:`);
    for (const [name, value] of values) lines.push(`${section === '' ? '' : '  '}${name}: ${value}`);
  }
  return `${lines.join('\n')}\n`;
}
