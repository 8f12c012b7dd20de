// @ts-check
import { spawn } from "node:child_process";

/**
 * Runs a tool and keeps the end of what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, limitMs: number }} options
 * @returns {Promise<{ code: number, output: string }>} code 124: it took too long, 127: it is not there
 */
export function runTool(command, args, options) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { cwd: options.cwd, env: options.env || process.env, stdio: ["ignore", "pipe", "pipe"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), options.limitMs);
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output = (output + chunk.toString("utf8")).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", () => {
      clearTimeout(timer);
      resolve({ code: 127, output });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code === null ? 124 : code, output });
    });
  });
}
