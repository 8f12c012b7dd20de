import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A window straight under the root, as the X server sees it. */
export interface TopWindow {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels row by row, four bytes each: blue, green, red, unused. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bgrx: Buffer;
}

/** An X server's own view of its screen. Asked directly, because a window may flash up between two calls of a tool. */
export interface XDisplay {
  /** All top-level windows that are mapped now. */
  windows(): Promise<TopWindow[]>;
  /** What has come up or changed its place since the last call, flashes too; our own window at its place is not in it. */
  changes(): readonly string[];
  pixels(area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): Promise<Pixels>;
  close(): void;
}

/* X Window System Protocol, X Version 11 Release 6.8: requests (section 10), events (section 11), encoding (appendix B). */
const REQUEST = { changeWindowAttributes: 2, getWindowAttributes: 3, getGeometry: 14, queryTree: 15, getImage: 73 } as const;
const EVENT = { map: 19, configure: 22 } as const;
const SUBSTRUCTURE_NOTIFY = 0x80000;
const EVENT_MASK_BIT = 0x800;
const VIEWABLE = 2;
const Z_PIXMAP = 2;

/** Connects to `:<number>` over its Unix socket; Xvfb asks for no authority. */
export async function openXDisplay(name: string): Promise<XDisplay> {
  const socket = connect(`/tmp/.X11-unix/X${name.replace(/^:/, "")}`);
  await once(socket, "connect");
  const hello = Buffer.alloc(12);
  hello.write("l", 0);
  hello.writeUInt16LE(11, 2);
  socket.write(hello);
  const wire = createWire(socket);
  const root = rootOf(await wire.setUp);
  const seen: string[] = [];
  let home: string | undefined;
  const place = (at: Omit<TopWindow, "id">): string => `${at.width}x${at.height}+${at.x}+${at.y}`;

  async function geometry(id: number): Promise<TopWindow | null> {
    const reply = await wire.ask(REQUEST.getGeometry, 0, [id]);
    return reply === null ? null : { id, x: reply.readInt16LE(12), y: reply.readInt16LE(14), width: reply.readUInt16LE(16), height: reply.readUInt16LE(18) };
  }
  async function isShown(id: number): Promise<boolean> {
    const reply = await wire.ask(REQUEST.getWindowAttributes, 0, [id]);
    return reply !== null && reply.readUInt8(26) === VIEWABLE;
  }
  async function windows(): Promise<TopWindow[]> {
    const tree = await wire.ask(REQUEST.queryTree, 0, [root]);
    const ids = tree === null ? [] : Array.from({ length: tree.readUInt16LE(16) }, (_, i) => tree.readUInt32LE(32 + 4 * i));
    const shown: TopWindow[] = [];
    for (const id of ids) {
      const window = (await isShown(id)) ? await geometry(id) : null;
      if (window !== null) shown.push(window);
    }
    return shown;
  }

  const known = await windows();
  const [own] = known;
  if (own !== undefined) home = place(own);
  const ours = new Set(known.map(({ id }) => id));
  wire.onEvent((event) => {
    const type = event.readUInt8(0) & 0x7f;
    const id = event.readUInt32LE(8);
    // Its place comes with the next question; a window that is gone by then was a flash and counts as well.
    if (type === EVENT.map) void geometry(id).then((window) => note("came up", id, window === null ? "gone again" : place(window)));
    if (type === EVENT.configure && ours.has(id)) note("moved", id, place({ x: event.readInt16LE(16), y: event.readInt16LE(18), width: event.readUInt16LE(20), height: event.readUInt16LE(22) }));
  });
  function note(what: string, id: number, where: string): void {
    // The next shell's window comes up at the same place: that is a visit's end, no second window.
    if (where === home) ours.add(id);
    else seen.push(`window 0x${id.toString(16)} ${what}: ${where}`);
  }
  wire.tell(REQUEST.changeWindowAttributes, 0, [root, EVENT_MASK_BIT, SUBSTRUCTURE_NOTIFY]);

  return {
    windows,
    changes: () => seen.splice(0),
    async pixels({ x, y, width, height }) {
      const reply = await wire.ask(REQUEST.getImage, Z_PIXMAP, [root, (x & 0xffff) | (y << 16), width | (height << 16), 0xffff_ffff]);
      if (reply === null) throw new Error("the X server gives no picture of its root window");
      return { width, height, bgrx: reply.subarray(32, 32 + width * height * 4) };
    },
    close: () => socket.destroy(),
  };
}

/** The first screen's root window, from the server's reply to the connection set-up. */
function rootOf(setUp: Buffer): number {
  const vendor = setUp.readUInt16LE(24);
  const formats = setUp.readUInt8(29);
  return setUp.readUInt32LE(40 + Math.ceil(vendor / 4) * 4 + 8 * formats);
}

interface Wire {
  readonly setUp: Promise<Buffer>;
  /** A request with a reply; null: the server answered with an error (the window is gone). */
  ask(opcode: number, detail: number, words: readonly number[]): Promise<Buffer | null>;
  tell(opcode: number, detail: number, words: readonly number[]): void;
  onEvent(listener: (event: Buffer) => void): void;
}

function createWire(socket: Socket): Wire {
  let bytes = Buffer.alloc(0);
  let sequence = 0;
  let listener: (event: Buffer) => void = () => undefined;
  const waiting = new Map<number, (reply: Buffer | null) => void>();
  const { promise: setUp, resolve: gotSetUp, reject: failed } = Promise.withResolvers<Buffer>();
  let begun = false;

  /** The next whole message, or null. */
  function next(): Buffer | null {
    const head = begun ? 32 : 8;
    if (bytes.length < head) return null;
    const longer = begun ? bytes.readUInt8(0) === 1 : true;
    const length = head + (longer ? 4 * (begun ? bytes.readUInt32LE(4) : bytes.readUInt16LE(6)) : 0);
    if (bytes.length < length) return null;
    const message = bytes.subarray(0, length);
    bytes = bytes.subarray(length);
    return message;
  }
  function take(message: Buffer): void {
    if (!begun) {
      begun = true;
      return message.readUInt8(0) === 1 ? gotSetUp(message) : failed(new Error("the X server does not let us in"));
    }
    const type = message.readUInt8(0);
    if (type > 1) return listener(message);
    const number = message.readUInt16LE(2);
    waiting.get(number)?.(type === 1 ? message : null);
    waiting.delete(number);
  }
  socket.on("data", (data: Buffer) => {
    bytes = Buffer.concat([bytes, data]);
    for (let message = next(); message !== null; message = next()) take(message);
  });
  socket.on("error", failed);
  socket.on("close", () => {
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
  });

  const tell: Wire["tell"] = (opcode, detail, words) => {
    const request = Buffer.alloc(4 + 4 * words.length);
    request.writeUInt8(opcode, 0);
    request.writeUInt8(detail, 1);
    request.writeUInt16LE(1 + words.length, 2);
    words.forEach((word, i) => request.writeUInt32LE(word >>> 0, 4 + 4 * i));
    sequence = (sequence + 1) & 0xffff;
    socket.write(request);
  };
  return {
    setUp,
    tell,
    ask: (opcode, detail, words) =>
      new Promise((resolve) => {
        tell(opcode, detail, words);
        waiting.set(sequence, resolve);
      }),
    onEvent: (heard) => {
      listener = heard;
    },
  };
}
