import { named } from "./government.ts";
import { listOf, mapOf, name, rule, shaped, thing } from "./parts.ts";

const step = name("An earlier step, by its service.", "kebab-case");

const alone = name("A service, or one elsewhere of search.yaml, by its id.", "kebab-case");

/** journeys.yaml */
export const journeysSchema = mapOf(
  "Id → journey: services that one moment of life brings, in one conversation.",
  "kebab-case",
  thing("One journey.", ["title", "description", "whoMayApply", "lifeEvent", "steps"], {
    title: named,
    description: named,
    whoMayApply: named,
    lifeEvent: name("A moment of life of jurisdiction.yaml.", "kebab-case"),
    before: listOf("What is seen to beforehand, in its order.", alone),
    afterwards: listOf("What is seen to once the last step is decided.", alone),
    steps: mapOf(
      "Service → what it needs of the others, in the order of the conversation.",
      "kebab-case",
      thing("One step.", [], {
        when: rule("Holds where this step is needed; reads the answers to earlier steps."),
        after: listOf("Steps whose paper must be there first.", step),
        takes: mapOf("Answer → step of which it is the number of the paper.", "snake_case", step),
        papers: mapOf("Document → step of which it is the paper itself.", "kebab-case", step),
        sets: mapOf(
          "Answer → its value, which follows from the journey.",
          "snake_case",
          shaped({
            type: ["string", "number", "boolean"],
            description: "A value as it is stored.",
          }),
        ),
        later: listOf(
          "Answers that can only be known when the earlier papers are there.",
          name("An answer.", "snake_case"),
        ),
      }),
      1,
    ),
    shares: listOf(
      "Papers that are one and the same.",
      mapOf("Service → its document.", "kebab-case", name("A document.", "kebab-case"), 2),
    ),
    apart: listOf(
      "Names that mean something different in each service.",
      name("An answer.", "snake_case"),
    ),
  }),
);
