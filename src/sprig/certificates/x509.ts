/**
 * Certificates as Go 1.26's crypto/x509 makes them for Sprig: its order of extensions, its choice of string types, and
 * key identifiers of SHA-256.
 */
import { equalBytes, GoError } from "../../go/index.ts";
import { formatTime, type GoTime, inLocation, UTC } from "../../go/time/index.ts";
import {
  bitString,
  der,
  type Element,
  oid,
  readElement,
  readElements,
  sequence,
  TAG,
  textElement,
  unsignedInteger,
} from "../../go/encoding/index.ts";
import { sha256 } from "../primitives.ts";
import type { PrivateKey } from "./key-port.ts";

const OID = {
  commonName: "2.5.4.3",
  keyUsage: "2.5.29.15",
  extendedKeyUsage: "2.5.29.37",
  basicConstraints: "2.5.29.19",
  subjectKeyId: "2.5.29.14",
  authorityKeyId: "2.5.29.35",
  alternativeNames: "2.5.29.17",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
} as const;

export interface CertificateRequest {
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  /** 4 or 16 bytes each. */
  readonly ips: readonly Uint8Array[];
  readonly serial: Uint8Array;
  readonly notBefore: GoTime;
  readonly notAfter: GoTime;
  readonly isCa: boolean;
}

/** What a signed certificate takes from the one above it. */
export interface Issuer {
  /** The name in DER. */
  readonly subject: Uint8Array;
  readonly subjectKeyId: Uint8Array | undefined;
  readonly publicKey: Uint8Array;
}

export interface Signing {
  readonly key: PrivateKey;
  /** None for a certificate that signs itself. */
  readonly issuer?: Issuer;
}

/** A certificate for `publicKey` in DER. Throws GoError with Go's text. */
export function createCertificate(request: CertificateRequest, publicKey: Uint8Array, signing: Signing): Uint8Array {
  const { key, issuer } = signing;
  if (key.signature === undefined) throw new GoError("x509: certificate private key does not implement crypto.Signer");
  const subject = nameOf(request.commonName);
  const issuerName = issuer?.subject ?? subject;
  if (issuer !== undefined && !equalBytes(issuer.publicKey, key.publicKey)) {
    throw new GoError("x509: provided PrivateKey doesn't match parent's PublicKey");
  }
  const algorithm = algorithmIdentifier(key.signature);
  const authorityKeyId = equalBytes(issuerName, subject) ? undefined : issuer?.subjectKeyId;
  const extensions = extensionsOf(request, { publicKey, authorityKeyId, subjectIsEmpty: request.commonName === "" });
  const body = sequence(
    der(0xa0, unsignedInteger(Uint8Array.of(2))),
    unsignedInteger(request.serial),
    algorithm,
    issuerName,
    sequence(time(request.notBefore), time(request.notAfter)),
    subject,
    publicKey,
    der(0xa3, sequence(...extensions)),
  );
  return sequence(body, algorithm, bitString(key.sign(body)));
}

function algorithmIdentifier({ algorithm, hasNull }: { algorithm: string; hasNull: boolean }): Uint8Array {
  return hasNull ? sequence(oid(algorithm), der(TAG.null)) : sequence(oid(algorithm));
}

/** Go writes a PrintableString where it can; `*` and `&` are not in it. */
const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

function nameOf(commonName: string): Uint8Array {
  if (commonName === "") return sequence();
  const tag = PRINTABLE.test(commonName) ? TAG.printableString : TAG.utf8String;
  return sequence(der(TAG.set, sequence(oid(OID.commonName), textElement(tag, commonName))));
}

/** Years 1950 to 2049 are written with two digits. */
function time(at: GoTime): Uint8Array {
  const utc = inLocation(at, UTC);
  const year = Number(formatTime(utc, "2006"));
  if (year >= 1950 && year < 2050) return textElement(TAG.utcTime, formatTime(utc, "060102150405Z"));
  if (year < 0 || year > 9999) {
    throw new GoError("asn1: structure error: cannot represent time as GeneralizedTime");
  }
  return textElement(TAG.generalizedTime, formatTime(utc, "20060102150405Z"));
}

