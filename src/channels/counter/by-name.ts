import type { FastifyReply } from "fastify";
import { findByName, searchPurposes } from "../../acts/index.ts";
import { dateOf } from "../../kernel/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import {
  button,
  dateInput,
  errorSummary,
  html,
  input,
  narrow,
  select,
} from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { countLookup, openFor } from "./client.ts";
import { backWith, refused, type ServingDesk, show } from "./desk.ts";

const path = "/counter/by-name";

/** GET /counter/by-name: for somebody without a card, at a counter. */
export async function byNamePage(desk: ServingDesk, error?: string): Promise<FastifyReply> {
  const { t, csrf, request } = desk;
  const form = request.method === "POST" ? formOf(request) : {};
  const typed = (name: string) => textOf(form, name).slice(0, 200);
  const items = searchPurposes.map((value) => ({ value, text: t(`counter.by-name.${value}`) }));
  const purpose = { id: "purpose", name: "purpose", label: t("counter.by-name.purpose") };
  const name = { id: "name", name: "name", label: t("counter.by-name.name"), error };
  const birth = { id: "birth", name: "birth", legend: t("counter.register.birth") };
  const title = t("counter.by-name.title");
  const content = html`
    ${errorSummary(error ? [{ id: "name", text: error }] : [], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${t("counter.by-name.text")}</p>
    <form method="post" action="${path}" novalidate>
      ${csrf}
      ${input(
        {
          ...{ ...name, hint: t("counter.by-name.hint"), value: typed("name") },
          ...{ autocomplete: "off", maxlength: 200, autofocus: true },
        },
        t,
      )}
      ${dateInput(
        {
          ...{ ...birth, size: "s", day: typed("birth-day") },
          ...{ month: typed("birth-month"), year: typed("birth-year") },
        },
        t,
      )}
      ${select({ ...purpose, items, value: typed("purpose") || undefined }, t)}
      ${button({ text: t("counter.open-file") })}
    </form>
  `;
  const page = { title, content: narrow(content), path, before: wayBack("/counter", t) };
  return show(desk, { ...page, ...(error && { failed: true, status: 422 }) });
}

/** POST the same: opens the file of exactly one person; every search is counted. */
export async function searchByName(desk: ServingDesk): Promise<FastifyReply> {
  const { deps, t, officer, request } = desk;
  const may = await deps.counter.mayLookUp(officer.id);
  if (!may.ok) return refused(desk, may.refusal);
  const seat = await deps.centres.seatOf(officer.id);
  if (!seat) return backWith(desk, { kind: "conflict", code: "counter.not-seated" });
  const form = formOf(request);
  const text = (name: string) => textOf(form, name).trim().slice(0, 200);
  const purpose = searchPurposes.find((each) => each === text("purpose"));
  const birthDate = dateOf(text("birth-day"), text("birth-month"), text("birth-year"));
  if (!purpose || !birthDate || text("name") === "")
    return byNamePage(desk, t("counter.by-name.incomplete"));
  await countLookup(desk);
  const search = { name: text("name"), birthDate, purpose };
  const at = { officer: officer.id, centre: seat.centre };
  const person = await findByName(deps, { ...search, ...at });
  return person ? openFor(desk, person) : byNamePage(desk, t("counter.by-name.nobody"));
}
