import type { LinkDeps, LinkNow } from "../../acts/index.ts";
import { type SafeHtml, tag } from "../components/index.ts";
import type { StaffDeps, StaffRequest } from "../staff/index.ts";

export interface OperationsDeps extends StaffDeps, LinkDeps {
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

export type Operations = StaffRequest<OperationsDeps>;

/** How a link stands, in a word. */
export function standing({ t }: Operations, { failed, retrying }: LinkNow): SafeHtml {
  if (failed > 0) return tag(t("operations.standing.failed"), "bad");
  if (retrying > 0) return tag(t("operations.standing.retrying"), "action");
  return tag(t("operations.standing.works"), "good");
}

/** "4 failed in 7 days: 3 have arrived since, 1 was given up"; empty where none failed. */
export function digestWords({ t }: Operations, { digest }: LinkNow): string {
  if (!digest || digest.failed === 0) return "";
  return t("operations.digest", {
    failed: t.number(digest.failed),
    arrived: t.number(digest.arrived),
    given: t.number(digest.givenUp),
  });
}
