// What can hold a code in a PDF: the rectangles of our own certificates, and scanned photographs.

/** More than any certificate or scan that a person sends; a longer stream is left out. */
const longest = 20_000_000;

/** Pictures of a PDF, those that are drawn first. Reads no fonts and runs nothing. */
export async function* picturesIn(pdf: Uint8Array): AsyncGenerator<Blob | ImageData> {
  const text = new TextDecoder("latin1").decode(pdf);
  const photographs: Blob[] = [];
  for (let at = text.indexOf("stream"); at >= 0; at = text.indexOf("stream", at + 9)) {
    const from = at + (text[at + 6] === "\r" ? 8 : 7);
    const end = text.indexOf("endstream", from);
    if (end < 0) break;
    const about = text.slice(text.lastIndexOf(" obj", at), at);
    const length = /\/Length (\d+)(?! \d)/.exec(about)?.[1];
    const bytes = pdf.slice(from, length === undefined ? end : from + Number(length));
    at = end;
    if (about.includes("/DCTDecode")) photographs.push(new Blob([bytes], { type: "image/jpeg" }));
    else if (about.includes("/FlateDecode") && !/\/(Image|FontFile|Length1)\b/.test(about)) {
      const drawing = await inflated(bytes).catch(() => "");
      const figure = /\/Figure[\s\S]*?BDC([\s\S]*?)EMC/.exec(drawing)?.[1];
      const picture = figure && painted(figure);
      if (picture) yield picture;
    }
  }
  yield* photographs;
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const reader = stream.getReader();
  const decoder = new TextDecoder("latin1");
  let text = "";
  for (;;) {
    // What follows the packed bytes (a line break) ends the stream with an error: the text counts.
    const part = await reader.read().catch(() => ({ done: true as const, value: undefined }));
    if (part.done || text.length > longest) return text;
    text += decoder.decode(part.value, { stream: true });
  }
}

/** Pixels on a side of the picture, and the white around the code. */
const side = 640;
const margin = 40;

/** "x y width height re", as PDF writes a rectangle (ISO 32000-2, 8.5.2.1). */
const rectangle = /(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re/g;

/** The rectangles of a code, painted black on white as a printer would. */
function painted(drawing: string): ImageData | undefined {
  const boxes = [...drawing.matchAll(rectangle)].map(([, ...values]) => values.map(Number));
  if (boxes.length < 50) return undefined;
  const edge = (of: (box: number[]) => number, pick: (...all: number[]) => number) =>
    boxes.reduce((most, box) => pick(most, of(box)), of(boxes[0] ?? []));
  const left = edge(([x = 0]) => x, Math.min);
  const top = edge(([, y = 0]) => y, Math.min);
  const right = edge(([x = 0, , width = 0]) => x + width, Math.max);
  const scale = (side - 2 * margin) / (right - left);
  const picture = new ImageData(side, side);
  picture.data.fill(255);
  for (const [x = 0, y = 0, width = 0, height = 0] of boxes) {
    const [fromX, fromY] = [margin + (x - left) * scale, margin + (y - top) * scale];
    for (let row = Math.round(fromY); row < Math.round(fromY + height * scale); row++)
      for (let column = Math.round(fromX); column < Math.round(fromX + width * scale); column++)
        picture.data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
  }
  return picture;
}
