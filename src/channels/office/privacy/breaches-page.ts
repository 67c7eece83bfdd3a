import type { FastifyReply, FastifyRequest } from "fastify";
import { recordNewBreach } from "../../../acts/index.ts";
import { dateOf, instantOf, isUuid } from "../../../kernel/index.ts";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import type { PlainKey } from "../../../platform/i18n/index.ts";
import { type Breach, type BreachStep, breachDue, breachSteps } from "../../../privacy/index.ts";
import {
  button,
  checkbox,
  dateInput,
  errorSummary,
  html,
  input,
  narrow,
  type PageError,
  type SafeHtml,
  select,
  summaryList,
  tag,
  textarea,
} from "../../components/index.ts";
import { type Desk, type Office, refused } from "../desk.ts";
import type { NameOf } from "../names.ts";
import { minutesTyped, privacyDesk, sections, showPrivacy, zoneOf } from "./frame.ts";

const texts = ["what", "data", "measures"] as const;
const fields = [...texts, "people", "known-day", "known-month", "known-year", "time"] as const;
type Typed = Readonly<Record<(typeof fields)[number], string>> & {
  readonly risk: boolean;
  readonly errors: readonly PageError[];
};

/** GET /office/privacy/breaches: breaches with their hours, and the form for a new one. */
export async function showBreaches(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return showAll(privacyDesk(deps, request, reply));
}

async function showAll(desk: Desk, typed?: Typed): Promise<FastifyReply> {
  const { deps, t } = desk;
  const { breachHours, reportHours } = deps.privacy.rules;
  const breaches = await deps.privacy.breaches();
  const nameOf = await deps.names(breaches.map(({ recordedBy }) => recordedBy));
  const list =
    breaches.length === 0
      ? html`<p class="govuk-body hw-empty">${t("privacy-desk.breaches.none")}</p>`
      : breaches.map((breach) => breachView(desk, breach, nameOf));
  const hours = { hours: t.number(breachHours), report: t.number(reportHours) };
  return showPrivacy(desk, {
    section: "breaches",
    lead: t("privacy-desk.breaches.lead", hours),
    content: html`${errorSummary(typed?.errors ?? [], t)}${list}${recordForm(desk, typed)}`,
    ...(typed && { status: 422 }),
  });
}

const hourMs = 3_600_000;

/** What is still to be done: nothing that waits is worded as if it were done. */
const toDo = {
  authority: "privacy-desk.breaches.todo.authority",
  report: "privacy-desk.breaches.todo.report",
  people: "privacy-desk.breaches.todo.people",
  closed: "privacy-desk.breaches.todo.closed",
} as const satisfies Readonly<Record<BreachStep, PlainKey>>;

function breachView(desk: Desk, breach: Breach, nameOf: NameOf): SafeHtml {
  const { t, deps } = desk;
  const zone = zoneOf(desk);
  const due = breachDue(breach, deps.privacy.rules);
  const stepRow = (step: BreachStep) => {
    const done = breach.steps.find((each) => each.step === step);
    const by = step === "authority" || step === "report" ? due[step] : undefined;
    const value = done
      ? html`${t("privacy-desk.breaches.done-at", { time: t.dateTime(done.at, zone) })}
          ${by && done.at > by ? tag(t("privacy-desk.breaches.late"), "bad") : null}
          <br>${done.note}`
      : by && clock(desk, by);
    return { key: t(done ? `privacy-step.${step}` : toDo[step]), value: value ?? "–" };
  };
  const steps = breachSteps.filter((step) => step !== "people" || breach.highRisk);
  const open = steps.filter((step) => !breach.steps.some((done) => done.step === step));
  const rows = [
    { key: t("privacy-desk.breaches.data"), value: breach.data },
    { key: t("privacy-desk.breaches.people"), value: t.number(breach.people) },
    { key: t("privacy-desk.breaches.measures"), value: breach.measures },
    ...steps.map(stepRow),
  ];
  const origin = {
    ...{ number: String(breach.number), known: t.dateTime(breach.knownAt, zone) },
    name: nameOf(breach.recordedBy),
    at: t.dateTime(breach.recordedAt, zone),
  };
  return html`<h2 class="govuk-heading-m" id="breach-${breach.id}">${breach.what}${" "}
      ${breach.highRisk ? tag(t("privacy-desk.breaches.high-risk"), "bad") : null}</h2>
    <p class="govuk-body">${t("privacy-desk.breaches.origin", origin)}</p>
    ${summaryList({ rows })}
    ${breach.highRisk ? noticeLink(desk, breach) : null}
    ${open.length > 0 ? stepForm(desk, breach, open) : null}`;
}

const noticeLink = ({ t }: Desk, { id }: Breach): SafeHtml => {
  const href = `${sections.breaches}/${id}/notice`;
  return html`<p class="govuk-body">
    <a class="govuk-link" href="${href}">${t("privacy-desk.notice.link")}</a></p>`;
};

/** What is left of the hours, or that they are over. */
function clock({ t, now, ...desk }: Desk, due: Date): SafeHtml {
  const time = t.dateTime(due, desk.deps.catalogue.jurisdiction.timeZone);
  const hours = Math.floor((due.getTime() - now.getTime()) / hourMs);
  return due < now
    ? html`${time} ${tag(t("privacy-desk.breaches.late"), "bad")}`
    : html`${time} ${tag(t("privacy-desk.breaches.left", { hours: t.number(hours) }), "waiting")}`;
}

