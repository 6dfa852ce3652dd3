/** How cells are worded: ages, selectors, short lists (kubernetes pkg/printers/internalversion 1.36). */
import { goNumber } from "../go-number.ts";
import {
  isNumber,
  isObject,
  labelSelectorText,
  listAt,
  textAt,
  valueAt,
  writeJson,
  type JsonObject,
  type JsonValue,
} from "../../../kube/index.ts";
import { humanDuration } from "./duration.ts";

/** The cells of an object, in the order of its kind's columns. */
export type Cells = (object: JsonObject, now: number) => JsonValue[];

export const nameOf = (object: JsonObject): string => textAt(object, "metadata", "name");

export function since(time: string, now: number): string {
  return time === "" ? "<unknown>" : humanDuration(now - Date.parse(time));
}

export const ageOf = (object: JsonObject, now: number): string =>
  since(textAt(object, "metadata", "creationTimestamp"), now);

/** The value as it is printed; `otherwise` where there is none. */
export function shown(value: JsonValue | undefined, otherwise = "<none>"): string {
  return typeof value === "string" || isNumber(value) || typeof value === "boolean" ? String(value) : otherwise;
}

export function isDeleted(object: JsonObject): boolean {
  return textAt(object, "metadata", "deletionTimestamp") !== "";
}

/** labels.FormatLabels */
export function labelText(labels: JsonObject): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`);
  return pairs.sort().join(",") || "<none>";
}

/** metav1.FormatLabelSelector */
export function selectorText(selector: JsonValue | undefined): string {
  return labelSelectorText(selector) || "<none>";
}

/** Names and images of a pod's containers. */
export function containerCells(spec: JsonObject): [names: string, images: string] {
  const containers = listAt(spec, "containers");
  const all = (what: string): string => containers.map((one) => textAt(one, what)).join(",");
  return [all("name"), all("image")];
}

/** A few of many. */
export function fewOf(all: readonly string[], max: number, otherwise: string): string {
  if (all.length === 0) return otherwise;
  const first = all.slice(0, max).join(",");
  return all.length > max ? `${first} + ${all.length - max} more...` : first;
}

export const yesNo = (value: JsonValue | undefined): string => (value === true ? "True" : "False");

export const count = (object: JsonObject, ...path: string[]): number => {
  const value = valueAt(object, ...path);
  return typeof value === "number" ? value : 0;
};

export const size = (object: JsonObject, ...path: string[]): number => {
  const value = valueAt(object, ...path);
  return Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0;
};

/** As it stands in a cell of texts. */
export const plainValue = (value: JsonValue): JsonValue =>
  typeof value === "string" ? value : typeof value === "number" ? goNumber(value) : writeJson(value);
