// Who owns the application: the operators, as Discord knows them.
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../clock.ts';

const person = z.object({ id: z.string() });
const application = z.object({
  owner: person.nullish(),
  team: z.object({ members: z.array(z.object({ user: person, membership_state: z.number() })) }).nullish(),
});
/** Of those who were asked to join a team and did. */
const accepted = 2;
/** So long an answer counts, ms. */
const knownMs = 10 * 60_000;

/** Gives the ids of the owner, or of the members of the team that owns it. */
export function createOwners(rest: REST, clock: Clock): () => Promise<ReadonlySet<string>> {
  let known: { readonly at: number; readonly ids: ReadonlySet<string> } | null = null;
  return async () => {
    if (known !== null && clock.elapsed() - known.at < knownMs) return known.ids;
    const { owner, team } = application.parse(await rest.get(Routes.currentApplication()));
    const members = team?.members.filter(({ membership_state: state }) => state === accepted).map(({ user }) => user);
    const ids = new Set((members ?? (owner ? [owner] : [])).map(({ id }) => id));
    known = { at: clock.elapsed(), ids };
    return ids;
  };
}
