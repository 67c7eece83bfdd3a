import assert from "node:assert/strict";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { startTown } from "../town.ts";

/** What a checker of HTML finds on the pages of both governments, for guests and for a person. */
const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
  rules: {
    // Style alone: templates leave blanks where nothing stands, and write the doctype small.
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    "void-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "no-inline-style": "error",
    // The banner of a demonstration is a region of its own; a section has no role but by its name.
    "prefer-native-element": "off",
    // GOV.UK's date input says it for a screen reader that otherwise keeps silent about the group.
    "no-redundant-role": "off",
    // The languages stand as a row and as a menu; the stylesheet shows one of them.
    "unique-landmark": "off",
    "long-title": "off",
    // A telephone number's parts are kept together by its own markup.
    "tel-non-breaking": "off",
    "require-sri": "off",
  },
});

test("No page that people see has a fault in its HTML: 60 and more, both governments", async () => {
  const faults = new Set<string>();
  let pages = 0;
  for (const code of ["rw", "az"]) {
    const town = await startTown("2026-11-23T08:00:00Z", `jurisdictions/${code}`);
    try {
      const ids = town.app.catalogue.services.map(({ id }) => id);
      const open = [
        ...["/", "/services", "/services?for=visitor", "/services?topic=trade", "/services?q=zzz"],
        ...["/track", "/help", "/accessibility", "/privacy", "/authorities", "/status", "/v"],
        ...["/centres", "/partnership", "/nowhere"],
        ...ids.flatMap((id) => [
          `/services/${id}`,
          `/services/${id}/check`,
          `/services/${id}/cost`,
        ]),
      ];
      const own = ["/me", "/applications", "/documents", "/appointments", "/applications/messages"];
      const guest = town.guest();
      const person = await town.as(town.people[0]?.id ?? "");
      for (const [client, paths] of [
        [guest, open],
        [person, own],
      ] as const)
        for (const path of paths) {
          const { body } = await client.get(path);
          const { results } = await validator.validateString(body);
          pages += 1;
          for (const { messages } of results)
            for (const { ruleId, message, line } of messages)
              faults.add(`${path}:${line} ${ruleId}: ${message}`);
        }
    } finally {
      await town.close();
    }
  }
  assert.ok(pages >= 60, `${pages} pages`);
  assert.deepEqual([...faults], []);
});
