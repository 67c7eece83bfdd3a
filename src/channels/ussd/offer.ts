import type { Definition, Field } from "../../catalogue/index.ts";

/**
 * More questions than this outlast a session of two or three minutes, even resumed once or twice.
 */
export const mostQuestions = 16;

/**
 * What a telephone without a screen worth the name can do with a service:
 * `apply` where it is answered and sent from there, `answer` where rules answer at once, `read`
 * where it can only be read about.
 */
export type Offer = "apply" | "answer" | "read";

/**
 * A rule over the definition, the same for every service: no paper is required, not even in some
 * cases; nothing is asked once for each of several things; not more is asked than a session lasts.
 * `level` is what the phone can vouch for: 1 by its number, more where the government trusts a PIN.
 */
export function offerOf(def: Definition, level: number): Offer {
  const askable =
    !def.documents.some(({ required }) => required) &&
    !def.form.some(({ repeat }) => repeat) &&
    questionsOf(def).length <= mostQuestions;
  if (!askable || def.level > level) return "read";
  return def.process ? "apply" : def.rulings.length > 0 ? "answer" : "read";
}

/**
 * What is asked on a phone: required questions. Those that may be left open are left to other
 * doors.
 */
export const questionsOf = ({ form }: Definition): readonly Field[] =>
  form.flatMap(({ fields }) => fields.filter(({ required }) => required));
