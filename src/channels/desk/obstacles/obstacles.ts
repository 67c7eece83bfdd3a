import type { FastifyInstance, FastifyReply } from "fastify";
import { obstacleCounts, openObstacles } from "../../../acts/index.ts";
import { groupOfSeries, type SessionState } from "../../../partnership/index.ts";
import { html, obstacleTable, type SafeHtml, table, tag } from "../../components/index.ts";
import { chairs, type Desk, type DeskDeps, deskOf, keepsRegister, showDesk } from "../desk.ts";
import { notesLink } from "../notes/notes.ts";

export const obstaclesPath = "/desk/obstacles";

type Asked = { Querystring: { group?: string } };

/** What people reported, by working group, with what stands open for the next session of one. */
export function obstacleRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get<Asked>(obstaclesPath, (request, reply) =>
    page(deskOf(deps, request, reply, chairs), request.query.group),
  );
}

/** Where what is open is treated; a group without a session ahead is an alert. */
function nextSession({ t }: Desk, session: SessionState | undefined): SafeHtml {
  if (!session) return html`<p class="govuk-body">${tag(t("obstacles.no-session"), "bad")}</p>`;
  const { id = "", title, plannedOn = "" } = session;
  return html`<p class="govuk-body">${t("obstacles.on-agenda-of")}${" "}
    <a class="govuk-link" href="/desk/sessions/${id}">${t.words(title)}</a>,${" "}
    ${t.date(plannedOn)}</p>`;
}

async function page(desk: Desk, asked: string | undefined): Promise<FastifyReply> {
  const { deps, t } = desk;
  const groups = deps.catalogue.codeList("working-groups") ?? [];
  const nameOf = (group: string) => t.words(groups.find(({ value }) => value === group)?.label);
  const counts = await obstacleCounts(deps);
  const shown = groups.filter(({ value }) => asked === undefined || value === asked);
  const open = await Promise.all(
    shown.map(async ({ value }) => ({ code: value, cases: await openObstacles(deps, value) })),
  );
  const { timeZone } = deps.catalogue.jurisdiction;
  const notes = keepsRegister(desk);
  const sessions = await deps.partnership.sessions.all();
  const next = (group: string) =>
    sessions
      .filter(({ series, phase }) => groupOfSeries(series) === group && phase === "planned")
      .sort((a, b) => ((a.plannedOn ?? "") < (b.plannedOn ?? "") ? -1 : 1))[0];
  const content = html`<h1 class="govuk-heading-l">${t("obstacles.title")}</h1>
    <p class="govuk-body">${t("obstacles.desk-lead")}</p>
    ${obstacleTable(counts, nameOf, t)}
    ${open.flatMap(({ code, cases }) =>
      cases.length === 0
        ? []
        : [
            table({
              caption: t("obstacles.open-with", { group: nameOf(code) }),
              columns: [
                { text: t("obstacles.number") },
                { text: t("obstacles.received-on") },
                { text: t("obstacles.due") },
                ...(notes ? [{ text: t("notes.title") }] : []),
              ],
              rows: cases.map(({ reference, submittedAt, dueAt }) => [
                reference,
                t.day(submittedAt, timeZone),
                dueAt ? t.until(dueAt, timeZone) : "–",
                ...(notes ? [notesLink(desk, "obstacle", reference, reference)] : []),
              ]),
            }),
            nextSession(desk, next(code)),
          ],
    )}`;
  return showDesk(desk, { title: t("obstacles.title"), content });
}
