import { expect, it } from "vitest";
import { acceptedFormats } from "./accepts.ts";

it.each([
  [undefined, null], ["", null], ["*/*", null], [".pdf,application/pdf", ["pdf"]], ["image/*", ["jpeg", "png"]], [" .PDF , image/jpeg", ["pdf", "jpeg"]], ["text/plain,.txt", ["text"]],
  [".xlsx", ["other"]], [".pdf,.docx", ["pdf", "other"]], [",,", null],
])("a field that accepts %j takes %j", (accept, formats) => {
  expect(acceptedFormats(accept)).toEqual(formats);
});
