/** Pairs of manifests that chance does not make. */
import type { Pair } from "./manifests.ts";

const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIICxDCCAi2gAwIBAgIUfliRJgc5NEBEGSJr8W9Hf2De4FUwDQYJKoZIhvcNAQEL
BQAwdDELMAkGA1UEBhMCREUxEDAOBgNVBAgMB0JhdmFyaWExDzANBgNVBAcMBk11
bmljaDENMAsGA1UECgwET3JnMTEMMAoGA1UECgwDVHdvMQowCAYDVQQLDAFVMRkw
FwYDVQQDDBB3d3cxLmV4YW1wbGUuY29tMB4XDTI2MTEzMDEzMzA1MFoXDTI3MDMx
MDEzMzA1MFowdDELMAkGA1UEBhMCREUxEDAOBgNVBAgMB0JhdmFyaWExDzANBgNV
BAcMBk11bmljaDENMAsGA1UECgwET3JnMTEMMAoGA1UECgwDVHdvMQowCAYDVQQL
DAFVMRkwFwYDVQQDDBB3d3cxLmV4YW1wbGUuY29tMIGfMA0GCSqGSIb3DQEBAQUA
A4GNADCBiQKBgQC7Mw9XHdh5G+QmakyjxwUUBeB+V+9mwfdr8C2qLwEXwx7/5Sdm
xeWboFCdxiTkZwqv7NFSLp/Lti4+Y1+aIvjhofa3Rs3vD8p0uDUXM1OeKlsseG7g
SN3xv00fv23WwIQrztq4/miOkHoGg9A4JkMUwIcjvYvQh/qGoUCPp8xMHQIDAQAB
o1MwUTAdBgNVHQ4EFgQUWclzGF1og0CgokNFZGqcaYjQMS8wHwYDVR0jBBgwFoAU
WclzGF1og0CgokNFZGqcaYjQMS8wDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0B
AQsFAAOBgQAI1tAy8FP5U08lAgj2hCHDDRjJVm0xlgrHz4yyhqIz+qiBt68gT53f
EhXklu2OLiHXcYpzok+5gkxZpo38EsQhdLBUDd6Q/rj7K/8hKU0UkNWHrUg8YH7X
Dx8O9Vl7eX0t3DgQ76QYbHSE+i5i5XOzMIZysLfL1j8xV4Ndy0gCVA==
-----END CERTIFICATE-----
`;
const OTHER_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIB9jCCAV+gAwIBAgIULJUhAHmQOJJe8gwuhxcuhPP/heEwDQYJKoZIhvcNAQEL
BQAwDDEKMAgGA1UEAwwBeDAgFw0yNjExMzAxMzMwNTFaGA8yMDgxMDkwMjEzMzA1
MVowDDEKMAgGA1UEAwwBeDCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEAs0DW
a99FPa8nZhFVx44jAeMDkpegQNtrl6oKZpgjZ/eDD15bBYv1PvJ+M/VXmPdihhPm
xXpDS5Z+W48FrgtAUje+tsJQfJuuQUVVgBZclQTWHU4nSSUlUAjk/odl4RFU8IEX
bCKoVDwVU9v2wsej4HgL8IsRHikJyksRzXmSbpkCAwEAAaNTMFEwHQYDVR0OBBYE
FE90hlB37hBvt66tMV+rGCNcXhVXMB8GA1UdIwQYMBaAFE90hlB37hBvt66tMV+r
GCNcXhVXMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADgYEAn71djvxo
+kzMiCi5/x1At75WkOvHFTiDb+F8i2YKnLz0eeA4de96J7QsOqEldr3HslOM85vj
P/oJ2PesB3ubhuEUB46FFnuzHIXB/doX0jdNdYOKubWtyCyC8emiPAupigUoVhdy
Ke3q7XE4IAhdZv43XjqcPe6VftTK9/9rQVE=
-----END CERTIFICATE-----
`;

function configMap(text: string): string {
  return `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: written}\ndata:\n  text: ${JSON.stringify(text)}\n`;
}

function withFlags(before: string, after: string, ...flags: readonly string[]): Pair[] {
  const pair = { before: configMap(before), after: configMap(after) };
  return [
    { ...pair, flags },
    { ...pair, flags: [...flags, "--color"] },
  ];
}

export const WRITTEN: readonly Pair[] = [
  ...withFlags(CERTIFICATE, OTHER_CERTIFICATE, "--output", "dyff"),
  ...withFlags(CERTIFICATE, "no\ncertificate", "--output", "dyff"),
  ...withFlags(CERTIFICATE.trim(), `before\n${OTHER_CERTIFICATE}`, "--output", "dyff"),
  ...withFlags("a few words that stay", "a few words that go", "--output", "dyff"),
  ...withFlags("white space ", "white space\n", "--output", "dyff"),
  ...withFlags("one\ntwo\nthree\nfour\nfive\n", "two\nthree\nfour\nfive\nsix\n", "--output", "dyff"),
  ...withFlags("a\r\nb\r\n", "a\nb\n", "--strip-trailing-cr"),
];
