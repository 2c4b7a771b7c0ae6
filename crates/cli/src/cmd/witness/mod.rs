//! `shura witness`: a C2SP tlog-witness. It remembers of each log the last head it cosigned, and cosigns only what extends it.

mod store;

use crate::output::{Failure, Output};
use crate::secret;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path as UrlPath, State};
use axum::http::{StatusCode, header::CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use shura_tlog::limits::MAX_WITNESS_REQUEST_BYTES;
use shura_tlog::{NoteKind, NoteSigner, NoteVerifier};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use store::{Answer, Store};

/// What a witness is to do.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Make a new witness: a folder with its key and its memory. Prints its verifier key.
    Init {
        /// The folder, which must not exist.
        dir: PathBuf,
        /// The name of the witness, such as witness.example/1.
        #[arg(long)]
        name: String,
    },
    /// Trust a log: cosign checkpoints signed by this key, for the origin that is the key's name.
    Trust {
        /// The folder of the witness.
        dir: PathBuf,
        /// The verifier key of the log: name+id+key.
        key: String,
    },
    /// Answer over HTTP until stopped.
    Serve {
        /// The folder of the witness.
        dir: PathBuf,
        /// Address and port.
        #[arg(long, default_value = "127.0.0.1:7380")]
        listen: SocketAddr,
    },
}

/// Carries the verb out.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    match args.verb {
        Verb::Init { dir, name } => init(&dir, &name)?,
        Verb::Trust { dir, key } => {
            let key = NoteVerifier::parse(&key).map_err(|error| {
                Failure::new(
                    format!("{error}; give the log's verifier key as it publishes it, name+id+key"),
                    format!("{error}؛ کلید عمومی دفتر را همان‌گونه که منتشر شده بدهید: نام+شناسه+کلید"),
                )
            })?;
            let trusted = open(&dir)?.trust(&key);
            trusted.map_err(|error| memory_failure(&dir, &error))?;
        }
        Verb::Serve { dir, listen } => serve(open(&dir)?, listen, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn init(dir: &Path, name: &str) -> Result<(), Failure> {
    let broken = |error: std::io::Error| {
        Failure::new(
            format!("{}: {error}; name a folder that does not exist yet", dir.display()),
            format!("{}: {error}؛ پوشه‌ای نام ببرید که هنوز نیست", dir.display()),
        )
    };
    let signer = NoteSigner::new(name, NoteKind::Cosignature, &secret::random()?).map_err(|error| {
        Failure::new(
            format!("{error}; a name such as witness.example/1 will do"),
            format!("{error}؛ نامی مانند witness.example/1 بدهید"),
        )
    })?;
    std::fs::create_dir(dir).map_err(broken)?;
    secret::write(&dir.join("key"), &signer.secret()).map_err(broken)?;
    Store::create(&dir.join("witness.db")).map_err(|error| memory_failure(dir, &error))?;
    println!("{}", signer.verifier());
    Ok(())
}

fn open(dir: &Path) -> Result<Store, Failure> {
    let path = dir.join("key");
    let read = std::fs::read_to_string(&path).map_err(|error| error.to_string());
    let signer = read.and_then(|text| NoteSigner::parse(&text).map_err(|error| error.to_string()));
    let signer = signer.map_err(|why| {
        Failure::new(
            format!("{}: {why}; make a witness with `shura witness init`", path.display()),
            format!("{}: {why}؛ با `shura witness init` گواهی بسازید", path.display()),
        )
    })?;
    Store::open(&dir.join("witness.db"), signer).map_err(|error| memory_failure(dir, &error))
}

fn memory_failure(dir: &Path, error: &rusqlite::Error) -> Failure {
    Failure::new(
        format!(
            "the memory of the witness in {} cannot be used: {error}; a witness that lost it must be retired, not made anew under its key",
            dir.display()
        ),
        format!(
            "حافظهٔ گواه در {} به کار نمی‌آید: {error}؛ گواهی که حافظه‌اش را از دست داده باید کنار گذاشته شود، نه آن‌که با همان کلید از نو ساخته شود",
            dir.display()
        ),
    )
}

type Shared = Arc<Mutex<Store>>;

fn serve(store: Store, listen: SocketAddr, out: &Output) -> Result<(), Failure> {
    let app = Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/{origin_hash}/checkpoint", get(checkpoint))
        .layer(DefaultBodyLimit::max(MAX_WITNESS_REQUEST_BYTES))
        .with_state(Arc::new(Mutex::new(store)));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let served = runtime.and_then(|runtime| {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind(listen).await?;
            let address = listener.local_addr()?;
            match out.lang {
                shura_act::Lang::En => println!("listening on http://{address}"),
                shura_act::Lang::Fa => println!("گوش به زنگ در http://{address}"),
            }
            axum::serve(listener, app).with_graceful_shutdown(stopped()).await
        })
    });
    served.map_err(|error| {
        Failure::new(
            format!("{listen}: {error}; choose another address with --listen"),
            format!("{listen}: {error}؛ با --listen نشانی دیگری برگزینید"),
        )
    })
}

/// Waits for Ctrl-C. If that cannot be watched, the witness runs until it is killed, which harms nothing.
async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn add_checkpoint(State(store): State<Shared>, body: Bytes) -> Response {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    answer(store, move |store| store.add_checkpoint(&body, now)).await
}

async fn checkpoint(State(store): State<Shared>, UrlPath(origin_hash): UrlPath<String>) -> Response {
    answer(store, move |store| store.checkpoint(&origin_hash)).await
}

/// Runs on a thread that may wait for the disk.
async fn answer(store: Shared, ask: impl FnOnce(&mut Store) -> Answer + Send + 'static) -> Response {
    // A thread that panicked in a transaction left nothing behind: SQLite has rolled it back.
    let work = move || ask(&mut store.lock().unwrap_or_else(PoisonError::into_inner));
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => {
            let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, [(CONTENT_TYPE, answer.kind)], answer.body).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
