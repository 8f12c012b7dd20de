/** A length in points of 1/72 inch, PDF's default unit (ISO 32000-1, 8.3.2.3). */
export interface PageSize {
  readonly widthPt: number;
  readonly heightPt: number;
}

/** ISO 216: 210 × 297 mm. */
export const a4: PageSize = { widthPt: 595.28, heightPt: 841.89 };

export interface TextFont {
  readonly dictionary: string;
}

export interface TextPage {
  readonly kind: "text";
  /** Drawing operators (ISO 32000-1, Annex A). */
  readonly content: string;
  readonly font: TextFont;
}
