import type { FastifyReply } from "fastify";
import { type CallOut, centresOffice } from "../../centres/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import { personById } from "../../platform/auth/index.ts";
import { formOf, statusOf, textOf } from "../../platform/http/index.ts";
import {
  backLink,
  button,
  checkboxes,
  csrfField,
  details,
  errorSummary,
  html,
  input,
  narrow,
  radios,
  type SafeHtml,
  select,
  summaryList,
} from "../components/index.ts";
import { planDays, refusalsOfVisit, timesOf } from "./call-out-words.ts";
import { type FloorDesk, noteAddresses, showFloor } from "./floor-desk.ts";
import { timeIn } from "./place.ts";

/** GET /hall/:centre/call-outs/:id: who wishes for a visit, where, and what is done about it. */
export async function showCallOut(
  desk: FloorDesk,
  found: CallOut,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const { t, centre } = desk;
  const title = t("floor.visit.title");
  const error = refusal && t.refusal(refusal);
  const errors = error === undefined ? [] : [{ text: error }];
  const acts = html`
    ${await planForm(desk, found)}${found.status === "planned" ? doneForm(desk, found) : null}
    ${details(
      t("floor.visit.decline"),
      declineForm(desk, found),
      refusal?.code === "hall.why-missing",
    )}
  `;
  const over = html`<p class="govuk-body">${t(`visits.outing.${found.status}`)}</p>`;
  const open = found.status === "requested" || found.status === "planned";
  const content = html`
    ${backLink(`/hall/${centre.id}`, t)}${errorSummary(errors, t)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${await knownOf(desk, found)}${open ? acts : over}
  `;
  const status = refusal ? statusOf(refusal.kind) : 200;
  return showFloor(desk, { title, content: narrow(content) }, status);
}

async function knownOf(desk: FloorDesk, found: CallOut): Promise<SafeHtml> {
  const { deps, t } = desk;
  await noteAddresses(desk, [found]);
  const [person, address, names] = await Promise.all([
    personById(deps.sql, found.person),
    deps.callOuts.addressOf(found.id),
    deps.officerNames(found.team),
  ]);
  const services = found.services.map((id) => t.words(deps.catalogue.current(id)?.title) || id);
  const rows = [
    { key: t("floor.visit.person"), value: person?.name ?? "–" },
    { key: t("floor.visit.phone"), value: person?.phone ?? "–" },
    { key: t("floor.visit.address"), value: address ?? "–" },
    { key: t("floor.visit.services"), value: t.list(services) },
    { key: t("hall.outings.wished"), value: t.date(found.wishedDay) },
    ...(found.day
      ? [
          { key: t("hall.outings.planned"), value: timesOf(deps, found, t) },
          {
            key: t("floor.visit.team"),
            value: t.list(found.team.map((id) => names.get(id) ?? "–")),
          },
        ]
      : []),
  ];
  return summaryList({ rows });
}

const formTo = (desk: FloorDesk, { id }: CallOut, inside: SafeHtml): SafeHtml =>
  html`
    <form method="post" action="/hall/${desk.centre.id}/call-outs/${id}" novalidate>
      ${csrfField(desk.request, desk.reply)}${inside}
    </form>
  `;

/** What was typed, where the form comes back; else what is planned. */
async function planForm(desk: FloorDesk, found: CallOut): Promise<SafeHtml> {
  const { deps, t, request } = desk;
  const form = formOf(request);
  const typed = (name: string, known: string) =>
    form[name] === undefined ? known : textOf(form, name);
  const operators = await deps.officersWith(centresOffice, "operator");
  const time = (name: "from" | "to") => {
    const at = found[name];
    const field = { id: name, name, label: t(`floor.visit.${name}`), width: 5 as const };
    const hint = t("floor.visit.time-hint");
    return input({ ...field, hint, value: typed(name, at ? timeIn(deps, at) : "") }, t);
  };
  const day = select(
    {
      ...{ id: "day", name: "day", label: t("floor.visit.day") },
      value: typed("day", found.day ?? found.wishedDay),
      items: planDays(deps).map((value) => ({ value, text: t.date(value) })),
    },
    t,
  );
  const team = checkboxes(
    {
      ...{ id: "team", name: "team", legend: t("floor.visit.team") },
      values: [form.team ?? found.team].flat(),
      items: operators.map(({ id, name }) => ({ value: id, text: name })),
    },
    t,
  );
  const text = t(found.status === "planned" ? "floor.visit.plan-anew" : "floor.visit.plan");
  return formTo(
    desk,
    found,
    html`
      <h2 class="govuk-heading-m">${text}</h2>
      <p class="govuk-body">${t("floor.visit.told")}</p>
      ${day}
      <div class="f-times">${time("from")}${time("to")}</div>
      ${team}${button({ text, name: "do", value: "plan" })}
    `,
  );
}

const doneForm = (desk: FloorDesk, found: CallOut): SafeHtml =>
  formTo(
    desk,
    found,
    html`
      <h2 class="govuk-heading-m">${desk.t("floor.visit.made")}</h2>
      <p class="govuk-body">${desk.t("floor.visit.erased")}</p>
      ${button({ text: desk.t("floor.visit.done"), kind: "secondary", name: "do", value: "done" })}
    `,
  );

function declineForm(desk: FloorDesk, found: CallOut): SafeHtml {
  const { t } = desk;
  const items = refusalsOfVisit.map((value) => ({ value, text: t(`visits.why.${value}`) }));
  const why = radios({ id: "why", name: "why", legend: t("floor.visit.why"), items }, t);
  return formTo(
    desk,
    found,
    html`
      ${why}
      <p class="govuk-body">${t("floor.visit.erased")}</p>
      ${button({ text: t("floor.visit.decline"), kind: "warning", name: "do", value: "decline" })}
    `,
  );
}
