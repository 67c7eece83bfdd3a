import type { Definition } from "../catalogue/index.ts";
import { durationText } from "../kernel/index.ts";
import type { Saying } from "./task-node.ts";
import { actorName, whence } from "./words.ts";

/**
 * How long it takes, what silence means, and how often the applicant may be asked: one sentence
 * each.
 */
export function termsOf({ process }: Definition, { jurisdiction, t }: Saying): string[] {
  if (!process) return [t("public.at-once")];
  const { clock, moreInformation, stages } = process;
  const say = (duration: typeof clock.limit) => t.duration(durationText(duration));
  const { starts, extension } = clock;
  const after = "after" in starts ? stages.find(({ id }) => id === starts.after) : undefined;
  return [
    ...(clock.limits ?? []).map(
      (one) => `\`${one.when.source}\`: ${say(one.limit)}${whence(one, t)}`,
    ),
    `${say(clock.limit)}${whence(clock, t)}`,
    after
      ? t("public.clock-after", { step: t.words(after.title) })
      : t("public.clock-from-submission"),
    ...(clock.stopsWhileWaiting ? [t("public.clock-stops")] : []),
    ...(extension
      ? [
          t("public.clock-extension", {
            duration: say(extension.by),
            who: actorName(jurisdiction, extension, t),
          }),
        ]
      : []),
    t(`public.silence-${clock.onExpiry}`),
    ...(clock.grantBlockedBy
      ? [`${t("public.silence-blocked")} (\`${clock.grantBlockedBy.source}\`)`]
      : []),
    ...(moreInformation.rounds > 0
      ? [
          t("explain.asked", {
            rounds: moreInformation.rounds,
            duration: say(moreInformation.answerWithin),
          }),
        ]
      : []),
    ...clock.contradictedBy.map(
      (one) => t("public.contradicted", { says: t.words(one.says) }) + whence(one, t),
    ),
  ];
}
