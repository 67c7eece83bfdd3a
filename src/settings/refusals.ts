import type { RefusalTable } from "../kernel/index.ts";

/** Why a setting is not changed. */
export const settingsRefusals = {
  "settings.holiday-exists": { kind: "conflict" },
  "settings.holiday-unknown": { kind: "not-found" },
  "settings.holiday-past": { kind: "invalid" },
  "settings.holiday-far": { kind: "invalid" },
  "settings.not-in-order": { kind: "invalid" },
  "settings.entry-unknown": { kind: "not-found" },
  "settings.hours-in-file": { kind: "invalid" },
  "settings.client-unknown": { kind: "not-found" },
  "settings.second-administrator": { kind: "not-allowed" },
  "settings.device-unknown": { kind: "not-found" },
  "settings.conflict": { kind: "conflict" },
} as const satisfies RefusalTable;

type SettingsRefusals = typeof settingsRefusals;
declare module "../kernel/index.ts" {
  interface Refusals extends SettingsRefusals {}
}
