import { randomBytes } from "node:crypto";
import type { BillId, CaseId, DraftId, OfficerId, PersonId } from "../kernel/index.ts";
import type { Pool, Sql } from "../platform/db/index.ts";
import * as access from "./access.ts";
import * as agents from "./agents.ts";
import * as approvals from "./approvals.ts";
import * as beside from "./beside.ts";
import * as cardChecks from "./card-checks.ts";
import { cardHold } from "./card-holds.ts";
import * as claims from "./claims.ts";
import * as consents from "./consents.ts";
import * as devices from "./devices.ts";
import * as family from "./family.ts";
import * as formPreference from "./form-preference.ts";
import * as handovers from "./handovers.ts";
import * as looks from "./looks.ts";
import * as lookups from "./lookups.ts";
import type {
  Card,
  CardCheck,
  CardField,
  ClosedWhy,
  Consent,
  CounterRules,
  Handover,
  NewBeside,
  NewLook,
  NewVisit,
  Report,
  Visit,
} from "./model.ts";
import type { Among, CentreDevice, NewDevice, Synced } from "./model-offline.ts";
import * as ownPin from "./own-pin.ts";
import * as pads from "./pads.ts";
import { recordRegistration, registeredBy } from "./registrations.ts";
import * as reviews from "./reviews.ts";
import * as sentToTill from "./sent-to-till.ts";
import * as served from "./served.ts";
import * as synced from "./synced.ts";
import * as visits from "./visits.ts";

export interface CounterNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly rules: CounterRules;
}

/**
 * The module over its needs, made once in app.ts. Each function is documented where it is defined.
 */
