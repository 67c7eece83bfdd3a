import assert from "node:assert/strict";
import { test } from "node:test";
import { statuses } from "../src/cases/index.ts";
import { billStatuses } from "../src/payments/index.ts";
import { mayImport, moduleOf, sameModule, schemasOf } from "./architecture/house.ts";
import { partOf, wideLinesLeft } from "./architecture/line-width.ts";
import {
  importsOf,
  migrations,
  type SourceFile,
  sources,
  tablesIn,
} from "./architecture/sources.ts";

const isTest = (file: SourceFile) => file.path.endsWith(".test.ts");
const house = sources("src").filter((file) => !isTest(file));
const everything = [
  ...sources("src"),
  ...sources("scripts"),
  ...sources("tests"),
  ...sources("bench"),
];

/** Fails with one line per file: which, and what it breaks. */
const none = (broken: readonly string[]) => assert.equal(broken.join("\n"), "");

test("Every file of the house belongs to a part that is in the table", () => {
  none(house.filter(({ path }) => !moduleOf(path)).map(({ path }) => `${path}: no such part`));
});

test("A part imports only parts that stand above it, and siblings do not name each other", () => {
  const broken = house.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith("src/") && !mayImport(file.path, target))
      .map((target) => `${file.path}: may not import ${target}`),
  );
  none(broken);
});

test("A part is entered only by its door", () => {
  const broken = house.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith("src/") && !sameModule(file.path, target))
      .filter((target) => !/\/index\.ts$|^src\/[^/]+\.ts$/.test(target))
      .map((target) => `${file.path}: enters ${target} past its index.ts`),
  );
  none(broken);
});

test("The house stands without its tests, its scripts and its measurements", () => {
  const broken = house.flatMap((file) =>
    importsOf(file)
      .filter((target) => /^(tests|scripts|bench)\//.test(target))
      .map((target) => `${file.path}: imports ${target}`),
  );
  none(broken);
});

test("Acts know no request and no page: they take a person, a door and a subject", () => {
  const broken = house
    .filter(({ path }) => path.startsWith("src/acts/"))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => /^(fastify|@fastify)|^src\/(channels|platform\/http)\//.test(target))
        .map((target) => `${file.path}: imports ${target}`),
    );
  none(broken);
});

/** A status in a comparison or a list, and one with a hyphen anywhere but as the key of a table. */
const judgesStatus = (code: string, status: string): boolean =>
  new RegExp(`\\bstatus\\s*[!=]==\\s*"${status}"`).test(code) ||
  new RegExp(`"${status}"[^\\n]*\\]\\)?\\.(includes|has)\\(`).test(code) ||
  (status.includes("-") && new RegExp(`"${status}"(?!\\s*:)`).test(code));

