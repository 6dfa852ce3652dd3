import { describe, expect, test } from "bun:test";
import { X509Certificate } from "node:crypto";
import * as fc from "fast-check";
import { decodeBase32, decodeBase64, encodeBase32, encodeBase64 } from "../go/encoding/index.ts";
import { type Func, type List, type Struct, type Value } from "../go/index.ts";
import { machineKeys } from "../sys/keys.ts";
import { cryptoFunctions } from "./crypto.ts";
import { encodingFunctions } from "./encoding.ts";
import { randomFunctions } from "./random.ts";

/** The same "random" bytes every time. */
const random = { bytes: (count: number) => Uint8Array.from({ length: count }, (_, i) => (i * 37 + 11) % 256) };
const clock = { now: () => 1_700_000_000n * 1_000_000_000n };
const functions = new Map([
  ...cryptoFunctions({ clock, random, keys: machineKeys() }),
  ...encodingFunctions(),
  ...randomFunctions({ random }),
]);

function call(name: string, ...args: readonly Value[]): Value {
  const { call: run } = functions.get(name) as Func;
  return (run as (...args: readonly Value[]) => Value)(...args);
}

function certificate(value: Value): X509Certificate {
  return new X509Certificate(String((value as Struct).fields.get("Cert")));
}

describe("certificates", () => {
  const key = call("genPrivateKey", "ecdsa");
  const authority = call("genCAWithKey", "my-ca", 365, key);
  const ips: List = ["10.0.0.1", "::1"];
  const signed = call(
    "genSignedCertWithKey",
    "x.é",
    ips,
    ["a.b", "*.c"],
    10,
    authority,
    call("genPrivateKey", "ed25519"),
  );

  test("an authority signs for itself and for others", () => {
    const { publicKey } = certificate(authority);
    expect([certificate(authority).ca, certificate(authority).verify(publicKey)]).toEqual([true, true]);
    expect([certificate(signed).ca, certificate(signed).verify(publicKey)]).toEqual([false, true]);
  });

  test("names, addresses and times", () => {
    const { subject, issuer, subjectAltName, validFrom, validTo } = certificate(signed);
    expect([subject, issuer]).toEqual(["CN=x.é", "CN=my-ca"]);
    expect(subjectAltName).toBe("DNS:a.b, DNS:*.c, IP Address:10.0.0.1, IP Address:0:0:0:0:0:0:0:1");
    expect([Date.parse(validFrom), Date.parse(validTo)]).toEqual([1_700_000_000_000, 1_700_864_000_000]);
  });

  const refuse = (name: string, args: readonly Value[], message: string): void => {
    test(message, () => expect(() => call(name, ...args)).toThrow(message));
  };
  refuse("genSelfSignedCertWithKey", ["x", ["bad ip"], null, 1, key], "error parsing ip: bad ip");
  refuse(
    "genSelfSignedCertWithKey",
    ["x", null, [true], 1, key],
    "error processing alternate dns name: true is not a string",
  );
  refuse("genCAWithKey", ["x", 1, "bad"], "parsing private key: no PEM data in input");
  refuse("buildCustomCert", ["bad", "bad"], "unable to decode base64 certificate");
});

describe("passwords", () => {
  const check = (type: string, want: string): void => {
    test(type, () => expect(call("derivePassword", 1, type, "password", "user", "example.com")).toBe(want));
  };
  check("long", "ZedaFaxcZaso9*");
  check("pin", "6685");
  check("phrase", "cannot find password template phrase");

  test("bcrypt", async () => {
    const hash = String(call("bcrypt", "secret"));
    expect(hash).toStartWith("$2a$10$");
    expect(await Bun.password.verify("secret", hash)).toBe(true);
    expect(call("bcrypt", "x".repeat(73))).toContain("password length exceeds 72 bytes");
    expect(call("htpasswd", "a:b", "x")).toBe("invalid username: a:b");
  });
});

describe("properties", () => {
  test("base64 and base32 are read back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64(new TextEncoder().encode(encodeBase64(bytes)))).toEqual(bytes);
        expect(decodeBase32(new TextEncoder().encode(encodeBase32(bytes)))).toEqual(bytes);
      }),
    );
  });

  test("AES gives back what it took", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: "grapheme" }), (password, text) => {
        expect(call("decryptAES", password, call("encryptAES", password, text))).toBe(text);
      }),
    );
  });

  test("random texts keep to their alphabet", () => {
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 200 }), (count) => {
        expect(String(call("randAlphaNum", count))).toMatch(new RegExp(`^[0-9A-Za-z]{${Math.max(count, 0)}}$`));
        expect(String(call("randNumeric", count))).toMatch(/^\d*$/);
      }),
    );
  });
});

test("random values of other kinds", () => {
  expect(call("uuidv4")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(() => call("randInt", 5, 5)).toThrow("invalid argument to Intn");
});

describe("wrong base64", () => {
  const check = (text: string, at: number): void => {
    test(text, () => expect(call("b64dec", text)).toBe(`illegal base64 data at input byte ${at}`));
  };
  check("aGVsbG8", 4);
  check("aGVsbG8==", 8);
  check("!!!!", 0);
  check("a", 0);
  check("YQ=", 3);
});
