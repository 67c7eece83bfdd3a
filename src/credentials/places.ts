import { randomBytes } from "node:crypto";
import type { PublicKey } from "../certificate-code/index.ts";
import { ok, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { operatorKey, registerKey } from "../signing/index.ts";
import type { Parts } from "./parts.ts";
import { randomIndexes } from "./status-list.ts";
import { lookAhead, type Registered, type TypeKey } from "./store-issuers.ts";

/** The kind of a certificate, which is known before all that it says. */
export interface CertificateKind {
  readonly authority: string;
  readonly documentType: string;
}

/** A place in a status list that was free when it was looked up. */
interface Place {
  readonly statusList: number;
  readonly statusIndex: number;
}

/** What is read before a certificate is drawn: its key, its place, and what is registered. */
export interface CertificatePlace extends Place {
  readonly key: PublicKey;
  readonly registered: Registered;
}

/** Places that are looked up at once, so that most certificates need no look-up of their own. */
const lookedUp = 32;
/** So many are drawn for each: a list is at most half full. */
const draws = 2;
/** Milliseconds for which it is taken to be so: a change is followed within five seconds. */
const remembered = 5_000;

interface Remembered {
  readonly registered: Registered;
  readonly until: number;
}

/**
 * Places for certificates. Two servers may look up the same one: the constraint on the list decides
 * whose it is, and the other tries again.
 */
export class Places {
  readonly #parts: Parts;
  readonly #free: Place[] = [];
  readonly #registered = new Map<string, Remembered>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * A place for a certificate of this kind; writes nothing. Refuses `credentials.issuer-withdrawn`
   * and `credentials.no-key`. @param sql where the caller asks something else with it
   */
  async find(
    { authority, documentType }: CertificateKind,
    sql: Sql = this.#parts.sql,
  ): Promise<Result<CertificatePlace>> {
    if (authority === operatorKey || authority === registerKey)
      return refuse("unavailable", "credentials.no-key", { facts: { authority } });
    const opened = await this.#parts.signer.publicKey(authority);
    if (!opened.ok) return opened;
    const { value: key } = opened;
    const type = { jurisdiction: this.#parts.territory, authority, documentType };
    const registered =
      (this.#free.length > 0 && this.#lately(key.kid, documentType)) ||
      (await this.#look(sql, type, key.kid));
    if (registered.status && registered.status !== "granted")
      return refuse("not-allowed", "credentials.issuer-withdrawn");
    const place = this.#free.pop();
    if (!place) throw new Error("no free place in the status list");
    return ok({ ...place, key, registered });
  }

  /** Something was registered or withdrawn. */
  forget(): void {
    this.#registered.clear();
  }

  #lately(kid: string, documentType: string): Registered | undefined {
    const last = this.#registered.get(`${kid} ${documentType}`);
    return last && last.until > performance.now() ? last.registered : undefined;
  }

  async #look(sql: Sql, type: TypeKey, kid: string): Promise<Registered> {
    const among = randomIndexes(randomBytes(lookedUp * draws * 4));
    const most = this.#free.length > 0 ? 1 : lookedUp;
    const look = { ...type, kid, among: [...new Set(among)], most };
    const { statusList, places, ...registered } = await lookAhead(sql, look);
    this.#free.push(...places.map((statusIndex) => ({ statusList, statusIndex })));
    const until = performance.now() + remembered;
    this.#registered.set(`${kid} ${type.documentType}`, { registered, until });
    return registered;
  }
}
