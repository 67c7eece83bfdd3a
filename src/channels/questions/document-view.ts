import type { DocumentWanted } from "../../catalogue/index.ts";
import type { Documents, FileRef } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  errorSummary,
  fileUpload,
  html,
  type PageError,
  type SafeHtml,
} from "../components/index.ts";
import { pictureTypes } from "./picture-pdf.ts";
import { problemText, sizeText, typesText } from "./problem-text.ts";
import { fieldOf } from "./take-files.ts";
import { turnsPictures } from "./upload.ts";

/** The papers that are asked for, and those attached so far. */
export interface PapersView {
  readonly wanted: readonly DocumentWanted[];
  readonly attached: Documents;
  readonly problems: readonly Problem[];
  /** Whether what is attached can be taken away again: in a draft, not after sending. */
  readonly removable: boolean;
  /** Address under which attached papers are shown by their id; `/files` where it is not said. */
  readonly files?: string;
  /** Ids of those that were not looked at for viruses yet. */
  readonly held?: ReadonlySet<string>;
  /** What the link to a file says besides to a script that shows papers. */
  readonly linkOf?: (paper: DocumentWanted, file: FileRef) => SafeHtml | null;
}

/** For the summary: each problem says which paper it is about and leads there. */
export const paperErrors = ({ wanted, problems }: PapersView, t: Translate): PageError[] =>
  problems.map((problem) => {
    const paper = wanted.find(({ id }) => problem.field === `documents.${id}`);
    const text = uploadProblem(problem, t);
    return paper ? { id: inputId(paper), text: `${t.words(paper.title)}: ${text}` } : { text };
  });

/** A missing upload is attached, not answered. */
const uploadProblem = (problem: Problem, t: Translate): string =>
  problem.code === "required" && !problem.words
    ? t("problems.missing.document")
    : problemText(problem, t);

function uploadError(view: PapersView, { id }: DocumentWanted, t: Translate): string | undefined {
  const problem = view.problems.find(({ field }) => field === `documents.${id}`);
  return problem && uploadProblem(problem, t);
}

const inputId = ({ id }: DocumentWanted): string => `document-${id}`;

/** One chooser for each paper, with what is attached to it already. Pure. */
export const papersView = (view: PapersView, t: Translate): SafeHtml[] =>
  view.wanted.map((paper) => paperView(paper, view, t));

function paperView(paper: DocumentWanted, view: PapersView, t: Translate): SafeHtml {
  const files = view.attached[paper.id] ?? [];
  const { maxFiles, maxBytes } = paper;
  const turns = turnsPictures(paper);
  const accept = turns ? [...paper.accept, ...pictureTypes] : paper.accept;
  const limits = t("form.file-hint", {
    types: typesText(accept, t),
    size: sizeText(maxBytes, t),
  });
  const several = maxFiles > 1 ? t("apply.files-at-most", { count: maxFiles }) : "";
  const pages = turns ? t("apply.photos-to-pdf") : "";
  const hint = [paper.hint && t.words(paper.hint), `${limits}. ${several}`.trim(), pages];
  const name = t.words(paper.title);
  const optional = paper.required ? name : `${name} ${t("component.optional")}`;
  const chooser = fileUpload(
    {
      id: inputId(paper),
      name: fieldOf(paper),
      label:
        files.length > 0 ? t(maxFiles > 1 ? "form.add-another" : "form.replace") : t("form.upload"),
      hint: hint.filter(Boolean).join(" "),
      error: uploadError(view, paper, t),
      accept: accept.join(","),
      multiple: maxFiles > 1 || turns,
      ...(accept.includes("image/jpeg") && { camera: t("apply.take-photo") }),
    },
    t,
  );
  const full = files.length >= maxFiles && maxFiles > 1;
  const listed = files.map((file) => fileView(file, view, t, view.linkOf?.(paper, file)));
  const list = listed.length > 0 ? html`<ul class="hw-attached">${listed}</ul>` : null;
  return html`<fieldset class="govuk-fieldset hw-paper">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${optional}</legend>
    ${list}${full ? null : chooser}</fieldset>`;
}

/** A larger picture is not shown beside its name: it would cost a phone more than it tells. */
const largestShown = 1024 * 1024;

function fileView(
  { id, name, bytes, mediaType }: FileRef,
  { removable, files = "/files", held }: PapersView,
  t: Translate,
  link: SafeHtml | null = null,
): SafeHtml {
  const remove = removable
    ? html` ${button({
        text: t("form.remove"),
        kind: "secondary",
        name: "_remove",
        value: id,
        hidden: name,
      })}`
    : null;
  const waits = held?.has(id)
    ? html`<br><span class="hw-muted">${t("apply.file-held")}</span>`
    : null;
  const picture =
    !waits && pictureTypes.includes(mediaType) && bytes <= largestShown
      ? html`<img src="${files}/${id}" alt="" loading="lazy" width="64" height="64">`
      : null;
  return html`<li>${picture}<a class="govuk-link" href="${files}/${id}"${link}>${name}</a> <span
    class="hw-muted">
    ${sizeText(bytes, t)}</span>${waits}${remove}</li>`;
}

export const paperSummary = (view: PapersView, t: Translate): SafeHtml | null =>
  errorSummary(paperErrors(view, t), t);
