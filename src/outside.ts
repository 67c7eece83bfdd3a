import type { Gauge } from "./platform/http/index.ts";

/** Somebody outside of this process without whom a part of the work waits. */
export interface Outsider {
  /** As `/readyz` says it; `/metrics` with underscores: `hamwe_up_identity_provider`. */
  readonly name: string;
  /** What waits while they are away. */
  readonly without: string;
  /** Throws where they do not answer. */
  ask(): Promise<void>;
}

interface Log {
  warn(facts: object, message: string): void;
}

export interface OutsideWatch {
  /** For `/readyz`: what is degraded. The server stays ready, since everything else goes on. */
  remarks(): readonly string[];
  gauges(): readonly Gauge[];
  /**
   * Begins to ask, once a minute, and soon again whoever did not answer. Who stays silent twice is
   * away, and the log is told once: one that is just starting, or busy for a moment, is not.
   */
  start(log: Log): void;
  stop(): void;
}

/**
 * Asks each outsider now and then, and remembers what they answered: nobody who reads `/readyz`
 * makes us ask anybody, and an outsider who is away takes no server out of service.
 */
export function watchOutside(outsiders: readonly Outsider[], soonMs = 5_000): OutsideWatch {
  const silent = new Set<string>();
  const away = new Set<string>();
  const timers: { each?: NodeJS.Timeout; soon?: NodeJS.Timeout } = {};
  const look = async ({ name, ask }: Outsider, log: Log) => {
    try {
      await ask();
      silent.delete(name);
      away.delete(name);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (silent.has(name) && !away.has(name)) {
        log.warn({ outside: name, reason }, "outside system is away");
        away.add(name);
      }
      silent.add(name);
    }
  };
  return {
    remarks: () =>
      outsiders.flatMap(({ name, without }) =>
        away.has(name) ? [`degraded: ${name} does not answer: ${without}`] : [],
      ),
    gauges: () =>
      outsiders.map(({ name }) => ({
        name: `hamwe_up_${name.replaceAll(" ", "_")}`,
        help: `Whether the ${name} answered when it was last asked`,
        value: away.has(name) ? 0 : 1,
      })),
    start(log) {
      const lookAt = (some: readonly Outsider[]) =>
        void Promise.all(some.map((each) => look(each, log)));
      lookAt(outsiders);
      timers.each = setInterval(() => lookAt(outsiders), 60_000).unref();
      timers.soon = setInterval(
        () => lookAt(outsiders.filter(({ name }) => silent.has(name))),
        soonMs,
      ).unref();
    },
    stop() {
      clearInterval(timers.each);
      clearInterval(timers.soon);
    },
  };
}

/** The identity provider, by its metadata. */
export const identityProvider = (issuerUrl: string): Outsider => ({
  name: "identity provider",
  without: "nobody can sign in there",
  async ask() {
    const base = issuerUrl.replace(/\/+$/, "");
    const answer = await fetch(`${base}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5000),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
  },
});

/** The signer, by a key that every government has. */
export const signerOutside = (
  publicKey: (name: string) => Promise<{ readonly ok: boolean }>,
  key: string,
): Outsider => ({
  name: "signer",
  without: "papers are signed when it is back",
  async ask() {
    if (!(await publicKey(key)).ok) throw new Error("it gives no key");
  },
});
