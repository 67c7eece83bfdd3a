import { obstacleService } from "../../../acts/index.ts";
import { isReference } from "../../../kernel/index.ts";
import { commitmentName } from "../../components/index.ts";
import type { Desk } from "../desk.ts";

/** What a private note is about: its name in the reader's language, and its page at the desk. */
export interface NoteSubject {
  readonly title: string;
  readonly href: string;
}

type Lookup = (desk: Desk, id: string) => Promise<NoteSubject | undefined>;

/** Parts of a session are named after it: `paragraph-group-trade-2026-12-01:4.1`. */
const partOf = (id: string): readonly [session: string, part: string] => {
  const at = id.indexOf(":");
  return [id.slice(0, at), id.slice(at + 1)];
};

/** Everything that a private note may be about. Whoever adds a subject to the desk adds a row. */
const lookups = {
  instrument: async ({ deps, t }, id) => {
    const text = (await deps.partnership.instrument(id))?.text;
    return text && { title: t.words(text.title), href: `/desk/instruments/${id}` };
  },
  commitment: async ({ deps, t }, id) => {
    const state = await deps.partnership.commitments.one(id);
    return state && { title: commitmentName(state, t), href: `/desk/commitments/${id}` };
  },
  session: async ({ deps, t }, id) => {
    const state = await deps.partnership.sessions.one(id);
    return state && { title: t.words(state.title), href: `/desk/sessions/${id}` };
  },
  // A paragraph that was removed keeps its notes, so that their authors can still erase them.
  paragraph: async ({ deps, t }, id) => {
    const [session, number] = partOf(id);
    const state = await deps.partnership.sessions.one(session);
    if (!state || !/^\d{1,3}(\.\d{1,3})*$/.test(number)) return undefined;
    const paragraph = t("partnership.session.paragraph", { paragraph: number });
    return { title: `${paragraph}, ${t.words(state.title)}`, href: `/desk/sessions/${session}` };
  },
  item: async ({ deps, t }, id) => {
    const [session, item] = partOf(id);
    const state = await deps.partnership.sessions.one(session);
    const title = state?.agenda.find((each) => each.id === item)?.title;
    return title && { title: t.words(title), href: `/desk/sessions/${session}` };
  },
  pilot: async ({ deps, t }, id) => {
    const charter = (await deps.partnership.pilots.one(id))?.charter;
    return charter && { title: t.words(charter.title), href: `/desk/pilots/${id}` };
  },
  risk: async ({ deps }, id) => {
    const risk = (await deps.partnership.risks.one(id))?.risk;
    return risk && { title: risk.event, href: `/desk/risks/${id}` };
  },
  indicator: async ({ deps, t }, id) => {
    const definition = (await deps.partnership.indicators.one(id))?.definition;
    return definition && { title: t.words(definition.title), href: `/desk/indicators/${id}` };
  },
  obstacle: async ({ deps }, id) => {
    const reported = isReference(id) ? await deps.cases.track(id) : undefined;
    if (reported?.service !== obstacleService) return undefined;
    return { title: id, href: "/desk/obstacles" };
  },
  post: async ({ deps, t }, id) => {
    const post = (await deps.partnership.posts.all()).get(id);
    return post && { title: t.words(post.title), href: `/desk/posts/${id}` };
  },
  group: async ({ deps, t }, id) => {
    const group = (await deps.partnership.groups.all()).find((each) => each.id === id);
    return group && { title: t.words(group.title), href: `/desk/groups/${id}` };
  },
} satisfies Readonly<Record<string, Lookup>>;

export type NoteKind = keyof typeof lookups;

/** The name under which the notes about something are kept: `pilot-tea-by-sea-and-air`. */
export const subjectOf = (kind: NoteKind, id: string): string => `${kind}-${id}`;

/** What a subject is; undefined where the register has no such thing. */
export async function noteSubject(desk: Desk, subject: string): Promise<NoteSubject | undefined> {
  const at = subject.indexOf("-");
  const kind = subject.slice(0, at);
  if (!Object.hasOwn(lookups, kind)) return undefined;
  return lookups[kind as NoteKind](desk, subject.slice(at + 1));
}
