import type { Application } from "../cases/index.ts";
import type { Person } from "../platform/auth/index.ts";
import { contactOf } from "./contact.ts";

/** Whether no message about this application reaches its person: they come back, or ring. */
export function comesBack(
  found: Pick<Application, "contact">,
  person: Pick<Person, "phone" | "email">,
): boolean {
  const { phone, email } = contactOf(found, person);
  return !phone && !email;
}
