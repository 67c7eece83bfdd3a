import { OperatorError } from "../../kernel/index.ts";
import type { Sql } from "./sql.ts";

interface Rights {
  readonly name: string;
  readonly superuser: boolean;
  readonly owner: boolean;
  readonly app: boolean;
  readonly signer?: boolean;
}

/**
 * Throws unless the login of this connection is one that may serve requests: a member of
 * `hamwe_app` and not of `hamwe_signer`, and neither a superuser nor anybody who could become
 * `hamwe_owner` with one `set role`.
 */
export async function requireLeastRights(sql: Sql): Promise<void> {
  const [login] = await sql<Rights[]>`
    select session_user::text as name,
      (select rolsuper from pg_roles where rolname = session_user) as superuser,
      pg_has_role(session_user, 'hamwe_owner', 'MEMBER') as owner,
      pg_has_role(session_user, 'hamwe_app', 'MEMBER') as app,
      exists (select from pg_roles where rolname = 'hamwe_signer'
        and pg_has_role(session_user, oid, 'MEMBER')) as signer`;
  if (!login) throw new Error("PostgreSQL does not say who is connected");
  if (login.superuser || login.owner)
    throw new OperatorError(
      `HAMWE_APP_DATABASE_URL: ${login.name} may become hamwe_owner; ` +
        "serve with a login that may not",
    );
  if (!login.app)
    throw new OperatorError(`HAMWE_APP_DATABASE_URL: ${login.name} is no member of hamwe_app`);
  if (login.signer)
    throw new OperatorError(
      `HAMWE_APP_DATABASE_URL: ${login.name} may sign too: ` +
        "a login of its own for the signer (hamwe_signer)",
    );
}

/**
 * Throws unless the login of this connection is a signer's: a member of `hamwe_signer`, who can
 * become neither `hamwe_owner` nor `hamwe_app`.
 */
export async function requireSignerRights(sql: Sql): Promise<void> {
  const [login] = await sql<Rights[]>`
    select session_user::text as name,
      (select rolsuper from pg_roles where rolname = session_user) as superuser,
      pg_has_role(session_user, 'hamwe_owner', 'MEMBER') as owner,
      pg_has_role(session_user, 'hamwe_app', 'MEMBER') as app,
      pg_has_role(session_user, 'hamwe_signer', 'MEMBER') as signer`;
  if (!login) throw new Error("PostgreSQL does not say who is connected");
  if (login.superuser || login.owner || login.app)
    throw new OperatorError(
      `HAMWE_SIGNER_DATABASE_URL: ${login.name} may do more than a signer: ` +
        "give it hamwe_signer and no more",
    );
  if (!login.signer)
    throw new OperatorError(
      `HAMWE_SIGNER_DATABASE_URL: ${login.name} is no member of hamwe_signer`,
    );
}
