import type { FastifyReply } from "fastify";
import { type Flash, setFlash } from "./flash.ts";

/**
 * A path on our own site, or `/`: what came from outside may not lead a person elsewhere
 * (`//evil.example`, `/\evil.example`, `/..//evil.example`) nor break a header.
 */
export function safePath(path: string | undefined, otherwise = "/"): string {
  if (path === undefined || !path.startsWith("/") || path.length > 2000) return otherwise;
  const base = "http://own.invalid";
  if (!URL.canParse(path, base)) return otherwise;
  const url = new URL(path, base);
  if (url.origin !== base || url.pathname.startsWith("//")) return otherwise;
  return url.pathname + url.search + url.hash;
}

/**
 * After a post: see other (303), so that reloading the next page posts nothing again. Own paths
 * only.
 */
export function redirectTo(reply: FastifyReply, path: string, flash?: Flash): FastifyReply {
  if (flash) setFlash(reply, flash);
  return reply.redirect(safePath(path), 303);
}
