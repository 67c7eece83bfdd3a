import { goodRulings } from "../good-service.fixture.ts";
import { finds } from "./mistakes.fixture.ts";

finds([
  [
    "A law without source",
    ', source: "https://example.org/law", checkedOn: 2026-11-23',
    "",
    /the law `mining-law` has no source/,
  ],
  [
    "A source that nobody dated",
    ', source: "https://example.org/law", checkedOn: 2026-11-23',
    ', source: "https://example.org/law"',
    /does not say when/,
  ],
  [
    "A tariff without source",
    "{amount: 500, illustrative: true}",
    "{amount: 500}",
    /the amount of `permit` has no source/,
  ],
  [
    "A promise without source",
    "    grantBlockedBy: blast = true\n    illustrative: true",
    "    grantBlockedBy: blast = true",
    /the promised time has no source/,
  ],
  [
    "A chosen time without source",
    "limit: P3D, illustrative: true}",
    "limit: P3D}",
    /the time `P3D` has no source/,
  ],
  [
    "A chosen time that never holds",
    '{when: stone = "sand", limit',
    "{when: 1 > 2, limit",
    /this time is never reached/,
  ],
  [
    "A fee before a stage that is not there",
    "due: before decision",
    "due: before nowhere",
    /`nowhere` leads nowhere/,
  ],
  [
    "A fee before the stage in which a case begins",
    "due: before decision, when: findings.intake.depth > 50, amount: findings.intake.depth * 10",
    "due: before intake, amount: 10",
    /`intake` is where a case begins: the fee `survey` is due at submission/,
  ],
  [
    "A fee that a service without stages would never ask for",
    "rulings:",
    "fees: {paper: {title: Paper, currency: RWF, due: grant, amount: 5, illustrative: true}}\nrulings:",
    /the fee `paper` is never due/,
    goodRulings,
  ],
  [
    "A validity of one kind without source",
    "validFor: P1Y, illustrative: true}",
    "validFor: P1Y}",
    /the validity `P1Y` has no source/,
  ],
  [
    "A validity that never holds",
    "{when: findings.intake.depth > 40, validFor",
    "{when: 1 > 2, validFor",
    /this validity is never reached/,
  ],
  ["A range that is none", "amount: 0, upTo: 30", "amount: 40, upTo: 30", /that is no range/],
  [
    "A range beside tariffs",
    "    due: submit\n    tariffs",
    "    due: submit\n    upTo: 5\n    tariffs",
    /belongs to one of the tariffs of `permit`/,
  ],
  [
    "An entitlement without source",
    "text: Everybody is advised., illustrative: true}",
    "text: Everybody is advised.}",
    /the entitlement `advice` has no source/,
  ],
  [
    "An entitlement by a law that is not there",
    "law: mining-law, illustrative: true}\n  advice",
    "law: mines-law, illustrative: true}\n  advice",
    /the law `mines-law` is unknown/,
  ],
  [
    "A contradiction without source",
    'says: 900 RWF, source: "https://example.org/blog", checkedOn: 2026-11-23',
    "says: 900 RWF",
    /what `blog` says has no source/,
  ],
  [
    "A retention without source",
    "otherwise: P2Y, illustrative: true",
    "otherwise: P2Y",
    /the retention has no source/,
  ],
  [
    "A currency that does not exist",
    "currency: RWF\n",
    "currency: RWX\n",
    /`RWX` is not a currency/,
  ],
  ["A fee without an amount", ", amount: 200, when", ", when", /the fee `sign` has no amount/],
  [
    "Tariffs with no oldest one",
    "- {amount: 500,",
    "- {from: 2025-01-01, amount: 500,",
    /tariffs do not follow one another/,
  ],
  [
    "Tariffs with the oldest first",
    "from: 2026-01-01, amount: total * 1000",
    "amount: total * 1000",
    /tariffs do not follow one another/,
  ],
  [
    "A price below zero",
    "amount: 200",
    "amount: -200",
    /the amount `-200` of `sign` is not a price/,
  ],
]);
