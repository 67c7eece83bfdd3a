import type { FastifyReply, FastifyRequest } from "fastify";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Officer } from "../../platform/auth/index.ts";
import { langOf } from "../../platform/http/index.ts";
import type { I18n, Translate } from "../../platform/i18n/index.ts";
import { csrfField, type SafeHtml } from "../components/index.ts";

/** What the frame of the staff needs; every staff channel adds what its own pages ask. */
export interface StaffDeps {
  readonly catalogue: Pick<Catalogue, "jurisdiction" | "services" | "codeList">;
  readonly i18n: I18n;
  readonly clock: () => Date;
  readonly demonstration: boolean;
}

/** One request of a signed-in officer. */
export interface StaffRequest<Deps extends StaffDeps = StaffDeps> {
  readonly deps: Deps;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly officer: Officer;
  readonly t: Translate;
  /** The hidden CSRF field of every form on the page; made when a page first wants it. */
  readonly csrf: SafeHtml;
}

/** The request of this officer, whom the caller has checked with `requireOfficer`. */
export const staffRequest = <Deps extends StaffDeps>(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  officer: Officer,
): StaffRequest<Deps> => ({
  ...{ deps, request, reply, officer },
  t: deps.i18n.for(langOf(request)),
  get csrf() {
    return csrfField(request, reply);
  },
});
