import type { PublicKey } from "../../../certificate-code/index.ts";
import {
  type Exchange,
  type ExchangeState,
  fingerprintOf,
  type KeptBundle,
  type OpenPosition,
  type Side,
} from "../../../partnership/index.ts";
import { newId } from "../../../platform/db/index.ts";
import {
  button,
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
  const { partner } = all.state;
  return html`${all.problem ? errorSummary([all.problem], t) : null}
    <h1 class="govuk-heading-l">${t("two-sides.title")}</h1>
    <p class="govuk-body">${t("two-sides.lead")}</p>
    ${partner ? toAnswer(all.open, [all.side, partner.side], desk) : inset(t("two-sides.alone"))}
    ${partner ? exchange(all, desk) : null}
    ${registers(all, desk)}`;
}

function exchange({ state, counts, bundles }: TwoSides, desk: Desk): SafeHtml {
  const { t, csrf, deps } = desk;
  const { partner, acknowledged } = state;
  const { timeZone } = deps.catalogue.jurisdiction;
  const post = (action: string, text: string, secondary = false) =>
    html`<form method="post" action="/desk/two-sides/${action}" novalidate>
      ${csrf}<input type="hidden" name="key" value="${newId()}">
      ${button({ text, ...(secondary && { kind: "secondary" as const }) })}
    </form>`;
  const list = table({
    caption: t("two-sides.bundles"),
    columns: [
      { text: t("two-sides.bundles") },
      { text: t("two-sides.made-at") },
      { text: t("two-sides.statements"), numeric: true },
    ],
    rows: bundles.map(({ direction, sequence, at, statements }) => {
      const name = `${t(`two-sides.direction.${direction}`)}: ${sequence}`;
      const link = html`<a class="govuk-link" href="/desk/two-sides/bundles/${sequence}"
        download>${name}</a>`;
      return [direction === "sent" ? link : name, t.dateTime(at, timeZone), t.number(statements)];
    }),
    empty: t("two-sides.no-bundles"),
  });
  return html`<h2 class="govuk-heading-m" id="exchange">${t("two-sides.exchange")}</h2>
    ${
      partner?.address
        ? html`<p class="govuk-body">${t("two-sides.linked", { address: partner.address })}</p>`
        : null
    }
    <p class="govuk-body">${t("two-sides.unsent", { count: counts.unsent })}</p>
    ${counts.unsent > 0 ? post("make", t("two-sides.make"), Boolean(partner?.address)) : null}
    ${partner?.address ? post("send", t("two-sides.send-now")) : null}
    ${
      acknowledged
        ? html`<p class="govuk-body">
          ${t("two-sides.acknowledged", { sequence: acknowledged })}</p>`
        : null
    }
    <form method="post" action="/desk/two-sides/receive" enctype="multipart/form-data" novalidate>
      ${csrf}<input type="hidden" name="key" value="${newId()}">
      ${fileUpload(
        {
          ...{ id: "bundle", name: "bundle", label: t("two-sides.upload"), accept: ".jws" },
          hint: t("two-sides.upload-hint"),
        },
        t,
      )}
      ${button({ text: t("two-sides.upload-button"), kind: "secondary" })}
    </form>
    ${list}
    ${partner?.address ? post("unlink", t("two-sides.unlink"), true) : linkForm(desk)}`;
}

const linkForm = ({ t, csrf }: Desk): SafeHtml =>
  html`<form method="post" action="/desk/two-sides/link" novalidate>
    ${csrf}
    <h2 class="govuk-heading-m">${t("two-sides.link")}</h2>
    ${input(
      {
        ...{ id: "link", name: "address", label: t("two-sides.link-address"), spellcheck: false },
        ...{ hint: t("two-sides.link-hint"), value: "" },
      },
      t,
    )}
    ${button({ text: t("two-sides.link-button"), kind: "secondary" })}
  </form>`;

function registers({ state, own, side }: TwoSides, { t, csrf }: Desk): SafeHtml {
  const { partner } = state;
  const code = (key: PublicKey) => html`<code class="hw-code">${fingerprintOf(key)}</code>`;
  const newest = partner?.keys.at(-1);
  const form = html`<form method="post" action="/desk/two-sides/introduction"
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
    ${button({ text: t("two-sides.read"), ...(partner && { kind: "secondary" as const }) })}
  </form>`;
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
    <h2 class="govuk-heading-m">${t("two-sides.partner")}</h2>
    ${
      partner && newest
        ? summaryList({
            rows: [
              { key: t("two-sides.partner"), value: sideName(partner.side, t) },
              { key: t("two-sides.trusted"), value: code(newest) },
            ],
          })
        : html`<p class="govuk-body">${t("two-sides.no-partner")}</p>`
    }
    ${
      partner
        ? details(t("two-sides.introduce"), form)
        : html`<h2 class="govuk-heading-m">${t("two-sides.introduce")}</h2>${form}`
    }`;
}
