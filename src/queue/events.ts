// Events: wake-ups by Redis pub/sub. They carry no truth; whoever misses one reads the row a little later.
import type { z } from 'zod';
import { type IntakeEvent, type RunEvent, intakeEvent, runEvent } from './jobs.ts';
import { type Connection, connect } from './redis.ts';

const channelOf = ({ prefix }: Connection, what: 'runs' | 'intakes'): string => `${prefix ?? 'timbre'}:${what}`;

/**
 * Tell everybody that the row of a run changed.
 * @param connection of role `producer`: rejects at once while Redis is away
 */
export async function publishRunEvent(connection: Connection, event: RunEvent): Promise<void> {
  await connection.publish(channelOf(connection, 'runs'), JSON.stringify(event));
}

/** The same of an upload. */
export async function publishIntakeEvent(connection: Connection, event: IntakeEvent): Promise<void> {
  await connection.publish(channelOf(connection, 'intakes'), JSON.stringify(event));
}

export interface Subscription {
  /** Resolves when events begin to arrive. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Listen to run events on a connection of its own, also after Redis was away. What is no run event is ignored. */
export const subscribeRunEvents = (url: string, callback: (event: RunEvent) => void): Subscription =>
  subscribe(url, 'runs', runEvent, callback);

/** The same of uploads. */
export const subscribeIntakeEvents = (url: string, callback: (event: IntakeEvent) => void): Subscription =>
  subscribe(url, 'intakes', intakeEvent, callback);

function subscribe<Event>(
  url: string,
  what: 'runs' | 'intakes',
  shape: z.ZodType<Event>,
  callback: (event: Event) => void,
): Subscription {
  const connection = connect(url, 'subscriber');
  connection.on('message', (_channel, text) => {
    const event = shape.safeParse(parseJson(text));
    if (event.success) callback(event.data);
  });
  // ioredis subscribes again by itself after every reconnection. The first time fails only when closed before.
  const subscribed = connection.subscribe(channelOf(connection, what)).then(
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
