/** `bun test/cluster/record-roles.ts KUBECONFIG`: writes down what a real API server answers to `playRoles`. */
import { writeFileSync } from "node:fs";
import { Discovery } from "../../src/kube/index.ts";
import { testCluster } from "./connection.ts";
import { playRoles, ROLES_FILE } from "./roles.ts";

const [kubeconfig = ""] = process.argv.slice(2);
const { gitVersion } = await new Discovery(testCluster(kubeconfig)).version();
const answers = await playRoles(kubeconfig);
writeFileSync(ROLES_FILE, `${JSON.stringify({ recordedFrom: `kube-apiserver ${gitVersion}`, answers }, null, 1)}\n`);
console.log(`${answers.length} answers of ${gitVersion}`);
