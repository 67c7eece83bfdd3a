import { administratorWords, roleWords, whyNobody } from "../../acts/index.ts";
import { supervisor, type WorkRow } from "../../cases/index.ts";
import type { Colleague } from "../../platform/auth/index.ts";
import { html, inset, type SafeHtml } from "../components/index.ts";
import { type Desk, officeWords } from "./desk.ts";
import { evenly } from "./lists.ts";

type Choice = Pick<Colleague, "id" | "name" | "away" | "awayUntil">;

/** Colleagues to choose from. Those on leave stand last, with until when, and cannot be chosen. */
export const assigneeItems = <One extends Choice>(
  desk: Desk,
  colleagues: readonly One[],
  words: (colleague: One) => string = ({ name }) => name,
) => [
  ...colleagues.filter(({ away }) => !away).map((each) => ({ value: each.id, text: words(each) })),
  ...colleagues
    .filter(({ away }) => away)
    .map((each) => ({ value: each.id, text: awayWords(desk, each), disabled: true })),
];

/** The same, and before them that the files are shared out, where there is a choice. */
export function sharingItems<One extends Choice>(
  desk: Desk,
  colleagues: readonly One[],
  words: (colleague: One) => string,
) {
  const isShared = colleagues.filter(({ away }) => !away).length > 1;
  const share = { value: evenly, text: desk.t("supervise.share.evenly") };
  return [...(isShared ? [share] : []), ...assigneeItems(desk, colleagues, words)];
}

/** "Rugamba Emmanuel (on leave until 27 November 2026)" */
export function awayWords({ deps, t }: Desk, { name, awayUntil }: Choice): string {
  const { timeZone } = deps.catalogue.jurisdiction;
  const until = awayUntil ? t.until(awayUntil, timeZone) : "";
  return t("supervise.nobody.on-leave", { name, until });
}

/**
 * Why nobody of the authority can be given some tasks now, for each role, and who changes that.
 * `except` has the task already.
 */
export async function nobodyPart(
  desk: Desk,
  rows: readonly Pick<WorkRow, "role" | "office" | "service">[],
  except?: string,
): Promise<SafeHtml> {
  const { deps, t, officer } = desk;
  const { authority } = officer;
  const [staff, administrators] = await Promise.all([
    deps.staffOf(authority),
    administratorWords(deps, t),
  ]);
  const colleagues = staff.filter(({ id }) => id !== except);
  const lines = whyNobody(authority, colleagues, rows).map(
    ({ role, office, away, barred, elsewhere }) => {
      const words = [roleWords(t, deps.catalogue, authority, role), officeWords(desk, office)];
      const names = (all: readonly Colleague[]) => t.list(all.map(({ name }) => name));
      const reasons = [
        away.length > 0 && html`${away.map(awayLink(desk))}`,
        barred.length > 0 && t("supervise.nobody.barred", { names: names(barred) }),
        away.length + barred.length === 0 &&
          (elsewhere.length > 0
            ? t("supervise.nobody.elsewhere", { names: names(elsewhere) })
            : t("supervise.nobody.none")),
      ].filter((each) => each !== false);
      return html`<li>
        <strong>${words.filter(Boolean).join(" · ")}:</strong>${reasons.map(
          (each) => html`${" "}${each}`,
        )}
      </li>`;
    },
  );
  return inset(html`
    <p class="govuk-body">${t("supervise.nobody.title")}</p>
    <ul class="govuk-list govuk-list--bullet">${lines}</ul>
    <p class="govuk-body">
      ${t("staff.leave-ends")} ${t("supervise.nobody.ask", { names: administrators() })}
    </p>
  `);
}

/** Whoever is on leave; a supervisor ends that on the page that it leads to. */
const awayLink =
  (desk: Desk) =>
  (colleague: Colleague, at: number): SafeHtml => {
    const words = awayWords(desk, colleague);
    return html`${at > 0 ? ", " : ""}${
      desk.officer.roles.includes(supervisor)
        ? html`<a class="govuk-link" href="/office/load/${colleague.id}">${words}</a>`
        : words
    }`;
  };
