import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { type AgencyCommand, actForAgency, openAgencyTask } from "../../../acts/index.ts";
import type { Answers } from "../../../form/index.ts";
import { type CommandId, ok, type Refusal, type Result, refuse } from "../../../kernel/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { langOf } from "../../../platform/http/index.ts";
import type { Scope } from "../../../programs/index.ts";
import type { ApiDeps } from "../deps.ts";
import { type Act, keyed, type Outcome } from "../keyed.ts";
import { told } from "../route.ts";
import type { OfTask } from "./read-routes.ts";
import * as shapes from "./schemas.ts";
import { taskView } from "./views.ts";

const actOn = (id: string, scope: Scope, words: readonly [string, string?], body?: object) =>
  told({
    ...{ id, tag: "Tasks", scope, keyed: true, versioned: true },
    summary: words[0],
    ...(words[1] && { description: words[1] }),
    params: shapes.TaskParams,
    ...(body && { body }),
    ok: [200, shapes.TaskShape, "The task as it is now"],
    refusals: [404, 413, 415],
  });

const claim = actOn("claimTask", "tasks:write", [
  "Claim a task, so that nobody else works on it",
  "Officers see that this system has it in hand.",
]);
const release = actOn("releaseTask", "tasks:write", ["Give a claimed task back"]);
const ask = actOn(
  "askApplicant",
  "tasks:write",
  ["Ask the applicant for more", "Once, for all that is missing; the clocks stop."],
  shapes.NewRequest,
);
const complete = actOn(
  "completeTask",
  "tasks:decide",
  [
    "Give a task its outcome, with what was found",
    "Where two sign this is the first signature, and a person gives the second, " +
      "unless the service lets a system decide alone (`programAlone`).",
  ],
  shapes.NewOutcome,
);
const confirm = actOn("confirmTask", "tasks:decide", [
  "Confirm what an officer signed first",
  "Never what a system signed: two systems are no two signatures.",
]);
const takeBack = actOn("takeBackDecision", "tasks:decide", [
  "Take back what was signed, before it takes effect",
  "A decision waits a short time before anybody is told; until then its signer takes it back.",
]);
const giveBack = actOn(
  "returnTask",
  "tasks:decide",
  ["Disagree with the first signature, and say why"],
  shapes.NewReturn,
);

/** What an authority's own system does with its tasks. */
export function taskActRoutes(app: FastifyInstance, deps: ApiDeps): void {
  type With<Body> = OfTask & { Body: Body };
  app.post<OfTask>("/tasks/:id/:task/claim", claim, (request, reply) =>
    keyed(deps, request, reply, (act) =>
      actWith(deps, request, act, (task) => ({ type: "claim", task })),
    ),
  );
  app.post<OfTask>("/tasks/:id/:task/release", release, (request, reply) =>
    keyed(deps, request, reply, (act) =>
      actWith(deps, request, act, (task) => ({ type: "release", task })),
    ),
  );
  app.post<With<Static<typeof shapes.NewRequest>>>(
    "/tasks/:id/:task/request",
    ask,
    (request, reply) =>
      keyed(deps, request, reply, (act) => {
        const { fields, text } = request.body;
        const statement = { id: newId(), text };
        return actWith(deps, request, act, (task) => ({ type: "ask", task, fields, statement }));
      }),
  );
  app.post<With<Static<typeof shapes.NewOutcome>>>(
    "/tasks/:id/:task/outcome",
    complete,
    (request, reply) =>
      keyed(deps, request, reply, (act) => {
        const { outcome, code, text, findings } = request.body;
        return actWith(deps, request, act, (task) => ({
          ...{ type: "complete", task, outcome },
          ...(code && { code }),
          ...(text && { statement: { id: newId(), text } }),
          ...(findings && { findings: findings as Answers }),
        }));
      }),
  );
  app.post<OfTask>("/tasks/:id/:task/confirmation", confirm, (request, reply) =>
    keyed(deps, request, reply, (act) =>
      actWith(deps, request, act, (task) => ({ type: "confirm", task })),
    ),
  );
  app.post<OfTask>("/tasks/:id/:task/take-back", takeBack, (request, reply) =>
    keyed(deps, request, reply, (act) =>
      actWith(deps, request, act, (task) => ({ type: "take-back", task })),
    ),
  );
  app.post<With<Static<typeof shapes.NewReturn>>>(
    "/tasks/:id/:task/return",
    giveBack,
    (request, reply) =>
      keyed(deps, request, reply, (act) => {
        const statement = { id: newId(), text: request.body.text };
        return actWith(deps, request, act, (task) => ({ type: "return", task, statement }));
      }),
  );
}

/** The version of If-Match; one strong validator, as this server gave it. */
export function versionIn(request: FastifyRequest): number | undefined {
  const [, version] = /^"(\d{1,9})"$/.exec(String(request.headers["if-match"] ?? "")) ?? [];
  return version === undefined ? undefined : Number(version);
}

async function actWith(
  deps: ApiDeps,
  request: FastifyRequest<OfTask>,
  { client, id }: Act,
  commandOf: (task: string) => AgencyCommand,
): Promise<Result<Outcome>> {
  // Another prefix than that of what a program sends for a person: `api:` says who brought it.
  const key = `agency:${client}:${id}` as CommandId;
  const version = versionIn(request);
  if (version === undefined) return refuse("invalid", "api.version-missing");
  const { id: caseId, task } = request.params;
  const opened = await openAgencyTask(deps, client, { caseId, task });
  if (!opened.ok) return opened;
  const done = await actForAgency(deps, opened.value, { command: commandOf(task), key, version });
  if (!done.ok) return { ok: false, refusal: pointed(done.refusal) };
  const app = await deps.cases.open(caseId);
  const now = app?.state.tasks.find((each) => each.key === task);
  if (!app || !now) return refuse("not-found", "api.task-not-found");
  const body = taskView({ ...opened.value, app, task: now }, deps.i18n.for(langOf(request)));
  return ok({ status: 200, body, location: `/api/v1/tasks/${caseId}/${task}` });
}

/** Problems of findings and of an outcome by their place in the body. */
function pointed(refusal: Refusal): Refusal {
  const { code, problems } = refusal;
  if (!problems) return refusal;
  const before = code === "case.findings-wrong" ? "/findings/" : "/";
  return {
    ...refusal,
    problems: problems.map((each) => ({ ...each, field: `${before}${each.field}` })),
  };
}
