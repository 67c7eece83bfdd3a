import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import {
  type AskedByProgram,
  askByProgram,
  type CodesSent,
  caseNow,
  contactProblems,
  langOf,
  sendAddressCodes,
  windowOf,
} from "../../../acts/index.ts";
import type { Application } from "../../../cases/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { isLang, type Lang } from "../../../platform/i18n/index.ts";
import { bearerOf } from "../bearer.ts";
import type { ApiDeps } from "../deps.ts";
import { type Act, keyed, type Outcome } from "../keyed.ts";
import { told } from "../route.ts";
import { openDraft, wholeDraft } from "./draft-view.ts";
import { openBrought, submittedOf } from "./own.ts";
import * as shapes from "./schemas.ts";

type NewConfirmation = Static<typeof shapes.NewConfirmation>;

const ask = told({
  id: "askPerson",
  tag: "Applications",
  scope: "applications:write",
  keyed: true,
  summary: "Ask the person to say yes",
  description:
    "The person gets a code by SMS and tells it to you; " +
    "ten minutes, five tries. The code is good for exactly this draft as it is now, " +
    "with these answers and papers, for this act on this application, " +
    "or for this rating of it. For a contact each of its addresses gets a code of its own. " +
    "The answer is the same whether or not we know the person.",
  body: shapes.NewConfirmation,
  ok: [201, shapes.ConfirmationShape, "A code is on its way, if the person can be reached"],
  refusals: [404, 413, 415, 503],
});

export function confirmationRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.post<{ Body: NewConfirmation }>("/confirmations", ask, (request, reply) =>
    keyed(deps, request, reply, (act) => begin(deps, act, request)),
  );
}

/**
 * Writing to somebody takes some milliseconds that writing to nobody does not: the answer waits for
 * both.
 */
const evenMs = 100;

async function begin(
  deps: ApiDeps,
  act: Act,
  request: FastifyRequest<{ Body: NewConfirmation }>,
): Promise<Result<Outcome>> {
  const { body } = request;
  const scope = "usage:read";
  // A code to anybody's telephone is for programs alone that may read what it opens.
  if ("usage" in body && !bearerOf(request).scopes.includes(scope))
    return refuse("not-allowed", "api.scope-missing", { facts: { scope } });
  const asking = await aboutWhat(deps, act.client, body);
  if (!asking.ok) return asking;
  const [asked] = await Promise.all([
    askByProgram(deps, { ...asking.value, id: act.id, client: act.client }),
    sleep(evenMs),
  ]);
  if (!asked.ok) return asked;
  const expiresAt = asked.value.toISOString();
  const sent = await addressCodes(deps, act.client, body);
  if (!sent.ok) return sent;
  return ok({ status: 201, body: { id: act.id, expiresAt, sentBy: "sms", ...sent.value } });
}

/** With a contact goes a code to each of its addresses, whatever the account has. */
async function addressCodes(
  deps: ApiDeps,
  client: string,
  body: NewConfirmation,
): Promise<Result<{ readonly addressCodes?: CodesSent }>> {
  if (!("contact" in body)) return ok({});
  const { application, toldIn: _, ...contact } = body.contact;
  const brought = await openBrought(deps, client, application);
  if (!brought.ok) return brought;
  const { person, lang } = submittedOf(brought.value);
  const through = { door: "api", client } as const;
  const asked = { app: brought.value, person, contact, through };
  const sent = await sendAddressCodes(deps, asked, langOf(deps.i18n, lang));
  return sent.ok ? ok({ addressCodes: sent.value }) : sent;
}

type About = Omit<AskedByProgram, "id" | "client">;

async function aboutWhat(
  deps: ApiDeps,
  client: string,
  body: NewConfirmation,
): Promise<Result<About>> {
  if ("draft" in body) return aboutDraft(deps, client, body.draft);
  if ("contact" in body) return aboutContact(deps, client, body.contact);
  if ("appeal" in body) return aboutAppeal(deps, client, body.appeal);
  if ("rate" in body) return aboutRating(deps, client, body.rate);
  if ("withdraw" in body) return aboutWithdrawal(deps, client, body.withdraw);
  const { usage: nationalId } = body;
  const words = Object.fromEntries(
    deps.i18n.languages.map((lang) => [lang, deps.i18n.for(lang)("api.usage")]),
  );
  const subject = { kind: "usage", client, nationalId } as const;
  return ok({ subject, words, lang: "en", identifier: { nationalId } });
}

async function aboutDraft(deps: ApiDeps, client: string, id: string): Promise<Result<About>> {
  const opened = await openDraft(deps, client, id);
  if (!opened.ok) return opened;
  const { def, files } = opened.value;
  const draft = wholeDraft(opened.value);
  const subject = { kind: "prepared", draft, papers: files } as const;
  const about = { subject, words: def.title, lang: draft.lang };
  if (draft.nationalId !== null)
    return ok({ ...about, identifier: { nationalId: draft.nationalId } });
  const brought = await openBrought(deps, client, draft.application ?? draft.renews ?? "");
  if (!brought.ok) return brought;
  return ok({ ...about, identifier: { person: submittedOf(brought.value).person } });
}

const aboutWithdrawal = (deps: ApiDeps, client: string, id: string) =>
  aboutApplication(deps, client, id, (app) => ({ kind: "case", app, wish: { act: "withdraw" } }));

/** Nobody is sent a code for an appeal that is not open. */
async function aboutAppeal(
  deps: ApiDeps,
  client: string,
  { application, text }: Static<typeof shapes.AppealAsked>,
): Promise<Result<About>> {
  const brought = await openBrought(deps, client, application);
  if (!brought.ok) return brought;
  const open = windowOf("appeal", await caseNow(deps, brought.value));
  if (!open.ok) return open;
  const wish = { act: "appeal", text } as const;
  return aboutApplication(deps, client, application, (app) => ({ kind: "case", app, wish }));
}

/** Refuses api.invalid (problems) for what cannot be written to: nobody is sent a code for it. */
async function aboutContact(
  deps: ApiDeps,
  client: string,
  { application, toldIn, ...contact }: Static<typeof shapes.ContactAsked>,
): Promise<Result<About>> {
  const brought = await openBrought(deps, client, application);
  if (!brought.ok) return brought;
  const open = windowOf("contact", await caseNow(deps, brought.value));
  if (!open.ok) return open;
  const problems = contactProblems(contact, deps.catalogue.jurisdiction.telephone).map(
    (problem) => ({ ...problem, field: `/contact/${problem.field}` }),
  );
  if (problems.length > 0) return refuse("invalid", "api.invalid", { problems });
  const wish = { act: "contact", contact, ...chosenLang(toldIn) } as const;
  return aboutApplication(deps, client, application, (app) => ({ kind: "case", app, wish }));
}

/** The language that a body carries, as the wish has it at every door. */
export const chosenLang = (toldIn: string | undefined): { readonly toldIn?: Lang } =>
  isLang(toldIn) ? { toldIn } : {};

const aboutRating = (
  deps: ApiDeps,
  client: string,
  { application, score, comment = "" }: Static<typeof shapes.RatingAsked>,
) =>
  aboutApplication(deps, client, application, (app) => ({ kind: "rating", app, score, comment }));

async function aboutApplication(
  deps: ApiDeps,
  client: string,
  id: string,
  subjectOf: (app: Application) => About["subject"],
): Promise<Result<About>> {
  const brought = await openBrought(deps, client, id);
  if (!brought.ok) return brought;
  const { person, lang } = submittedOf(brought.value);
  const words = brought.value.definition.title;
  return ok({ subject: subjectOf(brought.value), words, lang, identifier: { person } });
}
