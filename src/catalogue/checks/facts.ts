import type { OutputClaim, Provenance } from "../model.ts";
import { tariffsOf } from "../read/money.ts";
import type { Path } from "../yaml-file.ts";
import { among, type Check } from "./check.ts";
import { tasksOf } from "./officers.ts";
import { questionsOf } from "./questions.ts";

/** Whether a fact states any provenance. */
const says = ({ source, checkedOn, illustrative }: Provenance) =>
  [source, checkedOn, illustrative].some((part) => part !== undefined);

/**
 * Laws, tariffs, clocks, contradictions and the like state a source, or that they are illustrative.
 */
export const unsourcedFacts: Check = ({ raw, report }) => {
  const look = (path: Path, what: string, { source, checkedOn, illustrative }: Provenance) => {
    if (illustrative === true || (source !== undefined && checkedOn !== undefined)) return;
    const message =
      source === undefined
        ? `${what} has no source`
        : `${what} does not say when its source was checked`;
    report(
      path,
      message,
      "add `source:` and `checkedOn:`, or `illustrative: true` where nobody confirmed it",
    );
  };
  const contradictions = (path: Path, all: Readonly<Record<string, Provenance>> = {}) => {
    for (const [id, fact] of Object.entries(all))
      look([...path, "contradictedBy", id], `what \`${id}\` says`, fact);
  };
  for (const [id, law] of Object.entries(raw.laws ?? {}))
    look(["laws", id], `the law \`${id}\``, law);
  for (const [id, fee] of Object.entries(raw.fees ?? {})) {
    for (const [path, tariff] of tariffsOf(fee, ["fees", id]))
      look(path, `the amount of \`${id}\``, tariff);
    contradictions(["fees", id], fee.contradictedBy);
  }
  for (const [i, call] of (raw.calls ?? []).entries())
    look(["calls", i], `the call of ${call.opens}`, call);
  for (const [id, fact] of Object.entries(raw.entitlements ?? {}))
    look(["entitlements", id], `the entitlement \`${id}\``, fact);
  for (const [id, fact] of Object.entries(raw.eligibility ?? {}))
    look(["eligibility", id], `the requirement \`${id}\``, fact);
  for (const { id, path, task } of tasksOf(raw)) {
    if (says(task)) look(path, `the term of \`${id}\``, task);
    if (says(task) && task.within === undefined)
      report(
        path,
        `\`${id}\` has a source and no term that it says`,
        "add `within:`, or remove the source",
      );
  }
  if (raw.process) {
    look(["process", "clock"], "the promised time", raw.process.clock);
    for (const [i, limit] of (raw.process.clock.limits ?? []).entries())
      look(["process", "clock", "limits", i], `the time \`${limit.limit}\``, limit);
    contradictions(["process", "clock"], raw.process.clock.contradictedBy);
  }
  if (raw.output) look(["output"], "the validity", raw.output);
  for (const [id, fact] of Object.entries(raw.interim ?? {}))
    look(["interim", id], `the validity of \`${id}\``, fact);
  for (const [i, one] of (raw.output?.validities ?? []).entries())
    look(["output", "validities", i], `the validity \`${one.validFor}\``, one);
  if (raw.renewal) look(["renewal"], "the renewal", raw.renewal);
  if (raw.appeal) look(["appeal"], "the appeal", raw.appeal);
  if (raw.appeal?.opinion) look(["appeal", "opinion"], "the opinion", raw.appeal.opinion);
  if (raw.appeal?.further) look(["appeal", "further"], "what is left", raw.appeal.further);
  look(["retention"], "the retention", raw.retention);
};

/** The currency exists in ISO 4217; the schema ensures that there is one. */
export const unknownCurrencies: Check = ({ raw, report }) => {
  const currencies = new Set(Intl.supportedValuesOf("currency"));
  const look = (path: Path, currency: string | undefined) => {
    if (currency !== undefined && !currencies.has(currency))
      report(
        [...path, "currency"],
        `\`${currency}\` is not a currency`,
        "use its ISO 4217 code, such as RWF, USD or AZN",
        "value",
      );
  };
  for (const [id, fee] of Object.entries(raw.fees ?? {})) look(["fees", id], fee.currency);
  for (const { path, field } of questionsOf(raw)) look(path, field.currency);
};

