//! A verification spread over the cores: one thread reads, each core examines bundles, and this one judges them in their order.

use shura_tlog::Checkpoint;
use shura_tlog::archive::{Bundle, Part, Reader};
use shura_verify::{Examined, Trust, Verification, Verified, examine};
use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

/// How many bundles a core may be ahead of the judge; this bounds the memory.
const AHEAD: usize = 4;

/// The next part in the order of the archive, or where a bundle will come from.
enum Next {
    Part(Part),
    Bundle(Receiver<(Bundle, Examined)>),
}

/// What a core does.
enum Work {
    /// Examines a bundle for whoever awaits it.
    Examine(Bundle, SyncSender<(Bundle, Examined)>),
    /// Gives back the memory of one that was judged, which the judge has no time for: it is the one who cannot be helped.
    Forget(Bundle, Examined),
}

/// Verifies an archive on all cores. `progress` is told how many entries were judged.
pub fn verify(
    input: impl Read + Send,
    trust: Trust,
    trusted: Vec<Checkpoint>,
    progress: &mut dyn FnMut(u64),
) -> Verified {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (in_order, ordered) = sync_channel(AHEAD * cores);
    let (to_examine, work) = sync_channel(AHEAD * cores);
    let work = Mutex::new(work);
    std::thread::scope(|scope| {
        let forget: SyncSender<Work> = to_examine.clone();
        let reader = scope.spawn(move || read(input, &in_order, &to_examine));
        for _ in 0..cores {
            scope.spawn(|| examine_all(&work));
        }
        let mut verification = Verification::new(trust, trusted);
        for next in ordered {
            match next {
                Next::Part(part) => verification.part(&part),
                Next::Bundle(examined) => {
                    let Ok((bundle, examined)) = examined.recv() else { continue };
                    verification.bundle(&bundle, &examined);
                    // Where the cores are busy it is given back here.
                    let _ = forget.try_send(Work::Forget(bundle, examined));
                    progress(verification.entries());
                }
            }
        }
        // The cores end when nobody can send them anything.
        drop(forget);
        verification.finish(reader.join().unwrap_or_else(|_| Some("the reader broke off".to_owned())))
    })
}

/// Reads the archive to its end, or says why it cannot be read further.
fn read(input: impl Read, in_order: &SyncSender<Next>, to_examine: &SyncSender<Work>) -> Option<String> {
    let mut reader = Reader::new(input);
    loop {
        let sent = match reader.next_part() {
            Ok(Some(Part::Bundle(bundle))) => {
                let (tell, told) = sync_channel(1);
                in_order.send(Next::Bundle(told)).is_ok()
                    && to_examine.send(Work::Examine(bundle, tell)).is_ok()
            }
            Ok(Some(part)) => in_order.send(Next::Part(part)).is_ok(),
            Ok(None) => return None,
            Err(error) => return Some(error.to_string()),
        };
        if !sent {
            return Some("nobody listens".to_owned());
        }
    }
}

fn examine_all(work: &Mutex<Receiver<Work>>) {
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(Work::Examine(bundle, tell)) => {
                let examined = examine(&bundle);
                // Whoever awaits it is the judge, which outlives the cores.
                let _ = tell.send((bundle, examined));
            }
            Ok(Work::Forget(bundle, examined)) => drop((bundle, examined)),
            Err(_) => return,
        }
    }
}
