/** The flags that say how a chart is fetched (helm pkg/cmd/flags.go, addChartPathOptionsFlags). */
import type { GetOptions } from "../../../helm/download/index.ts";
import type { CommandContext } from "../../context.ts";

export function getOptions({ flags }: Pick<CommandContext, "flags">): GetOptions {
  const text = (name: string): string => (flags.has(name) ? flags.string(name) : "");
  const given = (name: string): boolean => flags.has(name) && flags.bool(name);
  return {
    username: text("username"),
    password: text("password"),
    certFile: text("cert-file"),
    keyFile: text("key-file"),
    caFile: text("ca-file"),
    insecureSkipTlsVerify: given("insecure-skip-tls-verify"),
    plainHttp: given("plain-http"),
    passCredentialsAll: given("pass-credentials"),
  };
}
