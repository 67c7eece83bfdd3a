import type { Box, Drawing, PlacedEdge, PlacedNode } from "./model.ts";
import { wayText } from "./place.ts";
import { lines, xml } from "./xml.ts";

/** Dark enough for white text (WCAG 1.4.3); the lane's name says the same without colour. */
const colours = [
  "#1d5c86",
  "#7a3b00",
  "#3d6b21",
  "#6b2c73",
  "#8a1f3d",
  "#00635d",
  "#4a4a8c",
  "#5f5200",
];
const style =
  "text{font:10px sans-serif;fill:#111}.e{fill:none;stroke:#555}.c{text-anchor:middle}" +
  ".n{font-size:9px;fill:#444}.b{font-weight:bold}" +
  ".w{fill:#fff}.s{stroke:#333;fill:#fff}.l{stroke:#fff;stroke-width:3;paint-order:stroke}";
const arrowHead =
  '<marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" ' +
  'orient="auto"><path d="M0 0L8 4L0 8z" fill="#555"/></marker>';
const n = (value: number): string => String(Math.round(value));

/**
 * A drawing as one SVG file: no script, no outside style; title and description for who does not
 * see it.
 */
export function svgOf(drawing: Drawing): string {
  const colour = new Map(
    drawing.lanes.map(({ id }, i) => [id, colours[i % colours.length] ?? "#333"]),
  );
  const { width, height, title } = drawing;
  const [w, h] = [n(width), n(height)];
  const lanes = drawing.lanes.map(({ name, box }, i) =>
    lane(name, box, colours[i % colours.length] ?? "#333"),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" \
height="${h}" role="img" aria-labelledby="t d">\
<title id="t">${xml(title)}</title><desc id="d">${xml(inWords(drawing))}</desc>\
<style>${style}</style><defs>${arrowHead}</defs>
${lanes.join("\n")}
${drawing.edges.map(way).join("\n")}
${drawing.nodes.map((node) => shape(node, colour.get(node.lane) ?? "#333")).join("\n")}
${drawing.edges.map(wayLabel).join("")}
</svg>
`;
}

/** The same as the picture, to be read aloud. */
function inWords({ description, lanes, nodes, edges }: Drawing): string {
  const name = (id: string) => nodes.find((node) => node.id === id)?.label ?? "";
  const steps = nodes
    .filter(({ kind }) => kind === "user-task")
    .map(({ id, label, lane: at }) => {
      const authority = lanes.find((each) => each.id === at)?.name;
      const on = edges
        .filter(({ from, label: said, onTimer }) => from === id && said && !onTimer)
        .map(({ label: said, to }) => `${said} → ${name(to)}`);
      return `${label} (${authority})${on.length > 0 ? `: ${on.join("; ")}` : ""}`;
    });
  return [description, ...steps].join(" | ");
}

function lane(name: string, { x, y, width, height }: Box, colour: string): string {
  const middle = n(y + height / 2);
  const nameLines = lines(name, Math.max(10, Math.floor(height / 5.6)), 2);
  const text = nameLines
    .map(
      (line, i) =>
        `<tspan x="15" y="${n(y + height / 2 + 4 + (i - (nameLines.length - 1) / 2) * 11)}">` +
        `${xml(line)}</tspan>`,
    )
    .join("");
  return (
    `<path d="M${n(x)} ${n(y)}h${n(width)}v${n(height)}h-${n(width)}z" ` +
    `fill="${colour}" fill-opacity=".07" stroke="#bbb"/>` +
    `<path d="M${n(x)} ${n(y)}h30v${n(height)}h-30z" fill="${colour}"/>` +
    `<text class="c w" style="fill:#fff" transform="rotate(-90 15 ${middle})">${text}</text>`
  );
}

function way({ points }: PlacedEdge): string {
  const [first, ...rest] = points;
  const d = rest.map(({ x, y }, i) => (x === points[i]?.x ? `V${n(y)}` : `H${n(x)}`)).join("");
  return `<path class="e" d="M${n(first?.x ?? 0)} ${n(first?.y ?? 0)}${d}" marker-end="url(#a)"/>`;
}

function wayLabel({ label, labelBox }: PlacedEdge): string {
  if (!labelBox) return "";
  const labelLines = lines(label, wayText.signs, wayText.most);
  const top = labelBox.y + labelBox.height - 2 - (labelLines.length - 1) * 10;
  return text(labelLines, labelBox.x + 2, top, "n l");
}

function text(textLines: readonly string[], x: number, y: number, of: string): string {
  const [only] = textLines;
  if (textLines.length === 1)
    return `<text class="${of}" x="${n(x)}" y="${n(y)}">${xml(only ?? "")}</text>`;
  const spans = textLines.map(
    (line, i) => `<tspan x="${n(x)}" y="${n(y + i * 10)}">${xml(line)}</tspan>`,
  );
  return `<text class="${of}">${spans.join("")}</text>`;
}

function shape(node: PlacedNode, colour: string): string {
  const { box, kind, label } = node;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  if (kind === "user-task" || kind === "rule-task") return task(node, colour);
  const below = text(lines(label, 22, 4), middle.x, box.y + box.height + 11, "n c l");
  if (kind === "start" || kind === "end") {
    const stroke = { granted: "#1b6b2f", refused: "#a3142b", answered: "#333" }[
      node.end ?? "answered"
    ];
    return circle(box, kind === "end" ? `style="stroke:${stroke};stroke-width:3"` : "") + below;
  }
  if (kind === "payment") return `${circle(box)}${circle(inner(box))}${below}`;
  return (
    diamond(box, { exclusive: "×", parallel: "+", inclusive: "○", complex: "✳" }[kind]) + below
  );
}

const circle = ({ x, y, width }: Box, more = ""): string =>
  '<circle class="s" ' +
  `cx="${n(x + width / 2)}" cy="${n(y + width / 2)}" r="${n(width / 2)}" ${more}/>`;

const inner = ({ x, y, width, height }: Box): Box => ({
  ...{ x: x + 3, y: y + 3, width: width - 6, height: height - 6 },
});

const diamond = ({ x, y, width }: Box, sign: string): string => {
  const half = width / 2;
  return (
    `<path class="s" d="M${n(x + half)} ${n(y)}l${half} ${half}l-${half} ${half}l-${half}` +
    `-${half}z"/><text class="c b" x="${n(x + half)}" y="${n(y + half + 4)}">${sign}</text>`
  );
};

