import { mostInStack } from "../../acts/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import { workIn } from "./stack-of.ts";

/** Characters of an id in an address: fifty as they are written elsewhere would be too long. */
const idLength = 22;

const shortId = (id: string): string =>
  Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");

const longId = (short: string): string =>
  Buffer.from(short, "base64url")
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** The page of these files of a list, to be decided together: those of a step side by side. */
export function stackHref(files: readonly string[], list: string): string {
  const [, query] = list.split("?", 2);
  const address = new URLSearchParams(query ? { list: query } : {});
  const works = files.flatMap((each) => workIn(each) ?? []);
  for (const [task, own] of Map.groupBy(works, (work) => work.task))
    address.append("stack", `${task}~${own.map(({ caseId }) => shortId(caseId)).join("")}`);
  return `/office/stack?${address}`;
}

/** What a form or an address chose, at most a stack. */
export const chosenIn = (form: FormFields, name: string): string[] =>
  [form[name] ?? []]
    .flat()
    .flatMap((each) => (typeof each === "string" ? chosenBy(each) : []))
    .slice(0, mostInStack);

function chosenBy(value: string): readonly string[] {
  const [task = "", ids = ""] = value.split("~", 2);
  if (workIn(value) || ids.length % idLength !== 0) return [value];
  return Array.from({ length: ids.length / idLength }, (_, at) => {
    const short = ids.slice(at * idLength, (at + 1) * idLength);
    return `${longId(short)}~${task}`;
  });
}
