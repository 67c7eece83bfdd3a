import { currencyDecimals } from "../../../kernel/index.ts";
import {
  type CommitmentCommand,
  type CommitmentState,
  type JointFacts,
  type SideStatus,
  statedAt,
  type Visibility,
} from "../../../partnership/index.ts";
import type { PlainKey, Translate } from "../../../platform/i18n/index.ts";
import { type CommitmentsAround, sideName } from "../../components/index.ts";
import type { DeskField } from "../form.ts";
import { evidenceFields, evidenceOf, missingProof, wrongPlace } from "./proof.ts";

/** One commitment at the desk of one side. */
export interface AtCommitment {
  readonly state: CommitmentState;
  readonly own: string;
  readonly today: string;
  /** Day on which the instrument was signed that it stands in. */
  readonly signedOn?: string;
  readonly around: CommitmentsAround;
  readonly t: Translate;
}

type Values = Readonly<Record<string, string>>;

/** One thing that an officer may do with a commitment: a form of its own, and what it means. */
export interface CommitmentAct {
  readonly id: string;
  readonly title: PlainKey;
  readonly send: PlainKey;
  readonly isOpen: (at: AtCommitment) => boolean;
  readonly fields: (at: AtCommitment) => readonly DeskField[];
  readonly filled?: (at: AtCommitment) => Values;
  /** What is missing beyond what each field asks: the field, and the words. */
  readonly missing?: (values: Values, at: AtCommitment) => readonly (readonly [string, PlainKey])[];
  /** The command; `id` is new and names a proposal where there is one. */
  readonly command: (values: Values, at: AtCommitment, id: string) => CommitmentCommand;
}

const statuses: readonly SideStatus[] = ["not-started", "on-track", "late", "blocked", "done"];
/** Who may read what both sides have agreed. */
export const jointVisibilities: readonly Visibility[] = ["public", "both"];
export const currencies = ["RWF", "AZN", "USD", "EUR"] as const;

export const choicesOf = (
  titles: ReadonlyMap<string, Readonly<Record<string, string>>>,
  t: Translate,
  without: ReadonlySet<string> = new Set(),
) =>
  [...titles]
    .filter(([value]) => !without.has(value))
    .map(([value, title]) => ({ value, text: t.words(title) }));

const sideField = (at: AtCommitment): DeskField => ({
  ...{ kind: "radios", name: "side", label: at.t("commitments.which-side") },
  missing: at.t("partnership.desk.choose-side"),
  items: at.state.parties.map((value) => ({ value, text: sideName(value, at.t) })),
});

/** Asked where our desk writes down what the other side wrote to it. */
const letterField = (at: AtCommitment): DeskField => ({
  ...{ kind: "text", name: "letter", atTimes: true },
  ...{ label: at.t("commitments.their-letter"), hint: at.t("commitments.their-letter-hint") },
});

const isOpenPhase = ({ state }: AtCommitment) =>
  state.phase === "agreed" || state.phase === "proposed";

const report: CommitmentAct = {
  id: "report",
  title: "commitments.act.report",
  send: "commitments.act.report-send",
  isOpen: isOpenPhase,
  fields: (at) => [
    sideField(at),
    {
      ...{ kind: "radios", name: "status", label: at.t("commitments.which-status") },
      missing: at.t("commitments.choose-status"),
      items: statuses.map((value) => ({ value, text: at.t(`commitments.status.${value}`) })),
    },
    {
      ...{ kind: "lines", name: "next", label: at.t("commitments.next-step"), rows: 2 },
      ...{ hint: at.t("commitments.next-hint"), atTimes: true },
    },
    {
      ...{ kind: "date", name: "forecast", label: at.t("commitments.forecast-question") },
      hint: at.t("commitments.forecast-hint"),
    },
    {
      ...{ kind: "lines", name: "difficulty", label: at.t("commitments.difficulty"), rows: 2 },
      ...{ hint: at.t("commitments.difficulty-hint"), atTimes: true },
    },
    ...evidenceFields(at.t, false),
    letterField(at),
  ],
  filled: ({ own }) => ({ side: own }),
  missing: ({ side, status, next, letter, proof, where, difficulty, forecast }, at) => [
    ...(status !== "done" && next === "" ? [["next", "commitments.enter-next"] as const] : []),
    ...(forecast && forecast < at.today
      ? [["forecast", "refusals.partnership.forecast-past"] as const]
      : []),
    ...(status === "blocked" && difficulty === ""
      ? [["difficulty", "refusals.partnership.difficulty-missing"] as const]
      : []),
    ...(status === "done" && letter === ""
      ? missingProof({ proof: proof ?? "", where: where ?? "" })
      : []),
    ...(side !== "" && side !== at.own && letter === ""
      ? [["letter", "commitments.enter-letter"] as const]
      : []),
    ...wrongPlace({ where: where ?? "" }),
  ],
  command: (values, { own, today, state, t }) => {
    const { side = own, status, next = "", forecast, difficulty, letter } = values;
    const evidence = evidenceOf(values, today);
    return {
      ...{ type: "report", side },
      report: {
        ...{ on: today, status: status as SideStatus, nextStep: next, way: "desk", lang: t.lang },
        by: state.sides[side]?.owner ?? `desk-${own}`,
        ...(forecast && { forecast }),
        ...(difficulty && { difficulty }),
        ...(evidence && { evidence }),
        ...(side !== own && letter && { letter }),
      },
    };
  },
};

