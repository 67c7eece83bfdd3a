import type { FastifyReply, FastifyRequest } from "fastify";
import { type FileSearch, findFiles, statusWords } from "../../acts/index.ts";
import {
  type Application,
  type FileRow,
  isWorkOf,
  type LookPurpose,
  lookPurposes,
  mostFiles,
  mostShownFiles,
  type Searcher,
} from "../../cases/index.ts";
import { keepInSession, requireOfficer, textOfSession } from "../../platform/auth/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  details,
  errorSummary,
  html,
  input,
  radios,
  type SafeHtml,
  select,
  table,
  tag,
  toneOf,
} from "../components/index.ts";
import { aboutWords } from "./columns.ts";
import { actorAt, type Desk, deskOf, type Office, purposeIn, show } from "./desk.ts";

const purposes = (t: Translate) =>
  lookPurposes.map((value) => ({ value, text: t(`office-pages.find.purpose.${value}`) }));

interface Typed {
  readonly q?: string;
  readonly purpose?: string | undefined;
  readonly errors?: { readonly q?: string | undefined; readonly for?: string | undefined };
}

/** What was typed into the box, under this name in the session; and why somebody looked last. */
const [cookie, whyCookie] = ["find", "find-why"] as const;
const minutes = 30;
/** A working day: the purpose stands beside the box, and each look is recorded with it. */
const whyMinutes = 8 * 60;

/** Why this officer looked for a file last, in this session. */
const lastPurpose = ({ request }: Pick<Desk, "request">): LookPurpose | undefined =>
  purposeIn(textOfSession(request, whyCookie));

/** Why somebody looks: asked once, then it stands there small and can be changed. */
function purposeChoice(desk: Desk, { purpose, errors }: Typed): SafeHtml {
  const { t } = desk;
  const last = purpose ?? lastPurpose(desk);
  const choice = select(
    {
      id: "for",
      name: "for",
      label: t("office-pages.find.why"),
      hint: t("office-pages.find.why-hint"),
      items: purposes(t),
      value: last,
      error: errors?.for,
    },
    t,
  );
  const words = purposes(t).find(({ value }) => value === last)?.text;
  if (!words || errors?.for) return choice;
  return details(t("office-pages.find.why-last", { purpose: words }), choice);
}

/**
 * The box for whatever somebody says of a file. It is posted: a name stands in no address and no
 * log.
 */
export const findForm = (desk: Desk, typed: Typed = {}): SafeHtml => {
  const { t, csrf } = desk;
  const { q, errors } = typed;
  return html`
    <form
      class="of-filter of-find"
      method="post"
      action="/office/find"
      role="search"
      aria-label="${t("office-pages.find.title")}"
      novalidate
    >
      ${csrf}
      ${input(
        {
          id: "q",
          name: "q",
          label: t("office-pages.find.title"),
          hint: t("office-pages.find.hint"),
          value: q,
          error: errors?.q,
          maxlength: 100,
          spellcheck: false,
          width: 20,
        },
        t,
      )}
      ${purposeChoice(desk, typed)}
      ${button({ text: t("office-pages.find.go") })}
    </form>
  `;
};

/** The same, folded, on a page that is about something else: the key / opens it. */
export const findFolded = (desk: Desk): SafeHtml =>
  details(`${desk.t("office-pages.find.title")} ( / )`, findForm(desk));

/**
 * POST /office/find: keeps what was typed, and shows what matches at an address of its own, to
 * which the browser's Back returns.
 */
export async function find(
  _deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireOfficer(request);
  const form = formOf(request);
  const q = textOf(form, "q").trim().slice(0, 100);
  const purpose = purposeIn(textOf(form, "for"));
  const most = Math.min(Math.max(Number(textOf(form, "most")) || 0, mostFiles), mostShownFiles);
  const text = JSON.stringify({ q, purpose, most });
  keepInSession(request, reply, { name: cookie, text, minutes });
  if (purpose)
    keepInSession(request, reply, { name: whyCookie, text: purpose, minutes: whyMinutes });
  return redirectTo(reply, "/office/find");
}

/**
 * GET /office/find: the files that match what was typed last; one alone is opened, which is a look
 * at it.
 */
export async function showFound(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const typed = textOfSession(request, cookie);
  if (typed === undefined) return sendFound(desk, {});
  const { q, purpose, most } = JSON.parse(typed) as {
    readonly q: string;
    readonly purpose?: LookPurpose;
    readonly most?: number;
  };
  if (!purpose) return sendFound(desk, { q, errors: { for: desk.t("office-pages.find.missing") } });
  const search = await findFiles(deps, searcherAt(desk), q, most);
  if (search.partOfNumber && search.rows.length === 0)
    return sendFound(desk, { q, purpose, errors: { q: desk.t("office-pages.find.whole") } });
  if (search.short)
    return sendFound(desk, { q, purpose, errors: { q: desk.t("office-pages.find.short") } });
  const [first, second] = search.rows;
  const isAsked = first?.similar || search.swapped;
  if (first && !isAsked && !second && !search.more)
    return redirectTo(reply, `/office/cases/${first.id}?for=${purpose}`);
  const ids = search.rows.map(({ id }) => id);
  const officer = { id: desk.officer.id, authority: desk.officer.authority };
  if (ids.length > 0) await deps.cases.recordListed(ids, officer, purpose);
  return sendFound(desk, { q, purpose }, results(desk, search, { q, purpose }));
}

