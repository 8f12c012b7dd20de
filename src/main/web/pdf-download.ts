type Headers = Readonly<Record<string, readonly string[]>>;

/** Media types of RFC 8118 and what servers wrote before it. */
const pdfType = /^\s*(application\/(x-)?pdf|text\/pdf)\s*(;|$)/i;
/** RFC 6266, 4.2: what stands before the first parameter. */
const disposition = /^\s*[^;\s]*/;

/**
 * The headers of a document, so that a PDF is always a download and with it a paper of ours (K44): Chromium would else put its own
 * viewer in the page's place, which is an extension with a tool-bar and, in this shell, an empty dark page. The name that the
 * server gave stays.
 */
export function withPdfAsDownload(headers: Headers): Headers {
  const valuesOf = (name: string) => Object.entries(headers).flatMap(([key, values]) => (key.toLowerCase() === name ? values : []));
  if (!valuesOf("content-type").some((value) => pdfType.test(value))) return headers;
  const [told = ""] = valuesOf("content-disposition");
  const others = Object.entries(headers).filter(([key]) => key.toLowerCase() !== "content-disposition");
  return { ...Object.fromEntries(others), "content-disposition": [told.replace(disposition, "attachment")] };
}
