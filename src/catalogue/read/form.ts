import { compile, type FeelType, type Rule, type Scope } from "../../rules/index.ts";
import { definedKind } from "../field-kinds.ts";
import type { DocumentWanted, Field, Page } from "../model.ts";
import type { RawField, RawPage } from "../schema/form.ts";
import type { ById } from "../schema/parts.ts";
import type { RawService } from "../schema/service.ts";
import { applicantScope, applicationScope, repeatType, treatyScope } from "../scope.ts";
import type { Path } from "../yaml-file.ts";
import { conditionOf, present, type Writing } from "./writing.ts";

const BOOLEAN: FeelType = { kind: "boolean" };

/** A calculation whose rule compiled, with its type. */
export interface Calculated {
  readonly name: string;
  readonly rule: Rule;
}

/** Top-level names that a rule reads: `areas` of `areas.hectares`. */
export const namesRead = (rule: Rule): ReadonlySet<string> =>
  new Set([...rule.names].map((name) => name.split(".")[0] ?? name));

/** Facts that need no answer: the person, whether it is a renewal, and the treaties. */
const factsScope = ({ national }: Writing): Scope => ({
  ...applicantScope,
  ...applicationScope,
  ...treatyScope(national.treaties ?? []),
});

/** Every answer and its type, for rules outside the form. */
export function answersScope(w: Writing, raw: RawService): Scope {
  const scope: Record<string, FeelType> = { ...factsScope(w) };
  for (const page of Object.values(raw.form)) Object.assign(scope, pageScope(page));
  return scope;
}

function pageScope(page: RawPage): Scope {
  const fields = fieldsScope(Object.entries(page.fields));
  return page.repeat ? { [page.repeat.name]: repeatType(fields) } : fields;
}

export const fieldsScope = (fields: readonly (readonly [string, RawField])[]): Scope =>
  Object.fromEntries(fields.map(([name, field]) => [name, typeOf(field)]));

/** The type of an answer in rules. */
export const typeOf = (field: RawField): FeelType =>
  definedKind(field.type).feel(Object.keys(field.options ?? {}));

/** The scope plus the calculations that need nothing beyond it. */
function withCalculated(scope: Scope, calculated: readonly Calculated[]): Scope {
  const wider: Record<string, FeelType> = { ...scope };
  for (const { name, rule } of calculated)
    if ([...namesRead(rule)].every((read) => read in wider)) wider[name] = rule.type;
  return wider;
}

/** The pages in order; each rule sees only earlier questions. */
export function readForm(w: Writing, raw: RawService, calculated: readonly Calculated[]): Page[] {
  let before: Scope = factsScope(w);
  return Object.entries(raw.form).map(([id, page]) => {
    const path: Path = ["form", id];
    const visible = withCalculated(before, calculated);
    const fields = readFields(w, [...path, "fields"], page.fields, before, calculated);
    before = { ...before, ...pageScope(page) };
    return present({
      id,
      title: w.words([...path, "title"]),
      intro: w.maybeWords([...path, "intro"]),
      show: page.show === undefined ? undefined : w.rule([...path, "show"], visible, BOOLEAN),
      repeat: page.repeat && {
        ...page.repeat,
        itemTitle: w.words([...path, "repeat", "itemTitle"]),
      },
      fields,
    });
  });
}

/** Fields in order; each sees `before` and those above it. */
export const readFields = (
  w: Writing,
  path: Path,
  raw: ById<RawField>,
  before: Scope,
  calculated: readonly Calculated[] = [],
): Field[] =>
  Object.entries(raw).map(([name, field], index, all) => {
    const earlier = { ...before, ...fieldsScope(all.slice(0, index)) };
    return readField(w, [...path, name], name, field, earlier, calculated);
  });

function readField(
  w: Writing,
  path: Path,
  name: string,
  raw: RawField,
  earlier: Scope,
  calculated: readonly Calculated[],
): Field {
  const type = typeOf(raw);
  const visible = withCalculated(earlier, calculated);
  const withField = withCalculated({ ...earlier, [name]: type }, calculated);
  return present({
    name,
    type: raw.type,
    label: w.words([...path, "label"]),
    hint: w.maybeWords([...path, "hint"]),
    required: raw.required ?? true,
    missing: w.maybeWords([...path, "missing"]),
    show:
      raw.show === undefined
        ? impliedShow(raw.within, visible)
        : w.rule([...path, "show"], visible, BOOLEAN),
    valid: raw.valid && readValid(w, [...path, "valid"], withField),
    prefill: raw.prefill === undefined ? undefined : w.rule([...path, "prefill"], visible, type),
    options: Object.keys(raw.options ?? {}).map((value) => ({
      value,
      label: w.words([...path, "options", value]),
    })),
    list: raw.list,
    within: raw.within === undefined ? undefined : readWithin(name, raw.within, withField),
    minimum: raw.minimum,
    maximum: raw.maximum,
    maxLength: raw.maxLength ?? definedKind(raw.type).length,
    format: raw.format,
    minItems: raw.minItems,
    maxItems: raw.maxItems,
    currency: raw.currency,
    telephone: definedKind(raw.type).telephone ? w.national.telephone : undefined,
    unit: w.maybeWords([...path, "unit"]),
  });
}

/** A rule that the definition implies; undefined where it names no earlier answer. */
function ruleOver(source: string, scope: Scope): Rule | undefined {
  const compiled = compile(source, scope, BOOLEAN);
  return compiled.ok ? compiled.rule : undefined;
}

/** What belongs to another answer is asked once that is given. */
const impliedShow = (within: string | undefined, visible: Scope): Rule | undefined =>
  within === undefined ? undefined : ruleOver(`${within} != null`, visible);

/** A code of a list within a list begins with the code of the other: `gasabo.remera`. */
function readWithin(name: string, answer: string, scope: Scope): Field["within"] {
  const rule = ruleOver(`starts with(${name}, ${answer} + ".")`, scope);
  return rule && { answer, rule };
}

export function readValid(w: Writing, path: Path, scope: Scope): Field["valid"] {
  const words = w.words([...path, "else"]);
  const rule = w.rule([...path, "rule"], scope, BOOLEAN);
  return rule && { rule, else: words };
}

/** The documents, whose rules see all answers. */
export function readDocuments(w: Writing, raw: RawService, scope: Scope): DocumentWanted[] {
  return Object.entries(raw.documents ?? {}).map(([id, document]) =>
    readDocument(w, ["documents", id], id, document, scope),
  );
}

/** One paper, of the applicant or of an officer. */
export const readDocument = (
  w: Writing,
  path: Path,
  id: string,
  raw: NonNullable<RawService["documents"]>[string],
  scope: Scope,
): DocumentWanted =>
  present({
    id,
    title: w.words([...path, "title"]),
    hint: w.maybeWords([...path, "hint"]),
    accept: raw.accept ?? ["application/pdf", "image/jpeg", "image/png"],
    maxBytes: (raw.maxMB ?? 5) * 1024 * 1024,
    maxFiles: raw.maxFiles ?? 1,
    required: raw.required ?? true,
    sensitive: raw.sensitive,
    ...conditionOf(w, path, raw, scope),
  });
