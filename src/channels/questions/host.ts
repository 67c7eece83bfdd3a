import type { FastifyReply, FastifyRequest } from "fastify";
import type { Cases, Draft } from "../../cases/index.ts";
import type { Catalogue, Definition } from "../../catalogue/index.ts";
import type {
  Answers,
  AskedWords,
  CodeLists,
  Counted,
  FormFacts,
  FormPosition,
  Input,
  LabelledCodes,
  Lists,
  Progress,
  Rest,
  StepLeft,
  Turn,
  TurnFacts,
} from "../../form/index.ts";
import type { Person } from "../../platform/auth/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import type { Lang, Translate } from "../../platform/i18n/index.ts";
import type { Page, SafeHtml } from "../components/index.ts";

/** A draft with all that its pages need to know. */
export interface Opened {
  readonly draft: Draft;
  readonly def: Definition;
  readonly facts: FormFacts;
  /** Whose application it is, whoever types. */
  readonly person: Person;
  /** Address under which the pages of this draft lie: `/drafts/<id>`. */
  readonly base: string;
  /** Address under which papers are shown by their id: `/files`. */
  readonly files: string;
  /** Where it is one of several services asked in one conversation. */
  readonly among?: Among;
}

/** Where a form is one of several in one conversation: what the others leave to ask in it. */
export interface Among {
  readonly left: StepLeft;
  readonly rest: Rest;
  /** Which part this service is. */
  readonly part: Counted;
  /** What all of them cost and how long they take, with the answers so far. */
  sum(t: Translate): string;
  /** Where "back" leads from the first page of this service. */
  readonly before: string;
  /** Where an answer that was given before is changed. */
  changePath(name: string): string | undefined;
  /** A turn that also hears what the later services have against an answer. */
  turn(progress: Progress, place: FormPosition, input: Input, facts: TurnFacts): Turn;
  /** Those of the values of a question that no later service refuses. */
  fitting(name: string, answers: Answers, values: readonly string[]): readonly string[];
}

/** A form with its answers, wherever they are kept. */
export interface AnswersOf extends Pick<Opened, "def" | "facts"> {
  readonly draft: Pick<Draft, "answers">;
}

/** The words in which answers are told. */
export interface AskingHost extends Pick<Host, "askedWords"> {
  readonly catalogue: Pick<Lists, "codeList">;
}

/** What is said of one page of questions; the frame around it is the channel's. */
export interface QuestionPage
  extends Pick<Page, "title" | "content" | "before" | "failed" | "languageForm"> {
  readonly status?: number;
}

/**
 * The channel in which the questions stand: who may fill in what, under which addresses, in which
 * frame.
 */
export interface Host {
  readonly cases: Pick<
    Cases,
    | "draftDocuments"
    | "saveDraft"
    | "attachFile"
    | "detachFile"
    | "roomForUploads"
    | "scan"
    | "holdFile"
    | "heldAmong"
    | "findDraft"
  >;
  readonly catalogue: Catalogue;
  readonly clock: () => Date;
  readonly askedWords: (lang: Lang) => AskedWords;
  /** Route under which `/page/:page` and `/documents` are put; it names the draft as `:id`. */
  readonly route: string;
  /** Begins to read the draft that an address names, with the session. */
  readonly ahead?: (request: FastifyRequest, sql: Sql) => void;
  /**
   * The draft that an address names, if whoever asks may fill it in now; else it throws
   * `TurnedAway`.
   */
  open(request: FastifyRequest): Promise<Opened>;
  /**
   * What the address of the next page, or of `documents`, says besides, once answers are kept:
   * `already=1`.
   */
  readonly besides?: (opened: Opened, page: string) => Promise<string | undefined>;
  /** Where "back" leads from the first question. */
  before(opened: Opened): string;
  words(request: FastifyRequest): Translate;
  csrf(request: FastifyRequest, reply: FastifyReply): SafeHtml;
  page(request: FastifyRequest, reply: FastifyReply, page: QuestionPage): FastifyReply;
}

/** Code lists as `form` reads them. */
export const listsOf =
  ({ catalogue }: { readonly catalogue: Pick<Lists, "codeList"> }): CodeLists & LabelledCodes =>
  (id: string) =>
    catalogue.codeList(id) ?? [];
