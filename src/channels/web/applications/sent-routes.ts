import type { FastifyInstance } from "fastify";
import { contactOf, otherContact, payable } from "../../../acts/index.ts";
import { ratingOf } from "../../../assessment/index.ts";
import { type Application, type Contact, owedNow } from "../../../cases/index.ts";
import { timeLimitOf } from "../../../form/index.ts";
import type { Bill } from "../../../payments/index.ts";
import type { Person } from "../../../platform/auth/index.ts";
import { newId } from "../../../platform/db/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  csrfField,
  html,
  inset,
  linkButton,
  narrow,
  panel,
  type SafeHtml,
} from "../../components/index.ts";
import { durationIn, oneTapRating } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { whoActs } from "../public/facts.ts";
import { notOnline } from "../ways-to-pay.ts";
import { factsOf } from "./answer-routes.ts";
import { openOwn, submittedOf } from "./own.ts";

/** `/applications/:caseId/sent`: the number to keep, and what happens next. */
export function sentRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/:caseId/sent", async (request, reply) => {
    const { app: sent, person } = await openOwn(request, deps);
    const bills = await deps.payments.billsOfCase(sent.id);
    const t = wordsOf(request, deps);
    const rated = await ratingOf(deps.sql, sent.id);
    const { messages } = request.query as { messages?: string };
    const csrf = csrfField(request, reply);
    const given = messages === "given" ? givenPart(sent, person, deps, csrf, t) : null;
    const noWay = await notOnline(deps, t, "paying.no-way");
    const hidden = html`${csrf}
      <input type="hidden" name="part" value="sending">`;
    return webPage(request, reply, deps, {
      title: t("submitted.heading"),
      current: "applications",
      content: narrow(
        html`${sentView(sent, { person, bills, given, noWay }, deps, t)}
          ${rated ? null : oneTapRating(`/applications/${sent.id}/rate`, hidden, t)}`,
      ),
    });
  });
}

interface SentView {
  readonly person: Person;
  readonly bills: readonly Bill[];
  /** The contact that is still to be confirmed. */
  readonly given: SafeHtml | null;
  /** How the fee is paid, where that is not possible online. */
  readonly noWay: string | undefined;
}

function sentView(
  app: Application,
  { person, bills, given, noWay }: SentView,
  deps: WebDeps,
  t: Translate,
): SafeHtml {
  const { reference } = submittedOf(app);
  const waits = owedNow(app.state).length > 0;
  const done = panel({
    title: t("submitted.heading"),
    text: t("submitted.reference"),
    reference,
  });
  // While the bill is being written there is nothing to press yet.
  const pay =
    waits && payable(bills, deps.clock()).length > 0
      ? linkButton({ text: t("pay.heading"), href: `/applications/${app.id}/pay` })
      : null;
  const track = linkButton({
    text: t("submitted.track"),
    href: `/applications/${app.id}`,
    ...(pay && { kind: "secondary" as const }),
  });
  const steps = nextSteps(app, bills, deps, t).map((text) => html`<li>${text}</li>`);
  return html`${done}<p class="govuk-body">${t("submitted.keep")}</p><h2 class="govuk-heading-m">
    ${t("submitted.next")}</h2><ol class="govuk-list govuk-list--number govuk-list--spaced">
    ${steps}</ol>${waits && noWay ? inset(noWay) : null}${given ?? messagesTo(app, person, t)}
    <div class="govuk-button-group">${pay}${track}</div>`;
}

/** Where we write to, with the way to change it. */
function messagesTo(app: Application, person: Person, t: Translate): SafeHtml {
  const { phone, email } = contactOf(app, person);
  const to = t.list([phone, email].flatMap((each) => each ?? [])) || t("contact.none");
  return html`<p class="govuk-body">${t("contact.messages-to", { to })}${" "}
    <a class="govuk-link" href="/applications/${app.id}/contact">${t("contact.heading")}</a></p>`;
}

/** The contact that the answers give, to be confirmed by a code; null once that is done. */
function givenPart(
  app: Application,
  person: Person,
  deps: WebDeps,
  csrf: SafeHtml,
  t: Translate,
): SafeHtml | null {
  const given = otherContact(app.definition, app.answers, factsOf(app, deps), person);
  if (!given || app.contact) return null;
  const listed = ({ phone, email }: Contact) =>
    t.list([phone, email].flatMap((each) => each ?? [])) || t("contact.none");
  const words = { to: listed(given), account: listed(person) };
  return inset(html`<p class="govuk-body">${t("contact.given", words)}</p>
    <form method="post" action="/applications/${app.id}/contact">
      ${csrf}<input type="hidden" name="_key" value="${newId()}">
      <input type="hidden" name="phone" value="${given.phone ?? ""}">
      <input type="hidden" name="email" value="${given.email ?? ""}">
      ${button({ text: t("contact.given-button"), kind: "secondary" })}
    </form>`);
}

/** What comes, in order: the fee where one is due, the review, the promise. */
function nextSteps(
  app: Application,
  bills: readonly Bill[],
  deps: WebDeps,
  t: Translate,
): string[] {
  const { catalogue } = deps;
  const zone = catalogue.jurisdiction.timeZone;
  const { clock } = app.state;
  const owed = owedNow(app.state).map(({ money }) => t.money(money));
  const bill = payable(bills, deps.clock())[0];
  const authority = whoActs(catalogue, { authority: app.definition.authority }, t);
  const amount = t.list(owed);
  const fee = bill
    ? t("submitted.next-fee", { amount, date: t.until(bill.expiresAt, zone) })
    : t("apply.next-fee-soon", { amount });
  return [
    ...(owed.length > 0 ? [fee] : []),
    t("submitted.next-review", { authority }),
    ...(clock.dueAt ? [t("submitted.promise", { date: t.until(clock.dueAt, zone) })] : []),
    ...(clock.dueAt ? [] : promised(app, deps, t)),
    t("apply.told-each-step"),
  ];
}

/** The time chosen, where its clock does not run yet: from the payment on, or from a step on. */
function promised(app: Application, deps: WebDeps, t: Translate): string[] {
  const { process } = app.definition;
  const time = timeLimitOf(app.definition, app.answers, factsOf(app, deps));
  if (!process || !time) return [];
  const duration = durationIn(time.limit, t);
  const { starts } = process.clock;
  if ("at" in starts) return [t("apply.promise-after", { duration })];
  const stage = process.stages.find(({ id }) => id === starts.after);
  return [t("apply.promise-after-step", { duration, step: t.words(stage?.title) })];
}
