import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countersToOpen,
  type Day,
  firstCome,
  nextTicket,
  type Present,
  type QueuePolicy,
  simulateDay,
  type WhatIf,
  whatIf,
} from "./index.ts";

const hall: WhatIf = {
  topics: [
    { id: "passport", minutes: 12, perHour: 14 },
    { id: "birth", minutes: 8, perHour: 12 },
    { id: "land", minutes: 25, perHour: 3 },
  ],
  counters: Array.from({ length: 12 }, (_, i) => ({
    id: `${i + 1}`,
    topics: i % 3 === 2 ? ["land", "passport"] : ["passport", "birth"],
  })),
  seeds: [1, 2, 3],
  hours: 8,
};

test("With more counters open nobody is told to wait longer", () => {
  const answers = whatIf(hall, nextTicket);
  assert.ok(answers.length >= 10);
  answers.slice(1).forEach(({ counters, meanWaitMinutes }, i) => {
    const fewer = answers[i]?.meanWaitMinutes ?? 0;
    const noise = 0.5 + fewer * 0.02;
    assert.ok(meanWaitMinutes <= fewer + noise, `${counters.length}: ${meanWaitMinutes}`);
  });
  assert.ok((answers.at(-1)?.meanWaitMinutes ?? 1) < (answers[0]?.meanWaitMinutes ?? 0) / 10);
});

test("The same question has the same answer, and other people another one", () => {
  assert.deepEqual(whatIf(hall, nextTicket), whatIf(hall, nextTicket));
  assert.notDeepEqual(whatIf(hall, nextTicket), whatIf({ ...hall, seeds: [9] }, nextTicket));
});

test("Each answer serves every topic in demand; where none can, there is no answer", () => {
  for (const { counters } of whatIf(hall, nextTicket)) {
    const open = hall.counters.filter(({ id }) => counters.includes(id));
    for (const { id } of hall.topics) assert.ok(open.some(({ topics }) => topics.includes(id)));
  }
  const topics = [...hall.topics, { id: "marriage", minutes: 10, perHour: 1 }];
  assert.deepEqual(whatIf({ ...hall, topics }, nextTicket), []);
  assert.deepEqual(whatIf({ ...hall, topics: [] }, nextTicket), []);
});

/** Ten people wait for land, which counters 3, 6, 9, 12 know; 1 and 2 are open, with no land. */
const landWaits = Array.from({ length: 10 }, (_, i) => ({
  ...{ id: `w${i}`, topic: "land", since: -20 - i, line: "land" },
  ...{ priority: false, party: 1, expectedMinutes: 25 },
}));
const morning: WhatIf = {
  ...hall,
  present: { open: ["1", "2"], busyFor: { "1": 4 }, waiting: landWaits },
};

test("What if begins with the counters that are open and the people who wait", () => {
  const answers = whatIf(morning, nextTicket);
  const now = answers.find(({ opens, closes }) => opens.length + closes.length === 0);
  assert.deepEqual(now?.counters, ["1", "2"]);
  assert.deepEqual(now.unserved, ["land"]);
  const more = answers.find(({ opens, closes }) => opens.length === 1 && closes.length === 0);
  assert.equal(more?.opens[0], "3");
  assert.deepEqual(more.unserved, []);
  const waited = more.meanWaitMinutes;
  assert.ok(waited > 25, `those who wait have waited already: ${waited}`);
});

test("A counter whose topics nobody waits for and nobody will come for is opened last", () => {
  const topics = [...hall.topics, { id: "marriage", minutes: 10, perHour: 0 }];
  const counters = [{ id: "m", topics: ["marriage"] }, ...hall.counters];
  const answers = whatIf({ ...hall, topics, counters }, nextTicket);
  assert.deepEqual(answers.at(-1)?.opens.at(-1), "m");
  const first = whatIf({ ...morning, topics, counters }, nextTicket);
  assert.ok(first.every(({ opens }) => !opens.includes("m")));
});

