// The least that screens have to do: ask for the state, draw it, say that it is drawn, answer probes. `seen` is for the tests.
const seen = { snapshot: null, web: null, hardwareKeys: 0 };
window.seen = seen;

const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

async function draw(snapshot) {
  seen.snapshot = snapshot;
  document.getElementById("screen").textContent = snapshot.screen.name;
  await frame();
  await window.virtu.invoke("painted", { epoch: snapshot.epoch, revision: snapshot.revision });
}

function drawWeb(web) {
  seen.web = web;
  document.getElementById("web").textContent = web.state;
}

window.virtu.onPush(async (push) => {
  if (push.push === "snapshot") await draw(push.snapshot);
  if (push.push === "web") drawWeb(push.web);
  if (push.push === "hardware-key") seen.hardwareKeys += 1;
  if (push.push === "probe") {
    await frame();
    await window.virtu.invoke("probed", { id: push.id });
  }
});

const ready = await window.virtu.invoke("screens-ready", {});
if (ready.ok) {
  drawWeb(ready.value.web);
  await draw(ready.value.snapshot);
}
