//! Import of members and units: a file is uploaded, each of its lines is checked and shown, and only then is anything entered.

use crate::app::App;
use crate::clerk::{Submission, fresh};
use crate::forms::{self, may, trial};
use crate::frame::{Frame, Returned, why_not};
use crate::guard::BODY_BYTES;
use crate::import::{self, Import, Plan, State as Step, Unreadable};
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use shura_act::act::{Organ, Person};
use shura_act::{Act, Bilingual, Entry, Id, Lang};
use shura_kernel::Standing;
use shura_text::normal;
use std::sync::Arc;

/// How many lines and faults are shown.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "import.html")]
struct Upload {
    frame: Frame,
}

/// A fault as it is read.
struct Shown {
    line: String,
    column: String,
    what: String,
}

#[derive(Template)]
#[template(path = "import_preview.html")]
struct Preview {
    frame: Frame,
    name: String,
    columns: Vec<String>,
    lines: Vec<(String, Vec<String>)>,
    faults: Vec<Shown>,
    all_lines: usize,
    all_faults: usize,
    acts: usize,
    /// So many acts are entered; nothing while it is only shown.
    entered: Option<usize>,
    done: bool,
    why: Option<String>,
}

/// The routes of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/{house}/import", get(show).post(upload))
        .route("/{house}/import/{name}", get(preview).post(enter))
        .route("/{house}/import/example/{which}", get(example))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
}

/// Whether a person may enter persons or organs at all.
pub(super) fn may_import(app: &App, standing: &Standing, person: &Id) -> bool {
    let made = Person { name: None, also: vec![], role: None, commitment: None };
    let form = standing.charter.kind.keys().next().cloned();
    let organ = form.map(|form| {
        Box::new(Organ {
            name: Bilingual::default(),
            form,
            within: None,
            elected_by: vec![],
            accountable_to: vec![],
            same_base_as: vec![],
            seats: None,
        })
    });
    let acts = [Some(Act::Person(made)), organ.map(Act::Organ)];
    acts.into_iter()
        .flatten()
        .any(|act| trial(act, None).is_some_and(|entry| may(app, standing, person, entry)))
}

fn entitled(app: &App, visitor: &Visitor) -> Result<Id, Trouble> {
    let person = visitor.signed_in()?.clone();
    let may = may_import(app, &visitor.house.book().standing, &person);
    if may { Ok(person) } else { Err(Trouble::not_for_you(visitor)) }
}

async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    entitled(&app, &visitor)?;
    upload_page(&visitor, None)
}

fn upload_page(visitor: &Visitor, why: Option<(&str, StatusCode)>) -> Result<Response, Trouble> {
    let mut frame = Frame::new(visitor, "");
    frame.title = frame.say("import-title");
    let status = why.map_or(StatusCode::OK, |(_, status)| status);
    let returned = why.map(|(key, _)| Returned {
        form: "import".to_owned(),
        field: "file".to_owned(),
        why: frame.say(key),
        ..Returned::default()
    });
    page_as(visitor, status, &Upload { frame: frame.returning(returned) })
}

async fn upload(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    parts: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Trouble> {
    let person = entitled(&app, &visitor)?;
    let wrong = |key| upload_page(&visitor, Some((key, StatusCode::UNPROCESSABLE_ENTITY)));
    let Ok(parts) = parts else { return Err(Trouble::bad_request(&visitor)) };
    let (file, count) = match sent(parts).await {
        Ok(sent) => sent,
        Err(StatusCode::PAYLOAD_TOO_LARGE) => {
            return upload_page(&visitor, Some(("import-large", StatusCode::PAYLOAD_TOO_LARGE)));
        }
        Err(_) => return Err(Trouble::bad_request(&visitor)),
    };
    // Beside the other requests: a file may take a while, and one that a library stumbles over must not take more than itself down.
    let table = match tokio::task::spawn_blocking(move || import::read(&file)).await {
        Ok(Ok(table)) => table,
        Ok(Err(unreadable)) => return wrong(unreadable.key()),
        Err(_) => return wrong(Unreadable::Kind.key()),
    };
    let plan = {
        let book = visitor.house.book();
        let known = |name: &str, unit: &Id| {
            let folded = normal::key(name);
            let members =
                visitor.house.members_of(unit).into_iter().filter_map(|id| visitor.house.desk.member(&id));
            members.into_iter().any(|member| normal::key(&member.name) == folded)
        };
        import::check(&book.standing, &table, known, count)
    };
    let name = fresh("import");
    let import = Import { by: person, since: app.now(), plan: Arc::new(plan), state: Step::Shown };
    if !visitor.house.imports.keep(&name, import) {
        return wrong("not-entered-busy");
    }
    Ok(Redirect::to(&format!("/{}/import/{name}", visitor.house.key)).into_response())
}

/// What went wrong while a form was read: too large, wherever on the way that was found.
fn trouble_of(error: &MultipartError) -> StatusCode {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return StatusCode::PAYLOAD_TOO_LARGE;
        }
        cause = error.source();
    }
    error.status()
}

