import { randomBytes } from "node:crypto";
import { addDays, type CommandId, dateIn, ok, type Result, refuse } from "../../kernel/index.ts";
import { newId, type Sql } from "../../platform/db/index.ts";
import type { KeyRing } from "../../platform/http/index.ts";
import { escalationDays } from "../commitments/decide.ts";
import { giveCommitment } from "../commitments/handle.ts";
import type { CommitmentState, SideStatus, StatusReport } from "../commitments/model.ts";
import { readAskable, readAsked, readCommitmentState } from "../commitments/store.ts";
import type { Day, Side } from "../instruments/model.ts";
import { answersFor, type Holder, type Post } from "../posts/model.ts";
import { readPosts } from "../posts/store.ts";
import type { PartnershipDeps } from "../shell.ts";
import { hashOf, idOfToken, tokenOf } from "./link.ts";
import { addLink, bindLink, readLink, readWaiting, type UpdateLink, useLink } from "./store.ts";

/** An owner has this long to answer the monthly question. */
export const answerDays = 10;
/** Days before the last one on which an owner is reminded. */
export const reminderDays = [7, 3, 0] as const;
/** Who reported so few days ago is not asked yet. */
const freshDays = 14;
/** An answer by link can be taken back for so long by whoever has its receipt. */
export const takeBackHours = 24;
/** A link lives until silence has been told to everybody. */
const linkDays = Math.max(...escalationDays);

/** A question that goes to somebody, with the link by which they answer it. */
export interface Question {
  readonly commitment: CommitmentState;
  readonly side: Side;
  readonly post: Post;
  readonly holder: Holder;
  readonly due: Day;
  readonly token: string;
}

/** Writes the message to whoever is asked, in the transaction of the question. */
export type Tell = (tx: Sql, question: Question) => PromiseLike<unknown>;

export interface Reminder extends Question {
  /** 7, 3 or 0: the step that is reached. */
  readonly step: (typeof reminderDays)[number];
}

/** Silence that has lasted long enough to be told to those above. */
export interface Silence {
  readonly commitment: CommitmentState;
  readonly side: Side;
  readonly owner: Post | undefined;
  readonly days: number;
  /** Last answer of this side, or the day on which it was first asked. */
  readonly since: Day;
  readonly ask: string;
  readonly told: readonly { readonly post: Post; readonly holder: Holder }[];
}

/** What an owner answers: three fields. */
export interface Answer {
  readonly status: SideStatus;
  readonly nextStep: string;
  readonly forecast?: Day;
  /** Language of the page on which it was said. */
  readonly lang: string;
}

/** A question as the page behind its link shows it. */
export interface OpenQuestion extends Omit<Question, "token"> {
  /** This browser may answer: it opened the link first. */
  readonly mine: boolean;
}

/** An answer that was recorded, with the token by which whoever was asked takes it back. */
export interface Given extends OpenQuestion {
  readonly takeBack: string;
}

/** An answer that may be taken back. */
export interface Answered extends Pick<Question, "commitment" | "side" | "post"> {
  readonly report: StatusReport;
}

export interface Updates {
  /** Parts of commitments that were neither asked about since a day nor reported on lately. */
  askable(since: Day): Promise<readonly { readonly commitment: string; readonly side: Side }[]>;
  /**
   * Asks an owner, or who answers for them. `tell` writes the message in the same transaction.
   * @returns false where nobody answers for the post, or nothing is to ask
   */
  ask(commitment: string, side: Side, key: CommandId, tell: Tell): Promise<boolean>;
  reminders(): Promise<readonly Reminder[]>;
  /** Commitments with silence to look at. */
  silent(): Promise<readonly string[]>;
  /** Records silence that has reached its next step, and says whom to tell. */
  escalate(commitment: string): Promise<readonly Silence[]>;
  /**
   * The question behind a link. Refuses partnership.link-unknown, -used, -expired, -replaced (a
   * newer one was sent, or the post has changed hands) and -elsewhere (another browser opened it
   * first: it was forwarded).
   *
   * @param browser the secret that `claim` gave to the browser that asks
   */
  open(token: string, browser: string | undefined): Promise<Result<OpenQuestion>>;
  /** Binds the link to this browser. @returns the secret by which it is known from now on */
  claim(token: string, browser: string | undefined): Promise<Result<string>>;
  /** Records the answer as it was given, once. Refuses as `open`, and `next-step-missing`. */
  answer(token: string, browser: string | undefined, answer: Answer): Promise<Result<Given>>;
  /**
   * The answer that the link of its receipt can take back, within a day. Refuses link-unknown,
   * take-back-late, report-replaced (something newer was said).
   */
  answered(takeBack: string): Promise<Result<Answered>>;
  /**
   * Takes it back: the question is open again. Refuses as `answered`.
   * @returns the token of the link that was used, for `again`
   */
  takeBack(takeBack: string): Promise<Result<string>>;
  /** A new link for the same question, to the address on record; undefined: to nobody. */
  again(token: string): Promise<Question | undefined>;
}

