import type { FastifyInstance, FastifyReply } from "fastify";
import {
  type BriefText,
  briefDocx,
  briefOf,
  briefPdf,
  briefText,
  lastSessionDay,
} from "../../../acts/index.ts";
import { addDays } from "../../../kernel/index.ts";
import { longestNote } from "../../../notes/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../../platform/http/index.ts";
import { button, details, html, type SafeHtml, warningText } from "../../components/index.ts";
import { type Desk, type DeskDeps, deskOf, partiesOf, refuseAtDesk, showDesk } from "../desk.ts";
import {
  alsoWrong,
  type DeskForm,
  deskForm,
  plainForm,
  readTyped,
  type Typed,
  typedProblems,
} from "../form.ts";

const path = "/desk/brief";
/** Subject of the private notes that stand in the brief: typed by our side, for our side. */
const subject = "brief";

const files = {
  "brief.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "brief.pdf": "application/pdf",
} as const;

/** What changed since the last time, for a minister: on a page, as Word and as PDF. */
export function briefRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get(path, (request, reply) => show(deskOf(deps, request, reply)));
  app.post(`${path}/points`, (request, reply) => write(deskOf(deps, request, reply)));
  app.post<{ Params: { note: string } }>(`${path}/points/:note/erase`, (request, reply) =>
    erase(deskOf(deps, request, reply), request.params.note),
  );
  for (const name of Object.keys(files) as (keyof typeof files)[])
    app.get(`${path}/${name}`, (request, reply) => send(deskOf(deps, request, reply), name));
}

/** The day that a brief begins with, and what was typed where that is no day it can begin with. */
interface Since {
  readonly day: string;
  readonly typed?: Typed;
}

/** Since the day that was asked for, else since the last session, else the last ninety days. */
async function sinceOf(desk: Desk): Promise<Since> {
  const { deps, request, today, t } = desk;
  const query = request.query as Readonly<Record<string, string>>;
  const [year = "", month = "", day = ""] = textOf(query, "since").split("-");
  const typed = readTyped(sinceForm(desk, ""), {
    ...{ "since-day": day, "since-month": month, "since-year": year },
    ...query,
  });
  const usual = (await lastSessionDay(deps, today)) ?? addDays(today, -90);
  const { since = "" } = typed.values;
  if (typed.wrong.length > 0) return { day: usual, typed };
  if (since <= today) return { day: since || usual };
  const future = t.refusal({ code: "partnership.day-in-future" });
  return { day: usual, typed: alsoWrong(sinceForm(desk, ""), typed, "since", future) };
}

async function briefTextOf(desk: Desk, since: string): Promise<BriefText> {
  const { deps, today, t } = desk;
  const [brief, points] = await Promise.all([
    briefOf(deps, partiesOf(desk), since, today),
    deps.notes.about(subject),
  ]);
  return briefText(brief, points.map(({ text }) => text).reverse(), t);
}

const sinceForm = ({ t }: Desk, since: string): DeskForm => ({
  ...{ id: "since", action: path, send: t("partnership.brief.show") },
  fields: [{ name: "since", kind: "date", label: t("partnership.brief.since-when"), value: since }],
});

const pointForm = ({ t }: Desk): DeskForm => ({
  ...{
    id: "point",
    action: `${path}/points`,
    send: t("partnership.brief.add-point"),
    hidden: { id: newId() },
  },
  fields: [
    {
      ...{ name: "text", kind: "lines", rows: 3, label: t("partnership.brief.point") },
      hint: t("partnership.brief.point-hint"),
      missing: t("partnership.brief.enter-point"),
    },
  ],
});

