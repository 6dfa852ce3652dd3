import { formatFloat } from "../../../go/strconv/index.ts";
import { writeCsvRecord } from "../../../go/csv/index.ts";
import type { FlagDefinition } from "../../cobra/flag.ts";
import { contexts, colorModes, namespaces } from "../completions.ts";
import { defaultsFrom } from "../settings.ts";
import { klogFlags } from "./klog-flags.ts";
import type { DefinitionOptions } from "./options.ts";
import { present } from "./present.ts";

const COLOR_USAGE = "use colored output (never, auto, always)";

/** The flags every command of Helm takes (pkg/cli/environment.go). Their defaults come from the environment. */
export function globalFlags({ dialect, env }: DefinitionOptions): FlagDefinition[] {
  const helm4 = dialect === "helm4";
  const from = defaultsFrom(env, dialect);
  return present(
    {
      name: "burst-limit",
      type: "int",
      usage: "client-side default throttling limit",
      default: String(from.burstLimit),
    },
    helm4 && { name: "color", twin: "colour", usage: COLOR_USAGE, default: from.colorMode, complete: colorModes },
    helm4 && { name: "colour", twin: "color", usage: COLOR_USAGE, default: from.colorMode, complete: colorModes },
    helm4 && {
      name: "content-cache",
      usage: "path to the directory containing cached content (e.g. charts)",
      default: from.contentCache,
    },
    { name: "debug", type: "bool", usage: "enable verbose output", default: String(from.debug) },
    {
      name: "kube-apiserver",
      usage: "the address and the port for the Kubernetes API server",
      default: from.kubeApiServer,
    },
    {
      name: "kube-as-group",
      type: "stringArray",
      usage: "group to impersonate for the operation, this flag can be repeated to specify multiple groups.",
      default: `[${writeCsvRecord(from.kubeAsGroups)}]`,
    },
    { name: "kube-as-user", usage: "username to impersonate for the operation", default: from.kubeAsUser },
    {
      name: "kube-ca-file",
      usage: "the certificate authority file for the Kubernetes API server connection",
      default: from.kubeCaFile,
    },
    {
      name: "kube-context",
      usage: "name of the kubeconfig context to use",
      default: from.kubeContext,
      complete: contexts,
    },
    {
      name: "kube-insecure-skip-tls-verify",
      type: "bool",
      usage:
        "if true, the Kubernetes API server's certificate will not be checked for validity. This will make your HTTPS connections insecure",
      default: String(from.kubeInsecureSkipTlsVerify),
    },
    {
      name: "kube-tls-server-name",
      usage:
        "server name to use for Kubernetes API server certificate validation. If it is not provided, the hostname used to contact the server is used",
      default: from.kubeTlsServerName,
    },
    { name: "kube-token", usage: "bearer token used for authentication", default: from.kubeToken },
    { name: "kubeconfig", usage: "path to the kubeconfig file" },
    {
      name: "namespace",
      shorthand: "n",
      usage: "namespace scope for this request",
      default: from.namespace,
      complete: namespaces,
    },
    {
      name: "qps",
      type: "float32",
      usage: "queries per second used when communicating with the Kubernetes API, not including bursting",
      default: formatFloat(from.qps, "g", -1, 32),
    },
    { name: "registry-config", usage: "path to the registry config file", default: from.registryConfig },
    {
      name: "repository-cache",
      usage: "path to the directory containing cached repository indexes",
      default: from.repositoryCache,
    },
    {
      name: "repository-config",
      usage: "path to the file containing repository names and URLs",
      default: from.repositoryConfig,
    },
    ...klogFlags(),
  );
}
