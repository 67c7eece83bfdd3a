import { type Evolution, evolveBy } from "../../kernel/index.ts";
import type { InstrumentEvent, InstrumentState } from "./model.ts";

export const initial: InstrumentState = {
  steps: {},
  notes: {},
  amendments: [],
  notices: [],
};

/** What each event leads to. */
export const instrumentEvolution: Evolution<InstrumentState, InstrumentEvent> = {
  InstrumentRegistered: (state, event) => ({ ...state, text: event.data }),
  InstrumentSigned: (state, event) => ({ ...state, signature: event.data }),
  ClausesRecorded: (state, event) => {
    if (!state.text) return state;
    const { illustrative: _guess, provisional: _was, depositary: _kept, ...text } = state.text;
    return { ...state, text: { ...text, ...event.data } };
  },
  StepTaken: (state, event) => {
    const { side, step } = event.data;
    const others = (state.steps[side] ?? []).filter(({ kind }) => kind !== step.kind);
    const steps = [...others, step].sort((a, b) => (a.on < b.on ? -1 : 1));
    return { ...state, steps: { ...state.steps, [side]: steps } };
  },
  NoteReceived: (state, event) => ({
    ...state,
    notes: { ...state.notes, [event.data.side]: event.data.note },
  }),
  NoteWithdrawn: (state, event) => {
    const { [event.data.side]: _withdrawn, ...notes } = state.notes;
    return { ...state, notes };
  },
  InstrumentAmended: (state, event) => ({
    ...state,
    amendments: [...state.amendments, event.data],
  }),
  NoticeGiven: (state, event) => ({ ...state, notices: [...state.notices, event.data] }),
  NoticeWithdrawn: (state, event) => ({
    ...state,
    notices: state.notices.filter(({ by }) => by !== event.data.by),
  }),
  RegisteredWithUN: (state, event) => ({ ...state, registration: event.data }),
  EntryIntoForceStated: (state, event) => ({ ...state, stated: event.data }),
};

/** The instrument after one more event. */
export const evolve = evolveBy(instrumentEvolution);
