import { resolve } from "node:path";

/** The folder of what must survive a restart, absolute. */
export const dataDirOf = ({ HAMWE_DATA }: Readonly<Record<string, string | undefined>>): string =>
  resolve(HAMWE_DATA || ".data");
