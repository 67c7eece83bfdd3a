import type { Draft } from "../cases/index.ts";
import type { Definition } from "../catalogue/index.ts";
import { type CentreDevice, isHeld, type Synced, worthOf } from "../counter/index.ts";
import type { Answers } from "../form/index.ts";
import {
  type DraftId,
  type OfficerId,
  ok,
  type Reference,
  type Refusal,
  type Result,
  refuse,
} from "../kernel/index.ts";
import {
  type Officer,
  type Person,
  personById,
  personByNationalId,
} from "../platform/auth/index.ts";
import { send } from "./apply.ts";
import { cardLevel, fitCard, throughServing } from "./check-card.ts";
import { bind, isSame } from "./consent.ts";
import type { ActDeps } from "./deps.ts";
import { reasonIn } from "./open-file.ts";
import { sameName } from "./same-name.ts";
import { twins } from "./taken-twice.ts";
import { addressesOf } from "./tell.ts";
import { otherLang } from "./told-in.ts";
import { langOf } from "./wording.ts";

/**
 * An application that was taken without network. It is a draft until the person says yes to it: by
 * a code, or at home; whoever has no telephone signed, and a second officer of the hall sends it.
 */
export interface ApplicationItem {
  readonly kind: "application";
  readonly id: string;
  readonly takenAt: Date;
  /** What the device said of that, where it was put right. */
  readonly saidAt?: Date;
  /** Who took it, as the device says. */
  readonly takenBy?: OfficerId;
  readonly draft: DraftId;
  /** What the person took home. */
  readonly reference: Reference;
  readonly service: string;
  readonly definition: number;
  readonly lang: string;
  readonly person: {
    readonly name: string;
    readonly nationalId: string;
    readonly birthDate: string;
    /** As it was typed there: that of an account which is made from it, and of no other. */
    readonly phone?: string;
  };
  readonly answers: Answers;
  readonly visited: readonly string[];
}

/**
 * What can be taken without network: where no paper is always wanted, and a signature on the
 * receipt is enough for those who have no telephone (docs/decisions/0009, 0013).
 */
export const takenOffline = ({ level, process, documents }: Definition): boolean =>
  process !== undefined &&
  level >= 1 &&
  level <= 2 &&
  documents.every(({ required, when }) => !required || when !== undefined);

export type BringDeps = Pick<
  ActDeps,
  "sql" | "clock" | "catalogue" | "cases" | "counter" | "messages" | "i18n"
> & { readonly centres: Pick<ActDeps["centres"], "takeTicket" | "endServed" | "find"> };

/** An application that has arrived, from which device, and what became of it before. */
export interface ArrivedApplication {
  readonly item: ApplicationItem;
  readonly device: CentreDevice;
  /** Who brought it first: in whose hands it was. */
  readonly by: OfficerId;
  /** Somebody has looked at it and wants it sent although there is another like it. */
  readonly anyway: boolean;
  /** A second officer sends it in place of a code. */
  readonly isApproved: boolean;
}

/** What became of it: sent, or why it waits. */
export type Became = Partial<Synced> | { readonly stop: Refusal; readonly more: Partial<Synced> };

/** Keeps it as the person's draft, and sends it where that has been approved. */
export async function takeApplication(
  deps: BringDeps,
  arrived: ArrivedApplication,
): Promise<Became> {
  const { item } = arrived;
  const { draft, service, definition, answers, visited, reference } = item;
  const identified = await whoIs(deps, arrived);
  if (!identified.ok) return { stop: identified.refusal, more: { draft } };
  const person = identified.value;
  const more = { draft, person: person.id };
  const begun = await deps.cases.findDraft(draft, person.id);
  if (begun?.caseId) return sent(deps, arrived, person);
  if (!begun) {
    // Whole at once: were we to end here, the next try finds what was signed, ready for the yes.
    const own = { id: draft, person: person.id, ...toldIn(deps, item, person) };
    await deps.cases.startDraft({ ...own, service, definition, answers, visited, reference });
  } else if (!(await isAsSigned(deps, begun, { item, person })))
    return { stop: { kind: "conflict", code: "offline.draft-changed" }, more };
  const stop = await inTheWay(deps, arrived, person);
  if (stop) return { stop, more };
  if (arrived.isApproved && (!person.phone || (await isCardShort(deps, item, person))))
    return sent(deps, arrived, person);
  await tellTaken(deps, arrived, person);
  return { stop: { kind: "conflict", code: waitsFor(person) }, more };
}

/** In which language they are told of it, where that is not the one of their account. */
const toldIn = (
  { i18n }: Pick<BringDeps, "i18n">,
  { lang }: ApplicationItem,
  account: Pick<Person, "toldIn">,
) => {
  const chosen = otherLang(i18n, lang, account.toldIn ?? "");
  return chosen ? { toldIn: chosen } : {};
};

