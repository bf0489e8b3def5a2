//! What a submission's history says: the state its acts lead to, and the version that was accepted.

use crate::submission::State;

/// Where the acts of a submission lead, in their order: the state, and the version that counts.
///
/// Acts that change neither (a reminder, an extension, a file that was read) are passed over.
pub fn told<'a>(acts: impl IntoIterator<Item = (&'a str, i64)>) -> (State, Option<i64>) {
    let mut state = State::NotStarted;
    let mut accepted = None;
    for (verb, version) in acts {
        state = match verb {
            "submission.begin" | "submission.take_back" | "submission.withdraw" => State::Draft,
            "submission.make_ready" => State::Ready,
            "submission.submit" | "submission.send_paper" => State::Submitted,
            "submission.start_review" => State::InReview,
            "submission.return" | "submission.reopen" => State::Returned,
            "submission.accept" | "submission.load_last_year" => {
                accepted = Some(version);
                State::Accepted
            }
            _ => state,
        };
    }
    (state, accepted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_act_says_the_state_and_the_last_acceptance_the_version() {
        let road = [
            ("submission.begin", 0),
            ("submission.make_ready", 0),
            ("submission.submit", 1),
            ("submission.ask_extension", 1),
            ("submission.start_review", 1),
            ("submission.accept", 1),
        ];
        assert_eq!(told(road), (State::Accepted, Some(1)));
        let again = road.into_iter().chain([("submission.reopen", 1), ("submission.begin", 1)]);
        assert_eq!(
            told(again),
            (State::Draft, Some(1)),
            "the old version counts until the new one"
        );
        assert_eq!(told([]), (State::NotStarted, None));
    }
}
