import type { StaffMember } from "../../kernel/index.ts";
import { contentHash } from "../../platform/http/index.ts";
import { urn } from "./protocol.ts";

/** A user as a program sends them; what we do not keep is left out. */
export interface SentUser {
  readonly userName?: string | undefined;
  readonly name?: string | undefined;
  readonly organization?: string | undefined;
  readonly active?: boolean | undefined;
}

type Json = Readonly<Record<string, unknown>>;

const record = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 300) : undefined;

/** Azure sends "False" where a boolean belongs. */
const truth = (value: unknown): boolean | undefined => {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.toLowerCase() : "";
  return word === "true" ? true : word === "false" ? false : undefined;
};

/** Names of attributes are case-insensitive (RFC 7643, 2.1). */
const get = (from: Json, name: string): unknown =>
  Object.entries(from).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** Reads a whole user: the body of POST and PUT. */
export function readUser(body: unknown): SentUser {
  const user = record(body);
  const name = record(get(user, "name"));
  const parts = [get(name, "familyName"), get(name, "givenName")].map(text).filter(Boolean);
  const shown = text(get(name, "formatted")) ?? text(get(user, "displayName"));
  return {
    userName: text(get(user, "userName"))?.toLowerCase(),
    name: shown ?? (parts.length > 0 ? parts.join(" ") : undefined),
    organization: text(get(record(get(user, urn.enterprise)), "organization")),
    active: truth(get(user, "active")),
  };
}

/** What a path of an operation changes; undefined where it is none of what we keep. */
const targets: Readonly<Record<string, keyof SentUser>> = {
  username: "userName",
  displayname: "name",
  "name.formatted": "name",
  active: "active",
};

export interface PatchRead {
  readonly user: SentUser;
  /** Why the operations cannot be done. */
  readonly wrong?: "invalidSyntax" | "invalidPath" | "invalidValue" | "mutability";
}

/**
 * Reads a PATCH (RFC 7644, 3.5.2): `replace` and `add` of what is kept, with a path or with a
 * value of several attributes. Attributes that are not kept are passed over, as a service provider
 * may; removing what is required is refused.
 */
export function readPatch(body: unknown): PatchRead {
  const operations = get(record(body), "Operations");
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > 100)
    return { user: {}, wrong: "invalidSyntax" };
  let user: SentUser = {};
  for (const each of operations) {
    const operation = record(each);
    const op = String(get(operation, "op")).toLowerCase();
    const path = text(get(operation, "path"))?.toLowerCase();
    const value = get(operation, "value");
    if (!["add", "replace", "remove"].includes(op)) return { user, wrong: "invalidSyntax" };
    if (path === undefined) {
      if (op === "remove") return { user, wrong: "invalidPath" };
      const { organization: _organization, ...sent } = readUser(value);
      user = {
        ...user,
        ...Object.fromEntries(Object.entries(sent).filter(([, v]) => v !== undefined)),
      };
      continue;
    }
    const target = targets[path.replace(`${urn.user}:`.toLowerCase(), "")];
    if (!target) continue;
    if (op === "remove") return { user, wrong: "mutability" };
    const read = target === "active" ? truth(value) : text(value);
    if (read === undefined) return { user, wrong: "invalidValue" };
    user = { ...user, [target]: target === "userName" ? String(read).toLowerCase() : read };
  }
  return { user };
}

/** A member of staff as a User resource, with its version for `If-Match`. */
export function userResource(member: StaffMember, baseUrl: string) {
  const { id, name, email, authority, standing, roles } = member;
  const held = roles.filter(({ status }) => status === "held");
  const resource = {
    schemas: [urn.user, urn.enterprise],
    id,
    userName: email ?? id,
    displayName: name,
    name: { formatted: name },
    active: standing !== "left",
    ...(email && { emails: [{ value: email, type: "work", primary: true }] }),
    roles: held.map(({ role }) => ({ value: role, display: `${authority}:${role}` })),
    [urn.enterprise]: { organization: authority },
  };
  const version = `W/"${contentHash(JSON.stringify(resource)).slice(0, 16)}"`;
  const location = `${baseUrl}/scim/v2/Users/${id}`;
  return { ...resource, meta: { resourceType: "User", location, version } };
}
