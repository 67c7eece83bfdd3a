import { writeNote } from "../../acts/index.ts";
import type { NewNote } from "../../cases/index.ts";
import { ok, type Result } from "../../kernel/index.ts";
import type { Flash } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";
import type { Desk } from "./desk.ts";

/** Appends a note; what the next page says of it. Refuses as `writeNote` does. */
export async function noteWritten({ deps }: Desk, note: NewNote): Promise<Result<Flash>> {
  const written = await writeNote(deps, note);
  if (!written.ok) return written;
  const facts = { told: written.value.told.join(" "), untold: written.value.untold.join(" ") };
  return ok({ kind: "success", code: "office-pages.notes.done", facts });
}

/**
 * Who was told of the note that was just added and who was not, by name; the cookie has their ids
 * alone.
 */
export async function toldIn({ deps, t }: Desk, flash: Flash | undefined) {
  if (flash?.code !== "office-pages.notes.done") return null;
  const { facts = {} } = flash;
  const [to, not] = [facts.told, facts.untold].map((ids) =>
    String(ids ?? "")
      .split(" ")
      .filter(Boolean),
  );
  const nameOf = await deps.names([...(to ?? []), ...(not ?? [])]);
  const line = (key: "told" | "untold", ids: readonly string[] = []) =>
    ids.length > 0
      ? html`<p class="govuk-body">
          ${t(`office-pages.notes.${key}`, { names: t.list(ids.map(nameOf)) })}
        </p>`
      : null;
  const lines = [line("told", to), line("untold", not)].filter((each) => each !== null);
  return lines.length > 0 ? html`${lines}` : null;
}
