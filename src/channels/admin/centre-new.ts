import { dateIn } from "../../kernel/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";
import { alsoWrong, type StaffField, type StaffForm, type Typed } from "../staff/index.ts";
import type { Admin } from "./admin.ts";
import { readWeek, weekFields } from "./centre-hours.ts";
import { centrePath, centresPath, wordsFields, wordsIn } from "./centre-words.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

const identifier = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The field by which something new is named for ever, in addresses and files. */
export const identifierField = ({ t }: Admin): StaffField => ({
  ...{ kind: "text", name: "code", label: t("admin.new.id") },
  ...{ hint: t("admin.new.id-hint"), missing: t("admin.new.id-wrong") },
});

/** What was typed, with what is wrong with its identifier. */
export function checkIdentifier(
  { t }: Admin,
  form: StaffForm,
  typed: Typed,
  isTaken: (id: string) => boolean,
): Typed {
  const { code = "" } = typed.values;
  if (code === "") return typed;
  if (!identifier.test(code)) return alsoWrong(form, typed, "code", t("admin.new.id-wrong"));
  return isTaken(code) ? alsoWrong(form, typed, "code", t("admin.new.id-taken")) : typed;
}

const centresOf = ({ deps }: Admin) => deps.catalogue.jurisdiction.centres ?? [];

/** What a new hall takes over from another, as it stands in the file. */
interface Written {
  readonly topics?: Readonly<Record<string, unknown>>;
  readonly groups?: unknown;
  readonly rules?: unknown;
}

/**
 * The form for a new hall: where it is and when it is open. Topics and house rules are those of
 * another hall, and one counter serves all topics; all of that is changed on its own page.
 */
function newPage(at: Admin, id = ""): SettingPage {
  const { deps, t } = at;
  const halls = centresOf(at).filter(({ kind }) => kind === "hall");
  const form: StaffForm = {
    ...{ id: "centre", action: `${centresPath}/add`, send: t("settings.save"), inRows: true },
    fields: [
      identifierField(at),
      ...wordsFields(at, { name: "name", label: t("settings.contact.name") }),
      ...wordsFields(at, { name: "address", label: t("settings.contact.address") }),
      {
        ...{ kind: "select", name: "like", label: t("admin.new.like"), value: halls[0]?.id },
        ...{ hint: t("admin.new.like-hint"), missing: t("admin.new.like-wrong") },
        items: halls.map((hall) => ({ value: hall.id, text: t.words(hall.name) })),
      },
      {
        ...{ kind: "text", name: "source", label: t("settings.government.source") },
        ...{ hint: t("admin.new.source-hint"), missing: t("settings.government.source-wrong") },
      },
      ...(weekFields(at, halls[0]?.hours ?? []) ?? []),
    ],
  };
  return {
    ...{ place: { setting: "centre", of: id }, form },
    title: t("admin.new.centre"),
    lead: html`<p class="govuk-body">${t("admin.new.centre-lead")}</p>`,
    fieldOf: ([key]) => (key === "source" ? "source" : undefined),
    back: { href: id === "" ? centresPath : centrePath(id), text: t("settings.centres.title") },
    read: (typed) => {
      const isTaken = (code: string) => centresOf(at).some((centre) => centre.id === code);
      const hours = readWeek(at, form, checkIdentifier(at, form, typed, isTaken));
      if ("wrong" in hours) return hours;
      const { like = "", source } = typed.values;
      const { topics, groups, rules } = (deps.settings.value({ setting: "centre", of: like }) ??
        {}) as Written;
      const value = {
        ...{ name: wordsIn(at, typed, "name"), kind: "hall" },
        ...{ address: wordsIn(at, typed, "address"), source },
        checkedOn: dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone),
        ...{ hours: hours.value, topics, counters: { 1: Object.keys(topics ?? {}) } },
        ...(groups !== undefined && { groups }),
        rules,
      };
      return { value };
    },
  };
}

/** GET /admin/centres/add */
export const newCentrePage = (at: Admin) => settingPage(at, newPage(at));

/** POST the same */
export const addCentre = (at: Admin) =>
  changeSetting(at, newPage(at, textOf(formOf(at.request), "code").trim()));
