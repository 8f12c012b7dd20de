import type { Receipt } from "../../contract/receipt.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { BoothWork } from "../booth/booth-work.ts";

type WorkName = "boot" | "finishBootWipe" | "present" | "swap" | "erase" | "thank" | "tellOutOfOrder" | "shutDown";

export interface FakeBoothWork extends BoothWork {
  /** What has been asked for, with the arguments, oldest first. */
  readonly calls: { readonly name: WorkName; readonly given: readonly unknown[] }[];
  /** Lets the oldest open call of this name end well. */
  succeed(name: WorkName): void;
  /** … with a coded error, or with a receipt that is not clean. */
  fail(name: WorkName, code?: string): void;
  /** … with a rejection, which is a bug that must not bring the booth down. */
  reject(name: WorkName): void;
  isOpen(name: WorkName): boolean;
  setWithinHours(within: boolean): void;
  refreshed(): number;
}

export const fakeReceipt = (outcome: Receipt["outcome"], reason: Receipt["reason"] = "finished"): Receipt => ({
  epoch: 1, outcome, reason, targets: [], totalMs: 1, logOutMs: 0, logOut: { called: 0, failed: 0 },
});

/** The booth machine's hands, moved by the test. Epochs count up from 1 with every pair. */
export function createFakeBoothWork(): FakeBoothWork {
  const calls: { name: WorkName; given: readonly unknown[] }[] = [];
  const open: { name: WorkName; settle: (how: "succeed" | "fail" | "reject") => void }[] = [];
  let failure = "";
  let epoch = 0;
  let within = true;
  let refreshes = 0;

  const work = <T>(name: WorkName, good: () => T, bad: () => T) => (...given: readonly unknown[]): Promise<T> => {
    calls.push({ name, given });
    return new Promise((resolve, reject) => {
      open.push({
        name,
        settle: (how) => {
          if (how === "reject") reject(new Error("a bug"));
          else resolve(how === "succeed" ? good() : bad());
        },
      });
    });
  };
  const settle = (name: WorkName, how: "succeed" | "fail" | "reject"): void => {
    const index = open.findIndex((call) => call.name === name);
    const [call] = open.splice(index, 1);
    if (index < 0 || call === undefined) throw new Error(`${name} has not been asked for`);
    call.settle(how);
  };
  const nextPair = (): Result<{ readonly epoch: number }> => {
    epoch += 1;
    return ok({ epoch });
  };
  const done = (): Result<null> => ok(null);
  const failed = (): Result<never> => err(failure);

  return {
    calls,
    boot: work("boot", nextPair, failed),
    finishBootWipe: work("finishBootWipe", () => fakeReceipt("clean", "boot"), () => fakeReceipt("not-clean", "boot")),
    present: work("present", done, failed),
    swap: work("swap", nextPair, failed),
    erase: work("erase", () => fakeReceipt("clean"), () => fakeReceipt("not-clean")),
    thank: work("thank", done, failed),
    tellOutOfOrder: work("tellOutOfOrder", done, failed),
    shutDown: work("shutDown", () => fakeReceipt("clean"), () => fakeReceipt("not-clean")),
    withinHours: () => within,
    refreshAvailability: () => {
      refreshes += 1;
    },
    succeed: (name) => settle(name, "succeed"),
    fail: (name, code = "pairs/no-warm") => {
      failure = code;
      settle(name, "fail");
    },
    reject: (name) => settle(name, "reject"),
    isOpen: (name) => open.some((call) => call.name === name),
    setWithinHours: (value) => {
      within = value;
    },
    refreshed: () => refreshes,
  };
}
