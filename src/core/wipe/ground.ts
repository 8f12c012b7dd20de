import type { WipeTargetReceipt } from "../../contract/receipt.ts";
import { groundPlan, type WipeTools } from "./plans.ts";
import { runWipe } from "./target.ts";

/** What was found before the first shell, and how long that took. */
export interface GroundWipe {
  readonly rows: readonly WipeTargetReceipt[];
  readonly ms: number;
}

/** Wipes and verifies whatever an earlier core, or we ourselves, have left. Nothing of a new visit may be started before it is through. */
export async function wipeGround(tools: WipeTools): Promise<GroundWipe> {
  const start = tools.clock.steady();
  const rows = await runWipe(groundPlan(tools), tools.clock);
  return { rows, ms: tools.clock.steady() - start };
}
