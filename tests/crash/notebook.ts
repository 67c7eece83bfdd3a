/** What clients were told had been done: the measure of what may not be lost. */
export interface Notebook {
  readonly submissions: Map<string, { readonly reference: string; readonly service: string }>;
  /** By the hidden key of the act. */
  readonly decisions: Map<string, Decided>;
  /** References of charges that the payment page said were paid, and whose they were. */
  readonly payments: Set<string>;
  readonly uploads: { draft: string; document: string }[];
  retries: number;
  /** Answers 503: "come back in a moment". */
  putOff: number;
  /** Answers that took longer than anybody waits. */
  hung: number;
  /** Answers 500 and other faults: there should be none. */
  readonly faults: string[];
  /** Anything else that a client did not expect, counted by what it was. */
  readonly surprises: Map<string, number>;
}

export interface Decided {
  readonly caseId: string;
  readonly task: string;
  readonly outcome: string;
}

export const openNotebook = (): Notebook => ({
  submissions: new Map(),
  decisions: new Map(),
  payments: new Set(),
  uploads: [],
  retries: 0,
  putOff: 0,
  hung: 0,
  faults: [],
  surprises: new Map(),
});

export const surprise = ({ surprises }: Notebook, what: string): void => {
  surprises.set(what, (surprises.get(what) ?? 0) + 1);
};
