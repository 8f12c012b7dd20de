/**
 * A certificate that nobody should trust: signed by itself, and for a name that the site does not answer to. Its key is as public as
 * this file. Made by `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=muu.localhost`.
 */
export const badCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCThQrcCjbuQBhwlG
TgbWgiDJiztLYnIqwmnlawRL42KhRANCAARXkmBs/OVZ6cG2/BSD5qo/nY4b3Zr2
YHplh28Y/x7lF9Js6smPy0+pFe3U5OZ11vcWzxK1U7cLNuoOgTVbx/UE
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBoDCCAUegAwIBAgIUSS5wxNZR+HaRDCH3hnokpKw/ifAwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNbXV1LmxvY2FsaG9zdDAgFw0yNjExMjIwNDI5MjBaGA8yMTI2
MTAyOTA0MjkyMFowGDEWMBQGA1UEAwwNbXV1LmxvY2FsaG9zdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABFeSYGz85Vnpwbb8FIPmqj+djhvdmvZgemWHbxj/HuUX
0mzqyY/LT6kV7dTk5nXW9xbPErVTtws26g6BNVvH9QSjbTBrMB0GA1UdDgQWBBQK
3RbcYDXOqZnMjtoiue7W9MYpkjAfBgNVHSMEGDAWgBQK3RbcYDXOqZnMjtoiue7W
9MYpkjAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDW11dS5sb2NhbGhvc3Qw
CgYIKoZIzj0EAwIDRwAwRAIgbD7or+RteZFoyCxQWvVZIlRwdGjz+Ibcq7iWfbDf
cygCIC9THdbtnc4IvT9gSJFVpNoBfJwpMrU/M+/yEUDdTxqj
-----END CERTIFICATE-----
`,
} as const;
