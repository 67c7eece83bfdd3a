import type { FastifyReply, FastifyRequest } from "fastify";
import { colleaguesToTake, comingLeave, handingLeaveOf, leaveWords } from "../../acts/index.ts";
import { type DoneTask, doneCursor, doneOnPage } from "../../cases/index.ts";
import { isUuid } from "../../kernel/index.ts";
import { officersOf } from "../../platform/auth/index.ts";
import { statusOf, takeFlash } from "../../platform/http/index.ts";
import { errorSummary, html, type SafeHtml, table } from "../components/index.ts";
import { type Typed, typedProblems } from "../staff/index.ts";
import { banner } from "./banner.ts";
import { type Desk, deskOf, notThere, notYours, type Office, show } from "./desk.ts";
import { handOverForm } from "./hand-over.ts";
import { changeLeaveOn, filesPart, leaveActs, leaveFormOf, leavePart, waitsOn } from "./leave.ts";
import { listHref } from "./lists.ts";
import { donePath, type LoadFilter, loadFilter, loadHref, standing, supervises } from "./load.ts";
import { lateHref } from "./load-trend.ts";
import type { NameOf } from "./names.ts";

const dayMs = 24 * 3_600_000;

/** GET /office/load/:officer: what one has done, and handing over what they have in hand. */
export async function showLoadOf(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return sendLoadOf(deskOf(deps, request, reply));
}

/** What came back of a form on the page. */
interface CameBack {
  /** No colleague was chosen to hand over to. */
  readonly error?: string;
  readonly typed?: Typed;
}

/** Sends the page of one officer. */
export async function sendLoadOf(
  desk: Desk,
  { error, typed }: CameBack = {},
): Promise<FastifyReply> {
  const { deps, t, officer } = desk;
  const { officer: id = "" } = desk.request.params as { readonly officer?: string };
  if (!isUuid(id)) return notThere(desk);
  if (id !== officer.id && !supervises(desk)) return notYours(desk);
  const filter = loadFilter(desk);
  const from = new Date(desk.now.getTime() - filter.days * dayMs);
  const { authority } = officer;
  const [claims, done, colleagues, member, takers, leaves] = await Promise.all([
    deps.cases.claimsOf({ officer: id, authority }),
    deps.cases.doneBy(filter, { officer: id, from, after: afterIn(desk) }),
    officersOf(deps.sql, authority, desk.now),
    deps.staff.member(id),
    supervises(desk) ? colleaguesToTake(deps, { from: id, authority }) : [],
    handingLeaveOf(deps, id),
  ]);
  if (member?.authority !== officer.authority) return notThere(desk);
  const people = {
    away: new Set(colleagues.flatMap((each) => (each.away ? [each.id] : []))),
    here: new Set(colleagues.map((each) => each.id)),
  };
  const leave = comingLeave(member.absences, desk.now);
  const isColleague = supervises(desk) && id !== officer.id && people.here.has(member.id);
  const [nameOf, leaving, handing] = await Promise.all([
    deps.names(leave.flatMap(({ deputy }) => deputy ?? [])),
    isColleague ? leaveFormOf(desk, member, takers) : undefined,
    supervises(desk) && claims.length > 0
      ? handOverForm(desk, id, { colleagues: takers, claims, error })
      : null,
  ]);
  const changing = leave.map((each) => changeLeaveOn(desk, member, each));
  const form = [leaving?.form, ...changing].find((each) => each?.id === typed?.form);
  const inHand = claims.filter((each) => !each.waiting && !each.signed);
  const waiting = claims.filter((each) => each.waiting);
  const failed = error !== undefined || typed !== undefined;
  const inWords = await leaveWords(
    deps,
    t,
    leave.map((absence) => ({ officer: id, absence })),
    nameOf,
  );
  const files = await Promise.all(
    leave.map((each) => (isColleague ? filesPart(desk, member, each, { leaves, nameOf }) : null)),
  );
  const content = html`
    ${banner(takeFlash(desk.request, desk.reply), t)}
    ${typedProblems(form, typed, desk)}
    ${error && errorSummary([{ text: error, id: "to" }], t)}
    <p class="govuk-body">
      <a class="govuk-link" href="${loadHref(filter)}">${t("office.load")}</a>
    </p>
    <h1 class="govuk-heading-l">${member.name} ${standing(t, id, people)}</h1>
    ${leave.map((each, at) => {
      const words = inWords[at] ?? "";
      return html`
        <p class="govuk-body">${t("staff.leave")}: ${words}</p>
        ${files[at]}${leaving ? waitsOn(desk, leaving, each) : null}
        ${isColleague ? leaveActs(desk, member, each, typed) : null}
      `;
    })}
    <p class="govuk-body-l">
      <a class="govuk-link" href="${listHref({ holder: id, show: "in-hand" })}">
        ${t("supervise.in-hand", { count: inHand.length })}
      </a>
      ${
        waiting.length > 0
          ? html`·
            <a class="govuk-link" href="${listHref({ holder: id, show: "waiting" })}">
              ${t("supervise.waiting", { count: waiting.length })}
            </a>`
          : null
      }
    </p>
    ${handing}
    ${leaving ? leavePart(desk, leaving, typed) : null}
    <div id="done">
      ${doneTable(desk, filter, done)}
      ${nextLink(desk, loadHref(filter, `/office/load/${id}`), done)}
    </div>
  `;
  return show(desk, {
    ...{ title: member.name, content, current: "load", failed },
    ...(failed && { status: statusOf("invalid"), path: loadHref(filter, `/office/load/${id}`) }),
  });
}

