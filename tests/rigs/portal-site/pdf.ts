/** A plain A4 PDF (ISO 32000-1, the parts that a viewer needs), one page for each list of lines; letters of WinAnsi only. */
export function makePdf(title: string, pages: readonly (readonly string[])[], link?: string): Buffer {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const catalog = add("<< /Type /Catalog /Pages 2 0 R >>");
  add("");
  const font = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  const kids = pages.map((lines) => {
    const content = `BT /F1 14 Tf 60 770 Td 22 TL ${lines.map((line) => `(${pdfText(line)}) Tj T*`).join(" ")} ET`;
    const stream = add(`<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`);
    const annotations = link === undefined ? "" : ` /Annots [<< /Type /Annot /Subtype /Link /Rect [50 700 400 790] /A << /S /URI /URI (${pdfText(link)}) >> >>]`;
    return add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${stream} 0 R /Resources << /Font << /F1 ${font} 0 R >> >>${annotations} >>`);
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] /Count ${kids.length} >>`;
  const info = add(`<< /Title (${pdfText(title)}) >>`);

  let file = "%PDF-1.4\n";
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = file.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

const pdfText = (text: string): string => text.replace(/[\\()]/g, (sign) => `\\${sign}`);
