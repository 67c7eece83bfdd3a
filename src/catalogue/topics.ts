import type { Finding } from "./catalogue.ts";
import type { Jurisdiction, Words } from "./model.ts";
import { topicsSchema } from "./schema/government.ts";
import type { Of } from "./schema/parts.ts";
import { checkStructure } from "./structure.ts";
import { type Path, readYaml } from "./yaml-file.ts";

type Topics = Pick<Jurisdiction, "topics" | "visitors" | "lifeEventIcons">;
type RawTopics = Of<typeof topicsSchema>;

/**
 * Reads the topics.yaml of a government: how its services are grouped for people. A service that
 * stands under no topic is a mistake: nobody who looks through the topics would come to it.
 */
export function readTopics(
  name: string,
  content: string,
  { languages, lifeEvents }: Pick<Jurisdiction, "languages" | "lifeEvents">,
  services: readonly string[],
): { readonly topics: Topics; readonly findings: readonly Finding[] } {
  const file = readYaml(name, content);
  const structure = checkStructure(file, topicsSchema);
  if (structure.length > 0) return { topics: {}, findings: structure };
  const raw = file.data as RawTopics; // its structure has just been checked
  const { visitors = [], lifeEventIcons = {} } = raw;
  const topics = Object.entries(raw.topics).map(([id, topic]) => ({
    id,
    ...topic,
    title: topic.title as Words,
  }));
  const finding = (path: Path, message: string, mend: string) => file.finding(path, message, mend);
  const strangers = (path: Path, ids: readonly string[]) =>
    ids.flatMap((id, i) =>
      services.includes(id)
        ? []
        : [finding([...path, i], `there is no service \`${id}\``, "mend the id")],
    );
  const findings = topics.flatMap(({ id, title, services: own }) => [
    ...languages
      .filter((lang) => title[lang] === undefined)
      .map((lang) => {
        const message = `\`title\` of \`${id}\` has no words in \`${lang}\``;
        return finding(["topics", id, "title"], message, `add \`${lang}:\``);
      }),
    ...strangers(["topics", id, "services"], own),
  ]);
  const nowhere = services
    .filter((id) => !topics.some((topic) => topic.services.includes(id)))
    .map((id) =>
      finding(["topics"], `the service \`${id}\` stands under no topic`, "add it to one"),
    );
  const noEvents = Object.keys(lifeEventIcons)
    .filter((id) => !lifeEvents.some((event) => event.id === id))
    .map((id) =>
      finding(["lifeEventIcons", id], `there is no life event \`${id}\``, "mend the id"),
    );
  return {
    topics: { topics, visitors, lifeEventIcons },
    findings: [...findings, ...strangers(["visitors"], visitors), ...nowhere, ...noEvents],
  };
}
