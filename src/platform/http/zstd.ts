import { constants, createZstdCompress } from "node:zlib";

/** What packs a page; one engine, used for one page after the other. */
export type Packing = (text: string) => Promise<Buffer>;

/**
 * Packs pages with zstd off the main thread. An engine for each page would cost more than its work:
 * V8 takes every engine that was used, and its memory outside the heap, for alive until it has gone
 * through the whole heap, and therefore does so every few hundred pages. One whose engine fails is
 * refused; the next page gets a new engine.
 */
export function makeZstd(level: number): Packing {
  const options = {
    // Each write is a whole frame.
    flush: constants.ZSTD_e_end,
    params: { [constants.ZSTD_c_compressionLevel]: level },
  };
  const open = () => {
    const engine = createZstdCompress(options);
    let parts: Buffer[] = [];
    engine.on("data", (part: Buffer) => void parts.push(part));
    const taken = () => {
      const [first = Buffer.alloc(0)] = parts;
      const whole = parts.length > 1 ? Buffer.concat(parts) : first;
      parts = [];
      return whole;
    };
    engine.on("error", () => {
      current = undefined;
    });
    return { engine, taken };
  };
  let current: ReturnType<typeof open> | undefined;
  return (text) =>
    new Promise((resolve, reject) => {
      current ??= open();
      const { engine, taken } = current;
      engine.write(Buffer.from(text), (error) => (error ? reject(error) : resolve(taken())));
    });
}
