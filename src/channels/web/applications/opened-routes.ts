import type { FastifyInstance } from "fastify";
import type { Approval, Look, Visit } from "../../../counter/index.ts";
import { requirePerson } from "../../../platform/auth/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { breadcrumbs, html, type SafeHtml, table } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** A member of staff has seen some of the person's data. */
interface Seen {
  readonly officer: string;
  readonly place: string;
  readonly at: Date;
}

/**
 * `/applications/opened`: who of those who serve has had the person's file open, or was shown
 * something of it without opening it; where and when.
 */
export function openedRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/opened", async (request, reply) => {
    const person = requirePerson(request);
    const t = wordsOf(request, deps);
    const [visits, looks, approvals] = await Promise.all([
      deps.counter.visitsOf(person.id),
      deps.counter.looksAt(person.id),
      deps.counter.approvalsOf(person.id),
    ]);
    const seen = [
      ...visits.map((visit) => visited(visit, deps, t)),
      ...looks.map((look) => lookedAt(look, deps, t)),
      ...approvals.map((approval) => sentFor(approval, deps, t)),
    ].sort((a, b) => b.at.getTime() - a.at.getTime());
    const names = await deps.officerNames(seen.map(({ officer }) => officer));
    return webPage(request, reply, deps, {
      title: t("apply.opened.heading"),
      current: "me",
      content: openedView(seen, names, deps, t),
      before: breadcrumbs([{ text: t("me.heading"), href: "/me" }], t),
    });
  });
}

const centreName = ({ centres }: WebDeps, id: string | null, t: Translate): string =>
  t.words(centres.find(id ?? "")?.name);

function visited(visit: Visit, deps: WebDeps, t: Translate): Seen {
  const { operator: officer, openedAt: at, door, centre, counter } = visit;
  const number = t("counter.counter", { number: counter ?? "" });
  const place =
    door === "agent" ? t("counter.badge.agent") : `${centreName(deps, centre, t)} · ${number}`;
  const { reason } = visit;
  return { officer, place: reason ? t("apply.opened.reason", { place, reason }) : place, at };
}

const lookedAt = ({ officer, centre, what, at }: Look, deps: WebDeps, t: Translate): Seen => ({
  ...{ officer, at },
  place: `${centreName(deps, centre, t)} · ${t(`apply.opened.what.${what}`)}`,
});

/** What a second officer sent in place of the person's code, and why. */
function sentFor({ officer, centre, reason, at }: Approval, deps: WebDeps, t: Translate): Seen {
  const place = `${centreName(deps, centre, t)} · ${t("apply.opened.what.sent-offline")}`;
  return { officer, at, place: t("apply.opened.reason", { place, reason }) };
}

function openedView(
  seen: readonly Seen[],
  names: ReadonlyMap<string, string>,
  { catalogue }: WebDeps,
  t: Translate,
): SafeHtml {
  const zone = catalogue.jurisdiction.timeZone;
  const list = table({
    caption: t("apply.opened.heading"),
    captionHidden: true,
    columns: [
      { text: t("apply.seen.name") },
      { text: t("apply.opened.where") },
      { text: t("apply.seen.when") },
    ],
    rows: seen.map(({ officer, place, at }) => [
      names.get(officer) ?? t("apply.seen.unknown"),
      place,
      t.dateTime(at, zone),
    ]),
    empty: t("apply.opened.nobody"),
  });
  return html`
    <h1 class="govuk-heading-l">${t("apply.opened.heading")}</h1>
    <p class="govuk-body">${t("apply.opened.lead")}</p>
    <p class="govuk-body">${t("apply.opened.also")}</p>
    ${list}`;
}
