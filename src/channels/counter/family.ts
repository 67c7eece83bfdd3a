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

/** With whom of a ticket something is left open, said; null where it may end. */
function leftOfTicket(
  desk: ServingDesk,
  family: readonly FamilyMember[],
  ofTicket: OfParty,
  lead: "lead" | "served",
): SafeHtml | null {
  const { t } = desk;
  const { all, isLast } = ofTicket;
  const open = family.filter(isUnfinished);
  if (isLast && open.length === 0) return null;
  const nameOf = ({ isIdle, person }: FamilyMember) => (isIdle ? t("counter.client") : person.name);
  const lines = open.map((member) => html`<li>${nameOf(member)}: ${stateOf(desk, member)}</li>`);
  const facts = { number: String(ofTicket.number), all: String(all) };
  const ends = all > 1 ? t("counter.family.unfinished", facts) : t("counter.family.unfinished-one");
  const left =
    lines.length > 0
      ? html`<p class="govuk-body">${ends}</p>
          <ul class="govuk-list govuk-list--bullet">${lines}</ul>`
      : null;
  const before = isLast
    ? null
    : html`<p class="govuk-body-l">${t(`counter.family.${lead}`, facts)}</p>`;
  return html`${before}${left}`;
}

/**
 * A ticket is over when nothing that was begun with it is left open and, where it is for several
 * people, the others were served too: the page that asks; undefined where there is nothing to ask.
 */
export async function questionBeforeEnd(
  desk: VisitDesk,
  ofTicket: OfParty,
  then: string,
): Promise<CounterPage | undefined> {
  const { deps, t, base, csrf, officer } = desk;
  const { id, centre, ticket, all, isLast } = ofTicket;
  const family = await familyOf(deps, { operator: officer.id, ticket: id, centre });
  const left = leftOfTicket(desk, family, ofTicket, "lead");
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
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    ${left}${stay}${all > 1 ? form(next) : null}
    ${form(html`<input type="hidden" name="all" value="true">${over}`)}`;
  return { title, content, before: wayBack(base, t), path: base };
}

/**
 * With whom of the ticket in hand something is left open, whether or not a file is open; undefined
 * where it may end, or is not served yet.
 */
export async function leftAtSeat(
  desk: ServingDesk,
  { id, centre, number: ticket, party: all, status }: Ticket,
): Promise<{ readonly words: SafeHtml; readonly isLast: boolean } | undefined> {
  if (status !== "serving") return undefined;
  const { deps, officer } = desk;
  const family = await familyOf(deps, { operator: officer.id, ticket: id, centre });
  const isLast = all < 2 || family.length >= all;
  const ofTicket = { id, centre, ticket, number: family.length, all, isLast };
  const words = leftOfTicket(desk, family, ofTicket, "served");
  return words ? { words, isLast } : undefined;
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
    text:
      current.party > 1 ? t(`counter.family.${isLast ? "people" : "next"}`) : t("counter.go-on"),
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
