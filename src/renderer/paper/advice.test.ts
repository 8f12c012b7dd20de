import { describe, expect, it } from "vitest";
import { printerErrorCodes, scannerErrorCodes } from "../../contract/devices.ts";
import type { Text } from "../i18n/texts.ts";
import { adviceWords, scannerReason } from "./advice.ts";

/** Keys stand for their texts: what is tested is which is chosen. */
const t: Text = (key) => key;

describe("advice for an error", () => {
  it.each([...scannerErrorCodes, ...printerErrorCodes])("%s says what happened and what to do", (code) => {
    const advice = adviceWords(t, { code }, "scan.failed");
    expect(advice.title).not.toBe("scan.failed");
    expect(advice.text).not.toBe(advice.title);
  });

  it("keeps the screen's title over a code of another room", () => {
    expect(adviceWords(t, { code: "documents/full" }, "scan.failed")).toEqual({ title: "scan.failed", text: "errors.documents/full" });
  });

  it("has a general sentence for what nobody has foreseen", () => {
    expect(adviceWords(t, { code: "scanner/on-fire" }, "scan.failed")).toEqual({ title: "scan.failed", text: "errors.other" });
  });

  it("tells a full draft from a full shelf", () => {
    expect(adviceWords(t, { code: "documents/too-many", detail: { what: "pages", limit: 50 } }, "scan.failed").title).toBe("scan.full");
    expect(adviceWords(t, { code: "documents/too-many" }, "scan.failed").title).toBe("scan.failed");
  });

  it("speaks of the feeder only to somebody who wants to use it", () => {
    expect(scannerReason(["feeder-empty"], "flatbed")).toBeNull();
    expect(scannerReason(["feeder-empty"], "feeder")?.title).toBe("scan.feederEmpty");
    expect(scannerReason(["cover-open", "feeder-jam"], "flatbed")?.title).toBe("scan.coverOpen");
    expect(scannerReason(["feeder-empty", "feeder-jam"], "feeder")?.title).toBe("scan.feederJam");
  });
});
