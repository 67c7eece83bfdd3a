import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { caseActs } from "../../acts/index.ts";
import {
  type Catalogue,
  type Definition,
  type Example,
  type Field,
  loadCatalogue,
  readExamples,
} from "../../catalogue/index.ts";
import { type Answers, exampleFacts, type FormFacts, listsWithin } from "../../form/index.ts";
import { smsSize } from "../../messages/index.ts";
import { languages, makeI18n } from "../../platform/i18n/index.ts";
import { hear } from "./hear.ts";
import { begin } from "./menu/apply.ts";
import { fresh, placeOf } from "./menu/moves.ts";
import type { Desk } from "./menu/view.ts";
import { offerOf } from "./offer.ts";
import type { Fact, PhoneState } from "./places.ts";
import { press, screenOf } from "./press.ts";

const root = join(import.meta.dirname, "../../..");
const i18n = makeI18n(join(root, "messages"));
const governments = ["rw", "az"].map((code) => {
  const folder = join(root, "jurisdictions", code);
  const { catalogue, problems } = loadCatalogue(folder);
  if (!catalogue) throw new Error(problems[0]?.message);
  return { folder, catalogue };
});

const somebody: FormFacts = {
  today: "2026-11-23",
  applicant: {
    name: "Mukamana Vestine",
    birthDate: "1994-03-11",
    nationalId: "0199470012345011",
    nationality: "RW",
    phone: "+250700000001",
    email: null,
  },
  renewal: false,
};

const deskOf = (catalogue: Catalogue, lang: (typeof languages)[number], facts = somebody): Desk => {
  const t = i18n.for(lang);
  return {
    ...{ t, catalogue, facts, known: true, pinLevel: 2, session: "s" },
    centres: catalogue.jurisdiction.centres ?? [],
    words: {
      yes: t("form.yes"),
      no: t("form.no"),
      formatDate: t.date,
      formatMoney: t.money,
      formatNumber: t.number,
    },
  };
};

/** Fails where a screen is larger than a telephone shows. @returns the screen */
function measured(state: PhoneState, desk: Desk) {
  const screen = screenOf(state, desk);
  const { encoding, units } = smsSize(screen.text);
  const room = encoding === "UCS-2" ? 70 : 160;
  const said = `${desk.t.lang} ${encoding} ${units}: ${screen.text}`;
  assert.ok(units <= room, said);
  // A name with ə or ı has no plain letter for it: such a screen is cut to 70.
  if (desk.t.lang !== "az" && !/[əƏıİ]/.test(screen.text)) assert.equal(encoding, "GSM-7", said);
  assert.notEqual(screen.text.trim(), "", JSON.stringify(state));
  assert.doesNotMatch(screen.text, /[{}]|ussd\.|problems\.|undefined/, said);
  return screen;
}

test("The first screen, before a language is chosen, is shown by every handset", () => {
  for (const { catalogue } of governments)
    for (const lang of languages) {
      const { text } = screenOf(fresh(), deskOf(catalogue, lang));
      assert.equal(smsSize(text).encoding, "GSM-7", text);
      for (const name of ["Kinyarwanda", "English", "Francais", "Azerbaycan"])
        assert.ok(text.replaceAll("ç", "c").includes(name), `${name} is not on: ${text}`);
    }
});

/** Every page of where somebody is, measured. */
function allPages(state: PhoneState, desk: Desk): string {
  let said = "";
  for (let turn: PhoneState = state; ; ) {
    said += ` ${measured(turn, desk).text}`;
    const next = press(turn, "9", desk).state;
    if (placeOf(next).page === placeOf(turn).page || placeOf(next).note) return said;
    turn = next;
  }
}

