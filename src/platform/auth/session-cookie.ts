import type { FastifyReply, FastifyRequest } from "fastify";
import { cookieOf, setCookie } from "../http/index.ts";
import { keyOfCookie, seal, unseal } from "./sealed.ts";

const keyOf = (session: string, name: string): Uint8Array => keyOfCookie(session, `cookie ${name}`);

/**
 * Keeps a text in the browser, sealed by the cookie of its session: with the session it is lost,
 * and nobody else who signs in there can read it. Without a session nothing is kept.
 */
export function keepInSession(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    name,
    text,
    minutes,
  }: { readonly name: string; readonly text: string; readonly minutes: number },
): void {
  const session = cookieOf(request, "session");
  if (!session) return;
  const sealed = seal(keyOf(session, name), Buffer.from(text)).toString("base64url");
  setCookie(reply, name, sealed, minutes * 60);
}

/** What `keepInSession` has kept under a name, as long as the session is the same. */
export function textOfSession(request: FastifyRequest, name: string): string | undefined {
  const [session, sealed] = ["session", name].map((each) => cookieOf(request, each));
  if (!session || !sealed) return undefined;
  return unseal(keyOf(session, name), Buffer.from(sealed, "base64url"))?.toString();
}
