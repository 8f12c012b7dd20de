/**
 * What may lie over a screen, in the order of precedence that counts when several come up at the same moment.
 * `language` and `see-hear` are panels of the bar; the page's own dialog and file field come from the embedded page;
 * the rest stands in the snapshot.
 */
export const overlayIds = [
  "idle", "language", "see-hear", "end-question", "time-warning", "page-dialog", "file-chooser", "help", "original-question", "document-refused", "recovered", "problem",
] as const;
export type OverlayId = (typeof overlayIds)[number];

/**
 * The overlays from top to bottom. One that has just come up lies over those that were there: the person has asked for it,
 * or it has something new to say. Only the idle countdown is above everything always.
 */
export function orderOverlays(before: readonly OverlayId[], present: ReadonlySet<OverlayId>): readonly OverlayId[] {
  const stayed = before.filter((id) => present.has(id));
  const fresh = overlayIds.filter((id) => present.has(id) && !before.includes(id));
  const order = [...fresh, ...stayed];
  return order.includes("idle") ? ["idle", ...order.filter((id) => id !== "idle")] : order;
}
