/** Sprig v3.3.0's keys and certificates (crypto.go), over the KeyPort. */
import { decodeBase64, decodePem, encodePem } from "../../go/encoding/index.ts";
import { fromBytes, func, type FuncMap, GoError, type List, Struct, toBytes, type Value } from "../../go/index.ts";
import { sprint } from "../../go/fmt/index.ts";
import { addDuration, currentTime, HOUR, UTC } from "../../go/time/index.ts";
import { functionMap } from "../function-map.ts";
import type { SprigPorts } from "../ports.ts";
import { parseIp } from "./ip.ts";
import type { KeyPort, PrivateKey } from "./key-port.ts";
import { type CertificateRequest, createCertificate, type Issuer, readIssuer } from "./x509.ts";

const CERTIFICATE_TYPE = "sprig.certificate";
const CERTIFICATE_KEY = { bits: 2048 };
const SERIAL_LENGTH = 16;

type CertificatePorts = Pick<SprigPorts, "clock" | "keys" | "random">;

export function certificateFunctions(ports: CertificatePorts): FuncMap {
  const newKey = (): PrivateKey => ports.keys.generate("rsa", CERTIFICATE_KEY);
  const keyFrom = (pem: string): PrivateKey => named("parsing private key", () => readKey(ports.keys, pem));
  const ca = (cn: string, days: number, key: PrivateKey): Value => authority(ports, { cn, days }, key);
  const self = (names: Names, key: PrivateKey): Value => selfSigned(ports, names, key);
  const signed = (names: Names, parent: Struct, key: PrivateKey): Value => signedBy(ports, { names, parent, key });
  return functionMap([
    func("genPrivateKey", "string", (type: string) => privateKey(ports.keys, type)),
    func("buildCustomCert", "string, string", (cert: string, key: string) => customCertificate(ports.keys, cert, key)),
    func("genCA", "string, int", (cn: string, days: number) => ca(cn, days, newKey())),
    func("genCAWithKey", "string, int, string", (cn: string, days: number, pem: string) => ca(cn, days, keyFrom(pem))),
    func("genSelfSignedCert", NAMES, (...names: NameArguments) => self(namesOf(names), newKey())),
    func("genSelfSignedCertWithKey", `${NAMES}, string`, (...args: [...NameArguments, string]) =>
      self(namesOf(args), keyFrom(args[4])),
    ),
    func("genSignedCert", `${NAMES}, ${CERTIFICATE_TYPE}`, (...args: [...NameArguments, Struct]) =>
      signed(namesOf(args), args[4], newKey()),
    ),
    func(
      "genSignedCertWithKey",
      `${NAMES}, ${CERTIFICATE_TYPE}, string`,
      (...args: [...NameArguments, Struct, string]) => signed(namesOf(args), args[4], keyFrom(args[5])),
    ),
  ]);
}

const NAMES = "string, []interface {}, []interface {}, int";
type NameArguments = [cn: string, ips: List | null, dns: List | null, days: number];

interface Names {
  readonly cn: string;
  readonly days: number;
  readonly ips?: List | null;
  readonly dns?: List | null;
}

function namesOf(args: readonly unknown[]): Names {
  const [cn, ips, dns, days] = args as NameArguments;
  return { cn, ips, dns, days };
}

// --- keys

const KEY_TYPES: Record<string, Parameters<KeyPort["generate"]>> = {
  "": ["rsa", { bits: 4096 }],
  rsa: ["rsa", { bits: 4096 }],
  dsa: ["dsa"],
  ecdsa: ["ecdsa"],
  ed25519: ["ed25519"],
};

function privateKey(keys: KeyPort, type: string): string {
  const choice = Object.hasOwn(KEY_TYPES, type) ? KEY_TYPES[type] : undefined;
  return choice === undefined ? `Unknown type ${type}` : encodePem(keys.generate(...choice).pem);
}

