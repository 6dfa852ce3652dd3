/** Secrets that hold the token of a ServiceAccount (kubernetes pkg/controller/serviceaccount/tokens_controller.go 1.36): it is filled in, and goes with the account. */
import { objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { base64 } from "../admit/defaults.ts";
import { issue } from "../objects/tokens.ts";
import type { Controller } from "./controller.ts";
import { change, remove } from "./writes.ts";

const ACCOUNT = "kubernetes.io/service-account.name";
const UID = "kubernetes.io/service-account.uid";

export const secretController: Controller = (secret, world) => {
  if (textAt(secret, "type") !== "kubernetes.io/service-account-token") return undefined;
  const { server } = world;
  const [namespace, name] = [
    textAt(secret, "metadata", "namespace"),
    textAt(secret, "metadata", "annotations", ACCOUNT),
  ];
  const account = server.store.get("/serviceaccounts", `${namespace}/${name}`);
  const uid = textAt(secret, "metadata", "annotations", UID);
  if (account === undefined || (uid !== "" && uid !== textAt(account, "metadata", "uid"))) {
    if (uid !== "") remove(secret, server);
    return uid === "" ? { somedayMs: AGAIN_MS } : undefined;
  }
  if (textAt(secret, "data", "token") !== "") return undefined;
  change(secret, withToken(secret, account, server), world);
  return undefined;
};

const AGAIN_MS = 1000;

function withToken(secret: JsonObject, account: JsonObject, server: Parameters<typeof remove>[1]): JsonObject {
  const metadata = objectAt(secret, "metadata");
  const [name, uid] = [textAt(metadata, "name"), textAt(metadata, "uid")];
  const token = issue(account, { audiences: [], bound: { secret: { name, uid } }, expiresMs: Infinity, server });
  const annotations = { ...objectAt(metadata, "annotations"), [UID]: textAt(account, "metadata", "uid") };
  const namespace = base64(textAt(metadata, "namespace"));
  const data = { ...objectAt(secret, "data"), "ca.crt": base64(server.certificate), namespace, token: base64(token) };
  return { ...secret, metadata: { ...metadata, annotations }, data };
}
