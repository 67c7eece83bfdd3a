import { Readable } from "node:stream";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { ratingOf } from "../assessment/index.ts";
import { type Application, type Draft, readable, signedScan } from "../cases/index.ts";
import type { Shares } from "../credentials/index.ts";
import type { PersonId } from "../kernel/index.ts";
import { type Person, sessionsOf } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<
  ActDeps,
  | "sql"
  | "clock"
  | "cases"
  | "payments"
  | "credentials"
  | "messages"
  | "appointments"
  | "callOuts"
  | "privacy"
> & {
  readonly counter: Pick<
    ActDeps["counter"],
    "visitsOf" | "looksAt" | "approvalsOf" | "consentsOf" | "besidesOf"
  >;
  readonly shares: Pick<Shares, "sharesOf">;
};

/** More than anybody is ever sent; a number all the same, as nothing is read without a limit. */
const mostMessages = 100_000;

/** All that is stored about one person, as they may have it (law 058/2021, articles 18 and 20). */
export type OwnData = Awaited<ReturnType<typeof ownData>>;

/** Gathers it from every part; each application with what is stored beside its events. */
export async function ownData(deps: Deps, person: Person) {
  const { id } = person;
  const [applications, drafts] = await Promise.all([applicationsOf(deps, id), draftsOf(deps, id)]);
  const [certificates, messages, appointments, callOuts] = await Promise.all([
    deps.credentials.forPerson(id),
    deps.messages.outboxOf(id, mostMessages),
    deps.appointments.ofPerson(id),
    deps.callOuts.ofPerson(id),
  ]);
  const links = certificates.map((paper) => deps.shares.sharesOf(paper.id, id));
  const [shares, consents, ways] = await Promise.all([
    Promise.all(links),
    deps.counter.consentsOf(id),
    deps.messages.waysOf(id),
  ]);
  const besides = await deps.counter.besidesOf(id);
  const [visits, looks, approvals, requests, breachNotices, sessions] = await Promise.all([
    deps.counter.visitsOf(id),
    deps.counter.looksAt(id),
    deps.counter.approvalsOf(id),
    deps.privacy.requestsOf(id),
    deps.privacy.noticesTo(id),
    sessionsOf(deps.sql, id, { now: deps.clock(), cookie: undefined }),
  ]);
  return {
    format: "hamwe-personal-data/1",
    madeAt: deps.clock(),
    account: person,
    applications,
    drafts,
    preferences: { ways },
    certificates: certificates.map(({ number, title, claims, issuedAt, ...paper }, index) => ({
      ...{ number, title, claims, issuedAt },
      shares: shares[index]?.map(({ createdAt, endsAt, endedAt, openings }) => ({
        ...{ createdAt, endsAt, endedAt, openings },
      })),
      ...(paper.validUntil && { validUntil: paper.validUntil }),
      ...(paper.revoked && { revoked: paper.revoked }),
    })),
    messages: messages
      .filter(({ template }) => template !== "confirm-code")
      .map(({ channel, recipient, subject, body, queuedAt, state }) => ({
        ...{ channel, recipient, subject, body, queuedAt, state },
      })),
    visits: { appointments, callOuts },
    seenBy: { visits, looks, approvals },
    // Of the other account only that there is one: it may be somebody else's.
    besides: besides.map(({ what, reason }) => ({ what, reason })),
    consents,
    requests,
    breachNotices,
    sessions: sessions.map(({ startedAt, touchedAt, device }) => ({
      ...{ startedAt, touchedAt, device },
    })),
  };
}

async function applicationsOf(deps: Deps, person: PersonId) {
  const all = [];
  let before: Date | undefined;
  for (;;) {
    const rows = await deps.cases.applicationsOf(person, before);
    for (const { id } of rows) {
      const app = await deps.cases.open(id);
      if (app) all.push(await applicationData(deps, app));
    }
    before = rows.at(-1)?.submittedAt;
    if (rows.length < 51 || !before) return all;
  }
}

