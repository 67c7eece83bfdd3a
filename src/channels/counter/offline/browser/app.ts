// What the pages of the offline counter are made from.
import type { Lang, Translate } from "../../../../platform/i18n/index.ts";
import type { Content } from "../../../components/index.ts";
import type { Device } from "./device.ts";
import type { DeviceInfo } from "./items.ts";
import type { Offer } from "./offer.ts";
import type { ServerState } from "./sync.ts";
import type { Vault } from "./vault.ts";

/** What the device knows of the network. */
export interface Network {
  readonly online: boolean;
  /** Nobody who may serve here is signed in. */
  readonly signIn: boolean;
  /** Somebody is signed in, who does not work with this device. */
  readonly otherRole?: boolean;
  readonly revoked: boolean;
  /** The server answers, but something could not be delivered. */
  readonly trouble?: boolean;
  /** By how many minutes the device's clock is behind the server's; below zero, ahead. */
  readonly minutesOff?: number;
  /** Who is signed in, and whether they have a PIN of their own for work without network. */
  readonly officer?: ServerState["officer"];
}

/** A page to show, or the address (`#/…`) to go to instead. */
export type Shown =
  | { readonly goTo: string }
  | { readonly content: Content; readonly goTo?: undefined };

/** What every page is made from. `device` is there while it is unlocked. */
export interface App {
  readonly t: Translate;
  readonly offer: Offer;
  readonly net: Network;
  readonly info: DeviceInfo | undefined;
  readonly device: Device | undefined;
  /** Whether the browser promised not to clear what is stored; undefined while it has not said. */
  readonly lasting: boolean | undefined;
  /** How many items on this device are not with the office or in the hall yet. */
  readonly waiting: number;
  /** It locked itself, because nobody used it. */
  readonly wasIdle: boolean;
  /** All questions of a form on one page; the operators of a device choose otherwise. */
  readonly whole: boolean;
  wordsIn(lang: Lang): Translate;
  /** Contacts the server, and delivers what is ready. */
  contact(): Promise<void>;
  unlocked(vault: Vault): Promise<Shown>;
  chooseWhole(whole: boolean): Promise<void>;
}

/** The app of a device that is set up and unlocked. */
export interface OpenApp extends App {
  readonly info: DeviceInfo;
  readonly device: Device;
}
