import type { FastifyReply } from "fastify";
import { formOf, textOf } from "../../../platform/http/index.ts";
import {
  backLink,
  button,
  html,
  instrumentPageOf,
  linkButton,
  warningText,
} from "../../components/index.ts";
import { type Desk, showDesk } from "../desk.ts";
import type { RecordForm } from "./record.ts";

/** Whether the officer has read what the last note leads to, and records it all the same. */
export const isConfirmed = ({ request }: Desk): boolean =>
  textOf(formOf(request), "confirmed") === "yes";

/** What the last note leads to, before it is recorded: the day, and the services that follow. */
export async function confirmEntry(
  desk: Desk,
  id: string,
  path: string,
  day: string,
  { problems: _none, refused: _not, ...form }: RecordForm,
): Promise<FastifyReply> {
  const { deps, csrf, t, today } = desk;
  const page = await instrumentPageOf(deps, id, "/desk/instruments", today, t);
  const name = t.words(page?.view.state.text?.title);
  const services = page?.services ?? [];
  const { day: date, month, year, ...rest } = form;
  const typed = { ...rest, "on-day": date, "on-month": month, "on-year": year, confirmed: "yes" };
  const title = t("partnership.desk.puts-into-force");
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    ${warningText(t("partnership.desk.entry-on", { instrument: name, date: t.date(day) }), t)}
    <h2 class="govuk-heading-m">${t("partnership.services")}</h2>
    ${
      services.length > 0
        ? html`<ul class="govuk-list govuk-list--bullet">
            ${services.map((one) => html`<li>${one.title}</li>`)}</ul>`
        : html`<p class="govuk-body">${t("partnership.no-services")}</p>`
    }
    <p class="govuk-body">${t("partnership.desk.entry-mistake")}</p>
    <form method="post" action="${path}" novalidate>
      ${csrf}${Object.entries(typed).map(
        ([field, value]) => html`<input type="hidden" name="${field}" value="${value}">`,
      )}
      <div class="govuk-button-group">
        ${button({ text: t("partnership.desk.send") })}
        ${linkButton({ text: t("partnership.desk.not-yet"), href: path, kind: "secondary" })}
      </div>
    </form>`;
  return showDesk(desk, { title, content, path, before: backLink(path, t) });
}
