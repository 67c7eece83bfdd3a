import type { Centre } from "../../catalogue/index.ts";
import { alsoWrong } from "../staff/index.ts";
import { type ListSubject, listPages } from "./setting-list.ts";

type Counter = Centre["counters"][number];

/** By number, those of a letter after each other: 2, 10, B1. */
const inOrder = (counters: readonly Counter[]) =>
  counters.toSorted((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));

const topicName = ({ topics }: Centre, id: string) => topics.find((topic) => topic.id === id)?.name;

/** The counters of a centre, and the topics that each serves. */
export const counters: ListSubject<Counter> = {
  ...{ setting: "centre-counters", slug: "counters" },
  items: (at, { id: of }) => {
    const value = at.deps.settings.value({ setting: "centre-counters", of }) ?? {};
    return inOrder(
      Object.entries(value as Record<string, string[]>).map(([id, topics]) => ({ id, topics })),
    );
  },
  value: (items) => Object.fromEntries(inOrder(items).map(({ id, topics }) => [id, topics])),
  key: ({ id }) => id,
  name: ({ t }, { id }) => t("settings.counter.name", { number: id }),
  columns: ({ t }) => [t("settings.counter.counter"), t("settings.counter.topics")],
  row: ({ t }, { id, topics }, centre) => [
    id,
    t.list(topics.map((topic) => t.words(topicName(centre, topic) ?? { en: topic }))),
  ],
  fields: (at, { topics }, counter) => [
    {
      ...{ kind: "text", name: "number", label: at.t("settings.counter.number") },
      ...{ hint: at.t("settings.counter.number-hint"), value: counter?.id },
      missing: at.t("settings.counter.enter-number"),
    },
    {
      ...{ kind: "checkboxes", name: "topics", label: at.t("settings.counter.topics") },
      items: topics.map(({ id, name }) => ({ value: id, text: at.t.words(name) })),
      ...{ value: counter?.topics.join(","), missing: at.t("settings.counter.choose-topics") },
    },
  ],
  read: (at, typed, form, others) => {
    const { number: id = "", topics = "" } = typed.values;
    if (others.some((other) => other.id === id))
      return { wrong: alsoWrong(form, typed, "number", at.t("settings.counter.taken")) };
    return typed.wrong.length > 0 ? { wrong: typed } : { item: { id, topics: topics.split(",") } };
  },
  fieldOf: (within) => (within.length === 0 ? "number" : "topics"),
  elsewhere: ({ t }, centre, [, part, topic]) => {
    const name = part === "topics" ? topicName(centre, String(topic)) : undefined;
    return name && t("settings.counter.unserved", { topic: t.words(name) });
  },
  words: ({ t }) => ({
    ...{ title: t("settings.kind.centre-counters"), lead: t("settings.counter.lead") },
    ...{ add: t("settings.counter.add"), none: t("settings.counter.none") },
    removes: t("settings.counter.removes"),
  }),
};

export const counterPages = listPages(counters);
