import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  isOverAppetite,
  mostOpenRisks,
  type Rating,
  type Risk,
  type RiskState,
  scoreOf,
} from "../../../partnership/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, redirectTo, statusOf } from "../../../platform/http/index.ts";
import {
  html,
  linkButton,
  type SafeHtml,
  type SummaryRow,
  sideName,
  summaryList,
  table,
  tag,
  timeline,
} from "../../components/index.ts";
import {
  chairs,
  type Desk,
  type DeskDeps,
  deskOf,
  keepsRegister,
  partiesOf,
  pilotRoles,
  refuseAtDesk,
  showDesk,
} from "../desk.ts";
import {
  type DeskForm,
  deskForm,
  foldedForm,
  occasionOf,
  readTyped,
  refusalWords,
  type Typed,
  typedProblems,
} from "../form.ts";
import { notesLine } from "../notes/notes.ts";
import { proposalsLine, sidesSection } from "../two-sides/section.ts";
import {
  closeForm,
  lookForm,
  riskForm,
  riskPath,
  risksPath,
  shareForm,
  signalForm,
} from "./forms.ts";

type Named = { Params: { id: string } };
type Command = Parameters<DeskDeps["partnership"]["risks"]["give"]>[1];

const unknown = { kind: "not-found", code: "partnership.risk-unknown" } as const;

/** At most twelve open risks, each with an owner of each side and the day of the next look. */
export function riskRoutes(app: FastifyInstance, deps: DeskDeps): void {
  const at = (request: FastifyRequest, reply: FastifyReply) =>
    deskOf(deps, request, reply, [...chairs, ...pilotRoles]);
  app.get(risksPath, (request, reply) => list(at(request, reply)));
  app.get(`${risksPath}/new`, (request, reply) => newPage(deskOf(deps, request, reply)));
  app.post(`${risksPath}/new`, (request, reply) => identify(deskOf(deps, request, reply)));
  app.get<Named>(`${risksPath}/:id`, async (request, reply) => {
    const desk = at(request, reply);
    const state = await deps.partnership.risks.one(request.params.id);
    return state?.risk ? show(desk, state, state.risk) : refuseAtDesk(desk, unknown);
  });
  for (const [what, act] of Object.entries(acts))
    app.post<Named>(`${risksPath}/:id/${what}`, async (request, reply) => {
      const desk = deskOf(deps, request, reply);
      const state = await deps.partnership.risks.one(request.params.id);
      return state?.risk ? give(desk, state, state.risk, act) : refuseAtDesk(desk, unknown);
    });
}

const rated = (rating: Rating, risk: Risk, { t }: Desk): SafeHtml => {
  const score = scoreOf(rating);
  const over = rating === risk.residual && isOverAppetite(risk);
  const tone = score >= 15 ? "bad" : score >= 8 ? "action" : "good";
  const parts = t("partnership.risk.rated", {
    ...{ likelihood: rating.likelihood, impact: rating.impact },
  });
  return html`<div>${tag(t.number(score), tone)} <span class="hw-muted">${parts}</span>${html` `}
    ${over ? tag(t("partnership.risk.over"), "bad") : null}</div>`;
};

async function list(desk: Desk): Promise<FastifyReply> {
  const { deps, t, today } = desk;
  const all = await deps.partnership.risks.all();
  const open = all
    .filter(({ closed }) => !closed)
    .flatMap(({ risk }) => (risk ? [risk] : []))
    .sort((a, b) => scoreOf(b.residual) - scoreOf(a.residual));
  const closed = all.filter((state) => state.closed);
  const due = (risk: Risk) =>
    risk.nextLook <= today ? tag(t("partnership.risk.due"), "bad") : null;
  const content = html`<h1 class="govuk-heading-l">${t("partnership.risk.risks")}</h1>
    <p class="govuk-body">
      ${t("partnership.risk.lead", { open: open.length, most: mostOpenRisks })}</p>
    ${await proposalsLine(desk, "risk")}
    ${
      keepsRegister(desk) && open.length < mostOpenRisks
        ? linkButton({ text: t("partnership.risk.identify"), href: `${risksPath}/new` })
        : null
    }
    ${table({
      caption: t("partnership.risk.risks"),
      captionHidden: true,
      columns: [
        { text: t("partnership.risk.event") },
        { text: t("partnership.risk.category") },
        { text: t("partnership.risk.residual") },
        { text: t("partnership.risk.owners") },
        { text: t("partnership.risk.next-look") },
      ],
      rows: open.map((risk) => [
        html`<a class="govuk-link hw-table__title" href="${riskPath(risk.id)}" lang="en">
          ${risk.event}</a> ${risk.joint ? tag(t("partnership.risk.joint-tag")) : null}
          ${risk.illustrative ? tag(t("service.illustrative")) : null}`,
        t(`partnership.risk.categories.${risk.category}`),
        rated(risk.residual, risk, desk),
        ownersOf(risk, desk),
        html`${t.date(risk.nextLook)} ${due(risk)}`,
      ]),
      empty: t("partnership.risk.none"),
    })}
    ${
      closed.length > 0
        ? html`<h2 class="govuk-heading-m">${t("partnership.risk.closed")}</h2>
            <ul class="govuk-list">${closed.map(
              ({ risk, closed: end }) => html`<li>
                <a class="govuk-link" href="${riskPath(risk?.id ?? "")}">${risk?.event}</a>,
                ${t.date(end?.on ?? "")}: ${end?.reason}</li>`,
            )}</ul>`
        : null
    }`;
  return showDesk(desk, { title: t("partnership.risk.risks"), content });
}

