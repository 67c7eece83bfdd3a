import type { Refusal } from "../../kernel/index.ts";
import { reasonText } from "../../platform/http/index.ts";
import { ownLanguageName, sideName } from "../components/index.ts";
import type { Desk } from "./desk.ts";

/** The forms of the desk are those of the staff, with the refusals of the register in words. */
export {
  alsoWrong,
  foldedForm,
  plainForm,
  readTyped,
  type StaffField as DeskField,
  type StaffForm as DeskForm,
  staffForm as deskForm,
  staffOccasion as occasionOf,
  type Typed,
  typedProblems,
} from "../staff/index.ts";

/** Why the register refused something, with sides, languages and its own reason in words. */
export function refusalWords(
  { code, facts }: Pick<Refusal, "code" | "facts">,
  { t }: Pick<Desk, "t">,
): string {
  const side = facts && "side" in facts && { side: sideName(String(facts.side), t) };
  const lang = facts && "lang" in facts && { lang: ownLanguageName(String(facts.lang)) };
  const named = facts && "sides" in facts && String(facts.sides).split(", ");
  const sides = named && { sides: t.list(named.map((one) => sideName(one, t))) };
  const reason = facts && "reason" in facts && { reason: reasonText(String(facts.reason), t) };
  return t.refusal({ code, facts: { ...facts, ...side, ...sides, ...lang, ...reason } });
}

/** A title as an id: letters and digits of ASCII, joined by hyphens. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
