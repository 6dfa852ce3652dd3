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
  "apiVersion: a/b/c\n": "unexpected GroupVersion string: a/b/c",
  'kind: "a\\nb"\n': 'no kind "a\\nb" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
  "apiVersion: 1\n":
    "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .apiVersion of type string",
  "contexts: [{name: y}]\n":
    "json: cannot unmarshal bool into Go struct field NamedContext.contexts.name of type string",
  "clusters: [1]\n": "json: cannot unmarshal number into Go struct field Config.clusters of type v1.NamedCluster",
  "users: [{user: {username: 1, password: 2}}]\n":
    "json: cannot unmarshal number into Go struct field AuthInfo.users.user.password of type string",
  "users: [{user: {exec: {env: [{name: 1}]}}}]\n":
    "json: cannot unmarshal number into Go struct field ExecEnvVar.users.user.exec.env.name of type string",
  "users: [{user: {as-user-extra: {a: 1}}}]\n":
    "json: cannot unmarshal number into Go struct field AuthInfo.users.user.as-user-extra of type []string",
  "users: [{user: {exec: {interactiveMode: 1}}}]\n":
    "json: cannot unmarshal number into Go struct field ExecConfig.users.user.exec.interactiveMode of type v1.ExecInteractiveMode",
  'clusters: [{cluster: {certificate-authority-data: "YQ"}}]\n': "illegal base64 data at input byte 0",
  "users: [{user: {client-key-data: [1, 2.5]}}]\n":
    "json: cannot unmarshal number 2.5 into Go struct field AuthInfo.users.user.client-key-data of type uint8",
  "users: [{user: {client-key-data: [a]}}]\n":
    "json: cannot unmarshal string into Go struct field AuthInfo.users.user.client-key-data of type uint8",
  "clusters: 5\n": "json: cannot unmarshal number into Go struct field Config.clusters of type []v1.NamedCluster",
};

for (const [text, fault] of Object.entries(FAULTS)) {
  test(JSON.stringify(text), () => {
    expect(() => kubeconfigRoot(text)).toThrow(new Error(fault));
  });
}

test("two of a name: without what Go prints of them", () => {
  const fault = 'error converting *[]NamedAuthInfo into *map[string]*api.AuthInfo: duplicate name "a" in list';
  expect(() => kubeconfigRoot("users: [{name: a}, {name: a, user: {token: t}}]\n")).toThrow(new Error(fault));
});

test("fields of other names, and null", () => {
  const text = "Clusters: 1\nusers: [~, {name: b, user: ~}]\ncontexts: [{name: a, Name: 1, other: [2]}]\n";
  expect(kubeconfigRoot(text)).toMatchObject({ Clusters: 1 });
});

test("an empty file, and one without a version", () => {
  expect(kubeconfigRoot("")).toEqual({});
  expect(kubeconfigRoot("clusters: []\n")).toEqual({ clusters: [] });
});
