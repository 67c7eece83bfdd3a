import type { FastifyReply } from "fastify";
import { methodWords } from "../../acts/index.ts";
import type { Difference } from "../../payments/index.ts";
import { multipartOf, textOf } from "../../platform/http/index.ts";
import {
  button,
  fileUpload,
  html,
  input,
  type PageError,
  type SafeHtml,
  select,
  table,
} from "../components/index.ts";
import { type Desk, done, money, refused, show } from "./desk.ts";

const most = 200;

/** GET /treasury/statements: what statements say otherwise, which days we have, and the upload. */
export async function statementsPage(
  desk: Desk,
  wrong: readonly (PageError & { readonly id: string })[] = [],
): Promise<FastifyReply> {
  const { t, deps } = desk;
  const [differences, days] = await Promise.all([
    deps.payments.openDifferences(most),
    deps.payments.lastStatements(),
  ]);
  const zone = deps.catalogue.jurisdiction.timeZone;
  const content = html`<p class="govuk-body-l">${t("treasury.statements.lead")}</p>
    ${ageLine(desk, differences)}${differenceTable(desk, differences)}
    ${table({
      caption: t("treasury.statements.days"),
      empty: t("treasury.statements.no-days"),
      columns: [
        { text: t("treasury.statements.provider") },
        { text: t("treasury.statements.day") },
      ],
      rows: days.map(({ provider, day }) => [
        methodWords(provider, t),
        t.day(`${day}T12:00:00Z`, zone),
      ]),
    })}${uploadForm(desk, wrong)}`;
  return show(desk, { section: "statements", content, errors: wrong });
}

function ageLine({ t, deps }: Desk, [oldest]: readonly Difference[]): SafeHtml | null {
  if (!oldest) return null;
  const age = deps.clock().getTime() - oldest.firstSeen.getTime();
  const days = Math.floor(age / 86_400_000);
  const text = t("treasury.statements.oldest", { days });
  return html`<p class="govuk-body"><strong>${text}</strong></p>`;
}

const differenceTable = ({ t, deps }: Desk, differences: readonly Difference[]): SafeHtml => {
  const zone = deps.catalogue.jurisdiction.timeZone;
  const amount = (minor: number | null, currency: string) =>
    minor === null ? t("treasury.statements.nothing") : t.money(money(minor, currency));
  return table({
    caption: t("treasury.statements.differences"),
    empty: t("treasury.statements.none"),
    columns: [
      { text: t("treasury.statements.since") },
      { text: t("treasury.statements.provider") },
      { text: t("treasury.statements.kind") },
      { text: t("treasury.statements.ref") },
      { text: t("treasury.statements.ours"), numeric: true },
      { text: t("treasury.statements.theirs"), numeric: true },
    ],
    rows: differences.map(
      ({ firstSeen, provider, kind, ref, oursMinor, theirsMinor, currency }) => [
        t.dateTime(firstSeen, zone),
        methodWords(provider, t),
        t(`treasury.difference.${kind}`),
        html`<span class="hw-reference">${ref}</span>`,
        amount(oursMinor, currency),
        amount(theirsMinor, currency),
      ],
    ),
  });
};

function uploadForm(desk: Desk, wrong: readonly PageError[]): SafeHtml {
  const { t, csrf, deps } = desk;
  const errorOf = (id: string) => wrong.find((one) => one.id === id)?.text;
  const label = t("treasury.statements.provider");
  const items = deps.payments.providers.map((value) => ({ value, text: methodWords(value, t) }));
  return html`<form method="post" action="/treasury/statements" enctype="multipart/form-data"
    novalidate>${csrf}<h2 class="govuk-heading-m">${t("treasury.statements.upload")}</h2>
    <p class="govuk-body">${t("treasury.statements.columns")}</p>
    ${select({ id: "provider", name: "provider", label, items }, t)}
    ${input(
      {
        ...{ id: "day", name: "day", label: t("treasury.statements.day"), width: 10 },
        ...{ hint: t("treasury.statements.day-hint"), error: errorOf("day") },
      },
      t,
    )}
    ${fileUpload(
      {
        ...{ id: "file", name: "file", label: t("treasury.statements.file") },
        ...{ accept: ".csv,.json", error: errorOf("file") },
      },
      t,
    )}${button({ text: t("treasury.statements.take"), kind: "secondary" })}</form>`;
}

/** POST /treasury/statements: a statement as a file. */
export async function takeFile(desk: Desk): Promise<FastifyReply> {
  const { t, deps, officer, request } = desk;
  const { fields, files } = multipartOf(request);
  const day = textOf(fields, "day").trim();
  const file = files.find(({ field }) => field === "file");
  const wrong = [
    ...(isDay(day) ? [] : [{ id: "day", text: t("treasury.statements.day-missing") }]),
    ...(file ? [] : [{ id: "file", text: t("treasury.statements.file-missing") }]),
  ];
  if (!file || wrong.length > 0) return statementsPage(desk, wrong);
  const taken = await deps.payments.takeStatementFile({
    provider: textOf(fields, "provider"),
    ...{ day, by: officer.id, text: Buffer.from(file.body).toString("utf8") },
  });
  if (taken.ok) return done(desk, "statements", "treasury.statements.taken");
  const { code, facts } = taken.refusal;
  if (code !== "payments.statement-unreadable") return refused(desk, taken.refusal, "statements");
  return statementsPage(desk, [{ id: "file", text: t.refusal({ code, facts }) }]);
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
