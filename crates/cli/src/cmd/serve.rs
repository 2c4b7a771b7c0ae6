//! `shura serve`: an organisation at work, over HTTP.

use super::cosign;
use super::seal::with_suffix;
use crate::output::{Failure, Output};
use crate::record;
use shura_act::bilingual::fa_digits;
use shura_act::hand::Written;
use shura_act::{Bilingual, Lang};
use shura_kernel::Charter;
use shura_server::app::machine_clock;
use shura_server::credentials::first_codes;
use shura_server::door::OriginError;
use shura_server::serve::{TlsFiles, serve};
use shura_server::witnesses::{Witness, Witnesses};
use shura_server::{App, Book, Desk, House};
use shura_tlog::NoteSigner;
use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// First parts of paths that are no names of houses; and the end of the cookie in which the language is kept.
const RESERVED: &[&str] = &["api", "assets", "lang"];

/// What `shura serve` is asked.
#[derive(clap::Args)]
pub struct Args {
    /// Folders of records to serve for reading.
    #[arg(value_name = "DIR")]
    read: Vec<PathBuf>,
    /// The data file of an organisation at work, as `shura seal` makes it; may be given several times. With its log's key beside it (FILE.key),
    /// what is entered is put under signed checkpoints.
    #[arg(long, value_name = "FILE")]
    data: Vec<PathBuf>,
    /// A witness that is asked to cosign every checkpoint: its public key, an equals sign, and its address, such as
    /// name+id+key=http://127.0.0.1:7380. May be given several times.
    #[arg(long, value_name = "KEY=URL", requires = "data")]
    witness: Vec<String>,
    /// How many witnesses must have cosigned a checkpoint before it is published as witnessed; all where nothing is said.
    #[arg(long, value_name = "N", requires = "witness")]
    require: Option<usize>,
    /// The address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8017")]
    listen: SocketAddr,
    /// The address of the server as browsers call it, `https://congress.example`; passkeys are bound to it.
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// The certificate for TLS, a PEM file.
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,
    /// The private key for TLS, a PEM file.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
}

/// Serves until it is interrupted.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let read = args.read.iter().map(|folder| to_read(folder));
    let witnesses = Required { all: cosign::parse(&args.witness)?, need: args.require };
    witnesses.check()?;
    let houses = args
        .data
        .iter()
        .map(|file| at_work(file, &witnesses, out.lang))
        .chain(read)
        .collect::<Result<Vec<_>, _>>()?;
    no_name_twice(&houses)?;
    let tls = args.certificate.zip(args.key);
    let tls = tls.map(|(certificate, key)| TlsFiles { certificate, key });
    let scheme = if tls.is_some() { "https" } else { "http" };
    let (listener, address) = listen(args.listen)?;
    out.line(out.pick(
        &format!("{scheme}://{address}/ is served until you press Ctrl-C."),
        &format!("{scheme}://{address}/ تا وقتی Ctrl-C را بزنید باز است."),
    ));
    let origin = args.origin.unwrap_or_else(|| called(scheme, address));
    let app = App::new(houses, origin.starts_with("https://")).reached_at(&origin);
    let app = app.map_err(|e| no_origin(&e))?;
    first_links(&app, &origin, out)?;
    serve_app(app, listener, tls)
}

/// Prints the first ways in, where nobody has ever signed in.
fn first_links(app: &App, origin: &str, out: &Output) -> Result<(), Failure> {
    for house in app.houses.values() {
        let codes = first_codes(app, house).map_err(|e| Failure::plain(e.to_string()))?;
        for (person, code) in codes {
            let (name, house) = (house.book().standing.name_of(&person), &house.key);
            let link = format!("{origin}/{house}/enter/{code}");
            out.line(out.pick(
                &format!(
                    "{} gives the first cards; this link opens the door once, within seven days: {link}",
                    name.en
                ),
                &format!(
                    "نخستین کارت‌ها را {} می‌دهد؛ این پیوند در هفت روز یک بار در را باز می‌کند: {link}",
                    name.fa
                ),
            ));
        }
    }
    Ok(())
}

/// How browsers call a server of which nothing else is said. Passkeys need a name, and on this machine there is one.
pub fn called(scheme: &str, address: SocketAddr) -> String {
    if address.ip().is_loopback() {
        return format!("{scheme}://localhost:{}", address.port());
    }
    format!("{scheme}://{address}")
}

pub fn no_origin(error: &OriginError) -> Failure {
    let given = &error.0;
    Failure::new(
        format!("{error}"),
        format!("«{given}» نشانی سرور نیست؛ آن را چنین بنویسید: https://congress.example"),
    )
}

/// Serves in a runtime of its own until the process is told to stop.
pub fn serve_app(app: App, listener: TcpListener, tls: Option<TlsFiles>) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let served = runtime.and_then(|runtime| runtime.block_on(serve(app, listener, tls, told_to_stop())));
    served.map(|()| ExitCode::SUCCESS).map_err(|e| Failure::plain(e.to_string()))
}

