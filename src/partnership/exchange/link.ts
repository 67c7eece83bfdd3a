import { ok, type Result, refuse } from "../../kernel/index.ts";

export type Fetch = typeof fetch;

/** Where a register gives its introduction and takes bundles. */
export const introductionPath = "/.well-known/hamwe-partnership";
export const bundlePath = "/partnership/exchange";
export const bundleType = "application/jose";

/** An answer that takes longer counts as none. */
const patienceMs = 20_000;
const longestAnswer = 64 * 1024;

async function answerOf(fetch: Fetch, address: string, init: RequestInit) {
  try {
    const response = await fetch(address, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: response.status, text: (await response.text()).slice(0, longestAnswer) };
  } catch {
    return undefined;
  }
}

/** The introduction at the address of a register. Refuses `partnership.partner-away`. */
export async function fetchIntroduction(fetch: Fetch, address: string): Promise<Result<string>> {
  if (!URL.canParse(address)) return refuse("invalid", "partnership.address");
  const { protocol, hostname, origin } = new URL(address);
  if (protocol !== "https:" && hostname !== "localhost")
    return refuse("invalid", "partnership.address");
  const answer = await answerOf(fetch, `${origin}${introductionPath}`, { method: "GET" });
  return answer?.status === 200
    ? ok(answer.text)
    : refuse("unavailable", "partnership.partner-away");
}

/**
 * Sends one bundle to a linked register.
 * @returns the last bundle of ours that it has; refuses with the reason that it gave
 */
export async function postBundle(
  fetch: Fetch,
  address: string,
  text: string,
): Promise<Result<number>> {
  const answer = await answerOf(fetch, `${address}${bundlePath}`, {
    method: "POST",
    headers: { "content-type": bundleType },
    body: text,
  });
  if (!answer) return refuse("unavailable", "partnership.partner-away");
  const content = readAnswer(answer.text);
  if (answer.status === 200 && typeof content.received === "number") return ok(content.received);
  // It has this one already, or lacks one before it: what it has is what counts.
  if (typeof content.received === "number" && outOfStep.has(content.code ?? ""))
    return ok(content.received);
  const reason =
    content.code && /^[\w.-]{1,80}$/.test(content.code) ? content.code : String(answer.status);
  return refuse("conflict", "partnership.partner-refused", { facts: { reason } });
}

const outOfStep: ReadonlySet<string> = new Set([
  "partnership.bundle-twice",
  "partnership.bundle-older",
  "partnership.bundle-missing",
]);

function readAnswer(text: string): { readonly received?: unknown; readonly code?: string } {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
}
