import { describe, expect, it } from "vitest";
import { boothInfoSchema } from "../../contract/booth.ts";
import { webStateSchema } from "../../contract/shell-window.ts";
import { screenSchema, snapshotSchema } from "../../contract/snapshot.ts";
import { sample, sampleNames } from "./samples.ts";
import { booth, noWeb } from "./samples/base.ts";

describe("the samples that the screens are tested with", () => {
  it.each(sampleNames)("%s is what the main process could send", (name) => {
    const { snapshot, web, booth: changes } = sample(name);
    expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
    webStateSchema.parse({ ...noWeb, ...web });
    boothInfoSchema.parse({ ...booth, ...changes });
  });

  it("show every screen of the contract", () => {
    const shown = new Set(sampleNames.map((name) => sample(name).snapshot.screen.name));
    expect([...shown].sort()).toEqual(screenSchema.options.map((option) => option.shape.name.value).sort());
  });
});
