// Who may use what where: the operator's bans, and what those who manage a server decided about it. Asked once, in the funnel,
// of every command, button and form.
import type { GuildMemberRoleManager } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Feature, GuildSettings } from '../../storage/guilds.ts';
import type { Storage } from '../../storage/storage.ts';

/** What is known of a command, button or form before it does anything. */
export interface Rule {
  /**
   * What it works despite. `everything`: it is one's right; `server`: what a server decided, but not the operator's ban;
   * `nothing`: most of what there is.
   */
  readonly despite: 'everything' | 'server' | 'nothing';
  /** What a server can forbid that it is part of. */
  readonly feature: Feature | null;
}

/** Of what nothing is known, as a button of an older version. */
export const usualRule: Rule = { despite: 'nothing', feature: null };

/** The roles of whoever uses or writes something; none outside of servers. */
export function rolesOf({
  member,
}: {
  readonly member: { readonly roles: string[] | GuildMemberRoleManager } | null;
}): string[] {
  const roles = member?.roles ?? [];
  return Array.isArray(roles) ? roles : [...roles.cache.keys()];
}

/** Somebody wants to use something. */
export interface Asking {
  /** Of the command ("share off" where it has subcommands), button or form. */
  readonly name: string;
  readonly userId: string;
  /** Null: a direct message. */
  readonly guildId: string | null;
  /** The channel, and the one that it is a thread of. */
  readonly channelIds: readonly string[];
  readonly roleIds: readonly string[];
}

const mention = (kind: '#' | '@&', ids: readonly string[]): string =>
  ids
    .slice(0, 5)
    .map((id) => `<${kind}${id}>`)
    .join(', ');

/** That something is forbidden in a server. */
export const forbiddenHere = (feature: Feature): UserError => new UserError(`feature-forbidden/${feature}`);

/** Why a server does not let somebody use something; null: it does. */
export function refusalOf(
  settings: GuildSettings,
  isBlocked: boolean,
  { channelIds, roleIds }: Pick<Asking, 'channelIds' | 'roleIds'>,
  { despite, feature }: Rule,
): UserError | null {
  if (despite !== 'nothing') return null;
  if (isBlocked) {
    return new UserError('blocked-here');
  }
  const { channels, roles } = settings;
  if (channels.length > 0 && !channels.some((id) => channelIds.includes(id))) {
    return new UserError('wrong-channel', { channels: mention('#', channels) });
  }
  if (roles.length > 0 && !roles.some((id) => roleIds.includes(id))) {
    return new UserError('wrong-role', { roles: mention('@&', roles) });
  }
  return feature !== null && settings.forbidden.includes(feature) ? forbiddenHere(feature) : null;
}

/** @throws UserError where it may not be used */
export async function admit({ bans, guilds, operations }: Storage, asking: Asking, rule: Rule): Promise<void> {
  const { userId, guildId } = asking;
  if (rule.despite === 'everything') return;
  if (await bans.has(userId)) {
    throw new UserError('banned');
  }
  if (rule.despite === 'server') return;
  if (await operations.isPaused()) {
    throw new UserError('paused');
  }
  if (guildId === null) return;
  const refusal = refusalOf(await guilds.settings(guildId), await guilds.hasBlocked(guildId, userId), asking, rule);
  if (refusal !== null) throw refusal;
}
