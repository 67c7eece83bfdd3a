import type { Centre } from "../../catalogue/index.ts";
import { html, linkButton, type SafeHtml, table } from "../components/index.ts";
import { alsoWrong, type StaffField, type StaffForm, type Typed } from "../staff/index.ts";
import { type Admin, refuseAdmin } from "./admin.ts";
import { centrePath } from "./centre-words.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

type Topic = Centre["topics"][number];

/** The topics on the page of a centre: how long each takes, and its appointments. */
export function topicsPart(at: Admin, { id, topics }: Centre): SafeHtml {
  const { t } = at;
  const link = (topic: Topic, end: string, text: string) =>
    html`<a class="govuk-link" href="${centrePath(id)}/topics/${topic.id}${end}">${text}
      <span class="govuk-visually-hidden">: ${t.words(topic.name)}</span></a>`;
  return html`<h2 class="govuk-heading-m" id="topics">${t("settings.topic.title")}</h2>
    <p class="govuk-body">${t("settings.topic.lead")}</p>
    ${table({
      ...{ caption: t("settings.topic.title"), captionHidden: true },
      columns: [
        { text: t("settings.topic.topic") },
        { text: t("settings.topic.minutes") },
        { text: t("settings.topic.appointments") },
        { text: t("settings.calendar.acts") },
      ],
      rows: topics.map((topic) => [
        t.words(topic.name),
        t("settings.topic.takes", { count: topic.minutes }),
        topic.slots
          ? t("settings.topic.slots", { minutes: topic.slots.minutes, seats: topic.slots.atOnce })
          : t("settings.topic.no-slots"),
        html`${link(topic, "", t("settings.change"))} &nbsp;
          ${link(topic, "/remove", t("settings.remove"))}`,
      ]),
    })}
    ${linkButton({
      ...{ text: t("admin.new.topic"), href: `${centrePath(id)}/topics/add`, kind: "secondary" },
    })}`;
}

function topicForm({ t }: Admin, action: string, { minutes, slots }: Topic): StaffForm {
  const whole = (name: string, label: string, value?: number): StaffField => ({
    ...{ kind: "number", name, label, value: value === undefined ? "" : String(value) },
    ...{ whole: [name === "slot" ? 5 : 1, name === "seats" ? 100 : 480] },
  });
  return {
    ...{ id: "topic", action, send: t("settings.save") },
    fields: [
      {
        ...whole("minutes", t("settings.topic.minutes"), minutes),
        ...{ hint: t("settings.topic.minutes-hint"), missing: t("settings.topic.enter-minutes") },
      },
      {
        ...whole("slot", t("settings.topic.slot"), slots?.minutes),
        hint: t("settings.topic.slot-hint"),
      },
      {
        ...whole("seats", t("settings.topic.seats"), slots?.atOnce),
        hint: t("settings.topic.seats-hint"),
      },
    ],
  };
}

function read(at: Admin, form: StaffForm, typed: Typed) {
  const { minutes = "", slot = "", seats = "" } = typed.values;
  if ((slot === "") !== (seats === "") && typed.wrong.length === 0) {
    const name = slot === "" ? "slot" : "seats";
    return { wrong: alsoWrong(form, typed, name, at.t("settings.topic.both")) };
  }
  const slots = { minutes: Number(slot), atOnce: Number(seats) };
  return { value: { minutes: Number(minutes), ...(slot !== "" && { slots }) } };
}

function pageOf(at: Admin, centre: Centre): SettingPage | undefined {
  const { topic: id = "" } = at.request.params as { topic?: string };
  const topic = centre.topics.find((each) => each.id === id);
  if (!topic) return undefined;
  const form = topicForm(at, `${centrePath(centre.id)}/topics/${id}`, topic);
  return {
    ...{ place: { setting: "topic-times", of: `${centre.id}/${id}` }, form },
    title: at.t("settings.change-of", { name: at.t.words(topic.name) }),
    lead: html`<p class="govuk-body">${at.t("settings.topic.stays")}</p>`,
    back: { href: `${centrePath(centre.id)}#topics`, text: at.t.words(centre.name) },
    read: (typed) => read(at, form, typed),
    fieldOf: ([key, inner]) =>
      key === "minutes" ? "minutes" : inner === "atOnce" ? "seats" : "slot",
  };
}

const unknown = { kind: "not-found", code: "settings.entry-unknown" } as const;

/** GET /admin/centres/:id/topics/:topic */
export function topicPage(at: Admin, centre: Centre) {
  const page = pageOf(at, centre);
  return page ? settingPage(at, page) : refuseAdmin(at, unknown, centrePath(centre.id));
}

/** POST /admin/centres/:id/topics/:topic */
export function changeTopic(at: Admin, centre: Centre) {
  const page = pageOf(at, centre);
  return page ? changeSetting(at, page) : refuseAdmin(at, unknown, centrePath(centre.id));
}