function task({ box, label, note, gateway, timerBox, escalationBox }: PlacedNode, colour: string) {
  const noted = note ? lines(note, 24, 2) : [];
  const labelLines = lines(label, 27, 6 - noted.length);
  const middle = box.x + box.width / 2;
  const top = box.y + box.height / 2 + 4 - (labelLines.length - 1) * 5 - noted.length * 6;
  const parts = [
    `<rect class="s" x="${n(box.x)}" y="${n(box.y)}" ` +
      `width="${n(box.width)}" height="${n(box.height)}" rx="6" style="stroke:${colour}"/>`,
    text(labelLines, middle, top, "c"),
    // Beside the clock that sits on the lower edge.
    note ? text(noted, middle + 14, box.y + box.height + 4 - noted.length * 10, "n c") : "",
    gateway
      ? `<path class="e" d="M${n(box.x + box.width)} ${n(box.y + box.height / 2)}h8"/>` +
        `${diamond(gateway, "×")}`
      : "",
    timerBox ? clock(timerBox) : "",
  ];
  if (timerBox && escalationBox) parts.push(escalation(timerBox, escalationBox));
  return parts.join("");
}

const clock = (box: Box): string => {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return `${circle(box)}<path class="e" d="M${n(x)} ${n(y - 5)}v5h4"/>`;
};

/** The supervisor is told while the task goes on. */
const escalation = (timer: Box, { x, y, width }: Box): string =>
  `<path class="e" stroke-dasharray="2" d="M${n(timer.x + 10)} ` +
  `${n(timer.y + 20)}V${n(y + width / 2)}H${n(x)}"/><circle class="s" cx="${n(x + 8)}" ` +
  `cy="${n(y + 8)}" r="8"/><text class="c b" x="${n(x + 8)}" y="${n(y + 12)}">!</text>`;
