import type { Problem } from "../../kernel/index.ts";

/** The fields of a posted form. A name that came more than once has a list. */
export type FormFields = Readonly<Record<string, string | string[]>>;

/** A file as it was sent: its name and type are only what the sender says. */
export interface UploadedFile {
  readonly field: string;
  /** The last part of the name, without control characters; never a path. */
  readonly name: string;
  readonly claimedType: string;
  readonly body: Uint8Array;
}

export interface MultipartForm {
  readonly fields: FormFields;
  readonly files: readonly UploadedFile[];
  /** Files that were left out: `file-too-large` and `file-too-many`. */
  readonly problems: readonly Problem[];
}
