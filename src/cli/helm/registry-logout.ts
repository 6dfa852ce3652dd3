/** `helm registry logout` (Helm 4.3.1 pkg/cmd/registry_logout.go; Helm 3.22.0 the same). */
import { serverKey } from "../../oci/index.ts";
import { within } from "../../helm/download/index.ts";
import type { CommandContext } from "../context.ts";
import { credentialStore, translating } from "./network/registry-client.ts";

export async function run(context: CommandContext): Promise<void> {
  const host = context.args[0] ?? "";
  const key = serverKey(host);
  const store = credentialStore(context);
  await within(`failed to delete the credential for ${key}`, () => translating(() => store.remove(key)));
  const output = context.dialect === "helm3" ? context.err : context.out;
  output.write(`Removing login credentials for ${host}\n`);
}
