import { z } from "zod";
import { shellTokenSchema } from "../../contract/session-shell.ts";
import { err, ok, type Result } from "../../contract/result.ts";

/** What the core tells a shell on its way: everything else comes over the socket. */
export interface ShellEnvironment {
  /** The session process's Unix socket. */
  readonly socket: string;
  readonly token: string;
  /** Window size in px, for development and tests; null: the whole screen. */
  readonly window: { readonly width: number; readonly height: number } | null;
}

const size = z.string().regex(/^\d{3,4}x\d{3,4}$/).transform((text) => {
  const [width = 0, height = 0] = text.split("x").map(Number);
  return { width, height };
});

const schema = z.object({
  VIRTU_SOCKET: z.string().startsWith("/").max(4096),
  VIRTU_TOKEN: shellTokenSchema,
  VIRTU_WINDOW: size.optional(),
});

/** Reads and removes what is ours here, so that no child process of the shell inherits the token. Error: `shell/environment`. */
export function takeEnvironment(env: Record<string, string | undefined>): Result<ShellEnvironment> {
  const taken = schema.safeParse(env);
  for (const name of Object.keys(schema.shape)) Reflect.deleteProperty(env, name);
  if (!taken.success) return err("shell/environment");
  const { VIRTU_SOCKET: socket, VIRTU_TOKEN: token, VIRTU_WINDOW: window } = taken.data;
  return ok({ socket, token, window: window ?? null });
}
