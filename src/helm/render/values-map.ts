/**
 * Helm's `common.Values` (`chartutil.Values` in Helm 3; pkg/chart/common/values.go). Helm hands one map to templates as that type here and
 * as a plain map there: what `set` writes through one shows through the other.
 */
import { func, type FuncMap, GoError, type GoMap, TypedMap, type Value } from "../../go/index.ts";
import { sprintf } from "../../go/fmt/index.ts";
import * as yaml from "../../yaml/index.ts";
import { scalarAt, table } from "../values/path.ts";

const METHODS: ReadonlySet<string> = new Set(["AsMap", "Encode", "PathValue", "Table", "YAML"]);

export class ValuesMap extends TypedMap {
  readonly #map: GoMap;
  #functions: FuncMap | undefined;

  constructor(type: string, map: GoMap) {
    super(type);
    this.#map = map;
  }

  /** Made when one is called, which few charts do. */
  override get methods(): FuncMap {
    return (this.#functions ??= methods(this));
  }

  override hasMethod(name: string): boolean {
    return METHODS.has(name);
  }

  override emptied(): ValuesMap {
    return new ValuesMap(this.type, new Map());
  }

  /** The map that is shown. */
  override get shared(): GoMap {
    return this.#map;
  }

  override get size(): number {
    return this.#map.size;
  }

  override get(key: string): Value {
    return this.#map.get(key);
  }

  override has(key: string): boolean {
    return this.#map.has(key);
  }

  override set(key: string, value: Value): this {
    this.#map.set(key, value);
    return this;
  }

  override delete(key: string): boolean {
    return this.#map.delete(key);
  }

  override clear(): void {
    this.#map.clear();
  }

  override keys() {
    return this.#map.keys();
  }

  override values() {
    return this.#map.values();
  }

  override entries() {
    return this.#map.entries();
  }

  override forEach(visit: (value: Value, key: string, map: Map<string, Value>) => void): void {
    this.#map.forEach((value, key) => visit(value, key, this));
  }

  override [Symbol.iterator]() {
    return this.#map[Symbol.iterator]();
  }
}

function methods(values: ValuesMap): FuncMap {
  const list = [
    func("AsMap", "", () => (values.size === 0 ? new Map<string, Value>() : values.shared)),
    func("Encode", "io.Writer", () => {
      // Templates have none but nil.
      throw new GoError("runtime error: invalid memory address or nil pointer dereference");
    }),
    func("PathValue", "string", (path: string) => pathValue(values, path)),
    func("Table", "string", (path: string) => new ValuesMap(values.type, table(values, path))),
    func("YAML", "", () => yaml.marshal(values)),
  ];
  return new Map(list.map((method) => [method.name, method]));
}

/** What stands at the path, and is no table. */
function pathValue(values: GoMap, path: string): Value {
  if (path === "") throw new GoError("YAML path cannot be empty");
  const value = scalarAt(values, path);
  if (value === undefined) throw new GoError(sprintf("%q is not a value", [path.slice(path.lastIndexOf(".") + 1)]));
  return value;
}
