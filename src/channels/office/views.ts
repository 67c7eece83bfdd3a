import type { FastifyReply, FastifyRequest } from "fastify";
import { longestViewName } from "../../cases/index.ts";
import { formOf, redirectTo, refusalFlash, textOf } from "../../platform/http/index.ts";
import { attr, button, html, input, type SafeHtml } from "../components/index.ts";
import { type Desk, deskOf, type Office } from "./desk.ts";
import { listQuery, type Worklist } from "./lists.ts";
import { listOf } from "./worklist.ts";

/** A list without its page and search: what a view is. */
const queryOf = ({ wanted: { after: _after, q: _q, ...list } }: Worklist): string =>
  listQuery(list);

/** The views of the officer, each one press away; nothing where there are none. */
export function viewsNav({ t }: Desk, list: Worklist): SafeHtml | null {
  if (list.views.length === 0) return null;
  const here = queryOf(list);
  const label = t("office-desk.list.views");
  const links = list.views.map(({ name, list: query }) => {
    const current = query === here ? "page" : undefined;
    const href = query ? `/office?${query}` : "/office";
    return html`
      <li>
        <a class="govuk-link" href="${href}"${attr("aria-current", current)}>${name}</a>
      </li>
    `;
  });
  return html`
    <nav class="of-views" aria-label="${label}"><span>${label}:</span> <ul>${links}</ul></nav>
  `;
}

/** Names the present list, or deletes the view that it is. */
export function viewForm({ t, csrf }: Desk, list: Worklist): SafeHtml {
  const here = queryOf(list);
  const hidden = html`${csrf}<input type="hidden" name="list" value="${here}">`;
  const name = input(
    {
      ...{ id: "view-name", name: "name", maxlength: longestViewName, width: 20 },
      label: t("office-desk.list.view-name"),
    },
    t,
  );
  const current = list.views.find(({ list: query }) => query === here);
  const save = button({ text: t("office-desk.list.save-view"), kind: "secondary" });
  return html`
    <form class="of-filter" method="post" action="/office/views" novalidate>
      ${hidden}${name}${save}
    </form>
    ${
      current
        ? html`
      <form method="post" action="/office/views/delete">
        ${hidden}
        <button type="submit" class="of-small" name="name" value="${current.name}">
          ${t("office-desk.list.delete-view", { name: current.name })}
        </button>
      </form>
    `
        : null
    }
  `;
}

/** POST /office/views: the officer names a list for themselves, and stays on it. */
export async function saveView(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const form = formOf(request);
  const href = listOf(textOf(form, "list"), desk);
  const query = new URLSearchParams(href.split("?", 2)[1]);
  query.delete("after");
  const view = { name: textOf(form, "name"), list: String(query) };
  const saved = await deps.cases.saveWorkView(desk.officer.id, view);
  return redirectTo(
    reply,
    href,
    saved.ok
      ? { kind: "success", code: "office-desk.list.view-saved", facts: { name: saved.value } }
      : refusalFlash(saved.refusal),
  );
}

/** POST /office/views/delete: one of the officer's own views goes; the list stays as it is. */
export async function deleteView(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const form = formOf(request);
  await deps.cases.deleteWorkView(desk.officer.id, textOf(form, "name"));
  const href = listOf(textOf(form, "list"), desk);
  return redirectTo(reply, href, { kind: "success", code: "office-desk.list.view-deleted" });
}
