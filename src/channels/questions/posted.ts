import { type Input, type RawPage, single } from "../../form/index.ts";

/** What a posted page of questions, or a list of items, says to do. */
export function inputIn(form: RawPage): Input {
  const removed = single(form, "_remove");
  if (/^\d{1,3}$/.test(removed)) return { do: "remove", item: Number(removed) };
  const action = single(form, "_action");
  const shown = form._shown === undefined ? undefined : single(form, "_shown").split(",");
  if (action === "save" || action === "add" || action === "back")
    return { do: action, raw: form, shown };
  return { do: action.startsWith("search:") ? "search" : "answer", raw: form, shown };
}
