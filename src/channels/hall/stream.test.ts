import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { makeStreams, type StreamNeeds } from "./stream.ts";

/** A display that notes what it is sent. */
function display(unread = 0) {
  const heard: string[] = [];
  const state = { ended: false, cut: false };
  return {
    ...{ heard, state },
    writableLength: unread,
    write: (text: string | Uint8Array) => heard.push(Buffer.from(text).toString()) > 0,
    end: () => {
      state.ended = true;
    },
    destroy: () => {
      state.cut = true;
    },
  };
}
type Display = Parameters<ReturnType<typeof makeStreams>["watch"]>[1];
const asWatcher = (shown: ReturnType<typeof display>) => shown as unknown as Display;

const streamsOf = (needs: Partial<StreamNeeds>) =>
  makeStreams({ show: async () => "one", beat: () => "beat", beatEveryMs: 3600_000, ...needs });

describe("The displays of a hall", () => {
  test("a picture is made once for all who watch, and a late comer sees it at once", async () => {
    let made = 0;
    const streams = streamsOf({ show: async () => `picture ${++made}` });
    const [first, second, third] = [display(), display(), display()];
    streams.watch("kigali", asWatcher(first), { network: "192.0.2.1" });
    streams.watch("kigali", asWatcher(second), { network: "192.0.2.1" });
    await turn();
    streams.watch("kigali", asWatcher(third), { network: "192.0.2.1" });
    for (const { heard } of [first, second, third]) assert.deepEqual(heard, ["picture 1"]);
    assert.equal(made, 1);
    streams.close();
    assert.equal(third.state.ended, true);
  });

  test("a screen of the hall is up while it watches, and nobody else is counted", async (t) => {
    t.mock.timers.enable({ apis: ["setInterval"] });
    const up: string[] = [];
    const areUp = async (devices: readonly string[]) => up.push(devices.join(" "));
    const streams = streamsOf({ areUp, beatEveryMs: 10_000 });
    const [board, phone] = [asWatcher(display()), asWatcher(display())];
    streams.watch("kigali", phone, { network: "192.0.2.1" });
    streams.watch("kigali", board, { network: "192.0.2.2", device: "wall" });
    assert.deepEqual(up, ["wall"]);
    t.mock.timers.tick(10_000);
    await turn();
    assert.deepEqual(up, ["wall", "wall"]);
    streams.leave("kigali", board);
    t.mock.timers.tick(10_000);
    await turn();
    assert.deepEqual(up, ["wall", "wall"]);
    streams.close();
  });

  test("many changes at once are shown as one, and the last of them is never lost", async () => {
    let [now, made] = [0, 0];
    const show = async () => {
      made++;
      const seen = now;
      await turn();
      return `picture ${seen}`;
    };
    const streams = streamsOf({ show });
    const shown = display();
    streams.watch("kigali", asWatcher(shown), { network: "192.0.2.1" });
    for (now = 1; now < 100; now++) streams.changed("kigali");
    for (let turns = 0; turns < 10; turns++) await turn();
    assert.deepEqual(shown.heard.at(-1), "picture 100");
    assert.ok(made <= 3, `${made} pictures for a hundred changes`);
    streams.close();
  });

  test("a display that does not take what it is sent is cut off; the others go on", async () => {
    let now = "one";
    const streams = streamsOf({ show: async () => now });
    const [slow, quick] = [display(100_000), display()];
    streams.watch("kigali", asWatcher(quick), { network: "192.0.2.1" });
    streams.watch("kigali", asWatcher(slow), { network: "192.0.2.1" });
    await turn();
    now = "two";
    streams.changed("kigali");
    await turn();
    assert.deepEqual(quick.heard, ["one", "two"]);
    assert.equal(slow.state.cut, true);
    streams.close();
  });

  test("however many watch from outside, the screens on the walls find a place", () => {
    const streams = streamsOf({});
    for (let each = 0; each < 4000; each++)
      streams.watch("kigali", asWatcher(display()), { network: `network ${each}` });
    assert.equal(streams.makeRoom(false, "another"), false);
    assert.equal(streams.makeRoom(true, "another"), true);
    for (let each = 0; each < 500; each++)
      streams.watch("kigali", asWatcher(display()), { network: `wall ${each}` });
    assert.equal(streams.makeRoom(true, "another"), false);
    streams.close();
  });

  test("one network that takes all places gives one up to each who comes from another", () => {
    const streams = streamsOf({});
    const taken = Array.from({ length: 4000 }, () => display());
    for (const each of taken) streams.watch("kigali", asWatcher(each), { network: "192.0.2.1" });
    assert.equal(streams.makeRoom(false, "192.0.2.1"), false, "not to itself");
    const cut = () => taken.filter(({ state }) => state.cut).length;
    for (let phone = 1; phone <= 20; phone++) {
      assert.equal(streams.makeRoom(false, `192.0.2.${phone + 1}`), true);
      streams.watch("musanze", asWatcher(display()), { network: `192.0.2.${phone + 1}` });
      assert.equal(cut(), phone);
    }
    streams.close();
  });

  test("without a reading of the hall there is no sign of life", async (t) => {
    t.mock.timers.enable({ apis: ["setInterval"] });
    let away = false;
    const show = async () => {
      if (away) throw new Error("PostgreSQL is away");
      return "one";
    };
    const streams = streamsOf({ show, beatEveryMs: 10_000 });
    const shown = display();
    const later = async () => {
      t.mock.timers.tick(10_000);
      await turn();
    };
    streams.watch("kigali", asWatcher(shown), { network: "192.0.2.1" });
    await turn();
    await later();
    assert.deepEqual(shown.heard, ["one", "beat"]);
    away = true;
    await later();
    assert.deepEqual(shown.heard, ["one", "beat"]);
    away = false;
    await later();
    assert.deepEqual(shown.heard, ["one", "beat", "beat"]);
    streams.close();
  });
});
