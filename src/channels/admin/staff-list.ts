import type { FastifyReply } from "fastify";
import type { Standing } from "../../kernel/index.ts";
import { html, linkButton, table, tag } from "../components/index.ts";
import { plainForm, type StaffForm } from "../staff/index.ts";
import { type Admin, showAdmin } from "./admin.ts";
import { authorityWords, roleWords } from "./words.ts";

const standings: readonly Standing[] = ["active", "invited", "left"];
const size = 50;

const tones = { active: "good", invited: "action", left: undefined } as const;

export const standingTag = ({ t }: Admin, standing: Standing) =>
  tag(t(`staff.standing.${standing}`), tones[standing]);

/**
 * GET /admin/staff: whoever works here or is invited, by name; a search without a standing is among
 * those who have left too. What is asked for stands in the address.
 */
export async function staffList(at: Admin): Promise<FastifyReply> {
  const { deps, request, t } = at;
  const asked = request.query as Readonly<Record<string, string | undefined>>;
  const text = typeof asked.text === "string" ? asked.text.slice(0, 100) : "";
  const { authorities } = deps.catalogue.jurisdiction;
  const authority = authorities.find(({ id }) => id === asked.authority)?.id;
  const standing = standings.find((each) => each === asked.standing);
  const after = typeof asked.after === "string" ? asked.after : "";
  const rows = await deps.staff.members({
    ...{ text, size },
    ...(standing ? { standing } : text === "" && { standing: "here" }),
    ...(authority && { authority }),
    ...(/^[0-9a-f-]{36}$/.test(after) && { after }),
  });
  const page = rows.slice(0, size);
  const last = rows.length > size ? page.at(-1) : undefined;
  const filter: StaffForm = {
    ...{ id: "find", action: "/admin/staff", send: t("staff.find") },
    fields: [
      {
        ...{ kind: "text", name: "text", label: t("staff.name-or-email"), value: text },
        atTimes: true,
      },
      {
        ...{ kind: "select", name: "authority", label: t("staff.authority"), value: authority },
        atTimes: true,
        items: authorities.map(({ id, name }) => ({ value: id, text: t.words(name) })),
      },
      {
        ...{ kind: "select", name: "standing", label: t("staff.standing.label"), value: standing },
        atTimes: true,
        items: standings.map((value) => ({ value, text: t(`staff.standing.${value}`) })),
      },
    ],
  };
  const query = new URLSearchParams({
    ...{ text, after: last?.id ?? "" },
    ...(standing && { standing }),
    ...(authority && { authority }),
  });
  const content = html`<h1 class="govuk-heading-l">${t("staff.title")}</h1>
    <p class="govuk-body-l">${t("staff.lead")}</p>
    ${linkButton({ text: t("staff.invite.title"), href: "/admin/staff/invite" })}
    <div class="ad-filter">${plainForm(filter, at)}</div>
    ${table({
      caption: t("staff.title"),
      captionHidden: true,
      columns: [
        { text: t("staff.name") },
        { text: t("staff.authority") },
        { text: t("staff.role") },
        { text: t("staff.standing.label") },
      ],
      rows: page.map((member) => [
        html`<a class="govuk-link hw-table__title" href="/admin/staff/${member.id}">
          ${member.name}</a>`,
        authorityWords(at, member.authority),
        t.list([...new Set(member.roles.map(({ role }) => roleWords(at, member.authority, role)))]),
        standingTag(at, member.standing),
      ]),
      empty: t("staff.none"),
    })}
    ${
      last
        ? linkButton({ text: t("staff.more"), href: `/admin/staff?${query}`, kind: "secondary" })
        : null
    }`;
  return showAdmin(at, { title: t("staff.title"), content });
}
