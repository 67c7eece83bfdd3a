import { type Evolution, evolveBy } from "../../kernel/index.ts";
import type { Side } from "../instruments/model.ts";
import type { CommitmentEvent, CommitmentState, Proposal, SidePart } from "./model.ts";

export const initial: CommitmentState = {
  phase: "none",
  parties: [],
  sides: {},
  closing: [],
  asks: [],
};

const emptyPart: SidePart = { reports: [], contributions: [], unanswered: 0 };

const changePart = (
  state: CommitmentState,
  side: Side,
  change: (part: SidePart) => SidePart,
): CommitmentState => ({
  ...state,
  sides: { ...state.sides, [side]: change(state.sides[side] ?? emptyPart) },
});

function recorded(
  state: CommitmentState,
  { id, by, on, parties, joint, agreed }: CommitmentEventData<"CommitmentRecorded">,
): CommitmentState {
  const sides = Object.fromEntries(parties.map((side) => [side, emptyPart]));
  const opening: Proposal = { id: `${id}:agreement`, by, on, what: "agreement", joint };
  return agreed
    ? { ...state, id, phase: "agreed", recordedOn: on, parties, joint, sides }
    : { ...state, id, phase: "proposed", recordedOn: on, parties, joint, sides, proposal: opening };
}

type CommitmentEventData<Type extends CommitmentEvent["type"]> = Extract<
  CommitmentEvent,
  { type: Type }
>["data"];

function accepted(
  { proposal, ...state }: CommitmentState,
  { by, on, evidence }: CommitmentEventData<"ProposalAccepted">,
): CommitmentState {
  if (!proposal) return state;
  if (proposal.what === "agreement") return { ...state, phase: "agreed" };
  if (proposal.what === "change")
    return state.joint ? { ...state, joint: { ...state.joint, ...proposal.joint } } : state;
  const closing = [
    ...(proposal.evidence ? [{ ...proposal.evidence, side: proposal.by }] : []),
    ...(evidence ? [{ ...evidence, side: by }] : []),
  ];
  return { ...state, phase: "closed", closedOn: on, closing, asks: [] };
}

function rejected({ proposal, ...state }: CommitmentState): CommitmentState {
  return proposal?.what === "agreement" ? { ...state, phase: "dropped" } : state;
}

/** What each event leads to. */
export const commitmentEvolution: Evolution<CommitmentState, CommitmentEvent> = {
  CommitmentRecorded: (state, event) => recorded(state, event.data),
  ChangeProposed: (state, event) => ({ ...state, proposal: event.data }),
  ProposalAccepted: (state, event) => accepted(state, event.data),
  ProposalRejected: (state) => rejected(state),
  ProposalWithdrawn: (state) => rejected(state),
  OwnerNamed: (state, event) => {
    const { side, owner, deputy } = event.data;
    return changePart(state, side, ({ deputy: _before, ...part }) => ({
      ...part,
      owner,
      ...(deputy && { deputy }),
    }));
  },
  StatusReported: (state, event) => {
    const { side, report } = event.data;
    const asks = state.asks.filter((open) => open.side !== side);
    return changePart({ ...state, asks }, side, (part) => ({
      ...part,
      reports: [...part.reports, report],
      unanswered: 0,
    }));
  },
  ReportTakenBack: (state, event) =>
    changePart(state, event.data.side, (part) => ({
      ...part,
      reports: part.reports.slice(0, -1),
    })),
  ContributionRecorded: (state, event) =>
    changePart(state, event.data.side, (part) => ({
      ...part,
      contributions: [...part.contributions, event.data.contribution],
    })),
  UpdateAsked: (state, { data }) => {
    // A question that nobody answered makes room for the next one, and counts.
    const asks = state.asks.filter((open) => open.side !== data.side);
    return changePart(
      { ...state, asks: [...asks, { ...data, escalated: [] }] },
      data.side,
      (part) => ({ ...part, unanswered: part.unanswered + 1 }),
    );
  },
  SilenceEscalated: (state, event) => ({
    ...state,
    asks: state.asks.map((ask) =>
      ask.id === event.data.ask ? { ...ask, escalated: [...ask.escalated, event.data.days] } : ask,
    ),
  }),
};

/** The commitment after one more event. */
export const evolve = evolveBy(commitmentEvolution);
