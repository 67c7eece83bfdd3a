import { expectedFor } from "../../src/centres/expected.ts";
import { type Chance, chanceOf, type Day, type Visit } from "../../src/centres/queue/index.ts";
import { seriesOf } from "../../src/centres/series.ts";
import {
  ASAN,
  COUNTER_MINUTES,
  DESKS,
  type HallTopic,
  LAST_TICKET,
  OPENS,
  PEOPLE,
  peaks,
  TOPICS,
} from "./hall.ts";

const MOST_IN_A_FAMILY = 5;

/** Two, and so on: each further one half as likely as the one before. */
function partySize(chance: Chance): number {
  if (!chance.happens(PEOPLE.families)) return 1;
  let party = 2;
  while (party < MOST_IN_A_FAMILY && chance.happens(0.5)) party += 1;
  return party;
}

const meanFamilyFactor = () => {
  const members = [1 / 2, 1 / 4, 1 / 8, 1 / 8];
  const further = members.reduce((sum, share, i) => sum + share * (i + 1), 0);
  return 1 + PEOPLE.families * PEOPLE.perMember * further;
};

const formFactor = ({ form }: HallTopic) =>
  form ? 1 - PEOPLE.formFilledIn * (1 - PEOPLE.formSaves) : 1;

/** Minutes that one who comes takes in the mean. */
const MEAN_MINUTES =
  TOPICS.reduce((sum, topic) => sum + topic.share * topic.minutes * formFactor(topic), 0) *
  meanFamilyFactor();

/** How many come on a day of this load. */
export const comingAt = (load: number): number =>
  (load * COUNTER_MINUTES) / MEAN_MINUTES / (1 - PEOPLE.missedForEver);

function topicOf(chance: Chance): HallTopic {
  let rest = chance.uniform();
  for (const topic of TOPICS) {
    rest -= topic.share;
    if (rest < 0) return topic;
  }
  const [first] = TOPICS;
  if (!first) throw new Error("a hall without topics");
  return first;
}

interface Coming {
  readonly since: number;
  readonly appointment?: number;
}

function visitOf(id: string, coming: Coming, chance: Chance): Visit {
  const topic = topicOf(chance);
  const party = partySize(chance);
  const filled = chance.happens(PEOPLE.formFilledIn) && topic.form;
  const priority = chance.happens(PEOPLE.priority);
  const missing = chance.uniform();
  const mean =
    topic.minutes * (filled ? PEOPLE.formSaves : 1) * (1 + PEOPLE.perMember * (party - 1));
  // What the hall reckons with, by its own rule.
  const expectedMinutes = expectedFor(topic.minutes, { party, prepared: filled });
  const series = seriesOf({
    ...{ group: priority ? "law" : null, appointment: coming.appointment },
    ...{ party, prepared: filled },
  });
  return {
    ticket: {
      ...{ ...coming, id, topic: topic.id, priority, party, expectedMinutes },
      line: `${topic.id} ${series}`,
    },
    minutes: chance.lognormal(mean, topic.variation),
    missedCalls:
      missing < PEOPLE.missedForEver
        ? Number.POSITIVE_INFINITY
        : Number(missing < PEOPLE.missedForEver + PEOPLE.missedOnce),
  };
}

/** Walk-ins: a Poisson process that follows the peaks, by thinning one of the highest rate. */
function walkIns(count: number, chance: Chance): Coming[] {
  const minutes = LAST_TICKET - OPENS;
  const grid = Array.from({ length: minutes }, (_, i) => peaks(OPENS + i + 0.5));
  const scale = count / grid.reduce((sum, one) => sum + one, 0);
  const highest = Math.max(...grid) * 1.01;
  const times: Coming[] = [];
  for (let at = OPENS; ; ) {
    at += chance.exponential(highest * scale);
    if (at >= LAST_TICKET) return times;
    if (chance.happens(peaks(at) / highest)) times.push({ since: at });
  }
}

/**
 * When one with an appointment is let in: not before the house rule, and without it when too late.
 */
function letIn(appointment: number, chance: Chance): Coming {
  const kind = chance.uniform();
  const early = chance.normal(ASAN.earlyMean, ASAN.earlyDeviation);
  const [late, near] = [chance.exponential(1 / ASAN.lateMean), chance.uniform()];
  const at =
    kind < ASAN.early
      ? appointment - early
      : kind < ASAN.early + ASAN.late
        ? appointment + late
        : appointment - near * ASAN.letInBefore;
  const since = Math.max(at, appointment - ASAN.letInBefore, OPENS);
  return since > appointment + ASAN.voidAfter ? { since } : { since, appointment };
}

function appointments(count: number, chance: Chance): Coming[] {
  const slots = Math.floor((LAST_TICKET - OPENS) / PEOPLE.slotMinutes);
  const booked = Math.round(count / (1 - ASAN.noShow));
  const times = Array.from({ length: booked }, (_, i) => (i * slots) / booked);
  return times.flatMap((slot) => {
    const coming = letIn(OPENS + Math.floor(slot) * PEOPLE.slotMinutes, chance);
    return chance.happens(ASAN.noShow) ? [] : [coming];
  });
}

/** All who come on one day, with all chance already drawn: the same for every policy. */
export function dayOf(seed: number, load: number): Day {
  const chance = chanceOf(seed);
  const count = comingAt(load);
  const coming = [
    ...walkIns(count * (1 - PEOPLE.appointments), chance),
    ...appointments(count * PEOPLE.appointments, chance),
  ];
  const visits = coming.map((one, i) => visitOf(`${i}`, one, chance));
  return { visits, desks: DESKS };
}
