import type { Code, Definition, Field } from "../../../catalogue/index.ts";
import {
  type AnsweredRow,
  type Answers,
  firstScreen,
  type Lists,
  listsWithin,
  type Progress,
  prefillOf,
  type RawPage,
  readBlock,
  type Summary,
  summaryOf,
  type TurnFacts,
  turn,
  unmetIn,
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
    return { ...viewOf(field, state, desk), text: questionIn(field, state, desk) };
  },
  codes: ({ field: name, word }, state, desk) => {
    const field = fieldOf(applied(state, desk), name);
    const codes = codesFor(field, state, desk).searchCodes?.(field.list ?? "", word) ?? [];
    const options = codeOptions(codes.slice(0, matches), field, state, desk);
    return { text: desk.t.words(field.label), options };
  },
};

/** Begins an application: with what is known of the person already answered. */
export function begin(state: PhoneState, desk: Desk, def: Definition): Turn {
  let answers: Answers = {};
  const reading = { form: desk.facts, codeLists: listsOf(desk), lang: desk.t.lang };
  for (const page of def.form) {
    const raw = prefillOf(def, page.id, answers, desk.facts);
    if (Object.keys(raw).length > 0)
      ({ answers } = readBlock(def, { page }, raw, answers, reading));
  }
  const key = `${desk.session}.${state.presses}`;
  const applying = { service: def.id, version: def.version, answers, key };
  return askNext({ ...state, applying }, desk);
}

/** On to the first question that is open; to the end where none is, or the answers exclude them. */
export function askNext(state: PhoneState, desk: Desk): Turn {
  const def = applied(state, desk);
  if (state.applying?.answering) return onwardInRequest(state, state.applying.answering, desk);
  const { answers } = progressIn(state);
  if (unmetIn({ def, answers }, desk.facts).length > 0) return turnTo(state, { at: "unmet" });
  const screen = firstScreen(def, progressIn(state), turnFacts(desk));
  if (screen.show === "check") return turnTo(state, { at: def.process ? "check" : "ruling" });
  const field = screen.show === "questions" ? screen.place.field : undefined;
  return field === undefined
    ? again(state, desk.t("ussd.elsewhere"))
    : go(state, { at: "ask", field });
}

/** A call asks one question on a screen, and remembers no pages. */
const progressIn = ({ applying }: PhoneState): Progress => ({
  answers: applying?.answers ?? {},
  visited: [],
});

const turnFacts = ({ facts, catalogue, t }: Desk): TurnFacts => ({
  ...{ form: facts, lists: catalogue, lang: t.lang },
  manner: "single",
});

/**
 * On to what is still to be answered of a request, and to a question that comes up by the new
 * answers.
 */
function onwardInRequest(
  state: PhoneState,
  { open }: { readonly open: readonly string[] },
  desk: Desk,
): Turn {
  const screen = firstScreen(applied(state, desk), progressIn(state), turnFacts(desk));
  const field = open[0] ?? (screen.show === "questions" ? screen.place.field : undefined);
  return field === undefined ? turnTo(state, { at: "given" }) : go(state, { at: "ask", field });
}

export const listsOf =
  ({ catalogue }: Desk) =>
  (id: string): readonly Code[] =>
    catalogue.codeList(id) ?? [];

export function fieldOf(def: Definition, name: string): Field {
  const question = def.form.flatMap(({ fields }) => fields).find((field) => field.name === name);
  if (!question) throw new Error(`${def.id} asks no ${name}`);
  return question;
}

/** The code lists for a question, as far as they belong to the answers so far. */
const codesFor = (field: Field, { applying }: PhoneState, { catalogue }: Desk): Lists =>
  listsWithin(catalogue, [field], applying?.answers ?? {});

function questionIn(field: Field, state: PhoneState, desk: Desk): string {
  const { t } = desk;
  const { label, hint, unit, currency } = field;
  const behind = unit ? t.words(unit) : currency;
  const { lines = [] } = textQuestion(field, codesFor(field, state, desk), t);
  return [t.words(label) + (behind ? ` (${behind})` : ""), hint ? t.words(hint) : "", ...lines]
    .filter((line) => line !== "")
    .join("\n");
}

function viewOf(field: Field, state: PhoneState, desk: Desk): Omit<View, "text"> {
  const { options, searched, zero, raw } = textQuestion(
    field,
    codesFor(field, state, desk),
    desk.t,
  );
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
  const lists = codesFor(field, state, desk);
  const codes = word === "" ? [] : (lists.searchCodes?.(field.list ?? "", word) ?? []);
  if (codes.length === 0) return again(state, desk.t("ussd.none-found"));
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

/** One answer; on to the next question, or why it is none. */
function answer(state: PhoneState, desk: Desk, field: Field, raw: RawPage): Turn {
  const def = applied(state, desk);
  const { applying } = state;
  const page = def.form.find(({ fields }) => fields.includes(field));
  if (!applying || !page) throw new Error("an answer to nothing");
  const place = { page: page.id, field: field.name };
  const input = { do: "answer", raw } as const;
  const { progress, screen } = turn(def, progressIn(state), place, input, turnFacts(desk));
  const [wrong] = screen.show === "questions" && screen.returned ? screen.problems : [];
  if (wrong) return again(state, problemIn(wrong, desk));
  const { answering } = applying;
  const left = answering?.open.filter((name) => name !== field.name) ?? [];
  const next = {
    ...applying,
    answers: progress.answers,
    ...(answering && { answering: { ...answering, open: left } }),
  };
  return askNext({ ...state, applying: next }, desk);
}

/** What is wrong, in words: a day is typed otherwise on a phone than on a page. */
export const problemIn = ({ code, facts, words }: Problem, { t }: Desk): string => {
  if (words) return t.words(words);
  return code === "not-a-date" ? t("ussd.date-wrong") : t.named(`problems.${code}`, facts);
};

/** What every door tells before something is sent. */
export const summaryIn = (state: PhoneState, desk: Desk): Summary =>
  summaryOf({ def: applied(state, desk), answers: state.applying?.answers ?? {} }, desk.facts, {
    lang: desk.t.lang,
    words: desk.words,
    codes: listsOf(desk),
  });

/** Answers given so far, in words; of a request those that were marked. */
export function askedRows(state: PhoneState, desk: Desk): readonly AnsweredRow[] {
  const marked = state.applying?.answering?.marked;
  const rows = summaryIn(state, desk).asked.pages.flatMap((page) =>
    page.rows.filter(({ answer }) => answer !== ""),
  );
  return marked ? rows.filter(({ field }) => marked.includes(field)) : rows;
}
