import type { Evidence } from "../../../partnership/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { DeskField } from "../form.ts";

type Values = Readonly<Record<string, string>>;

/** What proves it, and where that is. */
export const evidenceFields = (t: Translate, required: boolean): readonly DeskField[] => [
  {
    ...{ kind: "text", name: "proof", label: t("commitments.proof"), atTimes: true },
    ...(!required && { hint: t("commitments.proof-hint") }),
    ...(required && { missing: t("commitments.enter-proof") }),
  },
  {
    ...{ kind: "text", name: "where", label: t("commitments.proof-where"), atTimes: true },
    hint: t("partnership.desk.source-hint"),
    ...(required && { missing: t("commitments.enter-proof-where") }),
  },
];

/** The proof that was typed; undefined where a half of it is missing. */
export const evidenceOf = ({ proof = "", where = "" }: Values, on: string): Evidence | undefined =>
  proof !== "" && where !== "" ? { on, title: proof, where } : undefined;

/** What a proof lacks: the field, and the words. */
export const missingProof = ({ proof, where }: Values) => [
  ...(proof === "" ? [["proof", "commitments.enter-proof"] as const] : []),
  ...(where === "" ? [["where", "commitments.enter-proof-where"] as const] : []),
];

const address = /^\s*((javascript|data|vbscript|file|blob|ftp|https?):|[a-z][a-z0-9+.-]*:\/\/)/i;
const secureAddress = /^https:\/\/[^\s/]/i;

/** A proof is filed under words or a number, or published at a secure address. */
export const wrongPlace = ({ where = "" }: Values) =>
  address.test(where) && !secureAddress.test(where)
    ? [["where", "commitments.proof-where-https"] as const]
    : [];
