import type { Application } from "../src/cases/index.ts";

/** What a registrar copies from the civil register when the birth is there. */
export const registerEntry = {
  registered_name: "Uwase Ineza",
  born_on: "2026-03-14",
  sex: "female",
  birth_place: "Gasabo, Remera",
  mother: "Uwase Aline",
  father: "Habimana Eric",
  register_number: "RW-GSB-2026-004417",
  registered_on: "2026-03-20",
} as const;

/** The same as the fields of the officer's form. */
export const registerEntryTyped: Readonly<Record<string, string>> = {
  "find.registered_name": "Uwase Ineza",
  "find.born_on-day": "14",
  "find.born_on-month": "3",
  "find.born_on-year": "2026",
  "find.sex": "female",
  "find.birth_place": "Gasabo, Remera",
  "find.mother": "Uwase Aline",
  "find.father": "Habimana Eric",
  "find.register_number": "RW-GSB-2026-004417",
  "find.registered_on-day": "20",
  "find.registered_on-month": "3",
  "find.registered_on-year": "2026",
};

/** The same of the very birth that an application is about. */
export function entryFor({ answers, asked }: Pick<Application, "answers" | "asked">) {
  const isChild = answers.who === "child";
  const { name, birthDate } = asked.applicant;
  return {
    ...registerEntry,
    registered_name: String(isChild ? answers.child_name : name),
    born_on: String(isChild ? answers.child_birth_date : birthDate),
    ...(isChild && { father: name }),
  };
}
