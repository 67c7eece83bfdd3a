import type { Check } from "./check.ts";

/** Calls do not overlap, so that at most one is open on any day; only applications have calls. */
export const unclearCalls: Check = ({ raw, report }) => {
  let before = "";
  for (const [i, { opens, closes }] of (raw.calls ?? []).entries()) {
    if (closes < opens)
      report(["calls", i], `the call closes on ${closes}, before it opens`, "mend one of the days");
    if (opens <= before)
      report(
        ["calls", i],
        `the call of ${opens} opens before the one above it has closed`,
        "put the oldest first, and let the next open later",
      );
    before = closes;
  }
  if (raw.calls && !raw.process)
    report(["calls"], "a service that answers at once takes no applications", "remove the calls");
};
