import type { FastifyInstance } from "fastify";
import { dateIn } from "../../../kernel/index.ts";
import { publicCommitment, publicFrom } from "../../../partnership/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import {
  breadcrumbs,
  type CommitmentsAround,
  commitmentContent,
  commitmentName,
  commitmentTable,
  html,
  pagination,
  searchBox,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

const path = "/partnership/commitments";
const pageSize = 25;

type Listed = { Querystring: { q?: string; page?: string } };
type Named = { Params: { id: string } };

/** What the two governments promised each other, for everybody: the list and one page each. */
export function commitmentRoutes(app: FastifyInstance, deps: WebDeps): void {
  const { partnership } = deps;
  const today = () => dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);

  app.get<Listed>(path, async (request, reply) => {
    const t = wordsOf(request, deps);
    const q = String(request.query.q ?? "")
      .trim()
      .slice(0, 100);
    const filter = { today: today(), inPublic: true, ...(q && { q }) } as const;
    const pageAt = (n: number) =>
      partnership.commitments.page(filter, { limit: pageSize, offset: (n - 1) * pageSize });
    const asked = Math.max(1, Math.trunc(Number(request.query.page)) || 1);
    const first = await pageAt(asked);
    // A page beyond the last is the first one.
    const page = first.count > 0 ? asked : 1;
    const { count, states } = page === asked ? first : await pageAt(1);
    const pages = Math.max(1, Math.ceil(count / pageSize));
    const parties = [...new Set(states.flatMap((state) => state.parties))];
    const of = { caption: t("commitments.title"), href: (id: string) => `${path}/${id}` };
    const href = (n: number) => `${path}?${new URLSearchParams({ q, page: String(n) })}`;
    const content = html`<h1 class="govuk-heading-l">${t("commitments.title")}</h1>
      <p class="govuk-body-l">${t("commitments.lead")}</p>
      ${searchBox({ action: path, value: q, label: t("commitments.search") }, t)}
      <p class="govuk-body" role="status">${t("commitments.count", { count })}</p>
      ${commitmentTable(states, parties, { ...of, today: today() }, t)}
      ${pagination({ page, pages, href }, t)}`;
    return webPage(request, reply, deps, {
      title: t("commitments.title"),
      before: breadcrumbs([{ text: t("partnership.title"), href: "/partnership" }], t),
      content,
    });
  });

  app.get<Named>(`${path}/:id`, async (request, reply) => {
    const t = wordsOf(request, deps);
    const state = await partnership.commitments.one(request.params.id);
    const since = state && publicFrom(state);
    // A commitment that is not public answers as one that does not exist.
    if (!state || !since || since > today())
      return sendRefusal(reply, { kind: "not-found", code: "partnership.commitment-unknown" });
    return webPage(request, reply, deps, {
      title: commitmentName(state, t),
      before: breadcrumbs(
        [
          { text: t("partnership.title"), href: "/partnership" },
          { text: t("commitments.title"), href: path },
        ],
        t,
      ),
      content: commitmentContent(publicCommitment(state), await around(), t),
    });
  });

  async function around(): Promise<CommitmentsAround> {
    const [posts, groups, instruments] = await Promise.all([
      partnership.posts.all(),
      partnership.groups.all(),
      partnership.instruments(),
    ]);
    return {
      ...{ today: today(), posts, atDesk: false },
      groups: new Map(groups.map(({ id, title }) => [id, title])),
      instruments: new Map(
        instruments.flatMap(({ text }) => (text ? [[text.id, text.title] as const] : [])),
      ),
    };
  }
}
