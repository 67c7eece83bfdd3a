import type { FastifyReply } from "fastify";
import {
  changeAndTell,
  changedParts,
  messageWords,
  previewText,
  type TextPreview,
  textProblems,
} from "../../acts/index.ts";
import { everyService } from "../../catalogue/index.ts";
import {
  type OwnText,
  type Template,
  type TextPlace,
  templates,
  textKey,
  textParts,
} from "../../messages/index.ts";
import { type FormFields, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { markOf } from "../../settings/index.ts";
import { button, details, html, inset, type SafeHtml, summaryList } from "../components/index.ts";
import { alsoWrong, readTyped, type StaffForm, staffForm } from "../staff/index.ts";
import { type Admin, occasionAt, refuseAdmin, showAdmin, showFormPage } from "./admin.ts";
import { lettersPart } from "./letters.ts";
import { backToTexts, textFrame, textsPath, textTable, whichText } from "./text-frame.ts";

const path = textsPath;
const names = Object.keys(templates) as readonly Template[];

/** What messages are about: each stands in one of these parts of the list. */
const groups = {
  application: [
    "submitted",
    "request",
    "answered",
    "office-wrote",
    "extended",
    "paper-given",
    "selected",
    "withdrawn",
    "contact-changed",
    "taken-offline",
    "taken-let-go",
    "taken-discarded",
    "journey-needs-you",
    "journey-stopped",
  ],
  decision: [
    "granted",
    "granted-to-pay",
    "refused",
    "appeal-received",
    "appeal-decided",
    "expiring",
    "revoked",
  ],
  money: ["fee-due", "paid", "credit", "refunded"],
  account: [
    "confirm-code",
    "confirm-address",
    "file-opened",
    "pin-set",
    "phone-added",
    "data-answered",
    "data-corrected",
    "data-breach",
    "email-returned",
  ],
  visit: [
    "appointment-booked",
    "appointment-reminder",
    "appointment-moved",
    "appointment-cancelled",
    "appointment-called-off",
    "outing-ordered",
    "outing-planned",
    "outing-declined",
    "ticket-taken",
    "ticket-near",
    "ticket-unserved",
    "ticket-soon",
  ],
  phone: [
    "sms-status",
    "sms-wait",
    "sms-unserved",
    "sms-called",
    "sms-ticket",
    "sms-not-found",
    "sms-stopped",
    "sms-started",
    "sms-help",
  ],
  staff: ["staff-invited", "officer-told", "links-digest"],
  partnership: [
    "update-asked",
    "update-reminder",
    "update-received",
    "update-silent",
    "post-taken-over",
    "monday",
  ],
} as const satisfies Readonly<Record<string, readonly Template[]>>;

type Group = keyof typeof groups;
const groupNames = Object.keys(groups) as readonly Group[];

/** What a message is about, with the example of its preview; an answer to an SMS has no subject. */
function titleOf({ deps, t }: Admin, template: Template): string {
  const { sms, subject } = previewText(deps, { template, service: everyService, lang: t.lang }, {});
  return template.startsWith("sms-") ? sms.body : subject;
}

/** GET /admin/texts: every message, with those that have words of their own. */
export function textsPage(at: Admin): FastifyReply {
  const { t } = at;
  const content = html`<h1 class="govuk-heading-l">${t("settings.texts.title")}</h1>
    <p class="govuk-body-l">${t("settings.texts.lead")}</p>
    ${groupNames.map((group) => groupPart(at, group))}
    ${lettersPart(at)}`;
  return showAdmin(at, { title: t("settings.texts.title"), content, path });
}

/** The messages about one thing, folded: there are too many for one look. */
function groupPart(at: Admin, group: Group): SafeHtml {
  const { deps, t } = at;
  const its: readonly Template[] = groups[group];
  const title = t(`settings.texts.about.${group}`);
  return details(
    `${title} (${t.number(its.length)})`,
    textTable(at, {
      ...{ caption: title, column: t("settings.texts.message") },
      own: deps.catalogue.jurisdiction.texts,
      rows: its.map((template) => [
        template,
        html`<a class="govuk-link hw-table__title" href="${path}/${template}">
          ${titleOf(at, template)}</a>
          <br><span class="govuk-hint">${t(`settings.texts.occasion.${template}`)}</span>`,
      ]),
    }),
  );
}

interface AtText {
  readonly place: TextPlace;
  readonly title: string;
}

/** The message that an address names, for the service and in the language that are asked for. */
function asked(at: Admin, service: string, lang: string): AtText | undefined {
  const { template: name } = at.request.params as { template?: string };
  const template = names.find((each) => each === name);
  if (!template) return undefined;
  const place = { template, ...whichText(at, service, lang) };
  return { place, title: titleOf(at, template) };
}

const unknown = (at: Admin): FastifyReply =>
  refuseAdmin(at, { kind: "not-found", code: "http.not-found" }, path);

function textForm(at: Admin, { place }: AtText): StaffForm {
  const { t, deps } = at;
  const { usual, own, places } = messageWords(deps, place);
  const hint = t("settings.texts.places", { places: places.map((each) => `{${each}}`).join(" ") });
  return {
    ...{ id: "text", action: `${path}/${place.template}/words`, send: t("settings.texts.preview") },
    fields: textParts.map((part) => ({
      ...({ kind: part === "subject" ? "text" : "lines", name: part } as const),
      ...{ label: t(`settings.texts.part.${part}`), value: own[part] ?? usual[part] },
      ...(part === "sms" && { hint }),
      ...(part === "body" && { rows: 8 }),
      missing: t("settings.texts.enter"),
    })),
    hidden: { service: place.service, lang: place.lang, seen: markOf(storedAt(at, place)) },
  };
}

const storedAt = ({ deps }: Admin, place: TextPlace): unknown =>
  deps.settings.value({ setting: "message-text", of: textKey(place) });

/** GET /admin/texts/:template: the words of one message, to be changed. */
export function textPage(at: Admin): FastifyReply {
  const { t } = at;
  const { service = everyService, lang = t.lang } = at.request.query as Record<string, string>;
  const text = asked(at, service, lang);
  if (!text) return unknown(at);
  const { place, title } = text;
  const address = `${path}/${place.template}`;
  const isOwn = storedAt(at, place) !== undefined;
  const form = staffForm(textForm(at, text), at);
  const content = textFrame(at, place, { title, path: address, form, isOwn });
  return showAdmin(at, { title, content, path: address, before: backToTexts(at) });
}

/** How the message looks, with its price: the parts of the SMS. */
function previewView(
  { t }: Admin,
  place: TextPlace,
  { sms, subject, body }: TextPreview,
): SafeHtml {
  const lines = (text: string) => html`<span class="ad-words" lang="${place.lang}">${text}</span>`;
  const { units, segments: count } = sms;
  return html`<p class="govuk-body">${t("settings.texts.example")}</p>
    ${summaryList({
      rows: [
        { key: t("settings.texts.part.sms"), value: lines(sms.body) },
        { key: t("settings.texts.length"), value: t("settings.texts.size", { count, units }) },
        { key: t("settings.texts.part.subject"), value: lines(subject) },
        { key: t("settings.texts.part.body"), value: lines(body) },
      ],
    })}`;
}

/** POST /admin/texts/:template/words: what is wrong with them, how they look, or their change. */
export async function changeText(at: Admin): Promise<FastifyReply> {
  const { deps, t } = at;
  const posted = formOf(at.request);
  const text = asked(at, textOf(posted, "service"), textOf(posted, "lang"));
  if (!text) return unknown(at);
  const { place, title } = text;
  const form = textForm(at, text);
  const page = { title, before: backToTexts(at) };
  const typed = readTyped(form, posted);
  if (textOf(posted, "again") === "yes") return showFormPage(at, form, page, typed);
  const { usual } = messageWords(deps, place);
  const part = (name: string) => (typed.values[name] ?? "").replaceAll("\r\n", "\n");
  const parts = { sms: part("sms"), subject: part("subject"), body: part("body") };
  const wrong = textProblems(deps, place, { usual, typed: parts }).reduce(
    (sum, { part: name, code, facts }) =>
      alsoWrong(form, sum, name, t.named(`settings.texts.problem.${code}`, facts)),
    typed,
  );
  if (wrong.wrong.length > 0) return showFormPage(at, form, page, wrong);
  const own = changedParts(usual, parts);
  if (textOf(posted, "sure") === "yes") return saveText(at, place, own, posted);
  const confirm: StaffForm = {
    ...{ id: "sure", action: form.action, send: t("settings.confirm"), fields: [] },
    hidden: { ...form.hidden, ...parts, seen: textOf(posted, "seen"), sure: "yes" },
  };
  const same = own ? null : inset(html`<p class="govuk-body">${t("settings.texts.same")}</p>`);
  const written = { ...form.hidden, ...parts, seen: textOf(posted, "seen"), again: "yes" };
  const lead = html`${same}${previewView(at, place, previewText(deps, place, parts))}`;
  const after = html`
    <form method="post" action="${form.action}">${at.csrf}
      ${Object.entries(written).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
      )}
      ${button({ text: t("settings.texts.edit"), kind: "secondary" })}</form>`;
  return showFormPage(at, confirm, { ...page, lead, after });
}

async function saveText(
  at: Admin,
  place: TextPlace,
  value: OwnText | undefined,
  posted: FormFields,
): Promise<FastifyReply> {
  const seen = textOf(posted, "seen");
  const command = {
    ...({ setting: "message-text", of: textKey(place) } as const),
    ...(value && { value }),
    ...(seen !== "" && { seen }),
  };
  const done = await changeAndTell(at.deps, command, occasionAt(at, posted));
  if (!done.ok) return refuseAdmin(at, done.refusal, path);
  const { template, service, lang } = place;
  return redirectTo(at.reply, `${path}/${template}?service=${service}&lang=${lang}`, {
    ...{ kind: "success", code: "settings.done" },
  });
}

/** POST /admin/texts/:template/reset: back to the words of the product. */
export async function resetText(at: Admin): Promise<FastifyReply> {
  const posted = formOf(at.request);
  const text = asked(at, textOf(posted, "service"), textOf(posted, "lang"));
  return text ? saveText(at, text.place, undefined, posted) : unknown(at);
}
