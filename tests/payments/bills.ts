import type { App } from "../../src/app.ts";
import { asNewPerson } from "../../src/demo/people.ts";
import { exampleAnswers } from "../../src/form/index.ts";
import { must } from "../../src/kernel/index.ts";
import type { Bill } from "../../src/payments/index.ts";
import { rememberPerson } from "../../src/platform/auth/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { exampleOf } from "../journeys/office-given.ts";

export interface Billing {
  readonly app: App;
  /** The same, and its bills end in half a minute. */
  readonly soon: App;
}

const who = "mukamana-vestine";
const service = "birth-certificate";
/** How long a bill of those who pay late can be paid. */
const soonMs = 30_000;

/** Makes the bills of an application end so soon; everything else is as it is. */
export function endingSoon(app: App): App {
  const { payments } = app.parts;
  const { prepare } = payments;
  const expiresAt = () => new Date(Date.now() + soonMs);
  Object.assign(payments, {
    prepare: (order: Parameters<typeof prepare>[0]) =>
      prepare({ ...order, expiresAt: expiresAt() }),
  });
  return app;
}

/** A sent application and its bill; `isLate` where it ends in half a minute. */
export async function newBill({ app: usual, soon }: Billing, isLate: boolean): Promise<Bill> {
  const app = isLate ? soon : usual;
  const { cases, catalogue, payments, demo } = app.parts;
  const definition = catalogue.current(service);
  const invented = demo?.town.people.find(({ id }) => id === who);
  if (!definition || !invented) throw new Error(`no ${service}, or nobody to ask for it`);
  const known = { id: newId(), now: new Date() };
  const person = await rememberPerson(app.sql, asNewPerson(invented), known as never);
  const answers = exampleAnswers(exampleOf(service)) as never;
  const { id, version } = definition;
  const draftId = await cases.startDraft({
    ...{ person: person.id, answers, service: id, definition: version },
  });
  const visited = definition.form.map((page) => page.id);
  await cases.saveDraft({ person: person.id, answers, id: draftId, visited });
  const { name, birthDate, nationalId, nationality, phone, email } = person;
  const applicant = { name, birthDate, nationalId, nationality, phone, email };
  const sending = { draftId, person: person.id, applicant, lang: "en" };
  const { caseId } = must(await cases.submit(sending));
  const [bill] = await payments.billsOfCase(caseId);
  if (!bill) throw new Error("the application has no bill");
  return bill;
}
