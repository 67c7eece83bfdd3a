/**
 * The house, from the ground up. A part may import the parts of the rows above its own, never one
 * of its own row. Whoever adds a part adds it here, in the highest place that it can have.
 */
const rows: readonly (readonly string[])[] = [
  ["kernel", "data-dir", "platform/yaml"],
  ["platform/db", "certificate-code"],
  ["platform/jobs", "platform/i18n", "platform/security", "platform/scan"],
  ["platform/events", "paper"],
  ["platform/http"],
  ["platform/auth"],
  ["signing"],
  ["rules"],
  ["catalogue"],
  ["form", "explain", "cpsv"],
  ["workflow"],
  [
    "cases",
    "payments",
    "credentials",
    "messages",
    "centres",
    "counter",
    "exchange",
    "transparency",
    "notes",
    "notifications",
    "privacy",
    "assessment",
    "help",
    "programs",
    "phone",
    "staff",
    "settings",
  ],
  ["partnership"],
  ["reactions"],
  ["acts"],
  ["channels/components"],
  ["channels/questions", "channels/staff"],
  [
    "channels/web",
    "channels/counter",
    "channels/office",
    "channels/treasury",
    "channels/operations",
    "channels/desk",
    "channels/hall",
    "channels/ussd",
    "channels/api",
    "channels/admin",
    "channels/scim",
    "channels/workplace",
  ],
  ["config", "set-up", "running", "outside"],
  ["demo", "app-signer", "operator"],
  ["app", "signer"],
  ["serve"],
  ["main"],
];

/** The part that a file belongs to: `src/platform/db/connect.ts` → `platform/db`. */
export const moduleOf = (path: string): string | undefined =>
  rows.flat().find((part) => path === `src/${part}.ts` || path.startsWith(`src/${part}/`));

const rowOf = (part: string | undefined): number =>
  rows.findIndex((row) => row.includes(part ?? ""));

export const sameModule = (a: string, b: string): boolean => moduleOf(a) === moduleOf(b);

export const mayImport = (from: string, to: string): boolean =>
  sameModule(from, to) || (rowOf(moduleOf(to)) >= 0 && rowOf(moduleOf(to)) < rowOf(moduleOf(from)));

/** Schemas that the SQL of a file may name: its part's own, `0005-cases.sql` as `src/cases/`. */
export function schemasOf(path: string): readonly string[] {
  const part = moduleOf(path) ?? path.replace(/^migrations\/\d{4}-|\.sql$/g, "");
  if (part === "platform/db") return ["platform"];
  const name = part.replace(/^(platform|channels)\//, "").replace(/-.*/, "");
  return [name];
}

/** Every schema that belongs to somebody. */
export const knownSchemas: ReadonlySet<string> = new Set([
  "platform",
  ...rows.flat().map((part) => part.replace(/^.*\//, "")),
]);
