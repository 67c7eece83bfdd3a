/** What oidc-provider keeps: codes, grants, interactions, its own sessions. */
interface Kept {
  readonly payload: Record<string, unknown>;
  readonly until: number;
}

/** So that a demonstration that runs for weeks does not grow: the oldest go first. */
const most = 5000;

/** oidc-provider's adapter over memory: a restart forgets only sign-ins that were half done. */
export function memoryAdapter() {
  const kept = new Map<string, Kept>();
  const take = (key: string): Record<string, unknown> | undefined => {
    const found = kept.get(key);
    return found && found.until > Date.now() ? found.payload : undefined;
  };
  return class Memory {
    readonly kind: string;
    constructor(kind: string) {
      this.kind = kind;
    }
    async upsert(id: string, payload: Record<string, unknown>, seconds: number) {
      kept.delete(`${this.kind}:${id}`);
      kept.set(`${this.kind}:${id}`, { payload, until: Date.now() + (seconds || 3600) * 1000 });
      const oldest = kept.size > most ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
    }
    async find(id: string) {
      return take(`${this.kind}:${id}`);
    }
    async findByUid(uid: string) {
      for (const [key, { payload }] of kept)
        if (key.startsWith(`${this.kind}:`) && payload.uid === uid) return take(key);
      return undefined;
    }
    async findByUserCode() {
      return undefined;
    }
    async consume(id: string) {
      const payload = take(`${this.kind}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    }
    async destroy(id: string) {
      kept.delete(`${this.kind}:${id}`);
    }
    async revokeByGrantId(grantId: string) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    }
  };
}
