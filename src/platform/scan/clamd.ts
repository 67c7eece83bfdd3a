import { connect, type Socket } from "node:net";

/** What a scanner says of a file; `away` where it does not answer, or cannot say. */
export type Verdict =
  | { readonly is: "clean" }
  | { readonly is: "infected"; readonly by: string }
  | { readonly is: "away"; readonly why: string };

export interface Scanner {
  /** Never throws: a scanner that is away is a verdict. */
  scan(content: Uint8Array): Promise<Verdict>;
}

/** Where clamd listens: a Unix socket, or a host and a port. */
export type ClamdAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

/** `/run/clamav/clamd.ctl` or `clamd.internal:3310`; undefined for anything else. */
export function clamdAddress(text: string): ClamdAddress | undefined {
  if (text.startsWith("/")) return { path: text };
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[\w.-]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === undefined || Number(port) > 65535 || Number(port) === 0) return undefined;
  return { host: host.replaceAll(/[[\]]/g, ""), port: Number(port) };
}

/** Bytes of a part: clamd asks for the length before each. */
const partBytes = 64 * 1024;

/** An answer is a line; more than this is none. */
const longestAnswer = 1000;

/**
 * ClamAV's daemon by its own protocol (clamd(8), INSTREAM): the length of each part as four bytes,
 * big-endian, then the part; a part of no length ends it. The answer is `stream: OK` or
 * `stream: <name> FOUND`; anything else is no verdict.
 * @param waitMs for the whole of a scan
 */
export const clamd = (address: ClamdAddress, waitMs = 15_000): Scanner => ({
  scan: (content) =>
    new Promise((resolve) => {
      const socket = connect(address);
      const end = (verdict: Verdict) => {
        clearTimeout(timer);
        socket.destroy();
        resolve(verdict);
      };
      const timer = setTimeout(() => end({ is: "away", why: "no answer in time" }), waitMs);
      let answer = "";
      socket.setEncoding("utf8");
      socket.on("data", (text: string) => {
        answer += text;
        if (answer.includes("\0") || answer.length > longestAnswer) end(verdictOf(answer));
      });
      socket.on("error", ({ message }) => end({ is: "away", why: message }));
      socket.on("close", () => end(verdictOf(answer)));
      socket.on("connect", () => send(socket, content));
    }),
});

function send(socket: Socket, content: Uint8Array): void {
  socket.write("zINSTREAM\0");
  for (let from = 0; from < content.length; from += partBytes) {
    const part = content.subarray(from, from + partBytes);
    socket.write(lengthOf(part.length));
    socket.write(part);
  }
  socket.write(lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function verdictOf(answer: string): Verdict {
  const [line = ""] = answer.split("\0");
  if (line === "stream: OK") return { is: "clean" };
  const [, by] = /^stream: ([\x21-\x7e]{1,200}) FOUND$/.exec(line) ?? [];
  if (by !== undefined) return { is: "infected", by };
  return { is: "away", why: line === "" ? "closed without an answer" : line.slice(0, 200) };
}
