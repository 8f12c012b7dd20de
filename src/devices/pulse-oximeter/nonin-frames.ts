/** Frames as a Nonin oximeter would send them; for tests. */

interface Packet2 {
  readonly pulse: number;
  readonly saturation: number;
  readonly revision?: number;
  /** Added to each frame's STATUS. */
  readonly status?: number;
  readonly smartPoint?: boolean;
  readonly lowBattery?: boolean;
  readonly pleth?: readonly number[];
}

/** The 125 bytes of a packet of format 2. */
export function packet2({ pulse, saturation, revision = 0, status = 0, smartPoint = false, lowBattery = false, pleth = [] }: Packet2): Uint8Array {
  const floats = new Map([
    [1, pulse >> 7], [2, pulse & 0x7f], [3, saturation], [4, revision], [8, (smartPoint ? 0x20 : 0) | (lowBattery ? 0x01 : 0)],
  ]);
  const frames = Array.from({ length: 25 }, (_, index) => {
    const frame = [0x01, 0x80 | status | (index === 0 ? 0x01 : 0), pleth[index] ?? 0x40, floats.get(index + 1) ?? 0];
    return [...frame, frame.reduce((sum, byte) => sum + byte, 0) & 0xff];
  });
  return Uint8Array.from(frames.flat());
}

interface Spot13 {
  readonly time?: readonly number[];
  readonly upper?: number;
  readonly lower?: number;
  readonly pulse?: number;
  readonly saturation?: number;
  readonly more?: readonly number[];
}

/** A frame of format 13. */
export function format13(spot: Spot13): Uint8Array {
  const { time = [0x20, 0x26, 0x11, 0x21, 0x10, 0x15, 0x30], upper = 0x02, lower = 0x00, pulse = 72, saturation = 97, more = [] } = spot;
  const data = [...time, 0x00, upper, lower, pulse >> 8, pulse & 0xff, 0x00, saturation, ...more];
  return Uint8Array.from([0x00, 0x02, 0x00, 0x0d, 0x00, data.length, ...data, data.reduce((sum, byte) => sum + byte, 0) & 0xff, 0x03]);
}
