import { shellTokenPattern } from "../../contract/shell-token.ts";
import { err, ok, type Result } from "../../contract/result.ts";

/** What the core tells a shell on its way: everything else comes over the socket. */
export interface ShellEnvironment {
  /** The session process's Unix socket. */
  readonly socket: string;
  readonly token: string;
  /** Window size in px, for development and tests; null: the whole screen. */
  readonly window: { readonly width: number; readonly height: number } | null;
}

const names = ["VIRTU_SOCKET", "VIRTU_TOKEN", "VIRTU_WINDOW"] as const;
/** Of Linux: a path has less than 4,096 bytes (limits.h, `PATH_MAX`). */
const longestPath = 4_095;
const sizePattern = /^(\d{3,4})x(\d{3,4})$/;

/**
 * Reads and removes what is ours here, so that no child process of the shell inherits the token. Error: `shell/environment`.
 * Without a schema: this is read before the first window, and what schemas are made of is loaded behind that.
 */
export function takeEnvironment(env: Record<string, string | undefined>): Result<ShellEnvironment> {
  const [socket = "", token = "", window] = names.map((name) => env[name]);
  for (const name of names) Reflect.deleteProperty(env, name);
  const size = window === undefined ? null : sizePattern.exec(window);
  const right = socket.startsWith("/") && socket.length <= longestPath && shellTokenPattern.test(token) && (window === undefined || size !== null);
  return right ? ok({ socket, token, window: size === null ? null : { width: Number(size[1]), height: Number(size[2]) } }) : err("shell/environment");
}