test("Another counter that shortens no wait is marked, one that helps is not", () => {
  const topics = [...hall.topics, { id: "marriage", minutes: 10, perHour: 0 }];
  const open = hall.counters.slice(0, 3);
  const counters = [...open, { id: "m", topics: ["marriage"] }];
  const present = { open: open.map(({ id }) => id), busyFor: {}, waiting: landWaits };
  const answers = whatIf({ ...hall, topics, counters, present }, nextTicket);
  assert.deepEqual(
    answers.filter(({ noShorter }) => noShorter).map(({ opens }) => opens),
    [["m"]],
  );
  const helped = whatIf(morning, nextTicket).find(({ opens }) => opens.length === 1);
  assert.equal(helped?.noShorter, false);
});

/** Nobody else comes. */
const calm = hall.topics.map((one) => ({ ...one, perHour: 0 }));

test("Where as many other counters are better, they are an answer, with what changes", () => {
  const counters = ["a", "b", "c"].map((id) => ({ id, topics: ["passport", "birth"] }));
  const present = { open: ["a", "b"], busyFor: {}, waiting: landWaits };
  const counted = [...counters, { id: "l", topics: ["land"] }];
  const question = { ...hall, topics: calm, counters: counted, present };
  const moved = whatIf(question, nextTicket).find(
    ({ opens, closes }) => opens.length === 1 && closes.length === 1,
  );
  assert.deepEqual(moved?.opens, ["l"]);
  assert.deepEqual(moved.unserved, []);
});

test("What is not marked worse leaves nobody without a counter and nobody waiting longer", () => {
  const present = { open: ["1", "2", "3", "4"], busyFor: {}, waiting: landWaits };
  const answers = whatIf({ ...hall, present }, nextTicket);
  const now = answers.find(({ opens, closes }) => opens.length + closes.length === 0);
  assert.ok(now && !now.worse);
  const fewer = answers.filter(({ opens, closes }) => opens.length === 0 && closes.length > 0);
  assert.ok(
    fewer.some(({ worse }) => worse),
    "four are hardly enough",
  );
  for (const { worse, ...answer } of answers) {
    if (worse) continue;
    assert.deepEqual(
      answer.unserved.filter((id) => !now.unserved.includes(id)),
      [],
    );
    assert.ok(answer.meanWaitMinutes <= now.meanWaitMinutes + 0.5);
    assert.ok(answer.medianWaitMinutes <= now.medianWaitMinutes + 0.5);
    assert.ok(answer.p90WaitMinutes <= now.p90WaitMinutes + 0.5);
    assert.ok(answer.longestWaitMinutes <= now.longestWaitMinutes + 0.5);
  }
});

const people = (topic: string, count: number, since = -20) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `${topic}${i}`, topic, since: since - i, line: topic },
    ...{ priority: false, party: 1, expectedMinutes: topic === "land" ? 25 : 10 },
  }));
const isMove = ({ opens, closes }: { opens: readonly string[]; closes: readonly string[] }) =>
  opens.length > 0 && closes.length > 0;

test("A letter that is gained does not excuse that everybody else waits much longer", () => {
  const counters = [
    ...["a", "b"].map((id) => ({ id, topics: ["passport"] })),
    { id: "l", topics: ["land"] },
  ];
  const waiting = [...people("passport", 24), ...people("land", 1, -1)];
  const present = { open: ["a", "b"], busyFor: {}, waiting };
  const topics = hall.topics.filter(({ id }) => id !== "birth");
  const answers = whatIf({ ...hall, topics, counters, present, hours: 1 }, nextTicket);
  assert.deepEqual(
    answers.filter((one) => isMove(one) && !one.worse),
    [],
  );
  const adding = answers.find(({ opens, closes }) => opens.length > 0 && closes.length === 0);
  assert.deepEqual([adding?.opens, adding?.worse], [["l"], false]);
});

