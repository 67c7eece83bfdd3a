import type { Edit } from "../catalogue/index.ts";

/** Where a setting stands in the files of a government. */
interface SettingKind {
  readonly file: string;
  /** The place of its value; `of` names whose it is: a centre, a topic of one. */
  readonly path: (of: string) => readonly string[];
  /** Where only some keys of that place are the setting: its value is an object of these. */
  readonly keys?: readonly string[];
  /** Amounts in it: a page that said the old ones does not say the new ones. */
  readonly amounts?: readonly string[];
}

const ofCentre = (key: string): SettingKind => ({
  ...{ file: "centres.yaml", path: (centre) => [centre, key] },
});

/**
 * Every setting that is a value in the files of a government. A new one is a row here, its words
 * under `settings.kind`, and its page in the administration.
 */
export const settingKinds = {
  "government-look": {
    ...{ file: "jurisdiction.yaml", path: () => ["state"], keys: ["name", "colours"] },
  },
  "government-emblem": {
    ...{ file: "jurisdiction.yaml", path: () => ["state"] },
    keys: ["emblem", "source", "checkedOn", "illustrative"],
  },
  "government-help": {
    ...{ file: "jurisdiction.yaml", path: () => ["help"], keys: ["telephone", "email", "hours"] },
  },
  "agent-tariff": {
    ...{ file: "jurisdiction.yaml", path: () => ["agentTariff"] },
    amounts: ["withDocuments", "print", "bill"],
  },
  // The whole of it: where a new one is made.
  centre: { file: "centres.yaml", path: (centre: string) => [centre] },
  "centre-closings": ofCentre("closings"),
  "centre-contact": {
    ...{ file: "centres.yaml", path: (centre: string) => [centre] },
    keys: ["name", "address", "directions", "telephone", "email"],
  },
  "centre-counters": ofCentre("counters"),
  "centre-hours": ofCentre("hours"),
  "centre-stops": ofCentre("stops"),
  // Together, as no topic is without a counter.
  "centre-topics": {
    ...{ file: "centres.yaml", path: (centre: string) => [centre], keys: ["topics", "counters"] },
  },
  /** Of `kigali/education`: how long it takes, and its appointments. */
  "topic-times": {
    file: "centres.yaml",
    path: (of: string) => {
      const [centre = "", topic = ""] = of.split("/");
      return [centre, "topics", topic];
    },
    keys: ["minutes", "slots"],
  },
  // Of an office, `minaloc.huye`, or of the seat of an authority: `minaloc`.
  "office-place": { file: "offices.yaml", path: (office: string) => [office] },
  // Of a message, a service (or all) and a language: `granted.all.en`.
  // Of a letter, the same way.
  "letter-text": { file: "letters.yaml", path: (letter: string) => [letter] },
  "message-text": { file: "texts.yaml", path: (text: string) => [text] },
} as const satisfies Readonly<Record<string, SettingKind>>;

export type SettingName = keyof typeof settingKinds;

/** One setting: its kind, and whose it is. */
export interface SettingPlace {
  readonly setting: SettingName;
  /** An id, such as `kigali`; of a part of it after a slash: `kigali/education`. */
  readonly of: string;
}

const kindOf = (setting: SettingName): SettingKind => settingKinds[setting];

type Places = readonly (Omit<Edit, "value"> & { readonly key?: string })[];

/** Where its values stand. */
export function placesOf({ setting, of }: SettingPlace): Places {
  const { file, path: pathOf, keys } = kindOf(setting);
  const path = pathOf(of);
  return keys ? keys.map((key) => ({ file, path: [...path, key], key })) : [{ file, path }];
}

/** The edits that give it this value; undefined removes it. */
export const editsOf = (place: SettingPlace, value: unknown): readonly Edit[] =>
  placesOf(place).map(({ key, ...at }) => ({
    ...at,
    value: key === undefined ? value : (value as Record<string, unknown> | undefined)?.[key],
  }));

/**
 * A value with the source of the present one where none was typed with it: not where an amount has
 * changed. Without a source a value of amounts is not in order.
 */
export function withSource(
  { setting }: Pick<SettingPlace, "setting">,
  before: unknown,
  typed: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const present = (before ?? {}) as Readonly<Record<string, unknown>>;
  const { amounts = [] } = kindOf(setting);
  if ("source" in typed || "illustrative" in typed) return typed;
  if (amounts.some((key) => typed[key] !== present[key])) return typed;
  const { source, checkedOn, illustrative } = present;
  const its = Object.entries({ source, checkedOn, illustrative });
  return { ...typed, ...Object.fromEntries(its.filter(([, value]) => value !== undefined)) };
}

/** Its value, where `valueAt` says what stands at a place. */
export function settingValue(
  place: SettingPlace,
  valueAt: (file: string, path: readonly string[]) => unknown,
): unknown {
  const entries = placesOf(place).map(({ file, path, key }) => [key, valueAt(file, path)] as const);
  const [first] = entries;
  if (first?.[0] === undefined) return first?.[1];
  const present = entries.filter(([, value]) => value !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}
