import { expect, it } from "vitest";
import { countedAs, hostOf, reasonOfRefusal } from "./load-errors.ts";

it("counts a refusal by why, where that says more than where", () => {
  expect(countedAs("http://10.0.0.1/", "private-address", "resource")).toBe("private-address");
  expect(countedAs("mailto:a@b.fi", "scheme", "navigation")).toBe("external-protocol");
  expect(countedAs("chrome://settings/", "scheme", "navigation")).toBe("scheme");
  expect(countedAs("https://muu.fi/", "not-listed", "redirect")).toBe("redirect");
  expect(countedAs("::", "malformed", "window")).toBe("window");
});

it("names a host only where a person knows one", () => {
  expect(hostOf("https://Muu.fi/x?y")).toBe("muu.fi");
  expect(["mailto:a@b.fi", "steam://run/1", "about:blank", "::", "data:text/html,x"].map(hostOf)).toEqual([null, null, null, null, null]);
});

it("has a reason for every refusal", () => {
  expect((["malformed", "scheme", "insecure", "user-info", "private-address", "not-listed"] as const).map(reasonOfRefusal)).toEqual(["other", "scheme", "scheme", "other", "private-address", "not-on-list"]);
});
