import type { PublicKey } from "../../../certificate-code/index.ts";
import {
  type BundleAt,
  type Exchange,
  type ExchangeState,
  fingerprintOf,
  type KeptBundle,
  type OpenPosition,
  type Partner,
  type Side,
} from "../../../partnership/index.ts";
import { newId } from "../../../platform/db/index.ts";
import {
  button,
  type Content,
  details,
  errorSummary,
  fileUpload,
  html,
  input,
  inset,
  linkButton,
  type PageError,
  type SafeHtml,
  sideName,
  summaryList,
  table,
} from "../../components/index.ts";
import type { Desk } from "../desk.ts";
import { type DeskForm, foldedForm } from "../form.ts";
import { toAnswer } from "./to-answer.ts";

export interface TwoSides {
  readonly state: ExchangeState;
  readonly counts: Awaited<ReturnType<Exchange["counts"]>>;
  readonly bundles: readonly KeptBundle[];
  readonly open: readonly OpenPosition[];
  readonly own: { readonly key: PublicKey } | { readonly refused: string };
  readonly side: Side;
  readonly problem?: PageError;
}

/** Everything about the exchange on one page: what waits for an answer first. */
export function twoSidesView(all: TwoSides, desk: Desk): SafeHtml {
  const { t } = desk;
  const partners = Object.values(all.state.partners);
  return html`${all.problem ? errorSummary([all.problem], t) : null}
    <h1 class="govuk-heading-l">${t("two-sides.title")}</h1>
    <p class="govuk-body">${t("two-sides.lead")}</p>
    ${
      partners.length > 0
        ? html`${toAnswer(all.open, all.side, desk)}
            <h2 class="govuk-heading-m" id="exchange">${t("two-sides.exchange")}</h2>
            ${takeInForm(desk)}
            ${partners.map((partner) => exchangeWith(partner, all, desk))}`
        : inset(t("two-sides.alone"))
    }
    ${registers(all, desk)}`;
}

/** Who signed a bundle is written in it, so one form takes in those of every partner. */
const takeInForm = ({ t, csrf }: Desk): SafeHtml =>
  html`<form method="post" action="/desk/two-sides/receive" enctype="multipart/form-data"
      novalidate>
    ${csrf}<input type="hidden" name="key" value="${newId()}">
    ${fileUpload(
      {
        ...{ id: "bundle", name: "bundle", label: t("two-sides.upload"), accept: ".jws" },
        hint: t("two-sides.upload-hint"),
      },
      t,
    )}
    ${button({ text: t("two-sides.upload-button"), kind: "secondary" })}
  </form>`;

/** What travels between us and one partner, and by which way. */
function exchangeWith(partner: Partner, { counts, bundles }: TwoSides, desk: Desk): SafeHtml {
  const { t, csrf, deps } = desk;
  const { side, address, acknowledged, withdrawn } = partner;
  const { timeZone } = deps.catalogue.jurisdiction;
  const unsent = counts.get(side)?.unsent ?? 0;
  const name = sideName(side, t);
  const post = (action: string, text: string, secondary = false) =>
    html`<form method="post" action="/desk/two-sides/${action}" novalidate>
      ${csrf}<input type="hidden" name="key" value="${newId()}">
      <input type="hidden" name="partner" value="${side}">
      ${button({ text, hidden: name, ...(secondary && { kind: "secondary" as const }) })}
    </form>`;
  const list = table({
    caption: t("two-sides.bundles-with", { name }),
    columns: [
      { text: t("two-sides.bundles") },
      { text: t("two-sides.made-at") },
      { text: t("two-sides.statements"), numeric: true },
    ],
    rows: bundles
      .filter((bundle) => bundle.partner === side)
      .map(({ direction, sequence, at, statements }) => [
        html`<a class="govuk-link" href="${bundlePathOf({ partner: side, direction, sequence })}"
          download>${t(`two-sides.direction.${direction}`)}: ${sequence}</a>`,
        t.dateTime(at, timeZone),
        t.number(statements),
      ]),
    empty: t("two-sides.no-bundles"),
  });
  const sending = html`
    ${address ? html`<p class="govuk-body">${t("two-sides.linked", { address })}</p>` : null}
    <p class="govuk-body">${t("two-sides.unsent", { count: unsent })}</p>
    ${unsent > 0 ? post("make", t("two-sides.make"), Boolean(address)) : null}
    ${address ? post("send", t("two-sides.send-now")) : null}
    ${
      acknowledged
        ? html`<p class="govuk-body">
          ${t("two-sides.acknowledged", { sequence: acknowledged })}</p>`
        : null
    }`;
  const linking = address ? post("unlink", t("two-sides.unlink"), true) : linkForm(partner, desk);
  return html`<section>
    <h3 class="govuk-heading-s">${name}</h3>
    ${withdrawn ? withdrawnWords(withdrawn, t) : sending}
    ${list}
    ${withdrawn ? null : linking}
  </section>`;
}

