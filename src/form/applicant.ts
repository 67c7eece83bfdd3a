import type { Applicant } from "./model.ts";

/** An applicant without any facts. */
export const nobody: Applicant = {
  name: null,
  birthDate: null,
  nationalId: null,
  nationality: null,
  phone: null,
  email: null,
};

/** Facts of a person for rules: from the identity issuer, nothing that was typed here. */
export const applicantOf = (person: Applicant): Applicant => ({
  name: person.name,
  birthDate: person.birthDate,
  nationalId: person.nationalId,
  nationality: person.nationality,
  phone: person.phone,
  email: person.email,
});
