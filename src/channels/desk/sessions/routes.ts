import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { openSession } from "../../../acts/index.ts";
import type { Refusal } from "../../../kernel/index.ts";
import {
  type Assent,
  groupOfSeries,
  type SessionKind,
  type SessionState,
  standingGroups,
} from "../../../partnership/index.ts";
import { newId } from "../../../platform/db/index.ts";
import {
  type FormFields,
  formOf,
  redirectTo,
  statusOf,
  textOf,
} from "../../../platform/http/index.ts";
import { html, linkButton, type SafeHtml, table } from "../../components/index.ts";
import {
  chairs,
  type Desk,
  type DeskDeps,
  deskOf,
  keepsRegister,
  ownSide,
  partiesOf,
  refuseAtDesk,
  showDesk,
} from "../desk.ts";
import {
  alsoWrong,
  type DeskForm,
  deskForm,
  occasionOf,
  readTyped,
  refusalWords,
  slug,
  type Typed,
  typedProblems,
} from "../form.ts";
import { proposalsLine, sidesSection } from "../two-sides/section.ts";
import {
  acceptForm,
  erratumForm,
  itemForm,
  paperForm,
  planForm,
  sessionPath,
  sessionsPath,
  signForm,
} from "./forms.ts";
import { isChair, phaseTag, room } from "./room.ts";

type Named = { Params: { id: string } };
type OfErratum = { Params: { id: string; erratum: string } };

const unknown = { kind: "not-found", code: "partnership.session-unknown" } as const;
const notYours = { kind: "not-allowed", code: "auth.role-missing" } as const;

/** The list of sessions, and the room of each: before, on and after the day. */
export function sessionRoutes(app: FastifyInstance, deps: DeskDeps): void {
  const at = (request: FastifyRequest, reply: FastifyReply) => deskOf(deps, request, reply, chairs);
  app.get(sessionsPath, (request, reply) => list(at(request, reply)));
  app.get(`${sessionsPath}/new`, (request, reply) => planPage(deskOf(deps, request, reply)));
  app.post(`${sessionsPath}/new`, (request, reply) => plan(deskOf(deps, request, reply)));
  app.get<Named & { Querystring: { beside?: string } }>(`${sessionsPath}/:id`, (request, reply) =>
    withSession(at(request, reply), request.params.id, showRoom),
  );
  for (const [what, act] of Object.entries(acts))
    app.post<Named>(`${sessionsPath}/:id/${what}`, (request, reply) =>
      withSession(at(request, reply), request.params.id, act),
    );
  app.post<OfErratum>(`${sessionsPath}/:id/errata/:erratum`, (request, reply) =>
    withSession(at(request, reply), request.params.id, (desk, state) =>
      accept(desk, state, request.params.erratum),
    ),
  );
}

/** The session of an address, or the page that there is none. */
export async function withSession(
  desk: Desk,
  id: string,
  go: (desk: Desk, state: SessionState) => Promise<FastifyReply> | FastifyReply,
): Promise<FastifyReply> {
  const state = await desk.deps.partnership.sessions.one(id);
  return state ? go(desk, state) : refuseAtDesk(desk, unknown);
}

async function list(desk: Desk): Promise<FastifyReply> {
  const { deps, t } = desk;
  const all = await deps.partnership.sessions.all();
  const newest = all.toSorted((a, b) => ((a.plannedOn ?? "") < (b.plannedOn ?? "") ? 1 : -1));
  const content = html`<h1 class="govuk-heading-l">${t("partnership.session.sessions")}</h1>
    ${await proposalsLine(desk, "session")}
    ${
      keepsRegister(desk)
        ? linkButton({ text: t("partnership.session.plan"), href: `${sessionsPath}/new` })
        : null
    }
    ${table({
      caption: t("partnership.session.sessions"),
      captionHidden: true,
      columns: [
        { text: t("partnership.session.title") },
        { text: t("partnership.session.body") },
        { text: t("partnership.session.planned-on") },
        { text: t("partnership.stands") },
      ],
      rows: newest.map((state) => [
        html`<a class="govuk-link hw-table__title" href="${sessionPath(state.id ?? "")}">
          ${t.words(state.title)}</a>`,
        state.kind ? t(`partnership.session.of.${state.kind}`) : "",
        state.plannedOn ? t.date(state.plannedOn) : "",
        phaseTag(state, desk) ?? "",
      ]),
      empty: t("partnership.session.none"),
    })}`;
  return showDesk(desk, { title: t("partnership.session.sessions"), content });
}