const waitsFor = ({ phone }: Pick<Person, "phone">) =>
  phone ? ("offline.waits-for-yes" as const) : ("offline.waits-for-officer" as const);

async function sent(
  deps: BringDeps,
  { item, by }: ArrivedApplication,
  person: Person,
): Promise<Became> {
  const more = { draft: item.draft, person: person.id };
  const became = await send(deps, {
    ...{ draftId: item.draft, person, lang: langOf(deps.i18n, item.lang) },
    through: throughServing({ door: "counter", operator: by }, person, true),
  });
  if (!became.ok) return { stop: became.refusal, more };
  return { ...more, ...became.value, reason: changedReference(item, became.value.reference) };
}

const changedReference = ({ reference }: Pick<ApplicationItem, "reference">, now: Reference) =>
  reference === now ? null : ("offline.reference-changed" as const);

/** Told once, that it waits: nobody else says yes for them; or what a floor manager decided. */
export async function tellTaken(
  deps: BringDeps,
  { item, device }: Pick<ArrivedApplication, "item" | "device">,
  person: Person,
  template: "taken-offline" | "taken-let-go" | "taken-discarded" = "taken-offline",
): Promise<void> {
  const { service, definition, reference, id } = item;
  await deps.messages.send({
    id: `${template}:${id}`,
    personId: person.id,
    to: addressesOf(person),
    lang: langOf(deps.i18n, item.lang),
    template,
    facts: {
      reference,
      service: { words: deps.catalogue.version(service, definition)?.title ?? {} },
      place: { words: deps.centres.find(device.centre)?.name ?? {} },
    },
  });
}

/**
 * Is this still what the person gave without network? A draft that was changed since, or that is
 * not the item's own at all, is sent only with a yes of its own.
 */
async function isAsSigned(
  { cases, i18n }: BringDeps,
  begun: Draft,
  { item, person: owner }: { readonly item: ApplicationItem; readonly person: Person },
): Promise<boolean> {
  if (begun.journey || (begun.reference ?? item.reference) !== item.reference) return false;
  const { id: draft, person, renews } = begun;
  // What an older program brought was kept without the language of its messages.
  const chosen = begun.toldIn ? toldIn({ i18n }, item, owner) : {};
  const signed = { ...item, id: draft, person, renews: null, ...chosen };
  const documents = await cases.draftDocuments(draft);
  return isSame(
    bind({ kind: "draft", draft: { ...begun, renews }, documents }),
    bind({ kind: "draft", draft: signed, documents: {} }),
  );
}

/**
 * The person with this number, if name and day of birth are theirs, and the service if it may be
 * taken without network.
 */
async function whoIs(
  deps: BringDeps,
  { device, item }: ArrivedApplication,
): Promise<Result<Person>> {
  const { service, definition, reference, person } = item;
  const def = await deps.catalogue.findVersion(service, definition);
  if (!def || !takenOffline(def)) return refuse("conflict", "offline.service-changed");
  if (!(await deps.counter.isOfBlock(device, reference)))
    return refuse("invalid", "offline.reference-foreign");
  const registered = await personByNationalId(deps.sql, person.nationalId);
  const born = registered?.birthDate;
  if (!registered) return refuse("conflict", "offline.name-differs");
  // What stands there instead is not told: who corrects it has the card or the receipt.
  return sameName(person.name, registered.name) && (!born || born === person.birthDate)
    ? ok(registered)
    : refuse("conflict", "offline.person-differs");
}

/**
 * Whether the service asks for more than the account is worth before two have read its card: then a
 * code alone is not enough, and the signed receipt with a second officer is, with a telephone too.
 */
async function isCardShort(
  deps: CardDeps,
  item: Pick<ApplicationItem, "service" | "definition">,
  person: Person,
): Promise<boolean> {
  return person.level < (await levelOf(deps, item)) && (await fitCard(deps, person)) !== undefined;
}

/** The level that the service asks for. */
const levelOf = async (
  { catalogue }: Pick<BringDeps, "catalogue">,
  { service, definition }: Pick<ApplicationItem, "service" | "definition">,
): Promise<number> => (await catalogue.findVersion(service, definition))?.level ?? 0;

type CardDeps = Pick<BringDeps, "catalogue"> & {
  readonly counter: Pick<BringDeps["counter"], "cardOf">;
};
type SecondDeps = CardDeps & Pick<BringDeps, "sql">;

/**
 * Whom a second officer may send it for in place of a code; undefined where that is no way. This is
 * asked for each row of a list that is read every few seconds: the definition is there already.
 */
