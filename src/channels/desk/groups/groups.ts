import type { FastifyInstance, FastifyReply } from "fastify";
import type { CommandId, Refusal } from "../../../kernel/index.ts";
import type { GroupCommand, Post, WorkingGroup } from "../../../partnership/index.ts";
import { formOf, redirectTo, statusOf } from "../../../platform/http/index.ts";
import { languageNames } from "../../../platform/i18n/index.ts";
import {
  backLink,
  html,
  linkButton,
  type SafeHtml,
  sideName,
  table,
  tag,
} from "../../components/index.ts";
import { sidesOf } from "../commitments/around.ts";
import { type Desk, type DeskDeps, deskOf, refuseAtDesk, showDesk } from "../desk.ts";
import {
  alsoWrong,
  type DeskField,
  type DeskForm,
  deskForm,
  foldedForm,
  occasionOf,
  readTyped,
  refusalWords,
  slug,
  type Typed,
  typedProblems,
} from "../form.ts";
import { showForm } from "../form-page.ts";
import { notesLine } from "../notes/notes.ts";

type Named = { Params: { id: string } };

const groupsPath = "/desk/groups";
const groupPath = (id: string): string => `${groupsPath}/${id}`;
const unknown = { kind: "not-found", code: "partnership.group-unknown" } as const;

/** The working groups: who co-chairs them, what they follow; made, renamed and ended here. */
export function groupRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get(groupsPath, (request, reply) => list(deskOf(deps, request, reply)));
  app.get(`${groupsPath}/new`, (request, reply) => newPage(deskOf(deps, request, reply)));
  app.post(`${groupsPath}/new`, (request, reply) => make(deskOf(deps, request, reply)));
  app.get<Named>(`${groupsPath}/:id`, (request, reply) =>
    withGroup(deskOf(deps, request, reply), request.params.id, (desk, group) => one(desk, group)),
  );
  app.post<Named>(`${groupsPath}/:id/chairs`, (request, reply) =>
    withGroup(deskOf(deps, request, reply), request.params.id, nameChairs),
  );
  app.post<Named>(`${groupsPath}/:id/rename`, (request, reply) =>
    withGroup(deskOf(deps, request, reply), request.params.id, rename),
  );
  app.post<Named>(`${groupsPath}/:id/end`, (request, reply) =>
    withGroup(deskOf(deps, request, reply), request.params.id, end),
  );
}

async function withGroup(
  desk: Desk,
  id: string,
  go: (desk: Desk, group: WorkingGroup) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const group = (await desk.deps.partnership.groups.all()).find((each) => each.id === id);
  return group ? go(desk, group) : refuseAtDesk(desk, unknown);
}

const chairsOf = (posts: Iterable<Post>, group: string, side: string): readonly Post[] =>
  [...posts].filter(
    (post) => post.role === "co-chair" && post.group === group && post.side === side,
  );

/** Who co-chairs for a side. Nobody, or a vacant post, is an alert while the group stands. */
function chairWords(chairs: readonly Post[], { endedOn }: WorkingGroup, { t }: Desk): SafeHtml {
  if (chairs.length === 0) return endedOn ? html`–` : html`${tag(t("groups.no-chair"), "bad")}`;
  return html`${chairs.map(
    ({ id, title, holder }) =>
      html`<div><a class="govuk-link" href="/desk/posts/${id}">${t.words(title)}</a>${" "}
        ${holder ? null : tag(t("commitments.vacant"), "bad")}</div>`,
  )}`;
}

async function list(desk: Desk): Promise<FastifyReply> {
  const { deps, t, today } = desk;
  const { partnership } = deps;
  const [groups, posts, sides] = await Promise.all([
    partnership.groups.all(),
    partnership.posts.all(),
    sidesOf(desk),
  ]);
  const open = await Promise.all(
    groups.map(({ id }) => partnership.commitments.count({ today, group: id, phase: "agreed" })),
  );
  const content = html`<h1 class="govuk-heading-l">${t("groups.title")}</h1>
    <p class="govuk-body-l">${t("groups.lead")}</p>
    ${linkButton({ text: t("groups.new"), href: `${groupsPath}/new` })}
    ${table({
      caption: t("groups.title"),
      captionHidden: true,
      columns: [
        { text: t("commitments.group") },
        ...sides.map((side) => ({ text: t("groups.chair-of", { side: sideName(side, t) }) })),
        { text: t("groups.open") },
      ],
      rows: groups.map((group, at) => [
        html`<div><a class="govuk-link hw-table__title" href="${groupPath(group.id)}">
          ${t.words(group.title)}</a>${" "}
          ${group.endedOn ? tag(t("groups.ended", { date: t.date(group.endedOn) })) : null}</div>`,
        ...sides.map((side) => chairWords(chairsOf(posts.values(), group.id, side), group, desk)),
        html`<a class="govuk-link" href="/desk/commitments?group=${group.id}">
          ${t.number(open[at] ?? 0)}</a>`,
      ]),
      empty: t("groups.none"),
    })}`;
  return showDesk(desk, { title: t("groups.title"), content });
}

