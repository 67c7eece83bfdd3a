import { addDays, type Decider, ok, type Result, refuse } from "../../kernel/index.ts";
import { daysBetween } from "../calendar/dormancy.ts";
import type { Day, Side } from "../instruments/model.ts";
import { evolve, initial } from "./evolve.ts";
import type {
  CommitmentCommand,
  CommitmentEvent,
  CommitmentState,
  JointFacts,
  Proposal,
} from "./model.ts";

/** What deciding needs to know of the moment and of the house rules. */
export interface CommitmentFacts {
  readonly today: Day;
  /** Days after which silence about a minor change counts as no objection. */
  readonly silenceDays: number;
  /** Whether the register has this text from this source already. */
  readonly twice?: boolean;
}

/** Days of silence after the due day at which the next one is told. */
export const escalationDays = [0, 7, 14] as const;
const lastEscalation = escalationDays[2];

type Events = Result<readonly CommitmentEvent[]>;
type Of<Type extends CommitmentCommand["type"]> = Extract<CommitmentCommand, { type: Type }>;

const nothing: Events = ok([]);

/** What silence may accept: a later deadline or another measure, never the text or its readers. */
const minorFacts: ReadonlySet<string> = new Set(["deadline", "measure", "verification", "group"]);

const isMinor = (joint: Partial<JointFacts> | undefined): boolean =>
  joint !== undefined && Object.keys(joint).every((fact) => minorFacts.has(fact));

const incomplete = ({ text, prevailing, deadline, measure }: JointFacts): boolean =>
  !text[prevailing]?.trim() || !/^\d{4}-\d{2}-\d{2}$/.test(deadline) || measure.trim() === "";

/** What contradicts itself or its days in what this desk records. */
function contradiction(
  { joint, agreed, signedOn }: Of<"record">,
  { today, twice }: CommitmentFacts,
): Events | undefined {
  const { deadline, embargoUntil, visibility, source } = joint;
  if (signedOn && deadline < signedOn)
    return refuse("invalid", "partnership.deadline-before-instrument");
  if (!agreed && deadline < today) return refuse("invalid", "partnership.deadline-past");
  // Minutes may be signed after the embargo of their session.
  if (!source.session && embargoUntil && embargoUntil < today)
    return refuse("invalid", "partnership.embargo-past");
  if (agreed && visibility === "one-side")
    return refuse("invalid", "partnership.agreed-by-one-side");
  return twice ? refuse("conflict", "partnership.commitment-twice") : undefined;
}

function record(state: CommitmentState, command: Of<"record">, facts: CommitmentFacts): Events {
  const { id, by, parties, joint, agreed, statedOn } = command;
  const { today: on } = facts;
  if (state.phase !== "none")
    return state.id === id ? nothing : refuse("conflict", "partnership.commitment-exists");
  if (!parties.includes(by))
    return refuse("invalid", "partnership.not-a-party", { facts: { side: by } });
  if (incomplete(joint)) return refuse("invalid", "partnership.commitment-incomplete");
  // What a bundle brings was checked where it was recorded, on its own day.
  const wrong = statedOn === undefined ? contradiction(command, facts) : undefined;
  if (wrong) return wrong;
  const data = { id, by, on, parties, joint, ...(agreed && { agreed }) };
  return ok([{ type: "CommitmentRecorded", data }]);
}

function propose(
  state: CommitmentState,
  command: Of<"propose">,
  { today: on, silenceDays }: CommitmentFacts,
): Events {
  const { proposal: id, by, what, joint, evidence } = command;
  if (state.proposal?.id === id) return nothing;
  if (state.proposal) return refuse("conflict", "partnership.proposal-waits");
  if (state.phase !== "agreed") return refuse("conflict", "partnership.not-agreed");
  if (what === "closing" && !evidence) return refuse("invalid", "partnership.evidence-missing");
  if (what === "change") {
    if (!joint || Object.keys(joint).length === 0)
      return refuse("invalid", "partnership.nothing-changed");
    if (joint.visibility === "one-side") return refuse("invalid", "partnership.agreed-by-one-side");
    if (state.joint && incomplete({ ...state.joint, ...joint }))
      return refuse("invalid", "partnership.commitment-incomplete");
  }
  const silent = what === "change" && isMinor(joint);
  const proposal: Proposal = {
    ...{ id, by, on, what },
    ...(joint && { joint }),
    ...(evidence && { evidence }),
    ...(silent && { silenceAfter: addDays(on, silenceDays) }),
  };
  return ok([{ type: "ChangeProposed", data: proposal }]);
}

