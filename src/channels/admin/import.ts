import type { FastifyReply } from "fastify";
import { importStaff, readStaffFile, type StaffFile, staffColumns } from "../../acts/index.ts";
import { formOf, multipartOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { html, inset, type SafeHtml, table } from "../components/index.ts";
import { type StaffForm, staffForm } from "../staff/index.ts";
import { type Admin, occasionAt, showAdmin } from "./admin.ts";
import { authorityWords, roleWords } from "./words.ts";

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

function problemTable({ t }: Admin, { problems }: StaffFile): SafeHtml {
  return table({
    caption: t("staff.file.problems", { count: problems.length }),
    columns: [{ text: t("staff.file.line") }, { text: t("staff.file.problem") }],
    rows: problems.map(({ line, code, value }) => [
      t.number(line),
      t.named(`staff.file.wrong.${code}`, { value }),
    ]),
  });
}

function preview(at: Admin, { people }: StaffFile): SafeHtml {
  const { t } = at;
  return table({
    caption: t("staff.file.people", { count: people.length }),
    columns: [
      { text: t("staff.name") },
      { text: t("staff.email") },
      { text: t("staff.authority") },
      { text: t("staff.role") },
    ],
    rows: people
      .slice(0, 100)
      .map(({ name, email, authority, roles }) => [
        ...[name, email, authorityWords(at, authority)],
        t.list(roles.map(({ role }) => roleWords(at, authority, role))),
      ]),
  });
}

function show(at: Admin, text: string, file?: StaffFile): FastifyReply {
  const { t } = at;
  const wrong = file !== undefined && file.problems.length > 0;
  const content = html`<h1 class="govuk-heading-l">${t("staff.file.title")}</h1>
    <p class="govuk-body-l">${t("staff.file.lead")}</p>
    ${inset(html`<code>${staffColumns.join(",")}</code>`)}
    ${wrong ? problemTable(at, file) : null}
    ${file && !wrong ? html`${preview(at, file)}${staffForm(applyForm(at, text), at)}` : null}
    ${staffForm(checkForm(at, text), at)}`;
  return showAdmin(at, { title: t("staff.file.title"), content, path, status: wrong ? 422 : 200 });
}

/** GET /admin/import */
export const importPage = (at: Admin): FastifyReply => show(at, "");

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** POST /admin/import: what the file would do, or everything that is wrong with it. */
export async function checkFile(at: Admin): Promise<FastifyReply> {
  const { fields, files } = multipartOf(at.request);
  const text = files[0] ? utf8(files[0].body) : textOf(fields, "text");
  return show(at, text, await readStaffFile(at.deps, text));
}

/** POST /admin/import/apply */
export async function applyFile(at: Admin): Promise<FastifyReply> {
  const { deps, request, reply, t } = at;
  const posted = formOf(request);
  const text = textOf(posted, "text");
  const file = await readStaffFile(deps, text);
  const done = await importStaff(deps, file, { ...occasionAt(at, posted), lang: t.lang });
  if (!done.ok) return show(at, text, file);
  const { invited, given, refused } = done.value;
  return redirectTo(reply, "/admin/waiting", {
    kind: refused.length > 0 ? "notice" : "success",
    code: "staff.file.done",
    facts: { invited, given, refused: refused.length },
  });
}
