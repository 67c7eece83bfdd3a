import type { FastifyReply } from "fastify";
import { type Invitation, inviteMember } from "../../acts/index.ts";
import { isIdentityNumber, plainIdentityNumber, type StaffDetails } from "../../kernel/index.ts";
import { formOf, isNetwork } from "../../platform/http/index.ts";
import { backLink, html, input, linkButton, warningText } from "../components/index.ts";
import {
  alsoWrong,
  readTyped,
  type StaffField,
  type StaffForm,
  type Typed,
} from "../staff/index.ts";
import { type Admin, occasionAt, showAdmin, showFormPage } from "./admin.ts";

/** What is asked of a member of staff beside their authority. */
export const detailFields = ({ t }: Admin, details?: StaffDetails): readonly StaffField[] => [
  {
    ...{ kind: "text", name: "name", label: t("staff.name"), value: details?.name },
    missing: t("staff.enter-name"),
  },
  {
    ...{ kind: "text", name: "email", label: t("staff.email"), value: details?.email ?? "" },
    hint: t("staff.email-hint"),
  },
  {
    ...{ kind: "text", name: "nationalId", label: t("staff.national-id") },
    ...{ value: details?.nationalId ?? "", hint: t("staff.national-id-hint") },
  },
  {
    ...{ kind: "text", name: "networks", label: t("staff.networks") },
    ...{ value: details?.networks.join(" "), hint: t("staff.networks-hint") },
  },
];

/** The details that were typed; what is no address, number or network is wrong at its field. */
export function detailsIn({ deps, t }: Admin, form: StaffForm, typed: Typed) {
  const { name = "", email = "", nationalId = "", networks = "" } = typed.values;
  const { identityNumber } = deps.catalogue.jurisdiction;
  const number = plainIdentityNumber(nationalId);
  const list = networks.split(/[\s,]+/).filter(Boolean);
  const details: StaffDetails = {
    ...{ name, email: email.toLowerCase() || null },
    ...{ nationalId: number || null, networks: list },
  };
  let after = typed;
  if (email !== "" && !/^[^@\s]+@[^@\s]+$/.test(email))
    after = alsoWrong(form, after, "email", t("staff.enter-email"));
  if (nationalId !== "" && !isIdentityNumber(number, identityNumber)) {
    const { example } = identityNumber;
    after = alsoWrong(form, after, "nationalId", t("staff.enter-national-id", { example }));
  }
  if (!list.every(isNetwork)) after = alsoWrong(form, after, "networks", t("staff.enter-networks"));
  return { details, typed: after };
}

const inviteForm = (at: Admin): StaffForm => {
  const { t, deps } = at;
  return {
    ...{ id: "invite", action: "/admin/staff/invite", send: t("staff.invite.send") },
    fields: [
      ...detailFields(at).slice(0, 2),
      {
        ...{ kind: "select", name: "authority", label: t("staff.authority") },
        missing: t("staff.choose-authority"),
        items: deps.catalogue.jurisdiction.authorities.map(({ id, name }) => ({
          ...{ value: id, text: t.words(name) },
        })),
      },
      ...detailFields(at).slice(2),
    ],
  };
};

const before = ({ t }: Admin) => backLink("/admin/staff", t, t("staff.title"));

/** GET /admin/staff/invite */
export function invitePage(at: Admin, typed?: Typed): FastifyReply {
  const { t } = at;
  const lead = html`<p class="govuk-body">${t("staff.invite.lead")}</p>`;
  const page = { title: t("staff.invite.title"), before: before(at), lead };
  return showFormPage(at, inviteForm(at), page, typed);
}

/** POST /admin/staff/invite */
export async function invite(at: Admin): Promise<FastifyReply> {
  const { deps, request, t } = at;
  const posted = formOf(request);
  const form = inviteForm(at);
  const { details, typed } = detailsIn(at, form, readTyped(form, posted));
  if (typed.wrong.length > 0) return invitePage(at, typed);
  const member = {
    ...{ authority: typed.values.authority ?? "", details, roles: [], lang: t.lang },
  };
  const invited = await inviteMember(deps, member, occasionAt(at, posted));
  if (invited.ok) return showInvitation(at, invited.value);
  return invitePage(at, { ...typed, refused: t.refusal(invited.refusal) });
}

/** Where the link went; where no e-mail carries it, the link itself, which is told this once. */
export function showInvitation(at: Admin, { id, link, mailedTo }: Invitation): FastifyReply {
  const { t } = at;
  const title = t("staff.invite.made");
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    ${
      link === undefined
        ? html`<p class="govuk-body">${t("staff.invite.mailed", { email: mailedTo ?? "" })}</p>`
        : html`<p class="govuk-body">${t("staff.invite.not-mailed")}</p>
            ${input({ id: "link", name: "link", label: t("staff.invite.link"), value: link }, t)}
            ${warningText(t("staff.invite.once"), t)}`
    }
    ${linkButton({ text: t("staff.invite.roles"), href: `/admin/staff/${id}` })}`;
  return showAdmin(at, { title, content, path: `/admin/staff/${id}`, before: before(at) });
}
