import {
  addDays,
  instantOf,
  isUuid,
  type OfficerId,
  ok,
  type Result,
  refuse,
  type StaffDetails,
  type StaffMember,
} from "../kernel/index.ts";
import {
  type PasskeyAnswer,
  type PasskeySession,
  type Passkeys,
  passkeyIssuer,
} from "../platform/auth/index.ts";
import { newId } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { invitationHours, type NewRole, type Staff, type StaffOccasion } from "../staff/index.ts";
import type { ActDeps } from "./deps.ts";
import { leaveCounter } from "./left-clients.ts";
import { officesOf, rolesOf, servicesOfRole } from "./staff-roles.ts";

export type StaffDeps = Pick<ActDeps, "catalogue" | "messages" | "clock" | "baseUrl"> & {
  readonly staff: Staff;
};

/** A role as a form or a file asks for it: days are local, `YYYY-MM-DD`, the last one included. */
export interface AskedRole {
  readonly role: string;
  readonly offices: readonly string[];
  readonly services: readonly string[];
  readonly from: string | undefined;
  readonly until: string | undefined;
}

type CatalogueNeeds = Pick<StaffDeps, "catalogue">;

/** From the first to the last of some local days, as instants. */
export function daysAsInstants(
  { catalogue }: CatalogueNeeds,
  { from, until }: Pick<AskedRole, "from" | "until">,
) {
  const { timeZone } = catalogue.jurisdiction;
  const startOf = (day: string) => instantOf(day, 0, timeZone).toISOString();
  return {
    fromAt: from ? startOf(from) : null,
    untilAt: until ? startOf(addDays(until, 1)) : null,
  };
}

/** What is not there in an authority: its role, an office or a service; empty where all is. */
export function unknownIn({ catalogue }: CatalogueNeeds, authority: string, asked: AskedRole) {
  const offices = new Set(officesOf(catalogue, authority).map(({ value }) => value));
  const services = new Set<string>(servicesOfRole(catalogue, authority).map(({ id }) => id));
  return [
    ...(rolesOf(catalogue, authority).includes(asked.role) ? [] : [asked.role]),
    ...asked.offices.filter((office) => !offices.has(office)),
    ...asked.services.filter((service) => !services.has(service)),
  ];
}

/** A role as it is asked for, with its days as instants. */
export const newRole = (
  deps: CatalogueNeeds,
  { role, offices, services, ...days }: AskedRole,
): NewRole => ({
  ...{ id: newId(), role, offices, services },
  ...daysAsInstants(deps, days),
});

export interface Invitation {
  readonly id: OfficerId;
  /**
   * Opens the account once. An e-mail carries it to the invited person alone; only where none can
   * is it told to who invites, to hand it over.
   */
  readonly link?: string;
  /** Where it went; undefined where it is to be handed over. */
  readonly mailedTo?: string;
}

/**
 * Makes a member of staff with their roles, and a link by which they join. Refuses staff.*, and
 * staff.role-unknown where the authority has not what is asked.
 */
export async function inviteMember(
  deps: StaffDeps,
  { authority, details, roles, lang }: NewMember,
  occasion: StaffOccasion,
): Promise<Result<Invitation>> {
  // The same form again is the same person.
  const id = (isUuid(occasion.key) ? String(occasion.key) : newId()) as OfficerId;
  const home = deps.catalogue.jurisdiction.authorities.find((each) => each.id === authority);
  if (!home || roles.some((role) => unknownIn(deps, authority, role).length > 0))
    return refuse("not-found", "staff.role-unknown");
  const invited = await deps.staff.give(
    id,
    {
      ...{ type: "invite", id, authority: home.id, details },
      roles: roles.map((role) => newRole(deps, role)),
    },
    occasion,
  );
  return invited.ok ? sendInvitation(deps, { id, lang }, occasion.actor) : invited;
}

export interface NewMember {
  readonly authority: string;
  readonly details: StaffDetails;
  readonly roles: readonly AskedRole[];
  /** In which the invitation is written. */
  readonly lang: Lang;
}

interface Invited {
  readonly id: OfficerId;
  readonly lang: Lang;
  /** They work here already, and lost what they sign in with. */
  readonly recovers?: boolean;
}

