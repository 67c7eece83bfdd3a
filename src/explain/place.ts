import { backEdges, layersOf } from "./layers.ts";
import type { Box, Drawing, Edge, Graph, Node, PlacedEdge, PlacedNode, Point } from "./model.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { lines, widthIn } from "./xml.ts";

export const taskSize = { width: 160, height: 80 };
const event = 30;
const gateway = 34;
/** An event or a gateway has its name below it, this wide. */
const nameWidth = 120;
const laneHeader = 30;
const laneLines = 2;
const nodeRow = { height: 128, middle: 60 };
const track = 7;
/**
 * The label of an edge, in SVG as in BPMN: its width, its characters per line and its line height.
 */
export const wayText = { width: 150, signs: 25, most: 6, line: 13.5 };
/** A sign of a lane's name, in the larger letters of who draws BPMN. */
const sign = 6.6;

const textHeight = (label: string): number =>
  Math.ceil(lines(label, wayText.signs, wayText.most).length * wayText.line);

const isTask = ({ kind }: Node) => kind === "user-task" || kind === "rule-task";
const widthOf = (node: Node): number =>
  isTask(node) ? taskSize.width + (node.decides ? 8 + gateway : 0) : nameWidth;

/** Sideways places: where each layer begins, how wide it is, and the tracks between the layers. */
interface Columns {
  readonly left: readonly number[];
  readonly width: readonly number[];
  readonly total: number;
  /** x of the track that an edge takes in the gap before a layer. */
  trackAt(gap: number, key: string): number;
}

/** Where edges come together at their target they share one track. */
const keysOf = (edge: Edge, turns: boolean) =>
  turns ? { out: edge.id, in: `to ${edge.to}` } : { out: `to ${edge.to}`, in: `to ${edge.to}` };

function columnsOf(graph: Graph, layers: ReadonlyMap<string, number>, rows: Rows): Columns {
  const count = Math.max(...layers.values()) + 1;
  const width = Array.from({ length: count }, () => 30);
  for (const node of graph.nodes) {
    const at = layers.get(node.id) ?? 0;
    width[at] = Math.max(width[at] ?? 0, widthOf(node));
  }
  const gaps = Array.from({ length: count + 1 }, () => new Set<string>());
  for (const edge of graph.edges) {
    const chain = rows.chains.get(edge.id);
    const keys = keysOf(edge, chain !== undefined);
    gaps[(layers.get(edge.from) ?? 0) + 1]?.add(keys.out);
    gaps[layers.get(edge.to) ?? 0]?.add(keys.in);
    if (chain && edge.label)
      width[chain.labelLayer] = Math.max(width[chain.labelLayer] ?? 0, wayText.width);
  }
  const gapWidth = gaps.map((keys) => Math.max(22, 18 + keys.size * track));
  const left: number[] = [];
  let x = laneHeader + (gapWidth[0] ?? 0);
  for (let i = 0; i < count; i += 1) {
    left.push(x);
    x += (width[i] ?? 0) + (gapWidth[i + 1] ?? 0);
  }
  const beginning = (gap: number) =>
    gap === 0 ? laneHeader : (left[gap - 1] ?? 0) + (width[gap - 1] ?? 0);
  const trackAt = (gap: number, key: string) =>
    beginning(gap) + 8 + [...(gaps[gap] ?? [])].indexOf(key) * track;
  return { left, width, total: x, trackAt };
}

/** A row in which only ways run is as high as what stands on them. */
function wayRow(graph: Graph, rows: Rows, lane: string, row: number) {
  const labels = graph.edges
    .filter(({ id }) => rows.chains.get(id)?.lane === lane && rows.of.get(id) === row)
    .map(({ label }) => (label ? textHeight(label) : 0));
  const middle = 10 + Math.max(14, ...labels);
  return { middle, height: middle + 8 };
}

function lanesOf(graph: Graph, rows: Rows, width: number) {
  let y = 0;
  const middles = new Map<string, number>();
  const lanes = graph.lanes.map(({ id, name }) => {
    const top = y;
    for (const [row, hasNodes] of (rows.inLane.get(id) ?? []).entries()) {
      const { height, middle } = hasNodes ? nodeRow : wayRow(graph, rows, id, row);
      middles.set(`${id} ${row}`, y + middle);
      y += height;
    }
    // No shorter than the name of the authority, which stands upright at its beginning.
    y = Math.max(y + 6, top + Math.ceil(widthIn(name, laneLines) * sign) + 12);
    return { id, name, box: { x: 0, y: top, width, height: y - top } };
  });
  return {
    lanes,
    height: y,
    middle: (lane: string, row = 0) => middles.get(`${lane} ${row}`) ?? 0,
  };
}

