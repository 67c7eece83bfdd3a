import type { Sql } from "../platform/db/index.ts";
import { provenKey } from "./dpop.ts";
import { type Bearer, findBearer } from "./tokens.ts";

/** A token as a request presents it, in the header only (RFC 6750, RFC 9449). */
export interface Presented {
  readonly authorization: string | undefined;
  readonly dpop: string | readonly string[] | undefined;
  readonly method: string;
  /** Of this very request, without its query. */
  readonly url: string;
}

/** Whether the header carries a token at all. */
export const carriesToken = ({ authorization }: Pick<Presented, "authorization">): boolean =>
  tokenIn(authorization) !== undefined;

function tokenIn(authorization: string | undefined) {
  const [, scheme = "", token] =
    /^(Bearer|DPoP) ([\w.~+/-]{1,200}=*)$/i.exec(authorization ?? "") ?? [];
  return token === undefined ? undefined : { isBound: scheme.toLowerCase() === "dpop", token };
}

/**
 * The client that presents a token which is good now. One that is bound to a key counts only with
 * a proof by that key for this very request (RFC 9449, 7.1), and never as a bearer's; others the
 * other way round.
 */
export async function presentedBearer(
  sql: Sql,
  now: Date,
  { authorization, dpop, method, url }: Presented,
): Promise<Bearer | undefined> {
  const presented = tokenIn(authorization);
  const bearer = presented && (await findBearer(sql, now, presented.token));
  if (!bearer) return undefined;
  const { isBound, token } = presented;
  if (!bearer.keyThumbprint || !isBound)
    return bearer.keyThumbprint === null && !isBound ? bearer : undefined;
  if (typeof dpop !== "string") return undefined;
  const proven = await provenKey(sql, {
    proof: dpop,
    method,
    url,
    token,
    client: bearer.client,
    now,
  });
  return proven === bearer.keyThumbprint ? bearer : undefined;
}
