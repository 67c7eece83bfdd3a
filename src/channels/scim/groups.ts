import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { giveRole, rolesOf } from "../../acts/index.ts";
import { isUuid, type StaffMember } from "../../kernel/index.ts";
import {
  equalsIn,
  occasionOf,
  pageIn,
  refuseScim,
  type ScimDeps,
  sendList,
  sendScim,
  sendScimError,
  urn,
} from "./protocol.ts";

const config = { csrf: false };
const most = 5_000;

interface Group {
  /** `minaloc:civil-registrar` */
  readonly id: string;
  readonly authority: string;
  readonly role: string;
}

const groupsOf = ({ catalogue }: ScimDeps): readonly Group[] =>
  catalogue.jurisdiction.authorities.flatMap(({ id: authority }) =>
    rolesOf(catalogue, authority).map((role) => ({
      ...{ id: `${authority}:${role}`, authority, role },
    })),
  );

/** Who holds a role, or is asked for to hold it. */
const holders = ({ authority, role }: Group, members: readonly StaffMember[]) =>
  members.filter(
    (member) => member.authority === authority && member.roles.some((each) => each.role === role),
  );

const resourceOf = ({ baseUrl }: ScimDeps, group: Group, members: readonly StaffMember[]) => ({
  schemas: [urn.group],
  ...{ id: group.id, displayName: group.id },
  members: holders(group, members).map(({ id, name }) => ({
    ...{ value: id, display: name, $ref: `${baseUrl}/scim/v2/Users/${id}` },
  })),
  meta: {
    resourceType: "Group",
    location: `${baseUrl}/scim/v2/Groups/${encodeURIComponent(group.id)}`,
  },
});

/** Groups are the roles of authorities: read, and given to or taken from members by PATCH. */
export function groupRoutes(app: FastifyInstance, deps: ScimDeps): void {
  app.get("/Groups", async (request, reply) => {
    const { filter } = request.query as { filter?: unknown };
    const asked = filter === undefined ? undefined : equalsIn(filter, ["displayName", "id"]);
    if (filter !== undefined && !asked)
      return sendScimError(reply, 400, 'The filter is displayName eq "…".', "invalidFilter");
    const groups = groupsOf(deps).filter(({ id }) => !asked || id === asked.value);
    const members = await deps.staff.members({ size: most });
    return sendList(
      reply,
      pageIn(request),
      groups.map((each) => resourceOf(deps, each, members)),
    );
  });
  app.get("/Groups/:id", async (request, reply) => {
    const group = groupIn(deps, request);
    if (!group) return sendScimError(reply, 404, "There is no such group.");
    return show(deps, group, reply);
  });
  app.patch("/Groups/:id", { config }, (request, reply) => patch(deps, request, reply));
}

const groupIn = (deps: ScimDeps, request: FastifyRequest): Group | undefined => {
  const { id } = request.params as { id?: string };
  return groupsOf(deps).find((each) => each.id === id);
};

async function show(deps: ScimDeps, group: Group, reply: FastifyReply): Promise<FastifyReply> {
  const { authority, role } = group;
  const members = await deps.staff.members({ authority, role, size: most });
  return sendScim(reply, 200, resourceOf(deps, group, members));
}

interface MemberChange {
  readonly op: "add" | "remove";
  readonly id: string;
}

/** `add members` with values, `remove members[value eq "…"]` or with values; else undefined. */
function changesIn(body: unknown): readonly MemberChange[] | undefined {
  const operations = (body as { readonly Operations?: unknown } | null)?.Operations;
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > 100)
    return undefined;
  const changes: MemberChange[] = [];
  for (const operation of operations as readonly Readonly<Record<string, unknown>>[]) {
    const op = String(operation?.op).toLowerCase();
    if (op !== "add" && op !== "remove") return undefined;
    const [, one] = /^members\[value eq "([^"]+)"\]$/i.exec(String(operation.path)) ?? [];
    const values = [operation.value ?? []].flat() as readonly { readonly value?: unknown }[];
    const ids = one ? [one] : values.map((each) => String(each?.value));
    const isMembers = one !== undefined || String(operation.path).toLowerCase() === "members";
    if (!isMembers || ids.length === 0 || !ids.every(isUuid)) return undefined;
    changes.push(...ids.map((id) => ({ op, id }) as const));
  }
  return changes;
}

async function patch(deps: ScimDeps, request: FastifyRequest, reply: FastifyReply) {
  const group = groupIn(deps, request);
  if (!group) return sendScimError(reply, 404, "There is no such group.");
  const changes = changesIn(request.body);
  if (!changes)
    return sendScimError(reply, 400, "Members are added or removed by id.", "invalidValue");
  for (const { op, id } of changes) {
    const member = await deps.staff.member(id);
    if (member?.authority !== group.authority)
      return sendScimError(reply, 400, "A member is of the group's authority.", "invalidValue");
    const done =
      op === "add" ? await give(deps, group, id, request) : await end(deps, group, member, request);
    if (!done.ok && done.refusal.code !== "staff.role-held")
      return refuseScim(reply, deps, done.refusal);
  }
  return show(deps, group, reply);
}

const anywhere = { offices: [], services: [], from: undefined, until: undefined };

const give = (deps: ScimDeps, { role }: Group, id: string, request: FastifyRequest) =>
  giveRole(deps, id, { role, ...anywhere }, occasionOf(request));

/** Ends the role wherever they hold it, and takes back what still waits. */
async function end(deps: ScimDeps, { role }: Group, member: StaffMember, request: FastifyRequest) {
  for (const { id, status } of member.roles.filter((each) => each.role === role)) {
    const type = status === "held" ? "end-role" : "decline-role";
    const ended = await deps.staff.give(member.id, { type, id }, occasionOf(request));
    if (!ended.ok) return ended;
  }
  return { ok: true, value: undefined } as const;
}
