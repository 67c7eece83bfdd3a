import { Type } from "typebox";
import { type CommandId, refuse } from "../../kernel/index.ts";
import { load } from "../../platform/events/index.ts";
import { giveCommitment } from "../commitments/handle.ts";
import type { CommitmentCommand, CommitmentEvent } from "../commitments/model.ts";
import { commitmentStream, readCommitmentState } from "../commitments/store.ts";
import { asOwnWord } from "../stated.ts";
import { day, id, long, maybe, money, object, oneOf, side, words } from "./schema.ts";
import type { SharedPart, SharingTable } from "./sharing.ts";

const jointMembers = {
  text: words,
  prevailing: side,
  source: object({ instrument: maybe(id), session: maybe(id), at: maybe(id) }),
  deadline: day,
  measure: long,
  verification: long,
  group: maybe(id),
  // What is of one side alone is not said to the other.
  visibility: maybe(oneOf("public", "both")),
  embargoUntil: maybe(day),
};
const joint = object(jointMembers);
const evidence = object({ on: day, title: long, where: long });
const report = object({
  on: day,
  status: oneOf("not-started", "on-track", "late", "blocked", "done"),
  nextStep: long,
  forecast: maybe(day),
  difficulty: maybe(long),
  evidence: maybe(evidence),
  by: id,
  way: oneOf("desk", "link", "bundle", "import"),
  lang: maybe(side),
  letter: maybe(id),
});
const contribution = object({
  kind: oneOf("cash", "in-kind"),
  stage: oneOf("pledged", "committed", "spent"),
  money,
  on: day,
  rateOn: maybe(day),
  statedBy: maybe(side),
});

/**
 * The commitment itself needs both. What a side proposes, answers and says of its own part is its
 * own word. Who was asked, and who was silent, stays in the house that asks.
 */
const sharing: SharingTable<CommitmentEvent> = {
  CommitmentRecorded: {
    share: "joint",
    slot: () => "commitment",
    schema: object({
      ...{ id, by: side, on: day, parties: Type.Array(side), joint },
      agreed: maybe(Type.Literal(true)),
    }),
  },
  ChangeProposed: {
    share: "own",
    side: ({ by }) => by,
    slot: (data) => `proposal:${data.id}`,
    schema: object({
      ...{ id, by: side, on: day, what: oneOf("agreement", "change", "closing") },
      joint: maybe(Type.Partial(joint)),
      evidence: maybe(evidence),
      silenceAfter: maybe(day),
    }),
  },
  ProposalAccepted: {
    share: "own",
    side: ({ by }) => by,
    slot: ({ proposal }) => `answer:${proposal}`,
    schema: object({
      ...{ proposal: id, by: side, on: day, evidence: maybe(evidence) },
      ...{ silent: maybe(Type.Literal(true)), letter: maybe(id) },
    }),
  },
  ProposalRejected: {
    share: "own",
    side: ({ by }) => by,
    slot: ({ proposal }) => `answer:${proposal}`,
    schema: object({ proposal: id, by: side, on: day, reason: long, letter: maybe(id) }),
  },
  ProposalWithdrawn: {
    share: "joint",
    slot: ({ proposal }) => `withdrawn:${proposal}`,
    schema: object({ proposal: id, on: day }),
  },
  OwnerNamed: {
    share: "own",
    side: (data) => data.side,
    slot: (data) => `owner:${data.side}`,
    schema: object({ side, owner: id, deputy: maybe(id), on: day }),
  },
  StatusReported: {
    share: "own",
    side: (data) => data.side,
    slot: (data) => `report:${data.side}:${data.report.on}`,
    schema: object({ side, report }),
  },
  ReportTakenBack: {
    ...{ share: "own", takesBack: true },
    side: (data) => data.side,
    slot: (data) => `report:${data.side}:${data.report}`,
    schema: object({ side, report: day, on: day }),
  },
  ContributionRecorded: {
    share: "own",
    side: (data) => data.side,
    // Two of one day are two, as long as they differ in the amount.
    slot: ({ side: by, contribution: { on, kind, stage, money: sum } }) =>
      `contribution:${by}:${on}:${kind}:${stage}:${sum.minor}`,
    schema: object({ side, contribution }),
  },
  UpdateAsked: "private",
  SilenceEscalated: "private",
};

/** The command by which our register takes over what the other side states, if any. */
function commandOf({ type, data }: CommitmentEvent): CommitmentCommand | undefined {
  switch (type) {
    case "CommitmentRecorded": {
      const { on: statedOn, ...said } = data;
      return { type: "record", ...said, statedOn };
    }
    case "ChangeProposed": {
      const { id: proposal, by, what, joint: changed, evidence: proof } = data;
      if (what === "agreement") return undefined;
      const more = { ...(changed && { joint: changed }), ...(proof && { evidence: proof }) };
      return { type: "propose", proposal, by, what, ...more };
    }
    case "ProposalAccepted": {
      const { on: _day, silent, ...said } = data;
      // Silence is counted in each register by its own days.
      return silent ? undefined : { type: "accept", ...said };
    }
    case "ProposalRejected": {
      const { on: _day, ...said } = data;
      return { type: "reject", ...said };
    }
    case "OwnerNamed": {
      const { on: _day, ...said } = data;
      return { type: "name-owner", ...said };
    }
    case "StatusReported":
      return { type: "report", side: data.side, report: { ...data.report, way: "bundle" } };
    case "ReportTakenBack":
      return { type: "take-back-report", side: data.side, report: data.report };
    case "ContributionRecorded":
      return { type: "contribute", ...data, contribution: asOwnWord(data.contribution) };
    default:
      return undefined;
  }
}

/** What the exchange shares of the register of commitments. */
export const sharedCommitments: SharedPart = {
  prefix: "commitment",
  sharing: sharing as SharedPart["sharing"],
  async histories(sql, but) {
    const rows = await sql<{ id: string }[]>`select id from partnership.commitment order by id`;
    return Promise.all(
      rows
        .map((row) => commitmentStream(row.id))
        .filter((subject) => !but.has(subject))
        .map(async (subject) => ({ subject, events: await load(sql, subject) })),
    );
  },
  async partiesOf(sql, of) {
    const state = await readCommitmentState(sql, of);
    // Of one side alone: nobody is party to it in the exchange.
    return state?.joint?.visibility === "one-side" ? [] : state?.parties;
  },
  async partiesSaid(_sql, event) {
    const { type, data } = event as CommitmentEvent;
    if (type !== "CommitmentRecorded") return undefined;
    return data.joint.visibility === "one-side" ? [] : data.parties;
  },
  titleOf: async (sql, of) => (await readCommitmentState(sql, of))?.joint?.text,
  async apply(deps, of, { type, data }, occasion) {
    const event = { type, data } as CommitmentEvent;
    const command = commandOf(event);
    if (!command || (event.type === "CommitmentRecorded" && event.data.id !== of))
      return refuse("not-found", "partnership.commitment-unknown");
    const key = `${occasion.key}:0` as CommandId;
    return giveCommitment(deps, of, command, { ...occasion, key });
  },
};
