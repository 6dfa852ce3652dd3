/** `--keep NAME`: what a rehearsal leaves becomes a sandbox of its own, to be looked at with kubectl. */
import { existsSync } from "node:fs";
import {
  machinePorts,
  Sandbox,
  SandboxHome,
  sqliteStorage,
  startInBackground,
  statusOf,
  type StoredObject,
} from "../../../sandbox/index.ts";
import { CommandError, type RunContext } from "../../context.ts";
import { homeNamed, ownWords } from "../sandbox.ts";

/** Throws `CommandError` where there is such a sandbox already: its objects are somebody's. */
export async function homeToKeep(context: RunContext, name: string): Promise<SandboxHome> {
  const home = homeNamed(context, name);
  // One that keeps nothing has no database, but it runs.
  if (!existsSync(home.database) && (await statusOf(home)) === undefined) return home;
  throw new CommandError(`there is a sandbox ${JSON.stringify(name)} already: choose another name`);
}

export async function keep(home: SandboxHome, objects: readonly StoredObject[]): Promise<void> {
  home.make();
  const sandbox = new Sandbox({
    storage: sqliteStorage(home.database),
    ports: machinePorts,
    nodes: 0,
    storageClass: "",
  });
  sandbox.restore(objects);
  sandbox.close();
  const words = ["sandbox", "start", "--foreground", `--name=${home.name}`, "--nodes=0", "--storage-class="];
  await startInBackground(home, process.execPath, [...ownWords(), ...words]);
}
