/** On a terminal, what failed is explained below Helm's own text. Loaded only then. */
import { GoError } from "../../../go/index.ts";
import { explainError } from "../../../helm/why/index.ts";
import type { CommandContext } from "../../context.ts";
import { nameAndChart } from "./release-name.ts";
import { traceChart } from "./traced.ts";

/** The explanation; empty where there is nothing to add. Whatever goes wrong here says nothing of the chart. */
export async function explainFailure(context: CommandContext, error: GoError): Promise<string> {
  try {
    const quiet = { ...context, log: SILENT };
    const traced = await traceChart(quiet, await nameAndChart(quiet, { fallback: "release-name" }));
    return explainError(error, { ...traced, dialect: context.dialect });
  } catch (failure) {
    if (failure instanceof GoError) return "";
    throw failure;
  }
}

const SILENT: CommandContext["log"] = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
