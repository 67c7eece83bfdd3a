import type { AuthorityId } from "../../kernel/index.ts";
import type { FeelType, Scope } from "../../rules/index.ts";
import type {
  Appeal,
  Entitlement,
  InterimPaper,
  Opinion,
  Output,
  OutputClaim,
  Renewal,
  Requirement,
  Ruling,
} from "../model.ts";
import type { RawAppeal, RawOpinion, RawOutput } from "../schema/process.ts";
import type { RawService } from "../schema/service.ts";
import { caseScope } from "../scope.ts";
import type { Path } from "../yaml-file.ts";
import { readDocument } from "./form.ts";
import { readCommittee, targetOf } from "./process.ts";
import { conditionOf, duration, present, provenanceOf, type Writing } from "./writing.ts";

const BOOLEAN: FeelType = { kind: "boolean" };

export function readEligibility(w: Writing, raw: RawService, scope: Scope): Requirement[] {
  return Object.entries(raw.eligibility ?? {}).flatMap(([id, { law, ...fact }]) => {
    const path: Path = ["eligibility", id];
    const title = w.words([...path, "title"]);
    const otherwise = {
      else: w.words([...path, "else"]),
      instead: fact.instead === undefined ? undefined : w.words([...path, "instead"]),
    };
    const rule = w.rule([...path, "rule"], scope, BOOLEAN);
    return rule ? [present({ id, title, rule, ...otherwise, law, ...provenanceOf(fact) })] : [];
  });
}

export function readRulings(w: Writing, raw: RawService, scope: Scope): Ruling[] {
  return Object.entries(raw.rulings ?? {}).map(([id, { when, law }]) => {
    const path: Path = ["rulings", id];
    return present({
      id,
      when: when === undefined ? undefined : w.rule([...path, "when"], scope, BOOLEAN),
      title: w.words([...path, "title"]),
      text: w.words([...path, "text"]),
      law,
    });
  });
}

export const readEntitlements = (w: Writing, raw: RawService, scope: Scope): Entitlement[] =>
  Object.entries(raw.entitlements ?? {}).map(([id, { law, ...fact }]) => {
    const path: Path = ["entitlements", id];
    return present({
      id,
      ...conditionOf(w, path, fact, scope),
      title: w.words([...path, "title"]),
      text: w.words([...path, "text"]),
      law,
      ...provenanceOf(fact),
    });
  });

const readClaims = (
  w: Writing,
  path: Path,
  raw: RawOutput["claims"],
  scope: Scope,
): OutputClaim[] =>
  Object.keys(raw).flatMap((name) => {
    const title = w.words([...path, name, "title"]);
    const value = w.rule([...path, name, "value"], scope);
    const { as, part } = raw[name] ?? {};
    return value ? [present({ name, title, value, as, part })] : [];
  });

/** Interim documents; the day of issue is the `decidedOn` of the case. */
export const readInterim = (
  w: Writing,
  raw: NonNullable<RawService["interim"]>,
  answers: Scope,
): InterimPaper[] =>
  Object.entries(raw).map(([id, { after, layout, subject, claims, validFor, ...fact }]) => {
    const path: Path = ["interim", id];
    return present({
      id,
      title: w.words([...path, "title"]),
      layout,
      subject,
      after,
      ...conditionOf(w, path, fact, answers),
      claims: readClaims(w, [...path, "claims"], claims, { ...answers, ...caseScope }),
      validFor: duration(validFor),
      ...provenanceOf(fact),
    });
  });

/** The certificate; its claims see all answers and the case. */
export function readOutput(w: Writing, raw: RawOutput, answers: Scope): Output {
  const scope = { ...answers, ...caseScope };
  const { revocation } = raw;
  return present({
    id: raw.id,
    title: w.words(["output", "title"]),
    layout: raw.layout,
    subject: raw.subject,
    claims: readClaims(w, ["output", "claims"], raw.claims, scope),
    validities: raw.validities?.flatMap(({ validFor, ...fact }, i) => {
      const { when, ...words } = conditionOf(w, ["output", "validities", i], fact, answers);
      return when ? [{ when, ...words, validFor: duration(validFor), ...provenanceOf(fact) }] : [];
    }),
    validFor: raw.validFor === undefined ? undefined : duration(raw.validFor),
    revocation: revocation && {
      authority: revocation.authority as AuthorityId,
      role: revocation.role,
      reasons: Object.keys(revocation.reasons).map((id) => ({
        id,
        title: w.words(["output", "revocation", "reasons", id]),
      })),
    },
    ...provenanceOf(raw),
  });
}

export const readRenewal = (raw: NonNullable<RawService["renewal"]>): Renewal => ({
  opens: duration(raw.opens),
  reuse: raw.reuse,
  ...provenanceOf(raw),
});

export function readAppeal(w: Writing, raw: RawAppeal): Appeal {
  return present({
    authority: raw.authority as AuthorityId,
    role: raw.role,
    within: duration(raw.within),
    decideWithin: duration(raw.decideWithin),
    committee: raw.committee && readCommittee(raw.committee),
    opinion: raw.opinion && readOpinion(w, raw.opinion),
    outcomes: Object.entries(raw.outcomes).map(([id, { to }]) => ({
      id,
      title: w.words(["appeal", "outcomes", id, "title"]),
      to: targetOf(to),
    })),
    further: raw.further && {
      title: w.words(["appeal", "further", "title"]),
      ...provenanceOf(raw.further),
    },
    law: raw.law,
    ...provenanceOf(raw),
  });
}

/** Its papers are read by both sides. */
const readOpinion = (w: Writing, raw: RawOpinion): Opinion => {
  const path: Path = ["appeal", "opinion"];
  return present({
    title: w.words([...path, "title"]),
    within: duration(raw.within),
    documents:
      raw.documents &&
      Object.entries(raw.documents).map(([id, document]) => ({
        ...readDocument(w, [...path, "documents", id], id, document, {}),
        applicantSees: true,
      })),
    outcomes: Object.keys(raw.outcomes).map((id) => ({
      id,
      title: w.words([...path, "outcomes", id, "title"]),
    })),
    ...provenanceOf(raw),
  });
};
