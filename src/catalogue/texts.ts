import type { Finding } from "./catalogue.ts";
import type { Jurisdiction } from "./model.ts";
import { type MessageText, textsSchema } from "./schema/texts.ts";
import { checkStructure } from "./structure.ts";
import { readYaml } from "./yaml-file.ts";

/** A message for every service; the words of one service win over these. */
export const everyService = "all";

/**
 * Reads the texts.yaml of a government: messages in words of its own, by message, service and
 * language. Which messages there are, and their places, is checked where they are written.
 * `services` are the ids of those that exist.
 */
export function readTexts(
  name: string,
  content: string,
  { languages }: Pick<Jurisdiction, "languages">,
  services: readonly string[],
): {
  readonly texts: Readonly<Record<string, MessageText>>;
  readonly findings: readonly Finding[];
} {
  const file = readYaml(name, content);
  const structure = checkStructure(file, textsSchema);
  if (structure.length > 0) return { texts: {}, findings: structure };
  // Its structure has just been checked.
  const texts = (file.data ?? {}) as Readonly<Record<string, MessageText>>;
  const findings = Object.keys(texts).flatMap((key) => {
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
  return { texts, findings };
}
