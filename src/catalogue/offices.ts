import type { Finding } from "./catalogue.ts";
import type { Jurisdiction, OfficePlace, Words } from "./model.ts";
import { type RawSpan, spansOf } from "./read/hours.ts";
import { present, provenanceOf } from "./read/writing.ts";
import { officesSchema } from "./schema/offices.ts";
import { checkStructure } from "./structure.ts";
import { readYaml } from "./yaml-file.ts";

type RawOffice = Omit<OfficePlace, "hours"> & { readonly hours?: readonly RawSpan[] };
type Lists = ReadonlyMap<string, readonly { readonly value: string }[]>;

/** Names an office in offices.yaml and in settings; without one, the seat of the authority. */
export const officeKey = (authority: string, office?: string): string =>
  office === undefined ? authority : `${authority}.${office}`;

/**
 * Reads the offices.yaml of a government: where offices are. One that its authority's code list
 * does not have says its own name, and is an office beside those of the list.
 */
export function readOffices(
  name: string,
  content: string,
  { languages, authorities }: Pick<Jurisdiction, "languages" | "authorities">,
  lists: Lists,
): {
  readonly offices: Readonly<Record<string, OfficePlace>>;
  readonly findings: readonly Finding[];
} {
  const file = readYaml(name, content);
  const structure = checkStructure(file, officesSchema);
  if (structure.length > 0) return { offices: {}, findings: structure };
  // Its structure has just been checked.
  const raw = (file.data ?? {}) as Readonly<Record<string, RawOffice>>;
  const findings = Object.entries(raw).flatMap(([key, office]) => {
    const [id = "", code] = key.split(".");
    const authority = authorities.find((each) => each.id === id);
    if (!authority) return [file.finding([key], `\`${id}\` is no authority`, "name one")];
    // That a list is missing is told where it is named.
    const codes = authority.offices === undefined ? [] : lists.get(authority.offices);
    const isListed = code === undefined || !codes || codes.some(({ value }) => value === code);
    const missing = (part: "name" | "address") => {
      const words: Words | undefined = office[part];
      return words === undefined
        ? []
        : languages
            .filter((lang) => words[lang] === undefined)
            .map((lang) =>
              file.finding(
                [key, part],
                `\`${part}\` is not said in \`${lang}\``,
                `add \`${lang}:\``,
              ),
            );
    };
    return [
      ...missing("name"),
      ...missing("address"),
      ...(isListed || office.name
        ? []
        : [file.finding([key], `\`${code}\` is no office of \`${id}\``, "give it a `name:`")]),
    ];
  });
  const offices = Object.entries(raw).map(([key, { hours, ...office }]) => [
    key,
    present({
      ...{ name: office.name, address: office.address },
      ...{ telephone: office.telephone, email: office.email },
      hours: hours && spansOf(hours),
      ...provenanceOf(office),
    }),
  ]);
  return { offices: Object.fromEntries(offices), findings };
}
