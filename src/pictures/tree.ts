// The picture of a voice's versions as a tree: one row a version, the newest on top, lines along which they continued from
// each other. The active version's line runs straight on the left; what branched off stands to its right. What there is no
// room for is folded together.
import { createCanvas } from '@napi-rs/canvas';
import { colours, fit, font, pixelScale } from './theme.ts';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { type PictureWords, englishWords, figure } from './words.ts';

/** `aside`: not let active when it was made. `weights`: cannot be continued exactly, only from its weights. */
export type TreeState = 'active' | 'complete' | 'aside' | 'weights' | 'purged';

export interface TreeVersion {
  /** A parent has a smaller number than its children. */
  readonly number: number;
  /** Null: begins a tree of its own. */
  readonly parent: number | null;
  readonly state: TreeState;
  readonly trainedSeconds: number;
  /** UTC ms. */
  readonly createdAt: number;
  readonly tag: string | null;
  /** Where a version comes from that begins a tree, in a word or two; null: from the base. */
  readonly origin: 'imported' | 'otherVoice' | null;
}

/** A row of the picture: a version, or several that are folded together. */
export interface TreeRow {
  /** One of them, or, newest first, those that are folded together. */
  readonly versions: readonly TreeVersion[];
  readonly parent: TreeRow | null;
}

/** More rows than this would be too small to read. */
const mostRows = 14;

const width = 560;
const rowHeight = 30;
const top = 52;
const left = 26;
const laneWidth = 26;
/** Beyond so many lanes they move together. */
const roomyLanes = 5;
const radius = 8;

/**
 * Choose what is shown on its own, at most `rows` rows: the active version with its parent, tagged ones, the newest, those
 * from which several continue, then the others from the newest on. Those left over that come from the same one share a row.
 * @param versions in any order
 * @returns in the order of the picture: children before parents, else the newest first
 */
export function foldTree(versions: readonly TreeVersion[], rows: number = mostRows): TreeRow[] {
  const newest = versions.toSorted((a, b) => b.number - a.number);
  const byNumber = new Map(newest.map((version) => [version.number, version]));
  const parentOf = ({ parent }: TreeVersion) => (parent === null ? undefined : byNumber.get(parent));
  const children = new Map<number, number>();
  for (const { parent } of newest) if (parent !== null) children.set(parent, (children.get(parent) ?? 0) + 1);
  const active = newest.find(({ state }) => state === 'active');
  const rank = (version: TreeVersion): number => {
    if (version === active) return 0;
    if (active !== undefined && version === parentOf(active)) return 1;
    if (version.tag !== null) return 2;
    if (newest.indexOf(version) < 5) return 3;
    return (children.get(version.number) ?? 0) > 1 ? 4 : 5;
  };
  const shown = new Set<TreeVersion>();
  for (const version of newest.toSorted((a, b) => rank(a) - rank(b))) {
    shown.add(version);
    if (shown.size + foldedGroups(newest, shown, parentOf).length > rows && shown.size > 1) shown.delete(version);
  }
  return inOrder(newest, shown, parentOf);
}

type ParentOf = (version: TreeVersion) => TreeVersion | undefined;

/** The versions that are not shown, those together that come from the same one that is. */
function foldedGroups(newest: readonly TreeVersion[], shown: ReadonlySet<TreeVersion>, parentOf: ParentOf) {
  const folded = newest.filter((version) => !shown.has(version));
  const groups = Map.groupBy(folded, (version) => {
    let up = parentOf(version);
    while (up !== undefined && !shown.has(up)) up = parentOf(up);
    return up;
  });
  return [...groups].map(([from, versions]) => ({ from, versions }));
}

function inOrder(newest: readonly TreeVersion[], shown: ReadonlySet<TreeVersion>, parentOf: ParentOf): TreeRow[] {
  interface Row {
    readonly versions: readonly TreeVersion[];
    readonly from: TreeVersion | undefined;
    parent: Row | null;
    open: number;
  }
  const rows: Row[] = [
    ...[...shown].map((version) => ({ versions: [version], from: parentOf(version), parent: null, open: 0 })),
    ...foldedGroups(newest, shown, parentOf).map((group) => ({ ...group, parent: null, open: 0 })),
  ];
  const rowOf = new Map(rows.flatMap((row) => row.versions.map((version) => [version, row] as const)));
  for (const row of rows) {
    row.parent = (row.from && rowOf.get(row.from)) ?? null;
    if (row.parent !== null) row.parent.open++;
  }
  const ordered: Row[] = [];
  const waiting = new Set(rows);
  while (waiting.size > 0) {
    const [next] = [...waiting]
      .filter(({ open }) => open === 0)
      .sort((a, b) => b.versions[0].number - a.versions[0].number);
    waiting.delete(next);
    if (next.parent !== null) next.parent.open--;
    ordered.push(next);
  }
  return ordered;
}

