import { type PaymentProvider, ProviderFault } from "../provider.ts";

/** After so many questions without an answer, a provider is not asked for a while. */
const tolerated = 5;
const pauseMs = 15_000;
/** Questions that may wait at one provider at the same time. */
const atOnce = 48;

/**
 * A provider that is down costs nobody's time: after five questions without an answer it is not
 * asked for 15 seconds, and then by one question only until it answers. Nor do more than 48 wait
 * for it at once.
 *
 * @param now milliseconds; a clock that is put back closes nothing for longer than the pause
 */
export function guarded(provider: PaymentProvider, now: () => number): PaymentProvider {
  let unanswered = 0;
  let closedUntil = 0;
  let waiting = 0;
  const through = async <T>(question: () => Promise<T>): Promise<T> => {
    const closedFor = closedUntil - now();
    if (closedFor > 0 && closedFor <= pauseMs)
      throw new ProviderFault("unreachable", "it does not answer today");
    if (waiting >= atOnce) throw new ProviderFault("unreachable", "too many wait for it");
    if (unanswered >= tolerated) closedUntil = now() + pauseMs;
    waiting += 1;
    try {
      const answer = await question();
      unanswered = 0;
      closedUntil = 0;
      return answer;
    } catch (error) {
      const reached = error instanceof ProviderFault && error.kind !== "unreachable";
      unanswered = reached ? 0 : unanswered + 1;
      if (reached) closedUntil = 0;
      else if (unanswered >= tolerated) closedUntil = now() + pauseMs;
      throw error;
    } finally {
      waiting -= 1;
    }
  };
  const { together, cancel, refund, statement } = provider;
  return {
    ...provider,
    start: (request) => through(() => provider.start(request)),
    find: (id, returnUrl) => through(() => provider.find(id, returnUrl)),
    status: (ref) => through(() => provider.status(ref)),
    ...(together && { together: (id, requests) => through(() => together(id, requests)) }),
    ...(cancel && { cancel: (ref) => through(() => cancel(ref)) }),
    ...(refund && { refund: (order) => through(() => refund(order)) }),
    ...(statement && { statement: (day) => through(() => statement(day)) }),
  };
}
