import { type Duration, parseDuration } from "../../kernel/index.ts";
import { compile, type FeelType, type Rule, type Scope } from "../../rules/index.ts";
import type { Finding } from "../catalogue.ts";
import type { Conditional, Jurisdiction, Lang, Provenance, Words } from "../model.ts";
import { type Path, pathText, valueAt, type YamlFile } from "../yaml-file.ts";

/** What a service takes from the present state of its government, whatever its version. */
export type National = Pick<Jurisdiction, "treaties" | "telephone">;

/** A service being read: its files, and the findings so far. */
export interface Writing {
  readonly source: YamlFile;
  readonly findings: Finding[];
  /** Paths of texts in the source; translations must have exactly these. */
  readonly wordPaths: Path[];
  readonly national: National;
  /** The treaties that rules read. */
  readonly treatiesRead: Set<string>;
  /** The text at a path in every language; undefined where the source has none. */
  maybeWords(path: Path): Words | undefined;
  words(path: Path): Words;
  /** A compiled rule; undefined, with a finding, where it does not compile. */
  rule(path: Path, scope: Scope, expects?: FeelType): Rule | undefined;
  report(path: Path, message: string, mend: string, part?: "key" | "value"): void;
}

/** Begins reading a service whose structure is sound. `translations` by language. */
export function beginWriting(
  source: YamlFile,
  language: Lang,
  translations: ReadonlyMap<Lang, YamlFile>,
  national: National,
): Writing {
  const treatiesRead = new Set<string>();
  const findings: Finding[] = [];
  const wordPaths: Path[] = [];
  const maybeWords = (path: Path): Words | undefined => {
    const text = valueAt(source.data, path);
    if (typeof text !== "string") return undefined;
    wordPaths.push(path);
    const words: Record<Lang, string> = { [language]: text };
    for (const [lang, file] of translations) {
      const translated = valueAt(file.data, path);
      if (typeof translated === "string") words[lang] = translated;
    }
    return words;
  };
  return {
    source,
    findings,
    wordPaths,
    national,
    treatiesRead,
    maybeWords,
    words: (path) => maybeWords(path) ?? {},
    rule: (path, scope, expects) => {
      const rule = compileAt(source, findings, path, scope, expects);
      for (const name of rule?.names ?? [])
        if (name.startsWith("treaty.")) treatiesRead.add(name.split(".")[1] ?? "");
      return rule;
    },
    report: (path, message, mend, part) => {
      findings.push(source.finding(path, message, mend, part));
    },
  };
}

function compileAt(
  source: YamlFile,
  findings: Finding[],
  path: Path,
  scope: Scope,
  expects: FeelType | undefined,
): Rule | undefined {
  const compiled = compile(String(valueAt(source.data, path)), scope, expects);
  if (compiled.ok) return compiled.rule;
  for (const { message, mend, from } of compiled.problems)
    findings.push(source.findingWithin(path, from, `\`${pathText(path)}\`: ${message}`, mend));
  return undefined;
}

/** A duration whose form the schema has checked. */
export function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (!parsed) throw new Error(`the schema let ${text} pass as a duration`);
  return parsed;
}

/** The three keys of a fact, without absent ones. */
export const provenanceOf = ({ source, checkedOn, illustrative }: Provenance): Provenance =>
  present({ source, checkedOn, illustrative });

/** The condition of the thing at a path, with its words. */
export const conditionOf = (
  w: Writing,
  path: Path,
  { when }: { readonly when?: unknown },
  scope: Scope,
): Conditional =>
  present({
    when: when === undefined ? undefined : w.rule([...path, "when"], scope, { kind: "boolean" }),
    whenWords: w.maybeWords([...path, "whenWords"]),
  });

/** The object without its undefined values, as exact optional properties require. */
export function present<T extends object>(object: T): Present<T> {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}

type Optional<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
type Present<T> = { readonly [K in Exclude<keyof T, Optional<T>>]: T[K] } & {
  readonly [K in Optional<T>]?: Exclude<T[K], undefined>;
};
