import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { connect, createServer, isIP, type AddressInfo, type Socket } from "node:net";
import { isPrivateAddress } from "../../../contract/web-address.ts";
import { greetingAnswer, readGreeting, readRequest, requestAnswer, type SocksRead, type SocksReply, type SocksTarget } from "./socks.ts";

/**
 * Every connection of embedded pages leaves through here. A filter on addresses alone is not enough: a public name may lead
 * to a private address, and may do so only the second time that it is asked (DNS rebinding). Here the name is looked up once,
 * the answer is judged, and exactly that answer is connected to. TLS stays between page and site: we see names and bytes.
 */
export interface AddressProxy {
  /** Port on 127.0.0.1. */
  readonly port: number;
  /** What last went wrong with a host, for the sentence on the screen: the browser only learns that its proxy failed. */
  readonly lastFailure: (host: string) => ConnectFailure | undefined;
  close(): void;
}

export type ConnectFailure = "not-found" | "refused" | "timed-out" | "no-network" | "private-address";

export interface AddressProxyParts {
  /** Whether the service that is open names this host as one that may be private. */
  readonly privateAllowed: (host: string) => boolean;
  /** A name led to a private address. */
  readonly onPrivate: () => void;
  readonly lookup?: typeof dnsLookup;
}

/** A site that does not take a connection in this time is not there for a person who waits. */
const CONNECT_LIMIT_MS = 15_000;
/** A page opens some hundred connections at most; more are a flood. */
const MAX_CONNECTIONS = 512;
const MAX_REMEMBERED_FAILURES = 100;

export async function startAddressProxy(parts: AddressProxyParts): Promise<AddressProxy> {
  const failures = new Map<string, ConnectFailure>();
  const clients = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    if (clients.size >= MAX_CONNECTIONS) {
      client.destroy();
      return;
    }
    clients.add(client);
    client.once("close", () => clients.delete(client));
    void serve(client, parts, (host, failure) => {
      if (failures.size >= MAX_REMEMBERED_FAILURES) failures.clear();
      failures.set(host, failure);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    lastFailure: (host) => failures.get(host),
    close() {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
}

async function serve(client: Socket, parts: AddressProxyParts, failed: (host: string, failure: ConnectFailure) => void): Promise<void> {
  client.on("error", () => client.destroy());
  const read = reader(client);
  const greeting = await read(readGreeting);
  if (greeting === undefined) return void client.destroy();
  client.write(greetingAnswer(greeting));
  if (!greeting) return void client.end();
  const target = await read(readRequest);
  if (target === undefined) return void client.destroy();
  const remote = await connectChecked(target, parts);
  if (typeof remote === "string") {
    failed(target.host, remote);
    if (remote === "private-address") parts.onPrivate();
    client.end(requestAnswer(replyTo[remote]));
    return;
  }
  remote.on("error", () => client.destroy());
  remote.once("close", () => client.destroy());
  client.once("close", () => remote.destroy());
  if (client.destroyed) return void remote.destroy();
  client.write(requestAnswer("succeeded"));
  client.pipe(remote);
  remote.pipe(client);
}

const replyTo: Readonly<Record<ConnectFailure, SocksReply>> = {
  "private-address": "not-allowed", "not-found": "host-unreachable", refused: "refused", "timed-out": "host-unreachable", "no-network": "network-unreachable",
};

type ReadValue<P> = P extends (bytes: Uint8Array) => SocksRead<infer T> ? T : never;

/** Reads one message after the other from the client; undefined: it broke the protocol or left. */
function reader(client: Socket): <T>(parse: (bytes: Uint8Array) => SocksRead<T>) => Promise<T | undefined> {
  let bytes = Buffer.alloc(0);
  return (parse) =>
    new Promise((resolve) => {
      const done = (value?: ReadValue<typeof parse>) => {
        client.off("data", onData);
        client.off("close", onClose);
        client.pause();
        resolve(value);
      };
      const onClose = () => done();
      const look = () => {
        const message = parse(bytes);
        if (message.state === "more") return;
        if (message.state === "bad") return done();
        const rest = bytes.subarray(message.used);
        bytes = Buffer.alloc(0);
        if (rest.length > 0) client.unshift(rest);
        done(message.value);
      };
      const onData = (data: Buffer) => {
        bytes = Buffer.concat([bytes, data]);
        look();
      };
      client.on("data", onData);
      client.once("close", onClose);
      client.resume();
    });
}

/** Looks up, judges and connects in one go: the socket goes to an address that was judged, or nowhere. */
function connectChecked(target: SocksTarget, parts: AddressProxyParts): Promise<Socket | ConnectFailure> {
  return new Promise((resolve) => {
    let judged: ConnectFailure | undefined;
    const mayBePrivate = parts.privateAllowed(isIP(target.host) === 6 ? `[${target.host}]` : target.host);
    const socket = connect({
      host: target.host,
      port: target.port,
      noDelay: true,
      // With one attempt after the other over both families; a literal address does not come by here.
      autoSelectFamily: true,
      lookup(host, _options, callback) {
        findAddresses(host, parts.lookup ?? dnsLookup, (error, addresses) => {
          if (error === null && !mayBePrivate && addresses.some(({ address }) => isPrivateAddress(address))) judged = "private-address";
          const failure = error ?? (judged === undefined ? null : Object.assign(new Error("private address"), { code: "EACCES" }));
          callback(failure, addresses);
        });
      },
    });
    if (isIP(target.host) !== 0 && !mayBePrivate && isPrivateAddress(target.host)) {
      socket.destroy();
      resolve("private-address");
      return;
    }
    const timer = setTimeout(() => {
      judged ??= "timed-out";
      socket.destroy();
      resolve(judged);
    }, CONNECT_LIMIT_MS);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      resolve(socket);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve(judged ?? failureOf(error.code));
    });
  });
}

/** `localhost` and all below it are this machine, whatever the resolver says (RFC 6761, 6.3). */
function findAddresses(host: string, lookup: typeof dnsLookup, callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void): void {
  if (host === "localhost" || host.endsWith(".localhost")) callback(null, [{ address: "127.0.0.1", family: 4 }, { address: "::1", family: 6 }]);
  else lookup(host, { all: true }, callback);
}

function failureOf(code: string | undefined): ConnectFailure {
  switch (code) {
    case "ENOTFOUND": return "not-found";
    case "ECONNREFUSED": return "refused";
    case "ETIMEDOUT": return "timed-out";
    default: return "no-network";
  }
}
