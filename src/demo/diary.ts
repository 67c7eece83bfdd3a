import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Example, readExamples } from "../catalogue/index.ts";
import type { Answers } from "../form/index.ts";
import { yamlIn } from "../platform/yaml/index.ts";

/** When something was done: days from today, or the date `YYYY-MM-DD` where a call has its own. */
export type DiaryDay =
  | { readonly day: number; readonly date?: undefined }
  | { readonly date: string; readonly day?: undefined };

/** One act after submission; its shape says which. Task ids are those of the definition. */
export type DiaryAct = DiaryDay & {
  readonly officer?: string;
  readonly task?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly text?: string;
  readonly claim?: string;
  readonly takeOver?: string;
  readonly ask?: readonly string[];
  readonly appeal?: string;
  readonly withdraw?: true;
  /** In place of those of the example. */
  readonly findings?: Answers;
};

/** One invented application of jurisdictions/<code>/demo/diary.yaml. */
export type DiaryEntry = DiaryDay & {
  readonly person: string;
  readonly service: string;
  readonly example: string;
  /** In place of those of the example. */
  readonly answers?: Answers;
  readonly pay: boolean;
  readonly lang: string;
  readonly acts: readonly DiaryAct[];
};

/** Days from `today`; never ahead of it. */
export const daysFrom = (today: string, { day, date }: DiaryDay): number =>
  Math.min(0, day ?? (Date.parse(date) - Date.parse(today)) / 86_400_000);

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
