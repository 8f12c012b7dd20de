import type { ReactNode } from "react";
import type { TextKey } from "../i18n/texts.ts";
import { useText } from "../i18n/use-text.tsx";
import "./machine-picture.css";

/** What the picture shows: paper on the scanner's glass, in its feeder, from the printer, a printer that needs help, two papers alike, or a bill under the reader. */
export type MachineScene = "glass" | "feeder" | "printer" | "stopped" | "alike" | "reader";

const labels: Readonly<Record<MachineScene, TextKey>> = {
  glass: "paper.pictureGlass",
  feeder: "paper.pictureFeeder",
  printer: "paper.picturePrinter",
  stopped: "paper.pictureStopped",
  alike: "paper.pictureAlike",
  reader: "bill.picture",
};

const scenes: Readonly<Record<MachineScene, () => ReactNode>> = { glass: Glass, feeder: Feeder, printer: Printer, stopped: Stopped, alike: Alike, reader: Reader };

/** Where the paper goes, drawn: nobody has to know the name of a part of a machine. Stands on a card. */
export function MachinePicture({ scene }: { readonly scene: MachineScene }) {
  const t = useText();
  const Scene = scenes[scene];
  return (
    <svg className="machine" viewBox="0 0 520 350" role="img" aria-label={t(labels[scene])}>
      <Scene />
    </svg>
  );
}

/** A fat arrow that points down; `x`, `y` is its tip. */
function Arrow({ x, y }: { readonly x: number; readonly y: number }) {
  return <path className="machine-arrow" d={`M${x} ${y}l-34-36h19v-50h30v50h19z`} />;
}

function Glass() {
  return (
    <>
      <path className="machine-body" d="M62 232L88 34a14 14 0 0 1 14-12h316a14 14 0 0 1 14 12l26 198z" />
      <path className="machine-shade" d="M90 214L112 52h296l22 162z" strokeWidth="3" />
      <path className="machine-body" d="M62 232h396l38 66H24z" />
      <path className="machine-body" d="M24 298h472v28a12 12 0 0 1-12 12H36a12 12 0 0 1-12-12z" />
      <path className="machine-glass" d="M98 242h324l26 46H72z" />
      <path className="machine-sheet" d="M156 176h208l34 66-40 26H112z" />
      <path className="machine-sheet" d="M398 242l-40 26-8-34z" fill="#e3edec" />
      <path className="machine-lines" d="M362 246l9-5M364 255l14-8" strokeWidth="5" />
      <Arrow x={256} y={164} />
    </>
  );
}

function Feeder() {
  return (
    <>
      <path className="machine-shade" d="M96 204L122 40h276l26 164z" />
      <path className="machine-sheet" d="M166 22h214v170H166z" />
      <path className="machine-sheet" d="M146 36h214v170H146z" />
      <path className="machine-head" d="M172 66h86" />
      <path className="machine-lines" d="M172 96h160M172 118h144M172 140h160M172 162h112" />
      <path className="machine-body" d="M52 196h416a16 16 0 0 1 16 16v112a14 14 0 0 1-14 14H50a14 14 0 0 1-14-14V212a16 16 0 0 1 16-16z" />
      <path d="M112 196h296" strokeWidth="12" />
      <path d="M64 292h392M410 240h36" />
      <Arrow x={438} y={180} />
    </>
  );
}

function PrinterBody() {
  return (
    <>
      <path className="machine-shade" d="M150 92L164 22h192l14 70z" />
      <path className="machine-body" d="M78 88h364a18 18 0 0 1 18 18v118a16 16 0 0 1-16 16H76a16 16 0 0 1-16-16V106a18 18 0 0 1 18-18z" />
      <path d="M388 124h36" strokeWidth="5" />
      <path d="M118 200h284" strokeWidth="14" />
    </>
  );
}

function Printer() {
  return (
    <>
      <PrinterBody />
      <path className="machine-sheet" d="M146 200h228l30 132H116z" />
      <path className="machine-head" d="M172 230h86" />
      <path className="machine-lines" d="M166 256h184M160 280h172M154 304h196" />
      <Arrow x={458} y={330} />
    </>
  );
}

function Stopped() {
  return (
    <>
      <PrinterBody />
      <path className="machine-arrow" d="M260 150L376 338H144z" strokeWidth="6" />
      <path className="machine-head" d="M260 218v56M260 306h.1" strokeWidth="15" />
    </>
  );
}

/** A sheet with text, its upper left corner at `x`, `y`. */
function Sheet({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path className="machine-sheet" d="M0 0h168v236H0z" />
      <path className="machine-head" d="M26 36h74" />
      <path className="machine-lines" d="M26 70h116M26 96h104M26 122h116M26 148h96M26 174h110M26 200h60" />
    </g>
  );
}

function Alike() {
  return (
    <>
      <Sheet x={30} y={58} />
      <Sheet x={322} y={58} />
      <path className="machine-arrow" d="M304 176l-36 34v-19h-50v-30h50v-19z" />
    </>
  );
}

const bars = [0, 9, 14, 26, 31, 43, 50, 60, 72, 77, 88, 96, 103, 116, 121, 133, 140, 149, 160, 168];

function Reader() {
  return (
    <>
      <g className="machine-bill">
        <path className="machine-sheet" d="M92 188h336l52 148H40z" />
        <path className="machine-head" d="M124 216h110" />
        <path className="machine-lines" d="M118 240h124M112 262h100" />
        <g className="machine-bars">
          {bars.map((x, index) => <path key={x} d={`M${176 + x} 284v34`} strokeWidth={index % 3 === 0 ? 6 : 3.5} />)}
        </g>
      </g>
      <path className="machine-light" d="M222 122h76l72 180H150z" />
      <path className="machine-beam" d="M164 301h192" />
      <path className="machine-shade" d="M244 6h32v44h-32z" />
      <path className="machine-body" d="M200 46h120a16 16 0 0 1 16 16v44a16 16 0 0 1-16 16H200a16 16 0 0 1-16-16V62a16 16 0 0 1 16-16z" />
      <path className="machine-beam" d="M224 121h72" />
    </>
  );
}
