/** Nominal ids: a person's id cannot be passed where a case's id is expected. */
declare const brand: unique symbol;
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** UUIDv7, text form. Made by `newId` in platform; a fact in pure code. */
export type CaseId = Branded<"CaseId">;
export type DraftId = Branded<"DraftId">;
export type PersonId = Branded<"PersonId">;
export type OfficerId = Branded<"OfficerId">;
export type FileId = Branded<"FileId">;
export type BillId = Branded<"BillId">;
export type CredentialId = Branded<"CredentialId">;
/**
 * Key of one intended act, chosen by the caller; the same key again is the same act
 * (Idempotency-Key).
 */
export type CommandId = Branded<"CommandId">;
/** kebab-case names from the data of a government. */
export type ServiceId = Branded<"ServiceId">;
export type AuthorityId = Branded<"AuthorityId">;
/** Public reference of an application, e.g. `7KQ3-M9XF`. */
export type Reference = Branded<"Reference">;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the text form of a UUID: ids from a URL are checked with this before they reach SQL. */
export const isUuid = (text: string): boolean => uuid.test(text);
