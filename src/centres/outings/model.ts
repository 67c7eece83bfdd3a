/** What happened to a call-out, for those who tell the person. Ids only. */
export interface OutingEvent {
  readonly type: "OutingOrdered" | "OutingPlanned" | "OutingDeclined";
  /** `at` tells one planning from the next: ISO instant. */
  readonly data: { readonly id: string; readonly at: string };
}
