import { standingGroups, type WorkingGroup } from "../groups/model.ts";
import type { Day, Side, Words } from "../instruments/model.ts";

/** What a post does in the partnership; silence goes from the owner to co-chairs, then to heads. */
export const postRoles = ["owner", "co-chair", "head", "desk"] as const;
export type PostRole = (typeof postRoles)[number];

/** Who holds a post. Personal: it stands in the row of the post alone, never in an event. */
export interface Holder {
  readonly since: Day;
  readonly name: string;
  readonly email?: string;
  /** E.164, as for SMS. */
  readonly phone?: string;
  readonly lang: string;
}

/** A post of one side. Commitments belong to posts, for people rotate. */
export interface Post {
  readonly id: string;
  readonly side: Side;
  readonly title: Words;
  readonly role: PostRole;
  /** The working group that a co-chair leads, or that an owner mostly works for. */
  readonly group?: string;
  /** The post that answers while its holder is on leave, or while it is vacant. */
  readonly deputy?: string;
  readonly leave?: { readonly from: Day; readonly until: Day };
  /** Vacant without one, which is an alert. */
  readonly holder?: Holder;
  /** What whoever held it last wrote for the next. May name people: in the row alone. */
  readonly handOver?: { readonly on: Day; readonly text: string };
}

/** What goes with a command and stands in no event, for it is about people. */
export interface Personal {
  /** With `fill`. */
  readonly holder?: Holder;
  /** With `hand-over`. */
  readonly handOver?: string;
}

/** A post as its events tell it: whether it is held and since when, not by whom. */
export interface PostState {
  readonly opened?: Pick<Post, "id" | "side" | "title" | "role" | "group">;
  readonly heldSince?: Day;
  readonly deputy?: string;
  readonly leave?: Post["leave"];
  readonly handOverOn?: Day;
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type PostEvent =
  | Happened<"PostOpened", NonNullable<PostState["opened"]>>
  | Happened<"PostFilled", { readonly since: Day }>
  | Happened<"PostVacated", { readonly on: Day }>
  | Happened<"DeputyNamed", { readonly deputy?: string }>
  | Happened<"LeaveSet", { readonly leave?: NonNullable<Post["leave"]> }>
  | Happened<"PostAssigned", { readonly role: PostRole; readonly group?: string }>
  | Happened<"HandOverWritten", { readonly on: Day }>;

export type PostCommand =
  | { readonly type: "open"; readonly post: NonNullable<PostState["opened"]> }
  /** Another holder, or another address of the same one; the row keeps which. */
  | { readonly type: "fill"; readonly since: Day }
  | { readonly type: "vacate" }
  | { readonly type: "name-deputy"; readonly deputy?: string }
  | { readonly type: "set-leave"; readonly leave?: NonNullable<Post["leave"]> }
  /** What the post does, and in which group: as its co-chair, for example. */
  | { readonly type: "assign"; readonly role: PostRole; readonly group?: string }
  /** A note for the next holder; the row keeps its text. */
  | { readonly type: "hand-over" };

const onLeave = ({ leave }: Post, today: Day): boolean =>
  leave !== undefined && leave.from <= today && today <= leave.until;

/**
 * Who answers for a post on a day: its holder, or the holder of its deputy while it is vacant or
 * the holder is on leave; undefined where nobody does.
 */
export function answersFor(
  post: Post,
  posts: ReadonlyMap<string, Post>,
  today: Day,
): { readonly post: Post; readonly holder: Holder } | undefined {
  if (post.holder && !onLeave(post, today)) return { post, holder: post.holder };
  const deputy = post.deputy === undefined ? undefined : posts.get(post.deputy);
  if (deputy?.holder && !onLeave(deputy, today)) return { post: deputy, holder: deputy.holder };
  return undefined;
}

/** Standing groups that some of these sides has no co-chair in: silence is told to nobody there. */
export const withoutChair = (
  groups: readonly WorkingGroup[],
  posts: Iterable<Post>,
  sides: readonly Side[],
): readonly { readonly group: WorkingGroup; readonly side: Side }[] => {
  const chairs = [...posts].filter(({ role }) => role === "co-chair");
  return standingGroups(groups).flatMap((group) =>
    sides
      .filter((side) => !chairs.some((post) => post.group === group.id && post.side === side))
      .map((side) => ({ group, side })),
  );
};

/** Posts that nobody holds, of a side, a group or one post. */
export const vacantPosts = (
  posts: Iterable<Post>,
  { side, group, post }: { readonly side?: Side; readonly group?: string; readonly post?: string },
): readonly Post[] =>
  [...posts].filter(
    (one) =>
      !one.holder &&
      (post === undefined || one.id === post) &&
      (group === undefined || one.group === group) &&
      (side === undefined || one.side === side),
  );
