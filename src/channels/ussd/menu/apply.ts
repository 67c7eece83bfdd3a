import type { Code, Definition, Field } from "../../../catalogue/index.ts";
import {
  type Answers,
  eligibilityOf,
  prefillOf,
  problemsOf,
  putPage,
  type RawPage,
  rawOf,
  readPage,
} from "../../../form/index.ts";
import type { Problem } from "../../../kernel/index.ts";
import { textQuestion } from "../../questions/index.ts";
import type { PhoneState, Turn } from "../places.ts";
import { again, go, turnTo } from "./moves.ts";
import { applied, type Desk, type Option, type Shows, type View } from "./view.ts";

/** So many matches are shown; who has more, types more. */
const matches = 21;

/** Asking the questions of a service, one on a screen, read and checked by the form's door. */
export const asking: Shows<"ask" | "codes"> = {
  ask: ({ field: name }, state, desk) => {
    const field = fieldOf(applied(state, desk), name);
    return { ...viewOf(field, state, desk), text: questionIn(field, desk) };
  },
  codes: ({ field: name, word }, state, desk) => {
    const field = fieldOf(applied(state, desk), name);
    const found = desk.catalogue.searchCodes(field.list ?? "", word).slice(0, matches);
    return { text: desk.t.words(field.label), options: codeOptions(found, field, state, desk) };
  },
};

/** Begins an application: with what is known of the person already answered. */
export function begin(state: PhoneState, desk: Desk, def: Definition): Turn {
  let answers: Answers = {};
  for (const { id } of def.form) {
    const raw = prefillOf(def, id, answers, desk.facts);
    if (Object.keys(raw).length > 0)
      answers = putPage(def, id, answers, read(def, id, raw, answers, desk).answers);
  }
  const key = `${desk.session}.${state.presses}`;
  const applying = { service: def.id, version: def.version, answers, key };
  return onward({ ...state, applying }, desk);
}

/** On to the first question that is open; to the end where none is, or where the answers exclude the person. */
export function onward(state: PhoneState, desk: Desk): Turn {
  const def = applied(state, desk);
  const answers = state.applying?.answers ?? {};
  const { facts } = desk;
  if (eligibilityOf(def, answers, facts).some(({ verdict }) => verdict === "unmet"))
    return turnTo(state, { at: "unmet" });
  const [problem] = problemsOf(def, answers, {}, facts, listsOf(desk));
  if (!problem) return turnTo(state, def.process ? { at: "check" } : { at: "ruling" });
  const asked = def.form.some(({ fields }) => fields.some(({ name }) => name === problem.field));
  if (!asked) return again(state, desk.t("ussd.elsewhere"));
  return go(state, { at: "ask", field: problem.field });
}

export const listsOf =
  ({ catalogue }: Desk) =>
  (id: string): readonly Code[] =>
    catalogue.codeList(id) ?? [];

export function fieldOf(def: Definition, name: string): Field {
  const found = def.form.flatMap(({ fields }) => fields).find((field) => field.name === name);
  if (!found) throw new Error(`${def.id} asks no ${name}`);
  return found;
}

function questionIn(field: Field, { catalogue, t }: Desk): string {
  const { label, hint, unit, currency } = field;
  const behind = unit ? t.words(unit) : currency;
  const { lines = [] } = textQuestion(field, catalogue, t);
  return [t.words(label) + (behind ? ` (${behind})` : ""), hint ? t.words(hint) : "", ...lines]
    .filter((line) => line !== "")
    .join("\n");
}

function viewOf(field: Field, state: PhoneState, desk: Desk): Omit<View, "text"> {
  const { options, searched, zero, raw } = textQuestion(field, desk.catalogue, desk.t);
  if (options)
    return {
      options: options.map(({ value, text }) => ({
        label: text,
        choose: () => answer(state, desk, field, { [field.name]: value }),
      })),
    };
  if (searched) return { typed: (word) => searchFor(state, desk, field, word) };
  return {
    typed: (input) => answer(state, desk, field, raw?.(input) ?? { [field.name]: input }),
    zero: zero === true,
  };
}

function searchFor(state: PhoneState, desk: Desk, field: Field, typed: string): Turn {
  const word = typed.trim().slice(0, 40);
  const found = word === "" ? [] : desk.catalogue.searchCodes(field.list ?? "", word);
  if (found.length === 0) return again(state, desk.t("ussd.none-found"));
  return go(state, { at: "codes", field: field.name, word });
}

const codeOptions = (
  codes: readonly Code[],
  field: Field,
  state: PhoneState,
  desk: Desk,
): Option[] =>
  codes.map(({ value, label }) => ({
    label: desk.t.words(label),
    choose: () => answer(state, desk, field, { [field.name]: value }),
  }));

const read = (def: Definition, page: string, raw: RawPage, answers: Answers, desk: Desk) =>
  readPage(def, page, raw, answers, desk.facts, listsOf(desk), desk.t.lang);

/** One answer, checked with those that its page has already; on to the next question, or why not. */
function answer(state: PhoneState, desk: Desk, field: Field, typed: RawPage): Turn {
  const def = applied(state, desk);
  const { applying } = state;
  const page = def.form.find(({ fields }) => fields.includes(field));
  if (!applying || !page) throw new Error("an answer to nothing");
  const before = Object.entries(rawOf(def, page.id, applying.answers)).filter(
    ([name]) => name !== field.name && !name.startsWith(`${field.name}-`),
  );
  const raw = { ...Object.fromEntries(before), ...typed };
  const { answers, problems } = read(def, page.id, raw, applying.answers, desk);
  const wrong = problems.find((problem) => problem.field === field.name);
  if (wrong) return again(state, problemIn(wrong, desk));
  const kept = putPage(def, page.id, applying.answers, answers);
  return onward({ ...state, applying: { ...applying, answers: kept } }, desk);
}

/** What is wrong, in words: a day is typed otherwise on a phone than on a page. */
export const problemIn = ({ code, facts, words }: Problem, { t }: Desk): string => {
  if (words) return t.words(words);
  return code === "not-a-date" ? t("ussd.date-wrong") : t.named(`problems.${code}`, facts);
};
