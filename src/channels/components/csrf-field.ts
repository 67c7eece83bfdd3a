import type { FastifyReply, FastifyRequest } from "fastify";
import { csrfOf } from "../../platform/http/index.ts";
import { html, type SafeHtml } from "./html.ts";

/** The hidden field that every form carries (see `csrfOf`). */
export const csrfField = (request: FastifyRequest, reply: FastifyReply): SafeHtml =>
  html`<input type="hidden" name="_csrf" value="${csrfOf(request, reply)}">`;
