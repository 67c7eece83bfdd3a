import type { Edge, Graph } from "./model.ts";

/** Edges that lead back to work that has been done before; without them the graph has no cycle. */
export function backEdges({ nodes, edges }: Graph): ReadonlySet<string> {
  const back = new Set<string>();
  const state = new Map<string, "open" | "done">();
  const visit = (id: string): void => {
    state.set(id, "open");
    for (const edge of edges.filter(({ from }) => from === id)) {
      if (state.get(edge.to) === "open") back.add(edge.id);
      else if (!state.has(edge.to)) visit(edge.to);
    }
    state.set(id, "done");
  };
  for (const { id } of nodes) if (!state.has(id)) visit(id);
  return back;
}

/** A labelled way needs a layer of its own, so that no two labels ever lie on one another. */
const span = ({ label }: Edge): number => (label === "" ? 1 : 2);

/** How far from the beginning each node stands: the longest way there, ends all at the far side. */
export function layersOf(graph: Graph, back: ReadonlySet<string>): ReadonlyMap<string, number> {
  const onward = graph.edges.filter(({ id }) => !back.has(id));
  const layers = new Map(graph.nodes.map(({ id }) => [id, 0]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const edge of onward) {
      const least = (layers.get(edge.from) ?? 0) + span(edge);
      if ((layers.get(edge.to) ?? 0) >= least) continue;
      layers.set(edge.to, least);
      changed = true;
    }
  }
  const last = Math.max(...layers.values());
  for (const { id, kind } of graph.nodes) if (kind === "end") layers.set(id, last);
  return layers;
}
