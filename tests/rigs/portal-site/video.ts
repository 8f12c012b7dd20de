import { text, type Routes } from "./http.ts";
import { page } from "./html.ts";

/** Asks for camera and microphone and shows what became of it: `document.body.dataset.state` and the text of `#tila`. */
export function videoRoutes(): Routes {
  return {
    "/": () => page({
      site: "Etätapaaminen", title: "Tapaaminen alkaa pian", scripts: ["/video.js"],
      body: `<video id="kuva" autoplay playsinline muted></video><p class="note" id="tila" role="status">Kamera ei ole päällä.</p>
<p><button type="button" id="molemmat">Käynnistä kamera ja mikrofoni</button><button type="button" class="quiet" id="kamera">Vain kamera</button>
<button type="button" class="quiet" id="mikrofoni">Vain mikrofoni</button><button type="button" class="quiet" id="lopeta">Sulje</button></p>`,
    }),
    "/video.js": () => text(videoScript, "text/javascript"),
  };
}

const videoScript = `
const $ = (id) => document.getElementById(id);
let stream = null;
const show = (state, words) => { document.body.dataset.state = state; $("tila").textContent = words; };
const stop = () => { stream?.getTracks().forEach((track) => track.stop()); stream = null; $("kuva").srcObject = null; };
const ask = async (wanted) => {
  stop();
  show("asking", "Pyydetään lupaa…");
  try {
    stream = await navigator.mediaDevices.getUserMedia(wanted);
    $("kuva").srcObject = stream;
    const kinds = stream.getTracks().map((track) => track.kind).sort().join(" ");
    document.body.dataset.tracks = kinds;
    document.body.dataset.deviceIds = stream.getTracks().map((track) => track.getSettings().deviceId ?? "").join(" ");
    show("live", kinds === "audio" ? "Mikrofoni on päällä." : "Kamera on päällä.");
  } catch (error) {
    show("refused", "Lupaa ei saatu: " + error.name);
  }
};
$("molemmat").addEventListener("click", () => ask({ video: true, audio: true }));
$("kamera").addEventListener("click", () => ask({ video: true }));
$("mikrofoni").addEventListener("click", () => ask({ audio: true }));
$("lopeta").addEventListener("click", () => { stop(); show("stopped", "Kamera ei ole päällä."); });
if (new URLSearchParams(location.search).has("heti")) ask({ video: true, audio: true });
`;
