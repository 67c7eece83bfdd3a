import type { FastifyReply } from "fastify";
import {
  authorityCodes,
  codesWithin,
  daysAsInstants,
  importStaff,
  type LineProblem,
  type LineRefusal,
  readStaffFile,
  type StaffFile,
  staffColumns,
} from "../../acts/index.ts";
import { formOf, multipartOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { html, inset, linkButton, type SafeHtml, table } from "../components/index.ts";
import { type StaffForm, sendCsv, staffForm } from "../staff/index.ts";
import { type Admin, occasionAt, showAdmin } from "./admin.ts";
import { authorityWords, daysWords, roleWords, scopeWords } from "./words.ts";

const path = "/admin/import";

/** A file is chosen or its text pasted; what was read comes back with it. */
const checkForm = ({ t }: Admin, text = ""): StaffForm => ({
  ...{ id: "check", action: path, send: t("staff.file.check") },
  fields: [
    {
      ...{ kind: "file", name: "file", label: t("staff.file.choose"), accept: ".csv,text/csv" },
      hint: t("staff.file.hint"),
    },
    {
      ...{ kind: "lines", name: "text", rows: 8, label: t("staff.file.text"), value: text },
      atTimes: true,
    },
  ],
});

const applyForm = ({ t }: Admin, text: string): StaffForm => ({
  ...{ id: "apply", action: `${path}/apply`, send: t("staff.file.apply") },
  ...{ fields: [], hidden: { text } },
});

/** What is wrong with a line, in words; who is refused, and why. */
const problemWords = ({ deps, t }: Admin, problem: LineProblem | LineRefusal): string => {
  if ("refusal" in problem) return `${problem.email}: ${t.refusal(problem.refusal)}`;
  const { example } = deps.catalogue.jurisdiction.identityNumber;
  const { code, value } = problem;
  return code === "national-id"
    ? t("staff.file.wrong.national-id", { value, example })
    : t.named(`staff.file.wrong.${code}`, { value });
};

const problemTable = (at: Admin, caption: string, problems: StaffFile["problems"]): SafeHtml =>
  table({
    caption,
    columns: [{ text: at.t("staff.file.line") }, { text: at.t("staff.file.problem") }],
    rows: problems.map((problem) => [at.t.number(problem.line), problemWords(at, problem)]),
  });

/** The first lines of what the file would do, a row for each role. */
function preview(at: Admin, { people }: StaffFile): SafeHtml {
  const { t } = at;
  const rows = people.flatMap((person) => person.roles.map((role) => ({ ...person, role })));
  return table({
    caption: t("staff.file.people", { count: people.length }),
    columns: [
      { text: t("staff.name") },
      { text: t("staff.email") },
      { text: t("staff.authority") },
      { text: t("staff.role") },
      { text: t("staff.where") },
      { text: t("staff.when") },
    ],
    rows: rows
      .slice(0, 100)
      .map(({ name, email, authority, role }) => [
        ...[name, email, authorityWords(at, authority), roleWords(at, authority, role.role)],
        ...[scopeWords(at, authority, role), daysWords(at, daysAsInstants(at.deps, role))],
      ]),
  });
}

const problemsCaption = ({ t }: Admin, { problems }: StaffFile): string =>
  t("staff.file.problems", { count: problems.length });

const codesPart = ({ t }: Admin): SafeHtml =>
  html`<p class="govuk-body">${t("staff.file.codes-lead")}</p>
    <div class="ad-row">
      ${linkButton({
        ...{ text: t("staff.file.codes"), href: `${path}/codes.csv`, kind: "secondary" },
      })}
      ${linkButton({
        ...{ text: t("staff.file.template"), href: `${path}/template.csv`, kind: "secondary" },
      })}
    </div>`;

/** GET /admin/import/codes.csv: what a file may name, with the codes and names. */
export function codesFile(at: Admin): FastifyReply {
  const { deps, t } = at;
  const kinds = {
    ...{ role: t("staff.role"), office: t("staff.file.office"), service: t("staff.file.service") },
  };
  const lines = authorityCodes(deps).flatMap(({ code: authority, names }) => [
    [t("staff.authority"), authority, authority, t.words(names)],
    ...codesWithin(deps, authority).map(({ kind, code, names: own }) => [
      ...[kind === "authority" ? "" : kinds[kind], authority, code, t.words(own) || code],
    ]),
  ]);
  const heading = [
    ...[t("staff.file.kind"), t("staff.authority"), t("staff.file.code"), t("staff.name")],
  ];
  return sendCsv(at, "codes.csv", [heading, ...lines]);
}

/** GET /admin/import/template.csv: an empty file with its columns. */
export const templateFile = (at: Admin): FastifyReply => sendCsv(at, "staff.csv", [staffColumns]);

function show(at: Admin, text: string, file?: StaffFile): FastifyReply {
  const { t } = at;
  const wrong = file !== undefined && file.problems.length > 0;
  const content = html`<h1 class="govuk-heading-l">${t("staff.file.title")}</h1>
    <p class="govuk-body-l">${t("staff.file.lead")}</p>
    ${inset(html`<code>${staffColumns.join(",")}</code>`)}
    ${codesPart(at)}
    ${wrong ? problemTable(at, problemsCaption(at, file), file.problems) : null}
    ${file && !wrong ? html`${preview(at, file)}${staffForm(applyForm(at, text), at)}` : null}
    ${staffForm(checkForm(at, text), at)}`;
  return showAdmin(at, { title: t("staff.file.title"), content, path, status: wrong ? 422 : 200 });
}

/** GET /admin/import */
export const importPage = (at: Admin): FastifyReply => show(at, "");

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const actorOf = ({ officer }: Admin): string => `officer:${officer.id}`;

/** POST /admin/import: what the file would do, or everything that is wrong with it. */
export async function checkFile(at: Admin): Promise<FastifyReply> {
  const { fields, files } = multipartOf(at.request);
  const text = files[0] ? utf8(files[0].body) : textOf(fields, "text");
  return show(at, text, await readStaffFile(at.deps, text, actorOf(at)));
}

/** POST /admin/import/apply: to what waits now, or who was refused and why. */
export async function applyFile(at: Admin): Promise<FastifyReply> {
  const { deps, request, reply, t } = at;
  const posted = formOf(request);
  const text = textOf(posted, "text");
  const file = await readStaffFile(deps, text, actorOf(at));
  const done = await importStaff(deps, file, { ...occasionAt(at, posted), lang: t.lang });
  if (!done.ok) return show(at, text, file);
  const { invited, given, asked, refused } = done.value;
  const facts = { invited, given, asked, refused: refused.length };
  if (refused.length === 0) {
    const flash = { kind: "success", code: "staff.file.done", facts } as const;
    return redirectTo(reply, "/admin/waiting", flash);
  }
  const title = t("staff.file.title");
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("staff.file.done", facts)}</p>
    ${problemTable(at, t("staff.file.refused"), refused)}`;
  return showAdmin(at, { title, content, path });
}
