import { takenOffline } from "../../../acts/index.ts";
import type { Definition } from "../../../catalogue/index.ts";
import { isRule, sentRule } from "../../../rules/index.ts";
import type { CounterDeps } from "../deps.ts";

const sent = (_: string, value: unknown): unknown => (isRule(value) ? sentRule(value) : value);

/** As text, every rule in it ready to be compiled without a parser. */
export const packed = (value: unknown): string => JSON.stringify(value, sent);

/**
 * The part of a definition that is asked and judged at a counter; the way through the offices
 * stays.
 */
function askedPart(def: Definition): Definition {
  const { process: _way, output: _paper, renewal: _renewal, appeal: _appeal, ...asked } = def;
  return { ...asked, laws: [], rulings: [] };
}

/** All that the pages need to know beside their words: the same for everybody, and public. */
export function offerOf({ catalogue, centres, demonstration, calendar }: CounterDeps): string {
  const services = catalogue.services.filter(takenOffline).map(askedPart);
  const named = services
    .flatMap(({ form }) => form.flatMap(({ fields }) => fields))
    .flatMap(({ list }) => list ?? []);
  const lists = Object.fromEntries([...new Set(named)].map((id) => [id, catalogue.codeList(id)]));
  const halls = centres.list().map(({ id, name, address, topics, groups, ...hall }) => ({
    ...{ id, name, address, kind: hall.kind, hours: hall.hours, stops: hall.stops },
    closings: hall.closings,
    topics: topics.map((topic) => ({ id: topic.id, name: topic.name })),
    groups: groups.map((group) => ({ id: group.id, name: group.name })),
  }));
  const { name, timeZone, telephone, identityNumber, nameOrder } = catalogue.jurisdiction;
  const help = catalogue.jurisdiction.help?.telephone.number;
  const national = { name, timeZone, telephone, identityNumber, nameOrder, ...(help && { help }) };
  const holidays = [...calendar().holidays];
  return packed({ services, lists, centres: halls, ...national, holidays, demonstration });
}

const offlineKeys = [
  /^(offline|form|component|problems|apply|check|catalogue|eligibility|service|submitted)\./,
  /^(duration|layout|demo|refusals\.(case|counter|centre|auth|offline))\./,
  /^counter\.(not-possible|receipt\.said|compare|all-at-once|page-by-page)$/,
];

/** The words of the pages in every language. */
export const wordsOf = ({ i18n }: CounterDeps): string =>
  JSON.stringify(
    Object.fromEntries(
      i18n.languages.map((lang) => [
        lang,
        i18n.texts(lang, (key) => offlineKeys.some((one) => one.test(key))),
      ]),
    ),
  );
