import type { CodedError } from "../contract/result.ts";

/** One English sentence for the person at the terminal: what is wrong and what to do. The booth's own screens have other texts. */
export function problemSentence({ code, detail = {} }: CodedError): string {
  const at = (name: string): string => String(detail[name] ?? "");
  switch (code) {
    case "configuration/not-readable":
      return `The configuration ${at("file")} cannot be read: name an existing file with --config.`;
    case "configuration/not-json":
      return `The configuration is not JSON (${at("problem") || at("allowed")}): mend it and start again.`;
    case "configuration/wrong-value":
    case "configuration/development-refused":
      return `The configuration has a wrong value at ${at("path")}: it is ${at("value")}, allowed is: ${at("allowed")}.`;
    case "services/not-readable":
      return `The folder of services ${at("folder")} cannot be read: name an existing folder with --services.`;
    case "runtime/no-tmpfs":
      return `No tmpfs was found (looked at ${at("looked")}): set paths.runtime in the configuration to a folder on tmpfs.`;
    case "runtime/not-tmpfs":
      return `The runtime folder ${at("path")} is not on tmpfs, and what a visitor does must never reach a disk: set paths.runtime to a folder on tmpfs.`;
    case "runtime/not-ours":
      return `The runtime folder ${at("path")} belongs to somebody else or is open to others: remove it, or set paths.runtime to another folder.`;
    case "runtime/path-too-long":
      return `The runtime folder's path is longer than ${at("longest")} bytes, too long for a Unix socket: set paths.runtime to a shorter one.`;
    case "runtime/not-writable":
      return `The runtime folder ${at("path")} cannot be made: check its owner, or set paths.runtime to another folder.`;
    case "runtime/in-use":
      return `Another core (process ${at("pid")}) runs on ${at("folder")}: end it first.`;
    case "store/not-opened":
      return `The store in ${at("folder")} cannot be opened: check that the folder is writable and the disk has room.`;
    case "shell/no-electron":
      return `There is no Electron at ${at("path")}: name its binary with --electron.`;
    case "shell/no-app":
      return `This Electron runs only the app in its own resources, and ${at("path")} is not there: link the built app to that place.`;
    case "staff/pin-hash":
      return "staff.pinHash in the configuration is not a scrypt hash of the form scrypt$N$r$p$salt$hash: make a new one, or set it to null.";
    default:
      if (code.startsWith("service-tray/")) return `The services file ${at("file")} has a wrong value at ${at("path")}: it is ${at("value")}, allowed is: ${at("allowed")}.`;
      return `The core does not start (${code}).`;
  }
}
