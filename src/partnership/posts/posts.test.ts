import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../kernel/index.ts";
import { postDecider } from "./decide.ts";
import { answersFor, type Post, type PostCommand, type PostEvent, vacantPosts } from "./model.ts";

const opened: PostEvent = {
  type: "PostOpened",
  data: { id: "rdb", side: "rw", title: { en: "RDB" }, role: "owner" },
};
const outcome = (events: readonly PostEvent[], command: PostCommand) => {
  const result = postDecider.decide(fold(postDecider, events), command, { today: "2026-11-28" });
  return result.ok ? result.value.map(({ type }) => type).join() : result.refusal.code;
};

test("A post is opened once, filled not before its day, and has another as its deputy", () => {
  assert.equal(outcome([], { type: "vacate" }), "partnership.post-unknown");
  const again = { type: "open", post: opened.data } as PostCommand;
  assert.equal(outcome([opened], again), "partnership.post-exists");
  const early: PostCommand = { type: "fill", since: "2026-12-01" };
  assert.equal(outcome([opened], early), "partnership.day-in-future");
  assert.equal(outcome([opened], { type: "vacate" }), "", "it is vacant already");
  const itself: PostCommand = { type: "name-deputy", deputy: "rdb" };
  assert.equal(outcome([opened], itself), "partnership.own-deputy");
  const leave = { from: "2026-12-10", until: "2026-12-01" };
  assert.equal(outcome([opened], { type: "set-leave", leave }), "partnership.leave");
});

test("Whoever is away or gone is answered for by the deputy, who may be away too", () => {
  const holder = { since: "2026-01-01", name: "A", email: "a@example.org", lang: "en" };
  const post = (id: string, more: Partial<Post> = {}): [string, Post] => [
    id,
    { id, side: "rw", title: {}, role: "owner", ...more },
  ];
  const leave = { from: "2026-11-20", until: "2026-11-30" };
  const answers = (owner: Partial<Post>, deputy: Partial<Post>, day = "2026-11-28") => {
    const posts = new Map([post("own", { deputy: "dep", ...owner }), post("dep", deputy)]);
    const own = posts.get("own");
    return own && answersFor(own, posts, day)?.post.id;
  };
  assert.equal(answers({ holder }, { holder }), "own");
  assert.equal(answers({ holder, leave }, { holder }), "dep");
  assert.equal(answers({ holder, leave }, { holder }, "2026-12-01"), "own");
  assert.equal(answers({}, { holder }), "dep");
  assert.equal(answers({}, { holder, leave }), undefined);
  assert.equal(answers({}, {}), undefined);
});

test("A side counts its own vacant posts, not those of the other", () => {
  const post = (id: string, side: string, group: string): Post => ({
    ...{ id, side, group, title: { en: id }, role: "owner" },
  });
  const held = { since: "2026-01-01", name: "A", lang: "en" };
  const posts = [post("a", "rw", "air"), post("b", "az", "air"), post("c", "az", "tea")];
  const all = [...posts, { ...post("d", "az", "tea"), holder: held }];
  const ids = (scope: object) => vacantPosts(all, scope).map(({ id }) => id);
  assert.deepEqual(ids({ side: "rw" }), ["a"]);
  assert.deepEqual(ids({ side: "az" }), ["b", "c"]);
  assert.deepEqual(ids({ group: "air" }), ["a", "b"]);
  assert.deepEqual(ids({ post: "d" }), []);
});
