import { createServer, type Server } from "node:net";

/** The harmless text that every scanner takes for a virus (eicar.org). */
export const eicar = [
  String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR`,
  "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
].join("");

export interface StandIn {
  /** For `HAMWE_CLAMD`. */
  readonly address: string;
  /** How many files it was given whole. */
  readonly scanned: () => number;
  /** What it answers instead of a verdict; `silent` is nothing at all. */
  mood: "well" | "silent" | "full" | "nonsense";
  close(): Promise<void>;
}

/** A small clamd: reads INSTREAM to its end, and finds the text of EICAR. */
export async function startClamd(): Promise<StandIn> {
  let scanned = 0;
  const standIn = { mood: "well" as StandIn["mood"] };
  const server: Server = createServer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      bytes = Buffer.concat([bytes, chunk as Buffer]);
      const content = streamed(bytes);
      if (content === undefined || standIn.mood === "silent") return;
      scanned += 1;
      socket.end(`${answerTo(content, standIn.mood)}\0`);
    });
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return Object.assign(standIn, {
    address: `127.0.0.1:${address.port}`,
    scanned: () => scanned,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

/** The file, once all of its parts are there. */
function streamed(bytes: Buffer): Buffer | undefined {
  const command = "zINSTREAM\0";
  if (bytes.length < command.length) return undefined;
  if (bytes.toString("latin1", 0, command.length) !== command) throw new Error("no INSTREAM");
  const parts: Buffer[] = [];
  for (let at = command.length; ; ) {
    if (bytes.length < at + 4) return undefined;
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    if (bytes.length < at + 4 + length) return undefined;
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
}

function answerTo(content: Buffer, mood: StandIn["mood"]): string {
  if (mood === "full") return "INSTREAM size limit exceeded. ERROR";
  if (mood === "nonsense") return "stream: OK FOUND OK";
  return content.includes(eicar) ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
}