const withdrawnWords = (
  { on, reason }: NonNullable<Partner["withdrawn"]>,
  t: Desk["t"],
): SafeHtml => inset(t("two-sides.withdrawn-since", { date: t.date(on), reason }));

/** Where a bundle is downloaded as it was signed. */
const bundlePathOf = ({ partner, direction, sequence }: BundleAt): string =>
  `/desk/two-sides/${direction === "sent" ? "bundles" : "received"}/${partner}/${sequence}`;

const linkForm = ({ side }: Partner, { t, csrf }: Desk): SafeHtml =>
  details(
    t("two-sides.link"),
    html`<form method="post" action="/desk/two-sides/link" novalidate>
    ${csrf}<input type="hidden" name="partner" value="${side}">
    ${input(
      {
        ...{ id: `link-${side}`, name: "address", label: t("two-sides.link-address") },
        ...{ hint: t("two-sides.link-hint"), value: "", spellcheck: false },
      },
      t,
    )}
    ${button({ text: t("two-sides.link-button"), kind: "secondary" })}
  </form>`,
  );

function registers({ state, own, side }: TwoSides, desk: Desk): SafeHtml {
  const { t } = desk;
  const partners = Object.values(state.partners);
  const code = (key: PublicKey) => html`<code class="hw-code">${fingerprintOf(key)}</code>`;
  const introduce = introduceForm(partners.length > 0, desk);
  return html`<h2 class="govuk-heading-m">${t("two-sides.own")}</h2>
    ${
      "key" in own
        ? html`${summaryList({
            rows: [
              { key: t("two-sides.own"), value: sideName(side, t) },
              { key: t("two-sides.fingerprint"), value: code(own.key) },
            ],
          })}
          ${linkButton({
            text: t("two-sides.introduction-get"),
            ...{ href: "/desk/two-sides/introduction", kind: "secondary" },
          })}`
        : inset(own.refused)
    }
    <h2 class="govuk-heading-m">${t("two-sides.partners")}</h2>
    ${
      partners.length > 0
        ? partners.map((partner) => partnerRow(partner, code, desk))
        : html`<p class="govuk-body">${t("two-sides.no-partner")}</p>`
    }
    ${
      partners.length > 0
        ? details(t("two-sides.introduce"), introduce)
        : html`<h2 class="govuk-heading-m">${t("two-sides.introduce")}</h2>${introduce}`
    }`;
}

/** A partner: who it is, since when it is trusted, and how trust ends. */
function partnerRow(
  { side, name, keys, address, introducedAt, trustedOn, withdrawn }: Partner,
  code: (key: PublicKey) => SafeHtml,
  desk: Desk,
): SafeHtml {
  const { t, deps } = desk;
  const { timeZone } = deps.catalogue.jurisdiction;
  const newest = keys.at(-1);
  const row = (key: string, value: Content | undefined) => (value ? [{ key, value }] : []);
  const form: DeskForm = {
    ...{ id: `withdraw-${side}`, action: "/desk/two-sides/withdraw" },
    send: t("two-sides.withdraw"),
    hidden: { partner: side },
    fields: [
      {
        ...{ name: "reason", kind: "text", label: t("partnership.session.reason") },
        missing: t("partnership.session.enter-reason"),
      },
    ],
  };
  return html`${summaryList({
    rows: [
      ...row(t("two-sides.partner"), t.words(name) || sideName(side, t)),
      ...row(t("two-sides.trusted"), newest && code(newest)),
      ...row(t("two-sides.link-address"), address),
      ...row(
        t("two-sides.introduced"),
        introducedAt && t.dateTime(new Date(introducedAt), timeZone),
      ),
      ...row(t("two-sides.trusted-since"), trustedOn && t.date(trustedOn)),
      ...row(t("two-sides.withdrawn"), withdrawn && `${t.date(withdrawn.on)}: ${withdrawn.reason}`),
    ],
  })}
  ${withdrawn ? null : foldedForm(form.send, form, desk)}`;
}

const introduceForm = (again: boolean, { t, csrf }: Desk): SafeHtml =>
  html`<form method="post" action="/desk/two-sides/introduction"
      enctype="multipart/form-data" novalidate>
    ${csrf}
    ${fileUpload(
      {
        ...{ id: "introduction", name: "introduction", accept: ".jws" },
        label: t("two-sides.introduction-file"),
        hint: t("two-sides.introduction-file-hint"),
      },
      t,
    )}
    ${input(
      {
        ...{ id: "address", name: "address", label: t("two-sides.introduction-address") },
        ...{ hint: t("two-sides.introduction-address-hint"), value: "", spellcheck: false },
      },
      t,
    )}
    ${button({ text: t("two-sides.read"), ...(again && { kind: "secondary" as const }) })}
  </form>`;
