/** The rooms and who may import whom (design: "The rooms"). */
const room = (name, allowed) => ({
  name: `${name}-imports`,
  comment: `src/${name} may import of ours only: itself${allowed.map((other) => `, src/${other}`).join("")}`,
  severity: "error",
  from: { path: `^src/${name}/`, pathNot: "(\\.test\\.tsx?$|/testing/)" },
  to: { path: "^(src|tests|scripts)/", pathNot: `^src/(${[name, ...allowed].join("|")})/` },
});

module.exports = {
  forbidden: [
    room("contract", []),
    room("renderer", ["contract"]),
    room("main", ["contract"]),
    room("program", []),
    room("devices", ["contract", "program"]),
    room("session", ["contract", "program"]),
    room("core", ["contract", "devices", "program", "session"]),
    { name: "no-cycles", severity: "error", comment: "A cycle has no first file to read.", from: {}, to: { circular: true } },
    { name: "native-modules-stay-in-node", severity: "error", comment: "Any Electron version must run the shell.", from: { path: "^src/(main|renderer|contract)/" }, to: { path: "node_modules/(better-sqlite3|serialport|node-hid|usb)/" } },
    { name: "electron-only-in-main", severity: "error", comment: "The core, the session process and the devices run without Electron.", from: { path: "^src/(core|session|devices|contract|renderer)/" }, to: { path: "node_modules/electron/" } },
    { name: "no-tests-in-the-product", severity: "error", comment: "Tests and test helpers are never loaded by the product.", from: { path: "^src/", pathNot: "(\\.test\\.tsx?$|/testing/)" }, to: { path: "(\\.test\\.tsx?$|/testing/|^tests/)" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"], conditionNames: ["import", "types", "node", "default"] },
  },
};
