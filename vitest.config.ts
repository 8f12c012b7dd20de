import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Most of a test's time is waiting for a program; one core for each worker would leave the machine idle.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "tests/*.test.ts"],
          // Contract suites talk to real programs (scanimage, cupsd, socat) on two cores.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "screens",
          include: ["tests/screens/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/*/**/*.test.ts"],
          exclude: ["tests/screens/**"],
          // One booth, one display, one set of devices at a time.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
