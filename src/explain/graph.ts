import type { Definition, Stage, Target } from "../catalogue/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { Edge, Graph, Node } from "./model.ts";
import { laneOf, plain, type Saying, taskNode } from "./task-node.ts";
import { authorityName, laneName, shortName } from "./words.ts";

/** What one stage brings to the diagram. */
interface Part {
  readonly nodes: readonly Node[];
  readonly edges: readonly Omit<Edge, "id">[];
}

const flow = (from: string, to: string, more: Partial<Edge> = {}): Omit<Edge, "id"> => ({
  from,
  to,
  label: "",
  onTimer: false,
  isDefault: false,
  ...more,
});

/**
 * The process of a service as a graph of BPMN's kinds, one lane for each authority, in one
 * language.
 */
export function graphOf(definition: Definition, { jurisdiction, t }: Saying): Graph {
  const home = definition.authority;
  const { nodes, edges } = definition.process
    ? decided(definition, definition.process.stages, { jurisdiction, t })
    : answered(definition, t);
  const tasks = (definition.process?.stages ?? []).flatMap((stage) => stage.tasks);
  const lanes = [...new Set([home, ...nodes.map(({ lane }) => lane)])];
  return {
    id: definition.id,
    title: t.words(definition.title),
    description: t.words(definition.description),
    lanes: lanes.map((id) => {
      const task = tasks.find((each) => laneOf(each) === id);
      const chosen = task?.authorityBy && laneName(jurisdiction, definition, task, t);
      return { id, name: chosen ?? shortName(authorityName(jurisdiction, id, t)) };
    }),
    nodes,
    edges: merged(edges).map((edge, i) => ({ ...edge, id: `flow-${i + 1}` })),
  };
}

function decided(definition: Definition, stages: readonly Stage[], saying: Saying): Part {
  const { t } = saying;
  const lane = definition.authority;
  const parts = stages.map((stage) =>
    stage.tasks.length > 1 ? sideBySide(stage, saying) : single(stage, saying),
  );
  const paid = payments(definition, t);
  const ends = (["granted", "refused"] as const).map(
    (end): Node => ({
      ...plain,
      id: `end-${end}`,
      kind: "end",
      label: t(`explain.${end}`),
      lane,
      end,
    }),
  );
  const start: Node = { ...plain, id: "start", kind: "start", label: t("explain.sent"), lane };
  const first = stages[0];
  const begun = first ? [flow("start", entryOf(first.id))] : [];
  const ways = [...begun, ...parts.flatMap((part) => part.edges)];
  const edges = [
    ...ways.map((way) => ({
      ...way,
      to: paid.find(({ stage }) => entryOf(stage) === way.to)?.id ?? way.to,
    })),
    ...paid.map(({ id, stage }) => flow(id, entryOf(stage))),
  ];
  const merges = stages
    .filter(({ tasks }) => tasks.length > 1)
    .filter(({ id }) => merged(edges).filter(({ to }) => to === entryOf(id)).length > 1)
    .map(({ id, tasks: [task] }): Node => {
      const at = { id: `merge-${id}`, lane: task ? laneOf(task) : lane };
      return { ...plain, ...at, kind: "exclusive", label: "" };
    });
  const reached = ends.filter(({ id }) => edges.some(({ to }) => to === id));
  return {
    nodes: [
      start,
      ...paid.map(({ stage: _, ...node }) => node),
      ...merges,
      ...parts.flatMap((part) => part.nodes),
      ...reached,
    ],
    edges: throughMerges(edges, merges),
  };
}

/**
 * A gateway that several ways lead to would wait for all of them before it opens the tasks (BPMN
 * 2.0, 13.4.1); one way is enough to begin a stage, so they meet before it.
 */
const throughMerges = (edges: Part["edges"], merges: readonly Node[]): Part["edges"] => {
  const before = new Map(merges.map(({ id }) => [entryOf(id.slice("merge-".length)), id]));
  return [
    ...edges.map((edge) => ({ ...edge, to: before.get(edge.to) ?? edge.to })),
    ...[...before].map(([entry, merge]) => flow(merge, entry)),
  ];
};

/** The person pays before some stages: an event in the way of whatever leads there. */
const payments = ({ authority, fees, process }: Definition, t: Translate) =>
  (process?.stages ?? []).flatMap(({ id: stage }): (Node & { stage: string })[] => {
    const due = fees.filter((fee) => fee.due === `before ${stage}`);
    const note = due.map(({ title }) => t.words(title)).join(", ");
    const label = t("status.fee-due");
    const node = { ...plain, id: `paid-${stage}`, kind: "payment" as const, label, note };
    return due.length > 0 ? [{ ...node, lane: authority, stage }] : [];
  });

/** A stage is entered at its gateway or at its only task; whichever it is bears the stage's id. */
const entryOf = (stage: string) => `stage-${stage}`;
const targetId = (target: Target) =>
  "end" in target ? `end-${target.end}` : entryOf(target.stage);

