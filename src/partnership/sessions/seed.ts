import { type Static, Type } from "typebox";
import type { DatedCommand } from "../keeping.ts";
import { bySide, inLanguages, oneOf, readSeedFile, seedDay, strict } from "../seed-file.ts";
import { sessionDecider } from "./decide.ts";
import { minutesHash } from "./minutes.ts";
import {
  groupOfSeries,
  type OpenDecision,
  type Paragraph,
  paragraphKinds,
  type SessionCommand,
  sessionKinds,
} from "./model.ts";

const optional = Type.Optional;

/** partnership/sessions.yaml: id of the session → what is known of it. */
export const sessionSeed = Type.Object(
  {
    kind: oneOf(sessionKinds),
    series: Type.String(),
    title: inLanguages,
    parties: Type.Array(Type.String(), { minItems: 2 }),
    /** The day on which it was put into the calendar. */
    announcedOn: seedDay,
    plannedOn: seedDay,
    place: optional(Type.String()),
    languages: Type.Array(Type.String(), { minItems: 1 }),
    prevailing: Type.String(),
    embargoUntil: optional(Type.Union([seedDay, Type.Literal("end")])),
    illustrative: optional(Type.Literal(true)),
    source: optional(Type.String({ pattern: "^https?://\\S+$" })),
    agenda: optional(
      Type.Array(
        Type.Object({ id: Type.String(), title: inLanguages, by: optional(Type.String()) }, strict),
      ),
    ),
    openedOn: optional(seedDay),
    closedOn: optional(seedDay),
    minutes: optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String(),
            item: optional(Type.String()),
            kind: oneOf(paragraphKinds),
            text: inLanguages,
            promised: optional(
              Type.Object(
                { deadline: seedDay, measure: Type.String(), owners: bySide(Type.String()) },
                strict,
              ),
            ),
          },
          strict,
        ),
      ),
    ),
    /** The day on which each side said yes to the minutes, and the post that did. */
    signed: optional(bySide(Type.Object({ on: seedDay, post: Type.String() }, strict))),
  },
  strict,
);

/** What stood open on a day, of one working group where it is named. */
export type OpenOn = (day: string, group: string | undefined) => readonly OpenDecision[];

/** The sessions of a folder's `partnership/sessions.yaml` with their past. */
export const readSessions = (
  folder: string,
  openOn: OpenOn,
): readonly { readonly id: string; readonly past: readonly DatedCommand<SessionCommand>[] }[] =>
  readSeedFile(folder, "sessions", sessionSeed).map(([id, seed]) => ({
    id,
    past: pastOf(id, seed, openOn),
  }));

function pastOf(
  id: string,
  seed: Static<typeof sessionSeed>,
  openOn: OpenOn,
): readonly DatedCommand<SessionCommand>[] {
  const { announcedOn, agenda = [], openedOn, closedOn, minutes, signed = {}, ...plan } = seed;
  const [by = ""] = plan.parties;
  const past: DatedCommand<SessionCommand>[] = [
    { on: announcedOn, command: { type: "plan", plan: { id, ...plan } } },
    ...agenda.map((item) => ({ on: announcedOn, command: { type: "add-item", item } as const })),
  ];
  if (openedOn === undefined) return past;
  const openDecisions = openOn(openedOn, groupOfSeries(plan.series));
  past.push({ on: openedOn, command: { type: "open", openDecisions } });
  const paragraphs = (minutes ?? []) as readonly Paragraph[];
  if (paragraphs.length > 0)
    past.push({ on: openedOn, command: { type: "write", paragraphs, by } });
  if (closedOn === undefined) return past;
  past.push({ on: closedOn, command: { type: "close" } });
  const { languages, prevailing } = plan;
  const hash = minutesHash({ ...sessionDecider.initial, languages, prevailing, paragraphs });
  for (const [side, { on, post }] of Object.entries(signed))
    past.push({ on, command: { type: "sign-minutes", signature: { side, post, on, hash } } });
  return past;
}
