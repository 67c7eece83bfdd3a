import type { Answer, Client } from "../client.ts";
import type { Offered } from "./every-kind-given.ts";

/** How the same things are said in one country. */
export interface Government {
  readonly code: string;
  readonly offered: Offered;
  readonly person: string;
  readonly officer: string;
  /** Who serves at the first counter of this hall. */
  readonly operator: string;
  readonly hall: string;
  /** A mobile number as it is typed, and as it is kept. */
  readonly telephone: readonly [typed: string, kept: string];
  /** A number of the other country without its country code, which is none here. */
  readonly foreign: string;
  readonly shown: { readonly price: string; readonly fee: string };
  /** Somebody without an account, as an agent writes them down from their card. */
  readonly agent: string;
  /** The counter at which they sit, where they are not on their own. */
  readonly agentSeat?: string;
  readonly card: { readonly typed: string; readonly kept: string; readonly name: string };
}

export const rwanda: Government = {
  code: "rw",
  offered: { authority: "minaloc", role: "executive-secretary", currency: "RWF" },
  ...{ person: "mukamana-vestine", officer: "officer-nsengimana", agent: "mugabo-jean" },
  agentSeat: "2",
  ...{ operator: "uwase-claudine", hall: "kigali" },
  ...{ telephone: ["0788 123 456", "+250788123456"], foreign: "050 123 45 67" },
  shown: { price: "1,500 Frw", fee: "5 Frw" },
  card: { typed: "1 1980 7 0012345 0 12", kept: "1198070012345012", name: "Uwera Keza" },
};

export const azerbaijan: Government = {
  code: "az",
  offered: { authority: "internal-affairs", role: "identity-officer", currency: "AZN" },
  ...{ person: "quliyeva-aysel", officer: "officer-bagirov", agent: "agent-asgarov" },
  ...{ operator: "operator-aliyeva", hall: "baku" },
  ...{ telephone: ["070 123 45 67", "+994701234567"], foreign: "088 123 45" },
  shown: { price: "1,500 AZN", fee: "5 AZN" },
  card: { typed: "5ab 1c2d", kept: "5AB1C2D", name: "Keza Uwera" },
};

/** What is typed beside a telephone number on the page of contacts. */
export const texts = { name: "Ineza", story: "Once upon a time", mail: "a@example.org" };

/** Answers the service of every kind up to its last page. */
export async function toContact(person: Client): Promise<Answer> {
  await person.get("/services/every-kind");
  return fromNumbers(person, await person.post("/services/every-kind/start"));
}

/** The same from its first page on, whoever types. */
export async function fromNumbers(person: Client, numbers: Answer): Promise<Answer> {
  const day = { "day-day": "14", "day-month": "3", "day-year": "2026" };
  const typed = { pieces: "7", hectares: "1.5", price: "1,500", ...day };
  const choices = await person.post(numbers.path, typed);
  const chosen = { sure: "yes", colour: "red", colours: ["red", "blue"], country: "RW" };
  return person.post(choices.path, chosen);
}

/** Answers all of it; the page on which it is checked. */
export async function answered(person: Client, { telephone }: Government): Promise<Answer> {
  const contact = await toContact(person);
  return person.post(contact.path, { ...texts, telephone: telephone[0] });
}