function single(stage: Stage, { jurisdiction, t }: Saying): Part {
  const [task] = stage.tasks;
  if (!task) return { nodes: [], edges: [] };
  const passable = stage.next !== undefined && (task.when !== undefined || task.skippedInRenewal);
  const id = passable ? `task-${task.id}` : entryOf(stage.id);
  const outcomes = task.outcomes.flatMap(({ id: outcome, title, to = stage.next }) =>
    to
      ? [flow(id, targetId(to), { label: t.words(title), condition: `outcome = "${outcome}"` })]
      : [],
  );
  const node = taskNode(id, task, { jurisdiction, t }, stage.committee);
  const onExpiry = task.outcomes.find((each) => each.id === task.onExpiry);
  const lateTo = onExpiry?.to ?? stage.next;
  const timed =
    onExpiry && lateTo
      ? [
          flow(id, targetId(lateTo), {
            label: `${node.timer?.label}: ${t.words(onExpiry.title)}`,
            onTimer: true,
          }),
        ]
      : [];
  const decides = new Set(outcomes.map(({ to }) => to)).size > 1;
  const edges = [...outcomes, ...timed];
  if (!passable || !stage.next) return { nodes: [{ ...node, decides }], edges };
  const question: Node = {
    ...plain,
    id: entryOf(stage.id),
    kind: "exclusive",
    label: t("explain.needed"),
    lane: laneOf(task),
  };
  return {
    nodes: [question, { ...node, decides }],
    edges: [
      flow(question.id, id, { label: t("component.yes"), condition: neededWhen(task) }),
      flow(question.id, targetId(stage.next), { label: t("component.no"), isDefault: true }),
      ...edges,
    ],
  };
}

const neededWhen = ({ when, skippedInRenewal }: Stage["tasks"][number]): string =>
  [when?.source, skippedInRenewal ? "not(renewal)" : undefined].filter(Boolean).join(" and ");

function sideBySide(stage: Stage, { jurisdiction, t }: Saying): Part {
  const [first] = stage.tasks;
  const lane = first ? laneOf(first) : "";
  const chosen = stage.tasks.some((task) => task.when || task.skippedInRenewal);
  const allChosen = stage.tasks.every((task) => task.when || task.skippedInRenewal);
  const both = chosen ? "inclusive" : "parallel";
  const [split, join] = [entryOf(stage.id), `join-${stage.id}`];
  const enough =
    stage.join.kind === "count" ? stage.join.count : stage.join.kind === "any" ? 1 : undefined;
  const nodes: Node[] = [
    { ...plain, id: split, kind: both, label: t.words(stage.title), lane },
    ...stage.tasks.map((task) => taskNode(`task-${task.id}`, task, { jurisdiction, t })),
    enough === undefined
      ? { ...plain, id: join, kind: both, label: t("explain.all-done"), lane }
      : {
          ...plain,
          id: join,
          kind: "complex",
          label: t("explain.enough", { count: enough }),
          lane,
          enough,
        },
  ];
  const edges = stage.tasks.flatMap((task) => [
    flow(
      split,
      `task-${task.id}`,
      chosen ? { condition: neededWhen(task) || "true", label: t("explain.chosen") } : {},
    ),
    flow(`task-${task.id}`, join),
    ...task.outcomes
      .filter(({ id }) => id === task.onExpiry)
      .map(({ title }) => flow(`task-${task.id}`, join, { label: t.words(title), onTimer: true })),
  ]);
  const none = allChosen ? [flow(split, join, { label: t("component.no"), isDefault: true })] : [];
  const on = stage.next ? [flow(join, targetId(stage.next))] : [];
  return { nodes, edges: [...edges, ...none, ...on] };
}

/** A service that answers by its rules alone: one look at the answers, one of several rulings. */
function answered({ authority: lane, rulings }: Definition, t: Translate): Part {
  const rules: Node = {
    ...plain,
    id: "rules",
    kind: "rule-task",
    label: t("explain.by-rules"),
    lane,
    decides: rulings.length > 1,
  };
  return {
    nodes: [
      { ...plain, id: "start", kind: "start", label: t("explain.answers"), lane },
      rules,
      ...rulings.map(
        ({ id, title }): Node => ({
          ...plain,
          id: `end-${id}`,
          kind: "end",
          label: t.words(title),
          lane,
          end: "answered",
        }),
      ),
    ],
    edges: [
      flow("start", "rules"),
      ...rulings.map(({ id, when }) =>
        flow("rules", `end-${id}`, when ? { condition: when.source } : { isDefault: true }),
      ),
    ],
  };
}

/** Outcomes that lead to the same place share one way. */
function merged(edges: readonly Omit<Edge, "id">[]): Omit<Edge, "id">[] {
  const ways = new Map<string, Omit<Edge, "id">>();
  for (const edge of edges) {
    const way = `${edge.from} ${edge.to} ${edge.onTimer}`;
    const existing = ways.get(way);
    const both = [existing?.condition, edge.condition].filter(Boolean).join(" or ");
    const label = [existing?.label, edge.label].filter(Boolean).join(" / ");
    ways.set(way, { ...edge, label, ...(both ? { condition: both } : {}) });
  }
  return [...ways.values()];
}
