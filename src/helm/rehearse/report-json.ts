import { type JsonObject, parseJson, writeJson } from "../../kube/index.ts";
import { isSuccess, type Report } from "./report.ts";

/** The report for programs. It holds nothing secret. */
export function reportJson(report: Report): JsonObject {
  const { release, run, chart, copied, refused, steps, remaining, notes } = report;
  const plain = {
    ...{ release, run, chart, succeeds: isSuccess(report), copied, refused },
    ...{
      steps: steps.map(({ isDone, isLate, ...rest }) => ({
        ...rest,
        succeeds: isDone,
        becomesReady: !isLate && isDone,
        realMs: Math.ceil(rest.realMs),
      })),
    },
    ...{ remaining, notes },
  };
  // What is undefined is left out.
  return parseJson(writeJson(plain)) as JsonObject;
}