const square = (x: number, middle: number, size: number): Box => ({
  x,
  y: middle - size / 2,
  width: size,
  height: size,
});

function placed(node: Node, x: number, middle: number): PlacedNode {
  if (!isTask(node)) {
    const size = node.kind === "start" || node.kind === "end" ? event : gateway;
    return { ...node, box: square(x + (nameWidth - size) / 2, middle, size) };
  }
  const box = { x, y: middle - taskSize.height / 2, ...taskSize };
  const bottom = middle + taskSize.height / 2;
  return {
    ...node,
    box,
    ...(node.decides ? { gateway: square(x + taskSize.width + 8, middle, gateway) } : {}),
    ...(node.timer ? { timerBox: square(x + 10, bottom, 20) } : {}),
    ...(node.timer?.escalates ? { escalationBox: square(x + 46, bottom + 16, 16) } : {}),
  };
}

const right = ({ x, y, width, height }: Box): Point => ({ x: x + width, y: y + height / 2 });
const left = ({ x, y, height }: Box): Point => ({ x, y: y + height / 2 });

/** Stands apart from the one before it: two tracks may be one. */
const isNew = ({ x, y }: Point, i: number, all: readonly Point[]): boolean =>
  all[i - 1]?.x !== x || all[i - 1]?.y !== y;

/** Corners only: points between two others on one line say nothing. */
const corners = (points: readonly Point[]): Point[] =>
  points.filter(isNew).filter((point, i, all) => {
    const [before, after] = [all[i - 1], all[i + 1]];
    if (!before || !after) return true;
    const straight = (a: number, b: number, c: number) => a === b && b === c;
    return !straight(before.x, point.x, after.x) && !straight(before.y, point.y, after.y);
  });

function beginningOf({ box, gateway: behind, timerBox }: PlacedNode, onTimer: boolean): Point[] {
  if (!onTimer || !timerBox) return [right(behind ?? box)];
  const x = timerBox.x + timerBox.width / 2;
  const y = timerBox.y + timerBox.height;
  return [
    { x, y },
    { x, y: y + 8 },
  ];
}

/** Lays a process out from left to right, one band for each authority, ways in right angles. */
export function place(graph: Graph): Drawing {
  const back = backEdges(graph);
  const layers = layersOf(graph, back);
  const rows = rowsOf(graph, layers, back);
  const columns = columnsOf(graph, layers, rows);
  const { lanes, height, middle } = lanesOf(graph, rows, columns.total);
  const nodes = graph.nodes.map((node) => {
    const y = middle(node.lane, rows.of.get(node.id));
    return placed(node, columns.left[layers.get(node.id) ?? 0] ?? 0, y);
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = graph.edges.map((edge): PlacedEdge => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (!from || !to)
      throw new Error(`${graph.id}: ${edge.from} or ${edge.to} is not in the graph`);
    const chain = rows.chains.get(edge.id);
    const keys = keysOf(edge, chain !== undefined);
    const begin = beginningOf(from, edge.onTimer);
    const end = left(to.box);
    const outX = columns.trackAt((layers.get(edge.from) ?? 0) + 1, keys.out);
    const startY = begin.at(-1)?.y ?? 0;
    const inX = columns.trackAt(layers.get(edge.to) ?? 0, keys.in);
    const y = chain ? middle(chain.lane, rows.of.get(edge.id)) : startY;
    const way = [
      { x: outX, y: startY },
      { x: outX, y },
      { x: inX, y },
      { x: inX, y: end.y },
    ];
    const labelLayer = chain?.labelLayer ?? 0;
    return {
      ...edge,
      points: corners([...begin, ...way, end]),
      labelBox:
        chain && edge.label
          ? {
              x: columns.left[labelLayer] ?? 0,
              y: y - 3 - textHeight(edge.label),
              width: wayText.width,
              height: textHeight(edge.label),
            }
          : undefined,
    };
  });
  return { ...graph, lanes, nodes, edges, width: columns.total, height };
}
