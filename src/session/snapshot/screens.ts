import type { Screen } from "../../contract/snapshot.ts";
import type { VisitContext } from "../visit/context.ts";

/** The screen of a state outside a visit; `steps` are the states below `booth`. */
export function boothScreen(steps: readonly string[], context: VisitContext): Screen {
  const { boothState } = context;
  switch (steps[0]) {
    case "attract":
      return { name: "attract", availability: context.availability };
    case "closed":
      return { name: "closed", opensAt: boothState.state === "closed" ? boothState.opensAt : null };
    case "outOfOrder":
      return boothState.state === "out-of-order"
        ? { name: "out-of-order", code: boothState.code, since: boothState.since }
        : { name: "starting" };
    case "thanks":
      return { name: "thanks", receipt: boothState.state === "thanks" ? boothState.receipt : null, mood: context.mood };
    default:
      return { name: "starting" };
  }
}

/** The screen of a state of a visit; `steps` are the states below `screen`. */
export function visitScreen(steps: readonly string[], context: VisitContext): Screen {
  switch (steps[0]) {
    case "arrive":
      return {
        name: "arrive",
        suggestion: context.visit?.name ?? "-",
        refused: context.nameRefused,
        availability: context.availability,
        endsAt: context.visit?.endsAt ?? 0,
      };
    case "terms":
      return { name: "terms" };
    default:
      return { name: "home" };
  }
}
