import { type TSchema, Type } from "typebox";

/** Words of the schemas by which statements are read. What has more than they say is not read. */
export const object = (members: Readonly<Record<string, TSchema>>) =>
  Type.Object(members, { additionalProperties: false });
export const maybe = Type.Optional;
export const list = (of: TSchema, most: number) => Type.Array(of, { maxItems: most });
export const oneOf = (...each: readonly string[]) =>
  Type.Union(each.map((word) => Type.Literal(word)));

export const day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
export const side = Type.String({ pattern: "^[a-z]{2}$" });
export const id = Type.String({ minLength: 1, maxLength: 200 });
export const long = Type.String({ maxLength: 5000 });
export const digest = Type.String({ pattern: "^[0-9a-f]{64}$" });
export const yes = Type.Literal(true);

/** Texts by language. */
export const words = Type.Record(side, long);
/** Posts by side. */
export const posts = Type.Record(side, Type.String({ maxLength: 200 }));
export const money = object({ minor: Type.Integer({ minimum: 1 }), currency: id });
