//! Runs every case of `cases/dispatch.md`: messages of two organs, and where the document stands.

use domain::dispatch::{Business, Dispatch, DispatchError, Request, Side, State, Status};

use crate::tables::lines;

const CASES: &str = include_str!("../../cases/dispatch.md");

fn take(dispatch: &mut Dispatch, side: &str, message: &str, reason: &str) -> String {
    let by = match side {
        "gửi" => Side::Sender,
        "nhận" => Side::Receiver,
        other => panic!("no such side: {other}"),
    };
    let taken: Result<(), DispatchError> = match message {
        "thu hồi" => dispatch.ask(Request::TakeBack),
        "cập nhật" => dispatch.ask(Request::Update),
        code => dispatch.report(Status::from_code(code).unwrap(), by, reason),
    };
    match taken {
        Err(refused) => {
            assert!(!refused.to_string().is_empty() && !refused.next().is_empty());
            refused.code().to_owned()
        }
        Ok(()) if dispatch.request.is_some() => {
            format!("{}, chờ trả lời", dispatch.state.label())
        }
        Ok(()) => dispatch.state.label().to_owned(),
    }
}

#[test]
fn every_case_ends_where_it_says() {
    let (mut title, mut dispatch, lines) = ("", Dispatch::sent(), lines(CASES));
    for line in &lines {
        if line.title != title {
            (title, dispatch) = (line.title, Dispatch::sent());
        }
        let found = take(&mut dispatch, line.get("bên"), line.get("tin"), line.get("lý do"));
        assert_eq!(found, line.get("kết quả"), "{title}: {}", line.text);
    }
    assert!(lines.len() > 40, "rows of the case file were lost: {}", lines.len());
}

#[test]
fn a_refused_message_changes_nothing() {
    for state in State::ALL {
        for request in [None, Some(Request::TakeBack), Some(Request::Update)] {
            for status in Status::ALL {
                for by in [Side::Sender, Side::Receiver] {
                    let before = Dispatch { state, request };
                    let mut after = before;
                    if after.report(status, by, "").is_err() {
                        assert_eq!(after, before);
                    }
                }
            }
        }
    }
}

#[test]
fn codes_are_read_back() {
    for status in Status::ALL {
        assert_eq!(Status::from_code(status.code()), Some(status));
    }
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
    }
    for business in Business::ALL {
        assert_eq!(Business::from_code(business.code()), Some(business));
    }
    assert_eq!((Status::from_code("07"), Business::from_code(4)), (None, None));
}
