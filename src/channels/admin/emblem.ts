import type { FastifyReply } from "fastify";
import { drawEmblemPaper } from "../../acts/index.ts";
import type { Jurisdiction } from "../../catalogue/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { formOf, multipartOf, textOf } from "../../platform/http/index.ts";
import { readEmblem } from "../../settings/index.ts";
import { backLink, html, type SafeHtml, tag } from "../components/index.ts";
import { alsoWrong, readTyped, type StaffForm, staffForm } from "../staff/index.ts";
import { type Admin, refuseAdmin, showFormPage } from "./admin.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

const path = "/admin/government/emblem";
const back = "/admin/government";

type State = NonNullable<Jurisdiction["state"]>;

/** The emblem as it is drawn; it says nothing that is not beside it in words. */
function picture({ colours, emblem }: Pick<State, "colours" | "emblem">, side: number): SafeHtml {
  const tones = { ...colours, paper: "#ffffff" };
  return html`<svg viewBox="0 0 ${emblem.size} ${emblem.size}" width="${side}" height="${side}"
    aria-hidden="true" focusable="false">
    ${emblem.paths.map(({ d, tone }) => html`<path fill="${tones[tone]}" d="${d}"></path>`)}</svg>`;
}

/** As it stands at the head of a page, and large. */
const looks = ({ t }: Admin, state: State): SafeHtml => html`<div class="ad-emblem">
  <figure><span class="ad-emblem__head">${picture(state, 40)} ${t.words(state.name)}</span>
    <figcaption class="govuk-hint">${t("settings.emblem.on-page")}</figcaption></figure>
  <figure>${picture(state, 160)}
    <figcaption class="govuk-hint">${t("settings.emblem.large")}</figcaption></figure>
</div>`;

/** The emblem in force, on the page of the government. */
export const emblemPart = (at: Admin, state: State): SafeHtml =>
  html`${looks(at, state)}
    ${state.illustrative ? html`<p>${tag(at.t("service.illustrative"))}</p>` : null}`;

const fileForm = ({ t }: Admin, source?: string): StaffForm => ({
  ...{ id: "emblem", action: path, send: t("settings.emblem.see") },
  fields: [
    {
      ...{ kind: "file", name: "file", label: t("settings.emblem.file"), accept: ".svg" },
      hint: t("settings.emblem.file-hint"),
    },
    {
      ...{ kind: "text", name: "source", label: t("settings.government.source"), value: source },
      hint: t("settings.emblem.source-hint"),
      missing: t("settings.government.source-wrong"),
    },
  ],
});

const pageOf = ({ t }: Admin, lead?: SafeHtml) => ({
  ...{ title: t("settings.government.change-emblem"), ...(lead && { lead }) },
  before: backLink(`${back}#emblem`, t, t("settings.government.title")),
});

const none = { kind: "not-found", code: "http.not-found" } as const;
const stateOf = ({ deps }: Admin) => deps.catalogue.jurisdiction.state;

/** GET /admin/government/emblem */
export function emblemPage(at: Admin): FastifyReply {
  const state = stateOf(at);
  if (!state) return refuseAdmin(at, none, back);
  return showFormPage(at, fileForm(at, state.source), pageOf(at, emblemPart(at, state)));
}

const placeOf = ({ deps }: Admin) =>
  ({ setting: "government-emblem", of: deps.catalogue.jurisdiction.code }) as const;

const emblemValue = ({ deps }: Admin, emblem: unknown, source: string) => {
  const { timeZone } = deps.catalogue.jurisdiction;
  return { emblem, source, checkedOn: dateIn(deps.clock(), timeZone) };
};

/** The emblem as it was shown before it is in force, sent along unseen. */
function sentEmblem(at: Admin) {
  const posted = formOf(at.request);
  const [emblem, source] = [textOf(posted, "emblem"), textOf(posted, "source")];
  try {
    return { hidden: { emblem, source }, value: emblemValue(at, JSON.parse(emblem), source) };
  } catch {
    return undefined;
  }
}

const savePage = (
  at: Admin,
  { hidden, value }: NonNullable<ReturnType<typeof sentEmblem>>,
  lead?: SafeHtml,
): SettingPage => ({
  ...{ place: placeOf(at), title: at.t("settings.government.change-emblem") },
  ...(lead && { lead }),
  form: {
    ...{ id: "save", action: `${path}/save`, send: at.t("settings.save"), fields: [] },
    hidden,
  },
  back: { href: `${back}#emblem`, text: at.t("settings.government.title") },
  read: () => ({ value }),
});

/** POST /admin/government/emblem: what the file draws, or at its field why it draws nothing. */
export function showEmblem(at: Admin): FastifyReply {
  const { request, t } = at;
  const state = stateOf(at);
  if (!state) return refuseAdmin(at, none, back);
  const { fields, files } = multipartOf(request);
  const form = fileForm(at);
  let typed = readTyped(form, fields);
  const { source = "" } = typed.values;
  if (source !== "" && !/^https:\/\/\S+\.\S+$/.test(source))
    typed = alsoWrong(form, typed, "source", t("settings.government.source-wrong"));
  const file = files.find(({ field }) => field === "file");
  const text = new TextDecoder().decode(file?.body);
  const read = readEmblem(text, state.colours);
  if ("problem" in read) {
    const { code, what } = read.problem;
    const wrong = file ? t.named(`settings.emblem.wrong.${code}`, { what }) : undefined;
    typed = alsoWrong(form, typed, "file", wrong ?? t("settings.emblem.choose"));
  }
  if ("problem" in read || typed.wrong.length > 0) return showFormPage(at, form, pageOf(at), typed);
  const { emblem } = read;
  const hidden = { emblem: JSON.stringify(emblem), source };
  const paper: StaffForm = {
    ...{ id: "paper", action: `${path}/paper`, send: t("settings.emblem.on-paper"), fields: [] },
    hidden,
  };
  const lead = html`<p class="govuk-body">${t("settings.emblem.look")}</p>
    ${looks(at, { ...state, emblem })}${staffForm(paper, at)}`;
  return settingPage(at, savePage(at, { hidden, value: emblemValue(at, emblem, source) }, lead));
}

/** POST /admin/government/emblem/save */
export function saveEmblem(at: Admin) {
  const sent = stateOf(at) && sentEmblem(at);
  return sent ? changeSetting(at, savePage(at, sent)) : refuseAdmin(at, none, path);
}

/** POST /admin/government/emblem/paper: a paper with it, which is not in force. */
export async function emblemPaper(at: Admin): Promise<FastifyReply> {
  const { deps, reply, t } = at;
  const sent = sentEmblem(at);
  const tried = sent && (await deps.settings.check({ ...placeOf(at), value: sent.value }));
  const face = tried?.problems.length === 0 ? tried.jurisdiction?.state : undefined;
  if (!face) return refuseAdmin(at, none, path);
  const bytes = await drawEmblemPaper(deps, face, t.lang);
  return reply.type("application/pdf").header("cache-control", "no-store").send(Buffer.from(bytes));
}
