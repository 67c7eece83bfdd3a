import type { Edge, Graph } from "./model.ts";

/** Where a way runs sideways: over which layers, in which row of which lane. */
export interface Chain {
  readonly first: number;
  readonly last: number;
  readonly labelLayer: number;
  readonly lane: string;
}
export interface Rows {
  /** Row in its lane, by id of node or edge. */
  readonly of: ReadonlyMap<string, number>;
  readonly chains: ReadonlyMap<string, Chain>;
  /** By lane: for each of its rows whether nodes stand in it, or ways only. */
  readonly inLane: ReadonlyMap<string, readonly boolean[]>;
}

function chainOf(edge: Edge, graph: Graph, layers: ReadonlyMap<string, number>, back: boolean) {
  const [from, to] = [layers.get(edge.from) ?? 0, layers.get(edge.to) ?? 0];
  const lane = graph.nodes.find(({ id }) => id === edge.from)?.lane ?? "";
  if (back) return { first: to, last: from, labelLayer: from, lane };
  return to - from > 1 ? { first: from + 1, last: to - 1, labelLayer: from + 1, lane } : undefined;
}

/**
 * Gives nodes, then ways, the first row of their lane that is free over all the layers that they
 * take.
 */
export function rowsOf(
  graph: Graph,
  layers: ReadonlyMap<string, number>,
  back: ReadonlySet<string>,
): Rows {
  const of = new Map<string, number>();
  const chains = new Map<string, Chain>();
  const inLane = new Map<string, boolean[]>(graph.lanes.map(({ id }) => [id, []]));
  const occupied = new Set<string>();
  const settle = (id: string, lane: string, first: number, last: number, isNode: boolean) => {
    const rows = inLane.get(lane) ?? [];
    const range = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    let row = 0;
    while (range.some((layer) => occupied.has(`${lane} ${layer} ${row}`))) row += 1;
    for (const layer of range) occupied.add(`${lane} ${layer} ${row}`);
    rows[row] = rows[row] || isNode;
    inLane.set(lane, rows);
    of.set(id, row);
  };
  for (const { id, lane } of graph.nodes) {
    const layer = layers.get(id) ?? 0;
    settle(id, lane, layer, layer, true);
  }
  for (const edge of graph.edges) {
    const chain = chainOf(edge, graph, layers, back.has(edge.id));
    if (!chain) continue;
    chains.set(edge.id, chain);
    settle(edge.id, chain.lane, chain.first, chain.last, false);
  }
  return { of, chains, inLane };
}
