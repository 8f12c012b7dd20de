import { expect, it } from "vitest";
import { plainUserAgent } from "./user-agent.ts";

it("names the browser, not the program around it", () => {
  const given = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) virtu-kiosk-shell/0.1.0 Chrome/114.0.5735.106 Electron/25.1.1 Safari/537.36";
  expect(plainUserAgent(given)).toBe("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.106 Safari/537.36");
});
