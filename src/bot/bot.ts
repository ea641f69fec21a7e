// Puts the bot together by hand: everything it is made of, in the order in which it depends on each other.
import { Client, Events, GatewayIntentBits, Message, Partials } from 'discord.js';
import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import { sentencesWith } from '../scripts-to-read/own-sentences.ts';
import { heardLanguages } from '../ears/listening-models.ts';
import { createLimits } from '../limits.ts';
import type { Log } from '../log.ts';
import { startHousekeeping } from '../housekeeping/housekeeping.ts';
import { startDispatcher } from '../queue/dispatcher.ts';
import { publishRunEvent, subscribeIntakeEvents, subscribeRunEvents } from '../queue/events.ts';
import { connect, untilReady } from '../queue/redis.ts';
import { createShelf } from '../queue/shelf.ts';
import type { AnswerTo } from '../storage/records.ts';
import type { Storage } from '../storage/storage.ts';
import { type Clock, systemClock } from './clock.ts';
import { createRegistry } from './interactions/command.ts';
import { allCommands, messageCommands } from './commands/all.ts';
import { createConsentGate } from './interactions/consent.ts';
import { createDelivery } from './answers/delivery.ts';
import { createDirectMessages } from './interactions/direct-messages.ts';
import { createDispatch } from './interactions/dispatch.ts';
import { askToSpeak } from './interactions/spoken-consent.ts';
import { createFunnel } from './interactions/funnel.ts';
import { receiveMessage } from './uploads/messages.ts';
import { createUploads } from './uploads/uploads.ts';
import { errorForLog } from './discord/log-error.ts';
import { createMessenger } from './discord/messenger.ts';
import { createOwners } from './discord/owners.ts';
import { discordProblem } from './discord/reach.ts';
import { keepSources } from './discord/sources.ts';
import { announceBot } from './answers/presence.ts';
import { createNotices } from './answers/notices.ts';
import { createProgressMessages } from './answers/progress.ts';
import { createRunWatcher } from './answers/run-watcher.ts';
import { createCalls } from './voice-channel/calls.ts';
import { createReadingAloud } from './voice-channel/reading-aloud.ts';
import { createRecorder } from './voice-channel/recording.ts';
import { createSpeaker } from './voice-channel/speaking.ts';

/** Ten megabytes on a slow line must not look like a dead server: a repeated upload would be a second message. */
const restTimeoutMs = 60_000;
/** How long signing in waits for Redis, ms. */
const redisPatienceMs = 5000;

/**
 * Start the bot: sign in to Discord, go on with what an earlier process left, then answer.
 * @param options.config `discordToken` must be there
 * @param options.redisUrl `config.redisUrl` or that of the private Redis
 * @returns once signed in; `isReady()` tells whether the gateway is connected, `close()` stops cleanly: unfinished uploads and answers are taken up by the next start
 * @throws UserError `bad-token` when Discord refuses the token; Unavailable `discord-away`
 */
