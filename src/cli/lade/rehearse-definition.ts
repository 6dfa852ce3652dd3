import { between } from "../helm/definitions/argument-rules.ts";
import type { CommandBody } from "../cobra/command.ts";
import type { FlagDefinition } from "../cobra/flag.ts";
import { globalFlags } from "../helm/definitions/global-flags.ts";
import type { DefinitionOptions } from "../helm/definitions/options.ts";
import { outputFlag } from "../helm/definitions/output-flag.ts";
import { upgrade } from "../helm/definitions/upgrade.ts";

const LONG = `
Play what helm upgrade --install would do with the same flags, or what a plan of lade plan says, in a sandbox of its own, then roll it back, and say
what would happen: to each object and its pods, for how long something would be missing, what would be refused, and what would not be
as it was before. From the cluster everything is copied that has a part in it; the cluster is only read, nothing is written to it.

The sandbox is in memory and goes with the program. Its time is simulated: five minutes of waiting take no time. Pods take as long to start as those
that run already. Secrets are copied into memory, never printed and never written, unless --keep leaves the sandbox behind.

With --fault something goes wrong with the pods that the upgrade makes: image-pull-error, crash-loop, never-ready, unschedulable, pending, fail or
slow-start=30s, for all of them, or for those of deployment/web with --fault crash-loop=deployment/web.

The exit code is 0 where all would succeed, and 1 where something would fail.
`;

const OWN: readonly FlagDefinition[] = [
  outputFlag,
  {
    name: "fault",
    type: "stringArray",
    usage: "something that goes wrong, such as image-pull-error or crash-loop=deployment/web (can specify multiple)",
  },
  { name: "no-rollback", type: "bool", usage: "leave out the rollback" },
  { name: "to", type: "int", usage: "revision to roll back to; 0 is the one that is deployed now" },
  {
    name: "keep",
    usage: "leave the sandbox behind under this name, for kubectl; it holds the Secrets that were copied",
  },
];

/** What says nothing about a rehearsal. */
const FOREIGN = ["dry-run", "hide-secret", "hide-notes", "install", "output", "progress", "fail-fast"];

export function rehearse(options: DefinitionOptions): CommandBody {
  const { flags = [], exclusive = [], checkFlags, complete } = upgrade({ ...options, dialect: "helm4" });
  return {
    long: LONG,
    example: `  lade rehearse web ./chart -f prod.yaml
  lade rehearse web ./chart --set image.tag=2 --fault image-pull-error
  lade rehearse web.plan`,
    flags: [...flags.filter(({ name }) => !FOREIGN.includes(name)), ...OWN, ...globalFlags(options)],
    args: between(1, 2),
    exclusive,
    ...(checkFlags === undefined ? {} : { checkFlags }),
    ...(complete === undefined ? {} : { complete }),
    run: () => import("./rehearse.ts"),
  };
}
