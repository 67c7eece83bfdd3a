import { type Application, isOpen } from "../../cases/index.ts";
import { isOpinion, taskWanted } from "../../workflow/index.ts";
import { html, type SafeHtml, tag } from "../components/index.ts";
import type { CaseFile } from "./case-file.ts";
import { foundWords, paragraphs, reasonOfDone, whoEnded } from "./case-history.ts";
import { dateTime, part } from "./case-parts.ts";
import { outcomeWords, reasonWords } from "./case-words.ts";
import { authorityName, type Desk } from "./desk.ts";
import { paperLink } from "./papers.ts";
import { whoDid } from "./who-did.ts";

type Happened = Application["history"][number];
type OfType<Type extends Happened["type"]> = Extract<Happened, { readonly type: Type }>;

/**
 * The appeal and the decision that it is against, side by side on top of the file: whoever decides
 * the appeal reads both before anything else. Nothing where there was no appeal.
 */
export function appealPart(desk: Desk, file: CaseFile): SafeHtml | null {
  const { t } = desk;
  const { history } = file.application;
  const at = history.findLastIndex(({ type }) => type === "AppealLodged");
  const lodged = history[at] as OfType<"AppealLodged"> | undefined;
  const contested = history
    .slice(0, Math.max(0, at))
    .findLast((event): event is OfType<"CaseDecided"> => event.type === "CaseDecided");
  if (!lodged || !contested) return null;
  const columns = html`
    <div class="of-appeal">
      ${column(t("office-pages.appeal.lodged"), [
        html`<p class="govuk-hint">
          ${dateTime(t, lodged.at, desk)} · ${whoDid(t, file, lodged.actor)}
        </p>`,
        paragraphs(reasonWords(t, file.application, { text: lodged.data.text })),
        papersOf(desk, file, lodged),
      ])}
      ${column(t("office-pages.appeal.contested"), [
        html`<p class="govuk-hint">
          ${dateTime(t, contested.at, desk)} · ${signers(desk, file, contested)}
        </p>`,
        html`<p class="govuk-body">
          <strong>${t(`status.${contested.data.outcome}`)}</strong>
        </p>`,
        paragraphs(reasonWords(t, file.application, contested.data.reason)),
        lawOf(desk, file.application, contested),
      ])}
      ${opinionColumn(desk, file)}
    </div>
  `;
  return part("appeal", t("office-pages.appeal.heading"), columns);
}

/** What the applicant attached to it, to be opened and ticked as any paper. */
function papersOf(desk: Desk, file: CaseFile, { data }: OfType<"AppealLodged">): SafeHtml | null {
  const all = Object.values(file.application.documents).flat();
  const papers = all.filter(({ id }) => data.papers?.includes(id));
  if (papers.length === 0) return null;
  return html`<p class="govuk-body"><strong>${desk.t("appeal.papers")}</strong></p>
    <ul class="govuk-list of-found">
      ${papers.map((paper) => html`<li>${paperLink(desk, file.application, paper)}</li>`)}
    </ul>`;
}

/** What the authority that decided says to the appeal, or by when it is asked to. */
function opinionColumn(desk: Desk, file: CaseFile): SafeHtml | null {
  const { t, deps, now } = desk;
  const { application, nameOf } = file;
  const task = application.state.tasks.findLast(isOpinion);
  if (!task) return null;
  const { title } = taskWanted(application.definition, task);
  const by = authorityName(desk, task.authority);
  const { done, dueAt } = task;
  if (!done) {
    const due = isOpen(task) && dueAt ? deps.days.due(t, dueAt, now) : undefined;
    const stand = due
      ? tag(due.text, due.tone)
      : tag(t("office-pages.appeal.no-opinion"), dueAt ? "bad" : "neutral");
    return column(t.words(title), [html`<p class="govuk-hint">${by} · ${stand}</p>`]);
  }
  const late = dueAt !== undefined && done.at > dueAt;
  const mark = late
    ? tag(t("office-pages.appeal.late", { date: deps.days.until(t, dueAt) }), "bad")
    : null;
  return column(t.words(title), [
    html`<p class="govuk-hint">
      ${dateTime(t, done.at, desk)} · ${by}, ${nameOf(done.by)} ${mark}
    </p>`,
    html`
      <p class="govuk-body">
        <strong>${outcomeWords(t, application, task, done.outcome)}</strong>
      </p>
    `,
    paragraphs(reasonOfDone(t, application, task)),
    foundWords(desk, application, task, { nameOf: file.nameOf, file }),
  ]);
}

const column = (heading: string, content: (SafeHtml | SafeHtml[] | null)[]): SafeHtml =>
  html`
    <div class="of-appeal__side">
      <h3 class="govuk-heading-s">${heading}</h3>
      ${content}
    </div>
  `;

/** Who decided: a committee, both where two signed, the platform where silence decided by law. */
function signers(desk: Desk, file: CaseFile, event: OfType<"CaseDecided">): string {
  const { by } = event.data;
  if (by.length === 0) return desk.t("office-pages.system");
  return whoEnded(desk, file, event, desk.t.list(by.map(file.nameOf)));
}

function lawOf(
  { t }: Desk,
  { definition }: Application,
  { data: { reason } }: OfType<"CaseDecided">,
): SafeHtml | null {
  const listed = definition.process?.refusalReasons.find(({ id }) => id === reason?.code);
  const law = definition.laws.find(({ id }) => id === listed?.law);
  return law ? html`<p class="govuk-body hw-muted">${t.words(law.title)}</p>` : null;
}
