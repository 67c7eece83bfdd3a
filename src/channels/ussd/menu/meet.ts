import type { Centre } from "../../../catalogue/index.ts";
import type { In, Meeting, PhoneState, Place } from "../places.ts";
import { behindPin, go } from "./moves.ts";
import type { Desk, Option, Shows } from "./view.ts";

type Kinds =
  | "meet"
  | "centres"
  | "wait-centre"
  | "topics"
  | "days"
  | "slots"
  | "book"
  | "meetings"
  | "meeting"
  | "ticket";

/** Coming to a hall: a time to come, and how long a ticket still waits. */
export const meeting: Shows<Kinds> = {
  meet: (_place, state, { t }) => ({
    text: t("ussd.meet"),
    options: (
      [
        ["book", { at: "centres" }],
        ["mine", { at: "pin", want: "meetings" }],
        ["wait", { at: "wait-centre" }],
      ] as const satisfies readonly (readonly [string, Place])[]
    ).map(([key, place]) => ({
      label: t(`ussd.meet-${key}`),
      choose: () => (place.at === "pin" ? behindPin(state, place.want) : go(state, place)),
    })),
  }),
  centres: (_place, state, desk) => {
    if (!desk.known) return { text: desk.t("ussd.unknown-phone") };
    const open = desk.centres.filter(({ topics }) => topics.some(({ slots }) => slots));
    return centresIn(open, desk, (centre) => go(state, { at: "topics", centre: centre.id }));
  },
  "wait-centre": (_place, state, desk) =>
    centresIn(desk.centres, desk, (centre) => go(state, { at: "ticket", centre: centre.id })),
  topics: ({ centre }, state, desk) => ({
    text: desk.t("ussd.topics"),
    options: (centreIn(desk, centre)?.topics ?? [])
      .filter(({ slots }) => slots)
      .map(({ id, name }) => ({
        label: desk.t.words(name),
        choose: () => ({ state, effect: { do: "days" as const, centre, topic: id } }),
      })),
  }),
  days: ({ centre, topic, days }, state, { t }) => ({
    text: t(days.length > 0 ? "ussd.days" : "ussd.no-days"),
    options: days.map((day) => ({
      label: t.date(day),
      choose: () => ({ state, effect: { do: "slots" as const, centre, topic, day } }),
    })),
  }),
  slots: ({ centre, topic, slots }, state, desk) => ({
    text: desk.t(slots.length > 0 ? "ussd.slots" : "ussd.no-days"),
    options: slots.map((startsAt) => ({
      label: hourIn(startsAt, desk),
      choose: () => go(state, { at: "book", centre, topic, startsAt }),
    })),
  }),
  book: (place, state, desk) => ({
    text: `${placeIn(place, desk)}\n${whenIn(place.startsAt, desk)}`,
    options: [
      {
        label: desk.t("ussd.book"),
        choose: () => {
          const { centre, topic, startsAt } = place;
          return { state, effect: { do: "book" as const, centre, topic, startsAt } };
        },
      },
    ],
  }),
  meetings: ({ rows }, state, desk) => ({
    text: desk.t(rows.length > 0 ? "ussd.meetings" : "ussd.meetings-none"),
    options: rows.map((row) => ({
      label: whenIn(row.startsAt, desk),
      choose: () => go(state, { at: "meeting", row }),
    })),
  }),
  meeting: ({ row }, state, desk) => ({
    text:
      `${nameOf(desk, row.centre)}\n` +
      `${whenIn(row.startsAt, desk)}\n${desk.t("ussd.meeting-code", { code: row.code })}`,
    options: [cancelling(row, state, desk)],
  }),
  ticket: ({ centre }, state, desk) => ({
    text: desk.t("ussd.ticket"),
    options: (centreIn(desk, centre)?.topics ?? []).map(({ id, name }) => ({
      label: desk.t.words(name),
      choose: () => ({ state, effect: { do: "wait" as const, centre, topic: id } }),
    })),
    typed: (number) => ({ state, effect: { do: "wait", centre, number } }),
  }),
};

function centresIn(
  centres: readonly Centre[],
  { t }: Desk,
  choose: (centre: Centre) => ReturnType<typeof go>,
) {
  return {
    text: t(centres.length > 0 ? "ussd.centres" : "ussd.no-centres"),
    options: centres.map((centre) => ({
      label: t.words(centre.name),
      choose: () => choose(centre),
    })),
  };
}

const cancelling = ({ id }: Meeting, state: PhoneState, { t }: Desk): Option => ({
  label: t("ussd.cancel"),
  choose: () => ({ state, effect: { do: "cancel", id } }),
});

const centreIn = ({ centres }: Desk, id: string) => centres.find((centre) => centre.id === id);
const nameOf = (desk: Desk, id: string): string => desk.t.words(centreIn(desk, id)?.name) || id;

function placeIn({ centre, topic }: In<"book">, desk: Desk): string {
  const match = centreIn(desk, centre)?.topics.find(({ id }) => id === topic);
  return `${nameOf(desk, centre)}: ${desk.t.words(match?.name)}`;
}

const whenIn = (at: string, { t, catalogue }: Desk): string =>
  t.dateTime(at, catalogue.jurisdiction.timeZone);

/** Only the hour: the day was chosen on the screen before. */
const hourIn = (at: string, desk: Desk): string => whenIn(at, desk).split(", ").at(-1) ?? at;
