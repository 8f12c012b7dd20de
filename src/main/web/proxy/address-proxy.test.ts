import type { lookup } from "node:dns";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startAddressProxy, type AddressProxy } from "./address-proxy.ts";

/** A name that leads to a public address the first time it is asked and to this machine the next time. */
const rebinding = (answers: string[][]) =>
  ((_host: string, _options: unknown, callback: (error: Error | null, addresses: { address: string; family: number }[]) => void) => {
    callback(null, (answers.length > 1 ? (answers.shift() ?? []) : (answers[0] ?? [])).map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));
  }) as typeof lookup;

describe("the address proxy", () => {
  let server: Server;
  let port: number;
  let proxy: AddressProxy;
  let reached: number;
  let refused: number;
  const start = async (allowed: string[], answers: string[][]) => {
    proxy = await startAddressProxy({ privateAllowed: (host) => allowed.includes(host), onPrivate: () => (refused += 1), lookup: rebinding(answers) });
  };
  beforeEach(async () => {
    reached = 0;
    refused = 0;
    server = createServer((socket) => {
      reached += 1;
      socket.pipe(socket);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    proxy.close();
    server.close();
  });

  /** The reply code, and what comes back for "hello". */
  async function ask(host: string, to = port): Promise<{ code: number | undefined; echo: string }> {
    const socket = connect(proxy.port, "127.0.0.1");
    const request = Buffer.concat([Buffer.from([5, 1, 0, 3, host.length]), Buffer.from(host), Buffer.from([to >> 8, to & 255])]);
    const chunks: Buffer[] = [];
    return await new Promise((resolve) => {
      const end = () => {
        const all = Buffer.concat(chunks);
        resolve({ code: all[3], echo: all.subarray(12).toString() });
      };
      socket.on("close", end);
      socket.on("data", (data) => {
        chunks.push(data);
        const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        if (length === 2) socket.write(request);
        if (length === 12) socket.write("hello");
        if (length > 12) socket.destroy();
      });
      socket.write(Buffer.from([5, 1, 0]));
    });
  }

  it("carries bytes both ways to a private host that the service names", async () => {
    await start(["palvelu.localhost"], []);
    expect(await ask("palvelu.localhost")).toEqual({ code: 0, echo: "hello" });
    expect([reached, refused]).toEqual([1, 0]);
  });

  it.each(["127.0.0.1", "localhost", "muu.localhost", "::1", "[::1]", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "0.0.0.0"])("does not connect to %s", async (host) => {
    await start(["palvelu.localhost"], []);
    expect((await ask(host)).code).toBe(2);
    expect([reached, refused]).toEqual([0, 1]);
    expect(proxy.lastFailure(host.replace(/[[\]]/g, ""))).toBe("private-address");
  });

  it("judges the very answer that it connects to: a name that changes its mind gains nothing", async () => {
    await start([], [["127.0.0.1"]]);
    expect((await ask("rebind.example.com")).code).toBe(2);
    proxy.close();
    await start([], [["192.0.2.1", "127.0.0.1"]]);
    expect((await ask("mixed.example.com")).code).toBe(2);
    expect(reached).toBe(0);
  });

  it("says why there is no connection", async () => {
    await start(["suljettu.localhost"], [[]]);
    server.close();
    expect((await ask("suljettu.localhost", 1)).code).toBe(5);
    expect(proxy.lastFailure("suljettu.localhost")).toBe("refused");
  });

  it("drops a client that speaks something else", async () => {
    await start([], []);
    const socket = connect(proxy.port, "127.0.0.1");
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    socket.on("error", () => undefined);
    socket.resume();
    socket.write("GET / HTTP/1.1\r\n\r\n");
    await closed;
    expect(reached).toBe(0);
  });
});
