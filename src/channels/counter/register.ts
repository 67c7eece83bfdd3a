import type { FastifyReply } from "fastify";
import { neighboursOf, reasonsFor, registerAndOpen } from "../../acts/index.ts";
import { type Card, cards, isCard } from "../../counter/index.ts";
import {
  birthYearIn,
  dateOf,
  fullName,
  isIdentityNumber,
  plainIdentityNumber,
  type Refusal,
  readTelephone,
} from "../../kernel/index.ts";
import {
  counterAccount,
  isNationalIdKnown,
  type NewPerson,
  type OnSeenCard,
  personByNationalId,
} from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { type FormFields, formOf, textOf } from "../../platform/http/index.ts";
import { languageNames } from "../../platform/i18n/index.ts";
import {
  button,
  type Choice,
  checkbox,
  dateInput,
  errorSummary,
  html,
  input,
  inset,
  radios,
  type SafeHtml,
} from "../components/index.ts";
import { firstButton } from "../questions/index.ts";
import {
  type Asked,
  doublesView,
  lookAtNeighbours,
  problemsBeside,
  reasonsIn,
  sharedPhoneField,
} from "./beside-view.ts";
import { countLookup, inTheWay, isPassport, openFor, readCard, servedIn } from "./client.ts";
import { refused, type ServingDesk, show } from "./desk.ts";
import { atSeat } from "./seat-given.ts";
import { langIn } from "./visit-desk.ts";

const clientOpen: Refusal = { kind: "conflict", code: "counter.client-open" };
const notSeated: Refusal = { kind: "conflict", code: "counter.not-seated" };

/** What is wrong, in words, by input; `page`: with none of them. */
export type Problems = Readonly<Record<string, string>>;

/**
 * GET /counter/register: refused before anything is typed where a file is still open. A number that
 * was typed in search of an account is there already; the language is that of the ticket, without
 * one the first of the country, and never the operator’s.
 * `isSought`: nobody has the number that was just looked up.
 */
export async function startRegistering(
  desk: ServingDesk,
  typed = "",
  isSought = false,
): Promise<FastifyReply> {
  const { deps, officer } = desk;
  const { seat, current } = await atSeat(desk);
  const busy = await deps.counter.isInTheWay({ operator: officer.id, ...(seat && { seat }) });
  if (busy) return inTheWay(desk, clientOpen);
  const number = typed.slice(0, 40);
  const plain = plainIdentityNumber(number);
  const { identityNumber, telephone } = deps.catalogue.jurisdiction;
  const isCardNumber = isIdentityNumber(plain, identityNumber);
  const isPhone = !isCardNumber && readTelephone(number, telephone) !== undefined;
  const form = {
    ...{
      [isPhone ? "phone" : "nationalId"]: number,
      language: langIn(deps, current?.lang ?? null),
    },
    ...(isCardNumber && { card: "national-id" }),
    ...(isPassport(plain) && { card: "passport" }),
  };
  return registerPage(desk, form, {}, { isSought });
}

/** The problems in words, each with the input that they lead to. */
export const errorsOf = (problems: Problems) =>
  Object.entries(problems).map(([id, text]) => ({
    id: id === "page" ? undefined : id === "birth" ? "birth-day" : id,
    text,
  }));

/** Somebody who has no account is written down after the card was seen. */
function registerPage(
  desk: ServingDesk,
  form: FormFields = {},
  problems: Problems = {},
  { isKnown = false, isSought = false, beside }: RegisterMore = {},
): FastifyReply {
  const { t, csrf, door } = desk;
  const wrong = errorsOf(problems);
  const title = t("counter.register.title");
  const content = html`${errorSummary(wrong, t)}<h1 class="govuk-heading-l">${title}</h1>
    ${isSought ? null : inset(t("counter.register.limits"))}
    <form method="post" action="/counter/register" novalidate>
    ${csrf}${door === "counter" ? callFirst : firstButton}
    ${isKnown ? lookUpInstead(desk, form) : null}${isSought ? lookUpAgain(desk, form) : null}
    ${beside ? doublesView(desk, form, beside, problems) : null}
    ${fields(desk, form, problems, beside)}${openButtons(desk)}</form>`;
  const failed = wrong.length > 0;
  return show(desk, {
    title,
    content,
    path: "/counter/register",
    failed,
    ...((failed || isSought) && { status: 422 }),
  });
}

interface RegisterMore {
  /** Somebody has this number. */
  readonly isKnown?: boolean;
  /** It was looked up, and nobody has it. */
  readonly isSought?: boolean;
  readonly beside?: Asked;
}

/** Enter does what most clients need next: their card is read by a colleague. */
const callFirst = html`<button type="submit" class="govuk-visually-hidden" tabindex="-1"
  aria-hidden="true" name="call" value="true"></button>`;

/** Without a hall there is no colleague to call. */
function openButtons({ t, door }: ServingDesk): SafeHtml {
  if (door !== "counter") return button({ text: t("counter.register.open") });
  const call = { text: t("counter.register.open-and-call"), name: "call", value: "true" };
  const open = button({ text: t("counter.register.open"), kind: "secondary" });
  return html`<div class="govuk-button-group">${button(call)}${open}</div>`;
}

