//! A verification spread over the cores: one thread reads, others examine bundles, and this one judges them in their order. Whenever the next one
//! in order is not examined yet, the judge examines too, so that there are no more threads at work than cores.

use shura_tlog::Checkpoint;
use shura_tlog::archive::{Bundle, Part, Reader};
use shura_verify::{Examined, Trust, Verification, Verified, examine};
use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
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
    /// Examines a bundle for the judge, who awaits it.
    Examine(Bundle, SyncSender<(Bundle, Examined)>),
    /// Gives back the memory of one that was judged, which the judge has no time for: nobody else can judge.
    Forget(Bundle, Examined),
}

impl Work {
    fn do_it(self) {
        match self {
            Work::Examine(bundle, tell) => {
                let examined = examine(&bundle);
                // The judge outlives whoever examines.
                let _ = tell.send((bundle, examined));
            }
            Work::Forget(bundle, examined) => drop((bundle, examined)),
        }
    }
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
        for _ in 0..cores.saturating_sub(1).max(1) {
            scope.spawn(|| examine_all(&work));
        }
        let mut verification = Verification::new(trust, trusted);
        for next in ordered {
            match next {
                Next::Part(part) => verification.part(&part),
                Next::Bundle(examined) => {
                    let Some((bundle, examined)) = await_it(&examined, &work) else { continue };
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

/// The bundle that the judge awaits. Until it comes the judge does what others would have to do; none if whoever examined it broke off.
fn await_it(
    examined: &Receiver<(Bundle, Examined)>,
    work: &Mutex<Receiver<Work>>,
) -> Option<(Bundle, Examined)> {
    loop {
        match examined.try_recv() {
            Ok(examined) => return Some(examined),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => {}
        }
        // Whoever holds the lock waits for work, so that there is none.
        match work.try_lock().ok().and_then(|work| work.try_recv().ok()) {
            Some(work) => work.do_it(),
            None => return examined.recv().ok(),
        }
    }
}

fn examine_all(work: &Mutex<Receiver<Work>>) {
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(work) => work.do_it(),
            Err(_) => return,
        }
    }
}
