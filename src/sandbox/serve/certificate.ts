/** A certificate for loopback that signs itself. */
import { encodePem } from "../../go/encoding/index.ts";
import { addDuration, currentTime, HOUR, UTC } from "../../go/time/index.ts";
import { createCertificate } from "../../sprig/index.ts";
import { machineClock, machineKeys, machineRandom } from "../../sys/index.ts";

export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

const VALID_HOURS = 87_600n;
const SERIAL_BYTES = 16;

export function makeIdentity(): Identity {
  const key = machineKeys().generate("ecdsa");
  const now = currentTime(machineClock, UTC);
  const serial = machineRandom.bytes(SERIAL_BYTES);
  serial[0] = (serial[0] ?? 0) & 0x7f;
  const bytes = createCertificate(
    {
      commonName: "lade-sandbox",
      dnsNames: ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"],
      ips: [Uint8Array.of(127, 0, 0, 1), Uint8Array.from({ length: 16 }, (_, i) => (i === 15 ? 1 : 0))],
      serial,
      notBefore: now,
      notAfter: addDuration(now, VALID_HOURS * HOUR),
      isCa: true,
    },
    key.publicKey,
    { key },
  );
  return { certificate: encodePem({ label: "CERTIFICATE", bytes }), key: encodePem(key.pem) };
}
