/** What a terminal shows below Kustomize's text, and that nothing but a terminal shows it. */
import { describe, expect, test } from "bun:test";
import { MemoryFileSystem } from "../../base/index.ts";
import { Command } from "../cobra/command.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { Output, RunContext } from "../context.ts";
import { definition } from "./definitions/build.ts";
import { run } from "./build.ts";

class Text implements Output {
  text = "";
  write(text: string): void {
    this.text += text;
  }
  writeBytes(): void {
    throw new Error("no bytes here");
  }
  flush(): void {
    // Nothing is held back.
  }
}

const WEB = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 1\n";
const BASE = { "/app/base/kustomization.yaml": "resources:\n- web.yaml\n", "/app/base/web.yaml": WEB };

/** The error's text, and what else is said on standard error. */
async function said(tree: Readonly<Record<string, string>>, { isTerminal }: { isTerminal: boolean }): Promise<string> {
  const err = new Text();
  const command = new Command({ use: "build", load: async () => definition });
  const { flags } = await command.load();
  const context: RunContext = {
    ...{ args: ["prod"], flags: flagValues(flags), env: { get: () => undefined, entries: () => [] } },
    ...{ out: new Text(), err, stdin: () => new Uint8Array(), files: new MemoryFileSystem(tree), cwd: "/app" },
    signal: new AbortController().signal,
    terminal: { outIsTerminal: isTerminal, errIsTerminal: isTerminal, color: false },
  };
  try {
    await run(context);
    return err.text;
  } catch (error) {
    return (error as Error).message;
  }
}

function check(name: string, tree: Readonly<Record<string, string>>, expected: string): void {
  test(name, async () => {
    const plain = await said(tree, { isTerminal: false });
    const shown = await said(tree, { isTerminal: true });
    expect(shown.startsWith(plain)).toBe(true);
    expect(shown.slice(plain.length).trim()).toBe(expected);
  });
}

describe("on a terminal", () => {
  check(
    "a patch without target names its line, what it looked for, and what is nearest",
    {
      ...BASE,
      "/app/prod/kustomization.yaml": "resources:\n- ../base\npatches:\n- path: patch.yaml\n",
      "/app/prod/patch.yaml": "kind: Deployment\napiVersion: apps/v1\nmetadata:\n  name: wbe\n",
    },
    "prod/kustomization.yaml:4:3: nothing is Deployment.v1.apps/wbe.[noNs], named in prod/patch.yaml:4:9; the nearest:\n" +
      "  Deployment.v1.apps/web.[noNs] base/web.yaml:4:9",
  );
  check(
    "a replacement without source",
    {
      ...BASE,
      "/app/prod/kustomization.yaml":
        "resources: [../base]\nreplacements:\n- source: {kind: Deployment, name: webb}\n  targets:\n  - select: {kind: Deployment}\n",
    },
    "prod/kustomization.yaml:3:3: nothing is Deployment.[noVer].[noGrp]/webb.[noNs]; the nearest:\n" +
      "  Deployment.v1.apps/web.[noNs] base/web.yaml:4:9",
  );
  check(
    "replicas of a name that nothing has",
    { ...BASE, "/app/prod/kustomization.yaml": "resources: [../base]\nreplicas:\n- {name: wen, count: 2}\n" },
    "prod/kustomization.yaml:3:3: nothing is wen; the nearest:\n  Deployment.v1.apps/web.[noNs] base/web.yaml:4:9",
  );
  check(
    "a selector that selects nothing, which Kustomize passes over",
    {
      ...BASE,
      "/app/prod/kustomization.yaml":
        "resources: [../base]\npatches:\n- target: {kind: Deployment, name: wbe}\n  patch: |-\n    - {op: remove, path: /spec}\n",
    },
    "prod/kustomization.yaml:3:3: nothing is selected by Deployment/wbe; the nearest:\n" +
      "  Deployment.v1.apps/web.[noNs] base/web.yaml:4:9",
  );
  check(
    "an unknown field, in a base",
    {
      "/app/base/kustomization.yaml": "resources: []\nimages:\n- name: a\n  newTagg: b\n",
      "/app/prod/kustomization.yaml": "resources: [../base]\n",
    },
    "base/kustomization.yaml:4:3: nothing is called newTagg; the nearest is newTag",
  );
  check(
    "a file that is not there",
    { ...BASE, "/app/prod/kustomization.yaml": "resources:\n- ../base\n- wbe.yaml\n", "/app/prod/web.yaml": WEB },
    "prod/kustomization.yaml:3:3: wbe.yaml is not there; the nearest is web.yaml",
  );
  check(
    "an id that is there twice",
    {
      ...BASE,
      "/app/prod/kustomization.yaml": "resources: [../base, also.yaml]\n",
      "/app/prod/also.yaml": `---\n${WEB}`,
    },
    "Deployment.v1.apps/web.[noNs] is defined more than once:\n  base/web.yaml:4:9\n  prod/also.yaml:5:9",
  );
  check(
    "an id that is there twice in one file",
    {
      "/app/base/kustomization.yaml": "resources: [web.yaml]\n",
      "/app/base/web.yaml": `${WEB}---\n${WEB}`,
      "/app/prod/kustomization.yaml": "resources: [../base]\n",
    },
    "Deployment.v1.apps/web.[noNs] is defined more than once:\n  base/web.yaml:4:9\n  base/web.yaml:11:9",
  );
  check(
    "a generator of a name that is taken",
    {
      "/app/base/kustomization.yaml": "configMapGenerator: [{name: settings, literals: [a=b]}]\n",
      "/app/prod/kustomization.yaml":
        "resources: [../base]\nconfigMapGenerator:\n- name: settings\n  literals: [a=c]\n",
    },
    "ConfigMap.v1.[noGrp]/settings.[noNs] is defined more than once:\n" +
      "  base/kustomization.yaml:1:29\n  prod/kustomization.yaml:3:3",
  );
  check(
    "a generator that would merge into nothing",
    {
      "/app/base/kustomization.yaml": "configMapGenerator: [{name: settings, literals: [a=b]}]\n",
      "/app/prod/kustomization.yaml":
        "resources: [../base]\nconfigMapGenerator:\n- name: setting\n  behavior: merge\n  literals: [a=c]\n",
    },
    "prod/kustomization.yaml:3:3: nothing is ConfigMap/setting; the nearest:\n" +
      "  ConfigMap.v1.[noGrp]/settings.[noNs] base/kustomization.yaml:1:29",
  );
  check("a build that works says nothing", { ...BASE, "/app/prod/kustomization.yaml": "resources: [../base]\n" }, "");
});
