import pg from "pg";
import { aborted, withCode } from "./away.ts";
import type { Rows, Wired } from "./statement.ts";
import { types } from "./types.ts";

/** Node-postgres's connection, with the parts that its types leave out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(statement: { readonly text: string; readonly name?: string | undefined }): void;
  bind(values: { readonly statement: string | undefined; readonly values: Wired["values"] }): void;
  describe(portal: { readonly type: "P" }): void;
  execute(): void;
  sync(): void;
}

interface Column {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

/** What a statement answers with. */
interface Shape {
  readonly columns: readonly Column[];
  /** A row with each column null: a copy of it is filled in faster than a row is built up. */
  readonly empty: Readonly<Record<string, unknown>>;
}

const shapeOf = (columns: readonly Column[]): Shape => ({
  columns,
  empty: Object.fromEntries(columns.map(({ name }) => [name, null])),
});

const nothing = shapeOf([]);

/** The shape of what each prepared statement answers with, on one connection. */
export type Shapes = Map<string, Shape>;

/** A column in PostgreSQL's description of an answer. */
interface Described {
  readonly name: string;
  readonly dataTypeID: number;
}

/** A statement on its way, and who waits for its rows. */
interface Asked extends Wired {
  readonly answer: (rows: Rows<object[]>) => void;
  readonly refuse: (error: Error) => void;
}

/** What stands behind a statement that failed is not carried out. */
const skipped = (cause: Error) =>
  Object.assign(new Error("an earlier statement failed", { cause }), { code: aborted });

/**
 * Statements that go to PostgreSQL and are answered in one go: one Sync stands behind all of them,
 * so the first that fails ends the exchange, and what comes behind it is not carried out. More than
 * one therefore belong into one transaction.
 *
 * A prepared statement is described once on each connection: PostgreSQL refuses it ("cached plan
 * must not change result type") when its columns have changed since. Source: PostgreSQL 18, 54.2.3
 * Extended Query and 54.2.4 Pipelining.
 */
export class Exchange extends pg.Query {
  // Under these node-postgres notes that the statement that is being answered was parsed.
  declare name: string | undefined;
  declare text: string;
  readonly #shapes: Shapes;
  readonly #ended: (error?: Error) => void;
  readonly #statements: Asked[] = [];
  /** What was answered waits for the Sync: before that, a statement alone is not committed. */
  readonly #answers: (() => void)[] = [];
  #shape = nothing;
  #rows: object[] = [];
  #fault: Error | undefined;

  /** @param ended called once, with the error if there was one */
  constructor(shapes: Shapes, ended: (error?: Error) => void) {
    super("");
    this.#shapes = shapes;
    this.#ended = ended;
  }

  add(statement: Wired): Promise<Rows<object[]>> {
    return new Promise((answer, refuse) => {
      this.#statements.push({ ...statement, answer, refuse });
    });
  }

  override submit = (connection: unknown): void => {
    const wire = connection as Wire;
    wire.stream.cork();
    for (const statement of this.#statements) this.#send(wire, statement);
    wire.sync();
    wire.stream.uncork();
    this.#next();
  };

  #send(wire: Wire, { text, name, values }: Asked): void {
    if (name === undefined) wire.parse({ text, name });
    else if (!(name in wire.parsedStatements || name in wire.submittedNamedStatements)) {
      wire.parse({ text, name });
      wire.submittedNamedStatements[name] = text;
    }
    wire.bind({ statement: name, values });
    if (name === undefined || !this.#shapes.has(name)) wire.describe({ type: "P" });
    wire.execute();
  }

  /** The next statement's turn to be answered. */
  #next(): void {
    const { name, text = "" } = this.#statements[this.#answers.length] ?? {};
    this.name = name;
    this.text = text;
    this.#shape = (name !== undefined && this.#shapes.get(name)) || nothing;
    this.#rows = [];
    this.#fault = undefined;
  }

  handleRowDescription({ fields }: { readonly fields: readonly Described[] }): void {
    this.#shape = shapeOf(
      fields.map(({ name, dataTypeID }) => ({
        name,
        parse: types.getTypeParser(dataTypeID) as Column["parse"],
      })),
    );
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#fault) return;
    const { columns, empty } = this.#shape;
    const row = { ...empty };
    try {
      for (let at = 0; at < fields.length; at++) {
        const [column, text = null] = [columns[at], fields[at]];
        if (column && text !== null) row[column.name] = column.parse(text);
      }
      this.#rows.push(row);
    } catch (error) {
      this.#fault = error as Error;
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const asked = this.#statements[this.#answers.length];
    if (!asked) return;
    const fault = this.#fault;
    const rows = Object.defineProperty(this.#rows, "count", { value: countOf(text) });
    if (asked.name !== undefined) this.#shapes.set(asked.name, this.#shape);
    this.#answers.push(() => (fault ? asked.refuse(fault) : asked.answer(rows as Rows<object[]>)));
    this.#next();
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: "" });
  }

  /** Also called when the connection is lost. */
  handleError(error: Error, wire: Wire): void {
    const coded = withCode(error);
    const failed = this.#answers.length;
    this.#ended(coded);
    // Where all were answered, it is their commit that failed.
    if (failed < this.#statements.length) for (const answer of this.#answers) answer();
    const from = failed < this.#statements.length ? failed : 0;
    this.#statements.slice(from).forEach(({ name, refuse }, after) => {
      if (name !== undefined) delete wire.submittedNamedStatements[name];
      refuse(after === 0 ? coded : skipped(coded));
    });
  }

  handleReadyForQuery(): void {
    this.#ended();
    for (const answer of this.#answers) answer();
  }
}

/** `INSERT 0 3`, `SELECT 2`; those that count nothing have no number. */
const countOf = (tag: string): number => Number(/\d+$/.exec(tag)?.[0] ?? 0);