async function personForSecond(
  deps: SecondDeps,
  { reason, person: id, held }: Synced,
): Promise<Person | undefined> {
  if (!id || (reason !== "offline.waits-for-officer" && reason !== "offline.waits-for-yes"))
    return undefined;
  const item = held as ApplicationItem;
  // Up to the level of every account a code is enough.
  if (reason === "offline.waits-for-yes" && (await levelOf(deps, item)) < cardLevel)
    return undefined;
  const person = await personById(deps.sql, id);
  if (!person) return undefined;
  if (reason === "offline.waits-for-officer" && !person.phone) return person;
  return (await isCardShort(deps, item, person)) ? person : undefined;
}

/** An officer of the hall who settles what was taken. */
export type Settler = Pick<Officer, "id" | "roles">;

/** What its taker says they did not take is for another, who runs the floor. */
export const isHeldFrom = (row: Synced, { id, roles }: Settler): boolean =>
  isHeld(row) && (row.takenBy === id || !roles.includes("floor-manager"));

/** Why it does not go on although the person is known: their level, or they applied already. */
async function inTheWay(
  deps: BringDeps,
  { anyway, item }: ArrivedApplication,
  person: Person,
): Promise<Refusal | undefined> {
  const level = await levelOf(deps, item);
  // An account that a counter made stays at its level until two have read the card: what was
  // signed does not wait for that, and where there is a code, they read it before that.
  const worth = (await fitCard(deps, person)) ? cardLevel : person.level;
  if (worth < level) return { kind: "not-allowed", code: "counter.level-too-low" };
  if (!person.phone && worthOf("signature", "counter", worth) < level)
    return { kind: "not-allowed", code: "counter.signature-too-weak" };
  if (anyway) return undefined;
  const [other] = await twins(deps, item, person);
  return other && { kind: "conflict", code: other.code };
}

const approvalHours = 24;

type IsOwnDeps = Pick<BringDeps, "clock"> & {
  readonly counter: Pick<BringDeps["counter"], "hasUsed">;
};

/**
 * Who took it is not the second officer; nor who brought it or worked with its device that day, as
 * long as only the device says that somebody else took it. Once they have said so themselves,
 * signed in, two have stood for it: so a unit of two has a second officer.
 */
export async function isOwn(
  { clock, counter }: IsOwnDeps,
  row: Synced,
  officer: OfficerId,
): Promise<boolean> {
  const own = isOwnAsSaid(row, officer);
  if (own !== undefined) return own;
  const since = new Date(clock().getTime() - approvalHours * 3_600_000);
  return counter.hasUsed({ id: row.device }, officer, since);
}

/** The same by the item alone; undefined where it depends on who worked with its device. */
function isOwnAsSaid(
  { deliveredBy, takenBy, takenConfirmed }: Synced,
  officer: OfficerId,
): boolean | undefined {
  if (takenBy !== null && takenConfirmed) return takenBy === officer;
  return [deliveredBy, takenBy].includes(officer) || undefined;
}

type MayDeps = SecondDeps & IsOwnDeps;

/** Whether a second officer can send it in place of a code, and this one can be that. */
export const isToApprove = async (deps: MayDeps, row: Synced, officer: Settler): Promise<boolean> =>
  !isHeld(row) &&
  isOwnAsSaid(row, officer.id) !== true &&
  (await personForSecond(deps, row)) !== undefined &&
  !(await isOwn(deps, row, officer.id));

/** How many of these wait for a second officer, whom this one can be. */
export async function approvable(
  deps: MayDeps,
  rows: readonly Synced[],
  officer: Settler,
): Promise<number> {
  const own = await Promise.all(rows.map((row) => isToApprove(deps, row, officer)));
  return own.filter(Boolean).length;
}

/** What the second officer gives: why, and that it is they. */
export interface SecondYes {
  readonly reason: string;
  /** Their own PIN, unless they have signed in or proved a moment ago that it is they. */
  readonly pin: string | undefined;
}

/**
 * Whether this officer may send it in place of a code, with these words: for somebody without a
 * telephone, or whose card only the taker saw, and not who brought it or worked with the device
 * that day. Refuses
 * counter.file-shut, offline.own-delivery, counter.reason-missing, and as `tryOwnPin` does.
 */
export async function mayApprove(
  deps: Pick<BringDeps, "sql" | "catalogue" | "clock" | "counter">,
  row: Synced,
  { officer, yes }: { readonly officer: Settler; readonly yes: SecondYes },
): Promise<Result<{ readonly person: Person; readonly reason: string }>> {
  const person = await personForSecond(deps, row);
  if (!person || isHeld(row)) return refuse("not-allowed", "counter.file-shut");
  if (await isOwn(deps, row, officer.id)) return refuse("not-allowed", "offline.own-delivery");
  const reason = reasonIn(yes.reason);
  if (!reason.ok) return reason;
  const proof =
    yes.pin === undefined ? ok(true) : await deps.counter.tryOwnPin(officer.id, yes.pin);
  return proof.ok ? ok({ person, reason: reason.value }) : proof;
}
