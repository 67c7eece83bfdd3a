import type { FastifyContextConfig, FastifySchema } from "fastify";
import type { Scope } from "../../programs/index.ts";

interface RouteDocs {
  readonly id: string;
  readonly tag: "Catalogue" | "Applications" | "Tasks" | "Webhooks" | "GovStack";
  readonly summary: string;
  readonly description?: string;
  readonly scope?: Scope;
  readonly params?: object;
  readonly query?: object;
  readonly headers?: object;
  readonly body?: object;
  /** Status and schema of the answer when all is well. */
  readonly ok: readonly [status: 200 | 201 | 202 | 204, schema: object, description: string];
  /**
   * Statuses of the problems that occur here, beside 429, and 401 and 403 where a scope is needed.
   */
  readonly refusals?: readonly number[];
  /** Takes an Idempotency-Key, which it needs. */
  readonly keyed?: boolean;
  readonly files?: boolean;
  /** Answers with bytes in place of JSON. */
  readonly bytes?: boolean;
  /** Takes an If-Match with the version that the program has read, which it needs. */
  readonly versioned?: boolean;
}

const problemWords: Readonly<Record<number, string>> = {
  400:
    "The address cannot be decoded, " +
    "a part of it is too long, or a header that is needed is missing",
  401: "No token, or one that is no longer good",
  403: "The token lacks the scope",
  404: "There is no such thing, or it is not this program’s",
  409: "Not in this state, or the same request is still under way",
  412: "The application is no longer the version of If-Match: read it again",
  413: "Too large",
  415: "A kind of content that is not taken here",
  422: "Something is missing or wrong: `errors` names all of it",
  428: "If-Match is missing: say which version this rests on",
  429: "Too many requests; `Retry-After` says when to come back",
  503: "Not at the moment; `Retry-After` says when to come back",
};

const keyHeader = {
  type: "object",
  required: ["idempotency-key"],
  properties: {
    "idempotency-key": {
      type: "string",
      description:
        "8 to 128 visible characters of your choice, " +
        "a new one for each act, the same one when you repeat it",
      examples: ["0d9f6a52-7f0b-4b9e-8f0e-3d9a4c2b1a77"],
    },
  },
};

const versionHeader = {
  type: "object",
  required: [...keyHeader.required, "if-match"],
  properties: {
    ...keyHeader.properties,
    "if-match": {
      type: "string",
      description: "The `ETag` of the task or file that you have read",
      examples: ['"7"'],
    },
  },
};

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "Problem#" } } },
});

/** One file in a part whose name says which document it is. */
const fileParts = {
  type: "object",
  description: "One part, called `document.` and the id of the document wanted",
  minProperties: 1,
  maxProperties: 1,
  propertyNames: { pattern: "^document\\.[a-z0-9-]+$" },
  additionalProperties: {
    type: "string",
    contentMediaType: "application/octet-stream",
    description: "The file, with its name",
  },
  examples: [{ "document.degree": "(the bytes of degree.pdf)" }],
};

const bodyOf = (json: object, files: RouteDocs["files"]) =>
  files
    ? {
        content: {
          "application/json": { schema: json },
          "multipart/form-data": { schema: fileParts },
        },
      }
    : json;

/** Everything that is said of an address, in the one place from which the reference is made too. */
export function told(route: RouteDocs): { schema: FastifySchema; config: FastifyContextConfig } {
  const { id, tag, summary, description, scope, keyed, ok, files } = route;
  const [status, schema, words] = ok;
  const kind = route.bytes ? "application/octet-stream" : "application/json";
  const statuses = [
    ...[400, 429],
    ...(scope ? [401, 403] : []),
    ...(keyed ? [409, 422] : []),
    ...(route.versioned ? [412, 428] : []),
  ];
  const refused = [...new Set([...(route.refusals ?? []), ...statuses])].sort();
  const response: Record<string, unknown> = {
    [status]:
      status === 204
        ? { description: words, type: "null" }
        : { description: words, content: { [kind]: { schema } } },
  };
  for (const each of refused) response[each] = problem(problemWords[each] ?? "Refused");
  return {
    schema: {
      operationId: id,
      tags: [tag],
      summary,
      ...(description && { description }),
      security: scope ? [{ oauth: [scope] }] : [],
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(keyed
        ? { headers: route.versioned ? versionHeader : keyHeader }
        : route.headers && { headers: route.headers }),
      ...(route.body && { body: bodyOf(route.body, files) }),
      response,
    } as FastifySchema,
    config: {
      csrf: false,
      ...(files && { multipart: true }),
      ...(scope && { scope }),
    },
  };
}
