/**
 * Does together what is asked for at the same moment about the same thing: while one round runs, the
 * next gathers. Forty counters that call at once then wait for two rounds and not for forty.
 * @param run answers for all in their order; where it throws, all of that round are told so
 */
export function gather<Asked, Answer>(
  run: (about: string, asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (about: string, asked: Asked) => Promise<Answer> {
  interface Waiting {
    readonly asked: Asked;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  const lines = new Map<string, Waiting[]>();

  const round = async (about: string, all: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await run(
        about,
        all.map(({ asked }) => asked),
      );
      for (const [index, { resolve }] of all.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  };
  const work = async (about: string, line: Waiting[]): Promise<void> => {
    // Whoever asks in the same breath is of the first round.
    await new Promise((resolve) => setImmediate(resolve));
    while (line.length > 0) await round(about, line.splice(0));
    lines.delete(about);
  };
  return (about, asked) =>
    new Promise((resolve, reject) => {
      const line = lines.get(about);
      if (line) {
        line.push({ asked, resolve, reject });
        return;
      }
      const begun = [{ asked, resolve, reject }];
      lines.set(about, begun);
      void work(about, begun);
    });
}
