import { connect, type Pool } from "../db/index.ts";
import { channel, type NightlyName } from "./enqueue.ts";
import { planNight } from "./night.ts";
import {
  beat,
  fail,
  finish,
  giveBack,
  giveBackUnheard,
  holdLock,
  register,
  type TakenJob,
  take,
  type Watched,
} from "./queue.ts";
import { type AnyTasks, type JobLogger, taskCalled } from "./tasks.ts";

export interface LoopOptions {
  readonly url: string;
  readonly tasks: AnyTasks;
  /** How many jobs of each lane run at once. */
  readonly lanes: Readonly<Record<string, number>>;
  readonly nightly: readonly NightlyName[];
  readonly watching: readonly Watched[];
  readonly logger: JobLogger | undefined;
  /** Milliseconds after which a job that has not ended counts as failed. */
  readonly jobMs: number;
}

type Connection = Awaited<ReturnType<Pool["reserve"]>>;

/** With the silence after which a worker counts as dead (`beat`) two seconds at most. */
const beatMs = 800;
const nightMs = 60_000;
/**
 * A statement whose answer is lost may still run this long in PostgreSQL: its limit, and a little.
 */
const unheardMs = 40_000;

/** Takes jobs and runs them, from `start` to `stop`, on connections of its own. */
export class Loop {
  readonly #options: LoopOptions;
  readonly #sql: Pool;
  readonly #lanes: readonly Lane[];
  readonly #timers: NodeJS.Timeout[] = [];
  #own: Connection | undefined;
  #worker = 0;
  #beating: Promise<void> | undefined;
  #stopping = false;
  /** When it last heard from PostgreSQL what is due, and when it last took something. */
  lookedAt = Date.now();
  tookAt: number | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#sql = connect(options.url, 3, { lasting: true });
    this.#lanes = Object.entries(options.lanes).map(([name, most]) => new Lane(this, name, most));
  }

  /** Resolves when it hears of new jobs. */
  async start(): Promise<void> {
    try {
      await this.#start();
    } catch (error) {
      await this.#sql.end({ timeout: 0 });
      throw error;
    }
  }

  async #start(): Promise<void> {
    this.#own = await this.#sql.reserve();
    this.#worker = await register(this.#own);
    await this.#sql.listen(
      channel,
      (lane) => this.#lanes.find(({ name }) => name === lane)?.look(),
      () => this.lookEverywhere(),
    );
    await this.#night();
    this.#timers.push(setInterval(() => this.#beat(), beatMs));
    this.#timers.push(setInterval(() => void this.#night(), nightMs));
  }

  get sql(): Pool {
    return this.#sql;
  }

  get tasks(): readonly string[] {
    return Object.keys(this.#options.tasks);
  }

  get worker(): number {
    return this.#worker;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  get running(): number {
    return this.#lanes.reduce((sum, { running }) => sum + running, 0);
  }

  lookEverywhere(): void {
    for (const lane of this.#lanes) lane.look();
  }

  /** Takes no new jobs, waits for the running ones for so long, and leaves the rest to others. */
  async stop(waitMs: number): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    const ended = Promise.all(this.#lanes.map((lane) => lane.idle()));
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, waitMs);
    await Promise.race([ended, late.promise]);
    clearTimeout(timer);
    await Promise.all(this.#lanes.map((lane) => lane.looked));
    await this.#beating;
    await giveBack(this.#sql, this.#worker).catch(() => {});
    this.#own?.release();
    await this.#sql.end({ timeout: 1 });
  }

  /** Cuts its connections at once; what it was doing is freed by others. */
  async abandon(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#sql.end({ timeout: 0 });
  }

  async run({ task, payload }: TakenJob): Promise<void> {
    const run = taskCalled(this.#options.tasks, task);
    const late = Promise.withResolvers<never>();
    const { jobMs } = this.#options;
    const timer = setTimeout(
      () => late.reject(new Error(`did not end within ${jobMs / 1000} s`)),
      jobMs,
    ).unref();
    try {
      await Promise.race([run(payload), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Payloads stay out of the log: they may speak of people. */
  failed({ id, task, attempts, maxAttempts }: TakenJob, err: unknown): void {
    const last = attempts >= maxAttempts;
    const message = last ? "a job failed for the last time" : "a job failed and is tried again";
    this.#options.logger?.error({ err, jobId: id, task, attempts }, message);
  }

  /** What cannot be told to PostgreSQL is told at the next look, or found by others. */
  trouble(err: unknown): void {
    if (!this.#stopping) this.#options.logger?.warn({ err }, "the job worker could not go on");
  }

  /**
   * Once more at once where the connection was lost: others take for dead whoever is silent for
   * long.
   */
  #beat(): void {
    this.#beating ??= this.#beatOnce()
      .catch((error: unknown) => {
        this.#lostConnection(error);
        return this.#beatOnce();
      })
      .catch((error: unknown) => this.#lostConnection(error))
      .finally(() => {
        this.#beating = undefined;
      });
  }

  async #beatOnce(): Promise<void> {
    const connection = await this.#connection();
    const { watching, lanes: own } = this.#options;
    const looked = await beat(connection, this.#worker, Object.keys(own), watching);
    const { alive, lanes, watched } = looked;
    this.lookedAt = Date.now();
    // Whoever was taken for dead is a new worker; what it still runs, others may run as well.
    if (!alive) this.#worker = await register(connection);
    for (const lane of this.#lanes) lane.goOn(lanes.includes(lane.name));
    for (const [at, { nudge }] of watching.entries()) if (watched[at]) nudge();
  }

  /** The lock goes with its connection, and is taken again on the next. */
  async #connection(): Promise<Connection> {
    if (this.#own) return this.#own;
    const own = await this.#sql.reserve();
    try {
      await holdLock(own, this.#worker);
    } catch (error) {
      // Whoever keeps what failed has no connection left after three times.
      own.drop();
      throw error;
    }
    this.#own = own;
    return own;
  }

  #lostConnection(error: unknown): void {
    this.trouble(error);
    this.#own?.drop();
    this.#own = undefined;
  }

  async #night(): Promise<void> {
    await planNight(this.#sql, this.#options.nightly, new Date()).catch((error: unknown) =>
      this.trouble(error),
    );
  }
}

/** What became of a job, until PostgreSQL knows. */
interface Outcome {
  readonly id: number;
  readonly worker: number;
  /** Why it failed. */
  readonly error?: string;
}

/** Jobs that run at once in one lane. What is done is told to PostgreSQL many at a time. */
class Lane {
  readonly name: string;
  readonly #loop: Loop;
  readonly #most: number;
  readonly #idle = Promise.withResolvers<void>();
  #outcomes: Outcome[] = [];
  #looking = false;
  #again = false;
  #telling = false;
  /** Until then something may be taken of which the answer was lost. */
  #unheardUntil = 0;
  readonly #mine = new Set<number>();
  running = 0;
  /** Until what it is just taking is taken. */
  looked: Promise<void> = Promise.resolve();

  constructor(loop: Loop, name: string, most: number) {
    this.#loop = loop;
    this.name = name;
    this.#most = most;
  }

  /** Tells what could not be told before, and looks where something is due. */
  goOn(due: boolean): void {
    void this.#tell();
    if (due || this.#mayBeUnheard()) this.look();
  }

  #mayBeUnheard(): boolean {
    return Date.now() < this.#unheardUntil;
  }

  look(): void {
    this.#again = true;
    if (this.#looking || this.#loop.stopping) return;
    this.#looking = true;
    this.looked = this.#takeAll()
      .catch((error: unknown) => {
        this.#unheardUntil = Date.now() + unheardMs;
        this.#loop.trouble(error);
      })
      .finally(() => {
        this.#looking = false;
        this.#settle();
      });
  }

  /** Resolves when nothing runs and all that can be told was told. */
  async idle(): Promise<void> {
    this.#settle();
    await this.#idle.promise;
  }

  async #takeAll(): Promise<void> {
    while (this.#again && this.running < this.#most && !this.#loop.stopping) {
      this.#again = false;
      const { sql, worker, tasks } = this.#loop;
      // Takes of a lane come one after the other, so what is not among its own was never heard of.
      if (this.#mayBeUnheard())
        await giveBackUnheard(sql, { worker, lane: this.name, mine: [...this.#mine] });
      const free = this.#most - this.running;
      const jobs = await take(sql, { worker, lane: this.name, most: free, tasks });
      if (jobs.length === free) this.#again = true;
      if (jobs.length > 0) this.#loop.tookAt = Date.now();
      for (const job of jobs) void this.#run(job, worker);
    }
  }

  async #run(job: TakenJob, worker: number): Promise<void> {
    this.running += 1;
    this.#mine.add(job.id);
    const outcome = await this.#loop.run(job).then(
      () => ({ id: job.id, worker }),
      (error: unknown) => {
        this.#loop.failed(job, error);
        return { id: job.id, worker, error: String(error) };
      },
    );
    this.#outcomes.push(outcome);
    this.running -= 1;
    await this.#tell();
    // The next of its queue, or whatever found no place before.
    if (job.queue !== null || this.#again) this.look();
  }

  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    while (this.#outcomes.length > 0) {
      const outcomes = this.#outcomes;
      this.#outcomes = [];
      try {
        await this.#write(outcomes);
        for (const { id } of outcomes) this.#mine.delete(id);
      } catch (error) {
        this.#loop.trouble(error);
        // They stay taken by this worker until the next beat tells them again.
        this.#outcomes.push(...outcomes);
        break;
      }
    }
    this.#telling = false;
    this.#settle();
  }

  async #write(outcomes: readonly Outcome[]): Promise<void> {
    const { sql } = this.#loop;
    const done = Map.groupBy(
      outcomes.filter(({ error }) => error === undefined),
      ({ worker }) => worker,
    );
    for (const [worker, list] of done)
      await finish(
        sql,
        worker,
        list.map(({ id }) => id),
      );
    for (const { id, worker, error } of outcomes)
      if (error !== undefined) await fail(sql, worker, id, error);
  }

  #settle(): void {
    if (!this.#loop.stopping || this.running > 0 || this.#looking || this.#telling) return;
    this.#idle.resolve();
  }
}
