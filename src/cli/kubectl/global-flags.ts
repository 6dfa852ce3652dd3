/** Flags that kubectl 1.36.3 takes with any command. `kustomize` heeds none of them: it talks to no cluster. */
import type { FlagDefinition } from "../cobra/flag.ts";
import { parseDuration } from "../../go/time/index.ts";
import { textType } from "../cobra/flag-types.ts";

/** `cacheFolder` is the default that `kubectl options` shows. */
export function globalFlags(cacheFolder: string): FlagDefinition[] {
  return [
    {
      name: "as",
      usage:
        "Username to impersonate for the operation. User could be a regular user or a service account in a namespace.",
    },
    {
      name: "as-group",
      type: "stringArray",
      usage: "Group to impersonate for the operation, this flag can be repeated to specify multiple groups.",
    },
    { name: "as-uid", usage: "UID to impersonate for the operation." },
    {
      name: "as-user-extra",
      type: "stringArray",
      usage:
        "User extras to impersonate for the operation, this flag can be repeated to specify multiple values for the same key.",
    },
    { name: "cache-dir", default: cacheFolder, usage: "Default cache directory" },
    { name: "certificate-authority", usage: "Path to a cert file for the certificate authority" },
    { name: "client-certificate", usage: "Path to a client certificate file for TLS" },
    { name: "client-key", usage: "Path to a client key file for TLS" },
    { name: "cluster", usage: "The name of the kubeconfig cluster to use" },
    { name: "context", usage: "The name of the kubeconfig context to use" },
    {
      name: "disable-compression",
      type: "bool",
      usage: "If true, opt-out of response compression for all requests to the server",
    },
    {
      name: "insecure-skip-tls-verify",
      type: "bool",
      usage:
        "If true, the server's certificate will not be checked for validity. This will make your HTTPS connections insecure",
    },
    { name: "kubeconfig", usage: "Path to the kubeconfig file to use for CLI requests." },
    {
      name: "kuberc",
      usage:
        "Path to the kuberc file to use for preferences. This can be disabled by exporting KUBECTL_KUBERC=false feature gate or turning off the feature KUBERC=off.",
    },
    {
      name: "log-flush-frequency",
      type: textType("duration", durationText),
      default: "5s",
      usage: "Maximum number of seconds between log flushes",
    },
    { name: "match-server-version", type: "bool", usage: "Require server version to match client version" },
    { name: "namespace", shorthand: "n", usage: "If present, the namespace scope for this CLI request" },
    { name: "password", usage: "Password for basic authentication to the API server" },
    {
      name: "profile",
      default: "none",
      usage: "Name of profile to capture. One of (none|cpu|heap|goroutine|threadcreate|block|mutex|trace)",
    },
    { name: "profile-output", default: "profile.pprof", usage: "Name of the file to write the profile to" },
    {
      name: "request-timeout",
      default: "0",
      usage:
        "The length of time to wait before giving up on a single server request. Non-zero values should contain a corresponding time unit (e.g. 1s, 2m, 3h). A value of zero means don't timeout requests.",
    },
    { name: "server", shorthand: "s", usage: "The address and port of the Kubernetes API server" },
    {
      name: "tls-server-name",
      usage:
        "Server name to use for server certificate validation. If it is not provided, the hostname used to contact the server is used",
    },
    { name: "token", usage: "Bearer token for authentication to the API server" },
    { name: "user", usage: "The name of the kubeconfig user to use" },
    { name: "username", usage: "Username for basic authentication to the API server" },
    { name: "v", shorthand: "v", type: "int", default: "0", usage: "number for the log level verbosity" },
    {
      name: "vmodule",
      type: textType("pattern", (text) => text),
      usage:
        "comma-separated list of pattern=N settings for file-filtered logging (only works for the default text log format)",
    },
    {
      name: "warnings-as-errors",
      type: "bool",
      usage: "Treat warnings received from the server as errors and exit with a non-zero exit code",
    },
  ];
}

/** The flag is of package flag, which does not say why. */
function durationText(text: string): string {
  try {
    parseDuration(text);
  } catch (error) {
    throw new Error("parse error", { cause: error });
  }
  return text;
}
