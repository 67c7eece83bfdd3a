/** What a registrar copies from the civil register when the birth is there. */
export const registerEntry = {
  sex: "female",
  birth_place: "Gasabo, Remera",
  mother: "Uwase Aline",
  father: "Mugisha Jean Paul",
  register_number: "RW-GSB-2026-004417",
  registered_on: "2026-03-20",
} as const;

/** The same as the fields of the officer's form. */
export const registerEntryTyped: Readonly<Record<string, string>> = {
  "find.sex": "female",
  "find.birth_place": "Gasabo, Remera",
  "find.mother": "Uwase Aline",
  "find.father": "Mugisha Jean Paul",
  "find.register_number": "RW-GSB-2026-004417",
  "find.registered_on-day": "20",
  "find.registered_on-month": "3",
  "find.registered_on-year": "2026",
};
