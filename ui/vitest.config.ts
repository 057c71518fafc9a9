import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/window/serve.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One Chromium at a time: the machines that run this are small.
    fileParallelism: false,
  },
});
