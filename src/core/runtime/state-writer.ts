import type { TopState } from "../booth/state-words.ts";
import type { Clock } from "../clock.ts";
import type { Pair } from "../pairs/pair.ts";
import type { Pairs } from "../pairs/pairs.ts";
import { devToolsPortOf } from "../shells/shell-process.ts";
import { writeStateFile, type RunningPair } from "./state-file.ts";

/** Chromium writes its port a moment after the window is there; this often it is looked for. */
const portLooks = { times: 40, everyMs: 50 } as const;

export interface StateWriter {
  write(state: TopState, pairs: Pairs): void;
}

/** Keeps `state.json` in step. The debugger's ports are followed up until Chromium has written them. */
export function createStateWriter(folder: string, clock: Clock, inspect: boolean): StateWriter {
  const ports = new Map<string, number>();

  const running = (pair: Pair | null): RunningPair | null =>
    pair === null
      ? null
      : {
          epoch: pair.epoch,
          sessionId: pair.session.id,
          sessionPid: pair.session.pid,
          shellId: pair.shell?.id ?? "",
          pid: pair.shell?.pid ?? 0,
          devToolsPort: pair.shell === null ? null : (ports.get(pair.shell.id) ?? null),
        };

  const put = (state: TopState, pairs: Pairs): void => {
    const front = pairs.front();
    writeStateFile(folder, { corePid: process.pid, boothState: state, epoch: front?.epoch ?? 0, shown: running(front), warm: running(pairs.warm()) });
  };

  let latest: { readonly state: TopState; readonly pairs: Pairs } | null = null;
  let looking = false;

  async function followPorts(): Promise<void> {
    if (looking) return;
    looking = true;
    for (let look = 0; look < portLooks.times; look += 1) {
      const shells = latest === null ? [] : [latest.pairs.front()?.shell, latest.pairs.warm()?.shell].filter((shell) => shell != null);
      for (const id of ports.keys()) if (!shells.some((shell) => shell.id === id)) ports.delete(id);
      const unknown = shells.filter((shell) => !ports.has(shell.id));
      if (unknown.length === 0) break;
      for (const shell of unknown) {
        const port = await devToolsPortOf(shell);
        if (port !== null) ports.set(shell.id, port);
      }
      if (latest !== null) put(latest.state, latest.pairs);
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, portLooks.everyMs));
    }
    looking = false;
  }

  return {
    write(state, pairs) {
      latest = { state, pairs };
      put(state, pairs);
      if (inspect) void followPorts();
    },
  };
}
