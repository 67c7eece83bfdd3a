import { html, type SafeHtml } from "../components/index.ts";
import type { CaseFile } from "./case-file.ts";
import { part } from "./case-parts.ts";
import type { Desk } from "./desk.ts";
import { filesTable } from "./find.ts";

/** Whether the address asks for the other files themselves, and not only how many there are. */
export const showsRelated = ({ request }: Desk): boolean =>
  (request.query as { readonly related?: unknown }).related === "show";

/**
 * How many other files the applicant has and how many look like this one. The files themselves are
 * shown when they are asked for: each is then a look that its person sees.
 */
export function relatedPart(
  desk: Desk,
  { application, related }: CaseFile,
  form: string | undefined,
): SafeHtml | null {
  const { t, request } = desk;
  const [others, doubles] = [related.others.rows, related.doubles.rows];
  if (others.length === 0 && doubles.length === 0) return null;
  const counts = html`
    <p class="govuk-body">
      ${
        related.others.more
          ? t("office-desk.related.others-more", { count: others.length })
          : others.length > 0
            ? t("office-desk.related.others", { count: others.length })
            : null
      }${" "}
      ${doubles.length > 0 ? t("office-desk.related.doubles", { count: doubles.length }) : null}
    </p>
  `;
  if (showsRelated(desk)) {
    const tableOf = (rows: typeof others, caption: string) =>
      rows.length > 0 ? filesTable(desk, rows, "compare", caption) : null;
    const shown = html`
      ${counts}${tableOf(doubles, t("office-desk.related.like-this"))}
      ${tableOf(others, t("office-desk.related.of-applicant"))}
    `;
    return part("related", t("office-desk.related.title"), shown);
  }
  const query = new URLSearchParams(request.query as Record<string, string>);
  query.set("related", "show");
  const href = `?${String(query)}#related`;
  const way = form
    ? html`<button
        type="submit"
        class="of-small"
        name="_action"
        value="related"
        form="${form}"
        formaction="/office/cases/${application.id}/act${href}"
      >${t("office-desk.related.show")}</button>`
    : html`<a class="govuk-link" href="/office/cases/${application.id}${href}">
        ${t("office-desk.related.show")}
      </a>`;
  const link = html`
    <p class="govuk-body">
      ${way}${" "}
      <span class="hw-muted">${t("office-pages.find.why-hint")}</span>
    </p>
  `;
  return part("related", t("office-desk.related.title"), html`${counts}${link}`);
}
