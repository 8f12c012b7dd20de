/** How often a condition of another process is looked at, where it has no event to wait for. */
const LOOK_MS = 25;
const LIMIT_MS = 10_000;

/** Waits for another process to get into a state; fails by name, with what `instead` tells. */
export async function until<T>(look: () => T | null | Promise<T | null>, what: string, limitMs = LIMIT_MS, instead?: () => Promise<string>): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms for ${what}${instead === undefined ? "" : `, but there is: ${await instead().catch(() => "nothing")}`}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
