// An intake between real storage, ffmpeg and a server on loopback whose answers wait until a test lets them go.
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { Ears } from '../../src/ears/ears.ts';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { TestContext } from 'node:test';
import pino from 'pino';
import { readConfig } from '../../src/config.ts';
import { type IntakeWork, createIntakeWork } from '../../src/intake/worker.ts';
import type { IntakeEvent } from '../../src/queue/jobs.ts';
import type { IntakeItem } from '../../src/storage/records.ts';
import { type Intake, type Storage, type Voice } from '../../src/storage/storage.ts';
import { ffmpegHere, promptWav, scratch } from '../audio/material.ts';
import { answerTo, someVoice } from '../storage/support.ts';
import { openMigrated } from '../support/migrated.ts';

export interface Bench {
  readonly storage: Storage;
  readonly folder: string;
  /** Lines that were logged as error. */
  readonly errors: { readonly msg: string; readonly outage?: string }[];
  /** Paths of the files that were asked for, in order. */
  readonly asked: string[];
  /** What is answered to a path; by default the file of that name at once. */
  answer: (name: string, send: () => void) => void;
  /** What workers told of. */
  readonly events: IntakeEvent[];
  /** A worker with other settings, or storage. */
  worker(env?: Readonly<Record<string, string>>, storage?: Storage, ears?: Ears): Promise<IntakeWork>;
  /** What became of the files of an intake. */
  outcomes(intake: Intake): Promise<(IntakeItem['outcome'] | undefined)[]>;
  /** Put a WAV of this many seconds, the `index`-th, on the server. */
  recording(name: string, seconds: number, index?: number): Promise<void>;
  /** An intake of the person's default voice, of files on the server. */
  intake(userId: string, names: readonly string[]): Promise<{ intake: Intake; voice: Voice }>;
}

export async function startBench(t: TestContext): Promise<Bench> {
  const folder = await scratch(t);
  const storage = await openMigrated(path.join(folder, 'data'));
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const name = path.basename(request.url ?? '');
    asked.push(name);
    bench.answer(name, () => {
      readFile(path.join(folder, name)).then(
        (data) => response.writeHead(200).end(data),
        () => response.writeHead(404).end(),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    await Promise.all(closing.map((worker) => worker.close()));
    await storage.close();
    await rm(folder, { recursive: true, force: true });
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const closing: IntakeWork[] = [];
  const errors: Bench['errors'] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line)) });
  const item = (fileName: string): IntakeItem => ({
    url: `http://${host}/${fileName}`,
    fileName,
    bytes: 1,
    contentType: null,
    transcript: null,
    outcome: null,
  });
  const bench: Bench = {
    storage,
    folder,
    errors,
    asked,
    answer: (_name, send) => send(),
    events: [],
    async worker(env = {}, of = storage, ears) {
      const config = readConfig({ DATA_DIR: path.join(folder, 'data'), ATTACHMENT_HOSTS: host, ...env });
      const parts = { config, storage: of, ffmpeg: await ffmpegHere(), log, ears: ears ?? null, speakers: null };
      const worker = await createIntakeWork(parts, (event) => void bench.events.push(event));
      closing.push(worker);
      return worker;
    },
    async outcomes({ id }) {
      return (await storage.intakes.get(id))?.items.map(({ outcome }) => outcome) ?? [];
    },
    async recording(name, seconds, index = 0) {
      await writeFile(path.join(folder, name), await promptWav(seconds, index));
    },
    async intake(userId, names) {
      const voice = await someVoice(storage, userId);
      const items = names.map(item);
      return { voice, intake: await storage.intakes.create({ userId, voiceId: voice.id, items, answerTo }) };
    },
  };
  return bench;
}
