import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import type { WindowApi } from "../../contract/window-api.ts";
import { invokeChannel, pushChannel } from "./channels.ts";

// The whole surface of the screens; a test compares it with a golden list (K48).
const api: WindowApi = {
  invoke: (method, params) => ipcRenderer.invoke(invokeChannel, method, params) as Promise<unknown>,
  onPush(callback) {
    const listener = (_event: IpcRendererEvent, push: unknown) => callback(push);
    ipcRenderer.on(pushChannel, listener);
    return () => {
      ipcRenderer.off(pushChannel, listener);
    };
  },
};

contextBridge.exposeInMainWorld("virtu", api);
