import { err, ok, type Result } from "../../contract/result.ts";
import type { PairNotice } from "../pairs/pair.ts";
import { createPairs, type Pairs } from "../pairs/pairs.ts";
import type { Owner } from "../processes/owner.ts";
import type { SessionPeer, SessionProcess } from "../sessions/session-process.ts";
import type { ShellProcess } from "../shells/shell-process.ts";
import { createTestClock, settle, type TestClock } from "./test-clock.ts";

interface Ending {
  readonly ended: Promise<void>;
  readonly die: () => void;
}

const ending = (): Ending => {
  let die = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    die = resolve;
  });
  return { ended, die: () => die() };
};

export interface FakeSession {
  readonly epoch: number;
  readonly process: SessionProcess;
  readonly asked: string[];
  /** The shell that is connected, by number; null: none. */
  shell: number | null;
  disposed: boolean;
  die(): Promise<void>;
}

export interface FakeShell {
  readonly number: number;
  readonly process: ShellProcess;
  die(): Promise<void>;
}

export interface FakeWorld {
  readonly clock: TestClock;
  readonly pairs: Pairs;
  readonly sessions: FakeSession[];
  readonly shells: FakeShell[];
  readonly lost: { readonly epoch: number; readonly code: string }[];
  readonly notices: PairNotice[];
  readonly discarded: string[];
  /** The error code that the next question of this name is answered with, once; `hang`: never answered. */
  answer(method: string, how: string, epoch?: number): void;
  /** The next so many shells die before they paint. */
  stillborn(count: number): void;
  /** The next so many session processes do not start. */
  barren(count: number): void;
  begin(): Promise<void>;
}

/** Sessions and shells in memory that behave as the contract says; the test lets them die. */
export function createFakeWorld(): FakeWorld {
  const clock = createTestClock();
  const sessions: FakeSession[] = [];
  const shells: FakeShell[] = [];
  const lost: { epoch: number; code: string }[] = [];
  const notices: PairNotice[] = [];
  const discarded: string[] = [];
  const answers: { method: string; how: string; epoch: number | undefined }[] = [];
  let stillborn = 0;
  let barren = 0;
  let tokens = 0;
  const expected = new Map<string, number>();

  const paint = (epoch: number, shell: number): void => {
    const session = sessions.find((one) => one.epoch === epoch);
    if (session !== undefined) session.shell = shell;
    pairs.shellState(epoch, "connected");
    pairs.shellState(epoch, "painted");
  };

  const reply = async (session: FakeSession, method: string, params: Record<string, unknown>): Promise<Result<unknown>> => {
    session.asked.push(method);
    const planned = answers.findIndex((one) => one.method === method && (one.epoch === undefined || one.epoch === session.epoch));
    const [plan] = planned < 0 ? [] : answers.splice(planned, 1);
    if (plan?.how === "hang") return await new Promise(() => undefined);
    if (plan !== undefined) return err(plan.how);
    const needsShell = ["show", "hide", "probe", "release-shell", "clipboard.clear"].includes(method);
    if (needsShell && session.shell === null) return err("session/no-shell");
    if (method === "expect-shell") expected.set(String(params["token"]), session.epoch);
    if (method === "prepare") expected.set(String(params["shellToken"]), session.epoch);
    if (method === "release-shell") {
      const shell = session.shell as number;
      session.shell = null;
      pairs.shellState(session.epoch, "gone");
      const epoch = expected.get(String(params["token"]));
      if (epoch !== undefined) paint(epoch, shell);
    }
    return method === "show" ? ok({ paintedAtMs: clock.wall() }) : method === "probe" ? ok({ frameMs: 1 }) : ok(null);
  };

  const startSession = (epoch: number): Result<SessionProcess> => {
    if (barren > 0) {
      barren -= 1;
      return err("session/not-started");
    }
    const { ended, die } = ending();
    const owner: Owner = { id: `session-${epoch}`, kind: "session", pid: 1000 + epoch, folder: `/run/sessions/${epoch}` };
    const session: FakeSession = {
      epoch, asked: [], shell: null, disposed: false,
      process: {
        ...owner, kind: "session", epoch, socket: `${owner.folder}/shell.sock`, ended,
        peer: { request: (method: string, params: Record<string, unknown>) => reply(session, method, params), notify: () => undefined } as unknown as SessionPeer,
        dispose: () => {
          session.disposed = true;
        },
      },
      die: async () => {
        die();
        await settle();
      },
    };
    sessions.push(session);
    return ok(session.process);
  };

  const startShell = ({ token }: { readonly token: string }): Result<ShellProcess> => {
    const { ended, die } = ending();
    const number = shells.length + 1;
    const shell: FakeShell = {
      number, process: { id: `shell-${number}`, kind: "shell", pid: 2000 + number, folder: `/run/shells/${number}`, ended },
      die: async () => {
        const session = sessions.find((one) => one.shell === number);
        if (session !== undefined) session.shell = null;
        die();
        await settle();
      },
    };
    shells.push(shell);
    if (stillborn > 0) {
      stillborn -= 1;
      clock.setTimeout(die, 5);
    } else {
      // It may be started before its session process knows of it, and connects when that listens.
      clock.setTimeout(() => {
        const epoch = expected.get(token);
        if (epoch !== undefined) paint(epoch, number);
      }, 100);
    }
    return ok(shell.process);
  };

  const pairs = createPairs({
    clock,
    startSession: (epoch) => Promise.resolve(startSession(epoch)),
    startShell: (destination) => Promise.resolve(startShell(destination)),
    prepareParams: () => ({}) as never,
    newToken: () => {
      tokens += 1;
      return `token-${tokens}`;
    },
    discard: async ({ id, kind }) => {
      discarded.push(id);
      if (kind === "shell") await shells.find((shell) => shell.process.id === id)?.die();
      else await sessions.find((session) => session.process.id === id)?.die();
    },
    onLost: (epoch, code) => lost.push({ epoch, code }),
    onNotice: (notice) => notices.push(notice),
    onChange: () => undefined,
  });

  return {
    clock, pairs, sessions, shells, lost, notices, discarded,
    answer: (method, how, epoch) => void answers.push({ method, how, epoch }),
    stillborn: (count) => {
      stillborn = count;
    },
    barren: (count) => {
      barren = count;
    },
    async begin() {
      const starting = pairs.start();
      await clock.advance(100);
      if (!(await starting).ok) throw new Error("not started");
      const showing = pairs.show();
      await settle();
      if (!(await showing).ok) throw new Error("not shown");
      pairs.keepWarm();
      await clock.advance(100);
    },
  };
}