interface Placed {
  readonly row: TreeRow;
  readonly lane: number;
  readonly y: number;
}

/** The lane of each row: a line stays in its lane until it meets its parent's. */
function place(rows: readonly TreeRow[]): Placed[] {
  const isActive = (row: TreeRow): boolean => row.versions.some(({ state }) => state === 'active');
  /** For which row each lane is kept. */
  const lanes: (TreeRow | null)[] = [rows.find(isActive) ?? null];
  return rows.map((row, index) => {
    let lane = lanes.indexOf(row);
    if (lane < 0) lane = lanes.indexOf(null);
    if (lane < 0) lane = lanes.length;
    for (const [other, kept] of lanes.entries()) if (kept === row) lanes[other] = null;
    // A parent that already has a lane is met there; else it continues in this one.
    lanes[lane] = row.parent;
    return { row, lane, y: top + (index + 0.5) * rowHeight };
  });
}

const stateColours: Readonly<Record<TreeState, string>> = {
  active: colours.first,
  complete: '#8ea1b8',
  aside: colours.second,
  weights: '#8ea1b8',
  purged: '#6d6f78',
};

function drawNode(context: SKRSContext2D, x: number, y: number, state: TreeState | 'folded'): void {
  context.save();
  context.beginPath();
  context.lineWidth = 2.5;
  if (state === 'folded') {
    context.fillStyle = colours.muted;
    for (const dy of [-5, 0, 5]) {
      context.moveTo(x, y + dy);
      context.arc(x, y + dy, 1.8, 0, 2 * Math.PI);
    }
    context.fill();
    context.restore();
    return;
  }
  context.strokeStyle = stateColours[state];
  context.fillStyle = state === 'active' || state === 'complete' ? stateColours[state] : colours.plot;
  if (state === 'purged') {
    context.moveTo(x - 5, y - 5);
    context.lineTo(x + 5, y + 5);
    context.moveTo(x + 5, y - 5);
    context.lineTo(x - 5, y + 5);
    context.stroke();
  } else {
    context.arc(x, y, radius - 1, 0, 2 * Math.PI);
    context.fill();
    if (state === 'weights') context.setLineDash([3.6, 3.3]);
    context.stroke();
    if (state === 'active') {
      context.beginPath();
      context.strokeStyle = colours.title;
      context.lineWidth = 1.5;
      context.arc(x, y, radius + 3.5, 0, 2 * Math.PI);
      context.stroke();
    }
  }
  context.restore();
}

/** How much speech a version was trained with. */
export const trainedFor = (seconds: number, words: PictureWords): string =>
  seconds < 60
    ? words.seconds.replace('#', figure(seconds, words, 0))
    : words.minutes.replace('#', figure(seconds / 60, words, seconds < 600 ? 1 : 0));

/** `v4`, or the first and last of those that are folded together. */
const range = (versions: readonly TreeVersion[]): string =>
  versions.length === 1
    ? `v${versions[0].number}`
    : `v${versions.at(-1)?.number} – v${versions[0].number} (${versions.length})`;

