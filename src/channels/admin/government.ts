import type { FastifyReply } from "fastify";
import { hoursWords } from "../../acts/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { html, linkButton, type SafeHtml, summaryList } from "../components/index.ts";
import { alsoWrong, type StaffForm, type Typed } from "../staff/index.ts";
import { type Admin, refuseAdmin, showAdmin } from "./admin.ts";
import { readWeek, weekFields } from "./centre-hours.ts";
import { emblemPart } from "./emblem.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

const path = "/admin/government";

const governmentOf = ({ deps }: Admin) => deps.catalogue.jurisdiction;

/** GET /admin/government: how the government presents itself, and whom people can ask. */
export function governmentPage(at: Admin): FastifyReply {
  const { t } = at;
  const { state, help } = governmentOf(at);
  const part = (id: "look" | "help", rows: Parameters<typeof summaryList>[0]["rows"]): SafeHtml =>
    html`<h2 class="govuk-heading-m" id="${id}">${t(`settings.kind.government-${id}`)}</h2>
      ${summaryList({ rows })}
      ${linkButton({
        ...{ text: t(`settings.government.change-${id}`), href: `${path}/${id}` },
        kind: "secondary",
      })}`;
  const look = state && [
    { key: t("settings.government.name"), value: t.words(state.name) },
    { key: t("settings.government.strong"), value: state.colours.strong },
    { key: t("settings.government.second"), value: state.colours.second },
  ];
  const asked = help && [
    { key: t("settings.government.number"), value: help.telephone.number },
    ...(help.email ? [{ key: t("settings.contact.email"), value: help.email.address }] : []),
    {
      key: t("settings.kind.centre-hours"),
      value: html`${hoursWords(help.hours.spans, t).map(
        ({ days, times }) => html`${days} ${t.list(times)}<br>`,
      )}`,
    },
  ];
  const content = html`<h1 class="govuk-heading-l">${t("settings.government.title")}</h1>
    <p class="govuk-body-l">${t("settings.government.lead")}</p>
    ${look ? part("look", look) : null}
    ${
      state
        ? html`<h2 class="govuk-heading-m" id="emblem">${t("settings.kind.government-emblem")}</h2>
            ${emblemPart(at, state)}
            ${linkButton({
              ...{ text: t("settings.government.change-emblem"), href: `${path}/emblem` },
              kind: "secondary",
            })}`
        : null
    }${asked ? part("help", asked) : null}`;
  return showAdmin(at, { title: t("settings.government.title"), content, path });
}

const frameOf = (at: Admin) => ({
  place: { setting: "government-help", of: governmentOf(at).code } as const,
  title: at.t("settings.government.change-help"),
  back: { href: `${path}#help`, text: at.t("settings.government.title") },
});

/** Nobody has to believe a number: each fact says where it is published, and when that was read. */
function helpValue(at: Admin, typed: Typed, spans: unknown) {
  const { number = "", email = "", source = "" } = typed.values;
  const { help, timeZone } = governmentOf(at);
  const { languages, of } = help?.telephone ?? {};
  const fact = { source, checkedOn: dateIn(at.deps.clock(), timeZone) };
  return {
    telephone: { number, ...(of && { of }), ...(languages && { languages }), ...fact },
    ...(email !== "" && { email: { address: email, ...fact } }),
    hours: { spans, ...fact },
  };
}

function helpPage(at: Admin): SettingPage | undefined {
  const { t } = at;
  const { help } = governmentOf(at);
  const week = help && weekFields(at, help.hours.spans);
  if (!help || !week) return undefined;
  const { telephone, email } = help;
  const form: StaffForm = {
    ...{ id: "help", action: `${path}/help`, send: t("settings.save"), inRows: true },
    fields: [
      {
        ...{ kind: "text", name: "number", label: t("settings.government.number") },
        ...{ value: telephone.number, missing: t("settings.government.number-wrong") },
      },
      { kind: "text", name: "email", label: t("settings.contact.email"), value: email?.address },
      {
        ...{ kind: "text", name: "source", label: t("settings.government.source") },
        ...{ hint: t("settings.government.source-hint"), value: telephone.source },
        missing: t("settings.government.source-wrong"),
      },
      ...week,
    ],
  };
  return {
    ...{ ...frameOf(at), form },
    read: (typed) => {
      const isAddress = /^https:\/\/\S+\.\S+$/.test(typed.values.source ?? "");
      const wrong = t("settings.government.source-wrong");
      const sourced = isAddress ? typed : alsoWrong(form, typed, "source", wrong);
      const hours = readWeek(at, form, sourced);
      return "wrong" in hours ? hours : { value: helpValue(at, typed, hours.value) };
    },
    fieldOf: ([key]) => (key === "telephone" ? "number" : key === "email" ? "email" : undefined),
  };
}

const none = { kind: "not-found", code: "http.not-found" } as const;

/** GET /admin/government/help */
export function helpForm(at: Admin): FastifyReply {
  const page = helpPage(at);
  return page ? settingPage(at, page) : refuseAdmin(at, none, path);
}

/** POST the same */
export async function changeHelp(at: Admin): Promise<FastifyReply> {
  const page = helpPage(at);
  return page ? changeSetting(at, page) : refuseAdmin(at, none, path);
}
