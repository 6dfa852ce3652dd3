import { describe, expect, test } from "bun:test";
import { MemoryFileSystem } from "../../base/index.ts";
import { localize } from "../localize/index.ts";
import { build, formatBuild, type BuildOptions } from "../index.ts";

const NOTHING_REMOTE = {
  clone(): never {
    throw new Error("no clones here");
  },
  download(): never {
    throw new Error("no downloads here");
  },
};

function world(tree: Readonly<Record<string, string>>) {
  const files = new MemoryFileSystem(tree);
  const options: BuildOptions = {
    ...{ files, cwd: "/", remotes: NOTHING_REMOTE, restriction: "root-only", reorder: "unspecified" },
    ...{ managedByLabel: false, environment: new Map<string, string>(), warn: () => {}, log: () => {} },
    plugins: {
      enabled: false,
      enableExec: false,
      network: false,
      networkName: "",
      mounts: [],
      env: [],
      user: "nobody",
    },
    helm: { enabled: false, command: "helm", apiVersions: [], kubeVersion: "", debug: false },
    inflateChart: () => "",
    run: () => ({ stdout: "", stderr: "" }),
  };
  return { files, options };
}

const SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n";
const BINDING =
  "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: b\n" +
  "subjects:\n- kind: ServiceAccount\n  name: sa\n  namespace: prod\n";
const ACCOUNT = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: sa\n";

describe("build", () => {
  const cases: [string, Record<string, string>, string][] = [
    [
      "a prefix and a patch",
      {
        "/in/kustomization.yaml":
          "namePrefix: a-\nresources: [s.yaml]\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: Service\n" +
          "    metadata:\n      name: web\n      labels:\n        l: x\n",
        "/in/s.yaml": SERVICE,
      },
      "apiVersion: v1\nkind: Service\nmetadata:\n  labels:\n    l: x\n  name: a-web\n",
    ],
    [
      "a generated config map has a hash",
      { "/in/kustomization.yaml": "configMapGenerator:\n- name: c\n  literals: [a=b]\n" },
      "apiVersion: v1\ndata:\n  a: b\nkind: ConfigMap\nmetadata:\n  name: c-4h2mbtbbt6\n",
    ],
    [
      "a reference into a namespace that something else came with stays",
      {
        "/in/kustomization.yaml": "resources: [../base]\nnameSuffix: -s\nnamespace: prod\n",
        "/base/kustomization.yaml": "resources: [a.yaml, b.yaml, s.yaml]\n",
        "/base/a.yaml": ACCOUNT,
        "/base/b.yaml": BINDING,
        "/base/s.yaml": `${SERVICE}  namespace: prod\n`,
      },
      "name: sa\n  namespace: prod\n---",
    ],
  ];
  for (const [name, tree, want] of cases) {
    test(name, () => expect(formatBuild(build("/in", world(tree).options))).toContain(want));
  }

  const failures: [string, string, string][] = [
    ["an unknown field", "frob: 1\n", 'invalid Kustomization: json: unknown field "frob"'],
    [
      "a file outside the root",
      "configMapGenerator:\n- name: c\n  files: [../x]\n",
      "security; file '/x' is not in or below '/in'",
    ],
    ["a missing resource", "resources: [gone.yaml]\n", "lstat /in/gone.yaml: no such file or directory"],
    ["a cycle", "resources: [../in]\n", "cycle detected: candidate root '/in' contains visited root '/in'"],
  ];
  for (const [name, kustomization, message] of failures) {
    test(name, () => {
      const { options } = world({ "/in/kustomization.yaml": kustomization, "/x": "x" });
      expect(() => build("/in", options)).toThrow(message);
    });
  }
});

describe("localize", () => {
  const tree = { "/in/kustomization.yaml": "namePrefix: a-\nresources: [s.yaml]\n", "/in/s.yaml": SERVICE };

  test("copies what is referred to", () => {
    const { files, options } = world(tree);
    expect(localize({ target: "/in", scope: "", destination: "/out" }, { ...options, files })).toBe("/out");
    expect(formatBuild(build("/out", options))).toContain("name: a-web");
  });

  test("leaves nothing behind when it fails", () => {
    const { files, options } = world({ "/in/kustomization.yaml": "resources: [gone.yaml]\n" });
    expect(() => localize({ target: "/in", scope: "", destination: "/out" }, { ...options, files })).toThrow(
      "gone.yaml",
    );
    expect(files.stat("/out")).toBeUndefined();
  });
});
