import type { FastifyReply } from "fastify";
import { postRoles, standingGroups } from "../../../partnership/index.ts";
import { formOf, redirectTo, statusOf } from "../../../platform/http/index.ts";
import { languageNames } from "../../../platform/i18n/index.ts";
import { backLink, sideName } from "../../components/index.ts";
import { sidesOf } from "../commitments/around.ts";
import type { Desk } from "../desk.ts";
import {
  alsoWrong,
  type DeskForm,
  occasionOf,
  readTyped,
  refusalWords,
  type Typed,
} from "../form.ts";
import { showForm } from "../form-page.ts";

const action = "/desk/posts/new";

async function newForm(desk: Desk): Promise<DeskForm> {
  const { deps, t } = desk;
  const [sides, all] = await Promise.all([sidesOf(desk), deps.partnership.groups.all()]);
  const groups = standingGroups(all);
  return {
    ...{ id: "new", action, send: t("commitments.new-post") },
    fields: [
      {
        ...{ kind: "radios", name: "side", label: t("commitments.which-side") },
        missing: t("partnership.desk.choose-side"),
        items: sides.map((value) => ({ value, text: sideName(value, t) })),
      },
      {
        ...{ kind: "radios", name: "role", label: t("commitments.which-role") },
        missing: t("commitments.choose-role"),
        items: postRoles.map((value) => ({ value, text: t(`commitments.role.${value}`) })),
      },
      ...t.offered.map((lang) => ({
        ...{ kind: "text" as const, name: `title-${lang}` },
        label: t("commitments.post-title", { language: languageNames[lang] }),
      })),
      {
        ...{ kind: "select", name: "group", label: t("commitments.group") },
        items: groups.map(({ id, title }) => ({ value: id, text: t.words(title) })),
      },
    ],
  };
}

/** The form by which a post is opened; who holds it is said on its own page. */
export async function newPostPage(
  desk: Desk,
  typed?: Typed,
  status?: number,
): Promise<FastifyReply> {
  const { t } = desk;
  const before = backLink("/desk/posts", t, t("commitments.posts"));
  const page = { title: t("commitments.new-post"), before };
  return showForm(desk, await newForm(desk), page, typed, status);
}

/** Opens a post, vacant, and leads to its page. */
export async function openPost(desk: Desk): Promise<FastifyReply> {
  const { deps, request, reply, t } = desk;
  const posted = formOf(request);
  const form = await newForm(desk);
  const read = readTyped(form, posted);
  const title = Object.fromEntries(
    t.offered.flatMap((lang) => {
      const words = read.values[`title-${lang}`];
      return words ? [[lang, words]] : [];
    }),
  );
  const hasTitle = Object.keys(title).length > 0;
  const first = `title-${t.offered[0] ?? "en"}`;
  const typed = hasTitle ? read : alsoWrong(form, read, first, t("commitments.enter-title"));
  if (typed.wrong.length > 0) return newPostPage(desk, typed);
  const { side = "", role, group } = typed.values;
  const occasion = occasionOf(desk, posted);
  const id: string = occasion.key;
  const named = postRoles.find((each) => each === role) ?? "owner";
  const post = { id, side, title, role: named, ...(group && { group }) };
  const given = await deps.partnership.posts.give(id, { type: "open", post }, occasion);
  if (!given.ok) {
    const refused = refusalWords(given.refusal, desk);
    return newPostPage(desk, { ...typed, refused }, statusOf(given.refusal.kind));
  }
  return redirectTo(reply, `/desk/posts/${id}`, {
    kind: "success",
    code: "partnership.desk.done",
  });
}
