import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CaseCommand,
  type CaseEvent,
  type CaseState,
  caseDecider,
  changedTasks,
  type decide,
  initial,
  isOpen,
  nextDue,
} from "../src/cases/index.ts";
import type { Catalogue, Definition, Example } from "../src/catalogue/index.ts";
import { readExamples } from "../src/catalogue/index.ts";
import {
  type Answers,
  type AskedWords,
  askedOf,
  eligibilityOf,
  exampleAnswers,
  exampleDocuments,
  exampleFacts,
  feesOf,
  problemsOf,
  pruned,
  valuesOf,
} from "../src/form/index.ts";
import type { Calendar, CaseId, CommandId, PersonId, Reference } from "../src/kernel/index.ts";
import { dateIn } from "../src/kernel/index.ts";
import { newId } from "../src/platform/db/index.ts";
import { decided } from "../src/platform/events/index.ts";

type Row = Readonly<Record<string, unknown>>;

/** A case as rows, made by the functions that make real ones; the loader multiplies it. */
export interface Template {
  readonly open: boolean;
  readonly due: string | undefined;
  readonly application: { readonly service: string; readonly version: number } & Row;
  readonly answers: object;
  readonly events: readonly object[];
  readonly tasks: ReturnType<typeof changedTasks>;
  /** What officers found in each task. */
  readonly findings: readonly object[];
}

export interface Making {
  /** Of the government. */
  readonly folder: string;
  readonly catalogue: Catalogue;
  readonly calendar: Calendar;
  readonly words: AskedWords;
  readonly now: Date;
}

const day = 24 * 60 * 60_000;
const hour = 60 * 60_000;
const person = "00000000-0000-7000-8000-000000000001" as PersonId;

/** What becomes of an example of a service, told act by act. */
class Telling {
  state: CaseState = initial;
  readonly events: object[] = [];
  findings: Readonly<Record<string, Answers>> = {};
  readonly given: { definition: Definition; example: Example; calendar: Calendar };

  constructor(given: Telling["given"]) {
    this.given = given;
  }

  /** Gives a command as the right actor would; false where the case refuses it. */
  tell(command: CaseCommand, at: Date, actor: Parameters<typeof decide>[2]["actor"]): boolean {
    const { definition, example, calendar } = this.given;
    const key = newId() as CommandId;
    const facts = exampleFacts(example);
    const now = {
      ...{ at, actor, definition, calendar, command: key },
      today: dateIn(at, calendar.timeZone),
      values: valuesOf(definition, exampleAnswers(example), facts),
      findings: this.findings,
    };
    const { state } = this;
    const decision = decided(caseDecider, { state, command, facts: now }, { at, command: key });
    if (!decision.ok) return false;
    const before = state.version;
    this.state = decision.value.state;
    if (command.type === "complete" && command.findings)
      this.findings = { ...this.findings, [command.task]: command.findings };
    decision.value.events.forEach((event: CaseEvent, index) => {
      const by = actor.kind === "system" ? "system" : `${actor.kind}:${actor.id}`;
      this.events.push({ ...event, version: before + index + 1, at, actor: by, command: key });
    });
    return true;
  }
}

function submitted({ definition, example, calendar }: Telling["given"], at: Date): CaseCommand {
  const facts = exampleFacts(example);
  const today = dateIn(at, calendar.timeZone);
  const fees = feesOf(definition, exampleAnswers(example), facts, today);
  return {
    type: "submit",
    submitted: {
      case: newId() as CaseId,
      reference: "33333-33333" as Reference,
      service: definition.id,
      definition: definition.version,
      person,
      lang: "rw",
      asOf: today,
      fees: fees.map(({ id, money, due }) => ({ id, money, due })),
    },
  };
}

/** The officer whom a task waits for; a second one where two have to sign. */
const officerFor = ({ authority, role }: CaseState["tasks"][number], second = false) => ({
  kind: "officer" as const,
  id: `00000000-0000-7000-8000-00000000010${second ? 1 : 0}`,
  authority,
  roles: [role],
});

