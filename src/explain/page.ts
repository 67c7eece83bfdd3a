import type { Definition, FeeMoment, Stage, TaskWanted } from "../catalogue/index.ts";
import { stageDue } from "../catalogue/index.ts";
import { type Duration, durationText } from "../kernel/index.ts";
import { callsOf, treatiesOf } from "./rights.ts";
import type { Saying } from "./task-node.ts";
import { termsOf } from "./terms.ts";
import {
  actorName,
  authorityName,
  committeeWords,
  fourEyesWords,
  taskActor,
  whence,
} from "./words.ts";

const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join("\n");
const section = (title: string, ...parts: readonly string[]): string => {
  const sentences = parts.filter((part) => part !== "");
  return sentences.length > 0 ? `## ${title}\n\n${sentences.join("\n\n")}\n` : "";
};
const when = (rule: { readonly source: string } | undefined) =>
  rule ? ` (\`${rule.source}\`)` : "";

/** A service as a Markdown page in the language of `t`: who, what, cost, time, steps, law. */
export function explain(definition: Definition, saying: Saying): string {
  const { t, jurisdiction } = saying;
  const { title, description, whoMayApply, authority } = definition;
  const parts = [
    `# ${t.words(title)}\n\n${t.words(description)}\n\n` +
      `${t("service.authority")}: ${authorityName(jurisdiction, authority, t)}\n`,
    section(t("service.who"), t.words(whoMayApply), eligibility(definition, saying)),
    section(t("explain.calls"), list(callsOf(definition, saying))),
    section(t("explain.questions"), questions(definition, saying)),
    section(t("service.need"), documentsText(definition, saying)),
    section(t("service.fee"), fees(definition, saying)),
    section(t("service.time"), list(termsOf(definition, saying))),
    section(t("service.steps"), steps(definition, saying)),
    section(t("service.result"), results(definition, saying)),
    section(t("explain.renewal"), renewal(definition, saying)),
    section(t("service.appeal"), appeal(definition, saying)),
    section(t("public.treaties"), list(treatiesOf(definition, saying))),
    section(
      t("service.law"),
      list(definition.laws.map((law) => t.words(law.title) + whence(law, t))),
    ),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

const eligibility = ({ eligibility: all }: Definition, { t }: Saying): string =>
  list(
    all.map(
      ({ title, rule, else: or, ...fact }) =>
        `${t.words(title)}${when(rule)}: ${t.words(or)}${whence(fact, t)}`,
    ),
  );

const questions = ({ form }: Definition, { t }: Saying): string =>
  form
    .map(({ title, show, fields }) => {
      const asked = fields.map((field) => `${t.words(field.label)}${when(field.show)}`);
      return `### ${t.words(title)}${when(show)}\n\n${list(asked)}`;
    })
    .join("\n\n");

const documentsText = ({ documents }: Definition, { t }: Saying): string =>
  documents.length === 0
    ? t("service.need-nothing")
    : list(
        documents.map(
          ({ title, when: rule, required }) =>
            `${t.words(title)}${when(rule)}${required ? "" : ` ${t("component.optional")}`}`,
        ),
      );

function dueIn(definition: Definition, due: FeeMoment, t: Saying["t"]): string {
  const stage = stageDue(definition, due);
  if (stage) return t("public.due-before", { step: t.words(stage.title) });
  return t(due === "grant" ? "public.due-grant" : "public.due-submit");
}

const fees = (definition: Definition, { t }: Saying): string =>
  definition.fees.length === 0
    ? t("service.free")
    : list(
        definition.fees.flatMap(({ title, currency, due, when: rule, tariffs, contradictedBy }) => [
          `${t.words(title)}${when(rule)}: ${dueIn(definition, due, t)}`,
          ...tariffs.map((tariff) => {
            const price =
              `\`${tariff.amount.source}\`` +
              `${tariff.upTo === undefined ? "" : `–${tariff.upTo}`} ${currency}`;
            return (
              `  - ${price}${tariff.from ? ` (≥ ${t.date(tariff.from)})` : ""}` +
              `${whence(tariff, t)}`
            );
          }),
          ...contradictedBy.map(
            (one) => t("public.contradicted", { says: t.words(one.says) }) + whence(one, t),
          ),
        ]),
      ).replaceAll("\n-   - ", "\n  - ");

/** Where an outcome leads, after an arrow; empty where the stage waits for others. */
function target(
  process: Definition["process"],
  to: TaskWanted["outcomes"][number]["to"],
  t: Saying["t"],
): string {
  if (!to) return "";
  if ("end" in to) return ` → ${t(`explain.${to.end}`)}`;
  return ` → ${t.words(process?.stages.find(({ id }) => id === to.stage)?.title)}`;
}

function steps(definition: Definition, saying: Saying): string {
  const { process } = definition;
  const { t } = saying;
  if (!process) return t("public.at-once");
  const all = process.stages.map(
    (stage, i) =>
      `${i + 1}. **${t.words(stage.title)}**\n` +
      `${stage.tasks.map((task) => step(stage, task, definition, saying)).join("\n")}`,
  );
  const reasons = process.refusalReasons.map(({ title }) => t.words(title));
  const why = reasons.length > 0 ? `${t("public.refusal-reasons")}\n\n${list(reasons)}` : "";
  return [...all, why].filter(Boolean).join("\n\n");
}

function step(
  { committee }: Pick<Stage, "committee">,
  task: TaskWanted,
  definition: Definition,
  { t, jurisdiction }: Saying,
): string {
  const { outcomes, within, onExpiry } = task;
  const onDeadline = outcomes.find(({ id }) => id === onExpiry);
  const sentences = [
    within
      ? t("public.within", { duration: t.duration(durationText(within)) }) + whence(task, t)
      : "",
    ...fourEyesWords(task, t),
    ...(committee ? committeeWords(committee, outcomes, t) : []),
    onDeadline ? t("public.task-silence", { outcome: t.words(onDeadline.title) }) : "",
  ].filter(Boolean);
  const head =
    `   - ${t.words(task.title)}` +
    `${when(task.when)}: ${taskActor(jurisdiction, definition, task, t)}`;
  const ways = outcomes.map(
    ({ title, to, when: rule }) =>
      `     - ${t.words(title)}${target(definition.process, to, t)}${when(rule)}`,
  );
  return [`${head}${sentences.length > 0 ? `. ${sentences.join(". ")}` : ""}`, ...ways].join("\n");
}

function results(
  { output, interim = [], process, rulings, entitlements = [] }: Definition,
  { t }: Saying,
): string {
  const valid = (term: Duration | undefined) =>
    term
      ? t("public.valid-for", { duration: t.duration(durationText(term)) })
      : t("public.valid-for-life");
  const byKind = (output?.validities ?? []).map(
    (one) => `${valid(one.validFor)}${when(one.when)}${whence(one, t)}`,
  );
  const given = output
    ? `**${t.words(output.title)}**. ${valid(output.validFor)}${whence(output, t)}`
    : "";
  const onTheWay = interim.map((one) => {
    const step = t.words(process?.stages.find(({ id }) => id === one.after)?.title);
    return (
      `${t.words(one.title)}${when(one.when)}: ` +
      `${t("public.given-after", { step })}. ${valid(one.validFor)}${whence(one, t)}`
    );
  });
  const ruled = [...rulings, ...entitlements].map(
    (one) => `${t.words(one.title)}${when(one.when)}: ${t.words(one.text)}`,
  );
  return [given, list(byKind), list(onTheWay), list(ruled)].filter(Boolean).join("\n\n");
}

const renewal = ({ renewal: again }: Definition, { t }: Saying): string =>
  again
    ? t("public.renewal", { duration: t.duration(durationText(again.opens)) }) + whence(again, t)
    : "";

function appeal({ appeal: one, process }: Definition, { t, jurisdiction }: Saying): string {
  if (!one) return "";
  const who = actorName(jurisdiction, one, t);
  const [within, duration] = [one.within, one.decideWithin].map((each) =>
    t.duration(durationText(each)),
  );
  const first = t("service.appeal-within", { duration: within ?? "" });
  const ways = one.outcomes.map(({ title, to }) => `${t.words(title)}${target(process, to, t)}`);
  const appealText =
    `${first} ${t("public.appeal-decides", { who, duration: duration ?? "" })}` +
    `${whence(one, t)}`;
  const together = one.committee
    ? `${committeeWords(one.committee, one.outcomes, t).join(". ")}.`
    : "";
  const { opinion } = one;
  const heard = opinion
    ? t("public.appeal-opinion", { duration: t.duration(durationText(opinion.within)) }) +
      whence(opinion, t)
    : "";
  return [appealText, heard, together, list(ways)].filter(Boolean).join("\n\n");
}
