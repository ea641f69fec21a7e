// Run events: wake-ups by Redis pub/sub. They carry no truth; whoever misses one reads the row a little later.
import type { Redis } from 'ioredis';
import { type RunEvent, runEvent } from './jobs.ts';
import { connect } from './redis.ts';

const channel = 'timbre:runs';

/**
 * Tell everybody that the row of a run changed.
 * @param connection of role `producer`: rejects at once while Redis is away
 */
export async function publishRunEvent(connection: Redis, event: RunEvent): Promise<void> {
  await connection.publish(channel, JSON.stringify(event));
}

/**
 * Listen to run events on a connection of its own, also after Redis was away. What is no run event is ignored.
 * @returns `ready` resolves when events begin to arrive; `close()` ends it
 */
export function subscribeRunEvents(
  url: string,
  callback: (event: RunEvent) => void,
): { readonly ready: Promise<void>; close(): Promise<void> } {
  const connection = connect(url, 'subscriber');
  connection.on('message', (_channel, text) => {
    const event = runEvent.safeParse(parseJson(text));
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
