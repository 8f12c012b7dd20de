import { createServer, type Server, type Socket } from "node:net";

/**
 * A system bus with nothing on it but an Avahi that says yes.
 *
 * `ippeveprinter` refuses to start without DNS-SD, that is without a D-Bus system bus and avahi-daemon, and these want
 * root. The booth finds its printer by a configured address and must not announce one, so nothing is lost when the
 * announcement goes nowhere: this answers the few calls that libavahi-client makes and needs no privilege.
 * Point a program at it with `DBUS_SYSTEM_BUS_ADDRESS=unix:path=<path>`.
 *
 * Sources: D-Bus Specification 0.43 ("Message Protocol", "Authentication Protocol"); avahi-client's introspection files
 * org.freedesktop.Avahi.Server.xml and org.freedesktop.Avahi.EntryGroup.xml.
 */
export interface DnssdStandIn {
  readonly busAddress: string;
  close(): Promise<void>;
}

const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const ERROR = 3;
const SIGNAL = 4;
const NO_REPLY_EXPECTED = 0x1;

/** AvahiServerState and AvahiEntryGroupState of avahi-common/defs.h. */
const SERVER_RUNNING = 2;
const GROUP_ESTABLISHED = 2;
/** AVAHI_VERSION API level of Avahi 0.8; the client accepts any with the same major byte. */
const API_VERSION = 515;

/** No message of libavahi-client comes near it. */
const MAX_MESSAGE_BYTES = 1 << 20;

interface Call {
  readonly serial: number;
  readonly wantsReply: boolean;
  readonly path: string;
  readonly member: string;
}

interface Argument {
  readonly signature: "u" | "i" | "b" | "s" | "o";
  readonly value: number | string;
}

/** Listens on `path`; rejects where the socket cannot be made, which is a fault of the rig's folder. */
export async function startDnssdStandIn(path: string): Promise<DnssdStandIn> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    serve(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => resolve());
  });
  return {
    busAddress: `unix:path=${path}`,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function serve(socket: Socket): void {
  let buffer: Buffer = Buffer.alloc(0);
  let authenticated = false;
  let serial = 1;
  let groups = 0;

  const send = (bytes: Buffer): void => void socket.write(bytes);
  const nextSerial = (): number => serial++;

  socket.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    if (!authenticated) {
      const rest = authenticate(buffer, send);
      if (rest === null) return;
      authenticated = rest.begun;
      buffer = rest.bytes;
    }
    while (authenticated) {
      const message = takeMessage(buffer);
      if (message === "more") return;
      if (message === "broken") return void socket.destroy();
      buffer = buffer.subarray(message.length);
      if (message.call !== null) answer(message.call);
    }
  });

  const answer = (call: Call): void => {
    const reply = (...body: Argument[]): void => {
      if (call.wantsReply) send(encode(METHOD_RETURN, nextSerial(), { replyTo: call.serial }, body));
    };
    switch (call.member) {
      case "Hello":
        return reply({ signature: "s", value: ":1.1" });
      case "AddMatch":
      case "RemoveMatch":
      case "Ping":
      case "AddService":
      case "AddServiceSubtype":
      case "AddRecord":
      case "UpdateServiceTxt":
      case "Reset":
      case "Free":
        return reply();
      case "NameHasOwner":
        return reply({ signature: "b", value: 1 });
      case "GetNameOwner":
        return reply({ signature: "s", value: ":1.0" });
      case "GetAPIVersion":
        return reply({ signature: "u", value: API_VERSION });
      case "GetVersionString":
        return reply({ signature: "s", value: "avahi 0.8" });
      case "GetHostName":
      case "GetHostNameFqdn":
        return reply({ signature: "s", value: "localhost" });
      case "GetState":
        return reply({ signature: "i", value: call.path === "/" ? SERVER_RUNNING : GROUP_ESTABLISHED });
      case "IsEmpty":
        return reply({ signature: "b", value: 0 });
      case "EntryGroupNew":
        groups += 1;
        return reply({ signature: "o", value: `/Client1/EntryGroup${groups}` });
      case "Commit":
        reply();
        return send(
          encode(SIGNAL, nextSerial(), { path: call.path, interface: "org.freedesktop.Avahi.EntryGroup", member: "StateChanged" }, [
            { signature: "i", value: GROUP_ESTABLISHED },
            { signature: "s", value: "org.freedesktop.Avahi.Success" },
          ]),
        );
      default:
        if (call.wantsReply) {
          send(encode(ERROR, nextSerial(), { replyTo: call.serial, errorName: "org.freedesktop.DBus.Error.UnknownMethod" }, []));
        }
    }
  };
}

