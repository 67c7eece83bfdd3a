import type { Definition, Treaty, TreatyParty } from "../catalogue/index.ts";
import type { Saying } from "./task-node.ts";
import { whence } from "./words.ts";

/** When applications are taken, one line a call; nothing where they always are. */
export const callsOf = ({ calls = [] }: Definition, { t }: Saying): string[] =>
  calls.map(
    (call) =>
      t("explain.call", { opens: t.date(call.opens), closes: t.date(call.closes) }) +
      whence(call, t),
  );

/** The treaties that the service's rules read, oldest first as the government lists them. */
export function treatiesRead(definition: Definition): readonly Treaty[] {
  const { eligibility, rulings, entitlements = [], calculate, treaties = [] } = definition;
  const rules = [
    ...[...eligibility, ...calculate].map(({ rule }) => rule),
    ...[...rulings, ...entitlements].flatMap(({ when }) => when ?? []),
  ];
  const names = new Set(rules.flatMap(({ names: read }) => [...read]));
  return treaties.filter(({ id }) =>
    [...names].some((name) => name === `treaty.${id}` || name.startsWith(`treaty.${id}.`)),
  );
}

/** Each of them, with how far each side has come. */
export const treatiesOf = (definition: Definition, { t }: Saying): string[] =>
  treatiesRead(definition).map(({ title, signedOn, parties, ...fact }) => {
    const signed = signedOn ? `. ${t("public.treaty-signed", { date: t.date(signedOn) })}` : "";
    const sides = parties.map(
      (party) =>
        `\n  - ${t.named(`public.party-${party.code}`)}: ${sideOf(party, { t })}` +
        `${whence(party, t)}`,
    );
    return `${t.words(title)}${signed}${whence(fact, t)}${sides.join("")}`;
  });

/** How far one side of a treaty has come, in words. */
export function sideOf({ ratifiedOn, inForceOn }: TreatyParty, { t }: Pick<Saying, "t">): string {
  if (inForceOn !== null) return t("public.treaty-in-force", { date: t.date(inForceOn) });
  if (ratifiedOn === undefined) return t("public.treaty-not-in-force");
  return t("public.treaty-ratified", { date: t.date(ratifiedOn) });
}