/** A new link for somebody who has not joined; by e-mail where they have an address. */
export async function sendInvitation(
  { staff, messages, catalogue, clock, baseUrl }: StaffDeps,
  { id, lang, recovers }: Invited,
  actor: string,
): Promise<Result<Invitation>> {
  const token = await staff.invitation(id, actor, recovers);
  if (!token.ok) return token;
  const link = `${baseUrl}/invitation/${token.value}`;
  const member = await staff.member(id);
  const { authorities, timeZone } = catalogue.jurisdiction;
  const place = authorities.find((each) => each.id === member?.authority)?.name ?? {};
  const until = new Date(clock().getTime() + invitationHours * 3_600_000).toISOString();
  if (member?.email)
    await messages.send({
      ...{ id: `staff-invited:${newId()}`, personId: null, to: { email: member.email }, lang },
      template: "staff-invited",
      facts: { place: { words: place }, link, date: { at: until, timeZone } },
    });
  return ok(
    member?.email && messages.leaves("email") ? { id, mailedTo: member.email } : { id, link },
  );
}

/**
 * Asks for a role, or gives it where one administrator is enough. Refuses staff.*, and
 * staff.role-unknown where the authority has not what is asked.
 */
export async function giveRole(
  deps: StaffDeps,
  id: string,
  asked: AskedRole,
  occasion: StaffOccasion,
) {
  const member = await deps.staff.member(id);
  if (!member) return refuse("not-found", "staff.unknown");
  if (unknownIn(deps, member.authority, asked).length > 0)
    return refuse("not-found", "staff.role-unknown");
  return deps.staff.give(id, { type: "give-role", role: newRole(deps, asked) }, occasion);
}

/**
 * Somebody has left: they hold nothing any more and are signed out in the same transaction, and
 * what they had claimed is free for their colleagues, as is their counter. Refuses staff.*.
 */
export async function memberLeaves(
  deps: StaffDeps & Pick<ActDeps, "cases" | "centres" | "counter" | "sql">,
  id: OfficerId,
  occasion: StaffOccasion,
  deleted = false,
): Promise<Result<unknown>> {
  const { staff, cases } = deps;
  const member = await staff.member(id);
  const command = { type: "leave", ...(deleted && { deleted }) } as const;
  const left = await staff.give(id, command, occasion);
  if (!left.ok || !member) return left;
  const { authority } = member;
  for (const { caseId, key } of await cases.claimsOf({ officer: id, authority })) {
    const release = { type: "release", task: key } as const;
    // Refused where a colleague took it over or decided at this moment: then it is not theirs.
    await cases.give({ caseId, command: release, actor: { kind: "system" } });
  }
  await leaveCounter(deps, id);
  return left;
}

/** Invites somebody anew who had left, without the roles of before. Refuses staff.*. */
export async function reinstateMember(
  deps: StaffDeps,
  { member, details, lang }: Reinstated,
  occasion: StaffOccasion,
): Promise<Result<Invitation>> {
  const { id, authority } = member;
  const command = { type: "invite", id, authority, details, roles: [] } as const;
  const invited = await deps.staff.give(id, command, occasion);
  return invited.ok ? sendInvitation(deps, { id, lang }, occasion.actor) : invited;
}

interface Reinstated {
  readonly member: Pick<StaffMember, "id" | "authority">;
  readonly details: StaffDetails;
  readonly lang: Lang;
}

/**
 * Confirms that somebody lost what they sign in with, and makes their new link. Refuses staff.*.
 */
export async function confirmRecovery(
  deps: StaffDeps,
  {
    id,
    recovery,
    lang,
  }: { readonly id: OfficerId; readonly recovery: string; readonly lang: Lang },
  occasion: StaffOccasion,
): Promise<Result<Invitation>> {
  const command = { type: "confirm-recovery", id: recovery } as const;
  const confirmed = await deps.staff.give(id, command, occasion);
  if (!confirmed.ok) return confirmed;
  return sendInvitation(deps, { id, lang, recovers: true }, occasion.actor);
}

/** Joins with a passkey: the link is used only where the passkey is good. */
export async function joinWithPasskey(
  { staff, passkeys }: { readonly staff: Staff; readonly passkeys: Passkeys },
  { token, answer, device, replaces }: JoinWithPasskey,
): Promise<Result<PasskeySession>> {
  const invited = await staff.invited(token);
  if (!invited) return refuse("conflict", "staff.invitation-over");
  const account = { iss: passkeyIssuer, sub: invited.id, by: "passkey" } as const;
  const joined = await staff.join(token, account, (tx, { id, now }) =>
    passkeys.add(answer, { officer: id, proof: { invitation: token }, device, now }, tx),
  );
  return joined.ok ? ok(await passkeys.begin(joined.value, { device, replaces })) : joined;
}

interface JoinWithPasskey {
  readonly token: string;
  readonly answer: PasskeyAnswer;
  readonly device?: string | undefined;
  /** The cookie of the session that this browser had; it ends. */
  readonly replaces?: string | undefined;
}
