/**
 * Batches simultaneous requests about the same thing: while one round runs, the next gathers. Forty
 * counters that call at once then wait for two rounds instead of forty. @param run answers all in
 * their order; where it throws, all of that round fail
 */
export function gather<Question, Answer>(
  run: (about: string, questions: readonly Question[]) => Promise<readonly Answer[]>,
): (about: string, question: Question) => Promise<Answer> {
  interface Waiting {
    readonly question: Question;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  const lines = new Map<string, Waiting[]>();

  const round = async (about: string, all: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await run(
        about,
        all.map(({ question }) => question),
      );
      for (const [index, { resolve }] of all.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  };
  const work = async (about: string, line: Waiting[]): Promise<void> => {
    // Requests of the same tick belong to the first round.
    await new Promise((resolve) => setImmediate(resolve));
    while (line.length > 0) await round(about, line.splice(0));
    lines.delete(about);
  };
  return (about, question) =>
    new Promise((resolve, reject) => {
      const line = lines.get(about);
      if (line) {
        line.push({ question, resolve, reject });
        return;
      }
      const begun = [{ question, resolve, reject }];
      lines.set(about, begun);
      void work(about, begun);
    });
}
