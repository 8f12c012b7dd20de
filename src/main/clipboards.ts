import type { Clipboard } from "electron";

/** Bytes that are left in Linux's two clipboards: the one of copy and paste, and the primary selection of the middle button. */
export interface ClipboardRest {
  readonly clipboardBytes: number;
  readonly primaryBytes: number;
}

/** One of the two, by what the wipe needs of it. */
interface Selection {
  clear(): void;
  bytes(): Promise<number>;
}

/** The clipboard as Electron had it before it took over the web's own interface: synchronous, the selection by name. */
interface OldClipboard {
  clear(type: "clipboard" | "selection"): void;
  availableFormats(type: "clipboard" | "selection"): string[];
  readBuffer(format: string): Buffer;
  readText(type: "clipboard" | "selection"): string;
}

/** Empties both and measures what is left in them, over all formats. */
export async function clearClipboards(clipboard: Clipboard): Promise<ClipboardRest> {
  const [copied, primary] = selectionsOf(clipboard);
  copied.clear();
  primary.clear();
  return { clipboardBytes: await copied.bytes(), primaryBytes: await primary.bytes() };
}

function selectionsOf(clipboard: Clipboard): [Selection, Selection] {
  if ("availableFormats" in clipboard) {
    const old = clipboard as unknown as OldClipboard;
    return [oldSelection(old, "clipboard"), oldSelection(old, "selection")];
  }
  return [selection(clipboard), selection(clipboard.selection)];
}

function selection(clipboard: Clipboard): Selection {
  return {
    clear: () => clipboard.clear(),
    async bytes() {
      let sum = 0;
      for (const item of await clipboard.read()) {
        for (const type of item.types) sum += (await item.getType(type).then(sizeOf, () => 0));
      }
      return sum;
    },
  };
}

const sizeOf = (value: unknown): number => (value instanceof Blob ? value.size : Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value)));

function oldSelection(clipboard: OldClipboard, type: "clipboard" | "selection"): Selection {
  return {
    clear: () => clipboard.clear(type),
    bytes() {
      const formats = clipboard.availableFormats(type);
      // `readBuffer` knows only the copy-and-paste clipboard; of the primary selection, text is all that can be read.
      const raw = type === "clipboard" ? formats.reduce((sum, format) => sum + clipboard.readBuffer(format).byteLength, 0) : 0;
      return Promise.resolve(Math.max(raw, Buffer.byteLength(clipboard.readText(type)), formats.length === 0 ? 0 : 1));
    },
  };
}