export function makeCounter({ sql, clock, rules }: CounterNeeds) {
  return {
    rules,
    openVisitOf: (operator: OfficerId) => visits.openVisitOf(sql, clock(), rules, operator),
    openElsewhere: (visit: Pick<Visit, "id" | "person">) =>
      visits.openElsewhere(sql, clock(), rules, visit),
    withoutTicketIn: (centre: string, tx: Sql | Pool = sql) =>
      visits.withoutTicketIn(tx, clock(), rules, centre),
    isInTheWay: (at: Pick<NewVisit, "operator" | "seat">) =>
      visits.isInTheWay(sql, clock(), rules, at),
    openVisit: (visit: NewVisit, tx: Sql | Pool = sql) =>
      visits.openVisit(tx, clock(), rules, visit),
    peopleOfTicket: (ticket: string) => visits.peopleOfTicket(sql, ticket),
    clientOfTicket: (ticket: string) => visits.clientOfTicket(sql, ticket),
    servedWith: (at: Parameters<typeof family.servedWith>[1]) => family.servedWith(sql, at),
    consentsOf: (person: PersonId) => consents.consentsOf(sql, person),
    visitsOf: (person: PersonId) => visits.visitsOf(sql, person),
    visitAt: (at: visits.VisitAsked) => visits.visitAt(sql, clock(), rules, at),
    closeVisit: (visit: Pick<Visit, "id">, why: ClosedWhy) =>
      visits.closeVisit(sql, clock(), visit, why),
    otherCardName: (visit: Pick<Visit, "id">) => visits.otherCardName(sql, visit),
    openWhole: (visit: Pick<Visit, "id">, by: access.OpenedBy, tx: Sql | Pool = sql) =>
      access.openWhole(tx, clock(), visit, by),
    recordBegun: (visit: Pick<Visit, "id">, draft: string) => access.recordBegun(sql, visit, draft),
    draftsBegun: (visit: string) => access.draftsBegun(sql, visit),
    begunIn: (visit: Visit) => access.begunIn(sql, visit),
    ...lookupsOf({ sql, clock }),
    ...cardChecksOf({ sql, clock }),
    recordSentToTill: async (
      visit: Visit,
      owed: Parameters<typeof sentToTill.recordSentToTill>[3],
    ): Promise<void> => {
      await sentToTill.recordSentToTill(sql, clock(), visit, owed);
    },
    sentToTill: (tickets: readonly string[]) => sentToTill.sentToTill(sql, tickets),
    markPaidAtTill: (bill: BillId) => sentToTill.markPaidAtTill(sql, clock(), bill),
    recordLook: (look: NewLook) => looks.recordLook(sql, clock(), look),
    recordLookOnce: (look: NewLook) => looks.recordLookOnce(sql, clock(), look),
    looksAt: (person: PersonId) => looks.looksAt(sql, person),
    asksWhole: (operator: OfficerId) => formPreference.asksWhole(sql, operator),
    chooseWhole: (chosen: Parameters<typeof formPreference.chooseWhole>[2]) =>
      formPreference.chooseWhole(sql, clock(), chosen),
    speakIn: (visit: Pick<Visit, "id">, lang: string) => visits.speakIn(sql, visit, lang),
    recordRegistration: (
      person: PersonId,
      by: { readonly operator: OfficerId; readonly card: Card },
      tx: Sql | Pool = sql,
    ) => recordRegistration(tx, clock(), person, by),
    askConsent: (asked: consents.AskConsent) => consents.askConsent(sql, clock(), asked),
    lastConsent: (visit: string) => consents.lastConsent(sql, visit),
    consentFor: (query: Parameters<typeof consents.consentFor>[1]) =>
      consents.consentFor(sql, query),
    recordConsent: (consent: Pick<Consent, "id">, on: "pad" | "operator") =>
      consents.recordConsent(sql, clock(), consent, on),
    recordSheet: (consent: Pick<Consent, "id">, by: OfficerId) =>
      consents.recordSheet(sql, clock(), consent, by),
    sheetOf: (draft: DraftId) => consents.sheetOf(sql, draft),
    chargeTold: (draft: DraftId) => consents.chargeTold(sql, draft),
    newPad: (operator: OfficerId) => pads.newPad(sql, clock(), operator),
    operatorOfPad: (token: string) => pads.operatorOfPad(sql, clock(), token),
    handOver: (visit: Pick<Visit, "id" | "operator">, given: Pick<Handover, "caseId" | "paper">) =>
      handovers.handOver(sql, clock(), visit, given),
    recordPrint: (
      visit: Pick<Visit, "id" | "operator">,
      print: Parameters<typeof handovers.recordPrint>[3],
    ) => handovers.recordPrint(sql, clock(), visit, print),
    isPrinted: (paper: string) => handovers.isPrinted(sql, paper),
    handoversOf: (caseId: CaseId) => handovers.handoversOf(sql, caseId),
    lastServed: (visit: Pick<Visit, "id">) => served.lastServed(sql, visit),
    visitsBy: (operator: OfficerId, span: Parameters<typeof served.visitsBy>[2]) =>
      served.visitsBy(sql, operator, span),
    servedThere: (operator: OfficerId, span: Parameters<typeof served.servedThere>[2]) =>
      served.servedThere(sql, operator, span),
    ...agentsOf({ sql, clock }),
    ...offlineOf({ sql, clock }),
  };
}

/** Agents: their badges, the visits of inspectors, and what people report. */
function agentsOf({ sql, clock }: Pick<CounterNeeds, "sql" | "clock">) {
  return {
    badgeOf: (officer: OfficerId) => agents.badgeOf(sql, clock(), officer),
    agentByBadge: (typed: string) => agents.agentByBadge(sql, typed),
    agentOf: (officer: string) => agents.agentOf(sql, officer),
    agents: () => agents.agents(sql),
    agentWork: (since: Date) => agents.agentWork(sql, since),
    keepBadge: (tx: Sql, badge: agents.BadgeSpan) => agents.keepBadge(tx, clock(), badge),
    withdrawBadge: (tx: Sql, officer: OfficerId) => agents.withdrawBadge(tx, clock(), officer),
    recordControl: (control: agents.NewControl) => agents.recordControl(sql, clock(), control),
    controlsOf: (agent: OfficerId) => agents.controlsOf(sql, agent),
    report: (agent: OfficerId, complaint: Omit<Report, "at">) =>
      agents.report(sql, clock(), agent, complaint),
    reportsOf: (agent: OfficerId) => agents.reportsOf(sql, agent),
  };
}

