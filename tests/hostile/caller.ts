import type { Client } from "../client.ts";
import { formsOf } from "../page-forms.ts";
import type { Town } from "../town.ts";

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly location?: string;
}

/**
 * Somebody who sends what no browser would. Its token is genuine, so that more than the guard is
 * tried.
 */
export interface Caller {
  readonly name: string;
  readonly cookie: string;
  readonly token: string;
  send(
    method: "GET" | "POST" | "PUT" | "DELETE",
    url: string,
    more?: {
      readonly type?: string | undefined;
      readonly payload?: string | Buffer;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<Answered>;
}

let address = 0;

/** How often which answer was given: a test that is only turned away at the door tries nothing. */
export const answered = new Map<number, number>();

/** A signed-in person or officer, or a guest, as seen by the server. */
export async function callerFrom(town: Town, name: string, client: Client): Promise<Caller> {
  const page = await client.get("/track");
  const office = page.status === 200 ? page : await client.get("/office");
  const token =
    formsOf(office.body, office.path)
      .flatMap(({ set }) => set)
      .find(([field]) => field === "_csrf")?.[1] ?? "";
  if (token === "") throw new Error(`no token for ${name} on ${office.path}`);
  const cookie = [...client.cookies].map(([key, value]) => `${key}=${value}`).join("; ");
  return {
    ...{ name, cookie, token },
    async send(method, url, { type, payload, headers = {} } = {}) {
      address += 1;
      const answer = await town.app.http.inject({
        method,
        url,
        // Guests are counted by address, and nobody here waits a minute.
        remoteAddress: `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`,
        headers: {
          ...(cookie && { cookie }),
          accept: "text/html",
          ...(type && { "content-type": type }),
          ...headers,
        },
        ...(payload !== undefined && { payload }),
      });
      answered.set(answer.statusCode, (answered.get(answer.statusCode) ?? 0) + 1);
      const { location } = answer.headers;
      return {
        ...{ status: answer.statusCode, body: answer.body },
        ...(location !== undefined && { location: String(location) }),
      };
    },
  };
}
