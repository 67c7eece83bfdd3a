// What this program asks: the services as the server has them, their rules compiled by the same code.
import { compile } from "../../../../rules/index.ts";

const ruled = (_, value) => {
  if (typeof value !== "object" || value === null || typeof value.feel !== "string") return value;
  const compiled = compile(value.feel, value.scope);
  if (!compiled.ok) throw new Error(`a rule is not understood here: ${value.feel}`);
  return compiled.rule;
};

const plainText = (text) =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase().trim();

/** The services, code lists and halls of `offer.json`. */
export function readOffer(text) {
  const offer = JSON.parse(text, ruled);
  const codeList = (id) => offer.lists[id] ?? [];
  return {
    ...offer,
    codeLists: codeList,
    service: (id) => offer.services.find((each) => each.id === id),
    centre: (id) => offer.centres.find((each) => each.id === id),
    lists: {
      codeList,
      searchCodes: (id, typed) =>
        codeList(id).filter(({ value, label }) =>
          [value, ...Object.values(label)].some((words) =>
            plainText(words).includes(plainText(typed)),
          ),
        ),
    },
  };
}
