import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { smsSize, smsText } from "../../messages/index.ts";
import { cutPages } from "./pages.ts";

test("However long a text or a list is, its pages fit and no word of it is lost", () => {
  const word = fc.string({
    unit: fc.constantFrom(..."abcdefghij əşç[]€".split("")),
    minLength: 1,
    maxLength: 12,
  });
  const text = fc
    .array(word, { maxLength: 60 })
    .map((words) => words.join(" ").replace(/\s+/g, " ").trim());
  const options = fc.array(
    text.filter((each) => each !== ""),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(text, options, fc.constantFrom("en", "az"), (said, labels, lang) => {
      const pages = cutPages({ text: said, options: labels, lang, back: "Geri", more: "Ardı" });
      const shown = pages.map(({ text: page }) => page).join(" ");
      for (const page of pages) {
        const { encoding, units } = smsSize(page.text);
        assert.ok(units <= (encoding === "UCS-2" ? 70 : 160), page.text);
      }
      for (const each of smsText(`${said} ${labels.join(" ")}`, lang).split(/\s+/))
        assert.ok(shown.includes(each), `${each} is not in ${shown}`);
      for (const index of labels.keys())
        assert.ok(
          pages.some(({ chooses }) => chooses.includes(index)),
          `option ${index}`,
        );
    }),
    { numRuns: 300 },
  );
});
