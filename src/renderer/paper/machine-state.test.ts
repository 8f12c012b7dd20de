import { describe, expect, it } from "vitest";
import type { DeviceStatus } from "../../contract/devices.ts";
import { machineReasons, machineState } from "./machine-state.ts";

const device = (state: DeviceStatus["state"], reasons: DeviceStatus["reasons"] = []): DeviceStatus =>
  ({ kind: "printer", state, reality: "rig", reasons, model: null, error: null, losses: 0 });

describe("what a person needs to know of a device", () => {
  it.each([
    ["ready", "ready"], ["busy", "busy"], ["connecting", "waking"], ["lost", "lost"], ["backing-off", "lost"], ["absent", "gone"], ["given-up", "gone"],
  ] as const)("%s is told as %s", (state, told) => {
    expect(machineState([device(state)], "printer")).toBe(told);
  });

  it("waits for a device that has not said anything yet", () => {
    expect(machineState([device("ready")], "scanner")).toBe("waking");
    expect(machineReasons([device("ready", ["media-low"])], "scanner")).toEqual([]);
  });

  it("gives the reasons of the kind that is asked for", () => {
    expect(machineReasons([device("ready", ["media-low"])], "printer")).toEqual(["media-low"]);
  });
});
