import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Refusal } from "../../../kernel/index.ts";
import {
  areAllOutcomes,
  type GateDecision,
  gates,
  type MoneyPromise,
  type PilotState,
  stagingWorksheet,
  statedAt,
} from "../../../partnership/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../../platform/http/index.ts";
import {
  html,
  linkButton,
  objectionWords,
  pilotTable,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { minorOf } from "../commitments/acts.ts";
import {
  type Desk,
  type DeskDeps,
  deskOf,
  keepsRegister,
  ownSide,
  partiesOf,
  pilotRoles,
  refuseAtDesk,
  showDesk,
} from "../desk.ts";
import {
  alsoWrong,
  type DeskForm,
  deskForm,
  occasionOf,
  plainForm,
  readTyped,
  refusalWords,
  slug,
  type Typed,
  typedProblems,
} from "../form.ts";
import { proposalsLine, sidesSection } from "../two-sides/section.ts";
import {
  charterForm,
  charterOf,
  gateForm,
  pilotPath,
  pilotsPath,
  promiseForm,
  readingForm,
  spendingForm,
  stagingOf,
  takeBackForm,
  worksheetForm,
} from "./forms.ts";
import { runsPilots, sheetPage, signsGates } from "./sheet.ts";

type Named = { Params: { id: string } };
type Act = (desk: Desk, state: PilotState) => Promise<FastifyReply> | FastifyReply;

const unknown = { kind: "not-found", code: "partnership.pilot-unknown" } as const;
const notYours = { kind: "not-allowed", code: "auth.role-missing" } as const;

/** The portfolio of pilots, and the sheet of the next gate of each. */
export function pilotRoutes(app: FastifyInstance, deps: DeskDeps): void {
  const at = (request: FastifyRequest, reply: FastifyReply) =>
    deskOf(deps, request, reply, pilotRoles);
  const withPilot = async (request: FastifyRequest, reply: FastifyReply, id: string, act: Act) => {
    const desk = at(request, reply);
    const state = await deps.partnership.pilots.one(id);
    return state ? act(desk, state) : refuseAtDesk(desk, unknown);
  };
  app.get(pilotsPath, (request, reply) => portfolio(at(request, reply)));
  app.get(`${pilotsPath}/new`, (request, reply) => charterPage(at(request, reply)));
  app.post(`${pilotsPath}/new`, (request, reply) => propose(at(request, reply)));
  app.get(`${pilotsPath}/worksheet`, (request, reply) => worksheet(at(request, reply)));
  app.get<Named>(`${pilotsPath}/:id`, (request, reply) =>
    withPilot(request, reply, request.params.id, (desk, state) => show(desk, state)),
  );
  for (const [what, act] of Object.entries(acts))
    app.post<Named>(`${pilotsPath}/:id/${what}`, (request, reply) =>
      withPilot(request, reply, request.params.id, act),
    );
}

async function portfolio(desk: Desk): Promise<FastifyReply> {
  const { deps, t } = desk;
  const all = await deps.partnership.pilots.all();
  const content = html`<h1 class="govuk-heading-l">${t("partnership.pilot.pilots")}</h1>
    <p class="govuk-body">${t("partnership.pilot.lead")}</p>
    ${await proposalsLine(desk, "pilot")}
    ${
      runsPilots(desk)
        ? linkButton({ text: t("partnership.pilot.propose"), href: `${pilotsPath}/new` })
        : null
    }
    ${pilotTable(all, pilotPath, t)}
    <p class="govuk-body"><a class="govuk-link" href="${pilotsPath}/worksheet">
      ${t("partnership.pilot.worksheet")}</a></p>`;
  return showDesk(desk, { title: t("partnership.pilot.pilots"), content });
}

function charterPage(desk: Desk, typed?: Typed, status = 200): FastifyReply {
  if (!runsPilots(desk)) return refuseAtDesk(desk, notYours);
  const { t } = desk;
  const form = charterForm(desk, partiesOf(desk));
  const content = html`${typedProblems(form, typed, desk)}
    <h1 class="govuk-heading-l">${t("partnership.pilot.propose")}</h1>
    <p class="govuk-body">${t("partnership.pilot.charter-hint")}</p>
    ${deskForm(form, desk, typed)}`;
  const title = t("partnership.pilot.propose");
  return showDesk(desk, { title, content, status, path: form.action });
}

async function propose(desk: Desk): Promise<FastifyReply> {
  if (!runsPilots(desk)) return refuseAtDesk(desk, notYours);
  const { deps, request, reply, t } = desk;
  const parties = partiesOf(desk);
  const posted = formOf(request);
  const typed = readTyped(charterForm(desk, parties), posted);
  if (typed.wrong.length > 0) return charterPage(desk, typed, statusOf("invalid"));
  const id = slug(typed.values.title ?? "");
  const charter = charterOf(typed.values, parties, t.lang);
  const proposed = await deps.partnership.pilots.give(
    id,
    { type: "propose", id, parties, charter },
    occasionOf(desk, posted),
  );
  if (!proposed.ok) {
    const refused = refusalWords(proposed.refusal, desk);
    return charterPage(desk, { ...typed, refused }, statusOf(proposed.refusal.kind));
  }
  return done(reply, id);
}

const done = (reply: FastifyReply, id: string): FastifyReply =>
  redirectTo(reply, pilotPath(id), { kind: "success", code: "partnership.desk.done" });

async function show(
  desk: Desk,
  state: PilotState,
  form?: DeskForm,
  typed?: Typed,
  status = 200,
): Promise<FastifyReply> {
  const content = html`${typedProblems(form, typed, desk)}${sheetPage(desk, state, typed)}
    ${await sidesSection(desk, `pilot-${state.id}`)}`;
  const title = desk.t.words(state.charter?.title);
  return showDesk(desk, { title, content, status, path: pilotPath(state.id ?? "") });
}

const refusedHere = (
  desk: Desk,
  state: PilotState,
  form: DeskForm,
  typed: Typed,
  refusal: Refusal,
): Promise<FastifyReply> => {
  const refused =
    refusal.code === "partnership.gate-refuses"
      ? [desk.t("partnership.pilot.refuses-go"), ...objectionWords(state, desk.t)].join(" ")
      : refusalWords(refusal, desk);
  const at = fieldOfRefusal[refusal.code];
  const again = at ? alsoWrong(form, typed, at, refused) : { ...typed, refused };
  return show(desk, state, form, again, statusOf(refusal.kind));
};

/** The field that a refusal is about, where it is about one. */
const fieldOfRefusal: Readonly<Record<string, string>> = {
  "partnership.value": "value",
  "partnership.amount": "amount",
  "partnership.day-before-pilot": "on",
};

const begunOn = ({ proposedOn }: PilotState) =>
  proposedOn === undefined ? {} : { notBefore: proposedOn };

const acts: Readonly<Record<string, Act>> = {
  readings: async (desk, state) => {
    if (!runsPilots(desk)) return refuseAtDesk(desk, notYours);
    const { deps, request, reply } = desk;
    const { id = "" } = state;
    const posted = formOf(request);
    const form = readingForm(desk, id, state);
    const typed = readTyped(form, posted);
    if (typed.wrong.length > 0) return show(desk, state, form, typed, statusOf("invalid"));
    const { metric = "", value, on = "", source = "" } = typed.values;
    const reading = { metric, value: Number(value), on, source, side: ownSide(desk) };
    const command = { type: "read-metric", reading, ...begunOn(state) } as const;
    const read = await deps.partnership.pilots.give(id, command, occasionOf(desk, posted));
    return read.ok ? done(reply, id) : refusedHere(desk, state, form, typed, read.refusal);
  },
  spendings: async (desk, state) => {
    if (!runsPilots(desk)) return refuseAtDesk(desk, notYours);
    const { deps, request, reply } = desk;
    const { id = "", charter } = state;
    const posted = formOf(request);
    const form = spendingForm(desk, id, state);
    const typed = readTyped(form, posted);
    if (typed.wrong.length > 0) return show(desk, state, form, typed, statusOf("invalid"));
    const { amount, for: what = "", side = "", on = "", kind, rateOn } = typed.values;
    const currency = charter?.cap.currency ?? "USD";
    const money = { minor: minorOf(amount ?? "", currency), currency };
    const occasion = occasionOf(desk, posted);
    const spending = {
      ...{ id: occasion.key, side, money, on, for: what },
      ...(kind === "in-kind" && { kind: "in-kind" as const }),
      ...statedAt(ownSide(desk), side),
      ...(rateOn && { rateOn }),
    };
    const command = { type: "spend", spending, ...begunOn(state) } as const;
    const spent = await deps.partnership.pilots.give(id, command, occasion);
    return spent.ok ? done(reply, id) : refusedHere(desk, state, form, typed, spent.refusal);
  },
  promises: async (desk, state) => {
    if (!runsPilots(desk)) return refuseAtDesk(desk, notYours);
    const { deps, request, reply } = desk;
    const { id = "" } = state;
    const posted = formOf(request);
    const form = promiseForm(desk, id, state);
    const typed = readTyped(form, posted);
    if (typed.wrong.length > 0) return show(desk, state, form, typed, statusOf("invalid"));
    const { side = "", kind, stage, amount = "", currency = "", on = "", rateOn } = typed.values;
    const promise: MoneyPromise = {
      ...{ side, on, money: { minor: minorOf(amount, currency), currency } },
      kind: kind === "in-kind" ? "in-kind" : "cash",
      stage: stage === "committed" ? "committed" : "pledged",
      ...statedAt(ownSide(desk), side),
      ...(rateOn && { rateOn }),
    };
    const command = { type: "promise", promise } as const;
    const given = await deps.partnership.pilots.give(id, command, occasionOf(desk, posted));
    return given.ok ? done(reply, id) : refusedHere(desk, state, form, typed, given.refusal);
  },
  "taken-back": async (desk, state) => {
    if (!runsPilots(desk)) return refuseAtDesk(desk, notYours);
    const { deps, request, reply } = desk;
    const { id = "" } = state;
    const posted = formOf(request);
    const form = takeBackForm(desk, id, state);
    const typed = readTyped(form, posted);
    if (typed.wrong.length > 0) return show(desk, state, form, typed, statusOf("invalid"));
    const { number, reason = "" } = typed.values;
    const by = ownSide(desk);
    const command = { type: "take-back-spending", number: Number(number), reason, by } as const;
    const taken = await deps.partnership.pilots.give(id, command, occasionOf(desk, posted));
    return taken.ok ? done(reply, id) : refusedHere(desk, state, form, typed, taken.refusal);
  },
  sign: async (desk, state) => {
    const { deps, request, reply, officer, today } = desk;
    const { id = "", parties } = state;
    const posted = formOf(request);
    const gate = gates.find((each) => each === textOf(posted, "gate")) ?? "g0";
    const side = parties.find((each) => each === textOf(posted, "side")) ?? ownSide(desk);
    const own = side === ownSide(desk);
    if (own ? !signsGates(desk) : !keepsRegister(desk)) return refuseAtDesk(desk, notYours);
    // Bound to the sheet that the chair read, which may not be the one that stands now.
    const sheet = textOf(posted, "sheet");
    const form = gateForm(desk, id, gate, side, sheet, 1);
    const typed = readTyped({ ...form, fields: withoutOverride(form, posted) }, posted);
    if (typed.wrong.length > 0) return show(desk, state, form, typed, statusOf("invalid"));
    const { decision, reason = "", dissent, override, paper, on = today } = typed.values;
    const signature = {
      ...{ side, gate, reason, on: own ? today : on },
      decision: decision as GateDecision,
      chair: own ? `${officer.authority}/gate-chair` : (typed.values.chair ?? ""),
      sheet,
      ...(dissent && { dissent }),
      ...(override === "yes" && { override: true as const }),
      ...(!own && paper && { paper }),
    };
    const command = { type: "sign-gate", signature } as const;
    const signed = await deps.partnership.pilots.give(id, command, occasionOf(desk, posted));
    return signed.ok ? done(reply, id) : refusedHere(desk, state, form, typed, signed.refusal);
  },
};

/** The question of an override is asked only where the sheet had objections when it was shown. */
const withoutOverride = (form: DeskForm, posted: ReturnType<typeof formOf>): DeskForm["fields"] =>
  form.fields.filter(({ name }) => name !== "override" || textOf(posted, "override") !== "");

/** Two worked sums side by side, and the difference: what the option to stop is worth. */
function worksheet(desk: Desk): FastifyReply {
  const { request, t } = desk;
  const asked = request.query as Record<string, string>;
  const values = Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [name, String(value).slice(0, 40)]),
  );
  const form = worksheetForm(desk, {});
  const read = readTyped(form, values);
  const complete = read.wrong.length === 0 ? stagingOf(read.values, read.values.pilot) : undefined;
  const refused = complete && !areAllOutcomes(complete.scenarios);
  const staging = refused ? undefined : complete;
  const typed = refused
    ? alsoWrong(form, read, "chance1", t.refusal({ code: "partnership.probabilities" }))
    : undefined;
  const content = html`${typedProblems(form, typed, desk)}
    <h1 class="govuk-heading-l">${t("partnership.pilot.worksheet")}</h1>
    <p class="govuk-body">${t("partnership.pilot.worksheet-lead")}</p>
    ${staging ? results(desk, staging) : null}
    ${plainForm(worksheetForm(desk, values), desk, typed)}`;
  const status = refused ? statusOf("invalid") : 200;
  return showDesk(desk, { title: t("partnership.pilot.worksheet"), content, status });
}

function results({ t }: Desk, staging: NonNullable<ReturnType<typeof stagingOf>>): SafeHtml {
  const { commitAll, staged, option } = stagingWorksheet(
    staging.pilot,
    staging.scale,
    staging.rate,
    staging.scenarios,
  );
  const say = (value: number) => t.number(Math.round(value * 10_000) / 10_000);
  return summaryList({
    rows: [
      { key: t("partnership.pilot.commit-all"), value: say(commitAll) },
      { key: t("partnership.pilot.staged"), value: say(staged) },
      { key: t("partnership.pilot.option"), value: html`<strong>${say(option)}</strong>` },
    ],
  });
}
