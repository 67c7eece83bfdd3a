import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { actorNames, verifyByProgram } from "../../../acts/index.ts";
import { centresOffice } from "../../../centres/index.ts";
import { isUuid, type PersonId } from "../../../kernel/index.ts";
import { langOf } from "../../../platform/http/index.ts";
import { idFrom } from "../../../programs/index.ts";
import { bearerOf } from "../bearer.ts";
import type { ApiDeps } from "../deps.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import * as shapes from "./schemas.ts";

const tag = "GovStack";
type RegistryQuery = {
  Params: Static<typeof shapes.RegisterParams>;
  Body: Static<typeof shapes.RegisterQuery>;
};

const asked = {
  tag,
  scope: "papers:read",
  params: shapes.RegisterParams,
  headers: shapes.mediator,
  body: shapes.RegisterQuery,
} as const;

const exists = told({
  ...asked,
  id: "govstackExists",
  summary: "Whether a register has a record; `papers` has the papers that were issued",
  ok: [200, shapes.Exists, "Yes or no"],
  refusals: [400, 404, 413, 415, 422],
});
const read = told({
  ...asked,
  id: "govstackRead",
  summary: "A record by its number: what a stranger may know of a paper, no name and no content",
  ok: [200, shapes.Read, "The record"],
  refusals: [400, 404, 413, 415, 422],
});
const usage = told({
  id: "govstackUsage",
  tag,
  scope: "usage:read",
  summary: "Who has looked at a person’s files, for the person who says yes with a code",
  query: shapes.UsageQuery,
  headers: shapes.usageHeaders,
  ok: [200, shapes.Usage, "Every look at a file by staff, newest first"],
  refusals: [400, 409, 422],
});

/**
 * Digital Registries, Data API 1.3.0: exists and read of the papers issued, and who used my data.
 */
export function registryRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.addHook("preHandler", async (request, reply) => {
    const { "information-mediator-client": mediator = "" } = request.headers;
    if (mediator === "")
      return sendApiProblem(reply, { code: "api.mediator-missing", kind: "invalid" });
    if (mediator.length <= shapes.mediatorLength) return undefined;
    const field = "/information-mediator-client";
    const problems = [{ field, code: "too-long", facts: { max: shapes.mediatorLength } }];
    return sendApiProblem(reply, { code: "api.invalid", kind: "invalid", problems });
  });
  const standing = async ({ params, body }: FastifyRequest<RegistryQuery>) =>
    isPapers(params)
      ? ((await deps.credentials.standing(body.query.content.number)) ?? "none")
      : "no-register";
  app.post<RegistryQuery>("/data/:registry/:version/exists", exists, async (request, reply) => {
    const holder = await standing(request);
    if (holder === "no-register") return noRegister(reply);
    const is = holder !== "none";
    return reply.send({
      answer: { status: is, message: is ? "Object found from database" : "Object not found" },
    });
  });
  app.post<RegistryQuery>("/data/:registry/:version/read", read, async (request, reply) => {
    const registrant = await standing(request);
    if (registrant === "no-register") return noRegister(reply);
    if (registrant === "none")
      return sendApiProblem(reply, { code: "http.not-found", kind: "not-found" });
    const t = deps.i18n.for(langOf(request));
    const { number, standing: now, title, authority, issuedAt } = registrant;
    const words = { title: t.words(title), authority: t.words(authority) };
    return reply.send({
      content: { number, standing: now, ...words, issuedAt: issuedAt.toISOString() },
    });
  });
  app.get<{ Querystring: Static<typeof shapes.UsageQuery> }>(
    "/data/mypersonalDataUsage",
    usage,
    async (request, reply) => {
      const { userId } = request.query;
      const { client } = bearerOf(request);
      const { "confirmation-id": id = "", "confirmation-code": code = "" } =
        request.headers as Record<string, string>;
      const yes = isUuid(id)
        ? await verifyByProgram(
            deps,
            client,
            { kind: "usage", client, nationalId: userId },
            { id, code },
          )
        : undefined;
      if (!yes) return sendApiProblem(reply, { code: "auth.code-expired", kind: "conflict" });
      if (!yes.ok) return sendApiProblem(reply, yes.refusal);
      return reply.send(await looksAt(deps, request, yes.value));
    },
  );
}

const isPapers = ({ registry, version }: Static<typeof shapes.RegisterParams>): boolean =>
  registry === "papers" && /^1(\.0)?$/.test(version);

const noRegister = (reply: FastifyReply) =>
  sendApiProblem(reply, { code: "api.register-not-found", kind: "not-found" });

interface Look {
  readonly officer: string;
  readonly authority: string;
  readonly at: Date;
  /** Of the application; none where the whole file was opened, in person. */
  readonly reference?: string;
}

/** The looks at the newest fifty applications of a person, and who had the file open in person. */
async function allLooks({ cases, counter }: ApiDeps, person: PersonId): Promise<readonly Look[]> {
  const [rows, visits] = await Promise.all([
    cases.applicationsOf(person),
    counter.visitsOf(person),
  ]);
  const atCases = await Promise.all(
    rows.map(async ({ id, reference }) =>
      (await cases.accessesOf(id)).map((look) => ({ ...look, reference })),
    ),
  );
  const inPerson = visits.map(({ operator, openedAt }) => {
    return { officer: operator, authority: centresOffice, at: openedAt };
  });
  return [...atCases.flat(), ...inPerson];
}

async function looksAt(deps: ApiDeps, request: FastifyRequest, person: PersonId) {
  const { catalogue, i18n, sql } = deps;
  const t = i18n.for(langOf(request));
  const looks = await allLooks(deps, person);
  const names = await actorNames(sql, [...new Set(looks.map(({ officer }) => officer))]);
  return [...looks]
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, officer, authority, reference }) => ({
      id: idFrom("look", reference ?? "", officer, at.toISOString()),
      readerId: idFrom("reader", officer),
      readerInitials: initials(names.get(officer) ?? ""),
      readerInstitutionId: authority,
      readerInstitutionName: t.words(
        catalogue.jurisdiction.authorities.find(({ id }) => id === authority)?.name,
      ),
      readerApplicationName: "Hamwe",
      searchDateTime: at.toISOString(),
      refrences: reference ? [{ ReferenceId: reference }] : [],
    }));
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.slice(0, 1))
    .join("");