const nameFields = ({ t }: Desk, title: WorkingGroup["title"]): readonly DeskField[] =>
  t.offered.map((lang) => ({
    ...{ kind: "text", name: `title-${lang}`, value: title[lang] },
    label: t("groups.name", { language: languageNames[lang] }),
  }));

/** The names that were typed, by language; what has none is wrong at its first field. */
function namesOf(desk: Desk, form: DeskForm, read: Typed) {
  const { t } = desk;
  const title = Object.fromEntries(
    t.offered.flatMap((lang) => {
      const words = read.values[`title-${lang}`];
      return words ? [[lang, words]] : [];
    }),
  );
  const first = `title-${t.offered[0] ?? "en"}`;
  const typed =
    Object.keys(title).length > 0 ? read : alsoWrong(form, read, first, t("groups.enter-name"));
  return { title, typed };
}

const newForm = (desk: Desk): DeskForm => ({
  ...{ id: "new", action: `${groupsPath}/new`, send: desk.t("groups.new") },
  fields: nameFields(desk, {}),
});

function newPage(desk: Desk, typed?: Typed, status?: number): FastifyReply {
  const { t } = desk;
  const before = backLink(groupsPath, t, t("groups.title"));
  return showForm(desk, newForm(desk), { title: t("groups.new"), before }, typed, status);
}

/** Its id is its English name, or the first that was typed, in letters of ASCII. */
async function make(desk: Desk): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const posted = formOf(request);
  const form = newForm(desk);
  const { title, typed } = namesOf(desk, form, readTyped(form, posted));
  if (typed.wrong.length > 0) return newPage(desk, typed);
  const occasion = occasionOf(desk, posted);
  const id = slug(title.en ?? Object.values(title)[0] ?? "") || occasion.key;
  const command = { type: "make", group: { id, title } } as const;
  const made = await deps.partnership.groups.give(id, command, occasion);
  if (made.ok) return done(reply, id);
  const refused = refusalWords(made.refusal, desk);
  return newPage(desk, { ...typed, refused }, statusOf(made.refusal.kind));
}

const done = (reply: FastifyReply, id: string): FastifyReply =>
  redirectTo(reply, groupPath(id), { kind: "success", code: "partnership.desk.done" });

const renameForm = (desk: Desk, { id, title }: WorkingGroup): DeskForm => ({
  ...{ id: "rename", action: `${groupPath(id)}/rename`, send: desk.t("groups.rename") },
  fields: nameFields(desk, title),
});

const endForm = ({ t }: Desk, { id }: WorkingGroup): DeskForm => ({
  ...{ id: "end", action: `${groupPath(id)}/end`, send: t("groups.end") },
  fields: [
    {
      ...{ kind: "lines", name: "reason", label: t("groups.reason"), hint: t("groups.end-hint") },
      missing: t("groups.enter-reason"),
    },
  ],
});

const chairsForm = (
  { t }: Desk,
  { id }: WorkingGroup,
  posts: ReadonlyMap<string, Post>,
  sides: readonly string[],
): DeskForm => ({
  ...{ id: "chairs", action: `${groupPath(id)}/chairs`, send: t("groups.save-chairs") },
  fields: sides.map((side) => ({
    ...{ kind: "select", name: `chair-${side}` },
    label: t("groups.chair-of", { side: sideName(side, t) }),
    value: chairsOf(posts.values(), id, side)[0]?.id,
    items: [...posts.values()]
      .filter((post) => post.side === side)
      .map((post) => ({ value: post.id, text: t.words(post.title) })),
  })),
});

