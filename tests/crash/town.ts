import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Catalogue, loadCatalogue, readExamples } from "../../src/catalogue/index.ts";
import { samplePaper } from "../../src/demo/sample-paper.ts";
import type { Answers } from "../../src/form/index.ts";
import type { Brought } from "../apply.ts";
import type { Chance } from "./chance.ts";
import { citizen, type Loop } from "./citizen.ts";
import type { Notebook } from "./notebook.ts";
import { officer } from "./officer.ts";
import { Patient } from "./patient.ts";

export const government =
  process.env.HAMWE_JURISDICTION ?? join(import.meta.dirname, "../../jurisdictions/rw");

export function readCatalogue(): Catalogue {
  const { catalogue } = loadCatalogue(government);
  if (!catalogue) throw new Error("the services are not in order");
  return catalogue;
}

/** Who applies for what, by the example whose answers they give. */
const citizens: readonly (readonly [id: string, service: string, example: string])[] = [
  [
    "mukamana-vestine",
    "birth-certificate",
    "A mother asks for her child's certificate and receives it",
  ],
  [
    "ishimwe-kevin",
    "birth-certificate",
    "A person on their sixteenth birthday may ask for their own certificate",
  ],
  [
    "nyirahabimana-beatha",
    "birth-certificate",
    "A mother asks for her child's certificate and receives it",
  ],
  [
    "habimana-eric",
    "birth-certificate",
    "A person on their sixteenth birthday may ask for their own certificate",
  ],
  [
    "ntakirutimana-faustin",
    "birth-certificate",
    "A person on their sixteenth birthday may ask for their own certificate",
  ],
  [
    "uwimana-sandrine",
    "recognition-of-foreign-degree",
    "A Rwandan back from Baku has her bachelor's degree recognised",
  ],
];

/** The two windows of one officer are two loops: who is quicker is part of the trial. */
const officers = [
  "officer-mutesi",
  "officer-mutesi",
  "officer-nsengimana",
  "officer-nsengimana",
  "officer-iradukunda",
  "officer-twagirimana",
];

export function broughtFor(catalogue: Catalogue, service: string, name: string): Brought {
  const def = catalogue.current(service);
  const file = join(government, "services", service, "examples.yaml");
  const example = readExamples(file, readFileSync(file, "utf8")).examples.find(
    (each) => each.name === name,
  );
  if (!def || !example) throw new Error(`${service} has no example "${name}"`);
  const paper = (id: string): [string, File] => [
    id,
    new File([new Uint8Array(samplePaper(`${id} (invented)`))], `${id}.pdf`, {
      type: "application/pdf",
    }),
  ];
  return { def, answers: example.answers as Answers, files: new Map(example.documents.map(paper)) };
}

export interface Everybody {
  readonly url: string;
  readonly catalogue: Catalogue;
  readonly notebook: Notebook;
  readonly chance: Chance;
  readonly ending: () => boolean;
  readonly over: AbortSignal;
}

/** Sets everybody to work; resolves when all have finished what they had begun. */
export async function everybody(all: Everybody): Promise<void> {
  const { url, catalogue, notebook, chance, ending, over } = all;
  const loopOf = (who: string): Loop => ({
    patient: new Patient(url, who, notebook, over),
    notebook,
    ending,
    pause: () => sleep(chance.between(5, 60)),
  });
  await Promise.all([
    ...citizens.map(([id, service, example]) =>
      citizen(loopOf(id), broughtFor(catalogue, service, example)),
    ),
    ...officers.map((id) => officer(loopOf(id), chance)),
  ]);
}
