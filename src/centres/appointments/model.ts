/** What happened to an appointment, for those who tell the person. No personal data: ids and times only. */
export type AppointmentEvent =
  | { readonly type: "AppointmentBooked"; readonly data: AppointmentTime }
  | { readonly type: "AppointmentMoved"; readonly data: AppointmentTime }
  | { readonly type: "AppointmentCancelled"; readonly data: AppointmentTime }
  /** The centre turned out to be closed at that time. */
  | { readonly type: "AppointmentCalledOff"; readonly data: AppointmentTime };

export interface AppointmentTime {
  readonly id: string;
  /** ISO instants. */
  readonly at: string;
  readonly startsAt: string;
  /** From then on it is void unless the person has come. */
  readonly voidAt: string;
}
