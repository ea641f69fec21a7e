// `npm run cli -- COMMAND`: what an operator does by hand. Works beside a running bot and trainer, on the same database.
import { asTypedHere } from '../commands-here.ts';
import { loadEnvFile } from '../config.ts';
import { exitWith } from '../process.ts';
import { runCli } from './cli.ts';

try {
  loadEnvFile();
} catch (error) {
  exitWith(error);
}
process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  out: (line) => console.log(asTypedHere(line)),
  err: (line) => console.error(asTypedHere(line)),
});