test("People change places only where it pays off for each who moves", () => {
  const counters = [
    ...["a", "b", "c"].map((id) => ({ id, topics: ["passport", "birth", "land"] })),
    ...["d", "e", "f"].map((id) => ({ id, topics: ["passport", "land"] })),
  ];
  const waiting = [...people("birth", 6), ...people("passport", 9), ...people("land", 4)];
  const present = { open: ["d", "e", "f"], busyFor: {}, waiting };
  for (const birth of [0, 1, 2, 4, 8]) {
    const topics = hall.topics.map((one) =>
      one.id === "birth" ? { ...one, perHour: birth } : one,
    );
    const question = { ...hall, topics, counters, present, hours: 2 };
    const answers = whatIf(question, nextTicket);
    const now = answers.find(({ opens, closes }) => opens.length + closes.length === 0);
    assert.ok(now);
    for (const one of answers.filter(isMove)) {
      const gained = now.unserved.length - one.unserved.length;
      const shorter = now.meanWaitMinutes - one.meanWaitMinutes;
      assert.ok(shorter >= 5 * (one.closes.length - gained), `${one.closes}: ${shorter}`);
    }
  }
});

test("Nobody moves where those who are free do as well by sitting down", () => {
  const counters = [
    ...["a", "b", "c"].map((id) => ({ id, topics: ["passport", "birth"] })),
    { id: "l", topics: ["land"] },
  ];
  const present = { open: ["a", "b"], busyFor: {}, waiting: landWaits };
  const moves = (free?: number) =>
    whatIf(
      { ...hall, topics: calm, counters, present, ...(free !== undefined && { free }) },
      nextTicket,
    )
      .filter(isMove)
      .map(({ opens }) => opens);
  assert.deepEqual(moves(), [["l"]]);
  assert.deepEqual(moves(1), []);
});

test("What the alerts open is what a what-if opens first, where the roster has somebody", () => {
  const [first] = whatIf(morning, nextTicket).filter(
    ({ opens, closes }) => opens.length === 1 && closes.length === 0,
  );
  assert.equal(countersToOpen(morning)[0], first?.opens[0]);
  const planned = [{ id: "9", opensAt: 0, breaks: [] }];
  assert.equal(countersToOpen({ ...morning, planned })[0], "9");
  const [then] = whatIf({ ...morning, planned }, nextTicket).filter(
    ({ opens, closes, planned: isPlan }) => opens.length === 1 && closes.length === 0 && !isPlan,
  );
  assert.deepEqual(then?.opens, ["9"]);
});

test("A letter that nobody serves is served by opening a counter, not only by moving one", () => {
  const answers = whatIf(morning, nextTicket).filter(({ noShorter }) => !noShorter);
  const opens = answers.filter(({ closes }) => closes.length === 0);
  assert.ok(opens.some((one) => one.opens.length === 1 && one.unserved.length === 0));
  const land = opens.find((one) => one.opens.length === 1)?.byTopic.find(({ id }) => id === "land");
  assert.ok((land?.meanWaitMinutes ?? 0) > 25);
  const now = answers.find(({ opens: one, closes }) => one.length + closes.length === 0);
  assert.equal(now?.byTopic.find(({ id }) => id === "land")?.meanWaitMinutes, null);
});

test("A counter that is closed serves nobody fewer topics than now", () => {
  const present = { open: ["1", "2", "3"], busyFor: {}, waiting: landWaits };
  for (const { closes, opens, unserved } of whatIf({ ...hall, present }, nextTicket)) {
    if (opens.length > 0) continue;
    assert.ok(!closes.includes("3"));
    assert.deepEqual(unserved, []);
  }
});

const visit = (id: string, since: number, minutes: number, missedCalls = 0) => ({
  ticket: { id, topic: "any", priority: false, party: 1, since, expectedMinutes: minutes },
  ...{ minutes, missedCalls },
});
const calls = (day: Day) =>
  simulateDay(day, firstCome).map(({ visit: { ticket }, calledAt }) => [ticket.id, calledAt]);

