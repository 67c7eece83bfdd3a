import type { FastifyReply } from "fastify";
import type { Problem, Refusal, RefusalCode } from "../../kernel/index.ts";
import { type ProblemPage, presentationOf, sendRefusal } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { problemText } from "../questions/index.ts";
import type { ApiDeps } from "./deps.ts";

/**
 * What is wrong with one part of a request: where, as a JSON pointer into the body (RFC 6901), and
 * what, in words.
 */
export interface PartWrong {
  readonly pointer: string;
  readonly field: string;
  readonly code: string;
  readonly detail: string;
}

/** RFC 9457, with a stable code and everything that is wrong at once. */
export interface ApiProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly PartWrong[];
  readonly reference?: string;
}

type Words = Pick<ApiDeps, "i18n" | "baseUrl">;

/**
 * `areas[0].hectares` → `/answers/areas/0/hectares`; what is not an answer stands beside the
 * answers.
 */
export function pointerOf(field: string): string {
  if (field.startsWith("/")) return field;
  if (/^(eligibility|fees)\./.test(field)) return "/answers";
  const path = field.replaceAll(/\[(\d+)\]/g, ".$1").split(".");
  const whole = path[0] === "documents" || path[0] === "code" ? path : ["answers", ...path];
  return `/${whole.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
}

export const partsWrong = (problems: readonly Problem[], t: Translate): PartWrong[] =>
  problems.map((problem) => ({
    pointer: pointerOf(problem.field),
    field: problem.field,
    code: problem.code,
    detail: problemText(problem, t),
  }));

/**
 * The statuses that say more than the kind of a refusal does (RFC 6750, the draft on
 * Idempotency-Key).
 */
const ownStatus: Readonly<Partial<Record<RefusalCode, number>>> = {
  "api.token-missing": 401,
  "api.token-invalid": 401,
  "api.key-missing": 400,
  "api.mediator-missing": 400,
  "api.key-reused": 422,
  "api.too-many-requests": 429,
  "api.changed": 412,
  "api.version-missing": 428,
};

/** A refusal as a program reads it: with a page to read more, and everything that is wrong. */
export function problemOf({ i18n, baseUrl }: Words, refused: ProblemPage): ApiProblem {
  const t = i18n.for(refused.lang);
  const { status, code, problems, reference } = refused;
  const { title, text } = presentationOf(refused, t, "program");
  return {
    type: `${baseUrl}/api/problems/${code}`,
    ...{ title, status, detail: text, code },
    ...(problems && problems.length > 0 && { errors: partsWrong(problems, t) }),
    ...(reference && { reference }),
  };
}

/** Answers with a problem, and with the headers that go with it (RFC 6750, 3; RFC 9110, 10.2.3). */
export function sendApiProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const challenge = challengeFor(refusal);
  if (challenge) reply.header("www-authenticate", challenge);
  if (refusal.code === "api.in-flight") reply.header("retry-after", "1");
  return sendRefusal(reply, refusal, ownStatus[refusal.code]);
}

function challengeFor({ code, facts }: Refusal): string | undefined {
  if (code === "api.token-missing") return 'Bearer realm="hamwe"';
  if (code === "api.token-invalid") return 'Bearer realm="hamwe", error="invalid_token"';
  if (code !== "api.scope-missing") return undefined;
  return `Bearer realm="hamwe", error="insufficient_scope", scope="${facts?.scope ?? ""}"`;
}
