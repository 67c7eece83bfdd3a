import { finds } from "./mistakes.fixture.ts";

finds([
  [
    "An unknown authority",
    "authority: mines\nlevel",
    "authority: mine\nlevel",
    /the authority `mine` is unknown/,
  ],
  [
    "An unknown role of a task",
    "role: officer, when",
    "role: geologist, when",
    /the role `geologist` is unknown to the authority `land`/,
  ],
  [
    "An unknown role that may revoke",
    "revocation: {authority: mines, role: director",
    "revocation: {authority: mines, role: judge",
    /the role `judge`/,
  ],
  [
    "An unknown role that may extend",
    "extension: {by: 10bd, role: director",
    "extension: {by: 10bd, role: king",
    /the role `king`/,
  ],
  [
    "An unknown role for appeals",
    "  role: officer\n  within",
    "  role: judge\n  within",
    /the role `judge`/,
  ],
  [
    "Nobody to escalate to",
    "        authority: mines\n        role: director\n",
    "        authority: land\n        role: officer\n",
    /`land` has no role `supervisor`/,
  ],
  [
    "An authority that an answer may name and that is not there",
    'then "quarries"',
    'then "quarry"',
    /the authority `quarry` is unknown/,
  ],
  [
    "An authority that an answer may name and that has no such role",
    'then "quarries"',
    'then "land"',
    /the role `director` is unknown to the authority `land`/,
  ],
  [
    "An authority named by an answer that may be anything",
    `authorityBy: 'if stone = "granite" then "quarries" else "mines"'`,
    "authorityBy: phone",
    /it is not known which authorities this rule may name/,
  ],
  [
    "Nobody to escalate to where an answer names the authority",
    `authorityBy: 'if stone = "granite" then "quarries" else "mines"', role: director`,
    `authorityBy: 'if stone = "granite" then "quarries" else "mines"', ` +
      "within: 2bd, onExpiry: escalate, role: director",
    /`quarries` has no role `supervisor`/,
  ],
  [
    "An unknown law",
    "else: Apply for a mine, law: mining-law",
    "else: Apply for a mine, law: old-law",
    /the law `old-law` is unknown/,
  ],
  [
    "An unknown law of an appeal",
    "  law: mining-law\n  illustrative",
    "  law: old-law\n  illustrative",
    /the law `old-law` is unknown/,
  ],
  ["An unknown life event", "[building]", "[marrying]", /the life event `marrying` is unknown/],
  [
    "An unknown code list",
    "list: countries",
    "list: planets",
    /the code list `planets` is unknown/,
  ],
  [
    "A code of a list within a list whose question says no other",
    "list: countries}",
    "list: streets}",
    /`country` does not say which answer its code belongs to/,
  ],
  [
    "A code of a list within a list that belongs to a question of a third list",
    "country: {type: code, label: Which country?, list: countries}",
    `country: {type: code, label: Which country?, list: countries}
      street: {type: code, label: Which street?, list: streets, within: country}`,
    /the codes of `streets` do not belong to an earlier answer `country`/,
  ],
  [
    "A code that belongs to an answer that is not asked before",
    "country: {type: code, label: Which country?, list: countries}",
    `street: {type: code, label: Which street?, list: streets, within: town}
      town: {type: code, label: Which town?, list: towns}`,
    /the codes of `streets` do not belong to an earlier answer `town`/,
  ],
  [
    "A code that belongs to another, of a list that lies within none",
    "list: countries}",
    "list: countries, within: stone}",
    /the codes of `countries` do not belong to an earlier answer `stone`/,
  ],
  [
    "An answer to carry over that is never asked",
    "reuse: [stone, pits]",
    "reuse: [stone, colour]",
    /no answer `colour`/,
  ],
]);
