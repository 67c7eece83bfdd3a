import type { FastifyReply, FastifyRequest } from "fastify";
import { distrustCard, maskedNumber } from "../../acts/index.ts";
import { worksIn } from "../../centres/index.ts";
import {
  type Alarm,
  inspectorRole,
  lookupLimits,
  type Review,
  reviewFindings,
  type Watched,
} from "../../counter/index.ts";
import { type Officer, type Person, personById } from "../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { button, html, type SafeHtml, summaryList } from "../components/index.ts";
import { centreOfficer, roleMissing } from "../staff/index.ts";
import type { CounterDeps } from "./deps.ts";
import { type Desk, deskOf, show } from "./desk.ts";

/** Whom this officer watches over: a floor manager their halls, an inspector the agents. */
function watchedBy(deps: CounterDeps, officer: Officer): Watched {
  const manages = officer.roles.includes("floor-manager");
  const halls = deps.centres.list().filter(({ id }) => manages && worksIn(officer, id));
  return { centres: halls.map(({ id }) => id), agents: officer.roles.includes(inspectorRole) };
}

function watching(deps: CounterDeps, request: FastifyRequest) {
  const officer = centreOfficer(request);
  const watched = watchedBy(deps, officer);
  if (watched.centres.length === 0 && !watched.agents) throw roleMissing();
  return { officer, watched };
}

/**
 * GET /counter/reviews: officers who looked up many people in an hour, and what was done for a
 * reason in place of the person's code. Names stand there: whoever it is about sees who looked.
 */
export const reviewsPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { officer, watched } = watching(deps, request);
    const desk = deskOf(deps, request, reply);
    const { t } = desk;
    const [alarms, reviews] = await Promise.all([
      deps.counter.alarmsIn(watched),
      deps.counter.reviewsIn(watched, officer.id),
    ]);
    const names = await deps.officerNames([
      ...[...alarms, ...reviews].map(({ operator }) => operator),
      ...reviews.flatMap(({ refusedBy }) => refusedBy ?? []),
    ]);
    const shown = reviews.flatMap(({ person, other }) => [person, ...(other ? [other] : [])]);
    const read = await Promise.all(shown.map((id) => personById(deps.sql, id)));
    const people = new Map(read.flatMap((each) => (each ? [[each.id, each] as const] : [])));
    for (const { centre, person, other } of reviews)
      if (centre !== null) {
        const ids = [person, ...(other ? [other] : [])];
        const look = { officer: officer.id, people: ids, centre, what: "review" as const };
        await deps.counter.recordLook(look);
      }
    const views = (some: readonly Review[]) =>
      some.map((review) => reviewView(desk, review, names, people));
    const refused = reviews.filter(({ refused, decided }) => refused !== null && !decided);
    const right = reviews.filter(({ decided }) => decided);
    const others = reviews.filter((review) => review.refused === null);
    const content = html`<h1 class="govuk-heading-l">${t("counter.reviews.title")}</h1>
      <h2 class="govuk-heading-m" id="refused">
      ${t("counter.reviews.refused", { count: refused.length })}</h2>
      <p class="govuk-body">${t("counter.reviews.refused-lead")}</p>
      ${listOf(views(refused), t("counter.reviews.none"))}
      ${right.length > 0 ? rightView(desk, views(right)) : null}
      <h2 class="govuk-heading-m">${t("counter.reviews.alarms")}</h2>
      <p class="govuk-body">${t("counter.reviews.alarms-lead", { count: lookupLimits.alarm })}</p>
      ${listOf(
        alarms.map((alarm) => alarmView(desk, alarm, names)),
        t("counter.reviews.none"),
      )}
      <h2 class="govuk-heading-m">${t("counter.reviews.files")}</h2>
      <p class="govuk-body">${t("counter.reviews.files-lead")}</p>
      ${listOf(views(others), t("counter.reviews.none"))}`;
    return show(desk, { title: t("counter.reviews.title"), content, path: "/counter/reviews" });
  };

/** Cards of which the refusal was found right: they can still be let through. */
const rightView = ({ t }: Desk, all: SafeHtml[]): SafeHtml => html`
  <h2 class="govuk-heading-m">${t("counter.reviews.right", { count: all.length })}</h2>
  <p class="govuk-body">${t("counter.reviews.right-lead")}</p>${all}`;