function act(
  telling: Telling,
  { task, outcome, findings }: Example["acts"][number],
  at: Date,
): boolean {
  const open = telling.state.tasks.findLast((each) => each.task === task && isOpen(each));
  if (!open) return false;
  const code = telling.given.definition.process?.refusalReasons[0]?.id;
  const statement = { id: newId(), text: "The papers were compared with the register." };
  const command = {
    ...{ type: "complete" as const, task: open.key, outcome, statement },
    ...(code && { code }),
    ...(findings && { findings: findings as Answers }),
  };
  if (!telling.tell(command, at, officerFor(open))) return false;
  const proposed = telling.state.tasks.find(({ key }) => key === open.key)?.proposed;
  if (!proposed) return true;
  return telling.tell({ type: "confirm", task: open.key }, at, officerFor(open, true));
}

function tellStory(making: Making, given: Telling["given"], start: Date, acts: number) {
  const telling = new Telling(given);
  let at = start.getTime();
  if (!telling.tell(submitted(given, start), start, { kind: "person", id: person })) return;
  const pay = (when: "submit" | "grant") =>
    (telling.state.submitted?.fees ?? [])
      .filter(({ due, money }) => due === when && money.minor > 0)
      .every(({ id }) =>
        telling.tell({ type: "record-payment", fee: id, bill: newId() }, new Date(at), {
          kind: "system",
        }),
      );
  at += hour / 4;
  if (acts >= 0 && !pay("submit")) return;
  for (const each of given.example.acts.slice(0, Math.max(0, acts))) {
    at += hour / 2;
    if (!act(telling, each, new Date(at))) return;
  }
  if (telling.state.status === "granted-awaiting-payment") pay("grant");
  for (let due = nextDue(telling.state); due && due < making.now.toISOString(); ) {
    if (!telling.tell({ type: "fall-due" }, new Date(due), { kind: "system" })) return;
    due = nextDue(telling.state);
  }
  return telling;
}

function rowsOf(making: Making, telling: Telling): Template | undefined {
  const { state, events, given } = telling;
  const { definition, example } = given;
  const sent = state.submitted;
  if (!sent) return undefined;
  const codes = (id: string) => making.catalogue.codeList(id) ?? [];
  const facts = { ...exampleFacts(example), today: sent.asOf };
  const answers = pruned(definition, exampleAnswers(example), facts);
  const documents = exampleDocuments(definition, example);
  const asked = askedOf(definition, answers, documents, facts, "rw", making.words, codes);
  return {
    open: state.tasks.some(isOpen),
    due: nextDue(state),
    application: {
      ...{ id: sent.case, reference: sent.reference, person_id: person, service: sent.service },
      ...{ definition: sent.definition, authority: definition.authority, status: state.status },
      ...{ stage: state.stage ?? null, lang: sent.lang, submitted_at: sent.at },
      ...{ due_at: state.clock.dueAt ?? null, decided_at: state.decision?.at ?? null },
      version: state.version,
    },
    answers: {
      ...{ case_id: sent.case, revision: 1, answers, at: sent.at },
      asked: { ...asked, applicant: facts.applicant },
    },
    events,
    tasks: changedTasks(initial, state, making.now.toISOString()),
    findings: Object.entries(telling.findings).map(([task, values]) => ({ task, values })),
  };
}

/**
 * Cases of every service with offices, at every point of their way, begun on each of the last 40
 * days.
 */
export function makeTemplates(making: Making): Template[] {
  const { catalogue, calendar, now } = making;
  const codes = (id: string) => catalogue.codeList(id) ?? [];
  const told = catalogue.services.flatMap((definition) => {
    const file = join(making.folder, "services", definition.id, "examples.yaml");
    const { examples } = readExamples(file, readFileSync(file, "utf8"));
    const walked = examples.filter((example) => {
      const facts = exampleFacts(example);
      const [answers, papers] = [exampleAnswers(example), exampleDocuments(definition, example)];
      return (
        example.acts.length > 0 &&
        problemsOf(definition, answers, papers, facts, codes).length === 0 &&
        eligibilityOf(definition, answers, facts).every(({ verdict }) => verdict === "met")
      );
    });
    return walked.flatMap((example) =>
      Array.from({ length: 40 }, (_, age) =>
        Array.from({ length: example.acts.length + 2 }, (_, acts) => {
          const start = new Date(now.getTime() - (age + 1) * day + (age % 8) * hour);
          return tellStory(making, { definition, example, calendar }, start, acts - 1);
        }),
      ).flat(),
    );
  });
  return told.flatMap((telling) => (telling ? (rowsOf(making, telling) ?? []) : []));
}
