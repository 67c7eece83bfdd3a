import {
  type CodesTyped,
  caseNow,
  contactOf,
  openActs,
  perform,
  sendAddressCodes,
  type Wish,
  whyWords,
  windowOf,
} from "../../acts/index.ts";
import { type Application, owedNow } from "../../cases/index.ts";
import { renewalAnswers } from "../../form/index.ts";
import { deskOf, type Line, langFor } from "./line.ts";
import { reach } from "./menu/view.ts";
import { offerOf } from "./offer.ts";
import type { CaseShown, Effect, Fact, PhoneState } from "./places.ts";
import { fact, keyOf, refusedAs } from "./said.ts";

type ActEffect = Extract<
  Effect,
  {
    readonly do: "case" | "act" | "contact" | "contact-code" | "request" | "give-answers" | "renew";
  }
>;

/**
 * What is done with an application of one's own, behind the PIN, by the table that every door
 * reads.
 */
export async function performOnCase(
  line: Line,
  state: PhoneState,
  effect: ActEffect,
): Promise<Fact> {
  const caseId = effect.do === "give-answers" ? state.applying?.answering?.caseId : effect.caseId;
  if (!line.person || !state.unlocked) return fact("ussd.pin-none");
  const app = await line.deps.cases.open(caseId ?? "");
  if (!app || app.state.submitted?.person !== line.person.id)
    return fact("refusals.case.not-found");
  switch (effect.do) {
    case "case":
      return shown(line, state, app);
    case "act":
      return act(line, state, app, effect.wish);
    case "contact":
    case "contact-code":
      return changePhone(line, state, app, effect);
    case "request":
      return request(line, app);
    case "give-answers":
      return giveAnswers(line, state, app);
    case "renew":
      return beginRenewal(line, state, app);
  }
}

async function shown(line: Line, state: PhoneState, app: Application): Promise<Fact> {
  const { deps } = line;
  const { status, submitted } = app.state;
  if (!submitted || status === "none") return fact("refusals.case.not-found");
  const at = await caseNow(deps, app);
  // A bill that is still being written is said when it is asked for.
  const acts = openActs(at);
  const pays = owedNow(app.state).length > 0 && !acts.includes("pay");
  const { reference, service } = submitted;
  const row: CaseShown = {
    ...{ id: app.id, reference, service, status },
    acts: pays ? ["pay", ...acts] : acts,
    why: whyWords(app, deps.calendar().timeZone, deskOf(line, state).t),
  };
  return { know: "case", row };
}

/** Sends a code to a number that nothing vouches for; uses it once the code was typed. */
async function changePhone(
  line: Line,
  state: PhoneState,
  app: Application,
  effect: Extract<Effect, { readonly do: "contact" | "contact-code" }>,
): Promise<Fact> {
  const { deps, person } = line;
  if (!person) return fact("ussd.unknown-phone");
  const { caseId, phone } = effect;
  const contact = { ...contactOf(app, person), phone };
  const wish = { act: "contact", contact } as const;
  if (effect.do === "contact") {
    const { id, code } = effect;
    return act(line, state, app, wish, { phone: { id, code } });
  }
  const asked = { app, person: person.id, contact, through: { door: "ussd" } } as const;
  const sent = await sendAddressCodes(deps, asked, langFor(state, deps));
  if (!sent.ok) return refusedAs(sent.refusal);
  const { phone: id } = sent.value;
  return id === undefined ? act(line, state, app, wish) : { know: "code-sent", caseId, phone, id };
}

async function act(
  line: Line,
  state: PhoneState,
  app: Application,
  wish: Exclude<Wish, { readonly act: "answer" }>,
  codes: CodesTyped = {},
): Promise<Fact> {
  const { deps, person } = line;
  if (!person) return fact("ussd.unknown-phone");
  const done = await perform(deps, {
    ...{ app, wish, codes, person: person.id, key: keyOf(line, state) },
    through: { door: "ussd" },
  });
  if (!done.ok) return refusedAs(done.refusal);
  return { know: "said", key: `ussd.done-${wish.act}`, ends: true };
}

/** What an officer asks for, where every mark is a question that a telephone can ask. */
function request(line: Line, app: Application): Fact {
  const { state, definition: def, statements, answers } = app;
  if (!state.request) return fact("refusals.case.not-waiting");
  const { fields, text } = state.request;
  const askable = new Set(
    def.form.filter(({ repeat }) => !repeat).flatMap((page) => page.fields.map(({ name }) => name)),
  );
  if (!fields.every((name) => askable.has(name))) return fact("ussd.answer-elsewhere");
  const applying = {
    ...{ service: def.id, version: def.version, answers },
    key: `${line.session}.${app.id}`,
    answering: { caseId: app.id, marked: fields, open: fields },
  };
  return { know: "begun", applying, words: statements.get(text) ?? "" };
}

async function giveAnswers(line: Line, state: PhoneState, app: Application): Promise<Fact> {
  const { deps, person } = line;
  if (!person || !state.applying) return fact("ussd.unknown-phone");
  const { answers } = state.applying;
  const given = await perform(deps, {
    ...{
      app,
      person: person.id,
      key: keyOf(line, state),
      wish: { act: "answer", answers, papers: [] },
    },
    through: { door: "ussd" },
  });
  if (!given.ok) return refusedAs(given.refusal);
  return { know: "said", key: "ussd.done-answer", ends: true };
}

/**
 * The questions of the renewal with the answers that are carried over, where a telephone can ask
 * them.
 */
async function beginRenewal(line: Line, state: PhoneState, app: Application): Promise<Fact> {
  const { deps } = line;
  const open = windowOf("renew", await caseNow(deps, app));
  if (!open.ok) return refusedAs(open.refusal);
  const def = deps.catalogue.current(app.definition.id);
  if (!def || offerOf(def, reach(deskOf(line, state))) !== "apply") return fact("ussd.elsewhere");
  const answers = renewalAnswers(def, app.answers);
  const applying = {
    ...{ service: def.id, version: def.version, answers, renews: app.id },
    key: `${line.session}.${state.presses}`,
  };
  return { know: "begun", applying };
}
