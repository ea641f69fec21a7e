// Rate limits: buckets by route and major parameter, the global limit, and the headers that tell a bot about them.
import { createHash } from 'node:crypto';

interface Limit {
  readonly requests: number;
  readonly windowMs: number;
}

/** What Discord is seen to grant today on the routes that matter here; bots must read the headers instead. */
const usual: Record<string, Limit> = {
  'POST /channels/:channel/messages': { requests: 5, windowMs: 5000 },
  'PATCH /channels/:channel/messages/:message': { requests: 5, windowMs: 5000 },
  'POST /webhooks/:application/:token': { requests: 5, windowMs: 5000 },
  'PATCH /webhooks/:application/:token/messages/:message': { requests: 5, windowMs: 5000 },
};
const globalPerSecond = 50;

export interface Verdict {
  readonly headers: Record<string, string>;
  /** Set when the request is refused. */
  readonly refused: { retryAfterSeconds: number; global: boolean } | null;
}

/** Counts in real time, not on the stand-in's clock: the client sleeps in real time until a bucket is full again. */
export class RateLimits {
  readonly #limits = new Map<string, Limit>(Object.entries(usual));
  readonly #buckets = new Map<string, { used: number; resetAt: number }>();
  #second = { used: 0, resetAt: 0 };

  /** Set the limit of a route, for example `POST /channels/:channel/messages`. */
  set(route: string, limit: Limit): void {
    this.#limits.set(route, limit);
    this.#buckets.clear();
  }

  /**
   * Count a request.
   * @param major the major parameter's value (channel, server, or webhook with token)
   * @param countsGlobally false for interaction callbacks and webhooks with an interaction's token
   */
  take(route: string, major: string, countsGlobally: boolean): Verdict {
    const now = Date.now();
    if (countsGlobally) {
      if (now >= this.#second.resetAt) this.#second = { used: 0, resetAt: now + 1000 };
      this.#second.used++;
      if (this.#second.used > globalPerSecond) {
        const retryAfterSeconds = (this.#second.resetAt - now) / 1000;
        const headers = {
          'retry-after': `${Math.ceil(retryAfterSeconds)}`,
          'x-ratelimit-global': 'true',
          'x-ratelimit-scope': 'global',
        };
        return { headers, refused: { retryAfterSeconds, global: true } };
      }
    }
    const limit = this.#limits.get(route);
    if (!limit) return { headers: {}, refused: null };
    const key = `${route} ${major}`;
    let bucket = this.#buckets.get(key);
    if (!bucket || now >= bucket.resetAt) {
      bucket = { used: 0, resetAt: now + limit.windowMs };
      this.#buckets.set(key, bucket);
    }
    bucket.used++;
    const seconds = (bucket.resetAt - now) / 1000;
    const refused = bucket.used > limit.requests;
    return {
      headers: {
        'x-ratelimit-limit': `${limit.requests}`,
        'x-ratelimit-remaining': `${Math.max(0, limit.requests - bucket.used)}`,
        'x-ratelimit-reset': (bucket.resetAt / 1000).toFixed(3),
        'x-ratelimit-reset-after': seconds.toFixed(3),
        'x-ratelimit-bucket': createHash('sha256').update(route).digest('hex').slice(0, 32),
        ...(refused ? { 'retry-after': `${Math.ceil(seconds)}`, 'x-ratelimit-scope': 'user' } : {}),
      },
      refused: refused ? { retryAfterSeconds: seconds, global: false } : null,
    };
  }
}
