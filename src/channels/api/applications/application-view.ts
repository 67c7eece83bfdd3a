import { type CaseNow, caseActs, windowOf } from "../../../acts/index.ts";
import { type Application, type ApplicationRow, standingDecision } from "../../../cases/index.ts";
import type { FeeMoment } from "../../../catalogue/index.ts";
import type { Bill } from "../../../payments/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { eventName } from "../../../programs/index.ts";

const at = (name: string, instant: string | Date | null | undefined) =>
  instant ? { [name]: new Date(instant).toISOString() } : {};

/** One line of a list. */
export const rowView = (row: ApplicationRow) => ({
  id: row.id,
  reference: row.reference,
  service: row.service,
  status: row.status,
  ...(row.stage && { stage: row.stage }),
  ...at("submittedAt", row.submittedAt),
  ...at("promisedBy", row.dueAt),
  ...at("decidedAt", row.decidedAt),
});

/** Where an application stands: no answer of the person, no name of anybody. */
export function applicationView(now: CaseNow, t: Translate) {
  const { app } = now;
  const { state, definition } = app;
  const { submitted, clock, stage, status } = state;
  if (!submitted) throw new Error("an application that was never submitted");
  return {
    id: app.id,
    reference: submitted.reference,
    service: submitted.service,
    title: definition.title,
    status,
    ...(stage && { stage }),
    ...at("submittedAt", submitted.at),
    ...at("promisedBy", clock.left ? undefined : clock.dueAt),
    ...at("decidedAt", standingDecision(state)?.at),
    fees: submitted.fees.map(({ id, money, due }) => ({
      id,
      amount: { minor: money.minor, currency: money.currency },
      text: t.money(money),
      ...dueView(due),
      paid: state.paid.includes(id),
    })),
    ...requestView(app),
    acts: caseActs.map((act) => {
      const window = windowOf(act, now);
      return window.ok
        ? { act, open: true, ...window.value }
        : { act, open: false, code: window.refusal.code };
    }),
    events: app.history.flatMap(({ type, at: when }) => {
      const name = eventName(type);
      return name ? [{ type: name, at: when }] : [];
    }),
  };
}

/** The moment in one word, and the stage where it is due before one. */
export const dueView = (due: FeeMoment) =>
  due.startsWith("before ")
    ? { due: "stage" as const, stage: due.slice("before ".length) }
    : { due: due as "submit" | "grant" };

function requestView({ state, statements, asked }: Application) {
  const { request } = state;
  if (!request) return {};
  const rows = asked.pages.flatMap((page) => page.rows);
  const fields = request.fields.map((field) => ({
    field,
    question: rows.find((row) => row.field === field)?.question ?? field,
  }));
  const text = statements.get(request.text) ?? "";
  return { request: { fields, text, ...at("answerBy", request.dueAt) } };
}

export const billView = (bill: Bill, t: Translate) => ({
  number: bill.number,
  for: bill.words,
  amount: { minor: bill.money.minor, currency: bill.money.currency },
  text: t.money(bill.money),
  status: bill.status,
  payBy: bill.expiresAt,
});