const afterIn = ({ request }: Desk): string =>
  String((request.query as { readonly after?: unknown }).after ?? "");

/** The way to what was done before; nothing on the last page. */
function nextLink({ t }: Desk, path: string, done: readonly DoneTask[]): SafeHtml | null {
  const last = done[doneOnPage - 1];
  if (!last || done.length <= doneOnPage) return null;
  const more = `${path.includes("?") ? "&" : "?"}after=${encodeURIComponent(doneCursor(last))}`;
  return html`<p class="govuk-body">
    <a class="govuk-link" href="${path}${more}#done">${t("component.next-page")}</a>
  </p>`;
}

/** What was done, the latest first; by whom, where it was several. */
function doneTable(
  { deps, t }: Desk,
  { days }: LoadFilter,
  done: readonly DoneTask[],
  nameOf?: NameOf,
): SafeHtml {
  const { timeZone } = deps.catalogue.jurisdiction;
  return table({
    caption: t("supervise.done", { count: days }),
    columns: [
      { text: t("application.number") },
      { text: t("office.service") },
      { text: t("office.step") },
      ...(nameOf ? [{ text: t("office.officer") }] : []),
      { text: t("supervise.when") },
    ],
    rows: done
      .slice(0, doneOnPage)
      .map(({ caseId, reference, closedAt, officer, isByVote, ...work }) => {
        const { service, stage } = deps.workWords(t, work);
        return [
          html`<a class="govuk-link hw-reference" href="/office/cases/${caseId}">${reference}</a>`,
          ...[service, stage],
          ...(nameOf ? [isByVote ? t("committee.title") : nameOf(officer)] : []),
          t.dateTime(closedAt, timeZone),
        ];
      }),
    empty: t("supervise.nothing-done"),
  });
}

/** GET /office/load/done: what all officers of the authority have done lately. */
export async function showDone(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const { t } = desk;
  if (!supervises(desk)) return notYours(desk);
  const filter = loadFilter(desk);
  const from = new Date(desk.now.getTime() - filter.days * dayMs);
  const late = (desk.request.query as { readonly late?: unknown }).late === "yes";
  const done = await deps.cases.doneBy(filter, { from, late, after: afterIn(desk) });
  const nameOf = await deps.names(done.map(({ officer }) => officer));
  const title = t(late ? "supervise.done-late" : "supervise.done", { count: filter.days });
  const path = loadHref(filter, donePath);
  const content = html`
    <p class="govuk-body">
      <a class="govuk-link" href="${loadHref(filter)}">${t("office.load")}</a>
    </p>
    <h1 class="govuk-heading-l">${title}</h1>
    ${doneTable(desk, filter, done, nameOf)}
    ${nextLink(desk, late ? lateHref(path) : path, done)}
  `;
  return show(desk, { title, content, current: "load" });
}
