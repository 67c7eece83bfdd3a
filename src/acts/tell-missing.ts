import type { ActDeps } from "./deps.ts";
import { floorManagersOf, recordNotifications, type TellDeps } from "./tell-officers.ts";

/** A shift of the roster that has begun: local day, and minute of it. */
export interface MissingNotice {
  readonly centre: string;
  readonly day: string;
  readonly from: number;
}

/**
 * Tells whoever runs the floor of a hall that operators of a shift sit at no counter; once for each
 * shift. Nothing where they came meanwhile, or the roster has changed.
 */
export async function tellMissing(
  deps: TellDeps & Pick<ActDeps, "centres">,
  { centre, day, from }: MissingNotice,
): Promise<void> {
  const missing = await deps.centres.roster.missing(centre);
  if (!missing.some((each) => each.from === from)) return;
  const here = await floorManagersOf(deps, centre);
  const present = here.filter(({ away }) => !away);
  await recordNotifications(
    deps,
    present.map(({ id: officer }) => ({
      ...{ id: `operator-missing:${centre}:${day}:${from}`, officer },
      kind: "operator-missing" as const,
    })),
  );
}
