import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { inviteMember, memberLeaves, reinstateMember } from "../../acts/index.ts";
import type { StaffMember } from "../../kernel/index.ts";
import {
  equalsIn,
  idIn,
  occasionOf,
  pageIn,
  refuseScim,
  type ScimDeps,
  sendList,
  sendScim,
  sendScimError,
} from "./protocol.ts";
import { readPatch, readUser, type SentUser, userResource } from "./user-resource.ts";

const path = "/Users";
const config = { csrf: false };
/** Members of one answer; a government with more asks with a filter. */
const most = 5_000;

/** Create, get, list, replace, change and end users (RFC 7644, 3). */
export function userRoutes(app: FastifyInstance, deps: ScimDeps): void {
  type Act = (member: StaffMember, request: FastifyRequest, reply: FastifyReply) => Answer;
  type Answer = FastifyReply | Promise<FastifyReply>;
  const of = (act: Act) => async (request: FastifyRequest, reply: FastifyReply) => {
    const id = idIn(request);
    const member = id && (await present(deps, await deps.staff.member(id)));
    if (!member) return sendScimError(reply, 404, "There is no such user.");
    const { version } = userResource(member, deps.baseUrl).meta;
    const asked = request.headers["if-match"];
    const changes = request.method !== "GET" && asked !== undefined && asked !== "*";
    if (changes && !asked.split(",").some((each) => each.trim() === version))
      return sendScimError(reply, 412, "The user was changed since it was read.");
    return act(member, request, reply);
  };
  app.get(path, (request, reply) => list(deps, request, reply));
  app.post(path, { config }, (request, reply) => create(deps, request, reply));
  app.get(
    `${path}/:id`,
    of((member, request, reply) => {
      const { version } = userResource(member, deps.baseUrl).meta;
      const unchanged = request.headers["if-none-match"] === version;
      return unchanged ? reply.code(304).header("etag", version).send() : show(deps, reply, member);
    }),
  );
  app.put(
    `${path}/:id`,
    { config },
    of((member, request, reply) => change(deps, member, readUser(request.body), request, reply)),
  );
  app.patch(
    `${path}/:id`,
    { config },
    of((member, request, reply) => {
      const { user, wrong } = readPatch(request.body);
      return wrong
        ? sendScimError(reply, 400, "The operations cannot be done.", wrong)
        : change(deps, member, user, request, reply);
    }),
  );
  app.delete(
    `${path}/:id`,
    { config },
    of(async (member, request, reply) => {
      const left = await memberLeaves(deps, member.id, occasionOf(request), true);
      return left.ok ? reply.code(204).send() : refuseScim(reply, deps, left.refusal);
    }),
  );
}

const show = ({ baseUrl }: ScimDeps, reply: FastifyReply, member: StaffMember, status = 200) => {
  const resource = userResource(member, baseUrl);
  const { version, location } = resource.meta;
  return sendScim(reply.header("etag", version).header("location", location), status, resource);
};

/** Not there where a program has deleted them (RFC 7644, 3.6). */
async function present({ staff }: ScimDeps, member: StaffMember | undefined) {
  if (member?.standing !== "left") return member;
  const last = (await staff.history(member.id)).findLast(({ type }) => type === "StaffLeft");
  return last && (last.data as { readonly deleted?: true }).deleted ? undefined : member;
}

/** The member with this user name: their e-mail address. */
async function named(deps: ScimDeps, userName: string): Promise<StaffMember | undefined> {
  const members = await deps.staff.members({ text: userName, size: 50 });
  const own = members.filter(({ email }) => email === userName.toLowerCase());
  return present(deps, own.find(({ standing }) => standing !== "left") ?? own[0]);
}

async function list(deps: ScimDeps, request: FastifyRequest, reply: FastifyReply) {
  const { filter } = request.query as { filter?: unknown };
  if (filter === undefined) {
    const members = await deps.staff.members({ size: most });
    const here = members.filter(({ standing }) => standing !== "left");
    return sendList(
      reply,
      pageIn(request),
      here.map((each) => userResource(each, deps.baseUrl)),
    );
  }
  const asked = equalsIn(filter, ["userName", "emails.value", "id"]);
  if (!asked) return sendScimError(reply, 400, 'The filter is userName eq "…".', "invalidFilter");
  const { attribute, value } = asked;
  const member = attribute === "id" ? await deps.staff.member(value) : await named(deps, value);
  const fits = member ? [userResource(member, deps.baseUrl)] : [];
  return sendList(reply, pageIn(request), fits);
}

async function create(deps: ScimDeps, request: FastifyRequest, reply: FastifyReply) {
  const { userName, name, organization, active } = readUser(request.body);
  if (!userName || !/^[^@\s]+@[^@\s]+$/.test(userName))
    return sendScimError(reply, 400, "userName is an e-mail address.", "invalidValue");
  const { authorities } = deps.catalogue.jurisdiction;
  if (!authorities.some(({ id }) => id === organization))
    return sendScimError(reply, 400, "organization is the id of an authority.", "invalidValue");
  if (active === false)
    return sendScimError(reply, 400, "Nobody is created who does not work here.", "invalidValue");
  if (await named(deps, userName))
    return sendScimError(reply, 409, "There is a user of this name.", "uniqueness");
  const details = { name: name ?? userName, email: userName, nationalId: null, networks: [] };
  const [lang = "en"] = deps.i18n.languages;
  const asked = { authority: organization ?? "", details, roles: [], lang };
  const invited = await inviteMember(deps, asked, occasionOf(request));
  if (!invited.ok) return refuseScim(reply, deps, invited.refusal);
  const member = await deps.staff.member(invited.value.id);
  return member ? show(deps, reply, member, 201) : sendScimError(reply, 500, "Not there.");
}

/** What was sent differs: details are changed, whoever leaves or comes back does so. */
async function change(
  deps: ScimDeps,
  member: StaffMember,
  sent: SentUser,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { id, standing } = member;
  if (sent.organization && sent.organization !== member.authority)
    return sendScimError(
      reply,
      400,
      "Nobody changes their authority: end and create.",
      "mutability",
    );
  const namesake = sent.userName ? await named(deps, sent.userName) : undefined;
  if (namesake && namesake.id !== id && namesake.standing !== "left")
    return sendScimError(reply, 409, "There is a user of this name.", "uniqueness");
  const { name, email, nationalId, networks } = member;
  const details = { name: sent.name ?? name, email: sent.userName ?? email, nationalId, networks };
  const back = sent.active === true && standing === "left";
  if (back) {
    const [lang = "en"] = deps.i18n.languages;
    const invited = await reinstateMember(deps, { member, details, lang }, occasionOf(request));
    if (!invited.ok) return refuseScim(reply, deps, invited.refusal);
  } else if (standing !== "left") {
    const changed = await deps.staff.give(
      id,
      { type: "change-details", details },
      occasionOf(request),
    );
    if (!changed.ok) return refuseScim(reply, deps, changed.refusal);
  }
  if (sent.active === false && standing !== "left") {
    const left = await memberLeaves(deps, id, occasionOf(request));
    if (!left.ok) return refuseScim(reply, deps, left.refusal);
  }
  const after = await deps.staff.member(id);
  return after ? show(deps, reply, after) : sendScimError(reply, 404, "There is no such user.");
}