const owner: CommitmentAct = {
  id: "owner",
  title: "commitments.act.owner",
  send: "partnership.desk.send",
  isOpen: isOpenPhase,
  fields: (at) => [
    {
      ...{ kind: "select", name: "post", label: at.t("commitments.which-post") },
      ...{ hint: at.t("commitments.which-post-hint"), missing: at.t("commitments.choose-post") },
      items: [...at.around.posts.values()].map((post) => ({
        value: post.id,
        text: `${sideName(post.side, at.t)}: ${at.t.words(post.title)}`,
      })),
    },
  ],
  command: ({ post = "" }, { around, own }) => ({
    ...{ type: "name-owner", side: around.posts.get(post)?.side ?? own, owner: post },
  }),
};

const change: CommitmentAct = {
  id: "change",
  title: "commitments.act.change",
  send: "commitments.act.propose-send",
  isOpen: ({ state }) => state.phase === "agreed" && !state.proposal,
  fields: (at) => [
    {
      ...{ kind: "lines", name: "text", label: at.t("commitments.text-prevailing"), rows: 3 },
      missing: at.t("commitments.enter-text"),
    },
    {
      ...{ kind: "date", name: "deadline", label: at.t("commitments.deadline") },
      missing: at.t("partnership.desk.enter-day"),
    },
    {
      ...{ kind: "lines", name: "measure", label: at.t("commitments.measure"), rows: 2 },
      missing: at.t("commitments.enter-measure"),
    },
    {
      ...{ kind: "lines", name: "verification", label: at.t("commitments.verification"), rows: 2 },
      missing: at.t("commitments.enter-verification"),
    },
    {
      ...{ kind: "select", name: "group", label: at.t("commitments.group") },
      items: choicesOf(at.around.groups, at.t, at.around.endedGroups),
    },
    {
      ...{ kind: "radios", name: "visibility", label: at.t("commitments.visibility-of") },
      missing: at.t("commitments.choose-visibility"),
      items: jointVisibilities.map((value) => ({
        value,
        text: at.t(`commitments.visibility.${value}`),
      })),
    },
  ],
  filled: ({ state: { joint } }) => ({
    text: joint?.text[joint.prevailing] ?? "",
    deadline: joint?.deadline ?? "",
    measure: joint?.measure ?? "",
    verification: joint?.verification ?? "",
    group: joint?.group ?? "",
    visibility: joint?.visibility ?? "both",
  }),
  command: (values, at, id) => ({
    ...{ type: "propose", proposal: id, by: at.own, what: "change" },
    joint: changedFacts(values, at.state.joint),
  }),
};

/** What differs from what is agreed; a text is changed in its prevailing language alone. */
function changedFacts(values: Values, joint: JointFacts | undefined): Partial<JointFacts> {
  if (!joint) return {};
  const { text = "", deadline = "", measure = "", verification = "", group = "" } = values;
  const visibility = values.visibility as Visibility;
  const { prevailing } = joint;
  return {
    ...(text !== joint.text[prevailing] && { text: { [prevailing]: text } }),
    ...(deadline !== joint.deadline && { deadline }),
    ...(measure !== joint.measure && { measure }),
    ...(verification !== joint.verification && { verification }),
    ...(group !== (joint.group ?? "") && group !== "" && { group }),
    ...(visibility !== (joint.visibility ?? "both") && { visibility }),
  };
}

const close: CommitmentAct = {
  id: "close",
  title: "commitments.act.close",
  send: "commitments.act.propose-send",
  isOpen: ({ state }) => state.phase === "agreed" && !state.proposal,
  fields: (at) => evidenceFields(at.t, true),
  missing: wrongPlace,
  command: (values, { own, today }, id) => {
    const evidence = evidenceOf(values, today);
    return {
      ...{ type: "propose", proposal: id, by: own, what: "closing" },
      ...(evidence && { evidence }),
    };
  },
};

/** Who may answer the proposal: the other side, or our desk with the letter of theirs. */
const answersHere = ({ state, own }: AtCommitment): boolean => state.proposal?.by !== own;