const row = {
  id: "1",
  reference: "7KQ3M-9XFRT",
  service: "recognition-of-foreign-degree",
  status: "granted-awaiting-payment",
} as const;
const at = { centre: "x", topic: "y" };
/** What the shell could say to each effect, as long as facts get. */
const answers: readonly Fact[] = [
  { know: "mine", rows: Array.from({ length: 9 }, () => row) },
  { know: "case", row: { ...row, acts: caseActs } },
  { know: "tracked", found: { ...row, status: "refused" } },
  { know: "sent", caseId: "1", reference: row.reference, fee: true },
  { know: "sent", caseId: "1", reference: row.reference, fee: false },
  {
    know: "bill",
    bill: {
      number: "880123456789",
      money: { minor: 12_500_000, currency: "RWF" },
      words: {
        en: "Recognition and equivalence",
        az: "Tanınma haqqı",
        rw: "Guhwanisha",
        fr: "Équivalence",
      },
    },
  },
  {
    know: "days",
    ...at,
    days: ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"],
  },
  {
    know: "slots",
    ...at,
    slots: Array.from({ length: 17 }, (_, n) =>
      new Date(Date.UTC(2026, 10, 30, 6, 20 * n)).toISOString(),
    ),
  },
  {
    know: "meetings",
    rows: [{ id: "1", centre: "x", code: "K7M4", startsAt: "2026-11-30T08:00:00Z" }],
  },
  {
    know: "said",
    ends: true,
    key: "ussd.booked",
    facts: { when: "30 November 2026, 10:00", centre: "Kigali", code: "K7M4" },
  },
  {
    know: "said",
    ends: true,
    key: "ussd.wait",
    facts: { number: "A012", ahead: 27, from: 40, to: 90 },
  },
  {
    ...{ know: "said", ends: true, key: "ussd.wait-both" },
    facts: { number: "A012", ahead: 127, from: 140, to: 190, familyFrom: 155, familyTo: 255 },
  },
  {
    ...{ know: "said", ends: true, key: "ussd.state" },
    facts: { number: "AP012", state: i18n.for("fr")("hall.status.absent") },
  },
  { know: "said", ends: true, key: "ussd.unserved", facts: { number: "AP012" } },
  { know: "said", ends: true, key: "ussd.paying", facts: { number: "880123456789" } },
  { know: "said", key: "ussd.pin-none" },
];

/** Every menu that keys lead to, each pressed once on each page; typed words are left out. */
function walkMenus(desk: Desk, start: PhoneState): number {
  const seen = new Set<string>();
  const open: PhoneState[] = [start];
  for (let state = open.pop(); state; state = open.pop()) {
    const key = JSON.stringify({ ...placeOf(state), note: undefined });
    if (seen.has(key) || placeOf(state).at === "ask") continue;
    seen.add(key);
    measured(state, desk);
    for (const digit of "123456789") {
      const turn = press(state, digit, desk);
      measured(turn.state, desk);
      if (!placeOf(turn.state).note) open.push(turn.state);
    }
  }
  return seen.size;
}

test("Every menu in every language fits on the smallest telephone", () => {
  // The menus themselves are the same in both; what differs is walked in a government's own
  // language.
  for (const { catalogue } of governments)
    for (const lang of catalogue.jurisdiction.code === "rw" ? languages : (["az"] as const)) {
      const desk = deskOf(catalogue, lang);
      measured(fresh(), desk);
      const walked = walkMenus(desk, fresh(lang));
      assert.ok(walked > 40, `only ${walked} screens in ${lang}`);
      for (const fact of answers) walkMenus(desk, hear(fresh(lang), fact, desk).state);
      for (const known of [true, false])
        for (const word of ["doğum", "visa", "zzz"]) {
          const { state } = press({ ...fresh(lang), trail: [{ at: "word" }] }, word, {
            ...desk,
            known,
          });
          walkMenus({ ...desk, known }, state);
        }
    }
});

const examplesOf = (folder: string, { id }: Definition): readonly Example[] => {
  const file = join(folder, "services", id, "examples.yaml");
  return readExamples(file, readFileSync(file, "utf8")).examples;
};

