import { addDays, instantOf, type Result } from "../kernel/index.ts";
import { transaction } from "../platform/db/index.ts";
import type { Jobs, NoPayload, TasksOf } from "../platform/jobs/index.ts";
import {
  actOnCurrent,
  atCounter,
  endServed,
  finishAndClose,
  leave,
  resume,
  skip,
  transfer,
} from "./act.ts";
import { noticeFile, putOffClosing } from "./after-client.ts";
import { announce, standingAt } from "./announcements.ts";
import { beginBreak, endBreak } from "./breaks.ts";
import { makeCallNext } from "./call-next.ts";
import { callOrder } from "./call-order.ts";
import { hearChanges, tellChange } from "./changes.ts";
import { closeLeft } from "./close-left.ts";
import { setTopics, takeOn } from "./counter-topics.ts";
import { dayLines, hallDays } from "./days.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import { makeDevices } from "./devices.ts";
import type { Centres } from "./door.ts";
import { makeExpectations } from "./expectations.ts";
import { isByHand, manage, ticketIn, ticketsNumbered } from "./manage.ts";
import type { NewTicket, Ticket } from "./model.ts";
import { makePairings } from "./pairing.ts";
import { board, hall, statusesOf, type ToTell, ticketNumbered, ticketOf, toTell } from "./read.ts";
import { makeRosters } from "./rosters.ts";
import { arrive, callFirst, closeCounter, openCounter, seatOf, takeOver } from "./seats.ts";
import { setCounters } from "./set-counters.ts";
import { takeTurn } from "./store.ts";
import { endDay, forgetActs } from "./store-board.ts";
import { seatsIn, seatsOf } from "./store-floor.ts";
import { takeTicket } from "./take-ticket.ts";
import { tellNear } from "./tell-near.ts";
import { makeThinking } from "./think-apart.ts";
import { makeWaits, makeWaitsOfParties } from "./waits.ts";
import { toOpen, whatIfAt } from "./what-if.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    /** `day` is local, `YYYY-MM-DD`. */
    readonly "centres.close-day": { readonly centre: string; readonly day: string };
    /** Runs at night. */
    readonly "centres.sweep": NoPayload;
    readonly "centres.tell-near": { readonly centre: string };
  }
}

/** The halls, with their jobs and the end of their listening. */
export interface RunningCentres extends Centres {
  /** With the time of an appointment, which is its place in the queue. */
  takeTicket(wanted: NewTicket, appointmentAt?: Date): Promise<Result<Ticket>>;
  toTell(ticketId: string): Promise<ToTell | undefined>;
  /** Resolves when changes by other processes are received. */
  hearing(): Promise<void>;
  readonly tasks: TasksOf<"centres.close-day" | "centres.sweep" | "centres.tell-near">;
  stop(): Promise<void>;
}

/** See `endDay`; idempotent. */
const closeDay = (deps: CentresDeps, { centre, day }: Jobs["centres.close-day"]) =>
  transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const dayEnds = instantOf(addDays(day, 1), 0, deps.timeZone);
    await endDay(tx, { centre, day, dayEnds, at: deps.clock() });
    await tellChange(tx, centre);
  });

/** The halls of a government over one database. */
export function makeCentres(deps: CentresDeps): RunningCentres {
  const expectations = makeExpectations(deps);
  const think = makeThinking();
  const rosters = makeRosters(deps);
  const callNext = makeCallNext(deps, expectations);
  const waits = makeWaits(deps, expectations);
  const ids = deps.centres().map(({ id }) => id);
  const changes = hearChanges(deps.sql, ids);
  return {
    list: () => deps.centres(),
    find: (id) => centreOf(deps, id),
    takeTicket: (order, appointmentAt) =>
      takeTicket(deps, expectations, { ...order, ...(appointmentAt && { appointmentAt }) }),
    ticketOf: (token) => ticketOf(deps, expectations, token),
    ticketNumbered: (id, number) => ticketNumbered(deps, expectations, { centre: id, number }),
    toTell: (id) => toTell(deps, expectations, id),
    leave: (token) => leave(deps, token),
    endServed: (there) => endServed(deps, there),
    statusesOf: (centre, numbers) => statusesOf(deps, centre, numbers),
    openCounter: (seat, opening) => openCounter(deps, seat, opening),
    arrive: (seat) => arrive(deps, seat),
    callFirst: (counter, topic) => callFirst(deps, counter, topic),
    closeCounter: (counter, closing) => closeCounter(deps, counter, closing),
    closeLeft: (centre, before) => closeLeft(deps, centre, before),
    takeOver: (seat, ticket, by) => takeOver(deps, seat, { ticket, by }),
    closeWhenDone: (counter, by) => putOffClosing(deps, counter, { closes: true, by }),
    noticeFile: (counter) => noticeFile(deps, counter),
    stayOpen: (counter) => putOffClosing(deps, counter, { closes: false }),
    setCounters: (plan) => setCounters(deps, plan),
    setTopics: (topics) => setTopics(deps, topics),
    takeOn: (topic) => takeOn(deps, topic),
    beginBreak: (seat, minutes) => beginBreak(deps, seat, minutes),
    endBreak: (seat) => endBreak(deps, seat),
    seatOf: (officer) => seatOf(deps, officer),
    seats: (centre) => seatsIn(deps.sql, centre),
    seatsOf: (officers) => seatsOf(deps.sql, officers),
    callNext: (seat, key) => callNext(seat.centre, { seat, key }),
    recall: (seat) => actOnCurrent(deps, seat, { type: "recall" }),
    skip: (seat) => skip(deps, seat),
    start: (seat) => actOnCurrent(deps, seat, { type: "start" }),
    finish: (seat) => actOnCurrent(deps, seat, { type: "finish" }),
    finishAndClose: (seat, closing) => finishAndClose(deps, seat, closing),
    park: (seat) => actOnCurrent(deps, seat, { type: "park" }),
    transfer: (seat, to) => transfer(deps, seat, to),
    resume: (seat, id, why) => resume(deps, seat, id, why),
    atCounter: (seat) => atCounter(deps, seat),
    manage: (managing) => manage(deps, managing),
    ticketsNumbered: (centre, part) => ticketsNumbered(deps, centre, part),
    ticketIn: (centre, id) => ticketIn(deps, centre, id),
    isByHand: (id) => isByHand(deps, id),
    announce: (announcement) => announce(deps, announcement),
    announced: (centre) => standingAt(deps.sql, centre, deps.clock()),
    board: (id) => board(deps, expectations, id),
    waits,
    waitsOfParties: makeWaitsOfParties(deps, expectations),
    hall: (id) => hall(deps, { expectations, waits }, id),
    callOrder: (id, asIf) => callOrder(deps, expectations, id, asIf),
    whatIf: (id, asked = {}) => whatIfAt(deps, { expectations, rosters, think }, id, asked),
    toOpen: (id) => toOpen(deps, { expectations, rosters }, id),
    days: (span) => hallDays(deps, span),
    dayLines: (span) => dayLines(deps, span),
    devices: makeDevices(deps),
    pairings: makePairings(deps),
    roster: rosters,
    onChange: changes.onChange,
    hearing: changes.ready,
    tasks: {
      "centres.close-day": (payload) => closeDay(deps, payload),
      "centres.sweep": async () => {
        await forgetActs(deps.sql, addDays(dayOf(deps, deps.clock()), -7));
      },
      "centres.tell-near": ({ centre }) => tellNear(deps, expectations, centre),
    },
    stop: changes.stop,
  };
}
