//! Paragraphs without a mark that say whom they are addressed to: "Giao Sở Y tế …", "Sở Nội vụ: …";
//! and those that close the plan.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use super::{
    ItemKind, all_capitals, bodies,
    lines::Line,
    marks::{self, Style},
    outline::{Open, Outline},
    pattern, plain,
    wrapping::closes,
};

/// How much of a line is looked at, in characters.
const LOOKED_AT: usize = 240;

static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:Giao|Đề nghị|Kính đề nghị|Phân công|Yêu cầu|Đối với)\s(?:cho\s|các đồng chí\s)?")
});
static AND: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[,;\s]*(?:và\s)?$"));
/// What behind a name says that it bears a duty.
static DUTY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s?(?:\([^()]{0,80}\)\s?)?(?::|$|,?\s?(?:chủ trì|chủ động|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|tổ chức|xây dựng|hướng dẫn|theo dõi|cân đối|bố trí|căn cứ|là (?:cơ quan|đơn vị|đầu mối)|chỉ đạo|tuyên truyền|vận động|thực hiện|triển khai|báo cáo|tổng hợp|đôn đốc|kiểm tra|lồng ghép|tăng cường|đẩy mạnh|tiếp tục|quan tâm|đảm bảo|bảo đảm|cung cấp|thẩm định|rà soát|duy trì|đăng tải|đưa tin|giám sát|hỗ trợ)(?:\s|,|$))",
    )
});

/// The lines that begin such a paragraph, where at least two stand between one number and the next.
pub(super) fn addressed_lines(lines: &[Line]) -> HashSet<usize> {
    let (mut addressed, mut group) = (HashSet::new(), Vec::new());
    for line in lines.iter().filter(|line| !line.furniture) {
        let marks = marks::candidates(&line.text);
        let heading = line.row || all_capitals(&line.text);
        if heading || marks.iter().any(|mark| !mark.is_list() && mark.style != Style::Label) {
            keep(&mut group, &mut addressed);
        } else if marks.is_empty() && is_addressed(&line.text) {
            group.push(line.number);
        }
    }
    keep(&mut group, &mut addressed);
    addressed
}

fn keep(group: &mut Vec<usize>, addressed: &mut HashSet<usize>) {
    if group.len() > 1 {
        addressed.extend(group.iter().copied());
    }
    group.clear();
}

fn is_addressed(text: &str) -> bool {
    if closes(text) {
        return false;
    }
    let given = GIVEN.find(text).map_or(0, |given| given.end());
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(end, _)| end);
    let words = &text[given..end];
    let found = bodies::find(words);
    let Some(first) = found.first().filter(|first| words[..first.range.start].len() < 12) else {
        return false;
    };
    // "Giám đốc Sở Y tế", "Các Sở: …"; not "Trong đó Sở Y tế …".
    let opening = plain(words[..first.range.start].trim());
    if !matches!(opening.as_str(), "" | "các" | "giám đốc" | "thủ trưởng" | "trưởng" | "cơ quan")
    {
        return false;
    }
    let mut last = first.range.end;
    for next in &found[1..] {
        if !AND.is_match(&words[last..next.range.start]) {
            break;
        }
        last = next.range.end;
    }
    given > 0 || DUTY.is_match(&words[last..])
}

impl Outline {
    /// An item of its own under what is open, beside the other bodies.
    pub(super) fn addressed(&mut self, line: &Line) -> usize {
        let ends = |outline: &Self, open: &Open| {
            let small = open.style.as_ref().is_some_and(|style| {
                style.is_list() || matches!(style, Style::Addressed | Style::Label | Style::Time)
            });
            small || open.rank >= 70 && outline.running(open.item)
        };
        while self.open.last().is_some_and(|open| ends(self, open)) {
            self.open.pop();
        }
        let parent = self.open.last().map(|open| open.item);
        let name = format!("¶{}", self.count(parent, "¶"));
        let anchor = self.unique(parent, &name);
        let item = self.add(ItemKind::Paragraph, anchor, String::new(), line);
        self.paragraphs[item].push(line.text.clone());
        let (rank, style) = (Style::Addressed.rank(), Some(Style::Addressed));
        self.open.push(Open { item, rank, style, ordinal: None });
        item
    }

    /// "Trên đây là Kế hoạch …" belongs to the section of duties or to the whole plan, never to the
    /// last body named before it.
    pub(super) fn leave_for_closing(&mut self, line: &Line) {
        if !closes(&line.text) || self.open.is_empty() {
            return;
        }
        let section = self.open.iter().rposition(|open| open.rank < 30).unwrap_or(0);
        let first = self.paragraphs[self.open[section].item].first();
        let title = plain(first.map_or("", String::as_str));
        let of_duties = ["tổ chức", "thực hiện", "phân công", "báo cáo"]
            .iter()
            .any(|word| title.contains(word));
        self.open.truncate(if of_duties { section + 1 } else { 0 });
    }
}
