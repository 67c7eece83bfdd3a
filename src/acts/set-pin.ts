import type { Person, Pins } from "../platform/auth/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { ActDeps } from "./deps.ts";
import { addressesOf } from "./tell.ts";

type Deps = Pick<ActDeps, "clock" | "calendar" | "messages"> & { readonly pins: Pins };

/** Sets a person's PIN for the telephone, and notifies them: they may not be who set it. */
export async function setPin(
  { clock, calendar, messages, pins }: Deps,
  person: Person,
  { pin, lang }: { readonly pin: string; readonly lang: Lang },
): Promise<void> {
  const now = clock();
  await pins.set(person.id, pin, now);
  const { timeZone } = calendar();
  const time = now.toLocaleTimeString("sv-SE", { timeZone, timeStyle: "short" });
  await messages.send({
    id: `pin-set:${person.id}:${now.getTime()}`,
    personId: person.id,
    to: addressesOf(person),
    lang,
    template: "pin-set",
    facts: { time },
  });
}
