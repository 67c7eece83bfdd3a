import pg from "pg";
import { withCode } from "./away.ts";
import { Line } from "./line.ts";
import { whileReaching } from "./reach.ts";

/** A connection that the caller has for himself until he gives it back. */
export interface BorrowedLine {
  readonly line: Line;
  release(): void;
}

/**
 * The connections of one pool. One that is lost, left in a transaction or silent for too long is
 * dropped.
 */
export class Lines {
  readonly #config: pg.PoolConfig;
  readonly #pool: pg.Pool;
  readonly #lines = new WeakMap<object, Line>();
  readonly #taken = new Set<Line>();
  readonly #silentMs: number;
  /** Whose silent connections are cut: by one timer for all, as it wakes a process that idles. */
  static readonly #watched = new Set<Lines>();
  static #watch: NodeJS.Timeout | undefined;
  #ended: Promise<void> | undefined;

  /** @param silentMs after which a connection that owes an answer is cut; 0 for never */
  constructor(config: pg.PoolConfig, silentMs: number) {
    this.#config = config;
    this.#silentMs = silentMs;
    this.#pool = new pg.Pool(config);
    this.#pool.on("connect", (client) => void this.#lines.set(client, new Line(client)));
    // A free connection that is lost is dropped by the pool; the next caller gets another one.
    this.#pool.on("error", () => {});
    if (silentMs === 0) return;
    Lines.#watched.add(this);
    Lines.#watch ??= setInterval(Lines.#cutSilent, 1000).unref();
  }

  take(): Promise<BorrowedLine> {
    const config = this.#config;
    return new Promise((resolve, reject) => {
      this.#pool.connect((error, client, release) => {
        const line = client && this.#lines.get(client);
        if (error || !line) {
          const why = withCode(error ?? new Error("Connection terminated"));
          return reject(whileReaching(why, config.connectionString));
        }
        this.#taken.add(line);
        resolve({ line, release: () => this.#release(line, release) });
      });
    });
  }

  counts() {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  end(timeoutMs: number): Promise<void> {
    this.#ended ??= this.#end(timeoutMs);
    return this.#ended;
  }

  async #end(timeoutMs: number): Promise<void> {
    Lines.#watched.delete(this);
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      for (const line of this.#taken) line.cut();
      // Whoever was refused gives his connection back in a moment; who never does is not waited
      // for.
      setTimeout(late.resolve, 500);
    }, timeoutMs);
    await Promise.race([this.#pool.end(), late.promise]);
    clearTimeout(timer);
  }

  #release(line: Line, release: (destroy: boolean) => void): void {
    this.#taken.delete(line);
    const { broken } = line;
    if (broken) line.cut();
    release(broken);
  }

  static #cutSilent(): void {
    const now = Date.now();
    for (const lines of Lines.#watched)
      for (const line of lines.#taken) if (line.silentFor(now) > lines.#silentMs) line.cut();
  }
}
