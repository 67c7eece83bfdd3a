import type { NewFile } from "../../cases/index.ts";
import type { DocumentWanted } from "../../catalogue/index.ts";
import { ok, type Problem, type Result, refuse } from "../../kernel/index.ts";
import { contentHash, type UploadedFile } from "../../platform/http/index.ts";
import { isWhole, pixelsOf } from "./image-bytes.ts";
import { pdfOfPictures, pictureTypes } from "./picture-pdf.ts";

/**
 * A picture of more pixels than this is a bomb and not a paper (ASVS 5.2.6): an A3 sheet scanned
 * at 600 dots per inch has 70 million.
 */
const mostPixels = 100_000_000;

/**
 * Judges an uploaded file by its content; name and type that the sender gave prove nothing (ASVS
 * 5.2.2). Refuses `upload` with one problem of the document's field: file-empty, file-too-large,
 * file-wrong-type, file-truncated, file-too-many-pixels.
 */
export async function judged(file: UploadedFile, wanted: DocumentWanted): Promise<Result<NewFile>> {
  const { body } = file;
  if (body.length === 0) return wrong(wanted, "file-empty");
  if (body.length > wanted.maxBytes)
    return wrong(wanted, "file-too-large", { max: wanted.maxBytes });
  const type = await typeOf(body);
  if (!type || !wanted.accept.includes(type.mime))
    return wrong(wanted, "file-wrong-type", { types: wanted.accept.join(", ") });
  if (!isWhole(type.mime, body)) return wrong(wanted, "file-truncated");
  if (pixelsOf(type.mime, body) > mostPixels) return wrong(wanted, "file-too-many-pixels");
  return ok({
    document: wanted.id,
    name: nameFor(file.name, type.ext),
    mediaType: type.mime,
    sha256: contentHash(body),
    content: Buffer.from(body),
  });
}

/** Whether photographs of a paper are turned into the PDF that is asked for. */
export const turnsPictures = ({ accept }: Pick<DocumentWanted, "accept">): boolean =>
  accept.includes("application/pdf") && !pictureTypes.some((type) => accept.includes(type));

/**
 * The files as the document wants them: where it wants a PDF, the pictures among them are the pages
 * of one. Pictures that are broken or too large stay as they are, to be judged.
 */
export async function asWanted(
  files: readonly UploadedFile[],
  wanted: DocumentWanted,
): Promise<readonly UploadedFile[]> {
  if (!turnsPictures(wanted)) return files;
  const kinds = await Promise.all(files.map(({ body }) => typeOf(body)));
  const isPicture = (file: UploadedFile) => {
    const mime = kinds[files.indexOf(file)]?.mime ?? "";
    const isGood = isWhole(mime, file.body) && pixelsOf(mime, file.body) <= mostPixels;
    return pictureTypes.includes(mime) && isGood;
  };
  const pictures = files.filter(isPicture);
  const [first] = pictures;
  if (!first) return files;
  try {
    const body = await pdfOfPictures(pictures.map((each) => each.body));
    return [...files.filter((file) => !pictures.includes(file)), { ...first, body }];
  } catch {
    return files;
  }
}

/** What the first bytes say; a file that begins well and goes on as nonsense is of no type. */
async function typeOf(body: Uint8Array) {
  const { fileTypeFromBuffer } = await import("file-type");
  try {
    return await fileTypeFromBuffer(body);
  } catch {
    return undefined;
  }
}

const wrong = ({ id }: DocumentWanted, code: string, facts?: Problem["facts"]) =>
  refuse("invalid", "case.answers-missing", {
    problems: [{ field: `documents.${id}`, code, ...(facts && { facts }) }],
  });

/**
 * A name that is safe in a header, on a disk and in a list, with the ending that its content has.
 */
export function nameFor(given: string, extension: string): string {
  const stem = given
    .normalize("NFC")
    .replace(/\.[^.]{0,10}$/, "")
    .replaceAll(/[^\p{L}\p{N}\p{M} ()_-]+/gu, "-")
    .replaceAll(/[-\s]{2,}/g, "-")
    .replaceAll(/^[-\s_]+|[-\s_]+$/g, "")
    .slice(0, 80);
  return `${stem === "" ? "document" : stem}.${extension}`;
}
