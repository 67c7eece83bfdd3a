/** An address as people read and type it: without `https://`. */
export const withoutScheme = (address: string): string => address.replace(/^https?:\/\//, "");
