import type { z } from "zod";
import type { sessionProcessMethods, sessionProcessNotes } from "../contract/core-session.ts";
import { err, ok, type Result } from "../contract/result.ts";
import type { NoteHandlers, RpcHandlers } from "../contract/rpc.ts";
import type { shellMethods } from "../contract/session-shell.ts";
import type { SessionDeps } from "./session-deps.ts";
import { prepareSession, type PreparedSession } from "./prepared-session.ts";

export interface Session {
  readonly methods: RpcHandlers<typeof sessionProcessMethods>;
  readonly notes: NoteHandlers<typeof sessionProcessNotes>;
}

/** How long the shell may take to put its window up and paint: Chromium under load on two cores, with room. */
const showLimitMs = 8_000;
/** What the log-out calls may take beyond their own limit for the way there and back. */
const logOutSlackMs = 1_000;

type ShellMethod = keyof typeof shellMethods;
type ShellParams<M extends ShellMethod> = z.output<(typeof shellMethods)[M]["params"]>;
type ShellReply<M extends ShellMethod> = z.output<(typeof shellMethods)[M]["result"]>;

/** What the core may ask of this process. Before `prepare` everything else is `session/not-prepared`. */
export function createSession(deps: SessionDeps): Session {
  let prepared: PreparedSession | null = null;

  const ready = async <T>(use: (session: PreparedSession) => Result<T> | Promise<Result<T>>): Promise<Result<T>> =>
    prepared === null ? err("session/not-prepared") : await use(prepared);

  /** One question to the shell, where one is connected. */
  const shell = <M extends ShellMethod>(method: M, params: ShellParams<M>, limitMs?: number): Promise<Result<ShellReply<M>>> =>
    ready((session) => session.shells.peer()?.request(method, params, limitMs) ?? err("session/no-shell"));

  const methods: RpcHandlers<typeof sessionProcessMethods> = {
    prepare: async (params) => {
      if (prepared !== null) return err("session/already-prepared");
      const made = await prepareSession(params, deps);
      if (!made.ok) return made;
      prepared = made.value;
      return ok(null);
    },
    "expect-shell": async ({ token }) => ready((session) => {
      session.shells.expect(token);
      return ok(null);
    }),
    show: async () => shell("show", {}, showLimitMs),
    hide: async () => {
      prepared?.hidden();
      return await shell("hide", {});
    },
    "release-shell": async (target) => shell("rebind", target),
    "set-booth": async (booth) => ready((session) => session.setBooth(booth)),
    "open-devices": async () => ready((session) => session.openDevices()),
    "close-devices": async () => ready((session) => session.closeDevices()),
    "log-out": async ({ limitMs }) => ready((session) => {
      const serviceIds = [...session.visit.context().servicesUsed];
      if (serviceIds.length === 0) return ok({ called: 0, failed: 0 });
      return shell("log-out", { serviceIds, limitMs }, limitMs + logOutSlackMs);
    }),
    "clipboard.clear": async () => shell("clipboard.clear", {}),
    "end-visit": async ({ reason }) => ready((session) => {
      if (!session.visit.inVisit()) return err("session/not-now");
      session.visit.send({ type: "visit.end", reason });
      return ok(null);
    }),
    probe: async () => shell("probe", {}),
  };

  return {
    methods,
    notes: {
      availability: (availability) => prepared?.visit.send({ type: "booth.availability", availability }),
      "shell-lost": () => prepared?.visit.send({ type: "page.lost" }),
    },
  };
}