async function applicationData({ sql, cases, payments }: Deps, app: Application) {
  const {
    state,
    definition,
    answers,
    asked,
    documents,
    contact,
    findings,
    corrections,
    statements,
  } = app;
  const [bills, openings, rating, thread] = await Promise.all([
    payments.billsOfCase(app.id),
    cases.accessesOf(app.id),
    ratingOf(sql, app.id),
    cases.messagesOf(app.id),
  ]);
  return {
    id: app.id,
    reference: state.submitted?.reference ?? "",
    service: { id: definition.id, version: definition.version, title: definition.title },
    status: state.status,
    sentAt: state.submitted?.at ?? "",
    lang: state.submitted?.lang ?? "",
    questions: asked.pages,
    applicant: asked.applicant,
    ...{ answers, contact, findings, corrections },
    words: Object.fromEntries(statements),
    /** Between the office and the person; an officer writes as their authority. */
    thread: thread.map(({ side, authority, text, at }) => ({ side, authority, text, at })),
    papers: Object.entries(documents).flatMap(([document, files]) =>
      files.map((file) => ({ document, ...file })),
    ),
    /** What officers attached to their finished work on it, and the scan of what was signed. */
    recorded: app.taskFiles
      .filter(
        ({ task }) => task === signedScan.id || state.tasks.find(({ key }) => key === task)?.done,
      )
      .map(({ officer: _officer, ...file }) => file),
    history: app.history.map(({ type, at }) => ({ type, at })),
    ...{ bills, openings, rating: rating ?? null },
  };
}

async function draftsOf({ cases }: Deps, person: PersonId) {
  const drafts = await cases.draftsOf(person);
  const journeys = await cases.journeysOf(person);
  const steps = journeys.flatMap((journey) => journey.drafts.filter(({ caseId }) => !caseId));
  const data = async ({ id, service, answers, updatedAt }: Draft) => {
    const documents = await cases.draftDocuments(id);
    const papers = Object.entries(documents).flatMap(([document, files]) =>
      files.map((file) => ({ document, ...file })),
    );
    return { id, service, answers, updatedAt, papers };
  };
  return Promise.all([...drafts, ...steps].map(data));
}

/** Everything as one ZIP: the data, a page to read, and the papers, one at a time in memory. */
export function ownArchive(
  { cases }: Pick<Deps, "cases">,
  data: OwnData,
  page: { readonly name: string; readonly html: string },
): Readable {
  const chunks: Uint8Array[] = [];
  let fault: Error | undefined;
  const zip = new Zip((error, chunk) => {
    if (error) fault = error;
    else chunks.push(chunk);
  });
  const add = (name: string, content: Uint8Array, packed = true) => {
    const file = packed ? new ZipDeflate(name) : new ZipPassThrough(name);
    zip.add(file);
    file.push(content, true);
    if (fault) throw fault;
    return chunks.splice(0);
  };
  async function* parts() {
    yield* add(page.name, Buffer.from(page.html));
    yield* add("data.json", Buffer.from(JSON.stringify(data, null, 2)));
    for (const { folder, papers } of foldersOf(data))
      for (const { id, name } of papers) {
        const file = await cases.findFile(id);
        if (file && readable(file).ok)
          yield* add(`${folder}/${id.slice(-6)}-${name}`, file.content, false);
      }
    zip.end();
    yield* chunks.splice(0);
  }
  return Readable.from(parts());
}

const foldersOf = ({ applications, drafts }: OwnData) => [
  ...applications.map(({ reference, papers, recorded }) => ({
    ...{ folder: reference, papers: [...papers, ...recorded] },
  })),
  ...drafts.map(({ id, papers }) => ({ folder: `draft-${id.slice(-6)}`, papers })),
];

/** The level of sign-in that its most protected application asks for. */
export const levelOfOwnData = async (
  { cases, catalogue }: Pick<ActDeps, "cases" | "catalogue">,
  person: PersonId,
): Promise<number> => {
  const rows = await cases.applicationsOf(person);
  const levels = await Promise.all(
    rows.map(async ({ service, definition }) => {
      const version = await catalogue.findVersion(service, definition);
      return version?.level ?? 2;
    }),
  );
  return Math.max(1, ...levels);
};