const ownersOf = ({ owners }: Risk, { t }: Desk): SafeHtml =>
  html`${Object.entries(owners).map(([side, owner]) => html`${sideName(side, t)}: ${owner}<br>`)}`;

function newPage(desk: Desk, typed?: Typed, status = 200): FastifyReply {
  const { t } = desk;
  const form = riskForm(desk, partiesOf(desk));
  const title = t("partnership.risk.identify");
  const content = html`${typedProblems(form, typed, desk)}
    <h1 class="govuk-heading-l">${title}</h1>${deskForm(form, desk, typed)}`;
  return showDesk(desk, { title, content, status, path: form.action });
}

const ratingOf = (values: Typed["values"], name: string): Rating => ({
  likelihood: Number(values[`${name}-likelihood`]),
  impact: Number(values[`${name}-impact`]),
});

async function identify(desk: Desk): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const parties = partiesOf(desk);
  const posted = formOf(request);
  const typed = readTyped(riskForm(desk, parties), posted);
  if (typed.wrong.length > 0) return newPage(desk, typed, statusOf("invalid"));
  const { values } = typed;
  const { about, appetite, action, actionBy, trigger } = values;
  const id = newId();
  const risk: Risk = {
    ...{ id, cause: values.cause ?? "", event: values.event ?? "", effect: values.effect ?? "" },
    category: values.category as Risk["category"],
    owners: Object.fromEntries(parties.map((side) => [side, values[`owner-${side}`] ?? ""])),
    ...{ inherent: ratingOf(values, "inherent"), residual: ratingOf(values, "residual") },
    treatment: values.treatment as Risk["treatment"],
    nextLook: values.nextLook ?? "",
    ...(about && { about }),
    ...(appetite && { appetite: Number(appetite) }),
    ...(action && { action }),
    ...(actionBy && { actionBy }),
    ...(trigger && { trigger }),
    ...(values.joint === "yes" && { joint: true as const }),
  };
  const given = await deps.partnership.risks.give(
    id,
    { type: "identify", risk },
    occasionOf(desk, posted),
  );
  if (!given.ok) {
    const refused = refusalWords(given.refusal, desk);
    return newPage(desk, { ...typed, refused }, statusOf(given.refusal.kind));
  }
  return done(reply, id);
}

const done = (reply: FastifyReply, id: string): FastifyReply =>
  redirectTo(reply, riskPath(id), { kind: "success", code: "partnership.desk.done" });

