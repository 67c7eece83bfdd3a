import assert from "node:assert/strict";
import { test } from "node:test";
import { hslOf, lookOf, type State, themeOf } from "./theme.ts";

const state: State = {
  name: { en: "Republic of Azerbaijan", az: "Azərbaycan Respublikası" },
  colours: { strong: "#17406d", second: "#8c2f39" },
  emblem: { size: 10, paths: [{ d: "M0 0H10V10H0Z", tone: "strong" }] },
};

test("A colour is its hue, its saturation and its lightness", () => {
  assert.deepEqual(hslOf("#ffffff"), { hue: 0, saturation: 0, lightness: 1 });
  assert.deepEqual(hslOf("#ff0000"), { hue: 0, saturation: 1, lightness: 0.5 });
  assert.equal(hslOf("#00ff00").hue, 120);
  assert.equal(hslOf("#0000ff").hue, 240);
});

test("A state brings its colours and its emblem, at addresses that name their content", () => {
  const [css, emblem] = themeOf(state);
  assert.match(css.body, /--hw-pine:#17406d/);
  assert.match(css.path, /^\/theme\/theme\.[0-9a-f]{10}\.css$/);
  assert.match(emblem.body, /viewBox="0 0 10 10"><path fill="#17406d" d="M0 0H10V10H0Z"\/>/);
  const other = { ...state, colours: { ...state.colours, strong: "#0f4434" } };
  assert.notEqual(themeOf(other)[0].path, css.path);
  assert.equal(lookOf(state, "az").name, "Azərbaycan Respublikası");
  assert.equal(lookOf(state, "rw").name, "Republic of Azerbaijan");
});
