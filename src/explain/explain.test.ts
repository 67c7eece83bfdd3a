import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { BpmnModdle } from "bpmn-moddle";
import { loadCatalogue } from "../catalogue/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { explain, processBpmn, processSvg } from "./index.ts";

const root = join(import.meta.dirname, "../..");
const i18n = makeI18n(join(root, "messages"));
const services = ["az", "rw"].flatMap((code) => {
  const { catalogue } = loadCatalogue(join(root, "jurisdictions", code));
  assert.ok(catalogue);
  const { jurisdiction } = catalogue;
  return catalogue.services.map((definition) => ({ definition, jurisdiction }));
});

const numbers = (tag: string) =>
  Object.fromEntries(
    [...tag.matchAll(/ (x|y|width|height)="([^"]+)"/g)].map(([, name, n]) => [name, Number(n)]),
  );

/** The corners at which a flow is drawn. */
function pointsOf(bpmn: string, flow: string) {
  const edge = bpmn.split(`bpmnElement="${flow}"`)[1]?.split("</bpmndi:BPMNEdge>")[0] ?? "";
  return [...edge.matchAll(/<di:waypoint[^>]*>/g)].map(([tag]) => numbers(tag));
}

const boundsOf = (bpmn: string, id: string) =>
  numbers(/<dc:Bounds[^>]*>/.exec(bpmn.split(`bpmnElement="${id}"`)[1] ?? "")?.[0] ?? "");

const touches = (box: Record<string, number>, point: Record<string, number> = {}): boolean => {
  const { x = 0, y = 0, width = 0, height = 0 } = box;
  const { x: px = -1, y: py = -1 } = point;
  return px >= x && px <= x + width && py >= y && py <= y + height;
};

for (const { definition, jurisdiction } of services) {
  const name = `${jurisdiction.code} ${definition.id}`;
  test(`${name}: other programs can read the diagram, and every way leads somewhere`, async () => {
    const text = processBpmn(definition, { jurisdiction, t: i18n.for("en") });
    const { warnings } = await new BpmnModdle().fromXML(text);
    assert.deepEqual(warnings, []);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, "an id stands for one thing");
    const flows = [
      ...text.matchAll(/<sequenceFlow id="([^"]+)".*? sourceRef="([^"]+)" targetRef="([^"]+)"/g),
    ];
    assert.ok(flows.length > 0);
    for (const { due } of definition.fees)
      if (due.startsWith("before "))
        assert.match(
          text,
          new RegExp(`sourceRef="paid-${due.slice(7)}" targetRef="stage-${due.slice(7)}"`),
        );
    for (const [, id = "", from = "", to = ""] of flows) {
      assert.ok(ids.includes(from) && ids.includes(to), `${id}: ${from} → ${to}`);
      assert.ok(text.includes(`bpmnElement="${id}"`), `${id} is drawn`);
      const way = pointsOf(text, id);
      for (const [i, { x, y }] of way.slice(1).entries())
        assert.ok(way[i]?.x === x || way[i]?.y === y, `${id} goes in right angles`);
      assert.ok(touches(boundsOf(text, from), way[0]), `${id} begins at ${from}`);
      assert.ok(touches(boundsOf(text, to), way.at(-1)), `${id} ends at ${to}`);
    }
  });

  test(`${name}: the picture is well formed, small and has a title`, async () => {
    const text = processSvg(definition, { jurisdiction, t: i18n.for("en") });
    const tags = [...text.matchAll(/<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g)];
    assert.equal(tags.length, text.split("<").length - 1, "every < begins a tag");
    const open: string[] = [];
    for (const [, closing, tag = "", , empty] of tags)
      if (closing) assert.equal(open.pop(), tag);
      else if (!empty) open.push(tag);
    assert.deepEqual(open, []);
    assert.doesNotMatch(text, /NaN|undefined|&(?!amp;|lt;|gt;|quot;)/);
    assert.ok(Buffer.byteLength(text) < 20 * 1024, `${Buffer.byteLength(text)} bytes`);
  });

  test(`${name}: no word of the picture is cut off in any language`, () => {
    for (const lang of i18n.languages)
      assert.doesNotMatch(processSvg(definition, { jurisdiction, t: i18n.for(lang) }), /…/, lang);
  });

  test(`${name}: is explained in four languages with its title and each fee`, () => {
    for (const lang of i18n.languages) {
      const t = i18n.for(lang);
      const page = explain(definition, { jurisdiction, t });
      assert.ok(page.includes(t.words(definition.title)));
      for (const { title, tariffs, currency } of definition.fees) {
        assert.ok(page.includes(t.words(title)), `${lang}: ${t.words(title)}`);
        for (const { amount } of tariffs)
          assert.ok(page.includes(`\`${amount.source}\``), currency);
      }
    }
  });
}

test("A committee is explained with its seats, quorum and outcome without a majority", () => {
  const scholarship = services.find(({ definition }) => definition.id === "scholarship-azerbaijan");
  assert.ok(scholarship);
  const { definition, jurisdiction } = scholarship;
  for (const lang of i18n.languages) {
    const t = i18n.for(lang);
    const page = explain(definition, { jurisdiction, t });
    const seats = t("public.committee", { members: 3, quorum: 2 });
    assert.equal(page.split(seats).length - 1, 2, `${lang}: of the ranking and of the appeal`);
    const { outcomes = [] } = definition.appeal ?? {};
    const stands = t.words(outcomes.find(({ id }) => id === "upheld")?.title);
    assert.ok(page.includes(t("committee.otherwise", { outcome: stands })), lang);
  }
  const t = i18n.for("en");
  assert.match(processSvg(definition, { jurisdiction, t }), /committee of 3/);
  assert.match(explain(definition, { jurisdiction, t }), /More than half of the votes decide\. /);
});
