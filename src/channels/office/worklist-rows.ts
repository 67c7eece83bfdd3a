import { isWorkOf, type WorkDetails, type WorkRow } from "../../cases/index.ts";
import type { Catalogue, Definition } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { isOnAppeal } from "../../workflow/index.ts";
import { flat, html, type SafeHtml, type Tone, tag } from "../components/index.ts";
import { actsOnChosen } from "./acts-on-chosen.ts";
import { aboutWords } from "./columns.ts";
import type { Due } from "./days.ts";
import { actorAt, type Desk, officeWords } from "./desk.ts";
import { keysHint } from "./keys.ts";
import { listQuery, mayAssignIn, rowHref, type Worklist } from "./lists.ts";
import { callHref } from "./ranking.ts";
import { column, sortColumn } from "./sort-column.ts";
import { type StepAlone, stepTogether, whyAlone } from "./stack-of.ts";
import { begunWith, isAssignable, isVote } from "./work-row.ts";

/** One form around all rows: each row's button says which, so the token stands on the page once. */
export function rowsForm(desk: Desk, list: Worklist): SafeHtml {
  const { t } = desk;
  const words = {
    service: t("office-pages.service-and-step"),
    received: t("office.received"),
    promised: t("office-pages.promised"),
    due: t("office-pages.this-step"),
    officer: t("office.officer"),
  };
  const all = html`
    <th scope="col" class="govuk-table__header of-work__tick">
      <label hidden>
        <span class="of-work__all">${t("office-pages.stack.choose-all")}</span>
        <input type="checkbox" data-all autocomplete="off">
      </label>
    </th>
  `;
  const head = [
    all,
    ...[t("office-pages.file"), words.service].map(column),
    sortColumn(list, "received", words.received),
    sortColumn(list, "promise", words.promised),
    sortColumn(list, "step", words.due),
    column(words.officer),
  ];
  const theirs = list.rows.filter((row) => isOffered(desk, row));
  const offered = {
    mayClaim: theirs.some((row) => claimable(desk, row)),
    isTheirs: theirs.length > 0,
  };
  const canSign = theirs.some((row) => !aloneIn(desk, row));
  const having = { made: rowsMadeFor(desk, list, canSign), columns: words, canSign };
  const rows = list.rows.map((row) => rowHtml(desk, list, having, row));
  return html`
    <form method="post" action="/office/claim">
      ${desk.csrf}<input type="hidden" name="list" value="${listQuery(list.wanted)}">
      ${desk.officer.leave ? html`<p class="govuk-body">${t("refusals.case.on-leave")}</p>` : null}
      <table class="govuk-table hw-table of-work">
        <caption class="govuk-visually-hidden">
          ${t(`office-pages.show.${list.wanted.show}`)}
        </caption>
        <thead class="govuk-table__head"><tr class="govuk-table__row">${head}</tr></thead>
        <tbody class="govuk-table__body">${rows}</tbody>
      </table>
      ${offered.isTheirs ? keysHint(t, listKeys(desk, offered.mayClaim, canSign)) : null}
      ${actsOnChosen(desk, list, canSign ? undefined : reasonsAlone(desk, list), offered)}
    </form>
  `;
}

/** The keys of the buttons that stand under the list. */
function listKeys({ t }: Desk, mayClaim: boolean, maySign: boolean): string {
  const keys = [
    t("office-pages.keys.list.all"),
    ...(maySign ? [t("office-pages.keys.list.sign")] : []),
    ...(mayClaim ? [t("office-pages.keys.list.claim")] : []),
  ];
  return t("office-pages.keys.list.title", { keys: keys.join(", ") });
}

/** Why nothing on the page is signed together, each reason once. */
const reasonsAlone = (desk: Desk, { rows }: Worklist): readonly string[] => [
  ...new Set(rows.map((row) => aloneWords(desk, row)).filter(Boolean)),
];

type ColumnWords = Readonly<
  Record<"service" | "received" | "promised" | "due" | "officer", string>
>;

