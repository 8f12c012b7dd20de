// The least that Electron can do on this machine: one window with one line of text, as large as the booth's. The figures are held against it.
const { app, BrowserWindow } = require("electron");

app.on("window-all-closed", () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1920, height: 1080, show: false, frame: false });
  window.once("ready-to-show", () => {
    window.show();
    window.webContents
      .executeJavaScript("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(() => painted(true))))")
      .then(() => process.stdout.write(`${JSON.stringify({ event: "painted", pid: process.pid })}\n`));
  });
  void window.loadURL("data:text/html,<title>bare</title><h1>bare</h1>");
});
