/** What oidc-provider keeps: codes, grants, interactions, its own sessions. */
interface StoredValue {
  readonly payload: Record<string, unknown>;
  readonly until: number;
}

/** So that a demonstration that runs for weeks does not grow: the oldest go first. */
const most = 5000;

/** oidc-provider's adapter over memory: a restart forgets only sign-ins that were half done. */
export function memoryAdapter() {
  const stored = new Map<string, StoredValue>();
  const take = (key: string): Record<string, unknown> | undefined => {
    const entry = stored.get(key);
    return entry && entry.until > Date.now() ? entry.payload : undefined;
  };
  return class Memory {
    readonly kind: string;
    constructor(kind: string) {
      this.kind = kind;
    }
    async upsert(id: string, payload: Record<string, unknown>, seconds: number) {
      stored.delete(`${this.kind}:${id}`);
      stored.set(`${this.kind}:${id}`, { payload, until: Date.now() + (seconds || 3600) * 1000 });
      const oldest = stored.size > most ? stored.keys().next().value : undefined;
      if (oldest !== undefined) stored.delete(oldest);
    }
    async find(id: string) {
      return take(`${this.kind}:${id}`);
    }
    async findByUid(uid: string) {
      for (const [key, { payload }] of stored)
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
      stored.delete(`${this.kind}:${id}`);
    }
    async revokeByGrantId(grantId: string) {
      for (const [key, { payload }] of stored) if (payload.grantId === grantId) stored.delete(key);
    }
  };
}
