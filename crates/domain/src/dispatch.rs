//! A document sent to one organ over the document exchange, and the status messages that answer it.
//!
//! Codes and meanings of QCVN 102:2016/BTTTT with SĐ1:2022, as the gateway's own samples write them.

/// What an outgoing message does to the document (`BussinessDocType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Business {
    New,
    Recall,
    Update,
    Replacement,
}

impl Business {
    /// All kinds, in the order of their codes.
    pub const ALL: [Self; 4] = [Self::New, Self::Recall, Self::Update, Self::Replacement];

    /// The number in messages.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Reads the number in messages.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The word in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Recall => "recall",
            Self::Update => "update",
            Self::Replacement => "replacement",
        }
    }

    /// Reads the word in tables.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "Văn bản mới",
            Self::Recall => "Thu hồi văn bản",
            Self::Update => "Cập nhật văn bản",
            Self::Replacement => "Thay thế văn bản",
        }
    }
}

/// A status message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    Arrived,
    Refused,
    Received,
    Assigned,
    InProgress,
    Finished,
    TakenBack,
    ChangeAgreed,
    ChangeDeclined,
}

impl Status {
    /// All nine, in the order of their codes.
    pub const ALL: [Self; 9] = [
        Self::Arrived,
        Self::Refused,
        Self::Received,
        Self::Assigned,
        Self::InProgress,
        Self::Finished,
        Self::TakenBack,
        Self::ChangeAgreed,
        Self::ChangeDeclined,
    ];

    /// The number in messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arrived => "01",
            Self::Refused => "02",
            Self::Received => "03",
            Self::Assigned => "04",
            Self::InProgress => "05",
            Self::Finished => "06",
            Self::TakenBack => "13",
            Self::ChangeAgreed => "15",
            Self::ChangeDeclined => "16",
        }
    }

    /// Reads the number in messages.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Arrived => "Đã đến",
            Self::Refused => "Từ chối tiếp nhận",
            Self::Received => "Đã tiếp nhận",
            Self::Assigned => "Phân công",
            Self::InProgress => "Đang xử lý",
            Self::Finished => "Hoàn thành",
            Self::TakenBack => "Lấy lại văn bản",
            Self::ChangeAgreed => "Đồng ý cập nhật, lấy lại",
            Self::ChangeDeclined => "Từ chối cập nhật, lấy lại",
        }
    }

    /// Who may send it: taking back is the sender's, all else the receiver's.
    pub const fn side(self) -> Side {
        match self {
            Self::TakenBack => Side::Sender,
            _ => Side::Receiver,
        }
    }
}

/// One of the two organs of a dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    Sender,
    Receiver,
}

impl Side {
    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Receiver => "receiver",
        }
    }

    /// Reads the word in tables.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Sender, Self::Receiver].into_iter().find(|side| side.code() == code)
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Sender => Self::Receiver,
            Self::Receiver => Self::Sender,
        }
    }
}

/// Where a dispatch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Sent,
    Arrived,
    Refused,
    Received,
    Assigned,
    InProgress,
    Finished,
    /// The receiver agreed to give it back.
    Withdrawn,
}

impl State {
    /// All states, in the order of the road.
    pub const ALL: [Self; 8] = [
        Self::Sent,
        Self::Arrived,
        Self::Refused,
        Self::Received,
        Self::Assigned,
        Self::InProgress,
        Self::Finished,
        Self::Withdrawn,
    ];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Arrived => "arrived",
            Self::Refused => "refused",
            Self::Received => "received",
            Self::Assigned => "assigned",
            Self::InProgress => "in_progress",
            Self::Finished => "finished",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word in tables.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sent => "Đã gửi",
            Self::Arrived => "Đã đến",
            Self::Refused => "Bị từ chối tiếp nhận",
            Self::Received => "Đã tiếp nhận",
            Self::Assigned => "Đã phân công",
            Self::InProgress => "Đang xử lý",
            Self::Finished => "Đã xử lý xong",
            Self::Withdrawn => "Đã lấy lại",
        }
    }

    const fn is_closed(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn)
    }
}

/// What the sender asked and the receiver has not answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Request {
    /// Give it back: status 13 or a document of kind recall.
    TakeBack,
    /// Take the new content: a document of kind update.
    Update,
}

impl Request {
    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TakeBack => "take-back",
            Self::Update => "update",
        }
    }

    /// Reads the word in tables.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::TakeBack, Self::Update].into_iter().find(|request| request.code() == code)
    }

    /// The office's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TakeBack => "chờ trả lời việc lấy lại",
            Self::Update => "chờ trả lời việc cập nhật",
        }
    }
}

