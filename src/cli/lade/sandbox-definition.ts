import { exactly, noArguments } from "../helm/definitions/argument-rules.ts";
import { namedCommand } from "../cobra/arguments.ts";
import type { CommandBody, CommandEntry } from "../cobra/command.ts";
import type { FlagDefinition } from "../cobra/flag.ts";

const LONG = `
A Kubernetes API in a box: it speaks the protocol of a real API server, so that helm, kubectl and client libraries work
on it, and plays the controllers, so that workloads come up. Nothing runs in it. It listens on loopback, with TLS and a
token, and keeps its objects from one start to the next.

  export KUBECONFIG="$(lade sandbox start)"
`;

const FAULT_LONG = `
Make something go wrong. FAULT is one of image-pull-error, crash-loop, never-ready, unschedulable, pending, fail and
slow-start=30s, for pods whose names begin with --pods and whose image has --image in it (all by default), or with --api
latency=200ms, drop-watch=5s, status=409 (changes of objects only), status=429 or status=500@0.1 for a tenth of all requests. The annotation sandbox.lade.dev/fault of a pod says the same for one.
"clear" takes all faults away.
`;

const ADVANCE_LONG = `
Move the time of a sandbox that was started with --time simulated: by a duration (10m, 36h), or until-idle, which is until nothing waits for
anything. What is due on the way happens, each at its moment: retries, deadlines, CronJobs.
`;

const NAME: FlagDefinition = { name: "name", usage: "name of the sandbox", default: "default" };

export const START_FLAGS: readonly FlagDefinition[] = [
  { name: "port", type: "int", usage: "port on loopback; the one it had before, or any, for 0" },
  { name: "nodes", type: "int", usage: "number of nodes", default: "2" },
  {
    name: "storage-class",
    usage: "default storage class, whose claims are bound; none where empty",
    default: "standard",
  },
  {
    name: "time",
    usage: "real, or simulated: waits of the cluster's own are skipped, and lade sandbox advance moves on",
    default: "real",
  },
  {
    name: "authorization-mode",
    usage: "RBAC, or AlwaysAllow: what tokens of ServiceAccounts may do, and who acts as another",
    default: "RBAC",
  },
  { name: "in-memory", type: "bool", usage: "keep nothing when it stops" },
  { name: "foreground", type: "bool", usage: "stay, until interrupted" },
];

export function sandbox(): CommandBody {
  return { long: LONG, persistentFlags: [NAME], commands: COMMANDS, groupArgs: namedCommand };
}

const run = () => import("./sandbox.ts");

const COMMANDS: readonly CommandEntry[] = [
  {
    use: "start",
    short: "Start the sandbox, and print the path of its kubeconfig",
    flags: START_FLAGS,
    args: noArguments,
    run: async () => ({ run: (await run()).start }),
  },
  {
    use: "stop",
    short: "Stop the sandbox; its objects stay",
    args: noArguments,
    run: async () => ({ run: (await run()).stop }),
  },
  {
    use: "status",
    short: "Say whether the sandbox runs, and what is in it",
    args: noArguments,
    run: async () => ({ run: (await run()).status }),
  },
  {
    use: "reset",
    short: "Take all objects and faults out of the sandbox",
    args: noArguments,
    run: async () => ({ run: (await run()).reset }),
  },
  {
    use: "advance DURATION|until-idle",
    short: "Move simulated time",
    long: ADVANCE_LONG,
    args: exactly(1),
    run: async () => ({ run: (await run()).advance }),
  },
  {
    use: "snapshot FILE",
    short: "Write all objects of the sandbox to a file",
    args: exactly(1),
    run: async () => ({ run: (await run()).snapshot }),
  },
  {
    use: "restore FILE",
    short: "Put the sandbox back to a snapshot",
    args: exactly(1),
    run: async () => ({ run: (await run()).restore }),
  },
  {
    use: "fault FAULT",
    short: "Make something go wrong",
    long: FAULT_LONG,
    flags: [
      { name: "pods", usage: "the first letters of the pods' names" },
      { name: "image", usage: "a part of the pods' image" },
      { name: "namespace", shorthand: "n", usage: "namespace of the pods" },
      { name: "api", type: "bool", usage: "the fault is one of the API" },
    ],
    args: exactly(1),
    run: async () => ({ run: (await run()).fault }),
  },
];
