import { randomBytes } from "node:crypto";
import { type OfficerId, ok, type Result, refuse } from "../../kernel/index.ts";
import type { Pool, Sql } from "../db/index.ts";
import { deriveKey } from "../http/index.ts";
import type { Security } from "../security/index.ts";
import {
  addPasskey,
  type Passkey,
  passkeyById,
  passkeysOf,
  removePasskey,
  type StoredPasskey,
  usePasskey,
} from "./passkey-store.ts";
import { hashOf, seal, unseal } from "./sealed.ts";
import { endSession, openSession } from "./sessions.ts";
import { useLogin } from "./used-logins.ts";

/** The `iss` of officers who sign in with passkeys alone; `sub` is their id. */
export const passkeyIssuer = "urn:hamwe:passkey";

/** How long a question to a device may be answered. */
const questionMinutes = 5;

/** What is asked of a device, for the page; `state` comes back with the answer. */
export interface PasskeyQuestion {
  /** WebAuthn options as JSON. */
  readonly options: object;
  /** Sealed: the challenge and what it is for. */
  readonly state: string;
}

/** What a page sends back: the sealed state, and the device's answer as JSON text. */
export interface PasskeyAnswer {
  readonly state: string;
  readonly answer: string;
}

/** What proves that somebody may add a passkey: a link that is being used, or their session. */
export type PasskeyProof = { readonly invitation: string } | { readonly session: string };

export interface Passkeys {
  /** Asks for any passkey of this site; of this officer alone where one is named. */
  askToProve(officer?: string): Promise<PasskeyQuestion>;
  /** Signs in at the level of staff. Refuses auth.passkey-refused. */
  signIn(answer: PasskeyAnswer, at: SigningIn): Promise<Result<PasskeySession>>;
  /** Opens the session of somebody whose passkey was added just now. */
  begin(officer: OfficerId, at: SigningIn): Promise<PasskeySession>;
  /** Records in their session that it is they. Refuses auth.passkey-refused. */
  prove(answer: PasskeyAnswer, of: OwnSession): Promise<Result<true>>;
  askToAdd(officer: { readonly id: string; readonly name: string }): Promise<PasskeyQuestion>;
  /** Adds a passkey. Refuses auth.passkey-refused, auth.proof-needed. */
  add(answer: PasskeyAnswer, adding: Adding, sql?: Sql): Promise<Result<Passkey["id"]>>;
  /** Removes one of several. Refuses auth.proof-needed, also for the last that signs them in. */
  remove(id: string, of: OwnSession): Promise<Result<true>>;
  of(officer: string): Promise<readonly Passkey[]>;
}

export interface SigningIn {
  readonly device?: string | undefined;
  /** The cookie of the session that this browser had; it ends. */
  readonly replaces?: string | undefined;
}

export interface OwnSession {
  readonly officer: OfficerId;
  /** The cookie of the session. */
  readonly session: string;
}

export interface Adding {
  readonly officer: OfficerId;
  readonly proof: PasskeyProof;
  readonly device?: string | undefined;
  /** The instant of the act by which an invitation is used. */
  readonly now?: Date;
}

export interface PasskeySession {
  readonly officer: OfficerId;
  /** For the cookie. */
  readonly session: string;
}

interface State {
  readonly challenge: string;
  readonly to: "prove" | "add";
  readonly officer: string | undefined;
  readonly until: number;
}

export interface PasskeyNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly secret: string;
  readonly baseUrl: string;
  readonly security?: Pick<Security, "record" | "note">;
}

const refused = () => refuse("not-allowed", "auth.passkey-refused");

/**
 * Passkeys by WebAuthn (Level 3). A device must show that its holder unlocked it, by finger, face
 * or PIN: that is what makes it worth the level of staff. Challenges count once and for five
 * minutes; they are kept nowhere, but sealed in the page.
 */