/** All that is shown of a row, in words. */
interface RowWords {
  readonly caseId: string;
  readonly key: string;
  readonly href: string;
  readonly reference: string;
  readonly applicant: string;
  /** The answers that the service names, to tell files apart. */
  readonly about: string;
  readonly service: string;
  readonly step: string;
  /** The way to its call; empty where it is not one of those that are ranked. */
  readonly call: string;
  /** Empty where it is any office's. */
  readonly office: string;
  readonly signature: boolean;
  readonly escalated: boolean;
  /** Decided, and it can still be taken back. */
  readonly signed: boolean;
  readonly received: string;
  readonly promised: string;
  readonly promisedTone: Tone;
  readonly promisedUntil: string;
  readonly due: string;
  readonly dueTone: Tone;
  /** The last day; empty where the term is stopped or there is none. */
  readonly until: string;
  /** Empty where nobody has claimed it. */
  readonly officer: string;
  /** Said where nobody has: a committee decides, or nobody yet. */
  readonly unassigned: string;
  /** Who gave it to this officer; empty where nobody did. */
  readonly assigned: string;
  readonly claimable: boolean;
  /** It may be chosen, to be claimed, signed or assigned together with others. */
  readonly stackable: boolean;
  /** Why a supervisor cannot choose it; empty where they can, and for anybody else. */
  readonly whyNot: string;
  /** Why it is not signed together with others; empty where it is, or is no work of theirs. */
  readonly alone: string;
}

/** All from which a row is made: while that is the same, so is its HTML. */
interface RowSource {
  readonly row: WorkRow;
  readonly details: WorkDetails | undefined;
  readonly definition: Definition | undefined;
  /** Names of whoever has it in hand and who gave it to them; undefined where nobody did. */
  readonly officer: string | undefined;
  readonly assigner: string | undefined;
  readonly isMine: boolean;
  readonly isProposedByMe: boolean;
  readonly isLate: boolean;
  readonly isStepLate: boolean;
}

type MadeRows = Map<string, { readonly source: RowSource; readonly html: SafeHtml }>;

/**
 * Rows of the last lists, by the services (a new object after each publication) and by what all
 * rows of a list have in common. Officers of an office look at the same rows again and again, and
 * the text of fifty is most of what a list costs beside its query.
 */
const listsMade = new WeakMap<Catalogue["services"], Map<string, MadeRows>>();
const [mostLists, mostRowsOfOne] = [50, 200];

function rowsMadeFor(
  { deps, officer, t, now }: Desk,
  { wanted }: Worklist,
  canSign: boolean,
): MadeRows {
  const { services } = deps.catalogue;
  const lists = listsMade.get(services) ?? new Map<string, MadeRows>();
  listsMade.set(services, lists);
  const today = deps.days.words(t, now);
  const scope = [officer.authority, JSON.stringify(officer.held), listQuery(wanted), canSign];
  const key = [t.lang, today, Boolean(officer.leave), ...scope].join("\n");
  const before = lists.get(key);
  if (!before && lists.size >= mostLists) lists.clear();
  const rows: MadeRows = before ?? new Map();
  lists.set(key, rows);
  if (rows.size >= mostRowsOfOne) rows.clear();
  return rows;
}

function rowHtml(
  desk: Desk,
  list: Worklist,
  {
    made,
    columns,
    canSign,
  }: { readonly made: MadeRows; readonly columns: ColumnWords; readonly canSign: boolean },
  row: WorkRow,
): SafeHtml {
  const key = row.caseId + row.key;
  const source = sourceOf(desk, list, row);
  const before = made.get(key);
  if (before && isSame(before.source, source)) return before.html;
  const words = rowWords(desk, list, row);
  // Where nothing on the page is signed together, that is said once, under the list.
  const html = flat(rowOf(canSign ? words : { ...words, alone: "" }, columns, desk.t));
  made.set(key, { source, html });
  return html;
}

const sourceOf = (desk: Desk, { details, nameOf }: Worklist, row: WorkRow): RowSource => ({
  row,
  details: details.get(row.caseId),
  definition: begunWith(desk, row),
  officer: row.claimedBy === null ? undefined : nameOf(row.claimedBy),
  assigner: row.assignedBy === null ? undefined : nameOf(row.assignedBy),
  isMine: row.claimedBy === desk.officer.id,
  isProposedByMe: row.proposedBy === desk.officer.id,
  isLate: row.promisedAt !== null && row.promisedAt < desk.now,
  isStepLate: row.dueAt !== null && row.dueAt < desk.now,
});

const isSame = (before: RowSource, now: RowSource): boolean =>
  before.details === now.details &&
  before.definition === now.definition &&
  before.officer === now.officer &&
  before.assigner === now.assigner &&
  before.isMine === now.isMine &&
  before.isProposedByMe === now.isProposedByMe &&
  before.isLate === now.isLate &&
  before.isStepLate === now.isStepLate &&
  isSameWork(before.row, now.row);

