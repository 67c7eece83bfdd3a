/**
 * What every simulated provider has: books, a payer who acts when told, callbacks, and faults drawn
 * from a seed. It shares no code with the platform that it is asked by.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface SimCharge {
  /** The id that the caller gave. */
  readonly id: string;
  /** Its own number. */
  readonly ref: string;
  readonly amount: string;
  readonly currency: string;
  readonly callbackUrl: string;
  state: "open" | "paid" | "failed";
  /** What the payer paid. */
  paid?: string;
  expiresAt?: string;
  /** A charge over these charges: they cannot be paid alone. */
  members?: readonly string[];
  inBatch?: string;
}

export interface SimRefund {
  readonly id: string;
  readonly ref: string;
  readonly of: string;
  readonly amount: string;
  readonly currency: string;
  state: "open" | "made";
}

/** How often each fault happens, 0 to 1. */
export interface Faults {
  /** An answer is lost after the act was done. */
  readonly lostAnswer: number;
  readonly lostCallback: number;
  readonly doubledCallback: number;
  /** A callback comes up to so many milliseconds later: the order is not kept. */
  readonly delayMs: number;
  /** A callback is followed by a forged one that says that another charge is paid. */
  readonly forged: number;
  /** A question is answered with 500. */
  readonly broken: number;
}

export const noFaults: Faults = {
  ...{ lostAnswer: 0, lostCallback: 0, doubledCallback: 0, delayMs: 0, forged: 0, broken: 0 },
};

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Told {
  readonly status: number;
  readonly body?: unknown;
  readonly html?: string;
}

/** What a callback of a kind looks like. */
export interface Callback {
  readonly method: "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Kind {
  readonly answer: (asked: Asked, books: Books) => Told | undefined;
  readonly callback: (charge: SimCharge, genuine: boolean, now: number) => Callback;
}

/** A small generator with a seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class Books {
  readonly charges = new Map<string, SimCharge>();
  readonly refunds = new Map<string, SimRefund>();
  readonly counts: Record<string, number> = {};
  url = "";
  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }
  byId(id: string): SimCharge | undefined {
    return [...this.charges.values()].find((charge) => charge.id === id);
  }
  by(idOrRef: string): SimCharge | undefined {
    return this.charges.get(idOrRef) ?? this.byId(idOrRef);
  }
  add(charge: Omit<SimCharge, "state">): SimCharge {
    const added: SimCharge = { ...charge, state: "open" };
    this.charges.set(charge.ref, added);
    return added;
  }
  /** Gives back once for one id. */
  refund(refund: Omit<SimRefund, "state">): SimRefund {
    const before = this.refunds.get(refund.id);
    if (before) return before;
    const added: SimRefund = { ...refund, state: "open" };
    this.refunds.set(refund.id, added);
    this.count("refund");
    return added;
  }
}

export interface Simulator {
  readonly url: string;
  close(): Promise<void>;
}

/** A provider on a port of this machine. `/_sim/…` is the payer's and the test's side of it. */
export async function simulate(kind: Kind, seed: number, port = 0): Promise<Simulator> {
  const books = new Books();
  const chance = chanceOf(seed);
  let faults = noFaults;
  let down = false;
  /** Takes questions and never answers. */
  let silent = false;

  const send = async ({ method, headers, body }: Callback, to: string) => {
    const signal = AbortSignal.timeout(3000);
    await fetch(to, { method, headers, body, signal }).catch(() => books.count("callback failed"));
  };
  const callBack = (charge: SimCharge): Promise<unknown> => {
    const now = Date.now();
    if (chance() < faults.lostCallback) {
      books.count("callback lost");
      return Promise.resolve();
    }
    const calls = [kind.callback(charge, true, now)];
    if (chance() < faults.doubledCallback) {
      books.count("callback doubled");
      calls.push(kind.callback(charge, true, now));
    }
    const open = [...books.charges.values()].find(({ state }) => state === "open");
    if (open && chance() < faults.forged) {
      books.count("callback forged");
      calls.push(kind.callback({ ...open, state: "paid", paid: open.amount }, false, now));
    }
    const sent = calls.map(async (call) => {
      const wait = Math.floor(chance() * faults.delayMs);
      if (wait > 0) {
        books.count("callback delayed");
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
      await send(call, charge.callbackUrl);
    });
    return Promise.all(sent);
  };
  const settle = async (charge: SimCharge, act: string, amount: string): Promise<boolean> => {
    if (charge.state !== "open" || charge.inBatch) return false;
    const all = [charge, ...(charge.members ?? []).map((ref) => books.charges.get(ref))];
    for (const each of all) {
      if (!each) continue;
      each.state = act === "pay" ? "paid" : "failed";
      if (act === "pay") each.paid = each === charge ? amount : each.amount;
    }
    if (act === "pay") books.count("paid");
    const called = callBack(charge);
    // Without delay a test can wait for what was called.
    if (faults.delayMs === 0) await called;
    return true;
  };
  const control = async ({ path, body }: Asked): Promise<Told> => {
    if (path === "/_sim/faults") {
      faults = { ...noFaults, ...(body as Partial<Faults>) };
      return { status: 204 };
    }
    if (path === "/_sim/down") {
      down = body.down === true;
      silent = body.silent === true;
      return { status: 204 };
    }
    if (path === "/_sim/settle") {
      const charge = books.by(String(body.charge));
      if (!charge) return { status: 404 };
      const done = await settle(charge, String(body.act), String(body.amount ?? charge.amount));
      return { status: done ? 204 : 409 };
    }
    if (path === "/_sim/books")
      return {
        status: 200,
        body: {
          charges: [...books.charges.values()],
          refunds: [...books.refunds.values()],
          counts: books.counts,
        },
      };
    return { status: 404 };
  };

  const server = createServer(async (request, response) => {
    try {
      const asked = await readAsked(request);
      if (asked.path.startsWith("/_sim/")) return tell(response, await control(asked));
      if (silent) {
        books.count("silent");
        return undefined;
      }
      if (down) {
        books.count("down");
        return request.socket.destroy();
      }
      if (chance() < faults.broken) {
        books.count("answered 500");
        return tell(response, { status: 500, body: {} });
      }
      const told = kind.answer(asked, books) ?? { status: 404, body: {} };
      if (asked.method !== "GET" && chance() < faults.lostAnswer) {
        books.count("answer lost");
        return request.socket.destroy();
      }
      tell(response, told);
    } catch (error) {
      tell(response, { status: 500, body: { error: String(error) } });
    }
  });
  server.listen(port, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  books.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`;
  return {
    url: books.url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString("utf8");
  const url = new URL(request.url ?? "/", "http://simulator");
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    header: (name) => String(request.headers[name] ?? ""),
    body: text.startsWith("{") ? JSON.parse(text) : {},
  };
}

function tell(response: ServerResponse, { status, body, html }: Told): void {
  const type = html === undefined ? "application/json" : "text/html; charset=utf-8";
  response.writeHead(status, { "content-type": type });
  response.end(html ?? (body === undefined ? "" : JSON.stringify(body)));
}

/** `(id) => …` for paths such as `/charges/:id`. */
export const match = (pattern: RegExp, path: string): string | undefined => {
  const part = pattern.exec(path)?.[1];
  return part === undefined ? undefined : decodeURIComponent(part);
};