async function show(desk: Desk, typed?: Typed): Promise<FastifyReply> {
  const { deps, t, reply, csrf } = desk;
  const { day: since, typed: asked } = await sinceOf(desk);
  const text = await briefTextOf(desk, since);
  const points = await deps.notes.about(subject);
  const link = (name: string, words: string) =>
    html`<a class="govuk-link" href="${path}/${name}?since=${since}">${words}</a>`;
  const form = pointForm(desk);
  const content = html`${typedProblems(form, typed, desk)}
    ${typedProblems(sinceForm(desk, since), asked, desk)}
    <h1 class="govuk-heading-l">${text.title}</h1>
    ${text.lead.map((line) => html`<p class="govuk-body-l">${line}</p>`)}
    <p class="govuk-body">${link("brief.docx", t("partnership.brief.as-word"))}<br>
      ${link("brief.pdf", t("partnership.brief.as-pdf"))}</p>
    ${plainForm(sinceForm(desk, since), desk, asked)}
    ${text.sections
      // Our own points stand below, each with its button.
      .filter(({ title }) => title !== t("partnership.brief.talking-points"))
      .map((one) => sectionOf(one, text.annex, desk))}
    <h2 class="govuk-heading-m">${t("partnership.brief.our-points")}</h2>
    <p class="govuk-body">${t("partnership.brief.our-points-lead")}</p>
    ${warningText(t("notes.not-classified"), t)}
    ${points.map(
      ({ id, text: words }) => html`<form method="post" action="${path}/points/${id}/erase">${csrf}
        <p class="govuk-body">${words}</p>
        ${button({ text: t("notes.erase"), kind: "secondary" })}</form>`,
    )}
    ${deskForm(form, desk, typed)}`;
  reply.header("cache-control", "no-store");
  const status = typed || asked ? statusOf("invalid") : 200;
  return showDesk(desk, { title: text.title, content, status, path });
}

type Section = BriefText["sections"][number];

/** A section as it stands on the front; the rest of it, as the annex has it, unfolds. */
function sectionOf(
  { title, lines, more }: Section,
  annex: readonly Section[],
  { t }: Desk,
): SafeHtml {
  const listOf = (items: readonly string[]) =>
    html`<ul class="govuk-list govuk-list--bullet">
      ${items.map((line) => html`<li>${line}</li>`)}</ul>`;
  const list =
    lines.length > 0
      ? listOf(lines)
      : html`<p class="govuk-body hw-muted">${t("partnership.brief.nothing")}</p>`;
  const others = annex.find((one) => one.title === title)?.lines.slice(lines.length) ?? [];
  const rest =
    others.length > 0 ? details(t("partnership.brief.more", { more }), listOf(others)) : null;
  return html`<h2 class="govuk-heading-m">${title}</h2>${list}${rest}`;
}

async function write(desk: Desk): Promise<FastifyReply> {
  const { deps, request, reply, officer } = desk;
  const posted = formOf(request);
  const typed = readTyped(pointForm(desk), posted);
  if (typed.wrong.length > 0) return show(desk, typed);
  const written = await deps.notes.write({
    ...{ id: String(posted.id), subject, author: officer.id },
    text: (typed.values.text ?? "").slice(0, longestNote),
  });
  if (!written.ok) return refuseAtDesk(desk, written.refusal);
  return redirectTo(reply, path, { kind: "success", code: "partnership.desk.done" });
}

async function erase(desk: Desk, note: string): Promise<FastifyReply> {
  const { deps, reply, officer } = desk;
  const erased = await deps.notes.erase(note, officer.id);
  return erased.ok ? redirectTo(reply, path) : refuseAtDesk(desk, erased.refusal);
}

async function send(desk: Desk, name: keyof typeof files): Promise<FastifyReply> {
  const { deps, reply, t, officer } = desk;
  const { day, typed } = await sinceOf(desk);
  if (typed) return show(desk);
  const text = await briefTextOf(desk, day);
  const bytes =
    name === "brief.docx"
      ? await briefDocx(text, t)
      : Buffer.from(await briefPdf(text, { author: officer.authority, at: deps.clock(), t }));
  return reply
    .header("content-type", files[name])
    .header("content-disposition", `attachment; filename="${name}"`)
    .header("cache-control", "private, no-store")
    .send(bytes);
}
