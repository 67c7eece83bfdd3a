import type { FastifyRequest } from "fastify";
import { isUuid } from "../../kernel/index.ts";

/**
 * What routes read with the session (`ahead` in their configuration), until whoever uses it knows
 * who asks and looks whose it is.
 */
export class Ahead<T extends { readonly id: string }> {
  readonly #begun = new WeakMap<FastifyRequest, Promise<T | undefined>>();

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
    const read = await this.#begun.get(request);
    this.#begun.delete(request);
    return read?.id === id ? read : undefined;
  }
}
