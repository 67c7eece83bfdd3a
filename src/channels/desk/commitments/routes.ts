import type { FastifyInstance } from "fastify";
import { type DeskDeps, deskOf } from "../desk.ts";
import { importPage, takeMatrix } from "./import.ts";
import { commitmentsPath, listPage } from "./list.ts";
import { newPage, recordCommitment } from "./new.ts";
import { actPage, commitmentPage, doAct } from "./page.ts";

type Named = { Params: { id: string } };
type OfAct = { Params: { id: string; act: string } };

/** Commitments at the desk: the list, one page each, and a form for each thing that can be done. */
export function commitmentRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get(commitmentsPath, (request, reply) => listPage(deskOf(deps, request, reply)));
  app.get(`${commitmentsPath}/new`, (request, reply) => newPage(deskOf(deps, request, reply)));
  app.post(`${commitmentsPath}/new`, (request, reply) =>
    recordCommitment(deskOf(deps, request, reply)),
  );
  app.get(`${commitmentsPath}/import`, (request, reply) =>
    importPage(deskOf(deps, request, reply)),
  );
  const files = { config: { multipart: true } };
  app.post(`${commitmentsPath}/import`, files, (request, reply) =>
    takeMatrix(deskOf(deps, request, reply)),
  );
  app.get<Named>(`${commitmentsPath}/:id`, (request, reply) =>
    commitmentPage(deskOf(deps, request, reply), request.params.id),
  );
  app.get<OfAct>(`${commitmentsPath}/:id/:act`, (request, reply) =>
    actPage(deskOf(deps, request, reply), request.params.id, request.params.act),
  );
  app.post<OfAct>(`${commitmentsPath}/:id/:act`, (request, reply) =>
    doAct(deskOf(deps, request, reply), request.params.id, request.params.act),
  );
}
