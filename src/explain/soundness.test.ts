import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadCatalogue } from "../catalogue/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { processBpmn } from "./index.ts";

/**
 * The token game of BPMN 2.0 (formal/2011-01-03, section 13) over what is exported: from wherever a
 * process can get to, it can still end, and no gateway waits for what cannot come any more.
 */
const root = join(import.meta.dirname, "../..");
const t = makeI18n(join(root, "messages")).for("en");

interface Element {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** Of a boundary event: the task, and whether it ends it. */
  readonly attachedTo?: string;
  readonly interrupts?: boolean;
  readonly enough?: number;
}

const kinds =
  "startEvent|endEvent|intermediateCatchEvent|userTask|businessRuleTask|" +
  "boundaryEvent|exclusiveGateway|parallelGateway|inclusiveGateway|complexGateway";

function elementsOf(bpmn: string): readonly Element[] {
  const all = bpmn.matchAll(new RegExp(`<(${kinds}) ([^>]*)>([\\s\\S]*?)</\\1>`, "g"));
  return [...all].map(([, kind = "", attributes = "", inside = ""]) => {
    const of = (name: string) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
    const flows = (name: string) =>
      [...inside.matchAll(new RegExp(`<${name}>([^<]+)</${name}>`, "g"))].map(([, id = ""]) => id);
    const enough = /done &gt;= (\d+)/.exec(inside)?.[1];
    const attachedTo = of("attachedToRef");
    return {
      ...{ id: of("id") ?? "", kind, name: of("name") ?? "" },
      ...{ incoming: flows("incoming"), outgoing: flows("outgoing") },
      ...(attachedTo && { attachedTo, interrupts: of("cancelActivity") === "true" }),
      ...(enough && { enough: Number(enough) }),
    };
  });
}

/** Tokens on flows and in tasks, and joins that have opened early and swallow what still comes. */
type State = ReadonlyMap<string, number>;

const keyOf = (state: State): string =>
  [...state]
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([at, count]) => `${at}:${count}`)
    .join(" ");

const moved = (state: State, take: readonly string[], put: readonly string[]): State => {
  const next = new Map(state);
  for (const at of take) next.set(at, (next.get(at) ?? 0) - 1);
  for (const at of put) next.set(at, (next.get(at) ?? 0) + 1);
  return next;
};

const subsets = (all: readonly string[]): string[][] => {
  const some: string[][] = [[]];
  for (const each of all) some.push(...some.map((set) => [...set, each]));
  return some;
};

class Game {
  readonly elements: readonly Element[];

  constructor(bpmn: string) {
    this.elements = elementsOf(bpmn);
  }

  begin(): State {
    const starts = this.elements.filter(({ kind }) => kind === "startEvent");
    return new Map(starts.flatMap(({ outgoing }) => outgoing.map((flow) => [flow, 1] as const)));
  }

  next(state: State): State[] {
    const has = (at: string) => (state.get(at) ?? 0) > 0;
    return this.elements.flatMap((element) => {
      const { id, kind, incoming, outgoing, enough } = element;
      const held = incoming.filter(has);
      if (kind === "endEvent") return held.map((flow) => moved(state, [flow], []));
      if (kind === "exclusiveGateway" || kind === "intermediateCatchEvent")
        return held.flatMap((flow) => outgoing.map((out) => moved(state, [flow], [out])));
      if (kind === "parallelGateway")
        return held.length === incoming.length ? [moved(state, incoming, outgoing)] : [];
      if (kind === "inclusiveGateway") return this.inclusive(state, element, held);
      if (kind === "complexGateway") {
        const open = `open ${id}`;
        if (has(open))
          return held.map((flow) => {
            const rest = (state.get(open) ?? 0) - 1;
            return moved(new Map(state).set(open, rest), [flow], []);
          });
        if (held.length < (enough ?? incoming.length)) return [];
        const left = incoming.length - held.length;
        return [new Map(moved(state, held, outgoing)).set(open, left)];
      }
      if (kind.endsWith("Task")) return this.task(state, element, held);
      return [];
    });
  }

  private task(state: State, { id, outgoing }: Element, held: readonly string[]): State[] {
    const working = `in ${id}`;
    const begun = held.map((flow) => moved(state, [flow], [working]));
    if ((state.get(working) ?? 0) === 0) return begun;
    const timers = this.elements.filter(({ attachedTo }) => attachedTo === id);
    return [
      ...begun,
      ...outgoing.map((flow) => moved(state, [working], [flow])),
      ...timers
        .filter(({ interrupts }) => interrupts)
        .flatMap((timer) => timer.outgoing.map((flow) => moved(state, [working], [flow]))),
    ];
  }

