import { roleWords as wordsOfRole } from "../../acts/index.ts";
import { officeName } from "../../catalogue/index.ts";
import type { Absence, StaffRole } from "../../kernel/index.ts";
import { officerIn } from "../../platform/auth/index.ts";
import { html, type SafeHtml, tag } from "../components/index.ts";
import type { Admin } from "./admin.ts";

export const authorityWords = ({ deps, t }: Admin, id: string): string =>
  t.words(deps.catalogue.jurisdiction.authorities.find((each) => each.id === id)?.name) || id;

/** A role in the words of its authority, else the general ones. */
export const roleWords = ({ deps, t }: Admin, authority: string, role: string): string =>
  wordsOfRole(t, deps.catalogue, authority, role);

/** "Huye, Musanze · Birth certificate": where a role is held; for all where nothing is named. */
export function scopeWords(
  { deps, t }: Admin,
  authority: string,
  { offices, services }: Pick<StaffRole, "offices" | "services">,
): string {
  const { catalogue } = deps;
  const places = offices.map((office) => t.words(officeName(catalogue, authority, office)));
  const titles = services.map((id) => t.words(catalogue.current(id)?.title) || id);
  return [
    places.length > 0 ? t.list(places) : t("staff.all-offices"),
    titles.length > 0 ? t.list(titles) : t("staff.all-services"),
  ].join(" · ");
}

/** From when until when, the last day included; without words where there are no limits. */
export function daysWords(
  { deps, t }: Admin,
  { fromAt, untilAt }: Pick<StaffRole | Absence, "fromAt" | "untilAt">,
): string {
  const { timeZone } = deps.catalogue.jurisdiction;
  const from = fromAt && t.day(fromAt, timeZone);
  const until = untilAt && t.until(untilAt, timeZone);
  if (from && until) return t("staff.from-until", { from, until });
  if (from) return t("staff.from", { from });
  return until ? t("staff.until", { until }) : t("staff.no-end");
}

/** Who did something, by `officer:<id>`, `client:<id>` or `command`. */
export function actorWords({ t }: Admin, names: ReadonlyMap<string, string>, actor: string) {
  if (actor === "command") return t("staff.by-command");
  const officer = officerIn(actor);
  if (officer) return names.get(officer) ?? officer;
  return t("staff.by-program", { id: actor.split(":")[1] ?? "" });
}

/** The ids of officers among actors. */
export const officersIn = (actors: readonly (string | null | undefined)[]): string[] =>
  actors.flatMap((actor) => officerIn(actor) ?? []);

/** Who gave something, or who asked for it while a second administrator is waited for. */
export function givenWords(
  at: Admin,
  names: ReadonlyMap<string, string>,
  { status, askedBy, givenBy }: Pick<StaffRole, "status" | "askedBy" | "givenBy">,
): SafeHtml {
  const { t } = at;
  const asked = actorWords(at, names, askedBy);
  if (status === "asked" || !givenBy)
    return html`<div>
      ${tag(t("staff.waits"), "action")} ${t("staff.asked-by", { name: asked })}</div>`;
  const given = actorWords(at, names, givenBy);
  return html`<div>${
    given === asked
      ? t("staff.given-by", { name: given })
      : t("staff.given-by-two", { name: asked, second: given })
  }</div>`;
}
