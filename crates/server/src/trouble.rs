//! What goes wrong before a page can be made: one sentence in the reader's language, and the way on.

use crate::frame::Frame;
use crate::pages::paging::encoded;
use crate::say::Say;
use crate::visitor::Visitor;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use shura_act::{Calendar, Lang};

/// Why there is no page.
pub struct Trouble {
    status: StatusCode,
    /// Where to go instead, for someone who must sign in.
    instead: Option<String>,
    frame: Option<Box<Frame>>,
    lang: Lang,
    key: &'static str,
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct InHouse {
    frame: Box<Frame>,
}

#[derive(Template)]
#[template(path = "trouble_outside.html")]
struct Outside {
    lang: &'static str,
    dir: &'static str,
    said: String,
}

impl Trouble {
    fn new(visitor: &Visitor, status: StatusCode, key: &'static str) -> Self {
        let mut frame = Frame::new(visitor, "");
        frame.title = frame.say(key);
        Self { status, instead: None, frame: Some(Box::new(frame)), lang: visitor.lang, key }
    }

    /// No organisation of that name is served here.
    pub fn no_house(lang: Lang) -> Self {
        Self { status: StatusCode::NOT_FOUND, instead: None, frame: None, lang, key: "trouble-no-house" }
    }

    /// There is nothing at this place.
    pub fn not_found(visitor: &Visitor) -> Self {
        Self::new(visitor, StatusCode::NOT_FOUND, "trouble-not-found")
    }

    /// It is there, and not for this visitor to see.
    pub fn not_for_you(visitor: &Visitor) -> Self {
        Self::new(visitor, StatusCode::FORBIDDEN, "trouble-not-for-you")
    }

    /// One must sign in first.
    pub fn sign_in(visitor: &Visitor) -> Self {
        let mut trouble = Self::new(visitor, StatusCode::UNAUTHORIZED, "trouble-sign-in");
        trouble.instead = Some(format!("/{}/sign-in?back={}", visitor.house.key, encoded(&visitor.place)));
        trouble
    }

    /// The visitor has as many streams open as one may have.
    pub fn too_many_streams(visitor: &Visitor) -> Self {
        Self::new(visitor, StatusCode::TOO_MANY_REQUESTS, "trouble-too-many-streams")
    }

    /// What came in cannot be read.
    pub fn bad_request(visitor: &Visitor) -> Self {
        Self::new(visitor, StatusCode::BAD_REQUEST, "trouble-bad-request")
    }

    /// Something here is broken.
    pub fn broken(visitor: &Visitor) -> Self {
        Self::new(visitor, StatusCode::INTERNAL_SERVER_ERROR, "trouble-broken")
    }
}

/// What the framework refused by itself, as a page.
pub fn bare(lang: Lang, status: StatusCode) -> Response {
    Trouble { status, instead: None, frame: None, lang, key: key_of(status) }.into_response()
}

/// The sentence about what was refused before any page saw it.
pub fn key_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "trouble-foreign",
        StatusCode::NOT_FOUND => "trouble-not-found",
        StatusCode::METHOD_NOT_ALLOWED => "trouble-not-here",
        StatusCode::PAYLOAD_TOO_LARGE => "trouble-too-large",
        status if status.is_server_error() => "trouble-broken",
        _ => "trouble-bad-request",
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        if let Some(instead) = self.instead {
            return Redirect::to(&instead).into_response();
        }
        let page = match self.frame {
            Some(frame) => InHouse { frame }.render(),
            None => {
                let said = Say { lang: self.lang, calendar: Calendar::default() }.say(self.key);
                let (lang, dir) = if self.lang == Lang::En { ("en", "ltr") } else { ("fa", "rtl") };
                Outside { lang, dir, said }.render()
            }
        };
        (self.status, Html(page.unwrap_or_default())).into_response()
    }
}

/// A page made from its template.
pub fn page(visitor: &Visitor, template: &impl Template) -> Result<Response, Trouble> {
    page_as(visitor, StatusCode::OK, template)
}

/// A page made from its template, with a status: 422 for one with a form that came back.
pub fn page_as(visitor: &Visitor, status: StatusCode, template: &impl Template) -> Result<Response, Trouble> {
    let text = template.render().map_err(|_| Trouble::broken(visitor))?;
    Ok((status, Html(text)).into_response())
}
