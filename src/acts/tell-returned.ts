import { dateIn } from "../kernel/index.ts";
import { personById } from "../platform/auth/index.ts";
import { contactOf } from "./contact.ts";
import type { ActDeps } from "./deps.ts";
import { toldInOf } from "./told-in.ts";
import { langOf } from "./wording.ts";

type Deps = Pick<ActDeps, "sql" | "calendar" | "cases" | "messages" | "i18n">;

/** Why an e-mail came back, as people are told it; by its status (RFC 3463). */
export type ReturnReason = "no-address" | "full" | "not-taken";

export const returnReason = (status: string): ReturnReason => {
  if (/^5\.1\.(1|2|3|6|10)$/.test(status)) return "no-address";
  return status.endsWith(".2.2") ? "full" : "not-taken";
};

/**
 * Tells a person by SMS that an e-mail to them came back, so that they read it in the list of
 * messages and mend the address; once a day, however many came back. Without a telephone the list
 * alone says so.
 */
export async function tellReturned(
  { sql, calendar, cases, messages, i18n }: Deps,
  { message: id }: { readonly message: string },
): Promise<void> {
  const returned = await messages.returned(id);
  if (!returned) return;
  const { personId, caseId, status, at } = returned;
  const person = await personById(sql, personId);
  const application = caseId ? await cases.open(caseId) : undefined;
  const to = (application && contactOf(application, person).phone) ?? person?.phone;
  if (!to) return;
  const lang = application
    ? toldInOf(i18n, application, person)
    : langOf(i18n, person?.toldIn ?? returned.lang);
  await messages.send({
    ...{ id: `${personId}:email-returned:${dateIn(at, calendar().timeZone)}`, personId, lang },
    ...{ to: { phone: to }, template: "email-returned" },
    facts: { reason: i18n.for(lang)(`apply.message.why.${returnReason(status)}`) },
    ...(caseId && { caseId }),
  });
}