/** One amount or a list of tariffs, newest first, so that exactly one applies on every day. */
export const unclearTariffs: Check = ({ raw, report }) => {
  for (const [id, { amount, tariffs, upTo }] of Object.entries(raw.fees ?? {})) {
    const path: Path = ["fees", id];
    if (tariffs !== undefined && upTo !== undefined)
      report([...path, "upTo"], `\`upTo\` belongs to one of the tariffs of \`${id}\``, "move it");
    if ((amount === undefined) === (tariffs === undefined)) {
      const message =
        amount === undefined
          ? `the fee \`${id}\` has no amount`
          : `the fee \`${id}\` has an amount and tariffs`;
      report(path, message, "give either `amount:` or `tariffs:`");
      continue;
    }
    for (const [i, { from }] of (tariffs ?? []).entries()) {
      const older = tariffs?.[i + 1];
      const last = older === undefined;
      if (
        last !== (from === undefined) ||
        (!last && from !== undefined && (older.from ?? "") >= from)
      )
        report(
          [...path, "tariffs", i],
          "tariffs do not follow one another",
          "put the newest first, each with `from:`, and the oldest last without it",
        );
    }
  }
};

/**
 * A fee is due at a moment that occurs: a rules-only service has no stages, and the first stage
 * begins at submission.
 */
export const feesDueNever: Check = ({ raw, report }) => {
  const [first] = Object.keys(raw.process?.stages ?? {});
  for (const [id, { due }] of Object.entries(raw.fees ?? {})) {
    if (due === "submit" || (raw.process && due !== `before ${first}`)) continue;
    const message = raw.process
      ? `\`${first}\` is where a case begins: the fee \`${id}\` is due at submission`
      : `the fee \`${id}\` is never due: this service has no stages`;
    report(["fees", id, "due"], message, "use `due: submit`", "value");
  }
};

/** A constant amount is not negative. */
export const negativeAmounts: Check = ({ definition, report }) => {
  for (const { id, tariffs } of definition.fees)
    for (const { amount, upTo } of tariffs)
      if (amount.names.size === 0) {
        const price = Number(amount.evaluate({}, { today: "2000-01-01" }));
        if (!(price >= 0))
          report(
            ["fees", id],
            `the amount \`${amount.source}\` of \`${id}\` is not a price`,
            "give zero or more, in major units",
          );
        if (upTo !== undefined && upTo <= price)
          report(
            ["fees", id],
            `\`${id}\` costs ${price} and at most ${upTo}: that is no range`,
            "let `upTo` be more than `amount`, or remove it",
          );
      }
};

/** What officers are shown of calculations can be read: a plain value, a unit behind a number. */
export const unsayableCalculations: Check = ({ definition, report }) => {
  for (const { name, rule, title, unit } of definition.calculate) {
    const { kind } = rule.type;
    if (title && !sayable.includes(kind))
      report(
        ["calculate", name, "title"],
        `\`${name}\` gives a ${kind}, which nobody can read`,
        "give a number, a text, a date, or yes or no; or remove the title",
      );
    else if (unit && kind !== "number")
      report(["calculate", name, "unit"], `\`${name}\` is no number`, "remove the unit", "key");
  }
};

const sayable: readonly string[] = ["number", "string", "date", "boolean", "any"];

/** The alternatives of a calculation or claim are of one kind. */
export const mixedKinds: Check = ({ definition, report }) => {
  const mend = "let both branches give the same kind, for instance a text: `string(amount)`";
  for (const { name, rule } of definition.calculate)
    if (rule.type.kind === "any")
      report(["calculate", name], `\`${name}\` gives values of different kinds`, mend, "value");
  const look = (at: Path, claims: readonly OutputClaim[]) => {
    for (const { name, value } of claims) {
      const path: Path = [...at, "claims", name, "value"];
      if (value.type.kind === "any")
        report(path, `the claim \`${name}\` gives values of different kinds`, mend, "value");
      const item = value.type.kind === "list" ? value.type.of : value.type;
      if (item.kind === "context" || item.kind === "list" || item.kind === "null")
        report(
          path,
          `the claim \`${name}\` is not something that can be printed`,
          among(["a text", "a number", "a date", "yes or no", "a list of those"]),
          "value",
        );
    }
  };
  look(["output"], definition.output?.claims ?? []);
  for (const { id, claims } of definition.interim ?? []) look(["interim", id], claims);
};
