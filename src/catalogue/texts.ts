import type { Finding } from "./catalogue.ts";
import type { Jurisdiction } from "./model.ts";
import type { ById, Schema } from "./schema/parts.ts";
import { checkStructure } from "./structure.ts";
import { readYaml } from "./yaml-file.ts";

/** Words for every service; the words of one service win over these. */
export const everyService = "all";

/**
 * Reads words of a government's own: texts.yaml by message, service and language, letters.yaml by
 * letter. Which of them there are, and their places, is checked where they are written. `services`
 * are the ids of those that exist.
 */
export function readOwnWords<Text>(
  { name, content }: { readonly name: string; readonly content: string },
  schema: Schema<ById<Text>>,
  { languages }: Pick<Jurisdiction, "languages">,
  services: readonly string[],
): { readonly words: ById<Text>; readonly findings: readonly Finding[] } {
  const file = readYaml(name, content);
  const structure = checkStructure(file, schema);
  if (structure.length > 0) return { words: {}, findings: structure };
  // Its structure has just been checked.
  const words = (file.data ?? {}) as ById<Text>;
  const findings = Object.keys(words).flatMap((key) => {
    const [, service = "", lang = ""] = key.split(".");
    return [
      ...(service === everyService || services.includes(service)
        ? []
        : [file.finding([key], `\`${service}\` is no service`, "name one, or `all`")]),
      ...(languages.some((each) => each === lang)
        ? []
        : [file.finding([key], `\`${lang}\` is no language of this government`, "name one")]),
    ];
  });
  return { words, findings };
}
