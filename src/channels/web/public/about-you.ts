import type { Definition, Field, Page } from "../../../catalogue/index.ts";
import {
  type Answers,
  type Applicant,
  eligibilityOf,
  type FormFacts,
  type Lists,
  nobody,
} from "../../../form/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { factsRead } from "./narrowed.ts";

/** The page of the check that stands in for what is known of whoever is signed in. */
export const youPage = "about-you";

const names = {
  "applicant.nationality": "your_nationality",
  "applicant.nationalId": "your_national_id",
  "applicant.birthDate": "your_birth_date",
} as const;

type Fact = keyof typeof names;
const isFact = (name: string): name is Fact => Object.hasOwn(names, name);

/** Stands for every nationality that no rule of the service names. */
const elsewhere = "other";

/** What a person who is not signed in said of themselves in the check. */
export function applicantIn(answers: Answers): Applicant {
  const text = (name: string) => (typeof answers[name] === "string" ? answers[name] : null);
  return {
    ...nobody,
    // They are somebody, even where none of the facts is theirs.
    name: "",
    nationality: text("your_nationality"),
    birthDate: text("your_birth_date"),
    nationalId: answers.your_national_id === true ? "yes" : null,
  };
}

/**
 * The service with plain questions about the person, where a requirement that these answers leave
 * open rests on facts that somebody can tell of themselves; the service as it is where none does.
 */
export function withYou(
  def: Definition,
  answers: Answers,
  form: FormFacts,
  lists: Lists,
  t: Translate,
): Definition {
  const open = eligibilityOf(def, answers, { ...form, applicant: nobody })
    .filter(({ verdict }) => verdict === "unknown")
    .flatMap(({ requirement }) => factsRead(def, requirement));
  const facts = (Object.keys(names) as Fact[]).filter((fact) => open.includes(fact));
  if (facts.length === 0 || open.some((name) => !isFact(name))) return def;
  const fields = facts.map((fact) => fieldOf(def, fact, lists, t));
  const page: Page = { id: youPage, title: wordsOf(t("public.about-you"), def, t), fields };
  return { ...def, form: [...def.form, page] };
}

const wordsOf = (text: string, { language }: Definition, t: Translate) => ({
  [language]: text,
  [t.lang]: text,
});

function fieldOf(def: Definition, fact: Fact, lists: Lists, t: Translate): Field {
  const same = { name: names[fact], required: true, options: [], maxLength: 80 };
  const label = (text: string) => wordsOf(text, def, t);
  if (fact === "applicant.birthDate")
    return { ...same, type: "date", label: label(t("public.your-birth-date")) };
  if (fact === "applicant.nationalId")
    return { ...same, type: "yes-no", label: label(t("public.your-national-id")) };
  const countries = lists.codeList("countries") ?? [];
  const named = countries.filter(({ value }) =>
    def.eligibility.some(({ rule }) => rule.source.includes(`applicant.nationality = "${value}"`)),
  );
  const other = { value: elsewhere, label: label(t("public.other-nationality")) };
  return {
    ...same,
    type: "choice",
    label: label(t("public.your-nationality")),
    options: [...named.map(({ value, label: words }) => ({ value, label: words })), other],
  };
}
