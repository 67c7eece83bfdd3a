import { createHash } from "node:crypto";
import type { Application, Draft } from "../cases/index.ts";
import type { Visit } from "../counter/index.ts";
import type { Documents } from "../form/index.ts";
import { canonical, type PersonId, type Result } from "../kernel/index.ts";
import type { CodeDoor, Confirmation, Person } from "../platform/auth/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { DraftFile, ProgramDraft } from "../programs/index.ts";
import type { ActDeps } from "./deps.ts";
import type { Wish } from "./perform.ts";

/** The subject of a consent, complete: any change invalidates the consent. */
export type Subject =
  /** A draft, as it would be submitted. */
  | {
      readonly kind: "draft";
      readonly draft: Pick<
        Draft,
        "id" | "person" | "service" | "definition" | "answers" | "renews" | "toldIn"
      >;
      readonly documents: Documents;
    }
  /** An act on a submitted application, in its present state. */
  | {
      readonly kind: "case";
      readonly app: Pick<Application, "id" | "revision" | "documents">;
      readonly wish: Wish;
    }
  /** A draft prepared by a program, to be submitted or to answer a request. */
  | {
      readonly kind: "prepared";
      readonly draft: Omit<ProgramDraft, "expiresAt" | "visited">;
      readonly papers: readonly Pick<DraftFile, "document" | "sha256">[];
    }
  /** A rating, so that a program cannot change the score. */
  | {
      readonly kind: "rating";
      readonly app: Pick<Application, "id">;
      readonly score: number;
      readonly comment: string;
    }
  /** That this operator sees the person's file in this visit. */
  | {
      readonly kind: "open";
      readonly visit: Pick<Visit, "id" | "operator" | "person">;
    }
  /** That a program may read who has opened a person's file. */
  | { readonly kind: "usage"; readonly client: string; readonly nationalId: string };

/** A subject in a form that can be stored and compared: its id, and SHA-256 of its content. */
export interface Bound<Kind extends Subject["kind"] = Subject["kind"]> {
  readonly kind: Kind;
  /** Id of the draft or application; of the program where there is neither. */
  readonly id: string;
  /** The act on a submitted application. */
  readonly act: Wish["act"] | null;
  /** Hex. */
  readonly hash: string;
}

const hashOf = (all: unknown): string => createHash("sha256").update(canonical(all)).digest("hex");

/** Every upload by document and content, sorted. */
const papersOf = (documents: Documents): readonly string[] =>
  Object.entries(documents)
    .flatMap(([id, files]) => files.map(({ sha256 }) => `${id}:${sha256}`))
    .sort();

/** Binds a consent to this subject: the same hash for every channel. */
export function bind<S extends Subject>(subject: S): Bound<S["kind"]>;
export function bind(subject: Subject): Bound {
  switch (subject.kind) {
    case "draft": {
      const { id, person, service, definition, answers, renews, toldIn } = subject.draft;
      const chosen = toldIn && { toldIn };
      const all = { id, person, service, definition, answers, renews, ...chosen };
      const papers = papersOf(subject.documents);
      return { kind: "draft", id, act: null, hash: hashOf({ ...all, papers }) };
    }
    case "case": {
      const { app, wish } = subject;
      const { id, revision } = app;
      const hash = hashOf({ id, revision, wish, papers: papersOf(app.documents) });
      return { kind: "case", id, act: wish.act, hash };
    }
    case "prepared": {
      const { draft } = subject;
      const papers = subject.papers.map(({ document, sha256 }) => [document, sha256]);
      return { kind: "prepared", id: draft.id, act: null, hash: hashOf({ ...draft, papers }) };
    }
    case "rating": {
      const { app, score, comment } = subject;
      return { kind: "rating", id: app.id, act: null, hash: hashOf({ score, comment }) };
    }
    case "open": {
      const { id: visit, operator, person } = subject.visit;
      return { kind: "open", id: operator, act: null, hash: hashOf({ visit, operator, person }) };
    }
    case "usage": {
      const { client, nationalId } = subject;
      return { kind: "usage", id: client, act: null, hash: hashOf({ client, nationalId }) };
    }
  }
}

/** The purpose of a code in platform/auth: exactly this subject. */
export const purposeOf = ({ kind, act, id, hash }: Bound): string =>
  [kind, ...(act ? [act] : []), id, hash].join(":");

/** Whether both subjects are equal. */
export const isSame = (one: Bound, other: Bound): boolean => purposeOf(one) === purposeOf(other);

/** A code for consent to this subject. Refuses auth.too-many-codes. */
export const newCode = (
  { sql, clock, codes }: Pick<ActDeps, "clock" | "codes"> & { readonly sql: Sql },
  person: PersonId,
  bound: Bound,
  door: CodeDoor,
): Promise<Result<Confirmation>> =>
  codes.ask(sql, clock(), { person, purpose: purposeOf(bound), door });

export interface CodeMessage {
  /** Id of the message, for idempotence. */
  readonly id: string;
  readonly code: string;
  readonly person: Pick<Person, "id"> & { readonly phone: string };
  readonly lang: Lang;
  /** The purpose by language, so that a code to answer is never used to withdraw. */
  readonly words: Readonly<Record<string, string>>;
}

/** Sends the code by SMS to the person's own telephone. */
export const tellCode = (
  { messages }: Pick<ActDeps, "messages">,
  { id, code, person, lang, words }: CodeMessage,
) =>
  messages.send({
    id: `confirm:${id}`,
    personId: person.id,
    to: { phone: person.phone },
    lang,
    template: "confirm-code",
    facts: { code, service: { words } },
  });
