//! Runs every case of `cases/dispatch.md`: messages of two organs, and where the document stands.

use domain::dispatch::{Business, Dispatch, DispatchError, Request, Side, State, Status};

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
    let (mut title, mut dispatch, mut rows) = ("", Dispatch::sent(), 0);
    for line in CASES.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            (title, dispatch) = (heading, Dispatch::sent());
        } else if line.starts_with("| ") && !line.starts_with("| bên") {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [side, message, reason, expected] = cells[..] else { panic!("{title}: {line}") };
            let found = take(&mut dispatch, side, message, reason);
            assert_eq!(found, expected, "{title}: {line}");
            rows += 1;
        }
    }
    assert!(rows > 40, "rows of the case file were lost: {rows}");
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
