/** Values that are written in an odd way, in an object that is built, and patched. */
import type { OddInput } from "../odd-build.ts";

const VALUES = [
  ...[
    "",
    "~",
    "!!int '1'",
    "!!null ''",
    "!!str 1",
    "!!float 1",
    "!!binary aGk=",
    "! a",
    "1_000",
    "0o17",
    "017",
    "1e400",
    "-0",
  ],
  ...[
    "18446744073709551616",
    "{a: }",
    "{a: , b: !!null }",
    "[~, ]",
    "{a}",
    '"\\x41\\0"',
    "<<",
    "2020-01-01",
    "|+\n    a\n\n",
    ">\n    a\n\n     b",
  ],
];
const CHANGES: Readonly<Record<string, string>> = {
  built: "",
  labelled: "labels: [{pairs: {l: v}}]\n",
  "with a JSON patch": `patches: [{target: {kind: A}, patch: '[{"op": "copy", "from": "/spec", "path": "/copy"}]'}]\n`,
  "with a patch": "patches: [{patch: '{apiVersion: x/v1, kind: A, metadata: {name: a}, spec: {n: m}}'}]\n",
};

export function oddStyles(): OddInput[] {
  const changed = [...VALUES, ".nan"].flatMap((value) =>
    Object.entries(CHANGES)
      .filter(([how]) => value !== ".nan" || how === "with a JSON patch")
      .map(([how, change]) => ({ line: `${value} is ${how}`, files: filesOf(value, change) })),
  );
  return [...changed, ...[...VALUES, "{1: a}", "{a: 1, a: 2}", ".inf"].map(intoFile)];
}

/** Each object goes into a file of its own, and a number takes the place of a text. */
function intoFile(value: string): OddInput {
  const patch = "patches: [{patch: '{apiVersion: x/v1, kind: A, metadata: {name: a}, spec: {q: 1}}'}]\n";
  const files = { ...filesOf(`${value}\n  q: "x"`, patch), "out/empty": "" };
  return { line: `${value} into a file`, files, words: ["build", "-o", "out"], writes: "out/x_v1_a_a.yaml" };
}

function filesOf(value: string, change: string): Readonly<Record<string, string>> {
  return {
    "r.yaml": `apiVersion: x/v1\nkind: A\nmetadata: {name: a}\nspec:\n  z: 1\n  x: ${value}\n  y: 2\n`,
    "kustomization.yaml": `resources: [r.yaml]\n${change}`,
  };
}
