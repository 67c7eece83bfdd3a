import { castOf, encode, type Parameter, undefinedValue } from "./parameters.ts";

/** Rows as PostgreSQL sent them; `count` is how many it says it returned or changed. */
export type Rows<T extends readonly object[]> = T & { readonly count: number };

/** A name, a row or a list inside a statement; made by calling `sql` like a function. */
export class Part {
  readonly of: string | Row | readonly Row[] | readonly Parameter[];
  constructor(of: Part["of"]) {
    this.of = of;
  }
}

export type Row = { readonly [column: string]: Parameter | Statement };
// biome-ignore lint/suspicious/noExplicitAny: whatever its rows are, inside another it is only text
export type Value = Parameter | Part | Statement<any>;

/** What goes over the wire. */
export interface Wired {
  readonly text: string;
  readonly values: readonly (string | Buffer | null)[];
  /** Those of variable length have none: prepared, they would fill PostgreSQL's memory. */
  readonly name: string | undefined;
}

/** Puts a statement to a connection; what it throws is the statement's refusal. */
export type Ask = (statement: Statement) => Promise<Rows<readonly object[]>>;

/**
 * A statement that is asked when somebody first waits for it. Put into another statement before
 * that, it is a part of that one and is never asked itself.
 */
export class Statement<T extends readonly object[] = readonly object[]>
  implements Promise<Rows<T>>
{
  readonly [Symbol.toStringTag] = "Statement";
  readonly strings: readonly string[];
  readonly values: readonly Value[];
  /** False for text from elsewhere, which may hold several statements and is not prepared. */
  readonly prepared: boolean;
  readonly #ask: Ask;
  #answer: Promise<Rows<T>> | undefined;

  constructor(strings: readonly string[], values: readonly Value[], ask: Ask, prepared = true) {
    this.strings = strings;
    this.values = values;
    this.prepared = prepared;
    this.#ask = ask;
    if (!origins.has(strings)) origins.set(strings, new Error("asked"));
  }

  #asked(): Promise<Rows<T>> {
    this.#answer ??= this.#ask(this as unknown as Statement) as unknown as Promise<Rows<T>>;
    return this.#answer;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise
  then<A = Rows<T>, B = never>(
    answered?: ((rows: Rows<T>) => A | PromiseLike<A>) | null,
    refused?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#asked().then(answered, refused);
  }

  catch<B = never>(refused?: ((reason: unknown) => B | PromiseLike<B>) | null) {
    return this.#asked().catch(refused);
  }

  finally(done?: (() => void) | null) {
    return this.#asked().finally(done);
  }
}

/** Where each statement stands in the program; noted once for each, because looking is dear. */
const origins = new WeakMap<readonly string[], Error>();

/** The error with the places in our program instead of those in the driver. */
export function withOrigin(error: unknown, { strings }: Statement): unknown {
  const frames = origins.get(strings)?.stack?.split("\n    at ").slice(1);
  if (!(error instanceof Error) || !frames) return error;
  const ours = frames.filter((frame) => !/\/platform\/db\/(statement|sql)\.ts/.test(frame));
  error.stack = [`${error.name}: ${error.message}`, ...ours].join("\n    at ");
  return error;
}

/** The statement with its fragments put in and its values numbered. */
export function wire(statement: Statement): Wired {
  const writing = new Writing();
  writing.statement(statement);
  const { text, values } = writing;
  const isNamed = statement.prepared && !writing.variable;
  return { text, values, name: isNamed ? nameOf(text) : undefined };
}

class Writing {
  text = "";
  variable = false;
  readonly values: (string | Buffer | null)[] = [];

  statement({ strings, values }: Statement): void {
    this.text += strings[0];
    for (let at = 0; at < values.length; at++) {
      this.value(values[at]);
      this.text += strings[at + 1];
    }
  }

  value(value: Value | undefined): void {
    if (value instanceof Statement) this.statement(value);
    else if (value instanceof Part) this.part(value.of);
    else this.parameter(value);
  }

  parameter(value: Parameter | undefined): void {
    if (value === undefined) throw undefinedValue(`after "${this.text.slice(-40)}"`);
    this.values.push(encode(value));
    this.text += `$${this.values.length}${castOf(value)}`;
  }

  part(of: Part["of"]): void {
    if (typeof of === "string") this.text += identifier(of);
    else if (!Array.isArray(of)) this.row(of as Row);
    else if (isRow(of[0])) this.rows(of as readonly Row[]);
    else this.list(of as readonly Parameter[]);
  }

  row(row: Row): void {
    if (/\bset\s*$/i.test(this.text)) this.assignments(row);
    else this.rows([row], true);
  }

  assignments(row: Row): void {
    this.separated(Object.entries(row), ([column, value]) => {
      this.text += `${identifier(column)} = `;
      this.value(value);
    });
  }

  rows(rows: readonly Row[], alone = false): void {
    this.variable ||= !alone;
    const columns = Object.keys(rows[0] ?? {});
    this.text += `(${columns.map(identifier).join(", ")}) values `;
    this.separated(rows, (row) => {
      this.text += "(";
      this.separated(columns, (column) => this.value(row[column]));
      this.text += ")";
    });
  }

  list(list: readonly Parameter[]): void {
    this.variable = true;
    this.text += "(";
    this.separated(list.length > 0 ? list : [null], (value) => this.parameter(value));
    this.text += ")";
  }

  separated<T>(items: readonly T[], write: (item: T) => void): void {
    items.forEach((item, index) => {
      if (index > 0) this.text += ", ";
      write(item);
    });
  }
}

const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** `a.b` is a name in a schema. */
const identifier = (name: string) =>
  name
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");

const names = new Map<string, string>();
const mostNames = 2000;

/** One name for each text, the same on every connection; none when there are too many texts. */
function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (name || names.size >= mostNames) return name;
  const next = `s${names.size + 1}`;
  names.set(text, next);
  return next;
}
