import type { coreMethods, coreNotes } from "../contract/core-session.ts";
import type { RpcPeer } from "../contract/rpc.ts";
import type { Children } from "./children.ts";
import type { AnchoredClock } from "./clock.ts";
import type { StartHost } from "./device-host-client/host-link.ts";

/** The core at the other end of the process's channel. */
export type CorePeer = RpcPeer<typeof coreMethods, typeof coreNotes>;

export interface SessionDeps {
  readonly core: () => CorePeer;
  readonly children: Children;
  readonly clock: AnchoredClock;
  readonly random: { uuid(): string; below(limit: number): number };
  /** In tests: a device host that is none. */
  readonly startHost?: StartHost;
}
