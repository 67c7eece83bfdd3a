import type { FastifyReply } from "fastify";
import { maskedName } from "../../acts/index.ts";
import type { Person } from "../../platform/auth/index.ts";
import { button, html, narrow, table } from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { type ServingDesk, show } from "./desk.ts";

/** The field with the account that was chosen of several with one telephone. */
export const chosenName = "chosen";

/**
 * Several have the telephone that was typed: the operator asks who is in front of them. No file is
 * open before one is chosen: names are short, of the birth date stands the year. Each of them sees
 * that they were listed.
 */
export async function chooseHolder(
  desk: ServingDesk,
  typed: string,
  people: readonly Person[],
): Promise<FastifyReply> {
  const { deps, t, csrf, officer } = desk;
  const seat = await deps.centres.seatOf(officer.id);
  const look = { officer: officer.id, people: people.map(({ id }) => id), what: "listed" } as const;
  if (seat) await deps.counter.recordLookOnce({ ...look, centre: seat.centre });
  const rows = people.map(({ id, name, birthDate }) => {
    const short = maskedName(name);
    const open = button({
      ...{ text: t("counter.open-file"), kind: "secondary" as const, hidden: short },
      ...{ name: chosenName, value: id },
    });
    return [short, birthDate?.slice(0, 4) ?? "–", open];
  });
  const list = table({
    ...{ caption: t("counter.shared-phone.title"), captionHidden: true, rows },
    columns: [
      { text: t("counter.beside.name") },
      { text: t("counter.shared-phone.year") },
      { text: t("counter.open-file") },
    ],
  });
  const title = t("counter.shared-phone.title");
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${t("counter.shared-phone.lead")}</p>
    <form method="post" action="/counter/client" novalidate>${csrf}
    <input type="hidden" name="nationalId" value="${typed.slice(0, 40)}">${list}</form>`;
  return show(desk, {
    ...{ title, content: narrow(content), path: "/counter" },
    before: wayBack("/counter", t),
  });
}
