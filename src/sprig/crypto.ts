/** Sprig v3.3.0's passwords and AES (crypto.go). */
import { decodeBase64, encodeBase64 } from "../go/encoding/index.ts";
import { byteLength, fromBytes, func, type FuncMap, GoError, toBytes } from "../go/index.ts";
import { certificateFunctions } from "./certificates/functions.ts";
import { functionMap } from "./function-map.ts";
import { PASSWORD_CHARACTERS, PASSWORD_TEMPLATES } from "./password-templates.ts";
import type { SprigPorts } from "./ports.ts";
import { decryptCbc, encryptCbc, hmacSha256, masterKey } from "./primitives.ts";

export function cryptoFunctions(ports: Pick<SprigPorts, "clock" | "keys" | "random">): FuncMap {
  const bcrypt = (password: string): string => hashPassword(ports, password);
  return functionMap([
    func("bcrypt", "string", bcrypt),
    func("htpasswd", "string, string", (user: string, password: string) =>
      user.includes(":") ? `invalid username: ${user}` : `${user}:${bcrypt(password)}`,
    ),
    func("derivePassword", "uint32, string, string, string, string", derivePassword),
    func("encryptAES", "string, string", (password: string, text: string) => encryptAes(ports, password, text)),
    func("decryptAES", "string, string", decryptAes),
    ...certificateFunctions(ports).values(),
  ]);
}

const BCRYPT_LENGTH_MAX = 72;

function hashPassword({ keys }: Pick<SprigPorts, "keys">, password: string): string {
  if (byteLength(password) > BCRYPT_LENGTH_MAX) {
    return `failed to encrypt string with bcrypt: bcrypt: password length exceeds ${BCRYPT_LENGTH_MAX} bytes`;
  }
  return keys.bcrypt(toBytes(password));
}

// --- Master Password

const MASTER_PASSWORD_SEED = "com.lyndir.masterpassword";

// The order of parameters is that of the template function.
// oxlint-disable-next-line max-params
function derivePassword(counter: number, type: string, password: string, user: string, site: string): string {
  const templates = Object.hasOwn(PASSWORD_TEMPLATES, type) ? PASSWORD_TEMPLATES[type] : undefined;
  if (templates === undefined) return `cannot find password template ${type}`;
  const key = masterKey(toBytes(password), toBytes(MASTER_PASSWORD_SEED + withLength(user)));
  const siteSeed = toBytes(MASTER_PASSWORD_SEED + withLength(site) + bigEndian(counter));
  const seed = hmacSha256(key, siteSeed);
  const template = templates[(seed[0] ?? 0) % templates.length] ?? "";
  return Array.from(template, (element, i) => {
    const characters = PASSWORD_CHARACTERS[element] ?? "";
    return characters.charAt((seed[i + 1] ?? 0) % characters.length);
  }).join("");
}

function withLength(text: string): string {
  return bigEndian(byteLength(text)) + text;
}

function bigEndian(value: number): string {
  return fromBytes(Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value));
}

// --- AES-256 in CBC mode

const BLOCK = 16;
const KEY_LENGTH = 32;

/** The password itself, cut or filled with zeros. */
function aesKey(password: string): Uint8Array {
  const key = new Uint8Array(KEY_LENGTH);
  key.set(toBytes(password).subarray(0, KEY_LENGTH));
  return key;
}

function encryptAes({ random }: Pick<SprigPorts, "random">, password: string, text: string): string {
  if (text === "") return "";
  const iv = random.bytes(BLOCK);
  const body = encryptCbc({ key: aesKey(password), iv, data: toBytes(text) });
  const bytes = new Uint8Array(BLOCK + body.length);
  bytes.set(iv);
  bytes.set(body, BLOCK);
  return encodeBase64(bytes);
}

/** The padding is believed, not checked: a wrong password gives wrong text, or the panic of a slice too short. */
function decryptAes(password: string, text: string): string {
  if (text === "") return "";
  const bytes = decodeBase64(toBytes(text));
  if (bytes.length < BLOCK) {
    throw new GoError(`runtime error: slice bounds out of range [:${BLOCK}] with capacity ${bytes.buffer.byteLength}`);
  }
  const body = bytes.subarray(BLOCK);
  if (body.length % BLOCK !== 0) throw new GoError("crypto/cipher: input not full blocks");
  if (body.length === 0) throw new GoError("runtime error: index out of range [-1]");
  const plain = decryptCbc({ key: aesKey(password), iv: bytes.subarray(0, BLOCK), data: body });
  const length = plain.length - (plain.at(-1) ?? 0);
  if (length < 0) throw new GoError(`runtime error: slice bounds out of range [:${length}]`);
  return fromBytes(plain.subarray(0, length));
}