interface ExtensionInput {
  readonly publicKey: Uint8Array;
  readonly authorityKeyId: Uint8Array | undefined;
  readonly subjectIsEmpty: boolean;
}

function extensionsOf(request: CertificateRequest, input: ExtensionInput): Uint8Array[] {
  const extensions = [
    extension(
      OID.keyUsage,
      "critical",
      request.isCa ? bitString(Uint8Array.of(0xa4), 2) : bitString(Uint8Array.of(0xa0), 5),
    ),
    extension(OID.extendedKeyUsage, "not critical", sequence(oid(OID.serverAuth), oid(OID.clientAuth))),
    extension(OID.basicConstraints, "critical", request.isCa ? sequence(yes()) : sequence()),
  ];
  if (request.isCa) extensions.push(extension(OID.subjectKeyId, "not critical", octets(keyId(input.publicKey))));
  if (input.authorityKeyId !== undefined) {
    extensions.push(extension(OID.authorityKeyId, "not critical", sequence(der(0x80, input.authorityKeyId))));
  }
  if (request.dnsNames.length + request.ips.length > 0) {
    const weight = input.subjectIsEmpty ? "critical" : "not critical";
    extensions.push(extension(OID.alternativeNames, weight, alternativeNames(request)));
  }
  return extensions;
}

type Weight = "critical" | "not critical";

function extension(id: string, weight: Weight, value: Uint8Array): Uint8Array {
  return weight === "critical" ? sequence(oid(id), yes(), octets(value)) : sequence(oid(id), octets(value));
}

function yes(): Uint8Array {
  return der(TAG.boolean, Uint8Array.of(0xff));
}

function octets(bytes: Uint8Array): Uint8Array {
  return der(TAG.octetString, bytes);
}

/** The first 160 bits of the SHA-256 of the key's bits (RFC 7093). */
function keyId(publicKey: Uint8Array): Uint8Array {
  const [, key] = readElements(readElement(publicKey).contents);
  return sha256(key?.contents.subarray(1) ?? publicKey).subarray(0, 20);
}

function alternativeNames({ dnsNames, ips }: CertificateRequest): Uint8Array {
  return sequence(...dnsNames.map(dnsName), ...ips.map((ip) => der(0x87, ip)));
}

function dnsName(name: string): Uint8Array {
  if (/[^\x00-\x7f]/.test(name)) throw new GoError(`x509: "${name}" cannot be encoded as an IA5String`);
  return textElement(0x82, name);
}

/** Reads what a certificate gives to those it signs. Throws GoError for bytes that are no certificate. */
export function readIssuer(bytes: Uint8Array): Issuer {
  try {
    const certificate = readElement(bytes);
    if (certificate.end < bytes.length) throw new GoError("x509: trailing data");
    const body = readElement(certificate.contents);
    return issuerFrom(readElements(body.contents));
  } catch (error) {
    throw error instanceof RangeError ? new GoError("x509: malformed certificate") : error;
  }
}

function issuerFrom(fields: readonly Element[]): Issuer {
  const hasVersion = fields[0]?.tag === 0xa0;
  const [, , , , subject, publicKey, ...rest] = hasVersion ? fields.slice(1) : fields;
  if (subject === undefined || publicKey === undefined) throw new GoError("x509: malformed certificate");
  const extensions = rest.find((field) => field.tag === 0xa3);
  const subjectKeyId = extensions === undefined ? undefined : findSubjectKeyId(extensions);
  return { subject: subject.raw, publicKey: publicKey.raw, subjectKeyId };
}

function findSubjectKeyId(extensions: Element): Uint8Array | undefined {
  const wanted = oid(OID.subjectKeyId);
  for (const { contents } of readElements(readElement(extensions.contents).contents)) {
    const [id, ...rest] = readElements(contents);
    const value = rest.at(-1);
    if (id !== undefined && value !== undefined && equalBytes(id.raw, wanted)) {
      return readElement(value.contents).contents;
    }
  }
  return undefined;
}
