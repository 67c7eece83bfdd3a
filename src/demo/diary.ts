import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Example, readExamples } from "../catalogue/index.ts";
import { yamlIn } from "../platform/yaml/index.ts";

/** One act after submission; its shape says which. Task ids are those of the definition. */
export interface DiaryAct {
  /** Days from today. */
  readonly day: number;
  readonly officer?: string;
  readonly task?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly text?: string;
  readonly claim?: string;
  readonly ask?: readonly string[];
  readonly appeal?: string;
  readonly withdraw?: true;
}

/** One invented application of jurisdictions/<code>/demo/diary.yaml. */
export interface DiaryEntry {
  readonly person: string;
  readonly service: string;
  readonly example: string;
  readonly day: number;
  readonly pay: boolean;
  readonly lang: string;
  readonly acts: readonly DiaryAct[];
}

export const readDiary = (folder: string): readonly DiaryEntry[] =>
  yamlIn(join(folder, "demo/diary.yaml")) as DiaryEntry[];

/** What was answered and brought: the example of the service that an entry names. */
export function exampleOf(folder: string, { service, example }: DiaryEntry): Example {
  const file = join(folder, "services", service, "examples.yaml");
  const { examples } = readExamples(file, readFileSync(file, "utf8"));
  const match = examples.find(({ name }) => name === example);
  if (!match) throw new Error(`${service} has no example "${example}"`);
  return match;
}