export function makePasskeys(needs: PasskeyNeeds): Passkeys {
  const { sql, clock, secret, baseUrl, security } = needs;
  const key = deriveKey(secret, "passkey questions");
  const { hostname: rpID, origin } = new URL(baseUrl);
  const library = () => import("@simplewebauthn/server");

  const question = (
    options: { readonly challenge: string },
    state: Pick<State, "to" | "officer">,
  ) => {
    const until = clock().getTime() + questionMinutes * 60_000;
    const text = JSON.stringify({ ...state, challenge: options.challenge, until });
    return { options, state: seal(key, Buffer.from(text)).toString("base64url") };
  };

  /** The state of a question that is answered for the first time. */
  async function opened(sealed: string, to: State["to"]): Promise<State | undefined> {
    const text = unseal(key, Buffer.from(sealed.slice(0, 2_000), "base64url"));
    if (!text) return undefined;
    const state = JSON.parse(text.toString()) as State;
    if (state.to !== to || state.until <= clock().getTime()) return undefined;
    const once = { state: `passkey ${state.challenge}`, until: state.until };
    return (await useLogin(sql, once)) ? state : undefined;
  }

  /** The officer whose passkey answered; undefined where anything about it is wrong. */
  async function proved({ state: sealed, answer }: PasskeyAnswer): Promise<OfficerId | undefined> {
    const state = await opened(sealed, "prove");
    const response = state && parsed<{ id?: unknown }>(answer);
    const stored =
      typeof response?.id === "string" ? await passkeyById(sql, response.id) : undefined;
    if (!state || !stored || (state.officer && state.officer !== stored.officer)) return undefined;
    const counter = await checked(state, stored, response);
    if (counter === undefined) return undefined;
    return (await usePasskey(sql, stored, counter, clock())) ? stored.officer : undefined;
  }

  async function checked(state: State, stored: StoredPasskey, response: unknown) {
    const { verifyAuthenticationResponse } = await library();
    type Options = Parameters<typeof verifyAuthenticationResponse>[0];
    const { id, counter, transports } = stored;
    const credential = { id, counter, transports, publicKey: new Uint8Array(stored.publicKey) };
    return verifyAuthenticationResponse({
      response: response as Options["response"],
      expectedChallenge: state.challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      credential: credential as Options["credential"],
    }).then(
      ({ verified, authenticationInfo }) => (verified ? authenticationInfo.newCounter : undefined),
      () => undefined,
    );
  }

  async function begin(officer: OfficerId, { device, replaces }: SigningIn) {
    const now = clock();
    if (replaces) await endSession(sql, replaces, now);
    const opening = { of: { officer }, shared: false, device, provedAt: now };
    const session = await openSession(sql, opening, now);
    const actor = `officer:${officer}`;
    await security?.record({ kind: "signed-in", actor, facts: { issuer: "passkey" } });
    return { officer, session };
  }

  return {
    async askToProve(officer) {
      const { generateAuthenticationOptions } = await library();
      const own = officer ? await passkeysOf(sql, officer) : [];
      const options = await generateAuthenticationOptions({
        ...{ rpID, userVerification: "required", challenge: randomBytes(32) },
        ...(own.length > 0 && { allowCredentials: own.map(({ id }) => ({ id })) }),
        timeout: questionMinutes * 60_000,
      });
      return question(options, { to: "prove", officer });
    },
    async signIn(answer, at) {
      const officer = await proved(answer);
      if (!officer) {
        security?.note({ kind: "sign-in-refused", facts: { code: "auth.passkey-refused" } });
        return refused();
      }
      return ok(await begin(officer, at));
    },
    begin,
    async prove(answer, { officer, session }) {
      if ((await proved(answer)) !== officer) return refused();
      await sql`
        update auth.session set proved_at = ${clock()}
        where id_hash = ${hashOf(session)} and officer = ${officer}`;
      return ok(true);
    },
    async askToAdd({ id, name }) {
      const { generateRegistrationOptions } = await library();
      const own = await passkeysOf(sql, id);
      const options = await generateRegistrationOptions({
        ...{ rpName: "Hamwe", rpID, userName: name, userDisplayName: name },
        userID: new Uint8Array(Buffer.from(id)),
        challenge: randomBytes(32),
        attestationType: "none",
        excludeCredentials: own.map((each) => ({ id: each.id })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        timeout: questionMinutes * 60_000,
      });
      return question(options, { to: "add", officer: id });
    },
    async add({ state: sealed, answer }, { officer, proof, device, now = clock() }, tx = sql) {
      const state = await opened(sealed, "add");
      const response = parsed<object>(answer);
      if (!response || state?.officer !== officer) return refused();
      const credential = await registered(state, response);
      if (!credential) return refused();
      const hash = hashOf("invitation" in proof ? proof.invitation : proof.session);
      const { synced, id, publicKey, counter, transports = [] } = credential;
      const passkey = { id, publicKey, counter, transports, synced, device: device ?? null };
      const added = await addPasskey(tx, hash, { officer, key: passkey }, now);
      if (!added) return refuse("not-allowed", "auth.proof-needed");
      const actor = `officer:${officer}`;
      await security?.record({ kind: "passkey-added", actor, about: actor });
      return ok(id);
    },
    async remove(id, { officer, session }) {
      const removed = await removePasskey(sql, hashOf(session), id, clock());
      if (!removed) return refuse("not-allowed", "auth.proof-needed");
      const actor = `officer:${officer}`;
      await security?.record({ kind: "passkey-removed", actor, about: actor });
      return ok(true);
    },
    of: (officer) => passkeysOf(sql, officer),
  };

  async function registered({ challenge }: State, response: object) {
    const { verifyRegistrationResponse } = await library();
    type Options = Parameters<typeof verifyRegistrationResponse>[0];
    return verifyRegistrationResponse({
      response: response as Options["response"],
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }).then(
      ({ registrationInfo: info }) =>
        info && { ...info.credential, synced: info.credentialBackedUp },
      () => undefined,
    );
  }
}

/** JSON of a page; undefined where it is none, or no object. */
function parsed<Shape extends object>(text: string): Shape | undefined {
  if (text.length > 20_000) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Shape) : undefined;
  } catch {
    return undefined;
  }
}
