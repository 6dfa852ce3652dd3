import { expect, test } from "bun:test";
import { FlagSet } from "../cobra/flag-set.ts";
import { globalFlags } from "./definitions/global-flags.ts";
import { globalSettings, type GlobalSettings } from "./settings.ts";

interface Said {
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
}

function check({ words = [], env = {}, terminal = false }: Said, expected: Partial<GlobalSettings>): void {
  test(JSON.stringify({ words, env, terminal }), () => {
    const flags = new FlagSet(globalFlags);
    flags.parse(words);
    const variables = { get: (name: string) => env[name], entries: () => Object.entries(env) };
    expect(globalSettings(flags, variables, terminal)).toMatchObject(expected);
  });
}

check({}, { environment: "default", helmBinary: "helm", kustomizeBinary: "kustomize", logLevel: "info", file: "" });
check({ env: { HELMFILE_ENVIRONMENT: "a" } }, { environment: "a" });
check({ words: ["-e", "b"], env: { HELMFILE_ENVIRONMENT: "a" } }, { environment: "b" });
check({ words: ["-e", ""], env: { HELMFILE_ENVIRONMENT: "" } }, { environment: "default" });
check(
  { env: { HELMFILE_FILE_PATH: "x", HELMFILE_NAMESPACE: "n", HELMFILE_KUBE_CONTEXT: "c" } },
  {
    ...{ file: "x", namespace: "n", kubeContext: "c" },
  },
);
check({ env: { HELMFILE_DEBUG: "true" } }, { debug: true, logLevel: "debug" });
check({ env: { HELMFILE_DEBUG: "1" } }, { debug: false, logLevel: "info" });
check({ words: ["-q", "--log-level", "error"] }, { quiet: true, logLevel: "warn" });
check({ words: ["-q", "--debug"] }, { quiet: true, logLevel: "debug" });
check({ env: { HELMFILE_LOG_LEVEL: "loud" } }, { logLevel: "loud" });
check({ env: { HELMFILE_REPO_RETRIES: "3" } }, { repoRetries: 3 });
check({ env: { HELMFILE_REPO_RETRIES: "-3" } }, { repoRetries: 0 });
check({ env: { HELMFILE_REPO_RETRIES: "x" } }, { repoRetries: 0 });
check({ words: ["--repo-retries=0"], env: { HELMFILE_REPO_RETRIES: "3" } }, { repoRetries: 0 });
check({ words: ["--repo-retries=-1"], env: { HELMFILE_REPO_RETRIES: "3" } }, { repoRetries: 3 });
check({ terminal: true }, { color: true, noColor: false });
check({ terminal: true, env: { TERM: "dumb" } }, { color: false, noColor: false });
check({ terminal: true, env: { NO_COLOR: "0" } }, { color: false, noColor: true });
check({ env: { HELMFILE_NO_COLOR: "1" } }, { noColor: false });
check({ words: ["--color"], env: { HELMFILE_NO_COLOR: "true" } }, { color: true, noColor: false });
check({ words: ["--color", "--no-color"] }, { color: true, noColor: true });
