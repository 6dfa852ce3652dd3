/** A Kubernetes version as `--kube-version` gives it (helm pkg/chart/common/capabilities.go; apimachinery's ParseGeneric). */
import { sprintf } from "../../go/fmt/index.ts";
import * as strconv from "../../go/strconv/index.ts";
import { GoError } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";

export interface KubeVersion {
  /** What templates see: Helm 4 keeps what was given, Helm 3 only the numbers. */
  readonly version: string;
  /** `v` and the numbers, which `kubeVersion` of a chart is compared with. */
  readonly normalized: string;
  readonly major: string;
  readonly minor: string;
}

const GENERIC = /^[\t\n\f\r ]*v?([0-9]+(?:\.[0-9]+)*).*$/;

/** Throws `GoError`. Whatever follows the numbers is allowed and ignored. */
export function parseKubeVersion(text: string, dialect: Dialect): KubeVersion {
  const components = GENERIC.exec(text)?.[1]?.split(".");
  if (components === undefined) throw new GoError(sprintf("could not parse %q as version", [text]));
  if (components.length < 2) throw new GoError(sprintf("illegal version string %q", [text]));
  if (/^0./.test(components[0] ?? "")) {
    throw new GoError(sprintf("illegal zero-prefixed version component %q in %q", [components[0] ?? "", text]));
  }
  const numbers = components.map((component) => parseComponent(component, text));
  const normalized = `v${numbers.join(".")}`;
  const given = text.startsWith("v") ? text : `v${text}`;
  return {
    version: dialect === "helm4" ? given : normalized,
    normalized,
    major: String(numbers[0]),
    minor: String(numbers[1]),
  };
}

function parseComponent(component: string, version: string): bigint {
  try {
    return strconv.parseUint(component);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const what = sprintf("illegal non-numeric version component %q in %q", [component, version]);
    throw new GoError(`${what}: ${error.message}`);
  }
}