function stepForm({ t, csrf }: Desk, { id }: Breach, open: readonly BreachStep[]): SafeHtml {
  const items = open.map((step) => ({ value: step, text: t(`privacy-step.${step}`) }));
  return narrow(html`<form method="post" action="${sections.breaches}/${id}">${csrf}
    ${select({ id: `step-${id}`, name: "step", label: t("privacy-desk.breaches.next"), items }, t)}
    ${input({ id: `note-${id}`, name: "note", label: t("privacy-desk.breaches.note") }, t)}
    ${button({ text: t("privacy-desk.breaches.write"), kind: "secondary" })}</form>`);
}

function recordForm({ t, csrf }: Desk, typed: Typed | undefined): SafeHtml {
  const errorOf = (field: string) => typed?.errors.find((error) => error.id === field)?.text;
  const text = (name: (typeof texts)[number]) =>
    textarea(
      {
        ...{ id: name, name, label: t(`privacy-desk.breaches.${name}`), rows: 3 },
        ...{ value: typed?.[name], maxlength: 4000, error: errorOf(name) },
      },
      t,
    );
  return narrow(html`<h2 class="govuk-heading-m">${t("privacy-desk.breaches.record")}</h2>
    <form method="post" action="${sections.breaches}" novalidate>${csrf}
    ${dateInput(
      {
        ...{ id: "known", name: "known", legend: t("privacy-desk.breaches.known-on") },
        ...{ day: typed?.["known-day"], month: typed?.["known-month"] },
        ...{ year: typed?.["known-year"], error: errorOf("known-day") },
      },
      t,
    )}
    ${input(
      {
        ...{ id: "time", name: "time", label: t("privacy-desk.breaches.known-at") },
        ...{ value: typed?.time, error: errorOf("time") },
      },
      t,
    )}
    ${text("what")}${text("data")}
    ${input(
      {
        ...{ id: "people", name: "people", label: t("privacy-desk.breaches.people") },
        ...{ value: typed?.people, error: errorOf("people") },
      },
      t,
    )}
    ${text("measures")}
    ${checkbox(
      {
        ...{ id: "risk", name: "risk", label: t("privacy-desk.breaches.risk") },
        ...{ value: "true", checked: typed?.risk ?? false },
      },
      t,
    )}
    ${button({ text: t("privacy-desk.breaches.record") })}</form>`);
}

/** POST /office/privacy/breaches: records one; what is wrong comes back as it was typed. */
export async function recordBreach(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { t } = desk;
  const form = formOf(request);
  const typed = {
    ...(Object.fromEntries(
      fields.map((name) => [name, textOf(form, name).trim().slice(0, 4000)]),
    ) as Readonly<Record<(typeof fields)[number], string>>),
    risk: textOf(form, "risk") === "true",
  };
  const knownAt = momentOf(typed, zoneOf(desk));
  const errors: PageError[] = texts
    .filter((name) => typed[name] === "")
    .map((name) => ({ id: name, text: t(`privacy-desk.breaches.give-${name}`) }));
  const isDay = dateOf(typed["known-day"], typed["known-month"], typed["known-year"]);
  if (!isDay) errors.push({ id: "known-day", text: t("privacy-desk.breaches.give-day") });
  if (minutesTyped(typed.time) === undefined)
    errors.push({ id: "time", text: t("privacy-desk.breaches.give-time") });
  if (knownAt && knownAt > desk.now)
    errors.push({ id: "known-day", text: t("privacy-desk.breaches.give-past") });
  if (!/^\d{1,9}$/.test(typed.people))
    errors.push({ id: "people", text: t("privacy-desk.breaches.give-people") });
  if (!knownAt || errors.length > 0) return showAll(desk, { ...typed, errors });
  await recordNewBreach(deps, {
    ...{ knownAt, what: typed.what, data: typed.data, measures: typed.measures },
    ...{ people: Number(typed.people), highRisk: typed.risk, by: desk.officer.id },
  });
  return redirectTo(reply, sections.breaches, {
    kind: "success",
    code: "privacy-desk.breaches.recorded",
  });
}

function momentOf(typed: Omit<Typed, "errors">, timeZone: string): Date | undefined {
  const day = dateOf(typed["known-day"], typed["known-month"], typed["known-year"]);
  const minutes = minutesTyped(typed.time);
  return day && minutes !== undefined ? instantOf(day, minutes, timeZone) : undefined;
}

/** POST /office/privacy/breaches/:id: what was done about it. */
export async function recordStep(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { id = "" } = request.params as { id?: string };
  const form = formOf(request);
  const step = breachSteps.find((each) => each === textOf(form, "step"));
  if (!step || !isUuid(id))
    return refused(desk, { kind: "conflict", code: "privacy.breach-step-done" });
  const note = textOf(form, "note").trim().slice(0, 1000);
  const by = desk.officer.id;
  const recorded = await deps.privacy.recordBreachStep(id, { step, by, note });
  if (!recorded.ok) return refused(desk, recorded.refusal);
  return redirectTo(reply, sections.breaches, { kind: "success", code: "privacy-desk.holds.done" });
}
