import { supervisor } from "../../cases/index.ts";
import { newId } from "../../platform/db/index.ts";
import { buttonGroup, html, type SafeHtml, select } from "../components/index.ts";
import { sharingItems } from "./assignees.ts";
import type { Desk } from "./desk.ts";
import { forAll, mayAssignIn, type Worklist } from "./lists.ts";
import { isAssignable } from "./work-row.ts";

/** What this officer may do with at least one row: claim it; claim it or decide it. */
interface Offered {
  readonly mayClaim: boolean;
  readonly isTheirs: boolean;
}

/**
 * What can be done to all chosen rows at once. `whyNone` says why nothing on the page is signed
 * together; undefined where something is.
 */
export function actsOnChosen(
  desk: Desk,
  list: Worklist,
  whyNone: readonly string[] | undefined,
  { mayClaim, isTheirs }: Offered,
): SafeHtml {
  const { t } = desk;
  const sign = bulkButton("/office/stack", "s", t("office-pages.stack.review"), true);
  const claim = bulkButton("/office/claim-all", "c", t("office-pages.stack.claim"));
  const none = [t("office-pages.stack.none-together"), ...(whyNone ?? [])].join(" ");
  const buttons = [...(whyNone ? [] : [sign]), ...(mayClaim ? [claim] : [])];
  const assign = mayAssignIn(desk, list.wanted) ? assignTo(desk, list) : undefined;
  return html`
    ${whyNone && isTheirs ? html`<p class="govuk-hint">${none}</p>` : null}
    ${assign?.why}
    <div class="of-bulk">
      <p class="govuk-body" role="status" data-ticks hidden>
        ${t("office-pages.stack.selected")} <span></span>
      </p>
      ${buttons.length > 0 ? buttonGroup(...buttons) : null}
      ${assign?.act}
    </div>
  `;
}

interface AssignTo {
  /** Why some or all of them cannot be given to anybody. */
  readonly why: SafeHtml | null;
  readonly act?: SafeHtml;
}

/** A supervisor gives all chosen rows to one colleague, or puts them back for all. */
function assignTo(desk: Desk, { assignees, nobody: why, rows }: Worklist): AssignTo {
  const { t } = desk;
  const mayPutBack =
    desk.officer.roles.includes(supervisor) &&
    rows.some((row) => row.claimedBy !== null && isAssignable(desk, row));
  const nobody = { value: forAll, text: t("supervise.hand-over.for-all") };
  const of = rows.filter((row) => isAssignable(desk, row)).length;
  const words = ({ name, count }: Worklist["assignees"][number]) =>
    count < of ? t("office-desk.list.may-some", { name, count, of }) : name;
  const isChoice = mayPutBack || assignees.some(({ away }) => !away);
  if (!isChoice)
    return { why: why ?? html`<p class="govuk-body">${t("supervise.nobody.no-task")}</p>` };
  const act = html`
        <div class="of-filter">
          <input type="hidden" name="key" value="${newId()}">
          ${select(
            {
              ...{ id: "assign-to", name: "to", label: t("office-desk.list.assign-to") },
              items: [...sharingItems(desk, assignees, words), ...(mayPutBack ? [nobody] : [])],
            },
            t,
          )}
          ${bulkButton("/office/assign-all", "g", t("office-desk.list.assign"))}
        </div>
      `;
  return { why, act };
}

/** A button for all chosen rows, with its key. */
const bulkButton = (action: string, key: string, text: string, signs = false): SafeHtml => html`
  <button
    type="submit"
    class="govuk-button govuk-button--secondary"
    formaction="${action}"
    data-key="${key}"${signs ? html` data-signs` : null}
  >
    ${text}
  </button>
`;
