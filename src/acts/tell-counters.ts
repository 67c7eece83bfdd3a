import type { CountersChanged } from "../centres/index.ts";
import { recordNotifications, type TellDeps } from "./tell-officers.ts";

/** Tells officers which counter was opened for them, or that theirs was closed. */
export async function tellCounters(
  deps: Pick<TellDeps, "sql" | "clock" | "notifications">,
  { centre, opened, closed, by, at }: CountersChanged,
): Promise<void> {
  const news = [
    ...opened.map((seat) => ({ ...seat, kind: "counter-opened" as const })),
    ...closed.map((seat) => ({ ...seat, kind: "counter-closed" as const })),
  ].filter(({ officer }) => officer !== by);
  await recordNotifications(
    deps,
    news.map(({ kind, counter, officer }) => ({
      ...{ id: `${kind}:${centre}:${counter}:${at}`, officer, kind, by },
    })),
  );
}