const answer: CommitmentAct = {
  id: "answer",
  title: "commitments.act.answer",
  send: "commitments.act.answer-send",
  isOpen: ({ state }) => state.proposal !== undefined,
  fields: (at) => [
    {
      ...{ kind: "radios", name: "answer", label: at.t("commitments.which-answer") },
      missing: at.t("commitments.choose-answer"),
      items: (["accept", "reject"] as const).map((value) => ({
        value,
        text: at.t(`commitments.answer.${value}`),
      })),
    },
    ...(at.state.proposal?.what === "closing" ? evidenceFields(at.t, false) : []),
    {
      kind: "lines",
      name: "reason",
      label: at.t("commitments.reject-reason"),
      rows: 2,
      atTimes: true,
    },
    ...(answersHere(at) ? [] : [letterField(at)]),
  ],
  missing: ({ answer: given, reason, letter, proof, where }, at) => [
    ...(given === "reject" && reason === ""
      ? [["reason", "partnership.desk.enter-reason"] as const]
      : []),
    ...(given === "accept" && at.state.proposal?.what === "closing" && proof === ""
      ? [["proof", "commitments.enter-proof"] as const]
      : []),
    ...(given === "accept" && at.state.proposal?.what === "closing" && where === ""
      ? [["where", "commitments.enter-proof-where"] as const]
      : []),
    ...wrongPlace({ where: where ?? "" }),
    ...(!answersHere(at) && letter === "" ? [["letter", "commitments.enter-letter"] as const] : []),
  ],
  command: (values, at) => {
    const { state, own, today } = at;
    const proposal = state.proposal?.id ?? "";
    const by = answersHere(at) ? own : (state.parties.find((side) => side !== own) ?? own);
    const letter = !answersHere(at) && values.letter ? { letter: values.letter } : {};
    const evidence = evidenceOf(values, today);
    return values.answer === "accept"
      ? { type: "accept", proposal, by, ...letter, ...(evidence && { evidence }) }
      : { type: "reject", proposal, by, reason: values.reason ?? "", ...letter };
  },
};

const withdraw: CommitmentAct = {
  id: "withdraw",
  title: "commitments.act.withdraw",
  send: "commitments.act.withdraw",
  isOpen: ({ state, own }) => state.proposal?.by === own,
  fields: () => [],
  command: (_values, { state, own }) => ({
    ...{ type: "withdraw-proposal", proposal: state.proposal?.id ?? "", by: own },
  }),
};

/** "1 250,50" or "1250.50" in minor units; 0 for anything else, which is refused. */
export function minorOf(text: string, currency: string): number {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain)) return 0;
  return Math.round(Number(plain) * 10 ** currencyDecimals(currency));
}

const money: CommitmentAct = {
  id: "money",
  title: "commitments.act.money",
  send: "partnership.desk.send",
  isOpen: ({ state }) => state.phase !== "dropped",
  fields: (at) => [
    sideField(at),
    {
      ...{ kind: "radios", name: "kind", label: at.t("commitments.money-kind") },
      missing: at.t("commitments.choose-kind"),
      items: (["cash", "in-kind"] as const).map((value) => ({
        value,
        text: at.t(`commitments.kind.${value}`),
      })),
    },
    {
      ...{ kind: "radios", name: "stage", label: at.t("commitments.money-stage") },
      missing: at.t("commitments.choose-stage"),
      items: (["pledged", "committed", "spent"] as const).map((value) => ({
        value,
        text: at.t(`commitments.stage.${value}`),
      })),
    },
    {
      ...{ kind: "text", name: "amount", label: at.t("commitments.amount") },
      ...{ hint: at.t("commitments.amount-hint"), missing: at.t("commitments.enter-amount") },
    },
    {
      ...{ kind: "select", name: "currency", label: at.t("commitments.currency") },
      missing: at.t("commitments.choose-currency"),
      items: currencies.map((value) => ({ value, text: value })),
    },
    {
      ...{ kind: "date", name: "on", label: at.t("commitments.money-day") },
      missing: at.t("partnership.desk.enter-day"),
    },
    {
      ...{ kind: "date", name: "rate", label: at.t("commitments.rate-day") },
      hint: at.t("commitments.rate-hint"),
    },
  ],
  filled: ({ own }) => ({ side: own }),
  missing: ({ amount = "", currency = "", on = "", rate = "" }, { today, signedOn = "" }) => [
    ...(amount !== "" && minorOf(amount, currency) === 0
      ? [["amount", "commitments.enter-amount"] as const]
      : []),
    ...(on !== "" && on < signedOn
      ? [["on", "refusals.partnership.day-before-signature"] as const]
      : []),
    ...(rate > today ? [["rate", "refusals.partnership.day-in-future"] as const] : []),
  ],
  command: (
    { side = "", kind, stage, amount = "", currency = "", on = "", rate },
    { own, signedOn },
  ) => ({
    ...{ type: "contribute", side, ...(signedOn && { signedOn }) },
    contribution: {
      kind: kind === "in-kind" ? "in-kind" : "cash",
      stage: stage === "spent" ? "spent" : stage === "committed" ? "committed" : "pledged",
      ...{ money: { minor: minorOf(amount, currency), currency }, on },
      ...(rate && { rateOn: rate }),
      ...statedAt(own, side),
    },
  }),
};

/** What may be done with a commitment at the desk, in the order in which it is offered. */
export const commitmentActs: readonly CommitmentAct[] = [
  answer,
  withdraw,
  report,
  owner,
  money,
  change,
  close,
];
