import { randomBytes, randomInt, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { err, ok, type CodedError, type Result } from "../../contract/result.ts";
import type { Clock } from "../clock.ts";
import { createSerialQueue } from "../serial-queue.ts";
import type { Store } from "./store.ts";

export interface PinState {
  readonly triesLeft: number;
  /** ms since 1970; null when tries are allowed. */
  readonly lockedUntil: number | null;
}

/** The staff PIN: five tries, then a lock-out that grows and outlives a restart. */
export interface StaffPin {
  state(): PinState;
  verify(pin: string): Promise<PinState & { readonly right: boolean }>;
}

export const pinLimits = {
  tries: 5,
  /** First lock-out; each further one is twice as long, up to a day. A booth stands in public: 5 tries a day at the worst. */
  firstLockMs: 5 * 60_000,
  longestLockMs: 24 * 3_600_000,
  /** Digits of a PIN that the booth makes up. */
  digits: 6,
} as const;

/** RFC 7914 parameters: 2^15 × 8 × 128 B = 32 MB and about 100 ms on the reference machine for one try. */
const cost = { N: 32_768, r: 8, p: 1 } as const;
const hashBytes = 32;
/** What scrypt may take of memory for the largest parameters that a configuration may name. */
const maxMemory = 256 * 1024 * 1024;

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

interface PinHash {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** `scrypt$N$r$p$salt$hash`, base64url. Undefined for anything else, and for parameters that are too weak or too heavy. */
export function parsePinHash(text: string): PinHash | undefined {
  const match = /^scrypt\$([0-9]{1,7})\$([0-9]{1,2})\$([0-9]{1,2})\$([A-Za-z0-9_-]{16,100})\$([A-Za-z0-9_-]{43,86})$/.exec(text);
  if (match === null) return undefined;
  const [, n, r, p, salt, hash] = match;
  const found = { N: Number(n), r: Number(r), p: Number(p), salt: Buffer.from(salt ?? "", "base64url"), hash: Buffer.from(hash ?? "", "base64url") };
  const powerOfTwo = found.N >= 1024 && (found.N & (found.N - 1)) === 0;
  return powerOfTwo && found.r >= 1 && found.p >= 1 && 128 * found.N * found.r <= maxMemory / 2 ? found : undefined;
}

export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, hashBytes, { ...cost, maxmem: maxMemory });
  return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

interface PinRow {
  hash: string | null;
  wrong: number;
  lockouts: number;
  locked_until: number | null;
}

/**
 * Takes the PIN of the configuration, or the one that was made up before, or makes one up: `made` is that one, for the
 * caller to show once; only its hash is kept.
 */
export async function openStaffPin(
  store: Store, clock: Clock, configured: string | null,
): Promise<Result<{ readonly pin: StaffPin; readonly made: string | null }, CodedError<"staff/pin-hash">>> {
  const { database } = store;
  database.prepare("INSERT OR IGNORE INTO staff_pin (id) VALUES (1)").run();
  const read = database.prepare<[], PinRow>("SELECT hash, wrong, lockouts, locked_until FROM staff_pin WHERE id = 1");
  const note = database.prepare("UPDATE staff_pin SET wrong = ?, lockouts = ?, locked_until = ? WHERE id = 1");
  const row = (): PinRow => read.get() ?? { hash: null, wrong: 0, lockouts: 0, locked_until: null };

  let made: string | null = null;
  const kept = row().hash;
  let text = configured ?? kept;
  if (text === null || (configured === null && parsePinHash(text) === undefined)) {
    made = randomInt(10 ** pinLimits.digits).toString().padStart(pinLimits.digits, "0");
    text = await hashPin(made);
    database.prepare("UPDATE staff_pin SET hash = ? WHERE id = 1").run(text);
  }
  const expected = parsePinHash(text);
  if (expected === undefined) return err("staff/pin-hash");
  return ok({ pin: staffPin(row, (wrong, lockouts, until) => void note.run(wrong, lockouts, until), expected, clock), made });
}

function staffPin(
  row: () => PinRow, note: (wrong: number, lockouts: number, lockedUntil: number | null) => void, expected: PinHash, clock: Clock,
): StaffPin {
  // One try after the other: many at once would all see tries left.
  const queue = createSerialQueue();
  const state = (): PinState => {
    const { wrong, locked_until: until } = row();
    return until !== null && clock.wall() < until ? { triesLeft: 0, lockedUntil: until } : { triesLeft: pinLimits.tries - wrong, lockedUntil: null };
  };
  return {
    state,
    verify: (pin) =>
      queue(async () => {
        const before = state();
        if (before.lockedUntil !== null) return { right: false, ...before };
        const { wrong, lockouts } = row();
        // Counted before it is looked at: a power cut in the middle costs a try, it does not give one.
        const isLast = wrong + 1 >= pinLimits.tries;
        const lockedUntil = isLast ? clock.wall() + Math.min(pinLimits.longestLockMs, pinLimits.firstLockMs * 2 ** Math.min(lockouts, 12)) : null;
        note(isLast ? 0 : wrong + 1, isLast ? lockouts + 1 : lockouts, lockedUntil);
        const hash = await derive(pin, expected.salt, expected.hash.length, { N: expected.N, r: expected.r, p: expected.p, maxmem: maxMemory });
        const right = timingSafeEqual(hash, expected.hash);
        if (right) note(0, 0, null);
        return { right, ...state() };
      }),
  };
}
