import { ok, type Result } from "../kernel/index.ts";
import type { Codes } from "../platform/auth/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { ActDeps } from "./deps.ts";

/**
 * Sends a code to an address that is to be confirmed, which is nobody's yet: the message is not
 * read in the account that gave it. @returns the id of the code; refuses auth.too-many-codes
 */
export async function sendAddressCode(
  { sql, clock, codes, messages }: Pick<ActDeps, "sql" | "clock" | "codes" | "messages">,
  asked: Parameters<Codes["ask"]>[2],
  { to, lang }: { readonly to: Readonly<Record<string, string>>; readonly lang: Lang },
): Promise<Result<string>> {
  const made = await codes.ask(sql, clock(), asked);
  if (!made.ok) return made;
  const { id, code } = made.value;
  await messages.send({
    ...{ id: `address:${id}`, personId: null, to, lang },
    ...{ template: "confirm-address", facts: { code } },
  });
  return ok(id);
}
