/** An unsigned integer of 64 bits; a signed one is a bigint. */
export class Uint {
  constructor(readonly value: bigint) {}
}
