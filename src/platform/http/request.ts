import type { FastifyReply, FastifyRequest } from "fastify";
import type { Lang } from "../i18n/index.ts";
import type { Keys } from "./keys.ts";
import { networkOf } from "./network.ts";
import type { HttpOptions } from "./options.ts";
import type { FormFields, MultipartForm } from "./posted.ts";

/** The server's own part of every request. */
export interface Settings {
  readonly options: HttpOptions;
  readonly keys: Keys;
  readonly origin: string;
  /** Reached over https: `__Host-` cookies and HSTS. */
  readonly secure: boolean;
}

interface RequestState {
  readonly settings: Settings;
  lang?: Lang;
  form?: FormFields;
  multipart?: MultipartForm;
  caller?: string;
  /** Of the refusal that is being answered. */
  refusalCode?: string;
  /** The cookie that forms are bound to, when it was given out during this very request. */
  visit?: string;
  /** The token of every form of the page that answers it. */
  csrf?: string;
}

/** What we know of a request, held beside it and not on it, so that it stays typed and private. */
const states = new WeakMap<FastifyRequest, RequestState>();

export function beginRequest(request: FastifyRequest, settings: Settings): RequestState {
  const state: RequestState = { settings };
  states.set(request, state);
  return state;
}

export function stateOf(request: FastifyRequest): RequestState {
  const state = states.get(request);
  if (!state) throw new Error("this request did not come through buildHttp");
  return state;
}

export const settingsOf = (reply: FastifyReply): Settings => stateOf(reply.request).settings;

/** Names the signed-in caller, so that rate limits count people and not the address they share. */
export function setCaller(request: FastifyRequest, caller: string): void {
  stateOf(request).caller = caller;
}

/** Remembers with which code a request is refused, for whoever hears of refusals. */
export function noteRefusal(request: FastifyRequest, code: string): void {
  stateOf(request).refusalCode = code;
}

/** The signed-in caller's key, else the network that they call from. */
export const callerOf = (request: FastifyRequest): string =>
  states.get(request)?.caller ?? networkOf(request.ip);
