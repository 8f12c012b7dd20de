import type { WebContents } from "electron";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { err, ok, type Result } from "../../../contract/result.ts";
import {
  attachedToTarget, bindingCalled, createdWorld, detachedFromTarget, fileChooserOpened, frameRequestedNavigation, pageReport, reportBinding, worldName, type PageReport,
} from "./protocol.ts";

/** Where in a page something happened: a frame's process, and the script context in it. */
export interface PagePlace {
  /** undefined: the page's own process. */
  readonly sessionId: string | undefined;
  readonly contextId: number;
}

export interface ChooserRequest {
  readonly sessionId: string | undefined;
  readonly backendNodeId: number;
  readonly multiple: boolean;
}

export interface PageAgentEvents {
  readonly onReport: (report: PageReport, place: PagePlace) => void;
  readonly onChooser: (request: ChooserRequest) => void;
  /** A script or a link asks to go somewhere; before the page's `beforeunload` is asked. */
  readonly onRequestedNavigation: (url: string, reason: string) => void;
  /** A frame's process is gone. */
  readonly onFrameGone: (sessionId: string) => void;
}

/** The debugger's commands take microseconds in a page that lives. */
const COMMAND_LIMIT_MS = 5_000;

/**
 * Our hand in an embedded page: Chromium's own debugging channel, from the main process, in every frame of every process.
 * So the page has no preload and no bridge at all (K48), and file fields are answered without a native dialog.
 */
export interface PageAgent {
  /** Before the first load; error: `web/agent`. */
  start(): Promise<Result<void>>;
  /** Error: `web/agent` for a page that is gone or does not answer in time. */
  send(method: string, params: object, sessionId?: string, limitMs?: number): Promise<Result<unknown>>;
}

const script = (file: string) => readFileSync(join(__dirname, file), "utf8");

export function createPageAgent(contents: WebContents, events: PageAgentEvents): PageAgent {
  const { debugger: channel } = contents;
  const scripts = { main: script("page-main.js"), isolated: script("page-isolated.js") };

  const send: PageAgent["send"] = (method, params, sessionId, limitMs = COMMAND_LIMIT_MS) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(err("web/agent")), limitMs);
      const settle = (result: Result<unknown>) => {
        clearTimeout(timer);
        resolve(result);
      };
      try {
        channel.sendCommand(method, params, sessionId).then((value: unknown) => settle(ok(value)), () => settle(err("web/agent")));
      } catch {
        settle(err("web/agent"));
      }
    });

  /** The same in the page's own process and in each process that a frame of another site gets. */
  async function equip(sessionId: string | undefined): Promise<boolean> {
    const commands: [string, object][] = [
      ["Page.enable", {}],
      ["Runtime.enable", {}],
      ["Runtime.addBinding", { name: reportBinding, executionContextName: worldName }],
      ["Page.addScriptToEvaluateOnNewDocument", { source: scripts.isolated, worldName }],
      ["Page.addScriptToEvaluateOnNewDocument", { source: scripts.main }],
      ["Page.setInterceptFileChooserDialog", { enabled: true }],
      // The keyboard on the screen takes the window's focus with every key; the field must not notice.
      ["Emulation.setFocusEmulationEnabled", { enabled: true }],
      ["Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true, filter: [{ type: "iframe", exclude: false }, { exclude: true }] }],
    ];
    const done = await Promise.all(commands.map(([method, params]) => send(method, params, sessionId)));
    return done.every(({ ok: fine }) => fine);
  }

  /**
   * Frames of other sites are not held until we are ready: Chromium 114 forgets to let one go when another is done in the same
   * moment, and the page never finishes. So our scripts come late to the frame's first document, and are put into it here.
   */
  async function adopt(sessionId: string, frameId: string): Promise<void> {
    const world = await send("Page.createIsolatedWorld", { frameId, worldName }, sessionId);
    const made = createdWorld.safeParse(world.ok ? world.value : undefined);
    if (!made.success) return;
    await Promise.all([
      send("Runtime.evaluate", { expression: scripts.isolated, contextId: made.data.executionContextId }, sessionId),
      send("Runtime.evaluate", { expression: scripts.main }, sessionId),
    ]);
  }

  const read = <S extends z.ZodType>(schema: S, params: unknown, use: (value: z.output<S>) => void) => {
    const message = schema.safeParse(params);
    if (message.success) use(message.data);
  };

  function onMessage(_event: unknown, method: string, params: unknown, from: string): void {
    const sessionId = from === "" ? undefined : from;
    switch (method) {
      case "Runtime.bindingCalled":
        return read(bindingCalled, params, ({ name, payload, executionContextId: contextId }) => {
          const report = name === reportBinding ? pageReport.safeParse(parseJson(payload)) : undefined;
          if (report?.success === true) events.onReport(report.data, { sessionId, contextId });
        });
      case "Page.fileChooserOpened":
        return read(fileChooserOpened, params, ({ backendNodeId, mode }) => {
          if (backendNodeId !== undefined) events.onChooser({ sessionId, backendNodeId, multiple: mode === "selectMultiple" });
        });
      case "Page.frameRequestedNavigation":
        return read(frameRequestedNavigation, params, ({ url, reason }) => events.onRequestedNavigation(url, reason));
      case "Target.attachedToTarget":
        return read(attachedToTarget, params, ({ sessionId: child, targetInfo }) => {
          void equip(child);
          void adopt(child, targetInfo.targetId);
        });
      case "Target.detachedFromTarget":
        return read(detachedFromTarget, params, ({ sessionId: child }) => events.onFrameGone(child));
      default:
    }
  }

  return {
    async start() {
      try {
        channel.attach("1.3");
      } catch {
        return err("web/agent");
      }
      channel.on("message", onMessage);
      return (await equip(undefined)) ? ok(undefined) : err("web/agent");
    },
    send,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
