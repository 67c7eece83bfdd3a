import type { FastifyReply } from "fastify";
import { type PersonId, plainIdentityNumber, type Refusal } from "../../kernel/index.ts";
import { type Person, personByNationalId } from "../../platform/auth/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../platform/http/index.ts";
import { html, linkButton } from "../components/index.ts";
import { backWith, type ServingDesk, show } from "./desk.ts";
import { atSeat } from "./seat-given.ts";
import { seatPage } from "./seat-page.ts";
import { langIn } from "./visit-desk.ts";

/**
 * POST /counter/client: opens the file of exactly one person. Nobody, or more than one: the same
 * words, so that a number tells nothing about whose it is.
 */
export async function openClient(desk: ServingDesk): Promise<FastifyReply> {
  const typed = textOf(formOf(desk.request), "nationalId");
  const number = plainIdentityNumber(typed).slice(0, 40);
  const person = number === "" ? undefined : await personByNationalId(desk.deps.sql, number);
  if (!person) return seatPage(desk, { typed, error: desk.t("counter.not-found") });
  return openFor(desk, person);
}

/** Opens a person's file, at a counter together with the ticket in hand; another open one is in the way. */
export async function openFor(
  desk: ServingDesk,
  person: Pick<Person, "language"> & { readonly id: PersonId },
): Promise<FastifyReply> {
  const { deps, officer, door, reply } = desk;
  const { seat, current } = await atSeat(desk);
  if (door === "counter" && !seat)
    return backWith(desk, { kind: "conflict", code: "counter.not-seated" });
  const visit = await deps.counter.openVisit({
    operator: officer.id,
    ...(seat && { seat: { centre: seat.centre, counter: seat.counter } }),
    ...(current && { ticket: current.id }),
    person: person.id,
    lang: langIn(deps, person.language ?? current?.lang ?? null),
  });
  if (!visit.ok) return inTheWay(desk, visit.refusal);
  if (seat && current?.status === "called") await deps.centres.start(seat);
  return redirectTo(reply, `/counter/visits/${visit.value.id}`);
}

/** Another client is open: on this or another screen. His name is said, so that nobody is mixed up. */
async function inTheWay(desk: ServingDesk, refusal: Refusal): Promise<FastifyReply> {
  const { t } = desk;
  const { client } = await atSeat(desk);
  const title = t("counter.not-possible");
  const back = client
    ? linkButton({ text: client.person.name, href: `/counter/visits/${client.visit.id}` })
    : linkButton({ text: t("counter.back"), href: "/counter" });
  const content = html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body-l">${t.refusal(refusal)}</p>${back}`;
  return show(desk, { title, content, path: "/counter", status: statusOf(refusal.kind) });
}
