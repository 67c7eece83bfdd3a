import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * All that lies between a tablet and the server: it can be cut, and it can lose answers on the way
 * back.
 */
export interface Wire {
  /** Address of the proxy that the tablet's browser goes through. */
  readonly url: string;
  /** No connection gets through any more; those that are open break. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /**
   * The next so many posts to this path arrive and are answered, and the answers never come back.
   */
  loseAnswers(path: string, count: number): void;
  /** Runs this when the next post to a path is on its way to the server. */
  onPost(path: string, act: () => void): void;
  /** Bodies of the posts to a path that have arrived at the server. */
  arrived(path: string): readonly string[];
  close(): Promise<void>;
}

export async function newWire(): Promise<Wire> {
  const posts: { path: string; body: string }[] = [];
  const lost = { path: "", left: 0 };
  const acts = new Map<string, () => void>();
  const server = createServer((asked, reply) => void pass(asked, reply, { posts, lost, acts }));
  await listening(server, 0);
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}`,
    cut: stop,
    mend: () => listening(server, port),
    loseAnswers: (path, count) => void Object.assign(lost, { path, left: count }),
    onPost: (path, act) => void acts.set(path, act),
    arrived: (path) => posts.filter((post) => post.path === path).map(({ body }) => body),
    close: () => (server.listening ? stop() : Promise.resolve()),
  };
}

const listening = (server: ReturnType<typeof createServer>, port: number) =>
  new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));

interface Kept {
  readonly posts: { path: string; body: string }[];
  readonly lost: { path: string; left: number };
  readonly acts: Map<string, () => void>;
}

async function pass(
  asked: IncomingMessage,
  reply: ServerResponse,
  { posts, lost, acts }: Kept,
): Promise<void> {
  const to = new URL(asked.url ?? "");
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const isLost = asked.method === "POST" && to.pathname === lost.path && lost.left > 0;
  if (isLost) lost.left -= 1;
  const { method, headers } = asked;
  const way = request(to, { method, headers }, (answer) => {
    if (method === "POST") posts.push({ path: to.pathname, body: body.toString() });
    if (!isLost) {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
      return;
    }
    answer.resume();
    answer.on("end", () => reply.destroy());
  });
  way.on("error", () => reply.destroy());
  way.end(body);
  if (asked.method !== "POST") return;
  acts.get(to.pathname)?.();
  acts.delete(to.pathname);
}
