import type { CardCheck } from "../counter/index.ts";
import { counterAccount, personById, setLevel } from "../platform/auth/index.ts";
import { transaction } from "../platform/db/index.ts";
import { recordSecurity } from "../platform/security/index.ts";
import { cardLevel } from "./check-card.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "counter">;

/**
 * At night: accounts that an older version raised although nobody had read the card are of level 1
 * again, each with a security event. What was sent before stays with the authority.
 */
export async function lowerUnread({ sql, clock, counter }: Deps): Promise<void> {
  for (const id of await counter.unreadCards()) {
    const person = await personById(sql, id);
    if (person?.iss !== counterAccount || person.level < cardLevel) continue;
    await transaction(sql, async (tx) => {
      await setLevel(tx, person, 1, clock());
      const facts = { code: "counter.card-unread" };
      const about = `person:${id}`;
      await recordSecurity(tx, clock(), { kind: "level-lowered", about, facts });
    });
  }
}

/** A third officer found a card not in order: the account is of level 1 again. */
export async function distrustCard(
  { sql, clock }: Pick<Deps, "sql" | "clock">,
  id: CardCheck["person"],
): Promise<void> {
  const person = await personById(sql, id);
  if (person?.iss === counterAccount) await setLevel(sql, person, 1, clock());
}
