import { expect, it } from "vitest";
import { commandsFor } from "./typing.ts";

it("presses a character as a key with its code and its text", () => {
  expect(commandsFor({ kind: "text", text: "å" })).toEqual([
    { method: "Input.dispatchKeyEvent", params: { type: "keyDown", text: "å", unmodifiedText: "å", key: "å", windowsVirtualKeyCode: 0 } },
    { method: "Input.dispatchKeyEvent", params: { type: "keyUp", key: "å", windowsVirtualKeyCode: 0 } },
  ]);
  expect(commandsFor({ kind: "text", text: "b" })[0]?.params["windowsVirtualKeyCode"]).toBe(66);
});

it("inserts what no key writes", () => {
  expect(commandsFor({ kind: "text", text: "c\u0301" })).toEqual([{ method: "Input.insertText", params: { text: "c\u0301" } }]);
});

it("makes Enter send a form, and Backspace no character", () => {
  expect(commandsFor({ kind: "key", key: "Enter" })[0]?.params).toMatchObject({ type: "keyDown", text: "\r", windowsVirtualKeyCode: 13 });
  expect(commandsFor({ kind: "key", key: "Backspace" })[0]?.params).toEqual({ type: "rawKeyDown", key: "Backspace", code: "Backspace", windowsVirtualKeyCode: 8 });
});
