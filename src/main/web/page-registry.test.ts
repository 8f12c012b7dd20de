import { expect, it } from "vitest";
import { serviceSchema } from "../../contract/service-tray.ts";
import { createPageRegistry } from "./page-registry.ts";

const service = (id: string, host: string, privateAddresses: string[] = []) =>
  serviceSchema.parse({ id, group: "other", names: { fi: "a", sv: "a", en: "a", se: "a" }, startAddress: `https://${host}/`, pages: [`https://${host}`], resources: [], logOutAddress: null, tried: false, privateAddresses });
const page = (contentsId: number, of: ReturnType<typeof service>) => ({ contentsId, service: of, onBlocked: () => undefined, onTrouble: () => undefined });

it("judges each page by its own service, and a request of none by all that are open", () => {
  const pages = createPageRegistry();
  pages.add(page(1, service("a", "a.fi")));
  pages.add(page(2, service("b", "b.fi")));
  expect(pages.judge(1, "https://a.fi/x", "page").allow).toBe(true);
  expect(pages.judge(1, "https://b.fi/x", "page").allow).toBe(false);
  expect(pages.judge(undefined, "https://b.fi/x", "resource").allow).toBe(true);
  expect(pages.judge(undefined, "https://c.fi/x", "resource").allow).toBe(false);
  expect(pages.judge(3, "https://a.fi/", "page").allow).toBe(false);
  pages.remove(2);
  expect(pages.judge(undefined, "https://b.fi/x", "resource").allow).toBe(false);
});

it("lets a private host be reached only while a service that names it is open", () => {
  const pages = createPageRegistry();
  expect(pages.privateAllowed("a.localhost")).toBe(false);
  pages.add(page(1, service("a", "a.localhost", ["a.localhost"])));
  expect([pages.privateAllowed("a.localhost"), pages.privateAllowed("127.0.0.1")]).toEqual([true, false]);
  pages.remove(1);
  expect(pages.privateAllowed("a.localhost")).toBe(false);
});
