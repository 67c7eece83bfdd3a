import type pg from "pg";
import { isCachedPlan, isLost, withCode } from "./away.ts";
import { Exchange, type Shapes } from "./exchange.ts";
import type { Rows, Wired } from "./statement.ts";

/** The parts of node-postgres's client that its types leave out. */
interface Inside {
  readonly connection: { readonly stream: { destroy(): void } };
  getTransactionStatus(): string | null;
}

interface Answer {
  readonly rows: object[];
  readonly rowCount: number | null;
  readonly command: string;
}

/**
 * One connection. Statements asked before earlier ones are answered go over the wire one behind the
 * other.
 */
export class Line {
  readonly #client: pg.ClientBase & Inside;
  #gone = false;
  #stale = false;
  #names = 0;
  readonly #shapes: Shapes = new Map();
  /** What is asked together in this tick. */
  #gathering: Exchange | undefined;
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
  ask(wired: Wired): Promise<Rows<object[]>> {
    if (isPlain(wired)) return this.#plain(wired.text);
    const exchange = this.exchange();
    const answer = exchange.add(wired);
    this.send(exchange);
    return answer;
  }

  /**
   * The same inside a transaction: goes in one exchange with all that is asked in this tick, BEGIN
   * included. Of those the first that fails is refused with its error, and those behind it with
   * 25P02.
   */
  askTogether(wired: Wired): Promise<Rows<object[]>> {
    if (isPlain(wired)) return this.#plain(wired.text);
    return this.gather().add(wired);
  }

  /** For statements that go out when it is sent. */
  exchange(): Exchange {
    return new Exchange(this.#shapes, (error) => this.#answered(error));
  }

  send(exchange: Exchange): void {
    this.#asking();
    this.#client.query(exchange);
  }

  /** What is asked together until the tick ends. */
  gather(): Exchange {
    if (this.#gathering) return this.#gathering;
    const exchange = this.exchange();
    this.#gathering = exchange;
    process.nextTick(() => {
      if (this.#gathering === exchange) this.#flush();
    });
    return exchange;
  }

  /** Whether this is what is asked together in this tick; not once it went out. */
  gathers(exchange: Exchange | undefined): boolean {
    return exchange !== undefined && this.#gathering === exchange;
  }

  /** Text as it stands; resolves with the last command that was carried out. */
  async run(text: string): Promise<string> {
    return (await this.#ask(text)).command;
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

  #flush(): void {
    const exchange = this.#gathering;
    this.#gathering = undefined;
    if (exchange) this.send(exchange);
  }

  async #plain(text: string): Promise<Rows<object[]>> {
    const { rows, rowCount } = await this.#ask(text);
    return Object.defineProperty(rows, "count", { value: rowCount ?? 0 }) as Rows<object[]>;
  }

  #ask(text: string): Promise<Answer> {
    this.#flush();
    this.#asking();
    return new Promise((resolve, reject) => {
      this.#client.query({ text }, (error: Error | null, answer: Answer | Answer[]) => {
        const coded = error ? withCode(error) : undefined;
        this.#answered(coded);
        if (coded) return reject(coded);
        resolve(Array.isArray(answer) ? (answer.at(-1) as Answer) : answer);
      });
    });
  }

  #asking(): void {
    if (this.#waiting++ === 0) this.#since = Date.now();
  }

  #answered(error: Error | undefined): void {
    this.#waiting--;
    this.#since = Date.now();
    if (!error) return;
    this.#gone ||= isLost(error);
    this.#stale ||= isCachedPlan(error);
  }
}

/** Without values and not prepared: it may hold several statements. */
export const isPlain = ({ values, name }: Wired): boolean =>
  name === undefined && values.length === 0;