const listOf = (all: SafeHtml[], none: string): SafeHtml =>
  all.length > 0 ? html`${all}` : html`<p class="govuk-body hw-muted">${none}</p>`;

type Names = ReadonlyMap<string, string>;

function where({ deps, t }: Desk, centre: string | null): string {
  return centre === null ? t("counter.badge.agent") : t.words(deps.centres.find(centre)?.name);
}

function alarmView(desk: Desk, { id, operator, centre, at }: Alarm, names: Names): SafeHtml {
  const { deps, t, csrf } = desk;
  const facts = summaryList({
    rows: [
      { key: t("counter.reviews.officer"), value: names.get(operator) ?? "–" },
      { key: t("counter.reviews.where"), value: where(desk, centre) },
      { key: t("counter.when"), value: t.dateTime(at, deps.catalogue.jurisdiction.timeZone) },
    ],
  });
  return html`<section class="hw-box">${facts}
    <form method="post" action="/counter/reviews/${id}">${csrf}
    ${button({ text: t("counter.reviews.seen"), kind: "secondary", name: "act", value: "seen" })}
    </form></section>`;
}

const reasonOf = ({ alone, refused }: Review, t: Desk["t"]): string =>
  t(`counter.reviews.card-${refused ?? (alone ? "alone" : "two")}`);

type People = ReadonlyMap<string, Pick<Person, "name" | "nationalId">>;

function reviewView(desk: Desk, review: Review, names: Names, people: People): SafeHtml {
  const { deps, t, csrf } = desk;
  const { other, refused, refusedBy } = review;
  const nameOf = (id: string) => people.get(id)?.name ?? "–";
  const numbered = (id: string) =>
    `${nameOf(id)} · ${maskedNumber(people.get(id)?.nationalId ?? null) ?? "–"}`;
  const person = nameOf(review.person);
  const zone = deps.catalogue.jurisdiction.timeZone;
  const facts = summaryList({
    rows: [
      { key: t("counter.reviews.what"), value: t(`counter.reviews.what-${review.what}`) },
      { key: t("counter.reviews.person"), value: other ? numbered(review.person) : person },
      ...(other ? [{ key: t("counter.beside.other"), value: numbered(other) }] : []),
      ...(review.cardName
        ? [{ key: t("counter.other-card.on-card"), value: review.cardName }]
        : []),
      { key: t("counter.reviews.reason"), value: review.reason ?? reasonOf(review, t) },
      ...(refusedBy
        ? [{ key: t("counter.reviews.refused-by"), value: names.get(refusedBy) ?? "–" }]
        : []),
      { key: t("counter.reviews.officer"), value: names.get(review.operator) ?? "–" },
      { key: t("counter.reviews.where"), value: where(desk, review.centre) },
      { key: t("counter.when"), value: t.dateTime(review.at, zone) },
    ],
  });
  const findings = review.decided ? (["not-in-order"] as const) : reviewFindings;
  const acts = findings.map((finding) =>
    button({
      text: t(refused ? `counter.reviews.refusal-${finding}` : `counter.reviews.${finding}`),
      ...{ kind: "secondary" as const, name: "act", value: finding, hidden: person },
    }),
  );
  return html`<section class="hw-box">${facts}
    <form method="post" action="/counter/reviews/${review.id}">${csrf}
    <div class="govuk-button-group">${acts}</div></form></section>`;
}

/** POST /counter/reviews/:id: what the second officer found, or that an alarm was looked at. */
export const settleReview =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { officer, watched } = watching(deps, request);
    const { id } = request.params as { readonly id: string };
    const act = textOf(formOf(request), "act");
    const finding = reviewFindings.find((each) => each === act);
    const by = { by: officer.id, among: watched };
    const card = finding && (await deps.counter.recordReview(id, finding, by));
    if (card && finding === "not-in-order") await distrustCard(deps, card);
    if (act === "seen") await deps.counter.seeAlarm(id, officer.id, watched);
    return redirectTo(reply, "/counter/reviews");
  };
