import { expect, test } from "bun:test";
import { kubeconfigRoot } from "./kubeconfig-root.ts";

const HEAD = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

/** What Helm 4.3.1 and 3.22.0 said of such files. */
const FAULTS: Readonly<Record<string, string>> = {
  "some text\n": `couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type ${HEAD}`,
  "- a\n": `couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type ${HEAD}`,
  "5\n": `couldn't get version/kind; json parse error: json: cannot unmarshal number into Go value of type ${HEAD}`,
  "true\n": `couldn't get version/kind; json parse error: json: cannot unmarshal bool into Go value of type ${HEAD}`,
  "a: [\n": "yaml: line 1: did not find expected node content",
  "a: b\n\tc: d\n": "yaml: line 2: found a tab character that violates indentation",
  "kind: X\napiVersion: v7\n": 'no kind "X" is registered for version "v7" in scheme "pkg/runtime/scheme.go:111"',
  "clusters: 5\n": "json: cannot unmarshal number into Go struct field Config.clusters of type []v1.NamedCluster",
};

for (const [text, fault] of Object.entries(FAULTS)) {
  test(JSON.stringify(text), () => {
    expect(() => kubeconfigRoot(text)).toThrow(new Error(fault));
  });
}

test("an empty file, and one without a version", () => {
  expect(kubeconfigRoot("")).toEqual({});
  expect(kubeconfigRoot("clusters: []\n")).toEqual({ clusters: [] });
});