/** Whose it is was compared by name; what a case was sent as does not change. */
const isSameWork = (before: WorkRow, now: WorkRow): boolean =>
  before.promisedAt?.getTime() === now.promisedAt?.getTime() &&
  before.dueAt?.getTime() === now.dueAt?.getTime() &&
  (before.claimedBy === null) === (now.claimedBy === null) &&
  (before.proposedBy === null) === (now.proposedBy === null) &&
  before.escalated === now.escalated &&
  before.waiting === now.waiting &&
  before.signed === now.signed &&
  before.role === now.role &&
  before.office === now.office;

function rowWords(desk: Desk, list: Worklist, row: WorkRow): RowWords {
  const { deps, t, now } = desk;
  const { caseId, key, reference, escalated, waiting, signed } = row;
  const work = deps.workWords(t, row);
  const step = work.stage === work.task ? work.task : `${work.stage}: ${work.task}`;
  const due = dueWords(desk, row, row.dueAt);
  // Nothing else was promised to whoever appeals.
  const promisedAt = row.promisedAt ?? (isOnAppeal(row) ? row.dueAt : null);
  const promised = dueWords(desk, row, promisedAt);
  const details = list.details.get(caseId);
  const definition = begunWith(desk, row);
  const isVoted = isVote(desk, row);
  const mayAssign = mayAssignIn(desk, list.wanted);
  return {
    ...{ caseId, key, reference, escalated, signed, service: work.service },
    href: rowHref(list.wanted, caseId),
    applicant: details?.applicant ?? "",
    about: aboutWords(desk, row.service, details?.answers ?? {}).join(" · "),
    call: (definition && callHref(desk, row, definition)) ?? "",
    ...{ step, office: officeWords(desk, row.office) ?? "" },
    signature: row.proposedBy !== null,
    received: deps.days.short(deps.days.words(t, row.sentAt), now),
    promised: promised.text,
    promisedTone: promised.tone,
    promisedUntil: promisedAt && !waiting ? lastDay(desk, promisedAt) : "",
    due: due.text,
    dueTone: due.tone,
    until: row.dueAt && !waiting ? lastDay(desk, row.dueAt) : "",
    officer: row.claimedBy ? list.nameOf(row.claimedBy) : "",
    unassigned: t(isVoted ? "committee.title" : "office-pages.nobody"),
    assigned: assignedWords(desk, list, row),
    claimable: claimable(desk, row),
    stackable: isOffered(desk, row) || (mayAssign && isAssignable(desk, row)),
    whyNot: mayAssign && !isAssignable(desk, row) ? whyNotAssigned(desk, row) : "",
    alone: aloneWords(desk, row),
  };
}

/** Whether it is theirs to decide: free, or in their hand. */
const isOffered = (desk: Desk, row: WorkRow): boolean =>
  claimable(desk, row) || (row.claimedBy === desk.officer.id && !row.waiting && !row.signed);

/** Why no file of its step is signed together with others; undefined where they are. */
function aloneIn(desk: Desk, row: WorkRow): StepAlone | undefined {
  const definition = begunWith(desk, row);
  if (row.proposedBy !== null || !definition) return undefined;
  const step = stepTogether(definition, row);
  return "why" in step ? step.why : undefined;
}

function aloneWords(desk: Desk, row: WorkRow): string {
  const why = isOffered(desk, row) ? aloneIn(desk, row) : undefined;
  return why ? desk.t(whyAlone(why)) : "";
}

/** The last day of a term, which ends at an instant. */
const lastDay = ({ deps, t, now }: Desk, end: Date): string =>
  deps.days.short(deps.days.until(t, end), now);

const assignedWords = ({ officer, t }: Desk, list: Worklist, row: WorkRow): string =>
  row.assignedBy && row.claimedBy === officer.id
    ? t("office-pages.assigned-by", { name: list.nameOf(row.assignedBy) })
    : "";

function dueWords({ deps, t, now }: Desk, { waiting }: WorkRow, at: Date | null): Due {
  if (waiting) return { text: t("office-pages.show.waiting"), tone: "waiting" };
  return at ? deps.days.due(t, at, now) : { text: "", tone: "neutral" };
}

