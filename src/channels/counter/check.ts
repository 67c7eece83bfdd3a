import type { FastifyReply } from "fastify";
import { worthOf } from "../../counter/index.ts";
import type { Documents } from "../../form/index.ts";
import { isByItself } from "../../platform/auth/index.ts";
import { redirectTo } from "../../platform/http/index.ts";
import type { Lang } from "../../platform/i18n/index.ts";
import { button, html, inset, narrow, type SafeHtml } from "../components/index.ts";
import {
  inputInWhole,
  type Opened,
  type SummaryView,
  summaryView,
  toldInField,
  unmetView,
  wayBack,
  wayOf,
} from "../questions/index.ts";
import { askingPath } from "./asking-path.ts";
import { lookAgain } from "./card-of-visit.ts";
import { comparedView } from "./compared.ts";
import { firstHeading } from "./first-heading.ts";
import { openDraft } from "./host.ts";
import { signBySecond } from "./open-view.ts";
import { chargesIn, summaryIn } from "./summary.ts";
import { langIn, showVisit, type VisitDesk } from "./visit-desk.ts";

export const draftIn = ({ request }: VisitDesk): string =>
  (request.params as { readonly id?: string }).id ?? "";

/** GET …/drafts/:id: to the step that is open. */
export async function resumeDraft(desk: VisitDesk): Promise<FastifyReply> {
  const opened = await openDraft(desk, draftIn(desk));
  const { steps, open } = wayOf(opened, await desk.deps.cases.draftDocuments(opened.draft.id));
  return redirectTo(desk.reply, await askingPath(desk, opened.base, steps[open]));
}

/**
 * GET …/check: all answers, to be read aloud to the person in their own language; what the operator
 * reads and presses is in the operator's.
 */
export async function checkPage(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, t } = desk;
  const opened = await openDraft(desk, draftIn(desk));
  const documents = await deps.cases.draftDocuments(opened.draft.id);
  const { steps, open } = wayOf(opened, documents);
  if (open < steps.length)
    return redirectTo(desk.reply, await askingPath(desk, opened.base, steps[open]));
  if (desk.person.level < opened.def.level)
    desk.reply.header("refresh", `${lookAgain};url=${opened.base}/check?again=1`);
  const [changeAt, compared] = await Promise.all([changesAt(desk, opened), comparedView(desk)]);
  return showVisit(desk, {
    title: `${t("check.heading")} – ${t.words(opened.def.title)}`,
    content: narrow(checkView(desk, opened, documents, { changeAt, compared })),
    before: wayBack(await askingPath(desk, opened.base, steps.at(-1)), t),
    path: `${opened.base}/check`,
  });
}

/** Who asks all questions on one page changes an answer there, with the focus on its question. */
async function changesAt(
  { deps, officer }: VisitDesk,
  { def }: Opened,
): Promise<Required<SummaryView>["changeAt"]> {
  const whole = await deps.counter.asksWhole(officer.id);
  return (id, name) => {
    const input = whole ? inputInWhole(def, id, name) : undefined;
    return input && `./all#${input}`;
  };
}

interface Around {
  readonly changeAt: Required<SummaryView>["changeAt"];
  /** Whose application this is. */
  readonly compared: SafeHtml;
}

function checkView(
  desk: VisitDesk,
  opened: Opened,
  documents: Documents,
  { changeAt, compared }: Around,
): SafeHtml {
  const { deps, own, t } = desk;
  const { def, files } = opened;
  const summary = summaryIn(deps, opened, own, documents);
  // What the operator presses is in their language, wherever it stands.
  const change = html`<span lang="${t.lang}">${t("form.change")}</span>`;
  const charges = chargesIn(desk, def.id, own);
  // Pages beside this one: with the whole address each time it would be too heavy.
  const view = { summary, base: ".", files, charges, changeAt, change };
  const unmet = unmetView(summary, own);
  const waits = desk.person.level < def.level ? waitsForCard(desk) : null;
  const toAsk = html`<p class="govuk-body">
    <a class="govuk-link" href="#ask">${t("counter.check.to-ask")}</a></p>`;
  return html`<p class="govuk-caption-l">${t.words(def.title)}</p>
    ${firstHeading(t("check.heading"), !isByItself(desk.request))}
    <p class="govuk-body-l">${t("counter.check.lead")}</p>
    ${waits}
    ${unmet ? html`<div lang="${own.lang}">${unmet}</div>` : waits ? null : toAsk}
    ${compared}
    <div lang="${own.lang}">${summaryView(view, own)}</div>
    ${unmet || waits ? null : askForm(desk, opened)}`;
}

/** It is filled in, and the card is not confirmed yet: nobody can send it. */
const waitsForCard = ({ t, base }: VisitDesk): SafeHtml =>
  inset(html`${t("counter.cards.fill-waits")}${" "}
    <a class="govuk-link" href="${base}/card">${t("counter.cards.fill-who")}</a>`);

/** The language in which the person is told, unless they choose another for an application. */
export const usualIn = ({ deps, person, visit }: VisitDesk): Lang =>
  langIn(deps, person.toldIn ?? visit.lang);

/** Only the last digits: enough for the person to recognise, too few for a bystander. */
export const phoneEnd = (phone: string): string => `… ${phone.slice(-3)}`;

/**
 * How the person consents: by a code to their phone or, without one, by signature where it
 * suffices.
 */
function askForm(desk: VisitDesk, { base, def, draft }: Opened): SafeHtml {
  const { own, t, person, visit, csrf, deps } = desk;
  const { phone } = person;
  const enough = worthOf("signature", visit.door, person.level) >= def.level;
  const declaration = html`<div lang="${own.lang}">
    <h2 class="govuk-heading-m">${own("check.declaration-heading")}</h2>
    <p class="govuk-body">${own("check.declaration")}</p></div>`;
  if (!phone && !enough)
    return html`<p class="govuk-body" id="ask" tabindex="-1">
      ${t("refusals.counter.signature-too-weak")}</p>`;
  const toldIn = langIn(deps, draft.toldIn ?? usualIn(desk));
  const ask = phone
    ? button({
        text: t("counter.check.send-code", { phone: phoneEnd(phone) }),
        name: "kind",
        value: "code",
        id: "ask",
      })
    : button({
        text: t("counter.check.by-signature"),
        name: "kind",
        value: "signature",
        id: "ask",
      });
  const hint = phone ? null : html`<p class="govuk-body">${t("counter.check.no-phone")}</p>`;
  // A second officer has read the card, because the telephone is not with them.
  const sign =
    phone && enough && visit.access === "second"
      ? button({
          ...{ text: t("counter.check.by-signature"), kind: "secondary" as const },
          ...{ name: "kind", value: "signature" },
        })
      : null;
  return html`${declaration}${hint}<form method="post" action="${base}/ask">
    ${csrf}${toldInField({ languages: deps.i18n.languages, toldIn }, t)}${ask}${sign}</form>
    ${phone && enough ? signBySecond(desk) : null}`;
}