test("Channels decide nothing: no SQL, no hash, and no status of an application or a bill is judged", () => {
  const channels = house.filter(({ path }) => path.startsWith("src/channels/"));
  const hashes = /\bcreate(Hash|Hmac|Cipheriv|Decipheriv)\b|\bsha256\(/;
  const broken = channels.flatMap(({ path, code }) => [
    ...(/\bsql(<[^`]*>)?`/.test(code) ? [`${path}: speaks SQL`] : []),
    ...(hashes.test(code) ? [`${path}: makes a hash, which its act or module should`] : []),
    ...[...statuses, ...billStatuses]
      .filter((status) => judgesStatus(code, status))
      .map((status) => `${path}: judges the status "${status}", which the table of acts should`),
  ]);
  none(broken);
});

const alwaysPure =
  /^src\/(kernel|rules|form|workflow|centres\/queue)\/|\/(model|decide|policy)\.ts$/;
const impure =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bperformance\.now\(|\bcrypto\.|\bprocess\.|\bfetch\(|\bset(Timeout|Interval)\(/;

test("A refusal is put into words in one place, for pages, programs and text messages", () => {
  // A table of its own by kind, a guard of its own, a message of its own for the next page.
  const table = "Record<RefusalKind";
  const guard = 'new TurnedAway\\(\\{\\s*refusal: \\{\\s*kind: "not-';
  // The key of a refusal's words, put together in a template or by a plus.
  const key = "`refusals\\.\\$\\{|[\"'`]refusals\\.[\"'`]";
  const own = new RegExp(`${table}|${guard}|${key}`);
  const one = ["src/platform/http/presentation.ts", "src/platform/i18n/translate.ts"];
  const others = sources("src").filter(({ path }) => !one.includes(path));
  none(others.filter(({ code }) => own.test(code)).map(({ path }) => path));
});

test("What decides is pure: no clock, no chance, no database, no network", () => {
  const broken = house
    .filter((file) => alwaysPure.test(file.path))
    .flatMap((file) => [
      ...importsOf(file)
        .filter((target) => /^(node:|src\/platform\/)/.test(target))
        .map((target) => `${file.path}: is pure and imports ${target}`),
      ...(file.code.match(impure) ?? [])
        .slice(0, 1)
        .map((word) => `${file.path}: is pure and says ${word}`),
    ]);
  none(broken);
});

test("Each part keeps its tables to itself: its SQL names no other schema", () => {
  const broken = [...house, ...migrations()].flatMap((file) => {
    const own = schemasOf(file.path);
    return tablesIn(file)
      .filter(({ schema }) => !own.includes(schema))
      .map(({ schema, table }) => `${file.path}: names ${schema}.${table}`);
  });
  none(broken);
});

test("Only the configuration reads the environment", () => {
  const broken = house
    .filter(({ path, code }) => path !== "src/config.ts" && /\bprocess\.env\b/.test(code))
    // An entry hands the environment over; it does not read it.
    .filter(
      ({ path, code }) =>
        !["src/main.ts", "src/serve.ts", "src/signer.ts"].includes(path) ||
        /process\.env(?!\))/.test(code),
    )
    .map(({ path }) => `${path}: reads process.env`);
  none(broken);
});

test("Nothing is called by a name that says nothing", () => {
  const broken = everything
    .filter(({ path }) =>
      /(^|\/|-)(utils?|helpers?|common|misc|manager)(\.ts$|\/)|-service\.ts$/.test(path),
    )
    .map(({ path }) => `${path}: say what it is`);
  none(broken);
});

test("No constant is named by a participle that says nothing", () => {
  const broken = house.flatMap(({ path, code }) =>
    [...code.matchAll(/\b(?:const|let) \W{0,2}(found|known|wanted|kept|told|said)\b/g)].map(
      ([, name]) => `${path}: name the thing, not \`${name}\``,
    ),
  );
  none(broken);
});

test("Each door says what is behind it", () => {
  const broken = house
    .filter(({ path, text }) => path.endsWith("/index.ts") && !text.startsWith("/**"))
    .map(({ path }) => `${path}: begins with no paragraph on what this is and is not`);
  none(broken);
});

const made = (file: SourceFile) => file.text.startsWith("// Made by ");

test("No line is longer than 100 columns, templates and comments included", () => {
  const wide = everything.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, at) => ([...line].length > 100 ? [`${path}:${at + 1}`] : [])),
  );
  const byPart = Map.groupBy(wide, (place) => partOf(place));
  const broken = [...byPart].filter(([part, { length }]) => length > (wideLinesLeft[part] ?? 0));
  none(
    broken.map(
      ([part, places]) =>
        `${part}: ${places.length} lines, ` +
        `at most ${wideLinesLeft[part] ?? 0}, among ${places.join(" ")}`,
    ),
  );
});

test("No file that is written by hand is longer than 400 lines, and most are shorter than 200", () => {
  const lengths = everything
    .filter((file) => !made(file))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }));
  none(
    lengths.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines} lines`),
  );
  const short = lengths.filter(({ lines }) => lines < 200).length;
  assert.ok(short > lengths.length * 0.8, `${short} of ${lengths.length} files are short`);
});
