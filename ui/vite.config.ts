import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// The window runs under a content security policy that allows neither inline
// scripts nor data URLs: nothing is inlined, and no preload script is added.
export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    target: ["es2022", "safari16.4", "chrome110"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1600,
  },
});
