import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { rememberPerson } from "../../src/platform/auth/index.ts";
import { openSession } from "../../src/platform/auth/sessions.ts";
import { newId } from "../../src/platform/db/index.ts";
import { formsOf } from "../page-forms.ts";
import { startTown, type Town } from "../town.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const crowd = 500;
const centre = "kigali";
const topic = "civil-status-and-identity";

/** Somebody with a page open on which one press books this time. */
async function aboutToBook(number: number, at: string) {
  const { sql, http } = town.app;
  const now = town.now();
  const nobody = { givenName: null, familyName: null, birthDate: null, nationality: null };
  const claimed = {
    ...{ iss: "urn:crowd", sub: `person-${number}`, name: `Person ${number}`, ...nobody },
    ...{ nationalId: null, phone: null, email: null, language: "en", level: 2 as const },
  };
  const { id } = await rememberPerson(sql, claimed, { id: newId(), now });
  const of = { person: id, level: 2 as const };
  const session = await openSession(sql, { of, shared: false }, now);
  const query = new URLSearchParams({ topic, at });
  const page = await http.inject({
    url: `/centres/${centre}/book?${query}`,
    headers: { cookie: `session=${session}; lang=en` },
  });
  const [form] = formsOf(page.body, "").filter(({ action }) => action.endsWith("/book"));
  assert.ok(form, page.body.slice(0, 300));
  const visit = page.cookies.find(({ name }) => name === "visit")?.value;
  return {
    person: id,
    // Over a connection of their own, as from another telephone.
    press: async () => {
      const answer = await fetch(new URL(form.action, town.url), {
        method: "POST",
        redirect: "manual",
        headers: { cookie: `session=${session}; visit=${visit}; lang=en` },
        body: new URLSearchParams([...form.set, ["party", "1"]] as [string, string][]),
      });
      await answer.arrayBuffer();
      return answer;
    },
  };
}

test("Of five hundred who press at one moment, as many have a time as there is room", async () => {
  const { appointments } = town.app.parts;
  const day = "2026-11-25";
  const before = await appointments.freeSlots(centre, topic, day);
  const [first, second] = before;
  assert.ok(first && second);
  const places = first.free + second.free;
  const people = [];
  for (let number = 0; number < crowd; number++)
    people.push(await aboutToBook(number, (number % 2 ? first : second).startsAt.toISOString()));
  const answers = await Promise.all(people.map(({ press }) => press()));
  assert.deepEqual(
    answers.filter(({ status }) => status !== 303).map(({ status }) => status),
    [],
    "each has a time or is shown the others",
  );
  const booked = answers.filter(({ headers }) =>
    headers.get("location")?.startsWith("/appointments/"),
  );
  assert.equal(booked.length, places);
  const rows = await town.app.sql<{ times: number }[]>`
    select void_at, count(*)::int as times from centres.appointment
    where person = any(${people.map(({ person }) => person)}::uuid[]) group by void_at`;
  assert.deepEqual(
    rows.map(({ times }) => times).sort(),
    [first.free, second.free].sort(),
    "no place twice, none left",
  );
  const left = await appointments.freeSlots(centre, topic, day);
  const isTaken = ({ startsAt }: { startsAt: Date }) =>
    [first, second].some((slot) => slot.startsAt.getTime() === startsAt.getTime());
  assert.equal(left.filter((slot) => isTaken(slot) && slot.free > 0).length, 0);
  assert.equal(town.app.sql.counts().waiting, 0);
});
