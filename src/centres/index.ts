/**
 * Halls in which people are served in person: tickets, counters, the board, and waits. What a hall
 * has is data (jurisdictions/<code>/centres.yaml); which ticket a free counter calls is a policy
 * (queue/). Telephone numbers are stored until the end of the day.
 *
 * The service itself is an application (src/cases), and the words of a message are in src/messages.
 */

export {
  type AnnouncedWords,
  type Announcement,
  longestAnnouncement,
  type Standing,
} from "./announcements.ts";
export { loadWord } from "./appointments/free.ts";
export { type BreakMinutes, breakMinutes } from "./breaks.ts";
export { watchOf } from "./call-next.ts";
export { canCall, isCalling, isThere, onlyHere } from "./can-call.ts";
export type { CounterTopics } from "./counter-topics.ts";
export { type DayFigures, type HallDays, mostDays } from "./days.ts";
export { isCalledBack } from "./decide.ts";
export { type CentresDeps, centresOffice } from "./deps.ts";
export {
  type Device,
  deviceCookie,
  deviceDays,
  deviceFrom,
  hallDeviceKeys,
} from "./device-cookie.ts";
export type { HallDevice, HallDevices, NewDevice } from "./devices.ts";
export { type DevicePresence, devicePresence, offSince } from "./devices.ts";
export type { Centres, Seat } from "./door.ts";
export type { Appointment, Appointments, Booking, DayLoad, Slot } from "./door-appointments.ts";
export type {
  CallOut,
  CallOutOrder,
  CallOutPlan,
  CallOutRefusal,
  CallOuts,
} from "./door-call-outs.ts";
export {
  type ClosedWhy,
  closedWhy,
  closesToday,
  type Opening,
  type OpenState,
  openAt,
  type Span,
  spansOn,
  ticketsAt,
} from "./hours.ts";
export { makeCentres, type RunningCentres } from "./make.ts";
export {
  type ManageReason,
  type ManagerAct,
  type Managing,
  manageReason,
  manageReasons,
} from "./manage.ts";
export type {
  Board,
  CallAhead,
  Centre,
  Counter,
  CounterState,
  Hall,
  NewTicket,
  PriorityGroup,
  QueuedTicket,
  Ticket,
  TicketInHand,
  TicketStatus,
  Topic,
  Wait,
} from "./model.ts";
export { offeredCentres } from "./offered.ts";
export { type Pairings, pairingMinutes } from "./pairing.ts";
export type { ToTell } from "./read.ts";
export type { Absent, Gap, Shift } from "./roster.ts";
export type { DayPlan, Missing, PlannedShift, RosterDay, Rosters, ShiftAsked } from "./rosters.ts";
export type { CounterPlan, CountersSet } from "./set-counters.ts";
export { worksIn } from "./staff.ts";
export type { DayShift } from "./store-roster.ts";
export type { CountersChanged } from "./tell-counters.ts";
export { makeVisits, type VisitEvent, type Visits, type VisitsDeps } from "./visits.ts";
export { longWaitOf } from "./wait.ts";
export type { TopicWait, Waits } from "./waits.ts";
export { type Expecting, type HallWhatIf, mostHours as mostHoursAhead } from "./what-if.ts";
