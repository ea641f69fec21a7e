// The models with which the demo's voice sounds natural and is heard: fetched where that takes no longer than a minute.
import { modelName as whisperName } from '../src/ears/listening-models.ts';
import { catalog } from '../src/models/catalog.ts';
import { fetchModel } from '../src/models/fetch.ts';
import { modelPresence } from '../src/models/folder.ts';
import { encoderName } from '../src/speakers/speakers.ts';
import { kokoroName } from '../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { dim } from './terminal.ts';

const patienceMs = 60_000;

/** Fetch what is not there yet; where it can't be had in time, say so: the demo then goes on without. */
export async function fetchModels(modelsDir: string): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  const isThere = async (name: string): Promise<boolean> => {
    const model = catalog.find((one) => one.name === name);
    if (model === undefined || (await modelPresence(modelsDir, model)) === 'there') return true;
    console.log(dim(`Fetching ${name} (once; ${model.licence}) …`));
    try {
      await fetchModel(model, { folder: modelsDir, signal, onProgress: () => {} });
      return true;
    } catch (error) {
      const why = signal.aborted
        ? 'It takes longer than a minute.'
        : error instanceof Error
          ? error.message
          : String(error);
      console.log(dim(`${name} is left out. ${why} npm run models goes on with it.`));
      return false;
    }
  };
  const isNatural = (await isThere(encoderName)) && (await isThere(kokoroName));
  console.log(
    dim(
      isNatural
        ? 'The natural voice speaks: four to five minutes on two cores. npm run demo -- --embedded takes a minute and a half.'
        : 'The voice is the embedded one.',
    ),
  );
  await isThere(whisperName);
}
