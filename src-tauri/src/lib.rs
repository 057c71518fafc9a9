//! The desktop shell: one window, its commands, native drop and print. Thin:
//! what is done is done by `samsvar-core`, as on the command line.

mod commands;
mod desk;
mod follow;
mod reading;
mod sharing;

use tauri::webview::PageLoadEvent;
use tauri::{Builder, Manager, RunEvent, Runtime};

use desk::Desk;

/// Opens the window and returns when it is closed.
pub fn run() {
    let mut builder = Builder::default();
    // A named workspace is somebody's deliberate second window.
    if std::env::var_os(desk::WORKSPACE).is_none() {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }));
    }
    let built = with_commands(builder)
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                // Visibility is ours: the window shows itself after its first paint.
                .with_state_flags(
                    tauri_plugin_window_state::StateFlags::all()
                        - tauri_plugin_window_state::StateFlags::VISIBLE,
                )
                .build(),
        )
        .on_page_load(|webview, load| {
            if load.event() == PageLoadEvent::Finished {
                let _ = webview.window().show();
            }
        })
        .setup(|app| {
            app.manage(Desk::open());
            follow::start(app.handle().clone());
            reading::start(app.handle());
            sharing::start(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|app, event| {
            if matches!(event, RunEvent::Exit) {
                reading::stop(app);
                sharing::stop(app);
            }
        }),
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    }
}

/// The commands, also for a runtime without a display.
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.invoke_handler(tauri::generate_handler![
        commands::start::start,
        commands::start::language_set,
        commands::start::person_set,
        commands::case::overview,
        commands::case::case_new,
        commands::case::case_open,
        commands::case::case_set,
        commands::case::number_set,
        commands::case::case_delete,
        commands::case::case_restore,
        commands::step::step_done,
        commands::step::step_reopen,
        commands::step::step_plan,
        commands::part::act,
        commands::part::contribution_take,
        commands::part::case_join,
        commands::undo::undo,
        commands::undo::redo,
        commands::undo::text_versions,
        commands::undo::text_compare,
        commands::round::rounds,
        commands::round::round,
        commands::round::round_new,
        commands::round::round_replan,
        commands::round::round_due,
        commands::round::case_replan,
        commands::plan::tasks,
        commands::plan::cumulative,
        commands::plan::organisation,
        commands::plan::logo,
        commands::plan::logo_set,
        commands::plan::meeting_set,
        commands::plan::period_set,
        commands::answer::draft_write,
        commands::answer::text_commit,
        commands::answer::stance_set,
        commands::letter::letters,
        commands::letter::letter_save,
        commands::letter::word_save,
        commands::letter::mail_save,
        commands::letter::word_propose,
        commands::letter::word_take,
        commands::files::attach,
        commands::files::attach_stop,
        commands::files::attachment_open,
        commands::search::search,
        commands::sharing::sharing_state,
        commands::sharing::share_now,
        commands::sharing::folder_look,
        commands::sharing::folder_choose,
        commands::sharing::folder_leave,
        commands::sharing::folder_rebuild,
        commands::sharing::colleagues,
        commands::sharing::colleague_retire,
        commands::sharing::conflict_settle,
        commands::packet::decide,
        commands::packet::packet,
        commands::packet::packet_save,
        commands::packet::packet_print,
        commands::meeting::meeting_packet,
        commands::meeting::meeting_packet_save,
        commands::meeting::meeting_packet_print,
        commands::lists::calendar_save,
        commands::lists::register_save,
    ])
}
