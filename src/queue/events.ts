// Events: wake-ups by Redis pub/sub. They carry no truth; whoever misses one reads the row a little later.
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { type IntakeEvent, type RunEvent, intakeEvent, runEvent } from './jobs.ts';
import { connect } from './redis.ts';

const channels = { runs: 'timbre:runs', intakes: 'timbre:intakes' };

/**
 * Tell everybody that the row of a run changed.
 * @param connection of role `producer`: rejects at once while Redis is away
 */
export async function publishRunEvent(connection: Redis, event: RunEvent): Promise<void> {
  await connection.publish(channels.runs, JSON.stringify(event));
}

/** The same of an upload. */
export async function publishIntakeEvent(connection: Redis, event: IntakeEvent): Promise<void> {
  await connection.publish(channels.intakes, JSON.stringify(event));
}

export interface Subscription {
  /** Resolves when events begin to arrive. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Listen to run events on a connection of its own, also after Redis was away. What is no run event is ignored. */
export const subscribeRunEvents = (url: string, callback: (event: RunEvent) => void): Subscription =>
  subscribe(url, channels.runs, runEvent, callback);

/** The same of uploads. */
export const subscribeIntakeEvents = (url: string, callback: (event: IntakeEvent) => void): Subscription =>
  subscribe(url, channels.intakes, intakeEvent, callback);

function subscribe<Event>(
  url: string,
  channel: string,
  shape: z.ZodType<Event>,
  callback: (event: Event) => void,
): Subscription {
  const connection = connect(url, 'subscriber');
  connection.on('message', (_channel, text) => {
    const event = shape.safeParse(parseJson(text));
    if (event.success) callback(event.data);
  });
  // ioredis subscribes again by itself after every reconnection. The first time fails only when closed before.
  const subscribed = connection.subscribe(channel).then(
    () => {},
    () => {},
  );
  return {
    ready: subscribed,
    close: async () => connection.disconnect(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