  /** Splits into any of its ways; joins once nothing more can come to a way that is empty. */
  private inclusive(state: State, element: Element, held: readonly string[]): State[] {
    const { id, incoming, outgoing } = element;
    if (held.length === 0) return [];
    const empty = incoming.filter((flow) => !held.includes(flow));
    if (empty.some((flow) => this.mayStillCome(state, flow, id))) return [];
    const ways =
      outgoing.length > 1 ? subsets(outgoing).filter((set) => set.length > 0) : [outgoing];
    return ways.map((set) => moved(state, held, set));
  }

  private mayStillCome(state: State, flow: string, join: string): boolean {
    const seen = new Set<string>();
    const behind = (target: string): boolean => {
      const source = this.elements.find(({ outgoing }) => outgoing.includes(target));
      if (!source || source.id === join || seen.has(source.id)) return false;
      seen.add(source.id);
      if ((state.get(`in ${source.attachedTo ?? source.id}`) ?? 0) > 0) return true;
      const into = source.attachedTo
        ? (this.elements.find(({ id }) => id === source.attachedTo)?.incoming ?? [])
        : source.incoming;
      return into.some((each) => (state.get(each) ?? 0) > 0 || behind(each));
    };
    return behind(flow);
  }
}

const isOver = (state: State): boolean =>
  [...state].every(([at, count]) => count === 0 || at.startsWith("open "));

/** What is wrong with a process; undefined where it always can end. */
function unsound(bpmn: string): string | undefined {
  const game = new Game(bpmn);
  const states = new Map<string, State>();
  const before = new Map<string, Set<string>>();
  const open: State[] = [game.begin()];
  for (let state = open.pop(); state; state = open.pop()) {
    const key = keyOf(state);
    if (states.has(key)) continue;
    states.set(key, state);
    if (states.size > 20_000) return "too many states";
    if ([...state].some(([at, count]) => count > 3 && !at.startsWith("open ")))
      return `piles up: ${key}`;
    const next = game.next(state);
    if (next.length === 0 && !isOver(state)) return `stands still at ${key}`;
    for (const each of next) {
      const to = keyOf(each);
      before.set(to, (before.get(to) ?? new Set()).add(key));
      open.push(each);
    }
  }
  const ends = [...states].filter(([, state]) => isOver(state)).map(([key]) => key);
  const canEnd = new Set(ends);
  for (let at = ends.pop(); at !== undefined; at = ends.pop())
    for (const each of before.get(at) ?? [])
      if (!canEnd.has(each)) {
        canEnd.add(each);
        ends.push(each);
      }
  const stuck = [...states.keys()].find((key) => !canEnd.has(key));
  return stuck === undefined ? undefined : `cannot end from ${stuck}`;
}

for (const code of ["az", "rw"]) {
  const { catalogue } = loadCatalogue(join(root, "jurisdictions", code));
  assert.ok(catalogue);
  const { jurisdiction, services } = catalogue;
  for (const definition of services)
    test(`${code} ${definition.id}: what is exported always ends, and says what it shows`, () => {
      const bpmn = processBpmn(definition, { jurisdiction, t });
      assert.equal(unsound(bpmn), undefined);
      const nameless = elementsOf(bpmn).filter(
        ({ name, kind, incoming, outgoing }) =>
          name === "" &&
          !(kind.endsWith("Gateway") && (kind === "parallelGateway" || outgoing.length < 2)) &&
          incoming.length + outgoing.length > 0,
      );
      assert.deepEqual(
        nameless.map(({ id }) => id),
        [],
      );
      const silent = [...bpmn.matchAll(/<sequenceFlow ([^>]*)><conditionExpression/g)].filter(
        ([, attributes = ""]) => !attributes.includes('name="'),
      );
      assert.deepEqual(
        silent.map(([, attributes]) => attributes),
        [],
      );
    });
}

test("A gateway that waits for two ways of which one comes is found out", () => {
  const flows = (into: readonly string[], out: readonly string[]) =>
    [
      ...into.map((id) => `<incoming>${id}</incoming>`),
      ...out.map((id) => `<outgoing>${id}</outgoing>`),
    ].join("");
  const bpmn = `<startEvent id="s" name="s">${flows([], ["a"])}</startEvent>
<exclusiveGateway id="x" name="x">${flows(["a"], ["b", "c"])}</exclusiveGateway>
<parallelGateway id="p">${flows(["b", "c"], ["d"])}</parallelGateway>
<endEvent id="e" name="e">${flows(["d"], [])}</endEvent>`;
  assert.match(unsound(bpmn) ?? "", /stands still/);
});
