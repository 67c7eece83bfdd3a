/** Name and colours of the government: how the colours look, before they are in force. */
import type { FastifyReply } from "fastify";
import { contrastWanted } from "../../catalogue/index.ts";
import { contrastOf } from "../../kernel/index.ts";
import { assetOf, formOf, textOf } from "../../platform/http/index.ts";
import { backLink, button, html, type SafeHtml, tag } from "../components/index.ts";
import { alsoWrong, readTyped, type StaffForm, type Typed } from "../staff/index.ts";
import { type Admin, refuseAdmin, showFormPage } from "./admin.ts";
import { wordsFields, wordsIn } from "./centre-words.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

const listPath = "/admin/government";
const path = `${listPath}/look`;
const names = ["strong", "second"] as const;
type Colours = Readonly<Record<(typeof names)[number], string>>;

/** Shows the colours again while they are typed. */
export const lookScript = assetOf(`${import.meta.dirname}/browser`, "look.ts");

const governmentOf = ({ deps }: Admin) => deps.catalogue.jurisdiction;
const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** Its contrast with white; undefined for what is no colour. */
const contrastIn = (colour: string): number | undefined =>
  isColour(colour) ? contrastOf(colour, "#ffffff") : undefined;

/** White words in the first colour, words in the second on white; each with its contrast. */
function previewPart({ t }: Admin, colours: Colours): SafeHtml {
  const rows = names.map((name) => {
    const { [name]: colour } = colours;
    const contrast = contrastIn(colour);
    if (contrast === undefined) return html`<p>${t(`settings.government.${name}-wrong`)}</p>`;
    const isEnough = contrast >= contrastWanted[name];
    const verdict = isEnough ? t("settings.government.enough") : t("settings.government.too-pale");
    const [ground, words] = name === "strong" ? [colour, "#ffffff"] : ["#ffffff", colour];
    const facts = { contrast: t.number(Math.floor(contrast * 10) / 10) };
    return html`<div class="ad-acts">
      <svg width="150" height="44" aria-hidden="true" focusable="false">
      <rect width="150" height="44" fill="${ground}" stroke="${colour}"></rect>
      <text x="14" y="29" font-size="18" fill="${words}">Hamwe 123</text></svg>
      <span>${t(`settings.government.${name}`)}: ${t("settings.government.contrast", facts)}</span>
      ${tag(verdict, isEnough ? "good" : "bad")}</div>`;
  });
  return html`<div data-look="${path}/preview" aria-live="polite">${rows}</div>
    <div class="ad-acts">${button({
      ...{ text: t("settings.texts.preview"), kind: "secondary" },
      formaction: `${path}/preview`,
    })}</div>
    <script type="module" src="${lookScript.path}"></script>`;
}

function lookForm(at: Admin, typed?: Typed): StaffForm | undefined {
  const { t } = at;
  const { state } = governmentOf(at);
  if (!state) return undefined;
  const now = (name: (typeof names)[number]) => typed?.values[name] ?? state.colours[name];
  const label = t("settings.government.name");
  const words = typed ? wordsIn(at, typed, "name") : state.name;
  return {
    ...{ id: "look", action: path, send: t("settings.save") },
    fields: [
      ...wordsFields(at, { name: "name", label, words }),
      ...names.map((name) => ({
        ...({ kind: "text", name, value: now(name) } as const),
        label: t(`settings.government.${name}`),
        hint: t(`settings.government.${name}-hint`),
        missing: t(`settings.government.${name}-wrong`),
      })),
    ],
    also: previewPart(at, { strong: now("strong"), second: now("second") }),
  };
}

const pageOf = ({ t }: Admin) => ({
  title: t("settings.government.change-look"),
  back: { href: `${listPath}#look`, text: t("settings.government.title") },
});

function lookPage(at: Admin, typed?: Typed): SettingPage | undefined {
  const form = lookForm(at, typed);
  if (!form) return undefined;
  return {
    place: { setting: "government-look", of: governmentOf(at).code },
    ...{ ...pageOf(at), form },
    read: (read) => {
      const { strong = "", second = "" } = read.values;
      const colours = { strong: strong.toLowerCase(), second: second.toLowerCase() };
      // Both at once: the files would say that one is no colour before the other is too pale.
      const pale = names.filter((name) => {
        const isMissing = read.wrong.some((each) => each.name === name);
        return !isMissing && (contrastIn(colours[name]) ?? 0) < contrastWanted[name];
      });
      const wrong = pale.reduce(
        (sum, name) => alsoWrong(form, sum, name, at.t(`settings.government.${name}-wrong`)),
        read,
      );
      if (pale.length > 0) return { wrong };
      return { value: { name: wordsIn(at, read, "name"), colours } };
    },
    fieldOf: ([key, name]) => (key === "colours" ? String(name) : undefined),
  };
}

const none = { kind: "not-found", code: "http.not-found" } as const;

/** What was typed, so that it is previewed where it comes back. */
function typedLook(at: Admin): Typed | undefined {
  const form = lookForm(at);
  return form && readTyped(form, formOf(at.request));
}

/** GET /admin/government/look */
export function showLook(at: Admin): FastifyReply {
  const page = lookPage(at);
  return page ? settingPage(at, page) : refuseAdmin(at, none, listPath);
}

/** POST the same */
export async function changeLook(at: Admin): Promise<FastifyReply> {
  const page = lookPage(at, typedLook(at));
  return page ? changeSetting(at, page) : refuseAdmin(at, none, listPath);
}

/** POST /admin/government/look/preview: the form with these colours; nothing is changed. */
export function previewLook(at: Admin): FastifyReply {
  const form = lookForm(at, typedLook(at));
  if (!form) return refuseAdmin(at, none, listPath);
  const { title, back } = pageOf(at);
  const hidden = { seen: textOf(formOf(at.request), "seen") };
  const before = backLink(back.href, at.t, back.text);
  return showFormPage(at, { ...form, hidden }, { title, before });
}
