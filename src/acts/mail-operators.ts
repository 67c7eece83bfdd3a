import { dateIn, instantOf } from "../kernel/index.ts";
import { officersWith } from "../platform/auth/index.ts";
import { enqueue, type OutsideLink } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";
import { type LinkNow, linksNow, operationsRole } from "./links.ts";
import { langOf } from "./wording.ts";

type Deps = Pick<
  ActDeps,
  | "sql"
  | "clock"
  | "calendar"
  | "catalogue"
  | "messages"
  | "notifications"
  | "staff"
  | "i18n"
  | "baseUrl"
> & { readonly links: readonly OutsideLink[] };

/** Nightly: plans the mail for the hour at which offices open, holidays included. */
export async function planDigest({
  sql,
  clock,
  calendar,
}: Pick<Deps, "sql" | "clock" | "calendar">): Promise<void> {
  const { timeZone, opens } = calendar();
  const day = dateIn(clock(), timeZone);
  const [hours = 0, minutes = 0] = opens.split(":").map(Number);
  const runAt = instantOf(day, hours * 60 + minutes, timeZone);
  await enqueue(sql, [
    { task: "operations.digest", payload: { day }, runAt, key: `operations-digest:${day}` },
  ]);
}

/** Whether operations staff must know of a link this morning. */
const isTold = ({ failed, retrying, digest }: LinkNow): boolean =>
  failed > 0 || retrying > 0 || (digest?.failed ?? 0) > 0;

/**
 * Tells operations staff by e-mail what failed on the way to systems of others in seven days and
 * what became of it: numbers only. Nothing where nothing failed, and to whoever wants no e-mail;
 * once for each day.
 */
export async function mailOperators(deps: Deps, { day }: { readonly day: string }): Promise<void> {
  const { clock, calendar, i18n, messages, baseUrl } = deps;
  if (dateIn(clock(), calendar().timeZone) !== day) return;
  const failing = (await linksNow(deps)).filter(isTold);
  if (failing.length === 0) return;
  for (const { officer, email, lang: wished } of await operatorsOf(deps)) {
    const lang = langOf(i18n, wished);
    const t = i18n.for(lang);
    const lines = failing.map(({ link, failed, retrying, digest }) => {
      const { failed: all = failed, arrived = 0, givenUp = 0 } = digest ?? {};
      const numbers = { failed: t.number(all), arrived: t.number(arrived) };
      return [
        `${t(`operations.names.${link.id}`)}:`,
        t("operations.digest", { ...numbers, given: t.number(givenUp) }),
        t("operations.now", { failed: t.number(failed), retrying: t.number(retrying) }),
      ].join(" ");
    });
    await messages.send({
      ...{ id: `links-digest:${officer}:${day}`, personId: null, lang, template: "links-digest" },
      to: { email },
      facts: { count: failing.length, list: lines.join("\n"), link: `${baseUrl}/operations` },
    });
  }
}

/** Active operations staff with an e-mail address, of all authorities. */
async function operatorsOf({ sql, clock, catalogue, staff, notifications }: Deps) {
  const { authorities, languages } = catalogue.jurisdiction;
  const operators: { officer: string; email: string; lang: string }[] = [];
  for (const { id: authority } of authorities) {
    for (const { id } of await officersWith(sql, authority, operationsRole, clock())) {
      const [member, wish] = await Promise.all([staff.member(id), notifications.preferenceOf(id)]);
      if (member?.standing !== "active" || !member.email || wish?.email === false) continue;
      const lang = wish?.lang ?? languages[0] ?? "en";
      operators.push({ officer: id, email: member.email, lang });
    }
  }
  return operators;
}
