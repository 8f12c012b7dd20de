import type { Screen } from "../../contract/snapshot.ts";
import type { VisitContext } from "../visit/context.ts";
import { copyScreen, printScreen, scanScreen } from "./paper-screens.ts";

const staffScreen = (steps: readonly string[], context: VisitContext): Screen => {
  const page = steps[0] === "page" ? steps[1] : undefined;
  if (page === undefined || page === "asking" || page === "pin" || page === "verifying") return { name: "staff-pin", ...context.pin };
  return {
    name: "staff",
    checks: [...context.staff.checks],
    booth: context.staff.booth,
    log: [...context.staff.log],
    counters: [...context.staff.counters],
    testPrint: context.testPrint,
    version: context.versions,
  };
};

/** The screen of a state outside a visit; `steps` are the states below `booth`. */
export function boothScreen(steps: readonly string[], context: VisitContext): Screen {
  const { boothState } = context;
  switch (steps[0]) {
    case "attract":
      return { name: "attract", availability: context.availability };
    case "closed":
      return { name: "closed", opensAt: boothState.state === "closed" ? boothState.opensAt : null };
    case "outOfOrder":
      return boothState.state === "out-of-order" ? { name: "out-of-order", code: boothState.code, since: boothState.since } : { name: "starting" };
    case "thanks":
      return { name: "thanks", receipt: boothState.state === "thanks" ? boothState.receipt : null, mood: context.mood, ahead: false };
    case "ready":
      return { name: "thanks", receipt: null, mood: null, ahead: true };
    case "staff":
      return staffScreen(steps.slice(1), context);
    default:
      return { name: "starting" };
  }
}

const arriveScreen = (context: VisitContext): Screen => ({
  name: "arrive",
  suggestion: context.visit?.name ?? "-",
  refused: context.nameRefused,
  availability: context.availability,
  endsAt: context.visit?.endsAt ?? 0,
});

const billScreen = (step: string | undefined, context: VisitContext): Screen => ({
  name: "bill",
  stage: step === "checked" ? "checked" : step === "rejected" ? "rejected" : "waiting",
  bill: context.bill.bill,
  code: context.bill.code,
});

const activeScreen = (steps: readonly string[], context: VisitContext): Screen => {
  switch (steps[0]) {
    case "webTray":
      return { name: "web-tray" };
    case "web":
      return { name: "web", serviceId: context.web.serviceId, opening: context.web.opening, bill: context.web.withBill ? context.bill.bill : null };
    case "paper":
      return { name: "paper" };
    case "scan":
      return scanScreen(steps[1], context);
    case "copy":
      return copyScreen(steps[1], context);
    case "print":
      return printScreen(steps[1], context);
    case "documents":
      return { name: "documents", openId: context.documents.some((document) => document.id === context.openDocument) ? context.openDocument : null };
    case "bill":
      return billScreen(steps[1], context);
    default:
      return { name: "home" };
  }
};

/** The screen of a state of a visit; `steps` are the states below `screen`. */
export function visitScreen(steps: readonly string[], context: VisitContext): Screen {
  switch (steps[0]) {
    case "arrive":
      return arriveScreen(context);
    case "terms":
      return { name: "terms" };
    case "staff":
      return staffScreen(steps.slice(1), context);
    default:
      return activeScreen(steps.slice(1), context);
  }
}
