import { expect, it } from "vitest";
import { withPdfAsDownload } from "./pdf-download.ts";

it("makes a PDF a download, whatever the server says of it, and keeps its name", () => {
  expect(withPdfAsDownload({ "Content-Type": ["application/pdf"] })).toEqual({ "Content-Type": ["application/pdf"], "content-disposition": ["attachment"] });
  expect(withPdfAsDownload({ "content-type": ["Application/PDF; charset=binary"], "Content-Disposition": ["inline; filename=\"päätös.pdf\""] })).toEqual({
    "content-type": ["Application/PDF; charset=binary"], "content-disposition": ["attachment; filename=\"päätös.pdf\""],
  });
  expect(withPdfAsDownload({ "content-type": ["application/x-pdf"], "content-disposition": ["attachment; filename=a.pdf"] })["content-disposition"]).toEqual(["attachment; filename=a.pdf"]);
});

it("leaves every other document as it is", () => {
  for (const type of ["text/html; charset=utf-8", "application/pdfx", "image/png", ""]) {
    const headers = { "content-type": [type], "content-disposition": ["inline"] };
    expect(withPdfAsDownload(headers)).toBe(headers);
  }
  expect(withPdfAsDownload({})).toEqual({});
});
