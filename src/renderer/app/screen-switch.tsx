import { ArriveScreen } from "../arrive/arrive-screen.tsx";
import { AttractScreen } from "../attract/attract-screen.tsx";
import { BillScreen } from "../bill/bill-screen.tsx";
import { ClosedScreen } from "../closed/closed-screen.tsx";
import { CopyScreen } from "../copy/copy-screen.tsx";
import { DocumentsScreen } from "../documents/documents-screen.tsx";
import { HomeScreen } from "../home/home-screen.tsx";
import type { KeyboardControl } from "../keyboard/use-keyboard.ts";
import { OutOfOrderScreen } from "../out-of-order/out-of-order-screen.tsx";
import { PaperScreen } from "../paper/paper-screen.tsx";
import { PrintScreen } from "../print/print-screen.tsx";
import { ScanScreen } from "../scan/scan-screen.tsx";
import { StaffPinScreen } from "../staff-pin/staff-pin-screen.tsx";
import { StaffScreen } from "../staff/staff-screen.tsx";
import { StartingScreen } from "../starting/starting-screen.tsx";
import { TermsScreen } from "../terms/terms-screen.tsx";
import { ThanksScreen } from "../thanks/thanks-screen.tsx";
import { WebTrayScreen } from "../web-tray/web-tray-screen.tsx";
import { WebScreen } from "../web/web-screen.tsx";
import type { Screen } from "../../contract/snapshot.ts";
import { assertNever } from "../../contract/result.ts";

export interface ScreenSwitchProps {
  readonly screen: Screen;
  /** A question of ours lies over the screen. */
  readonly covered: boolean;
  readonly keyboard: KeyboardControl;
}

/** The screen that the snapshot names. */
export function ScreenSwitch({ screen, covered, keyboard }: ScreenSwitchProps) {
  switch (screen.name) {
    case "starting":
      return <StartingScreen />;
    case "attract":
      return <AttractScreen screen={screen} />;
    case "closed":
      return <ClosedScreen screen={screen} />;
    case "out-of-order":
      return <OutOfOrderScreen screen={screen} />;
    case "arrive":
      return <ArriveScreen screen={screen} />;
    case "terms":
      return <TermsScreen />;
    case "home":
      return <HomeScreen />;
    case "web-tray":
      return <WebTrayScreen />;
    case "web":
      return <WebScreen screen={screen} covered={covered} keyboard={keyboard} />;
    case "paper":
      return <PaperScreen />;
    case "scan":
      return <ScanScreen screen={screen} />;
    case "copy":
      return <CopyScreen screen={screen} />;
    case "print":
      return <PrintScreen screen={screen} />;
    case "documents":
      return <DocumentsScreen screen={screen} />;
    case "bill":
      return <BillScreen screen={screen} />;
    case "thanks":
      return <ThanksScreen screen={screen} />;
    case "staff-pin":
      return <StaffPinScreen screen={screen} />;
    case "staff":
      return <StaffScreen screen={screen} />;
    default:
      return assertNever(screen);
  }
}
