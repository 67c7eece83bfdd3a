import type { Lang } from "../src/platform/i18n/index.ts";

/** A word that once stood beside the glossary's, and may not come back. */
export interface Variant {
  readonly lang: Lang;
  /** The key of docs/terms.csv. */
  readonly term: string;
  readonly forbidden: RegExp;
}

const word = (pattern: string): RegExp => new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, "iu");

/**
 * One thing has one word in each language: what is said instead of it, by the term of the glossary.
 */
export const variants: readonly Variant[] = [
  // A window of a browser ("mu rindi dirishya") is one; a counter is not.
  {
    lang: "rw",
    term: "counter",
    forbidden: word("igichi|ibichi|(?<!mu )(?<!mu rindi )(?:idirishya|amadirishya|dirishya)"),
  },
  { lang: "rw", term: "counter", forbidden: word("ku gishe|amagishe") },
  // A heading under which fees are paid is called "tike" too; a child has a number of application
  // (CAN).
  { lang: "rw", term: "ticket", forbidden: word("itike|amatike|(?<!kuri )tike|nimero|inomero") },
  { lang: "rw", term: "queue", forbidden: word("urutonde rw['’]abategereje") },
  {
    lang: "rw",
    term: "application_number",
    forbidden: word("n[io]mero [yz]['’]ubusabe(?! bw['’]umuturage)"),
  },
  { lang: "rw", term: "appointment", forbidden: word("randevu|rendez-vous") },
  {
    lang: "rw",
    term: "service_centre",
    forbidden: word("(?:ku |i)?kigo (?:gitanga serivisi|cya serivisi)|ikigo kihe|santere"),
  },
  { lang: "rw", term: "agent", forbidden: word("ajenti|intumwa ya serivisi") },
  { lang: "rw", term: "receipt", forbidden: word("kitansi|resi|gitansi") },
  { lang: "rw", term: "certificate", forbidden: word("seritifika\\p{L}*") },
  // In these it is the name of a body, or of a step.
  {
    lang: "rw",
    term: "committee",
    forbidden: word("akanama(?! gatoranya| k['’]ubujurire| kongera)"),
  },
  { lang: "fr", term: "counter", forbidden: word("comptoirs?") },
  { lang: "fr", term: "ticket", forbidden: word("billets? d['’]attente|tickets? de queue") },
  { lang: "fr", term: "queue", forbidden: word("queues?") },
  {
    lang: "fr",
    term: "service_centre",
    forbidden: word("maisons? (?:de|des) services?|la maison"),
  },
  { lang: "fr", term: "application_number", forbidden: word("numéros? de référence") },
  { lang: "fr", term: "receipt", forbidden: word("récépissés?|quittances?") },
  // With a capital letter it is the name of a body; the committee of a law is called so there.
  {
    lang: "fr",
    term: "committee",
    forbidden: /(?<!\p{L})(?:comités?(?! d['’]évaluation)|Comité de classement)(?!\p{L})/u,
  },
  { lang: "az", term: "counter", forbidden: word("masa(?:ya|da|dan|nın|lar|sı)?|gişe|kassa") },
  { lang: "az", term: "ticket", forbidden: word("bilet\\p{L}*") },
  {
    lang: "az",
    term: "ticket",
    forbidden: word("(?:yeni|bir) növbə(?! nömrə)|növbə götür\\p{L}*"),
  },
  {
    lang: "az",
    term: "appointment",
    forbidden: word("növbəniz(?: dəyişdi| ləğv edildi)?: \\{date\\}|qəbula yazıl\\p{L}*|randevu"),
  },
  { lang: "az", term: "service_centre", forbidden: word("xidmət zal\\p{L}*|zaldan kənar") },
  { lang: "az", term: "floor_manager", forbidden: word("zal rəhbəri\\p{L}*") },
  { lang: "az", term: "application_number", forbidden: word("istinad nömrə\\p{L}*") },
  { lang: "az", term: "receipt", forbidden: word("çek|kvitansiya") },
  { lang: "az", term: "application_file", forbidden: word("faylınız\\p{L}*|faylı aç\\p{L}*") },
];
