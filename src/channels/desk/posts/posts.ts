import type { FastifyInstance, FastifyReply } from "fastify";
import { fillPost } from "../../../acts/index.ts";
import type { CommandId } from "../../../kernel/index.ts";
import {
  answersFor,
  type Holder,
  type Post,
  type PostCommand,
} from "../../../partnership/index.ts";
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
  type Typed,
  typedProblems,
} from "../form.ts";
import { notesLine } from "../notes/notes.ts";
import { newPostPage, openPost } from "./new.ts";

type Named = { Params: { id: string } };
type Posts = ReadonlyMap<string, Post>;

const postPath = (id: string): string => `/desk/posts/${id}`;
const unknown = { kind: "not-found", code: "partnership.post-unknown" } as const;

/** The posts that own commitments, and who holds them. */
export function postRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get("/desk/posts", (request, reply) => list(deskOf(deps, request, reply)));
  app.get("/desk/posts/new", (request, reply) => newPostPage(deskOf(deps, request, reply)));
  app.post("/desk/posts/new", (request, reply) => openPost(deskOf(deps, request, reply)));
  app.get<Named>("/desk/posts/:id", (request, reply) =>
    one(deskOf(deps, request, reply), request.params.id),
  );
  app.post<Named>("/desk/posts/:id", (request, reply) =>
    change(deskOf(deps, request, reply), request.params.id),
  );
  app.post<Named>("/desk/posts/:id/hand-over", (request, reply) =>
    writeHandOver(deskOf(deps, request, reply), request.params.id),
  );
}

async function list(desk: Desk): Promise<FastifyReply> {
  const { deps, t, today } = desk;
  const posts = await deps.partnership.posts.all();
  const answers = (post: Post) => {
    const who = answersFor(post, posts, today);
    if (!who) return tag(t("commitments.nobody-answers"), "bad");
    if (who.post.id === post.id) return who.holder.name;
    return html`${who.holder.name}
      <span class="govuk-hint">${t("commitments.as-deputy")}</span>`;
  };
  const content = html`<h1 class="govuk-heading-l">${t("commitments.posts")}</h1>
    <p class="govuk-body-l">${t("commitments.posts-lead")}</p>
    ${linkButton({ text: t("commitments.new-post"), href: "/desk/posts/new" })}
    ${table({
      caption: t("commitments.posts"),
      captionHidden: true,
      columns: [
        { text: t("commitments.post") },
        { text: t("commitments.side") },
        { text: t("commitments.holder") },
        { text: t("commitments.answers") },
      ],
      rows: [...posts.values()].map((post) => [
        html`<a class="govuk-link hw-table__title" href="${postPath(post.id)}">
          ${t.words(post.title)}</a>`,
        sideName(post.side, t),
        post.holder ? post.holder.name : tag(t("commitments.vacant"), "bad"),
        answers(post),
      ]),
    })}`;
  return showDesk(desk, { title: t("commitments.posts"), content });
}

function fieldsOf({ t }: Desk, post: Post, posts: Posts): readonly DeskField[] {
  const others = [...posts.values()].filter(({ id, side }) => id !== post.id && side === post.side);
  return [
    {
      ...{ kind: "radios", name: "held", label: t("commitments.is-held") },
      missing: t("commitments.choose-held"),
      items: (["held", "vacant"] as const).map((value) => ({
        value,
        text: t(`commitments.held.${value}`),
      })),
    },
    { kind: "text", name: "name", label: t("commitments.holder-name") },
    { kind: "text", name: "email", label: t("commitments.holder-email") },
    {
      ...{ kind: "text", name: "phone", label: t("commitments.holder-phone") },
      ...{ hint: t("commitments.phone-hint") },
    },
    {
      ...{ kind: "radios", name: "lang", label: t("commitments.holder-language") },
      missing: t("commitments.choose-language"),
      items: t.offered.map((value) => ({ value, text: languageNames[value] })),
    },
    { kind: "date", name: "since", label: t("commitments.holder-since") },
    {
      ...{ kind: "select", name: "deputy", label: t("commitments.deputy") },
      hint: t("commitments.deputy-hint"),
      items: others.map(({ id, title }) => ({ value: id, text: t.words(title) })),
    },
    { kind: "date", name: "from", label: t("commitments.leave-from") },
    { kind: "date", name: "until", label: t("commitments.leave-until") },
  ];
}

const filledOf = ({ holder, deputy, leave }: Post, today: string) => ({
  held: holder ? "held" : "vacant",
  ...{ name: holder?.name ?? "", email: holder?.email ?? "", phone: holder?.phone ?? "" },
  ...{ lang: holder?.lang ?? "en", since: holder?.since ?? today, deputy: deputy ?? "" },
  ...{ from: leave?.from ?? "", until: leave?.until ?? "" },
});

function formOfPost(desk: Desk, post: Post, posts: Posts): DeskForm {
  const values: Readonly<Record<string, string>> = filledOf(post, desk.today);
  const fields = fieldsOf(desk, post, posts).map((field) => ({
    ...field,
    value: values[field.name],
  }));
  return { id: "post", action: postPath(post.id), fields, send: desk.t("commitments.save") };
}