test("A counter serves one after the other, rests when it is time, and then goes on", () => {
  const desks = [{ id: "1", topics: ["any"], breaks: [{ from: 5, minutes: 30 }] }];
  const visits = [visit("a", 0, 10), visit("b", 1, 10), visit("c", 2, 10)];
  assert.deepEqual(calls({ visits, desks }), [
    ["a", 0],
    ["b", 40],
    ["c", 50],
  ]);
});

test("Who does not come when called is called once more and then no longer waited for", () => {
  const desks = [{ id: "1", topics: ["any"] }];
  const visits = [visit("a", 0, 10, 1), visit("b", 1, 10), visit("gone", 2, 10, 9)];
  assert.deepEqual(calls({ visits, desks, callMinutes: 2, skippedMinutes: 5 }), [
    ["b", 2],
    ["a", 12],
  ]);
});

test("Two counters never serve the same person, and everybody who comes is served", () => {
  const desks = ["1", "2", "3"].map((id) => ({ id, topics: ["any"] }));
  const visits = Array.from({ length: 60 }, (_, i) => visit(`${i}`, i, 7));
  const served = simulateDay({ visits, desks }, nextTicket);
  assert.equal(new Set(served.map((one) => one.visit.ticket.id)).size, visits.length);
  assert.equal(served.length, visits.length);
});

test("As the roster has planned: counters open and close when their shifts do", () => {
  const land = (id: string) => ({ id, topics: ["land"] });
  const question: WhatIf = {
    topics: [{ id: "land", minutes: 25, perHour: 0 }],
    counters: [land("1"), land("2"), land("3")],
    present: { open: ["1"], busyFor: {}, waiting: landWaits },
    ...{ seeds: [1, 2], hours: 3 },
  };
  const planned = (...counters: NonNullable<WhatIf["planned"]>) => {
    const [answer, ...others] = whatIf({ ...question, planned: counters }, nextTicket).filter(
      (each) => each.planned,
    );
    assert.deepEqual(others, []);
    assert.ok(answer);
    return answer;
  };
  const all = { opensAt: 0, breaks: [] };
  const both = planned({ id: "1", ...all }, { id: "2", ...all });
  assert.deepEqual([both.opens, both.closes, both.unserved], [["2"], [], []]);
  const later = planned({ id: "1", ...all }, { id: "2", ...all, opensAt: 90 });
  assert.deepEqual([later.counters, later.opens], [["1", "2"], []], "it opens by itself later");
  assert.ok(later.meanWaitMinutes > both.meanWaitMinutes);
  const resting = { ...all, breaks: [{ from: 0, minutes: 90 }] };
  const rests = planned({ id: "1", ...all }, { id: "2", ...resting });
  assert.ok(rests.meanWaitMinutes > both.meanWaitMinutes, "a break makes them wait longer");
  const leaves = planned({ id: "3", ...all, closesAt: 30 });
  assert.deepEqual([leaves.opens, leaves.closes], [["3"], ["1"]]);
  assert.deepEqual(leaves.unserved, ["land"], "some are left when the only counter closes");
  assert.ok(
    whatIf(question, nextTicket).every((each) => !each.planned),
    "nobody is planned",
  );
});

/** One counter for land, where ten people wait. */
const oneCounter = (present: Partial<WhatIf["present"] & {}>): WhatIf => ({
  topics: [{ id: "land", minutes: 25, perHour: 0 }],
  counters: [{ id: "1", topics: ["land"] }],
  present: { open: ["1"], busyFor: {}, waiting: landWaits, ...present },
  ...{ seeds: [1, 2], hours: 8 },
});

const meanAsPlanned = (question: WhatIf, ...planned: NonNullable<WhatIf["planned"]>) => {
  const answer = whatIf({ ...question, planned }, nextTicket).find((each) => each.planned);
  assert.ok(answer);
  return answer.meanWaitMinutes;
};

