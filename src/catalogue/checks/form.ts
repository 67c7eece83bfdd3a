import type { Rule } from "../../rules/index.ts";
import { definedKind, type FieldKey, type FieldType, fieldTypes } from "../field-kinds.ts";
import { namesRead } from "../read/form.ts";
import { reservedNames } from "../scope.ts";
import type { Path } from "../yaml-file.ts";
import { among, type Check } from "./check.ts";
import { questionsOf, questionsRead } from "./questions.ts";

/** Every name that rules may use has one meaning. */
export const duplicateNames: Check = ({ raw, report }) => {
  const meanings = new Map<string, string>();
  const take = (path: Path, name: string, what: string, part?: "value") => {
    const before = meanings.get(name);
    if (reservedNames.has(name))
      report(
        path,
        `the name \`${name}\` is taken by the rules' own language`,
        "choose another name",
        part,
      );
    else if (before)
      report(
        path,
        `the name \`${name}\` is used twice: it is ${before} as well`,
        "choose another name for one of them",
        part,
      );
    meanings.set(name, what);
  };
  for (const [page, { fields, repeat }] of Object.entries(raw.form)) {
    if (repeat)
      take(
        ["form", page, "repeat", "name"],
        repeat.name,
        `the list of the page \`${page}\``,
        "value",
      );
    for (const name of Object.keys(fields))
      take(["form", page, "fields", name], name, `a field of the page \`${page}\``);
  }
  for (const name of Object.keys(raw.calculate ?? {}))
    take(["calculate", name], name, "a calculation");
};

const keysOf = (type: FieldType) => definedKind(type).keys;

/** Keys that belong to some kinds of field only, with those kinds. */
const belongs = new Map<FieldKey, FieldType[]>();
for (const type of fieldTypes)
  for (const key of Object.keys(keysOf(type)) as FieldKey[])
    belongs.set(key, [...(belongs.get(key) ?? []), type]);

/** A choice has options, a code has a list, money has a currency, and only numbers have limits. */
export const misplacedFieldKeys: Check = ({ raw, report }) => {
  for (const { path, name, field } of questionsOf(raw))
    for (const [key, types] of belongs) {
      const use = keysOf(field.type)[key];
      if (use === "needed" && field[key] === undefined)
        report(path, `\`${name}\` is a ${field.type} without \`${key}\``, `add \`${key}:\``);
      if (use === undefined && field[key] !== undefined)
        report(
          [...path, key],
          `\`${key}\` means nothing for a ${field.type}`,
          `remove it; it belongs to: ${types.join(", ")}`,
        );
    }
};

/** Limits that no answer could meet. */
export const impossibleLimits: Check = ({ raw, report }) => {
  const look = (path: Path, least: number | undefined, most: number | undefined) => {
    if (least !== undefined && most !== undefined && least > most)
      report(
        path,
        `no answer can be at least ${least} and at most ${most}`,
        "let the smaller stand first",
      );
  };
  for (const [page, { repeat }] of Object.entries(raw.form))
    look(["form", page, "repeat"], repeat?.min, repeat?.max);
  for (const { path, field } of questionsOf(raw)) {
    look(path, field.minimum, field.maximum);
    look(path, field.minItems, field.maxItems);
    const ticks = Object.keys(field.options ?? {}).length;
    if (keysOf(field.type).minItems) look(path, field.minItems, ticks);
  }
};

const never = (rule: Rule | undefined): boolean =>
  rule !== undefined &&
  rule.names.size === 0 &&
  !rule.holds({}, { today: "2000-01-01" }) &&
  !/today/.test(rule.source);

/** A page, question, document or fee whose condition can never hold. */
export const unreachablePages: Check = ({ definition, report }) => {
  const look = (path: Path, what: string, rule: Rule | undefined) => {
    if (never(rule))
      report(
        path,
        `${what} is never reached: its condition never holds`,
        "mend the condition, or remove it",
        "value",
      );
  };
  for (const page of definition.form)
    look(["form", page.id, "show"], `the page \`${page.id}\``, page.show);
  for (const { path, field } of questionsRead(definition))
    look([...path, "show"], `the question \`${field.name}\``, field.show);
  for (const { id, when } of definition.documents)
    look(["documents", id, "when"], `the paper \`${id}\``, when);
  for (const { id, when } of definition.fees) look(["fees", id, "when"], `the fee \`${id}\``, when);
  for (const { id, when } of definition.entitlements ?? [])
    look(["entitlements", id, "when"], `the entitlement \`${id}\``, when);
  for (const [i, { when }] of (definition.process?.clock.limits ?? []).entries())
    look(["process", "clock", "limits", i, "when"], "this time", when);
  for (const [i, { when }] of (definition.output?.validities ?? []).entries())
    look(["output", "validities", i, "when"], "this validity", when);
  for (const { id, when } of definition.interim ?? [])
    look(["interim", id, "when"], `the paper \`${id}\``, when);
};

/** A `valid` rule that does not read its own field. */
export const blindValidation: Check = ({ definition, report }) => {
  for (const {
    path,
    field: { name, valid },
  } of questionsRead(definition))
    if (valid && !namesRead(valid.rule).has(name))
      report(
        [...path, "valid", "rule"],
        `the rule does not look at \`${name}\``,
        `name the answer in it, or move it to \`eligibility\``,
        "value",
      );
};

/** The last ruling always holds, and no other. */
export const openRulings: Check = ({ raw, report }) => {
  const all = Object.entries(raw.rulings ?? {});
  for (const [i, [id, { when }]] of all.entries()) {
    const last = i === all.length - 1;
    if (last && when !== undefined)
      report(
        ["rulings", id, "when"],
        "somebody may be left without an answer",
        "let the last ruling have no `when`",
      );
    if (!last && when === undefined)
      report(
        ["rulings", id],
        `the rulings after \`${id}\` are never given`,
        "give it a `when`, or put it last",
      );
  }
};

/** A service either decides through a process or answers at once. */
export const processOrRulings: Check = ({ raw, report }) => {
  if (!raw.process && !raw.rulings)
    report([], "the service decides nothing", `${among(["`process:`", "`rulings:`"])}`);
  if (raw.process && raw.rulings)
    report(
      ["rulings"],
      "rulings are never given where there is a process",
      "remove one of the two",
    );
  if (raw.process && raw.level === 0)
    report(["level"], "an application needs to know who applies", "use level 1, 2 or 3", "value");
  for (const key of ["interim", "output", "renewal", "appeal"] as const)
    if (!raw.process && raw[key])
      report([key], `\`${key}\` needs a \`process\``, "remove it, or add a process");
  if (raw.output && raw.interim && raw.output.id in raw.interim)
    report(
      ["interim", raw.output.id],
      `\`${raw.output.id}\` is the paper of the grant as well`,
      "give one of the two another id",
    );
  if (raw.renewal && !raw.output?.validFor && !raw.output?.validities)
    report(
      ["renewal"],
      "what is valid for life is not renewed",
      "add `validFor` to `output`, or remove `renewal`",
    );
};
