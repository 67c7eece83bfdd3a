import type { FastifyReply, FastifyRequest } from "fastify";
import { durationText } from "../../../kernel/index.ts";
import { type Processing, registerOf } from "../../../privacy/index.ts";
import { html, linkButton, type SafeHtml, summaryList } from "../../components/index.ts";
import { authorityName, type Desk, type Office } from "../desk.ts";
import { privacyDesk, sections, showPrivacy } from "./frame.ts";

/** GET /office/privacy/register: what is processed, why and how long, from the definitions. */
export async function showRegister(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { t } = desk;
  const register = registerOf(deps.catalogue.services);
  return showPrivacy(desk, {
    section: "register",
    lead: t("privacy-desk.register.lead"),
    content: html`
      ${linkButton({
        ...{ text: t("privacy-desk.register.download"), kind: "secondary" },
        href: `${sections.register}.json`,
      })}
      ${register.map((entry) => entryView(desk, entry))}`,
  });
}

function entryView(desk: Desk, entry: Processing): SafeHtml {
  const { t } = desk;
  const data = [...entry.data, ...entry.findings].map((words) => t.words(words));
  const laws = entry.laws.map(({ title }) => t.words(title));
  const { granted, otherwise } = entry.retention;
  const term = {
    granted: t.duration(durationText(granted)),
    otherwise: t.duration(durationText(otherwise)),
  };
  const rows = [
    { key: t("privacy-desk.register.purpose"), value: t.words(entry.purpose) },
    { key: t("privacy-desk.register.data"), value: [...new Set(data)].join("; ") },
    {
      key: t("privacy-desk.register.laws"),
      value: laws.join("; ") || t("privacy-desk.register.no-law"),
    },
    {
      key: t("privacy-desk.register.recipients"),
      value: entry.recipients.map((id) => authorityName(desk, id)).join("; "),
    },
    { key: t("privacy-desk.register.kept"), value: t("public.kept", term) },
  ];
  return html`<details class="govuk-details"><summary class="govuk-details__summary">
    <span class="govuk-details__summary-text">${t.words(entry.title)}</span></summary>
    <div class="govuk-details__text">${summaryList({ rows })}</div></details>`;
}

/** GET /office/privacy/register.json: the same to hand to the supervisory authority. */
export async function sendRegister(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const entries = registerOf(deps.catalogue.services).map((entry) => ({
    ...entry,
    retention: {
      ...entry.retention,
      granted: durationText(entry.retention.granted),
      otherwise: durationText(entry.retention.otherwise),
    },
  }));
  const { name } = deps.catalogue.jurisdiction;
  return reply
    .header("content-type", "application/json; charset=utf-8")
    .header("content-disposition", 'attachment; filename="register-of-processing.json"')
    .header("cache-control", "private, no-store")
    .send(JSON.stringify({ government: name, madeAt: desk.now, entries }, null, 2));
}
