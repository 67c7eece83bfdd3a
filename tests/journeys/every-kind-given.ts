import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Words of a service, which are written anew in each other language of the government. */
class Words {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export const words = (text: string): Words => new Words(text);

export const fact = { illustrative: true };

/** What differs between two governments that offer the same service. */
export interface Offered {
  readonly authority: string;
  readonly role: string;
  readonly currency: string;
}

/** A service with one question of every kind, a fee, one officer's task and a paper. */
const everyKind = ({ authority, role, currency }: Offered) => ({
  ...{ service: "every-kind", version: 1, language: "en" },
  ...{ title: words("Every kind"), description: words("It asks one question of every kind.") },
  ...{ whoMayApply: words("Everybody."), keywords: [], lifeEvents: [], audience: "citizen" },
  ...{ authority, level: 2 },
  form: {
    numbers: {
      title: words("Numbers"),
      fields: {
        pieces: { type: "integer", label: words("How many?"), minimum: 1 },
        hectares: { type: "decimal", label: words("How large?"), unit: words("hectares") },
        price: { type: "money", label: words("Which price?"), currency },
        day: { type: "date", label: words("Which day?") },
      },
    },
    choices: {
      title: words("Choices"),
      fields: {
        sure: { type: "yes-no", label: words("Are you sure?") },
        colour: { type: "choice", label: words("Which colour?"), options: colours },
        colours: { type: "choices", label: words("Which colours?"), options: colours },
        country: { type: "code", list: "countries", label: words("Which country?") },
      },
    },
    contact: {
      title: words("Contact"),
      fields: {
        name: { type: "text", label: words("Which name?") },
        story: { type: "long-text", label: words("Which story?") },
        mail: { type: "email", label: words("Which address?") },
        telephone: { type: "phone", label: words("Which telephone?") },
      },
    },
  },
  fees: { fee: { title: words("Fee"), currency, due: "submit", amount: 5, ...fact } },
  process: {
    clock: { starts: "submitted", limit: "2bd", onExpiry: "escalate", ...fact },
    moreInformation: { rounds: 1, answerWithin: "P30D", onExpiry: "withdraw", from: ["decision"] },
    stages: {
      decision: {
        title: words("Decision"),
        task: {
          ...{ authority, role, within: "1bd", onExpiry: "escalate" },
          outcomes: {
            grant: { title: words("Grant it"), to: "granted" },
            refuse: { title: words("Refuse it"), to: "refused", reasonRequired: true },
          },
        },
      },
    },
    refusalReasons: { wrong: { title: words("Something is wrong") } },
  },
  output: {
    ...{ id: "every-paper", title: words("Paper of every kind"), ...fact },
    claims: {
      name: { title: words("Name"), value: "name" },
      telephone: { title: words("Telephone"), value: "telephone" },
    },
    revocation: { authority, role, reasons: { mistake: words("It was given by mistake") } },
  },
  retention: { granted: "P1Y", otherwise: "P1Y", ...fact },
});

const colours = { red: words("Red"), blue: words("Blue") };

/**
 * The data of a government with the service of every kind beside its own; a folder to be removed.
 */
export function withEveryKind(code: string, offered: Offered, version = 1): string {
  const folder = governmentCopied(code);
  const service = join(folder, "services/every-kind");
  writeEveryKind(service, offered, version);
  return folder;
}

/** The data of a government, to be changed; a folder to be removed with the one above it. */
export function governmentCopied(code: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), "hamwe-government-")), code);
  cpSync(join(root, "jurisdictions", code), folder, { recursive: true });
  cpSync(join(root, "jurisdictions/lists"), join(folder, "../lists"), { recursive: true });
  return folder;
}

/** Writes one version of the service; each after the first says its number in its title. */
export function writeEveryKind(service: string, offered: Offered, version: number): void {
  const title = words(version === 1 ? "Every kind" : `Every kind, version ${version}`);
  writeService(service, { ...everyKind(offered), version, title });
}

/** Writes a service into its folder, with its words in every language, and under a topic. */
export function writeService(service: string, definition: object): void {
  mkdirSync(service, { recursive: true });
  const topics = join(service, "../../topics.yaml");
  const shelves = readFileSync(topics, "utf8");
  const id = basename(service);
  if (!shelves.includes(id))
    writeFileSync(topics, shelves.replace("services: [", `services: [${id}, `));
  const write = (name: string, value: unknown) =>
    writeFileSync(join(service, name), JSON.stringify(value, null, 1));
  write("service.yaml", spoken(definition));
  for (const lang of ["rw", "fr", "az"]) write(`${lang}.yaml`, translated(definition, lang));
}

/** The service with its words in its own language. JSON is YAML. */
const spoken = (value: unknown): unknown => {
  if (value instanceof Words) return value.text;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spoken(each)]));
};

/** Its words alone, in another language; undefined for what has none. */
const translated = (value: unknown, lang: string): unknown => {
  if (value instanceof Words) return `${value.text} (${lang})`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const parts = Object.entries(value).flatMap(([key, each]) => {
    const words = translated(each, lang);
    return words === undefined ? [] : [[key, words] as const];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
};
