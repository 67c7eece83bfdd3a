import type { Applicant } from "./model.ts";

/** Somebody of whom nothing is known. */
export const nobody: Applicant = {
  name: null,
  birthDate: null,
  nationalId: null,
  nationality: null,
  phone: null,
  email: null,
};

/** What rules may know of a person: what the issuer says, nothing that was typed here. */
export const applicantOf = (person: Applicant): Applicant => ({
  name: person.name,
  birthDate: person.birthDate,
  nationalId: person.nationalId,
  nationality: person.nationality,
  phone: person.phone,
  email: person.email,
});
