import { createHash } from "node:crypto";
import type { Side } from "../instruments/model.ts";
import type { Post } from "../posts/model.ts";
import { plain, readDay } from "./days.ts";
import type { MatrixRow } from "./read.ts";

/** What is wrong with one row: a code, and what was written there. */
export interface RowProblem {
  readonly code:
    | "merged"
    | "text-missing"
    | "deadline-missing"
    | "deadline-unclear"
    | "deadline-unknown"
    | "measure-missing"
    | "verification-missing"
    | "owner-two"
    | "owner-unknown"
    | "number-twice"
    | "differs";
  readonly value?: string;
}

/** A row as it is understood. */
export interface PlannedRow {
  readonly row: number;
  /** Follows from the instrument and the number of the row: the same row again is the same. */
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly deadline: string;
  readonly measure: string;
  readonly verification: string;
  readonly owners: Readonly<Record<Side, string>>;
  readonly problems: readonly RowProblem[];
}

const columns = ["number", "text", "owner", "deadline", "measure", "verification"] as const;
type Column = (typeof columns)[number];

/** Words by which a heading is known, in four languages, without marks. */
const headings: Readonly<Record<Column, RegExp>> = {
  number: /^(no\.?|n°|nr\.?|№|#|number|numero|nomre|article|ingingo|madde)$/,
  deadline: /deadline|due|date|itariki|echeance|delai|son tarix|muddet/,
  owner: /owner|responsible|lead|ushinzwe|responsable|mesul|icraci/,
  verification: /verif|proof|evidence|ikimenyetso|preuve|subut|tesdiq/,
  measure: /measure|indicator|result|ikigaragaza|indicateur|mesure|gosterici|netice/,
  text: /commitment|action|activity|text|intego|igikorwa|engagement|activite|ohdelik|tedbir/,
};

export interface MatrixContext {
  readonly instrument: string;
  readonly posts: ReadonlyMap<string, Post>;
  /** What each side is called in a heading, in all languages. */
  readonly sideNames: ReadonlyMap<Side, readonly string[]>;
}

/** Where each column stands; owners by side, or under "" where one column has all of them. */
export interface Heading {
  readonly at: Readonly<Partial<Record<Column, number>>>;
  readonly owners: ReadonlyMap<Side, number>;
}

/** @returns the columns that are missing, where some are */
export function readHeading(
  { cells }: MatrixRow,
  { sideNames }: MatrixContext,
): Heading | readonly Column[] {
  const at: Partial<Record<Column, number>> = {};
  const owners = new Map<Side, number>();
  cells.forEach((cell, index) => {
    const words = plain(cell);
    const side = [...sideNames].find(([, names]) =>
      names.some((name) => words.includes(plain(name))),
    )?.[0];
    if (headings.owner.test(words) || side !== undefined) {
      owners.set(side ?? "", index);
      return;
    }
    const order: readonly Column[] = ["number", "deadline", "verification", "measure", "text"];
    const column = order.find((name) => at[name] === undefined && headings[name].test(words));
    if (column) at[column] = index;
  });
  const required: readonly Column[] = ["text", "deadline", "measure", "verification"];
  const missing = required.filter((column) => at[column] === undefined);
  return missing.length > 0 ? missing : { at, owners };
}

const idOf = (instrument: string, key: string): string =>
  `m-${createHash("sha256").update(`${instrument}\n${key}`).digest("hex").slice(0, 20)}`;

/** All rows under the heading, each with everything that is wrong with it. */
export function planRows(
  rows: readonly MatrixRow[],
  { at, owners: ownerColumns }: Heading,
  context: MatrixContext,
): readonly PlannedRow[] {
  const byName = new Map(
    [...context.posts.values()].flatMap((post) =>
      [post.id, ...Object.values(post.title)].map((name) => [plain(name), post] as const),
    ),
  );
  const numbers = new Set<string>();
  return rows.map(({ row, cells, merged }) => {
    const cell = (column: Column) => {
      const index = at[column];
      return index === undefined ? "" : (cells[index] ?? "").trim();
    };
    const problems: RowProblem[] = merged ? [{ code: "merged" }] : [];
    const text = cell("text").replaceAll(/\s+/g, " ");
    const number = cell("number");
    if (text === "") problems.push({ code: "text-missing" });
    if (number !== "" && numbers.has(number))
      problems.push({ code: "number-twice", value: number });
    numbers.add(number);
    const deadline = deadlineOf(cell("deadline"), problems);
    if (cell("measure") === "") problems.push({ code: "measure-missing" });
    if (cell("verification") === "") problems.push({ code: "verification-missing" });
    const owners: Record<Side, string> = {};
    for (const [side, index] of ownerColumns) {
      const owner = ownerOf((cells[index] ?? "").trim(), side, byName, problems);
      if (owner) owners[owner.side] = owner.id;
    }
    return {
      ...{ row, id: idOf(context.instrument, number || plain(text)), at: number, text, deadline },
      ...{ measure: cell("measure"), verification: cell("verification"), owners },
      // Where cells are merged, what else seems missing stands in another row.
      problems: merged ? problems.slice(0, 1) : problems,
    };
  });
}

function deadlineOf(written: string, problems: RowProblem[]): string {
  if (written === "") {
    problems.push({ code: "deadline-missing" });
    return "";
  }
  const day = readDay(written);
  if (day === "unclear" || day === "unknown") {
    problems.push({ code: `deadline-${day}`, value: written });
    return "";
  }
  return day;
}

/** The post that a cell names, by its title in any language or its id. */
function ownerOf(
  written: string,
  side: Side,
  byName: ReadonlyMap<string, Post>,
  problems: RowProblem[],
): Post | undefined {
  if (written === "") return undefined;
  const whole = byName.get(plain(written));
  if (whole && (side === "" || whole.side === side)) return whole;
  const named = written
    .split(/\n|;|\/|,|&| and | et | na | və /)
    .filter((part) => part.trim() !== "");
  const posts = named.filter((part) => byName.has(plain(part)));
  const two = posts.length > 1 || /\n|;|\//.test(written);
  problems.push({ code: two ? "owner-two" : "owner-unknown", value: written.slice(0, 80) });
  return undefined;
}
