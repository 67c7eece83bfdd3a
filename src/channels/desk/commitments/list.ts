import type { FastifyReply } from "fastify";
import { attentions, type CommitmentFilter } from "../../../partnership/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  commitmentTable,
  html,
  input,
  linkButton,
  pagination,
  type SafeHtml,
  select,
  sideName,
} from "../../components/index.ts";
import { type Desk, showDesk } from "../desk.ts";
import { aroundOf, sidesOf } from "./around.ts";

export const commitmentsPath = "/desk/commitments";
export const commitmentPath = (id: string): string => `${commitmentsPath}/${id}`;

const pageSize = 25;
const phases = ["proposed", "agreed", "closed", "dropped"] as const;

type Query = Readonly<Record<string, unknown>>;

/** What is looked for, from the address; what is not offered counts for nothing. */
export function filterOf(query: Query, today: string): CommitmentFilter {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === "string" ? value.trim().slice(0, 100) : "";
  };
  const phase = phases.find((each) => each === text("phase"));
  const attention = attentions.find((each) => each === text("show"));
  return {
    today,
    ...(text("q") && { q: text("q") }),
    ...(phase && { phase }),
    ...(attention && { attention }),
    ...(text("group") && { group: text("group") }),
    ...(text("instrument") && { instrument: text("instrument") }),
    ...(text("side") && { side: text("side") }),
    ...(text("post") && { post: text("post") }),
  };
}

/** The address of a list. */
export function listHref(filter: Partial<CommitmentFilter>, page = 1): string {
  const { q, phase, attention: show, group, instrument, side, post } = filter;
  const given = Object.entries({ q, phase, show, group, instrument, side, post }).flatMap(
    ([name, value]): [string, string][] => (value ? [[name, value]] : []),
  );
  const query = new URLSearchParams(given);
  if (page > 1) query.set("page", String(page));
  return query.size > 0 ? `${commitmentsPath}?${query}` : commitmentsPath;
}

const pageAt = ({ deps }: Desk, filter: CommitmentFilter, page: number) =>
  deps.partnership.commitments.page(filter, { limit: pageSize, offset: (page - 1) * pageSize });

/** All commitments, or those that match, due first. */
export async function listPage(desk: Desk): Promise<FastifyReply> {
  const { request, t, today } = desk;
  const query = request.query as Query;
  const filter = filterOf(query, today);
  const asked = Math.max(1, Math.trunc(Number(query.page)) || 1);
  const [first, sides, around] = await Promise.all([
    pageAt(desk, filter, asked),
    sidesOf(desk),
    aroundOf(desk),
  ]);
  // A page beyond the last is the first one.
  const page = first.count > 0 ? asked : 1;
  const { count, states } = page === asked ? first : await pageAt(desk, filter, 1);
  const pages = Math.max(1, Math.ceil(count / pageSize));
  const choices = (titles: ReadonlyMap<string, Readonly<Record<string, string>>>) =>
    [...titles].map(([value, title]) => ({ value, text: t.words(title) }));
  const form = filterForm(
    filter,
    { groups: choices(around.groups), instruments: choices(around.instruments), sides },
    t,
  );
  const of = { caption: t("commitments.title"), href: commitmentPath, today };
  const content = html`<h1 class="govuk-heading-l">${t("commitments.title")}</h1>
    <div class="govuk-button-group">
      ${linkButton({ text: t("commitments.new"), href: `${commitmentsPath}/new` })}
      ${linkButton({
        text: t("commitments.import"),
        href: `${commitmentsPath}/import`,
        kind: "secondary",
      })}
    </div>
    ${form}
    <p class="govuk-body" role="status">${t("commitments.count", { count })}</p>
    ${commitmentTable(states, sides, of, t)}
    ${pagination({ page, pages, href: (n) => listHref(filter, n) }, t)}`;
  return showDesk(desk, { title: t("commitments.title"), content });
}

interface Choices {
  readonly groups: readonly { readonly value: string; readonly text: string }[];
  readonly instruments: readonly { readonly value: string; readonly text: string }[];
  readonly sides: readonly string[];
}

/** One of many in a filter, or all of them. */
export const oneOrAll = (
  name: string,
  label: string,
  value: string | undefined,
  items: readonly { readonly value: string; readonly text: string }[],
  t: Translate,
): SafeHtml =>
  select(
    {
      ...{ id: name, name, label, value: value ?? "", empty: false },
      items: [{ value: "", text: t("commitments.any") }, ...items],
    },
    t,
  );

function filterForm(filter: CommitmentFilter, choices: Choices, t: Translate): SafeHtml {
  const { q, attention, group, instrument, side, phase } = filter;
  const shown = attentions.map((value) => ({
    value,
    text: t(`commitments.attention.${value}`),
  }));
  const sides = choices.sides.map((value) => ({ value, text: sideName(value, t) }));
  const stages = phases.map((value) => ({ value, text: t(`commitments.phase.${value}`) }));
  const fields = [
    input({ id: "q", name: "q", label: t("commitments.search"), value: q ?? "" }, t),
    oneOrAll("show", t("commitments.show"), attention, shown, t),
    oneOrAll("group", t("commitments.group"), group, choices.groups, t),
    oneOrAll("instrument", t("partnership.instrument"), instrument, choices.instruments, t),
    oneOrAll("side", t("commitments.side"), side, sides, t),
    oneOrAll("phase", t("commitments.phase-of"), phase, stages, t),
  ];
  return html`<form method="get" action="${commitmentsPath}" role="search">
    <div class="govuk-grid-row">
      ${fields.map((field) => html`<div class="govuk-grid-column-one-half">${field}</div>`)}
    </div>
    ${button({ text: t("commitments.find"), kind: "secondary" })}
  </form>`;
}
