/** Whether a text column can hold it: no null byte, no half of a pair of surrogates. */
export const storable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();
