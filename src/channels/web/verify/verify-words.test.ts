import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { opening, startVerify, type VerifyDesk } from "../../../../tests/verify-given.ts";
import { signCwt, verifyCwt } from "../../../certificate-code/index.ts";
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

test("a paper that was signed with the words of one language is shown in the reader's too", async () => {
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
