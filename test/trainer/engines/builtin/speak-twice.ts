// Lets flite speak a short sentence and a long one, in the folder that is named, and prints how that went.
import { compileFlite, Flite } from '../../../../src/trainer/engines/builtin/source/flite.ts';

const flite = new Flite(await compileFlite(), process.argv[2]);
for (const sentence of ['Hello.', 'Seven people are already waiting in the conference.']) {
  try {
    flite.speak('slt', sentence);
    console.log('spoke');
  } catch (error) {
    console.log((error as Error).message);
  }
}