function rowOf(row: RowWords, columns: ColumnWords, t: Translate): SafeHtml {
  const escalated = row.escalated ? html` ${tag(t("office-pages.escalated"), "bad")}` : null;
  const signature = row.signature ? html` ${tag(t("office.second-signature"), "action")}` : null;
  const signed = row.signed ? html` ${tag(t("office-pages.decided"), "waiting")}` : null;
  return html`
    <tr class="govuk-table__row">
      <td class="govuk-table__cell of-work__tick">${
        row.stackable || row.whyNot ? stackBox(row, t) : null
      }</td>
      <th scope="row" class="govuk-table__header">
        <a class="govuk-link hw-reference" href="${row.href}">${row.reference}</a>
        <span class="of-work__who">${row.applicant}</span>
        ${row.about ? html`<span class="of-work__step">${row.about}</span>` : null}
      </th>
      <td class="govuk-table__cell of-work__what" data-label="${columns.service}">
        <span>
          ${row.service}
          ${row.office ? html`${" "}<small>· ${row.office}</small>` : null}
          ${signature}${escalated}${signed}
          <span class="of-work__step">${row.step}</span>
          ${row.alone ? html`<span class="of-work__step">${row.alone}</span>` : null}
          ${callLink(row, t)}
        </span>
      </td>
      <td class="govuk-table__cell" data-label="${columns.received}">${row.received}</td>
      <td class="govuk-table__cell" data-label="${columns.promised}">
        <span>${dueCell(row.promised, row.promisedTone, row.promisedUntil, t)}</span>
      </td>
      <td class="govuk-table__cell" data-label="${columns.due}">
        <span>${dueCell(row.due, row.dueTone, row.until, t)}</span>
      </td>
      <td class="govuk-table__cell of-work__do">
        ${row.claimable ? claimButton(row, t) : holderOf(row)}
      </td>
    </tr>
  `;
}

const callLink = ({ call }: RowWords, t: Translate): SafeHtml | null =>
  call ? html`<a class="govuk-link" href="${call}">${t("ranking.see")}</a>` : null;

/**
 * Whether this officer may claim the row: their work, unclaimed, not signed first by them, and of
 * one hand. Nobody takes in hand what a committee decides, nor anything while they are on leave.
 */
export function claimable(desk: Desk, row: WorkRow): boolean {
  const { role, office, service, claimedBy, waiting, signed, proposedBy } = row;
  if (signed || desk.officer.leave || isVote(desk, row)) return false;
  const { id, authority } = desk.officer;
  const task = { authority, role, ...(office !== null && { office }) };
  return !claimedBy && !waiting && isWorkOf(actorAt(desk), task, service) && proposedBy !== id;
}

/** Who has it in hand; one that this officer may claim has the button instead. */
const holderOf = (row: RowWords): SafeHtml => html`
  <span>
    ${row.officer || html`<span class="hw-muted">${row.unassigned}</span>`}
    ${row.assigned ? html`<span class="of-work__step">${row.assigned}</span>` : null}
  </span>
`;

const stackBox = (row: RowWords, t: Translate): SafeHtml => {
  const label = t("office-pages.stack.choose", { reference: row.reference });
  return row.stackable
    ? html`
      <input
        type="checkbox"
        autocomplete="off"
        name="stack"
        value="${row.caseId}~${row.key}"
        aria-label="${label}"${row.alone ? html` data-alone` : null}
      >
    `
    : html`
      <input
        type="checkbox"
        disabled
        title="${row.whyNot}"
        aria-label="${`${label} – ${row.whyNot}`}"
      >
    `;
};

const whyNotAssigned = ({ t }: Desk, { signed }: WorkRow): string =>
  t(signed ? "office-desk.list.not-while-signed" : "refusals.case.decided-by-vote");

const claimButton = (row: RowWords, t: Translate): SafeHtml =>
  html`
    <button type="submit" class="of-small" name="row" value="${row.caseId}~${row.key}">
      ${t("office.claim")}<span class="govuk-visually-hidden"> ${row.reference}</span>
    </button>
  `;

function dueCell(due: string, tone: Tone, until: string, t: Translate): SafeHtml {
  if (!due) return html`<span class="hw-muted">${t("office-pages.due.none")}</span>`;
  const last = until ? html`<span class="of-work__step">${until}</span>` : null;
  return html`${tag(due, tone)}${last}`;
}
