import "./style/fonts.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";
import "./style/lists.css";

import { mount } from "svelte";

import App from "./App.svelte";
import type { Host } from "./host/host";

async function door(): Promise<Host> {
  // Decided when the bundle is built: the shipped one holds no fake.
  if (import.meta.env.MODE === "fake") return (await import("./host/fake")).fakeHost();
  return (await import("./host/tauri")).tauriHost;
}

const target = document.getElementById("app");
if (target !== null) mount(App, { target, props: { door } });
