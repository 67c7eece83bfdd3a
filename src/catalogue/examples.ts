import type { Finding } from "./catalogue.ts";
import type { Example } from "./example.ts";
import { exampleSchema } from "./schema/example.ts";
import { checkStructure } from "./structure.ts";
import { readYaml } from "./yaml-file.ts";

/** The examples of one service from its examples.yaml, or the mistakes in the file. */
export function readExamples(
  file: string,
  text: string,
): { readonly examples: readonly Example[]; readonly findings: readonly Finding[] } {
  const yaml = readYaml(file, text);
  const findings = checkStructure(yaml, exampleSchema);
  if (findings.length > 0) return { examples: [], findings };
  const raw = yaml.data as readonly Partial<Example>[]; // its structure has just been checked
  const examples = raw.map(
    (one) => ({ documents: [], acts: [], expect: {}, answers: {}, ...one }) as unknown as Example,
  );
  return { examples, findings };
}
