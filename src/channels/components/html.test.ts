import assert from "node:assert/strict";
import { test } from "node:test";
import { isStringOneByteRepresentation } from "node:v8";
import { attr, html, latin } from "./html.ts";

test("Line breaks between elements and beside values are not part of the page", () => {
  const items = ["a", "b"].map((item) => html`<li>${item}</li>`);
  const list = html`
    <h2 class="govuk-heading-m">${"Two"}</h2>
    <ul>
      ${items}
    </ul>
    ${null}
    <p>
      ${"end"}
    </p>
  `;
  assert.equal(
    String(list),
    '<h2 class="govuk-heading-m">Two</h2><ul><li>a</li><li>b</li></ul><p>end</p>',
  );
});

test("A line break within a text or between attributes is one space", () => {
  const link = html`<a
      class="govuk-link"
      href="${"/a"}"
      id="a"${attr("lang", "rw")}
      ${attr("rel", "next")}
      hidden
    >
      One text
      on two lines
    </a>`;
  assert.equal(
    String(link),
    '<a class="govuk-link" href="/a" id="a" lang="rw" rel="next" hidden>One text on two lines</a>',
  );
});

test("A template on one line stays as it is, and so do line breaks in values", () => {
  assert.equal(String(html`<b>x</b> <i>${"1\n 2"}</i> y`), "<b>x</b> <i>1\n 2</i> y");
  assert.equal(String(html`<b>${"<"}</b>${html.raw`<i>\n</i>`}`), "<b>&lt;</b><i>\n</i>");
});

test("A text with a letter beyond Latin-1 leaves its page at a byte a letter", () => {
  const hours = latin("Monday to Friday <07:00–20:00>, and a text that is long enough");
  assert.match(String(hours), /&lt;07:00&#8211;20:00&gt;/);
  assert.ok(isStringOneByteRepresentation(String(html`<p>${hours}</p>`)));
});
