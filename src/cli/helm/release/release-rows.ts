import type { Release } from "../../../helm/storage/index.ts";

/** `NAME-VERSION` of the release's chart. */
export function chartName({ chart: { metadata } }: Release): string {
  return `${metadata.name}-${metadata.version}`;
}

export function appVersion({ chart: { metadata } }: Release): string {
  return metadata.appVersion;
}
