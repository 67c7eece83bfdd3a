import type { CaseCommand, Cases } from "../cases/index.ts";
import type { Catalogue, Example } from "../catalogue/index.ts";
import { type Answers, callOf } from "../form/index.ts";
import { addDays, type CaseId, type CommandId, dateIn, must } from "../kernel/index.ts";
import type { Messages } from "../messages/index.ts";
import type { Payments } from "../payments/index.ts";
import {
  demonstrationIssuer,
  officerByAccount,
  type Person,
  rememberPerson,
} from "../platform/auth/index.ts";
import { newId, type Pool } from "../platform/db/index.ts";
import { isLang } from "../platform/i18n/index.ts";
import { attachSamples } from "./attach-samples.ts";
import { type DiaryAct, type DiaryEntry, daysFrom, exampleOf, readDiary } from "./diary.ts";
import type { MovingClock } from "./moving-clock.ts";
import { asNewPerson, type DemoTown } from "./people.ts";
import { settleCharge } from "./sandbox-pay-store.ts";
import { type HallNeeds, officersOf, seedHalls } from "./seed-hall.ts";

export interface SeedNeeds extends HallNeeds {
  readonly folder: string;
  readonly sql: Pool;
  readonly clock: MovingClock;
  readonly catalogue: Catalogue;
  readonly town: DemoTown;
  readonly cases: Cases;
  readonly payments: Payments;
  /** Runs all jobs that are due by the clock. */
  readonly settle: () => Promise<unknown>;
  /** Their clock is the same: what was told in the past does not wait for a night of today. */
  readonly messages: Pick<Messages, "deliverDue">;
  /** How long a decision waits before it takes effect: as long the telling waits after each act. */
  readonly takeBackSeconds?: number;
}

/**
 * Tells the diary of the demonstration once, in order of time, through the doors that people use;
 * a database in which anybody has applied is left as it is.
 */
export async function seedTown(needs: SeedNeeds): Promise<void> {
  await seedHalls(needs, needs.catalogue.jurisdiction.languages.find(isLang) ?? "en");
  if (await needs.cases.any()) return;
  await openTill(needs);
  const today = dateIn(new Date(), needs.catalogue.jurisdiction.timeZone);
  const entries = readDiary(needs.folder).flatMap((entry) => {
    const file: { caseId?: CaseId } = {};
    const day = daysFrom(today, entry);
    if (!isOpenOn(needs.catalogue, entry, addDays(today, day))) return [];
    return [
      {
        day,
        tell: async () => {
          file.caseId = await apply(needs, entry);
        },
      },
      ...entry.acts.map((act) => ({
        day: daysFrom(today, act),
        tell: () => perform(needs, entry, act, file.caseId),
      })),
    ];
  });
  let order = 0;
  for (const { day, tell } of entries.sort((a, b) => a.day - b.day)) {
    const at = Date.parse(`${addDays(today, day)}T07:00:00Z`) + 60_000 * order++;
    // Today's acts, and what they lead to, may not lie ahead of the real clock.
    const wait = 1000 * (needs.takeBackSeconds ?? 0);
    const instant = Math.min(at, Date.now() - wait);
    needs.clock.set(new Date(instant));
    await tell();
    needs.clock.set(new Date(instant + wait));
    await needs.settle();
    await needs.messages.deliverDue();
  }
  needs.clock.release();
}

/** The cash desk of the first hall is open, with 20,000 francs or 200 manats. */
async function openTill(needs: SeedNeeds): Promise<void> {
  const [[cashier], [centre]] = [await officersOf(needs, "cashier"), needs.centres.list()];
  if (!cashier || !centre) return;
  const { currency } = needs.catalogue.jurisdiction;
  const float = { minor: 20_000, currency };
  must(await needs.payments.openTill({ cashier: cashier.id, centre: centre.id, float }));
}

/** Whether the service takes applications on that day; some do only during a call. */
function isOpenOn(catalogue: Catalogue, { service }: DiaryEntry, date: string): boolean {
  const definition = catalogue.current(service);
  return !definition || ["open", "always"].includes(callOf(definition, date).state);
}

async function personOf({ sql, town, clock }: SeedNeeds, id: string): Promise<Person> {
  const townsperson = [...town.people, ...(town.others ?? [])].find((each) => each.id === id);
  if (!townsperson) throw new Error(`the diary speaks of ${id}, who is not in the town`);
  return rememberPerson(sql, asNewPerson(townsperson), { id: newId(), now: clock.now() });
}

