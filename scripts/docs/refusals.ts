import { join } from "node:path";
import { actRefusals } from "../../src/acts/refusals.ts";
import { assessmentRefusals } from "../../src/assessment/refusals.ts";
import { caseRefusals } from "../../src/cases/refusals.ts";
import { serviceRefusals } from "../../src/catalogue/refusals.ts";
import { centreRefusals } from "../../src/centres/refusals.ts";
import { hallRefusals } from "../../src/channels/hall/refusals.ts";
import { webRefusals } from "../../src/channels/web/refusals.ts";
import { counterRefusals } from "../../src/counter/refusals.ts";
import { credentialRefusals } from "../../src/credentials/refusals.ts";
import { helpRefusals } from "../../src/help/refusals.ts";
import type { RefusalCode, RefusalTable } from "../../src/kernel/index.ts";
import { noteRefusals } from "../../src/notes/refusals.ts";
import { exchangeRefusals } from "../../src/partnership/exchange/refusals.ts";
import { partnershipRefusals } from "../../src/partnership/refusals.ts";
import { billRefusals } from "../../src/payments/refusals.ts";
import { authRefusals } from "../../src/platform/auth/refusals.ts";
import { httpRefusals } from "../../src/platform/http/refusals.ts";
import { makeI18n } from "../../src/platform/i18n/index.ts";
import { privacyRefusals } from "../../src/privacy/refusals.ts";
import { programRefusals } from "../../src/programs/refusals.ts";
import { settingsRefusals } from "../../src/settings/refusals.ts";
import { staffRefusals } from "../../src/staff/refusals.ts";
import { heading, root, row } from "./source-files.ts";

/** The tables of all parts. A part whose table is missing here does not compile below. */
const tables = {
  "platform/http": httpRefusals,
  "platform/auth": authRefusals,
  catalogue: serviceRefusals,
  cases: caseRefusals,
  payments: billRefusals,
  credentials: credentialRefusals,
  centres: centreRefusals,
  counter: counterRefusals,
  programs: programRefusals,
  assessment: assessmentRefusals,
  help: helpRefusals,
  notes: noteRefusals,
  privacy: privacyRefusals,
  staff: staffRefusals,
  settings: settingsRefusals,
  partnership: partnershipRefusals,
  "partnership/exchange": exchangeRefusals,
  acts: actRefusals,
  "channels/web": webRefusals,
  "channels/hall": hallRefusals,
} satisfies Readonly<Record<string, RefusalTable>>;

type Listed = { [Part in keyof typeof tables]: keyof (typeof tables)[Part] }[keyof typeof tables];

/** Every refusal that there is: its code, the part whose it is, its kind and facts. */
export const allRefusals = Object.entries(tables).flatMap(([part, table]) =>
  Object.entries<RefusalTable[string]>(table).map(([code, { kind, facts = [] }]) => ({
    part,
    code: code as RefusalCode satisfies Listed,
    kind,
    facts,
  })),
);

/** Every refusal, and what a person is told. */
export function refusalsPage(): string {
  const t = makeI18n(join(root, "messages")).for("en");
  const rows = allRefusals
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ part, code, kind, facts }) =>
      row(`\`${code}\``, kind, part, facts.join(", "), t.refusal({ code })),
    );
  const made = heading("Refusals", "the tables of the parts and the words");
  return (
    `${made}| code | kind | part | facts | in words |\n` +
    `|---|---|---|---|---|\n${rows.join("\n")}\n`
  );
}
