import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, centreOf } from "./deps.ts";
import { takeTurn } from "./store.ts";

/** Language → text; a language without a text is absent. */
export type AnnouncedWords = Readonly<Record<string, string>>;

/** What the boards of a hall say to everybody. */
export interface Announcement {
  readonly centre: string;
  readonly words: AnnouncedWords;
  readonly until: Date;
  /** Whoever runs the floor. */
  readonly officer: OfficerId;
}

/** As much as is read in passing. */
export const longestAnnouncement = 160;

/**
 * Shows it on all boards of the hall until then, instead of the one before; without words it only
 * ends that one. Refuses centre.not-found, centre.announcement-long.
 */
export async function announce(
  deps: CentresDeps,
  { centre, words, until, officer }: Announcement,
): Promise<Result<true>> {
  if (!centreOf(deps, centre)) return refuse("not-found", "centre.not-found");
  const texts = Object.entries(words)
    .map(([lang, text]) => [lang, text.trim()] as const)
    .filter(([, text]) => text !== "");
  if (texts.some(([, text]) => text.length > longestAnnouncement))
    return refuse("invalid", "centre.announcement-long", {
      facts: { most: longestAnnouncement },
    });
  const [at, written] = [deps.clock(), JSON.stringify(Object.fromEntries(texts))];
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    if (texts.length === 0) await tx`delete from centres.announcement where centre = ${centre}`;
    else
      await tx`
        insert into centres.announcement (centre, words, until, officer, set_at)
        values (${centre}, ${written}::text::jsonb, ${until}, ${officer}, ${at})
        on conflict (centre) do update set words = excluded.words, until = excluded.until,
          officer = excluded.officer, set_at = excluded.set_at`;
    await tellChange(tx, centre);
    return ok(true);
  });
}

/** What the boards of a hall say now, and until when. */
export type Standing = Pick<Announcement, "words" | "until">;

/** The announcement that stands at an instant, if any. */
export async function standingAt(
  sql: Sql,
  centre: string,
  now: Date,
): Promise<Standing | undefined> {
  const [row] = await sql<Standing[]>`
    select words, until from centres.announcement where centre = ${centre} and until > ${now}`;
  return row;
}

/** What is announced at an instant; empty where nothing is. */
export const announcedAt = async (sql: Sql, centre: string, now: Date): Promise<AnnouncedWords> =>
  (await standingAt(sql, centre, now))?.words ?? {};
