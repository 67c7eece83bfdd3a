import type { FastifyInstance } from "fastify";
import { storable } from "../../platform/db/index.ts";
import { sendApiProblem } from "./problem.ts";

/** No form asks for more inside of each other; what walks an answer walks it by recursion. */
const deepest = 32;
/** So many are told at once. */
const mostTold = 20;

interface Part {
  readonly value: unknown;
  readonly at: string;
  readonly depth: number;
}

/**
 * JSON pointers (RFC 6901) to what no table can hold (a null byte, half of a pair of surrogates)
 * and to what lies too deep. Without recursion itself: how deep it goes is the sender's choice.
 */
export function unfitParts(body: unknown): readonly string[] {
  const unfit: string[] = [];
  const open: Part[] = [{ value: body, at: "", depth: 0 }];
  for (let part = open.pop(); part && unfit.length < mostTold; part = open.pop()) {
    const { value, at, depth } = part;
    if (typeof value === "string" && !storable(value)) unfit.push(at);
    if (typeof value !== "object" || value === null) continue;
    if (depth === deepest) unfit.push(at);
    else
      for (const [name, inner] of Object.entries(value)) {
        if (storable(name))
          open.push({ value: inner, at: `${at}/${escaped(name)}`, depth: depth + 1 });
        else unfit.push(at);
      }
  }
  return unfit;
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** Turns such a body away before anything reads it: 422, with where it is. */
export function refuseUnfit(app: FastifyInstance): void {
  app.addHook("preValidation", async (request, reply) => {
    const unfit = unfitParts(request.body);
    if (unfit.length === 0) return undefined;
    const problems = unfit.map((at) => ({ field: at || "/", code: "invalid" }));
    return sendApiProblem(reply, { code: "api.invalid", kind: "invalid", problems });
  });
}
