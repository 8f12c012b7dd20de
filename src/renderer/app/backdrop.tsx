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

function Aurora() {
  return (
    <svg className="backdrop-aurora" viewBox="0 0 1920 620" preserveAspectRatio="none">
      <defs>
        <linearGradient id="aurora-green" x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor="#2fb38b" stopOpacity="0" />
          <stop offset=".72" stopColor="#3fd0a0" stopOpacity=".34" />
          <stop offset="1" stopColor="#3fd0a0" stopOpacity="0" />
        </linearGradient>
        <linearGradient id="aurora-blue" x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor="#3c8fc0" stopOpacity="0" />
          <stop offset=".66" stopColor="#3f9cc4" stopOpacity=".26" />
          <stop offset="1" stopColor="#3f9cc4" stopOpacity="0" />
        </linearGradient>
      </defs>
      <path fill="url(#aurora-blue)" d="M240 0h1060c-120 120-60 210-250 300S620 360 420 470C520 300 330 160 240 0z" />
      <path fill="url(#aurora-green)" d="M820 0h1100v180c-160 40-250 150-470 190-190 34-330-10-520 120 130-170 20-330-110-490z" />
      <path fill="url(#aurora-green)" d="M1180 0h560c20 110-90 190-60 300-150-80-340-40-420 90 40-160-10-280-80-390z" />
      <g fill="#dff3ee">
        {stars.map(([x, y, r]) => (
          <circle key={`${x}-${y}`} cx={x} cy={y} r={r} opacity={r / 2.6} />
        ))}
      </g>
    </svg>
  );
}

const stars: readonly (readonly [number, number, number])[] = [
  [1240, 70, 1.4], [1330, 190, 1.1], [1420, 60, 1.9], [1500, 240, 1.2], [1575, 110, 1.4], [1660, 300, 1.6], [1730, 70, 1.2], [1800, 210, 2.0],
  [1870, 120, 1.1], [1110, 150, 1.2], [1020, 50, 1.6], [1845, 380, 1.3], [1560, 400, 1.1], [1390, 330, 1.5], [900, 90, 1.1], [1700, 460, 1.2],
];

function Fells() {
  return (
    <svg className="backdrop-fells" viewBox="0 0 1920 420" preserveAspectRatio="none">
      <path fill="#17505a" fillOpacity=".55" d="M0 262c150-34 250-122 402-150 116-22 196 34 310 62 146 36 236-74 398-122 128-38 226 22 336 62 168 60 296 20 474 56v250H0z" />
      <path fill="#cfe6e6" fillOpacity=".16" d="M402 112c116-22 196 34 310 62-90 4-132-26-196-22-58 4-96 34-176 30 24-30 42-56 62-70zM1110 52c128-38 226 22 336 62-92 2-138-34-206-30-74 4-122 42-220 46 34-34 58-64 90-78z" />
      <path fill="#0f3f49" d="M0 322c190-56 318-112 492-94 190 20 268 74 448 50 196-26 288-112 486-96 208 16 306 84 494 92v146H0z" />
      <path fill="#0a2c35" d="M0 372c240-48 440-22 664-48 236-28 366-64 566-44 256 26 436 60 690 40v100H0z" />
    </svg>
  );
}
