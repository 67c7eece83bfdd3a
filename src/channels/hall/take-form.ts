import type { NewTicket, Topic } from "../../centres/index.ts";
import { type CommandId, isUuid, type Refusal, readTelephone } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { type FormFields, textOf } from "../../platform/http/index.ts";
import type { Place } from "./place.ts";

/** The largest group that can be chosen by touch for one ticket. */
export const parties = [1, 2, 3, 4, 5, 6] as const;

/** What was chosen and typed; `problem` where the phone number is none. */
export interface Typed {
  readonly group: string;
  readonly party: number;
  /** Whether the form is filled in already. */
  readonly prepared: boolean;
  readonly phone: string;
  readonly key: string;
  readonly problem?: string;
}

export const nothingTyped = (): Typed => ({
  ...{ group: "", party: 1, prepared: false, phone: "", key: newId() },
});

/**
 * The form as it was sent, read into a wish for a ticket; a typed phone that is none is a problem.
 */
export function readTake(
  { deps, centre, t }: Place,
  topic: string,
  form: FormFields,
): { readonly typed: Typed; readonly wanted: NewTicket } {
  const key = textOf(form, "key");
  const typed: Typed = {
    group: textOf(form, "group"),
    party: Number(textOf(form, "party") || "1"),
    prepared: textOf(form, "prepared") === "yes",
    phone: textOf(form, "phone").trim().slice(0, 30),
    key: isUuid(key) ? key : newId(),
  };
  const { telephone } = deps.catalogue.jurisdiction;
  const phone = readTelephone(typed.phone, telephone);
  const request: NewTicket = {
    ...{ centre: centre.id, topic, lang: t.lang, party: typed.party },
    prepared: typed.prepared,
    key: typed.key as CommandId,
    ...(typed.group !== "" && { group: typed.group }),
    ...(phone !== undefined && { phone }),
  };
  if (typed.phone === "" || phone !== undefined) return { typed, wanted: request };
  return {
    typed: { ...typed, problem: t("hall.take.phone-wrong", { example: telephone.example }) },
    wanted: request,
  };
}

export const refusalWords = ({ t }: Place, { code, facts }: Refusal): string =>
  t.refusal({ code, facts });

export const topicOf = ({ centre }: Place, id: string): Topic | undefined =>
  centre.topics.find((topic) => topic.id === id);