/** Nobody has the number: it was mistyped, or the person is written down here. */
function lookUpAgain({ t }: ServingDesk, form: FormFields): SafeHtml {
  const again =
    textOf(form, "nationalId") === ""
      ? html`<a class="govuk-link" href="/counter">${t("counter.back")}</a>`
      : button({
          ...{ text: t("counter.register.look-up-again"), formaction: "/counter/client" },
          kind: "secondary",
        });
  return inset(html`<p class="govuk-body">${t("counter.register.nobody")}</p>${again}`);
}

/** The account with this number, with one press; what was typed goes along, to be compared. */
const lookUpInstead = ({ t }: ServingDesk, form: FormFields): SafeHtml =>
  inset(
    html`<p class="govuk-body">${t("counter.register.known-hint")}</p>${button({
      ...{ text: t("counter.register.look-up"), formaction: "/counter/client" },
      ...{ name: "registering", value: plainIdentityNumber(textOf(form, "nationalId")) },
    })}`,
  );

/** What the parts of this form share: the words of a field, what was typed, and what is wrong. */
function partsOf({ t }: ServingDesk, form: FormFields, problems: Problems) {
  const about = (id: string) => ({
    ...{ id, name: id },
    error: problems[id],
  });
  const words = (id: string, facts = {}) => t.named(`counter.register.${id}`, facts);
  const line = (
    id: string,
    more: { optional?: boolean; hint?: string; type?: "tel"; autofocus?: boolean } = {},
  ) =>
    input(
      {
        ...{ ...about(id), label: words(id), value: textOf(form, id), width: 20 },
        ...{ autocomplete: "off", spellcheck: false, maxlength: 80, ...more },
      },
      t,
    );
  const choice = (id: string, items: readonly Choice[]) =>
    radios(
      { ...about(id), legend: words(id), items, value: textOf(form, id) || undefined, size: "s" },
      t,
    );
  return { about, words, line, choice };
}

/** What stands on the card: names in the order of the country, date of birth and number. */
export function onCardFields(desk: ServingDesk, form: FormFields, problems: Problems): SafeHtml[] {
  const { deps, t } = desk;
  const { about, words, line } = partsOf(desk, form, problems);
  const part = (name: string) => textOf(form, `birth-${name}`);
  const birth = { day: part("day"), month: part("month"), year: part("year") };
  const isFresh = Object.keys(problems).length === 0;
  const names = ["givenName", "familyName"];
  const isFamilyFirst = deps.catalogue.jurisdiction.nameOrder === "family-first";
  const [first = "", second = ""] = isFamilyFirst ? names.reverse() : names;
  return [
    line(first, { autofocus: isFresh }),
    line(second),
    dateInput({ ...about("birth"), legend: words("birth"), size: "s", ...birth }, t),
    line("nationalId", { hint: words("nationalId-hint") }),
    ...(problems.otherYear || textOf(form, "otherYear") === "true"
      ? [
          checkbox(
            {
              ...{ ...about("otherYear"), label: words("otherYear") },
              checked: textOf(form, "otherYear") === "true",
            },
            t,
          ),
        ]
      : []),
  ];
}

function fields(
  desk: ServingDesk,
  form: FormFields,
  problems: Problems,
  beside: Asked | undefined,
): (SafeHtml | null)[] {
  const { deps, t } = desk;
  const { telephone, name: country } = deps.catalogue.jurisdiction;
  const { about, words, line, choice } = partsOf(desk, form, problems);
  const langs = deps.i18n.languages.map((value) => ({
    value,
    text: languageNames[value],
    lang: value,
  }));
  const kinds = cards.map((value) => ({ value, text: t(`counter.card.${value}`) }));
  return [
    ...onCardFields(desk, form, problems),
    line("phone", {
      optional: true,
      hint: words("phone-hint", { example: telephone.example }),
      type: "tel",
    }),
    beside ? sharedPhoneField(desk, form, beside, problems) : null,
    choice("language", langs),
    choice("card", kinds),
    checkbox(
      {
        ...{ ...about("citizen"), label: words("citizen", { country: t.words(country) }) },
        checked: textOf(form, "citizen") === "true",
      },
      t,
    ),
    checkbox(
      { ...about("seen"), label: words("seen"), checked: textOf(form, "seen") === "true" },
      t,
    ),
  ];
}

/**
 * POST /counter/register: an account of level 1 that this counter vouches for, and its file. Where
 * the file cannot be opened no account is made, and what was typed stays. Where a colleague made it
 * at the same moment, theirs stands, and a card in another name comes above the file.
 */