const KNOWN_LABELS = ["RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "PRIVATE KEY"];

function readKey(keys: KeyPort, pem: string): PrivateKey {
  const block = decodePem(pem);
  if (block === undefined) throw new GoError("no PEM data in input");
  const { label } = block;
  if (label !== "PRIVATE KEY" && !label.endsWith(" PRIVATE KEY")) {
    throw new GoError(`no private key data in PEM block of type ${label}`);
  }
  if (!KNOWN_LABELS.includes(label)) {
    throw new GoError(`invalid private key type ${label.slice(0, -" PRIVATE KEY".length)}`);
  }
  return keys.read(block);
}

/** Puts what was being done before the text of an error. */
function named<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof GoError ? new GoError(`${what}: ${error.message}`) : error;
  }
}

// --- certificates

function certificateValue(cert: string, key: string): Struct {
  return new Struct(
    CERTIFICATE_TYPE,
    new Map([
      ["Cert", cert],
      ["Key", key],
    ]),
  );
}

function textField(certificate: Struct, name: string): string {
  const value = certificate.fields.get(name);
  return typeof value === "string" ? value : "";
}

function authority(ports: CertificatePorts, names: Names, key: PrivateKey): Struct {
  return issue(requestFor(ports, names, { isCa: true }), key, { signer: key });
}

function selfSigned(ports: CertificatePorts, names: Names, key: PrivateKey): Struct {
  return issue(requestFor(ports, names, { isCa: false }), key, { signer: key });
}

function signedBy(
  ports: CertificatePorts,
  { names, parent, key }: { names: Names; parent: Struct; key: PrivateKey },
): Struct {
  const block = decodePem(textField(parent, "Cert"));
  if (block === undefined) throw new GoError("unable to decode certificate");
  const issuer = named("error parsing certificate: decodedSignerCert.Bytes", () => readIssuer(block.bytes));
  const signer = named("error parsing private key", () => readKey(ports.keys, textField(parent, "Key")));
  return issue(requestFor(ports, names, { isCa: false }), key, { signer, issuer });
}

function issue(request: CertificateRequest, key: PrivateKey, by: { signer: PrivateKey; issuer?: Issuer }): Struct {
  const signing = by.issuer === undefined ? { key: by.signer } : { key: by.signer, issuer: by.issuer };
  const bytes = named("error creating certificate", () => createCertificate(request, key.publicKey, signing));
  return certificateValue(encodePem({ label: "CERTIFICATE", bytes }), encodePem(key.pem));
}

function requestFor(
  { clock, random }: CertificatePorts,
  { cn, days, ips, dns }: Names,
  { isCa }: { isCa: boolean },
): CertificateRequest {
  const notBefore = currentTime(clock, UTC);
  const validity = BigInt.asIntN(64, BigInt(days) * 24n * HOUR);
  return {
    commonName: cn,
    ips: (ips ?? []).map(ipOf),
    dnsNames: (dns ?? []).map(dnsNameOf),
    serial: random.bytes(SERIAL_LENGTH),
    notBefore,
    notAfter: addDuration(notBefore, validity),
    isCa,
  };
}

function ipOf(value: Value): Uint8Array {
  if (typeof value !== "string") throw new GoError(`error parsing ip: ${sprint([value])} is not a string`);
  const ip = parseIp(value);
  if (ip === undefined) throw new GoError(`error parsing ip: ${value}`);
  return ip;
}

function dnsNameOf(value: Value): string {
  if (typeof value === "string") return value;
  throw new GoError(`error processing alternate dns name: ${sprint([value])} is not a string`);
}

/** A certificate and its key from base64, kept as they are once they prove to be such. */
function customCertificate(keys: KeyPort, cert: string, key: string): Struct {
  const certText = decodeOr("unable to decode base64 certificate", cert);
  const keyText = decodeOr("unable to decode base64 private key", key);
  const block = decodePem(certText);
  if (block === undefined) throw new GoError("unable to decode certificate");
  named("error parsing certificate: decodedCert.Bytes", () => readIssuer(block.bytes));
  named("error parsing private key", () => readKey(keys, keyText));
  return certificateValue(certText, keyText);
}

function decodeOr(problem: string, text: string): string {
  try {
    return fromBytes(decodeBase64(toBytes(text)));
  } catch (error) {
    throw error instanceof GoError ? new GoError(problem) : error;
  }
}
