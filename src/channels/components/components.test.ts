import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { buildCss } from "../../../scripts/build-css.ts";
import { buildIcons } from "../../../scripts/build-icons.ts";
import { buildMap } from "../../../scripts/build-map.ts";
import { languages, makeI18n } from "../../platform/i18n/index.ts";
import {
  asset,
  assets,
  bar,
  dayWords,
  errorSummary,
  html,
  input,
  layout,
  radios,
} from "./index.ts";

const root = join(import.meta.dirname, "../../..");
const i18n = makeI18n(join(root, "messages"));
const t = i18n.for("rw");

test("the stylesheet that is served is the one that its sources make", () => {
  const kept = readFileSync(join(import.meta.dirname, "assets/hamwe.css"), "utf8");
  assert.ok(kept === buildCss(), "stale: run `npm run build:css`");
});

test("the icons that are served are those named, a government's too, with their licence", () => {
  const kept = readFileSync(join(import.meta.dirname, "assets/icons.svg"), "utf8");
  assert.ok(kept === buildIcons(), "stale: run `npm run build:icons`");
  assert.match(kept, /ISC License/);
  for (const code of ["rw", "az"]) {
    const topics = readFileSync(join(root, `jurisdictions/${code}/topics.yaml`), "utf8");
    const events = topics.split("lifeEventIcons:")[1] ?? "";
    const names = [
      ...[...topics.matchAll(/^ {4}icon: (\S+)$/gm)].map(([, name]) => name),
      ...[...events.matchAll(/: (\S+)$/gm)].map(([, name]) => name),
    ];
    assert.ok(names.length > 8, code);
    for (const name of names) assert.ok(kept.includes(`id="${name}"`), `${code}: ${name}`);
  }
});

test("the map that is served is the one that its sources make", () => {
  const kept = readFileSync(join(import.meta.dirname, "assets/corridors.svg"), "utf8");
  assert.ok(kept === buildMap(), "stale: run `node scripts/build-map.ts`");
});

test("styles, script and sign together stay within what a slow network can bear", async () => {
  const sizes = new Map<string, number>();
  for (const { name, body } of assets) {
    const bytes = typeof body === "function" ? await body() : body;
    sizes.set(name, brotliCompressSync(bytes).length);
  }
  const size = (name: string) => sizes.get(name) ?? Number.NaN;
  assert.ok(size("hamwe.css") <= 15_000, `styles: ${size("hamwe.css")} bytes`);
  assert.ok(size("hamwe.js") <= 4_000, `script: ${size("hamwe.js")} bytes`);
  assert.ok(size("hamwe.svg") <= 1_000, `sign: ${size("hamwe.svg")} bytes`);
  assert.ok(size("icons.svg") <= 4_000, `icons: ${size("icons.svg")} bytes`);
  assert.ok(size("corridors.svg") <= 5_000, `map: ${size("corridors.svg")} bytes`);
});

test("no font, crest or address of another government is in the stylesheet", () => {
  const css = readFileSync(join(import.meta.dirname, "assets/hamwe.css"), "utf8");
  for (const foreign of ["GDS Transport", "@font-face", "crown", "url("])
    assert.ok(!css.includes(foreign), foreign);
});

test("the address of an asset changes when its bytes do", () => {
  assert.match(asset("hamwe.css"), /^\/assets\/hamwe\.[0-9a-f]{10}\.css$/);
  assert.throws(() => asset("other.css"));
});

test("what a person wrote is shown as text and never becomes part of the page", () => {
  const evil = `"><script>alert(1)</script>`;
  const field = String(
    input({ id: "a", name: "a", label: evil, hint: evil, error: evil, value: evil }, t),
  );
  assert.ok(!field.includes("<script>"));
  assert.match(field, /value="&quot;&gt;&lt;script&gt;/);
});

test("a field tells which hint and which error belong to it", () => {
  const field = String(input({ id: "a", name: "a", label: "A", hint: "h", error: "e" }, t));
  assert.match(field, /aria-describedby="a-hint a-error"/);
  assert.match(field, /aria-invalid="true"/);
});

test("the link of an error leads to the first answer of a group", () => {
  const group = String(
    radios(
      {
        id: "how",
        name: "how",
        legend: "?",
        items: [
          { value: "1", text: "1" },
          { value: "2", text: "2" },
        ],
        value: "2",
      },
      t,
    ),
  );
  assert.match(group, /id="how" name="how" type="radio" value="1">/);
  assert.match(group, /id="how-2" name="how" type="radio" value="2" checked>/);
  assert.match(String(errorSummary([{ text: "!", id: "how" }], t)), /href="#how"/);
});

test("a page says its language and offers the others without losing the place", () => {
  const page = String(layout({ title: "A", path: "/services?q=viza", content: "" }, t));
  assert.match(page, /<html lang="rw"/);
  assert.match(page, /href="\/services\?q=viza&amp;lang=fr"/);
});

test("a form that came back says so in its title", () => {
  const page = layout({ title: "A", path: "/", content: "", failed: true }, t);
  assert.match(
    String(page),
    new RegExp(`<title>${t("component.error-prefix")} A &#8211; Hamwe</title>`),
  );
});

test("a measure never draws beyond its ends", () => {
  assert.match(
    String(bar({ label: "a", value: 30, max: 20, text: "" })),
    /hw-bar__fill" width="100%"/,
  );
  assert.match(String(bar({ label: "a", value: 1, max: 0, text: "" })), /hw-bar__fill" width="0%"/);
});

test("a page of twenty questions fits the first window of a new connection", async () => {
  const fields = Array.from({ length: 20 }, (_, n) =>
    input({ id: `f${n}`, name: `f${n}`, label: `Ikibazo cya ${n}`, hint: "Urugero" }, t),
  );
  const page = String(layout({ title: "A", path: "/", content: html`${fields}` }, t));
  assert.ok(brotliCompressSync(page).length < 14_000);
});

test("the end of a session is said inside the page, above its foot", () => {
  const session = {
    endsAt: new Date("2026-11-23T08:20:00Z"),
    now: new Date("2026-11-23T08:00:00Z"),
    ...{ final: false, timeZone: "Africa/Kigali", hidden: "" },
  };
  const page = String(layout({ title: "Serivisi", path: "/", content: "", session }, t));
  const [main, note, footer] = ["</main>", "hw-session", "<footer"].map((at) => page.indexOf(at));
  assert.ok((main ?? 0) < (note ?? 0) && (note ?? 0) < (footer ?? 0), page);
});

test("where only the month is known, no language names a day", () => {
  assert.deepEqual(
    languages.map((lang) => dayWords("2025-06", i18n.for(lang))),
    ["Kamena 2025", "June 2025", "juin 2025", "iyun 2025"],
  );
});
