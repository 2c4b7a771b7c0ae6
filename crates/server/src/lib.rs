//! An organisation at work: one writer, pages, live sittings and an HTTP API.
//!
//! A [`House`] is one organisation: its [`book`] (the record as pages read it), its clerk (who examines and writes down) and its
//! desk (who knows who is asking). A page is a module of [`pages`] and a template of the same name in `templates/`. What a visitor may do
//! follows from the charter by the kernel alone: a page only hands acts in and shows what became of them.

pub mod api;
pub mod app;
pub mod assets;
pub mod book;
pub mod clerk;
pub mod credentials;
pub mod desk;
pub mod door;
pub mod draw;
pub mod forms;
pub mod frame;
pub mod guard;
pub mod house;
pub mod html;
pub mod http;
pub mod import;
pub mod live;
pub mod names;
pub mod naming;
pub mod pages;
pub mod pen;
pub mod proofs;
pub mod rehearsal;
pub mod say;
pub mod serve;
pub mod sheet;
pub mod signing;
pub mod streams;
pub mod telling;
pub mod told;
pub mod trouble;
pub mod visitor;
pub mod witnesses;

pub use app::{App, router};
pub use book::Book;
pub use desk::Desk;
pub use house::House;