async function planPage(desk: Desk, typed?: Typed, status = 200): Promise<FastifyReply> {
  const { t, deps } = desk;
  const form = planForm(desk, standingGroups(await deps.partnership.groups.all()));
  const content = html`${typedProblems(form, typed, desk)}
    <h1 class="govuk-heading-l">${t("partnership.session.plan")}</h1>
    ${deskForm(form, desk, typed)}`;
  return showDesk(desk, {
    title: t("partnership.session.plan"),
    content,
    status,
    path: form.action,
  });
}

/** Plans a session: items that the last one of its series left over are carried into its agenda. */
async function plan(desk: Desk): Promise<FastifyReply> {
  const { deps, request, reply, t } = desk;
  const posted = formOf(request);
  const form = planForm(desk, standingGroups(await deps.partnership.groups.all()));
  const read = readTyped(form, posted);
  const typedSeries = slug(read.values.series ?? "");
  const lacksGroup =
    read.values.kind === "working-group" &&
    !read.values.group &&
    groupOfSeries(typedSeries) === undefined;
  const typed = lacksGroup
    ? alsoWrong(form, read, "group", t("partnership.session.choose-group"))
    : read;
  if (typed.wrong.length > 0) return planPage(desk, typed, statusOf("invalid"));
  const { title = "", kind, plannedOn = "", place, prevailing = "", embargo } = typed.values;
  // Sessions of a working group are one series, whatever it was called.
  const series = typed.values.group ? `group-${typed.values.group}` : typedSeries;
  const id = `${series}-${plannedOn}`;
  const { sessions } = deps.partnership;
  const left = await sessions.leftOver(series);
  const occasion = occasionOf(desk, posted);
  const planned = await sessions.give(
    id,
    {
      type: "plan",
      plan: {
        ...{ id, series, plannedOn, prevailing, languages: deps.i18n.languages },
        kind: kind as SessionKind,
        title: { [t.lang]: title },
        parties: partiesOf(desk),
        ...(place && { place }),
        ...(embargo === "end" && { embargoUntil: "end" }),
      },
    },
    occasion,
  );
  if (!planned.ok) {
    const refused = refusalWords(planned.refusal, desk);
    return planPage(desk, { ...typed, refused }, statusOf(planned.refusal.kind));
  }
  for (const item of left)
    await sessions.give(id, { type: "add-item", item }, occasionOf(desk, {}));
  return done(reply, id);
}

export const done = (reply: FastifyReply, id: string): FastifyReply =>
  redirectTo(reply, sessionPath(id), { kind: "success", code: "partnership.desk.done" });

export async function showRoom(
  desk: Desk,
  state: SessionState,
  typed?: Typed,
  form?: DeskForm,
  status = 200,
  above?: SafeHtml,
): Promise<FastifyReply> {
  const { request } = desk;
  const { id = "", languages, prevailing, title } = state;
  const asked = (request.query as { beside?: string }).beside;
  const [first = ""] = languages.filter((lang) => lang !== prevailing);
  const beside = languages.find((lang) => lang === asked) ?? first;
  const content = html`${typedProblems(form, typed, desk)}${above}
    ${await room(desk, state, beside, typed)}${await sidesSection(desk, `session-${id}`)}`;
  return showDesk(desk, { title: desk.t.words(title), content, status, path: sessionPath(id) });
}

/** The room with why it was refused at the top; what was typed stays. */
export const refusedInRoom = (
  desk: Desk,
  state: SessionState,
  form: DeskForm,
  typed: Typed,
  refusal: Refusal,
): Promise<FastifyReply> =>
  showRoom(
    desk,
    state,
    { ...typed, refused: refusalWords(refusal, desk) },
    form,
    statusOf(refusal.kind),
  );

type Act = (desk: Desk, state: SessionState) => Promise<FastifyReply> | FastifyReply;

