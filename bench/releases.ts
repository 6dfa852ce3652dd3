/** 500 stored revisions of 100 releases in a namespace of their own, for the commands that read them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, kubeconfigFiles } from "../src/cluster/index.ts";
import { KubernetesDriver, releaseFromJson, Storage } from "../src/helm/storage/index.ts";
import { Discovery, Kubeconfig, Objects } from "../src/kube/index.ts";
import { disk } from "../src/sys/index.ts";
import { smallChart } from "./inputs.ts";

export interface StoredReleases {
  readonly kubeconfig: string;
  readonly namespace: string;
  remove(): Promise<void>;
}

const RELEASES = 100;
const REVISIONS = 5;
const AT_ONCE = 20;

/** Writes them where `kubeconfig` leads to. `folder` is scratch. */
export async function storeReleases(options: { kubeconfig: string; folder: string }): Promise<StoredReleases> {
  const { kubeconfig, folder } = options;
  const namespace = `lade-bench-${Math.random().toString(36).slice(2, 8)}`;
  const objects = objectsOf(kubeconfig);
  await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  const driver = { kind: "Secret", dialect: "helm4", namespace, now: () => 1_700_000_000 } as const;
  const storage = new Storage(new KubernetesDriver(objects, driver));
  const chart = chartJson(smallChart(join(folder, "stored-chart")));
  const records = Array.from({ length: RELEASES * REVISIONS }, (_, i) => record(i, { chart, namespace }));
  for (let i = 0; i < records.length; i += AT_ONCE) {
    await Promise.all(records.slice(i, i + AT_ONCE).map((one) => storage.create(releaseFromJson(one))));
  }
  const ref = { apiVersion: "v1", kind: "Namespace", namespace: "", name: namespace };
  return { kubeconfig, namespace, remove: () => objects.delete(ref) };
}

function objectsOf(path: string): Objects {
  const kubeconfig = new Kubeconfig(kubeconfigFiles({ files: disk, cwd: process.cwd() }, [path]));
  const env = { get: (name: string) => process.env[name] };
  const cluster = connect(kubeconfig, { files: disk, env, overrides: {}, userAgent: "lade-bench" });
  return new Objects(cluster, new Discovery(cluster));
}

type Json = Parameters<typeof releaseFromJson>[0];

function chartJson(folder: string): Json {
  const names = ["_names.tpl", "deployment.yaml", "service.yaml"];
  return {
    metadata: { name: "small", version: "1.0.0", apiVersion: "v2", appVersion: "1.2.3" },
    templates: names.map((name) => ({
      name: `templates/${name}`,
      data: readFileSync(join(folder, "templates", name)).toString("base64"),
    })),
    values: { replicas: 2, image: { repository: "nginx", tag: 1.27 }, service: { port: 80 } },
  };
}

/** No objects: what `status` would ask the server for them is not what is timed. */
function record(i: number, { chart, namespace }: { chart: Json; namespace: string }): Json {
  const [name, version] = [`release-${Math.floor(i / REVISIONS)}`, (i % REVISIONS) + 1];
  // As Go writes it: what no Helm has written takes longer to read.
  const time = new Date(Date.UTC(2026, 0, 1, 0, 0, i)).toISOString().replace(".000", "");
  const status = version === REVISIONS ? "deployed" : "superseded";
  const info = { first_deployed: time, last_deployed: time, description: "Upgrade complete", status, notes: "Hello." };
  return { name, namespace, version, info, chart, config: { replicas: i }, manifest: "", apply_method: "ssa" };
}
