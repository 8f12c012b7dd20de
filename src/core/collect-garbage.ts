import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const canBeCalled = (value: unknown): value is () => void => typeof value === "function";

/**
 * A full collection, some 20 ms. The core idles between visits, and V8 collects an idle heap only when something is allocated: without
 * this a day of visits lets the process grow to V8's own limit before anything is given back.
 */
export function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  return canBeCalled(collect) ? () => collect() : () => undefined;
}