async function show(
  desk: Desk,
  state: RiskState,
  risk: Risk,
  form?: DeskForm,
  typed?: Typed,
  status = 200,
): Promise<FastifyReply> {
  const { t } = desk;
  const { id } = risk;
  const { closed, theirs } = state;
  const row = (key: string, value: SummaryRow["value"] | undefined): readonly SummaryRow[] =>
    value === undefined || value === "" ? [] : [{ key, value }];
  const facts = summaryList({
    rows: [
      ...row(t("partnership.risk.cause"), risk.cause),
      ...row(t("partnership.risk.effect"), risk.effect),
      ...row(t("partnership.risk.category"), t(`partnership.risk.categories.${risk.category}`)),
      ...row(t("partnership.risk.about"), risk.about),
      ...row(t("partnership.risk.owners"), ownersOf(risk, desk)),
      ...row(t("partnership.risk.inherent"), rated(risk.inherent, risk, desk)),
      ...row(t("partnership.risk.residual"), rated(risk.residual, risk, desk)),
      ...row(
        t("partnership.risk.rated-by", { side: sideName(theirs?.side ?? "", t) }),
        theirs && rated(theirs.residual, risk, desk),
      ),
      ...row(t("partnership.risk.aim"), risk.target && rated(risk.target, risk, desk)),
      ...row(t("partnership.risk.appetite"), risk.appetite ? t.number(risk.appetite) : undefined),
      ...row(t("partnership.risk.treatment"), t(`partnership.risk.treatments.${risk.treatment}`)),
      ...row(t("partnership.risk.action"), risk.action),
      ...row(t("partnership.risk.action-by"), risk.actionBy && t.date(risk.actionBy)),
      ...row(t("partnership.risk.trigger"), risk.trigger),
      ...row(t("partnership.risk.next-look"), t.date(risk.nextLook)),
      ...row(
        t("partnership.risk.joint"),
        t(risk.joint ? "partnership.risk.joint-yes" : "partnership.risk.joint-no"),
      ),
    ],
  });
  const forms =
    closed || !keepsRegister(desk)
      ? null
      : [
          signalForm(desk, id),
          lookForm(desk, id, risk),
          ...(risk.joint ? [] : [shareForm(desk, id)]),
          closeForm(desk, id),
        ].map((each) => foldedForm(each.send, each, desk, typed));
  const content = html`${typedProblems(form, typed, desk)}
    <h1 class="govuk-heading-l">${risk.event}
      ${closed ? tag(t("partnership.risk.closed")) : null}</h1>
    ${facts}${notesLine(desk, "risk", id)}${forms}
    <h2 class="govuk-heading-m">${t("partnership.risk.log")}</h2>
    ${log(desk, state)}${await sidesSection(desk, `risk-${id}`)}`;
  return showDesk(desk, { title: risk.event, content, status, path: riskPath(id) });
}

/** Signals from outside and looks of the owners, the newest first. */
function log({ t }: Desk, { signals, looks }: RiskState): SafeHtml {
  const entries = [
    ...signals.map(({ on, text, source, by }) => ({
      ...{ on, title: text, by, content: source },
    })),
    ...looks.map(({ on, by, side, residual: { likelihood, impact } }) => ({
      ...{ on, by: side ? `${sideName(side, t)}, ${by}` : by, content: undefined },
      title: t("partnership.risk.looked-at", { likelihood, impact }),
    })),
  ].sort((a, b) => (a.on < b.on ? 1 : -1));
  if (entries.length === 0)
    return html`<p class="govuk-body hw-empty">${t("partnership.risk.no-signals")}</p>`;
  return timeline(
    entries.map(({ on, ...entry }) => ({ ...entry, when: t.date(on), datetime: on })),
  );
}

interface Act {
  readonly form: (desk: Desk, risk: Risk) => DeskForm;
  readonly command: (values: Typed["values"], desk: Desk) => Command;
}

const postOf = ({ officer }: Desk): string => officer.authority;

const acts: Readonly<Record<string, Act>> = {
  signals: {
    form: (desk, { id }) => signalForm(desk, id),
    command: ({ text = "", source = "", on = "" }, desk) => ({
      ...{ type: "note-signal", signal: { text, source, on, by: postOf(desk) } },
    }),
  },
  looks: {
    form: (desk, risk) => lookForm(desk, risk.id, risk),
    command: (values, desk) => ({
      ...{ type: "look", by: postOf(desk), residual: ratingOf(values, "residual") },
      nextLook: values.nextLook ?? "",
    }),
  },
  share: {
    form: (desk, { id }) => shareForm(desk, id),
    command: () => ({ type: "share" }),
  },
  close: {
    form: (desk, { id }) => closeForm(desk, id),
    command: ({ reason = "" }) => ({ type: "close", reason }),
  },
};

async function give(desk: Desk, state: RiskState, risk: Risk, act: Act): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const posted = formOf(request);
  const form = act.form(desk, risk);
  const typed = readTyped(form, posted);
  if (typed.wrong.length > 0) return show(desk, state, risk, form, typed, statusOf("invalid"));
  const given = await deps.partnership.risks.give(
    risk.id,
    act.command(typed.values, desk),
    occasionOf(desk, posted),
  );
  if (given.ok) return done(reply, risk.id);
  const refused = refusalWords(given.refusal, desk);
  return show(desk, state, risk, form, { ...typed, refused }, statusOf(given.refusal.kind));
}
