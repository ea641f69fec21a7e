// Prints the conversation while it happens: one block a message, and one line that moves for a progress bar.
import type { Discord } from '../test/discord/standin.ts';
import { type Action, Message } from '../test/discord/world.ts';

const tty = process.stdout.isTTY;
const paint = (code: string) => (text: string) => (tty ? `\u001B[${code}m${text}\u001B[0m` : text);
export const bold = paint('1');
export const dim = paint('2');
const cyan = paint('36');
const magenta = paint('35');

const clock = (at: number): string => dim(new Date(at).toTimeString().slice(0, 8));
const plain = (markdown: string): string =>
  markdown
    .replaceAll(/(?<!\\)(\*\*|[*`])/g, '')
    .replaceAll(/\\([^\w\s])/g, '$1')
    .replaceAll(/<t:(\d+)(?::\w)?>/g, (_, at: string) => new Date(Number(at) * 1000).toLocaleString('en-GB'));
const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024))} kB`;

/** Waveform bytes of a voice message as blocks. */
function blocks(waveform: string): string {
  const bytes = Buffer.from(waveform, 'base64');
  const columns = 32;
  return Array.from({ length: columns }, (_, column) => {
    const value = bytes[Math.floor((column * bytes.length) / columns)] ?? 0;
    return '▁▂▃▄▅▆▇█'[Math.min(7, Math.floor(value / 32))];
  }).join('');
}

function messageLines(message: Message): string[] {
  const lines = plain(message.content).split('\n').filter(Boolean);
  for (const embed of message.embeds) {
    if (embed.title) lines.push(bold(embed.title));
    if (embed.description) lines.push(...plain(embed.description).split('\n'));
    for (const field of embed.fields ?? []) lines.push(bold(field.name), ...plain(field.value).split('\n'));
    if (embed.footer) lines.push(dim(embed.footer.text));
  }
  for (const file of message.files) {
    lines.push(
      file.waveform !== undefined && message.isVoiceMessage
        ? `🎤 ${magenta(blocks(file.waveform))} ${file.durationSecs?.toFixed(1)} s`
        : `📎 ${file.name} (${kilobytes(file.data.length)})`,
    );
  }
  const buttons = message.buttons.map((button) => `[ ${button.label} ]`);
  if (buttons.length > 0) lines.push(cyan(buttons.join('  ')));
  return lines;
}

const actionText = (action: Action): string =>
  action.kind === 'command'
    ? cyan(action.text)
    : action.kind === 'click'
      ? `clicks ${cyan(`[ ${action.text} ]`)}`
      : action.text;

/**
 * Print everything that people and bot do from now on.
 * @returns stops printing
 */
export function printConversation(discord: Discord): () => void {
  const shown = new Map<Message, number>();
  let printed = 0;
  let moving: Message | null = null;
  const write = (text: string): void => {
    if (moving !== null) process.stdout.write('\n');
    moving = null;
    process.stdout.write(`${text}\n`);
  };
  const block = (at: number, who: string, lines: readonly string[]): void => {
    write(`\n${clock(at)} ${who}`);
    for (const line of lines) write(`         ${line}`);
  };
  const look = (): void => {
    const { history } = discord.world;
    for (; printed < history.length; printed++) {
      const entry = history[printed];
      if (entry === undefined) continue;
      if (entry instanceof Message) shown.set(entry, 0);
      else {
        const files = entry.files.map((file) => `📎 ${file.name}`).join('  ');
        block(entry.at, bold(entry.person.name), [actionText(entry), ...(files === '' ? [] : [dim(files)])]);
      }
    }
    for (const [message, revisions] of shown) {
      if (message.revisions.length === revisions || message.loading) continue;
      const edited = revisions > 0;
      shown.set(message, message.revisions.length);
      const lines = messageLines(message);
      if (edited && /[█░]/.test(message.content)) {
        const line = `         ${lines.filter((text) => !text.includes('[ ')).join('  ')}`;
        if (tty) process.stdout.write(`${moving === message ? '\r\u001B[K' : '\n'}${line}`);
        else process.stdout.write(`${line}\n`);
        moving = tty ? message : null;
      } else if (lines.length > 0) {
        const only = message.visibleTo === null ? '' : dim(` (only ${message.visibleTo.name} sees this)`);
        block(Date.now(), bold(message.author.username) + only, lines);
      }
    }
  };
  let stopped = false;
  discord.world
    .waitFor('the end of the demo', () => (look(), stopped || undefined), { timeoutMs: 3_600_000 })
    .catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  return () => {
    stopped = true;
    discord.world.changed();
    if (moving !== null) process.stdout.write('\n');
  };
}
