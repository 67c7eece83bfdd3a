import type { FastifyReply, FastifyRequest } from "fastify";
import { type Application, isOpen, maySee, type TaskFile, whyNotAct } from "../../cases/index.ts";
import { isUuid } from "../../kernel/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { html, type SafeHtml, tag } from "../components/index.ts";
import { type CaseFile, findApplication } from "./case-file.ts";
import { dateTime } from "./case-parts.ts";
import { documentTitle } from "./case-words.ts";
import { isDrafted } from "./decision-preview.ts";
import { actorAt, type Desk, deskOf, type Office, refused } from "./desk.ts";
import { showable } from "./file-route.ts";
import { pdfAt } from "./pdf-assets.ts";

type Paper = Application["documents"][string][number];

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024))} kB`;

/** The address of a paper; whoever has said why they read the file need not say it again. */
const fileHref = ({ purpose }: Desk, id: string, file: string): string =>
  `/office/cases/${id}/files/${file}${purpose ? `?for=${purpose}` : ""}`;

/** The papers of one question: links, and whether they are checked. */
export const paperList = (desk: Desk, file: CaseFile, papers: readonly Paper[]): SafeHtml => html`
  <ul class="of-files">
    ${papers.map((paper) => html`<li class="of-paper">${paperRow(desk, file, paper)}</li>`)}
  </ul>
`;

/** A paper with who has checked it. */
export const paperRow = (desk: Desk, file: CaseFile, paper: Paper): SafeHtml => html`
  ${paperLink(desk, file.application, paper)}${checkOf(desk, file, paper.id, paper.name)}
`;

/** What a link to a paper says to the viewer: how it is shown, and what it is. */
export const viewedAs = ({ mediaType }: Paper, title: string): SafeHtml | null =>
  showable.includes(mediaType)
    ? html` data-paper="${mediaType === "application/pdf" ? "pdf" : "picture"}" data-of="${title}"`
    : null;

/** What a paper is: the title of what it was attached for. */
function titleOf({ t }: Desk, application: Application, paper: Paper | TaskFile): string {
  const { documents } = application;
  const asked = Object.keys(documents).find((id) => documents[id]?.some((e) => e.id === paper.id));
  return documentTitle(t, application, "document" in paper ? paper.document : (asked ?? ""));
}

/** The link to one paper, which the viewer opens where there is a script. */
export function paperLink(desk: Desk, application: Application, paper: Paper | TaskFile): SafeHtml {
  const { id, name, bytes } = paper;
  return html`
    <span>
      <a
        class="govuk-link"
        href="${fileHref(desk, application.id, id)}"${viewedAs(
          paper,
          titleOf(desk, application, paper),
        )}
      >${name}</a>${" "}
      <span class="hw-muted">${kilobytes(bytes)}</span>
    </span>
  `;
}

type Checks = Pick<CaseFile, "application" | "checks" | "nameOf">;

/** Who has checked a paper and when, and the tick of this officer where the file is their work. */
function checkOf(desk: Desk, file: Checks, id: string, name: string): SafeHtml {
  const { t, officer } = desk;
  const checks = file.checks.filter((each) => each.file === id);
  const isOwn = checks.some((each) => each.officer === officer.id);
  const words = checks.map((each) =>
    t("office-desk.papers.checked-by", {
      name: each.officer === officer.id ? t("office-desk.papers.you") : file.nameOf(each.officer),
      when: dateTime(t, each.at, desk),
    }),
  );
  const button = html`
    <button
      type="submit"
      class="of-small"
      form="paper-checks"
      name="${isOwn ? "uncheck" : "check"}"
      value="${id}"
    >
      ${t(isOwn ? "office-desk.papers.uncheck" : "office-desk.papers.check")}
      <span class="govuk-visually-hidden">${name}</span>
    </button>
  `;
  return html`
    <span class="of-check" id="check-${id}">
      ${
        words.length > 0
          ? html`
        <span class="of-check__said">
          ${tag(t("office-desk.papers.checked"), "good")} ${words.join(" · ")}
        </span>
      `
          : null
      }
      ${whyNotAct(actorAt(desk), file.application.state) ? null : button}
    </span>
  `;
}

/** The form of all ticks: their buttons stand beside the papers. */
const checksForm = ({ csrf }: Desk, id: string): SafeHtml => html`
  <form id="paper-checks" method="post" action="/office/cases/${id}/checks">${csrf}</form>
