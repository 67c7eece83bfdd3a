import type { FastifyReply } from "fastify";
import {
  askCardCheck,
  cardLevel,
  checkCardAlone,
  isAlone,
  isCardToCheck,
} from "../../acts/index.ts";
import { counterAccount } from "../../platform/auth/index.ts";
import { redirectTo } from "../../platform/http/index.ts";
import { button, html, inset, narrow, type SafeHtml } from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { refusedHere, showVisit, type VisitDesk } from "./visit-desk.ts";

/** Seconds after which the page looks whether the colleague has read the card. */
const lookAgain = 4;

/** On the first page of a client: how sure their identity is, and how it gets surer. */
export async function identityView(desk: VisitDesk): Promise<SafeHtml | null> {
  const { t, base, csrf, person } = desk;
  if (isCardToCheck(desk)) {
    const ask = button({ text: t("counter.cards.ask") });
    return inset(html`<p class="govuk-body">${t("counter.cards.low")}</p>
      <form method="post" action="${base}/card">${csrf}${ask}</form>`);
  }
  if (person.level < cardLevel) return inset(t("counter.level-low"));
  const words = await checkedWords(desk, t);
  return words === undefined ? null : html`<p class="govuk-body hw-muted">${words}</p>`;
}

/** Who checked the card on which this account rests; undefined where it rests on a sign-in. */
export async function checkedWords(
  { deps, person }: VisitDesk,
  t: VisitDesk["t"],
): Promise<string | undefined> {
  if (person.iss !== counterAccount) return undefined;
  const [check] = await deps.counter.cardChecksOf(person.id);
  if (!check?.settledBy || !check.settledAt) return undefined;
  const names = await deps.officerNames([check.operator, check.settledBy]);
  const name = (id: string) => names.get(id) ?? "–";
  const at = t.dateTime(check.settledAt, deps.catalogue.jurisdiction.timeZone);
  return check.outcome === "alone"
    ? t("counter.cards.checked-alone", { name: name(check.operator), at })
    : t("counter.cards.checked", { name: name(check.operator), second: name(check.settledBy), at });
}

/** POST …/card: asks for a colleague. */
export async function askColleague(desk: VisitDesk): Promise<FastifyReply> {
  const asked = await askCardCheck(desk.deps, desk);
  return asked.ok ? redirectTo(desk.reply, `${desk.base}/card`) : refusedHere(desk, asked.refusal);
}

/** GET …/card: waits for the colleague, who is named; goes on by itself. */
export async function cardPage(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, t, base, csrf, visit, reply } = desk;
  const check = await deps.counter.cardCheckIn(visit);
  if (!check || check.outcome === "confirmed" || check.outcome === "alone")
    return redirectTo(reply, base);
  const differs = check.outcome === "differs";
  if (!differs) reply.header("refresh", `${lookAgain};url=${base}/card?again=1`);
  const title = t("counter.cards.wait-title");
  const content = differs
    ? html`<p class="govuk-body">${t("counter.cards.differs")}</p>`
    : (await isAlone(deps, visit))
      ? html`<p class="govuk-body">${t("counter.cards.alone-lead")}</p>
        <form method="post" action="${base}/card/alone">${csrf}
        ${button({ text: t("counter.cards.alone") })}</form>`
      : html`<p class="govuk-body-l" role="status">${t("counter.cards.wait-lead")}</p>
        ${await colleaguesView(desk)}
        <p class="govuk-body">${t("counter.cards.wait-hand")}</p>`;
  return showVisit(desk, {
    title,
    content: narrow(html`<h1 class="govuk-heading-l">${title}</h1>${content}`),
    before: wayBack(base, t),
    path: `${base}/card`,
  });
}

async function colleaguesView({ deps, t, visit, officer }: VisitDesk): Promise<SafeHtml> {
  const hall = await deps.centres.hall(visit.centre ?? "");
  const seats = (hall?.counters ?? []).filter(
    (each) => each.officer && each.officer !== officer.id,
  );
  const names = await deps.officerNames(seats.flatMap((each) => each.officer ?? []));
  const each = seats.map(
    (seat) => html`<li>${t("counter.counter", { number: seat.id })}:
      ${names.get(seat.officer ?? "") ?? "–"}</li>`,
  );
  return html`<ul class="govuk-list govuk-list--bullet">${each}</ul>`;
}

/** POST …/card/alone: nobody else is at a counter of the hall; another officer looks into it. */
export async function takeAlone(desk: VisitDesk): Promise<FastifyReply> {
  const checked = await checkCardAlone(desk.deps, desk);
  return checked.ok ? redirectTo(desk.reply, desk.base) : refusedHere(desk, checked.refusal);
}
