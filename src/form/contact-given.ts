import type { Definition } from "../catalogue/index.ts";
import type { Answers, FormFacts } from "./model.ts";
import { walk } from "./walk.ts";

/**
 * The telephone number and e-mail address that these answers give for the applicant: of the
 * questions that begin with what the account has, whatever they are called. Undefined where one is
 * not asked, null where it was left empty.
 */
export function contactGiven(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
): { readonly phone?: string | null; readonly email?: string | null } {
  const given: { phone?: string | null; email?: string | null } = {};
  walk(def, answers, facts, {
    field({ prefill }, _path, value) {
      const text = typeof value === "string" ? value : null;
      const from = prefill?.source.trim();
      if (from === "applicant.phone") given.phone = text;
      if (from === "applicant.email") given.email = text;
    },
  });
  return given;
}
