/**
 * The help desk: people who ask to be called back, and reports of what is wrong with a page. Whom
 * people can call, and when, is data of the government (`help` of jurisdiction.yaml). It knows no
 * application and no person: whoever asks need not be signed in.
 */
import {
  isUuid,
  type OfficerId,
  ok,
  type Problem,
  type Result,
  readTelephone,
  refuse,
  type TelephoneRule,
} from "../kernel/index.ts";
import type { Pool } from "../platform/db/index.ts";
import type { NoPayload, TasksOf } from "../platform/jobs/index.ts";
import { type DayPart, dayParts, longestNote, longestWords, type Outcome } from "./policy.ts";
import {
  addCallBack,
  addReport,
  type CallBack,
  callBacksOf,
  endReport,
  openCallBacks,
  openReports,
  type Report,
  sweepHelp,
  wrapUp,
} from "./store.ts";

export {
  type DayPart,
  dayParts,
  keptDays,
  longestNote,
  longestWords,
  mostTries,
  type Outcome,
  outcomes,
  pageAddress,
  phoneDays,
} from "./policy.ts";
export type { CallBack, Report } from "./store.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    /** At night. */
    readonly "help.sweep": NoPayload;
  }
}

/** What somebody typed who wants to be called. */
export interface CallBackAsked {
  /** Idempotent: the same id is the same request. */
  readonly id: string;
  readonly phone: string;
  readonly part: string;
  readonly about: string;
  readonly lang: string;
  readonly page: string | undefined;
}

export interface Help {
  /**
   * Asks for a call. Refuses help.incomplete (problems: phone, part, about) and help.asked-already:
   * a number waits for one call at a time.
   */
  askCall(asked: CallBackAsked): Promise<Result<true>>;
  /** Reports what is wrong with a page. Refuses help.incomplete (problems: words). */
  report(report: Omit<Report, "at" | "note" | "endedAt">): Promise<Result<true>>;
  /** Who waits for a call, the longest first; at most a hundred. */
  waiting(): Promise<readonly CallBack[]>;
  /** The requests of a number, however it is typed. */
  ofNumber(typed: string): Promise<readonly CallBack[]>;
  /** How a call went, with a note. Refuses help.unknown. */
  wrapUp(id: string, how: Wrapped): Promise<Result<true>>;
  reports(): Promise<readonly Report[]>;
  /** A report is dealt with. Refuses help.unknown. */
  endReport(id: string, how: Omit<Wrapped, "outcome">): Promise<Result<true>>;
  readonly tasks: TasksOf<"help.sweep">;
}

interface Wrapped {
  readonly outcome: Outcome;
  readonly note: string;
  readonly officer: OfficerId;
}

const mostListed = 100;

const isPart = (text: string): text is DayPart => dayParts.some((each) => each === text);

/** The help desk over one database. @param telephone how numbers of this country are written */
export function makeHelp({
  sql,
  clock,
  telephone,
}: {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly telephone: () => TelephoneRule;
}): Help {
  const shortened = (note: string) => note.trim().slice(0, longestNote);
  return {
    async askCall({ phone: typed, part, about, ...asked }) {
      const phone = readTelephone(typed.trim(), telephone());
      const problems: Problem[] = [
        ...(about === "" ? [{ field: "about", code: "required" } as const] : []),
        ...(phone ? [] : [{ field: "phone", code: "required" } as const]),
        ...(isPart(part) ? [] : [{ field: "part", code: "required" } as const]),
      ];
      if (!phone || !isPart(part) || problems.length > 0)
        return refuse("invalid", "help.incomplete", { problems });
      const page = asked.page ?? null;
      const added = await addCallBack(sql, {
        ...{ ...asked, phone, part, about, page, askedAt: clock() },
      });
      return added ? ok(true) : refuse("conflict", "help.asked-already");
    },
    async report(report) {
      const words = report.words.trim();
      if (words === "" || words.length > longestWords)
        return refuse("invalid", "help.incomplete", {
          problems: [{ field: "words", code: words === "" ? "required" : "too-long" }],
        });
      await addReport(sql, { ...report, words, at: clock() });
      return ok(true);
    },
    waiting: () => openCallBacks(sql, mostListed),
    async ofNumber(typed) {
      const phone = readTelephone(typed.trim(), telephone());
      return phone ? callBacksOf(sql, phone) : [];
    },
    async wrapUp(id, how) {
      const wrapped = { ...how, id, note: shortened(how.note), at: clock() };
      const done = isUuid(id) && (await wrapUp(sql, wrapped));
      return done ? ok(true) : refuse("not-found", "help.unknown");
    },
    reports: () => openReports(sql, mostListed),
    async endReport(id, how) {
      const ended = { ...how, id, note: shortened(how.note), at: clock() };
      const done = isUuid(id) && (await endReport(sql, ended));
      return done ? ok(true) : refuse("not-found", "help.unknown");
    },
    tasks: { "help.sweep": () => sweepHelp(sql, clock()) },
  };
}
