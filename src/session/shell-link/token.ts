import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

export interface TokenGate {
  /** The next shell's token; an older one that nobody used is void. */
  expect(token: string): void;
  /** True once for the token that is expected; compared in constant time. */
  take(token: string): boolean;
}

export function createTokenGate(): TokenGate {
  let expected: Buffer | null = null;
  return {
    expect: (token) => {
      expected = digest(token);
    },
    take: (token) => {
      const right = expected !== null && timingSafeEqual(expected, digest(token));
      if (right) expected = null;
      return right;
    },
  };
}
