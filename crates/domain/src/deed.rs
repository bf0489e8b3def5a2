//! What is done here, as logs and histories tell it: one word in tables, one in the office's language.

/// One line an act: name, word in tables, words of the office. A word in tables stays for ever: it is in chained
/// lines.
macro_rules! deeds {
    ($($name:ident $code:literal $words:literal;)+) => {
        /// An act that a line tells of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Deed {
            $(#[doc = $words] $name,)+
        }

        impl Deed {
            /// All of them, by their word in tables.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word in tables.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// What the office calls it.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)+ }
            }
        }
    };
}

deeds! {
    AccountChangePassword "account.change_password" "đổi mật khẩu";
    AccountClose "account.close" "đóng tài khoản";
    AccountCreate "account.create" "tạo tài khoản";
    AccountRoles "account.roles" "đổi vai trò của tài khoản";
    AccountLock "account.lock" "tạm khóa vì nhập sai nhiều lần";
    AccountOpen "account.open" "mở lại tài khoản";
    AccountResetPassword "account.reset_password" "cấp lại mật khẩu";
    AccountSignIn "account.sign_in" "đăng nhập";
    AccountSignInFailed "account.sign_in_failed" "đăng nhập không được";
    AssemblyConfirm "assembly.confirm" "xác nhận lời ghép tự động";
    AssemblySave "assembly.save" "soạn lời văn tổng hợp";
    CatalogConfirm "catalog.confirm" "xác nhận đã đối chiếu";
    CatalogLoad "catalog.load" "nạp danh mục";
    CatalogWithdrawConfirmation "catalog.withdraw_confirmation" "bỏ xác nhận đối chiếu";
    CompositionBegin "composition.begin" "bắt đầu soạn văn bản";
    CompositionDiscard "composition.discard" "bỏ văn bản đang soạn";
    CompositionSave "composition.save" "ghi văn bản đang soạn";
    CompositionPassForm "composition.pass_form" "cho qua lỗi thể thức của văn bản đang soạn";
    ContactAdd "contact.add" "thêm đầu mối";
    ContactChange "contact.change" "sửa đầu mối";
    ContactPutFirst "contact.put_first" "đặt đầu mối lên đầu";
    ContactRemove "contact.remove" "bỏ đầu mối";
    DemoFill "demo.fill" "lập dữ liệu minh họa";
    DispatchAnswer "dispatch.answer" "trả lời qua trục liên thông";
    DispatchSend "dispatch.send" "gửi qua trục liên thông";
    DispatchTake "dispatch.take" "nhận qua trục liên thông";
    DocumentAnnotate "document.annotate" "ghi sổ văn bản";
    DocumentCancel "document.cancel" "hủy văn bản";
    DocumentIssue "document.issue" "phát hành văn bản";
    DocumentOpenSigning "document.open_signing" "mở địa chỉ ký một lần";
    DocumentPresent "document.present" "trình ký văn bản";
    DocumentSign "document.sign" "nhận bản ký";
    DocumentTry "document.try" "ký thử";
    DocumentUseSigning "document.use_signing" "dùng địa chỉ ký một lần";
    DraftCopyLastWords "draft.copy_last_words" "chép lời văn kỳ trước";
    DraftCorrect "draft.correct" "điều chỉnh số của cấp dưới";
    DraftExplain "draft.explain" "ghi giải trình";
    DraftFillFromBelow "draft.fill_from_below" "lấy số của cấp dưới";
    DraftMarkNotArising "draft.mark_not_arising" "ghi không phát sinh";
    DraftClearNotArising "draft.clear_not_arising" "bỏ không phát sinh";
    DraftSaveCells "draft.save_cells" "ghi số liệu";
    DraftSaveText "draft.save_text" "ghi lời văn";
    DraftSeeBelow "draft.see_below" "xem số mới của cấp dưới";
    ImportBegin "import.begin" "bắt đầu lượt nạp nhiều tệp";
    ImportCancel "import.cancel" "hủy lượt nạp nhiều tệp";
    ImportWrite "import.write" "ghi lượt nạp nhiều tệp";
    MappingDelete "mapping.delete" "bỏ cách khớp";
    MappingKeep "mapping.keep" "giữ cách khớp";
    MappingRename "mapping.rename" "đổi tên cách khớp";
    NumberingSet "numbering.set" "đặt chữ viết tắt của cơ quan";
    OrganCodeSet "organ_code.set" "ghi mã định danh";
    PlanConfirm "plan.confirm" "xác nhận kế hoạch";
    RoundClose "round.close" "đóng đợt báo cáo";
    RoundLoadLastYear "round.load_last_year" "nạp số liệu năm trước";
    RoundReopen "round.reopen" "mở lại đợt báo cáo";
    RoundSetDay "round.set_day" "đặt ngày gửi cho cấp dưới";
    SeriesBegin "series.begin" "đặt số cuối của dãy số";
    SettingSet "setting.set" "đặt thông số hệ thống";
    SignerAdd "signer.add" "thêm người ký";
    SignerEnd "signer.end" "cho người ký thôi ký";
    SignerPaper "signer.paper" "lưu văn bản ủy quyền";
    SubmissionRemark "submission.remark" "ghi ý kiến";
    SubmissionBegin "submission.begin" "bắt đầu nhập";
    SubmissionMakeReady "submission.make_ready" "chuyển người ký";
    SubmissionTakeBack "submission.take_back" "lấy lại để sửa";
    SubmissionSubmit "submission.submit" "ký và gửi";
    SubmissionWithdraw "submission.withdraw" "rút về";
    SubmissionStartReview "submission.start_review" "nhận thẩm tra";
    SubmissionReturn "submission.return" "trả lại";
    SubmissionAccept "submission.accept" "chấp nhận";
    SubmissionReopen "submission.reopen" "mở lại";
    SubmissionAskReopening "submission.ask_reopening" "đề nghị mở lại";
    SubmissionRefuseReopening "submission.refuse_reopening" "không mở lại theo đề nghị";
    SubmissionWaiveSecondOfficer "submission.waive_second_officer" "ghi lý do một người nhập và ký";
    SubmissionSendPaper "submission.send_paper" "gửi thay theo bản giấy";
    SubmissionRecordDocument "submission.record_document" "ghi văn bản của đơn vị";
    SubmissionLoadLastYear "submission.load_last_year" "nạp số liệu năm trước";
    SubmissionLoadWorkbook "submission.load_workbook" "nạp tệp Excel";
    SubmissionTrueUp "submission.true_up" "ghi số thực tế thay số ước";
    SubmissionAskExtension "submission.ask_extension" "xin gia hạn";
    SubmissionGrantExtension "submission.grant_extension" "đồng ý gia hạn";
    SubmissionRefuseExtension "submission.refuse_extension" "không đồng ý gia hạn";
    TemplateRestore "template.restore" "dùng lại mẫu gốc";
    TemplateSave "template.save" "sửa mẫu văn bản";
    TrustSet "trust.set" "đặt chứng thư gốc tin cậy";
    UnitAddress "unit.address" "đặt địa chỉ cơ quan";
    UrgingRecord "urging.record" "đôn đốc";
    UrgingRemind "urging.remind" "nhắc hạn";
    WorkbookAccept "workbook.accept" "ghi số liệu từ tệp";
    WorkbookImport "workbook.import" "nạp tệp thay đơn vị";
}

impl Deed {
    /// Reads the word in tables; an act of another release is none.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|deed| deed.code() == code)
    }

    /// Whether it handed a version in.
    pub const fn hands_in(self) -> bool {
        matches!(self, Self::SubmissionSubmit | Self::SubmissionSendPaper)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_act_has_a_word_of_its_own_and_is_read_again() {
        let codes: BTreeSet<&str> = Deed::ALL.iter().map(|deed| deed.code()).collect();
        assert_eq!(codes.len(), Deed::ALL.len());
        for deed in Deed::ALL {
            assert_eq!(Deed::from_code(deed.code()), Some(*deed));
            assert!(!deed.words().is_empty());
            let (noun, verb) = deed.code().split_once('.').unwrap();
            assert!(!noun.is_empty() && !verb.is_empty(), "{deed:?}");
        }
        assert_eq!(Deed::from_code("submission.sumbit"), None);
    }
}
