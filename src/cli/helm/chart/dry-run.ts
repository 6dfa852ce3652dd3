/** What `--dry-run` asks for (helm pkg/cmd/helpers.go; cmd/helm/install.go in Helm 3). */
import { sprintf } from "../../../go/fmt/index.ts";
import { parseBool } from "../../../go/strconv/index.ts";
import { GoError } from "../../../go/index.ts";
import type { CommandContext } from "../../context.ts";

export type DryRunStrategy = "none" | "client" | "server";

/** `template` is always a dry run. Throws `GoError`. */
export function dryRunStrategy(context: CommandContext, options: { template: boolean }): DryRunStrategy {
  return context.dialect === "helm4" ? strategy4(context, options) : strategy3(context, options);
}

function strategy4({ flags, log }: CommandContext, { template }: { template: boolean }): DryRunStrategy {
  if (template && flags.bool("validate")) return "server";
  const value = flags.string("dry-run");
  const notForTemplate = () =>
    new GoError(sprintf('invalid dry-run value (%q). Must be "server" or "client"', [value]));
  switch (value) {
    case "unset":
      log.warn("--dry-run is deprecated and should be replaced with '--dry-run=client'");
      return "client";
    case "client":
    case "server":
      return value;
    case "none":
      if (template) throw notForTemplate();
      return "none";
  }
  const given = boolOf(value);
  if (given === undefined) {
    throw new GoError(sprintf('invalid dry-run value (%q). Must be "none", "server", or "client"', [value]));
  }
  if (template && !given) throw notForTemplate();
  const result = given ? "client" : "none";
  log.warn(`boolean '--dry-run=${value}' flag is deprecated and must be replaced with '--dry-run=${result}'`);
  return result;
}

function boolOf(value: string): boolean | undefined {
  try {
    return parseBool(value);
  } catch {
    return undefined;
  }
}

const VALUES_3 = ["false", "true", "none", "client", "server"];

function strategy3({ flags }: CommandContext, { template }: { template: boolean }): DryRunStrategy {
  const given = flags.string("dry-run");
  if (template) return flags.bool("validate") ? "server" : "client";
  if (given === "" || given === "none" || given === "false") return "none";
  return given === "server" ? "server" : "client";
}

/** Helm 3 looks at the value only after the chart and its values have been read. Throws `GoError`. */
export function checkDryRun3(value: string): void {
  if (value !== "" && !VALUES_3.includes(value)) {
    throw new GoError("Invalid dry-run flag. Flag must one of the following: false, true, none, client, server");
  }
}
