import { describe, expect, test } from "bun:test";
import { installOrder, sortByKind, uninstallOrder } from "./order.ts";
import { sortManifests } from "./sort.ts";
import { splitManifests } from "./split.ts";

describe("splitting", () => {
  const cases: [text: string, helm4: string[], helm3: string[]][] = [
    ["a: 1\n---\nb: 2\n", ["a: 1\n", "b: 2\n"], ["a: 1", "b: 2"]],
    ["---\na: 1\n---\n\n---\nb: 2", ["a: 1\n", "b: 2"], ["a: 1", "---\nb: 2"]],
    ["---\n---\na: 1", ["a: 1"], ["---\na: 1"]],
    ["a: |\n  ---\n  x\n", ["a: |\n  ---\n  x\n"], ["a: |\n  ---\n  x"]],
    ["--- # c\na: 1", ["# c\na: 1"], ["# c\na: 1"]],
    [" \n\t", [], []],
  ];
  for (const [text, helm4, helm3] of cases) {
    test(JSON.stringify(text), () => {
      expect(splitManifests(text, "helm4")).toEqual(helm4);
      expect(splitManifests(text, "helm3")).toEqual(helm3);
    });
  }
});

describe("order", () => {
  test("known kinds first, the others by name, equals as they came", () => {
    const kinds = ["Zebra", "Service", "Apple", "Namespace", "Deployment", "Service"];
    const items = kinds.map((kind, i) => ({ kind, i }));
    const sorted = sortByKind(items, { kind: (item) => item.kind, order: installOrder("helm4") });
    expect(sorted.map(({ kind, i }) => `${kind}${i}`)).toEqual([
      "Namespace3",
      "Service1",
      "Service5",
      "Deployment4",
      "Apple2",
      "Zebra0",
    ]);
  });

  test("webhooks are in Helm 4's order only", () => {
    expect(installOrder("helm4").at(-1)).toBe("ValidatingWebhookConfiguration");
    expect(installOrder("helm3").at(-1)).toBe("APIService");
    expect(uninstallOrder("helm4")[0]).toBe("ValidatingWebhookConfiguration");
    expect(uninstallOrder("helm3").slice(0, 5)).toEqual([
      "APIService",
      "Ingress",
      "IngressClass",
      "Service",
      "CronJob",
    ]);
  });
});

describe("hooks", () => {
  const hook = (annotations: string) =>
    `kind: Job\nmetadata:\n  name: j\n  annotations:\n${annotations.replace(/^/gm, "    ")}\n`;

  test("events, weight and policies", () => {
    const text = hook(
      'helm.sh/hook: "pre-install, Post-Upgrade"\nhelm.sh/hook-weight: "-5"\nhelm.sh/hook-delete-policy: hook-succeeded,hook-failed',
    );
    const { hooks } = sortManifests(new Map([["t/templates/a.yaml", text]]), { dialect: "helm4" });
    expect(hooks).toMatchObject([
      {
        name: "j",
        events: ["pre-install", "post-upgrade"],
        weight: -5,
        deletePolicies: ["hook-succeeded", "hook-failed"],
      },
    ]);
  });

  test("a number as weight, a word as weight", () => {
    const weights = ["5", '"x"'].map((weight) => {
      const text = hook(`helm.sh/hook: test-success\nhelm.sh/hook-weight: ${weight}`);
      return sortManifests(new Map([["a", text]]), { dialect: "helm4" }).hooks[0]?.weight;
    });
    expect(weights).toEqual([5, 0]);
  });

  test("unknown events are told and left out", () => {
    const seen: string[] = [];
    const files = new Map([["a", hook("helm.sh/hook: crd-install")]]);
    const sorted = sortManifests(files, { dialect: "helm4", onUnknownHook: (events) => void seen.push(events) });
    expect([sorted.hooks, sorted.manifests, seen]).toEqual([[], [], ["crd-install"]]);
  });

  test("what is no YAML names its template", () => {
    expect(() => sortManifests(new Map([["t/templates/a.yaml", "a: b: c"]]), { dialect: "helm4" })).toThrow(
      "YAML parse error on t/templates/a.yaml: error converting YAML to JSON: yaml: mapping values are not allowed in this context",
    );
  });
});
