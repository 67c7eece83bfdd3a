import type { Listening } from "./listen.ts";
import { Json, type Parameter } from "./parameters.ts";
import { type Ask, Part, type Row, Statement, type Value } from "./statement.ts";

// biome-ignore lint/suspicious/noExplicitAny: whoever names no type of the rows checks none
type AnyRow = Record<string, any>;

/** Anything a query goes through: the pool, or the transaction that the caller is in. */
export interface Sql {
  /** A statement, asked when it is awaited; inside another one it is a part of that one. */
  <T extends readonly object[] = AnyRow[]>(
    strings: TemplateStringsArray,
    ...values: readonly Value[]
  ): Statement<T>;
  /** A name, quoted; `a.b` is a name in a schema. */
  (name: string): Part;
  /** A row or rows for `insert into t`, a row after `set`, or the list that `in` takes. */
  (given: Row | readonly Row[] | readonly Parameter[]): Part;
  json(value: unknown): Json;
  /** Text as it stands, not prepared, also several statements; the rows are those of the last. */
  unsafe<T extends readonly object[] = AnyRow[]>(text: string): Statement<T>;
}

/** One open transaction. */
export interface Transaction extends Sql {
  savepoint<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

/** One connection taken out of the pool, for what belongs to a session; to be given back. */
export interface Reserved extends Sql {
  release(): void;
  /** Ends it, with all that its session holds. */
  drop(): void;
}

/** A pool of connections; made once by `connect`, closed with `end()`. */
export interface Pool extends Sql {
  begin<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** See `inOneGo`. */
  inOneGo(work: (tx: Sql) => readonly PromiseLike<unknown>[]): Promise<void>;
  /** See `together`. */
  together(): Sql;
  reserve(): Promise<Reserved>;
  /**
   * Hears what is notified, on a connection of its own that comes back by itself. `again` is called
   * each time it begins to listen: what was said before that may have been missed.
   */
  listen(channel: string, hear: (text: string) => void, again?: () => void): Promise<Listening>;
  /** Waits `timeout` seconds (10) for what is being asked, then cuts the connections. */
  end(options?: { readonly timeout?: number }): Promise<void>;
  /** Connections there are, those of them that are free, and callers who wait for one. */
  counts(): { readonly total: number; readonly idle: number; readonly waiting: number };
}

/** The tagged template over whatever puts its statements to a connection. */
export function makeSql(ask: Ask): Sql {
  const sql = (first: TemplateStringsArray | Part["of"], ...values: readonly Value[]) =>
    isTemplate(first) ? new Statement(first, values, ask) : new Part(first);
  return Object.assign(sql, {
    json: (value: unknown) => new Json(value),
    unsafe: (text: string) => new Statement([text], [], ask, false),
  }) as unknown as Sql;
}

const isTemplate = (first: TemplateStringsArray | Part["of"]): first is TemplateStringsArray =>
  Array.isArray(first) && "raw" in first;
