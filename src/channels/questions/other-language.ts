import type { RawPage } from "../../form/index.ts";

/** The id of the form with the questions of a page: the choice of a language sends it. */
export const questionsForm = "questions";

/** Another language shows the same page again as it was typed, and takes nothing from it. */
export const withLanguage = (form: RawPage): RawPage =>
  form._lang === undefined ? form : { ...form, _action: "search:" };
