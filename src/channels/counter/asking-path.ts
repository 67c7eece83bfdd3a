import type { Stop } from "../../form/index.ts";
import { pathOf } from "../questions/index.ts";
import type { ServingDesk } from "./desk.ts";

/**
 * Where the questions begin, or go on, for an operator: all on one page, unless they have chosen a
 * page at a time or none of the open ones stands on it.
 */
export async function askingPath(
  { deps, officer }: Pick<ServingDesk, "deps" | "officer">,
  base: string,
  open: Stop | undefined,
): Promise<string> {
  const whole = open?.kind === "page" && (await deps.counter.asksWhole(officer.id));
  return whole ? `${base}/all` : pathOf(base, open);
}