function drawWords(context: SKRSContext2D, { row, y }: Placed, x: number, words: PictureWords): void {
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const [version] = row.versions;
  if (row.versions.length > 1) {
    context.font = font(13);
    context.fillStyle = colours.muted;
    context.fillText(range(row.versions), x, y);
    return;
  }
  const { state, number, tag, origin } = version;
  const faded = state === 'purged';
  context.font = font(15, 'bold');
  context.fillStyle = faded ? colours.muted : state === 'active' ? colours.title : colours.text;
  context.fillText(`v${number}`, x, y);
  const columns = [
    trainedFor(version.trainedSeconds, words),
    new Date(version.createdAt).toLocaleDateString(words.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  ];
  context.font = font(14);
  if (!faded) for (const [index, column] of columns.entries()) context.fillText(column, x + 44 + index * 74, y);
  let at = x + 44 + (faded ? 0 : columns.length * 74);
  const room = () => width - 16 - at;
  if (tag !== null) at = drawPill(context, tag, at, y, room());
  const notes = [...(state === 'complete' ? [] : [words[state]]), ...(origin === null ? [] : [words[origin]])].join(
    ', ',
  );
  if (notes === '' || room() < 30) return;
  context.font = font(12);
  context.fillStyle = state === 'active' || state === 'aside' ? stateColours[state] : colours.muted;
  context.fillText(fit(context, notes, room()), at, y);
}

/** The owner's name of a version. @returns where what follows may begin */
function drawPill(context: SKRSContext2D, tag: string, x: number, y: number, room: number): number {
  context.font = font(12, 'bold');
  const words = fit(context, tag, Math.min(room, 150) - 14);
  const length = context.measureText(words).width + 14;
  context.fillStyle = '#4a3f6b';
  context.beginPath();
  context.roundRect(x, y - 10, length, 20, 10);
  context.fill();
  context.fillStyle = '#e8dfff';
  context.fillText(words, x + 7, y + 0.5);
  return x + length + 8;
}

/** A line from a row down to its parent's: along its lane, then over to the parent's just above it. */
function drawLine(
  context: SKRSContext2D,
  from: Placed,
  to: Placed,
  xOf: (lane: number) => number,
  colour: string,
): void {
  const [x, parentX] = [xOf(from.lane), xOf(to.lane)];
  context.strokeStyle = colour;
  context.lineWidth = 3;
  context.beginPath();
  context.moveTo(x, from.y);
  if (x === parentX) context.lineTo(x, to.y);
  else {
    const bend = to.y - rowHeight;
    context.lineTo(x, Math.max(from.y, bend));
    context.bezierCurveTo(x, to.y - rowHeight * 0.35, parentX, to.y - rowHeight * 0.65, parentX, to.y);
  }
  context.stroke();
}

/**
 * Draw the versions of a voice.
 * @param versions in any order; a parent that is not among them counts as none
 * @returns PNG
 */
export function drawTree(
  versions: readonly TreeVersion[],
  options: { readonly title: string; readonly words?: PictureWords },
): Buffer {
  const { words = englishWords } = options;
  const placed = place(foldTree(versions));
  const byRow = new Map(placed.map((one) => [one.row, one]));
  const height = top + placed.length * rowHeight + 14;
  const canvas = createCanvas(width * pixelScale, height * pixelScale);
  const context = canvas.getContext('2d');
  context.scale(pixelScale, pixelScale);
  context.fillStyle = colours.background;
  context.fillRect(0, 0, width, height);
  context.fillStyle = colours.plot;
  context.fillRect(8, top - 6, width - 16, height - top - 2);
  context.font = font(15, 'bold');
  context.fillStyle = colours.title;
  context.textBaseline = 'middle';
  context.fillText(fit(context, options.title, width - 36), 18, 24);

  const lanes = 1 + Math.max(0, ...placed.map(({ lane }) => lane));
  const step = lanes <= roomyLanes ? laneWidth : ((roomyLanes - 1) * laneWidth) / (lanes - 1);
  const xOf = (lane: number): number => left + lane * step;
  const activeLine = new Set<TreeRow>();
  const active = placed.find(({ row }) => row.versions.some(({ state }) => state === 'active'));
  for (let row = active?.row ?? null; row !== null; row = row.parent) activeLine.add(row);
  // The active version's line is drawn last, over the others.
  const lines = placed.toSorted((a, b) => Number(activeLine.has(a.row)) - Number(activeLine.has(b.row)));
  for (const from of lines) {
    const to = from.row.parent && byRow.get(from.row.parent);
    if (to) drawLine(context, from, to, xOf, activeLine.has(from.row) ? colours.first : '#5c6370');
  }
  for (const one of placed) {
    const [version] = one.row.versions;
    const x = xOf(one.lane);
    // Lines end at a node, whatever is drawn in it.
    context.fillStyle = colours.plot;
    context.beginPath();
    context.arc(x, one.y, radius + 1, 0, 2 * Math.PI);
    context.fill();
    drawNode(context, x, one.y, one.row.versions.length > 1 ? 'folded' : version.state);
    drawWords(context, one, xOf(lanes - 1) + 24, words);
  }
  return canvas.toBuffer('image/png');
}
