import type { FastifyReply, FastifyRequest } from "fastify";
import { type Application, findingsOf, formFactsOf, meaningOf } from "../../cases/index.ts";
import { valueText } from "../../credentials/index.ts";
import { type Claim, statementsOf } from "../../form/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { rankingStage, selects } from "../../workflow/index.ts";
import { html, linkButton, type SafeHtml, table } from "../components/index.ts";
import { recordLook } from "./case-file.ts";
import { type Desk, deskOf, type Office, refused, show } from "./desk.ts";
import { type AtRanking, findRanking, rankingPath } from "./ranking.ts";

/** One applicant whom the committee selected, as told to another office. */
interface Listed {
  readonly rank: number;
  readonly claims: readonly Claim[];
}

/** Whether the committee took this one: its task is done and did not end in a refusal. */
function isTaken({ state, definition }: Application, task: string): boolean {
  const done = state.tasks.find(({ key }) => key === task)?.done;
  return selects(definition, done?.outcome) && meaningOf(state.status).outcome !== "withdrawn";
}

/** Those who were taken, in their order. Each file is opened for it, and its person sees that. */
async function listedIn(desk: Desk, { definition, ranking }: AtRanking): Promise<Listed[]> {
  const { cases, catalogue } = desk.deps;
  const listed: Listed[] = [];
  for (const { entry, rank } of ranking.places) {
    const application = await cases.open(entry.id);
    if (!application || !isTaken(application, entry.task)) continue;
    await recordLook(desk, application, "ranking-list");
    const { answers, state, findings } = application;
    const dayOf = (at: string) => dateIn(new Date(at), catalogue.jurisdiction.timeZone);
    const submittedOn = dayOf(state.submitted?.at ?? "");
    const claims = statementsOf(definition, rankingStage(definition)?.ranking.list ?? [], {
      answers,
      facts: formFactsOf(application, state.submitted?.asOf ?? submittedOn),
      caseFacts: { reference: entry.reference, submittedOn, decidedOn: submittedOn },
      codes: (id) => catalogue.codeList(id),
      findings: findingsOf(state, findings),
    });
    listed.push({ rank, claims });
  }
  return listed;
}

/** GET /office/rankings/:service/:opens/list: those who were taken, to print or to send. */
export async function showList(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const ranking = await findRanking(desk);
  if (!ranking) return reply;
  const listed = await listedIn(desk, ranking);
  const title = desk.t("ranking.list");
  return show(desk, { title, content: listPage(desk, ranking, listed), current: "worklist" });
}

function listPage(
  desk: Desk,
  { definition, ranking }: AtRanking,
  listed: readonly Listed[],
): SafeHtml {
  const { t } = desk;
  const { opens, closes } = ranking.call;
  const days = { opens: t.date(opens), closes: t.date(closes) };
  const claims = rankingStage(definition)?.ranking.list ?? [];
  const rows = listed.map(({ rank, claims: own }) => [
    t.number(rank),
    ...own.map(({ value }) => valueText(value, t) || "–"),
  ]);
  const columns = [t("ranking.rank"), ...claims.map(({ title }) => t.words(title))];
  const file = linkButton({
    text: t("ranking.signed-file"),
    href: `${rankingPath(definition.id, opens)}/list.jwt`,
    kind: "secondary",
  });
  return html`
    <p class="govuk-caption-l">${t.words(definition.title)}</p>
    <h1 class="govuk-heading-l">${t("ranking.list")}</h1>
    <p class="govuk-body">${t("ranking.call", days)}</p>
    ${table({
      caption: t("ranking.list"),
      captionHidden: true,
      columns: columns.map((text, i) => ({ text, numeric: i === 0 })),
      rows,
      empty: t("ranking.list-empty"),
    })}
    ${listed.length > 0 ? html`<p class="govuk-body">${t("ranking.signed-lead")}</p>${file}` : null}
  `;
}

/** GET …/list.jwt: the same, signed by the authority, for the office of another government. */
export async function sendList(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const opened = await findRanking(desk);
  if (!opened) return reply;
  const { definition, ranking } = opened;
  const { authorities } = deps.catalogue.jurisdiction;
  const authority = authorities.find(({ id }) => id === definition.authority);
  const listed = await listedIn(desk, opened);
  const signed = await deps.credentials.sign({
    authority: { id: definition.authority, name: authority?.name ?? {} },
    documentType: `${definition.id}-list`,
    title: definition.title,
    content: {
      service: definition.id,
      call: ranking.call,
      listed: listed.map(({ rank, claims }) => ({
        rank,
        ...Object.fromEntries(claims.map(({ name, value }) => [name, value])),
      })),
    },
  });
  if (!signed.ok) return refused(desk, signed.refusal);
  const name = `${definition.id}-${ranking.call.opens}.jwt`;
  return reply
    .header("content-disposition", `attachment; filename="${name}"`)
    .header("cache-control", "no-store")
    .type("application/jose")
    .send(signed.value);
}
