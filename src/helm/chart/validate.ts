/** What makes a Chart.yaml valid (helm pkg/chart/v2/metadata.go). Names and texts are cleaned on the way. */
import { sprintf } from "../../go/fmt/index.ts";
import { GoError } from "../../go/index.ts";
import * as semver from "../../semver/index.ts";
import type { Dependency, Maintainer, Metadata } from "./metadata.ts";
import { sanitize } from "./sanitize.ts";

/** Throws `GoError` with `validation: …` at the first fault. */
export function validateMetadata(metadata: Metadata): void {
  sanitizeTexts(metadata);
  requireThat(metadata.apiVersion !== "", "chart.metadata.apiVersion is required");
  validateName(metadata.name);
  requireThat(metadata.version !== "", "chart.metadata.version is required");
  requireThat(isVersion(metadata.version), sprintf("chart.metadata.version %q is invalid", [metadata.version]));
  requireThat(
    ["", "application", "library"].includes(metadata.type),
    "chart.metadata.type must be application or library",
  );
  for (const maintainer of metadata.maintainers ?? []) validateMaintainer(maintainer);
  validateDependencies(metadata.dependencies ?? []);
}

function requireThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new GoError(`validation: ${message}`);
}

function sanitizeTexts(metadata: Metadata): void {
  const fields = ["name", "description", "home", "icon", "condition", "tags", "appVersion", "kubeVersion"] as const;
  for (const field of fields) metadata[field] = sanitize(metadata[field]);
  metadata.sources = metadata.sources?.map(sanitize);
  metadata.keywords = metadata.keywords?.map(sanitize);
}

function validateName(name: string): void {
  requireThat(name !== "", "chart.metadata.name is required");
  requireThat(name !== "." && name !== "..", sprintf("chart.metadata.name %q is not allowed", [name]));
  requireThat(!name.includes("/"), sprintf("chart.metadata.name %q is invalid", [name]));
}

function isVersion(version: string): boolean {
  try {
    semver.parseVersion(version);
    return true;
  } catch {
    return false;
  }
}

function validateMaintainer(maintainer: Maintainer | null): void {
  requireThat(maintainer !== null, "maintainers must not contain empty or null nodes");
  for (const field of ["name", "email", "url"] as const) maintainer[field] = sanitize(maintainer[field]);
}

function validateDependencies(dependencies: readonly (Dependency | null)[]): void {
  const keys = new Set<string>();
  for (const dependency of dependencies) {
    validateDependency(dependency);
    const key = dependency.alias === "" ? dependency.name : dependency.alias;
    requireThat(!keys.has(key), sprintf("more than one dependency with name or alias %q", [key]));
    keys.add(key);
  }
}

const ALIAS = /^[a-zA-Z0-9_-]+$/;

/** Throws `GoError` for a null entry or a bad alias. */
export function validateDependency(dependency: Dependency | null): asserts dependency is Dependency {
  requireThat(dependency !== null, "dependencies must not contain empty or null nodes");
  for (const field of ["name", "version", "repository", "condition"] as const) {
    dependency[field] = sanitize(dependency[field]);
  }
  dependency.tags = dependency.tags?.map(sanitize);
  requireThat(
    dependency.alias === "" || ALIAS.test(dependency.alias),
    sprintf("dependency %q has disallowed characters in the alias", [dependency.name]),
  );
}
