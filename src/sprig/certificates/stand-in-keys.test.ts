import { expect, test } from "bun:test";
import { Struct, type Value } from "../../go/index.ts";
import { machineClock, machineKeys, machineRandom } from "../../sys/index.ts";
import { certificateFunctions } from "./functions.ts";
import type { KeyPort } from "./key-port.ts";
import { StandInKeys } from "./stand-in-keys.ts";

function call(keys: KeyPort, name: string, ...args: unknown[]): Value {
  const functions = certificateFunctions({ clock: machineClock, random: machineRandom, keys });
  return functions.get(name)?.call(...(args as never[])) as Value;
}

function fields(certificate: Value | undefined): string[] {
  if (!(certificate instanceof Struct)) throw new Error("no certificate");
  return ["Cert", "Key"].map((name) => certificate.fields.get(name) as string);
}

function everything(keys: KeyPort): string[] {
  const ca = call(keys, "genCA", "ca", 365);
  const signed = call(keys, "genSignedCert", "web", ["10.0.0.1"], ["web.local"], 365, ca);
  const self = call(keys, "genSelfSignedCert", "web", null, ["web.local"], 365);
  const made = ["rsa", "ecdsa", "ed25519"].map((type) => call(keys, "genPrivateKey", type) as string);
  const [again] = made.map((pem) => call(keys, "genCAWithKey", "ca", 365, pem));
  return [ca, signed, self, again].flatMap((certificate) => fields(certificate)).concat(made);
}

test("stand-ins look like keys and certificates, and can be used like them", () => {
  const looks = (texts: string[]) => texts.map((text) => text.split("\n")).map((lines) => [lines[0], lines.length]);
  const real = looks(everything(machineKeys()));
  for (const [i, [label, lines]] of looks(everything(new StandInKeys(machineKeys()))).entries()) {
    expect(label).toBe(real[i]?.[0]);
    expect(Math.abs(Number(lines) - Number(real[i]?.[1]))).toBeLessThanOrEqual(2);
  }
});

test("no two stand-ins are the same, and none can be taken for a key", () => {
  const keys = new StandInKeys(machineKeys());
  const [one, two] = [keys.generate("rsa"), keys.generate("rsa")];
  expect(one.pem.bytes).not.toEqual(two.pem.bytes);
  expect(() => machineKeys().read(one.pem)).toThrow();
});
