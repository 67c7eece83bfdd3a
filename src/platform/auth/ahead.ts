import type { FastifyRequest } from "fastify";
import { isUuid } from "../../kernel/index.ts";

/**
 * What is begun for a request until whoever needs it takes it. Taking lets go of it: V8 takes the
 * values of a WeakMap for alive in each collection of young objects, whether or not the request is.
 */
export class Begun<T> {
  readonly #byRequest = new WeakMap<FastifyRequest, T>();

  set(request: FastifyRequest, begun: T): void {
    this.#byRequest.set(request, begun);
  }

  take(request: FastifyRequest): T | undefined {
    const begun = this.#byRequest.get(request);
    this.#byRequest.delete(request);
    return begun;
  }
}

/**
 * What routes read with the session (`ahead` in their configuration), until whoever uses it knows
 * who asks and looks whose it is.
 */
export class Ahead<T extends { readonly id: string }> {
  readonly #begun = new Begun<Promise<T | undefined>>();

  /** Begins to read what an address names; nothing where that can be no id. */
  begin(request: FastifyRequest, id: string, read: () => Promise<T | undefined>): void {
    if (!isUuid(id)) return;
    const reading = read();
    // Where nobody is signed in, nobody waits for it.
    reading.catch(() => undefined);
    this.#begun.set(request, reading);
  }

  /** What was read of this id: once, since it may change meanwhile. */
  async take(request: FastifyRequest, id: string): Promise<T | undefined> {
    const read = await this.#begun.take(request);
    return read?.id === id ? read : undefined;
  }
}
