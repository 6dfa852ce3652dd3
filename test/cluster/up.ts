/** Starts a control plane and keeps it until interrupted: `bun test/cluster/up.ts [FOLDER [PORT]]` prints the kubeconfig's path. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startControlPlane } from "./control-plane.ts";

const [folder = join(tmpdir(), "lade-cluster"), port = "26443"] = process.argv.slice(2);
const plane = await startControlPlane({ folder, port: Number(port) });
console.log(plane.kubeconfig);
await new Promise((resolve) => {
  process.once("SIGINT", resolve);
  process.once("SIGTERM", resolve);
});
await plane.stop();
