import type { Definition, Law, Provenance, Words } from "../catalogue/index.ts";
import type { Duration } from "../kernel/index.ts";

/** One entry of the register of processing: a service, by what its definition says. */
export interface Processing {
  readonly service: string;
  readonly version: number;
  readonly title: Words;
  /** The authority whose service it is. */
  readonly controller: string;
  readonly purpose: Words;
  readonly laws: readonly Law[];
  /** What the person is asked, and the papers. */
  readonly data: readonly Words[];
  /** What officers write down. */
  readonly findings: readonly Words[];
  /** Authorities whose officers see it, by id. */
  readonly recipients: readonly string[];
  readonly retention: { readonly granted: Duration; readonly otherwise: Duration } & Provenance;
}

const tasksIn = ({ process }: Definition) => (process?.stages ?? []).flatMap(({ tasks }) => tasks);

/**
 * The register of processing, of every service that keeps anything (law 058/2021 asks a controller
 * for one in article 38). It is made from the definitions, so it cannot say something else than
 * what is asked.
 */
export const registerOf = (definitions: readonly Definition[]): readonly Processing[] =>
  definitions
    .filter(({ process }) => process)
    .map((definition) => ({
      service: definition.id,
      version: definition.version,
      title: definition.title,
      controller: definition.authority,
      purpose: definition.description,
      laws: definition.laws,
      data: [
        ...definition.form.flatMap(({ fields }) => fields.map(({ label }) => label)),
        ...definition.documents.map(({ title }) => title),
      ],
      findings: tasksIn(definition).flatMap(({ findings = [] }) =>
        findings.map(({ label }) => label),
      ),
      recipients: [
        ...new Set([
          definition.authority,
          ...tasksIn(definition).map(({ authority }) => authority),
        ]),
      ],
      retention: definition.retention,
    }));
