/** A rendered manifest without what Helm says on the same stream of charts that it pulls. */
export function withoutPullProgress(manifest: string): string {
  return manifest.replace(/^(?:Pulled|Digest|Pulling):[^\n]*\n?/gm, "");
}
