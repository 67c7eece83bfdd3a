/** A proxy that ends TLS in front of a server, as nginx does, with an authority of its own. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { request as ask } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

export interface Front {
  stop(): Promise<void>;
}

/**
 * Makes a certificate with Debian's openssl, and believes it in this process. `of` is whom it
 * names: `DNS:localhost`, `IP:127.0.0.2`.
 */
export function makeCertificate(
  folder: string,
  of = "DNS:localhost",
): { readonly key: Buffer; readonly cert: Buffer } {
  const [key, cert] = [join(folder, "tls.key"), join(folder, "tls.crt")];
  const names = ["-subj", "/CN=localhost", "-addext", `subjectAltName=${of}`];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const files = ["-keyout", key, "-out", cert, "-days", "90"];
  execFileSync("openssl", ["req", ...kind, ...names, ...files], { stdio: "ignore" });
  const made = { key: readFileSync(key), cert: readFileSync(cert) };
  setDefaultCACertificates([...getCACertificates("default"), made.cert.toString()]);
  return made;
}

/** Listens at `port` with TLS 1.3 and hands everything to the server behind. */
export async function startFront(
  tls: { readonly key: Buffer; readonly cert: Buffer },
  port: number,
  behind: number,
): Promise<Front> {
  const server = createServer({ ...tls, minVersion: "TLSv1.3" }, (request, response) => {
    const { method, url: path, headers, socket } = request;
    const onwards = ask({
      ...{ host: "127.0.0.1", port: behind, method, path },
      headers: {
        ...headers,
        "x-forwarded-for": socket.remoteAddress,
        "x-forwarded-proto": "https",
      },
    });
    onwards.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onwards.on("error", () => response.writeHead(502).end());
    request.pipe(onwards);
  });
  // The server behind says in our name that idle connections stay for a minute: ours close none.
  server.keepAliveTimeout = 0;
  await new Promise<void>((done) => server.listen(port, "localhost", done));
  return {
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
