import type { Release } from "../../../helm/storage/index.ts";

/** `NAME-VERSION` of the release's chart. */
export function chartName({ chart: { metadata }, lacks }: Release): string {
  return lacks === undefined ? `${metadata.name}-${metadata.version}` : MISSING;
}

export function appVersion({ chart: { metadata }, lacks }: Release): string {
  return lacks === undefined ? metadata.appVersion : MISSING;
}

/** What Helm says of records without a chart. */
const MISSING = "MISSING";
