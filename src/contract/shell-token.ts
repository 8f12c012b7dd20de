/** A shell's one-time token: 256 random bits in base64url (RFC 4648, section 5) without padding. */
export const shellTokenPattern = /^[A-Za-z0-9_-]{43}$/;
