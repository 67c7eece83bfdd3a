import { createConnection, createServer, type Socket } from "node:net";

/**
 * A line to PostgreSQL that a test can watch and break: between a port of its own and the
 * database's socket. `url` is the same database through it.
 */
export async function countingProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const path = `${decodeURIComponent(target.hostname)}/.s.PGSQL.${target.port || 5432}`;
  const pairs = new Set<readonly [Socket, Socket]>();
  let packets = 0;
  let statements = 0;
  let silent = new Set<Socket>();
  const doomed = new Set<Socket>();
  const server = createServer((client) => {
    const backend = createConnection(path);
    const pair = [client, backend] as const;
    pairs.add(pair);
    const read = statementReader();
    client.on("data", (data) => {
      packets += 1;
      statements += read(data);
      if (!silent.has(client)) backend.write(data);
    });
    backend.on("data", (data) => {
      if (doomed.delete(client)) {
        // Half of what PostgreSQL says, and then the line is gone.
        client.write(data.subarray(0, data.length / 2), () => client.resetAndDestroy());
      } else if (!silent.has(client)) client.write(data);
    });
    for (const [one, other] of [pair, [backend, client]] as const) {
      one.on("error", () => {});
      one.on("close", () => {
        other.destroy();
        pairs.delete(pair);
        doomed.delete(client);
      });
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const url = new URL(databaseUrl);
  return {
    url: `${url.protocol}//${url.username}@127.0.0.1:${port}${url.pathname}${url.search}`,
    /** Writes that came from the client. */
    packets: () => packets,
    /** Statements that the client had carried out, BEGIN and COMMIT included. */
    statements: () => statements,
    /**
     * Lets nothing through on the connections of now, and says nothing of it, as a network does.
     */
    fallSilent: () => {
      silent = new Set([...pairs].map(([client]) => client));
    },
    /**
     * Breaks every connection of now by a TCP reset, in the middle of what PostgreSQL says next.
     */
    resetWhileItSpeaks: () => {
      for (const [client] of pairs) doomed.add(client);
    },
    close: async () => {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Execute and Query among the messages of a client (PostgreSQL 18, 54.7 Message Formats). */
const carriedOut: readonly (number | undefined)[] = [..."EQ"].map((type) => type.charCodeAt(0));

/** Counts the statements in what one client sends, piece by piece. */
function statementReader(): (data: Buffer) => number {
  let rest: Buffer = Buffer.alloc(0);
  // The first message, by which a client introduces itself, has no type before its length.
  let typeBytes = 0;
  return (data) => {
    let count = 0;
    rest = Buffer.concat([rest, data]);
    while (rest.length >= typeBytes + 4) {
      const end = typeBytes + rest.readInt32BE(typeBytes);
      if (rest.length < end) break;
      if (typeBytes === 1 && carriedOut.includes(rest[0])) count += 1;
      rest = rest.subarray(end);
      typeBytes = 1;
    }
    return count;
  };
}
