// /import: what /export sent comes back as a voice.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Attachment, SlashCommandOptionsOnlyBuilder } from 'discord.js';
import { download } from '../../audio/download.ts';
import { nothingSaid } from '../../audio/transcripts.ts';
import { UserError } from '../../errors.ts';
import type { IntakeOutcome } from '../../storage/records.ts';
import { type Takeout, readTakeout } from '../../takeout/reading.ts';
import { bringBack, bringIn } from '../../takeout/restoring.ts';
import type { Command, Reply } from '../interactions/command.ts';
import { enginesOf } from '../interactions/engines.ts';
import type { Services } from '../interactions/services.ts';
import { broughtBack, broughtIn, readingArchives } from '../replies/export.ts';
import { receive } from '../uploads/receive.ts';
import { slashCommand } from './options.ts';

const archiveOptions = ['zip', ...Array.from({ length: 9 }, (_, index) => `zip${index + 2}`)] as const;
/** Of one archive: as much as anybody can send, bytes. */
const largestArchive = 500 * 2 ** 20;
const patienceMs = 120_000;

/** Whose archives are being read: each person's once at a time. */
const underWay = new Set<string>();

const definition: SlashCommandOptionsOnlyBuilder = archiveOptions.reduce<SlashCommandOptionsOnlyBuilder>(
  (builder, name, index) =>
    builder.addAttachmentOption((option) =>
      option
        .setName(name)
        .setDescription(index === 0 ? 'An archive that /export sent you' : 'Another archive of the same voice')
        .setRequired(index === 0)
        .setFileTypes('.zip'),
    ),
  slashCommand('import', 'Bring back a voice that you took along with /export'),
);

/**
 * What nobody vouches for but the operator, whose voice it is: the weights are examined, the recordings taken in as an upload is.
 * @param counted the uses that were noted of the recordings
 */
async function unproven(
  takeout: Takeout,
  recordings: readonly Attachment[],
  counted: readonly string[],
  reply: Reply,
  services: Services,
): Promise<void> {
  const { limits, storage } = services;
  const engines = await enginesOf(services);
  const isThere = (engine: string): boolean => engines.includes(engine);
  const { voice, wasThere } = await bringIn(storage, reply.answerTo.userId, takeout, limits.checkMore, isThere);
  const active = voice.activeVersionId === null ? null : await storage.versions.get(voice.activeVersionId);
  const answer = broughtIn(voice, wasThere, active);
  if (wasThere || recordings.length === 0) return await reply.edit(answer);
  await reply.whisper(answer);
  // As an upload they are counted again.
  for (const use of counted) await storage.usage.takeBack(use);
  await receive(recordings, nothingSaid, voice.name, reply, services);
}

export const importAll: Command = {
  definition,
  isPrivate: () => true,
  needsConsent: () => true,
  async run({ options }, reply, services) {
    const { config, limits, owners, storage } = services;
    const { userId } = reply.answerTo;
    const sent = archiveOptions.flatMap((name) => options.getAttachment(name) ?? []);
    if (underWay.has(userId)) throw new UserError('import-under-way');
    underWay.add(userId);
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-takeout-'));
    try {
      // A voice of no name is a new one. What is sent counts, like any upload, whatever comes of it.
      const uses = await limits.upload({ userId, voiceName: '', bytes: sent.map(({ size }) => size) }, async () => {
        const noted: string[] = [];
        for (const { size } of sent) noted.push(await storage.usage.noteSent(userId, size));
        return noted;
      });
      await reply.edit(readingArchives(sent.length));
      const { attachmentHosts: allowedHosts } = config;
      const archives: string[] = [];
      for (const { url } of sent) {
        const from = { allowedHosts, maxBytes: largestArchive, timeoutMs: patienceMs, folder };
        archives.push((await download(url, from)).path);
      }
      const takes = (await owners()).has(userId) ? 'all' : 'proven';
      const takeout = await readTakeout(archives, await storage.signing.key(), folder, takes);
      if (!takeout.isProven) {
        const recordings = takeout.withClips.map((index) => sent[index]);
        const counted = takeout.withClips.map((index) => uses[index]);
        return await unproven(takeout, recordings, counted, reply, services);
      }
      const { voice, wasThere } = await bringBack(storage, userId, takeout, limits.checkMore);
      if (!wasThere) {
        const outcome: IntakeOutcome = {
          kind: 'unpacked',
          sampleIds: [],
          recordings: takeout.clips.length || 1,
          others: 0,
        };
        const items = sent.map(({ name, size, contentType }) => ({
          url: '',
          fileName: name,
          bytes: size,
          contentType,
          transcript: null,
          outcome,
        }));
        await storage.intakes.create({ userId, voiceId: voice.id, items, answerTo: reply.answerTo, isOver: true });
        // The upload tells of it.
        for (const use of uses) await storage.usage.takeBack(use);
      }
      const active = voice.activeVersionId === null ? null : await storage.versions.get(voice.activeVersionId);
      await reply.edit(broughtBack(voice, wasThere, takeout.clips, active));
    } finally {
      underWay.delete(userId);
      await rm(folder, { recursive: true, force: true });
    }
  },
};
