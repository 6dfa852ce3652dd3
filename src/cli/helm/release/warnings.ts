import { quote } from "../../../go/strconv/index.ts";
import type { ApiRequest, ApiResponse, Cluster } from "../../../kube/index.ts";
import type { CommandContext } from "../../context.ts";

/** A cluster whose warnings are printed as they come, as client-go prints them through klog. */
export function reportingWarnings(cluster: Cluster, { err }: Pick<CommandContext, "err">): Cluster {
  return {
    async request(request: ApiRequest): Promise<ApiResponse> {
      const response = await cluster.request(request);
      for (const warning of response.warnings) err.write(klogLine(new Date(), `Warning: ${warning}`));
      return response;
    },
    watch: (request) => cluster.watch(request),
  };
}

/** `I1121 11:25:01.963728   22010 warnings.go:107] "…"`: level, month and day, time, process, source, message. */
function klogLine(now: Date, message: string): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const date = `${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":");
  const micros = String(now.getMilliseconds() * 1000).padStart(6, "0");
  return `I${date} ${time}.${micros} ${String(process.pid).padStart(7)} warnings.go:107] ${quote(message)}\n`;
}