/** The client speaks first, one NUL and then lines; whoever it says it is, it is welcome. Null: the line is not whole yet. */
function authenticate(bytes: Buffer, send: (bytes: Buffer) => void): { begun: boolean; bytes: Buffer } | null {
  let rest = bytes[0] === 0 ? bytes.subarray(1) : bytes;
  for (;;) {
    const end = rest.indexOf("\r\n");
    if (end < 0) return { begun: false, bytes: rest };
    const line = rest.toString("latin1", 0, end);
    rest = rest.subarray(end + 2);
    if (line === "BEGIN") return { begun: true, bytes: rest };
    if (line.startsWith("AUTH EXTERNAL")) send(Buffer.from("OK 0123456789abcdef0123456789abcdef\r\n"));
    else if (line.startsWith("AUTH")) send(Buffer.from("REJECTED EXTERNAL\r\n"));
    else send(Buffer.from("ERROR\r\n"));
  }
}

const align = (offset: number, to: number): number => Math.ceil(offset / to) * to;

/** One little-endian message from the front of `bytes` (libdbus sends in the machine's own order). */
function takeMessage(bytes: Buffer): { length: number; call: Call | null } | "more" | "broken" {
  if (bytes.length < 16) return "more";
  if (bytes[0] !== 0x6c) return "broken";
  const fieldsLength = bytes.readUInt32LE(12);
  const bodyStart = align(16 + fieldsLength, 8);
  const length = bodyStart + bytes.readUInt32LE(4);
  if (length > MAX_MESSAGE_BYTES) return "broken";
  if (bytes.length < length) return "more";
  if (bytes[1] !== METHOD_CALL) return { length, call: null };
  const fields = readStringFields(bytes.subarray(0, 16 + fieldsLength));
  return {
    length,
    call: {
      serial: bytes.readUInt32LE(8),
      wantsReply: ((bytes[2] ?? 0) & NO_REPLY_EXPECTED) === 0,
      path: fields.get(1) ?? "",
      member: fields.get(3) ?? "",
    },
  };
}

/** Header fields whose value is a string, object path or signature, by code: 1 path, 3 member. */
function readStringFields(header: Buffer): Map<number, string> {
  const fields = new Map<number, string>();
  let at = 16;
  while (at + 4 <= header.length) {
    at = align(at, 8);
    const code = header[at] ?? 0;
    const type = String.fromCharCode(header[at + 2] ?? 0);
    at += 4;
    if (type === "g") {
      at += (header[at] ?? 0) + 2;
      continue;
    }
    at = align(at, 4);
    if (at + 4 > header.length) break;
    const value = header.readUInt32LE(at);
    at += 4;
    if (type === "u" || type === "h") continue;
    fields.set(code, header.toString("utf8", at, at + value));
    at += value + 1;
  }
  return fields;
}

interface Fields {
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly errorName?: string;
  readonly replyTo?: number;
}

function encode(type: number, serial: number, fields: Fields, body: readonly Argument[]): Buffer {
  const content = new Writer();
  for (const argument of body) {
    if (typeof argument.value === "string") content.string(argument.value);
    else content.uint32(argument.value);
  }

  const header = new Writer();
  header.bytes([0x6c, type, NO_REPLY_EXPECTED, 1]);
  header.uint32(content.length);
  header.uint32(serial);
  header.uint32(0);
  const stringField = (code: number, signature: string, value: string | undefined): void => {
    if (value === undefined) return;
    header.pad(8);
    header.bytes([code, 1, signature.charCodeAt(0), 0]);
    header.string(value);
  };
  stringField(1, "o", fields.path);
  stringField(2, "s", fields.interface);
  stringField(3, "s", fields.member);
  stringField(4, "s", fields.errorName);
  if (fields.replyTo !== undefined) {
    header.pad(8);
    header.bytes([5, 1, "u".charCodeAt(0), 0]);
    header.uint32(fields.replyTo);
  }
  stringField(7, "s", type === SIGNAL ? "org.freedesktop.Avahi" : "org.freedesktop.DBus");
  if (body.length > 0) {
    header.pad(8);
    const signature = body.map((argument) => argument.signature).join("");
    header.bytes([8, 1, "g".charCodeAt(0), 0, signature.length, ...Buffer.from(signature), 0]);
  }
  const fieldsLength = header.length - 16;
  header.pad(8);
  const bytes = header.toBuffer();
  bytes.writeUInt32LE(fieldsLength, 12);
  return Buffer.concat([bytes, content.toBuffer()]);
}

class Writer {
  readonly #parts: number[] = [];

  get length(): number {
    return this.#parts.length;
  }
  bytes(values: readonly number[]): void {
    this.#parts.push(...values);
  }
  pad(to: number): void {
    while (this.#parts.length % to !== 0) this.#parts.push(0);
  }
  uint32(value: number): void {
    this.pad(4);
    this.#parts.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff);
  }
  string(value: string): void {
    const bytes = Buffer.from(value, "utf8");
    this.uint32(bytes.length);
    this.#parts.push(...bytes, 0);
  }
  toBuffer(): Buffer {
    return Buffer.from(this.#parts);
  }
}
