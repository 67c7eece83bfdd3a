/**
 * The catalogue for other catalogues: services, authorities and moments of life as linked data in
 * CPSV-AP 3.2.0. It turns definitions into statements, writes them as JSON-LD and checks them
 * against the shapes; it reads no file, answers no request and knows no Turtle (the script does).
 */
export { catalogueNodes } from "./catalogue.ts";
export { shapeProblems } from "./check.ts";
export { publisher } from "./government.ts";
export { distinct, type Node, type Value } from "./node.ts";
export { jsonLdOf, type Statement, statementsOf } from "./serialise.ts";
export { serviceNodes } from "./service.ts";
export type { Setting } from "./setting.ts";
export { dcatShapes, type Shape, shapes } from "./shapes.ts";
export { prefixes } from "./vocabulary.ts";
