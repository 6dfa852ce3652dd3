import { GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { type Reference, settingsOf } from "../reference.ts";
import type { RefWorld } from "../world.ts";
import type { Backend } from "./backend.ts";
import { echo } from "./echo.ts";
import { envsubst } from "./envsubst.ts";
import { exec } from "./exec.ts";
import { file } from "./file.ts";
import { sops } from "./sops.ts";

export type { Backend } from "./backend.ts";

/** What vals knows and this does not. */
const ELSEWHERE = new Set(
  (
    "awskms awssecrets awsssm azurekeyvault bw conjur doppler gcpsecrets gcs gitlab gkms googlesheets hcpvaultsecrets httpjson " +
    "infisical k8s keychain oci onepasswordconnect op openbao pulumistateapi s3 scw servercore tfstate tfstateazurerm tfstategitlab " +
    "tfstategs tfstateremote tfstates3 tss vault yclockbox"
  ).split(" "),
);

/** Throws `GoError` for backends that are not there. */
export function backendFor(reference: Reference, world: RefWorld): Backend {
  const setting = settingsOf(reference, world.env);
  switch (reference.backend) {
    case "echo":
      return echo;
    case "envsubst":
      return envsubst(world);
    case "exec":
      return exec(world, { reference, setting });
    case "file":
      return file(world, setting);
    case "sops":
      return sops(world, setting);
    default:
      throw missing(reference.backend);
  }
}

function missing(backend: string): GoError {
  if (!ELSEWHERE.has(backend)) return new GoError(`no provider registered for scheme ${quote(backend)}`);
  return new GoError(
    `the backend ${quote(backend)} is not supported here yet: echo, envsubst, exec, file and sops are`,
  );
}
