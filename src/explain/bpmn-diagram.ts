import { escalationId, type Flow, gatewayId, timerId } from "./flow.ts";
import type { Box, Drawing, PlacedNode, Point } from "./model.ts";

/** The pool's own header stands to the left of its lanes. */
const header = 30;
const bounds = ({ x, y, width, height }: Box): string =>
  `<dc:Bounds x="${x + header}" y="${y}" width="${width}" height="${height}"/>`;
const label = (box: Box | undefined): string =>
  box ? `<bpmndi:BPMNLabel>${bounds(box)}</bpmndi:BPMNLabel>` : "";
const shape = (id: string, box: Box, more = "", said = ""): string =>
  `<bpmndi:BPMNShape id="${id}-shape" bpmnElement="${id}"${more}>` +
  `${bounds(box)}${said}</bpmndi:BPMNShape>`;

/** BPMN DI: where every element and every flow of the process is drawn. */
export function diagramOf(drawing: Drawing, flows: readonly Flow[]): string {
  const { lanes, nodes, width, height } = drawing;
  const pool = { x: -header, y: 0, width: width + header, height };
  const shapes = [
    shape("service", pool, ' isHorizontal="true"'),
    ...lanes.map(({ id, box }) => shape(`lane-${id}`, box, ' isHorizontal="true"')),
    ...nodes.flatMap(shapesOf),
  ];
  return `<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">
${shapes.join("\n")}
${flows.map((flow) => edgeOf(flow, drawing)).join("\n")}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
}

/** Beside the timer and what it sets off, so that neither is written over. */
const termBox = (said: string, timer: Box, escalation: Box | undefined): Box => ({
  x: (escalation ?? timer).x + (escalation ?? timer).width + 4,
  y: escalation ? escalation.y : timer.y + timer.height / 2 + 1,
  width: Math.ceil(said.length * 6.2),
  height: 14,
});

function shapesOf(node: PlacedNode): string[] {
  const { id, kind, box, gateway, timerBox, escalationBox, timer } = node;
  const below = { x: box.x - 45, y: box.y + box.height + 2, width: box.width + 90, height: 26 };
  const marked = kind === "exclusive" ? ' isMarkerVisible="true"' : "";
  return [
    shape(id, box, marked, label(kind.endsWith("task") ? undefined : below)),
    ...(gateway ? [shape(gatewayId(id), gateway, ' isMarkerVisible="true"')] : []),
    ...(timerBox
      ? [
          shape(
            timerId(id),
            timerBox,
            "",
            label(termBox(timer?.label ?? "", timerBox, escalationBox)),
          ),
        ]
      : []),
    ...(escalationBox ? [shape(escalationId(id), escalationBox)] : []),
  ];
}

function edgeOf(flow: Flow, drawing: Drawing): string {
  const drawn = drawing.edges.find(({ id }) => id === flow.id);
  const points = drawn?.points ?? shortWay(flow, drawing.nodes);
  const way = points.map(({ x, y }) => `<di:waypoint x="${x + header}" y="${y}"/>`).join("");
  return (
    `<bpmndi:BPMNEdge id="${flow.id}-edge" bpmnElement="${flow.id}">` +
    `${way}${label(drawn?.labelBox)}</bpmndi:BPMNEdge>`
  );
}

/** From a task to its gateway, or from its timer down to the escalation. */
function shortWay({ to }: Flow, nodes: readonly PlacedNode[]): Point[] {
  for (const { id, box, gateway, timerBox, escalationBox } of nodes) {
    const middle = box.y + box.height / 2;
    if (gateway && to === gatewayId(id))
      return [
        { x: box.x + box.width, y: middle },
        { x: gateway.x, y: middle },
      ];
    if (!timerBox || !escalationBox || to !== escalationId(id)) continue;
    const x = timerBox.x + timerBox.width / 2;
    const y = escalationBox.y + escalationBox.height / 2;
    return [
      { x, y: timerBox.y + timerBox.height },
      { x, y },
      { x: escalationBox.x, y },
    ];
  }
  return [];
}
