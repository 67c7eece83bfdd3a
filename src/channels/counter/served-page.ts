import type { FastifyReply } from "fastify";
import { type Served, servedBy } from "../../acts/index.ts";
import { clockTime, type Money } from "../../kernel/index.ts";
import { html, type SafeHtml, table } from "../components/index.ts";
import { type ServingDesk, show } from "./desk.ts";

/** GET /counter/served: whom this officer served today; an agent also sees their cash book. */
export async function servedPage(desk: ServingDesk): Promise<FastifyReply> {
  const { deps, t, officer, door, reply } = desk;
  const served = await servedBy(deps, officer.id);
  const title = t("counter.served.title");
  const content = html`<h1 class="govuk-heading-l">${title}</h1>${clients(desk, served)}
    ${door === "agent" ? cashBook(desk, served) : null}`;
  reply.header("cache-control", "private, no-store");
  return show(desk, { title, content, path: "/counter/served" });
}

function clients({ deps, t }: ServingDesk, { today }: Served): SafeHtml {
  const { timeZone } = deps.catalogue.jurisdiction;
  const titleOf = (service: string) => t.words(deps.catalogue.current(service)?.title) || service;
  return table({
    caption: t("counter.served.today"),
    columns: [
      { text: t("counter.served.at") },
      { text: t("counter.badge.name") },
      { text: t("counter.served.sent") },
      { text: t("counter.served.papers"), numeric: true },
    ],
    rows: today.map(({ at, name, sent, papers }) => [
      clockTime(at, timeZone),
      name,
      sent.length === 0
        ? "–"
        : html`<div>${sent.map(
            ({ reference, service }) =>
              html`<span class="hw-reference">${reference}</span> ${titleOf(service)}<br>`,
          )}</div>`,
      t.number(papers),
    ]),
    empty: t("counter.served.none"),
  });
}

function cashBook({ deps, t }: ServingDesk, { cashBook: days }: Served): SafeHtml {
  const nothing = { minor: 0, currency: deps.catalogue.jurisdiction.currency };
  const sum = (charges: readonly Money[]) =>
    (charges.length === 0 ? [nothing] : charges).map((each) => t.money(each)).join(" + ");
  const list = table({
    caption: t("counter.served.cash-book"),
    columns: [
      { text: t("counter.served.day") },
      { text: t("counter.served.sent"), numeric: true },
      { text: t("counter.charge"), numeric: true },
    ],
    rows: days.map(({ day, sent, charges }) => [t.date(day), t.number(sent), sum(charges)]),
    empty: t("counter.served.no-cash"),
  });
  return html`${list}<p class="govuk-hint">${t("counter.served.note")}</p>`;
}
