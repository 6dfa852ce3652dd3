/** `.Files`: the chart's files that are no templates (helm pkg/engine/files.go). */
import {
  ByteSlice,
  encodeBase64,
  Slice,
  TypedMap,
  compareStrings,
  fromBytes,
  func,
  stringSlice,
  type FuncMap,
  type Value,
} from "../../go/index.ts";
import type { ChartFile } from "../chart/chart.ts";
import { compileGlob } from "./glob.ts";

/** What `.AsConfig` and `.AsSecrets` print with. */
export type ToYaml = (value: Value) => string;

type Contents = ReadonlyMap<string, Uint8Array>;

export function filesValue(files: readonly ChartFile[], toYaml: ToYaml): TypedMap {
  return new FilesMap(new Map(files.map((file) => [file.name, file.data])), toYaml);
}

/** Templates seldom look at the bytes of more than a few files, so their values are made when they are asked for. */
class FilesMap extends TypedMap {
  readonly #contents: Contents;

  constructor(contents: Contents, toYaml: ToYaml) {
    super("engine.files", undefined, new Slice("[]uint8", []), methods(contents, toYaml));
    this.#contents = contents;
    for (const name of contents.keys()) super.set(name, null);
  }

  override get(name: string): Value {
    const bytes = this.#contents.get(name);
    return bytes === undefined ? undefined : new ByteSlice(bytes);
  }

  override *entries(): MapIterator<[string, Value]> {
    for (const [name, bytes] of this.#contents) yield [name, new ByteSlice(bytes)];
  }

  override *values(): MapIterator<Value> {
    for (const bytes of this.#contents.values()) yield new ByteSlice(bytes);
  }

  override [Symbol.iterator]() {
    return this.entries();
  }
}

function methods(contents: Contents, toYaml: ToYaml): FuncMap {
  const text = (name: string) => fromBytes(contents.get(name) ?? new Uint8Array());
  const list = [
    func("Get", "string", text),
    func("GetBytes", "string", (name: string) => new ByteSlice(contents.get(name) ?? new Uint8Array())),
    func("Glob", "string", (pattern: string) => new FilesMap(matching(contents, pattern), toYaml)),
    func("AsConfig", "", () => toYaml(byBaseName(contents, fromBytes))),
    func("AsSecrets", "", () => toYaml(byBaseName(contents, encodeBase64))),
    func("Lines", "string", (name: string) => stringSlice(lines(text(name)))),
  ];
  return new Map(list.map((method) => [method.name, method]));
}

function matching(contents: Contents, pattern: string): Contents {
  const matches = compileGlob(pattern);
  return new Map([...contents].filter(([name]) => matches(name)));
}

/** Files of the same name in different folders overwrite one another; Helm leaves to chance which one stays. */
function byBaseName(contents: Contents, convert: (bytes: Uint8Array) => string): TypedMap {
  const entries = [...contents]
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([name, bytes]) => [name.slice(name.lastIndexOf("/") + 1), convert(bytes)] as const);
  return new TypedMap("map[string]string", entries, "");
}

function lines(text: string): string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}
