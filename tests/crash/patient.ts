import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, Client } from "../client.ts";
import { type Notebook, surprise } from "./notebook.ts";

/** Longer than PostgreSQL and the server need to come back, shorter than a person's patience. */
const longestWaitMs = 20_000;

/**
 * A person with a bad line: does the same thing again, with the same keys, until there is an
 * answer.
 */
export class Patient {
  readonly client: Client;
  private readonly who: string;
  private readonly notebook: Notebook;
  private readonly over: AbortSignal;

  constructor(url: string, who: string, notebook: Notebook, over: AbortSignal) {
    this.client = new Client(url);
    this.who = who;
    this.notebook = notebook;
    this.over = over;
  }

  get = (path: string): Promise<Answer> => this.insist(`GET ${path}`, () => this.client.get(path));

  send = (path: string, body: URLSearchParams | FormData): Promise<Answer> =>
    this.insist(`POST ${path}`, () => this.client.send(path, body));

  private async insist(what: string, act: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      this.over.throwIfAborted();
      const answer = await this.attempt(what, act);
      if (answer) {
        if (!answer.path.startsWith("/demo-issuer/") && !answer.path.startsWith("/sign-in"))
          return answer;
        await this.signIn();
      } else await sleep(200);
      this.notebook.retries += 1;
    }
  }

  /** One try; undefined where trying again is right. */
  private async attempt(what: string, act: () => Promise<Answer>): Promise<Answer | undefined> {
    const late = Promise.withResolvers<"late">();
    const timer = setTimeout(() => late.resolve("late"), longestWaitMs);
    try {
      const answer = await Promise.race([act(), late.promise]);
      if (answer === "late") {
        this.notebook.hung += 1;
        return undefined;
      }
      if (answer.status === 503 || answer.status === 429) {
        this.notebook.putOff += 1;
        return undefined;
      }
      if (answer.status < 500) return answer;
      this.notebook.faults.push(`${answer.status} ${what} (${answer.path})`);
      return undefined;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /** A sign-in that was half done is forgotten by a restart: it begins anew. */
  private async signIn(): Promise<void> {
    for (;;) {
      this.over.throwIfAborted();
      const home = await this.attempt("sign in", () => this.tryToSignIn());
      if (home?.status === 200) return;
      if (home)
        surprise(this.notebook, `sign-in answered ${home.status} at ${home.path.slice(0, 30)}`);
      this.notebook.retries += 1;
      await sleep(200);
    }
  }

  private async tryToSignIn(): Promise<Answer> {
    const choice = await this.client.get("/sign-in?next=/");
    if (choice.status !== 200 || !choice.path.startsWith("/demo-issuer/choose/")) return choice;
    return this.client.post(choice.path, { who: this.who });
  }
}