/// The file that was sent, and whether members are to be counted too.
async fn sent(mut parts: Multipart) -> Result<(Vec<u8>, bool), StatusCode> {
    let (mut file, mut count) = (vec![], false);
    while let Some(part) = parts.next_field().await.map_err(|e| trouble_of(&e))? {
        match part.name().unwrap_or_default() {
            "file" => file = part.bytes().await.map_err(|e| trouble_of(&e))?.to_vec(),
            "count" => count = true,
            _ => {}
        }
    }
    Ok((file, count))
}

fn find(visitor: &Visitor, name: &str) -> Result<Import, Trouble> {
    let person = visitor.signed_in()?;
    // Only who uploaded it sees it: it holds names.
    let found = visitor.house.imports.find(name).filter(|import| import.by == *person);
    found.ok_or_else(|| Trouble::not_found(visitor))
}

async fn preview(visitor: Visitor, Path((_, name)): Path<(String, String)>) -> Result<Response, Trouble> {
    let import = find(&visitor, &name)?;
    let mut response = shown(&visitor, &name, &import, None)?;
    if matches!(import.state, Step::Entering(_)) {
        // The page asks again by itself, until all is entered.
        response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static("1"));
    }
    Ok(response)
}

fn shown(visitor: &Visitor, name: &str, import: &Import, why: Option<String>) -> Result<Response, Trouble> {
    let mut frame = Frame::new(visitor, "");
    frame.title = frame.say("import-title");
    let plan = &import.plan;
    let stopped = |error| why_not(visitor, error);
    let (entered, done, failed) = match &import.state {
        Step::Shown => (None, false, None),
        Step::Outdated => (None, true, Some(frame.say("import-outdated"))),
        Step::Entering(n) => (Some(*n), false, None),
        Step::Done => (Some(plan.entries.len()), true, None),
        Step::Stopped(n, error) => (Some(*n), true, Some(stopped(error))),
    };
    let status = if why.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let preview = Preview {
        name: name.to_owned(),
        columns: plan.columns.iter().map(|column| frame.say(&format!("column-{column}"))).collect(),
        lines: plan.lines.iter().take(SHOWN).map(|(n, cells)| (frame.number(n), cells.clone())).collect(),
        faults: faults(&frame, plan),
        all_lines: plan.lines.len(),
        all_faults: plan.faults.len(),
        acts: plan.entries.len(),
        entered,
        done,
        why: why.or(failed),
        frame,
    };
    page_as(visitor, status, &preview)
}

fn faults(frame: &Frame, plan: &Plan) -> Vec<Shown> {
    let shown = plan.faults.iter().take(SHOWN).map(|fault| Shown {
        line: fault.line.map_or_else(String::new, |line| frame.number(line)),
        column: frame.say(&format!("column-{}", fault.column)),
        what: frame.say_of(fault.key, "typed", fault.typed.chars().take(80).collect::<String>()),
    });
    shown.collect()
}

async fn enter(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, name)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let import = find(&visitor, &name)?;
    if !import.plan.faults.is_empty() || import.plan.entries.is_empty() {
        return Err(Trouble::bad_request(&visitor));
    }
    let submit = |entry: &Entry| Submission::of(&import.by, entry.clone());
    let submissions: Vec<Submission> = import.plan.entries.iter().map(submit).collect();
    let refused = forms::rehearse(&app, &visitor.house.book(), &submissions);
    if let Err(refusal) = refused {
        let error = crate::house::NotEntered::Refused(crate::clerk::Refused::Rules(refusal));
        let why = why_not(&visitor, &error);
        return shown(&visitor, &name, &import, Some(why));
    }
    if visitor.house.imports.begin(&name) {
        tokio::spawn(import::enter(visitor.house.clone(), name.clone()));
    }
    Ok(Redirect::to(&format!("/{}/import/{name}", visitor.house.key)).into_response())
}

/// A file to fill in, in the language of the page. The mark in front tells spreadsheet programs that it is UTF-8.
async fn example(visitor: Visitor, Path((_, which)): Path<(String, String)>) -> Result<Response, Trouble> {
    let text = match (which.as_str(), visitor.lang) {
        ("members.csv", Lang::En) => "name,unit\nNeda Karimi,Harbour workers\nTom Berg,Printers\n",
        ("members.csv", Lang::Fa) => "نام,یکان\nندا کریمی,کارگران بندر\nتام برگ,چاپگران\n",
        ("units.csv", Lang::En) => {
            "unit,unit in English,kind,part of,members\nپارچه‌بافان,Weavers,branch,,۸۵\nکارگران بندر,Harbour workers,branch,,220\n"
        }
        ("units.csv", Lang::Fa) => {
            "یکان,یکان به انگلیسی,نوع,بخشی از,شمار اعضا\nپارچه‌بافان,Weavers,شاخه,,۸۵\nکارگران بندر,Harbour workers,شاخه,,۲۲۰\n"
        }
        _ => return Err(Trouble::not_found(&visitor)),
    };
    let body = format!("\u{feff}{text}");
    let name = format!("attachment; filename=\"{which}\"");
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], body)
        .into_response())
}
