/** Messages in own words: what they say now, what is wrong with a text, and how it looks. */
import {
  inOwnWords,
  longestFacts,
  mostParts,
  type OwnText,
  placesFor,
  type SmsSize,
  type TextPart,
  type TextPlace,
  textKey,
  textParts,
  writeEmail,
  writeSms,
  wrongPlaces,
} from "../messages/index.ts";
import type { ActDeps } from "./deps.ts";

type TextDeps = Pick<ActDeps, "catalogue" | "i18n">;

type WholeText = Readonly<Record<TextPart, string>>;

export interface MessageWords {
  /** What it says where nothing of its own is written here. */
  readonly usual: WholeText;
  /** What is written here; of one service without what all services have. */
  readonly own: OwnText;
  /** The places that a text may have. */
  readonly places: readonly string[];
}

/** What a message says now. */
export function messageWords({ catalogue, i18n }: TextDeps, place: TextPlace): MessageWords {
  const { template, service, lang } = place;
  const prefix = `messages.${template}.`;
  const seed = i18n.texts(lang, (key) => key.startsWith(prefix));
  const { texts = {} } = catalogue.jurisdiction;
  const forAll = service === "all" ? {} : texts[textKey({ ...place, service: "all" })];
  const whole = (part: TextPart): string => forAll?.[part] ?? seed[prefix + part] ?? "";
  return {
    usual: { sms: whole("sms"), subject: whole("subject"), body: whole("body") },
    own: texts[textKey(place)] ?? {},
    places: placesFor(template),
  };
}

/** The parts that say something else than usual; undefined where none does. */
export function changedParts(usual: WholeText, typed: WholeText): OwnText | undefined {
  const parts = textParts.filter((part) => typed[part] !== "" && typed[part] !== usual[part]);
  if (parts.length === 0) return undefined;
  return Object.fromEntries(parts.map((part) => [part, typed[part]]));
}

export interface TextProblem {
  readonly part: TextPart;
  /** `places`: those concerned; `count`: parts of an SMS, and `most` that it may have. */
  readonly code: "unknown-place" | "missing-place" | "too-long";
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface TextPreview {
  readonly sms: SmsSize & { readonly body: string };
  readonly subject: string;
  readonly body: string;
}

/** The message with the longest facts that occur. */
export function previewText(
  { catalogue, i18n }: TextDeps,
  { template, service, lang }: TextPlace,
  own: OwnText,
): TextPreview {
  const title = catalogue.current(service)?.title;
  const facts = { ...longestFacts, ...(title && { service: { words: title } }) };
  const t = inOwnWords(i18n.for(lang), template, own);
  return { sms: writeSms(template, facts, t), ...writeEmail(template, facts, t) };
}

/** All that is wrong with a text, by its parts. */
export function textProblems(
  deps: TextDeps,
  place: TextPlace,
  { usual, typed }: { readonly usual: WholeText; readonly typed: WholeText },
): readonly TextProblem[] {
  const braced = (places: readonly string[]) => places.map((each) => `{${each}}`).join(", ");
  const ofPlaces = textParts.flatMap((part): readonly TextProblem[] => {
    const { unknown, missing } = wrongPlaces(place.template, typed[part], usual[part]);
    return [
      ...(unknown.length > 0
        ? [{ part, code: "unknown-place", facts: { places: braced(unknown) } } as const]
        : []),
      ...(missing.length > 0
        ? [{ part, code: "missing-place", facts: { places: braced(missing) } } as const]
        : []),
    ];
  });
  const most = mostParts(place.lang);
  const { segments: count } = previewText(deps, place, typed).sms;
  const long = count > most;
  return long ? [...ofPlaces, { part: "sms", code: "too-long", facts: { count, most } }] : ofPlaces;
}
