/** IP addresses as Go's net/netip reads and prints them. */
export { type Address, AddressError, isMapped, parseAddress, showAddress } from "./address.ts";