export async function startBot(options: {
  readonly config: Config;
  readonly storage: Storage;
  readonly redisUrl: string;
  readonly log: Log;
  readonly clock?: Clock;
}): Promise<{ close(): Promise<void>; isReady(): boolean }> {
  const { config, storage, redisUrl, clock = systemClock } = options;
  const log = options.log.child({}, { serializers: { err: errorForLog } });
  const { discordToken } = config;
  if (discordToken === undefined) throw new TypeError('config.discordToken must be set');

  const client = new Client({
    intents: [
      // Makes the gateway say which servers there are. Commands and buttons need no intent, and the content of messages
      // is none of this bot's business, but of those that people send to it where that was turned on.
      GatewayIntentBits.Guilds,
      // Who is in which voice channel, and the way into them.
      GatewayIntentBits.GuildVoiceStates,
      ...(config.messageSamples ? [GatewayIntentBits.DirectMessages] : []),
      ...(config.readAloud ? [GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent] : []),
    ],
    // Discord tells of no channel of direct messages before the first one, nor of a thread that nobody has written in for long:
    // of what comes from there, what it says of the channel is taken.
    partials: [Partials.Channel],
    ...(config.shards && { shards: [...config.shards.ids], shardCount: config.shards.count }),
    rest: { api: config.discordApi, timeout: restTimeoutMs },
    allowedMentions: { parse: [] },
  });
  client.on(Events.Error, (error) => log.error({ err: error }, 'Discord client'));
  client.on(Events.Warn, (warning) => log.warn({ warning }, 'Discord client'));
  client.rest.on('rateLimited', (limit) => log.info({ route: limit.route, ms: limit.timeToReset }, 'rate limited'));

  const messenger = createMessenger(client.rest, clock);
  const bot = randomUUID();
  const progress = createProgressMessages(storage, messenger, clock, (error, run) => {
    log.warn({ err: error, run }, 'could not show progress');
  });
  const publisher = connect(redisUrl, 'producer');
  const consent = createConsentGate(
    { storage, clock, log, shelf: createShelf(publisher), sources: keepSources(client) },
    async (asked, reply) => {
      if (asked instanceof Message) await receiveMessage(asked, reply, services);
      else await dispatch.goOn(asked, reply);
      await askToSpeak(services, reply);
    },
  );
  const registry = createRegistry(allCommands, consent.buttons, messageCommands(config));
  const dispatcher = startDispatcher({ storage, engine: config.engine.name, redisUrl, log });
  const housekeeping = startHousekeeping({ storage, log, idleDays: config.idleDays });
  const runs = createRunWatcher({
    storage,
    bot,
    progress,
    delivery: createDelivery(storage, bot, messenger, progress, clock),
    aloud: (run) => speaker.ended(run),
    async drop(userId) {
      await consent.drop(userId);
      recorder.drop(userId);
      speaker.drop(userId);
    },
    clock,
    log,
    nudge: () => dispatcher.nudge(),
    publish: (event) => publishRunEvent(publisher, event),
  });
  const events = subscribeRunEvents(redisUrl, (event) => runs.wake(event.runId));
  const limits = createLimits({ storage, config, log });
  const intakes = createUploads({ config, storage, log, clock, messenger }, bot, () => dispatcher.nudge());
  const calls = createCalls(client, clock, log);
  const sentences = await sentencesWith(config.sentencesDir);
  const recorder = createRecorder({ storage, limits, clock, log, messenger, sentences }, calls, intakes);
  intakes.recordedBy((intake) => recorder.heard(intake));
  const speaker = createSpeaker({ storage, limits, clock, log, messenger }, calls, () => runs);
  const intakeEvents = subscribeIntakeEvents(redisUrl, (event) => intakes.wake(event));

  const notices = createNotices({ storage, bot, messenger, clock, log });

  const tellKept = async (way: AnswerTo): Promise<void> => {
    for (const teller of [runs, notices, intakes]) await teller.tellKept(way);
  };

  const services = {
    config,
    storage,
    log,
    clock,
    messenger,
    intakes,
    runs,
    limits,
    recorder,
    speaker,
    owners: createOwners(client.rest, clock),
    heardLanguages: await heardLanguages(config.modelsDir),
    sentences,
  };
  const funnel = createFunnel({ log, storage }, (name) => registry.ruleOf(name));
  const dispatch = createDispatch(registry, consent, funnel, tellKept, calls, services);
  const onDirectMessage = createDirectMessages(consent, funnel, services);
  const handling = new Set<Promise<void>>();
  const handle = (work: Promise<void>): void => {
    const handled = work.finally(() => handling.delete(handled));
    handling.add(handled);
  };
  client.on(Events.InteractionCreate, (interaction) => handle(dispatch.answer(interaction)));
  if (config.messageSamples) client.on(Events.MessageCreate, (message) => handle(onDirectMessage(message)));
  if (config.readAloud) {
    const readAloud = createReadingAloud(funnel, services);
    client.on(Events.MessageCreate, (message) => handle(readAloud(message)));
  }

  const presence = await announceBot(storage, bot, log);

  const close = async (): Promise<void> => {
    // No new interactions; what is being handled ends with its connection to SQL and Discord still there.
    client.removeAllListeners(Events.InteractionCreate);
    client.removeAllListeners(Events.MessageCreate);
    speaker.close();
    await recorder.close();
    calls.close();
    await Promise.all([intakes.close(), runs.close(), notices.close(), events.close(), intakeEvents.close()]);
    await Promise.allSettled(handling);
    await presence.close();
    await dispatcher.close();
    await housekeeping.close();
    publisher.disconnect();
    await client.destroy();
  };

  // Who agrees before it is there would be told that what they had sent is lost.
  await untilReady(publisher, redisPatienceMs);
  try {
    const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
    await client.login(discordToken);
    await ready;
  } catch (error) {
    await close();
    throw discordProblem(error, config.discordApi) ?? error;
  }
  await runs.start();
  await notices.start();
  await intakes.start();
  presence.start(async () => {
    for (const teller of [runs, intakes]) await teller.takeOver();
  });
  log.info({ user: client.user?.tag, servers: client.guilds.cache.size }, 'signed in to Discord');
  return { close, isReady: () => client.isReady() };
}
