/** What happened to an appointment, to notify the person. No personal data: ids and times only. */
export type AppointmentEvent =
  | { readonly type: "AppointmentBooked"; readonly data: AppointmentTime }
  | { readonly type: "AppointmentMoved"; readonly data: AppointmentTime }
  | { readonly type: "AppointmentCancelled"; readonly data: AppointmentTime }
  /** The centre is closed at that time after all. */
  | { readonly type: "AppointmentCalledOff"; readonly data: AppointmentTime };

export interface AppointmentTime {
  readonly id: string;
  /** ISO instants. */
  readonly at: string;
  readonly startsAt: string;
  /** From then on it is void unless the person has arrived. */
  readonly voidAt: string;
}
