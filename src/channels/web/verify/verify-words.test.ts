import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  opening,
  readVerdict,
  startVerify,
  type VerifyDesk,
} from "../../../../tests/verify-given.ts";
import { qrText, signCwt, verifyCwt } from "../../../certificate-code/index.ts";
import { exampleLicence } from "../../../credentials/example-licence.ts";
import { must } from "../../../kernel/index.ts";

let desk: VerifyDesk;
before(async () => {
  desk = await startVerify();
});
after(() => desk?.close());

test("a genuine paper says the same in every language, in the words of that language", async () => {
  const { issue, verdictOf } = desk;
  const { cwt } = await issue({ lang: "rw" });
  const words = { en: "Exploration", rw: "Ubushakashatsi", fr: "Recherche", az: "Kəşfiyyat" };
  for (const [lang, word] of Object.entries(words)) {
    const text = (await verdictOf(cwt, opening, lang)).text;
    assert.ok(text.includes(word), `${lang}: ${text}`);
    for (const other of Object.values(words).filter((each) => each !== word))
      assert.ok(!new RegExp(`\\s${other}\\s`).test(text), `${lang} says ${other}`);
  }
});

test("a paper signed with the words of one language is shown in the reader's too", async () => {
  const { issue, signerOf, verdictOf } = desk;
  const { cwt } = await issue();
  const signer = await signerOf("example-mines");
  const claims = must(await verifyCwt(cwt, () => signer.publicKey));
  const old = [...claims.fields].map(
    ([field, value]) => [field, Array.isArray(value) ? value.join(", ") : value] as const,
  );
  const before = await signCwt({ ...claims, fields: new Map(old) }, signer);
  assert.ok((await verdictOf(before)).text.includes("Exploration"));
  assert.ok((await verdictOf(before, opening, "rw")).text.includes("Ubushakashatsi"));
});

const longLine = {
  name: "terms",
  label: { en: "Terms" },
  value: "No blasting. ".repeat(40).trim(),
};

/** What a paper leaves out: a line without a value, and the day that stands at its foot. */
const notOnPaper = [
  { name: "stated", label: { en: "Purpose as stated" }, value: "" },
  { name: "issued_on", label: { en: "Date of issue" }, value: "2026-11-23" },
];

/**
 * The page with a certificate that has one line more than its code holds, before and after
 * `change`.
 */
async function withLines(change: (statement: string) => string): Promise<string> {
  const { issue, origin, withContext, newPage } = desk;
  const { cwt } = await issue({ claims: [...exampleLicence().claims, longLine, ...notOnPaper] });
  return withContext(async (context) => {
    await context.route("**/v/statement", async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      await route.fulfill({ json: { ...body, statement: change(body.statement) } });
    });
    const page = await newPage(context);
    await page.goto(qrText(origin, cwt));
    assert.ok(!(await readVerdict(page)).text.includes("No blasting"));
    await page.getByRole("button", { name: "Show these lines too" }).click();
    await page
      .locator("#result [data-failed]:not([hidden]), #result dd:has-text('blasting')")
      .waitFor();
    return page.locator("#result").innerText();
  });
}

test("lines outside the code are shown when asked for, bound to it by its digest", async () => {
  const text = await withLines((statement) => statement);
  assert.ok(text.includes(longLine.value));
  assert.match(text, /Renewable\s+Yes/);
  assert.equal(text.split("Kivu Example Ltd").length, 2, "each line once");
  assert.ok(!text.includes("not in the code"));
  assert.ok(!text.includes("Purpose as stated"), "no line without a value");
  assert.equal(text.split("Date of issue").length, 2, "no date twice");
});

test("a line that was changed on the way is not shown", async () => {
  const text = await withLines((statement) => statement.replace("No blasting", "Any blasting"));
  assert.ok(!text.includes("blasting"));
  assert.match(text, /they do not belong to this document/);
});
