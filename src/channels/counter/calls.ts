import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { statusWords } from "../../acts/index.ts";
import { type CallBack, type Outcome, outcomes, type Report } from "../../help/index.ts";
import { normaliseReference } from "../../kernel/index.ts";
import { formOf, redirectTo, refusalFlash, textOf } from "../../platform/http/index.ts";
import { isLang } from "../../platform/i18n/index.ts";
import {
  button,
  card,
  html,
  input,
  type SafeHtml,
  searchBox,
  select,
  tag,
} from "../components/index.ts";
import { roleMissing } from "../staff/index.ts";
import { callRoles, callPath as path } from "./calls-of.ts";
import type { CounterDeps } from "./deps.ts";
import { type Desk, deskOf, show } from "./desk.ts";

/** `/counter/calls`: who waits for a call, reports about pages, and finding by number. */
export function callRoutes(app: FastifyInstance, deps: CounterDeps): void {
  app.get(path, async (request, reply) => showCalls(deskFor(deps, request, reply)));
  app.post<OfOne>(`${path}/:id`, async (request, reply) =>
    wrapUp(deskFor(deps, request, reply), request.params.id),
  );
  app.post<OfOne>(`${path}/reports/:id`, async (request, reply) =>
    endReport(deskFor(deps, request, reply), request.params.id),
  );
}

type OfOne = { Params: { id: string } };

function deskFor(deps: CounterDeps, request: FastifyRequest, reply: FastifyReply): Desk {
  const desk = deskOf(deps, request, reply);
  if (!desk.officer.roles.some((role) => callRoles.includes(role))) throw roleMissing();
  return desk;
}

async function showCalls(desk: Desk): Promise<FastifyReply> {
  const { deps, t, request } = desk;
  const { q } = request.query as Readonly<Record<string, unknown>>;
  const asked = typeof q === "string" ? q.trim().slice(0, 40) : "";
  const [waiting, reports] = await Promise.all([deps.help.waiting(), deps.help.reports()]);
  const results = asked === "" ? null : await resultsOf(desk, asked);
  const search = { action: path, value: asked, label: t("help.staff.find") };
  const title = t("help.staff.title");
  const content = html`<h1 class="govuk-heading-l">${title}</h1>${searchBox(search, t)}${results}
    <h2 class="govuk-heading-m">${t("help.staff.waiting")} (${t.number(waiting.length)})</h2>
    ${
      waiting.length === 0
        ? html`<p class="govuk-body">${t("help.staff.nobody")}</p>`
        : waiting.map((each) => card(callView(desk, each)))
    }
    <h2 class="govuk-heading-m">${t("help.staff.reports")} (${t.number(reports.length)})</h2>
    ${
      reports.length === 0
        ? html`<p class="govuk-body">${t("help.staff.no-reports")}</p>`
        : reports.map((each) => card(reportView(desk, each)))
    }`;
  return show(desk, { title, content });
}

/** An application by its number, as far as anybody who knows it may see; else calls of a number. */
async function resultsOf(desk: Desk, asked: string): Promise<SafeHtml> {
  const { deps, t } = desk;
  const reference = normaliseReference(asked);
  const tracked = reference && (await deps.cases.track(reference));
  if (tracked) {
    const def = deps.catalogue.current(tracked.service);
    const facts = {
      service: t.words(def?.title) || tracked.service,
      status: t(`status.${statusWords[tracked.status]}`),
    };
    return html`<p class="govuk-body"><strong>${tracked.reference}</strong>
      ${t("help.staff.stands", facts)}</p>`;
  }
  const calls = await deps.help.ofNumber(asked);
  if (calls.length === 0) return html`<p class="govuk-body">${t("help.staff.none")}</p>`;
  return html`<ul class="govuk-list">${calls.map(
    (each) => html`<li>${when(desk, each.askedAt)} · ${aboutWords(desk, each)}
      ${each.outcome ? tag(t(`help.staff.outcomes.${each.outcome}`)) : null} ${each.note}</li>`,
  )}</ul>`;
}

const when = ({ deps, t }: Desk, at: Date): string =>
  t.dateTime(at, deps.catalogue.jurisdiction.timeZone);

/** The topic of the help page, or the service. */
function aboutWords({ deps, t }: Desk, { about }: CallBack): string {
  const key = `help.call-back.topic.${about}`;
  return t.has(key) ? t.named(key) : t.words(deps.catalogue.current(about)?.title) || about;
}

function callView(desk: Desk, call: CallBack): SafeHtml {
  const { t, csrf, deps } = desk;
  const span = deps.catalogue.jurisdiction.help?.callBack[call.part];
  const part = t(`help.call-back.${call.part}`, {
    from: span?.opens ?? "",
    to: span?.closes ?? "",
  });
  const lang = isLang(call.lang) ? t(`help.language.${call.lang}`) : call.lang;
  const facts = [aboutWords(desk, call), part, lang, ...(call.page ? [call.page] : [])];
  const id = `outcome-${call.id}`;
  return html`<p class="govuk-body"><strong><a class="govuk-link" href="tel:${call.phone}">
    ${call.phone}</a></strong> · ${facts.join(" · ")}<br><span class="hw-muted">
    ${t("help.staff.since")} ${when(desk, call.askedAt)}${
      call.tries > 0 ? html` · ${t("help.staff.tries")}: ${t.number(call.tries)}` : null
    } ${call.note}</span></p>
    <form method="post" action="${path}/${call.id}" novalidate>${csrf}${select(
      {
        ...{ id, name: "outcome", label: t("help.staff.outcome") },
        items: outcomes.map((value) => ({ value, text: t(`help.staff.outcomes.${value}`) })),
      },
      t,
    )}${noteField(desk, call.id)}${button({ text: t("help.staff.save"), kind: "secondary" })}
    </form>`;
}

const noteField = ({ t }: Desk, id: string): SafeHtml =>
  input(
    {
      ...{ id: `note-${id}`, name: "note", label: t("help.staff.note") },
      ...{ hint: t("help.staff.note-hint"), optional: true, maxlength: 500 },
    },
    t,
  );

function reportView(desk: Desk, report: Report): SafeHtml {
  const { t, csrf } = desk;
  return html`<p class="govuk-body"><strong>${report.page}</strong>
    <span class="hw-muted">${when(desk, report.at)}</span></p>
    <p class="govuk-body" lang="${report.lang}">${report.words}</p>
    <form method="post" action="${path}/reports/${report.id}" novalidate>${csrf}
    ${noteField(desk, report.id)}${button({ text: t("help.staff.dealt"), kind: "secondary" })}
    </form>`;
}

const isOutcome = (text: string): text is Outcome => outcomes.some((each) => each === text);

async function wrapUp({ deps, request, reply, officer }: Desk, id: string): Promise<FastifyReply> {
  const form = formOf(request);
  const outcome = textOf(form, "outcome");
  if (!isOutcome(outcome))
    return redirectTo(reply, path, { kind: "notice", code: "help.staff.choose" });
  const how = { outcome, note: textOf(form, "note"), officer: officer.id };
  const done = await deps.help.wrapUp(id, how);
  return redirectTo(reply, path, done.ok ? saved : refusalFlash(done.refusal));
}

const saved = { kind: "success", code: "help.staff.saved" } as const;

async function endReport(
  { deps, request, reply, officer }: Desk,
  id: string,
): Promise<FastifyReply> {
  const how = { note: textOf(formOf(request), "note"), officer: officer.id };
  const done = await deps.help.endReport(id, how);
  return redirectTo(reply, path, done.ok ? saved : refusalFlash(done.refusal));
}
