import type { Refusal, RefusalCode, RefusalKind } from "../../kernel/index.ts";
import type { Facts, PlainKey, Translate } from "../i18n/index.ts";
import type { Flash } from "./flash.ts";

/** A refusal in words. Written as a page, as `application/problem+json` or as a text message. */
export interface Presentation {
  /** What kind of thing happened, as a heading. */
  readonly title: string;
  /** Why, and what to do now. */
  readonly text: string;
}

/** A person reads what they can do on the page; a program and its makers read what happened. */
export type Audience = "person" | "program";

interface KindShown {
  /** RFC 9110. */
  readonly status: number;
  readonly title: Readonly<Record<Audience, PlainKey>>;
}

/** The one table of how each kind of refusal is shown. */
const kinds: Readonly<Record<RefusalKind, KindShown>> = {
  invalid: {
    status: 422,
    title: { person: "web.problem.conflict", program: "api.kinds.invalid" },
  },
  "not-allowed": {
    status: 403,
    title: { person: "http.forbidden", program: "api.kinds.not-allowed" },
  },
  "not-found": {
    status: 404,
    title: { person: "http.not-found", program: "api.kinds.not-found" },
  },
  conflict: {
    status: 409,
    title: { person: "web.problem.conflict", program: "api.kinds.conflict" },
  },
  unavailable: {
    status: 503,
    title: { person: "http.unavailable", program: "api.kinds.unavailable" },
  },
};

export const statusOf = (kind: RefusalKind): number => kinds[kind].status;

type WordedRefusal = Pick<Refusal, "code" | "facts"> & { readonly kind: RefusalKind };

/**
 * A refusal in the words of a language; what the web server refuses has a short title of its own.
 */
export function presentationOf(
  { code, kind, facts }: WordedRefusal,
  t: Translate,
  audience: Audience = "person",
): Presentation {
  const title = t(kinds[kind].title[audience]);
  const text = t.refusal({ code, facts });
  if (!t.has(code)) return { title, text };
  const short = t.named(code, facts);
  return audience === "person" ? { title: short, text } : { title, text: short };
}

/** Whether a text, an address's or another register's, is a code that a refusal can have. */
export const isWorded = (code: string, t: Translate): code is RefusalCode =>
  /^[a-z]+\.[a-z-]+$/.test(code) && t.has(`refusals.${code}`);

/** What a text says that may be the code of a refusal; any other text stands for itself. */
export const reasonText = (reason: string, t: Translate, facts?: Facts): string =>
  isWorded(reason, t) ? t.refusal({ code: reason, facts }) : reason;

/** A refusal as a message that is worded later, in the language of whoever reads it then. */
export const messageOf = ({ code, facts }: Pick<Refusal, "code" | "facts">) =>
  ({
    code: `refusals.${code}`,
    ...(facts && { facts: facts as NonNullable<Flash["facts"]> }),
  }) as const satisfies Omit<Flash, "kind">;

/** A refusal for the page to which the request leads back: said above it, once. */
export const refusalFlash = (refusal: Pick<Refusal, "code" | "facts">): Flash => ({
  kind: "notice",
  ...messageOf(refusal),
});
