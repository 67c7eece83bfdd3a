import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  type Answers,
  type FormPosition,
  firstScreen,
  type Input,
  type Progress,
  problemsOf,
  type QuestionsScreen,
  type RawPage,
  rawOf,
  type Screen,
  screenAt,
  type TurnFacts,
  turn,
} from "./index.ts";
import { codes, facts as form, full, planFile, sample } from "./sample-for-tests.ts";

const facts: TurnFacts = { form, lang: "en", lists: { codeList: codes } };
const nothing: Progress = { answers: {}, visited: [] };
const all: Progress = {
  answers: full,
  visited: ["project", "areas", "money", "contact", "documents"],
};

const answer = (raw: RawPage, more: Partial<Input> = {}): Input =>
  ({ do: "answer", raw, ...more }) as Input;
const post = (
  progress: Progress,
  place: FormPosition,
  input: Input,
  more: Partial<TurnFacts> = {},
) => turn(sample, progress, place, input, { ...facts, ...more });

function questions(screen: Screen): QuestionsScreen {
  assert.equal(screen.show, "questions");
  return screen as QuestionsScreen;
}

const names = (screen: Screen): string[] => questions(screen).fields.map(({ name }) => name);
const wrong = (screen: Screen): string[] =>
  questions(screen).problems.map(({ field, code }) => `${field} ${code}`);

const project = {
  minerals: ["tin"],
  radioactive: "no",
  ...{ "start-day": "15", "start-month": "1", "start-year": "2027" },
};

describe("A turn of the conversation", () => {
  it("begins at the first page, with its number of all", () => {
    const screen = questions(firstScreen(sample, nothing, facts));
    assert.equal(screen.place.page, "project");
    assert.deepEqual([screen.number, screen.total, screen.before], [1, 5, undefined]);
  });

  it("leads to the open page whoever asks for one that lies beyond it", () => {
    assert.equal(questions(screenAt(sample, nothing, { page: "money" }, facts)).page.id, "project");
    assert.equal(screenAt(sample, nothing, { page: "nothing" }, facts).show, "nowhere");
    assert.equal(screenAt(sample, all, { page: "project", item: 0 }, facts).show, "nowhere");
    assert.equal(screenAt(sample, all, { page: "areas", item: 7 }, facts).show, "nowhere");
  });

  it("keeps a page that is right and goes on", () => {
    const { progress, screen } = post(nothing, { page: "project" }, answer(project));
    assert.deepEqual(progress.visited, ["project"]);
    assert.deepEqual(progress.answers.minerals, ["tin"]);
    assert.deepEqual(questions(screen).place, { page: "areas", item: 0 });
  });

  it("keeps what can be read beside what is wrong, and shows again what was typed", () => {
    const typed = { ...project, radioactive: "perhaps" };
    const { progress, screen } = post(nothing, { page: "project" }, answer(typed));
    assert.deepEqual(progress.visited, []);
    assert.deepEqual(progress.answers.minerals, ["tin"]);
    assert.deepEqual(wrong(screen), ["radioactive not-one-of"]);
    assert.equal(questions(screen).raw.radioactive, "perhaps");
    assert.equal(questions(screen).returned, true);
  });

  it("asks a question that came up on the same page before it goes on", () => {
    const shown = ["minerals", "radioactive", "start"];
    const input = answer({ ...project, radioactive: "yes" }, { shown });
    const { progress, screen } = post(nothing, { page: "project" }, input);
    assert.deepEqual(progress.visited, []);
    assert.ok(names(screen).includes("officer"));
    assert.deepEqual(wrong(screen), []);
    assert.equal(questions(screen).raw.officer, "Habimana Eric");
  });

  it("looks codes up without keeping anything", () => {
    const codeList = (id: string) =>
      Array.from({ length: 80 }, (_, n) => ({ value: `${id}${n}`, label: { en: `Place ${n}` } }));
    const lists = {
      codeList,
      searchCodes: (id: string, text: string) =>
        codeList(id).filter(({ label }) => label.en.endsWith(text)),
    };
    const begun = { answers: { ...full, areas: [] }, visited: ["project"] };
    const raw = { "_search.district": "9", hectares: "12" };
    const place = { page: "areas", item: 0 };
    const { progress, screen } = post(begun, place, { do: "search", raw }, { lists });
    assert.equal(progress, begun);
    assert.equal(questions(screen).searches.get("district")?.matches.length, 8);
    assert.equal(questions(screen).raw.hectares, "12");
  });

  it("puts items into a list, takes them out again, and goes on when there are enough", () => {
    const begun = { answers: { ...full, areas: [] }, visited: ["project"] };
    const item = { district: "huye", hectares: "12.5", protected: "no" };
    const added = post(begun, { page: "areas", item: 0 }, answer(item));
    assert.equal(added.screen.show, "items");
    assert.equal((added.progress.answers.areas as unknown[]).length, 1);
    const place = { page: "areas" };
    const removed = post(added.progress, place, { do: "remove", item: 0 });
    assert.deepEqual(removed.progress.answers.areas, []);
    assert.deepEqual(questions(removed.screen).place, { page: "areas", item: 0 });
    const on = post(added.progress, place, answer({}));
    assert.equal(questions(on.screen).page.id, "money");
    assert.ok(on.progress.visited.includes("areas"));
  });

  it("keeps no new item that is wrong", () => {
    const begun = { answers: { ...full, areas: [] }, visited: ["project"] };
    const item = { district: "huye", hectares: "much", protected: "no" };
    const { progress, screen } = post(begun, { page: "areas", item: 0 }, answer(item));
    assert.equal(progress, begun);
    assert.deepEqual(wrong(screen), ["hectares not-a-number"]);
  });

  it("saves what can be read for later, and stays where that would lose something", () => {
    const save = (raw: RawPage): Screen["show"] =>
      post(nothing, { page: "project" }, { do: "save", raw }).screen.show;
    assert.equal(save({ minerals: ["tin"] }), "saved");
    assert.equal(save({ "start-day": "99" }), "questions");
  });

  it("leads who came to change one answer back to the check, or to what that brought up", () => {
    const place = { page: "money", change: true };
    const raw = { budget: "3000000", foreign: "no" };
    const changed = post(all, place, answer(raw), { documents: planFile });
    assert.equal(changed.screen.show, "check");
    const abroad = { budget: "3000000", foreign: "yes", dollars: "5" };
    const { screen } = post(all, place, answer(abroad), { documents: planFile });
    assert.equal(questions(screen).page.id, "abroad");
  });

  it("asks one question at a time, and tells what is wrong with that one alone", () => {
    const single = { manner: "single" } as const;
    const first = questions(firstScreen(sample, nothing, { ...facts, ...single }));
    assert.deepEqual(names(first), ["minerals"]);
    const next = post(nothing, first.place, answer({ minerals: ["tin"] }), single);
    assert.deepEqual(names(next.screen), ["radioactive"]);
    const bad = post(
      next.progress,
      questions(next.screen).place,
      answer({ radioactive: "?" }),
      single,
    );
    assert.deepEqual(wrong(bad.screen), ["radioactive not-one-of"]);
    assert.equal(bad.progress, next.progress);
  });

  it("goes straight through items and back again where nothing can be kept", () => {
    const straight = { manner: "straight" } as const;
    const begun = { answers: { ...full, areas: [] }, visited: [] };
    const item = { district: "huye", hectares: "12.5", protected: "no" };
    const more = post(begun, { page: "areas" }, { do: "add", raw: item }, straight);
    assert.deepEqual(questions(more.screen).place, { page: "areas", item: 1 });
    const on = post(more.progress, { page: "areas" }, answer(item), straight);
    assert.equal(questions(on.screen).page.id, "money");
    const back = post(on.progress, { page: "money" }, { do: "back", raw: {} }, straight);
    assert.deepEqual(questions(back.screen).place, { page: "areas", item: 0 });
    const bad = post(begun, { page: "areas" }, answer({ ...item, hectares: "0" }), straight);
    assert.equal(bad.progress, begun);
  });
});

