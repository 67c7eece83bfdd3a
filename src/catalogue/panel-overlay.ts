import type { Definition } from "./model.ts";

/**
 * Applications keep the version that they began with, but who hears an appeal is the panel's own
 * rule: a version from before its panel decided by votes has the committee of the current one,
 * where that goes to the same authority and role. One member alone decides no appeal of old.
 */
export function panelOverlay(current: readonly Definition[]) {
  const byId = new Map(current.map((one) => [one.id, one]));
  // Cached, so that the same definition gives the same object and caches keyed by it work.
  const overlaid = new WeakMap<Definition, Definition>();
  return (older: Definition | undefined): Definition | undefined => {
    const { appeal } = older ?? {};
    const now = older && byId.get(older.id)?.appeal;
    const isSame = appeal?.authority === now?.authority && appeal?.role === now?.role;
    if (!older || !appeal || appeal.committee || !now?.committee || !isSame) return older;
    const { committee } = now;
    if (!appeal.outcomes.some(({ id }) => id === committee.otherwise)) return older;
    const before = overlaid.get(older);
    if (before) return before;
    const after = { ...older, appeal: { ...appeal, committee } };
    overlaid.set(older, after);
    return after;
  };
}
