import type { FastifyReply, FastifyRequest } from "fastify";
import {
  exportedHistory,
  exportedPapers,
  frameOf,
  mostExported,
  voteCount,
} from "../../acts/index.ts";
import {
  type Application,
  exportPurposes,
  signedScan,
  type TaskFile,
  votedOn,
} from "../../cases/index.ts";
import {
  type Dossier,
  type DossierSection,
  drawDossier,
  type PaperField,
  type PaperGroup,
} from "../../paper/index.ts";
import { requireRecentProof } from "../../platform/auth/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import { button, checkboxes, details, html, radios, type SafeHtml } from "../components/index.ts";
import { askedFor } from "./ask-this.ts";
import { type CaseFile, findApplication, openFile, recordLook } from "./case-file.ts";
import { historyEntries, isOfKept, isUntold } from "./case-history.ts";
import { calculatedIn, dateTime, part } from "./case-parts.ts";
import { documentTitle, outcomeWords, statusKey, taskWords } from "./case-words.ts";
import { authorityName, committeeName, type Desk, deskOf, type Office, refused } from "./desk.ts";
import { earlierWords, findingRows, isKept } from "./finding-rows.ts";
import { writerOf } from "./thread-part.ts";

/** The way to one PDF of the whole file, with or without what officers wrote to each other. */
export function exportPart(desk: Desk, { application: { id }, notes }: CaseFile): SafeHtml {
  const { t, csrf, purpose } = desk;
  const label = t("office-pages.export.with-notes");
  const withNotes =
    notes.length > 0
      ? checkboxes(
          {
            ...{ id: "export-notes", name: "notes", legend: label, legendHidden: true },
            items: [{ value: "yes", text: label }],
          },
          t,
        )
      : null;
  const why = radios(
    {
      ...{ id: "export-why", name: "why", legend: t("office-pages.export.why") },
      items: exportPurposes.map((value) => ({
        value,
        text: t(`office-pages.find.purpose.${value}`),
      })),
    },
    t,
  );
  const form = html`
    <form
      method="post"
      action="/office/cases/${id}/export${purpose ? `?for=${purpose}` : ""}"
      novalidate
    >
      ${csrf}
      <p class="govuk-body">${t("office-pages.export.lead")}</p>
      ${why}${withNotes}
      ${button({ text: t("office-pages.export.button"), kind: "secondary" })}
    </form>
  `;
  return part(
    "export",
    t("office-pages.export.heading"),
    details(t("office-pages.export.button"), form),
  );
}

/**
 * POST /office/cases/:caseId/export: the whole file as one PDF, for an officer who has just proved
 * who they are. That it left the house, and what for, is recorded first, and shown to its person.
 */
export async function exportFile(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const opened = await findApplication(desk);
  if (!opened.ok) return refused(desk, opened.refusal);
  const form = formOf(request);
  const withNotes = textOf(form, "notes") === "yes";
  const why = exportPurposes.find((each) => each === textOf(form, "why"));
  if (!why) return refused(desk, { code: "case.export-purpose-missing", kind: "invalid" });
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  await recordLook(desk, opened.value, "export", why);
  const file = await openFile(desk, opened.value);
  const bytes = await drawDossier(await dossierOf(desk, file, withNotes));
  const name = `${opened.value.state.submitted?.reference}.pdf`;
  return reply
    .header("content-type", "application/pdf")
    .header("content-disposition", `attachment; filename="${name}"`)
    .header("cache-control", "private, no-store")
    .send(Buffer.from(bytes));
}

async function dossierOf(desk: Desk, file: CaseFile, withNotes: boolean): Promise<Dossier> {
  const { deps, t, now } = desk;
  const { application } = file;
  const number = application.state.submitted?.reference ?? "";
  const events = application.history.filter((event) => !isUntold(desk, application, event));
  const history = exportedHistory({ history: events }, (event) =>
    isOfKept(desk, application, event),
  );
  const { sha256: hash } = history;
  const { files, section } = await papersOf(desk, application);
  const notes = file.notes.map(({ at, author, text }) => ({
    ...{ title: file.nameOf(author), about: dateTime(t, at, desk), texts: [text] },
  }));
  const { face, both, notice } = frameOf(deps, { first: t });
  return {
    ...{ face, both, at: now, number, notice: notice?.[0] },
    title: t("office-pages.export.title"),
    authority: authorityName(desk, application.definition.authority),
    groups: groupsOf(desk, file, hash),
    sections: [
      section,
      workOf(desk, file),
      threadOf(desk, file),
      ...(withNotes && notes.length > 0
        ? [{ heading: t("office-pages.export.notes"), entries: notes }]
        : []),
      historyOf(desk, file),
    ].filter(({ entries }) => entries.length > 0),
    files: [
      {
        ...{ name: "history.jsonl", mediaType: "application/jsonl", at: now },
        description: t("office-pages.export.hash"),
        bytes: history.bytes,
      },
      ...files,
    ],
    foot: (page, pages) => t("office-pages.export.foot", { number, page, pages, hash }),
  };
}

const field = (label: string, value: string | undefined | null): PaperField => ({
  label: [label],
  value: [value || "–"],
});

/** When it was decided and by what outcome, in order: also on appeals, and again after them. */
const decisionsOf = (desk: Desk, { definition, history }: Application): PaperField[] => {
  const { t } = desk;
  const { outcomes = [] } = definition.appeal ?? {};
  return history.flatMap((event) => {
    const at = dateTime(t, event.at, desk);
    if (event.type === "CaseDecided")
      return [field(t("application.decided-on"), `${at} – ${t(`status.${event.data.outcome}`)}`)];
    if (event.type !== "AppealDecided") return [];
    const title = t.words(outcomes.find(({ id }) => id === event.data.outcome)?.title);
    return [field(t("slip.appeal-decided-on"), [at, title].filter(Boolean).join(" – "))];
  });
};