export async function register(desk: ServingDesk): Promise<FastifyReply> {
  const { deps, officer, door } = desk;
  const form = formOf(desk.request);
  if (textOf(form, "begin") === "true") return startRegistering(desk, textOf(form, "nationalId"));
  const read = readForm(desk, form);
  const { nationalId } = read.person;
  const isKnown = nationalId !== null && (await isNationalIdKnown(deps.sql, nationalId));
  if (isKnown) await countLookup(desk);
  const problems = isKnown
    ? { ...read.problems, nationalId: desk.t("counter.register.known") }
    : read.problems;
  if (Object.keys(problems).length > 0 || !read.card)
    return registerPage(desk, form, problems, { isKnown });
  const neighbours = await neighboursOf(deps, read.person);
  const same = neighbours.doubles.find(({ id }) => id === textOf(form, "same"));
  if (same) return openFor(desk, same, { card: "same-name" });
  const { phone } = read.person;
  const { besides, open } = reasonsFor(neighbours, phone, reasonsIn(form));
  if (open.name || open.phone) {
    const may = await deps.counter.mayLookUp(officer.id);
    if (!may.ok) return refused(desk, may.refusal);
    await lookAtNeighbours(desk, neighbours);
    const beside = { ...neighbours, open, phone };
    return registerPage(desk, form, problemsBeside(desk, open), { beside });
  }
  const { seat, current } = await atSeat(desk);
  if (door === "counter" && !seat)
    return registerPage(desk, form, { page: desk.t.refusal(notSeated) });
  const visit = await registerAndOpen(
    deps,
    { person: read.person, card: read.card, besides },
    { operator: officer, seat, ticket: current, lang: langIn(deps, read.person.language) },
  );
  if (!visit.ok && visit.refusal.code === "counter.number-known" && nationalId !== null) {
    const faster = await personByNationalId(deps.sql, nationalId);
    if (faster) return openFor(desk, faster, { card: await readCard(desk, faster) });
  }
  if (!visit.ok) return registerPage(desk, form, { page: desk.t.refusal(visit.refusal) });
  return servedIn(desk, visit.value, {
    ...{ seat, current },
    isCalled: textOf(form, "call") === "true",
  });
}

interface Read {
  readonly person: NewPerson;
  readonly card: Card | undefined;
  readonly problems: Problems;
}

/** What was typed of a card, by the rules of making an account. */
export function readOnCard(
  { deps, t }: Pick<ServingDesk, "deps" | "t">,
  form: FormFields,
  card: string | undefined,
): { readonly seen: OnSeenCard; readonly problems: Problems } {
  const { identityNumber, nameOrder } = deps.catalogue.jurisdiction;
  const [givenName, familyName] = [lineOf(form, "givenName"), lineOf(form, "familyName")];
  const nationalId = plainIdentityNumber(lineOf(form, "nationalId")) || null;
  const part = (name: string) => lineOf(form, `birth-${name}`);
  const birthDate = dateOf(part("day"), part("month"), part("year"));
  const year = card === "national-id" ? birthYearIn(nationalId ?? "", identityNumber) : undefined;
  const isOtherYear = year && birthDate && !birthDate.startsWith(year);
  const problems = {
    ...(givenName === "" && { givenName: t("counter.register.givenName-missing") }),
    ...(familyName === "" && { familyName: t("counter.register.familyName-missing") }),
    ...(!(birthDate && birthDate < deps.clock().toISOString().slice(0, 10)) && {
      birth: t("counter.register.birth-wrong"),
    }),
    // Another paper may bear a number of another country.
    ...(card === "national-id" &&
      !isIdentityNumber(nationalId ?? "", identityNumber) && {
        nationalId: t("counter.register.nationalId-wrong", { example: identityNumber.example }),
      }),
    // A slip that the second officer would otherwise be the first to see.
    ...(isOtherYear &&
      lineOf(form, "otherYear") !== "true" && {
        otherYear: t("offline.person.year-differs", { year }),
      }),
  };
  const seen = {
    // One account for one number, however often and at however many counters it is pressed at once.
    sub: nationalId ? `card:${nationalId}` : newId(),
    name: fullName({ givenName, familyName }, nameOrder),
    ...{ givenName, familyName, birthDate: birthDate ?? null, nationalId },
  };
  return { seen, problems };
}

const lineOf = (form: FormFields, id: string): string =>
  textOf(form, id).trim().replaceAll(/\s+/g, " ").slice(0, 80);

function readForm({ deps, t }: ServingDesk, form: FormFields): Read {
  const { telephone, code } = deps.catalogue.jurisdiction;
  const card = lineOf(form, "card");
  const phone = readTelephone(lineOf(form, "phone"), telephone);
  const language = lineOf(form, "language");
  const { seen, problems: onCard } = readOnCard({ deps, t }, form, card);
  const problems = {
    ...onCard,
    ...(lineOf(form, "phone") !== "" &&
      phone === undefined && {
        phone: t("counter.register.phone-wrong", { example: telephone.example }),
      }),
    ...(language === "" && { language: t("counter.register.language-missing") }),
    ...(!isCard(card) && { card: t("counter.register.card-missing") }),
    ...(lineOf(form, "seen") !== "true" && { seen: t("counter.register.seen-missing") }),
  };
  const person: NewPerson = {
    iss: counterAccount,
    ...seen,
    nationality: lineOf(form, "citizen") === "true" ? code.toUpperCase() : null,
    phone: phone ?? null,
    email: null,
    language: langIn(deps, language),
    level: 1,
  };
  return { person, card: isCard(card) ? card : undefined, problems };
}
