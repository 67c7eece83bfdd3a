/** How a letter would look: one of an invented case, in words that are not in force yet. */
import type { StampedCaseEvent } from "../cases/index.ts";
import type { Definition, LetterText } from "../catalogue/index.ts";
import { makeReference } from "../kernel/index.ts";
import type { Lang, Translate } from "../platform/i18n/index.ts";
import { type DecidedCase, drawDecided } from "./decision-letter.ts";
import type { ActDeps } from "./deps.ts";
import { type LetterName, type LetterPlace, letterKey } from "./letter-words.ts";
import {
  drawAppointment,
  drawReceipt,
  drawRefundReceipt,
  drawTicket,
  type LetterNeeds,
} from "./slips.ts";

/** The cases in which a letter says something different. */
export const samples = {
  granted: ["granted", "granted-unpaid"],
  refused: ["refused", "refused-for-good"],
  appeal: ["appeal-waits", "appeal-decided", "appeal-granted", "appeal-again"],
  receipt: ["receipt", "receipt-refunded"],
  refund: ["refund"],
  appointment: ["appointment"],
  ticket: ["ticket"],
} as const satisfies Readonly<Record<LetterName, readonly string[]>>;

export type Sample = (typeof samples)[LetterName][number];

type Needs = LetterNeeds & Pick<ActDeps, "clock">;

/** The service itself; for the words of all, one that says the most. */
function serviceOf({ catalogue }: Needs, service: string): Definition | undefined {
  const { services } = catalogue;
  const says = ({ appeal, output, fees }: Definition) =>
    appeal !== undefined && output !== undefined && fees.length > 0;
  return catalogue.current(service) ?? services.find(says) ?? services[0];
}

type AppealOutcome = NonNullable<Definition["appeal"]>["outcomes"][number];

const endOf = (outcome: AppealOutcome | undefined) =>
  outcome && "end" in outcome.to ? outcome.to.end : undefined;

/** What the invented appeal led to; where the service has no such outcome, that nothing changes. */
function outcomeOf(appeal: Definition["appeal"], sample: Sample): AppealOutcome | undefined {
  const ends = { "appeal-granted": "granted", "appeal-again": undefined } as const;
  const end = sample in ends ? ends[sample as keyof typeof ends] : "refused";
  const leadsTo = (wanted: typeof end) => appeal?.outcomes.find((each) => endOf(each) === wanted);
  return leadsTo(end) ?? leadsTo("refused");
}

function caseOf(needs: Needs, definition: Definition, sample: Sample, t: Translate): DecidedCase {
  const at = needs.clock().toISOString();
  const isAppealed = sample.startsWith("appeal");
  const { appeal, ...forGood } = definition;
  const chosen = outcomeOf(appeal, sample);
  const isGranted = sample.startsWith("granted") || (isAppealed && endOf(chosen) === "granted");
  const ground = definition.process?.refusalReasons[0]?.id;
  const unpaid = sample === "granted-unpaid" && "granted-awaiting-payment";
  const waits = sample === "appeal-waits" && "in-appeal";
  const again = sample === "appeal-again" && endOf(chosen) === undefined && "in-review";
  const stamp = { at, command: "sample" };
  const lodged = { type: "AppealLodged", data: { text: "appeal", tasks: [] }, ...stamp } as const;
  const decided: StampedCaseEvent = {
    ...{ type: "AppealDecided", ...stamp },
    data: { outcome: chosen?.id ?? "", by: "", reason: { text: "appeal" } },
  };
  return {
    definition: sample === "refused-for-good" ? forGood : definition,
    asked: { applicant: { name: t("settings.letters.sample-name"), phone: null } },
    history: isAppealed ? [lodged, ...(waits ? [] : [decided])] : [],
    statements: new Map([
      ["reason", t("settings.letters.sample-reason")],
      ["appeal", t("settings.letters.sample-reason")],
    ]),
    state: {
      status: unpaid || waits || again || (isGranted ? "granted" : "refused"),
      submitted: { reference: makeReference(new Uint8Array(18)), at },
      decision: {
        ...{ outcome: isGranted ? "granted" : "refused", at },
        ...(!isGranted && { reason: { text: "reason", ...(ground && { code: ground }) } }),
      },
    },
  };
}

/** A ticket or an appointment of nobody, at the first centre, for this service alone. */
function drawSampleSlip(
  needs: Needs & { readonly letters: Readonly<Record<string, LetterText>> },
  slip: "ticket" | "appointment",
  { id: service, title }: Definition,
  lang: Lang,
): Promise<Uint8Array> | undefined {
  const { clock, catalogue } = needs;
  const centre = catalogue.jurisdiction.centres?.[0];
  const [first] = centre?.topics ?? [];
  if (!centre || !first) return undefined;
  const topic = { ...first, name: title, services: [service] };
  const here = { ...centre, topics: [topic] };
  const both = { id: "sample", topic: topic.id, centre: centre.id, party: 1 };
  if (slip === "ticket") {
    const ticket = { ...both, number: `${topic.letter}001`, token: "sample", takenAt: clock() };
    return drawTicket(needs, { ticket, centre: here }, lang);
  }
  const appointment = { ...both, service, code: "K7M4", startsAt: clock() };
  return drawAppointment({ ...needs, centres: { find: () => here } }, appointment, lang);
}

/**
 * A letter of an invented case as PDF, with these words at this place and, elsewhere, those in
 * force. Undefined where the government offers no service.
 */
export async function drawSampleLetter(
  needs: Needs,
  place: LetterPlace,
  own: LetterText | undefined,
  sample: Sample,
): Promise<Uint8Array | undefined> {
  const { catalogue, i18n } = needs;
  const definition = serviceOf(needs, place.service);
  if (!definition) return undefined;
  const { lang } = place;
  const { [letterKey(place)]: _, ...others } = catalogue.jurisdiction.letters ?? {};
  const letters = {
    ...others,
    ...(own && { [letterKey({ ...place, service: definition.id })]: own }),
  };
  const deps = { ...needs, letters };
  if (place.letter === "ticket" || place.letter === "appointment")
    return drawSampleSlip(deps, place.letter, definition, lang);
  const t = i18n.for(lang);
  const application = caseOf(needs, definition, sample, t);
  const authority = catalogue.jurisdiction.authorities.find(
    ({ id }) => id === definition.authority,
  );
  const at = needs.clock().toISOString();
  const money = { minor: 0, currency: catalogue.jurisdiction.currency };
  const bill = {
    ...{ issuedAt: at, paidAt: at, money, words: definition.title, number: "880000000000" },
    status: sample === "receipt-refunded" ? ("refunded" as const) : ("paid" as const),
  };
  const attempt = { id: "sample", provider: "cash" };
  if (place.letter === "receipt") return drawReceipt(deps, { application, bill, attempt }, lang);
  if (place.letter === "refund") {
    const refund = { id: "sample", money, proposedAt: at, answeredAt: at, outsideRef: "0" };
    return drawRefundReceipt(deps, { application, bill, attempt, refund }, lang);
  }
  const signed = [{ name: t("settings.letters.sample-officer"), role: authority?.name ?? {} }];
  return drawDecided(deps, application, { lang, signed });
}