const words = fc.constantFrom(
  "yes",
  "no",
  "tin",
  "12",
  "0",
  "huye",
  "AZ",
  "normal",
  "2027",
  "1",
  "?",
);
const inputs = [
  ...sample.form.flatMap(({ fields }) => fields.map(({ name }) => name)),
  ...["start-day", "start-month", "start-year"],
];
const raws = fc.dictionary(fc.constantFrom(...inputs), words, { maxKeys: 8 });
const acts: fc.Arbitrary<Input> = fc.oneof(
  fc.record({
    do: fc.constantFrom("answer", "save", "search", "add", "back"),
    raw: raws,
    shown: fc.option(fc.subarray(inputs), { nil: undefined }),
  }),
  fc.record({ do: fc.constant("remove" as const), item: fc.nat(3) }),
);
const places: fc.Arbitrary<FormPosition> = fc.record({
  page: fc.constantFrom(...sample.form.map(({ id }) => id), "documents", "x"),
  item: fc.option(fc.nat(4), { nil: undefined }),
});
const manners = fc.constantFrom("pages" as const, "straight" as const, "single" as const);

describe("Whatever somebody does", () => {
  it("a turn ends at a screen that can be shown, and never loses a page that was right", () => {
    fc.assert(
      fc.property(manners, fc.array(fc.tuple(places, acts), { maxLength: 12 }), (manner, steps) => {
        let progress = nothing;
        for (const [place, input] of steps) {
          const { progress: now, screen } = post(progress, place, input, { manner });
          if (screen.show === "questions")
            assert.ok(screen.fields.every((field) => screen.page.fields.includes(field)));
          assert.ok(progress.visited.every((page) => now.visited.includes(page)));
          progress = now;
        }
      }),
    );
  });

  it("following the screens with right answers ends at the papers with nothing wrong", () => {
    fc.assert(
      fc.property(fc.constantFrom(true, false), fc.constantFrom(true, false), (abroad, guarded) => {
        const answersGiven: Answers = {
          ...full,
          foreign: abroad,
          ...(abroad && { dollars: 500, country: "AZ" }),
          ...(guarded && { radioactive: true, officer: "Eric" }),
        };
        let progress = nothing;
        let screen = firstScreen(sample, progress, facts);
        for (let turns = 0; screen.show !== "documents"; turns++) {
          assert.ok(turns < 30);
          assert.ok(screen.show === "questions" || screen.show === "items", screen.show);
          const { place, page } = screen;
          const listed = screen.show === "items" && screen.count < 2 ? screen.count : undefined;
          const here = listed === undefined ? place : { page: page.id, item: listed };
          const raw = rawOf(sample, page.id, answersGiven, here.item);
          ({ progress, screen } = post(progress, here, answer(raw)));
        }
        assert.deepEqual(
          problemsOf(sample, progress.answers, {}, form, codes).map(({ field }) => field),
          ["documents.plan"],
        );
      }),
    );
  });
});
