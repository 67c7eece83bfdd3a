import type { FastifyReply } from "fastify";
import { addPhone, askPhoneCode, isPhoneToAdd } from "../../acts/index.ts";
import { type Refusal, readTelephone } from "../../kernel/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../platform/http/index.ts";
import {
  button,
  details,
  errorSummary,
  html,
  input,
  narrow,
  type SafeHtml,
} from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { reasonField, reasonName, reasonsIn } from "./beside-view.ts";
import { codeField, digitsOf } from "./code-field.ts";
import { refusedHere, showVisit, type VisitDesk } from "./visit-desk.ts";

/** What is wrong: at the number, or at the reason for which two accounts have it. */
interface Wrong {
  readonly at: "new-phone" | typeof reasonName;
  readonly text: string;
  /** The number, where another account has it. */
  readonly shared?: string;
}

/** For an account without a telephone that a counter made: adds one, with a second officer. */
export function phoneForm(desk: VisitDesk, wrong?: Wrong): SafeHtml | null {
  const { deps, t, base, csrf, request } = desk;
  if (!isPhoneToAdd(desk)) return null;
  const { example } = deps.catalogue.jurisdiction.telephone;
  const error = wrong?.at === "new-phone" ? wrong.text : undefined;
  const number = input(
    {
      ...{ id: "new-phone", name: "phone", label: t("counter.register.phone"), error },
      ...{ hint: t("counter.register.phone-hint", { example }), type: "tel", width: 20 },
      ...{ value: wrong && textOf(formOf(request), "phone"), autocomplete: "off", maxlength: 40 },
    },
    t,
  );
  const reason = wrong?.shared
    ? reasonField(desk, wrong.shared, wrong.at === reasonName ? wrong.text : undefined)
    : null;
  return details(
    t("counter.phone.title"),
    html`<p class="govuk-body">${t("counter.phone.lead")}</p>
      <form method="post" action="${base}/phone" novalidate>${csrf}${number}${reason}
      ${button({ text: t("counter.phone.send"), kind: "secondary" })}</form>`,
    wrong !== undefined,
  );
}

const phoneIn = ({ deps, request }: VisitDesk): string | undefined =>
  readTelephone(
    textOf(formOf(request), "phone").slice(0, 40),
    deps.catalogue.jurisdiction.telephone,
  );

/** POST …/phone: sends a code to the number, which is typed here next. */
export async function askPhone(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, t, own, request } = desk;
  const phone = phoneIn(desk);
  const { example } = deps.catalogue.jurisdiction.telephone;
  if (!phone)
    return wrongPage(desk, {
      ...{ at: "new-phone", text: t("counter.register.phone-wrong", { example }) },
    });
  const { reason: typed, about } = reasonsIn(formOf(request)).phone;
  const reason = about === phone ? typed : "";
  const asked = await askPhoneCode(deps, desk, { phone, reason, lang: own.lang });
  if (asked.ok) return codePage(desk, { phone, reason, id: asked.value.id });
  const text = t.refusal(asked.refusal);
  if (asked.refusal.code === "counter.phone-shared")
    return wrongPage(desk, {
      ...(about === phone ? { at: reasonName, text } : { at: "new-phone", text }),
      shared: phone,
    });
  return asked.refusal.code === "counter.reason-missing"
    ? wrongPage(desk, { at: reasonName, text, shared: phone })
    : refusedHere(desk, asked.refusal);
}

function wrongPage(desk: VisitDesk, wrong: Wrong): FastifyReply {
  const { t, base } = desk;
  const title = t("counter.phone.title");
  const content = html`${errorSummary([{ id: wrong.at, text: wrong.text }], t)}
    <h1 class="govuk-heading-l">${title}</h1>${phoneForm(desk, wrong)}`;
  const page = { title, content: narrow(content), before: wayBack(base, t), path: base };
  return showVisit(desk, { ...page, failed: true, status: 422 });
}

function codePage(
  desk: VisitDesk,
  { phone, reason, id }: Record<"phone" | "reason" | "id", string>,
  refusal?: Refusal,
): FastifyReply {
  const { t, base, csrf } = desk;
  const error = refusal && t.refusal(refusal);
  const code = codeField({ phone, error, autofocus: !refusal }, t);
  const title = t("counter.phone.title");
  const content = html`${errorSummary(error ? [{ id: "code", text: error }] : [], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <form method="post" action="${base}/phone/code" novalidate>${csrf}
    <input type="hidden" name="phone" value="${phone}">
    <input type="hidden" name="${reasonName}" value="${reason}">
    <input type="hidden" name="id" value="${id}">
    ${code}${button({ text: t("counter.other-card.ask") })}</form>`;
  const page = { title, content: narrow(content), before: wayBack(base, t), path: base };
  return showVisit(desk, {
    ...{ ...page, failed: refusal !== undefined },
    ...(refusal && { status: statusOf(refusal.kind) }),
  });
}

/** POST …/phone/code: with the right one a second officer is called to read the card. */
export async function takePhoneCode(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, base, reply, request } = desk;
  const phone = phoneIn(desk) ?? "";
  const form = formOf(request);
  const id = textOf(form, "id");
  const code = digitsOf(textOf(form, "code"));
  const reason = textOf(form, reasonName);
  const added = await addPhone(deps, desk, { phone, reason, id, code });
  if (added.ok) return redirectTo(reply, `${base}/card`);
  return added.refusal.code === "auth.code-wrong"
    ? codePage(desk, { phone, reason, id }, added.refusal)
    : refusedHere(desk, added.refusal);
}
