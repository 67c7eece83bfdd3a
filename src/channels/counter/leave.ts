import type { FastifyReply } from "fastify";
import { inHandOf, sendBack, wasServed } from "../../acts/index.ts";
import { redirectTo } from "../../platform/http/index.ts";
import { button, html, linkButton, narrow, type SafeHtml } from "../components/index.ts";
import { type ServingDesk, show } from "./desk.ts";
import { leftAtSeat } from "./family.ts";

/** GET /counter/leave: asks whoever signs out what becomes of the client in front of them. */
export async function leavePage(desk: ServingDesk): Promise<FastifyReply> {
  const { deps, t, csrf, officer, reply } = desk;
  const inHand = await inHandOf(deps, officer.id);
  if (!inHand) return redirectTo(reply, "/counter");
  const { ticket, visit } = inHand;
  const words = ticket
    ? t(`counter.leave.${ticket.status === "called" ? "called" : "serving"}`, {
        number: ticket.number,
      })
    : t("counter.leave.file");
  const leave = button({
    text: t(ticket ? "counter.leave.back" : "counter.leave.close"),
    ...{ kind: "secondary", name: "client", value: sendBack },
  });
  const left = ticket ? await leftAtSeat(desk, ticket) : undefined;
  const end = button({
    text: t(`counter.leave.${left ? (left.isLast ? "end" : "over") : "served"}`),
    ...{ kind: "secondary", name: "client", value: wasServed },
  });
  const href = visit ? `/counter/visits/${visit.id}` : "/counter";
  const stay = linkButton({ text: t("counter.leave.stay"), href, autofocus: true });
  const title = t("counter.leave.title");
  const form = (choice: SafeHtml) =>
    html`<form method="post" action="/sign-out">${csrf}${choice}</form>`;
  const content = narrow(html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${words}</p>${left?.words}${stay}
    ${ticket?.status === "serving" ? form(end) : null}${form(leave)}`);
  return show(desk, { title, content, path: "/counter/leave" });
}
