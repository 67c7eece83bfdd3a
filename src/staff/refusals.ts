import type { RefusalTable } from "../kernel/index.ts";

/** Why a member of staff is not changed. */
export const staffRefusals = {
  "staff.unknown": { kind: "not-found" },
  "staff.exists": { kind: "conflict" },
  "staff.has-left": { kind: "conflict" },
  "staff.has-joined": { kind: "conflict" },
  "staff.own": { kind: "not-allowed" },
  "staff.by-administrators": { kind: "not-allowed" },
  "staff.second-administrator": { kind: "not-allowed" },
  "staff.last-administrator": { kind: "conflict" },
  "staff.name-missing": { kind: "invalid" },
  "staff.role-held": { kind: "conflict" },
  "staff.role-unknown": { kind: "not-found" },
  "staff.not-joined": { kind: "conflict" },
  "staff.recovery-unknown": { kind: "not-found" },
  "staff.leave-unknown": { kind: "not-found" },
  "staff.leave-overlaps": { kind: "conflict" },
  "staff.leave-deputy-longer": { kind: "conflict" },
  "staff.leave-with-deputy": { kind: "not-allowed" },
  "staff.dates": { kind: "invalid" },
  "staff.deputy": { kind: "invalid" },
  "staff.deputy-away": { kind: "invalid" },
  "staff.invitation-over": { kind: "conflict" },
  "staff.account-taken": { kind: "conflict" },
  "staff.file-wrong": { kind: "invalid" },
  "staff.conflict": { kind: "conflict" },
} as const satisfies RefusalTable;

type StaffRefusals = typeof staffRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends StaffRefusals {}
}
