/** What of a kubeconfig cannot be used, in client-go's words (k8s.io/client-go 0.37 tools/clientcmd/validation.go). */
import { attempt } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { parse } from "../go/url/index.ts";
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject } from "./json.ts";

/** Why a file cannot be read, as Go says it; undefined where it can. */
export type Unreadable = (path: string) => string | undefined;

export function invalid(faults: readonly string[]): string {
  const distinct = [...new Set(faults)];
  return `invalid configuration: ${distinct.length === 1 ? (distinct[0] ?? "") : `[${distinct.join(", ")}]`}`;
}

export function clusterFaults(name: string, cluster: JsonObject, unreadable: Unreadable): string[] {
  const faults: string[] = [];
  const proxy = textAt(cluster, "proxy-url");
  const wrong = proxy === "" ? undefined : proxyFault(proxy);
  if (wrong !== undefined) faults.push(`invalid 'proxy-url' ${quote(proxy)} for cluster ${quote(name)}: ${wrong}`);
  const [path, data] = [textAt(cluster, "certificate-authority"), textAt(cluster, "certificate-authority-data")];
  if (path !== "" && data !== "") {
    faults.push(
      `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
    );
  }
  const reason = path === "" ? undefined : unreadable(path);
  if (reason !== undefined) faults.push(`unable to read certificate-authority ${path} for ${name} due to ${reason}`);
  return faults;
}

const PROXY_SCHEMES = ["http", "https", "socks5"];

function proxyFault(proxy: string): string | undefined {
  const url = attempt(() => parse(proxy));
  if (url === undefined) return `could not parse: ${proxy}`;
  if (PROXY_SCHEMES.includes(url.scheme)) return undefined;
  return `unsupported scheme ${quote(url.scheme)}, must be http, https, or socks5`;
}

export function userFaults(name: string, user: JsonObject, unreadable: Unreadable): string[] {
  const methods = [
    ...(textAt(user, "token") === "" ? [] : ["token"]),
    ...(textAt(user, "username") === "" && textAt(user, "password") === "" ? [] : ["basicAuth"]),
  ];
  return [
    ...certificateFaults(name, user, unreadable),
    ...(isObject(user["exec"]) ? execFaults(name, user["exec"]) : []),
    ...(methods.length > 1
      ? [`more than one authentication method found for ${name}; found [${methods.join(" ")}], only one is allowed`]
      : []),
    ...(impersonatesNobody(user)
      ? [`requesting uid, groups or user-extra for ${name} without impersonating a user`]
      : []),
  ];
}

function impersonatesNobody(user: JsonObject): boolean {
  if (textAt(user, "as") !== "") return false;
  const extra = Object.keys(objectAt(user, "as-user-extra"));
  return textAt(user, "as-uid") !== "" || listAt(user, "as-groups").length > 0 || extra.length > 0;
}

function certificateFaults(name: string, user: JsonObject, unreadable: Unreadable): string[] {
  const text = (key: string): string => textAt(user, key);
  const [path, data] = [text("client-certificate"), text("client-certificate-data")];
  const [keyPath, keyData] = [text("client-key"), text("client-key-data")];
  if (path === "" && data === "") return [];
  const reasons = [
    { what: "client-cert", file: path },
    { what: "client-key", file: keyPath },
  ].flatMap(({ what, file }) => {
    const reason = file === "" ? undefined : unreadable(file);
    return reason === undefined ? [] : [`unable to read ${what} ${file} for ${name} due to ${reason}`];
  });
  return [
    ...(path !== "" && data !== ""
      ? [`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`]
      : []),
    ...(keyPath !== "" && keyData !== ""
      ? [`client-key-data and client-key are both specified for ${name}; client-key-data will override`]
      : []),
    ...(keyPath === "" && keyData === ""
      ? [`client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`]
      : []),
    ...reasons,
  ];
}

const MODES = ["Never", "IfAvailable", "Always"];

/** Before v1 of the plugins' API it could be left out. */
export function interactiveMode(exec: JsonObject): string {
  const isOld = textAt(exec, "apiVersion") === "client.authentication.k8s.io/v1beta1";
  return textAt(exec, "interactiveMode") || (isOld ? "IfAvailable" : "");
}

function execFaults(name: string, exec: JsonObject): string[] {
  const mode = interactiveMode(exec);
  const use = `for ${name} to use exec authentication plugin`;
  const unnamed = listAt(exec, "env").filter((one) => textAt(one, "name") === "");
  return [
    ...(textAt(exec, "command") === "" ? [`command must be specified ${use}`] : []),
    ...(valueAt(exec, "apiVersion") ? [] : [`apiVersion must be specified ${use}`]),
    ...unnamed.map(() => `env variable name must be specified ${use}`),
    ...(mode === "" ? [`interactiveMode must be specified ${use}`] : []),
    ...(mode === "" || MODES.includes(mode) ? [] : [`invalid interactiveMode for ${name}: ${quote(mode)}`]),
  ];
}