`;

/**
 * Where a script shows the papers beside the answers, one after the other. Without one, and where
 * there is nothing that a browser shows, the papers are links and nothing stands here.
 */
export function paperViewer(desk: Desk, { application }: CaseFile): SafeHtml | null {
  const { t } = desk;
  const papers = Object.values(application.documents).flat();
  const hasDraft = application.state.tasks.some(
    (task) => isOpen(task) && isDrafted(application, task),
  );
  if (!hasDraft && papers.length + application.taskFiles.length === 0) return null;
  const say = (key: "previous" | "next" | "smaller" | "larger" | "rotate" | "close") =>
    t(`office-desk.papers.${key}`);
  const buttonOf = (key: Parameters<typeof say>[0], sign?: string): SafeHtml => html`
    <button type="button" class="of-small" data-viewer="${key}">
      ${
        sign
          ? html`<span aria-hidden="true">${sign}</span>
            <span class="govuk-visually-hidden">${say(key)}</span>`
          : say(key)
      }
    </button>
  `;
  const viewer = html`
    <section
      class="of-viewer"
      id="viewer"
      aria-labelledby="viewer-name"
      tabindex="-1"
      data-pdf="${pdfAt.library}"
      data-pdf-worker="${pdfAt.worker}"
      data-pdf-decoders="${pdfAt.decoders}"
      hidden
    >
      <div class="of-viewer__bar">
        <h2 class="govuk-heading-s" id="viewer-name"></h2>
        <span class="hw-muted" data-viewer-place="${t("office-desk.papers.place", {
          n: "{n}",
          of: "{of}",
        })}" role="status"></span>
        ${buttonOf("close")}
      </div>
      <div class="of-viewer__bar">
        ${buttonOf("previous")}${buttonOf("next")}
        <span class="of-viewer__turn" data-viewer-turn>
          ${buttonOf("smaller", "−")}${buttonOf("larger", "+")}${buttonOf("rotate", "↻")}
        </span>
        <a class="govuk-link" data-viewer-alone target="_blank" rel="noopener">
          ${t("office-desk.papers.alone")}
        </a>
      </div>
      <div
        class="of-viewer__stage"
        role="group"
        aria-labelledby="viewer-name"
        tabindex="0"
        data-viewer-stage
      ></div>
      <div class="of-viewer__bar" data-viewer-check></div>
      <p class="of-keys">${t("office-desk.papers.keys")}</p>
    </section>
  `;
  return html`${checksForm(desk, application.id)}${viewer}`;
}

/**
 * POST /office/cases/:caseId/checks: ticks a paper, or takes the own tick back. The viewer's script
 * says that it needs no page: what somebody types beside it must not be lost.
 */
export async function checkPaper(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const mine = await findApplication(desk, ({ state }) => maySee(actorAt(desk), state));
  if (!mine.ok) return refused(desk, mine.refusal);
  const form = formOf(request);
  const checked = textOf(form, "uncheck") === "";
  const id = textOf(form, checked ? "check" : "uncheck");
  const { id: caseId, documents, taskFiles } = mine.value;
  const file = isUuid(id) ? id : "";
  const officer = actorAt(desk);
  const ticked = await deps.cases.tickPaper({ caseId, file, officer, checked });
  if (!ticked.ok) return refused(desk, ticked.refusal);
  if (!isPart(request)) return redirectTo(reply, `/office/cases/${caseId}#check-${file}`);
  const checks = await deps.cases.paperChecksOf(caseId);
  const nameOf = await deps.names(checks.map((each) => each.officer));
  const papers = [...Object.values(documents).flat(), ...taskFiles];
  const paper = papers.find((each) => each.id === file);
  const part = checkOf(desk, { application: mine.value, checks, nameOf }, file, paper?.name ?? "");
  return reply
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(part.toString());
}

const isPart = ({ headers }: FastifyRequest): boolean => headers["x-part"] === "1";
