import type { Chance } from "../crash/chance.ts";
import { hostileText, jsonText, like, type Own, type Schema, spoiled } from "./mutate.ts";
import type { Attack } from "./siege.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Record<string, { readonly schema?: Schema }> };
}

/** As far as an OpenAPI document says what may be asked. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const methods = new Set(["get", "post", "put", "patch", "delete"]);

/** Requests as the description of the API has them, each spoiled in one place or more. */
export function openApiAttacks(description: Description) {
  const operations = Object.entries(description.paths).flatMap(([path, all]) =>
    Object.entries(all)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const resolve = (schema: Schema = {}): Schema => {
    const name = schema.$ref?.split("/").at(-1);
    return name ? (description.components?.schemas?.[name] ?? {}) : schema;
  };
  return {
    operations: operations.length,
    next(chance: Chance, own: Own): Attack {
      const { path, method, operation } = chance.one(operations);
      const at = { chance, own };
      const valueFor = (parameter: Parameter): string =>
        chance.next() < 0.4 ? hostileText(chance) : String(like(resolve(parameter.schema), at));
      let url = path.replaceAll(/\{(\w+)\}/g, () =>
        encodeURIComponent(
          (chance.next() < 0.5 ? chance.one(own) : hostileText(chance)).toWellFormed(),
        ),
      );
      const query = new URLSearchParams();
      const headers: Record<string, string> = {};
      for (const parameter of operation.parameters ?? []) {
        if (chance.next() < 0.4) continue;
        if (parameter.in === "query") query.append(parameter.name, valueFor(parameter));
        if (parameter.in === "header")
          headers[parameter.name] = valueFor(parameter).replaceAll(/[^\x20-\x7e]/g, "");
      }
      if (query.size > 0) url += `?${query}`;
      const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
      if (!type) return { method, url, headers };
      const body = like(resolve(content?.schema), at);
      const payload = type.includes("json")
        ? jsonText(chance.next() < 0.1 ? body : spoiled(body, chance), chance)
        : String(new URLSearchParams(body as Record<string, string>));
      return { method, url, headers: { ...headers, "content-type": type }, payload };
    },
  };
}
