import type { Result } from "../../contract/result.ts";
import { ok } from "../../contract/result.ts";
import type { StaffReport } from "../../contract/snapshot.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { PinState, StaffPin } from "../store/staff-pin.ts";

/** What staff may ask of the core from their page. */
export interface StaffDesk {
  verifyPin(pin: string): Promise<Result<PinState & { readonly right: boolean }>>;
  pinState(): Promise<Result<PinState>>;
  report(): Promise<Result<StaffReport>>;
}

export function createStaffDesk(pin: StaffPin, audit: AuditLog, report: () => Promise<StaffReport>): StaffDesk {
  return {
    async verifyPin(text) {
      const before = pin.state();
      const tried = await pin.verify(text);
      audit.note({ event: "staff-pin", outcome: before.lockedUntil !== null ? "locked" : tried.right ? "right" : "wrong" });
      audit.flush();
      return ok(tried);
    },
    pinState: () => Promise.resolve(ok(pin.state())),
    report: async () => ok(await report()),
  };
}
