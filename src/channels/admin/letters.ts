/** Letters in words of the government's own: part by part, seen as PDF before they are in force. */
import type { FastifyReply } from "fastify";
import {
  besidesPart,
  changeAndTell,
  changedLetter,
  drawSampleLetter,
  type LetterName,
  type LetterPart,
  type LetterPlace,
  letterKey,
  letterParts,
  letters,
  mostOfPart,
  samples,
  unknownPlaces,
} from "../../acts/index.ts";
import { everyService, type LetterText } from "../../catalogue/index.ts";
import { type FormFields, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { markOf } from "../../settings/index.ts";
import { button, html, inset, type SafeHtml } from "../components/index.ts";
import { alsoWrong, readTyped, type StaffForm, staffForm, type Typed } from "../staff/index.ts";
import { type Admin, occasionAt, refuseAdmin, showAdmin, showFormPage } from "./admin.ts";
import { backToTexts, textFrame, textsPath, textTable, whichText } from "./text-frame.ts";

const path = `${textsPath}/letters`;
const names = Object.keys(letters) as readonly LetterName[];

const settingOf = (place: LetterPlace) =>
  ({ setting: "letter-text", of: letterKey(place) }) as const;

/** Every letter, below the messages. */
export function lettersPart(at: Admin): SafeHtml {
  const { deps, t } = at;
  return html`<h2 class="govuk-heading-m" id="letters">${t("settings.letters.title")}</h2>
    <p class="govuk-body">${t("settings.letters.lead")}</p>
    ${textTable(at, {
      ...{ caption: t("settings.letters.title"), column: t("settings.letters.letter") },
      own: deps.catalogue.jurisdiction.letters,
      rows: names.map((letter) => [
        letter,
        html`<a class="govuk-link hw-table__title" href="${path}/${letter}">
          ${t(`settings.letters.name.${letter}`)}</a>`,
      ]),
    })}`;
}

/** The letter that an address names, for the service and in the language that are asked for. */
function asked(at: Admin, service: string, lang: string): LetterPlace | undefined {
  const { letter: name } = at.request.params as { letter?: string };
  const letter = names.find((each) => each === name);
  return letter && { letter, ...whichText(at, service, lang) };
}

const posted = (at: Admin) => {
  const fields = formOf(at.request);
  return { fields, place: asked(at, textOf(fields, "service"), textOf(fields, "lang")) };
};

const unknown = (at: Admin): FastifyReply =>
  refuseAdmin(at, { kind: "not-found", code: "http.not-found" }, textsPath);

const addressOf = ({ letter }: LetterPlace): string => `${path}/${letter}`;

function letterForm(at: Admin, place: LetterPlace): StaffForm {
  const { deps, t } = at;
  return {
    ...{ id: "letter", action: `${addressOf(place)}/words`, send: t("settings.texts.preview") },
    fields: letterParts(deps, place).map(({ part, usual, own, places }) => ({
      ...{ kind: "lines", name: part, label: t.named(`settings.letters.part.${part}`) },
      ...{ value: own ?? usual, rows: part === besidesPart ? 5 : 3 },
      hint: t("settings.texts.places", { places: places.map((each) => `{${each}}`).join(" ") }),
      ...(part !== besidesPart && { missing: t("settings.texts.enter") }),
    })),
    hidden: {
      ...{ service: place.service, lang: place.lang },
      seen: markOf(deps.settings.value(settingOf(place))),
    },
  };
}

/** GET /admin/texts/letters/:letter: the words of one letter, to be changed. */
export function letterPage(at: Admin): FastifyReply {
  const { t, deps } = at;
  const { service = everyService, lang = t.lang } = at.request.query as Record<string, string>;
  const place = asked(at, service, lang);
  if (!place) return unknown(at);
  const title = t(`settings.letters.name.${place.letter}`);
  const address = addressOf(place);
  const content = textFrame(at, place, {
    ...{ title, path: address, form: staffForm(letterForm(at, place), at) },
    isOwn: deps.settings.value(settingOf(place)) !== undefined,
  });
  return showAdmin(at, { title, content, path: address, before: backToTexts(at) });
}

/** The parts as they were typed, each problem at its field. */
function readLetter(
  at: Admin,
  form: StaffForm,
  parts: readonly LetterPart[],
  fields: FormFields,
): { readonly typed: Typed; readonly words: Readonly<Record<string, string>> } {
  const { t } = at;
  const first = readTyped(form, fields);
  const words = Object.fromEntries(
    parts.map(({ part }) => [part, (first.values[part] ?? "").replaceAll("\r\n", "\n")]),
  );
  const typed = parts.reduce((sum, each) => {
    const { [each.part]: text = "" } = words;
    const places = unknownPlaces(each, text).map((place) => `{${place}}`);
    if (places.length > 0) {
      const facts = { places: places.join(", ") };
      return alsoWrong(form, sum, each.part, t("settings.texts.problem.unknown-place", facts));
    }
    if (text.length <= mostOfPart) return sum;
    return alsoWrong(form, sum, each.part, t("settings.letters.too-long", { most: mostOfPart }));
  }, first);
  return { typed, words };
}

/** A button for each case in which the letter says something different: it as a PDF. */
function samplesPart(at: Admin, place: LetterPlace, hidden: Record<string, string>): SafeHtml {
  const { t } = at;
  const fields = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<p class="govuk-body">${t("settings.letters.see")}</p>
    <form method="post" action="${addressOf(place)}/sample" target="_blank" class="ad-acts">
      ${at.csrf}${fields}
      ${samples[place.letter].map((sample) =>
        button({
          ...{ text: t(`settings.letters.sample.${sample}`), kind: "secondary" },
          ...{ name: "sample", value: sample },
        }),
      )}</form>`;
}

/** POST /admin/texts/letters/:letter/words: what is wrong, how they look, or their change. */
export async function changeLetter(at: Admin): Promise<FastifyReply> {
  const { deps, t } = at;
  const { fields, place } = posted(at);
  if (!place) return unknown(at);
  const form = letterForm(at, place);
  const page = { title: t(`settings.letters.name.${place.letter}`), before: backToTexts(at) };
  const parts = letterParts(deps, place);
  const { typed, words } = readLetter(at, form, parts, fields);
  if (typed.wrong.length > 0) return showFormPage(at, form, page, typed);
  const own = changedLetter(parts, words);
  if (textOf(fields, "sure") === "yes") return saveLetter(at, place, own, fields);
  const hidden = { ...words, service: place.service, lang: place.lang };
  const confirm: StaffForm = {
    ...{ id: "sure", action: form.action, send: t("settings.confirm"), fields: [] },
    hidden: { ...hidden, seen: textOf(fields, "seen"), sure: "yes" },
  };
  const same = own ? null : inset(html`<p class="govuk-body">${t("settings.letters.same")}</p>`);
  return showFormPage(at, confirm, {
    ...page,
    lead: html`${same}${samplesPart(at, place, hidden)}`,
  });
}

/** POST /admin/texts/letters/:letter/sample: the letter of an invented case, in these words. */
export async function letterSample(at: Admin): Promise<FastifyReply> {
  const { deps, reply } = at;
  const { fields, place } = posted(at);
  if (!place) return unknown(at);
  const asks = textOf(fields, "sample");
  const sample = samples[place.letter].find((each) => each === asks);
  const parts = letterParts(deps, place);
  const { typed, words } = readLetter(at, letterForm(at, place), parts, fields);
  if (!sample || typed.wrong.length > 0) return unknown(at);
  const bytes = await drawSampleLetter(deps, place, changedLetter(parts, words), sample);
  if (!bytes) return unknown(at);
  return reply.type("application/pdf").header("cache-control", "no-store").send(Buffer.from(bytes));
}

async function saveLetter(
  at: Admin,
  place: LetterPlace,
  value: LetterText | undefined,
  fields: FormFields,
): Promise<FastifyReply> {
  const seen = textOf(fields, "seen");
  const command = { ...settingOf(place), ...(value && { value }), ...(seen !== "" && { seen }) };
  const done = await changeAndTell(at.deps, command, occasionAt(at, fields));
  if (!done.ok) return refuseAdmin(at, done.refusal, textsPath);
  const { service, lang } = place;
  return redirectTo(at.reply, `${addressOf(place)}?service=${service}&lang=${lang}`, {
    ...{ kind: "success", code: "settings.done" },
  });
}

/** POST /admin/texts/letters/:letter/reset: back to the words of the product. */
export async function resetLetter(at: Admin): Promise<FastifyReply> {
  const { fields, place } = posted(at);
  return place ? saveLetter(at, place, undefined, fields) : unknown(at);
}
