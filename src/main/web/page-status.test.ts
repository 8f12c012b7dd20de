import { beforeEach, describe, expect, it } from "vitest";
import { createPageStatus, type PageStatus } from "./page-status.ts";
import type { ConnectFailure } from "./proxy/address-proxy.ts";

const plain = (state: string) => ({ state, reason: null, refusedHost: null });

describe("the state of an embedded page", () => {
  let status: PageStatus;
  let failure: ConnectFailure | undefined;
  beforeEach(() => {
    failure = undefined;
    status = createPageStatus(() => undefined, () => failure);
  });
  const loaded = () => {
    status.started();
    status.arrived();
    status.stopped();
  };

  it("is loading, and then ready; before the first document nothing is to be seen", () => {
    status.started();
    expect([status.state(), status.visible()]).toEqual([plain("loading"), false]);
    status.arrived();
    expect(status.visible()).toBe(true);
    status.stopped();
    expect([status.state(), status.visible(), status.committed()]).toEqual([plain("ready"), true, true]);
  });

  it("is blocked over a page that is still there, and back leads to it", () => {
    loaded();
    status.blocked("https://muu.fi/polku", "not-listed");
    expect(status.state()).toEqual({ state: "blocked", reason: "not-on-list", refusedHost: "muu.fi" });
    expect([status.visible(), status.overPage()]).toEqual([false, true]);
    status.cleared();
    expect(status.state()).toEqual(plain("ready"));
  });

  it("stays blocked when the filter's own error follows, and there is no page to go back to", () => {
    status.started();
    status.blocked("http://10.0.0.1/", "private-address");
    status.failed(-20, "http://10.0.0.1/");
    expect([status.state().state, status.overPage()]).toEqual(["blocked", false]);
    status.cleared();
    expect(status.state().state).toBe("blocked");
  });

  it.each([[-105, undefined, "not-found"], [-120, "timed-out", "timed-out"], [-121, "not-found", "not-found"], [-201, undefined, "certificate"], [-7, undefined, "timed-out"], [-324, undefined, "other"]] as const)(
    "has failed by %i (%s) for the reason %s, without a host",
    (code, known, reason) => {
      failure = known;
      status.failed(code, "https://palvelu.fi/");
      expect(status.state()).toEqual({ state: "failed", reason, refusedHost: null });
    },
  );

  it("is blocked when the proxy found a private address behind a name", () => {
    failure = "private-address";
    status.failed(-120, "https://palvelu.fi/");
    expect(status.state()).toEqual({ state: "blocked", reason: "private-address", refusedHost: "palvelu.fi" });
  });

  it("goes on after a load that was broken off, as for a download", () => {
    loaded();
    status.started();
    status.failed(-3, "https://palvelu.fi/tiedosto");
    expect(status.state()).toEqual(plain("ready"));
  });

  it("does not answer, and answers again", () => {
    loaded();
    status.answering(false);
    expect([status.state(), status.visible()]).toEqual([plain("not-answering"), false]);
    status.answering(true);
    expect(status.state()).toEqual(plain("ready"));
    status.answering(false);
    status.arrived();
    status.stopped();
    expect(status.state()).toEqual(plain("ready"));
  });

  it("crashes, empties itself, or asks for a password: nothing of it is seen", () => {
    loaded();
    status.emptied();
    expect([status.state().reason, status.visible()]).toEqual(["scheme", false]);
    loaded();
    status.trouble("needs-password");
    status.arrived();
    status.stopped();
    expect(status.state()).toMatchObject({ state: "blocked", reason: "needs-password" });
    status.crashed();
    expect([status.state().state, status.visible()]).toEqual(["crashed", false]);
  });
});
