import { type JourneyKept, meaningOf } from "../cases/index.ts";
import type { Appointment } from "../centres/index.ts";
import { type Credential, standingOf } from "../credentials/index.ts";
import { addDays, dateIn, instantOf } from "../kernel/index.ts";
import type { Person } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";
import { type OwnCase, type OwnDraft, ownCases, ownDrafts } from "./own-cases.ts";

/** Something that a person has to do, or to keep in mind. */
export type ToDo =
  | { readonly is: "answer" | "pay"; readonly of: OwnCase; readonly until?: string }
  /** A refusal that can still be appealed. */
  | { readonly is: "appeal"; readonly of: OwnCase; readonly until: string }
  | { readonly is: "appointment"; readonly of: Appointment; readonly until: string }
  /** A paper that is still valid and soon is not; `renewable` where its service renews it. */
  | {
      readonly is: "runs-out";
      readonly of: Credential;
      readonly until: string;
      readonly renewable: boolean;
    }
  | { readonly is: "journey"; readonly of: JourneyKept; readonly until?: undefined }
  | { readonly is: "draft"; readonly of: OwnDraft; readonly until?: undefined };

/** All that concerns one person, for the page that they land on. */
export interface OwnHome {
  /** The soonest last day first, what has none last. */
  readonly toDo: readonly ToDo[];
  /** Applications with which an office is at work, newest first. */
  readonly open: readonly OwnCase[];
  /** Those that were agreed to and have a step that is not over. */
  readonly journeys: readonly JourneyKept[];
  /** Those that are over, newest first. */
  readonly closed: readonly OwnCase[];
  /** Newest first, the valid ones before the others. */
  readonly papers: readonly Credential[];
  /** Appointments to come, the soonest first. */
  readonly appointments: readonly Appointment[];
}

type HomeDeps = Pick<
  ActDeps,
  "cases" | "payments" | "credentials" | "clock" | "calendar" | "catalogue"
> & { readonly appointments: Pick<ActDeps["appointments"], "ofPerson"> };

/** A paper that runs out is brought to mind so many days before. */
const daysBefore = 60;

/** Reads everything of a person at once. */
export async function homeOf(deps: HomeDeps, person: Person): Promise<OwnHome> {
  const { cases, credentials, appointments } = deps;
  const [rows, drafts, journeys, papers, visits] = await Promise.all([
    cases.applicationsOf(person.id),
    cases.draftsOf(person.id),
    cases.journeysOf(person.id),
    credentials.forPerson(person.id),
    appointments.ofPerson(person.id),
  ]);
  const [own, unsent] = await Promise.all([
    ownCases(deps, person, rows),
    ownDrafts(deps, person, drafts),
  ]);
  const now = deps.clock();
  const toCome = visits
    .filter(({ status, startsAt }) => status === "booked" && startsAt > now)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const toDo: ToDo[] = [
    ...own.flatMap((each) =>
      each.waiting ? [{ is: each.waiting.act, of: each, ...untilOf(each.waiting) }] : [],
    ),
    ...own.flatMap((of) =>
      of.appealUntil ? [{ is: "appeal" as const, of, until: of.appealUntil }] : [],
    ),
    ...toCome.map((of) => ({ is: "appointment" as const, of, until: of.startsAt.toISOString() })),
    ...runsOut(papers, deps),
    ...journeys.filter(isUnsent).map((of) => ({ is: "journey" as const, of })),
    ...unsent.map((of) => ({ is: "draft" as const, of })),
  ];
  return {
    toDo: toDo.sort((a, b) => (a.until ?? "9").localeCompare(b.until ?? "9")),
    open: own.filter(({ status }) => meaningOf(status).turn === "office"),
    journeys: journeys.filter(isUnderWay),
    closed: own.filter(({ status }) => meaningOf(status).turn === "nobody"),
    papers: [...papers].sort((a, b) => Number(isValid(b, now)) - Number(isValid(a, now))),
    appointments: toCome,
  };
}

const isUnsent = ({ agreedAt, stoppedAt }: JourneyKept): boolean => !agreedAt && !stoppedAt;

const isUnderWay = ({ agreedAt, stoppedAt, drafts }: JourneyKept): boolean =>
  agreedAt !== null &&
  stoppedAt === null &&
  drafts.some(({ status }) => status === null || meaningOf(status).turn !== "nobody");

const untilOf = ({ until }: { readonly until?: string }) => (until ? { until } : {});

const isValid = (paper: Credential, now: Date): boolean => standingOf(paper, now) === "valid";

/** Papers near their last day, of which no newer one of the same kind is valid for longer. */
function runsOut(
  papers: readonly Credential[],
  { clock, catalogue }: Pick<HomeDeps, "clock" | "catalogue">,
): readonly ToDo[] {
  const now = clock();
  const { timeZone } = catalogue.jurisdiction;
  const limit = instantOf(addDays(dateIn(now, timeZone), daysBefore), 0, timeZone);
  const valid = papers.filter((paper) => isValid(paper, now));
  return valid.flatMap((of) => {
    const { expiresAt, service, documentType } = of;
    if (!expiresAt || expiresAt > limit) return [];
    const newer = valid.some(
      (other) =>
        other.documentType === documentType &&
        subjectText(other) === subjectText(of) &&
        (!other.expiresAt || other.expiresAt > expiresAt),
    );
    if (newer) return [];
    const def = catalogue.current(service);
    const renewable = def?.renewal !== undefined && def.output?.id === documentType;
    return [{ is: "runs-out" as const, of, until: expiresAt.toISOString(), renewable }];
  });
}

/** Whom or what a paper is about, as it is printed in large letters. */
export function subjectText({ claims, subject }: Pick<Credential, "claims" | "subject">): string {
  const value = claims.find(({ name }) => name === subject)?.value;
  return typeof value === "string" ? value : "";
}