/** Cards that two officers read. What settles one takes the transaction in which it is done. */
function cardChecksOf({ sql, clock }: Pick<CounterNeeds, "sql" | "clock">) {
  return {
    registeredBy: (person: PersonId) => registeredBy(sql, person),
    recordBeside: (besides: NewBeside, tx: Sql | Pool = sql) =>
      beside.recordBeside(tx, clock(), besides),
    besidesOf: (person: PersonId) => beside.besidesOf(sql, person),
    cardOf: (person: PersonId) => cardChecks.cardOf(sql, person),
    unreadCards: () => cardChecks.unreadCards(sql),
    askCardCheck: (visit: Visit, asked: Parameters<typeof cardChecks.askCardCheck>[3]) =>
      cardChecks.askCardCheck(sql, clock(), visit, asked),
    settleOtherCard: async (tx: Sql, visit: string): Promise<void> => {
      await visits.settleOtherCard(tx, clock(), visit);
    },
    refuseCard: (check: Pick<CardCheck, "id">, by: cardChecks.CardNotConfirmed) =>
      cardChecks.refuseCard(sql, clock(), check, by),
    replaceCheck: (tx: Sql, visit: Visit) => cardChecks.replaceCheck(tx, clock(), visit),
    cardHold: (person: PersonId) => cardHold(sql, clock(), person),
    cardCheckIn: (visit: Pick<Visit, "id">) => cardChecks.cardCheckIn(sql, visit),
    cardCheck: (id: string) => cardChecks.cardCheck(sql, id),
    cardChecksIn: (centres: readonly string[], by: OfficerId) =>
      cardChecks.cardChecksIn(sql, clock(), centres, by),
    comeToNoCard: async (officer: OfficerId): Promise<void> => {
      await cardChecks.comeToNoCard(sql, officer);
    },
    comeToCard: async (check: Pick<CardCheck, "id">, officer: OfficerId): Promise<void> => {
      await cardChecks.comeToCard(sql, clock(), check, officer);
    },
    settledChecksOf: (person: PersonId) => cardChecks.settledChecksOf(sql, person),
    cardChecksOf: (person: PersonId) => cardChecks.cardChecksOf(sql, person),
    settleCardCheck: (tx: Sql, check: Pick<CardCheck, "id">, settled: cardChecks.CardSettled) =>
      cardChecks.settleCardCheck(tx, clock(), check, settled),
    recordDifference: (
      check: Pick<CardCheck, "id">,
      difference: { readonly by: OfficerId; readonly differing: readonly CardField[] },
    ) => cardChecks.recordDifference(sql, clock(), check, difference),
    checkedAlone: (operator: OfficerId) => cardChecks.checkedAlone(sql, clock(), operator),
  };
}

/** Counted look-ups, and reviews by a second officer. */
function lookupsOf({ sql, clock }: Pick<CounterNeeds, "sql" | "clock">) {
  return {
    mayLookUp: (operator: OfficerId) => lookups.mayLookUp(sql, clock(), operator),
    countLookup: (by: lookups.Looking) => lookups.countLookup(sql, clock(), by),
    sweepLookups: () => lookups.sweepLookups(sql, clock()),
    alarmsIn: (among: lookups.Watched) => lookups.alarmsIn(sql, among),
    seeAlarm: (id: string, by: OfficerId, among: lookups.Watched) =>
      lookups.seeAlarm(sql, clock(), id, { by, among }),
    reviewsIn: (among: lookups.Watched, by: OfficerId) =>
      reviews.reviewsIn(sql, clock(), among, by),
    countRefused: (centre: string, by: OfficerId) => reviews.countRefused(sql, centre, by),
    recordReview: (id: string, judged: Parameters<typeof reviews.recordReview>[3]) =>
      reviews.recordReview(sql, clock(), id, judged),
  };
}

