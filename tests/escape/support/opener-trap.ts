import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Everything by which a program on Linux opens an address, a file or a dialog with another one. */
const openers = [
  "xdg-open", "xdg-email", "xdg-mime", "xdg-settings", "gio", "gvfs-open", "gnome-open", "kde-open", "kde-open5", "kfmclient", "exo-open", "x-www-browser", "www-browser",
  "sensible-browser", "firefox", "chromium", "google-chrome", "zenity", "kdialog", "xmessage", "yad", "thunderbird", "evolution", "mailto", "xterm", "x-terminal-emulator",
];

export interface OpenerTrap {
  /** The command lines by which something was to be opened. */
  called(): string[];
  remove(): void;
}

/** Puts openers that only take notes before all others on the path of whatever starts next. */
export function setOpenerTrap(): OpenerTrap {
  const folder = mkdtempSync(join(tmpdir(), "virtu-openers-"));
  const notes = join(folder, "called");
  for (const name of openers) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "${notes}"\n`);
    chmodSync(file, 0o755);
  }
  const before = process.env["PATH"] ?? "";
  process.env["PATH"] = `${folder}${delimiter}${before}`;
  return {
    called: () => (existsSync(notes) ? readFileSync(notes, "utf8").split("\n").filter((line) => line !== "") : []),
    remove: () => {
      process.env["PATH"] = before;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
