import { spawn } from "node:child_process";
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { build } from "vite";
import { virtualDisplay } from "../../../scripts/run/display.ts";
import { electronRuntime } from "../../../scripts/setup/electron-runtime.mjs";
import { until } from "../../support/until.ts";

const root = join(import.meta.dirname, "../../..");
const harnessFolder = join(root, "out/screens-harness");

/** The screens with sample snapshots behind them, drawn by the Electron that the booth runs on. */
export interface ScreensBrowser {
  readonly page: Page;
  close(): Promise<void>;
}

/** Shows one page and nothing else; the debugger does the rest. */
const mainOfTest = `
const { app, BrowserWindow } = require("electron");
app.whenReady().then(() => new BrowserWindow({ width: 1920, height: 1080, frame: false, webPreferences: { sandbox: true } }).loadURL(process.env.SCREENS_ADDRESS));
`;

export async function startScreens(): Promise<ScreensBrowser> {
  await build({ configFile: join(root, "vite.config.ts"), mode: "harness", logLevel: "error" });
  const folder = mkdtempSync(join(tmpdir(), "virtu-screens-"));
  const server = await serve(harnessFolder);
  const display = await virtualDisplay({ width: 1920, height: 1080 });
  const { binary, args } = await electronWith(folder);
  const profile = join(folder, "profile");
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/testing/harness.html`;
  const child = spawn(
    binary,
    [...args, `--user-data-dir=${profile}`, "--remote-debugging-port=0", "--force-prefers-reduced-motion", "--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    { env: { ...process.env, ...display.env, HOME: folder, XDG_CONFIG_HOME: folder, TZ: "Europe/Helsinki", SCREENS_ADDRESS: address }, stdio: "ignore", detached: true },
  );
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const close = async (browser?: Browser) => {
    await browser?.close().catch(() => undefined);
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await exited;
    await display.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const browser = await chromium.connectOverCDP(await debuggerAddress(profile), { noDefaults: true });
    const page = await until(() => browser.contexts().flatMap((context) => context.pages()).find((one) => one.url() === address) ?? null, "the harness page", 20_000);
    await page.waitForFunction("window.harness !== undefined");
    return { page, close: () => close(browser) };
  } catch (error) {
    await close();
    throw error;
  }
}

const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, reply) => {
    const file = join(folder, normalize(new URL(request.url ?? "/", "http://localhost").pathname));
    if (!file.startsWith(folder) || !existsSync(file)) return void reply.writeHead(404).end();
    reply.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** The stand-in runtime takes no application on its command line: it gets a twin whose `resources/app` is the test's. */
async function electronWith(folder: string): Promise<{ readonly binary: string; readonly args: readonly string[] }> {
  const app = join(folder, "app");
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), JSON.stringify({ name: "screens-under-test", main: "main.cjs" }));
  writeFileSync(join(app, "main.cjs"), mainOfTest);
  const { binary } = await electronRuntime(root);
  if (existsSync(join(dirname(binary), "resources/default_app.asar"))) return { binary, args: [app] };
  const twin = join(folder, "electron");
  linkTree(dirname(binary), twin);
  rmSync(join(twin, "resources/app"), { recursive: true, force: true });
  symlinkSync(app, join(twin, "resources/app"));
  return { binary: join(twin, "electron"), args: [] };
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isFile()) {
      try {
        linkSync(source, target);
      } catch {
        // Another file system: a copy does as well.
        cpSync(source, target);
      }
    }
  }
}

async function debuggerAddress(profile: string): Promise<string> {
  const file = join(profile, "DevToolsActivePort");
  return await until(() => {
    const port = existsSync(file) ? readFileSync(file, "utf8").split("\n")[0] : undefined;
    return port === undefined || port === "" ? null : `http://127.0.0.1:${port}`;
  }, "the debugger's port", 20_000);
}
