/**
 * Calls back when what was committed before is on the screen: the first frame callback runs before the frame with the
 * change is drawn, the second after it was handed over. Gives a function that calls it off.
 */
export function afterPaintedFrame(callback: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(callback);
  });
  return () => cancelAnimationFrame(frame);
}
