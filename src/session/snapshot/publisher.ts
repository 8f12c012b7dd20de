import type { Snapshot } from "../../contract/snapshot.ts";

export interface Publisher {
  /** Something may have changed: a snapshot follows in this turn of the event loop, one for all changes. */
  changed(): void;
  /** The snapshot as it is now, for a shell that has just come. */
  current(): Snapshot;
}

/** Sends each state once, in order, with a revision that grows with every snapshot that differs from the last. */
export function createPublisher(make: (revision: number) => Snapshot, send: (snapshot: Snapshot) => void): Publisher {
  let revision = 0;
  let scheduled = false;
  let last = "";

  const take = (): { readonly snapshot: Snapshot; readonly isNew: boolean } => {
    const snapshot = make(revision);
    const shape = JSON.stringify({ ...snapshot, now: 0, revision: 0 });
    if (shape === last) return { snapshot, isNew: false };
    last = shape;
    revision += 1;
    return { snapshot: { ...snapshot, revision }, isNew: true };
  };

  return {
    changed: () => {
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        const { snapshot, isNew } = take();
        if (isNew) send(snapshot);
      });
    },
    current: () => take().snapshot,
  };
}
