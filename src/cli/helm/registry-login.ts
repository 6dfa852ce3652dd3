/** `helm registry login` (Helm 4.3.1 pkg/cmd/registry_login.go, pkg/registry/client.go; Helm 3.22.0 the same). */
import { fromBytes } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { passwordCredential, ping, serverKey, type Credential, type RegistryOptions } from "../../oci/index.ts";
import { messageOf } from "../../helm/download/index.ts";
import { askLine, askPassword } from "./network/password.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { getOptions } from "./network/chart-flags.ts";
import { credentialStore, registryHttp, translating } from "./network/registry-client.ts";
import { tlsOptions } from "./network/tls-files.ts";
import { userAgent } from "./network/user-agent.ts";

export async function run(context: CommandContext): Promise<void> {
  const { dialect, args, out, err } = context;
  const given = args[0] ?? "";
  const host = dialect === "helm3" ? hostOnly(given) : given;
  const credential = askCredential(context);
  if (dialect === "helm4") warnOfPath(context, host);
  const store = credentialStore(context);
  await checkLogin(context, host, credential);
  await translating(() => store.put(serverKey(host), credential));
  (dialect === "helm3" ? err : out).write("Login Succeeded\n");
}

/** Helm 3 takes a registry's URL for its host. */
function hostOnly(given: string): string {
  const withoutScheme = given.replace(/^(?:oci|http|https):\/\//, "");
  return withoutScheme.split("/", 1)[0] ?? "";
}

function warnOfPath({ log }: CommandContext, host: string): void {
  if (!host.includes("/")) return;
  log.warn("registry login currently only supports registry hostname, not a repository path", {
    host,
    suggested: host.split("/", 1)[0] ?? "",
  });
}

async function checkLogin(context: CommandContext, host: string, credential: Credential): Promise<void> {
  const { flags } = context;
  const plainHttp = flags.bool("plain-http");
  const tls = tlsOptions(context, { ...getOptions(context), insecureSkipTlsVerify: flags.bool("insecure") });
  const http = registryHttp(context, tls);
  const options: RegistryOptions = {
    client: http.send,
    userAgent: userAgent(context),
    plainHttp,
    credentialOf: async () => credential,
  };
  try {
    // Registries that know OAuth 2 give a token for a password; the others are asked the old way.
    await translating(() => pingEither(host, options));
  } catch (error) {
    const message = messageOf(error);
    // A host that is no host was never asked.
    if (message.startsWith("invalid reference")) throw new CommandError(message);
    throw new CommandError(`authenticating to ${quote(host)}: ${message}`);
  }
}

async function pingEither(host: string, options: RegistryOptions): Promise<void> {
  try {
    await ping(host, { ...options, prefersOAuth2: true });
  } catch {
    await ping(host, options);
  }
}

function askCredential(context: CommandContext): Credential {
  const { dialect, flags, log } = context;
  const username = flags.string("username");
  const password = flags.string("password");
  if (flags.bool("password-stdin")) {
    return passwordCredential(username, fromBytes(context.stdin()).replace(/\n$/, "").replace(/\r$/, ""));
  }
  if (password === "") return askAll(context, username);
  log.warn(
    dialect === "helm4"
      ? "using --password via the CLI is insecure. Use --password-stdin"
      : "Using --password via the CLI is insecure. Use --password-stdin.",
  );
  return passwordCredential(username, password);
}

function askAll({ out }: CommandContext, given: string): Credential {
  let username = given;
  if (username === "") {
    username = askLine(out, "Username: ").trim();
  }
  const password = askPassword(out, username === "" ? "Token: " : "Password: ");
  out.write("\n");
  if (password === "") throw new CommandError(username === "" ? "token required" : "password required");
  return passwordCredential(username, password);
}