const acts: Readonly<Record<string, Act>> = {
  open: async (desk, { id = "" }) => {
    if (!keepsRegister(desk)) return refuseAtDesk(desk, notYours);
    const { deps, request, reply, today } = desk;
    const occasion = occasionOf(desk, formOf(request));
    const opened = await openSession(deps, id, today, occasion);
    return opened.ok ? done(reply, id) : refuseAtDesk(desk, opened.refusal);
  },
  close: async (desk, { id = "" }) => {
    if (!keepsRegister(desk)) return refuseAtDesk(desk, notYours);
    const { deps, request, reply } = desk;
    const occasion = occasionOf(desk, formOf(request));
    const closed = await deps.partnership.sessions.give(id, { type: "close" }, occasion);
    return closed.ok ? done(reply, id) : refuseAtDesk(desk, closed.refusal);
  },
  items: async (desk, state) => {
    if (!keepsRegister(desk)) return refuseAtDesk(desk, notYours);
    const { id = "" } = state;
    const { deps, request, reply, t } = desk;
    const form = itemForm(desk, id);
    const posted = formOf(request);
    const typed = readTyped(form, posted);
    if (typed.wrong.length > 0) return showRoom(desk, state, typed, form, statusOf("invalid"));
    const { title = "", by } = typed.values;
    const occasion = occasionOf(desk, posted);
    const item = { id: occasion.key, title: { [t.lang]: title }, ...(by && { by }) };
    const added = await deps.partnership.sessions.give(id, { type: "add-item", item }, occasion);
    if (!added.ok) return refusedInRoom(desk, state, form, typed, added.refusal);
    return done(reply, id);
  },
  sign: async (desk, state) => {
    const { id = "", parties } = state;
    const { deps, request, reply } = desk;
    const posted = formOf(request);
    const hash = textOf(posted, "hash");
    const side = parties.find((each) => each === textOf(posted, "side")) ?? ownSide(desk);
    const form =
      side === ownSide(desk) ? signForm(desk, id, hash) : paperForm(desk, id, side, hash);
    const typed = readTyped(form, posted);
    if (typed.wrong.length > 0) return showRoom(desk, state, typed, form, statusOf("invalid"));
    const assent = assentOf(desk, side, typed);
    if (!assent) return refuseAtDesk(desk, notYours);
    const signature = { ...assent, hash };
    const signed = await deps.partnership.sessions.give(
      id,
      { type: "sign-minutes", signature },
      occasionOf(desk, posted),
    );
    if (!signed.ok) return refusedInRoom(desk, state, form, typed, signed.refusal);
    return done(reply, id);
  },
  errata: async (desk, state) => {
    const { id = "", languages } = state;
    const { deps, request, reply, today } = desk;
    const posted = formOf(request);
    const form = erratumForm(desk, id, state);
    const typed = readTyped(form, posted);
    if (typed.wrong.length > 0) return showRoom(desk, state, typed, form, statusOf("invalid"));
    const assent = assentOf(desk, ownSide(desk), typed);
    if (!assent) return refuseAtDesk(desk, notYours);
    const { paragraph = "", reason = "" } = typed.values;
    const erratum = {
      ...{ id: newId(), paragraph, reason, by: assent.side, on: today },
      text: textsOf(typed, languages),
    };
    const proposed = await deps.partnership.sessions.give(
      id,
      { type: "propose-erratum", erratum, assent },
      occasionOf(desk, posted),
    );
    if (!proposed.ok) return refusedInRoom(desk, state, form, typed, proposed.refusal);
    return done(reply, id);
  },
};

async function accept(desk: Desk, state: SessionState, erratum: string): Promise<FastifyReply> {
  const { id = "", parties } = state;
  const { deps, request, reply } = desk;
  const posted: FormFields = formOf(request);
  const side = parties.find((each) => each === textOf(posted, "side")) ?? ownSide(desk);
  const form = acceptForm(desk, id, erratum, side);
  const typed = readTyped(form, posted);
  if (typed.wrong.length > 0) return showRoom(desk, state, typed, form, statusOf("invalid"));
  const assent = assentOf(desk, side, typed);
  if (!assent) return refuseAtDesk(desk, notYours);
  const accepted = await deps.partnership.sessions.give(
    id,
    { type: "accept-erratum", erratum, assent },
    occasionOf(desk, posted),
  );
  if (!accepted.ok) return refusedInRoom(desk, state, form, typed, accepted.refusal);
  return done(reply, id);
}

/** Texts by language, those that were typed. */
export const textsOf = (
  { values }: Typed,
  languages: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    languages.flatMap((lang) => {
      const text = values[`text-${lang}`];
      return text ? [[lang, text]] : [];
    }),
  );

/**
 * The yes that this officer may record: of the own side as its head of delegation, of the other as
 * the keeper of the register who has its signed paper. Undefined where the role is missing.
 */
function assentOf(desk: Desk, side: string, { values }: Typed): Assent | undefined {
  const { officer, today } = desk;
  if (side === ownSide(desk))
    return isChair(desk)
      ? { side, post: `${officer.authority}/${chairs[0]}`, on: today }
      : undefined;
  const { post = "", on = today, paper = "" } = values;
  return keepsRegister(desk) && paper !== "" ? { side, post, on, paper } : undefined;
}
