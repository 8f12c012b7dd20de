import { err, ok, type Result } from "../../../contract/result.ts";
import type { WebState } from "../../../contract/shell-window.ts";
import type { SessionPeer } from "../../session/session-link.ts";
import type { ChooserRequest, PageAgent } from "../agent/page-agent.ts";
import { describedNode } from "../agent/protocol.ts";
import { acceptedFormats } from "./accepts.ts";

type Chooser = NonNullable<WebState["chooser"]>;

/** A page's file field, answered from *My documents*. The native dialog never opens. */
export interface FileChooser {
  readonly current: () => Chooser | null;
  readonly ask: (request: ChooserRequest) => Promise<void>;
  /** Errors: `web/no-chooser`, `web/one-file`, `web/agent`, and those of `document.stage`. An empty list is "no file after all". */
  readonly choose: (id: number, documentIds: readonly string[]) => Promise<Result<null>>;
  readonly drop: () => void;
}

export function createFileChooser(parts: {
  readonly agent: () => PageAgent | undefined;
  readonly peer: () => SessionPeer | undefined;
  readonly onChange: () => void;
  readonly onRefused: () => void;
}): FileChooser {
  let open: { readonly request: ChooserRequest; readonly chooser: Chooser } | null = null;
  let last = 0;
  const drop = () => {
    if (open === null) return;
    open = null;
    parts.onChange();
  };
  return {
    current: () => open?.chooser ?? null,
    drop,
    async ask(request) {
      const described = await parts.agent()?.send("DOM.describeNode", { backendNodeId: request.backendNodeId }, request.sessionId);
      const node = described?.ok === true ? describedNode.safeParse(described.value) : undefined;
      const attributes = attributesOf(node?.data?.node.attributes ?? []);
      // A whole folder is no document.
      if (node?.success !== true || attributes.has("webkitdirectory")) return parts.onRefused();
      open = { request, chooser: { id: ++last, multiple: request.multiple, accepts: acceptedFormats(attributes.get("accept")) } };
      parts.onChange();
    },
    async choose(id, documentIds) {
      if (open?.chooser.id !== id) return err("web/no-chooser");
      const { request } = open;
      if (documentIds.length > 1 && !request.multiple) return err("web/one-file");
      if (documentIds.length === 0) {
        drop();
        return ok(null);
      }
      const staged = await parts.peer()?.request("document.stage", { documentIds: [...documentIds] });
      if (staged?.ok !== true) return staged ?? err("session/gone");
      const set = await parts.agent()?.send("DOM.setFileInputFiles", { files: staged.value.files, backendNodeId: request.backendNodeId }, request.sessionId);
      drop();
      if (set?.ok !== true) return err("web/agent");
      parts.peer()?.notify("documents.sent", { documentIds: [...documentIds] });
      return ok(null);
    },
  };
}

/** The protocol gives attributes as name, value, name, value. */
function attributesOf(flat: readonly string[]): Map<string, string> {
  const attributes = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) attributes.set(flat[i] ?? "", flat[i + 1] ?? "");
  return attributes;
}
