import "./backdrop.css";

/** The northern night behind every screen. Drawn once, without blur or motion: the booth has no graphics card. */
export function Backdrop({ scene }: { readonly scene: "open" | "calm" }) {
  return (
    <div className="backdrop" data-scene={scene} aria-hidden="true">
      {scene === "open" && <Aurora />}
      <Fells />
    </div>
  );
}

/** Each light: colour, centre, half axes, turn in degrees, strength. Soft by gradient, since a blur is dear without a graphics card. */
const lights: readonly (readonly [string, number, number, number, number, number, number])[] = [
  ["#2f7fa8", 560, 90, 760, 210, 6, 0.42],
  ["#2fb592", 1290, 120, 720, 170, -14, 0.5],
  ["#5fe0ae", 1420, 170, 520, 64, -17, 0.46],
  ["#3cc7a0", 1760, 60, 420, 150, -24, 0.42],
  ["#7a9fe0", 980, 40, 460, 120, 12, 0.26],
];

function Aurora() {
  return (
    <svg className="backdrop-aurora" viewBox="0 0 1920 620" preserveAspectRatio="xMaxYMin slice">
      <defs>
        {lights.map(([colour, x, y, , , , strength]) => (
          <radialGradient key={`${x}-${y}`} id={`light-${x}-${y}`}>
            <stop offset="0" stopColor={colour} stopOpacity={strength} />
            <stop offset=".45" stopColor={colour} stopOpacity={strength * 0.5} />
            <stop offset="1" stopColor={colour} stopOpacity="0" />
          </radialGradient>
        ))}
      </defs>
      {lights.map(([, x, y, wide, high, turn]) => (
        <ellipse key={`${x}-${y}`} cx={x} cy={y} rx={wide} ry={high} transform={`rotate(${turn} ${x} ${y})`} fill={`url(#light-${x}-${y})`} />
      ))}
      <g fill="#e8f6f2">
        {stars.map(([x, y, r]) => (
          <circle key={`${x}-${y}`} cx={x} cy={y} r={r} opacity={r / 2.4} />
        ))}
      </g>
    </svg>
  );
}

const stars: readonly (readonly [number, number, number])[] = [
  [1240, 70, 1.4], [1330, 190, 1.1], [1420, 60, 1.9], [1500, 240, 1.2], [1575, 110, 1.4], [1660, 300, 1.6], [1730, 70, 1.2], [1800, 210, 2.0],
  [1870, 120, 1.1], [1110, 150, 1.2], [1020, 50, 1.6], [1845, 380, 1.3], [1560, 400, 1.1], [1390, 330, 1.5], [900, 90, 1.1], [1700, 460, 1.2],
];

/** Three fells, the far one with the last light on its ridge. */
function Fells() {
  return (
    <svg className="backdrop-fells" viewBox="0 0 1920 420" preserveAspectRatio="none">
      <defs>
        <linearGradient id="fell-far" x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor="#2c6b75" />
          <stop offset=".55" stopColor="#15474f" />
          <stop offset="1" stopColor="#0f3942" />
        </linearGradient>
        <linearGradient id="fell-middle" x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor="#175059" />
          <stop offset="1" stopColor="#0c323b" />
        </linearGradient>
      </defs>
      <path fill="url(#fell-far)" fillOpacity=".8" d="M0 262c150-34 250-122 402-150 116-22 196 34 310 62 146 36 236-74 398-122 128-38 226 22 336 62 168 60 296 20 474 56v250H0z" />
      <path fill="url(#fell-middle)" d="M0 322c190-56 318-112 492-94 190 20 268 74 448 50 196-26 288-112 486-96 208 16 306 84 494 92v146H0z" />
      <path fill="#0a2a32" d="M0 372c240-48 440-22 664-48 236-28 366-64 566-44 256 26 436 60 690 40v100H0z" />
    </svg>
  );
}
