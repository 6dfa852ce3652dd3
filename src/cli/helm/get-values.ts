/** `helm get values` (helm pkg/cmd/get_values.go, pkg/action/get_values.go). */
import type { GoMap } from "../../go/index.ts";
import { recordedChart, type Release } from "../../helm/storage/index.ts";
import { sortedDeep } from "../../helm/chart/index.ts";
import { coalesceValues } from "../../helm/index.ts";
import { marshal } from "../../yaml/index.ts";
import type { CommandContext } from "../context.ts";
import { writeStructured } from "../output/structured.ts";
import { readRelease } from "./release/read-release.ts";

export async function run(context: CommandContext): Promise<void> {
  const { flags, out } = context;
  const all = flags.bool("all");
  const release = await readRelease(context);
  const values = all ? computed(context, release) : given(release);
  const title = all ? "COMPUTED VALUES:" : "USER-SUPPLIED VALUES:";
  writeStructured(out, flags.string("output"), {
    table: () => `${title}\n${marshal(values)}`.slice(0, -1),
    value: () => sortedDeep(values),
  });
}

/** Records leave empty values out, and what is left out is nil. */
function given({ config }: Release): GoMap | null {
  return config.size === 0 ? null : config;
}

function computed({ dialect, log }: CommandContext, release: Release): GoMap {
  return coalesceValues(recordedChart(release), release.config, { dialect, warn: (message) => log.warn(message) });
}
