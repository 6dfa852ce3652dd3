import type { CommandBody } from "../cobra/command.ts";
import type { FlagDefinition } from "../cobra/flag.ts";
import { textType } from "../cobra/flag-types.ts";
import { exactly } from "../helm/definitions/argument-rules.ts";
import { globalFlags } from "../helm/definitions/global-flags.ts";
import type { DefinitionOptions } from "../helm/definitions/options.ts";
import { upgrade } from "../helm/definitions/upgrade.ts";

const LONG = `
Say what helm upgrade --install would change in the cluster, and write nothing. The chart is rendered as an upgrade would
render it, and the server is asked about every write by a dry run, so that fields that cannot change, refusals by
admission, fields of other managers, kinds that are missing and APIs that were removed are named before anything happens.

With --plan-out the plan is written to a file, which lade apply executes. The file holds the values and all manifests,
Secrets too: keep it as you keep them.

Exit codes: 0 for a plan that can be executed, 1 for one that cannot be, 2 with --detailed-exitcode where something
would change.
`;

const FORMATS = ["text", "json"];

const OWN: readonly FlagDefinition[] = [
  {
    name: "output",
    shorthand: "o",
    type: textType("format", (text) => {
      if (!FORMATS.includes(text)) throw new Error("invalid format type");
      return text;
    }),
    usage: `prints the plan in the specified format. Allowed values: ${FORMATS.join(", ")}`,
    default: "text",
  },
  { name: "plan-out", usage: "write the plan to this file, for lade apply" },
  { name: "detailed-exitcode", type: "bool", usage: "exit with 2 where something would change" },
  {
    name: "recreate",
    type: "stringArray",
    usage:
      "allow this object (kind/name) to be deleted and made anew where a field cannot change (can specify multiple)",
  },
  {
    name: "leave",
    type: "stringArray",
    usage:
      "leave this field (kind/name:path, such as deployment/web:spec.replicas) to whoever else manages it (can specify multiple)",
  },
];

/** What says nothing about a plan. */
const FOREIGN = ["dry-run", "hide-secret", "hide-notes", "install", "output", "progress", "fail-fast"];

export function plan(options: DefinitionOptions): CommandBody {
  const { flags = [], exclusive = [], checkFlags, complete } = upgrade({ ...options, dialect: "helm4" });
  return {
    long: LONG,
    example: `  lade plan web ./chart -f prod.yaml --plan-out web.plan`,
    flags: [...flags.filter(({ name }) => !FOREIGN.includes(name)), ...OWN, ...globalFlags(options)],
    args: exactly(2),
    exclusive,
    ...(checkFlags === undefined ? {} : { checkFlags }),
    ...(complete === undefined ? {} : { complete }),
    run: () => import("./plan.ts"),
  };
}
