/** Reads a PDF with another library than the one that writes it: text, structure and fonts. */
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface ReadPdf {
  /** Everything that is read aloud, with a space between its elements. */
  readonly text: string;
  readonly pages: number;
  readonly lang: string | undefined;
  readonly isMarked: boolean;
  readonly fonts: readonly { readonly name: string; readonly isEmbedded: boolean }[];
  /** What the elements of a kind say: `H1`, `Lbl`; the alternative of a figure. */
  of(role: string): readonly string[];
}

interface Node {
  readonly role?: string;
  readonly alt?: string;
  readonly id?: string;
  readonly type?: string;
  readonly children?: readonly Node[];
}

/** The fonts only where asked for: that takes the drawing of every page. */
export async function readPdf(
  bytes: Uint8Array,
  { fonts: withFonts = false } = {},
): Promise<ReadPdf> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    fontExtraProperties: true,
  });
  const document = await task.promise;
  const elements: { role: string; says: string }[] = [];
  const fonts = new Map<string, boolean>();
  let text = "";
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const byId = marked(items as readonly Item[]);
    for (const { str = "", hasEOL } of items as readonly Item[]) text += hasEOL ? `${str} ` : str;
    text += " ";
    const tree = (await page.getStructTree()) as Node | null;
    if (tree) collect(tree, byId, elements);
    if (!withFonts) continue;
    await page.getOperatorList();
    for (const { fontName } of (items as readonly Item[]).filter((item) => item.fontName)) {
      const font = page.commonObjs.get(fontName ?? "") as { name: string; missingFile: boolean };
      fonts.set(font.name, font.missingFile !== true);
    }
  }
  const { info } = (await document.getMetadata()) as { info: { Language?: string } };
  const mark = (await document.getMarkInfo()) as unknown as Map<string, boolean> | null;
  const pages = document.numPages;
  await task.destroy();
  return {
    text,
    pages,
    lang: info.Language,
    isMarked: mark?.get("Marked") === true,
    fonts: [...fonts].map(([name, isEmbedded]) => ({ name, isEmbedded })),
    of: (role) => elements.filter((each) => each.role === role).map(({ says }) => says),
  };
}

interface Item {
  readonly str?: string;
  readonly hasEOL?: boolean;
  readonly type?: string;
  readonly id?: string;
  readonly fontName?: string;
}

/** The text of each marked piece, by its id. */
function marked(items: readonly Item[]): ReadonlyMap<string, string> {
  const byId = new Map<string, string>();
  const open: (string | undefined)[] = [];
  for (const { type, id, str, hasEOL } of items) {
    if (type?.startsWith("beginMarkedContent")) open.push(id);
    else if (type === "endMarkedContent") open.pop();
    else {
      const at = open.findLast((each) => each !== undefined);
      if (at) byId.set(at, (byId.get(at) ?? "") + (str ?? "") + (hasEOL ? " " : ""));
    }
  }
  return byId;
}

function collect(
  node: Node,
  byId: ReadonlyMap<string, string>,
  into: { role: string; says: string }[],
): string {
  if (node.type === "content") return byId.get(node.id ?? "") ?? "";
  const place = node.role ? into.push({ role: node.role, says: "" }) - 1 : undefined;
  const inside = (node.children ?? []).map((child) => collect(child, byId, into));
  const says = node.alt ?? inside.filter((words) => words !== "").join(" / ");
  if (place !== undefined && into[place]) into[place].says = says;
  return says;
}

/** The files that travel inside a PDF, by name. */
export async function attachmentsOf(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const contents = new Map<string, Uint8Array>();
  for (const id of (await pdf.getAttachments())?.keys() ?? [])
    contents.set(id, (await pdf.getAttachmentContent(id)) as Uint8Array);
  await task.destroy();
  return contents;
}
