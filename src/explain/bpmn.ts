import { durationText } from "../kernel/index.ts";
import { diagramOf } from "./bpmn-diagram.ts";
import { escalationId, type Flow, gatewayId, timerId } from "./flow.ts";
import type { Drawing, Node, PlacedNode } from "./model.ts";
import { xml } from "./xml.ts";

/** Language of conditions: FEEL of DMN 1.3, by its namespace. */
const feel = "https://www.omg.org/spec/DMN/20191111/FEEL/";
const elements = {
  start: "startEvent",
  end: "endEvent",
  payment: "intermediateCatchEvent",
  "user-task": "userTask",
  "rule-task": "businessRuleTask",
  exclusive: "exclusiveGateway",
  parallel: "parallelGateway",
  inclusive: "inclusiveGateway",
  complex: "complexGateway",
} as const;

/** Names of what the picture shows without words: the choice behind a task, and an escalation. */
export interface BpmnWords {
  readonly outcome: string;
  readonly escalated: string;
}

const namespaces = [
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
  'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
].join(" ");

/**
 * BPMN 2.0 (OMG formal/2011-01-03) with diagram interchange: a description, not an executable
 * program. The clock of the whole and questions to the applicant are said in its documentation.
 */
export function bpmnOf(drawing: Drawing, documentation: string, words: BpmnWords): string {
  const { id, title, nodes, lanes } = drawing;
  const flows = flowsOf(drawing);
  const laneSet = lanes.map(
    (lane) =>
      `<lane id="lane-${lane.id}" name="${xml(lane.name)}">${nodes
        .filter((node) => node.lane === lane.id)
        .flatMap(idsOf)
        .map((ref) => `<flowNodeRef>${ref}</flowNodeRef>`)
        .join("")}</lane>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${namespaces} id="definitions" targetNamespace="urn:hamwe:${id}" exporter="Hamwe">
<collaboration id="collaboration">\
<participant id="service" name="${xml(title)}" processRef="process"/></collaboration>
<process id="process" name="${xml(title)}" isExecutable="false">
<documentation>${xml(documentation)}</documentation>
<laneSet id="lanes">
${laneSet.join("\n")}
</laneSet>
${nodes.flatMap((node) => nodeElements(node, flows, words)).join("\n")}
${flows.map((flow) => flowElement(flow, nodes)).join("\n")}
</process>
${diagramOf(drawing, flows)}
</definitions>
`;
}

const idsOf = ({ id, gateway, timerBox, escalationBox }: PlacedNode): string[] => [
  id,
  ...(gateway ? [gatewayId(id)] : []),
  ...(timerBox ? [timerId(id)] : []),
  ...(escalationBox ? [escalationId(id)] : []),
];

/** The ways of the drawing, from where they leave in BPMN, and the short ones beside a task. */
export function flowsOf({ nodes, edges }: Drawing): Flow[] {
  const short = (from: string, to: string): Flow => ({
    id: `flow-${to}`,
    from,
    to,
    label: "",
    onTimer: false,
    isDefault: false,
  });
  return [
    ...edges.map((edge): Flow => {
      const node = nodes.find(({ id }) => id === edge.from);
      if (edge.onTimer) return { ...edge, from: timerId(edge.from) };
      if (node?.gateway) return { ...edge, from: gatewayId(edge.from) };
      const { condition, ...always } = edge;
      return node?.kind === "user-task" || condition === undefined ? always : edge;
    }),
    ...nodes.flatMap(({ id, gateway }) => (gateway ? [short(id, gatewayId(id))] : [])),
    ...nodes.flatMap(({ id, escalationBox }) =>
      escalationBox ? [short(timerId(id), escalationId(id))] : [],
    ),
  ];
}

/**
 * A way with a condition is called as where it leads to, where the picture has no room for a name.
 */
function flowElement({ id, from, to, label, condition }: Flow, nodes: readonly Node[]): string {
  const led = condition && nodes.find((node) => node.id === to)?.label;
  const caption = label || led;
  const name = caption ? ` name="${xml(caption)}"` : "";
  const when = condition
    ? `<conditionExpression xsi:type="tFormalExpression" language="${feel}">` +
      `${xml(condition)}</conditionExpression>`
    : "";
  return (
    `<sequenceFlow id="${id}"${name} sourceRef="${from}" targetRef="${to}">` +
    `${when}</sequenceFlow>`
  );
}

const refs = (id: string, flows: readonly Flow[]): string =>
  flows.map((flow) => (flow.to === id ? `<incoming>${flow.id}</incoming>` : "")).join("") +
  flows.map((flow) => (flow.from === id ? `<outgoing>${flow.id}</outgoing>` : "")).join("");

function nodeElements(node: PlacedNode, flows: readonly Flow[], words: BpmnWords): string[] {
  const { id, kind, label, note, timerBox, escalationBox, gateway } = node;
  const elementName = elements[kind];
  const preset = (at: string) => {
    const flow = flows.find(({ from, isDefault }) => from === at && isDefault);
    return flow ? ` default="${flow.id}"` : "";
  };
  const documentation = note ? `<documentation>${xml(note)}</documentation>` : "";
  const enough =
    node.enough === undefined
      ? ""
      : `<activationCondition xsi:type="tFormalExpression">done &gt;= ${node.enough}` +
        "</activationCondition>";
  const message = kind === "payment" ? `<messageEventDefinition id="${id}-event"/>` : "";
  const element = (name: string, at: string, said: string, more = "", inside = "") =>
    `<${name} id="${at}"${said ? ` name="${xml(said)}"` : ""}${more}>` +
    `${at === id ? documentation : ""}${refs(at, flows)}${inside}</${name}>`;
  return [
    element(
      elementName,
      id,
      label,
      kind === "exclusive" || kind === "inclusive" ? preset(id) : "",
      enough + message,
    ),
    ...(gateway
      ? [element("exclusiveGateway", gatewayId(id), words.outcome, preset(gatewayId(id)))]
      : []),
    ...(timerBox ? [timer(node, flows)] : []),
    ...(escalationBox
      ? [
          element(
            "endEvent",
            escalationId(id),
            words.escalated,
            "",
            `<escalationEventDefinition id="${escalationId(id)}-event"/>`,
          ),
        ]
      : []),
  ];
}

/**
 * A term in ISO 8601 where it counts calendar days; working days are told apart by their language.
 */
function timer({ id, timer: at }: Node, flows: readonly Flow[]): string {
  if (!at) return "";
  const language = at.term.unit === "calendar" ? "" : ' language="urn:hamwe:working-time"';
  const duration =
    `<timeDuration xsi:type="tFormalExpression"${language}>` +
    `${durationText(at.term)}</timeDuration>`;
  return (
    `<boundaryEvent id="${timerId(id)}" name="${xml(at.label)}" attachedToRef="${id}" ` +
    `cancelActivity="${!at.escalates}">${refs(timerId(id), flows)}` +
    `<timerEventDefinition id="${timerId(id)}-event">${duration}</timerEventDefinition>` +
    "</boundaryEvent>"
  );
}
