// What `npm run demo -- …` was given. Anything that it does not know ends it before anything is done.
import { parseArgs } from 'node:util';
import { type Language, languages } from '../src/i18n/languages.ts';
import { wrongOption } from '../src/process.ts';

const usage = `Usage: npm run demo -- [--embedded] [--language ${languages.join('|')}]

Shows the main job from end to end on a local Discord, and leaves all of it in demo/out.
--embedded does without the models that can be fetched: a minute and a half instead of four to five.`;

function read(): { readonly language: Language; readonly isEmbedded: boolean } {
  const { values } = parseArgs({
    options: {
      embedded: { type: 'boolean', default: false },
      language: { type: 'string', default: 'en' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const language = languages.find((one) => one === values.language);
  if (language === undefined) throw new Error(`There is no language “${values.language}”`);
  return { language, isEmbedded: values.embedded };
}

function readOrEnd(): ReturnType<typeof read> {
  try {
    return read();
  } catch (error) {
    console.error(`${wrongOption(error)}.\n\n${usage}`);
    return process.exit(2);
  }
}

export const asked = readOrEnd();
