import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { open, save } from "@tauri-apps/plugin-dialog";

import type { SharingProgress } from "./generated/SharingProgress";
import type { Drop, Host, PrintStep, Progress, Reading } from "./host";

/** Longest a closing window waits for the last text to be written. */
const CLOSING_MS = 2000;

export const tauriHost: Host = {
  start: () => invoke("start"),
  languageSet: (language) => invoke("language_set", { language }),
  personSet: (name, roles, body) => invoke("person_set", { name, roles, body }),
  overview: (offset, limit) => invoke("overview", { offset, limit }),
  search: (text, limit) => invoke("search", { text, limit }),
  caseNew: (form) => invoke("case_new", { case: form }),
  caseOpen: (id) => invoke("case_open", { id }),
  caseSet: (id, field, value) => invoke("case_set", { id, field, value }),
  numberSet: (id, holder, number) => invoke("number_set", { id, holder, number }),
  stepDone: (id, step, scope, on, note) => invoke("step_done", { id, step, scope, on, note }),
  stepReopen: (id, step, scope, reason) => invoke("step_reopen", { id, step, scope, reason }),
  stepPlan: (id, step, scope, due, responsible) =>
    invoke("step_plan", { id, step, scope, due, responsible }),
  draftWrite: (id, question, text, base) => invoke("draft_write", { id, question, text, base }),
  textCommit: (id, question) => invoke("text_commit", { id, question }),
  stanceSet: (id, question, stance) => invoke("stance_set", { id, question, stance }),
  act: (id, act) => invoke("act", { id, act }),
  contributionTake: (id, body, question) => invoke("contribution_take", { id, body, question }),
  caseJoin: (id, other) => invoke("case_join", { id, other }),
  undo: (id, change) => invoke("undo", { id, change }),
  redo: (id) => invoke("redo", { id }),
  textVersions: (id, question) => invoke("text_versions", { id, question }),
  textCompare: (id, question, from, to) => invoke("text_compare", { id, question, from, to }),
  rounds: () => invoke("rounds"),
  round: (id) => invoke("round", { id }),
  roundNew: (form) => invoke("round_new", { round: form }),
  roundReplan: (id, due) => invoke("round_replan", { id, due }),
  roundDue: (id, due) => invoke("round_due", { id, due }),
  caseReplan: (id, due) => invoke("case_replan", { id, due }),
  tasks: (limit) => invoke("tasks", { limit }),
  cumulative: (round) => invoke("cumulative", { round }),
  organisation: () => invoke("organisation"),
  logo: () => invoke("logo"),
  logoSet: (path) => invoke("logo_set", { path }),
  meetingSet: (body, on, until, held) => invoke("meeting_set", { body, on, until, held }),
  periodSet: (body, from, to) => invoke("period_set", { body, from, to }),
  attach: (id, step, paths) => invoke("attach", { id, step, paths }),
  attachStop: () => invoke("attach_stop"),
  attachmentOpen: (id, attachment) => invoke("attachment_open", { id, attachment }),
  decide: (id, decision) => invoke("decide", { id, decision }),
  caseDelete: (id) => invoke("case_delete", { id }),
  caseRestore: (id) => invoke("case_restore", { id }),
  conflictSettle: (id, key, keep) => invoke("conflict_settle", { id, key, keep }),
  sharingState: () => invoke("sharing_state"),
  shareNow: () => invoke("share_now"),
  folderLook: (path) => invoke("folder_look", { path }),
  folderChoose: (path) => invoke("folder_choose", { path }),
  folderLeave: () => invoke("folder_leave"),
  folderRebuild: () => invoke("folder_rebuild"),
  colleagues: () => invoke("colleagues"),
  colleagueRetire: (install) => invoke("colleague_retire", { install }),
  packet: (id, draft) => invoke("packet", { id, draft }),
  packetSave: (id, draft, output, path) => invoke("packet_save", { id, draft, output, path }),
  calendarSave: (path) => invoke("calendar_save", { path }),
  registerSave: (path) => invoke("register_save", { path }),
  letters: () => invoke("letters"),
  letterSave: (id, kind, to, path) => invoke("letter_save", { id, kind, to, path }),
  wordSave: (id, draft, path) => invoke("word_save", { id, draft, path }),
  mailSave: (id, draft, path) => invoke("mail_save", { id, draft, path }),
  wordPropose: (id, from, path, rest) => invoke("word_propose", { id, from, path, rest }),
  wordTake: (id, from, path, sha256, texts) => invoke("word_take", { id, from, path, sha256, texts }),
  packetPrint: (id, draft, output) => invoke("packet_print", { id, draft, output }),
  meetingPacket: (meeting) => invoke("meeting_packet", { meeting }),
  meetingPacketSave: (meeting, output, path) => invoke("meeting_packet_save", { meeting, output, path }),
  meetingPacketPrint: (meeting, output) => invoke("meeting_packet_print", { meeting, output }),

  pickFiles: async () => (await open({ multiple: true, directory: false })) ?? [],
  pickFolder: () => open({ multiple: false, directory: true }),
  pickSave: (defaultName, ends = []) => {
    const all = [defaultName.split(".").at(-1) ?? "", ...ends];
    return save({ defaultPath: defaultName, filters: all.map((end) => ({ name: end.toUpperCase(), extensions: [end] })) });
  },

  onChanged: (hear) => listen("changed", () => hear()),
  onProgress: (hear) => listen<Progress>("progress", (event) => hear(event.payload)),
  onPrinting: (hear) => listen<PrintStep>("printing", (event) => hear(event.payload)),

  onReading: (hear) => listen<Reading>("reading", (event) => hear(event.payload)),

  onShared: (hear) => listen("shared", () => hear()),
  onSharing: (hear) => listen<SharingProgress>("sharing-progress", (event) => hear(event.payload)),

  onDrop: async (hear) => {
    let paths: string[] = [];
    const window = getCurrentWindow();
    return getCurrentWebview().onDragDropEvent(async ({ payload }) => {
      if (payload.type === "leave") {
        paths = [];
        hear({ kind: "leave", x: 0, y: 0, paths });
        return;
      }
      // Only "enter" and "drop" carry the paths; positions are physical pixels.
      if (payload.type !== "over") paths = payload.paths;
      const { type, position } = payload;
      const scale = await window.scaleFactor();
      const drop: Drop = {
        kind: type === "drop" ? "drop" : "over",
        x: position.x / scale,
        y: position.y / scale,
        paths,
      };
      hear(drop);
    });
  },

  onClosing: (finish) => {
    let asked = false;
    return getCurrentWindow().onCloseRequested(async (event) => {
      const late = new Promise<boolean>((done) => setTimeout(() => done(false), CLOSING_MS));
      const saved = await Promise.race([finish().catch(() => false), late]);
      if (!saved && !asked) event.preventDefault();
      asked = !saved;
    });
  },
};