async function one(
  desk: Desk,
  id: string,
  typed?: Typed,
  status = typed ? statusOf("invalid") : 200,
): Promise<FastifyReply> {
  const { deps, t } = desk;
  const posts = await deps.partnership.posts.all();
  const post = posts.get(id);
  if (!post) return refuseAtDesk(desk, unknown);
  const form = formOfPost(desk, post, posts);
  const note = handOverForm(desk, post);
  const content = html`${typedProblems(typed?.form === note.id ? note : form, typed, desk)}
    <h1 class="govuk-heading-l">${t.words(post.title)}</h1>
    <p class="govuk-body">
      ${sideName(post.side, t)}, ${t(`commitments.role.${post.role}`)}
      ${post.holder ? null : html` ${tag(t("commitments.vacant"), "bad")}`}
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="/desk/commitments?post=${id}">${t("commitments.of-post")}</a>
    </p>
    ${deskForm(form, desk, typed)}
    ${handOver(desk, post)}
    ${foldedForm(note.send, note, desk, typed)}
    ${notesLine(desk, "post", id)}`;
  const before = backLink("/desk/posts", t, t("commitments.posts"));
  const path = postPath(id);
  return showDesk(desk, { title: t.words(post.title), content, status, path, before });
}

const handOverForm = ({ t }: Desk, { id, handOver: note }: Post): DeskForm => ({
  ...{ id: "hand-over", action: `${postPath(id)}/hand-over`, send: t("groups.hand-over-save") },
  fields: [
    {
      ...{ kind: "lines", name: "note", label: t("groups.hand-over"), rows: 5 },
      ...{ hint: t("groups.hand-over-hint"), missing: t("groups.enter-hand-over") },
      value: note?.text,
    },
  ],
});

/** What the next holder has to know, as whoever holds the post wrote it. */
const handOver = ({ t }: Desk, { handOver: note }: Post): SafeHtml | null =>
  note
    ? html`<h2 class="govuk-heading-s">${t("groups.hand-over-of", { date: t.date(note.on) })}</h2>
        <p class="govuk-body">${note.text.split("\n").map((line) => html`${line}<br>`)}</p>`
    : null;

async function writeHandOver(desk: Desk, id: string): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const post = (await deps.partnership.posts.all()).get(id);
  if (!post) return refuseAtDesk(desk, unknown);
  const posted = formOf(request);
  const typed = readTyped(handOverForm(desk, post), posted);
  if (typed.wrong.length > 0) return one(desk, id, typed);
  const { note: text = "" } = typed.values;
  const given = await deps.partnership.posts.give(
    ...([id, { type: "hand-over" }, occasionOf(desk, posted), { handOver: text }] as const),
  );
  if (!given.ok) return refuseAtDesk(desk, given.refusal);
  return redirectTo(reply, postPath(id), { kind: "success", code: "partnership.desk.done" });
}

/** What was typed as commands, each only where it changes something. */
function commandsOf(
  post: Post,
  values: Readonly<Record<string, string>>,
): readonly { readonly command: PostCommand; readonly holder?: Holder }[] {
  const { held, name = "", email, phone, lang = "en", since = "", deputy, from, until } = values;
  const holder: Holder = {
    ...{ since, name, lang },
    ...(email && { email }),
    ...(phone && { phone: phone.replaceAll(/[\s().-]/g, "") }),
  };
  const same = (["name", "email", "phone", "lang", "since"] as const).every(
    (fact) => (post.holder?.[fact] ?? "") === (holder[fact] ?? ""),
  );
  const leave = from && until ? { from, until } : undefined;
  const sameLeave = leave?.from === post.leave?.from && leave?.until === post.leave?.until;
  return [
    ...(held === "vacant" ? [{ command: { type: "vacate" as const } }] : []),
    ...(held === "held" && !same ? [{ command: { type: "fill" as const, since }, holder }] : []),
    { command: { type: "name-deputy", ...(deputy && { deputy }) } },
    ...(sameLeave ? [] : [{ command: { type: "set-leave" as const, ...(leave && { leave }) } }]),
  ];
}

/** Records who holds a post; a problem comes back above the form, with all that was typed. */
async function change(desk: Desk, id: string): Promise<FastifyReply> {
  const { deps, request, reply, t } = desk;
  const posts = await deps.partnership.posts.all();
  const post = posts.get(id);
  if (!post) return refuseAtDesk(desk, unknown);
  const form = formOfPost(desk, post, posts);
  const posted = formOf(request);
  const read = readTyped(form, posted);
  const typed = problemsOf(read.values).reduce(
    (sofar, [field, key]) => alsoWrong(form, sofar, field, t(key)),
    read,
  );
  if (typed.wrong.length > 0) return one(desk, id, typed);
  const { key, actor } = occasionOf(desk, posted);
  for (const { command, holder } of commandsOf(post, typed.values)) {
    const occasion = { key: `${key}:${command.type}` as CommandId, actor };
    const given = holder
      ? await fillPost(deps, id, holder, occasion)
      : await deps.partnership.posts.give(id, command, occasion);
    if (!given.ok) {
      const refused = refusalWords(given.refusal, desk);
      return one(desk, id, { ...typed, refused }, statusOf(given.refusal.kind));
    }
  }
  return redirectTo(reply, "/desk/posts", { kind: "success", code: "partnership.desk.done" });
}

/** A post that is held needs a name and a way to reach its holder; leave needs both its days. */
function problemsOf(values: Readonly<Record<string, string>>) {
  const { held, name, email = "", phone = "", since, from, until } = values;
  const plain = phone.replaceAll(/[\s().-]/g, "");
  return [
    ...(held === "held" && name === "" ? [["name", "commitments.enter-name"] as const] : []),
    ...(held === "held" && email === "" && phone === ""
      ? [["email", "commitments.enter-contact"] as const]
      : []),
    ...(email !== "" && !/^[^\s@]+@[^\s@]+$/.test(email)
      ? [["email", "commitments.enter-email"] as const]
      : []),
    ...(phone !== "" && !/^\+\d{8,15}$/.test(plain)
      ? [["phone", "commitments.enter-phone"] as const]
      : []),
    ...(held === "held" && since === "" ? [["since", "partnership.desk.enter-day"] as const] : []),
    ...((from === "") !== (until === "") ? [["from", "commitments.enter-leave"] as const] : []),
  ];
}
