/** Sprig v3.3.0: the functions that Helm adds to text/template, chapter by chapter. */
import type { Func, FuncMap } from "../go/index.ts";
import { cryptoFunctions } from "./crypto.ts";
import { dateFunctions } from "./dates.ts";
import { defaultFunctions } from "./defaults.ts";
import { dictFunctions } from "./dicts.ts";
import { encodingFunctions } from "./encoding.ts";
import { jsonFunctions } from "./json.ts";
import { listFunctions } from "./lists.ts";
import { mathFunctions } from "./math.ts";
import { networkFunctions } from "./network.ts";
import { numberFunctions } from "./numbers.ts";
import { pathFunctions } from "./paths.ts";
import type { SprigPorts } from "./ports.ts";
import { randomFunctions } from "./random.ts";
import { reflectionFunctions } from "./reflection.ts";
import { regexFunctions } from "./regex.ts";
import { semverFunctions } from "./semver.ts";
import { shuffleFunction } from "./shuffle.ts";
import { stringFunctions } from "./strings.ts";
import { urlFunctions } from "./urls.ts";

export { createCertificate } from "./certificates/x509.ts";
export type { KeyPort, KeyType, PrivateKey } from "./certificates/key-port.ts";
export { MuchToMake, RehearsedKeys } from "./certificates/rehearsed-keys.ts";
export { StandInKeys } from "./certificates/stand-in-keys.ts";
export { lower, title, upper } from "./letter-case.ts";
export { sprigTraces } from "./trace-hooks.ts";
export type { Digest, HostResolver, Random, SprigPorts } from "./ports.ts";

/** Every function by name. */
export function sprig(ports: SprigPorts): FuncMap {
  const chapters: readonly FuncMap[] = [
    cryptoFunctions(ports),
    dateFunctions(ports),
    defaultFunctions,
    dictFunctions,
    encodingFunctions(ports.digest),
    jsonFunctions,
    listFunctions,
    mathFunctions,
    networkFunctions(ports),
    numberFunctions,
    pathFunctions,
    randomFunctions(ports),
    reflectionFunctions,
    regexFunctions,
    semverFunctions,
    stringFunctions,
    urlFunctions,
  ];
  const functions = new Map<string, Func>();
  for (const chapter of chapters) for (const [name, fn] of chapter) functions.set(name, fn);
  return functions.set("shuffle", shuffleFunction(ports.random));
}