export interface UpdatesDeps extends PartnershipDeps {
  /** Sign links; derived from the secrets of the server for this purpose alone. */
  readonly linkKeys: KeyRing;
}

const openAsk = (state: CommitmentState, side: Side) =>
  state.asks.find((each) => each.side === side);

const isQuestion = <T>(value: T | undefined): value is T => value !== undefined;

export function makeUpdates(deps: UpdatesDeps): Updates {
  const { sql, clock, timeZone, linkKeys } = deps;
  const today = () => dateIn(clock(), timeZone);

  /** The row behind a token, or why it opens nothing. */
  async function valid(token: string): Promise<Result<UpdateLink>> {
    const id = idOfToken(linkKeys, token);
    const link = id === undefined ? undefined : await readLink(sql, id);
    if (!link) return refuse("not-found", "partnership.link-unknown");
    if (link.usedAt) return refuse("conflict", "partnership.link-used");
    if (link.replacedAt) return refuse("conflict", "partnership.link-replaced");
    if (link.expiresOn < today()) return refuse("conflict", "partnership.link-expired");
    return ok(link);
  }

  async function opened(
    token: string,
    browser: string | undefined,
  ): Promise<Result<{ readonly link: UpdateLink; readonly question: OpenQuestion }>> {
    const checked = await valid(token);
    if (!checked.ok) return checked;
    const link = checked.value;
    const commitment = await readCommitmentState(sql, link.commitment);
    const ask = commitment && openAsk(commitment, link.side);
    if (!commitment || ask?.id !== link.ask) return refuse("conflict", "partnership.link-used");
    const post = (await readPosts(sql)).get(link.post);
    if (!post?.holder || post.holder.since !== link.heldSince)
      return refuse("conflict", "partnership.link-replaced");
    const mine =
      browser !== undefined && link.openedBy !== null && hashOf(browser).equals(link.openedBy);
    if (link.openedBy !== null && !mine) return refuse("not-allowed", "partnership.link-elsewhere");
    const { side } = link;
    const question = { commitment, side, post, holder: post.holder, due: ask.due, mine };
    return ok({ link, question });
  }

  /** The row behind the link of a receipt, and the answer that it can take back. */
  async function takable(
    token: string,
  ): Promise<Result<Answered & { readonly link: UpdateLink; readonly due: Day }>> {
    const id = idOfToken(linkKeys, token, "take-back");
    const link = id === undefined ? undefined : await readLink(sql, id);
    if (!link?.usedAt) return refuse("not-found", "partnership.link-unknown");
    if (clock().getTime() - link.usedAt.getTime() > takeBackHours * 3_600_000)
      return refuse("conflict", "partnership.take-back-late");
    const commitment = await readCommitmentState(sql, link.commitment);
    const post = (await readPosts(sql)).get(link.post);
    const { side } = link;
    const report = commitment?.sides[side]?.reports.at(-1);
    const same = report?.way === "link" && report.on === dateIn(link.usedAt, timeZone);
    if (!commitment || !post || !same) return refuse("conflict", "partnership.report-replaced");
    const due = addDays(link.expiresOn, -linkDays);
    return ok({ commitment, side, post, report, link, due });
  }

  /** A new link for a question, and the rows that keep it. */
  function linkFor(
    {
      id,
      commitment,
      side,
    }: { readonly id: string; readonly commitment: string; readonly side: Side },
    to: { readonly post: Post; readonly holder: Holder },
    due: Day,
  ) {
    const link = {
      ...{ id: newId(), ask: id, commitment, side, post: to.post.id },
      ...{ heldSince: to.holder.since, sentAt: clock(), expiresOn: addDays(due, linkDays) },
    };
    return { link, token: tokenOf(linkKeys, link.id) };
  }

  return {
    askable: (since) => readAskable(sql, since, addDays(today(), -freshDays)),

    async ask(commitment, side, key, tell) {
      const before = await readCommitmentState(sql, commitment);
      const posts = await readPosts(sql);
      const owner = posts.get(before?.sides[side]?.owner ?? "");
      const to = owner && answersFor(owner, posts, today());
      if (!before || !to) return false;
      const due = addDays(today(), answerDays);
      const id = newId();
      const { link, token } = linkFor({ id, commitment, side }, to, due);
      const given = await giveCommitment(
        deps,
        commitment,
        { type: "ask", ask: id, side, due },
        { key, actor: "system" },
        (tx) => [...addLink(tx, link), tell(tx, { commitment: before, side, ...to, due, token })],
      );
      return given.ok && openAsk(given.value, side)?.id === id;
    },

    async reminders() {
      const [first] = reminderDays;
      const waiting = await readWaiting(sql, today(), addDays(today(), first));
      const posts = await readPosts(sql);
      const reminders = await Promise.all(
        waiting.map(async ({ id, commitment, side, post: written, heldSince, due }) => {
          const post = posts.get(written);
          const state = await readCommitmentState(sql, commitment);
          if (!state || !post?.holder || post.holder.since !== heldSince) return undefined;
          const step = reminderDays.findLast((days) => addDays(due, -days) <= today());
          if (step === undefined) return undefined;
          const token = tokenOf(linkKeys, id);
          return { commitment: state, side, post, holder: post.holder, due, token, step };
        }),
      );
      return reminders.filter(isQuestion);
    },

    silent: () => readAsked(sql, today()),

    async escalate(id) {
      const key = `escalate:${id}:${today()}` as CommandId;
      const silences: { ask: string; side: Side; days: number }[] = [];
      const given = await giveCommitment(
        deps,
        id,
        { type: "escalate" },
        { key, actor: "system" },
        (_tx, events) => {
          for (const event of events)
            if (event.type === "SilenceEscalated") silences.push(event.data);
          return [];
        },
      );
      if (!given.ok || silences.length === 0) return [];
      const posts = await readPosts(sql);
      return silences.map(({ ask, side, days }) => {
        const { sides, asks, joint } = given.value;
        const since =
          sides[side]?.reports.at(-1)?.on ??
          asks.find((each) => each.id === ask)?.sentOn ??
          today();
        const role = days >= (escalationDays[2] ?? 0) ? "head" : "co-chair";
        const above = [...posts.values()].filter(
          (post) => post.role === role && (role === "head" || post.group === joint?.group),
        );
        const questions =
          days === 0
            ? []
            : above.map((post) => answersFor(post, posts, today())).filter(isQuestion);
        const owner = posts.get(sides[side]?.owner ?? "");
        return { commitment: given.value, side, owner, days, since, ask, told: questions };
      });
    },

    async open(token, browser) {
      const page = await opened(token, browser);
      return page.ok ? ok(page.value.question) : page;
    },

    async claim(token, browser) {
      const invitation = await opened(token, browser);
      if (!invitation.ok) return invitation;
      if (invitation.value.question.mine && browser !== undefined) return ok(browser);
      const secret = randomBytes(24).toString("base64url");
      const first = await bindLink(sql, invitation.value.link.id, hashOf(secret), clock());
      return first ? ok(secret) : refuse("not-allowed", "partnership.link-elsewhere");
    },

    async answer(token, browser, { status, nextStep, forecast, lang }) {
      const page = await opened(token, browser);
      if (!page.ok) return page;
      const { link, question } = page.value;
      if (!question.mine) return refuse("not-allowed", "partnership.link-elsewhere");
      const report = {
        ...{ on: today(), status, nextStep, by: link.post, lang, way: "link" as const },
        ...(forecast && { forecast }),
      };
      const given = await giveCommitment(
        deps,
        link.commitment,
        { type: "report", side: link.side, report },
        { key: `link:${link.id}` as CommandId, actor: `post:${link.post}` },
        (tx) => [useLink(tx, link.id, clock())],
      );
      if (!given.ok) return given;
      const takeBack = tokenOf(linkKeys, link.id, "take-back");
      return ok({ ...question, commitment: given.value, takeBack });
    },

    answered: (token) => takable(token),

    async takeBack(token) {
      const answer = await takable(token);
      if (!answer.ok) return answer;
      const { link, side, report, due } = answer.value;
      const sentOn = dateIn(link.sentAt, timeZone);
      const ask = { id: link.ask, post: link.post, sentOn, due };
      const given = await giveCommitment(
        deps,
        link.commitment,
        { type: "take-back-report", side, report: report.on, ask },
        { key: `take-back:${link.id}` as CommandId, actor: `post:${link.post}` },
      );
      return given.ok ? ok(tokenOf(linkKeys, link.id)) : given;
    },

    async again(token) {
      const id = idOfToken(linkKeys, token);
      const before = id === undefined ? undefined : await readLink(sql, id);
      const commitment = before && (await readCommitmentState(sql, before.commitment));
      const ask = commitment && openAsk(commitment, before.side);
      if (!commitment || ask?.id !== before.ask) return undefined;
      const posts = await readPosts(sql);
      const owner = posts.get(commitment.sides[before.side]?.owner ?? "");
      const to = owner && answersFor(owner, posts, today());
      if (!to) return undefined;
      const due = ask.due < today() ? today() : ask.due;
      const asked = { id: ask.id, commitment: before.commitment, side: before.side };
      const { link, token: fresh } = linkFor(asked, to, due);
      await sql.begin(async (tx) => {
        await Promise.all(addLink(tx, link));
      });
      return { commitment, side: before.side, ...to, due: ask.due, token: fresh };
    },
  };
}