function sendFound(desk: Desk, typed: Typed, list?: SafeHtml): FastifyReply {
  const { t } = desk;
  const title = t("office-pages.find.title");
  const { errors = {} } = typed;
  const problems = (["q", "for"] as const).flatMap((id) => {
    const text = errors[id];
    return text ? [{ text, id }] : [];
  });
  const failed = problems.length > 0;
  const content = html`
    ${errorSummary(problems, t)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${findForm(desk, typed)}${list}
  `;
  return show(desk, { title, content, failed, ...(failed && { status: statusOf("invalid") }) });
}

/** The officer as a search asks rows, with the services whose certificates they may end. */
export function searcherAt(desk: Desk): Searcher {
  const actor = actorAt(desk);
  const revokes = desk.deps.catalogue.services.filter(
    ({ id, output }) => output?.revocation && isWorkOf(actor, output.revocation, id),
  );
  return { ...desk.officer, revokes: revokes.map(({ id }) => id) };
}

function results(
  desk: Desk,
  { rows, more, swapped }: FileSearch,
  { q, purpose }: { readonly q: string; readonly purpose: string },
): SafeHtml {
  const { t, csrf } = desk;
  if (rows.length === 0) {
    const nothing = t("office-pages.find.nothing", { typed: q });
    return html`<p class="govuk-body hw-empty" role="status">${nothing}</p>`;
  }
  const count = swapped
    ? t("office-pages.find.swapped", { typed: q })
    : more
      ? t("office-pages.find.more", { count: rows.length })
      : t("office-pages.find.count", { count: rows.length });
  return html`
    <p class="govuk-body" role="status">${count}</p>
    ${filesTable(desk, rows, purpose)}
    ${
      more && rows.length < mostShownFiles
        ? html`<form method="post" action="/office/find" novalidate>
            ${csrf}<input type="hidden" name="q" value="${q}">
            <input type="hidden" name="for" value="${purpose}">
            <input type="hidden" name="most" value="${rows.length + mostFiles}">
            ${button({ text: t("staff.more"), kind: "secondary" })}
          </form>`
        : null
    }
  `;
}

/** Files in a list, each with the way to open it for a purpose. */
export function filesTable(
  desk: Desk,
  rows: readonly FileRow[],
  purpose: string,
  caption?: string,
): SafeHtml {
  const { t } = desk;
  const columns = [
    t("application.number"),
    t("office.applicant"),
    t("office-pages.service-and-step"),
    t("application.status"),
    t("office.received"),
  ].map((text) => ({ text }));
  return table({
    caption: caption ?? t("office-pages.find.title"),
    captionHidden: caption === undefined,
    columns,
    rows: rows.map((row) => cellsOf(desk, row, purpose)),
  });
}

function cellsOf(desk: Desk, row: FileRow, purpose: string) {
  const { t, deps } = desk;
  const { service } = row;
  const status = statusWords[row.status];
  const title = t.words(deps.catalogue.current(service)?.title) || service;
  const about = aboutWords(desk, service, row.answers).join(" · ");
  const steps = row.steps.map((step) => deps.workWords(t, { service, ...step }).task);
  return [
    html`
      <a class="govuk-link hw-reference" href="/office/cases/${row.id}?for=${purpose}">
        ${row.reference}
      </a>
    `,
    html`<span>
      ${row.applicant ?? "–"}${row.similar ? html` ${tag(t("office-pages.find.similar"))}` : null}
      ${beside(about)}
    </span>`,
    html`<span>${title}${beside([...new Set(steps)].join(" · "))}</span>`,
    tag(t(`status.${status}`), toneOf(status)),
    deps.days.words(t, row.submittedAt),
  ];
}

const beside = (text: string) => (text ? html`<span class="of-work__step">${text}</span>` : null);

/** A file that is not the officer's work opens when they have said why; nothing of it shows yet. */
export function askPurpose(desk: Desk, { id, state }: Application): FastifyReply {
  const { t, request } = desk;
  const failed = (request.query as { readonly for?: unknown }).for !== undefined;
  const title = t("office-pages.find.open-heading", {
    reference: state.submitted?.reference ?? "",
  });
  const missing = failed ? t("office-pages.find.open-missing") : undefined;
  const content = html`
    ${missing && errorSummary([{ text: missing, id: "for" }], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${t("office-pages.find.open-lead")}</p>
    <form method="get" action="/office/cases/${id}" novalidate>
      ${radios(
        {
          id: "for",
          name: "for",
          legend: t("office-pages.find.why"),
          hint: t("office-pages.find.why-hint"),
          items: purposes(t),
          value: failed ? undefined : lastPurpose(desk),
          error: missing,
        },
        t,
      )}
      ${button({ text: t("office-pages.find.open") })}
    </form>
  `;
  return show(desk, { title, content, failed, status: statusOf("not-allowed") });
}
