import type { Definition, Example } from "../catalogue/index.ts";
import { decimalText, durationText } from "../kernel/index.ts";
import { callOf } from "./calls.ts";
import { claimsOf } from "./claims.ts";
import { documentsWanted } from "./documents.ts";
import { eligibilityOf } from "./eligibility.ts";
import { entitlementsOf } from "./entitlements.ts";
import { feesOf } from "./fees.ts";
import type { LabelledCodes } from "./kind.ts";
import type { Answers, Applicant, Documents, FileRef, FormFacts, TaskFindings } from "./model.ts";
import { problemsOf } from "./problems.ts";
import { rulingOf } from "./ruling.ts";
import { stepsOf } from "./steps.ts";
import { timeLimitOf } from "./time-limit.ts";
import { validityOf } from "./validity.ts";

/** A difference between an example and the definition, both in words. */
export interface Mismatch {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** Facts of an example: its day, and its applicant with null for missing facts. */
export function exampleFacts({ today, applicant, renewal = false }: Example): FormFacts {
  const fact = (name: keyof Applicant): string | null => applicant[name] ?? null;
  return {
    today,
    renewal,
    applicant: {
      name: fact("name"),
      birthDate: fact("birthDate"),
      nationalId: fact("nationalId"),
      nationality: fact("nationality"),
      phone: fact("phone"),
      email: fact("email"),
    },
  };
}

/** The answers of an example, as stored. */
export const exampleAnswers = (example: Example): Answers => example.answers as Answers;

/** A file of the first accepted type for each document of the example. */
export function exampleDocuments(def: Definition, { documents }: Example): Documents {
  const file = (id: string): FileRef => ({
    id,
    name: `${id}.pdf`,
    mediaType: def.documents.find((paper) => paper.id === id)?.accept[0] ?? "application/pdf",
    bytes: 1000,
    sha256: "0".repeat(64),
  });
  return Object.fromEntries(documents.map((id) => [id, [file(id)]]));
}

/** Runs an example through the form. @returns all differences */
export function runExample(def: Definition, example: Example, codes: LabelledCodes): Mismatch[] {
  const { expect } = example;
  const facts = exampleFacts(example);
  const answers = exampleAnswers(example);
  const lists = (id: string) => codes(id) ?? [];
  const problems = problemsOf(def, answers, exampleDocuments(def, example), facts, lists);
  const unmet = eligibilityOf(def, answers, facts).filter(({ verdict }) => verdict !== "met");
  const steps = stepsOf(def, answers, facts);
  const fees = feesOf(def, answers, facts, example.today);
  const { validFor } = validityOf(def, answers, facts) ?? {};
  const promised = timeLimitOf(def, answers, facts)?.limit;
  const actual: Readonly<Record<string, unknown>> = {
    problems: problems.map(({ field }) => field),
    eligible: unmet.length === 0,
    unmet: unmet.map(({ requirement }) => requirement),
    pages: steps.flatMap((step) => (step.kind === "documents" ? [] : [step.page])),
    papers: documentsWanted(def, answers, facts).map(({ id }) => id),
    fees: fees.map(({ id, money }) => feeText(id, Number(decimalText(money)), money.currency)),
    call: callOf(def, example.today).state,
    entitlements: entitlementsOf(def, answers, facts).map(({ id }) => id),
    promised: promised && durationText(promised),
    validFor: validFor && durationText(validFor),
    ruling: rulingOf(def, answers, facts)?.id,
  };
  const expected: Readonly<Record<string, unknown>> = {
    ...expect,
    fees: expect.fees?.map(({ id, amount, currency }) => feeText(id, amount, currency)),
  };
  const differ = Object.keys(actual).flatMap((what) =>
    differing(what, expected[what], actual[what]),
  );
  return expect.claims ? [...differ, ...wrongClaims(def, example, codes)] : differ;
}

/** Reference of the application in an example. */
const exampleReference = "ABCDE-FGHJK";

/** Claims of a certificate decided on the day of the example that differ. */
function wrongClaims(def: Definition, example: Example, codes: LabelledCodes): Mismatch[] {
  const { today, expect } = example;
  const about = { reference: exampleReference, submittedOn: today, decidedOn: today };
  const answers = exampleAnswers(example);
  const findings = exampleFindings(def, example);
  const says = new Map(
    claimsOf(def, answers, exampleFacts(example), about, codes, findings).map(({ name, value }) => [
      name,
      typeof value === "object" ? (value[def.language] ?? "") : String(value),
    ]),
  );
  return Object.entries(expect.claims ?? {}).flatMap(([name, value]) =>
    differing(`claims.${name}`, String(value), says.get(name)),
  );
}

/** The findings in the acts of an example, each in the stage of its task. */
function exampleFindings(def: Definition, { acts }: Example): TaskFindings[] {
  const stages = def.process?.stages ?? [];
  return acts
    .filter(({ cannot }) => !cannot)
    .map(({ task, findings = {} }) => ({
      stage: stages.find(({ tasks }) => tasks.some(({ id }) => id === task))?.id ?? "",
      task,
      values: findings as Answers,
    }));
}

const feeText = (id: string, amount: number, currency: string): string =>
  `${id} ${amount} ${currency}`;

function differing(what: string, expectedValue: unknown, actualValue: unknown): Mismatch[] {
  if (expectedValue === undefined) return [];
  const expected = JSON.stringify(expectedValue);
  const actual = JSON.stringify(actualValue) ?? "nothing";
  return expected === actual ? [] : [{ what, expected, actual }];
}
