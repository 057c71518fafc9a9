// Builds the window on the fake host once, and serves it under the policy the
// real window has.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview, type InlineConfig } from "vite";
import type { TestProject } from "vitest/node";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

declare module "vitest" {
  interface ProvidedContext {
    address: string;
  }
}

export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), "samsvar-window-"));
  const root = join(import.meta.dirname, "../..");
  const settings: InlineConfig = { root, configFile: false, logLevel: "error", plugins: [svelte()] };
  await build({
    ...settings,
    mode: "fake",
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1600 },
  });
  const server = await preview({
    ...settings,
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1", headers: { "Content-Security-Policy": POLICY } },
  });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error("the window is not served");
  project.provide("address", address);
  return async () => {
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  };
}
