import { isWorkOf } from "../../cases/index.ts";
import type { Definition } from "../../catalogue/index.ts";
import { actorAt, type Desk } from "./desk.ts";

/**
 * Whether this officer may end the papers of this service: the definition names authority and role.
 */
export const mayRevoke = (desk: Desk, { id, output }: Definition): boolean =>
  output?.revocation !== undefined && isWorkOf(actorAt(desk), output.revocation, id);
