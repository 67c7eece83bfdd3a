import type { LinkDeps, LinkNow } from "../../acts/index.ts";
import { html, type SafeHtml, tag } from "../components/index.ts";
import type { StaffDeps, StaffRequest } from "../staff/index.ts";

export interface OperationsDeps extends StaffDeps, LinkDeps {
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

export type Operations = StaffRequest<OperationsDeps>;

/** How a link stands, in a word. */
export function standing({ t }: Operations, { failed, retrying, link }: LinkNow): SafeHtml {
  if (link.isNone) return tag(t("operations.standing.none"), "neutral");
  if (failed > 0) return tag(t("operations.standing.failed"), "bad");
  if (retrying > 0) return tag(t("operations.standing.retrying"), "action");
  return tag(t("operations.standing.works"), "good");
}

/** How much is on its way; the number opens its list. */
export function waitingLink({ t }: Operations, { waiting, link }: LinkNow): SafeHtml | string {
  if (waiting === 0) return t.number(0);
  const hidden = `${t("operations.waiting")}: ${t(`operations.names.${link.id}`)}`;
  return html`<a class="govuk-link" href="/operations/${link.id}#waiting">${t.number(waiting)}<span
    class="govuk-visually-hidden"> ${hidden}</span></a>`;
}

/** "4 failed in 7 days: 3 have arrived since, 1 was given up"; empty where none failed. */
export function digestWords({ t }: Operations, { digest }: LinkNow): string {
  if (!digest || digest.failed === 0) return "";
  return t("operations.digest", {
    failed: t.number(digest.failed),
    arrived: t.number(digest.arrived),
    given: t.number(digest.givenUp),
  });
}