/// Ends when the terminal interrupts or the system asks the program to end.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut asked) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = asked.recv() => {}
    }
}

/// The witnesses named on the command line.
struct Required {
    all: Vec<Witness>,
    need: Option<usize>,
}

impl Required {
    fn needed(&self) -> usize {
        self.need.unwrap_or(self.all.len())
    }

    fn check(&self) -> Result<(), Failure> {
        let (needed, given) = (self.needed(), self.all.len());
        if needed <= given && (needed > 0 || self.all.is_empty()) {
            return Ok(());
        }
        Err(Failure::new(
            format!(
                "{needed} witnesses are required and {given} given; require at least 1 and at most as many as you name with --witness"
            ),
            format!(
                "{} گواه لازم و {} داده شده است؛ دست کم یکی و دست بالا به شمار آن‌هایی بخواهید که با ‎--witness نام می‌برید",
                fa_digits(&needed.to_string()),
                fa_digits(&given.to_string())
            ),
        ))
    }

    /// A house whose checkpoints they are to cosign; what is to be said of it is said on standard error.
    fn of(&self, house: House, lang: Lang) -> House {
        if self.all.is_empty() {
            return house;
        }
        let key = house.key.clone();
        let tell = move |text: &Bilingual| eprintln!("{key}: {}", text.get(lang));
        house.witnessed_by(Witnesses::new(self.all.clone(), self.needed(), Box::new(tell)))
    }
}

/// An organisation in a data file, to work.
fn at_work(file: &Path, witnesses: &Required, lang: Lang) -> Result<House, Failure> {
    let house = House::open(&key_of(&file.with_extension("")), file, machine_clock).map_err(|e| {
        let shown = file.display();
        Failure::new(format!("{shown} cannot be served: {e}"), format!("{shown} را نمی‌توان عرضه کرد: {e}"))
    })?;
    let wanting = house.book().wanting;
    if wanting > 0 {
        let shown = file.display();
        let lost = Bilingual::new(
            format!(
                "{shown}: the words of {wanting} texts that entries name are missing or were changed; `shura fsck` names them, and a backup has them"
            ),
            format!(
                "{shown}: واژه‌های {} متن که ثبت‌ها نام می‌برند گم یا دگرگون شده‌اند؛ shura fsck آن‌ها را نام می‌برد و پشتیبان آن‌ها را دارد",
                fa_digits(&wanting.to_string())
            ),
        );
        eprintln!("{}", lost.get(lang));
    }
    let key = with_suffix(file, ".key");
    if !key.exists() && witnesses.all.is_empty() {
        return Ok(house);
    }
    let signer = NoteSigner::parse(&record::text(&key)?).map_err(|error| {
        let shown = key.display();
        Failure::new(
            format!("{shown} is no key of a log: {error}"),
            format!("{shown} کلید دفتر نیست: {error}"),
        )
    })?;
    Ok(witnesses.of(house.signing_with(signer), lang))
}

/// Refuses names in paths that two records share, or that mean something else there.
fn no_name_twice(houses: &[House]) -> Result<(), Failure> {
    let mut taken: BTreeSet<&str> = RESERVED.iter().copied().collect();
    let twice = houses.iter().find(|house| !taken.insert(house.key.as_str()));
    twice.map_or(Ok(()), |house| {
        let key = &house.key;
        Err(Failure::new(
            format!("the name {key} in paths is taken; rename the file or folder, with Latin letters and digits"),
            format!("نام {key} در نشانی‌ها گرفته شده است؛ پرونده یا پوشه را با حرف‌ها و رقم‌های لاتین دوباره نام بگذارید"),
        ))
    })
}

/// A record in a folder, for reading.
fn to_read(folder: &Path) -> Result<House, Failure> {
    let (charter, acts) = record::read(folder)?;
    house_to_read(&key_of(folder), charter, &record::texts_beside(folder)?, acts)
}

/// A record for reading, with the texts that lie beside it: their names and words.
pub fn house_to_read(
    key: &str,
    charter: Charter,
    texts: &[(String, String)],
    acts: Vec<Written>,
) -> Result<House, Failure> {
    let entries = acts.into_iter().map(|written| written.entry);
    let book = Book::of_history(charter, texts.iter().map(|(_, words)| words.as_str()), entries);
    let book = book.map_err(|e| Failure { text: e.bilingual() })?;
    let desk = Desk::in_memory().map_err(|e| Failure::plain(e.to_string()))?;
    Ok(House::to_read(key, book, desk))
}

/// The name in paths: that of the folder, in letters that a path can hold.
fn key_of(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() { "record".to_owned() } else { plain.to_owned() }
}

/// Listens, and says on which port.
pub fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    let listener = TcpListener::bind(address).map_err(|e| cannot_listen(address, &e))?;
    let bound = listener.local_addr().unwrap_or(address);
    Ok((listener, bound))
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("{address} cannot be listened on: {error}; choose another with --listen"),
        format!("روی {address} نمی‌توان گوش داد: {error}؛ نشانی دیگری با ‎--listen بدهید"),
    )
}