/** The proposal of the other side that waits, or why this side may not answer it. */
function answerable(state: CommitmentState, id: string, by: Side): Result<Proposal> {
  const { proposal } = state;
  if (proposal?.id !== id) return refuse("conflict", "partnership.proposal-gone");
  if (proposal.by === by) return refuse("not-allowed", "partnership.own-proposal");
  return ok(proposal);
}

function accept(
  state: CommitmentState,
  { proposal: id, by, evidence, letter }: Of<"accept">,
  { today: on }: CommitmentFacts,
): Events {
  const waiting = answerable(state, id, by);
  if (!waiting.ok) return waiting;
  if (waiting.value.what === "closing") {
    if (!evidence) return refuse("invalid", "partnership.evidence-missing");
    // Both stand side by side: nothing is closed that a side still calls unfinished.
    const unfinished = state.parties.filter(
      (side) => state.sides[side]?.reports.at(-1)?.status !== "done",
    );
    if (unfinished.length > 0)
      return refuse("conflict", "partnership.sides-disagree", {
        facts: { sides: unfinished.join(", ") },
      });
  }
  const data = { proposal: id, by, on, ...(evidence && { evidence }), ...(letter && { letter }) };
  return ok([{ type: "ProposalAccepted", data }]);
}

function reject(
  state: CommitmentState,
  { proposal, by, reason, letter }: Of<"reject">,
  { today: on }: CommitmentFacts,
): Events {
  const waiting = answerable(state, proposal, by);
  if (!waiting.ok) return waiting;
  if (reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
  return ok([
    { type: "ProposalRejected", data: { proposal, by, on, reason, ...(letter && { letter }) } },
  ]);
}

function acceptSilence(state: CommitmentState, { today: on }: CommitmentFacts): Events {
  const { proposal } = state;
  if (proposal?.silenceAfter === undefined || on <= proposal.silenceAfter) return nothing;
  const by = state.parties.find((side) => side !== proposal.by) ?? proposal.by;
  const data = { proposal: proposal.id, by, on, silent: true as const };
  return ok([{ type: "ProposalAccepted", data }]);
}

function report(
  state: CommitmentState,
  { side, report: said }: Of<"report">,
  { today }: CommitmentFacts,
): Events {
  if (!state.parties.includes(side))
    return refuse("invalid", "partnership.not-a-party", { facts: { side } });
  if (state.phase === "closed") return refuse("conflict", "partnership.commitment-closed");
  if (said.nextStep.trim() === "" && said.status !== "done")
    return refuse("invalid", "partnership.next-step-missing");
  if (said.on > today) return refuse("invalid", "partnership.day-in-future");
  const { status, way, forecast, evidence, letter, difficulty } = said;
  if (way !== "bundle" && forecast && forecast < said.on)
    return refuse("invalid", "partnership.forecast-past");
  // The link asks three questions only; the desk has fields for the rest.
  if (way === "desk" && status === "done" && !evidence && !letter)
    return refuse("invalid", "partnership.evidence-missing");
  if (way === "desk" && status === "blocked" && !difficulty?.trim())
    return refuse("invalid", "partnership.difficulty-missing");
  return ok([{ type: "StatusReported", data: { side, report: said } }]);
}

/** Takes the last report of a side back, where it came by a link, and opens its question again. */
function takeBack(
  state: CommitmentState,
  { side, report: day, ask: open }: Of<"take-back-report">,
  { today: on }: CommitmentFacts,
): Events {
  if (state.phase === "closed") return refuse("conflict", "partnership.commitment-closed");
  const last = state.sides[side]?.reports.at(-1);
  if (last?.on !== day || last.way !== (open ? "link" : "bundle"))
    return refuse("conflict", "partnership.report-replaced");
  return ok([
    { type: "ReportTakenBack", data: { side, report: day, on } },
    ...(open ? [{ type: "UpdateAsked" as const, data: { ...open, side } }] : []),
  ]);
}

function ask(
  state: CommitmentState,
  { ask: id, side, due }: Of<"ask">,
  { today: sentOn }: CommitmentFacts,
): Events {
  const part = state.sides[side];
  if (state.phase !== "agreed") return nothing;
  if (!part?.owner) return refuse("conflict", "partnership.owner-missing", { facts: { side } });
  // While a question still escalates, its silence is told; only then it is asked anew.
  const open = state.asks.find((each) => each.side === side);
  if (open && daysBetween(open.due, sentOn) < lastEscalation) return nothing;
  return ok([{ type: "UpdateAsked", data: { id, side, post: part.owner, sentOn, due } }]);
}

function escalate(state: CommitmentState, { today: on }: CommitmentFacts): Events {
  return ok(
    state.asks.flatMap(({ id, side, due, escalated }) =>
      escalationDays
        .filter((days) => daysBetween(due, on) >= days && !escalated.includes(days))
        .map((days) => ({
          type: "SilenceEscalated" as const,
          data: { ask: id, side, days, on },
        })),
    ),
  );
}

function decide(
  state: CommitmentState,
  command: CommitmentCommand,
  facts: CommitmentFacts,
): Events {
  if (command.type === "record") return record(state, command, facts);
  if (state.phase === "none") return refuse("not-found", "partnership.commitment-unknown");
  switch (command.type) {
    case "propose":
      return propose(state, command, facts);
    case "accept":
      return accept(state, command, facts);
    case "reject":
      return reject(state, command, facts);
    case "withdraw-proposal": {
      const { proposal, by } = command;
      if (state.proposal?.id !== proposal) return nothing;
      if (state.proposal.by !== by) return refuse("not-allowed", "partnership.other-proposal");
      return ok([{ type: "ProposalWithdrawn", data: { proposal, on: facts.today } }]);
    }
    case "accept-silence":
      return acceptSilence(state, facts);
    case "name-owner": {
      const { type: _type, ...named } = command;
      if (!state.parties.includes(named.side))
        return refuse("invalid", "partnership.not-a-party", { facts: { side: named.side } });
      return ok([{ type: "OwnerNamed", data: { ...named, on: facts.today } }]);
    }
    case "report":
      return report(state, command, facts);
    case "take-back-report":
      return takeBack(state, command, facts);
    case "contribute": {
      const { side, contribution, signedOn = "" } = command;
      if (!state.parties.includes(side))
        return refuse("invalid", "partnership.not-a-party", { facts: { side } });
      if (!Number.isSafeInteger(contribution.money.minor) || contribution.money.minor <= 0)
        return refuse("invalid", "partnership.amount");
      if ([contribution.on, contribution.rateOn ?? ""].some((day) => day > facts.today))
        return refuse("invalid", "partnership.day-in-future");
      if (contribution.on < signedOn) return refuse("invalid", "partnership.day-before-signature");
      return ok([{ type: "ContributionRecorded", data: { side, contribution } }]);
    }
    case "ask":
      return ask(state, command, facts);
    case "escalate":
      return escalate(state, facts);
  }
}

/**
 * The life of one commitment. What both agreed changes only with the yes of both (a minor change
 * also by silence after so many days, a closing never); what a side says of its own part is its
 * own, and both stand side by side. Refusals: `partnership.*` as given above.
 */
export const commitmentDecider: Decider<
  CommitmentState,
  CommitmentCommand,
  CommitmentEvent,
  CommitmentFacts
> = { initial, decide, evolve };
