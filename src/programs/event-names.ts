/** Events of an application that programs receive; others are internal to the office. */
export const eventNames = {
  CaseSubmitted: "application.submitted",
  FeesFellDue: "application.fees-due",
  FeePaid: "application.paid",
  InformationRequested: "application.information-requested",
  InformationGiven: "application.information-given",
  ClockExtended: "application.extended",
  PaperReleased: "application.paper-given",
  CaseDecided: "application.decided",
  OutputReleased: "application.completed",
  CaseWithdrawn: "application.withdrawn",
  AppealLodged: "application.appealed",
  AppealDecided: "application.appeal-decided",
} as const;

/** What an authority's own system is told: a task of its stages waits. */
export const taskWaiting = "task.waiting";

/** An event of a case that programs receive. */
export type ProgramEvent = keyof typeof eventNames;

/** The public name of an event of a case; undefined for internal ones. */
export const eventName = (type: string): string | undefined =>
  Object.hasOwn(eventNames, type) ? eventNames[type as keyof typeof eventNames] : undefined;
