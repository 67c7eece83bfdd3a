import type { FastifyReply, FastifyRequest } from "fastify";
import { type AssignItem, type HandedOver, handBack, handOver } from "../../acts/index.ts";
import type { WorkRow } from "../../cases/index.ts";
import { isUuid } from "../../kernel/index.ts";
import type { Colleague } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { button, html, type SafeHtml, select } from "../components/index.ts";
import { assigneeItems, nobodyPart } from "./assignees.ts";
import {
  actorAt,
  type Desk,
  deskOf,
  notThere,
  notYours,
  type Office,
  refused,
  show,
} from "./desk.ts";
import { fileRows } from "./file-results.ts";
import { forAll } from "./lists.ts";
import { supervises } from "./load.ts";
import { sendLoadOf } from "./load-officer.ts";
import { chosenIn } from "./stack-address.ts";
import { workIn } from "./stack-of.ts";
import { keyOf } from "./typed.ts";

interface HandOverForm {
  /** Those on leave are among them. */
  readonly colleagues: readonly Colleague[];
  /** What they have in hand. */
  readonly claims: readonly Pick<WorkRow, "role" | "office" | "service">[];
  readonly error: string | undefined;
}

/** All that somebody has in hand, to a colleague or back for all. */
export async function handOverForm(
  desk: Desk,
  id: string,
  { colleagues, claims, error }: HandOverForm,
): Promise<SafeHtml> {
  const { t, csrf } = desk;
  return html`
    <section class="hw-box" aria-labelledby="hand-over">
      <h2 class="govuk-heading-m" id="hand-over">${t("supervise.hand-over.title")}</h2>
      <p class="govuk-body">${t("supervise.hand-over.lead")}</p>
      ${colleagues.every(({ away }) => away) ? await nobodyPart(desk, claims, id) : null}
      <form method="post" action="/office/load/${id}/hand-over" novalidate>
        ${csrf}<input type="hidden" name="key" value="${newId()}">
        ${select(
          {
            ...{ id: "to", name: "to", label: t("office-pages.assign.who"), error },
            items: [
              ...assigneeItems(desk, colleagues),
              { value: forAll, text: t("supervise.hand-over.for-all") },
            ],
          },
          t,
        )}
        ${button({ text: t("supervise.hand-over.do", { count: claims.length }) })}
      </form>
    </section>
  `;
}

/** A post about what an officer of the supervisor has, or had, in hand. */
function asked(deps: Office, request: FastifyRequest, reply: FastifyReply) {
  const desk = deskOf(deps, request, reply);
  const { officer: from = "" } = request.params as { readonly officer?: string };
  const form = formOf(request);
  const chosen = textOf(form, "to");
  const to = chosen === forAll ? undefined : chosen;
  const isOfficer = isUuid(from);
  return { desk, from, form, to, isOfficer };
}

/** POST /office/load/:officer/hand-over: all that they have in hand, file by file. */
export async function handOverAll(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { desk, from, form, to, isOfficer } = asked(deps, request, reply);
  if (!isOfficer) return notThere(desk);
  if (!supervises(desk)) return notYours(desk);
  if (to === "" || to === from)
    return sendLoadOf(desk, { error: desk.t("supervise.hand-over.choose") });
  const { authority } = desk.officer;
  const act = { from, to, authority, actor: actorAt(desk), key: keyOf(form) };
  const results = await handOver(deps, act);
  if (!results.ok) return refused(desk, results.refusal);
  return sendHandedOver(desk, { from, to, results: results.value });
}

interface HandedOverTo {
  /** Ids of whose it was and of who got it; undefined: it was put back for all. */
  readonly from: string;
  readonly to: string | undefined;
  readonly results: readonly HandedOver[];
  /** What else the same form has done. */
  readonly also?: string;
}

