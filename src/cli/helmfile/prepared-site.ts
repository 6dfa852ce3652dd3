import { withReleases } from "./change-releases.ts";
import { type PrepareOptions, withPreparedCharts } from "./prepare-charts.ts";
import type { Site } from "./site.ts";

/** What is done with a state whose releases have their charts; whether it had to do with any. Throws `GoError`. */
export async function withPreparedSite(
  site: Site,
  options: PrepareOptions,
  act: (site: Site) => Promise<boolean> | boolean,
): Promise<boolean> {
  const { state } = site;
  let matched = false;
  await withPreparedCharts(site, options, async (withCharts) => {
    matched = await act({ ...site, state: withReleases(state, withCharts(state.spec.releases ?? [])) });
  });
  return matched;
}
