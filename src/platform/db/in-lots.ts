/**
 * Does together what is asked while the lot before is being done: what is asked alone waits for
 * nobody, and of many that come at once one exchange with the database serves all. Where a lot
 * fails, each of it is refused with that error.
 *
 * @param work answers in the order of what was asked @param most in one lot
 */
export function inLots<Ask, Answer>(
  work: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
  most = 100,
): (ask: Ask) => Promise<Answer> {
  interface Waiting extends PromiseWithResolvers<Answer> {
    readonly ask: Ask;
  }
  let waiting: Waiting[] = [];
  let busy = false;
  const next = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const lot = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await work(lot.map(({ ask }) => ask));
        if (answers.length !== lot.length) throw new Error("a lot was not answered in full");
        lot.forEach(({ resolve }, index) => {
          resolve(answers[index] as Answer);
        });
      } catch (error) {
        for (const { reject } of lot) reject(error);
      }
    }
    busy = false;
  };
  return (ask) => {
    const asked: Waiting = { ask, ...Promise.withResolvers<Answer>() };
    waiting.push(asked);
    if (!busy) void next();
    return asked.promise;
  };
}
