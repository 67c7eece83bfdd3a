import { type FamilyMember, familyOf, isUnfinished } from "../../acts/index.ts";
import type { Ticket } from "../../centres/index.ts";
import { button, html, linkButton, type SafeHtml } from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import type { CounterPage, Desk, ServingDesk } from "./desk.ts";
import type { AtSeat } from "./seat-given.ts";
import type { OfParty, VisitDesk } from "./visit-desk.ts";

/** How far one of the people of a ticket is. */
function stateOf({ deps, t }: Desk, { isSent, unsent, isHeld }: FamilyMember): string {
  const titles = unsent.map(
    ({ service }) => t.words(deps.catalogue.current(service)?.title) || service,
  );
  const states = [
    ...(isHeld ? [t("counter.family.state.held")] : []),
    ...(titles.length > 0 ? [t("counter.family.state.unsent", { services: t.list(titles) })] : []),
    ...(isSent ? [t("counter.family.state.sent")] : []),
  ];
  return states.length > 0 ? states.join(" · ") : t("counter.family.state.nothing");
}

/**
 * Who of the ticket in hand was served, how far each is, and the way back to their file; null where
 * nobody was yet, or the ticket is for one.
 */
export function familyView(desk: ServingDesk, { family }: AtSeat): SafeHtml | null {
  const { t, csrf } = desk;
  const shown = family.filter(({ isIdle }) => !isIdle);
  if (shown.length === 0) return null;
  const rows = shown.map(
    (member) =>
      html`<li><strong>${member.person.name}</strong> ${stateOf(desk, member)}
        <button type="submit" class="of-small ct-small" name="member" value="${member.person.id}">
        ${t("counter.family.back")}<span class="govuk-visually-hidden"> ${member.person.name}</span>
        </button></li>`,
  );
  return html`<h2 class="govuk-heading-m">${t("counter.family.people")}</h2>
    <form method="post" action="/counter/client">${csrf}<ul class="ct-parked">${rows}</ul></form>`;
}

/** Of whom of a party something is left open, said; null where its ticket may end. */
async function leftOfParty(
  desk: ServingDesk,
  { id, centre, all, isLast }: OfParty,
  lead: string,
): Promise<SafeHtml | null> {
  const { deps, t, officer } = desk;
  const family = await familyOf(deps, { operator: officer.id, ticket: id, centre });
  const open = family.filter(isUnfinished);
  if (isLast && open.length === 0) return null;
  const lines = open.map(
    (member) => html`<li>${member.person.name}: ${stateOf(desk, member)}</li>`,
  );
  const left =
    lines.length > 0
      ? html`<p class="govuk-body">${t("counter.family.unfinished", { all: String(all) })}</p>
          <ul class="govuk-list govuk-list--bullet">${lines}</ul>`
      : null;
  return html`${isLast ? null : html`<p class="govuk-body-l">${lead}</p>`}${left}`;
}

const factsOf = ({ number, all }: OfParty) => ({ number: String(number), all: String(all) });

/**
 * A ticket for several people is over when the others were served too, and nothing of any of them
 * is left open: the page that asks; undefined where there is nothing to ask.
 */
export async function questionBeforeEnd(
  desk: VisitDesk,
  ofParty: OfParty,
  then: string,
): Promise<CounterPage | undefined> {
  const { t, base, csrf } = desk;
  const { ticket, isLast } = ofParty;
  const left = await leftOfParty(desk, ofParty, t("counter.family.lead", factsOf(ofParty)));
  if (!left) return undefined;
  const title = t(`counter.family.${isLast ? "unfinished-title" : "title"}`, { ticket });
  const next = button({
    ...{ text: t(`counter.family.${isLast ? "people" : "next"}`) },
    ...{ name: "then", value: "next-person", kind: isLast ? "secondary" : "primary" },
  });
  const over = button({
    ...{ text: t(`counter.family.${isLast ? "end" : "over"}`), kind: "secondary" },
    ...{ name: "then", value: then },
  });
  const form = (inside: SafeHtml) =>
    html`<form method="post" action="${base}/close">${csrf}${inside}</form>`;
  const stay = isLast ? html`<p>${linkButton({ text: t("counter.go-on"), href: base })}</p>` : null;
  const content = html`<h1 class="govuk-heading-l">${title}</h1>${left}${stay}${form(next)}
    ${form(html`<input type="hidden" name="all" value="true">${over}`)}`;
  return { title, content, before: wayBack(base, t), path: base };
}

/**
 * Of whom of the party of the ticket in hand something is left open, whether or not a file is open;
 * undefined where its ticket may end, is for one, or nobody of it is at the counter yet.
 */
export async function leftAtSeat(
  desk: ServingDesk,
  { id, centre, number: ticket, party: all, status }: Ticket,
): Promise<{ readonly words: SafeHtml; readonly isLast: boolean } | undefined> {
  const { deps, t } = desk;
  if (all < 2 || status !== "serving") return undefined;
  const { length: number } = await deps.counter.peopleOfTicket(id);
  const ofParty = { ...{ id, centre, ticket, number, all }, isLast: number >= all };
  const words = await leftOfParty(desk, ofParty, t("counter.family.served", factsOf(ofParty)));
  return words ? { words, isLast: ofParty.isLast } : undefined;
}

/** The page that asks before a ticket ends without an open file; see `leftAtSeat`. */
export async function questionAtSeat(
  desk: ServingDesk,
  current: Ticket,
): Promise<CounterPage | undefined> {
  const { t, csrf } = desk;
  const left = await leftAtSeat(desk, current);
  if (!left) return undefined;
  const { words, isLast } = left;
  const facts = { ticket: current.number };
  const title = t(`counter.family.${isLast ? "unfinished-title" : "all-title"}`, facts);
  const stay = linkButton({
    text: t(`counter.family.${isLast ? "people" : "next"}`),
    ...{ href: "/counter", autofocus: true },
  });
  const over = button({
    ...{ text: t(`counter.family.${isLast ? "end" : "over"}`), kind: "secondary" },
    ...{ name: "act", value: "finish" },
  });
  const content = html`<h1 class="govuk-heading-l">${title}</h1>${words}<p>${stay}</p>
    <form method="post" action="/counter/queue">${csrf}
    <input type="hidden" name="all" value="true">${over}</form>`;
  return { title, content, before: wayBack("/counter", t), path: "/counter" };
}
