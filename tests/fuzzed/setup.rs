//! What a page asks the scheduling lab for: any numbers are refused, or every task is handed out
//! once.

use super::Input;
use parallel_playground::schedule::Setup;
use parallel_playground::schedule::policy::Name;
use std::iter;
use std::sync::atomic::AtomicU64;

pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let (_, policy) = Name::ALL[usize::from(input.below(Name::ALL.len() as u8))];
    // Integers are tried often, since most other numbers are refused at once.
    let mut number =
        || if input.byte().is_multiple_of(4) { input.f64() } else { f64::from(input.byte()) };
    let (workers, chunk, seed) = (number(), number(), number());
    let n = usize::from(input.byte());
    let durations: Vec<f64> = iter::repeat_with(|| input.f64().abs()).take(n).collect();
    let Ok(setup) = Setup::new(durations, policy, workers, chunk, seed) else { return };
    let plan = setup.plan;
    if plan.n_words() > 1 << 12 {
        return;
    }
    let words: Vec<_> = iter::repeat_with(|| AtomicU64::new(0)).take(plan.n_words()).collect();
    let rule = plan.policy();
    rule.begin(&words);
    let mut taken = vec![0; n];
    // Workers that stay away leave their share only where it is theirs; so all come in turn.
    let mut idle = 0;
    for worker in (0..plan.n_workers).cycle() {
        match rule.take(&words, worker) {
            Some(places) => {
                assert!(!places.is_empty() && places.end as usize <= n, "{plan:?}: {places:?}");
                taken[places.start as usize..places.end as usize].iter_mut().for_each(|n| *n += 1);
                idle = 0;
            }
            None => idle += 1,
        }
        if idle == plan.n_workers {
            break;
        }
    }
    assert!(taken.iter().all(|&times| times == 1), "{plan:?}: {taken:?}");
    let mut tasks: Vec<u32> = (0..n as u32).map(|place| setup.task(place)).collect();
    tasks.sort_unstable();
    assert!(tasks.into_iter().eq(0..n as u32), "{plan:?}: every task has a place");
}
