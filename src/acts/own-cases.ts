import type { ApplicationRow, Draft } from "../cases/index.ts";
import { meaningOf } from "../cases/index.ts";
import { type Catalogue, type Definition, loadVersions } from "../catalogue/index.ts";
import {
  type Answers,
  answersRead,
  applicantOf,
  type FormFacts,
  statementsOf,
} from "../form/index.ts";
import { canonical, dateIn } from "../kernel/index.ts";
import type { Person } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";
import { caseNow, windowOf } from "./on-case.ts";
import { sameName } from "./same-name.ts";

/** What an application waits for its person to do, and the ISO instant at which that ends. */
export interface Waiting {
  readonly act: "answer" | "pay";
  readonly until?: string;
}

/** An application in the list of its person. */
export interface OwnCase extends ApplicationRow {
  /** Whom or what it is about: the name of a child, of a company. */
  readonly subject?: string;
  readonly waiting?: Waiting;
  /** ISO instant until which its refusal can be appealed. */
  readonly appealUntil?: string;
}

/** A draft in the list of its person. */
export interface OwnDraft extends Draft {
  readonly subject?: string;
}

type OwnDeps = Pick<
  ActDeps,
  "cases" | "payments" | "credentials" | "clock" | "calendar" | "catalogue"
>;

const subjectClaim = ({ output }: Pick<Definition, "output">) =>
  output?.claims.find(({ name }) => name === output.subject);

/** The questions whose answers say whom or what an application is about; none if it is known. */
export function subjectQuestions(def: Definition): ReadonlySet<string> {
  const claim = subjectClaim(def);
  if (!claim) return new Set();
  return new Set([...answersRead(def, claim.value)].filter((name) => name !== "applicant"));
}

/**
 * Whom or what an application is about, as its certificate will say in large letters; undefined
 * where its service names nothing or where it is not answered yet. Two applications for the same
 * certificate are told apart by it.
 */
export function subjectOf(
  def: Pick<Definition, "output"> & Definition,
  answers: Answers,
  facts: FormFacts,
): string | undefined {
  const claim = subjectClaim(def);
  if (!claim) return undefined;
  const day = facts.today;
  const caseFacts = { reference: "", submittedOn: day, decidedOn: day };
  const [stated] = statementsOf(def, [claim], { answers, facts, caseFacts });
  const text = typeof stated?.value === "string" ? stated.value.trim() : "";
  return text === "" ? undefined : text;
}

/** What subjects are read with: the person of today, on this day. */
const factsOf = (person: Person, { clock, catalogue }: OwnDeps): FormFacts => ({
  today: dateIn(clock(), catalogue.jurisdiction.timeZone),
  applicant: applicantOf(person),
  renewal: false,
});

const subjectIn = (
  catalogue: Catalogue,
  { service, definition }: Pick<ApplicationRow, "service" | "definition">,
  answers: Answers | undefined,
  facts: FormFacts,
): { readonly subject?: string } => {
  const def = catalogue.version(service, definition);
  const subject = def && answers && subjectOf(def, answers, facts);
  return subject === undefined ? {} : { subject };
};

/**
 * Applications that wait for their person, or are refused, are opened for their last day: so many
 * at most.
 */
const mostOpened = 12;

/** Rows of a person's own applications with their subject, and what waits until when. */
export async function ownCases(
  deps: OwnDeps,
  person: Person,
  rows: readonly ApplicationRow[],
): Promise<readonly OwnCase[]> {
  const waits = rows.filter(({ status }) => meaningOf(status).turn === "applicant");
  const refused = rows.filter(({ status }) => status === "refused");
  const [answers, waiting] = await Promise.all([
    deps.cases.answersOf(rows.map(({ id }) => id)),
    Promise.all([...waits, ...refused].slice(0, mostOpened).map((row) => termOf(deps, row))),
    loadVersions(deps.catalogue, rows),
  ]);
  const facts = factsOf(person, deps);
  const byCase = new Map(waiting.flatMap((each) => (each ? [each] : [])));
  return rows.map((row) => {
    const open = byCase.get(row.id);
    return {
      ...row,
      ...subjectIn(deps.catalogue, row, answers.get(row.id), facts),
      ...open,
    };
  });
}

/** What the person has to do with an application, or may do against it, and until when. */
async function termOf(
  deps: OwnDeps,
  { id, status }: ApplicationRow,
): Promise<readonly [ApplicationRow["id"], Pick<OwnCase, "waiting" | "appealUntil">] | undefined> {
  const app = await deps.cases.open(id);
  if (!app) return undefined;
  const at = await caseNow(deps, app);
  if (status === "refused") {
    const appeal = windowOf("appeal", at);
    return appeal.ok && appeal.value.until ? [id, { appealUntil: appeal.value.until }] : undefined;
  }
  for (const act of ["answer", "pay"] as const) {
    const open = windowOf(act, at);
    if (open.ok)
      return [id, { waiting: { act, ...(open.value.until && { until: open.value.until }) } }];
  }
  return undefined;
}

/** A person's drafts with their subject; one that was only opened says nothing to anybody. */
export async function ownDrafts(
  deps: OwnDeps,
  person: Person,
  drafts: readonly Draft[],
): Promise<readonly OwnDraft[]> {
  await loadVersions(deps.catalogue, drafts);
  const facts = factsOf(person, deps);
  return drafts.filter(isBegun).map((draft) => ({
    ...draft,
    ...subjectIn(deps.catalogue, draft, draft.answers, facts),
  }));
}

const isBegun = ({ visited, answers, renews }: Draft): boolean =>
  visited.length > 0 || Object.keys(answers).length > 0 || renews !== null;

/** A person's open applications for a service, newest first. */
export const openForService = async (
  { cases }: Pick<OwnDeps, "cases">,
  { id }: Pick<Person, "id">,
  def: Pick<Definition, "id">,
): Promise<readonly ApplicationRow[]> =>
  (await cases.applicationsOf(id)).filter(
    ({ service, status }) => service === def.id && meaningOf(status).turn !== "nobody",
  );

/**
 * A person's open applications for the same service and about the same: whoever sends another one
 * is warned. Where the service names no subject, only the very same answers are the same.
 */
export async function appliedAlready(
  deps: OwnDeps,
  person: Person,
  def: Definition,
  answers: Answers,
): Promise<readonly ApplicationRow[]> {
  const rows = await openForService(deps, person, def);
  if (rows.length === 0) return [];
  await loadVersions(deps.catalogue, rows);
  const before = await deps.cases.answersOf(rows.map(({ id }) => id));
  const facts = factsOf(person, deps);
  const about = subjectOf(def, answers, facts);
  return rows.filter((row) => {
    const theirs = before.get(row.id);
    if (!theirs) return false;
    if (about === undefined) return canonical(theirs) === canonical(answers);
    const { subject } = subjectIn(deps.catalogue, row, theirs, facts);
    return subject !== undefined && sameName(subject, about);
  });
}
