/**
 * A service told to people: as a page of words, and as a picture of its process in SVG and BPMN
 * 2.0. Pure; it reads no file and decides nothing, and a definition that passed its checks is
 * enough.
 */
import type { Definition } from "../catalogue/index.ts";
import { bpmnOf } from "./bpmn.ts";
import { graphOf } from "./graph.ts";
import { place } from "./place.ts";
import { svgOf } from "./svg.ts";
import type { Saying } from "./task-node.ts";
import { termsOf } from "./terms.ts";

export { explain } from "./page.ts";
export { sideOf, treatiesRead } from "./rights.ts";
export { fourEyesWords } from "./words.ts";

/** The process as an SVG file, in the language of `t`. */
export const processSvg = (definition: Definition, saying: Saying): string =>
  svgOf(place(graphOf(definition, saying)));

/** The process as BPMN 2.0 XML with its diagram, in the language of `t`. */
export const processBpmn = (definition: Definition, saying: Saying): string =>
  bpmnOf(
    place(graphOf(definition, saying)),
    [saying.t.words(definition.description), ...termsOf(definition, saying)].join(" "),
    { outcome: saying.t("explain.outcome"), escalated: saying.t("explain.escalated") },
  );
