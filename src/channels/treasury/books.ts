import type { FastifyReply } from "fastify";
import { methodWords } from "../../acts/index.ts";
import { html, table } from "../components/index.ts";
import { type Desk, money, namesOf, show } from "./desk.ts";
import { unsignedView } from "./tills.ts";

/** The name of an account in words: `provider:card` is the money at the provider of cards. */
function accountWords({ t }: Desk, account: string): string {
  const [kind = "", of] = account.split(":");
  if (kind === "provider")
    return t("treasury.account.provider", { name: methodWords(of ?? "", t) });
  if (kind === "cash") return t("treasury.account.cash", { name: (of ?? "").slice(-6) });
  const key = `treasury.account.${kind}`;
  return t.has(key) ? t.named(key) : account;
}

const nothing = (text: string) => html`<p class="govuk-body">${text}</p>`;

/** GET /treasury/books: the trial balance, and the closed tills to be signed. */
export async function booksPage(desk: Desk): Promise<FastifyReply> {
  const { t, deps } = desk;
  const [balances, tills] = await Promise.all([
    deps.payments.trialBalance(),
    deps.payments.unsignedTills(),
  ]);
  const nameOf = await namesOf(
    desk,
    tills.map(({ openedBy }) => openedBy),
  );
  const open = balances.filter(
    ({ account, balanceMinor }) => !account.startsWith("cash:") || balanceMinor !== 0,
  );
  const currencies = [...new Set(balances.map(({ currency }) => currency))];
  const sumOf = (currency: string, of: "debitMinor" | "creditMinor" | "balanceMinor") =>
    balances.filter((one) => one.currency === currency).reduce((sum, one) => sum + one[of], 0);
  const content = html`<p class="govuk-body-l">${t("treasury.books.lead")}</p>
    ${await unsignedView(desk, tills, nameOf)}
    ${currencies.map((currency) =>
      table({
        caption: t("treasury.books.balance", { currency }),
        columns: [
          { text: t("treasury.books.account") },
          { text: t("treasury.books.debit"), numeric: true },
          { text: t("treasury.books.credit"), numeric: true },
          { text: t("treasury.books.left"), numeric: true },
        ],
        firstCellIsHeader: true,
        rows: [
          ...open
            .filter((one) => one.currency === currency)
            .map((one) => [
              accountWords(desk, one.account),
              t.money(money(one.debitMinor, currency)),
              t.money(money(one.creditMinor, currency)),
              t.money(money(one.balanceMinor, currency)),
            ]),
          [
            html`<strong>${t("treasury.books.sum")}</strong>`,
            ...(["debitMinor", "creditMinor", "balanceMinor"] as const).map(
              (of) => html`<strong>${t.money(money(sumOf(currency, of), currency))}</strong>`,
            ),
          ],
        ],
      }),
    )}${balances.length === 0 ? nothing(t("treasury.books.none")) : null}`;
  return show(desk, { section: "books", content });
}
