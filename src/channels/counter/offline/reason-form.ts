import { isHeld, isTwin, type Synced } from "../../../counter/index.ts";
import { isRecent } from "../../../platform/auth/index.ts";
import { button, html, input, inset, type SafeHtml } from "../../components/index.ts";
import type { Desk } from "../desk.ts";
import { ownPinPath } from "./own-pin.ts";

const whyOf = {
  approve: "reason",
  drop: "drop-reason",
  anyway: "both-reason",
  "let-go": "let-go-reason",
} as const;

type Act = keyof typeof whyOf;

/** What was not accepted: it comes back at its field, what was typed with it. */
export interface NoReason {
  readonly item: string;
  readonly act: Act;
  readonly typed: string;
  readonly errors: { readonly reason?: string; readonly pin?: string };
}

const reasonId = (act: Act, item: string): string => `${whyOf[act]}-${item}`;
const pinId = (item: string): string => `own-pin-${item}`;

export const reasonErrors = ({ item, act, errors: { reason, pin } }: NoReason) => [
  ...(reason ? [{ id: reasonId(act, item), text: reason }] : []),
  ...(pin ? [{ id: pinId(item), text: pin }] : []),
];

const dropHint = (row: Synced) => {
  if (row.kind === "ticket") return "drop-ticket-hint";
  if (isHeld(row) && row.person !== null) return "drop-held-hint";
  return isTwin(row) ? "drop-twin-hint" : "drop-reason-hint";
};

/**
 * In place of a code another officer than who brought it sends it; or it is discarded or sent twice
 * although nobody is told: for a reason that is recorded.
 */
export async function reasonForm(
  desk: Desk,
  row: Synced,
  act: Act,
  refused: NoReason | undefined,
): Promise<SafeHtml> {
  const { t, csrf } = desk;
  const { item } = row;
  const wrong = refused?.item === item && refused.act === act ? refused : undefined;
  const proof = act === "approve" ? await proofField(desk, item, wrong) : null;
  if (proof && !proof.field) return proof.asked;
  const why = input(
    {
      ...{ id: reasonId(act, item), name: "reason", maxlength: 300 },
      label: t(`offline.conflicts.${whyOf[act]}`),
      hint: t(
        `offline.conflicts.${act === "drop" ? dropHint(row) : (`${whyOf[act]}-hint` as const)}`,
      ),
      ...(wrong && { value: wrong.typed, error: wrong.errors.reason }),
    },
    t,
  );
  const text = t(`offline.conflicts.${act}`);
  const send = button({
    text,
    name: "act",
    value: act,
    ...(act === "drop" && { kind: "secondary" }),
  });
  return html`<form method="post" action="/counter/sync/conflicts/${item}" novalidate>
    ${csrf}${why}${proof?.field}${send}</form>`;
}

/** Whether the officer says by their own PIN that it is they: the page may be open for long. */
export const asksProof = ({ deps, request }: Desk): boolean => !isRecent(request, deps.clock());

const proofPath = `/staff/proof?${new URLSearchParams({ next: "/counter/sync/conflicts" })}`;

/** Their own PIN, or the ways to prove it where they have none; null where that was just done. */
async function proofField(desk: Desk, item: string, wrong: NoReason | undefined) {
  const { deps, t, officer } = desk;
  if (!asksProof(desk)) return null;
  const again = html`<a class="govuk-link" href="${proofPath}">${t("offline.proof.again")}</a>`;
  if ((await deps.counter.ownPins([officer.id])).length === 0) {
    const choose = t("offline.own-pin-title");
    const ways = html`<a class="govuk-link" href="${ownPinPath}">${choose}</a> · ${again}`;
    return { field: null, asked: inset(html`${t("offline.proof.none")}<br>${ways}`) };
  }
  const pin = input(
    {
      ...{ id: pinId(item), name: "own-pin", type: "password", autocomplete: "off", width: 20 },
      ...{ maxlength: 64, spellcheck: false, label: t("offline.own-pin") },
      hint: t("offline.proof.pin-hint"),
      error: wrong?.errors.pin,
    },
    t,
  );
  return { field: html`${pin}<p class="govuk-body">${again}</p>`, asked: html`` };
}
