import type { RefusalTable } from "../kernel/index.ts";

/** Why a private note is not written or erased. */
export const noteRefusals = {
  "notes.empty": { kind: "invalid" },
  "notes.too-long": { kind: "invalid", facts: ["max"] },
  "notes.unknown": { kind: "not-found" },
} as const satisfies RefusalTable;

type NoteRefusals = typeof noteRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends NoteRefusals {}
}
