import type { FastifyReply, FastifyRequest } from "fastify";
import { judgeReview, maskedNumber } from "../../acts/index.ts";
import { worksIn } from "../../centres/index.ts";
import {
  type Alarm,
  inspectorRole,
  lookupLimits,
  type Review,
  reviewFindings,
  type Watched,
} from "../../counter/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import { type Officer, type Person, personById } from "../../platform/auth/index.ts";
import {
  type FormFields,
  formOf,
  redirectTo,
  refusalFlash,
  statusOf,
  textOf,
} from "../../platform/http/index.ts";
import {
  button,
  errorSummary,
  html,
  input,
  radios,
  type SafeHtml,
  summaryList,
} from "../components/index.ts";
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

/** A decision that was not complete, and what is wrong with it. */
interface Wrong {
  readonly id: string;
  readonly form: FormFields;
  readonly refusals: readonly Refusal[];
}

/** The input of a review that a refusal is about. */
const fieldOf = ({ code }: Refusal, id: string): string =>
  `${code === "counter.finding-unknown" ? "act" : "note"}-${id}`;

/**
 * GET /counter/reviews: officers who looked up many people in an hour, and what was done for a
 * reason in place of the person's code. Names stand there: whoever it is about sees who looked.
 */
export const reviewsPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { watched } = watching(deps, request);
    return reviewsView(deskOf(deps, request, reply), watched);
  };

async function reviewsView(desk: Desk, watched: Watched, wrong?: Wrong): Promise<FastifyReply> {
  const { deps, officer, t } = desk;
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
    some.map((review) => reviewView(desk, review, { names, people, wrong }));
  const refused = reviews.filter(({ refused, decided }) => refused !== null && !decided);
  const right = reviews.filter(({ decided }) => decided);
  const others = reviews.filter((review) => review.refused === null);
  const errors = (wrong?.refusals ?? []).map((refusal) => ({
    ...{ id: fieldOf(refusal, wrong?.id ?? ""), text: t.refusal(refusal) },
  }));
  const title = t("counter.reviews.title");
  const content = html`${errorSummary(errors, t)}<h1 class="govuk-heading-l">${title}</h1>
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
  const [first] = wrong?.refusals ?? [];
  return show(desk, {
    ...{ title, content, path: "/counter/reviews" },
    ...(first && { failed: true, status: statusOf(first.kind) }),
  });
}

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

interface Around {
  readonly names: Names;
  readonly people: People;
  readonly wrong: Wrong | undefined;
}

function reviewView(desk: Desk, review: Review, { names, people, wrong }: Around): SafeHtml {
  const { deps, t, csrf } = desk;
  const { other, refused, refusedBy, decision } = review;
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
      ...(decision ? [{ key: t("counter.reviews.decision"), value: decision }] : []),
      { key: t("counter.reviews.officer"), value: names.get(review.operator) ?? "–" },
      { key: t("counter.reviews.where"), value: where(desk, review.centre) },
      { key: t("counter.when"), value: t.dateTime(review.at, zone) },
    ],
  });
  if (refused) {
    const own = wrong?.id === review.id ? wrong : undefined;
    return html`<section class="hw-box">${facts}
      ${decisionForm(desk, review, person, own)}</section>`;
  }
  const acts = reviewFindings.map((finding) =>
    button({
      text: t(`counter.reviews.${finding}`),
      ...{ kind: "secondary" as const, name: "act", value: finding, hidden: person },
    }),
  );
  return html`<section class="hw-box">${facts}
    <form method="post" action="/counter/reviews/${review.id}">${csrf}
    <div class="govuk-button-group">${acts}</div></form></section>`;
}

/** Whether the refusal of a card is right, and why; one that was found right can be let through. */
function decisionForm(
  { t, csrf }: Desk,
  { id, decided }: Review,
  person: string,
  wrong: Wrong | undefined,
): SafeHtml {
  const errorAt = (field: string) => {
    const refusal = wrong?.refusals.find((each) => fieldOf(each, id) === field);
    return refusal && t.refusal(refusal);
  };
  const choice = decided
    ? html`<input type="hidden" name="act" value="not-in-order">`
    : radios(
        {
          ...{ id: `act-${id}`, name: "act", legend: t("counter.reviews.decide"), size: "s" },
          items: reviewFindings.map((value) => ({
            ...{ value, text: t(`counter.reviews.refusal-${value}`) },
          })),
          ...{ value: wrong && textOf(wrong.form, "act"), error: errorAt(`act-${id}`) },
        },
        t,
      );
  const note = input(
    {
      ...{ id: `note-${id}`, name: "note", label: t("counter.reviews.why"), maxlength: 300 },
      ...{ hint: t("counter.reviews.why-hint"), autocomplete: "off" },
      ...{ value: wrong && textOf(wrong.form, "note"), error: errorAt(`note-${id}`) },
    },
    t,
  );
  const press = t(decided ? "counter.reviews.let" : "counter.reviews.save");
  return html`<form method="post" action="/counter/reviews/${id}" novalidate>${csrf}${choice}${note}
    ${button({ text: press, kind: "secondary", hidden: person })}</form>`;
}

/** POST /counter/reviews/:id: what the second officer found, or that an alarm was looked at. */
export const settleReview =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { officer, watched } = watching(deps, request);
    const { id } = request.params as { readonly id: string };
    const form = formOf(request);
    const act = textOf(form, "act");
    const done = { kind: "success", code: "counter.reviews.done" } as const;
    if (act === "seen") {
      await deps.counter.seeAlarm(id, officer.id, watched);
      return redirectTo(reply, "/counter/reviews", done);
    }
    const refusals = await judgeReview(deps, id, {
      finding: reviewFindings.find((each) => each === act),
      ...{ note: textOf(form, "note"), by: officer.id, among: watched },
    });
    const [first] = refusals;
    if (first?.kind === "invalid")
      return reviewsView(deskOf(deps, request, reply), watched, { id, form, refusals });
    return redirectTo(reply, "/counter/reviews", first ? refusalFlash(first) : done);
  };
