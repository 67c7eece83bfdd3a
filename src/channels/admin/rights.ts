import type { FastifyReply } from "fastify";
import type { StaffMember, StaffRole } from "../../kernel/index.ts";
import { html, linkButton, type SafeHtml, table } from "../components/index.ts";
import { sendCsv } from "../staff/index.ts";
import { type Admin, showAdmin } from "./admin.ts";
import { memberPath, pressesFor } from "./member.ts";
import {
  actorWords,
  authorityWords,
  daysWords,
  givenWords,
  officersIn,
  roleWords,
  scopeWords,
} from "./words.ts";

interface Right {
  readonly member: StaffMember;
  readonly role: StaffRole;
}

/** Members of one page of the database. */
const size = 500;

async function everybody(at: Admin): Promise<StaffMember[]> {
  const all: StaffMember[] = [];
  for (let after: string | undefined; ; ) {
    const rows = await at.deps.staff.members({
      ...{ standing: "active", size },
      ...(after && { after }),
    });
    all.push(...rows.slice(0, size));
    if (rows.length <= size) return all;
    after = rows[size - 1]?.id;
  }
}

const rightsOf = (members: readonly StaffMember[]): Right[] =>
  members.flatMap((member) => member.roles.map((role) => ({ member, role })));

const namesOf = (at: Admin, rights: readonly Right[]) =>
  at.deps.officerNames(officersIn(rights.flatMap(({ role }) => [role.askedBy, role.givenBy])));

/** GET /admin/rights: by role, who may do what, where, until when, and who gave it. */
export async function rightsPage(at: Admin): Promise<FastifyReply> {
  const { t } = at;
  const { authority } = at.request.query as { authority?: string };
  const { authorities } = at.deps.catalogue.jurisdiction;
  const asked = authorities.find(({ id }) => id === authority);
  const rights = rightsOf(await everybody(at));
  const shown = asked ? rights.filter(({ member }) => member.authority === asked.id) : [];
  const names = await namesOf(at, shown);
  const byRole = Map.groupBy(shown, ({ role }) => role.role);
  const counts = Map.groupBy(rights, ({ member }) => member.authority);
  const sections: SafeHtml = asked
    ? html`<h2 class="govuk-heading-m">${t.words(asked.name)}</h2>
        ${[...byRole].map(([role, held]) =>
          table({
            caption: roleWords(at, asked.id, role),
            columns: [
              { text: t("staff.name") },
              { text: t("staff.where") },
              { text: t("staff.when") },
              { text: t("staff.who-gave") },
            ],
            rows: held.map((right) => [
              html`<a class="govuk-link hw-table__title" href="${memberPath(right.member.id)}">
                ${right.member.name}</a>`,
              scopeWords(at, asked.id, right.role),
              daysWords(at, right.role),
              givenWords(at, names, right.role),
            ]),
          }),
        )}`
    : table({
        caption: t("staff.rights.by-authority"),
        columns: [{ text: t("staff.authority") }, { text: t("staff.rights.count"), numeric: true }],
        rows: authorities.map(({ id, name }) => [
          html`<a class="govuk-link hw-table__title" href="/admin/rights?authority=${id}">
            ${t.words(name)}</a>`,
          t.number(counts.get(id)?.length ?? 0),
        ]),
      });
  const content = html`<h1 class="govuk-heading-l">${t("staff.rights.title")}</h1>
    <p class="govuk-body-l">${t("staff.rights.lead")}</p>
    ${linkButton({
      ...{ text: t("staff.rights.export"), href: "/admin/rights.csv", kind: "secondary" },
    })}${sections}`;
  return showAdmin(at, { title: t("staff.rights.title"), content });
}

/** GET /admin/rights.csv: the same for everybody, a line for each role. */
export async function rightsFile(at: Admin): Promise<FastifyReply> {
  const { t } = at;
  const rights = rightsOf(await everybody(at));
  const names = await namesOf(at, rights);
  const heading = [
    ...[t("staff.name"), t("staff.authority"), t("staff.role"), t("staff.where")],
    ...[t("staff.when"), t("staff.who-asked"), t("staff.who-gave")],
  ];
  const lines = rights.map(({ member: { name, authority }, role }) => [
    ...[name, authorityWords(at, authority), roleWords(at, authority, role.role)],
    ...[scopeWords(at, authority, role), daysWords(at, role)],
    ...[actorWords(at, names, role.askedBy)],
    ...[role.givenBy ? actorWords(at, names, role.givenBy) : t("staff.waits")],
  ]);
  return sendCsv(at, "rights.csv", [heading, ...lines]);
}

const deputyIn = (given: object): string[] =>
  "deputy" in given && typeof given.deputy === "string" ? [given.deputy] : [];

/** GET /admin/waiting: what one administrator asked for and another has to confirm. */
export async function waitingPage(at: Admin): Promise<FastifyReply> {
  const { deps, t } = at;
  const members = await deps.staff.members({ waiting: true, size: 200 });
  const asked = members.flatMap((member) => [
    ...member.roles
      .filter(({ status }) => status === "asked")
      .map((role) => ({
        ...{ member, given: role, path: `${memberPath(member.id)}/roles/${role.id}` },
        what: [
          roleWords(at, member.authority, role.role),
          scopeWords(at, member.authority, role),
        ].join(" · "),
      })),
    ...member.absences
      .filter(({ status }) => status === "asked")
      .map((absence) => ({
        ...{ member, given: absence, path: `${memberPath(member.id)}/leave/${absence.id}` },
        what: `${t("staff.leave")} · ${daysWords(at, absence)}`,
      })),
  ]);
  const lost = members.flatMap((member) =>
    member.recoveries.map((given) => ({
      ...{ member, given, path: `${memberPath(member.id)}/recoveries/${given.id}` },
      what: t("staff.recovery.title"),
    })),
  );
  const items = [...asked, ...lost];
  const deputies = items.flatMap(({ given }) => deputyIn(given));
  const names = await deps.officerNames([
    ...officersIn(items.map(({ given }) => given.askedBy)),
    ...deputies,
  ]);
  const content = html`<h1 class="govuk-heading-l">${t("staff.waiting.title")}</h1>
    <p class="govuk-body-l">${t("staff.waiting.lead")}</p>
    ${table({
      caption: t("staff.waiting.title"),
      captionHidden: true,
      columns: [
        { text: t("staff.name") },
        { text: t("staff.changes.what") },
        { text: t("staff.who-asked") },
        { text: t("staff.do") },
      ],
      rows: items.map(({ member, given, path, what }) => [
        html`<div><a class="govuk-link" href="${memberPath(member.id)}">${member.name}</a><br>
          ${authorityWords(at, member.authority)}</div>`,
        [what, ...deputyIn(given).map((id) => `${t("staff.deputy")}: ${names.get(id) ?? ""}`)].join(
          " · ",
        ),
        actorWords(at, names, given.askedBy),
        member.id === at.officer.id ? "" : pressesFor(at, { ...given, path, what: member.name }),
      ]),
      empty: t("staff.waiting.none"),
    })}`;
  return showAdmin(at, { title: t("staff.waiting.title"), content });
}
