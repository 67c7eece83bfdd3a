import type { FastifyReply } from "fastify";
import { type MatrixResult, readMatrix, type Visibility } from "../../../partnership/index.ts";
import { multipartOf, statusOf, textOf } from "../../../platform/http/index.ts";
import { languageNames, type Translate } from "../../../platform/i18n/index.ts";
import {
  backLink,
  html,
  keyFigures,
  type SafeHtml,
  sideName,
  table,
  tag,
} from "../../components/index.ts";
import { type Desk, ownSide, showDesk } from "../desk.ts";
import {
  alsoWrong,
  type DeskForm,
  occasionOf,
  readTyped,
  refusalWords,
  type Typed,
} from "../form.ts";
import { showForm } from "../form-page.ts";
import { choicesOf, jointVisibilities } from "./acts.ts";
import { aroundOf, sidesOf } from "./around.ts";
import { commitmentPath, commitmentsPath } from "./list.ts";

const action = `${commitmentsPath}/import`;

async function importForm(desk: Desk): Promise<DeskForm> {
  const { t } = desk;
  const around = await aroundOf(desk);
  return {
    ...{ id: "import", action, send: t("imports.send") },
    fields: [
      {
        ...{ kind: "select", name: "instrument", label: t("commitments.which-instrument") },
        missing: t("commitments.choose-instrument"),
        items: choicesOf(around.instruments, t),
      },
      {
        ...{ kind: "radios", name: "prevailing", label: t("imports.which-language") },
        ...{ missing: t("commitments.choose-prevailing"), value: "en" },
        items: t.offered.map((value) => ({ value, text: languageNames[value] })),
      },
      {
        ...{ kind: "radios", name: "visibility", label: t("commitments.visibility-of") },
        ...{ missing: t("commitments.choose-visibility"), value: "both" },
        items: jointVisibilities.map((value) => ({
          value,
          text: t(`commitments.visibility.${value}`),
        })),
      },
      {
        ...{ kind: "file", name: "file", label: t("imports.file"), hint: t("imports.file-hint") },
        accept: ".docx,.xlsx,.csv,.txt",
      },
      {
        ...{ kind: "lines", name: "pasted", label: t("imports.pasted"), rows: 6 },
        hint: t("imports.pasted-hint"),
      },
    ],
  };
}

/** The form by which a table becomes commitments. */
export async function importPage(
  desk: Desk,
  typed?: Typed,
  status?: number,
): Promise<FastifyReply> {
  const { t } = desk;
  const before = backLink(commitmentsPath, t, t("commitments.title"));
  const lead = html`
    <p class="govuk-body-l">${t("imports.lead")}</p>
    <p class="govuk-body">${t("imports.columns")}</p>
  `;
  const page = { title: t("commitments.import"), before, lead };
  return showForm(desk, await importForm(desk), page, typed, status);
}

/** Takes a table in, and says what became of each row. */
export async function takeMatrix(desk: Desk): Promise<FastifyReply> {
  const { deps, request, t } = desk;
  const { fields, files } = multipartOf(request);
  const form = await importForm(desk);
  const read = readTyped(form, fields);
  const pasted = textOf(fields, "pasted");
  const bytes = files[0]?.body ?? (pasted === "" ? undefined : Buffer.from(pasted));
  const typed = bytes ? read : alsoWrong(form, read, "file", t("imports.choose-file"));
  if (!bytes || typed.wrong.length > 0) return importPage(desk, typed);
  const { instrument = "", prevailing = "en", visibility } = typed.values;
  const matrix = await readMatrix(bytes);
  const parties = (await deps.partnership.instrument(instrument))?.text?.parties ?? [];
  const sides = await sidesOf(desk);
  const results = matrix.ok
    ? await deps.partnership.commitments.importMatrix(
        matrix.value,
        {
          ...{ instrument, parties, by: ownSide(desk), prevailing },
          visibility: visibility as Visibility,
          sideNames: new Map(sides.map((side) => [side, namesOf(desk, side)])),
        },
        occasionOf(desk, fields),
      )
    : matrix;
  if (!results.ok) {
    const refused = refusalWords(results.refusal, desk);
    return importPage(desk, { ...typed, refused }, statusOf(results.refusal.kind));
  }
  const content = resultContent(results.value, t);
  const before = backLink(action, t, t("imports.again"));
  return showDesk(desk, { title: t("imports.result"), content, path: action, before });
}

/** What a side is called in every language, for the heading of its column. */
const namesOf = ({ deps, t }: Desk, side: string): readonly string[] =>
  t.offered.map((lang) => sideName(side, deps.i18n.for(lang)));

const tones = { recorded: "good", same: "neutral", refused: "bad" } as const;

function resultContent(results: readonly MatrixResult[], t: Translate): SafeHtml {
  const count = (outcome: MatrixResult["outcome"]) =>
    t.number(results.filter((one) => one.outcome === outcome).length);
  const figures = (["recorded", "same", "refused"] as const).map((outcome) => ({
    label: t(`imports.outcome.${outcome}`),
    value: count(outcome),
  }));
  return html`<h1 class="govuk-heading-l">${t("imports.result")}</h1>
    ${keyFigures(figures)}
    <p class="govuk-body">${t("imports.mend")}</p>
    ${table({
      caption: t("imports.result"),
      captionHidden: true,
      columns: [
        { text: t("imports.row"), numeric: true },
        { text: t("commitments.commitment") },
        { text: t("imports.what") },
      ],
      firstCellIsHeader: false,
      rows: results.map(({ row, text, outcome, id, problems }) => [
        String(row),
        outcome === "refused"
          ? text
          : html`<a class="govuk-link" href="${commitmentPath(id)}">${text}</a>`,
        html`${tag(t(`imports.outcome.${outcome}`), tones[outcome])}
          ${problems.map(
            ({ code, value = "" }) => html`<br>${t.named(`imports.problem.${code}`, { value })}`,
          )}`,
      ]),
    })}`;
}
