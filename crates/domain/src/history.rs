//! What a submission's history says: the state its acts lead to, and the version that was accepted.

use crate::{deed::Deed, submission::State};

/// Where the acts of a submission lead, in their order: the state, and the version that counts.
///
/// Acts that change neither (a reminder, an extension, a file that was read) are passed over.
pub fn told(acts: impl IntoIterator<Item = (Deed, i64)>) -> (State, Option<i64>) {
    let mut state = State::NotStarted;
    let mut accepted = None;
    for (deed, version) in acts {
        state = match deed {
            Deed::SubmissionBegin | Deed::SubmissionTakeBack | Deed::SubmissionWithdraw => {
                State::Draft
            }
            Deed::SubmissionMakeReady => State::Ready,
            Deed::SubmissionSubmit | Deed::SubmissionSendPaper => State::Submitted,
            Deed::SubmissionStartReview => State::InReview,
            Deed::SubmissionReturn | Deed::SubmissionReopen => State::Returned,
            Deed::SubmissionAccept | Deed::SubmissionLoadLastYear => {
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
            (Deed::SubmissionBegin, 0),
            (Deed::SubmissionMakeReady, 0),
            (Deed::SubmissionSubmit, 1),
            (Deed::SubmissionAskExtension, 1),
            (Deed::SubmissionStartReview, 1),
            (Deed::SubmissionAccept, 1),
        ];
        assert_eq!(told(road), (State::Accepted, Some(1)));
        let again =
            road.into_iter().chain([(Deed::SubmissionReopen, 1), (Deed::SubmissionBegin, 1)]);
        assert_eq!(
            told(again),
            (State::Draft, Some(1)),
            "the old version counts until the new one"
        );
        assert_eq!(told([]), (State::NotStarted, None));
    }
}
