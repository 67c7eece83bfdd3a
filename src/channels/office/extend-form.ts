import {
  type Application,
  extensionWindow,
  isOpen,
  isRecused,
  isWorkOf,
} from "../../cases/index.ts";
import { button, details, html, type SafeHtml } from "../components/index.ts";
import { actorAt, type Desk } from "./desk.ts";
import { actForm, type FormOf, wordsBox } from "./task-forms.ts";
import type { Typed } from "./typed.ts";

/** The one extension of the promise, for the officer whom the service names. */
export function extendForm(
  desk: Desk,
  application: Application,
  typed: Typed | undefined,
): SafeHtml | null {
  const { t } = desk;
  const { state, definition } = application;
  const { process } = definition;
  const extension = process?.clock.extension;
  const [task] = state.tasks.filter(isOpen);
  const isTheirs = extension && isWorkOf(actorAt(desk), extension, definition.id);
  if (!process || !isTheirs || !task || isRecused(desk.officer, state)) return null;
  if (!extensionWindow(state, process, desk.deps.clock()).ok) return null;
  const form: FormOf = { desk, application, task, typed };
  const hint = html`<p class="govuk-body">${t("office.extend-hint")}</p>`;
  const words = wordsBox(form, "extend", t("office.reason"), t("office-pages.person-reads"));
  const go = button({ text: t("office.extend"), kind: "secondary" });
  const content = actForm(form, "extend", html`${hint}${words}${go}`);
  return html`
    <div class="hw-box of-panel">
      ${details(t("office.extend"), content, typed?.act === "extend")}
    </div>
  `;
}