function groupsOf(desk: Desk, { application }: CaseFile, hash: string): PaperGroup[] {
  const { t, officer, now } = desk;
  const { state, definition, asked } = application;
  const { applicant } = asked;
  const { phone, email } = application.contact ?? applicant;
  const at = state.submitted?.at;
  const facts = [
    field(t("slip.service"), t.words(definition.title)),
    field(t("application.number"), state.submitted?.reference),
    field(t("application.status"), t(`status.${statusKey(application)}`)),
    field(t("application.submitted-on"), at && dateTime(t, at, desk)),
    ...decisionsOf(desk, application),
    field(t("office-pages.export.by"), officer.name),
    field(t("office-pages.export.on"), dateTime(t, now, desk)),
    field(t("office-pages.export.hash"), hash),
    field("history.jsonl", t("office-pages.export.how")),
  ];
  const person = [
    field(t("office-pages.applicant.name"), applicant.name),
    field(t("office-pages.applicant.born"), applicant.birthDate && t.date(applicant.birthDate)),
    field(t("office-pages.applicant.national-id"), applicant.nationalId),
    field(t("office-pages.applicant.nationality"), applicant.nationality),
    field(t("office-pages.applicant.contact"), [phone, email].filter(Boolean).join(", ")),
  ];
  const answers = askedFor(desk, application).pages.map(({ title, rows }) => ({
    title: [title] as const,
    fields: rows
      .filter((row) => !row.field.startsWith("documents."))
      .map((row) => field(row.question, row.answer)),
  }));
  const calculated = calculatedIn(desk, application).map(({ title, answer }) =>
    field(title, answer),
  );
  return [
    { fields: facts },
    { title: [t("office.applicant")], fields: person },
    ...answers.filter(({ fields }) => fields.length > 0),
    ...(calculated.length > 0
      ? [{ title: [t("office-pages.calculated")] as const, fields: calculated }]
      : []),
  ];
}

/** What officers attached, without that of tasks whose result is kept from this one. */
const filesOpen = (desk: Desk, application: Application): readonly TaskFile[] =>
  application.taskFiles.filter(({ task: key }) => {
    const task = application.state.tasks.find((each) => each.key === key);
    return key === signedScan.id || (task && !isKept(desk, application, task));
  });

/** The papers with their hashes, and those that travel inside the PDF. */
async function papersOf(desk: Desk, application: Application) {
  const { t, deps, now } = desk;
  const papers = await exportedPapers(deps, application, filesOpen(desk, application));
  const size = `${mostExported / 2 ** 20} MB`;
  const titleOf = (document: string) => documentTitle(t, application, document);
  const entries = papers.map(({ document, name, mediaType, bytes, content, left }) => ({
    title: `${titleOf(document)} – ${name}`,
    about: `${mediaType} · ${t.number(bytes)} B`,
    texts: [
      content
        ? `SHA-256 ${content.sha256}`
        : left === "held"
          ? t("office-pages.export.held")
          : t("office-pages.export.too-large", { size }),
    ],
  }));
  const files = papers.flatMap(({ document, name, mediaType, content }, index) => {
    if (!content) return [];
    // Papers may have the same name; inside a PDF each needs its own.
    const own = `${String(index + 1).padStart(2, "0")}-${name}`;
    const description = `${titleOf(document)} (${name})`;
    return [{ name: own, mediaType, description, bytes: content.bytes, at: now }];
  });
  return { files, section: { heading: t("office-pages.export.papers"), entries } };
}

/** What was done on the file, with what officers recorded. */
function workOf(desk: Desk, { application, nameOf }: CaseFile): DossierSection {
  const { t } = desk;
  const entries = application.state.tasks.flatMap((task) => {
    const { done } = task;
    if (!done || isKept(desk, application, task)) return [];
    const rows = findingRows(desk, application, task) ?? [];
    const vote = votedOn(application.definition, task);
    const own = done.by === "system" ? t("office-pages.system") : nameOf(done.by);
    const place = authorityName(desk, task.authority);
    const by = vote
      ? `${committeeName(desk, task.authority)} · ${voteCount(t, vote)}`
      : `${own}, ${place}`;
    const { task: words } = taskWords(t, application, task);
    return [
      {
        title: `${words} – ${outcomeWords(t, application, task, done.outcome)}`,
        about: `${dateTime(t, done.at, desk)} · ${by}`,
        texts: [
          ...rows.flatMap(({ field, question, answer }) => [
            `${question}: ${answer || "–"}`,
            ...earlierWords(desk, application, task, { field, nameOf }),
          ]),
          ...application.taskFiles
            .filter((file) => file.task === task.key)
            .map(({ document, name }) => `${documentTitle(t, application, document)}: ${name}`),
        ],
      },
    ];
  });
  return { heading: t("office-pages.work"), entries };
}

function threadOf(desk: Desk, file: CaseFile): DossierSection {
  const { t } = desk;
  const entries = file.thread.map((message) => ({
    title: writerOf(desk, file, message),
    about: dateTime(t, message.at, desk),
    texts: [message.text],
  }));
  return { heading: t("thread.with-applicant"), entries };
}

function historyOf(desk: Desk, file: CaseFile): DossierSection {
  const entries = historyEntries(desk, file).map(({ title, when, by, texts }) => ({
    ...{ title, about: `${when} · ${by}`, texts },
  }));
  return { heading: desk.t("office.history"), entries };
}
