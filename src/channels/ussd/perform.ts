import { rate, send as sendApplication, trackOffline } from "../../acts/index.ts";
import { feesOf } from "../../form/index.ts";
import { type DraftId, normaliseReference } from "../../kernel/index.ts";
import { rememberLanguage } from "../../phone/index.ts";
import { deskOf, factsOf, type Line, langFor } from "./line.ts";
import { levelOf } from "./menu/view.ts";
import { offerOf } from "./offer.ts";
import { performOnCase } from "./perform-act.ts";
import { performAtHall } from "./perform-hall.ts";
import { performMoney } from "./perform-money.ts";
import type { CaseShown, Effect, Fact, PhoneState } from "./places.ts";
import { fact, refusedAs } from "./said.ts";

/** Does what a press asks for, through the doors that every channel uses. */
export async function perform(line: Line, state: PhoneState, effect: Effect): Promise<Fact> {
  const { deps, person } = line;
  switch (effect.do) {
    case "language":
      await rememberLanguage(deps.sql, line.phoneHash, effect.lang, deps.clock());
      return { know: "done" };
    case "unlock": {
      const pin = person ? await deps.pins.attempt(person.id, effect.pin, deps.clock()) : "none";
      return { know: "pin", pin, want: effect.want };
    }
    case "send":
      return send(line, state);
    case "mine":
      return mine(line, state);
    case "track":
      return track(line, effect.reference);
    case "rate":
      return rateCase(line, state, effect);
    case "case":
    case "act":
    case "contact":
    case "contact-code":
    case "request":
    case "give-answers":
    case "renew":
      return performOnCase(line, state, effect);
    case "bill":
    case "bill-of":
    case "pay":
      return performMoney(line, state, effect);
    default:
      return performAtHall(line, state, effect);
  }
}

/** Sends what was answered, as any other door does; again with the same key, it was sent before. */
async function send(line: Line, state: PhoneState): Promise<Fact> {
  const { deps, keys, person } = line;
  const { applying } = state;
  const def = applying && (await deps.catalogue.findVersion(applying.service, applying.version));
  const desk = deskOf(line, state);
  if (!person || !applying || !def) return fact("ussd.unknown-phone");
  if (offerOf(def, levelOf(state, desk)) !== "apply") return fact("ussd.elsewhere");
  const id = keys.uuid(applying.key) as DraftId;
  const { answers } = applying;
  const { renews } = applying;
  const draft = { person: person.id, service: def.id, definition: def.version, answers, id };
  await deps.cases.startDraft({ ...draft, ...(renews && { renews }) });
  await deps.cases.saveDraft({ ...draft, visited: def.form.map((page) => page.id) });
  const lang = langFor(state, deps);
  const sent = await sendApplication(deps, {
    ...{ draftId: id, person, lang },
    through: { door: "ussd" },
  });
  if (!sent.ok) return refusedAs(sent.refusal);
  const facts = { ...factsOf(line), renewal: renews !== undefined };
  const fee = feesOf(def, answers, facts, facts.today).some(({ due }) => due === "submit");
  return { know: "sent", ...sent.value, fee };
}

async function mine({ deps, person }: Line, { unlocked }: PhoneState): Promise<Fact> {
  if (!person || !unlocked) return fact("ussd.pin-none");
  const rows = await deps.cases.applicationsOf(person.id);
  return {
    know: "mine",
    rows: rows
      .slice(0, 14)
      .map(({ id, reference, service, status }): CaseShown => ({ id, reference, service, status })),
  };
}

/** Where it stands, as anybody who knows the reference may see on the web too. */
async function track({ deps }: Line, typed: string): Promise<Fact> {
  const reference = normaliseReference(typed);
  const tracked = reference && (await deps.cases.track(reference));
  if (!tracked) {
    const waiting = reference && (await trackOffline(deps, reference));
    return fact(waiting ? `public.offline.status-${waiting.waits}` : "refusals.case.not-found");
  }
  const { service, status } = tracked;
  return { know: "tracked", found: { reference: tracked.reference, service, status } };
}

async function rateCase(
  { deps, person }: Line,
  state: PhoneState,
  { caseId, score, words }: Extract<Effect, { readonly do: "rate" }>,
): Promise<Fact> {
  if (!person || !state.unlocked) return fact("ussd.pin-none");
  const app = await deps.cases.open(caseId);
  if (!app) return fact("refusals.case.not-found");
  const rated = await rate(deps, app, {
    ...{ person: person.id, score, comment: words, lang: langFor(state, deps) },
    door: "ussd",
  });
  return rated.ok ? { know: "said", key: "ussd.rated", ends: true } : refusedAs(rated.refusal);
}
