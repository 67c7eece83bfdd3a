import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "yaml";
import { outsideOf } from "../src/app-signer.ts";
import { startTown, type Town } from "./town.ts";

const deploy = join(import.meta.dirname, "../deploy");
/** Of Prometheus itself, and of the server of a government alone. */
const elsewhere = new Set(["up", "hamwe_up_identity_provider"]);

let town: Town;
let metrics = "";
before(async () => {
  town = await startTown();
  await town.app.work();
  await town.guest().get("/services");
  metrics = (await town.app.http.inject("/metrics")).body;
});
after(() => town?.close());

/** Names of metrics in an expression of PromQL. */
const namesIn = (expression: string): string[] =>
  expression.match(/\b(?:hamwe|http|process|nodejs)_[a-z_]+\b|\bup\b/g) ?? [];

const exists = (name: string): boolean =>
  elsewhere.has(name) || new RegExp(`^${name}(\\{| )`, "m").test(metrics);

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

test("Each alert and each panel names metrics that the server has", () => {
  const rules = (parse(readFileSync(join(deploy, "alerts.yaml"), "utf8")) as Rules).groups.flatMap(
    (group) => group.rules,
  );
  const { panels } = JSON.parse(readFileSync(join(deploy, "dashboard.json"), "utf8")) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  const all = [
    ...rules.map(({ alert, expr }) => [alert, expr] as const),
    ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ];
  assert.ok(all.length > 25);
  for (const [where, expression] of all) {
    const names = namesIn(expression);
    assert.ok(names.length > 0, `${where}: ${expression}`);
    for (const name of names) assert.ok(exists(name), `${where}: ${name} is said by no server`);
  }
  const identity = { issuerUrl: "https://id.example", clientId: "hamwe", clientKeyFile: "" };
  const config = { identity } as Parameters<typeof outsideOf>[0];
  const watch = outsideOf(config, {} as Parameters<typeof outsideOf>[1]);
  assert.ok(watch.gauges().some(({ name }) => name === "hamwe_up_identity_provider"));
});

test("What waits and what has failed is counted for each outside system", async () => {
  for (const link of ["sms", "email", "webhooks", "payments", "partners", "signer", "internal"])
    assert.match(metrics, new RegExp(`^hamwe_link_failed\\{link="${link}"\\} 0$`, "m"));
  await town.app.sql`
    insert into jobs.job (task, payload, attempts, max_attempts, last_error)
    values ('payments.look', '{}', 3, 3, 'Error: away')`;
  const later = (await town.app.http.inject("/metrics")).body;
  assert.match(later, /^hamwe_link_failed\{link="payments"\} 1$/m);
  assert.match(later, /^hamwe_tasks_open \d+$/m);
  assert.match(later, /^hamwe_devices_silent \d+$/m);
});
