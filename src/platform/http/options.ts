import type { SafeHtml } from "@remix-run/html-template";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Problem, RefusalCode, RefusalKind } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import type { Lang } from "../i18n/index.ts";
import type { Pace } from "./arriving.ts";

/** What a rate limit protects. */
export type Limited = "sign-in" | "track" | "verify" | "submit" | "post" | "get" | "gateway";

/** How many in a minute, for one signed-in caller or one network (an IPv4 address, an IPv6 /64). */
export type RateLimits = Readonly<Record<Limited, number>>;

/**
 * What a problem page has to say. `code` is worded under `refusals.<code>`; `reference` only for
 * faults.
 */
export interface ProblemPage {
  readonly status: number;
  readonly code: RefusalCode;
  readonly kind: RefusalKind;
  readonly lang: Lang;
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly problems?: readonly Problem[];
  /** What the person can quote to the help desk; it is in the log beside the fault. */
  readonly reference?: string;
}

/** Must not throw and must not read the database: it also runs when everything else has failed. */
export type RenderProblem = (
  problem: ProblemPage,
  request: FastifyRequest,
  reply: FastifyReply,
) => string | SafeHtml;

/** How a refusal is told to a program (RFC 9457). Must not throw and must not read the database. */
export interface ProblemJson {
  /** Beginnings of paths that programs call, whatever they say that they accept: `/api/v1`. */
  readonly under: readonly string[];
  readonly render: (problem: ProblemPage) => object;
}

/** A request that was refused; `caller` is who was signed in, or the program. */
export interface RefusedRequest {
  readonly status: number;
  readonly method: string;
  /** The route's pattern, never the address that was asked for. */
  readonly route: string;
  readonly code?: string;
  readonly caller?: string;
}

/** One number that `/metrics` says, by a name in the manner of Prometheus. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly value: number;
  /** Tells numbers of the same name apart; always the same labels for one name. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface HttpOptions {
  readonly problemJson?: ProblemJson;
  /** At least 32 characters; keys for cookies and form tokens are derived from it. */
  readonly secret: string;
  /**
   * Where people reach us: `https://hamwe.gov.rw` or `http://localhost:3000`. https turns on
   * `__Host-` cookies.
   */
  readonly baseUrl: string;
  readonly production: boolean;
  readonly clock: () => Date;
  /** Languages offered; the first is the one for a person who asks for none of them. */
  readonly languages: readonly [Lang, ...Lang[]];
  readonly renderProblem: RenderProblem;
  /** Origins besides our own that a form may lead to (identity issuers): CSP `form-action`. */
  readonly formActionOrigins?: readonly string[];
  /** pino's level; `silent` in tests. Default `info`. */
  readonly logLevel?: string;
  /** Where log lines go instead of standard output. */
  readonly logTo?: { write(line: string): void };
  /** Only when a proxy in front of us sets X-Forwarded-For. */
  readonly trustProxy?: boolean | string;
  /**
   * Bearer token for `/metrics`; without it only this machine may read them, and in production
   * nobody.
   */
  readonly metricsToken?: string;
  /** Is everything that a request needs there? Asked by `/readyz`. */
  readonly ready?: () => Promise<boolean>;
  /** What whoever runs the server should know though it serves; `/readyz` says it as well. */
  readonly remarks?: () => readonly string[];
  /** Numbers of now for `/metrics`, read when it is asked. */
  readonly gauges?: () => readonly Gauge[] | Promise<readonly Gauge[]>;
  readonly rateLimits?: Partial<RateLimits>;
  /** How slowly a form with files may come; see `lowestPace`. */
  readonly uploadPace?: Pace;
  /** Hears of every 401, 403 and 429: who was refused what. */
  readonly onRefused?: (refused: RefusedRequest) => void;
  /** With it, tries at what could be guessed are counted for all processes together. */
  readonly sql?: Sql;
}
