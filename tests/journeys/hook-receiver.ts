import { createServer, type IncomingHttpHeaders, type Server } from "node:http";

export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * A server of a program's own, on a port that stays the same when it is killed and started again.
 */
export class Receiver {
  readonly heard: Heard[] = [];
  status = 204;
  port = 0;
  private server: Server | undefined;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        this.heard.push({ headers: request.headers, body });
        const away =
          this.status === 302 ? { location: `http://localhost:${this.port}/elsewhere` } : {};
        response.writeHead(this.status, away).end();
      });
    }).listen(this.port, "localhost");
    await new Promise((resolve) => this.server?.once("listening", resolve));
    const address = this.server.address();
    if (typeof address === "object" && address) this.port = address.port;
  }

  async kill(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get types(): string[] {
    return this.heard.map(({ body }) => JSON.parse(body).type);
  }
}
