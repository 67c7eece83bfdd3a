import assert from "node:assert/strict";
import { test } from "node:test";
import { goodService, readText } from "../good-service.fixture.ts";

/** A good definition with `from` replaced by `to`, and the expected message. */
export type Mistake = readonly [
  title: string,
  from: string,
  to: string,
  message: RegExp,
  base?: string,
];

/**
 * One test per mistake: it is reported, no definition is made, and the finding says how to mend it.
 */
export function finds(mistakes: readonly Mistake[]): void {
  for (const [title, from, to, message, base = goodService] of mistakes)
    test(`${title} is found`, () => {
      assert.ok(base.includes(from), `the good definition no longer says ${from}`);
      const { definition, findings } = readText(base.replace(from, to));
      assert.equal(definition, undefined);
      assert.match(findings.map((one) => one.message).join("\n"), new RegExp(message.source, "m"));
      for (const one of findings) assert.ok(one.line >= 1 && one.column >= 1 && one.mend !== "");
    });
}
