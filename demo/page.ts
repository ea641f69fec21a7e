// The conversation as one self-contained HTML page, the way Discord would show it, with players.
import { ComponentType } from 'discord-api-types/v10';
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
} from 'discord-api-types/v10';
import { tags } from '../src/i18n/languages.ts';
import { asTyped, language, pageTexts, t } from './language.ts';
import type { Entry } from '../test/discord/transcript.ts';
import type { StoredFile } from '../test/discord/world.ts';

export interface Figure {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Figure[];
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The little of Discord's Markdown that the bot writes. */
function markdown(text: string): string {
  return escape(text)
    .replaceAll(/\\([*_`~|\\>#.-])/g, (_, character: string) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/&lt;t:(\d+)(?::\w)?&gt;/g, (_, at: string) =>
      new Date(Number(at) * 1000).toLocaleString(language === 'en' ? 'en-GB' : tags[language]),
    )
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replaceAll(/\*([^*\n]+)\*/g, '<i>$1</i>')
    .replaceAll('\n', '<br>');
}

const dataUri = (file: StoredFile): string =>
  `data:${file.contentType.split(';')[0]};base64,${file.data.toString('base64')}`;

/** The waveform of a voice message as bars. */
function waveform(encoded: string): string {
  const bytes = Buffer.from(encoded, 'base64');
  const bars = Math.min(bytes.length, 72);
  const rects = Array.from({ length: bars }, (_, bar) => {
    const height = 3 + (26 * (bytes[Math.floor((bar * bytes.length) / bars)] ?? 0)) / 255;
    return `<rect x="${bar * 4}" y="${16 - height / 2}" width="2.5" height="${height.toFixed(1)}" rx="1.2"/>`;
  });
  return `<svg class="wave" viewBox="0 0 ${bars * 4} 32" style="width:${bars * 4}px">${rects.join('')}</svg>`;
}

function fileHtml(file: StoredFile, voice: boolean): string {
  if (file.contentType.startsWith('image/'))
    return `<img class="picture" src="${dataUri(file)}" alt="${escape(file.name)}">`;
  if (voice && file.waveform !== undefined) {
    return `<div class="voice">${waveform(file.waveform)}<span>${t('length', { seconds: file.durationSecs ?? 0 })}</span><audio controls preload="none" src="${dataUri(file)}"></audio></div>`;
  }
  const player = file.contentType.startsWith('audio/')
    ? `<audio controls preload="none" src="${dataUri(file)}"></audio>`
    : '';
  return `<div class="file"><span>📄 ${escape(file.name)}</span><small>${Math.ceil(file.data.length / 1024)} kB</small>${player}</div>`;
}

function embedHtml(embed: APIEmbed, files: readonly StoredFile[]): string {
  const color = `#${(embed.color ?? 0x1e1f22).toString(16).padStart(6, '0')}`;
  const picture = embed.image && files.find((file) => embed.image?.url === `attachment://${file.name}`);
  const fields = (embed.fields ?? []).map(
    (field) => `<div class="field"><b>${markdown(field.name)}</b><div>${markdown(field.value)}</div></div>`,
  );
  return `<div class="embed" style="border-color:${color}">${embed.title ? `<div class="title">${markdown(embed.title)}</div>` : ''}${embed.description ? `<div>${markdown(embed.description)}</div>` : ''}${fields.join('')}${picture ? `<img class="picture" src="${dataUri(picture)}" alt="${escape(picture.name)}">` : ''}${embed.footer ? `<small>${markdown(embed.footer.text)}</small>` : ''}</div>`;
}

const buttonClass = ['', 'primary', 'secondary', 'success', 'danger', 'secondary'];

function buttonsHtml(components: Entry['components']): string {
  const rows = components as readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  const buttons = rows
    .flatMap((row) => row.components ?? [])
    .filter((component): component is APIButtonComponent => component.type === ComponentType.Button)
    .map((b) => `<span class="button ${buttonClass[b.style]}">${escape('label' in b ? (b.label ?? '') : '')}</span>`);
  return buttons.length > 0 ? `<div class="buttons">${buttons.join('')}</div>` : '';
}

/** The progress that a message showed before, folded away. */
function earlierHtml(entry: Entry): string {
  const texts = entry.earlier.filter((revision) => revision.embeds.length === 0 && revision.content !== '');
  if (texts.length < 2) return '';
  const lines = texts.map((revision) => `<div>${markdown(revision.content)}</div>`);
  return `<details><summary>${escape(pageTexts.edited(texts.length))}</summary>${lines.join('<hr>')}</details>`;
}

/** A question that was answered by a click and then became something else: first the question, after the click the rest. */
function unfold(entries: readonly Entry[]): Entry[] {
  const unfolded: Entry[] = [];
  const waiting: Entry[] = [];
  for (const entry of entries) {
    const question = entry.earlier.find((revision) => revision.embeds.length > 0);
    if (question === undefined) unfolded.push(entry);
    else {
      const { embeds, components, files, content } = question;
      unfolded.push({ ...entry, embeds, components, files, text: content, earlier: [] });
      waiting.push(entry);
    }
    if (entry.kind === 'click') unfolded.push(...waiting.splice(0));
  }
  return [...unfolded, ...waiting];
}

/** A command as typed, without the names of files that are shown below it. */
function withoutFiles({ text, files }: Entry): string {
  return files.reduce((left, file) => left.replace(new RegExp(` \\w+:${RegExp.escape(file.name)}(?= |$)`), ''), text);
}

function entryHtml(entry: Entry): string {
  const time = new Date(entry.at).toTimeString().slice(0, 8);
  const badge = entry.author.bot ? '<span class="badge">APP</span>' : '';
  const inEmbeds = new Set(entry.embeds.map((embed) => embed.image?.url));
  const files = entry.files.filter((file) => !inEmbeds.has(`attachment://${file.name}`));
  const body =
    entry.kind === 'message'
      ? `<div>${markdown(entry.text)}</div>${entry.embeds.map((embed) => embedHtml(embed, entry.files)).join('')}`
      : `<div class="action">${entry.kind === 'click' ? `${escape(pageTexts.clicks)} <code>${escape(entry.text)}</code>` : `<code>${escape(asTyped(withoutFiles(entry)))}</code>`}</div>`;
  return `<article class="${entry.author.bot ? 'bot' : 'person'}"><div class="avatar">${entry.author.bot ? '🎙' : escape(entry.author.name[0] ?? '')}</div><div class="body"><header><b>${escape(entry.author.name)}</b>${badge}<time>${time}</time></header>${body}<div class="files">${files.map((file) => fileHtml(file, entry.voiceMessage)).join('')}</div>${buttonsHtml(entry.components)}${earlierHtml(entry)}${entry.onlyFor === null ? '' : `<small class="only">👁 ${escape(pageTexts.onlyFor(entry.onlyFor))}</small>`}</div></article>`;
}

function tableHtml(table: Table): string {
  const head = ['', ...table.columns].map((column) => `<th>${escape(column)}</th>`).join('');
  const rows = table.rows.map(
    (row) => `<tr><th>${escape(row.name)}</th>${row.values.map((value) => `<td>${escape(value)}</td>`).join('')}</tr>`,
  );
  return `<h2>${escape(table.title)}</h2><div class="table"><table><tr>${head}</tr>${rows.join('')}</table></div>`;
}

const style = `
:root{color-scheme:dark}*{box-sizing:border-box}
body{margin:0;background:#313338;color:#dbdee1;font:15px/1.4 "gg sans","Noto Sans","Noto Sans CJK JP","DejaVu Sans",Helvetica,Arial,sans-serif}
main{max-width:860px;margin:0 auto;padding:16px}h1{font-size:22px;color:#f2f3f5}h2{font-size:18px;color:#f2f3f5;margin-top:32px}
article{display:flex;gap:14px;padding:10px 8px;border-radius:6px}article:hover{background:#2e3035}
.avatar{flex:none;width:40px;height:40px;border-radius:50%;background:#eb459e;color:#fff;display:grid;place-items:center;font-weight:600}
.bot .avatar{background:#5865f2}.body{min-width:0;flex:1}header{display:flex;gap:8px;align-items:baseline}header b{color:#f2f3f5}
time,small,summary{color:#949ba4;font-size:12px}.badge{background:#5865f2;color:#fff;font-size:10px;font-weight:600;border-radius:3px;padding:1px 5px}
code{background:#1e1f22;border-radius:4px;padding:1px 4px;font:13px "DejaVu Sans Mono",monospace}
.embed{background:#2b2d31;border-left:4px solid;border-radius:4px;padding:10px 14px;margin-top:6px;max-width:620px}.title{font-weight:600;color:#f2f3f5;margin-bottom:4px}
.field{margin-top:8px}.field b{color:#f2f3f5}.picture{max-width:100%;border-radius:6px;margin-top:10px;display:block}
.files{display:flex;flex-wrap:wrap;gap:8px;margin-top:6px}.file{background:#2b2d31;border:1px solid #232428;border-radius:8px;padding:8px 10px;display:flex;flex-direction:column;gap:4px}
.file,.voice{max-width:100%}.file audio{height:32px;width:260px;max-width:100%}.voice{background:#2b2d31;border-radius:24px;padding:8px 16px;display:flex;gap:12px;align-items:center;flex-wrap:wrap}.voice audio{height:32px;max-width:100%}
.wave{fill:#5865f2;max-width:100%}.buttons{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}.button{border-radius:6px;padding:5px 14px;font-size:14px;background:#4e5058;color:#fff}
.button.primary{background:#5865f2}.button.success{background:#248046}.button.danger{background:#da373c}
details{margin-top:6px}details div{margin:4px 0}hr{border:0;border-top:1px solid #3f4147}.only{display:block;margin-top:6px}
table{border-collapse:collapse}th,td{border:1px solid #3f4147;padding:5px 12px;text-align:right}th:first-child{text-align:left}
.body{overflow-wrap:anywhere}.table{overflow-x:auto}
@media(max-width:600px){main{padding:8px}article{gap:8px;padding:10px 0}.avatar{width:28px;height:28px;font-size:13px}
.embed{padding:8px 10px}.voice{border-radius:14px;padding:8px 10px}th,td{padding:5px 8px;font-size:13px}}`;

/** The page; everything it shows is inside it. */
export function conversationPage(title: string, entries: readonly Entry[], tables: readonly Table[]): string {
  const shown = unfold(entries.filter((entry) => !entry.deleted));
  return `<!doctype html><html lang="${tags[language]}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${style}</style></head><body><main><h1>${escape(title)}</h1>${shown.map(entryHtml).join('\n')}${tables.map(tableHtml).join('\n')}</main></body></html>\n`;
}
