import { normaliseReference } from "../../kernel/index.ts";
import { type Lang, languages } from "../../platform/i18n/index.ts";
import { ticketNumber } from "./waiting.ts";

export type Asked =
  | { readonly ask: "status"; readonly reference: string | undefined }
  | { readonly ask: "wait"; readonly number: string | undefined }
  | { readonly ask: "stop" | "start" | "help" };

/**
 * The words that are understood, each in its language. Written without accents; so are they read.
 */
const keywords: Readonly<Record<Asked["ask"], Readonly<Record<Lang, readonly string[]>>>> = {
  status: { en: ["STATUS"], fr: ["STATUT"], rw: ["AHO"], az: ["VEZIYYET"] },
  wait: { en: ["WAIT", "TICKET"], fr: ["ATTENTE"], rw: ["TEGEREZA"], az: ["NOVBE"] },
  stop: { en: ["STOP", "END"], fr: ["ARRET"], rw: ["HAGARIKA"], az: ["DAYAN"] },
  start: { en: ["START"], fr: ["DEBUT"], rw: ["TANGIRA"], az: ["BASLA"] },
  help: { en: ["HELP", "INFO"], fr: ["AIDE"], rw: ["UFASHA"], az: ["KOMEK"] },
};
const kinds = ["status", "wait", "stop", "start", "help"] as const;

/** Capitals without accents: VƏZİYYƏT is VEZIYYET, ARRÊT is ARRET, ı is I. */
const plain = (text: string): string =>
  text.toUpperCase().replaceAll("Ə", "E").normalize("NFD").replaceAll(/\p{M}/gu, "");

/**
 * What an SMS asks, and the language of its word; a reference alone asks where it stands, the rest
 * is for help.
 */
export function askedBy(text: string): { readonly asked: Asked; readonly lang?: Lang } {
  const [word = "", ...rest] = plain(text).trim().split(/\s+/);
  const more = rest.join(" ");
  for (const ask of kinds)
    for (const lang of languages)
      if (keywords[ask][lang].includes(word)) return { asked: askedFor(ask, more), lang };
  const reference = normaliseReference(text);
  return { asked: reference ? { ask: "status", reference } : { ask: "help" } };
}

function askedFor(ask: Asked["ask"], more: string): Asked {
  if (ask === "status") return { ask, reference: normaliseReference(more) };
  return ask === "wait" ? { ask, number: ticketNumber(more) } : { ask };
}
