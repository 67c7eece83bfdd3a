/** Each page stands in one language: whatever is said in another one says so by its `lang`. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parse } from "yaml";
import { type Definition, readExamples } from "../../src/catalogue/index.ts";
import { type Lang, languageNames, languages, makeI18n } from "../../src/platform/i18n/index.ts";
import { begin, step } from "../apply.ts";
import type { Answer, Client } from "../client.ts";
import { broughtTo } from "../hostile/applying.ts";
import { filled, formsOf, plain } from "../page-forms.ts";
import { Phone } from "../phone.ts";
import { startTown, type Town } from "../town.ts";
import { strangersIn, strangersOn, type Vocabulary, vocabularyOf } from "./one-language.ts";

const root = join(import.meta.dirname, "../..");
const i18n = makeI18n(join(root, "messages"));

interface Government {
  readonly code: string;
  readonly hall: string;
  readonly person: string;
  /** Who works here: an officer, an operator, a floor manager, an agent, an inspector. */
  readonly staff: readonly string[];
}

const governments: readonly Government[] = [
  {
    code: "rw",
    hall: "kigali",
    person: "habimana-eric",
    staff: ["officer-mutesi", "uwase-claudine", "ingabire-solange", "ndayisaba-paul"].concat(
      "rwema-patrick",
    ),
  },
  {
    code: "az",
    hall: "baku",
    person: "quliyeva-aysel",
    staff: ["officer-huseynova", "operator-aliyeva", "floor-manager-huseynli"].concat(
      "agent-asgarov",
      "inspector-novruzova",
    ),
  },
];

/** What people write themselves in the examples: names and sentences, in whatever language. */
function writtenIn(folder: string, { id }: Definition): string[] {
  const file = join(folder, "services", id, "examples.yaml");
  return readExamples(file, readFileSync(file, "utf8")).examples.flatMap(({ answers, applicant }) =>
    stringsIn([answers, applicant]),
  );
}

/**
 * What the register of the partnership begins with.
 * Instruments are left out: the code of a state, before a signatory, looks like a language.
 */
const partnershipOf = (folder: string): unknown[] =>
  ["partnership", "demo/partnership"]
    .map((part) => join(folder, part))
    .flatMap((part) =>
      readdirSync(part)
        .filter((file) => file !== "instruments.yaml")
        .map((file) => parse(readFileSync(join(part, file), "utf8"))),
    );

/** What officers typed in one language alone: where a session was held, the note of a figure. */
const typedIn = (value: unknown): string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        typeof inner === "string" && /^(place|note)$/.test(key) ? [inner] : typedIn(inner),
      )
    : [];

const stringsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/**
 * Pages of one kind differ by what they are about, not by their words: a few of each are enough.
 */
const kindOf = (path: string): string =>
  path
    .replaceAll(/[0-9a-f-]{36}|[A-Z0-9]{5}-[A-Z0-9]{5}|\d{4}-\d\d-\d\d/g, ":id")
    .replace(/\?.*/, (query) => `?${[...new URLSearchParams(query).keys()].join("&")}`);

const elsewhere = /^\/(assets|sign-out|api\b|demo\/outbox)|[?&]lang=|\.\w{2,6}(\?|$)/;

/**
 * Opens these pages, whatever they lead to, and what that leads to, but of each kind no more than
 * three; `kinds` says how many of each were opened before. @returns how many pages were opened
 */
async function walk(
  client: Client,
  starts: readonly string[],
  kinds = new Map<string, number>(),
): Promise<number> {
  const waiting = [...starts];
  const opened = new Set<string>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    if (opened.has(path)) continue;
    if (!starts.includes(path) && (kinds.get(kind) ?? 0) >= 3) continue;
    opened.add(path);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const { body } = await client.get(path);
    for (const [, href = ""] of body.matchAll(/\shref="(\/[^"#]*)/g)) {
      const next = plain(href);
      if (!elsewhere.test(next)) waiting.push(next);
    }
  }
  return opened.size;
}

/** Sends each form of a page as it stands, so that it says what is missing. */
async function sendEmpty(client: Client, page: Answer): Promise<void> {
  for (const form of formsOf(page.body, page.path))
    if (form.method === "post" && /\/(page|documents|check)/.test(form.action))
      await client.send(form.action, filled(form, {}));
}

/**
 * Presses what a feature phone offers, two screens deep from the first. @returns all screens, once
 * each
 */
async function pressAll(phone: Phone, lang: Lang): Promise<ReadonlySet<string>> {
  const screens = new Set<string>();
  await phone.dial();
  // A cedilla is not among the signs of an SMS.
  await phone.choose(new RegExp(`^${languageNames[lang].replace(/[çə]/, ".")}$`));
  const digits = ["1", "2", "3", "4", "5", "6", "7", "9"];
  const ways = digits.flatMap((first) => [[first], ...digits.map((second) => [first, second])]);
  for (const way of ways) {
    if (phone.last.startsWith("END")) await phone.dial();
    screens.add(await phone.type("00"));
    // Who chooses among the languages would leave this one.
    for (const digit of way)
      if (phone.last.startsWith("CON") && !phone.last.includes(languageNames.en))
        screens.add(await phone.type(digit));
  }
  return screens;
}

