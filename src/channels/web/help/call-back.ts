import type { FastifyReply, FastifyRequest } from "fastify";
import type { DaySpan } from "../../../catalogue/index.ts";
import { type DayPart, pageAddress, phoneDays } from "../../../help/index.ts";
import { isUuid, type Problem } from "../../../kernel/index.ts";
import { actorOf } from "../../../platform/auth/index.ts";
import { newId } from "../../../platform/db/index.ts";
import {
  type FormFields,
  formOf,
  redirectTo,
  refusalFlash,
  sendRefusal,
  textOf,
} from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  csrfField,
  errorSummary,
  html,
  input,
  narrow,
  radios,
  type SafeHtml,
  select,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { pageIn, serviceOf } from "./help-page.ts";

export const callTopics = [
  "application",
  "payment",
  "appointment",
  "account",
  "paper",
  "other",
] as const;

type Returned = { readonly form: FormFields; readonly problems: readonly Problem[] };

/** GET /help/call-back: a number, what it is about, and when. No sign-in. */
export function askForCall(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  back?: Returned,
): FastifyReply {
  const t = wordsOf(request, deps);
  const title = t("help.call-back.title");
  const hidden = csrfField(request, reply);
  const page = back ? pageAddress(textOf(back.form, "page")) : pageIn(request);
  const actor = actorOf(request);
  const phone = actor.kind === "person" ? (actor.person.phone ?? "") : "";
  const shown = asking({ page, phone, deps, t, back });
  return webPage(request, reply, deps, {
    title,
    content: narrow(html`${shown.errors}<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body-l">${t("help.call-back.lead")}</p>
      <form method="post" action="/help/call-back" novalidate>${hidden}
      <input type="hidden" name="page" value="${page ?? ""}">
      <input type="hidden" name="_key" value="${newId()}">${shown.fields}
      ${button({ text: t("help.call-back.send") })}</form>`),
    ...(back && { failed: true, status: 422 }),
  });
}

const askedFields = ["about", "phone", "part"] as const;
type AskedField = (typeof askedFields)[number];

interface Asking {
  readonly page: string | undefined;
  readonly phone: string;
  readonly deps: WebDeps;
  readonly t: Translate;
  readonly back: Returned | undefined;
}

function asking({ page, phone, deps, t, back }: Asking): {
  readonly errors: SafeHtml | null;
  readonly fields: SafeHtml;
} {
  const { help, telephone } = deps.catalogue.jurisdiction;
  const { example } = telephone;
  const missing: Readonly<Record<AskedField, string>> = {
    about: t("help.call-back.about-missing"),
    phone: t("help.call-back.phone-missing", { example }),
    part: t("help.call-back.part-missing"),
  };
  const problems = back?.problems ?? [];
  const wrong = askedFields.filter((name) => problems.some(({ field }) => field === name));
  const errorOf = (name: AskedField) => (wrong.includes(name) ? missing[name] : undefined);
  const typed = (name: string, before: string) => (back ? textOf(back.form, name) : before);
  const service = serviceOf(page, deps);
  const topics = callTopics.map((id) => ({ value: id, text: t(`help.call-back.topic.${id}`) }));
  const parts = (["morning", "afternoon"] as const).flatMap((part) => {
    const span = help?.callBack[part];
    return span ? [{ value: part, text: partWords(part, span, t) }] : [];
  });
  return {
    errors: errorSummary(
      wrong.map((name) => ({ text: missing[name], id: name })),
      t,
    ),
    fields: html`${select(
      {
        ...{ id: "about", name: "about", label: t("help.call-back.about") },
        items: [
          ...(service ? [{ value: service.id, text: t.words(service.title) }] : []),
          ...topics,
        ],
        ...{ value: typed("about", service?.id ?? ""), error: errorOf("about") },
      },
      t,
    )}${input(
      {
        ...{ id: "phone", name: "phone", label: t("help.call-back.phone"), type: "tel" },
        hint: t("help.call-back.phone-hint", { example, days: phoneDays }),
        ...{ value: typed("phone", phone), error: errorOf("phone") },
        ...{ autocomplete: "tel", width: 20, maxlength: 20 },
      },
      t,
    )}${radios(
      {
        ...{ id: "part", name: "part", legend: t("help.call-back.part"), items: parts },
        ...{ value: typed("part", ""), error: errorOf("part") },
      },
      t,
    )}`,
  };
}

const partWords = (part: DayPart, { opens, closes }: DaySpan, t: Translate): string =>
  t(`help.call-back.${part}`, { from: opens, to: closes });

/** POST the same. */
export async function takeCall(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
): Promise<FastifyReply> {
  const form = formOf(request);
  const key = textOf(form, "_key");
  const about = textOf(form, "about");
  const isOffered =
    callTopics.some((each) => each === about) || deps.catalogue.current(about) !== undefined;
  const asked = await deps.help.askCall({
    id: isUuid(key) ? key : newId(),
    about: isOffered ? about : "",
    ...{ phone: textOf(form, "phone"), part: textOf(form, "part") },
    ...{ lang: wordsOf(request, deps).lang, page: pageAddress(textOf(form, "page")) },
  });
  if (asked.ok) return redirectTo(reply, "/help", { kind: "success", code: "help.call-back.done" });
  const { refusal } = asked;
  if (refusal.problems)
    return askForCall(request, reply, deps, { form, problems: refusal.problems });
  return refusal.kind === "conflict"
    ? redirectTo(reply, "/help", refusalFlash(refusal))
    : sendRefusal(reply, refusal);
}