/** Sends the example's answers and papers, and pays what is due with it. */
async function apply(needs: SeedNeeds, entry: DiaryEntry): Promise<CaseId> {
  const { cases, catalogue } = needs;
  const person = await personOf(needs, entry.person);
  const definition = catalogue.current(entry.service);
  if (!definition) throw new Error(`no service ${entry.service}`);
  const example = exampleOf(needs.folder, entry);
  const { id: service, version } = definition;
  const answers = { ...reachedAt(example.answers as Answers, person), ...entry.answers };
  const draftId = await cases.startDraft({
    person: person.id,
    service,
    definition: version,
    answers,
  });
  await attachSamples(cases, person.id, draftId, definition, example.documents);
  const { name, birthDate, nationalId, nationality, phone, email } = person;
  const applicant = { name, birthDate, nationalId, nationality, phone, email };
  const submitted = must(
    await cases.submit({ draftId, person: person.id, applicant, lang: entry.lang }),
  );
  await needs.settle();
  if (entry.pay) await payAll(needs, submitted.caseId, person);
  return submitted.caseId;
}

/** The example's answers, with the applicant's own telephone and e-mail where it asks for them. */
const reachedAt = (answers: Answers, { phone, email }: Person): Answers => ({
  ...answers,
  ...(answers.phone && phone && { phone }),
  ...(answers.email && email && { email }),
});

async function payAll({ sql, payments, settle }: SeedNeeds, caseId: CaseId, person: Person) {
  for (const bill of await payments.billsOfCase(caseId)) {
    const command = newId() as CommandId;
    const origin = { command, actor: `person:${person.id}`, provider: "sandbox" };
    const { billId } = bill;
    const started = must(
      await payments.startAttempt({ billId, personId: person.id, returnUrl: "/", ...origin }),
    );
    await settleCharge(sql, started.redirectTo.split("/").at(-1) ?? "", "paid");
    must(await payments.readStatus(started.attemptId));
  }
  await settle();
}

async function perform(
  needs: SeedNeeds,
  entry: DiaryEntry,
  act: DiaryAct,
  caseId: CaseId | undefined,
): Promise<void> {
  if (!caseId) throw new Error("an act before its application");
  const application = await needs.cases.open(caseId);
  const keyOf = (task: string | undefined) => {
    const open = application?.state.tasks.findLast((each) => !each.done && !each.cancelled);
    const currentTask = application?.state.tasks.findLast((each) => each.task === task);
    return (currentTask ?? open)?.key ?? "";
  };
  const example = exampleOf(needs.folder, entry);
  const person = await personOf(needs, entry.person);
  const command = commandOf(act, keyOf, act.findings ?? findingsOf(example, act, person.name));
  const officer =
    act.officer &&
    (await officerByAccount(
      needs.sql,
      { iss: demonstrationIssuer, sub: act.officer },
      needs.clock.now(),
    ));
  const actor = officer
    ? ({ kind: "officer", ...officer } as const)
    : ({ kind: "person", id: person.id } as const);
  must(await needs.cases.give({ caseId, command, actor }));
}

/**
 * What the officer found: what the example says of the same task and outcome, with the name of
 * whoever applies here in place of the example's own applicant.
 */
export function findingsOf(
  { acts, applicant }: Pick<Example, "acts" | "applicant">,
  { task, outcome }: Pick<DiaryAct, "task" | "outcome">,
  name: string,
): Answers | undefined {
  const findings = acts.find((each) => each.task === task && each.outcome === outcome)?.findings;
  if (!findings) return undefined;
  const named = (value: unknown) => (value === applicant.name ? name : value);
  return Object.fromEntries(
    Object.entries(findings).map(([field, value]) => [field, named(value)]),
  ) as Answers;
}

function commandOf(
  act: DiaryAct,
  keyOf: (task: string | undefined) => string,
  findings: Answers | undefined,
): CaseCommand {
  const statement = { id: newId(), text: act.text ?? act.appeal ?? "" };
  if (act.withdraw) return { type: "withdraw" };
  if (act.appeal) return { type: "appeal", statement };
  if (act.claim) return { type: "claim", task: keyOf(act.claim) };
  if (act.takeOver) return { type: "take-over", task: keyOf(act.takeOver) };
  if (act.ask) return { type: "ask", task: keyOf(act.task), fields: act.ask, statement };
  return {
    type: "complete",
    task: keyOf(act.task),
    outcome: act.outcome ?? "",
    statement,
    ...(act.code && { code: act.code }),
    ...(findings && { findings }),
  };
}
