import type pg from "pg";
import { isCachedPlan, isLost, withCode } from "./away.ts";
import type { Rows, Wired } from "./statement.ts";

/** The parts of node-postgres's client that its types leave out. */
interface Inside {
  readonly connection: { readonly stream: { cork(): void; uncork(): void; destroy(): void } };
  getTransactionStatus(): string | null;
}

interface Answer {
  readonly rows: object[];
  readonly rowCount: number | null;
  readonly command: string;
}

/**
 * One connection. Statements asked before earlier ones are answered go over the wire one behind the
 * other, those of one tick in one write.
 */
export class Line {
  readonly #client: pg.ClientBase & Inside;
  #gone = false;
  #stale = false;
  #names = 0;
  #corked = false;
  #waiting = 0;
  #since = 0;
  /** Called when the connection is lost, whatever its user is waiting for. */
  onLost: ((error: Error) => void) | undefined;

  constructor(client: pg.ClientBase) {
    this.#client = client as pg.ClientBase & Inside;
    // An error that nobody hears would end the process.
    client.on("error", (error) => this.#lost(error));
    client.on("end", () => this.#lost(new Error("Connection terminated")));
  }

  /** True when the next user could not rely on it: gone, or left inside a transaction. */
  get broken(): boolean {
    return this.#gone || this.#stale || this.#client.getTransactionStatus() !== "I";
  }

  /** True while statements can still be sent. */
  get open(): boolean {
    return !this.#gone;
  }

  /** A name for a savepoint. */
  nextName(): string {
    this.#names += 1;
    return `s${this.#names}`;
  }

  /** One statement with its values, or several without any; the rows are those of the last. */
  async ask({ text, values, name }: Wired): Promise<Rows<object[]>> {
    const config = { text, values: values as unknown[], ...(name ? { name } : {}) };
    const { rows, rowCount } = await this.#send(config);
    return Object.defineProperty(rows, "count", { value: rowCount ?? 0 }) as Rows<object[]>;
  }

  /** Text as it stands; resolves with the last command that was carried out. */
  async run(text: string): Promise<string> {
    return (await this.#send({ text })).command;
  }

  /** Milliseconds since something was last answered, while something is asked; otherwise 0. */
  silentFor(now: number): number {
    return this.#waiting > 0 ? now - this.#since : 0;
  }

  /** Ends the connection at once; whatever was asked is refused. */
  cut(): void {
    this.#gone = true;
    this.#client.connection.stream.destroy();
  }

  #lost(error: Error): void {
    this.#gone = true;
    this.onLost?.(withCode(error));
    this.onLost = undefined;
  }

  #send(config: pg.QueryConfig): Promise<Answer> {
    this.#cork();
    if (this.#waiting++ === 0) this.#since = Date.now();
    return new Promise((resolve, reject) => {
      this.#client.query(config, (error: Error | null, answer: Answer | Answer[]) => {
        this.#waiting--;
        this.#since = Date.now();
        if (!error) return resolve(Array.isArray(answer) ? (answer.at(-1) as Answer) : answer);
        const coded = withCode(error);
        this.#gone ||= isLost(coded);
        this.#stale ||= isCachedPlan(coded);
        reject(coded);
      });
    });
  }

  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    const { stream } = this.#client.connection;
    stream.cork();
    process.nextTick(() => {
      this.#corked = false;
      stream.uncork();
    });
  }
}
