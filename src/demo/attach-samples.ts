import { createHash } from "node:crypto";
import type { Cases } from "../cases/index.ts";
import type { Definition } from "../catalogue/index.ts";
import type { DraftId, PersonId } from "../kernel/index.ts";
import { samplePaper } from "./sample-paper.ts";

/** Puts a sample paper into a draft for each of these documents. */
export async function attachSamples(
  cases: Cases,
  person: PersonId,
  draftId: DraftId,
  definition: Definition,
  documents: readonly string[],
): Promise<void> {
  for (const document of documents) {
    const title = definition.documents.find(({ id }) => id === document)?.title.en ?? document;
    const content = samplePaper(`${title} (invented)`);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const file = {
      document,
      name: `${document}.pdf`,
      mediaType: "application/pdf",
      sha256,
      content,
    };
    await cases.attachFile(person, { draftId }, file);
  }
}
