/** What happens to an application, as programs are told; the rest is the office's own business. */
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

/** An event of a case that programs are told of. */
export type ProgramEvent = keyof typeof eventNames;

/** The name under which programs know an event of a case; undefined for what is not told. */
export const eventName = (type: string): string | undefined =>
  Object.hasOwn(eventNames, type) ? eventNames[type as keyof typeof eventNames] : undefined;
