import type { sessionProcessMethods } from "../../contract/core-session.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { z } from "zod";
import { after, type Clock } from "../clock.ts";
import type { Owner } from "../processes/owner.ts";
import type { SessionProcess } from "../sessions/session-process.ts";
import type { ShellDestination, ShellProcess } from "../shells/shell-process.ts";
import { createPair, untilConnected, untilPainted, type Pair } from "./pair.ts";

export type PrepareParams = Omit<z.output<(typeof sessionProcessMethods)["prepare"]["params"]>, "shellToken">;

/** Time limits of starting; generous, for a booth's small machine just after power-on. */
export const startLimits = {
  /** `prepare`: Node has to load the program first; 0.2 s on the reference machine. */
  prepareMs: 15_000,
  /** Electron's first painted frame; 0.3 s warm, several seconds from a cold disk. */
  paintMs: 20_000,
  /** A shell that is running already only has to connect and paint. */
  rebindMs: 2_000,
  /** A session process has only to write a token down; one that does not is hung. */
  expectMs: 3_000,
} as const;

/** A loaded screen answers within two frames, even on a machine that is busy with its start. */
const askLimitMs = 1_000;
const askAgainMs = 100;

export interface PairMakerParts {
  readonly clock: Clock;
  readonly startSession: (epoch: number) => Promise<Result<SessionProcess>>;
  readonly startShell: (destination: ShellDestination) => Promise<Result<ShellProcess>>;
  readonly prepareParams: (session: SessionProcess) => PrepareParams;
  readonly newToken: () => string;
  /** Kills all that belongs to it and removes its folder. */
  readonly discard: (owner: Owner) => Promise<void>;
  /** Called as soon as the session process exists, before it can say anything. */
  readonly onPair: (pair: Pair) => void;
}

const forgotten = err("pairs/forgotten");

/** What a hung session process comes to: no other shell can help. */
export const notAnswering = "session/not-answering";

/** A pair whose shell is connected, and when it has painted. Where it never does, its shell is discarded. */
export interface OpenedPair {
  readonly pair: Pair;
  readonly painted: Promise<Result<null>>;
}

export interface PairMaker {
  /** As {@link make}, but settles as soon as the shell is connected. */
  open(epoch: number, wanted: () => boolean): Promise<Result<OpenedPair>>;
  /**
   * A session process with a hidden shell that has painted. What was made for nothing, or is not wanted any more, is discarded.
   * `connected` is called before it paints.
   */
  make(epoch: number, wanted: () => boolean, connected: (pair: Pair) => void): Promise<Result<Pair>>;
  /** Starts a shell for a pair that has none. */
  attach(pair: Pair): Promise<Result<null>>;
  /** Moves the shell of one pair to another, whose own is dead. On failure the shell is discarded, unless nobody would take it. */
  lend(from: Pair, to: Pair): Promise<Result<null>>;
  discard(pair: Pair): Promise<void>;
}

export function createPairMaker(parts: PairMakerParts): PairMaker {
  const discardPair = async (pair: Pair): Promise<void> => {
    pair.retired = true;
    pair.session.dispose();
    await Promise.all(pair.owners.map((owner) => parts.discard(owner)));
  };

  const dropShell = async (pair: Pair, shell: ShellProcess): Promise<void> => {
    if (pair.shell === shell) pair.shell = null;
    await parts.discard(shell);
  };

  const expect = async (pair: Pair): Promise<Result<ShellDestination>> => {
    const token = parts.newToken();
    const expected = await pair.session.peer.request("expect-shell", { token }, startLimits.expectMs);
    return expected.ok ? ok({ socket: pair.session.socket, token }) : err(notAnswering);
  };

  const take = (pair: Pair, shell: ShellProcess): void => {
    pair.shell = shell;
    pair.owners.push(shell);
  };

  const settleIn = async (pair: Pair, shell: ShellProcess, limitMs: number): Promise<Result<null>> => {
    const died = shell.ended.then((): Result<null> => err("shell/lost"));
    const painted = await Promise.race([untilPainted(parts.clock, pair, limitMs), died, askForFrame(pair, shell)]);
    if (!painted.ok) await dropShell(pair, shell);
    return painted;
  };

  /**
   * The session process asks for the first frame and tells; but it asks once, and a shell gives up on a question after some
   * seconds, which a cold disk may take. So we ask until one is answered. Settles only with a frame.
   */
  const askForFrame = (pair: Pair, shell: ShellProcess): Promise<Result<null>> =>
    new Promise((resolve) => {
      const ask = async (): Promise<void> => {
        if (pair.shell !== shell || pair.shellState === "painted") return;
        if (pair.shellState === "connected" && (await pair.session.peer.request("probe", {}, askLimitMs)).ok) return resolve(ok(null));
        await after(parts.clock, askAgainMs);
        await ask();
      };
      void ask();
    });

  const attach = async (pair: Pair): Promise<Result<null>> => {
    pair.shellState = "gone";
    const destination = await expect(pair);
    if (!destination.ok) return destination;
    const shell = await parts.startShell(destination.value);
    if (!shell.ok) return shell;
    take(pair, shell.value);
    return await settleIn(pair, shell.value, startLimits.paintMs);
  };

  /** Side by side: Node and Electron each take some tenths of a second to load, and neither needs the other before. */
  const startBoth = async (pair: Pair, wanted: () => boolean): Promise<Result<ShellProcess>> => {
    const { session } = pair;
    const shellToken = parts.newToken();
    const starting = parts.startShell({ socket: session.socket, token: shellToken });
    void starting.then((shell) => (shell.ok ? take(pair, shell.value) : undefined));
    const [shell, prepared] = await Promise.all([starting, session.peer.request("prepare", { ...parts.prepareParams(session), shellToken }, startLimits.prepareMs)]);
    if (!wanted()) return forgotten;
    if (!prepared.ok) return prepared;
    return shell;
  };

  const open = async (epoch: number, wanted: () => boolean): Promise<Result<OpenedPair>> => {
    const session = await parts.startSession(epoch);
    if (!session.ok) return session;
    const pair = createPair(session.value);
    parts.onPair(pair);
    const shell = await startBoth(pair, wanted);
    const painted = shell.ok ? settleIn(pair, shell.value, startLimits.paintMs) : Promise.resolve(shell);
    const connected = shell.ok ? await Promise.race([untilConnected(parts.clock, pair, startLimits.paintMs), painted]) : shell;
    if (connected.ok && wanted()) return ok({ pair, painted });
    await discardPair(pair);
    return connected.ok ? forgotten : connected;
  };

  return {
    attach,
    discard: discardPair,
    open,
    async make(epoch, wanted, connected) {
      const opened = await open(epoch, wanted);
      if (!opened.ok) return opened;
      const { pair, painted } = opened.value;
      connected(pair);
      const ready = await painted;
      if (ready.ok && wanted()) return ok(pair);
      await discardPair(pair);
      return ready.ok ? forgotten : ready;
    },
    async lend(from, to) {
      const shell = from.shell;
      if (shell === null) return err("shell/lost");
      to.shellState = "gone";
      const destination = await expect(to);
      if (!destination.ok) return destination;
      from.shell = null;
      const released = await from.session.peer.request("release-shell", destination.value, startLimits.rebindMs);
      if (released.ok) {
        take(to, shell);
        // A hidden window paints once a second; hers is to be seen as soon as it has her screen. Whoever waits for it asks again.
        if (to.shown) void to.session.peer.request("show", {}, startLimits.rebindMs);
        return await settleIn(to, shell, startLimits.rebindMs);
      }
      await dropShell(from, shell);
      return released;
    },
  };
}