/** What offline devices need from the server. */
function offlineOf({ sql, clock }: Pick<CounterNeeds, "sql" | "clock">) {
  return {
    enrolDevice: (device: NewDevice) => devices.enrolDevice(sql, clock(), randomBytes, device),
    deviceOf: (id: string) => devices.deviceOf(sql, id),
    devices: () => devices.devices(sql),
    /** `tx` does it in a transaction of the caller. */
    revokeDevice: (id: string, by: OfficerId | null, tx: Sql = sql) =>
      devices.revokeDevice(tx, clock(), id, by),
    deliveredAll: (device: Pick<CentreDevice, "id">) => devices.deliveredAll(sql, clock(), device),
    hasUsed: (device: Pick<CentreDevice, "id">, officer: OfficerId, since?: Date) =>
      approvals.hasUsed(sql, device, officer, since),
    recordApproval: (approval: Parameters<typeof approvals.recordApproval>[2]) =>
      approvals.recordApproval(sql, clock(), approval),
    approvalsOf: (person: PersonId) => approvals.approvalsOf(sql, person),
    drawReferences: (device: Pick<CentreDevice, "id">, inReserve: number) =>
      devices.drawReferences(sql, clock(), randomBytes, device, inReserve),
    isOfBlock: (device: Pick<CentreDevice, "id">, reference: string) =>
      devices.isOfBlock(sql, device, reference),
    isFullToday: (device: Pick<CentreDevice, "id">) => synced.isFullToday(sql, clock(), device),
    syncedOf: (item: string) => synced.syncedOf(sql, item),
    syncedAmong: (device: string, items: readonly string[]) =>
      synced.syncedAmong(sql, device, items),
    recordSynced: (row: Synced) => synced.recordSynced(sql, row),
    settleSynced: (row: Synced, by: OfficerId) =>
      synced.recordSynced(sql, row, { at: clock(), by }),
    conflicts: (among: Among) => synced.conflicts(sql, among),
    isDraftHeld: (draft: string) => synced.isDraftHeld(sql, draft),
    letGo: (item: string, by: Parameters<typeof synced.letGo>[3]) =>
      synced.letGo(sql, clock(), item, by),
    takenDrafts: (person: PersonId) => synced.takenDrafts(sql, person),
    waitingOf: (person: PersonId, item: Parameters<typeof synced.waitingOf>[2]) =>
      synced.waitingOf(sql, person, item),
    recordServed: (row: Pick<Synced, "item">, told: Parameters<typeof synced.recordServed>[3]) =>
      synced.recordServed(sql, clock(), row, told),
    calledTwice: (centre: string) => synced.calledTwice(sql, clock(), centre),
    takenAs: (application: Parameters<typeof synced.takenAs>[1]) =>
      synced.takenAs(sql, application),
    takenUnder: (reference: string) => synced.takenUnder(sql, reference),
    discarded: (among: Among) => synced.discarded(sql, clock(), among),
    claims: (officer: OfficerId) => claims.claims(sql, officer),
    answerClaim: (item: string, by: Parameters<typeof claims.answerClaim>[2]) =>
      claims.answerClaim(sql, item, by),
    setOwnPin: (officer: OfficerId, pin: string) => ownPin.setOwnPin(sql, clock(), officer, pin),
    tryOwnPin: (officer: OfficerId, pin: string) => ownPin.tryOwnPin(sql, clock(), officer, pin),
    ownPins: (officers: readonly OfficerId[]) => ownPin.ownPins(sql, officers),
    isAmong: (row: Synced, among: Among) => synced.isAmong(sql, row, among),
  };
}

export type CounterDesk = ReturnType<typeof makeCounter>;