/// Why a message does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DispatchError {
    #[error("Trạng thái {} “{}” không phải do bên này gửi.", .0.code(), .0.label())]
    WrongSide(Status),
    #[error(
        "Văn bản đang ở trạng thái “{}”, không chuyển sang {} “{}” được.",
        .0.label(), .1.code(), .1.label()
    )]
    WrongState(State, Status),
    #[error("Từ chối tiếp nhận phải ghi lý do.")]
    NoReason,
    #[error("Không có yêu cầu cập nhật hay lấy lại nào đang chờ trả lời.")]
    NothingAsked,
    #[error("Yêu cầu trước chưa được bên nhận trả lời.")]
    AlreadyAsked,
    #[error("Văn bản đang ở trạng thái “{}”, không thu hồi hay cập nhật được.", .0.label())]
    Closed(State),
}

impl DispatchError {
    /// The stable code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongSide(_) => "DSP-001",
            Self::WrongState(..) => "DSP-002",
            Self::NoReason => "DSP-003",
            Self::NothingAsked => "DSP-004",
            Self::AlreadyAsked => "DSP-005",
            Self::Closed(_) => "DSP-006",
        }
    }

    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::WrongSide(Status::TakenBack) => "Chỉ bên gửi lấy lại được; liên hệ bên gửi.",
            Self::WrongSide(_) => "Chờ bên nhận báo, hoặc gọi văn thư bên nhận.",
            Self::WrongState(..) => "Xem lại diễn biến gửi nhận; nếu thiếu bước thì hỏi bên nhận.",
            Self::NoReason => "Viết một câu lý do rồi gửi lại.",
            Self::NothingAsked => "Kiểm tra tin này trả lời cho văn bản nào.",
            Self::AlreadyAsked => "Chờ bên nhận đồng ý hoặc từ chối yêu cầu trước.",
            Self::Closed(_) => "Gửi văn bản mới nếu vẫn cần.",
        }
    }
}

/// A document on its way to one organ. Who sent which message and when is kept by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dispatch {
    pub state: State,
    pub request: Option<Request>,
}

impl Dispatch {
    /// A document that has just left.
    pub const fn sent() -> Self {
        Self { state: State::Sent, request: None }
    }

    /// Statuses that one side may send now; a refusal needs its reason besides.
    pub fn choices(self, by: Side) -> Vec<Status> {
        let fits = |status: &Status| { self }.report(*status, by, "-").is_ok();
        Status::ALL.into_iter().filter(fits).collect()
    }

    /// Takes a status message of one side.
    pub fn report(&mut self, status: Status, by: Side, reason: &str) -> Result<(), DispatchError> {
        if by != status.side() {
            return Err(DispatchError::WrongSide(status));
        }
        match status {
            Status::TakenBack => return self.ask(Request::TakeBack),
            Status::ChangeAgreed | Status::ChangeDeclined => return self.answer(status),
            _ => {}
        }
        let next = self.next(status).ok_or(DispatchError::WrongState(self.state, status))?;
        if status == Status::Refused && reason.trim().is_empty() {
            return Err(DispatchError::NoReason);
        }
        self.state = next;
        Ok(())
    }

    /// Takes a document of the sender that asks to change the one on its way.
    pub fn ask(&mut self, request: Request) -> Result<(), DispatchError> {
        if self.state.is_closed() {
            return Err(DispatchError::Closed(self.state));
        }
        if self.request.is_some() {
            return Err(DispatchError::AlreadyAsked);
        }
        self.request = Some(request);
        Ok(())
    }

    fn answer(&mut self, status: Status) -> Result<(), DispatchError> {
        let request = self.request.take().ok_or(DispatchError::NothingAsked)?;
        if (request, status) == (Request::TakeBack, Status::ChangeAgreed) {
            self.state = State::Withdrawn;
        }
        Ok(())
    }

    const fn next(self, status: Status) -> Option<State> {
        match (self.state, status) {
            (State::Sent, Status::Arrived) => Some(State::Arrived),
            (State::Arrived, Status::Refused) => Some(State::Refused),
            (State::Arrived, Status::Received) => Some(State::Received),
            (State::Received, Status::Assigned) => Some(State::Assigned),
            (State::Assigned, Status::InProgress) => Some(State::InProgress),
            (State::InProgress, Status::Finished) => Some(State::Finished),
            _ => None,
        }
    }
}
