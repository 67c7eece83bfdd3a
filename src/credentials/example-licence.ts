/** An invented licence of ten fields and an invented office, for tests and pictures. */
import type { CaseId, PersonId } from "../kernel/index.ts";
import type { Claim, IssueCommand } from "./paper.ts";
import type { Words } from "./trust-list.ts";

const words = (en: string, rw: string, fr: string, az: string): Words => ({ en, rw, fr, az });

const claim = (name: string, label: Words, value: Claim["value"]): Claim => ({
  name,
  label,
  value,
});

const claims: readonly Claim[] = [
  claim("holder", words("Holder", "Uwahawe uruhushya", "Titulaire", "Sahibi"), "Kivu Example Ltd"),
  claim("tin", words("Tax number", "TIN", "NIF", "VÖEN"), "102345678"),
  claim(
    "minerals",
    words("Minerals", "Amabuye y’agaciro", "Minéraux", "Faydalı qazıntılar"),
    words("Wolframite", "Wolframite", "Wolframite", "Volframit"),
  ),
  claim("district", words("District", "Akarere", "District", "Rayon"), "Rutsiro"),
  claim("sector", words("Sector", "Umurenge", "Secteur", "Sektor"), "Mukura"),
  claim("area", words("Area", "Ubuso", "Superficie", "Sahə"), "384 ha"),
  claim("perimeter", words("Perimeter", "Imbibi", "Périmètre", "Perimetr"), "EX-2026-0417"),
  claim(
    "class",
    words("Class", "Icyiciro", "Catégorie", "Kateqoriya"),
    words("Exploration", "Ubushakashatsi", "Recherche", "Kəşfiyyat"),
  ),
  claim("director", words("Director", "Umuyobozi", "Directrice", "Direktor"), "Uwimana Jeanne"),
  claim(
    "renewable",
    words("Renewable", "Rushobora kongererwa agaciro", "Renouvelable", "Uzadıla bilər"),
    true,
  ),
];

/** The command that issues it; `over` replaces parts of it. */
export const exampleLicence = (over: Partial<IssueCommand> = {}): IssueCommand => ({
  caseId: "019ab000-0000-7000-8000-000000000001" as CaseId,
  personId: "019ab000-0000-7000-8000-00000000000a" as PersonId,
  authority: {
    id: "example-mines",
    name: words(
      "Example Mines Office",
      "Ibiro by’urugero bishinzwe mine",
      "Office d’exemple des mines",
      "Nümunə Mədən İdarəsi",
    ),
  },
  service: "exploration-licence",
  documentType: "exploration-licence",
  title: words(
    "Mineral exploration licence",
    "Uruhushya rw’ubushakashatsi bw’amabuye y’agaciro",
    "Permis de recherche minière",
    "Faydalı qazıntıların kəşfiyyatı lisenziyası",
  ),
  claims,
  validUntil: "2030-11-22",
  lang: "en",
  command: "issue-1",
  ...over,
});
