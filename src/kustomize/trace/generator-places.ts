/** Where a generated ConfigMap or Secret has a field from: the literal, the file, the line of an env file, the name. */
import type { Position } from "../../base/index.ts";
import { base } from "../../go/path/index.ts";
import type { Path, Source } from "../resource/trace.ts";
import type { FileNames, KustomizationText } from "./kustomization-text.ts";

interface Generated {
  readonly text: KustomizationText;
  readonly names: FileNames;
  /** The generator's entry. */
  readonly entry: Path;
}

export function generatedPlace(generated: Generated, path: Path): { at: Position | undefined; source?: Source } {
  const { text, entry } = generated;
  const [section, key, last] = path.map(String);
  if (section === "data" || section === "binaryData") return dataPlace(generated, key ?? "");
  if (section === "metadata" && (key === "labels" || key === "annotations")) {
    const own: Path = [...entry, "options", key, last ?? ""];
    return { at: text.at(text.node(own) === undefined ? ["generatorOptions", key, last ?? ""] : own) };
  }
  return { at: text.at([...entry, ...(section === "metadata" ? [key ?? ""] : [section ?? ""])]) };
}

function dataPlace({ text, names, entry }: Generated, key: string): { at: Position | undefined; source?: Source } {
  const { loader } = text;
  const items = (name: string): string[] => text.node([...entry, name])?.content.map((item) => item.value) ?? [];
  const literal = items("literals").findIndex((item) => item.startsWith(`${key}=`));
  if (literal >= 0) return { at: text.at([...entry, "literals", literal]) };
  const inFile = (list: Path, path: string, line: number): { at: Position | undefined; source: Source } => {
    const at = { file: names.nameOf(loader, path), line, column: 1 };
    return { at: text.at([...entry, ...list]), source: { what: "file", at } };
  };
  for (const [i, item] of items("files").entries()) {
    const [name = "", path = item] = item.includes("=") ? item.split(/=(.*)/s) : [base(item)];
    if (name === key) return inFile(["files", i], path, 1);
  }
  const single = text.node([...entry, "env"])?.value;
  const envs = items("envs").map((path, i) => ({ path, list: ["envs", i] as Path }));
  if (single !== undefined) envs.push({ path: single, list: ["env"] });
  for (const { path, list } of envs) {
    const line = lineOf(
      readOrNothing(() => loader.readText(path)),
      key,
    );
    if (line > 0) return inFile(list, path, line);
  }
  return { at: text.at(entry) };
}

function lineOf(text: string, key: string): number {
  return text.split("\n").findIndex((line) => line.trimStart().startsWith(`${key}=`)) + 1;
}

function readOrNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
