import { describe, expect, it } from "vitest";
import { withPermissionsPolicy } from "./permissions-policy.ts";

describe("the permissions policy of embedded documents", () => {
  it("is put behind the document's own and leaves other headers alone", () => {
    const headers = withPermissionsPolicy({ "Content-Type": ["text/html"], "Permissions-Policy": ["fullscreen=*", "geolocation=()"] });
    expect(headers["Content-Type"]).toEqual(["text/html"]);
    expect(headers["Permissions-Policy"]).toBeUndefined();
    expect(headers["permissions-policy"]?.[0]).toMatch(/^fullscreen=\*, geolocation=\(\), .*picture-in-picture=\(\).*fullscreen=\(\)/);
  });

  it("stands where there was none", () => {
    expect(withPermissionsPolicy({})["permissions-policy"]?.[0]).toContain("display-capture=()");
  });
});