/** Says who got what, with a way to undo it. */
export async function sendHandedOver(
  desk: Desk,
  { from, to, results, also }: HandedOverTo,
): Promise<FastifyReply> {
  const { deps, t } = desk;
  const name = to && (await deps.names([to]))(to);
  const done = results.filter(({ refusal }) => !refusal);
  const count = done.length;
  const title = name
    ? t("supervise.hand-over.done-to", { count, name })
    : t("supervise.hand-over.done-for-all", { count });
  const member = count > 0 ? await deps.staff.member(from) : undefined;
  return sendResults(desk, from, results, {
    ...{ also, title: count > 0 ? title : t("supervise.hand-over.none"), not: notHandedOver },
    after: member?.standing === "active" ? undoForm(desk, from, to, done) : null,
  });
}

/** Says what the deputy gets when the leave begins, and what stays and why. */
export async function sendForeseen(
  desk: Desk,
  { from, to = "", results, also }: HandedOverTo,
): Promise<FastifyReply> {
  const { deps, t } = desk;
  const count = results.filter(({ refusal }) => !refusal).length;
  const facts = { count, name: (await deps.names([to]))(to) };
  const title = t("supervise.leave.foreseen", facts);
  const words = { also, title, not: notHandedOver, yes: "supervise.leave.foreseen-one" } as const;
  return sendResults(desk, from, results, { ...words, after: null });
}

const notHandedOver: PlainKey = "supervise.hand-over.not-done";

/** The button that gives files back to whose they were. */
export function undoForm(
  { t, csrf }: Desk,
  from: string,
  to: string | undefined,
  done: readonly AssignItem[],
): SafeHtml {
  const rows = done.map(
    ({ caseId, task }) => html`<input type="hidden" name="stack" value="${caseId}~${task}">`,
  );
  return html`
    <form method="post" action="/office/load/${from}/hand-back" novalidate>
      ${csrf}<input type="hidden" name="key" value="${newId()}">
      <input type="hidden" name="to" value="${to ?? forAll}">${rows}
      ${button({ text: t("supervise.hand-over.undo"), kind: "secondary" })}
    </form>
  `;
}

/** POST /office/load/:officer/hand-back: undoes it, as far as the files are where they were put. */
export async function handBackAll(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { desk, from, form, to, isOfficer } = asked(deps, request, reply);
  if (!isOfficer) return notThere(desk);
  if (!supervises(desk)) return notYours(desk);
  const items = chosenIn(form, "stack").flatMap((each) => workIn(each) ?? []);
  const { authority } = desk.officer;
  const back = { from, to, items, authority, actor: actorAt(desk), key: keyOf(form) };
  const results = await handBack(deps, back);
  if (!results.ok) return refused(desk, results.refusal);
  const count = results.value.filter(({ refusal }) => !refusal).length;
  const name = (await deps.names([from]))(from);
  return sendResults(desk, from, results.value, {
    title: desk.t("supervise.hand-over.undone", { count, name }),
    not: "supervise.hand-over.not-undone",
    after: null,
  });
}

interface Results {
  readonly title: string;
  readonly also?: string | undefined;
  /** What stands beside a file that stayed where it was. */
  readonly not: PlainKey;
  /** What stands beside one that did not. */
  readonly yes?: PlainKey;
  readonly after: SafeHtml | null;
}

/** What became of each file; the key of the form makes the same post again the same act. */
async function sendResults(
  desk: Desk,
  from: string,
  results: readonly HandedOver[],
  { title, also, not, yes, after }: Results,
): Promise<FastifyReply> {
  const path = `/office/load/${from}`;
  const rows = await fileRows(desk, results, { list: path, not, yes });
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    ${also ? html`<p class="govuk-body-l">${also}</p>` : null}
    <ul class="govuk-list">${rows}</ul>${after}
    <p class="govuk-body"><a class="govuk-link" href="${path}">${desk.t("supervise.back")}</a></p>
  `;
  return show(desk, { title, content, current: "load", path });
}
