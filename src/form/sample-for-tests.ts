/** An invented service with every kind of question, for the tests of this folder. */
import type { Definition, Field, Page, Words } from "../catalogue/index.ts";
import type { AuthorityId, Duration, ServiceId } from "../kernel/index.ts";
import { compile, type FeelType, type Rule, type Scope } from "../rules/index.ts";
import type { Answers, Documents, FormFacts } from "./model.ts";

const kind = (name: "number" | "string" | "boolean" | "date"): FeelType => ({ kind: name });
const number = kind("number");
const string = kind("string");
const boolean = kind("boolean");

const item: Scope = { district: string, hectares: number, protected: boolean, reserve: string };
const answers: Scope = {
  minerals: { kind: "list", of: string },
  radioactive: boolean,
  officer: string,
  start: kind("date"),
  areas: { kind: "list", of: { kind: "context", fields: item } },
  budget: number,
  foreign: boolean,
  dollars: number,
  country: string,
  treaty: string,
  speed: string,
  phone: string,
  total_ha: number,
  big: boolean,
  applicant: { kind: "context", fields: { nationality: string, name: string } },
  case: { kind: "context", fields: { reference: string, decidedOn: string } },
};

export function rule(source: string): Rule {
  const compiled = compile(source, { ...answers, ...item });
  if (compiled.ok) return compiled.rule;
  throw new Error(`${source}: ${JSON.stringify(compiled.problems)}`);
}

const en = (text: string): Words => ({ en: text, fr: `${text} (fr)` });
const base = { required: true, options: [], maxLength: 80 } as const;
const field = (name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({
  name,
  type,
  label: en(`Question ${name}`),
  ...base,
  ...more,
});
const options = (...values: string[]) =>
  values.map((value) => ({ value, label: en(`The ${value}`) }));
const page = (id: string, fields: readonly Field[], more: Partial<Page> = {}): Page => ({
  id,
  title: en(`Page ${id}`),
  fields,
  ...more,
});

const form: readonly Page[] = [
  page("project", [
    field("minerals", "choices", {
      options: options("tin", "gold", "lithium"),
      minItems: 1,
      maxItems: 2,
    }),
    field("radioactive", "yes-no"),
    field("officer", "text", { show: rule("radioactive = true"), prefill: rule("applicant.name") }),
    field("start", "date", {
      valid: { rule: rule("start > today()"), else: en("Choose a later day") },
    }),
  ]),
  page(
    "areas",
    [
      field("district", "code", { list: "districts" }),
      field("hectares", "decimal", { minimum: 0.5, maximum: 400, unit: en("hectares") }),
      field("protected", "yes-no"),
      field("reserve", "text", { show: rule("protected = true") }),
    ],
    { repeat: { name: "areas", min: 1, max: 3, itemTitle: en("Area") } },
  ),
  page("money", [
    field("budget", "money", { currency: "RWF", minimum: 1_000_000 }),
    field("foreign", "yes-no"),
    field("dollars", "money", { currency: "USD", maximum: 5000.5, show: rule("foreign = true") }),
  ]),
  page(
    "abroad",
    [
      field("country", "code", { list: "countries" }),
      field("treaty", "long-text", {
        required: false,
        show: rule('country = "AZ"'),
        maxLength: 200,
      }),
    ],
    { show: rule("foreign = true") },
  ),
  page("contact", [
    field("speed", "choice", { options: options("normal", "fast") }),
    field("phone", "phone", {
      telephone: {
        ...{ countryCode: "250", trunkPrefix: "0", national: "7\\d{8}", digits: 9 },
        example: "0788 123 456",
      },
    }),
    field("email", "email", { required: false }),
    field("people", "integer", { required: false, minimum: 0, maximum: 100_000 }),
  ]),
];

const upload = { accept: ["application/pdf"], maxBytes: 1_000_000, maxFiles: 2, required: true };
const years: Duration = { unit: "calendar", months: 120, days: 0, minutes: 0 };

export const sample: Definition = {
  id: "sample" as ServiceId,
  version: 1,
  language: "en",
  title: en("Sample"),
  description: en("Sample"),
  whoMayApply: en("Anybody"),
  keywords: [],
  lifeEvents: [],
  audience: "business",
  authority: "rmb" as AuthorityId,
  level: 2,
  laws: [],
  form,
  documents: [
    { id: "plan", title: en("Work plan"), ...upload },
    {
      id: "impact",
      title: en("Impact study"),
      ...upload,
      when: rule("some a in areas satisfies a.protected = true"),
    },
  ],
  calculate: [
    { name: "total_ha", rule: rule("sum(areas.hectares)") },
    { name: "big", rule: rule("total_ha > 100") },
  ],
  eligibility: [
    { id: "limit", title: en("Limit"), rule: rule("total_ha <= 400"), else: en("Too large") },
    {
      id: "treaty",
      title: en("Treaty"),
      rule: rule('foreign = false or country = "AZ"'),
      else: en("No treaty"),
    },
    {
      id: "national",
      title: en("National"),
      rule: rule('applicant.nationality = "RW"'),
      else: en("For nationals"),
    },
  ],
  fees: [
    {
      id: "application",
      title: en("Application"),
      currency: "RWF",
      due: "submit",
      contradictedBy: [],
      tariffs: [
        { from: "2026-07-01", amount: rule("60000"), illustrative: true },
        { amount: rule("50000") },
      ],
    },
    {
      id: "area",
      title: en("Area"),
      currency: "USD",
      due: "grant",
      when: rule("big = true"),
      contradictedBy: [],
      tariffs: [{ amount: rule("total_ha * 1.005") }],
    },
  ],
  rulings: [
    { id: "abroad", when: rule("foreign = true"), title: en("Abroad"), text: en("…") },
    { id: "home", title: en("Home"), text: en("…") },
  ],
  output: {
    id: "licence",
    title: en("Licence"),
    claims: [
      { name: "minerals", title: en("Minerals"), value: rule("minerals") },
      { name: "area", title: en("Hectares"), value: rule("total_ha") },
      { name: "number", title: en("Number"), value: rule("case.reference") },
      { name: "treaty", title: en("Treaty"), value: rule("treaty") },
    ],
  },
  renewal: { opens: years, reuse: ["minerals", "areas"] },
  retention: { granted: years, otherwise: years },
};

export const facts: FormFacts = {
  today: "2026-11-23",
  applicant: {
    name: "Habimana Eric",
    birthDate: "1976-05-19",
    nationalId: "0197680045678044",
    nationality: "RW",
    phone: null,
    email: null,
  },
  renewal: false,
};

export const codes = (id: string) =>
  id === "districts"
    ? [
        { value: "huye", label: en("Huye") },
        { value: "gasabo", label: en("Gasabo") },
      ]
    : [
        { value: "AZ", label: en("Azerbaijan") },
        { value: "FR", label: en("France") },
      ];

export const full: Answers = {
  minerals: ["tin"],
  radioactive: false,
  start: "2027-01-15",
  areas: [
    { district: "huye", hectares: 60.5, protected: false },
    { district: "gasabo", hectares: 40, protected: false },
  ],
  budget: 2_000_000,
  foreign: false,
  speed: "normal",
  phone: "+250788123456",
};

export const planFile: Documents = {
  plan: [{ id: "1", name: "plan.pdf", mediaType: "application/pdf", bytes: 10, sha256: "00" }],
};
