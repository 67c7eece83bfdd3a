import type { MessageFacts } from "./templates.ts";

/**
 * The longest facts that occur, to preview a message and to measure it; November is the longest
 * month in two of the languages.
 */
export const longestFacts: MessageFacts = {
  reference: "7KQ3M-9XFRT",
  number: "880123456789",
  code: "123456",
  dial: "*182*7#",
  help: "+994 12 444 74 74",
  what: "Certified copy of the diploma and its transcript of marks",
  reason: "The institution is not recognised in the country where it awards degrees",
  time: "09:00-10:30",
  place: { words: { en: "Muhanga and Kamonyi districts service hall" } },
  ticket: "A1000",
  from: 115,
  to: 180,
  amount: { minor: 12_500_000, currency: "RWF" },
  date: { day: "2026-11-30" },
  ...{ status: "Information requested", ahead: 127, count: 1234, counter: "12" },
  link: `https://hamwe.gov.example/u/${"a".repeat(38)}`,
  state: "We called you and you did not come. Please take a new ticket, or ask at the entrance.",
  ...{ post: "Head of the One Stop Centre", list: "Two lines\nof text" },
  note: "Ask Baku for the lists first.",
  commitment: { words: { en: "Recognise each other's university degrees within ten days" } },
  service: {
    words: {
      en: "Recognition and equivalence of academic qualifications",
      rw: "Guhwanisha impamyabumenyi yatangiwe mu mahanga",
      fr: "Équivalence des diplômes délivrés à l’étranger",
      az: "Xarici ölkədə alınmış diplomun tanınması",
    },
  },
};
