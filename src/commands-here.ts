// The commands that texts name, as an operator types them where this runs: `npm run …` in a clone; in an image, which has
// no scripts/setup.sh, the same program in a container of compose.yaml.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

/** @param root of a clone, or the folder that an image copies it to */
export function commandsIn(root: URL): (text: string) => string {
  if (existsSync(new URL('scripts/setup.sh', root))) return (text) => text;
  const { scripts } = manifest.parse(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')));
  /** What the script begins once everything is set up, where the image has it. */
  const programOf = (name: string): string | null => {
    const [, program = ''] = /&& node (\S+\.ts)$/.exec(scripts[name] ?? '') ?? [];
    return program !== '' && existsSync(new URL(program, root)) ? program : null;
  };
  return (text) =>
    text
      .replaceAll('git pull && npm run', 'git pull && docker compose build && npm run')
      .replaceAll(/\bnpm run ([a-z]+)(?: --(?= ))?/g, (whole, name: string) => {
        const program = programOf(name);
        return program === null ? whole : `docker compose run --rm bot node ${program}`;
      })
      .replaceAll(/\bnpm start\b/g, 'docker compose up -d');
}

/** A text whose commands exist here. */
export const asTypedHere = commandsIn(new URL('../', import.meta.url));
