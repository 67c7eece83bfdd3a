import { askNext, problemIn } from "./menu/apply.ts";
import { again, back, go, home, swap } from "./menu/moves.ts";
import type { Desk } from "./menu/view.ts";
import type { Fact, PhoneState, Place, Turn } from "./places.ts";

/** What came of an effect: where it leads, and what is to be done next. */
export function hear(state: PhoneState, fact: Fact, desk: Desk): Turn {
  switch (fact.know) {
    case "done":
      return { state };
    case "said":
      return heardSaid(state, fact, desk);
    case "problem":
      return again(state, problemIn(fact.problem, desk));
    case "pin":
      if (fact.pin !== "right") return again(state, desk.t(`ussd.pin-${fact.pin}`));
      return { state: { ...back(state).state, unlocked: true }, effect: { do: fact.want } };
    case "sent":
      return heardSent(state, fact);
    case "begun":
      return heardBegun(state, fact, desk);
    default:
      return go(state, placeFor(fact));
  }
}

function heardSaid(
  state: PhoneState,
  { key, facts, ends }: Extract<Fact, { readonly know: "said" }>,
  { t }: Desk,
): Turn {
  if (!ends) return again(state, t.named(key, facts));
  return swap(state, { at: "say", key, ...(facts && { facts }), ends });
}

/** The answers leave the session: they are the application's now. */
function heardSent(
  state: PhoneState,
  { caseId, reference, fee }: Extract<Fact, { readonly know: "sent" }>,
): Turn {
  return go(home(state).state, { at: "sent", caseId, reference, fee });
}

/** On to the questions of a renewal; of a request the officer's words are read first. */
function heardBegun(
  before: PhoneState,
  { applying, words }: Extract<Fact, { readonly know: "begun" }>,
  desk: Desk,
): Turn {
  const state = { ...before, applying };
  if (words !== undefined) return go(state, { at: "request", text: words });
  return askNext(state, { ...desk, facts: { ...desk.facts, renewal: true } });
}

type Listed = Exclude<
  Fact,
  { readonly know: "done" | "said" | "problem" | "pin" | "sent" | "begun" }
>;

function placeFor(fact: Listed): Place {
  switch (fact.know) {
    case "mine":
      return { at: "mine", rows: fact.rows };
    case "meetings":
      return { at: "meetings", rows: fact.rows };
    case "case":
      return { at: "case", row: fact.row };
    case "code-sent":
      return { at: "contact-code", caseId: fact.caseId, phone: fact.phone, id: fact.id };
    case "tracked":
      return { at: "case", row: fact.found };
    case "bill":
      return { at: "pay", bill: fact.bill };
    case "days":
      return { at: "days", centre: fact.centre, topic: fact.topic, days: fact.days };
    case "slots":
      return { at: "slots", centre: fact.centre, topic: fact.topic, slots: fact.slots };
  }
}