/** An example of a wrong code cannot be typed on a phone: only what the list has can be chosen. */
const isCode = (field: Field, value: unknown, catalogue: Catalogue, answers: Answers): boolean => {
  const codes = listsWithin(catalogue, [field], answers).codeList(field.list ?? "") ?? [];
  return field.type !== "code" || codes.some((code) => code.value === value);
};

/** What a person would type for an answer of an example. */
function keysFor(field: Field, value: unknown, state: PhoneState, desk: Desk): PhoneState {
  const label = (words: Readonly<Record<string, string>>) => desk.t.words(words);
  if (field.type === "choice" || field.type === "yes-no") {
    const index =
      field.type === "choice"
        ? field.options.findIndex((option) => option.value === value)
        : value === true
          ? 0
          : 1;
    return chooseNth(state, index, desk);
  }
  if (field.type === "choices") {
    const chosen = (value as string[]).map(
      (each) => field.options.findIndex((o) => o.value === each) + 1,
    );
    return press(state, chosen.join(" "), desk).state;
  }
  if (field.type === "code") {
    const lists = listsWithin(desk.catalogue, [field], state.applying?.answers ?? {});
    const codes = lists.codeList(field.list ?? "") ?? [];
    const code = codes.find((each) => each.value === value);
    assert.ok(code, `${field.name}: ${value}`);
    if (codes.length <= 14) return chooseNth(state, codes.indexOf(code), desk);
    const found = lists.searchCodes?.(field.list ?? "", label(code.label)) ?? [];
    const { state: searched } = press(state, label(code.label), desk);
    const nth = found.findIndex((each) => each.value === code.value);
    return chooseNth(searched, nth, desk);
  }
  if (field.type === "date")
    return press(state, String(value).split("-").reverse().join(""), desk).state;
  return press(state, String(value), desk).state;
}

/** Presses the digit of the n-th option, turning pages until it is there. */
function chooseNth(start: PhoneState, wanted: number, desk: Desk): PhoneState {
  let state = start;
  for (let shown = 0; ; ) {
    const { text } = measured(state, desk);
    const digits = [...text.matchAll(/^(?:\d+\/\d+ )?([1-7]) /gm)].length;
    if (wanted < shown + digits) return press(state, String(wanted - shown + 1), desk).state;
    shown += digits;
    const next = press(state, "9", desk).state;
    assert.notEqual(placeOf(next).page, placeOf(state).page, `no option ${wanted} in: ${text}`);
    state = next;
  }
}

test("Every service for phones can be answered there in every language, and screens fit", () => {
  let offered = 0;
  for (const { folder, catalogue } of governments)
    for (const def of catalogue.services.filter((one) => offerOf(one, 2) !== "read")) {
      offered++;
      for (const example of examplesOf(folder, def))
        for (const lang of languages) {
          const desk = deskOf(catalogue, lang, exampleFacts(example));
          const given = example.answers as Answers;
          let { state } = begin(
            { ...fresh(lang), trail: [{ at: "home" }, { at: "service", service: def.id }] },
            desk,
            def,
          );
          for (let asked = 0; placeOf(state).at === "ask"; asked++) {
            const place = placeOf(state);
            assert.ok(place.at === "ask" && asked < 40, def.id);
            allPages(state, desk);
            const field = def.form
              .flatMap(({ fields }) => fields)
              .find(({ name }) => name === place.field);
            const value = given[place.field];
            if (!field || value === undefined || !isCode(field, value, catalogue, given)) break;
            const before = state;
            state = keysFor(field, value, state, desk);
            if (placeOf(state).note) {
              measured(state, desk);
              assert.ok(
                example.expect.problems?.includes(field.name),
                `${def.id} ${lang} ${place.field} ${JSON.stringify(value)}: ` +
                  `${screenOf(before, desk).text} -> ${screenOf(state, desk).text}`,
              );
              break;
            }
          }
          walkMenus(desk, state);
          allPages(state, desk);
        }
    }
  assert.ok(offered >= 5, `only ${offered} services are offered by phone`);
});
