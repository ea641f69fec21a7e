// The thread that wipes a database; see sqlite.ts.
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { wipeNow } from './sqlite.ts';

wipeNow(z.string().parse(workerData));
