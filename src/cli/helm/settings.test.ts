import { describe, expect, test } from "bun:test";
import { FlagSet } from "../cobra/flag-set.ts";
import type { Dialect, Environment } from "../context.ts";
import { MemoryFileSystem } from "../../base/memory-file-system.ts";
import { globalFlags } from "./definitions/global-flags.ts";
import { createLog } from "./log.ts";
import { settingsOf } from "./run-settings.ts";
import { homes } from "./settings.ts";

function settings(
  variables: Readonly<Record<string, string>>,
  words: readonly string[] = [],
  dialect: Dialect = "helm4",
) {
  const env: Environment = { get: (name) => variables[name], entries: () => Object.entries(variables) };
  const out = { write() {}, writeBytes() {}, flush() {} };
  const log = createLog({ dialect, err: out });
  const flags = new FlagSet(globalFlags({ dialect, env, files: new MemoryFileSystem(), log }));
  flags.parse(words, { ignoreUnknown: true });
  return settingsOf({ dialect, env, flags, program: "helm", kubeNamespace: "from-kubeconfig" });
}

describe("folders", () => {
  const check = (variables: Readonly<Record<string, string>>, expected: string) =>
    expect(settings({ HOME: "/h", ...variables }).repositoryCache).toBe(expected);
  test("as usual on Linux", () => check({}, "/h/.cache/helm/repository"));
  test("by XDG", () => check({ XDG_CACHE_HOME: "/x" }, "/x/helm/repository"));
  test("by Helm's own variable, cleaned", () =>
    check({ XDG_CACHE_HOME: "/x", HELM_CACHE_HOME: "/a//b/../c" }, "/a/c/repository"));
  test("as usual on macOS", () => {
    const env = { get: (name: string) => ({ HOME: "/h", XDG_DATA_HOME: "/x" })[name], entries: () => [] };
    expect(homes(env, "darwin")).toEqual({
      cache: "/h/Library/Caches/helm",
      config: "/h/Library/Preferences/helm",
      data: "/x/helm",
    });
  });
  test("one by one", () => check({ HELM_REPOSITORY_CACHE: "/r//s" }, "/r//s"));
});

describe("settings", () => {
  test("flags win over the environment, and that over the kubeconfig", () => {
    expect(settings({}).namespace).toBe("from-kubeconfig");
    expect(settings({ HELM_NAMESPACE: "env" }).namespace).toBe("env");
    expect(settings({ HELM_NAMESPACE: "env" }, ["-n", "flag"]).namespace).toBe("flag");
  });
  test("what cannot be read is as if it were not there", () => {
    const { maxHistory, burstLimit, debug } = settings({
      HELM_MAX_HISTORY: "x",
      HELM_BURST_LIMIT: "1e3",
      HELM_DEBUG: "yes",
    });
    expect({ maxHistory, burstLimit, debug }).toEqual({ maxHistory: 10, burstLimit: 100, debug: false });
  });
  test("groups are separated by commas", () => {
    expect(settings({ HELM_KUBEASGROUPS: ",a, b," }).kubeAsGroups).toEqual(["a", " b"]);
  });
  test("colour is off where NO_COLOR is anything, and has two spellings", () => {
    expect(settings({ NO_COLOR: "1", HELM_COLOR: "always" }).colorMode).toBe("never");
    expect(settings({ HELM_COLOR: "ALWAYS" }).colorMode).toBe("always");
    expect(settings({}, ["--colour", "never", "--color=always"]).colorMode).toBe("always");
  });
});

describe("the environment of plugins", () => {
  test("is sorted, and has two digits for the rate", () => {
    const environment = settings({ HOME: "/h", HELM_QPS: "1.239" }).environment();
    expect([...environment.keys()]).toEqual([...environment.keys()].toSorted());
    expect(environment.get("HELM_QPS")).toBe("1.24");
    expect(environment.has("KUBECONFIG")).toBe(false);
  });
  test("has no content cache in Helm 3", () => {
    expect(settings({ HOME: "/h" }, [], "helm3").environment().has("HELM_CONTENT_CACHE")).toBe(false);
  });
});
