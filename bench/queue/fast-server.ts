/** One who was served: when let in, and how many minutes at the counter. */
export interface Job {
  readonly since: number;
  readonly minutes: number;
}

/** A heap of jobs, the smallest key first. */
class Heap {
  readonly #items: { key: number; job: Job; left: number }[] = [];

  get first() {
    return this.#items[0];
  }

  push(item: { key: number; job: Job; left: number }): void {
    const items = this.#items;
    items.push(item);
    for (let at = items.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      const [a, b] = [items[parent], items[at]];
      if (!a || !b || a.key <= b.key) return;
      [items[parent], items[at]] = [b, a];
      at = parent;
    }
  }

  pop(): void {
    const items = this.#items;
    const last = items.pop();
    if (!last || items.length === 0) return;
    items[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = (items[right]?.key ?? Infinity) < (items[left]?.key ?? Infinity) ? right : left;
      const [a, b] = [items[at], items[child]];
      if (!a || !b || a.key <= b.key) return;
      [items[at], items[child]] = [b, a];
      at = child;
    }
  }
}

type Key = (job: Job, left: number) => number;
type Piece = (job: Job, from: number, to: number, left: number) => void;

/**
 * One server of this speed, always at the present job of the smallest key; tells each piece of
 * work.
 */
function fastServer(jobs: readonly Job[], speed: number, keyOf: Key, piece: Piece): void {
  const coming = [...jobs].sort((a, b) => b.since - a.since);
  const heap = new Heap();
  let now = 0;
  for (;;) {
    let next = coming.at(-1);
    if (!heap.first && next) now = Math.max(now, next.since);
    for (; next && next.since <= now; next = coming.at(-1)) {
      heap.push({ key: keyOf(next, next.minutes), job: next, left: next.minutes });
      coming.pop();
    }
    const { first } = heap;
    if (!first) return;
    const to = Math.min(now + first.left / speed, next?.since ?? Number.POSITIVE_INFINITY);
    const finished = to === now + first.left / speed;
    const left = finished ? 0 : first.left - (to - now) * speed;
    piece(first.job, now, to, left);
    heap.pop();
    if (!finished) heap.push({ key: keyOf(first.job, left), job: first.job, left });
    now = to;
  }
}

/**
 * The least sum of (end - since) on one server `speed` times as fast: shortest remaining time
 * first, L. Schrage, "A proof of the optimality of the shortest remaining processing time
 * discipline", Operations Research 16 (1968) 687-690.
 */
export function srptFlow(jobs: readonly Job[], speed: number): number {
  let flow = 0;
  fastServer(
    jobs,
    speed,
    (_, left) => left,
    (job, _from, to, left) => {
      if (left === 0) flow += to - job.since;
    },
  );
  return flow;
}

/**
 * The least sum of (mean moment of work - since) on the same server: always the shortest job that
 * is there, whatever is left of it. M. Goemans and others, "Single machine scheduling with release
 * dates", SIAM J. Discrete Math. 15 (2002) 165-192.
 */
export function meanBusyTime(jobs: readonly Job[], speed: number): number {
  let sum = 0;
  fastServer(
    jobs,
    speed,
    (job) => job.minutes,
    (job, from, to) => {
      sum += (((to - from) * speed) / job.minutes) * ((from + to) / 2 - job.since);
    },
  );
  return sum;
}
