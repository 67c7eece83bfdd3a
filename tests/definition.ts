import type { Definition, Outcome, Process, Stage, TaskWanted } from "../src/catalogue/index.ts";
import type { Duration, ServiceId } from "../src/kernel/index.ts";
import { parseDuration } from "../src/kernel/index.ts";
import { compile, type Rule } from "../src/rules/index.ts";

/** A small invented service to try the workflow with, where a real one would say too much. */
export const term = (text: string): Duration => {
  const parsed = parseDuration(text);
  if (!parsed) throw new Error(`${text} is no length of time`);
  return parsed;
};

export function rule(source: string): Rule {
  const compiled = compile(source, { protected: { kind: "boolean" }, size: { kind: "number" } });
  if (compiled.ok) return compiled.rule;
  throw new Error(compiled.problems.map(({ message }) => message).join("; "));
}

export const outcome = (id: string, to?: Outcome["to"]): Outcome => ({
  id,
  title: { en: id },
  reasonRequired: false,
  ...(to && { to }),
});

export const task = (id: string, role: string, more: Partial<TaskWanted> = {}): TaskWanted => ({
  id,
  title: { en: id },
  authority: "mines" as TaskWanted["authority"],
  role,
  outcomes: [],
  fourEyes: false,
  skippedInRenewal: false,
  ...more,
});

export const stage = (
  id: string,
  tasks: readonly TaskWanted[],
  more: Partial<Stage> = {},
): Stage => ({
  id,
  title: { en: id },
  tasks,
  join: { kind: "all" },
  ...more,
});

export const intake = stage("intake", [
  task("intake", "clerk", {
    within: term("3bd"),
    outcomes: [outcome("complete", { stage: "review" }), outcome("refuse", { end: "refused" })],
  }),
]);

export const review = stage(
  "review",
  [
    task("geology", "geologist", { outcomes: [outcome("support"), outcome("object")] }),
    task("land", "surveyor", {
      authority: "land" as TaskWanted["authority"],
      within: term("10bd"),
      onExpiry: "no-conflict",
      when: rule("size > 50"),
      outcomes: [outcome("no-conflict"), outcome("conflict")],
    }),
  ],
  { next: { stage: "decision" } },
);

export const decision = stage("decision", [
  task("decide", "director", {
    fourEyes: true,
    outcomes: [outcome("grant", { end: "granted" }), outcome("refuse", { end: "refused" })],
  }),
]);

export const process = (more: Partial<Process> = {}): Process => ({
  clock: {
    starts: { after: "intake" },
    limit: term("30bd"),
    stopsWhileWaiting: true,
    onExpiry: "escalate",
    contradictedBy: [],
    extension: {
      by: term("15bd"),
      role: "director",
      authority: "mines" as TaskWanted["authority"],
    },
  },
  moreInformation: {
    rounds: 1,
    answerWithin: term("P30D"),
    onExpiry: "withdraw",
    from: ["intake", "review"],
  },
  stages: [intake, review, decision],
  refusalReasons: [{ id: "overlap", title: { en: "The area overlaps another licence" } }],
  ...more,
});

export const licence = (more: Partial<Definition> = {}): Definition => ({
  id: "licence" as ServiceId,
  version: 1,
  language: "en",
  title: { en: "Licence" },
  description: { en: "" },
  whoMayApply: { en: "" },
  keywords: [],
  lifeEvents: [],
  audience: "both",
  authority: "mines" as TaskWanted["authority"],
  level: 2,
  laws: [],
  form: [],
  documents: [],
  calculate: [],
  eligibility: [],
  fees: [],
  rulings: [],
  process: process(),
  output: { id: "licence", title: { en: "Licence" }, claims: [] },
  appeal: {
    authority: "panel" as TaskWanted["authority"],
    role: "member",
    within: term("P30D"),
    decideWithin: term("20bd"),
    outcomes: [
      { id: "upheld", title: { en: "Stands" }, to: { end: "refused" } },
      { id: "overturned", title: { en: "Granted" }, to: { end: "granted" } },
      { id: "remitted", title: { en: "Decide again" }, to: { stage: "decision" } },
    ],
  },
  retention: { granted: term("P10Y"), otherwise: term("P2Y") },
  ...more,
});
