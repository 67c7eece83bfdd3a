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

/** What a person says yes to. All of it counts: one letter changed, and the yes is void. */
export type Subject =
  /** An application that is begun, as it would be sent. */
  | {
      readonly kind: "draft";
      readonly draft: Pick<
        Draft,
        "id" | "person" | "service" | "definition" | "answers" | "renews"
      >;
      readonly documents: Documents;
    }
  /** An act on an application that was sent, as the application stands. */
  | {
      readonly kind: "case";
      readonly app: Pick<Application, "id" | "revision" | "documents">;
      readonly wish: Wish;
    }
  /** What a program prepared, to be sent or to answer a request, before it is the person's own. */
  | {
      readonly kind: "prepared";
      readonly draft: Omit<ProgramDraft, "expiresAt" | "visited">;
      readonly papers: readonly Pick<DraftFile, "document" | "sha256">[];
    }
  /** How somebody was served: a program may not give five for a person who said two. */
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
  /** That a program may read who has had a person's file open. */
  | { readonly kind: "usage"; readonly client: string; readonly nationalId: string };

/** A subject in a form that can be kept and compared: what it is about, and SHA-256 of all of it. */
export interface Bound<Kind extends Subject["kind"] = Subject["kind"]> {
  readonly kind: Kind;
  /** Id of the draft or application; the program's where it is about neither. */
  readonly id: string;
  /** What is done with an application that was sent. */
  readonly act: Wish["act"] | null;
  /** Hex. */
  readonly hash: string;
}

const hashOf = (all: unknown): string => createHash("sha256").update(canonical(all)).digest("hex");

/** Every paper by its document and content, in an order of their own. */
const papersOf = (documents: Documents): readonly string[] =>
  Object.entries(documents)
    .flatMap(([id, files]) => files.map(({ sha256 }) => `${id}:${sha256}`))
    .sort();

/** What a yes to this subject is bound to: the one hash for every door. */
export function bind<S extends Subject>(subject: S): Bound<S["kind"]>;
export function bind(subject: Subject): Bound {
  switch (subject.kind) {
    case "draft": {
      const { id, person, service, definition, answers, renews } = subject.draft;
      const all = { id, person, service, definition, answers, renews };
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

/** What the code of platform/auth is good for: exactly this subject, and nothing else. */
export const purposeOf = ({ kind, act, id, hash }: Bound): string =>
  [kind, ...(act ? [act] : []), id, hash].join(":");

/** Do both subjects say the same? */
export const isSame = (one: Bound, other: Bound): boolean => purposeOf(one) === purposeOf(other);

/** A code for a yes to this subject. Refuses auth.too-many-codes. */
export const newCode = (
  { sql, clock, codes }: Pick<ActDeps, "clock" | "codes"> & { readonly sql: Sql },
  person: PersonId,
  bound: Bound,
  door: CodeDoor,
): Promise<Result<Confirmation>> =>
  codes.ask(sql, clock(), { person, purpose: purposeOf(bound), door });

export interface CodeMessage {
  /** Names the message: sent twice with it, it is sent once. */
  readonly id: string;
  readonly code: string;
  readonly person: Pick<Person, "id"> & { readonly phone: string };
  readonly lang: Lang;
  /** What the code is for, by language: nobody withdraws with a code that was meant to answer. */
  readonly words: Readonly<Record<string, string>>;
}

/** Tells the person the code, by SMS to their own telephone. */
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
