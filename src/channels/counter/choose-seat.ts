import type { FastifyReply } from "fastify";
import { worksIn } from "../../centres/index.ts";
import { clockTime, dateIn, minuteOfDay } from "../../kernel/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import { backWith, type ServingDesk } from "./desk.ts";

/** Where to sit down: the halls, each with its counters; one that is taken says so. */
export async function seatsView({ deps, t, csrf, officer }: ServingDesk): Promise<SafeHtml> {
  const halls = await Promise.all(
    deps.centres
      .list()
      .filter(({ id }) => worksIn(officer, id))
      .map(async (centre) => ({ centre, hall: await deps.centres.hall(centre.id) })),
  );
  const names = await deps.officerNames(
    halls.flatMap(({ hall }) => hall?.counters.flatMap(({ officer }) => officer ?? []) ?? []),
  );
  const each = halls.map(({ centre, hall }) => {
    const counters = (hall?.counters ?? []).map(({ id, officer, topics }) => {
      const about = topics.map((topic) =>
        t.words(centre.topics.find((one) => one.id === topic)?.name),
      );
      const free = html`<button type="submit" class="ct-seat" name="seat"
          value="${centre.id}~${id}"><strong>${t("counter.counter", { number: id })}</strong> <span>
        ${t.list(about)}</span></button>`;
      const taken = html`<p class="ct-seat ct-seat--taken">
        <strong>${t("counter.counter", { number: id })}</strong> <span>
        ${t("counter.taken-by", { name: names.get(officer ?? "") ?? "–" })}</span></p>`;
      return html`<li>${officer ? taken : free}</li>`;
    });
    return html`<h2 class="govuk-heading-m">${t.words(centre.name)}</h2><ul class="ct-seats">
      ${counters}</ul>`;
  });
  const now = minuteOfDay(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const shift = (await deps.centres.roster.ownWeek(officer.id, today)).find(
    ({ day, until }) => day === today && now < until,
  );
  const planned =
    shift &&
    t("roster.planned", {
      counter: shift.counter,
      until: clockTime(new Date(shift.until * 60_000), "UTC"),
    });
  return html`<h1 class="govuk-heading-l">${t("counter.choose-seat")}</h1>
    ${planned ? html`<p class="govuk-body-l">${planned}</p>` : null}
    <form method="post" action="/counter/seat">${csrf}${each}</form>`;
}

/** POST /counter/seat: sits down. */
export async function sitDown(desk: ServingDesk): Promise<FastifyReply> {
  const [centre = "", counter = ""] = textOf(formOf(desk.request), "seat").split("~");
  if (!worksIn(desk.officer, centre))
    return backWith(desk, { kind: "not-allowed", code: "centre.other-hall" });
  const seated = await desk.deps.centres.openCounter({
    centre,
    counter,
    officer: desk.officer.id,
  });
  return seated.ok ? redirectTo(desk.reply, "/counter") : backWith(desk, seated.refusal);
}
