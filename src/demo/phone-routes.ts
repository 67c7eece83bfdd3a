import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Cases } from "../cases/index.ts";
import { html } from "../channels/components/index.ts";
import type { PhoneGateway } from "../channels/ussd/index.ts";
import type { Messages } from "../messages/index.ts";
import type { Payments } from "../payments/index.ts";
import { type Person, rememberPerson } from "../platform/auth/index.ts";
import { newId, type Pool } from "../platform/db/index.ts";
import { csrfOf, formOf, langOf, sendHtml, serveAssets, textOf } from "../platform/http/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { DemoPages } from "./pages.ts";
import { asNewPerson } from "./people.ts";
import { choosePhone, type PhoneShown, phoneView } from "./phone-page.ts";
import { phoneAssets } from "./phone-style.ts";
import { dial, type Handset, resting, sendKeys, writeSms } from "./phone-wire.ts";

export interface DemoPhone extends Pick<DemoPages, "i18n" | "town" | "page" | "timeZone"> {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly baseUrl: string;
  readonly gateway: PhoneGateway;
  readonly messages: Messages;
  readonly cases: Cases;
  readonly payments: Payments;
}

interface OfPerson {
  readonly who: string;
}

/** `/demo/phone`: a feature phone to press, whose keys go over the real gateway's address. */
export function demoPhonePages(http: FastifyInstance, deps: DemoPhone): void {
  serveAssets(http, phoneAssets);
  http.get("/demo/phone", async (request, reply) => {
    const t = deps.i18n.for(langOf(request));
    const content = choosePhone(deps.town.people, t);
    const title = t("demo-phone.title");
    return sendHtml(reply, deps.page({ title, path: "/demo/phone", content, t, request }));
  });
  http.get<{ Params: OfPerson }>("/demo/phone/:who", (request, reply) =>
    show(request, reply, deps, resting, ""),
  );
  http.post<{ Params: OfPerson }>("/demo/phone/:who", async (request, reply) => {
    const owner = ownerOf(deps, request.params.who);
    if (!owner) return reply.callNotFound();
    const form = formOf(request);
    const before: Handset = {
      session: textOf(form, "session").slice(0, 80),
      path: textOf(form, "path").slice(0, 1500),
      screen: textOf(form, "screen").slice(0, 400),
      open: textOf(form, "open") === "yes",
    };
    const sms = textOf(form, "sms").slice(0, 160);
    if (sms !== "") {
      await writeSms(new URL(`/sms/${deps.gateway.secret}`, deps.baseUrl).href, owner.phone, sms);
      return show(request, reply, deps, before, "");
    }
    const typed = textOf(form, "typed").slice(0, 160);
    const key = textOf(form, "key").slice(0, 1);
    if (key !== "") return show(request, reply, deps, before, typed + key);
    const after = await act(deps, owner.phone, before, textOf(form, "do"), typed);
    return show(request, reply, deps, after, "");
  });
}

const ownerOf = ({ town }: DemoPhone, who: string) => {
  const person = town.people.find(({ id }) => id === who);
  return person?.phone ? { person, phone: person.phone } : undefined;
};

function act(deps: DemoPhone, phone: string, at: Handset, what: string, typed: string) {
  const { secret, serviceCode } = deps.gateway;
  const line = { url: new URL(`/ussd/${secret}`, deps.baseUrl).href, serviceCode };
  if (what === "dial") return dial(line, phone);
  return what === "send" && at.open && typed !== "" ? sendKeys(line, phone, at, typed) : resting;
}

async function show(
  request: FastifyRequest<{ Params: OfPerson }>,
  reply: FastifyReply,
  deps: DemoPhone,
  handset: Handset,
  typed: string,
) {
  const owner = ownerOf(deps, request.params.who);
  if (!owner) return reply.callNotFound();
  const t = deps.i18n.for(langOf(request));
  const facts = { id: newId(), now: deps.clock() };
  const remembered = await rememberPerson(deps.sql, asNewPerson(owner.person), facts);
  const content = phoneView(
    {
      ...{ ...owner, handset, typed, serviceCode: deps.gateway.serviceCode },
      csrf: html`<input type="hidden" name="_csrf" value="${csrfOf(request, reply)}">`,
      ...(await received(deps, { id: remembered.id, phone: owner.phone }, t)),
    },
    t,
  );
  const path = `/demo/phone/${owner.person.id}`;
  const title = t("demo-phone.of", { name: owner.person.name });
  return sendHtml(reply, deps.page({ title, path, content, t, request }));
}

/** SMS, and what the mobile money provider asks to be confirmed. */
async function received(
  { messages, cases, payments, timeZone }: DemoPhone,
  { id, phone }: Pick<Person, "id"> & { readonly phone: string },
  t: Translate,
): Promise<Pick<PhoneShown, "inbox" | "requests">> {
  // A ticket that was taken without signing in knows the telephone and not its person.
  const [own, lately] = await Promise.all([messages.outboxOf(id), messages.latest(200)]);
  const here = lately.filter(({ personId, recipient }) => personId !== id && recipient === phone);
  const texts = [...own, ...here]
    .filter(({ channel }) => channel === "sms")
    .toSorted((a, b) => b.queuedAt.getTime() - a.queuedAt.getTime());
  const rows = await cases.applicationsOf(id);
  const owing = rows.filter(({ status }) => /payment$/.test(status)).slice(0, 5);
  const bills = (await Promise.all(owing.map((row) => payments.billsOfCase(row.id)))).flat();
  const requests = await Promise.all(
    bills.map(async ({ billId, number, money }) => {
      const open = (await payments.attemptsOf(billId)).findLast(
        ({ status }) => status === "pending",
      );
      const text = t("demo-phone.request", { amount: t.money(money), number });
      return open?.redirectTo ? [{ text, href: open.redirectTo }] : [];
    }),
  );
  return {
    inbox: texts
      .slice(0, 12)
      .map(({ body, lang, queuedAt }) => ({ body, lang, at: t.dateTime(queuedAt, timeZone) })),
    requests: requests.flat(),
  };
}