test("As planned, a break that has begun is taken, and the present one not twice", () => {
  const always = { id: "1", opensAt: 0, breaks: [] };
  const without = meanAsPlanned(oneCounter({}), always);
  const begun = { ...always, opensAt: 40, isResting: true as const };
  const late = meanAsPlanned(oneCounter({}), begun);
  assert.ok(Math.abs(late - without - 40) < 1e-6, `${late}, without a break ${without}`);
  const away = oneCounter({ busyFor: { "1": 40 }, awayFor: { "1": 40 } });
  assert.equal(meanAsPlanned(away, begun), late);
  const early = { ...always, breaks: [{ from: 5, minutes: 45 }] };
  assert.equal(meanAsPlanned(away, early), late, "the break of the roster is the one they have");
  const another = { ...always, breaks: [{ from: 60, minutes: 30 }] };
  assert.ok(meanAsPlanned(away, another) > late, "a later one is still to come");
});

test("A counter opens for the letter whose only counter has a break, as where it is opened", () => {
  const counters = [
    { id: "1", topics: ["land"] },
    { id: "2", topics: ["passport"] },
    { id: "3", topics: ["passport", "land"] },
  ];
  const waiting = [...people("passport", 10, -60), ...people("land", 1)];
  const present = { open: ["1", "2"], busyFor: { "1": 60 }, waiting };
  const landWith = (away: Pick<Present, "awayFor">) =>
    whatIf({ ...hall, topics: calm, counters, present: { ...present, ...away } }, nextTicket)
      .find(({ opens }) => opens.join() === "3")
      ?.byTopic.find(({ id }) => id === "land")?.meanWaitMinutes;
  assert.equal(landWith({ awayFor: { "1": 60 } }), 20, "they are called at once");
  assert.ok((landWith({}) ?? 0) > 20, "a counter that calls serves them");
});

test("Whoever is never called counts as waiting to the end, and is counted", () => {
  const closing = { id: "1", opensAt: 0, closesAt: 60, breaks: [] };
  const question = oneCounter({});
  const answer = whatIf({ ...question, planned: [closing] }, nextTicket).find((one) => one.planned);
  const always = whatIf(question, nextTicket)[0];
  assert.ok(answer && always);
  assert.ok(answer.uncalled >= 5, `${answer.uncalled} of ten`);
  assert.equal(always.uncalled, 0);
  // Ten waited 20 to 29 minutes when it began, and whoever is left three hours more.
  assert.ok(answer.meanWaitMinutes > always.meanWaitMinutes, `${answer.meanWaitMinutes}`);
});

test("The same counters in the same hours are simulated once", () => {
  let turns = 0;
  const counting: QueuePolicy = (situation) => {
    turns += 1;
    return nextTicket(situation);
  };
  const question = oneCounter({});
  whatIf(question, counting);
  const alone = turns;
  turns = 0;
  whatIf({ ...question, planned: [{ id: "1", opensAt: 0, breaks: [] }] }, counting);
  assert.equal(turns, alone);
});

test("One counter more is always an answer: if the first helps nobody, the one that does", () => {
  const counters = [
    { id: "a", topics: ["passport"] },
    { id: "b", topics: ["birth"] },
    { id: "x", topics: ["birth", "land"] },
    { id: "y", topics: ["passport"] },
  ];
  // Most of the work is one client of birth, who is called at once; most people are of passport.
  const long = { ...people("birth", 1)[0], id: "long", topic: "birth", expectedMinutes: 400 };
  const waiting = [...people("passport", 12), { ...long, since: -1, priority: false, party: 1 }];
  const present = { open: ["a", "b"], busyFor: {}, waiting };
  const answers = whatIf({ ...hall, topics: calm, counters, present, hours: 1 }, nextTicket);
  const single = answers.find(({ opens, closes }) => opens.length === 1 && closes.length === 0);
  assert.deepEqual([single?.opens, single?.worse], [["y"], false]);
});