async function one(
  desk: Desk,
  group: WorkingGroup,
  form?: DeskForm,
  typed?: Typed,
  status = typed ? statusOf("invalid") : 200,
): Promise<FastifyReply> {
  const { deps, t } = desk;
  const { id, title, endedOn } = group;
  const [posts, sides] = await Promise.all([deps.partnership.posts.all(), sidesOf(desk)]);
  const members = [...posts.values()].filter((post) => post.group === id);
  const chairs = chairsForm(desk, group, posts, sides);
  const [naming, ending] = [renameForm(desk, group), endForm(desk, group)];
  const content = html`${typedProblems(form, typed, desk)}
    <h1 class="govuk-heading-l">${t.words(title)}${" "}
      ${endedOn ? tag(t("groups.ended", { date: t.date(endedOn) })) : null}</h1>
    <p class="govuk-body"><a class="govuk-link" href="/desk/commitments?group=${id}">
      ${t("groups.open")}</a></p>
    <p class="govuk-body"><a class="govuk-link" href="/desk/monday?group=${id}">
      ${t("monday.title")}</a></p>
    ${notesLine(desk, "group", id)}
    ${table({
      caption: t("groups.members"),
      columns: [
        { text: t("commitments.post") },
        { text: t("commitments.side") },
        { text: t("commitments.which-role") },
        { text: t("commitments.holder") },
      ],
      rows: members.map((post) => [
        html`<a class="govuk-link hw-table__title" href="/desk/posts/${post.id}">
          ${t.words(post.title)}</a>`,
        sideName(post.side, t),
        t(`commitments.role.${post.role}`),
        post.holder ? post.holder.name : tag(t("commitments.vacant"), "bad"),
      ]),
      empty: t("groups.no-members"),
    })}
    ${
      endedOn
        ? null
        : html`<h2 class="govuk-heading-m">${t("groups.chairs")}</h2>
            ${deskForm(chairs, desk, typed)}
            ${foldedForm(naming.send, naming, desk, typed)}
            ${foldedForm(ending.send, ending, desk, typed)}`
    }`;
  const before = backLink(groupsPath, t, t("groups.title"));
  return showDesk(desk, {
    ...{ title: t.words(title), content, status, path: groupPath(id), before },
  });
}

/** Gives the command of a form; a refusal comes back above it, with all that was typed. */
async function give(
  desk: Desk,
  group: WorkingGroup,
  command: GroupCommand,
  form: DeskForm,
  typed: Typed,
): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const occasion = occasionOf(desk, formOf(request));
  const given = await deps.partnership.groups.give(group.id, command, occasion);
  return given.ok ? done(reply, group.id) : refusedHere(desk, group, form, typed, given.refusal);
}

const refusedHere = (
  desk: Desk,
  group: WorkingGroup,
  form: DeskForm,
  typed: Typed,
  refusal: Refusal,
): Promise<FastifyReply> =>
  one(
    desk,
    group,
    form,
    { ...typed, refused: refusalWords(refusal, desk) },
    statusOf(refusal.kind),
  );

async function rename(desk: Desk, group: WorkingGroup): Promise<FastifyReply> {
  const form = renameForm(desk, group);
  const { title, typed } = namesOf(desk, form, readTyped(form, formOf(desk.request)));
  if (typed.wrong.length > 0) return one(desk, group, form, typed);
  return give(desk, group, { type: "rename", title }, form, typed);
}

async function end(desk: Desk, group: WorkingGroup): Promise<FastifyReply> {
  const form = endForm(desk, group);
  const typed = readTyped(form, formOf(desk.request));
  if (typed.wrong.length > 0) return one(desk, group, form, typed);
  return give(desk, group, { type: "end", reason: typed.values.reason ?? "" }, form, typed);
}

/** Co-chairs as chosen: whoever led for that side before stays in the group as an owner. */
async function nameChairs(desk: Desk, group: WorkingGroup): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const [posts, sides] = await Promise.all([deps.partnership.posts.all(), sidesOf(desk)]);
  const form = chairsForm(desk, group, posts, sides);
  const posted = formOf(request);
  const typed = readTyped(form, posted);
  if (typed.wrong.length > 0) return one(desk, group, form, typed);
  const { key, actor } = occasionOf(desk, posted);
  for (const side of sides) {
    const chosen = typed.values[`chair-${side}`];
    const before = chairsOf(posts.values(), group.id, side).filter(({ id }) => id !== chosen);
    const roles = [
      ...before.map(({ id }) => [id, "owner"] as const),
      ...(chosen ? [[chosen, "co-chair"] as const] : []),
    ];
    for (const [id, role] of roles) {
      const command = { type: "assign", role, group: group.id } as const;
      const occasion = { key: `${key}:${id}` as CommandId, actor };
      const given = await deps.partnership.posts.give(id, command, occasion);
      if (!given.ok) return refusedHere(desk, group, form, typed, given.refusal);
    }
  }
  return done(reply, group.id);
}
