/** Help and flags of `lade kustomize lock`. */
import type { CommandBody } from "../../cobra/command.ts";
import { definition as build } from "./build.ts";

/** What says where output goes is of no use here. */
const UNUSED: readonly string[] = ["output", "reorder", "enable-managedby-label"];

export const definition: CommandBody = {
  long: `Build a kustomization and write down what its remote sources are: the commit of each repository and
the digest of each file, in 'kustomization.lock' beside it. A build of a kustomization with
such a file takes exactly what stands there, from a cache of this user where it is there.

Entries that are there already stay as they are, unless --update is given.`,
  example: `# Lock the remote sources of an overlay
  lade kustomize lock overlays/production

# Take what their branches and tags are today
  lade kustomize lock overlays/production --update`,
  flags: [
    ...(build.flags ?? []).filter(({ name }) => !UNUSED.includes(name)),
    { name: "update", type: "bool", usage: "look at every source again" },
  ],
  run: () => import("../lock.ts"),
};
