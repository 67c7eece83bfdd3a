import { outcomesExplained } from "../../acts/index.ts";
import type { Application, DoubleRow, Doubles, SameNumber } from "../../cases/index.ts";
import { html, type SafeHtml, tag, textarea, warningText } from "../components/index.ts";
import type { CaseFile } from "./case-file.ts";
import { reasonWords } from "./case-words.ts";
import type { Desk } from "./desk.ts";
import { isKept } from "./finding-rows.ts";
import type { AskedWith } from "./outcome-fields.ts";
import type { FormOf } from "./task-forms.ts";
import { type Act, errorOf, fieldId, typedIn } from "./typed.ts";

export const noDoubles: Doubles = { rows: [], unread: [] };

/** What of a file is the same in others that are open or granted. */
export const numbersShared = ({ rows, unread }: Doubles): readonly SameNumber[] => [
  ...rows.flatMap(({ isConflict, same }) => (isConflict ? same : [])),
  ...unread.flatMap(({ same }) => same),
];

/** Whether it has a number of another file: it is decided alone, on its own page. */
export const isConflict = (doubles: Doubles | undefined): boolean =>
  doubles !== undefined && numbersShared(doubles).length > 0;

const nameOf = ({ field, value }: SameNumber): string => `${field.name} ${value}`;

/** "Number of the entry 2026/123: the same in ABCDE-FGHIJ", one line for each number. */
export function sameLines(
  desk: Desk,
  application: Application,
  { rows, unread }: Doubles,
): readonly SafeHtml[] {
  const { t } = desk;
  const shared = [...rows, ...unread].flatMap(({ same }) => same);
  const numbers = [...new Map(shared.map((each) => [nameOf(each), each])).values()];
  return numbers.map((number) => {
    const { field, value, task: key } = number;
    const task = application.state.tasks.find((each) => each.key === key);
    const isShown = !task || !isKept(desk, application, task);
    const isHere = ({ same }: Pick<DoubleRow, "same">) =>
      same.some((each) => nameOf(each) === nameOf(number));
    const links = rows.filter(isHere).map(
      ({ id, reference }) => html`
        ${" "}<a class="govuk-link hw-reference" href="/office/cases/${id}?for=compare">
          ${reference}
        </a>
      `,
    );
    const others = unread
      .filter(isHere)
      .map(({ reference }) => ` ${t("office-desk.related.unread", { reference })}`);
    return html`
      ${t.words(field.label)}${isShown ? ` ${value}` : null}:${" "}
      ${t("office-desk.related.same-in")}${links}${others}
    `;
  });
}

/** Why officers before went on all the same. */
function explainedLines(desk: Desk, application: Application): readonly string[] {
  const { t } = desk;
  return application.history.flatMap((event) => {
    if (event.type !== "DoubleExplained") return [];
    const task = application.state.tasks.find(({ key }) => key === event.data.task);
    if (task && isKept(desk, application, task)) return [];
    const words = reasonWords(t, application, event.data.reason);
    return [`${t("office-pages.event.DoubleExplained")}: ${words.join(" ")}`];
  });
}

/** That a file may be a double: how many look like it, and which number is the same in which. */
function warningOf(desk: Desk, { application, related }: Shown, more?: SafeHtml): SafeHtml | null {
  const { t } = desk;
  const { rows, unread } = related.doubles;
  const count = rows.length + unread.length;
  if (count === 0) return null;
  const lines = sameLines(desk, application, related.doubles);
  const isSame = isConflict(related.doubles);
  return warningText(
    html`
      ${tag(t("office-desk.related.doubles", { count }), isSame ? "bad" : "action")}
      ${[...lines, ...explainedLines(desk, application)].map((line) => html`<br>${line}`)}${more}
    `,
    t,
  );
}

type Shown = Pick<CaseFile, "application" | "related">;

/** Above the file: that it may be a double, with the way to the others. */
export const doubleWarning = (desk: Desk, file: Shown): SafeHtml | null =>
  warningOf(
    desk,
    file,
    html`
      <br><a class="govuk-link" href="#related">${desk.t("office-desk.related.title")}</a>
    `,
  );

/** At the buttons: which number is the same, and the box in which one says why one goes on. */
export function explainPart({ desk, application, task, doubles, typed }: FormOf, act: Act) {
  if (!isConflict(doubles) || !doubles) return undefined;
  const { t } = desk;
  const own = typedIn(typed, act, task.key);
  const shared = numbersShared(doubles);
  const asked = outcomesExplained(application.definition, task, shared);
  const box = textarea(
    {
      id: fieldId(act, task.key, "despite"),
      ...{ name: "despite", rows: 3, value: own?.despite },
      label: t("office-desk.related.despite"),
      hint: t("office-desk.related.despite-hint"),
      error: errorOf(t, own, "despite"),
    },
    t,
  );
  const warning = warningOf(desk, { application, related: { others: none, doubles } });
  return { warning, box: { outcomes: asked, content: box } satisfies AskedWith };
}

const none = { rows: [], more: false };
