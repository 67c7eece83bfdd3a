import type { FastifyReply } from "fastify";
import { changeAndTell, effectOfSetting } from "../../acts/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { markOf, type SettingPlace, type SettingProblem } from "../../settings/index.ts";
import { backLink, type SafeHtml, warningText } from "../components/index.ts";
import {
  alsoWrong,
  readTyped,
  type StaffField,
  type StaffForm,
  type Typed,
} from "../staff/index.ts";
import { type Admin, type FormPage, occasionAt, refuseAdmin, showFormPage } from "./admin.ts";

/** A page on which one setting is changed. */
export interface SettingPage {
  readonly place: SettingPlace;
  /** The centre whose appointments it may call off. */
  readonly centre?: string;
  readonly form: StaffForm;
  readonly title: string;
  readonly lead?: SafeHtml;
  /** Where it comes from, and leads back to. */
  readonly back: { readonly href: string; readonly text: string };
  /** The value that was typed, or what more is wrong with it. */
  readonly read: (typed: Typed) => { readonly value: unknown } | { readonly wrong: Typed };
  /** The field that a problem belongs to, by where in the value it is. */
  readonly fieldOf?: (within: readonly (string | number)[]) => string | undefined;
  /** What to say of a problem in another part of the file, which the change causes. */
  readonly elsewhere?: (path: readonly (string | number)[]) => string | undefined;
}

const frameOf = (at: Admin, { title, back, lead }: SettingPage): FormPage => ({
  ...{ title, before: backLink(back.href, at.t, back.text), ...(lead && { lead }) },
});

/** The form, with the mark of what is seen on it: a change by others is not overwritten. */
const marked = (at: Admin, { place, form }: SettingPage): StaffForm => ({
  ...form,
  hidden: { ...form.hidden, seen: markOf(at.deps.settings.value(place)) },
});

/** GET: the form as it is. */
export const settingPage = (at: Admin, page: SettingPage): FastifyReply =>
  showFormPage(at, marked(at, page), frameOf(at, page));

/** The form that came back, each problem at its field; what has none stands above all. */
function withProblems(at: Admin, page: SettingPage, typed: Typed, all: readonly SettingProblem[]) {
  const { form, fieldOf, elsewhere } = page;
  let wrong = typed;
  const others: string[] = [];
  for (const { within, path } of all) {
    const name = within && fieldOf?.(within);
    const field = form.fields.find((each) => each.name === name);
    if (!field) others.push((path && elsewhere?.(path)) ?? "");
    else if (!wrong.wrong.some((each) => each.name === name))
      wrong = alsoWrong(form, wrong, field.name, field.missing ?? wrongForm(at, field));
  }
  if (others.length === 0) return wrong;
  const unclear = at.t.refusal({ code: "settings.not-in-order" });
  return { ...wrong, refused: others.map((words) => words || unclear).join(" ") };
}

const wrongForm = ({ t }: Admin, { label }: StaffField) => t("settings.wrong-form", { label });

/**
 * POST: shows the form again with all that is wrong, or what it would call off; else makes the
 * change.
 */
export async function changeSetting(at: Admin, page: SettingPage): Promise<FastifyReply> {
  const { deps, request, reply, t } = at;
  const { place, centre, title, back } = page;
  const posted = formOf(request);
  // As it was when the form was shown, also where the form comes back.
  const seen = textOf(posted, "seen");
  const form = { ...page.form, hidden: { ...page.form.hidden, seen } };
  const show = (typed: Typed) => showFormPage(at, form, frameOf(at, page), typed);
  const typed = readTyped(form, posted);
  const read = page.read(typed);
  if ("wrong" in read) return show(read.wrong);
  if (typed.wrong.length > 0) return show(typed);
  const command = { ...place, value: read.value, seen };
  const { problems, calledOff } = await effectOfSetting(deps, command, centre);
  if (problems.length > 0) return show(withProblems(at, page, typed, problems));
  if (calledOff > 0 && textOf(posted, "sure") !== "yes") {
    const sure: StaffForm = {
      ...{ id: "sure", action: form.action, send: t("settings.confirm"), fields: [] },
      hidden: { ...typed.raw, seen, sure: "yes" },
    };
    const lead = warningText(t("settings.calls-off", { count: calledOff }), t);
    return showFormPage(at, sure, { title, before: backLink(back.href, t, back.text), lead });
  }
  const done = await changeAndTell(deps, command, occasionAt(at, posted));
  if (!done.ok && done.refusal.kind === "not-found") return refuseAdmin(at, done.refusal);
  if (!done.ok) return show({ ...typed, refused: t.refusal(done.refusal) });
  return redirectTo(reply, back.href, { kind: "success", code: "settings.done" });
}
