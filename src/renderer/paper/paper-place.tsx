import { Card } from "../components/card.tsx";
import type { TextKey } from "../i18n/texts.ts";
import { MachinePicture } from "./machine-picture.tsx";
import { Steps } from "./steps.tsx";

const steps: Readonly<Record<"flatbed" | "feeder", readonly TextKey[]>> = {
  flatbed: ["scan.glassStep1", "scan.glassStep2", "scan.glassStep3"],
  feeder: ["scan.feederStep1", "scan.feederStep2", "scan.feederStep3"],
};

/** Where the paper goes, in a picture and in steps. */
export function PaperPlace({ source }: { readonly source: "flatbed" | "feeder" }) {
  return (
    <Card grow>
      <MachinePicture scene={source === "flatbed" ? "glass" : "feeder"} />
      <Steps steps={steps[source]} />
    </Card>
  );
}
