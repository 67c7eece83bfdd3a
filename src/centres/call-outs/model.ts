/** What happened to a call-out, to notify the person. Ids only. */
export interface CallOutEvent {
  readonly type: "OutingOrdered" | "OutingPlanned" | "OutingDeclined";
  /** `at` tells one plan from the next: ISO instant. */
  readonly data: { readonly id: string; readonly at: string };
}
