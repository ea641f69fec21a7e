// Runs a private Redis until it is killed.
import { UserError } from '../../../src/errors.ts';
import { startPrivateRedis } from '../../../src/queue/redis.ts';

export type OwnerReport = { readonly url: string } | { readonly code: string; readonly hint: string };

const { folder } = JSON.parse(process.argv[2] ?? '') as { folder: string };
const report = (value: OwnerReport): void => void process.send?.(value);

try {
  const { url } = await startPrivateRedis(folder);
  report({ url });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  report({ code: error.code, hint: error.hint });
}
