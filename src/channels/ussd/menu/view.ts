import type { Catalogue, Centre, Definition } from "../../../catalogue/index.ts";
import type { AskedWords, FormFacts } from "../../../form/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { At, In, PhoneState, Turn } from "../places.ts";

/** All that the menus may know when a key is pressed. Nothing here is asked for; it is given. */
export interface Desk {
  readonly t: Translate;
  readonly catalogue: Catalogue;
  readonly facts: FormFacts;
  /** The session's name at the gateway. */
  readonly session: string;
  readonly words: AskedWords;
  /** Is the telephone that of somebody we know? */
  readonly known: boolean;
  /** Level that the right PIN gives, as the government has settled it. */
  readonly pinLevel: number;
  readonly centres: readonly Centre[];
}

/** One place as it is shown and what keys do there. */
export interface View {
  readonly text: string;
  readonly options?: readonly Option[];
  /** What is typed here that is no key. */
  readonly typed?: (input: string) => Turn;
  /** 0 can be the answer here, so it does not go back. */
  readonly zero?: boolean;
  /** The session ends with its last page. */
  readonly ends?: boolean;
}

export interface Option {
  readonly label: string;
  readonly choose: () => Turn;
}

/** Makes the view of one kind of place. */
export type Show<A extends At> = (place: In<A>, state: PhoneState, desk: Desk) => View;
export type Shows<A extends At> = { readonly [Each in A]: Show<Each> };

/** Level of assurance that this session has now. */
export const levelOf = (state: PhoneState, { known, pinLevel }: Desk): number =>
  !known ? 0 : state.unlocked ? Math.max(1, pinLevel) : 1;

/** Level that a session can reach. */
export const reach = ({ pinLevel }: Desk): number => Math.max(1, pinLevel);

/** The service that is being applied for, in the version in which that began. */
export function applied({ applying }: PhoneState, { catalogue }: Desk): Definition {
  const def = applying && catalogue.version(applying.service, applying.version);
  if (!def) throw new Error("a place of an application, and none is being filled in");
  return def;
}
