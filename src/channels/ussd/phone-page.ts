import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { setPin } from "../../acts/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { type Person, problemWithPin, requirePerson } from "../../platform/auth/index.ts";
import {
  formOf,
  langOf,
  limited,
  redirectTo,
  sendHtml,
  takeFlash,
  textOf,
} from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  csrfField,
  errorSummary,
  html,
  input,
  inset,
  layout,
  narrow,
  notificationBanner,
  type SafeHtml,
} from "../components/index.ts";
import type { PhoneDeps } from "./deps.ts";

/** `/phone`: somebody signed in at level 2 sets the PIN that identifies them on a feature phone. */
export function phonePage(app: FastifyInstance, deps: PhoneDeps): void {
  app.get("/phone", async (request, reply) => show(request, reply, deps));
  app.post("/phone", { config: limited("submit") }, async (request, reply) => {
    const person = requirePerson(request, 2);
    const [pin, again] = ["pin", "again"].map((name) => textOf(formOf(request), name).trim());
    const problem = problemWithPin(pin ?? "", again ?? "", person.birthDate);
    if (problem || !person.phone) return show(request, reply, deps, problem);
    await setPin(deps, person, { pin: pin ?? "", lang: langOf(request) });
    return redirectTo(reply, "/phone", { kind: "success", code: "phone-pin.saved" });
  });
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PhoneDeps,
  problem?: Problem,
): Promise<FastifyReply> {
  const person = requirePerson(request, 2);
  const t = deps.i18n.for(langOf(request));
  const setAt = await deps.pins.setAt(person.id);
  const csrf = csrfField(request, reply);
  const flash = takeFlash(request, reply);
  const body = layout(
    {
      title: t("phone-pin.title"),
      path: request.url,
      content: narrow(
        html`${
          flash
            ? notificationBanner({ heading: t.named(flash.code), kind: "success", id: "flash" }, t)
            : null
        }${content({ person, deps, csrf, problem, setAt }, t)}`,
      ),
      person: { name: person.name, signOut: { action: "/sign-out", hidden: csrf } },
      demo: deps.demonstration ? { href: "/demo" } : undefined,
      failed: problem !== undefined,
    },
    t,
  );
  return sendHtml(reply, body, problem ? { status: 422 } : {});
}

interface PinPage {
  readonly person: Person;
  readonly deps: PhoneDeps;
  readonly csrf: SafeHtml;
  readonly problem: Problem | undefined;
  readonly setAt: Date | undefined;
}

function content({ person, deps, csrf, problem, setAt }: PinPage, t: Translate): SafeHtml {
  const heading = html`<h1 class="govuk-heading-l">${t("phone-pin.title")}</h1>`;
  if (!person.phone) return html`${heading}${inset(t("phone-pin.no-phone"))}`;
  const { timeZone } = deps.catalogue.jurisdiction;
  const facts = { code: deps.gateway?.serviceCode ?? "*000#", phone: person.phone };
  const wrong = problem && t.named(`problems.${problem.code}`);
  const errorOf = (name: string) => (problem?.field === name ? wrong : undefined);
  return html`${problem && wrong ? errorSummary([{ id: problem.field, text: wrong }], t) : null}
    ${heading}
<p class="govuk-body-l">${t("phone-pin.explained", facts)}</p>
<p class="govuk-body">
    ${setAt ? t("phone-pin.set", { date: t.day(setAt, timeZone) }) : t("phone-pin.not-set")}</p>
<form method="post" action="/phone" novalidate>${csrf}
${digits("pin", t("phone-pin.pin"), t("phone-pin.hint"), errorOf("pin"), t)}
${digits("again", t("phone-pin.repeat"), undefined, errorOf("again"), t)}
${button({ text: t("phone-pin.save") })}
</form>
${inset(t("phone-pin.never"))}`;
}

/** Asked as a password, because others may look on. */
const digits = (
  name: string,
  label: string,
  hint: string | undefined,
  error: string | undefined,
  t: Translate,
): SafeHtml =>
  input(
    {
      ...{ id: name, name, label, hint, error },
      ...{
        type: "password",
        inputmode: "numeric",
        autocomplete: "new-password",
        width: 5,
        maxlength: 5,
      },
    },
    t,
  );
