import type { Words } from "../catalogue/index.ts";
import type { ActDeps } from "./deps.ts";
import { generalRoleKey, officesOf, roleName, rolesOf, servicesOfRole } from "./staff-roles.ts";

type Needs = Pick<ActDeps, "catalogue" | "i18n">;

export const codeKinds = ["authority", "role", "office", "service"] as const;
export type CodeKind = (typeof codeKinds)[number];

/** What a file of staff may name, by its code or by its name in any language. */
export interface StaffCode {
  readonly kind: CodeKind;
  readonly code: string;
  readonly names: Words;
}

/** The codes of all authorities. */
export const authorityCodes = ({ catalogue }: Needs): readonly StaffCode[] =>
  catalogue.jurisdiction.authorities.map(({ id, name }) => ({
    ...{ kind: "authority", code: id, names: name },
  }));

function roleNames({ catalogue, i18n }: Needs, authority: string, role: string): Words {
  const key = generalRoleKey(role);
  const own = roleName(catalogue, authority, role);
  if (own || !key) return own ?? {};
  return Object.fromEntries(i18n.languages.map((lang) => [lang, i18n.for(lang)(key)]));
}

/** The codes of the roles, offices and services of an authority. */
export const codesWithin = (deps: Needs, authority: string): readonly StaffCode[] => [
  ...rolesOf(deps.catalogue, authority).map((code) => ({
    ...({ kind: "role", code, names: roleNames(deps, authority, code) } as const),
  })),
  ...officesOf(deps.catalogue, authority).map(({ value, label }) => ({
    ...({ kind: "office", code: value, names: label } as const),
  })),
  ...servicesOfRole(deps.catalogue, authority).map(({ id, title }) => ({
    ...({ kind: "service", code: id, names: title } as const),
  })),
];

const plain = (text: string): string =>
  text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

/** The code of what is named by code or name; undefined where nothing or more than one has it. */
export function codeNamed(
  codes: readonly StaffCode[],
  kind: CodeKind,
  text: string,
): string | undefined {
  const ofKind = codes.filter((each) => each.kind === kind);
  if (ofKind.some(({ code }) => code === text)) return text;
  const named = ofKind.filter(({ code, names }) =>
    [code, ...Object.values(names)].some((name) => plain(name ?? "") === plain(text)),
  );
  return named.length === 1 ? named[0]?.code : undefined;
}