for (const { code, hall, person, staff } of governments)
  describe(`In ${code}`, () => {
    const folder = join(root, "jurisdictions", code);
    let town: Town;
    let vocabulary: Vocabulary;
    before(async () => {
      town = await startTown("2026-11-23T08:00:00Z", folder);
      const { catalogue } = town.app;
      const written = catalogue.services.flatMap((def) => writtenIn(folder, def));
      const lists = [
        ...["countries", "currencies"],
        ...[join(folder, "lists"), join(root, "jurisdictions/lists")]
          .flatMap((each) => readdirSync(each))
          .map((file) => file.replace(/\.yaml$/, "")),
      ].map((id) => catalogue.codeList(id));
      const names = [...town.people, ...town.officers].map(({ id, name }) => `${id} ${name}`);
      const partnership = partnershipOf(folder);
      vocabulary = vocabularyOf(
        i18n,
        [catalogue, lists, town.people, partnership],
        [...names, ...written, ...typedIn(partnership)],
      );
    });
    after(() => town?.close());

    /** In this language, and with a list of all that was said in another one. */
    async function reader(client: Client, lang: Lang) {
      await client.get(`/?lang=${lang}`);
      const strangers = new Map<string, string>();
      let pages = 0;
      client.watch = ({ body, path }) => {
        if (!body.startsWith("<!doctype html>")) return;
        pages += 1;
        const own = /<html lang="(\w+)"/.exec(body)?.[1];
        if (own !== lang) strangers.set(`the page is in ${own}`, path);
        for (const { text, words, lang: said } of strangersOn(body, vocabulary))
          strangers.set(`“${text}” is not ${said} (${words.join(", ")})`, path);
      };
      return {
        client,
        pages: () => pages,
        told: () => [...strangers].map(([what, path]) => `${path}: ${what}`).join("\n"),
      };
    }

    for (const lang of languages) {
      /** Pages of staff lead to those that a guest has opened; these are not opened again. */
      const kinds = new Map<string, number>();

      test(`${lang}: every public page, the hall and the demonstration stand in one language`, async () => {
        const { client, pages, told } = await reader(town.guest(), lang);
        const doors = ["/", "/services?q=hamwe", "/track", "/v", "/no-such-page", "/demo"];
        const halls = ["board", "kiosk"].map((part) => `/hall/${hall}/${part}`);
        await walk(client, [...doors, ...halls, `/centres/${hall}/ticket`], kinds);
        assert.equal(told(), "");
        assert.ok(pages() > 40, `${pages()} pages`);
      });

      test(`${lang}: every form stands in one language, what is missing in it too, and the application after it`, async () => {
        const { client, pages, told } = await reader(await town.as(person), lang);
        for (const def of town.app.catalogue.services.filter(({ process }) => process)) {
          const brought = broughtTo(town.app.catalogue, folder, def);
          let at: Answer | undefined = await begin(client, def.id).catch(() => undefined);
          for (let turn = 0; at && turn < 40; turn += 1) {
            await sendEmpty(client, at);
            const next: Answer | undefined = await step(client, at, brought);
            at = next?.path === at.path && next?.status !== 200 ? undefined : next;
          }
        }
        await town.settle();
        await walk(client, ["/applications", "/applications/messages", "/documents", "/my-visits"]);
        assert.equal(told(), "");
        assert.ok(pages() > 60, `${pages()} pages`);
      });

      test(`${lang}: every screen of a feature phone stands in one language`, async () => {
        const screens = await pressAll(
          new Phone(town, `+25070000090${languages.indexOf(lang)}`),
          lang,
        );
        const named = new RegExp(
          `CON|END|${Object.values(languageNames).join("|")}|Francais|Azerbaycan`,
          "g",
        );
        const strangers = [...screens]
          .map((screen) => ({
            screen,
            words: strangersIn(screen.replaceAll(named, ""), lang, vocabulary),
          }))
          .filter(({ words }) => words.length > 0);
        assert.deepEqual(strangers, []);
        assert.ok(screens.size > 10, `${screens.size} screens`);
      });

      test(`${lang}: the offices, the counter and the floor stand in one language`, async () => {
        for (const id of staff) {
          const { client, told } = await reader(await town.as(id), lang);
          const desks = ["/office", "/counter", `/hall/${hall}`, `/hall/${hall}/devices`];
          await walk(client, desks, kinds);
          assert.equal(told(), "", id);
        }
      });
    }
  });
