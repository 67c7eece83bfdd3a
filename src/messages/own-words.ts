import { type Facts, fillWhole, type Lang, placesOf, readMessage } from "../platform/i18n/index.ts";
import { type Template, templates } from "./templates.ts";
import type { Say } from "./write.ts";

/** The parts of a message that are words. */
export const textParts = ["sms", "subject", "body"] as const;
export type TextPart = (typeof textParts)[number];

/** A message in a government's own words, with `{places}`; what is left out stays as it is. */
export type OwnText = Readonly<Partial<Record<TextPart, string>>>;

/** Own words by `message.service.language`, where the service may be `all`. */
export type OwnTexts = Readonly<Record<string, OwnText>>;

/** A message, in one language, of one service or (`all`) of every one. */
export interface TextPlace {
  readonly template: Template;
  readonly service: string;
  readonly lang: Lang;
}

export const textKey = ({ template, service, lang }: TextPlace): string =>
  `${template}.${service}.${lang}`;

/** What every message may say; the name of the service as it is written for this message. */
const always = ["dial", "help"];

/** Without these a message is of no use to whoever gets it. */
const essential = ["code", "link"];

/** The places that a message may have. */
export const placesFor = (template: Template): readonly string[] => [
  ...templates[template],
  ...always,
];

export interface WrongPlaces {
  /** Places for which there is no fact. */
  readonly unknown: readonly string[];
  /** A code or a link that the usual words have, and these lack. */
  readonly missing: readonly string[];
}

/** What is wrong with the places of a text; `usual` are the words that it stands for. */
export function wrongPlaces(template: Template, text: string, usual: string): WrongPlaces {
  const places = placesOf(readMessage(text));
  const allowed = placesFor(template);
  return {
    unknown: places.filter((place) => !allowed.includes(place)),
    missing: placesOf(readMessage(usual)).filter(
      (place) => essential.includes(place) && !places.includes(place),
    ),
  };
}

/** The own words for a message: those of its service before those of all. */
export function ownTextFor(texts: OwnTexts, { template, service, lang }: TextPlace): OwnText {
  const of = (each: string) => texts[textKey({ template, service: each, lang })];
  return { ...of("all"), ...of(service) };
}

/**
 * Says a message in own words where there are some; a text with a place for which there is no fact
 * is not used, so that no message has a hole in it.
 */
export function inOwnWords(t: Say, template: Template, own: OwnText): Say {
  const named = (key: string, facts?: Facts): string => {
    const part = textParts.find((each) => key === `messages.${template}.${each}`);
    const text = part && own[part];
    if (!text) return t.named(key, facts);
    return fillWhole(readMessage(text), facts, t.number) ?? t.named(key, facts);
  };
  // Own properties only: `t` is a function that carries them.
  return { ...t, named };
}
