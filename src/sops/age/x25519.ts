/**
 * X25519 (RFC 7748) by Montgomery's ladder: a library would take longer to load and to fill its tables than these two
 * multiplications take (decision 18).
 */
const P = 2n ** 255n - 19n;
const A24 = 121665n;

export const BASE_POINT = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 9 : 0));

/** The x-coordinate of `scalar` times the point whose x-coordinate is `point`; both and the result are 32 bytes. */
export function x25519(scalar: Uint8Array, point: Uint8Array): Uint8Array {
  const k = clamp(scalar);
  const x1 = mod(fromLittleEndian(point) & (2n ** 255n - 1n));
  let [x2, z2, x3, z3] = [1n, 0n, x1, 1n];
  let swapped = 0n;
  for (let bit = 254n; bit >= 0n; bit--) {
    const current = (k >> bit) & 1n;
    if (current !== swapped) [x2, z2, x3, z3] = [x3, z3, x2, z2];
    swapped = current;
    const sum = x2 + z2;
    const difference = x2 - z2;
    const [da, cb] = [mod((x3 - z3) * sum), mod((x3 + z3) * difference)];
    const [aa, bb] = [mod(sum * sum), mod(difference * difference)];
    const e = aa - bb;
    [x3, z3] = [mod((da + cb) ** 2n), mod(x1 * (da - cb) ** 2n)];
    [x2, z2] = [mod(aa * bb), mod(e * (aa + A24 * e))];
  }
  if (swapped === 1n) [x2, z2] = [x3, z3];
  return toLittleEndian(mod(x2 * power(z2, P - 2n)));
}

function mod(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = mod(square * square)) {
    if ((rest & 1n) === 1n) result = mod(result * square);
  }
  return result;
}

function clamp(scalar: Uint8Array): bigint {
  return (fromLittleEndian(scalar) & (2n ** 254n - 8n)) | (2n ** 254n);
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function toLittleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}
