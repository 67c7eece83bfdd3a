import type { Catalogue, Definition } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { ServiceRow, Tab, TopicTile } from "../../components/index.ts";
import { feeInShort, timeInShort } from "./facts.ts";

/** For whom somebody looks. */
export const audiences = ["citizen", "business", "visitor"] as const;
export type Audience = (typeof audiences)[number];

export const isAudience = (text: string | undefined): text is Audience =>
  (audiences as readonly (string | undefined)[]).includes(text);

/** By what somebody narrows the list of services. */
export interface Narrowing {
  /** Id of a topic. */
  readonly topic?: string | undefined;
  readonly audience?: Audience | undefined;
}

/** Whether a service is for these people: its own file says so, or the list of visitors. */
const isFor = (def: Definition, audience: Audience | undefined, catalogue: Catalogue): boolean =>
  audience === undefined ||
  (audience === "visitor"
    ? (catalogue.jurisdiction.visitors ?? []).includes(def.id)
    : def.audience === audience || def.audience === "both");

/** The services that are left, in the order of the topic, or by title where none is chosen. */
export function narrowedServices(
  catalogue: Catalogue,
  { topic, audience }: Narrowing,
  t: Translate,
): readonly Definition[] {
  const shelf = topicIn(catalogue, topic);
  const all = shelf
    ? shelf.services.flatMap((id) => catalogue.current(id) ?? [])
    : catalogue.search("", t.lang);
  return all.filter((def) => isFor(def, audience, catalogue));
}

export const topicIn = ({ jurisdiction }: Catalogue, id: string | undefined) =>
  (jurisdiction.topics ?? []).find((topic) => topic.id === id);

/** The address of the list so narrowed. */
export function addressOf({ topic, audience }: Narrowing): string {
  const query = new URLSearchParams({
    ...(topic && { topic }),
    ...(audience && { for: audience }),
  }).toString();
  return query === "" ? "/services" : `/services?${query}`;
}

/** The topics that have a service for these people. */
export const tilesOf = (
  catalogue: Catalogue,
  audience: Audience | undefined,
  t: Translate,
): TopicTile[] =>
  (catalogue.jurisdiction.topics ?? []).flatMap(({ id, title, icon }) => {
    const count = narrowedServices(catalogue, { topic: id, audience }, t).length;
    if (count === 0) return [];
    const href = addressOf({ topic: id, audience });
    return [{ title: t.words(title), href, icon, count: t("catalogue.results", { count }) }];
  });

/** Everybody, citizens, businesses, visitors: one of them is chosen. */
export const audienceTabs = (
  { topic, audience }: Narrowing,
  { jurisdiction }: Catalogue,
  t: Translate,
): Tab[] =>
  ([undefined, ...audiences] as const)
    .filter((each) => each !== "visitor" || jurisdiction.visitors?.length)
    .map((each) => ({
      title: t(`catalogue.for-${each ?? "all"}`),
      href: addressOf({ topic, audience: each }),
      current: each === audience,
    }));

/** The drawing of a service: that of the first topic under which it stands. */
const iconOf = (def: Definition, { jurisdiction }: Catalogue): string =>
  jurisdiction.topics?.find(({ services }) => services.includes(def.id))?.icon ?? "file-text";

export const rowOf = (
  def: Definition,
  catalogue: Catalogue,
  today: string,
  t: Translate,
): ServiceRow => ({
  title: t.words(def.title),
  href: `/services/${def.id}`,
  icon: iconOf(def, catalogue),
  note: `${feeInShort(def, today, t)} · ${timeInShort(def, t)}`,
});
