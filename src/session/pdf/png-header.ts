/** The first chunk of a PNG file. */
export interface PngHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: number;
  /** PNG 3rd edition, 11.2.1: 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colourType: number;
}
