import type { Catalogue, Definition, Words } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { appealStage, isOpinion } from "../../workflow/index.ts";

export interface Worded {
  readonly service: string;
  readonly stage: string;
  readonly task: string;
}

interface Named {
  readonly service: string;
  readonly stage: string;
  readonly task: string;
}

export type WorkWords = (t: Translate, work: Named) => Worded;

/**
 * Service, stage and task in words, from a definition; ids where a later version has other steps.
 */
export function wordsOfWork(t: Translate, definition: Definition | undefined, work: Named): Worded {
  if (work.stage === appealStage) {
    const appeal = t("office-pages.appeal-task");
    const task = isOpinion(work) ? say(t, definition?.appeal?.opinion?.title, work.task) : appeal;
    return { service: say(t, definition?.title, work.service), stage: appeal, task };
  }
  const stage = definition?.process?.stages.find(({ id }) => id === work.stage);
  const task = stage?.tasks.find(({ id }) => id === work.task);
  return {
    service: say(t, definition?.title, work.service),
    stage: say(t, stage?.title, work.stage),
    task: say(t, task?.title, say(t, stage?.title, work.task)),
  };
}

const say = (t: Translate, words: Words | undefined, otherwise: string): string =>
  t.words(words) || otherwise;

/** Words of the current definitions, made once for each language and publication. */
export function makeWorkWords(catalogue: Catalogue): WorkWords {
  // By the services, which are a new object after each publication.
  const made = new WeakMap<Catalogue["services"], Map<string, Worded>>();
  return (t, work) => {
    const { services } = catalogue;
    const words = made.get(services) ?? new Map<string, Worded>();
    made.set(services, words);
    const key = `${t.lang}/${work.service}/${work.stage}/${work.task}`;
    const before = words.get(key);
    if (before) return before;
    const worded = wordsOfWork(t, catalogue.current(work.service), work);
    words.set(key, worded);
    return worded;
  };
}
